//! Who performs an audit, and what stands once it has begun: who concludes and reopens it, and that it stays what it is.

use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField};
use crate::domain::evidence::{Evidence, EvidenceField};
use crate::domain::finding::FindingField;
use crate::domain::identity::RecordId;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::register::Derived;
use crate::domain::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use crate::domain::value::Value;

use super::words::{Audit, AuditField, State, Type};

/// Who concluded it, where it is typed by one of those who audit; and how often a report of it was taken back.
pub(super) const DERIVED: Derivation = Derivation { looks_at: &[], work: derive };

fn derive(facts: &Facts) -> Derived {
    let audit = Audit(facts.record);
    let Some(before) = facts.before.map(Audit) else { return Vec::new() };
    let (was, is) = (before.state() == Some(State::Reported), audit.state() == Some(State::Reported));
    let carried_over = [before, audit].iter().any(|one| one.adopted() == Some(true));
    if carried_over || was == is {
        return Vec::new();
    }
    if was {
        let times = before.reopened().unwrap_or(0) + 1;
        return vec![(AuditField::Reopened.field(), Some(Value::Number(times)))];
    }
    let typed = facts.actor.filter(|actor| audit.reported_by().is_none() && audit.auditors().any(|one| one == *actor));
    typed.map(|actor| (AuditField::ReportedBy.field(), Some(Value::Link(actor)))).into_iter().collect()
}

/// What makes a report one.
pub(super) const CONCLUDED: Rule = Rule {
    says: "Those who audit conclude an audit; what others concluded is transcribed, with their report attached.",
    clause: Some("9.2.2"),
    looks_at: &[Fact::Hanging(EvidenceField::About.link())],
    holds: Holds::By(concluded),
};

fn concluded(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let field = AuditField::ReportedBy.name();
    if audit.is_transcribed() {
        let nobody_here = audit.reported_by().is_none();
        let named = "Others concluded it: leave “Concluded by” empty";
        let mut missing: Vec<Missing> = (!nobody_here).then(|| Missing::in_field(field, named)).into_iter().collect();
        if !facts.hanging(EvidenceField::About).iter().filter_map(Evidence::of).any(Evidence::is_on_file) {
            missing.push(Missing::in_field("evidence", format!("The report of {} is not attached", whose(audit))));
        }
        return missing;
    }
    match audit.reported_by() {
        Some(by) if audit.auditors().any(|one| one == by) => Vec::new(),
        Some(_) => vec![Missing::in_field(field, "This person is neither lead nor in the team")],
        None => vec![Missing::in_field(field, "It is not said who of those who audit concluded it")],
    }
}

/// What an internal audit is of. Words of its scope alone say of nobody whether it is their own work.
pub(super) const OF_SOMETHING: Rule = Rule {
    says: "An internal audit says of which areas, systems or unit it is, so that nobody audits their own work.",
    clause: Some("9.2.2"),
    looks_at: &[],
    holds: Holds::By(is_of_something),
};

fn is_of_something(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let said = !audit.areas().is_empty() || !audit.systems().is_empty() || !audit.unit().trim().is_empty();
    if said || !audit.party().is_internal() {
        return Vec::new();
    }
    vec![Missing::in_field(AuditField::Areas.name(), "Neither an area nor a system nor a unit is named of which it is")]
}

/// Whose report is transcribed.
fn whose(audit: Audit) -> String {
    if audit.body().is_empty() { "those who audited".to_owned() } else { audit.body().to_owned() }
}

/// Who takes a report back.
pub(super) const REOPENED: Rule = Rule {
    says: "A reported audit is reopened by its lead; by another of the team where the lead is gone.",
    clause: Some("9.2.2"),
    looks_at: &[Fact::Linked(AuditField::Lead.name()), Fact::Linked(AuditField::Team.name())],
    holds: Holds::By(reopened_by_its_lead),
};

/// What others concluded, or what was carried over, is put right by whoever keeps it here: the report is not theirs.
fn reopened_by_its_lead(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.map(Audit) else { return Vec::new() };
    if before.state() != Some(State::Reported) || before.adopted() == Some(true) || before.is_transcribed() {
        return Vec::new();
    }
    let (lead, team) = (facts.linked(AuditField::Lead), facts.linked(AuditField::Team));
    let able = |people: &[Record]| -> Vec<Record> {
        people.iter().filter(|one| Person(one).can_act_on(facts.today)).cloned().collect()
    };
    let able = [able(&lead), able(&team)].into_iter().find(|able| !able.is_empty()).unwrap_or_default();
    let by = Audit(facts.record).reopened_by();
    if able.is_empty() || able.iter().any(|one| Some(one.id) == by) {
        return Vec::new();
    }
    let names: Vec<_> = able.iter().map(Record::title).collect();
    vec![Missing::in_field(AuditField::ReopenedBy.name(), format!("{} can", names.join(" or ")))]
}

/// Whether its report stands, which holds what it stands on.
fn is_reported(audit: &Record) -> bool {
    Audit(audit).state() == Some(State::Reported) && Audit(audit).adopted() != Some(true)
}

/// What an edit leaves alone once people were asked.
pub(super) static FROZEN: &[Rule] = &[
    Rule {
        says: "An audit stays of its type, and those who perform it do, once it has begun or something was answered.",
        clause: Some("9.2.2"),
        looks_at: &[Fact::PastHanging(ChecklistItemField::Audit.link()), Fact::PastHanging(FindingField::Audit.link())],
        holds: Holds::By(stays_what_it_is),
    },
    Rule {
        says: "Whoever gave an answer stays among those who audit.",
        clause: Some("9.2.2"),
        looks_at: &[
            Fact::Hanging(ChecklistItemField::Audit.link()),
            Fact::Linked(AuditField::Lead.name()),
            Fact::Linked(AuditField::Team.name()),
        ],
        holds: Holds::By(answerers_stay),
    },
    Rule { holds: Holds::By(nothing_is_hidden), ..FOUND },
];

/// What an audit answered as not required comes to stand in a finding, before the audit itself stands nowhere.
pub(super) const FOUND: Rule = Rule {
    says: "What was answered as a nonconformity is a finding before its audit is cancelled or voided.",
    clause: Some("9.2.2"),
    looks_at: &[Fact::Hanging(ChecklistItemField::Audit.link())],
    holds: Holds::By(nothing_is_lost),
};

fn nothing_is_lost(facts: &Facts) -> Vec<Missing> {
    let items = facts.hanging(ChecklistItemField::Audit);
    unraised(&items)
}

fn nothing_is_hidden(facts: &Facts) -> Vec<Missing> {
    let hides = facts.record.voided && facts.before.is_some_and(|before| !before.voided);
    if hides { nothing_is_lost(facts) } else { Vec::new() }
}

/// Items of a checklist that were answered as a nonconformity, and of which no finding was made.
pub(super) fn unraised(items: &[Record]) -> Vec<Missing> {
    let lost = items.iter().filter(|item| {
        let item = ChecklistItem(item);
        item.finding().is_none() && matches!(item.answer(), Some(Answer::Major | Answer::Minor))
    });
    let told = lost.map(|item| {
        let code = ChecklistItem(item).code();
        let named =
            if code.is_empty() { item.reference().to_string() } else { format!("{} ({code})", item.reference()) };
        Missing::in_record(item, format!("{named} is not as required, and no finding was made of it"))
    });
    told.collect()
}

/// Another name does not make of a rehearsal an audit, nor the other way round. What was answered once was answered, also
/// where it was emptied or voided since.
fn stays_what_it_is(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let Some(before) = facts.before.map(Audit) else { return Vec::new() };
    let retyped = before.party() != audit.party();
    if !retyped && before.is_transcribed() == audit.is_transcribed() {
        return Vec::new();
    }
    let field = if retyped { AuditField::Type } else { AuditField::Lead };
    let kept = |what: &str| vec![Missing::in_field(field.name(), format!("{what}: add another audit"))];
    if is_reported(before.0) {
        return Vec::new();
    }
    if retyped && before.state() != Some(State::Planned) {
        let state = before.0.state_label().unwrap_or_default().to_lowercase();
        return kept(&format!("It is {state} as what it was"));
    }
    let items = facts.past_hanging(ChecklistItemField::Audit);
    let given = |record: &Record| {
        let item = ChecklistItem(record);
        item.answer().is_some_and(|answer| answer.is_examined() || item.answered_by().is_some())
    };
    let answered = items.iter().filter(|past| past.iter().any(|version| given(&version.record))).count();
    let found = facts.past_hanging(FindingField::Audit).len();
    match (answered, found) {
        (0, 0) => Vec::new(),
        (0, _) => kept("Findings were made in it"),
        (1, _) => kept("An item of its checklist was answered"),
        (several, _) => kept(&format!("{several} items of its checklist were answered")),
    }
}

fn answerers_stay(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let Some(before) = facts.before.map(Audit) else { return Vec::new() };
    let gone: Vec<RecordId> = before.auditors().filter(|one| !audit.auditors().any(|now| now == *one)).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let people = [facts.was_linked(AuditField::Lead), facts.was_linked(AuditField::Team)].concat();
    let items = facts.hanging(ChecklistItemField::Audit);
    let answers = |person: RecordId| {
        items
            .iter()
            .map(ChecklistItem)
            .filter(|item| item.answer().is_some() && item.answered_by() == Some(person))
            .count()
    };
    let told = gone.into_iter().map(|person| (person, answers(person))).filter(|(_, count)| *count > 0);
    let told = told.map(|(person, count)| {
        let field = if before.lead() == Some(person) { AuditField::Lead } else { AuditField::Team };
        let name = people.iter().find(|one| one.id == person).map_or("This person", Record::title);
        let items = if count == 1 { "an item".to_owned() } else { format!("{count} items") };
        Missing::in_field(field.name(), format!("{name} answered {items} of the checklist"))
    });
    told.collect()
}

/// Only what the standard calls an internal audit is part of a programme of them.
pub(super) const OF_A_PROGRAMME: Rule = Rule {
    says: "An audit programme has internal audits; others stand by themselves.",
    clause: Some("9.2.2"),
    looks_at: &[],
    holds: Holds::By(internal_where_programmed),
};

/// What stood so before it was asked is not asked again.
fn internal_where_programmed(facts: &Facts) -> Vec<Missing> {
    let audit = Audit(facts.record);
    let asked = facts.before.is_none() || facts.changes(AuditField::Type) || facts.changes(AuditField::Programme);
    if !asked || facts.before.is_some_and(is_reported) || audit.programme().is_none() || audit.party().is_internal() {
        return Vec::new();
    }
    let label = audit.kind().map_or("not said", Type::label).to_lowercase();
    vec![Missing::in_field(AuditField::Programme.name(), format!("It is no internal audit: its type is {label}"))]
}
