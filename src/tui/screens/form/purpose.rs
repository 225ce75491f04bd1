//! What a form is for: which fields it asks for, and what it proposes.

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::store::local::Draft;
use crate::store::{Error, Proposal};
use crate::tui::desk::Desk;
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::moves::{self, Proof};
use crate::workflow::operation::{
    AGREED, Ask, At, EVIDENCE, Operation, Preview, REASON, Said, Scene, Subject, Whose, is_reason, own,
};
use crate::workflow::today::aspect::Aspect;

use super::super::marked::records_in_words;
use super::drafts;
use super::preset::{self, Preset};

/// What is being written.
#[derive(Debug, Clone)]
pub enum Purpose {
    /// A new record, about these others where its register has a field for that, with what is known of it already.
    Create { register: &'static Register, about: Vec<RecordId>, preset: Preset },
    /// Changes of records; of several at once, what is typed goes to all of them.
    Edit { records: Vec<Record> },
    /// One thing set for records of any registers, as far as these know it.
    Set { records: Vec<Record>, aspect: Aspect },
    /// A move of the state machine.
    Move { records: Vec<Record>, step: &'static Move },
    /// Hiding records, or showing them again.
    Void { records: Vec<Record>, back: bool },
    /// An operation in one of its ways.
    Do { operation: &'static Operation, way: usize, subject: Subject },
}

impl Purpose {
    /// What the form is called.
    pub fn title(&self) -> String {
        let whose = records_in_words(&self.records().iter().collect::<Vec<_>>());
        match self {
            Self::Set { records, aspect } => match aspect.parted(records) {
                (_, left) if left.is_empty() => format!("{} of {whose}", aspect.label()),
                (able, left) => format!("{} of {}, not of {left}: they have none", aspect.label(), counted(&able)),
            },
            Self::Do { operation, way, .. } => operation.title_of(*way).into_owned(),
            Self::Create { .. } | Self::Edit { .. } | Self::Move { .. } | Self::Void { .. } => {
                let title = self.own().map(|operation| match operation.whose {
                    Whose::Unnamed => operation.title.to_owned(),
                    Whose::After(between) => format!("{}{between}{whose}", operation.title),
                });
                title.unwrap_or_default()
            }
        }
    }

    /// What the form of it is called, where that says under what something is put on record.
    pub fn heading(&self, desk: &Desk) -> Result<Option<String>, Error> {
        let Self::Do { operation, subject, .. } = self else { return Ok(None) };
        let Some((under, scene)) = operation.under.zip(desk.scene(*subject)?) else { return Ok(None) };
        under(&scene).map(Some)
    }

    /// What it is called where there is little room.
    pub fn short_title(&self) -> String {
        let whose = match self.records() {
            [one] => one.reference().to_string(),
            several => format!("{} records", several.len()),
        };
        match (self, self.own()) {
            (Self::Set { aspect, .. }, _) => format!("{} of {whose}", aspect.label()),
            (_, Some(operation)) if operation.whose != Whose::Unnamed => format!("{} {whose}", operation.title),
            _ => self.title().split([':', ',']).next().unwrap_or_default().to_owned(),
        }
    }

    /// What is said once it is written, where more has to be said than what the journal tells.
    pub fn says(&self) -> Option<String> {
        let Self::Set { records, aspect } = self else { return None };
        let (able, left) = aspect.parted(records);
        let word = aspect.label().to_lowercase();
        (!left.is_empty()).then(|| format!("{} of {} set; no {word} to set: {left}", aspect.label(), counted(&able)))
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
        let named = matches!(verb, "new" | "set" | "move");
        let name = if named { words.next().unwrap_or_default() } else { "" };
        let words: Vec<&str> = words.collect();
        let ids: Vec<RecordId> = words.iter().filter_map(|word| RecordId::parse(word)).collect();
        if verb == "new" {
            let register = desk.view().schema().catalogue.called(name);
            let preset = |register| preset::read(register, &words);
            return Ok(register.map(|register| Self::Create { register, about: ids, preset: preset(register) }));
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
            Self::Create { .. } | Self::Do { .. } => &[],
            Self::Edit { records }
            | Self::Set { records, .. }
            | Self::Move { records, .. }
            | Self::Void { records, .. } => records,
        }
    }

    pub fn records_mut(&mut self) -> &mut [Record] {
        match self {
            Self::Create { .. } | Self::Do { .. } => &mut [],
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
            Self::Set { records, aspect } => {
                let field = records.iter().find_map(|record| aspect.field(record.register));
                fields.extend(field.map(|field| (field, None)));
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
            Self::Create { .. } | Self::Edit { .. } | Self::Move { .. } | Self::Void { .. } => {
                let Some(operation) = self.own() else { return Ok(fields) };
                let starts = match operation.start(&self.over(desk)?, None) {
                    Ok(starts) => starts,
                    Err(trouble) => trouble.why().map(|_| Vec::new())?,
                };
                let value = |field: &'static Field| starts.iter().find(|(one, _)| *one == field)?.1.clone();
                fields.extend(operation.form(0).map(|field| (field, value(field))));
                if let Self::Move { records, step } = self {
                    // What it needs, and finds, is not asked again.
                    fields.retain(|(field, _)| !records.iter().all(|record| step.leaves(field, record)));
                }
            }
        }
        Ok(fields)
    }

    /// The operation of the register that it is, where it is one that every register has.
    fn own(&self) -> Option<&'static Operation> {
        let register = self.records().first().map(|record| record.register);
        match self {
            Self::Create { register, .. } => own::add(register).ok(),
            Self::Edit { .. } => own::edit(register?).ok(),
            Self::Move { step, .. } => own::make(register?, step).ok(),
            Self::Void { back, .. } => own::void(register?, *back).ok(),
            _ => None,
        }
    }

    /// A field of this name that it takes, and does not ask for from the beginning.
    pub fn asks_also(&self, name: &str) -> Option<&'static Field> {
        let set = [Ask::option(&REASON).not_in_form(), AGREED[0], AGREED[1]];
        let operation = self.operation().map(|(operation, _)| operation).or_else(|| self.own());
        let asks = match (self, operation) {
            (Self::Set { .. }, _) => &set[..],
            (_, Some(operation)) => operation.asks,
            _ => &[],
        };
        let hidden = |ask: &&Ask| !ask.form && ask.at == At::Option && ask.field.is_called(name);
        asks.iter().find(hidden).map(|ask| ask.field)
    }

    /// The scene of what it is done to, as that was seen.
    fn over<'a>(&self, desk: &Desk<'a>) -> Result<Scene<'a>, Error> {
        let scene = Scene::over(desk.circle(), self.records().to_vec())?;
        Ok(match self {
            Self::Create { about, preset, .. } => scene.adding(about.clone(), preset.clone()),
            _ => scene,
        })
    }

    /// The only records that some fields can name.
    pub fn among(&self, desk: &Desk) -> Result<Vec<(&'static Field, Vec<RecordId>)>, Error> {
        let Some((among, (_, subject))) = self.operation().and_then(|one| Some((one.0.among?, one))) else {
            return Ok(Vec::new());
        };
        let Some(scene) = desk.scene(subject)? else { return Ok(Vec::new()) };
        among(&scene).or_else(|trouble| trouble.why().map(|_| Vec::new()))
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

    /// Whether a field must be filled in.
    pub fn needs(&self, field: &'static Field) -> bool {
        let asked = match self {
            Self::Do { operation, way, .. } => {
                let needed = operation.asks.iter().any(|ask| ask.needed && ask.field == field);
                needed || operation.ways.get(*way).is_some_and(|way| way.needs.contains(&field))
            }
            Self::Move { step, .. } => step.needed().any(|name| name == *field.name),
            _ => false,
        };
        (asked || field.required) && !self.leaves_empty()
    }

    /// What would be done to what, for what is asked before it is done.
    pub fn preview(&self, all: &[(&'static Field, Option<Value>)], desk: &Desk) -> Result<Option<Preview>, Trouble> {
        let Self::Do { operation, subject, .. } = self else { return Ok(None) };
        let Some((previews, scene)) = operation.previews.zip(desk.scene(*subject)?) else { return Ok(None) };
        previews(&scene, &Said::of(all.to_vec())).map(Some)
    }

    /// What is proposed by these values: those that were touched for an edit, all that say something otherwise.
    pub fn proposal(&self, given: Given, reader: &mut Reader, desk: &Desk) -> Result<Proposal, Trouble> {
        let Given { values, reason, evidence, theirs, all } = given;
        let contents = |reader: &mut Reader| std::mem::take(&mut reader.contents);
        match self {
            Self::Set { records, aspect } => {
                let mut said = Said::of(values);
                let agreed = said.take_agreement();
                let value = said.values.into_iter().find_map(|(_, value)| value);
                let value = value.ok_or_else(|| Trouble::Input(format!("{} is empty", aspect.label())))?;
                Ok(aspect.set(records, &value).with(contents(reader)).because(reason).agreed(agreed))
            }
            Self::Do { .. } | Self::Create { .. } | Self::Edit { .. } | Self::Move { .. } | Self::Void { .. } => {
                let pieces = evidence.into_iter().map(|proof| moves::read(&Proof::Told(proof), reader));
                let evidence = pieces.collect::<Result<Vec<_>, _>>()?;
                let whole = matches!(self, Self::Do { .. } | Self::Create { .. });
                let mut values = if whole { all } else { values };
                values.retain(|(field, _)| !is_reason(field) && **field != EVIDENCE);
                values.extend(reason.map(|words| (&REASON, Some(Value::Text(words)))));
                let said = Said { values, evidence, left: theirs };
                let proposal = match self {
                    Self::Do { operation, way, subject } => {
                        let scene = desk.scene(*subject)?.ok_or_else(|| Trouble::input("It is not there any more"))?;
                        operation.proposal(&scene, Some(*way), said)?
                    }
                    _ => {
                        let operation = self.own().ok_or_else(|| Trouble::input("Nobody may do that by hand"))?;
                        operation.proposal(&self.over(desk)?, None, said)?
                    }
                };
                Ok(proposal.with(contents(reader)))
            }
        }
    }
}

fn counted(records: &[&Record]) -> String {
    match records {
        [one] => one.reference().to_string(),
        several => format!("{} records", several.len()),
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

/// The records of these identities that are still there.
pub fn records_of(ids: &[RecordId], desk: &Desk) -> Result<Vec<Record>, Error> {
    let mut records = Vec::new();
    for id in ids {
        records.extend(desk.view().record(*id)?);
    }
    Ok(records)
}
