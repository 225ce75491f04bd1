//! People: who owns, decides, votes and acts.

use chrono::NaiveDate;

use crate::fields;

use super::better::Better;
use super::folding::folded;
use super::governs::Governs;
use super::identity::RecordId;
use super::namesake::{Somebody, are_alike};
use super::record::Record;
use super::register::Derived;
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::signing_key::{self, SigningKey};
use super::value::Value;

crate::register! {
    /// People who take part in the AI management system: members of the committee, owners, auditors, guests.
    Person, PersonField: "person" / "people", "P", "5.3", People, for_people(),
        derives(DERIVED), rules(RULES), better(BETTER), governs(GOVERNS);

    /// The name by which the person is known.
    name Name: text, "Name", title, personal, sorted;
    /// The function that the person has in the organisation.
    role Role: text, "Role", searchable, listed, sorted;
    /// The part of the organisation to which the person belongs, and which they don't audit.
    unit Unit: text, "Unit", searchable, sorted;
    /// Whether the person votes in the committee.
    voting Voting: yes_no, "Voting member", listed;
    /// Whether the person belongs to top management, which reviews the system (9.3.1).
    top_management TopManagement: yes_no, "Top management", listed;
    /// First day of the term in the committee.
    term_start TermStart: date, "Term starts";
    /// Last day of the term in the committee.
    term_end TermEnd: date, "Term ends", sorted;
    /// Whether the person takes part today. Someone who has left is kept, inactive.
    active Active: yes_no, "Active", listed;
    /// The last day on which the person took part, where they are inactive: the day before they were marked so, unless
    /// another is said.
    last_day LastDay: date, "Last day", past;
    /// Whether it is a machine: a pipeline, a scheduled job. It records, and neither owns nor attests anything. It is
    /// said when it is added, and stays.
    machine Machine: yes_no, "Machine";
    /// The user name on this machine by which Gavel knows who is acting.
    os_user OsUser: text, "Operating-system user", personal, unique;
    /// Where to reach the person, usually an e-mail address.
    address Address: text, "Address", personal;
    /// The public keys with which the person signs, one a line, as OpenSSH writes them: of Ed25519 or ECDSA P-256. What a
    /// key signed that is taken away counts no more.
    signing_keys SigningKeys: long_text, "Signing keys", personal;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", personal, aside;
}

impl Person<'_> {
    /// Whether the person could own, act, vote, confirm and approve on a day: somebody, and active then.
    pub fn can_act_on(self, day: NaiveDate) -> bool {
        self.machine() != Some(true) && self.is_active_on(day)
    }

    /// Whether the person holds a seat in the committee on a day: active then, and the term neither to come nor over.
    pub fn has_seat_on(self, day: NaiveDate) -> bool {
        let begun = self.term_start().is_none_or(|start| start <= day);
        let over = self.term_end().is_some_and(|end| end < day);
        self.can_act_on(day) && begun && !over
    }

    /// Why somebody can't be named for what was done on a day; none where they can.
    pub fn why_not_on(self, day: NaiveDate) -> Option<String> {
        let name = self.0.title();
        if self.machine() == Some(true) {
            return Some(format!("{name} is a machine, and neither owns nor attests anything"));
        }
        if self.is_active_on(day) {
            return None;
        }
        Some(match self.last_day() {
            Some(last) => format!("{name} took part until {last}, and this is of {day}"),
            None => format!("{name} is inactive"),
        })
    }

    /// Why somebody has no seat in the committee on a day; none where they have one.
    pub fn why_no_seat_on(self, day: NaiveDate) -> Option<String> {
        let name = self.0.title();
        self.why_not_on(day).or_else(|| match (self.term_start(), self.term_end()) {
            (_, Some(end)) if end < day => Some(format!("The term of {name} ended on {end}")),
            (Some(start), _) if day < start => Some(format!("The term of {name} begins on {start}")),
            _ => None,
        })
    }

    /// Whether the person took part on a day.
    pub fn is_active_on(self, day: NaiveDate) -> bool {
        self.active() != Some(false) || self.last_day().is_some_and(|last| day <= last)
    }
}

/// Somebody, as far as that tells them from others.
pub fn somebody(record: &Record) -> Somebody<RecordId> {
    let person = Person(record);
    Somebody {
        key: record.id,
        name: person.name().to_owned(),
        role: person.role().to_owned(),
        unit: person.unit().to_owned(),
        reference: record.reference().to_string(),
    }
}

/// How many of these people hold a seat in the committee on a day.
pub fn seats(people: &[Record], day: NaiveDate) -> usize {
    people.iter().map(Person).filter(|one| one.voting() == Some(true) && one.has_seat_on(day)).count()
}

const DERIVED: Derivation = Derivation { looks_at: &[], work: last_day };

/// Whoever is marked as inactive took part until the day before, where nothing else is said; who comes back has no last
/// day.
fn last_day(facts: &Facts) -> Derived {
    let person = Person(facts.record);
    let field = PersonField::LastDay.field();
    let was_active = facts.before.is_none_or(|before| Person(before).active() != Some(false));
    match person.active() {
        Some(false) if was_active && person.last_day().is_none() => {
            vec![(field, facts.today.pred_opt().map(Value::Date))]
        }
        Some(true) | None if person.last_day().is_some() && !was_active => vec![(field, None)],
        _ => Vec::new(),
    }
}

/// Who acts, votes and decides, and under which name.
const GOVERNS: Governs = Governs::By {
    changed: fields![PersonField: Name, Voting, TopManagement, TermStart, TermEnd, Active, OsUser, SigningKeys],
    new: fields![PersonField: Voting, TopManagement, TermStart, TermEnd, Machine, SigningKeys],
};

/// Under another name somebody else seems to have agreed, decided and voted.
static BETTER: &[Better] = &[Better::Otherwise(PersonField::Name.name())];

static RULES: &[Rule] = &[
    Rule {
        says: "People whose names are alike are told apart by a role or a unit.",
        clause: None,
        looks_at: &[Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(told_apart),
    },
    Rule {
        says: "A signing key is the public key of somebody as OpenSSH writes it, of Ed25519 or ECDSA P-256, and of nobody else.",
        clause: None,
        looks_at: &[Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(signing_keys),
    },
    Rule {
        says: "A term ends after it starts.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[PersonField::TermStart.name(), PersonField::TermEnd.name()]]),
    },
    Rule {
        says: "A machine is no member of anything.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(machine_is_no_member),
    },
    Rule {
        says: "Whoever is added as a machine stays one, and a person a person.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(machine_for_life),
    },
    Rule {
        says: "Nobody gives themselves a role or a seat, nor says of themselves that they are top management.",
        clause: Some("5.3"),
        looks_at: &[Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(promoted_by_another),
    },
    Rule {
        says: "Top management ends somebody's belonging to it.",
        clause: Some("5.3"),
        looks_at: &[Fact::Every(PersonField::REGISTER)],
        holds: Holds::By(demoted_by_top_management),
    },
    Rule {
        says: "Who acts does not end what they can do: somebody else must.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(left_by_another),
    },
    Rule {
        says: "Who sits at a terminal stays known there: nobody changes their own operating-system user from it.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(known_at_own_terminal),
    },
];

/// Whoever is added, or called otherwise, is somebody else than whoever has that name or nearly so.
fn told_apart(facts: &Facts) -> Vec<Missing> {
    let person = Person(facts.record);
    if facts.before.is_some() && !facts.changes(PersonField::Name) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let others = people.iter().filter(|one| one.id != facts.record.id && !one.voided);
    let alike = others.map(Person).filter(|other| are_alike(person.name(), other.name()));
    let mut same = alike.filter(|other| {
        let differs = |own: &str, other: &str| !own.is_empty() && folded(own) != folded(other);
        !differs(person.role(), other.role()) && !differs(person.unit(), other.unit())
    });
    let Some(other) = same.next() else { return Vec::new() };
    let known = [other.role(), other.unit()].into_iter().find(|words| !words.is_empty());
    let known = known.map_or(String::new(), |known| format!(" ({known})"));
    let (reference, name) = (other.0.reference(), other.name());
    let what = format!("{reference} is {name}{known}: if this is somebody else, say by a role or a unit who");
    vec![Missing::in_field(PersonField::Role.name(), what)]
}

fn machine_is_no_member(facts: &Facts) -> Vec<Missing> {
    let person = Person(facts.record);
    if person.machine() != Some(true) {
        return Vec::new();
    }
    let seats = [(PersonField::Voting, person.voting()), (PersonField::TopManagement, person.top_management())];
    let taken = seats.into_iter().filter(|(_, yes)| *yes == Some(true));
    taken.map(|(field, _)| Missing::in_field(field.name(), format!("{}: no", field.field().label))).collect()
}

fn machine_for_life(facts: &Facts) -> Vec<Missing> {
    let is_one = |record| Person(record).machine() == Some(true);
    if facts.before.is_none_or(|before| is_one(before) == is_one(facts.record)) {
        return Vec::new();
    }
    vec![Missing::in_field(PersonField::Machine.name(), "Void this one and add another, where it was a slip")]
}

/// Whether somebody acts here, or may sit at the terminal: one that nobody is known to sit at is anybody's.
fn is_own(facts: &Facts) -> bool {
    facts.actor == Some(facts.record.id) || facts.terminal.is_none_or(|terminal| terminal == facts.record.id)
}

/// Why it counts as one's own, where nobody is known to sit at the terminal.
fn unknown(facts: &Facts) -> &'static str {
    if facts.terminal.is_none() {
        "; nobody is known to sit at this terminal: set the operating-system user of whoever does first"
    } else {
        ""
    }
}

fn known_at_own_terminal(facts: &Facts) -> Vec<Missing> {
    let now = Person(facts.record).os_user();
    let other = |before| {
        let was = Person(before).os_user();
        !was.is_empty() && !was.eq_ignore_ascii_case(now)
    };
    if facts.terminal != Some(facts.record.id) || !facts.before.is_some_and(other) {
        return Vec::new();
    }
    let what = "It is yours: somebody else changes it, at their own terminal, or you do at the new one with --as";
    vec![Missing::in_field(PersonField::OsUser.name(), what)]
}

/// Where somebody else is in the file who can do it.
fn promoted_by_another(facts: &Facts) -> Vec<Missing> {
    let own = |person: Option<RecordId>| person == Some(facts.record.id);
    if facts.before.is_none() {
        return Vec::new();
    }
    // Where one person types for all, they type their own role in another's name; top management is nobody's to type.
    let by_name = [PersonField::Role, PersonField::Voting].into_iter().filter(|_| own(facts.actor));
    let at_all = [PersonField::TopManagement].into_iter().filter(|_| is_own(facts));
    let changed: Vec<_> = by_name.chain(at_all).filter(|field| facts.changes(field.name())).collect();
    if changed.is_empty() || is_first_of_top(facts, &changed) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let other = people.iter().find(|one| one.id != facts.record.id && Person(one).can_act_on(facts.today));
    let Some(other) = other.map(Record::title) else { return Vec::new() };
    let words = |field: &PersonField| {
        format!(
            "{} is for somebody else to set, such as {other}, at their own terminal{}",
            field.field().label,
            unknown(facts)
        )
    };
    changed.iter().map(|field| Missing::in_field(field.name(), words(field))).collect()
}

/// Whoever begins a file says who is of top management, until anybody was.
fn is_first_of_top(facts: &Facts, changed: &[PersonField]) -> bool {
    let was = |record: &Record| Person(record).top_management() == Some(true);
    *changed == [PersonField::TopManagement]
        && !facts
            .past_every(PersonField::REGISTER)
            .iter()
            .flat_map(|past| past.iter())
            .any(|version| was(&version.record))
}

fn demoted_by_top_management(facts: &Facts) -> Vec<Missing> {
    let of_top = |record: &Record| Person(record).top_management() == Some(true);
    if of_top(facts.record) || !facts.before.is_some_and(of_top) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let others = people.iter().filter(|one| one.id != facts.record.id && of_top(one));
    let others: Vec<_> = others.filter(|one| Person(one).can_act_on(facts.today)).collect();
    if others.iter().any(|one| Some(one.id) == facts.actor) {
        return Vec::new();
    }
    let what = match others.first() {
        Some(one) => format!("Somebody else of it does so, such as {}", one.title()),
        None => "Nobody else is of it: mark somebody else first, who can then do so".to_owned(),
    };
    vec![Missing::in_field(PersonField::TopManagement.name(), what)]
}

fn left_by_another(facts: &Facts) -> Vec<Missing> {
    let (now, was) = (Person(facts.record), facts.before.map(Person));
    let leaves = now.active() == Some(false) && was.is_some_and(|was| was.active() != Some(false));
    if leaves && is_own(facts) {
        let what = format!("It is the person who acts{}", unknown(facts));
        return vec![Missing::in_field(PersonField::Active.name(), what)];
    }
    Vec::new()
}

/// A key is known, and tells two people apart.
fn signing_keys(facts: &Facts) -> Vec<Missing> {
    let field = PersonField::SigningKeys;
    let typed = Person(facts.record).signing_keys();
    if typed.is_empty() || (facts.before.is_some() && !facts.changes(field)) {
        return Vec::new();
    }
    let people = facts.every(PersonField::REGISTER);
    let mut missing = Vec::new();
    if signing_key::is_private(typed) {
        let what =
            "That is a private key, and is kept nowhere here: hand over the public one, of the file that ends in .pub";
        return vec![Missing::in_field(field.name(), what)];
    }
    for (place, line) in (1..).zip(signing_key::lines(typed)) {
        // What may be a secret is not repeated.
        let Some(key) = SigningKey::read(line) else {
            let what = format!("Line {place} is no public key of {}", signing_key::KINDS);
            missing.push(Missing::in_field(field.name(), what));
            continue;
        };
        let has =
            |one: &&Record| one.id != facts.record.id && SigningKey::all(Person(one).signing_keys()).contains(&key);
        if let Some(other) = people.iter().find(has) {
            missing.push(Missing::in_field(field.name(), format!("That key is of {} already", other.title())));
        }
    }
    missing
}
