//! Audits (9.2): what was or will be audited, against what, by whom.

mod criteria;
mod party;
mod performed;
pub mod words;

use chrono::{Months, NaiveDate};

use crate::fields;

use super::better::{Better, Hiding};
use super::checklist_item::{Answer, ChecklistItem, ChecklistItemField};
use super::competence::{Competence, CompetenceField, Technology};
use super::evidence;
use super::finding::{self, Finding, FindingField};
use super::ground::{Attested, Counts, Gain, Ground, Loss, Via, any};
use super::identity::RecordId;
use super::person::Person;
use super::record::{Past, Record};
use super::register::Register;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::state::{Machine, Move, Stamp};
use super::system::words::System;
use words::{REOPENED, REPORTED};

pub use criteria::Criteria;
pub use party::Party;
pub use words::{Audit, AuditField, AuditMove, State, Type};

/// Audits: objectives, criteria, scope, team, dates and result.
pub static REGISTER: Register = words::DECLARATION
    .machine(&MACHINE)
    .derives(performed::DERIVED)
    .rules(RULES)
    .frozen(performed::FROZEN)
    .reworded()
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::WhileOpen);

/// It ends later, looks at something else, or is held by others.
static UNASKED: &[Better] = &[
    Better::Later(AuditField::EndsOn.name()),
    Better::Otherwise(AuditField::Criteria.name()),
    Better::Otherwise(AuditField::Scope.name()),
    Better::Otherwise(AuditField::Lead.name()),
    Better::Away(AuditField::Team.name()),
    Better::Away(AuditField::Programme.name()),
];

/// Once it has begun, it says what it judges and of what.
const BEGUN: &[&str] = &[State::Underway.key(), State::Reported.key()];

/// How it comes to look better than it did: later, of less, not at all; once it has begun, judged against something else, or of
/// more than it set out to look at.
static BETTER: &[Better] = &[
    Better::OtherwiseWhere { field: AuditField::Criteria.name(), where_one: AuditField::State.name(), is: BEGUN },
    Better::JoinsWhere { field: AuditField::Areas.name(), where_one: AuditField::State.name(), is: BEGUN },
    Better::JoinsWhere { field: AuditField::Systems.name(), where_one: AuditField::State.name(), is: BEGUN },
    Better::Later(AuditField::StartsOn.name()),
    Better::Away(AuditField::Areas.name()),
    Better::Away(AuditField::Systems.name()),
    Better::Gone(AuditMove::Cancel.name()),
    // Only an internal one is what the standard asks for.
    Better::Lower { field: AuditField::Type.name(), from: &[Type::Internal.key()] },
];

static MACHINE: Machine = Machine {
    field: AuditField::State.name(),
    initial: State::Planned.key(),
    adopted: Some(AuditField::Adopted.name()),
    open: &[State::Planned.key(), State::Underway.key()],
    due_in: &[State::Planned.key(), State::Underway.key()],
    attested: ATTESTED,
    moves: &[
        Move {
            name: AuditMove::Begin.name(),
            label: "Begin",
            help: "The audit has begun.",
            participle: "begun",
            from: &[State::Planned.key()],
            to: State::Underway.key(),
            needs: fields![AuditField: StartsOn, Objectives, Criteria, Scope],
            rules: &[
                Rule {
                    says: "The auditors know the technology that they audit, and their competence has not lapsed.",
                    clause: Some("7.2"),
                    looks_at: &[
                        Fact::Linked(AuditField::Lead.name()),
                        Fact::Linked(AuditField::Systems.name()),
                        Fact::Linked(AuditField::Team.name()),
                        Fact::Every(CompetenceField::REGISTER),
                    ],
                    holds: Holds::By(team_is_competent),
                },
                performed::OF_SOMETHING,
            ],
            ..Move::PLAIN
        },
        Move {
            name: AuditMove::Report.name(),
            label: "Report",
            help: "The report is out, with what the audit concludes.",
            participle: "reported",
            from: &[State::Underway.key()],
            to: State::Reported.key(),
            asks: fields![AuditField: ReportedOn],
            sets: fields![AuditField: ..REPORTED],
            needs: fields![AuditField: EndsOn, Conclusion],
            rules: &[
                Rule {
                    says: "Everything on the checklist is answered, and what is not as required is a finding.",
                    clause: Some("9.2.2"),
                    looks_at: &[Fact::Hanging(ChecklistItemField::Audit.link())],
                    holds: Holds::By(checklist_is_answered),
                },
                Rule {
                    says: "An internal audit looked at something: its checklist has an answer, or it made a finding.",
                    clause: Some("9.2.2"),
                    looks_at: &[
                        Fact::Hanging(ChecklistItemField::Audit.link()),
                        Fact::Hanging(FindingField::Audit.link()),
                    ],
                    holds: Holds::By(something_was_looked_at),
                },
                performed::CONCLUDED,
                performed::OF_SOMETHING,
            ],
            evidence: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditMove::Cancel.name(),
            label: "Cancel",
            help: "It is not held, for a reason.",
            participle: "cancelled",
            from: &[State::Planned.key(), State::Underway.key()],
            to: State::Cancelled.key(),
            rules: &[performed::FOUND],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditMove::Reopen.name(),
            label: "Reopen",
            help: "It is to be held after all, or its report has to be done again.",
            participle: "reopened",
            from: &[State::Cancelled.key(), State::Reported.key()],
            to: State::Planned.key(),
            attests: &[&REOPENED],
            stamps: &[(AuditField::ReopenedBy.name(), Stamp::Actor)],
            clears: fields![AuditField: ReportedOn, Adopted, ReportedBy],
            rules: &[performed::REOPENED],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditMove::Adopt.name(),
            label: "Carry over as reported before",
            help: "It was held and reported before this file was kept; nothing here verifies it.",
            participle: "carried over as reported before",
            from: &[State::Planned.key()],
            to: State::Reported.key(),
            sets: fields![AuditField: ReportedOn],
            stamps: &[(AuditField::Adopted.name(), Stamp::Yes)],
            settles: true,
            ..Move::PLAIN
        },
    ],
};

const FINDINGS: Via = Via::From(FindingField::Audit.link());

/// A report stands on what was audited, by whom, and on what was found.
static ATTESTED: &[Attested] = &[Attested {
    states: &[State::Reported.key()],
    opens: Some(AuditMove::Reopen.name()),
    on: &[
        Ground::itself(fields![AuditField:
            Title, Type, Programme, Objectives, Criteria, Scope, Areas, Systems, Unit, Lead, Team, Body, Client,
            Participants, Places, StartsOn, EndsOn, Conclusion, Opinions, ReportedOn
        ]),
        evidence::GROUND,
        Ground {
            name: "checklist",
            along: &[Via::From(ChecklistItemField::Audit.link())],
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        evidence::ground_of("evidence of its checklist", &[Via::From(ChecklistItemField::Audit.link()), evidence::VIA]),
        Ground {
            name: "findings",
            along: &[FINDINGS],
            counts: Counts::Fields(fields![FindingField: Title, Requirement, Statement, ObjectiveEvidence]),
            gain: Gain::Refused(any),
            ..Ground::PLAIN
        },
        evidence::ground_of("evidence of its findings", &[FINDINGS, evidence::VIA]),
        // That a finding is graded otherwise or withdrawn is news, and always recorded; the report said something else.
        Ground {
            name: "grades of its findings",
            along: &[FINDINGS],
            only: |_, finding| Finding(finding).state() != Some(finding::State::Withdrawn),
            counts: Counts::Fields(fields![FindingField: Grade]),
            loss: Loss::Falls,
            ..Ground::PLAIN
        },
    ],
    snapshots: &IMPARTIAL,
}];

static RULES: &[Rule] = &[
    Rule {
        says: "An audit ends after it starts.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[AuditField::StartsOn.name(), AuditField::EndsOn.name()]]),
    },
    performed::OF_A_PROGRAMME,
    Rule::new("What an audit concludes is said in words.", Holds::Says(fields![AuditField: Conclusion])),
    Rule { says: "Every auditor is named once.", clause: None, looks_at: &[], holds: Holds::By(named_once) },
    Rule {
        says: "Nobody audits their own work.",
        clause: Some("9.2.2"),
        looks_at: &IMPARTIAL,
        holds: Holds::By(impartial),
    },
];

/// What can be done where nobody of the organisation can audit something: no exception excuses it.
const OUTSIDE: &str =
    "name somebody else, or an auditor from outside as the audit body, with nobody as lead or in the team";

/// Those who audit, and belong to the organisation.
fn auditors(facts: &Facts) -> Vec<Record> {
    [facts.linked(AuditField::Lead), facts.linked(AuditField::Team)].concat()
}

/// What the rule of impartiality looks at.
const IMPARTIAL: [Fact; 7] = [
    Fact::Linked(AuditField::Areas.name()),
    Fact::Linked(AuditField::Lead.name()),
    Fact::Linked(AuditField::Systems.name()),
    Fact::Linked(AuditField::Team.name()),
    Fact::PastLinked(AuditField::Lead.name()),
    Fact::PastLinked(AuditField::Systems.name()),
    Fact::PastLinked(AuditField::Team.name()),
];

/// For how long before an audit somebody's work is their own.
const OWN_WORK: Months = Months::new(12);

/// Of what is still to be held; what was held stands as it was. Whoever owned a system or belonged to a unit in
/// the year before does not audit it either, whoever does now.
fn impartial(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    if !matches!(audit.state(), Some(State::Planned | State::Underway)) {
        return Vec::new();
    }
    let field = |person: RecordId| if audit.lead() == Some(person) { AuditField::Lead } else { AuditField::Team };
    let auditors = auditors(facts);
    if auditors.is_empty() {
        return Vec::new();
    }
    let day = audit.starts_on().map_or(facts.today, |starts| starts.min(facts.today));
    let since = day.checked_sub_months(OWN_WORK).unwrap_or(day);
    let areas = facts.linked(AuditField::Areas);
    let units: Vec<&str> = std::iter::once(audit.unit())
        .chain(areas.iter().map(|area| super::audit_area::AuditArea(area).unit()))
        .filter(|unit| !unit.is_empty())
        .collect();
    let (systems, systems_then) = (facts.linked(AuditField::Systems), facts.past_linked(AuditField::Systems));
    let people_then = [facts.past_linked(AuditField::Lead), facts.past_linked(AuditField::Team)];
    let mut missing = Vec::new();
    for person in auditors {
        let mut tell = |what: String| {
            let name = person.title();
            missing.push(Missing::in_field(
                field(person.id).name(),
                format!("{name} {what} and can't audit it: {OUTSIDE}"),
            ));
        };
        for system in systems.iter() {
            let name = System(system).name();
            if System(system).owner() == Some(person.id) {
                tell(format!("owns {name}"));
            } else if stood(&systems_then, system.id, since).any(|then| System(then).owner() == Some(person.id)) {
                tell(format!("owned {name} within the last year"));
            }
        }
        let of_units = |unit: &str| units.iter().any(|one| one.trim().eq_ignore_ascii_case(unit));
        let own = Person(&person).unit().trim();
        let mut before = people_then.iter().flat_map(|pasts| stood(pasts, person.id, since));
        if !own.is_empty() && of_units(own) {
            tell(format!("belongs to {own}"));
        } else if let Some(then) = before.find(|then| of_units(Person(then).unit().trim())) {
            tell(format!("belonged to {} within the last year", Person(then).unit().trim()));
        }
    }
    missing
}

/// A record as it stood at any time since a day.
fn stood(pasts: &[Past], id: RecordId, since: NaiveDate) -> impl Iterator<Item = &Record> {
    let past = pasts.iter().find(|past| past.first().is_some_and(|version| version.record.id == id));
    let versions = past.map_or(&[][..], |past| past);
    versions.iter().enumerate().filter_map(move |(place, version)| {
        let until = versions.get(place + 1).and_then(|next| next.day);
        until.is_none_or(|until| since <= until).then_some(&version.record)
    })
}

/// Asked where an auditor of the organisation is named: a body from outside answers for its own.
fn team_is_competent(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let auditors = auditors(facts);
    let day = audit.starts_on().unwrap_or(facts.today);
    if auditors.is_empty() {
        let named = !audit.body().is_empty();
        return if named {
            Vec::new()
        } else {
            vec![Missing::in_field(AuditField::Lead.name(), "Nobody is named who audits")]
        };
    }
    let competences = facts.every(CompetenceField::REGISTER);
    let mut asked: Vec<Technology> =
        facts.linked(AuditField::Systems).iter().flat_map(|system| System(system).technologies()).collect();
    asked.sort_unstable();
    asked.dedup();
    let lacking = asked.into_iter().filter_map(|technology| lacks(technology, &auditors, &competences, day));
    lacking.map(|what| Missing::in_field(AuditField::Team.name(), what)).collect()
}

/// What is missing where none of the auditors is competent in a technology on the day.
fn lacks(technology: Technology, auditors: &[Record], competences: &[Record], day: NaiveDate) -> Option<String> {
    let is_of = |one: &Competence| {
        one.technology() == Some(technology) && auditors.iter().any(|auditor| Some(auditor.id) == one.person())
    };
    let theirs: Vec<Competence> = competences.iter().map(Competence).filter(is_of).collect();
    if theirs.iter().any(|one| one.holds_on(day)) {
        return None;
    }
    let label = technology.label().to_lowercase();
    let lapsed =
        theirs.iter().filter_map(|one| Some((one.valid_until().filter(|until| *until < day)?, one.person()))).max();
    Some(match lapsed {
        Some((until, person)) => {
            let name = auditors.iter().find(|auditor| Some(auditor.id) == person).map_or("the auditor", Record::title);
            format!("The competence of {name} in {label} lapsed on {until}")
        }
        None => format!("Nobody of the team has a competence in {label}"),
    })
}

/// What an audit without a checklist found stands in its findings alone.
fn checklist_is_answered(facts: &Facts) -> Vec<Missing> {
    let items = facts.hanging(ChecklistItemField::Audit);
    let open = items.iter().filter(|item| ChecklistItem(item).answer().is_none()).count();
    let mut missing = Vec::new();
    if open > 0 {
        missing.push(Missing::elsewhere(format!(
            "{open} of {} checklist items have no answer; “not audited” is one",
            items.len()
        )));
    }
    missing.extend(performed::unraised(&items));
    missing
}

/// What others audited is told by their report, which is attached.
fn something_was_looked_at(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let items = facts.hanging(ChecklistItemField::Audit);
    let examined = items.iter().any(|item| ChecklistItem(item).answer().is_some_and(Answer::is_examined));
    let found = !facts.hanging(FindingField::Audit).is_empty();
    if audit.is_transcribed() || !audit.party().is_internal() || examined || found {
        return Vec::new();
    }
    let what = if items.is_empty() {
        "It has no checklist and made no finding: make its checklist, and answer it"
    } else {
        "None of its checklist was audited, and no finding was made"
    };
    vec![Missing::elsewhere(what)]
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
