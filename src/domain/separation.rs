//! Separation of duties, and the exceptions that a small organisation makes from it: with a reason and an expiry, and
//! labelled wherever they are used. That nobody audits their own work (9.2.2) has no exception.

use chrono::NaiveDate;

use super::identity::RecordId;
use super::record::Record;
use super::rules::{Fact, Facts, Missing, Rule};

crate::choices! {
    /// What two people do unless an exception is in force.
    Duty {
        Confirmation = "confirmation", "Owning an action and confirming it";
        Minutes = "minutes", "Chairing a review and recording it";
        Plan = "plan", "Owning a nonconformity and approving its plan";
        Verification = "verification", "Owning a nonconformity and verifying it";
    }
}

crate::register! {
    /// Exceptions from the separation of duties, each with a reason, an approver and the day on which it ends.
    Separation, SeparationField: "separation_exception" / "separation exceptions", "SX", "5.3", rules(RULES);

    /// Why two people can't be found for it.
    why Why: text, "Reason", title;
    /// The duties that one person may then have.
    duty Duty: choice(Duty), "Duties", required, listed;
    /// The first day on which it holds.
    starts Starts: date, "From", required, listed;
    /// The last day on which it holds.
    ends Ends: date, "Until", required, listed, sorted, deadline;
    /// Who approved it.
    approved_by ApprovedBy: person, "Approved by", required, listed;
}

static RULES: &[Rule] = &[Rule {
    says: "An exception ends after it begins, and lasts a year at most.",
    clause: None,
    looks_at: &[],
    missing: ends_within_a_year,
}];

/// The fact that a rule looks at which knows exceptions.
pub const EXCEPTIONS: Fact = Fact::Every("separation_exception");

impl Separation<'_> {
    /// Whether it holds on a day.
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.starts().is_some_and(|starts| starts <= day) && self.ends().is_some_and(|ends| day <= ends)
    }

    fn is_for(self, duty: Duty, day: NaiveDate) -> bool {
        self.duty() == Some(duty) && self.holds_on(day)
    }
}

/// Whether an exception for a duty is in force today that lets this person have both; nobody approves their own.
pub fn excepted(facts: &Facts, duty: Duty, person: Option<RecordId>) -> bool {
    let exceptions = facts.every("separation_exception");
    let mut holding = exceptions.iter().map(Separation).filter(|one| one.is_for(duty, facts.today));
    holding.any(|one| one.approved_by() != person)
}

/// The exception for a duty that holds on a day.
pub fn in_force(exceptions: &[Record], duty: Duty, day: NaiveDate) -> Option<Separation<'_>> {
    exceptions.iter().map(Separation).find(|one| one.is_for(duty, day))
}

fn ends_within_a_year(facts: &Facts) -> Vec<Missing> {
    let exception = Separation(facts.record);
    let field = SeparationField::Ends.name();
    match (exception.starts(), exception.ends()) {
        (Some(from), Some(until)) if until < from => {
            vec![Missing::in_field(field, format!("it begins on {from} and ends on {until}"))]
        }
        (Some(from), Some(until))
            if from.checked_add_months(chrono::Months::new(12)).is_some_and(|year| year < until) =>
        {
            vec![Missing::in_field(field, "It lasts longer than a year; renew it when it is looked at again")]
        }
        _ => Vec::new(),
    }
}
