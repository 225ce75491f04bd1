//! What can be done with the records of every register: added, changed, moved on, hidden and shown again, made from the
//! register's declaration.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::domain::evidence::EvidenceField;
use crate::domain::favourable::can_look_better;
use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::name::MoveName;
use crate::domain::note::NoteField;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{ReviewField, Type};
use crate::domain::spelling::capital;
use crate::domain::state::{Move, Stamp};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::domain::{addendum, evidence, nonconformity, note, review};
use crate::store::view::named;
use crate::store::{Act, Error, Outcome, Proposal};
use crate::workflow::review::{call, decide};
use crate::workflow::{Trouble, moves, saved};

use super::{
    AGREED, About, Ask, EVIDENCE, Given, LOOKED, NEEDED_REASON, Operation, REASON, Said, Says, Scene, Whose, Why,
    linking,
};

/// What is done with a record of any register.
#[derive(Debug, Clone, Copy)]
pub enum Own {
    Add(&'static Register),
    Edit,
    Move(&'static Move),
    Void,
    Unvoid,
    /// A link is there, or is not.
    Link(bool),
}

/// What a review says of its results, and so not while it is planned.
const LATER: [&str; 3] = ["no_improvements", "no_changes", "next_review"];

/// What can be done with the records of a register, in the order of the command line.
pub fn of(register: &'static Register) -> &'static [&'static Operation] {
    type Made = HashMap<&'static str, &'static [&'static Operation]>;
    /// Made when a register is first asked about, and kept as long as the program runs, like what is declared.
    static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(register.name).or_insert_with(|| {
        let all: Vec<&'static Operation> =
            kinds(register).map(|own| &*Box::leak(Box::new(operation(register, own)))).collect();
        all.leak()
    })
}

/// The operation that adds a record.
///
/// # Errors
/// Why nobody adds one.
pub fn add(register: &'static Register) -> Result<&'static Operation, Why> {
    find(register, |own| matches!(own, Own::Add(_))).ok_or_else(|| {
        composed(register).unwrap_or_else(|| Why::is(format!("There is one {} and no more", register.singular())))
    })
}

/// The operation that changes a record.
///
/// # Errors
/// Why nobody changes one.
pub fn edit(register: &'static Register) -> Result<&'static Operation, Why> {
    find(register, |own| matches!(own, Own::Edit)).ok_or_else(|| by_hand(register))
}

/// The operation that hides a record, or shows it again.
///
/// # Errors
/// Why nobody hides one.
pub fn void(register: &'static Register, back: bool) -> Result<&'static Operation, Why> {
    find(register, |own| matches!((own, back), (Own::Void, false) | (Own::Unvoid, true))).ok_or_else(|| {
        composed(register).unwrap_or_else(|| Why::is(format!("The {} can't be voided", register.singular())))
    })
}

/// The operation that makes a move.
///
/// # Errors
/// Why nobody makes it by itself.
pub fn make(register: &'static Register, step: &'static Move) -> Result<&'static Operation, Why> {
    find(register, |own| matches!(own, Own::Move(own) if std::ptr::eq(*own, step))).ok_or_else(|| by_hand(register))
}

fn find(register: &'static Register, wanted: impl Fn(&Own) -> bool) -> Option<&'static Operation> {
    of(register).iter().copied().find(|one| one.own.as_ref().is_some_and(&wanted))
}

/// Why nobody makes, changes or hides the records of a register by themselves, where a procedure alone does.
fn composed(register: &Register) -> Option<Why> {
    let words = || format!("{} are made by the steps of a procedure, and stand as they are", capital(register.plural));
    register.composed.then(|| Why::is(words()))
}

fn by_hand(register: &Register) -> Why {
    composed(register).unwrap_or_else(|| Why::is("It is a step of a procedure, and is made there"))
}

/// A move of records, those that can make it now, and why none can.
#[derive(Debug)]
pub struct Offered {
    pub step: &'static Move,
    pub able: Vec<RecordId>,
    pub why_not: Option<Why>,
}

/// The moves of these records. Where only some can make one, it is offered for those.
pub fn moves(records: &[&Record]) -> Vec<Offered> {
    let Some(machine) = records.first().and_then(|record| record.register.machine) else { return Vec::new() };
    let offered = |step: &'static Move| {
        let able = records.iter().filter(|record| machine.why_not(record, step).is_none());
        let able: Vec<RecordId> = able.map(|record| record.id).collect();
        let first = records.first().and_then(|record| machine.why_not(record, step)).filter(|_| able.is_empty());
        let bulk = records.first().and_then(|one| in_bulk(one.register, step, records.len()));
        let why_not = bulk.or(match records.len() {
            0 | 1 => first.map(Why::is),
            several => first.map(|_| Why::is(format!("None of the {several} can be {} now", step.participle))),
        });
        Offered { step, able, why_not }
    };
    machine.moves.iter().filter(|step| !step.guided).map(offered).collect()
}

/// Why a move is not made of so many records at once: what attests something, or closes a case, is looked at one by one.
pub fn in_bulk(register: &Register, step: &Move, count: usize) -> Option<Why> {
    let attested = register.machine.into_iter().flat_map(|machine| machine.attested);
    let attests = attested.flat_map(|one| one.states).any(|state| *state == step.to);
    let closes = register == &nonconformity::REGISTER && step.to != Move::STAYS;
    Why::when(count > 1 && step.settles && (attests || closes), || {
        format!("{}: one by one. What attests or closes something is not done in bulk", step.label)
    })
}

/// The operation that makes the move of this name; none where that is a step of a procedure.
pub fn moving(register: &'static Register, name: impl Into<MoveName>) -> Option<&'static Operation> {
    let name = name.into();
    of(register).iter().copied().find(|one| matches!(one.own, Some(Own::Move(step)) if step.name == name))
}

fn kinds(register: &'static Register) -> impl Iterator<Item = Own> {
    let moves = register.machine.map_or(&[][..], |machine| machine.moves).iter().filter(|step| !step.guided);
    let many = !register.single && !register.composed;
    let edit = (!register.composed).then_some(Own::Edit);
    let moves = moves.filter(move |_| many).map(Own::Move);
    edit.into_iter()
        .chain(many.then_some(Own::Add(register)))
        .chain(moves)
        .chain([Own::Void, Own::Unvoid].into_iter().filter(move |_| many))
        .chain([true, false].map(Own::Link).into_iter().filter(move |_| many && linking::has(register)))
}

fn operation(register: &'static Register, own: Own) -> Operation {
    let about = if matches!(own, Own::Add(_)) { About::Nothing } else { About::Record(register) };
    let names: &'static [&'static str] = vec![name(own)].leak();
    let words = |text: String| &*Box::leak(text.into_boxed_str());
    let base = Operation { own: Some(own), asks: asks(register, own).leak(), ..Operation::new(names, register, about) };
    match own {
        Own::Add(_) => Operation {
            title: words(format!("New {}", register.singular())),
            help: words(format!("Adds to the {}", register.plural)),
            ..base
        },
        Own::Edit => Operation {
            title: "Edit",
            help: "Changes fields of a record",
            whose: Whose::After(" "),
            changes: true,
            ..base
        },
        Own::Move(step) => {
            let Move { label: title, help: more, was, .. } = step;
            Operation { title, help: title, more, was, whose: Whose::After(": "), ..base }
        }
        Own::Void => Operation {
            title: "Void",
            help: "Hides a record that should not be there; it is kept, with its history",
            whose: Whose::After(" "),
            ..base
        },
        Own::Unvoid => {
            Operation { title: "Bring back", help: "Shows a voided record again", whose: Whose::After(" "), ..base }
        }
        Own::Link(true) => Operation { title: "Link", help: "Links a record to another one", ..base },
        Own::Link(false) => Operation { title: "Unlink", help: "Takes a link away", ..base },
    }
}

fn name(own: Own) -> &'static str {
    match own {
        Own::Add(_) => "add",
        Own::Edit => "edit",
        Own::Move(step) => step.name.as_str(),
        Own::Void => "void",
        Own::Unvoid => "unvoid",
        Own::Link(true) => "link",
        Own::Link(false) => "unlink",
    }
}

fn asks(register: &'static Register, own: Own) -> Vec<Ask> {
    let fields = register.fields.iter().filter(|field| !field.by_move);
    let reason = Ask::option(&REASON);
    match own {
        Own::Add(_) => {
            let ask = |field: &'static Field| {
                let ask = if field.title { Ask::word(field, field.label, field.help) } else { Ask::option(field) };
                let later = register == &review::REGISTER && LATER.contains(&field.name);
                let later =
                    later || (register == &note::REGISTER && note::OF_RECEIVED.iter().any(|one| *one == *field.name));
                if later || field.aside { ask.not_in_form() } else { ask }
            };
            let agreed = agreed(register).filter(|_| register.succeeds.is_some());
            fields.map(ask).chain([reason.not_in_form()]).chain(agreed).collect()
        }
        Own::Edit => {
            let ask = |field: &'static Field| {
                let ask = Ask::option(field);
                if field.aside { ask.not_in_form() } else { ask }
            };
            fields.map(ask).chain([reason]).chain(agreed(register)).collect()
        }
        Own::Move(step) => {
            let sets = register.fields.iter().filter(|field| step.takes(field));
            // What must be said stands before what can be left empty.
            let (needed, optional): (Vec<_>, Vec<_>) =
                sets.partition(|field| step.needed().any(|name| name == *field.name));
            let mut asks: Vec<Ask> = needed.into_iter().map(Ask::option).collect();
            asks.extend(step.evidence.then(|| Ask::option(&EVIDENCE)));
            asks.extend(moves::relies(register, step).then(|| Ask::flag(&LOOKED, LOOKED.name, LOOKED.help)));
            asks.extend(optional.into_iter().map(Ask::option));
            asks.push(if step.reason { needed_reason() } else { reason.not_in_form() });
            let gone = register.made_better().any(|one| one.step() == Some(step.name));
            asks.extend(agreed(register).filter(|_| gone && step.attests.is_empty()));
            asks
        }
        Own::Void => [needed_reason()].into_iter().chain(agreed(register)).collect(),
        Own::Unvoid => vec![reason],
        Own::Link(_) => {
            linking::asks(register).into_iter().chain([reason.not_in_form()]).chain(agreed(register)).collect()
        }
    }
}

/// Who agreed, where something of a register can come to look better.
fn agreed(register: &Register) -> impl Iterator<Item = Ask> + use<> {
    let asked = can_look_better(register);
    AGREED.into_iter().filter(move |_| asked)
}

fn needed_reason() -> Ask {
    Ask::option(&NEEDED_REASON).needed()
}

impl Own {
    /// Whether it is done to several records as to one: to all of them, or to none.
    pub fn takes_several(self) -> bool {
        matches!(self, Self::Edit | Self::Move(_) | Self::Void | Self::Unvoid)
    }

    /// What its fields start from.
    pub(super) fn starts(self, scene: &Scene) -> Result<Vec<Given>, Trouble> {
        Ok(match self {
            Self::Add(register) => add_starts(register, scene)?,
            Self::Edit => match scene.records() {
                [one] => one.register.fields.iter().map(|field| (field, one.get(field.name).cloned())).collect(),
                _ => Vec::new(),
            },
            Self::Move(step) => move_starts(step, scene),
            Self::Void | Self::Unvoid | Self::Link(_) => Vec::new(),
        })
    }

    /// Why it can't be done now.
    pub(super) fn why_not(self, scene: &Scene) -> Option<Why> {
        let Self::Move(step) = self else { return None };
        let records: Vec<&Record> = scene.records().iter().collect();
        moves(&records).into_iter().find(|offered| std::ptr::eq(offered.step, step)).and_then(|offered| offered.why_not)
    }

    /// What is proposed by what was said.
    pub(super) fn propose(self, scene: &Scene, said: Said) -> Result<Proposal, Trouble> {
        let Said { values, evidence, left } = said;
        Ok(match self {
            Self::Add(register) => Proposal::of(added(register, scene, values)?),
            Self::Edit => {
                let retitled = |record: &Record| {
                    let is_review = record.register == &review::REGISTER;
                    let (field, after) = is_review.then(|| call::retitled(record, &values)).flatten()?;
                    Some(FieldChange { field, before: record.get(field.name).cloned(), after })
                };
                let change = |record: &Record| {
                    let wanted = values.iter().filter(|(field, _)| !left.contains(&(record.id, field.name)));
                    let fields = wanted.map(|(field, after)| FieldChange {
                        field,
                        before: record.get(field.name).cloned(),
                        after: after.clone(),
                    });
                    let fields: Vec<_> = fields.chain(retitled(record)).collect();
                    Act::Edit { record: record.id, based_on: record.revision, fields }
                };
                Proposal::of(scene.records().iter().map(change).collect::<Vec<_>>())
            }
            Self::Move(step) => {
                let records = scene.records();
                let bulk = records.first().and_then(|one| in_bulk(one.register, step, records.len()));
                if let Some(why) = bulk {
                    return Err(Trouble::Until(why));
                }
                let (said, values): (Vec<_>, Vec<_>) = values.into_iter().partition(|(field, _)| **field == LOOKED);
                let mut moves = moves::make(scene.records(), &step.name, values, evidence, scene.ambient);
                if Said::of(said).yes(&LOOKED) {
                    let by = scene.author()?.person;
                    moves.acts.splice(..0, moves::looked(scene.view, scene.records(), by, scene.now.today())?);
                }
                moves
            }
            Self::Link(present) => linking::propose(scene, &Said::of(values), present)?,
            Self::Void | Self::Unvoid => {
                let act = |one: &Record| {
                    let (record, based_on) = (one.id, Some(one.revision));
                    match self {
                        Self::Unvoid => Act::Unvoid { record, based_on },
                        _ => Act::Void { record, based_on },
                    }
                };
                Proposal::of(scene.records().iter().map(act).collect::<Vec<_>>())
            }
        })
    }

    /// What is said once it is done, beside what the screen says of every transaction.
    pub(super) fn says(self, scene: &Scene, outcome: &Outcome) -> Result<Says, Error> {
        let each = |done: &str| scene.records().iter().map(|one| format!("{done} {}", named(one))).collect::<Vec<_>>();
        let lines = match self {
            Self::Add(_) => {
                let mut lines = Vec::new();
                for changed in &outcome.changed {
                    let record = scene.view.record(changed.id)?;
                    lines.extend(record.map(|record| saved::numbered(scene.view, &record)).transpose()?);
                }
                lines
            }
            Self::Edit if outcome.changed.is_empty() => {
                let so = |one: &Record| format!("{} holds that already; nothing was changed.", one.reference());
                scene.records().iter().map(so).collect()
            }
            Self::Edit => scene.records().iter().map(|one| format!("Changed {}", one.reference())).collect(),
            Self::Move(_) => return Ok(Says::default()),
            Self::Link(present) => return linking::says(scene, outcome, present),
            Self::Void => each("Voided"),
            Self::Unvoid => each("Brought back"),
        };
        Ok(Says::instead(lines))
    }
}

fn add_starts(register: &'static Register, scene: &Scene) -> Result<Vec<Given>, Trouble> {
    let mut starts: Vec<Given> = Vec::new();
    if register == &review::REGISTER {
        let proposed = call::proposed(scene.view, scene.now.today(), None, Type::ManagementReview)?.into_iter();
        // What nobody types follows from the type and the day that are said.
        let proposed = proposed.filter(|(field, _)| *field != ReviewField::Title.field());
        starts.extend(proposed.map(|(field, value)| (field, Some(value))));
    }
    starts.extend(scene.preset().iter().map(|(field, value)| (*field, Some(value.clone()))));
    if let Some(field) = about_field(register) {
        starts.retain(|(one, _)| *one != field);
        starts.push((field, linked(field, scene.about())));
    }
    Ok(starts)
}

fn move_starts(step: &'static Move, scene: &Scene) -> Vec<Given> {
    let [first, others @ ..] = scene.records() else { return Vec::new() };
    let alone = others.is_empty();
    let start = |field: &'static Field| {
        let stamp = step.stamped(first.register).find(|(name, _)| *name == *field.name).map(|(_, stamp)| stamp);
        let stamp = stamp.filter(|_| step.needed().any(|name| name == *field.name));
        match stamp {
            Some(Stamp::Today) => Some(Value::Date(scene.now.today())),
            Some(Stamp::Now) => Some(Value::Instant(scene.now.now)),
            Some(Stamp::Actor) => scene.author().ok().map(|author| Value::Link(author.person)),
            Some(Stamp::Owner) => first.get("owner").filter(|_| alone).cloned(),
            Some(Stamp::Yes) => Some(Value::YesNo(true)),
            Some(Stamp::No) => Some(Value::YesNo(false)),
            // What stands already, where the move leaves it and one record is meant.
            None => first.get(field.name).filter(|_| alone && !step.cleared().any(|name| name == *field.name)).cloned(),
        }
    };
    step.fills()
        .chain(step.supplies())
        .filter_map(|name| first.register.field(name))
        .map(|field| (field, start(field)))
        .collect()
}

fn added(register: &'static Register, scene: &Scene, values: Vec<Given>) -> Result<Vec<Act>, Error> {
    let mut said: Vec<_> = values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    if register == &review::REGISTER {
        said.extend(call::title_of(&said, scene.now.today()));
    }
    let create = |fields| Act::Create { id: scene.ambient.identity(), register, fields };
    let about = NoteField::About.field();
    let placed = |mut fields: Vec<(&'static Field, Value)>| -> Result<_, Error> {
        if register == &note::REGISTER {
            let of = decide::of_meeting(scene.view, &fields)?;
            fields.extend(of);
        }
        Ok(create(fields))
    };
    // A note is about one record: about several there are as many.
    match scene.about() {
        several @ [_, _, ..] if register == &note::REGISTER => {
            let of = |id: &RecordId| {
                let mut fields = said.clone();
                fields.retain(|(field, _)| *field != about);
                fields.push((about, Value::Link(*id)));
                placed(fields)
            };
            several.iter().map(of).collect()
        }
        _ => Ok(vec![placed(said)?]),
    }
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

/// The field through which a register's records are about others.
fn about_field(register: &Register) -> Option<&'static Field> {
    [
        (&note::REGISTER, NoteField::About.field()),
        (&evidence::REGISTER, EvidenceField::About.field()),
        (&addendum::REGISTER, addendum::AddendumField::Review.field()),
    ]
    .into_iter()
    .find(|(one, _)| *one == register)
    .map(|(_, field)| field)
}

/// Whether a field of a form takes the path of a file.
pub fn takes_a_file(field: &Field) -> bool {
    field.kind == Kind::File || *field == EVIDENCE
}
