//! Every kind of act is tried on everything that every attested state stands on: nothing is left standing on less than it
//! declares without saying so.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, mpsc};

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Field;
use gavel::domain::ground::Gain;
use gavel::domain::identity::{RecordId, Sequence};
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::domain::transaction::FieldChange;
use gavel::domain::value::Value;
use gavel::store::list::Query;
use gavel::store::manifest::Resting;
use gavel::store::undo::Doer;
use gavel::store::{Act, Author, Batch, End, Proposal, Store, View};

use crate::facts::made::{self, Dice};
use crate::fixture::Fixture;

use super::attested::every_attested_state;

/// The kind of an act; a new kind does not compile until it is tried here.
fn kind(act: &Act) -> &'static str {
    match act {
        Act::Create { .. } => "create",
        Act::Edit { .. } => "edit",
        Act::Move { .. } => "move",
        Act::Link { .. } => "link",
        Act::Void { .. } => "void",
        Act::Unvoid { .. } => "unvoid",
        Act::Revert { .. } => "revert",
        Act::Erase { .. } => "erase",
    }
}

/// What can be tried on a record on which another stands.
pub fn attempts(view: &View, of: &Record, on: &Record, approver: RecordId) -> Vec<Vec<Act>> {
    let mut dice = Dice(u64::from(on.number) + 7);
    let view = &Reached { view, read: RefCell::default() };
    let mut found = Vec::new();
    let register = on.register;
    for (place, field) in register.fields.iter().enumerate() {
        let before = on.at(place).cloned();
        for after in others(view, register, field, before.as_ref(), &mut dice) {
            let change = FieldChange { field, before: before.clone(), after };
            found.push(vec![Act::Edit { record: on.id, based_on: on.revision, fields: vec![change] }]);
        }
        if field.kind.is_link() {
            for target in on.links(place) {
                found.push(vec![Act::Link { record: on.id, field, target: *target, present: false }]);
            }
            found.push(vec![Act::Link { record: on.id, field, target: of.id, present: true }]);
        }
        found.push(vec![Act::Erase { record: on.id, field, approved_by: approver, legal_ground: None }]);
    }
    found.push(vec![Act::Void { record: on.id, based_on: None }]);
    found.push(vec![Act::Unvoid { record: on.id, based_on: None }]);
    found.push(vec![Act::Void { record: on.id, based_on: None }, Act::Unvoid { record: on.id, based_on: None }]);
    for step in register.machine.map_or(&[][..], |machine| machine.moves) {
        for _ in 0..3 {
            let given = step.fills().filter_map(|name| register.field(name));
            let given = given.map(|field| (field, someone(view, field, &mut dice))).collect();
            found.push(vec![Act::Move { record: on.id, name: step.name.to_string(), based_on: None, given }]);
        }
    }
    let twin = register.fields.iter().zip(&on.values).filter(|(field, _)| !field.by_move && !field.derived);
    let fields: Vec<_> = twin.filter_map(|(field, value)| Some((field, value.clone()?))).collect();
    found.push(vec![Act::Create { id: RecordId(uuid::Uuid::from_u128(77)), register, fields }]);
    found
}

/// What a link may lead to; each register is read once.
struct Reached<'a> {
    view: &'a View<'a>,
    read: RefCell<BTreeMap<&'static str, Vec<RecordId>>>,
}

impl Reached<'_> {
    /// A record of a register, where there is one.
    fn one_of(&self, register: &'static Register, dice: &mut Dice) -> Option<RecordId> {
        let mut read = self.read.borrow_mut();
        let ids = read.entry(register.name).or_insert_with(|| {
            let records = self.view.page(&Query::new(register)).unwrap().records;
            records.into_iter().map(|record| record.id).collect()
        });
        ids.get(dice.below(ids.len().max(1))).copied()
    }
}

/// Other things that may stand in a field.
fn others(
    view: &Reached,
    register: &Register,
    field: &'static Field,
    before: Option<&Value>,
    dice: &mut Dice,
) -> Vec<Option<Value>> {
    let mut found = vec![None];
    for _ in 0..3 {
        found.push(someone(view, field, dice));
    }
    let choices = field.kind.choices().iter().map(|choice| Some(Value::Choice(choice.key)));
    if register.machine.is_none_or(|machine| machine.field != field.name) {
        found.extend(choices);
    }
    found.retain(|value| value.as_ref() != before);
    found.dedup();
    found
}

/// What somebody may put into a field; a link leads to a record that is there.
fn someone(view: &Reached, field: &'static Field, dice: &mut Dice) -> Option<Value> {
    let Some(target) = field.kind.target() else { return made::value(dice, field) };
    let registers: Vec<_> = CATALOGUE.registers().filter(|register| target.allows(register.name)).collect();
    let register = registers[dice.below(registers.len())];
    let id = view.one_of(register, dice)?;
    Some(if field.kind.is_single_link() { Value::Link(id) } else { Value::Links(vec![id]) })
}

/// What came of an attempt.
enum Came {
    Refused,
    Stands,
    Falls,
}

/// An attested record before something was tried: what was put forward for it, and what came to that since.
struct Stood {
    id: RecordId,
    put_forward: Vec<Resting>,
    manifest: Vec<Resting>,
}

impl Stood {
    fn of(view: &View, id: RecordId) -> Self {
        let record = view.record(id).unwrap().unwrap();
        Self { id, put_forward: view.put_forward(&record).unwrap(), manifest: view.manifest(&record).unwrap() }
    }

    /// Where it stands on less now, or on something that denies it, it says so.
    fn compared(&self, view: &View, words: &str) -> Came {
        let Self { id, put_forward: stood, manifest: before } = self;
        let after = view.record(*id).unwrap().unwrap();
        let reference = after.reference();
        assert!(!after.voided, "{reference} was hidden: {words}");
        let attested = after.register.machine.and_then(|machine| machine.attests(&after));
        let attested = attested.unwrap_or_else(|| panic!("{reference} was opened by something else: {words}"));
        let stands = view.manifest(&after).unwrap();
        let lost = stood.iter().any(|one| !stands.contains(one));
        let known: Vec<_> = before.iter().map(|one| one.record).collect();
        let added = stands.iter().filter(|one| !known.contains(&one.record));
        let denied = added.into_iter().any(|one| match attested.ground(one.name).unwrap().gain {
            Gain::Free => false,
            Gain::Refused(denies) | Gain::Falls(denies) => denies(&after, &view.record(one.record).unwrap().unwrap()),
        });
        assert!(after.fallen || !(lost || denied), "{reference} stands on less and does not say so: {words}");
        if after.fallen { Came::Falls } else { Came::Stands }
    }
}

/// Takes back, in a copy of the file, a transaction that changed a record on which another stands.
fn undo(file: &Fixture, of: RecordId, sequence: Sequence) -> Came {
    let store = file.store();
    let view = store.view();
    let header = view.entry(sequence).unwrap().unwrap().header;
    let doer = Doer { person: header.actor.person, channel: header.channel, user: None, run: Some(&[sequence]) };
    let Some(candidate) = view.last_done(&doer).unwrap() else { return Came::Refused };
    let Ok(proposal) = view.turn(&candidate) else { return Came::Refused };
    let own = proposal.acts.iter().any(|act| matches!(act, Act::Revert { record, .. } if *record == of));
    let before = Stood::of(&view, of);
    let author = Author { person: header.actor.person, named: true, ..file.author.clone() };
    if store.commit(author, proposal).is_err() {
        return Came::Refused;
    }
    let words = format!("undo of {sequence}");
    let opened = own && store.view().manifest(&store.view().record(of).unwrap().unwrap()).unwrap().is_empty();
    if opened { Came::Stands } else { before.compared(&store.view(), &words) }
}

/// Tries acts, compares what every attested record stands on before and after, and drops what was done.
fn attempt(store: &Store, author: &Author, before: &Arc<Stood>, acts: Vec<Act>) -> Came {
    let (told, came) = mpsc::channel();
    let (of, before) = (before.id, Arc::clone(before));
    let words = format!("{acts:?}");
    // Its own moves say anew what it attests, and say so in the journal.
    let moved = acts.iter().any(|act| matches!(act, Act::Move { record, .. } if *record == of));
    let work = move |batch: &mut Batch| {
        let view = batch.view();
        if batch.attempt(acts)?.is_err() {
            return Ok((End::Drop, Came::Refused));
        }
        Ok((End::Drop, if moved { Came::Stands } else { before.compared(&view, &words) }))
    };
    store.batch(author.clone(), Proposal::default().because(Some("tried")), work, move |outcome| {
        told.send(outcome).unwrap()
    });
    came.recv().unwrap().unwrap().1
}

/// How often an act of each kind was refused, changed nothing that counts, or let a state fall.
#[derive(Default)]
struct Tried {
    came: BTreeMap<&'static str, [usize; 3]>,
    grounds: BTreeSet<(&'static str, &'static str, &'static str)>,
    states: BTreeSet<(&'static str, &'static str)>,
}

impl Tried {
    fn note(&mut self, kind: &'static str, came: Came) {
        self.came.entry(kind).or_default()[came as usize] += 1;
    }

    /// Tries everything on one record of each ground in each state that was not tried before.
    fn walk(&mut self, file: &Fixture) {
        let store = file.store();
        let view = store.view();
        for register in CATALOGUE.registers().filter(|register| register.machine.is_some()) {
            for of in view.page(&Query::new(register)).unwrap().records {
                let Some(state) = of.state() else { continue };
                for resting in view.put_forward(&of).unwrap() {
                    self.states.insert((register.name, state));
                    if self.grounds.insert((register.name, state, resting.name)) {
                        self.shake(file, &store, &of, &view.record(resting.record).unwrap().unwrap());
                    }
                }
            }
        }
    }

    fn shake(&mut self, file: &Fixture, store: &Store, of: &Record, on: &Record) {
        let changes = store.view().history(on.id).unwrap();
        for (sequence, _) in changes.iter().rev().take(3) {
            self.note("revert", undo(&file.copy(), of.id, *sequence));
        }
        // Whatever is tried is dropped again.
        let before = Arc::new(Stood::of(&store.view(), of.id));
        for acts in attempts(&store.view(), of, on, file.author.person) {
            let kind = kind(acts.last().unwrap());
            self.note(kind, attempt(store, &file.author, &before, acts));
        }
    }
}

#[test]
fn nothing_is_left_standing_on_less_than_it_declares_without_saying_so() {
    let mut tried = Tried::default();
    for file in &every_attested_state() {
        tried.walk(file);
    }
    let Tried { came, states, .. } = tried;
    let kinds: Vec<_> = came.keys().copied().collect();
    assert_eq!(kinds, ["create", "edit", "erase", "link", "move", "revert", "unvoid", "void"]);
    let [refused, stands, falls] = [0, 1, 2].map(|place| came.values().map(|count| count[place]).sum::<usize>());
    assert!(refused > 1000 && stands > 100 && falls > 10, "{came:?}");
    let declared = CATALOGUE.registers().filter_map(|register| Some((register.name, register.machine?)));
    let declared = declared.flat_map(|(name, machine)| machine.attested.iter().map(move |one| (name, one.states)));
    let unseen: Vec<_> = declared
        .flat_map(|(name, states)| states.iter().map(move |state| (name, *state)))
        .filter(|state| !states.contains(state))
        .collect();
    assert!(unseen.is_empty(), "no record is {unseen:?}");
}
