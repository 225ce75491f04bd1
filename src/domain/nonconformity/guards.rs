//! What has to be there before a nonconformity goes on, and what holds for it afterwards.

use chrono::NaiveDate;

use crate::domain::action::{self, Action, ActionField};
use crate::domain::cause::{self, CauseField};
use crate::domain::finding;
use crate::domain::measurement::{Measurement, MeasurementField};
use crate::domain::record::Record;
use crate::domain::retest::{Retest, RetestField};
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::fields;

use super::criterion::Criterion;
use super::planning::{actions_are_done, missing_if, promised, roots};
use super::words::{
    CLOSING_APPROVED, Effectiveness, Grade, Measure, Nonconformity, NonconformityField as Field, NonconformityMove,
    Source, State,
};
use super::{apart, duplicates, effect, showing};

const MEASURED: Fact = Fact::Latest {
    through: Field::EffectivenessKpi.name(),
    of: MeasurementField::Kpi.link(),
    by: MeasurementField::PeriodEnd.name(),
};

/// The cases that may come back.
const CLOSED: Fact =
    Fact::Holding { register: Field::REGISTER, field: Field::State.name(), choice: State::Closed.key() };

pub static RULES: &[Rule] = &[
    Rule::new(
        "What was seen, done and shown is said in words.",
        Holds::Says(fields![Field: ObjectiveEvidence, Correction, EffectivenessEvidence, ReopenedOnEvidence]),
    ),
    Rule {
        says: "A criterion is one that can be checked by figures.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(criterion_is_read),
    },
    Rule {
        says: "Days follow each other as things can happen.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[
            &[Field::OccurredOn.name(), Field::RaisedOn.name(), Field::ClosedOn.name()],
            &[Field::OccurredOn.name(), Field::CorrectedOn.name()],
            &[Field::BegunOn.name(), Field::ImplementedOn.name(), Field::VerifiedOn.name(), Field::ClosedOn.name()],
            &[Field::ImplementedOn.name(), Field::CheckedOn.name()],
        ]),
    },
    Rule {
        says: "A nonconformity repeats an earlier one, not itself.",
        clause: None,
        looks_at: &[],
        holds: Holds::Elsewhere(Field::Repeats.name()),
    },
    Rule {
        says: "An opportunity is no nonconformity, and a good practice neither.",
        clause: Some("10.2"),
        looks_at: &[Fact::Linked(Field::RaisedFrom.name())],
        holds: Holds::By(raised_from_a_nonconformity),
    },
    Rule {
        says: "Someone other than the owner approves the plan.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::PLAN.missing_anew(facts)),
    },
    Rule {
        says: "Whoever approved what the owner asked for does not become the owner.",
        clause: None,
        looks_at: apart::BY_APPROVAL,
        holds: Holds::By(|facts| apart::OWNERSHIP.missing_anew(facts)),
    },
];

pub static FROZEN: &[Rule] = &[
    Rule {
        says: "A closed nonconformity stands; reopen it to change it.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(not_closed),
    },
    Rule {
        says: "What is open is extended with a reason and an approval, by the move “extend”.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::By(day_stands),
    },
    Rule {
        says: "A major one becomes minor with a reason and an approval, by the move “downgrade”.",
        clause: None,
        looks_at: &[Fact::Past],
        holds: Holds::By(grade_stands),
    },
    Rule {
        says: "What was opened is not voided: someone who neither raised nor owns it rejects it.",
        clause: Some("10.2"),
        looks_at: &[Fact::Past],
        holds: Holds::By(opened_stands),
    },
    duplicates::IN_SIGHT,
    showing::STANDS,
];

pub static EXTENDING: &[Rule] = &[
    Rule { says: "An extension is to a later day.", clause: None, looks_at: &[], holds: Holds::By(later_day) },
    Rule {
        says: "Someone other than the owner approves an extension.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::EXTENSION.missing(facts)),
    },
];

pub static DOWNGRADING: &[Rule] = &[
    Rule {
        says: "Only a major one can be downgraded, to minor.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(from_major_to_minor),
    },
    Rule {
        says: "Someone other than the owner approves a downgrade.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::DOWNGRADE.missing(facts)),
    },
];

pub static OPENING: &[Rule] = &[Rule {
    says: "A finding of an audit is graded.",
    clause: Some("9.2.2"),
    looks_at: &[],
    holds: Holds::Needed { field: Field::Grade.name(), where_one: Field::Source.name(), is: &[Source::Audit.key()] },
}];

pub static ANALYSIS: &[Rule] = &[
    Rule {
        says: "An analysis finds a root cause.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(CauseField::Nonconformity.link())],
        holds: Holds::By(root_is_found),
    },
    Rule {
        says: "What comes back although a case was closed because nothing does says so.",
        clause: Some("10.2"),
        looks_at: &[CLOSED],
        holds: Holds::By(says_what_it_repeats),
    },
    Rule {
        says: "“Human error” is where the analysis begins, not a root cause.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(more_than_an_error),
    },
    Rule {
        says: "A new cycle asks whether the correction still stands.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(correction_is_asked),
    },
    Rule {
        says: "A correction that no longer stands is made again.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(corrected_again),
    },
];

pub static CORRECTING: &[Rule] = &[
    Rule {
        says: "Someone other than the owner approves that no action is needed.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::NO_ACTION.missing(facts)),
    },
    Rule {
        says: "Nobody verifies their own correction.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::VERIFICATION.missing(facts)),
    },
    Rule {
        says: "What is closed as corrected has no corrective action under way.",
        clause: None,
        looks_at: &[Fact::Hanging(ActionField::Source.link())],
        holds: Holds::By(no_action_under_way),
    },
];

pub static VERIFYING: &[Rule] = &[
    Rule {
        says: "Nobody verifies their own work.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::VERIFICATION.missing(facts)),
    },
    Rule {
        says: "All corrective actions are done, each with evidence.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(ActionField::Source.link())],
        holds: Holds::By(actions_are_done),
    },
];

const NOT_TOO_EARLY: Rule = Rule {
    says: "Effectiveness is judged no earlier than was set.",
    clause: Some("10.2"),
    looks_at: &[],
    holds: Holds::By(not_too_early),
};

const OWN_WORK: Rule = Rule {
    says: "Nobody judges the effect of their own work.",
    clause: None,
    looks_at: &apart::BY_WORK,
    holds: Holds::By(|facts| apart::JUDGEMENT.missing(facts)),
};

const CHANGES_ANSWERED: Rule = Rule {
    says: "What changes elsewhere is linked, or why nothing does is said.",
    clause: Some("10.2"),
    looks_at: &[],
    holds: Holds::By(changes_answered),
};

pub static CLOSING: &[Rule] = &[
    Rule {
        says: "It is closed because the action worked.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(was_effective),
    },
    NOT_TOO_EARLY,
    OWN_WORK,
    Rule {
        says: "The measure that was set has been taken.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(RetestField::Nonconformity.link()), MEASURED],
        holds: Holds::By(measure_is_taken),
    },
    showing::SHOWN,
    CHANGES_ANSWERED,
    Rule {
        says: "A major one is closed with a second approval.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(major_has_a_second),
    },
    Rule {
        says: "The second who approves closing had no hand in it, and did not judge its effect.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::SECOND.missing(facts)),
    },
];

pub static OVERRULING: &[Rule] = &[
    NOT_TOO_EARLY,
    OWN_WORK,
    showing::DENIED,
    CHANGES_ANSWERED,
    Rule {
        says: "Whoever approves that the measure is overruled had no hand in the work, and did not judge its effect.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::OVERRULING.missing(facts)),
    },
];

pub static FAILING: &[Rule] = &[
    Rule {
        says: "What was not effective is marked so.",
        clause: Some("10.2"),
        looks_at: &[],
        holds: Holds::By(was_ineffective),
    },
    Rule {
        says: "Effectiveness is judged no earlier than was set.",
        clause: Some("10.2"),
        looks_at: &showing::FIGURES,
        holds: Holds::By(not_too_early_before),
    },
    OWN_WORK,
    Rule {
        says: "The measure that was set has been taken.",
        clause: Some("10.2"),
        looks_at: &[Fact::Hanging(RetestField::Nonconformity.link()), MEASURED],
        holds: Holds::By(measure_was_taken),
    },
];

pub static REOPENING: &[Rule] = &[showing::ANSWERED];

pub static REJECTING: &[Rule] = &[
    Rule {
        says: "Someone who neither raised nor owns it decides that it is none.",
        clause: None,
        looks_at: &apart::BY_WORK,
        holds: Holds::By(|facts| apart::REJECTION.missing(facts)),
    },
    duplicates::STANDS_FOR_OTHERS,
];

fn not_closed(facts: &Facts) -> Vec<Missing> {
    let before = facts.before.unwrap_or(facts.record);
    match Nonconformity(before).state() {
        Some(State::Closed | State::Overruled | State::Corrected) => {
            vec![Missing::elsewhere(format!("{} is closed", before.reference()))]
        }
        Some(State::Duplicate) => {
            vec![Missing::elsewhere(format!("{} ended as a duplicate: use “reconsider” first", before.reference()))]
        }
        _ => Vec::new(),
    }
}

/// An undo makes it a draft again, and it was opened all the same.
fn opened_stands(facts: &Facts) -> Vec<Missing> {
    // What is as it was made was never opened, and of a long import nothing more is asked.
    if !facts.record.voided || facts.before.is_none_or(|before| before.voided || before.revision == 1) {
        return Vec::new();
    }
    let past = facts.past();
    let Some(opened) = past.iter().find(|version| version.is_by(&[NonconformityMove::Open, NonconformityMove::Reopen]))
    else {
        return Vec::new();
    };
    let day = opened.day.map_or(String::new(), |day| format!(" on {day}"));
    vec![Missing::elsewhere(format!("{} was opened{day}: use “reject” instead", facts.record.reference()))]
}

fn more_than_an_error(facts: &Facts) -> Vec<Missing> {
    missing_if(
        cause::is_bare_error(Nonconformity(facts.record).cause()),
        Field::Cause,
        "Say why the error could happen, and why it was not caught",
    )
}

fn root_is_found(facts: &Facts) -> Vec<Missing> {
    let none = Nonconformity(facts.record).cause().is_empty() && roots(facts).is_empty();
    missing_if(none, Field::Cause, "Root cause is empty, and none of its causes is marked as a root")
}

fn says_what_it_repeats(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let closed = facts.holding(Field::REGISTER, Field::State, State::Closed.key());
    let repeated = closed.iter().filter(|other| effect::comes_back(Nonconformity(other), case));
    let unsaid = repeated.filter(|other| case.repeats() != Some(other.id)).take(1);
    let what = |other: &Record| {
        format!("{} was closed because nothing repeats it, and this has its requirement and cause", other.reference())
    };
    unsaid.map(|other| Missing::in_field(Field::Repeats.name(), what(other))).collect()
}

fn corrected_again(facts: &Facts) -> Vec<Missing> {
    let fallen = Nonconformity(facts.record).correction_stands() == Some(false);
    let again = facts.changes(Field::Correction.name()) || facts.changes(Field::CorrectedOn.name());
    missing_if(fallen && !again, Field::Correction, "Say what was done now, and on which day")
}

fn raised_from_a_nonconformity(facts: &Facts) -> Vec<Missing> {
    let raised_from = facts.linked(Field::RaisedFrom);
    let Some(finding) = raised_from.first().and_then(finding::Finding::of) else { return Vec::new() };
    match finding.grade().filter(|grade| !grade.is_nonconformity()) {
        Some(grade) if !matches!(Nonconformity(facts.record).state(), Some(State::Rejected | State::Duplicate)) => {
            let what = format!("{} is graded as {}", finding.0.reference(), grade.label().to_lowercase());
            vec![Missing::in_field(Field::RaisedFrom.name(), what)]
        }
        _ => Vec::new(),
    }
}

/// Whether an edit is to be asked: what is a draft is still being written, unless it was known before and came back.
fn is_known(facts: &Facts) -> bool {
    let known = |record: &Record| Nonconformity(record).state() != Some(State::Draft);
    facts.before.is_some_and(known) || facts.past().iter().any(|version| known(&version.record))
}

fn day_stands(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Nonconformity(before).due());
    let now = Nonconformity(facts.record).due();
    let put_off = was.is_some_and(|was| now.is_none_or(|now| was < now));
    missing_if(put_off && is_known(facts), Field::Due, "The day was set, and is extended by an extension only")
}

fn grade_stands(facts: &Facts) -> Vec<Missing> {
    let was_major = facts.before.is_some_and(|before| Nonconformity(before).grade() == Some(Grade::Major));
    let is_major = Nonconformity(facts.record).grade() == Some(Grade::Major);
    missing_if(was_major && !is_major && is_known(facts), Field::Grade, "It was graded as major")
}

fn later_day(facts: &Facts) -> Vec<Missing> {
    let was = facts.before.and_then(|before| Nonconformity(before).due());
    let now = Nonconformity(facts.record).due();
    let sooner = was.zip(now).filter(|(was, now)| now <= was);
    let what = sooner.map_or_else(String::new, |(was, now)| format!("{now} is not after {was}"));
    missing_if(sooner.is_some(), Field::Due, what)
}

fn from_major_to_minor(facts: &Facts) -> Vec<Missing> {
    let was_major = facts.before.is_some_and(|before| Nonconformity(before).grade() == Some(Grade::Major));
    let is_minor = Nonconformity(facts.record).grade() == Some(Grade::Minor);
    missing_if(!was_major || !is_minor, Field::Grade, if was_major { "Grade it as minor" } else { "It is not major" })
}

fn correction_is_asked(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    let unasked = case.cycle().is_some_and(|cycle| cycle > 1) && case.correction_stands().is_none();
    missing_if(unasked, Field::CorrectionStands, "Whether the correction still stands is not answered")
}

fn no_action_under_way(facts: &Facts) -> Vec<Missing> {
    let open = promised(facts).into_iter().filter(|action| Action(action).state() == Some(action::State::Open));
    open.map(|action| Missing::in_record(&action, format!("{} is open: do it or cancel it", action.reference())))
        .collect()
}

fn was_effective(facts: &Facts) -> Vec<Missing> {
    let wrong = Nonconformity(facts.record).effectiveness() == Some(Effectiveness::Ineffective);
    missing_if(wrong, Field::Effectiveness, "It was not effective: a new cycle begins (ineffective)")
}

fn was_ineffective(facts: &Facts) -> Vec<Missing> {
    let wrong = Nonconformity(facts.record).effectiveness() == Some(Effectiveness::Effective);
    missing_if(wrong, Field::Effectiveness, "It was effective: close it")
}

fn too_early(case: Nonconformity, checked: Option<NaiveDate>) -> Vec<Missing> {
    match (checked, case.check_from()) {
        (Some(checked), Some(from)) if checked < from => {
            let what = format!("{checked} is before {from}, the first day that was set");
            vec![Missing::in_field(Field::CheckedOn.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn not_too_early(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    too_early(case, case.checked_on())
}

/// The day that was set is cleared by the move itself, so it is asked of the case as it was. What the measure says already
/// waits for no day.
fn not_too_early_before(facts: &Facts) -> Vec<Missing> {
    let before = Nonconformity(facts.before.unwrap_or(facts.record));
    if showing::denied(facts).is_some() {
        return Vec::new();
    }
    too_early(before, Nonconformity(facts.record).checked_on())
}

fn criterion_is_read(facts: &Facts) -> Vec<Missing> {
    let typed = Nonconformity(facts.record).criterion();
    let unread = if typed.is_empty() { None } else { Criterion::parse(typed).err() };
    unread.map(|why| Missing::in_field(Field::Criterion.name(), why)).into_iter().collect()
}

/// Where the criterion is checked by figures, what was not measured does not meet it.
fn measure_is_taken(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    if case.checked_criterion().is_some() { Vec::new() } else { taken(facts, case) }
}

/// As with the day: the move itself clears what was set.
fn measure_was_taken(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.before.unwrap_or(facts.record));
    // That it came back needs no test.
    if case.looks_for_repeats() { Vec::new() } else { taken(facts, case) }
}

/// Whether a retest was made, or a KPI was measured, that can tell of the actions: not before they were done.
fn taken(facts: &Facts, case: Nonconformity) -> Vec<Missing> {
    let since = |day: Option<NaiveDate>| day >= case.counts_from();
    match case.measured_by() {
        Some(Measure::Retest) => {
            let retests = facts.hanging(RetestField::Nonconformity);
            let made = retests.iter().map(Retest).any(|one| since(one.held_on()));
            missing_if(!made, Field::EffectivenessEvidence, "No retest was recorded since the actions were done")
                .into_iter()
                .map(|missing| Missing { field: Some(RetestField::REGISTER.as_str()), ..missing })
                .collect()
        }
        Some(Measure::Kpi) => {
            let latest = facts.latest(Field::EffectivenessKpi, MeasurementField::Kpi, MeasurementField::PeriodEnd);
            let measured = latest.iter().map(Measurement).any(|one| since(one.period_end()));
            missing_if(!measured, Field::EffectivenessKpi, "The KPI has no measurement since the actions were done")
        }
        _ => Vec::new(),
    }
}

fn changes_answered(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    match case.changes_needed() {
        Some(true) => missing_if(case.changed().is_empty(), Field::Changed, "Link what changes"),
        Some(false) => missing_if(case.no_change_reason().is_empty(), Field::NoChangeReason, "Say why nothing changes"),
        None => Vec::new(),
    }
}

fn major_has_a_second(facts: &Facts) -> Vec<Missing> {
    let case = Nonconformity(facts.record);
    if case.grade() != Some(Grade::Major) {
        return Vec::new();
    }
    CLOSING_APPROVED.unsaid(case.0)
}
