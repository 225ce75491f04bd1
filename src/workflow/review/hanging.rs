//! What waits for a meeting that is not held, or not on its day: it goes to another one, or is withdrawn.

use crate::domain::agenda_item::{AgendaItem, AgendaItemField, AgendaItemMove, Input};
use crate::domain::decision::words::DecisionMove;
use crate::domain::decision::{self, Decision, DecisionField};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::interest::{Interest, InterestField};
use crate::domain::note::{Note, NoteField, Type};
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::Act;

use super::{Proceedings, agenda};

/// What waits for a meeting.
#[derive(Debug)]
pub struct Hanging<'a> {
    /// What is on its agenda.
    items: Vec<&'a Record>,
    /// Proposals that are not decided.
    drafts: Vec<&'a Record>,
    /// Matters that were set aside.
    parked: Vec<&'a Record>,
}

impl<'a> Hanging<'a> {
    /// What waits for a meeting that was not opened.
    pub fn of(proceedings: &'a Proceedings) -> Self {
        let waits = |one: &&Record| Decision(one).state().is_some_and(decision::State::waits);
        // What was set aside for one that is cancelled already is hidden by nobody.
        let open = proceedings.state() != State::Cancelled;
        let parked = |one: &&Record| open && Note(one).kind() == Some(Type::Parked);
        Self {
            items: proceedings.items.iter().filter(|item| AgendaItem(item).is_on()).collect(),
            drafts: proceedings.decisions.iter().filter(waits).collect(),
            parked: proceedings.notes.iter().filter(parked).collect(),
        }
    }

    /// What of it somebody wrote: `2 items of its own, 1 proposal, 3 commentaries`; nothing where nobody did.
    pub fn words(&self) -> String {
        let own = self.items.iter().filter(|item| AgendaItem(item).input() == Some(Input::Own)).count();
        let written = self.items.iter().filter(|item| is_written(item)).count();
        let counted = [
            (own, "item of its own", "items of its own"),
            (self.drafts.len(), "proposal", "proposals"),
            (self.parked.len(), "matter set aside", "matters set aside"),
            (written, "commentary", "commentaries"),
        ];
        let words = |(count, one, several): (usize, &str, &str)| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {several}")),
        };
        counted.into_iter().filter_map(words).collect::<Vec<_>>().join(", ")
    }

    /// Whether nothing waits for it.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.drafts.is_empty()
    }

    /// Withdraws all of it; the reason is that of the transaction.
    pub fn withdrawn(&self) -> Vec<Act> {
        let drafts = self.drafts.iter().map(|one| step(one, DecisionMove::Withdraw.into()));
        let parked = self.parked.iter().map(|one| Act::Void { record: one.id, based_on: Some(one.revision) });
        drafts.chain(parked).chain(self.items.iter().map(|item| off(item))).collect()
    }

    /// Moves all of it to another meeting: what is an input there, too, brings its commentary and what hangs on it.
    pub fn moved(&self, from: &Proceedings, to: &Proceedings) -> Vec<Act> {
        let mut acts = Vec::new();
        let mut places = Vec::new();
        let mut brought = 0;
        for item in &self.items {
            let there = counterpart(item, to);
            let hangs = self.drafts.iter().any(|one| Decision(one).item() == Some(item.id))
                || self.parked.iter().any(|one| Note(one).about() == Some(item.id));
            let own = AgendaItem(item).input() == Some(Input::Own);
            if there.is_none() && (own || hangs || is_written(item)) {
                let place = agenda::free_place(to) + brought;
                brought += 1;
                acts.push(edit(item, brings(item, to, place)));
                places.push((item.id, Some(item.id)));
                continue;
            }
            acts.extend(there.and_then(|there| commented(item, there, from)));
            places.push((item.id, there.map(|there| there.id)));
        }
        let place = |old: Option<RecordId>| {
            let old = old?;
            places.iter().find(|(item, _)| *item == old).map_or(Some(old), |(_, new)| *new)
        };
        for one in &self.drafts {
            if Decision(one).state() == Some(decision::State::Deferred) {
                acts.push(step(one, DecisionMove::Resume.into()));
            }
            let item = place(Decision(one).item()).map(Value::Link);
            acts.push(edit(
                one,
                vec![(DecisionField::Review.field(), Some(Value::Link(to.id()))), (DecisionField::Item.field(), item)],
            ));
        }
        for one in from.notes.iter().filter(|one| matches!(Note(one).kind(), Some(Type::Parked | Type::Minuted))) {
            let about = place(Note(one).about().filter(|about| *about != from.id())).unwrap_or(to.id());
            acts.push(edit(
                one,
                vec![
                    (NoteField::Review.field(), Some(Value::Link(to.id()))),
                    (NoteField::About.field(), Some(Value::Link(about))),
                ],
            ));
        }
        let own = |one: &&Record| Interest(one).review() == Some(from.id()) && Interest(one).stands();
        for one in from.meeting.interests.iter().filter(own) {
            let item = place(Interest(one).item()).map(Value::Link);
            acts.push(edit(
                one,
                vec![(InterestField::Review.field(), Some(Value::Link(to.id()))), (InterestField::Item.field(), item)],
            ));
        }
        // What comes stands before the conclusion.
        let after =
            to.items.iter().filter(|item| brought > 0 && AgendaItem(item).place() >= Some(agenda::free_place(to)));
        acts.extend(after.map(|item| {
            let place = AgendaItem(item).place().unwrap_or(0) + brought;
            edit(item, vec![(AgendaItemField::Place.field(), Some(Value::Number(place)))])
        }));
        let stays = |item: &&&Record| !places.contains(&(item.id, Some(item.id)));
        acts.extend(self.items.iter().filter(stays).map(|item| off(item)));
        acts
    }
}

/// Whether somebody wrote what its figures mean.
fn is_written(item: &Record) -> bool {
    !AgendaItem(item).commentary().is_empty()
}

/// The item of another meeting that is the same input.
fn counterpart<'a>(item: &Record, to: &'a Proceedings) -> Option<&'a Record> {
    let input = AgendaItem(item).input().filter(|input| *input != Input::Own)?;
    to.item_of(input)
}

fn brings(item: &Record, to: &Proceedings, place: i64) -> Vec<(&'static Field, Option<Value>)> {
    let mut fields = vec![
        (AgendaItemField::Review.field(), Some(Value::Link(to.id()))),
        (AgendaItemField::Place.field(), Some(Value::Number(place))),
    ];
    // An input of a review is an item like any other elsewhere.
    if AgendaItem(item).input().is_some_and(Input::is_of_review) && !to.review().is_management_review() {
        fields.push((AgendaItemField::Input.field(), Some(Value::Choice(Input::Own.key()))));
    }
    fields
}

/// The commentary of an item added to that of another, and who wrote it where nobody is named there.
fn commented(item: &Record, there: &Record, from: &Proceedings) -> Option<Act> {
    let (item, other) = (AgendaItem(item), AgendaItem(there));
    if item.commentary().is_empty() {
        return None;
    }
    let told = format!("Written for {}: {}", from.meeting.review.reference(), item.commentary());
    let text = match other.commentary() {
        "" => told,
        own => format!("{own}\n\n{told}"),
    };
    let mut fields = vec![(AgendaItemField::Commentary.field(), Some(Value::Text(text)))];
    if let (None, Some(one)) = (other.contributor(), item.contributor()) {
        fields.push((AgendaItemField::Contributor.field(), Some(Value::Link(one))));
    }
    Some(edit(there, fields))
}

fn off(item: &Record) -> Act {
    step(item, AgendaItemMove::Withdraw.into())
}

fn step(record: &Record, name: String) -> Act {
    Act::Move { record: record.id, name, based_on: None, given: Vec::new() }
}

fn edit(record: &Record, fields: Vec<(&'static Field, Option<Value>)>) -> Act {
    let change =
        |(field, after): (&'static Field, _)| FieldChange { field, before: record.get(field.name).cloned(), after };
    let fields = fields.into_iter().map(change).filter(|one| one.before != one.after).collect();
    Act::Edit { record: record.id, based_on: record.revision, fields }
}
