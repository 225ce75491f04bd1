//! Separation of duties, and the exceptions that a small organisation makes from it: for somebody and something, with
//! an approver, a reason and an end, and told for ever by what was done under them. That nobody audits their own work
//! (9.2.2) has no exception.

use chrono::{Days, Months, NaiveDate};

use super::attestation::Attestation;
use super::canonical::{Json, Object};
use super::identity::RecordId;
use super::name::FieldName;
use super::organisation::OrganisationField;
use super::person::{Person, PersonField};
use super::record::{Past, Record, Version};
use super::register::{Derived, Upcaster};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Records, Rule};
use super::value::Value;

crate::choices! {
    /// What two people do unless an exception is in force.
    Duty {
        Confirmation = "confirmation", "Doing an action and confirming it";
        Minutes = "minutes", "Chairing a review and recording it";
        Plan = "plan", "Owning a nonconformity or an action and approving its plan or its extension";
        Verification = "verification", "Having a hand in the work and verifying it or judging its effect";
        Closing = "closing", "Having a hand in the work and approving how it is closed";
        Grading = "grading", "Owning a nonconformity or a finding and approving how it is graded";
        Document = "document", "Writing a document and approving it";
        Programme = "programme", "Owning an audit programme and approving it";
        Acceptance = "acceptance", "Owning a risk and accepting it";
        Limit = "limit", "Owning a KPI and setting its limits";
        Scope = "scope", "Owning a system and approving that it is excluded";
        Tier = "tier", "Owning or lowering a system and approving its lower tier";
        Change = "change", "Owning a change and approving it";
        Favourable = "favourable", "Making something look better, or owning it, and agreeing to that";
    }
}

crate::choices! {
    /// By whom an exception was approved.
    Approver {
        TopManagement = "top-management", "Top management", Good;
        Outside = "outside", "Somebody outside", Plain;
        Themself = "self", "Self-approved", Watch;
    }
}

crate::register! {
    /// Exceptions from the separation of duties: for whom, for which duties and for what of the organisation, each with
    /// a reason, an approver and the day on which it ends.
    Separation, SeparationField: "separation_exception" / "separation exceptions", "SX", "5.3",
        derives(DERIVED), rules(RULES), frozen(FROZEN), upcasters(UPCASTERS);

    /// Why two people can't be found for it.
    why Why: text, "Reason", title, reason;
    /// Who may then do both.
    person Person: person, "For", listed;
    /// The duties that this person may then have.
    duty Duty: choices(Duty), "Duties", required, listed;
    /// The part of the organisation for which it is made.
    unit Unit: text, "Unit";
    /// The records for which it is made; the organisation itself stands for all of it, where at most two people are in
    /// the file.
    records Records: links(any), "Records";
    /// The first day on which it holds: not before it was recorded.
    starts Starts: date, "From", required, listed;
    /// The last day on which it holds, a year later at most.
    ends Ends: date, "Until", required, listed, sorted, deadline;
    attestation APPROVED {
        /// Who of top management approved it; the person themself only where nobody else could.
        by approved_by ApprovedBy: "Approved by", listed;
    }
    /// Who outside approved it, by name and function, where nobody of top management could: the board, a shareholder, an
    /// accountant, a client.
    approved_outside ApprovedOutside: text, "Approved outside by";
    /// The approval in writing.
    document Document: file, "Document of the approval";
    /// What makes up for one person doing both: a look back by somebody else, a sample, a log that nobody can change.
    compensating Compensating: long_text, "Compensating control";
    /// By whom it was approved.
    approval Approval: choice(Approver), "Approval", derived, listed;
}

const DERIVED: Derivation = Derivation { looks_at: &[], work: approval };

static RULES: &[Rule] = &[
    Rule {
        says: "An exception ends after it begins, and lasts a year at most.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(ends_within_a_year),
    },
    Rule {
        says: "An exception is for somebody, and for a unit or for records.",
        clause: Some("5.3"),
        looks_at: &[PEOPLE, Fact::Linked(SeparationField::Records.name())],
        holds: Holds::By(for_somebody_and_something),
    },
    Rule {
        says: "An exception excuses nothing that was done before it was recorded.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(not_for_the_past),
    },
    Rule {
        says: "Top management approves an exception, and not the person for whom it is.",
        clause: Some("5.3"),
        looks_at: &[PEOPLE],
        holds: Holds::By(approved),
    },
];

static FROZEN: &[Rule] = &[
    Rule {
        says: "An exception stands as it was approved: it can end sooner or be withdrawn, and another one says otherwise.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(as_approved),
    },
    Rule {
        says: "An exception that was used stays in sight for as long as it was in force: it can be ended.",
        clause: Some("5.3"),
        looks_at: &[Fact::PastPointing(UNDER)],
        holds: Holds::By(used_stands),
    },
];

/// The fact that a rule looks at which knows exceptions.
pub const EXCEPTIONS: Fact = Fact::Every(SeparationField::REGISTER);

/// The fact that a rule looks at which knows who else could do it.
pub const PEOPLE: Fact = Fact::Every(PersonField::REGISTER);

/// The fact that a rule looks at which knows for whom an exception for the whole organisation is.
pub const ORGANISATION: Fact = Fact::Every(OrganisationField::REGISTER);

/// How somebody had to do with what they are to attest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hand {
    pub person: RecordId,
    /// What they did: `did A-55 on 2026-03-02`.
    pub deed: String,
}

impl Hand {
    /// A hand of somebody, where it is known who.
    pub fn of(person: Option<RecordId>, deed: impl Into<String>) -> Option<Self> {
        Some(Self { person: person?, deed: deed.into() })
    }
}

/// Two things that one person does not do both: something, and attesting it. The rule and what is told of an exception
/// are made from it.
#[derive(Debug)]
pub struct Apart {
    /// What is attested; today where it has no day.
    pub attests: Attestation,
    /// Fields of something else that change whenever it is attested anew.
    pub with: &'static [FieldName],
    pub duty: Duty,
    /// What was attested: `Verified`.
    pub act: &'static str,
    /// What they can't do: `verify it`.
    pub verb: &'static str,
    /// The links through which it is known to which unit and records it belongs.
    pub through: &'static [FieldName],
    /// What is said of it where a field that tells where it belongs told otherwise while the work was done.
    pub moved: fn(&Facts, FieldName) -> Option<String>,
    /// Everybody who had a hand in it.
    pub hands: fn(&Facts) -> Vec<Hand>,
}

impl Apart {
    /// Two things of which nothing is said yet.
    pub const PLAIN: Self = Self {
        attests: Attestation::kept_in(&[]),
        with: &[],
        duty: Duty::Confirmation,
        act: "",
        verb: "",
        through: &[],
        moved: |_, _| None,
        hands: |_| Vec::new(),
    };

    /// Whether it comes to be attested, or is attested anew.
    pub fn is_anew(&self, facts: &Facts) -> bool {
        let mut fields = self.attests.performed().chain(self.with.iter().copied());
        fields.any(|field| match facts.before {
            Some(_) => facts.changes(field),
            None => facts.record.get(field).is_some(),
        })
    }

    /// What stands against it: somebody attests what they had a hand in, and no exception excuses them.
    pub fn missing(&self, facts: &Facts) -> Vec<Missing> {
        self.missing_among(facts, |_| true)
    }

    /// Whether an exception in force lets somebody do both, of whom nothing is attested in the record itself.
    pub fn excuses(&self, facts: &Facts, by: RecordId) -> bool {
        Scene::of(facts, self).excuse(self.duty, by).is_ok()
    }

    /// The same, asked whenever it comes to be attested, also by taking back that it was taken back.
    pub fn missing_anew(&self, facts: &Facts) -> Vec<Missing> {
        if self.is_anew(facts) { self.missing(facts) } else { Vec::new() }
    }

    /// The same, where only some people could attest it at all.
    pub fn missing_among(&self, facts: &Facts, could: fn(Person) -> bool) -> Vec<Missing> {
        let Some(by) = self.attests.who(facts.record) else { return Vec::new() };
        let scene = Scene::of(facts, self);
        let Some(hand) = scene.hand(by) else { return Vec::new() };
        let Err(why_not) = scene.excuse(self.duty, by) else { return Vec::new() };
        let name = name_of(&scene.people, by);
        let mut what = format!("{name} {} and can't {}: {}", hand.deed, self.verb, scene.who_could(self.duty, could));
        for why in why_not {
            what.push_str(&format!("; {why}"));
        }
        vec![Missing::in_field(self.attests.attester(), what)]
    }
}

/// All that is looked at when somebody attests something.
struct Scene<'a> {
    apart: &'a Apart,
    facts: &'a Facts<'a>,
    day: NaiveDate,
    hands: Vec<Hand>,
    people: Records,
    exceptions: Records,
    organisation: Records,
    /// The records by which it is known where it belongs.
    place: Vec<Record>,
}

impl<'a> Scene<'a> {
    fn of(facts: &'a Facts<'a>, apart: &'a Apart) -> Self {
        Self {
            apart,
            facts,
            day: apart.attests.when(facts.record).unwrap_or(facts.today),
            hands: (apart.hands)(facts),
            people: facts.every(PersonField::REGISTER),
            exceptions: facts.every(SeparationField::REGISTER),
            organisation: facts.every(OrganisationField::REGISTER),
            place: apart.through.iter().copied().flat_map(|field| facts.linked(field).to_vec()).collect(),
        }
    }

    fn hand(&self, person: RecordId) -> Option<&Hand> {
        self.hands.iter().find(|hand| hand.person == person)
    }

    /// Who could attest it instead.
    fn who_could(&self, duty: Duty, could: fn(Person) -> bool) -> String {
        // Nobody is asked for by a name that was erased.
        let known = |one: &Record| one.get(PersonField::Name.name()) != Some(&Value::Erased);
        let free = |one: &&Record| {
            known(one) && could(Person(one)) && Person(one).can_act_on(self.day) && self.hand(one.id).is_none()
        };
        let mut names: Vec<_> = self.people.iter().filter(free).map(Record::title).collect();
        let more = if names.len() > 4 { names.len() - 3 } else { 0 };
        names.truncate(names.len() - more);
        match (names.as_slice(), more) {
            ([], _) => format!("nobody else of the file could; an exception for “{}” can excuse it", duty.key()),
            ([one], _) => format!("{one} can"),
            ([first @ .., last], 0) => format!("{} or {last} can", first.join(", ")),
            (_, more) => format!("{} or {more} others can", names.join(", ")),
        }
    }

    /// The exception that lets somebody do both, or why those that are in force do not.
    fn excuse(&self, duty: Duty, by: RecordId) -> Result<&Record, Vec<String>> {
        let mut why_not = Vec::new();
        for one in self.exceptions.iter().filter(|one| Separation(one).is_for(duty, self.day)) {
            match self.covered(Separation(one), by) {
                Ok(()) => return Ok(one),
                Err(why) => why_not.push(format!("{} {why}", one.reference())),
            }
        }
        Err(why_not)
    }

    fn covered(&self, one: Separation, by: RecordId) -> Result<(), String> {
        match one.person() {
            None => return Err("names nobody and so excuses nobody".to_owned()),
            Some(person) if person != by => return Err(format!("is for {}", name_of(&self.people, person))),
            Some(_) => {}
        }
        if let Some(Approver::Outside | Approver::Themself) = one.approval() {
            if let Some(other) = entitled(&self.people, by, self.facts.today).next() {
                return Err(format!("was not approved by top management, and {} can approve one now", other.title()));
            }
            if let Some(other) = entitled_lately(self.facts, by) {
                return Err(format!("was not approved by top management, and {other} could have lately"));
            }
        }
        let named = |one_of: &Record| one.records().contains(&one_of.id);
        if named(self.facts.record) || self.organisation.iter().any(named) {
            return Ok(());
        }
        let through = || self.apart.through.iter().find_map(|field| (self.apart.moved)(self.facts, *field));
        if self.place.iter().any(named) {
            return through().map_or(Ok(()), |moved| Err(format!("is for other records, and {moved}")));
        }
        let unit = one.unit().trim();
        let belongs = |record: &Record| unit_of(record).is_some_and(|own| own.trim().eq_ignore_ascii_case(unit));
        if !unit.is_empty() && belongs(self.facts.record) {
            let moved = (self.apart.moved)(self.facts, PersonField::Unit.name());
            return moved.map_or(Ok(()), |moved| Err(format!("is for {unit}, and {moved}")));
        }
        if !unit.is_empty() && self.place.iter().any(belongs) {
            return through().map_or(Ok(()), |moved| Err(format!("is for {unit}, and {moved}")));
        }
        Err(if unit.is_empty() { "is for other records".to_owned() } else { format!("is for {unit}") })
    }
}

/// The facts that the rule of two things apart looks at, beside those of its hands and the links that place it.
pub const LOOKS_AT: [Fact; 3] = [EXCEPTIONS, PEOPLE, ORGANISATION];

/// The field in which a register tells what was attested under exceptions.
pub const TOLD: FieldName = FieldName::declared("excepted");

/// The field in which a register links the exceptions under which that was done.
const UNDER: FieldName = FieldName::declared("exceptions");

/// What is told for ever of what was attested just now under an exception: its words as they are, and a link to it.
pub fn snapshot(facts: &Facts, all: &[&Apart]) -> Derived {
    let mut lines = Vec::new();
    let mut used: Vec<RecordId> = Vec::new();
    for apart in all {
        let Some(by) = apart.attests.who(facts.record).filter(|_| apart.is_anew(facts)) else { continue };
        let scene = Scene::of(facts, apart);
        let (Some(hand), Ok(exception)) = (scene.hand(by), scene.excuse(apart.duty, by)) else { continue };
        let name = name_of(&scene.people, by);
        let words = Separation(exception).words(&scene.people);
        lines.push(format!("{} on {} by {name}, who {}; by exception {words}", apart.act, scene.day, hand.deed));
        used.push(exception.id);
    }
    let register = facts.record.register;
    let (Some(text), Some(links)) = (register.field(TOLD), register.field(UNDER)) else {
        return Vec::new();
    };
    if lines.is_empty() {
        return Vec::new();
    }
    if let Some(Value::Text(before)) = facts.record.get(text.name) {
        lines.retain(|line| before.lines().all(|told| told != line));
        lines.insert(0, before.clone());
    }
    if let Some(Value::Links(before)) = facts.record.get(links.name) {
        used.extend(before);
    }
    used.sort_unstable();
    used.dedup();
    vec![(text, Some(Value::Text(lines.join("\n")))), (links, Some(Value::Links(used)))]
}

impl Separation<'_> {
    /// Whether it holds on a day.
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.starts().is_some_and(|starts| starts <= day) && self.ends().is_some_and(|ends| day <= ends)
    }

    fn is_for(self, duty: Duty, day: NaiveDate) -> bool {
        self.duty().contains(&duty) && self.holds_on(day)
    }

    /// What it says, so that it can be told when it says something else.
    fn words(self, people: &[Record]) -> String {
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let approved = match (self.approval(), self.approved_by()) {
            (Some(Approver::Themself), _) => format!("self-approved; instead: {}", self.compensating()),
            (Some(Approver::Outside), _) => format!("approved outside by {}", self.approved_outside()),
            (_, by) => format!("approved by {}", by.map_or(String::new(), |by| name_of(people, by))),
        };
        let (reference, from, until) = (self.0.reference(), day(self.starts()), day(self.ends()));
        format!("{reference}, {from} to {until}, {approved}: {}", self.why())
    }
}

/// The exception for a duty that held on a day for everybody: one that was made before exceptions named for whom they
/// are. It excuses nobody any more, and what was done under it is told as that.
pub fn for_everybody(exceptions: &[Record], duty: Duty, day: NaiveDate) -> Option<Separation<'_>> {
    let mut held = exceptions.iter().map(Separation).filter(|one| one.is_for(duty, day));
    held.find(|one| one.person().is_none() && !one.0.voided)
}

/// For how many days it still counts who could act, once they no longer can: nobody is put aside for an hour.
const LATELY: u64 = 7;

/// The people who took part and were something within the last days, as the journal last has them.
fn lately(facts: &Facts, were: fn(Person) -> bool) -> Vec<Record> {
    let since = facts.today - Days::new(LATELY);
    let pasts = facts.past_every(PersonField::REGISTER);
    let stood = |past: &&Past| {
        let next = past.iter().skip(1).map(Some).chain([None]);
        past.iter().zip(next).any(|(version, next)| {
            let person = Person(&version.record);
            let until_lately = next.and_then(|next| next.day).is_none_or(|day| day >= since);
            until_lately && !version.record.voided && person.can_act_on(since) && were(person)
        })
    };
    pasts.iter().filter(stood).filter_map(|past| past.last().map(|version| version.record.clone())).collect()
}

/// The name of somebody who could have approved an exception for somebody within the last days.
fn entitled_lately(facts: &Facts, person: RecordId) -> Option<String> {
    let of_top = lately(facts, |one| one.top_management() == Some(true));
    let one = of_top.iter().find(|one| one.id != person)?;
    // The journal keeps names apart, so that they can be erased: the name is that of today, where they are in force.
    let today = facts.every(PersonField::REGISTER);
    let named = today.iter().find(|known| known.id == one.id);
    Some(named.map_or_else(|| one.reference().to_string(), |named| named.title().to_owned()))
}

/// Those who could approve an exception for somebody: top management, and not that person.
fn entitled(people: &[Record], person: RecordId, day: NaiveDate) -> impl Iterator<Item = &Record> {
    people.iter().filter(move |one| {
        one.id != person && Person(one).top_management() == Some(true) && Person(one).can_act_on(day)
    })
}

fn name_of(people: &[Record], id: RecordId) -> String {
    people.iter().find(|one| one.id == id).map_or_else(|| "This person".to_owned(), |one| one.title().to_owned())
}

fn unit_of(record: &Record) -> Option<&str> {
    match record.get(PersonField::Unit.name()) {
        Some(Value::Text(unit)) if !unit.trim().is_empty() => Some(unit),
        _ => None,
    }
}

fn approval(facts: &Facts) -> Derived {
    let one = Separation(facts.record);
    let approval = match one.approved_by() {
        Some(by) if one.person() == Some(by) => Some(Approver::Themself),
        Some(_) => Some(Approver::TopManagement),
        None if !one.approved_outside().is_empty() => Some(Approver::Outside),
        None => None,
    };
    vec![(SeparationField::Approval.field(), approval.map(|one| Value::Choice(one.key())))]
}

fn ends_within_a_year(facts: &Facts) -> Vec<Missing> {
    let exception = Separation(facts.record);
    let field = SeparationField::Ends.name();
    match (exception.starts(), exception.ends()) {
        (Some(from), Some(until)) if until < from => {
            vec![Missing::in_field(field, format!("it begins on {from} and ends on {until}"))]
        }
        (Some(from), Some(until)) if from.checked_add_months(Months::new(12)).is_some_and(|year| year < until) => {
            vec![Missing::in_field(field, "It lasts longer than a year; renew it when it is looked at again")]
        }
        _ => Vec::new(),
    }
}

/// Whether it is being made: what was approved before is not asked again.
fn is_new(facts: &Facts) -> bool {
    facts.before.is_none()
}

fn for_somebody_and_something(facts: &Facts) -> Vec<Missing> {
    let one = Separation(facts.record);
    if !is_new(facts) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    if one.person().is_none() {
        missing.push(Missing::in_field(SeparationField::Person.name(), "For whom it is is not said"));
    }
    let records = facts.linked(SeparationField::Records);
    if one.unit().trim().is_empty() && records.is_empty() {
        missing.push(Missing::in_field(SeparationField::Unit.name(), "Neither a unit nor a record is named"));
    }
    let whole = records.iter().any(|one| one.register.single);
    let active = lately(facts, |_| true).len();
    if whole && active > 2 {
        let what = format!(
            "{active} people took part within the last {LATELY} days: name a unit or records, and not the whole organisation"
        );
        missing.push(Missing::in_field(SeparationField::Records.name(), what));
    }
    missing
}

fn not_for_the_past(facts: &Facts) -> Vec<Missing> {
    match Separation(facts.record).starts() {
        Some(starts) if is_new(facts) && starts < facts.today => {
            let what = format!("It begins on {starts}, and today is {}", facts.today);
            vec![Missing::in_field(SeparationField::Starts.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn approved(facts: &Facts) -> Vec<Missing> {
    let one = Separation(facts.record);
    let Some(person) = one.person().filter(|_| is_new(facts)) else { return Vec::new() };
    let people = facts.every(PersonField::REGISTER);
    let others: Vec<_> = entitled(&people, person, facts.today).collect();
    let lately = entitled_lately(facts, person).filter(|_| others.is_empty());
    let could = |field: FieldName| {
        lately.as_ref().map(|name| {
            let what = format!(
                "{name} was of top management within the last {LATELY} days: have one of top management approve it, or \
                 wait until that is over"
            );
            Missing::in_field(field, what)
        })
    };
    let field = SeparationField::ApprovedBy.name();
    let name = others.first().map_or("", |one| one.title());
    let mut missing = Vec::new();
    match (one.approved_by(), one.approved_outside().trim()) {
        (Some(_), outside) if !outside.is_empty() => {
            let what = "Approved by and approved outside by are both filled: one of them approved it";
            missing.push(Missing::in_field(SeparationField::ApprovedOutside.name(), what));
        }
        (Some(by), _) if by == person => {
            if !others.is_empty() {
                missing.push(Missing::in_field(
                    field,
                    format!("It is for them: {name} is of top management and can approve it"),
                ));
            }
            missing.extend(could(field));
            if one.compensating().trim().is_empty() {
                let what = "Self-approved: say what makes up for it, such as a look back by somebody outside";
                missing.push(Missing::in_field(SeparationField::Compensating.name(), what));
            }
        }
        (Some(by), _) if !others.iter().any(|one| one.id == by) => {
            let who = name_of(&people, by);
            let instead = if others.is_empty() {
                "nobody else is: name somebody outside with a document, or the person themself with a compensating control"
                    .to_owned()
            } else {
                format!("{name} is")
            };
            missing.push(Missing::in_field(field, format!("{who} is not of top management, or inactive; {instead}")));
        }
        (Some(_), _) => {
            // Whoever is excused could type anybody's name.
            let own = facts.actor == Some(person) || facts.terminal.is_none_or(|terminal| terminal == person);
            if own && one.document().is_none() {
                let what =
                    format!("{} records it for themself: hand over the approval in writing", name_of(&people, person));
                missing.push(Missing::in_field(SeparationField::Document.name(), what));
            }
        }
        (None, "") => {
            let what = if others.is_empty() {
                "Nobody of top management can: name somebody outside, or the person themself".to_owned()
            } else {
                format!("Approved by is empty: {name} is of top management")
            };
            missing.push(Missing::in_field(field, what));
        }
        (None, _) => {
            if !others.is_empty() {
                let what = format!("{name} is of top management and can approve it");
                missing.push(Missing::in_field(SeparationField::ApprovedOutside.name(), what));
            }
            missing.extend(could(SeparationField::ApprovedOutside.name()));
            if one.document().is_none() {
                let what = "Approved outside: hand over the approval in writing";
                missing.push(Missing::in_field(SeparationField::Document.name(), what));
            }
        }
    }
    missing
}

fn as_approved(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before else { return Vec::new() };
    if before.voided && !facts.record.voided {
        return vec![Missing::elsewhere("It was withdrawn: have another one approved")];
    }
    let ends = SeparationField::Ends;
    let sooner = |now: Option<NaiveDate>| now.is_some() && now < Separation(before).ends();
    let changed = SeparationField::ALL.iter().filter(|field| facts.changes(field.name()));
    let wrong = changed.filter(|field| **field != ends || !sooner(Separation(facts.record).ends()));
    wrong
        .map(|field| Missing::in_field(field.name(), format!("{} was approved as it was", field.field().label)))
        .collect()
}

/// Whoever used it stays excused until then, and nobody was before they were.
fn used_stands(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| !before.voided) else { return Vec::new() };
    // What points here did so since the first version that names it, whatever became of that record.
    let names = |version: &&Version| match version.record.get(UNDER) {
        Some(Value::Links(under)) => under.contains(&before.id),
        _ => false,
    };
    let pasts = facts.past_pointing(UNDER);
    let uses: Vec<_> = pasts.iter().filter_map(|past| past.iter().find(names)).collect();
    let Some(last) = uses.iter().max_by_key(|version| version.day) else { return Vec::new() };
    let (field, since) = (SeparationField::Ends, last.day.unwrap_or(facts.today).max(facts.today));
    let used = format!("{} was attested under it", last.record.reference());
    match Separation(facts.record).ends() {
        _ if facts.record.voided => {
            vec![Missing::elsewhere(format!("{used}: it can't be withdrawn; use “end” instead"))]
        }
        Some(ends) if facts.changes(field) && ends < since => {
            vec![Missing::in_field(field.name(), format!("{used}: end it on {since} or later"))]
        }
        _ => Vec::new(),
    }
}

static UPCASTERS: &[Upcaster] = &[Upcaster::By(several_duties)];

/// Version 1 knew one duty each, and named nobody: such an exception excuses nobody any more.
fn several_duties(fields: &mut Object) {
    if let Some(Json::Text(duty)) = fields.get("duty") {
        let duties = Json::List(vec![Json::Text(duty.clone())]);
        fields.insert("duty".to_owned(), duties);
    }
}
