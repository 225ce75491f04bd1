//! People: who owns, decides, votes and acts.

use chrono::NaiveDate;

use super::register::Derived;
use super::rules::{Derivation, Facts, Missing, Rule};
use super::value::Value;

crate::register! {
    /// People who take part in the AI management system: members of the committee, owners, auditors, guests.
    Person, PersonField: "person" / "people", "P", "5.3",
        derives(DERIVED), rules(RULES);

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
    /// Whether it is a machine: a pipeline, a scheduled job. It records, and neither owns nor attests anything.
    machine Machine: yes_no, "Machine";
    /// The user name on this machine by which Gavel knows who is acting.
    os_user OsUser: text, "Operating-system user", personal, unique;
    /// Where to reach the person, usually an e-mail address.
    address Address: text, "Address", personal;
}

impl Person<'_> {
    /// Whether the person could own, act, vote, confirm and approve on a day: somebody, and active then.
    pub fn can_act_on(self, day: NaiveDate) -> bool {
        self.machine() != Some(true) && self.is_active_on(day)
    }

    /// Whether the person took part on a day.
    pub fn is_active_on(self, day: NaiveDate) -> bool {
        self.active() != Some(false) || self.last_day().is_some_and(|last| day <= last)
    }
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

static RULES: &[Rule] =
    &[Rule { says: "A term ends after it starts.", clause: None, looks_at: &[], missing: term_in_order }];

fn term_in_order(facts: &Facts) -> Vec<Missing> {
    let person = Person(facts.record);
    match (person.term_start(), person.term_end()) {
        (Some(start), Some(end)) if end < start => {
            let what = format!("the term starts on {start} and ends on {end}");
            vec![Missing::in_field(PersonField::TermEnd.name(), what)]
        }
        _ => Vec::new(),
    }
}
