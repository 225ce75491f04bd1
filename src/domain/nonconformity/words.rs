//! The words of a nonconformity: what can stand in it.

use crate::domain::kpi::words::Frequency;

crate::choices! {
    /// How grave it is.
    Grade {
        Major = "major", "Major", Watch;
        Minor = "minor", "Minor";
    }
}

crate::choices! {
    /// How it came to be known.
    Source {
        Audit = "audit", "Audit";
        Incident = "incident", "Incident";
        Monitoring = "monitoring", "Monitoring";
        Complaint = "complaint", "Complaint or concern";
        Supplier = "supplier", "Supplier";
        Review = "review", "Management review";
        Other = "other", "Other";
    }
}

crate::choices! {
    /// Where a nonconformity stands.
    State {
        Draft = "draft", "Draft", Active;
        Open = "open", "Open", Active;
        Contained = "contained", "Contained", Active;
        Analysed = "analysed", "Analysed", Active;
        Planned = "planned", "Planned", Active;
        InProgress = "in-progress", "In progress", Active;
        Implemented = "implemented", "Implemented", Active;
        Verified = "verified", "Awaiting effectiveness review", Active;
        Closed = "closed", "Closed, effective", Good;
        Overruled = "overruled", "Closed, measure overruled", Watch;
        Corrected = "corrected", "Closed, corrected", Good;
        Rejected = "rejected", "Rejected", Gone;
        ClosedBefore = "closed-before", "Closed before this file, not verified here", Plain;
        Duplicate = "duplicate", "Duplicate", Gone;
    }
}

impl State {
    /// Whether something is still to be done.
    pub const fn is_open(self) -> bool {
        !matches!(
            self,
            Self::Closed | Self::Overruled | Self::Corrected | Self::Rejected | Self::ClosedBefore | Self::Duplicate
        )
    }
}

crate::choices! {
    /// By which method causes were looked for.
    Method {
        FiveWhys = "five-whys", "5 Whys";
        Fishbone = "fishbone", "Fishbone";
        Other = "other", "Other method";
    }
}

crate::choices! {
    /// What kind of cause it is, for reports.
    CauseClass {
        Procedure = "procedure", "No procedure, or an unfit one";
        Practice = "practice", "A procedure that is not lived";
        Competence = "competence", "Competence";
        Resources = "resources", "Resources";
        Responsibility = "responsibility", "Responsibility";
        Communication = "communication", "Communication";
        Data = "data", "Data";
        Model = "model", "Model";
        Tool = "tool", "Tool or infrastructure";
        Supplier = "supplier", "Supplier";
        Oversight = "oversight", "Oversight";
        Requirement = "requirement", "Unclear requirement";
    }
}

crate::choices! {
    /// By what the effect of an action is measured.
    Measure {
        Kpi = "kpi", "A KPI";
        Retest = "retest", "A retest, before and after";
        Sample = "sample", "A sample";
    }
}

crate::choices! {
    /// What the effectiveness review found.
    Effectiveness {
        Effective = "effective", "Effective", Good;
        Ineffective = "ineffective", "Not effective", Watch;
    }
}

crate::moves! {
    /// The moves of a nonconformity.
    NonconformityMove {
        Open = "open", Contain = "contain", Analyse = "analyse", Plan = "plan", Correct = "correct",
        Begin = "begin", Implement = "implement", Verify = "verify", Close = "close", Overrule = "overrule",
        Revise = "revise", Ineffective = "ineffective", Reopen = "reopen", Reject = "reject", Extend = "extend",
        Downgrade = "downgrade", Reconsider = "reconsider", Adopt = "adopt", CarryOver = "carry-over", Duplicate = "duplicate",
    }
}

crate::words! {
    /// Nonconformities: what was not as required, what was done about it, its cause, and whether the action worked.
    Nonconformity, NonconformityField: "nonconformity" / "nonconformities", "NC", "10.2", AuditsAndFindings;

    /// The nonconformity in one line.
    title Title: text, "Nonconformity", title, sorted;
    /// The clause, control, own procedure, law or contract that was not met.
    requirement Requirement: text, "Requirement", searchable, listed, sorted;
    /// What is not as required.
    statement Statement: long_text, "Statement", searchable;
    /// What was seen, heard or read.
    objective_evidence ObjectiveEvidence: long_text, "Objective evidence", searchable;
    /// How it came to be known.
    source Source: choice(Source), "Source", sorted;
    /// The record from which it arose: a finding, an incident, a measurement.
    raised_from RaisedFrom: link(any), "Raised from";
    /// How grave it is; findings of an audit are graded.
    grade Grade: choice(Grade), "Grade", listed, sorted;
    /// The system concerned.
    system System: link("system"), "System";
    /// The part of the organisation concerned.
    unit Unit: text, "Unit", searchable, sorted;
    /// The day on which it happened, or was first so.
    occurred_on OccurredOn: date, "Occurred on", past, sorted;
    /// The day on which it was raised.
    raised_on RaisedOn: date, "Raised on", past, listed, sorted;
    /// Who raised it.
    raised_by RaisedBy: person, "Raised by", day(RaisedOn);
    /// Who answers for its being dealt with.
    owner Owner: person, "Owner", listed;
    /// The deadlines that hold for it, where a body or a kind of audit sets them.
    deadlines Deadlines: link("deadline_profile"), "Deadlines";
    /// The day by which a plan is to be answered to whoever found it.
    plan_due PlanDue: date, "Plan due", sorted;
    /// The day by which it is to be dealt with; once it is open it is put off by an extension only.
    due Due: date, "Due date", listed, sorted, deadline;
    /// The day that was set first, where it was put off since.
    first_due FirstDue: date, "First due", derived, sorted;
    /// How often it was put off.
    extensions Extensions: number, "Extensions", derived;
    attestation EXTENDED {
        /// Who approved the last extension: not the owner.
        by extended_by ExtendedBy: "Extension approved by", by_move;
        /// How the approval of the extension was given.
        how extended_how ExtendedHow: "Extension approved how", by_move;
    }
    attestation DOWNGRADED {
        /// Who approved that it is less grave than it was graded: not the owner.
        by downgraded_by DowngradedBy: "Downgrade approved by", by_move;
        /// How the approval of the downgrade was given.
        how downgraded_how DowngradedHow: "Downgrade approved how", by_move;
    }
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// How often it was begun: a case that comes back, or whose action did not work, starts a new cycle.
    cycle Cycle: number, "Cycle", derived;
    /// What was done at once to put it right (10.2 a).
    correction Correction: long_text, "Correction", searchable, by_move;
    /// The day of the correction.
    corrected_on CorrectedOn: date, "Corrected on", by_move, past, sorted;
    /// Who put it right.
    corrected_by CorrectedBy: person, "Corrected by", by_move, day(CorrectedOn);
    /// What was done about its consequences, or why there were none.
    consequences Consequences: long_text, "Consequences", searchable, by_move;
    /// Whether the correction of the earlier cycle still stands.
    correction_stands CorrectionStands: yes_no, "Correction still stands", by_move;
    /// Why it came about: what has to change so that it does not come back.
    cause Cause: long_text, "Root cause", searchable, by_move;
    /// By which method causes were looked for.
    cause_method CauseMethod: choice(Method), "Method", by_move;
    /// What kind of cause it is.
    cause_class CauseClass: choice(CauseClass), "Cause class", by_move, sorted;
    /// Where similar cases were looked for (10.2 b): systems, units, earlier cases.
    similar_searched SimilarSearched: long_text, "Looked for similar cases in", searchable, by_move;
    /// What was found there, or that nothing was.
    similar_cases SimilarCases: long_text, "Similar cases", searchable, by_move;
    /// An earlier nonconformity that it repeats.
    repeats Repeats: link("nonconformity"), "Repeats";
    /// Why it stays minor though it repeats an earlier one, or is one of several on its requirement.
    stays_minor StaysMinor: long_text, "Why it stays minor", reason;
    /// What is to be seen: none of 40 fails · at most 2 of 40 · share at most 5 % by bound · share at most 5 % by point of 40
    /// · within limits for 3 periods · no repeat until 2027-03-01 in 20 records.
    criterion Criterion: text, "Criterion", by_move;
    /// What else is to be said of the criterion: words, which no figures check.
    effectiveness_criterion EffectivenessCriterion: long_text, "Criterion in words", searchable, by_move;
    /// By what it will be measured.
    measured_by MeasuredBy: choice(Measure), "Measured by", by_move;
    /// Which measure in particular: the test, the sample, the figure.
    effectiveness_measure EffectivenessMeasure: text, "Measure", by_move;
    /// The KPI that will tell, where one does.
    effectiveness_kpi EffectivenessKpi: link("kpi"), "KPI that tells", by_move;
    /// The first day on which effectiveness can be judged.
    check_from CheckFrom: date, "Effectiveness from", by_move, sorted;
    attestation PLAN_APPROVED {
        /// Who approved the plan: not the owner.
        by plan_approved_by PlanApprovedBy: "Plan approved by", by_move;
        /// The day on which the plan was approved.
        on plan_approved_on PlanApprovedOn: "Plan approved on", by_move;
        /// How the approval of the plan was given.
        how plan_approved_how PlanApprovedHow: "Plan approved how", by_move;
    }
    /// The value below which the KPI was out of its limits when the criterion was approved.
    limit_low LimitLow: decimal(4), "Lower limit that was set", derived;
    /// The value above which it was.
    limit_high LimitHigh: decimal(4), "Upper limit that was set", derived;
    /// How often the KPI was measured then.
    limit_period LimitPeriod: choice(Frequency), "Period that was set", derived;
    /// Why the criterion, its measure or the first day is another than was approved first.
    revised_because RevisedBecause: long_text, "Why it is judged otherwise", by_move, reason;
    attestation REVISED {
        /// Who approved the criterion that holds now: nobody who had a hand in the work.
        by revised_by RevisedBy: "Criterion approved by", by_move;
        /// The day on which the criterion that holds now was approved.
        on revised_on RevisedOn: "Criterion approved on", by_move;
        /// How that approval was given.
        how revised_how RevisedHow: "Criterion approved how", by_move;
    }
    /// By what it was to be judged before, and what had been found by then.
    earlier_criteria EarlierCriteria: long_text, "Judged before by", derived;
    /// Why no corrective action is needed.
    no_action_reason NoActionReason: long_text, "Why no corrective action", by_move, reason;
    attestation NO_ACTION_APPROVED {
        /// Who approved that none is needed: not the owner.
        by no_action_approved_by NoActionApprovedBy: "No action approved by", by_move;
        /// How the approval that none is needed was given.
        how no_action_approved_how NoActionApprovedHow: "No action approved how", by_move;
    }
    /// Who began the first action.
    begun_by BegunBy: person, "Begun by", by_move, day(BegunOn);
    /// The day on which the first action was begun.
    begun_on BegunOn: date, "Begun on", by_move, past;
    /// The day from which figures tell of the actions, where that is before they were implemented: the one on which the last
    /// of those in the plan was first said to be done.
    figures_from FiguresFrom: date, "Figures count from", derived;
    /// The day on which all actions were done.
    implemented_on ImplementedOn: date, "Implemented on", by_move, past, sorted;
    attestation VERIFIED {
        /// Who saw that it was done, or that the correction was: none of those who did it.
        by verified_by VerifiedBy: "Verified by", by_move;
        /// The day of the verification.
        on verified_on VerifiedOn: "Verified on", by_move, sorted;
        /// How the verification was given.
        how verified_how VerifiedHow: "Verified how", by_move;
    }
    /// What the effectiveness review found.
    effectiveness Effectiveness: choice(Effectiveness), "Effectiveness", by_move, sorted;
    /// What the effectiveness review rests on.
    effectiveness_evidence EffectivenessEvidence: long_text, "Evidence of effectiveness", searchable, by_move;
    attestation CHECKED {
        /// Who judged effectiveness.
        by checked_by CheckedBy: "Effectiveness judged by", by_move;
        /// The day on which effectiveness was judged.
        on checked_on CheckedOn: "Effectiveness judged on", by_move, sorted;
        /// How the judgement was given.
        how checked_how CheckedHow: "Effectiveness judged how", by_move;
    }
    /// Who of those affected was asked about the effect, and what they said.
    stakeholder_review StakeholderReview: long_text, "Review by those affected", searchable, by_move;
    /// Whether risks, controls, documents or the management system change because of it (10.2 e).
    changes_needed ChangesNeeded: yes_no, "Changes elsewhere", by_move;
    /// What changes because of it.
    changed Changed: links(any), "What changes", by_move;
    /// Why nothing changes because of it.
    no_change_reason NoChangeReason: long_text, "Why nothing changes", by_move, reason;
    attestation CLOSING_APPROVED {
        /// Who approved closing a major one.
        by closing_approved_by ClosingApprovedBy: "Closing approved by", by_move;
        /// How the approval of closing was given.
        how closing_approved_how ClosingApprovedHow: "Closing approved how", by_move;
        on CheckedOn;
    }
    /// Why the action is held to be effective although the measure says otherwise.
    overruled_because OverruledBecause: long_text, "Why the measure is overruled", searchable, by_move, reason;
    attestation OVERRULED {
        /// Who approved that it is held to be effective all the same: neither who judged it, nor anybody who had a hand in
        /// the work.
        by overruled_by OverruledBy: "Overruling approved by", by_move;
        /// How that approval was given.
        how overruled_how OverruledHow: "Overruling approved how", by_move;
        on CheckedOn;
    }
    attestation REJECTED {
        /// Who decided that it is none.
        by rejected_by RejectedBy: "Rejected by", by_move;
        /// How that decision was given.
        how rejected_how RejectedHow: "Rejected how", by_move;
    }
    /// The nonconformity that is dealt with in its place.
    duplicate_of DuplicateOf: link("nonconformity"), "Duplicate of", by_move;
    attestation DUPLICATED {
        /// Who agreed that it is a duplicate: neither who raised it nor its owner.
        by duplicate_agreed_by DuplicateAgreedBy: "Duplicate agreed by", by_move;
        /// How that was said.
        how duplicate_agreed_how DuplicateAgreedHow: "Duplicate agreed how", by_move;
    }
    /// The day on which it was closed.
    closed_on ClosedOn: date, "Closed on", by_move, past, sorted;
    /// What showed that it came back.
    reopened_on_evidence ReopenedOnEvidence: long_text, "Reopened on evidence", searchable, by_move;
    /// Corrective actions of earlier cycles, which no guard counts.
    earlier_actions EarlierActions: links("action"), "Actions of earlier cycles", derived;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Closed before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, sorted;
}

impl Nonconformity<'_> {
    /// Whether a criterion was approved for it, and its effect is not judged yet.
    pub fn awaits_figures(self) -> bool {
        let waits = [State::Planned, State::InProgress, State::Implemented, State::Verified];
        self.state().is_some_and(|state| waits.contains(&state))
    }

    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        self.state().is_some_and(State::is_open)
    }

    /// Where it stands, with the day that counts: `Awaiting effectiveness, from 12 Mar`.
    pub fn standing(self) -> String {
        let words = match (self.state(), self.check_from()) {
            (Some(State::Verified), Some(day)) => {
                format!("Awaiting effectiveness review, from {}", day.format("%-d %b %Y"))
            }
            (Some(state), _) => state.label().to_owned(),
            (None, _) => String::new(),
        };
        if self.0.fallen { format!("{words}, no longer proven") } else { words }
    }
}

/// The states in which something is put off or graded anew: it is known, and not over.
pub const UNDER_WAY: &[&str] = &[
    State::Open.key(),
    State::Contained.key(),
    State::Analysed.key(),
    State::Planned.key(),
    State::InProgress.key(),
    State::Implemented.key(),
    State::Verified.key(),
];
