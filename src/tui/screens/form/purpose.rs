//! What a form is for: which fields it asks for, and what it proposes.

use std::sync::LazyLock;

use crate::domain::addendum::{self, AddendumField};
use crate::domain::evidence::{self, EvidenceField};
use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::note::{self, NoteField};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review;
use crate::domain::state::{Move, Stamp};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::local::Draft;
use crate::store::view::named;
use crate::store::{Act, Error, Proposal};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, open};
use crate::tui::screens::review::roll::RollView;
use crate::tui::screens::review::steps::Step;
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::moves::{self, Proof};
use crate::workflow::operation::{Operation, Said, Subject};
use crate::workflow::review::{Proceedings, call};

use super::aspect::Aspect;
use super::drafts;
use super::preset::{self, Preset};

/// What is being written.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// A new record, about these others where its register has a field for that, with what is known of it already.
    Create { register: &'static Register, about: Vec<RecordId>, preset: Preset },
    /// Changes of records; of several at once, what is typed goes to all of them.
    Edit { records: Vec<Record> },
    /// One thing set for records of any registers.
    Set { records: Vec<Record>, aspect: Aspect },
    /// A move of the state machine.
    Move { records: Vec<Record>, step: &'static Move },
    /// Hiding records, or showing them again.
    Void { records: Vec<Record>, back: bool },
    /// A step of a management review, about an item or a decision of it.
    Step { step: Step, review: RecordId, about: Option<RecordId> },
    /// An operation in one of its ways.
    Do { operation: &'static Operation, way: usize, subject: Subject },
}

/// What a review says of its results, and so not while it is planned.
const LATER: [&str; 3] = ["no_improvements", "no_changes", "next_review"];

/// Asked for beside the fields of the register: it stands in the journal.
pub static REASON: Field = Field::new("reason", "Reason", "Why; it stands in the journal.", Kind::LongText);

/// A reason that can't be left out.
static NEEDED_REASON: LazyLock<Field> =
    LazyLock::new(|| Field::new(REASON.name, REASON.label, REASON.help, REASON.kind).required());

/// Handed over with a move.
pub static EVIDENCE: Field = Field::new(
    "evidence",
    "Evidence",
    "What proves it: the path of a file, which is copied in, or words that say where the proof is found.",
    Kind::Text,
);

impl Purpose {
    /// What the form is called.
    pub fn title(&self) -> String {
        let whose = |records: &[Record]| match records {
            [one] => named(one),
            several => format!("{} records", several.len()),
        };
        match self {
            Self::Create { register, .. } => format!("New {}", register.singular()),
            Self::Edit { records } => format!("Edit {}", whose(records)),
            Self::Set { records, aspect } => format!("{} of {}", aspect.label(), whose(records)),
            Self::Move { records, step } => format!("{}: {}", step.label, whose(records)),
            Self::Void { records, back: false } => format!("Void {}", whose(records)),
            Self::Void { records, back: true } => format!("Bring back {}", whose(records)),
            Self::Step { step, .. } => step.title(),
            Self::Do { operation, way, .. } => operation.title_of(*way).to_owned(),
        }
    }

    /// What it is called where there is little room.
    pub fn short_title(&self) -> String {
        let whose = match self.records() {
            [one] => one.reference().to_string(),
            several => format!("{} records", several.len()),
        };
        match self {
            Self::Create { .. } => self.title(),
            Self::Edit { .. } => format!("Edit {whose}"),
            Self::Set { aspect, .. } => format!("{} of {whose}", aspect.label()),
            Self::Move { step, .. } => format!("{} {whose}", step.label),
            Self::Void { back: false, .. } => format!("Void {whose}"),
            Self::Void { back: true, .. } => format!("Bring back {whose}"),
            Self::Step { step, .. } => step.title().split(':').next().unwrap_or_default().to_owned(),
            Self::Do { operation, way, .. } => {
                operation.title_of(*way).split([':', ',']).next().unwrap_or_default().to_owned()
            }
        }
    }

    /// What a draft of it is kept under.
    pub fn subject(&self) -> String {
        let ids = |ids: &[RecordId]| ids.iter().map(|id| format!(" {id}")).collect::<String>();
        let of = |records: &[Record]| ids(&records.iter().map(|record| record.id).collect::<Vec<_>>());
        match self {
            Self::Create { register, about, preset } => {
                format!("new {}{}{}", register.name, ids(about), preset::spell(preset))
            }
            Self::Edit { records } => format!("edit{}", of(records)),
            Self::Set { records, aspect } => format!("set {}{}", aspect.key(), of(records)),
            Self::Move { records, step } => format!("move {}{}", step.name, of(records)),
            Self::Void { records, back } => format!("{}{}", if *back { "unvoid" } else { "void" }, of(records)),
            Self::Step { step, review, about } => {
                format!("review {} {review}{}", step.key(), ids(about.as_slice()))
            }
            Self::Do { operation, way, subject } => drafts::spell(operation, *way, *subject),
        }
    }

    /// The purpose of a draft; `None` where its records are gone or the program knows its subject no more.
    pub fn of_draft(draft: &Draft, desk: &Desk) -> Result<Option<Self>, Error> {
        if let Some((operation, way, subject)) = drafts::read(&draft.subject, desk.view())? {
            let there = desk.scene(subject)?.is_some();
            return Ok(there.then_some(Self::Do { operation, way, subject }));
        }
        let mut words = draft.subject.split(' ');
        let verb = words.next().unwrap_or_default();
        let named = matches!(verb, "new" | "set" | "move" | "review");
        let name = if named { words.next().unwrap_or_default() } else { "" };
        let words: Vec<&str> = words.collect();
        let ids: Vec<RecordId> = words.iter().filter_map(|word| RecordId::parse(word)).collect();
        if verb == "new" {
            let register = desk.view().schema().catalogue.named(name);
            let preset = |register| preset::read(register, &words);
            return Ok(register.map(|register| Self::Create { register, about: ids, preset: preset(register) }));
        }
        if verb == "review" {
            let (review, about) = (ids.first().copied(), ids.get(1).copied());
            let step = Step::of_key(name).zip(review);
            return Ok(step.map(|(step, review)| Self::Step { step, review, about }));
        }
        let records = records_of(&ids, desk)?;
        let Some(first) = records.first() else { return Ok(None) };
        let machine = first.register.machine;
        Ok(match verb {
            "edit" => Some(Self::Edit { records }),
            "set" => Aspect::of_key(name).map(|aspect| Self::Set { records, aspect }),
            "move" => machine.and_then(|machine| machine.find(name)).map(|step| Self::Move { records, step }),
            "void" => Some(Self::Void { records, back: false }),
            "unvoid" => Some(Self::Void { records, back: true }),
            _ => None,
        })
    }

    /// The records that it changes.
    pub fn records(&self) -> &[Record] {
        match self {
            Self::Create { .. } | Self::Step { .. } | Self::Do { .. } => &[],
            Self::Edit { records }
            | Self::Set { records, .. }
            | Self::Move { records, .. }
            | Self::Void { records, .. } => records,
        }
    }

    pub fn records_mut(&mut self) -> &mut [Record] {
        match self {
            Self::Create { .. } | Self::Step { .. } | Self::Do { .. } => &mut [],
            Self::Edit { records }
            | Self::Set { records, .. }
            | Self::Move { records, .. }
            | Self::Void { records, .. } => records,
        }
    }

    /// The fields that it asks for, each with the value that it starts from.
    pub fn fields(&self, desk: &Desk) -> Result<Vec<(&'static Field, Option<Value>)>, Error> {
        let mut fields: Vec<(&'static Field, Option<Value>)> = Vec::new();
        match self {
            Self::Create { register, .. } if *register == &review::REGISTER => {
                let today = desk.circumstances()?.today();
                let proposed = call::proposed(desk.view(), today, None)?;
                for field in register.fields.iter().filter(|field| !field.by_move && !LATER.contains(&field.name)) {
                    let value = proposed.iter().find(|(one, _)| *one == field).map(|(_, value)| value.clone());
                    fields.push((field, value));
                }
            }
            Self::Create { register, about, preset } => {
                for field in register.fields.iter().filter(|field| !field.by_move) {
                    let known = preset.iter().find(|(one, _)| *one == field).map(|(_, value)| value.clone());
                    let value = if about_field(register) == Some(field) { linked(field, about) } else { known };
                    fields.push((field, value));
                }
            }
            Self::Set { records, aspect } => {
                let field = records.first().and_then(|record| aspect.field(record.register));
                fields.extend(field.map(|field| (field, None)));
            }
            Self::Edit { records } => {
                let Some(first) = records.first() else { return Ok(fields) };
                let several = records.len() > 1;
                for field in first.register.fields.iter().filter(|field| !field.by_move) {
                    fields.push((field, if several { None } else { first.get(field.name).cloned() }));
                }
                fields.push((&REASON, None));
            }
            Self::Move { records, step } => {
                let Some(first) = records.first() else { return Ok(fields) };
                let today = desk.circumstances()?.today();
                // What must be said stands before what can be left empty.
                let needed = |field: &&'static Field| step.needs.iter().any(|name| *name == field.name);
                let sets: Vec<_> = step.sets.iter().filter_map(|name| first.register.field(name)).collect();
                let (needed, optional): (Vec<_>, Vec<_>) = sets.into_iter().partition(needed);
                // What stands already, where the move leaves it and one record is meant.
                let standing = |field: &'static Field| {
                    let kept = records.len() == 1 && !step.clears.iter().any(|name| *name == field.name);
                    first.get(field.name).filter(|_| kept).cloned()
                };
                for field in needed {
                    let stamp = step.stamps.iter().find(|(name, _)| *name == field.name).map(|(_, stamp)| *stamp);
                    let value = match stamp {
                        Some(Stamp::Today) => Some(Value::Date(today)),
                        Some(Stamp::Now) => Some(Value::Instant(desk.circumstances()?.now)),
                        Some(Stamp::Actor) => desk.acting.author.as_ref().ok().map(|author| Value::Link(author.person)),
                        Some(Stamp::Owner) => match first.get("owner") {
                            Some(owner) if records.len() == 1 => Some(owner.clone()),
                            _ => None,
                        },
                        Some(Stamp::Yes) => Some(Value::YesNo(true)),
                        None => standing(field),
                    };
                    fields.push((field, value));
                }
                if step.evidence {
                    fields.push((&EVIDENCE, None));
                }
                fields.extend(optional.into_iter().map(|field| (field, standing(field))));
                if step.reason {
                    fields.push((&NEEDED_REASON, None));
                }
            }
            Self::Void { back, .. } => fields.push((if *back { &REASON } else { &NEEDED_REASON }, None)),
            Self::Step { step, review, about } => {
                if let Some(proceedings) = Proceedings::of(desk.view(), *review)? {
                    fields = step.fields(&proceedings, *about, desk);
                }
            }
            Self::Do { operation, way, subject } => {
                let Some(scene) = desk.scene(*subject)? else { return Ok(fields) };
                let starts = match operation.start(&scene, Some(*way)) {
                    Ok(starts) => starts,
                    // What can't be started from starts empty.
                    Err(trouble) => trouble.why().map(|_| Vec::new())?,
                };
                let value = |field: &'static Field| starts.iter().find(|(one, _)| *one == field)?.1.clone();
                fields.extend(operation.form(*way).map(|field| (field, value(field))));
            }
        }
        Ok(fields)
    }

    /// What is said once it is saved; the journal's own words where nothing is.
    pub fn says(&self, desk: &Desk) -> Result<Option<String>, Error> {
        let Self::Step { step: Step::Open, review, .. } = self else { return Ok(None) };
        Ok(desk.view().reference(*review)?.map(|review| format!("{review} is in session")))
    }

    /// What follows once it is saved: a sitting begins with its roll.
    pub fn follows(&self, desk: &Desk) -> Result<Effects, Error> {
        let Self::Step { step: Step::Open, review, .. } = self else { return Ok(Effects::new()) };
        let proceedings = Proceedings::of(desk.view(), *review)?;
        Ok(proceedings.map_or_else(Effects::new, |proceedings| open(RollView::new(&proceedings))))
    }

    /// The operation that it is, and what it is done to.
    pub fn operation(&self) -> Option<(&'static Operation, Subject)> {
        match self {
            Self::Do { operation, subject, .. } => Some((operation, *subject)),
            _ => None,
        }
    }

    /// Whether an empty field stays as it is rather than being emptied.
    pub fn leaves_empty(&self) -> bool {
        matches!(self, Self::Edit { records } if records.len() > 1)
    }

    /// What is proposed by these values: those that were touched for an edit, all that say something otherwise.
    pub fn proposal(&self, given: Given, reader: &mut Reader, desk: &Desk) -> Result<Proposal, Trouble> {
        let Given { values, reason, evidence, theirs, all } = given;
        let ambient = desk.store.ambient();
        let mut acts = Vec::new();
        let mut contents = Vec::new();
        match self {
            Self::Create { register, about, .. } if *register == &note::REGISTER && about.len() > 1 => {
                let said: Vec<_> = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
                for id in about {
                    let mut fields = said.clone();
                    fields.retain(|(field, _)| field.name != NoteField::About.name());
                    fields.push((NoteField::About.field(), Value::Link(*id)));
                    acts.push(Act::Create { id: ambient.identity(), register, fields });
                }
            }
            Self::Create { register, .. } => {
                let fields = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
                acts.push(Act::Create { id: ambient.identity(), register, fields });
            }
            Self::Set { records, aspect } => {
                let value = values.into_iter().find_map(|(_, value)| value);
                let value = value.ok_or_else(|| Trouble::Input(format!("{} is empty", aspect.label())))?;
                for record in records {
                    let Some(field) = aspect.field(record.register) else { continue };
                    let before = record.get(field.name).cloned();
                    let fields = vec![FieldChange { field, before, after: Some(value.clone()) }];
                    acts.push(Act::Edit { record: record.id, based_on: record.revision, fields });
                }
            }
            Self::Edit { records } => {
                for record in records {
                    let change = |(field, after): &(&'static Field, Option<Value>)| {
                        let before = record.get(field.name).cloned();
                        FieldChange { field, before, after: after.clone() }
                    };
                    let wanted = values.iter().filter(|(field, _)| !theirs.contains(&(record.id, field.name)));
                    let fields: Vec<_> = wanted.map(change).collect();
                    acts.push(Act::Edit { record: record.id, based_on: record.revision, fields });
                }
            }
            Self::Move { records, step } => {
                let evidence: Vec<Proof> = evidence.into_iter().map(Proof::Told).collect();
                let mut proposal = moves::make(records, &step.name, values, &evidence, reader, ambient)?;
                acts.append(&mut proposal.acts);
                contents.append(&mut proposal.contents);
            }
            Self::Step { step, review, about } => {
                let Some(proceedings) = Proceedings::of(desk.view(), *review)? else {
                    return Err(Trouble::input("The review is not there any more"));
                };
                let mut proposal = step.proposal(&proceedings, *about, values, desk)?;
                acts.append(&mut proposal.acts);
                contents.append(&mut proposal.contents);
            }
            Self::Do { operation, way, subject } => {
                let scene = desk.scene(*subject)?.ok_or_else(|| Trouble::input("It is not there any more"))?;
                let proposal = operation.proposal(&scene, Some(*way), Said::of(all))?;
                return Ok(proposal.with(std::mem::take(&mut reader.contents)));
            }
            Self::Void { records, back } => {
                for record in records {
                    let (record, based_on) = (record.id, Some(record.revision));
                    acts.push(if *back { Act::Unvoid { record, based_on } } else { Act::Void { record, based_on } });
                }
            }
        }
        contents.append(&mut reader.contents);
        Ok(Proposal::of(acts).with(contents).because(reason))
    }
}

/// What was typed, read.
#[derive(Debug, Default)]
pub struct Given {
    pub values: Vec<(&'static Field, Option<Value>)>,
    pub reason: Option<String>,
    pub evidence: Option<String>,
    /// Fields of single records that are left as they are.
    pub theirs: Vec<(RecordId, &'static str)>,
    /// Every field of the form, were it empty.
    pub all: Vec<(&'static Field, Option<Value>)>,
}

fn linked(field: &Field, about: &[RecordId]) -> Option<Value> {
    let mut ids = about.to_vec();
    ids.sort_unstable();
    match (field.kind.is_single_link(), ids.first()) {
        (_, None) => None,
        (true, Some(first)) => Some(Value::Link(*first)),
        (false, Some(_)) => Some(Value::Links(ids)),
    }
}

/// The records of these identities that are still there.
pub fn records_of(ids: &[RecordId], desk: &Desk) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    for id in ids {
        records.extend(desk.view().record(*id)?);
    }
    Ok(records)
}

/// The field through which a register's records are about others.
fn about_field(register: &Register) -> Option<&'static Field> {
    match register.name {
        name if name == note::REGISTER.name => Some(NoteField::About.field()),
        name if name == evidence::REGISTER.name => Some(EvidenceField::About.field()),
        name if name == addendum::REGISTER.name => Some(AddendumField::Review.field()),
        _ => None,
    }
}
