//! Audits (9.2): what was or will be audited, against what, by whom.

use super::rules::{Facts, Missing, Rule};
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// Who audits whom, and what for.
    Sort {
        Internal = "internal", "Internal audit";
        Mock = "mock", "Mock audit";
        Stage1 = "stage-1", "Certification, stage 1";
        Stage2 = "stage-2", "Certification, stage 2";
        Surveillance = "surveillance", "Surveillance";
        Recertification = "recertification", "Recertification";
        Supplier = "supplier", "Supplier audit";
        Other = "other", "Other";
    }
}

crate::choices! {
    /// Where an audit stands.
    State {
        Planned = "planned", "Planned", Active;
        Underway = "underway", "Under way", Active;
        Reported = "reported", "Reported", Good;
        Cancelled = "cancelled", "Cancelled", Gone;
    }
}

crate::register! {
    /// Audits: objectives, criteria, scope, team, dates and result.
    Audit, AuditField: "audit" / "audits", "AU", "9.2", machine(&MACHINE), rules(RULES);

    /// What the audit is called.
    title Title: text, "Audit", title, sorted;
    /// Who audits whom, and what for.
    sort Sort: choice(Sort), "Sort", required, listed, sorted;
    /// What is to be found out.
    objectives Objectives: long_text, "Objectives", searchable;
    /// Against what: clauses, controls, own policies.
    criteria Criteria: text, "Criteria", searchable;
    /// What is looked at, and what is not.
    scope Scope: long_text, "Scope", searchable;
    /// The systems that are looked at.
    systems Systems: links("system"), "Systems";
    /// The part of the organisation that is looked at.
    unit Unit: text, "Unit", searchable, sorted;
    /// Who leads it, where it is someone of the people register.
    lead Lead: person, "Lead auditor", listed;
    /// Who else audits.
    team Team: links("person"), "Team";
    /// The body that audits, where it comes from outside.
    body Body: text, "Audit body", searchable;
    /// The first day.
    starts_on StartsOn: date, "Starts", listed, sorted;
    /// The last day: deadlines for findings are counted from it.
    ends_on EndsOn: date, "Ends", sorted;
    /// The day by which the report is due.
    report_due ReportDue: date, "Report due", sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day of the report.
    reported_on ReportedOn: date, "Reported on", by_move, past, sorted;
    /// What the audit concludes.
    conclusion Conclusion: long_text, "Conclusion", searchable;
    /// Reported before this file was kept, and not proven since.
    adopted Adopted: yes_no, "Reported before, not proven", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, sorted;
}

static MACHINE: Machine = Machine {
    field: "state",
    initial: State::Planned.key(),
    adopted: Some("adopted"),
    open: &[State::Planned.key(), State::Underway.key()],
    due_in: &[State::Planned.key(), State::Underway.key()],
    moves: &[
        Move {
            name: "begin",
            label: "Begin",
            help: "The audit has begun.",
            participle: "begun",
            from: &[State::Planned.key()],
            to: State::Underway.key(),
            needs: &["starts_on", "criteria", "scope"],
            ..Move::PLAIN
        },
        Move {
            name: "report",
            label: "Report",
            help: "The report is out, with what the audit concludes.",
            participle: "reported",
            from: &[State::Underway.key()],
            to: State::Reported.key(),
            sets: &["reported_on"],
            needs: &["reported_on", "ends_on", "conclusion"],
            stamps: &[("reported_on", Stamp::Today)],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: "cancel",
            label: "Cancel",
            help: "It is not held, for a reason.",
            participle: "cancelled",
            from: &[State::Planned.key(), State::Underway.key()],
            to: State::Cancelled.key(),
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: "reopen",
            label: "Reopen",
            help: "It is to be held after all, or its report has to be done again.",
            participle: "reopened",
            from: &[State::Cancelled.key(), State::Reported.key()],
            to: State::Planned.key(),
            clears: &["reported_on", "adopted"],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: "adopt",
            label: "Adopt as reported before",
            help: "It was held and reported before this file was kept; nothing here proves it.",
            participle: "adopted as reported before",
            from: &[State::Planned.key()],
            to: State::Reported.key(),
            sets: &["reported_on"],
            stamps: &[("adopted", Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

static RULES: &[Rule] = &[
    Rule { says: "An audit ends after it starts.", clause: None, missing: ends_after_start },
    Rule { says: "Every auditor is named once.", clause: None, missing: named_once },
];

fn ends_after_start(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    match (audit.starts_on(), audit.ends_on()) {
        (Some(from), Some(to)) if to < from => {
            vec![Missing::in_field(AuditField::EndsOn.name(), format!("it starts on {from} and ends on {to}"))]
        }
        _ => Vec::new(),
    }
}

fn named_once(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let twice = audit.lead().is_some_and(|lead| audit.team().contains(&lead));
    if twice {
        vec![Missing::in_field(AuditField::Team.name(), "The lead auditor stands in the team too")]
    } else {
        Vec::new()
    }
}
