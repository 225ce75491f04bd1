//! Two things that one person does not do both, unless an exception excuses them: the rule, and what is told for ever of it.

use chrono::NaiveDate;

use crate::domain::attestation::Attestation;
use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::organisation::OrganisationField;
use crate::domain::person::{Person, PersonField};
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Fact, Facts, Missing, Records};
use crate::domain::value::Value;

use super::entitled::{entitled, entitled_lately};
use super::words::{Approver, Duty, EXCEPTIONS, ORGANISATION, PEOPLE, Separation, SeparationField, UNDER, name_of};

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

    /// What somebody had to do with it.
    fn hand(&self, facts: &Facts, person: RecordId) -> Option<Hand> {
        (self.hands)(facts).into_iter().find(|hand| hand.person == person)
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
        // Most have no hand in it: then no exception is looked for, nor who else could.
        let Some(hand) = self.hand(facts, by) else { return Vec::new() };
        let scene = Scene::of(facts, self);
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
            people: facts.every(PersonField::REGISTER),
            exceptions: facts.every(SeparationField::REGISTER),
            organisation: facts.every(OrganisationField::REGISTER),
            place: apart.through.iter().copied().flat_map(|field| facts.linked(field).to_vec()).collect(),
        }
    }

    /// Who could attest it instead.
    fn who_could(&self, duty: Duty, could: fn(Person) -> bool) -> String {
        // Nobody is asked for by a name that was erased.
        let known = |one: &Record| one.get(PersonField::Name.name()) != Some(&Value::Erased);
        let hands = (self.apart.hands)(self.facts);
        let has_a_hand = |one: &Record| hands.iter().any(|hand| hand.person == one.id);
        let free =
            |one: &&Record| known(one) && could(Person(one)) && Person(one).can_act_on(self.day) && !has_a_hand(one);
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

/// What is told for ever of what was attested just now under an exception: its words as they are, and a link to it.
pub fn snapshot(facts: &Facts, all: &[&Apart]) -> Derived {
    let mut lines = Vec::new();
    let mut used: Vec<RecordId> = Vec::new();
    for apart in all {
        let Some(by) = apart.attests.who(facts.record).filter(|_| apart.is_anew(facts)) else { continue };
        let Some(hand) = apart.hand(facts, by) else { continue };
        let scene = Scene::of(facts, apart);
        let Ok(exception) = scene.excuse(apart.duty, by) else { continue };
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

fn unit_of(record: &Record) -> Option<&str> {
    match record.get(PersonField::Unit.name()) {
        Some(Value::Text(unit)) if !unit.trim().is_empty() => Some(unit),
        _ => None,
    }
}
