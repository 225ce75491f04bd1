//! What fulfils an obligation: not somebody's word, but the review, audit or document of the file in which it was done.

use chrono::{Months, NaiveDate};

use crate::domain::audit::{self, Audit, AuditField};
use crate::domain::document_version::{self, DocumentVersion, DocumentVersionField};
use crate::domain::identity::RecordId;
use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::record::Record;
use crate::domain::register::{Derived, Following, Watch};
use crate::domain::review::words::{Review, ReviewField};
use crate::domain::rules::{Fact, Facts, Missing, Records};
use crate::domain::value::Value;
use crate::domain::zone::Zone;
use crate::fields;

use super::schedule::Schedule;
use super::words::{Obligation, ObligationField, ObligationMove, State, Type};

/// Records of a register that fulfil obligations.
pub struct Fulfilment {
    /// What fulfils it, in words: `a management review that is concluded`.
    pub says: &'static str,
    found: fn(&Facts) -> Records,
    /// Which obligations it fulfils.
    of: fn(Obligation) -> bool,
    /// The day on which a record fulfils one of them; none where it does not.
    on: fn(Obligation, &Record, &Zone) -> Option<NaiveDate>,
    /// The day by which it asks for the next time itself.
    next: fn(&Record) -> Option<NaiveDate>,
}

/// What fulfils which obligation. Those that nothing here fulfils are said to be done, by hand.
static FULFILMENTS: &[Fulfilment] = &[
    Fulfilment {
        says: "a management review that is concluded and counts",
        found: |facts| facts.every(ReviewField::REGISTER),
        of: |obligation| obligation.kind() == Some(Type::Review),
        on: |_, review, zone| {
            let review = Review(review);
            let concluded = review.concluded_at().map(|at| at.with_timezone(zone).date_naive());
            concluded.filter(|_| review.counts())
        },
        next: |review| Review(review).next_review(),
    },
    Fulfilment {
        says: "an internal audit that is reported",
        found: |facts| facts.every(AuditField::REGISTER),
        of: |obligation| obligation.kind() == Some(Type::Audit),
        on: |obligation, audit, _| {
            let audit = Audit(audit);
            let counts = audit.party().is_internal()
                && audit.state() == Some(audit::State::Reported)
                && audit.adopted() != Some(true)
                && obligation.system().is_none_or(|system| audit.systems().contains(&system));
            audit.reported_on().filter(|_| counts)
        },
        next: |_| None,
    },
    Fulfilment {
        says: "a version of its document that is approved",
        found: |facts| facts.every(DocumentVersionField::REGISTER),
        of: |obligation| {
            obligation.document().is_some() && !matches!(obligation.kind(), Some(Type::Review | Type::Audit))
        },
        on: |obligation, version, _| {
            let version = DocumentVersion(version);
            let counts = version.document() == obligation.document()
                && version.state() == Some(document_version::State::Approved)
                && version.adopted() != Some(true);
            version.approved_on().filter(|_| counts)
        },
        next: |_| None,
    },
];

/// What settles an obligation or takes that back, and the interval of reviews.
pub static FOLLOWS: &Following = &Following { of: WATCHED, by: ObligationMove::Settle.name() };

static WATCHED: &[Watch] = &[
    Watch {
        register: ReviewField::REGISTER,
        fields: fields![ReviewField: Type, State, ConcludedAt, NextReview, Lacked],
    },
    Watch { register: AuditField::REGISTER, fields: fields![AuditField: State, ReportedOn, Type, Systems] },
    Watch { register: DocumentVersionField::REGISTER, fields: fields![DocumentVersionField: State, Document] },
    Watch { register: OrganisationField::REGISTER, fields: fields![OrganisationField: ReviewInterval] },
];

/// What is looked at to tell what was fulfilled, and when it comes round again.
pub const LOOKS_AT: [Fact; 5] = [
    Fact::Past,
    Fact::Every(OrganisationField::REGISTER),
    Fact::Every(ReviewField::REGISTER),
    Fact::Every(AuditField::REGISTER),
    Fact::Every(DocumentVersionField::REGISTER),
];

/// What fulfils an obligation; none where it is said to be done by hand.
pub fn of(obligation: Obligation) -> Option<&'static Fulfilment> {
    FULFILMENTS.iter().find(|one| (one.of)(obligation))
}

/// A time at which an obligation was met.
#[derive(Clone)]
struct Met {
    on: NaiveDate,
    by: RecordId,
    /// The day by which it asks for the next time itself.
    next: Option<NaiveDate>,
}

impl Met {
    /// The day by which it asks for the next time itself, where that comes after it.
    fn sooner(&self) -> Option<NaiveDate> {
        self.next.filter(|next| *next > self.on)
    }
}

/// Where an obligation stands: when it was done last, by what, and when next.
#[derive(Clone, Copy, PartialEq)]
struct Round {
    last: Option<NaiveDate>,
    by: Option<RecordId>,
    due: Option<NaiveDate>,
}

impl Round {
    fn of(obligation: Obligation) -> Self {
        Self { last: obligation.last_done_on(), by: obligation.settled_by(), due: obligation.next_due() }
    }

    /// Once it was met, it is due again after its interval, or sooner where what met it asks for that.
    fn met(&self, met: &Met, schedule: Option<Schedule>) -> Self {
        let due = schedule.and_then(|schedule| schedule.next(self.due, met.on));
        Self { last: Some(met.on), by: Some(met.by), due: due.into_iter().chain(met.sooner()).min() }
    }

    /// The last time that it was met in its present round: after it was last, and not before that round began.
    fn meets<'m>(&self, met: &'m [Met], months: Option<u32>) -> Option<&'m Met> {
        let began = || self.due?.checked_sub_months(Months::new(months?));
        let since = self.last.or_else(began)?;
        met.iter().filter(|one| one.on > since).max_by_key(|one| (one.on, one.by))
    }

    fn told(self) -> Derived {
        vec![
            (ObligationField::LastDoneOn.field(), self.last.map(Value::Date)),
            (ObligationField::SettledBy.field(), self.by.map(Value::Link)),
            (ObligationField::NextDue.field(), self.due.map(Value::Date)),
        ]
    }
}

/// Every time that records of the file met an obligation.
fn met(facts: &Facts, fulfilment: &Fulfilment) -> Vec<Met> {
    let settings = facts.every(OrganisationField::REGISTER);
    let zone = settings.first().and_then(|one| Zone::named(Organisation(one).time_zone())).unwrap_or(Zone::UTC);
    let told = |record: &Record| {
        let on = (fulfilment.on)(Obligation(facts.record), record, &zone).filter(|on| *on <= facts.today)?;
        Some(Met { on, by: record.id, next: (fulfilment.next)(record) })
    };
    (fulfilment.found)(facts).iter().filter_map(told).collect()
}

/// The months from one time to the next, where they are set elsewhere: those between reviews are a setting.
pub fn months_set(facts: &Facts) -> Option<u32> {
    let is_review = Obligation(facts.record).kind() == Some(Type::Review);
    let settings = is_review.then(|| facts.every(OrganisationField::REGISTER))?;
    settings.first().map(|one| Organisation(one).months_between_reviews())
}

/// What becomes of an obligation once something else of the file settled it, or does no longer.
pub fn settled(facts: &Facts) -> Derived {
    let one = Obligation(facts.record);
    if one.state() != Some(State::Running) {
        return Vec::new();
    }
    let set = months_set(facts);
    let months = set.or(one.months());
    let schedule = Schedule::of(one, months);
    let mut derived: Derived = Vec::new();
    derived.extend(set.map(|set| (ObligationField::EveryMonths.field(), Some(Value::Number(i64::from(set))))));
    let Some(fulfilment) = of(one) else { return derived };
    let met = met(facts, fulfilment);
    let mut round = taken_back(facts, &met);
    match round.meets(&met, months) {
        Some(met) => round = round.met(met, schedule),
        // What it stands on may ask for the next time sooner, and so may the setting; never later.
        None => {
            if let Some(met) = met.iter().find(|one| Some(one.by) == round.by) {
                let counted = schedule.filter(|schedule| schedule.is_from_completion());
                let again = counted.and_then(|schedule| schedule.next(None, met.on));
                round.due = round.due.into_iter().chain(again).chain(met.sooner()).min();
            }
        }
    }
    derived.extend(round.told());
    derived
}

/// Its round, as it was before what no longer fulfils it.
fn taken_back(facts: &Facts, met: &[Met]) -> Round {
    let stands =
        |round: &Round| round.by.is_none_or(|by| met.iter().any(|one| one.by == by && Some(one.on) == round.last));
    let now = Round::of(Obligation(facts.record));
    if stands(&now) {
        return now;
    }
    let past = facts.past();
    let mut earlier = past.iter().rev().map(|version| Round::of(Obligation(&version.record)));
    earlier.find(stands).unwrap_or(Round { last: None, by: None, due: now.due })
}

/// What becomes of an obligation that is said to be done: what fulfils it is named, where something does.
pub fn said_done(facts: &Facts) -> Derived {
    let one = Obligation(facts.record);
    let months = months_set(facts).or(one.months());
    let schedule = Schedule::of(facts.before.map_or(one, Obligation), months);
    let before = facts.before.map_or(Round { last: None, by: None, due: None }, |before| Round::of(Obligation(before)));
    let Some(fulfilment) = of(one) else {
        let due = schedule.zip(one.last_done_on()).and_then(|(schedule, done)| schedule.next(before.due, done));
        return vec![(ObligationField::NextDue.field(), due.map(Value::Date))];
    };
    let met = met(facts, fulfilment);
    before.meets(&met, months).map_or_else(Vec::new, |met| before.met(met, schedule).told())
}

/// What stands against saying that it is done.
pub fn done_by_hand(facts: &Facts) -> Vec<Missing> {
    let one = Obligation(facts.record);
    let Some(fulfilment) = of(one).filter(|_| one.settled_by().is_none()) else { return Vec::new() };
    let since = facts.before.and_then(|before| Obligation(before).last_done_on());
    let since = since.map_or("in this round".to_owned(), |last| format!("since {last}"));
    vec![Missing::elsewhere(format!("It is done by {}, on its day: there is none {since}", fulfilment.says))]
}

/// What it is stays, once it was done: otherwise what fulfils it could be changed until somebody's word does.
pub fn retyped(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.map(Obligation).filter(|before| before.last_done_on().is_some());
    if was.is_none() || !facts.changes(ObligationField::Type) {
        return Vec::new();
    }
    let what = "It was done already: end it, and put the other one on the register";
    vec![Missing::in_field(ObligationField::Type.name(), what)]
}

/// What stands against months that are typed beside the setting.
pub fn beside_the_setting(facts: &Facts) -> Vec<Missing> {
    let one = Obligation(facts.record);
    let typed =
        facts.before.is_none() || facts.changes(ObligationField::EveryMonths) || facts.changes(ObligationField::Type);
    let Some(set) = months_set(facts).filter(|set| typed && one.months() != Some(*set)) else { return Vec::new() };
    let settings = facts.every(OrganisationField::REGISTER);
    let what = format!("Every so many months: {set} are set as the interval of reviews; change it there");
    settings.first().map(|one| Missing::at(one, OrganisationField::ReviewInterval.name(), what)).into_iter().collect()
}

/// Whether it is by its move that something else settles it.
pub fn is_settling(name: &str) -> bool {
    ObligationMove::Settle.name() == name
}
