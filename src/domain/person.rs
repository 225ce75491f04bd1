//! People: who owns, decides, votes and acts.

use super::rules::{Facts, Missing, Rule};

crate::register! {
    /// People who take part in the AI management system: members of the committee, owners, auditors, guests.
    Person, PersonField: "person" / "people", "P", "5.3", rules(RULES);

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
    /// The user name on this machine by which Gavel knows who is acting.
    os_user OsUser: text, "Operating-system user", personal, unique;
    /// Where to reach the person, usually an e-mail address.
    address Address: text, "Address", personal;
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
