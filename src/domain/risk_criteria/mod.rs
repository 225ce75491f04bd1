//! Risk criteria (6.1.1, 6.1.2): the table by which likelihood and impact give a level, in versions. A risk keeps the
//! version by which it was assessed.

pub mod words;

use crate::domain::canonical::{Json, Object};
use crate::domain::governs::Governs;
use crate::domain::person::{Person, PersonField};
use crate::domain::record::Record;
use crate::domain::register::{Register, Upcaster};
use crate::domain::risk::words::RiskField;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule, Unique};
use crate::fields;

pub use words::{Accepter, Impact, Level, Likelihood, RiskCriteria, RiskCriteriaField};

/// Risk criteria: the table that gives a level for each likelihood and impact, with what the bands mean.
pub static REGISTER: Register =
    words::DECLARATION.rules(RULES).unique_by(UNIQUE).frozen(FROZEN).upcasters(UPCASTERS).governs(Governs::All);

static RULES: &[Rule] = &[
    Rule {
        says: "Each likelihood has five levels, one for each impact: low, medium, high or critical.",
        clause: Some("6.1.2"),
        looks_at: &[],
        holds: Holds::By(rows_are_levels),
    },
    Rule {
        says: "A level never falls as likelihood or impact rises.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(levels_rise),
    },
    Rule {
        says: "Who accepts stands no lower as the level rises.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(accepters_rise),
    },
    Rule {
        says: "Top management approves by what risks are measured, and who accepts them; whoever writes it down is \
               somebody else.",
        clause: Some("6.1.1"),
        looks_at: &[Fact::Linked(RiskCriteriaField::ApprovedBy.name()), Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(approved_by_top),
    },
    Rule {
        says: "Once there are criteria in force, others are used from a later day on.",
        clause: Some("6.1.2"),
        looks_at: &[Fact::Every(RiskCriteriaField::REGISTER)],
        holds: Holds::By(from_a_later_day),
    },
];

static FROZEN: &[Rule] = &[Rule {
    says: "Criteria that are in force, or by which a risk was assessed, stand: a change is a new version.",
    clause: Some("6.1.2"),
    looks_at: &[Fact::Hanging(RiskField::Criteria.link())],
    holds: Holds::By(in_force_stands),
}];

static UNIQUE: &[Unique] = &[Unique {
    says: "One version of the criteria is used from a day on.",
    clause: None,
    fields: fields![RiskCriteriaField: ValidFrom],
    missing: |other| Missing::in_record(other, format!("{} is used from this day", other.reference())),
}];

static UPCASTERS: &[Upcaster] = &[Upcaster::By(who_accepts_each_level)];

/// Version 1 said up to which level owners accept; above it top management did.
fn who_accepts_each_level(fields: &mut Object) {
    let Some(tolerance) = fields.remove("tolerance") else { return };
    let Json::Text(tolerance) = tolerance else { return };
    let Some(tolerance) = Level::of_key(&tolerance) else { return };
    for (level, field) in Level::ALL.iter().zip(ACCEPTS) {
        let who = if *level <= tolerance { Accepter::Owner } else { Accepter::TopManagement };
        fields.insert(field.name().to_string(), who.key().into());
    }
}

/// The fields that say who accepts, in the order of the levels.
const ACCEPTS: [RiskCriteriaField; 4] = [
    RiskCriteriaField::AcceptsLow,
    RiskCriteriaField::AcceptsMedium,
    RiskCriteriaField::AcceptsHigh,
    RiskCriteriaField::AcceptsCritical,
];

/// A table of levels, by likelihood and impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiskMatrix([[Level; 5]; 5]);

impl RiskMatrix {
    /// The table that is used until the organisation records its own.
    pub const STARTING: Self = {
        use Level::{Critical as C, High as H, Low as L, Medium as M};
        Self([[L, L, L, M, H], [L, L, M, M, H], [L, M, M, H, H], [L, M, H, H, C], [M, M, H, C, C]])
    };

    /// The level of a likelihood and an impact.
    pub const fn level(&self, likelihood: Likelihood, impact: Impact) -> Level {
        self.0[likelihood as usize][impact as usize]
    }
}

impl RiskCriteria<'_> {
    fn rows(self) -> [(RiskCriteriaField, &'static str, Option<[Level; 5]>); 5] {
        use RiskCriteriaField as Field;
        [
            (Field::Rare, Likelihood::Rare.label(), levels(self.rare())),
            (Field::Unlikely, Likelihood::Unlikely.label(), levels(self.unlikely())),
            (Field::Possible, Likelihood::Possible.label(), levels(self.possible())),
            (Field::Likely, Likelihood::Likely.label(), levels(self.likely())),
            (Field::AlmostCertain, Likelihood::AlmostCertain.label(), levels(self.almost_certain())),
        ]
    }

    /// Who accepts a risk of a level; `None` where it is not said.
    pub fn accepter(self, level: Level) -> Option<Accepter> {
        self.0.choice(ACCEPTS[level as usize] as usize).and_then(Accepter::of_key)
    }

    /// The table; `None` while a row can't be read.
    pub fn table(self) -> Option<RiskMatrix> {
        let mut table = [[Level::Low; 5]; 5];
        for (row, (_, _, levels)) in table.iter_mut().zip(self.rows()) {
            *row = levels?;
        }
        Some(RiskMatrix(table))
    }
}

/// The criteria in force on a day: of those valid by then, the latest.
pub fn in_force(all: &[Record], day: chrono::NaiveDate) -> Option<RiskCriteria<'_>> {
    let valid = all.iter().map(RiskCriteria).filter(|one| one.valid_from().is_some_and(|from| from <= day));
    valid.max_by_key(|one| (one.valid_from(), one.0.number))
}

/// Who accepts a risk of a level by the criteria in force on a day; until there are any, owners do up to medium.
pub fn accepter(all: &[Record], day: chrono::NaiveDate, level: Level) -> Accepter {
    let starting = if level <= Level::Medium { Accepter::Owner } else { Accepter::TopManagement };
    in_force(all, day).and_then(|criteria| criteria.accepter(level)).unwrap_or(starting)
}

/// Whether the owner of a risk of a level may accept it by the criteria in force on a day.
pub fn owner_accepts(all: &[Record], day: chrono::NaiveDate, level: Level) -> bool {
    accepter(all, day, level) == Accepter::Owner
}

/// Reads five levels, parted by spaces or commas.
fn levels(text: &str) -> Option<[Level; 5]> {
    let words = text.split([' ', ',', ';', '/']).filter(|word| !word.is_empty());
    let levels: Option<Vec<Level>> = words.map(|word| Level::of_key(&word.to_lowercase())).collect();
    levels?.try_into().ok()
}

fn rows_are_levels(facts: &Facts) -> Vec<Missing> {
    let rows = RiskCriteria(facts.record).rows().into_iter().filter(|(_, _, levels)| levels.is_none());
    let words = |label: &str| format!("{label} has not five levels, such as low low medium medium high");
    rows.map(|(field, label, _)| Missing::in_field(field.name(), words(label))).collect()
}

fn levels_rise(facts: &Facts) -> Vec<Missing> {
    let Some(RiskMatrix(table)) = RiskCriteria(facts.record).table() else { return Vec::new() };
    let rows = RiskCriteria(facts.record).rows();
    let mut missing = Vec::new();
    for (place, (field, label, _)) in rows.into_iter().enumerate() {
        if !table[place].is_sorted() {
            missing.push(Missing::in_field(field.name(), format!("{label} falls as the impact rises")));
        }
        let below = place.checked_sub(1).map(|below| table[below]);
        if below.is_some_and(|below| below.iter().zip(&table[place]).any(|(less, more)| less > more)) {
            missing.push(Missing::in_field(field.name(), format!("{label} is lower than the likelihood before it")));
        }
    }
    missing
}

fn accepters_rise(facts: &Facts) -> Vec<Missing> {
    let criteria = RiskCriteria(facts.record);
    let who: Vec<_> = Level::ALL.iter().map(|level| criteria.accepter(*level)).collect();
    let falls = who.windows(2).zip(&ACCEPTS[1..]).filter(|(pair, _)| pair[0] > pair[1]);
    let words = |field: &RiskCriteriaField| format!("{} stands lower than the level before it", field.field().label);
    falls.map(|(_, field)| Missing::in_field(field.name(), words(field))).collect()
}

/// The fields that say how is measured, from when on, who accepts, and who approved that.
fn measures() -> impl Iterator<Item = &'static RiskCriteriaField> {
    let told = [RiskCriteriaField::Title, RiskCriteriaField::LikelihoodAnchors, RiskCriteriaField::ImpactAnchors];
    RiskCriteriaField::ALL.iter().filter(move |field| !told.contains(field))
}

/// What was written before is not asked again, as long as it measures and allows the same.
fn approved_by_top(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() && !measures().any(|field| facts.changes(field.name())) {
        return Vec::new();
    }
    let field = RiskCriteriaField::ApprovedBy.name();
    match facts.linked(field).first() {
        None => vec![Missing::in_field(field, "Approved by is empty")],
        Some(person) if Person(person).top_management() != Some(true) => {
            vec![Missing::in_field(field, format!("{} is not marked as top management", person.title()))]
        }
        Some(person) if [facts.actor, facts.terminal].contains(&Some(person.id)) => {
            let people = facts.every(PersonField::REGISTER);
            let could = |one: &&Record| one.id != person.id && Person(one).can_act_on(facts.today);
            // Where there is nobody else, one person does both.
            let other = people.iter().find(could);
            let words = |other: &Record| format!("{} writes it down: let {} do that", person.title(), other.title());
            other.map(|other| Missing::in_field(field, words(other))).into_iter().collect()
        }
        Some(_) => Vec::new(),
    }
}

fn is_in_force(criteria: &Record, facts: &Facts) -> bool {
    RiskCriteria(criteria).valid_from().is_some_and(|from| from <= facts.today)
}

fn from_a_later_day(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() && !facts.changes(RiskCriteriaField::ValidFrom.name())
        || !is_in_force(facts.record, facts)
    {
        return Vec::new();
    }
    let all = facts.every(RiskCriteriaField::REGISTER);
    let other = all.iter().find(|one| one.id != facts.record.id && is_in_force(one, facts));
    let words = |one: &Record| format!("{} is in force: say a day after {}", one.reference(), facts.today);
    let missing = |one| Missing::in_field(RiskCriteriaField::ValidFrom.name(), words(one));
    other.map(missing).into_iter().collect()
}

fn in_force_stands(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before else { return Vec::new() };
    let hidden = before.voided != facts.record.voided;
    if !hidden && !measures().any(|field| facts.changes(field.name())) {
        return Vec::new();
    }
    let (reference, next) = (before.reference(), "add a version that is used from a later day on");
    if is_in_force(before, facts) {
        return vec![Missing::elsewhere(format!("{reference} is in force: {next}"))];
    }
    let risks = facts.hanging(RiskField::Criteria);
    let words = |risk: &Record| format!("{} was assessed by {reference}: {next}", risk.reference());
    risks.first().map(|risk| Missing::elsewhere(words(risk))).into_iter().collect()
}
