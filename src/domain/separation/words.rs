//! Exceptions from the separation of duties: what each says, when it holds, and how it is told.

use chrono::NaiveDate;

use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::organisation::OrganisationField;
use crate::domain::person::PersonField;
use crate::domain::record::Record;
use crate::domain::rules::Fact;

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

crate::words! {
    /// Exceptions from the separation of duties: for whom, for which duties and for what of the organisation, each with
    /// a reason, an approver and the day on which it ends.
    Separation, SeparationField: "separation_exception" / "separation exceptions", "SX", "5.3", People;

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
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// The fact that a rule looks at which knows exceptions.
pub const EXCEPTIONS: Fact = Fact::Every(SeparationField::REGISTER);

/// The fact that a rule looks at which knows who else could do it.
pub const PEOPLE: Fact = Fact::Every(PersonField::REGISTER);

/// The fact that a rule looks at which knows for whom an exception for the whole organisation is.
pub const ORGANISATION: Fact = Fact::Every(OrganisationField::REGISTER);

/// The field in which a register links the exceptions under which that was done.
pub const UNDER: FieldName = FieldName::declared("exceptions");

impl Separation<'_> {
    /// Whether it holds on a day.
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.starts().is_some_and(|starts| starts <= day) && self.ends().is_some_and(|ends| day <= ends)
    }

    /// Whether it lets somebody have a duty on a day.
    pub fn is_for(self, duty: Duty, day: NaiveDate) -> bool {
        self.duty().contains(&duty) && self.holds_on(day)
    }

    /// What it says, so that it can be told when it says something else.
    pub fn words(self, people: &[Record]) -> String {
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

/// What somebody is called.
pub fn name_of(people: &[Record], id: RecordId) -> String {
    people.iter().find(|one| one.id == id).map_or_else(|| "This person".to_owned(), |one| one.title().to_owned())
}
