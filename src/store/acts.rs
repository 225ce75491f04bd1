//! What each act does: to a record as it stands, under the write lock.

use crate::domain::field::Field;
use crate::domain::identity::{RecordId, Revision, Sequence};
use crate::domain::record::{Fields, Record};
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::state::{Reason, Request, lacking_reason, said_with_it};
use crate::domain::transaction::{Change, FieldChange, Way, What};
use crate::domain::value::{Held, Value};

use super::commit::Writer;
use super::error::{Conflict, Error, FieldConflict};
use super::journal::{self, Draft};
use super::remains::{self, Erased};
use super::{content, erase, manifest};

impl Writer<'_> {
    pub(super) fn create(
        &mut self,
        id: RecordId,
        register: &'static Register,
        fields: &[(&'static Field, Value)],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let number = self.next_number(register)?;
        let attempt = format!("This {} can't be saved", register.singular());
        if register.single && number > 1 {
            return Err(Refusal::plain(attempt, "There is only one, and it is there already: edit it instead.").into());
        }
        let mut record = Record {
            id,
            register,
            number,
            revision: 1,
            voided: false,
            fallen: false,
            values: vec![None; register.fields.len()],
            known: Fields::ALL,
        };
        if let Some(machine) = register.machine {
            let initial = register.field(machine.field).and_then(|field| field.choice(machine.initial));
            record.set(machine.field, initial.map(|choice| Value::Choice(choice.key)));
        }
        for (field, value) in fields {
            if field.by_move {
                return Err(set_by_moves(attempt, field).into());
            }
            record.set(field.name, Some(value.clone()));
        }
        self.derive(&mut record, None)?;
        let broken = self.judge(&record, None, None)?;
        refuse(attempt.clone(), broken)?;
        let values = register.fields.iter().zip(&record.values);
        let values = values.map(|(field, value)| self.journalled(field, value.clone())).collect::<Result<_, _>>()?;
        let change = Change { record: id, register, what: What::Create { number, values } };
        let mut earlier = None;
        let favourable = self.succeeds_better(&mut earlier, &record)?;
        self.numbers.insert(register.name, number);
        self.write(&change, &record, draft)?;
        favourable.map_or(Ok(()), |favourable| self.tell_favourable(&attempt, &favourable, draft))
    }

    pub(super) fn edit(
        &mut self,
        id: RecordId,
        based_on: Revision,
        fields: &[FieldChange],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let attempt = format!("{} can't be saved", current.reference());
        let mut after = current.clone();
        let mut conflicts = Vec::new();
        for change in fields {
            let field = change.field;
            if field.by_move {
                return Err(set_by_moves(attempt, field).into());
            }
            let now = current.get(field.name);
            if now == change.after.as_ref() {
                continue;
            }
            if now == change.before.as_ref() {
                after.set(field.name, change.after.clone());
            } else {
                conflicts.push(self.conflict(id, change, now.cloned())?);
            }
        }
        if !conflicts.is_empty() {
            return Err(Conflict { record: id, reference: current.reference(), fields: conflicts }.into());
        }
        if current.revision > based_on {
            self.note_merged(id, based_on, fields, draft.sequence())?;
        }
        self.derive(&mut after, Some(&current))?;
        refuse(attempt.clone(), self.judge_frozen(&after, &current)?)?;
        let mut broken = self.judge(&after, Some(&current), None)?;
        broken.extend(self.judge_owner(&current, &after)?);
        refuse(attempt.clone(), broken)?;
        let favourable = self.looks_better(&current, &after, None)?;
        self.write_update(&current, &after, based_on.min(current.revision), Way::Edit, draft)?;
        favourable.map_or(Ok(()), |favourable| self.tell_favourable(&attempt, &favourable, draft))
    }

    pub(super) fn make_move(
        &mut self,
        id: RecordId,
        name: &str,
        based_on: Option<Revision>,
        given: &[(&'static Field, Option<Value>)],
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let Some(machine) = current.register.machine else {
            let attempt = format!("{} has no move “{name}”", current.reference());
            return Err(Refusal::plain(attempt, "Its register has no states.").into());
        };
        let request = Request {
            name,
            given,
            reason: Reason::Said(self.proposal.reason.as_deref()),
            today: self.circumstances.today(),
            now: self.circumstances.now,
            actor: Some(self.author.person),
        };
        let (mut after, step) = machine.advance(&current, &request)?;
        refuse_changed(&format!("{} can't be {}", current.reference(), step.participle), &current, based_on)?;
        self.derive(&mut after, Some(&current))?;
        let mut broken = self.judge(&after, Some(&current), Some(step))?;
        broken.extend(self.judge_owner(&current, &after)?);
        broken.extend(self.judge_adoption((&current, &after), step)?);
        let today = self.circumstances.today();
        broken.extend(manifest::unproven(self.connection, self.schema, &current, &after, today)?);
        let attempt = format!("{} can't be {}", current.reference(), step.participle);
        refuse(attempt.clone(), broken)?;
        let favourable = self.looks_better(&current, &after, Some(step))?;
        self.write_update(&current, &after, current.revision, Way::Move(step.name.to_string()), draft)?;
        favourable.map_or(Ok(()), |favourable| self.tell_favourable(&attempt, &favourable, draft))
    }

    pub(super) fn link(
        &mut self,
        id: RecordId,
        field: &'static Field,
        target: RecordId,
        present: bool,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.standing(id)?;
        let before = current.get(field.name).cloned();
        let mut ids = match &before {
            Some(Value::Links(ids)) => ids.clone(),
            Some(Value::Link(id)) if !field.kind.is_single_link() || !present => vec![*id],
            _ => Vec::new(),
        };
        ids.retain(|id| *id != target);
        if present {
            ids.push(target);
        }
        ids.sort_unstable();
        let after = match (field.kind.is_single_link(), ids.as_slice()) {
            (_, []) => None,
            (true, [one, ..]) => Some(Value::Link(*one)),
            (false, _) => Some(Value::Links(ids)),
        };
        self.edit(id, current.revision, &[FieldChange { field, before, after }], draft)
    }

    pub(super) fn void(&mut self, id: RecordId, based_on: Option<Revision>, draft: &mut Draft) -> Result<(), Error> {
        let current = self.record(id)?;
        let attempt = format!("{} can't be voided", current.reference());
        refuse_changed(&attempt, &current, based_on)?;
        if current.voided {
            return Err(Refusal::plain(attempt, "It is voided already.").into());
        }
        if current.register.single {
            return Err(Refusal::plain(attempt, "The file needs it; edit it instead.").into());
        }
        if id == self.author.person || self.terminal == Some(id) {
            return Err(Refusal::plain(attempt, "It is the person who acts: someone else must do it.").into());
        }
        if let Some(rests) = self.attested_by(id)? {
            let rule = format!("{rests} rests on this person’s word, which stands: mark them as inactive instead.");
            return Err(Refusal::plain(attempt, rule).into());
        }
        if !self.takes_back_adopted(&current)? && !self.takes_back_told(&current)? {
            refuse(attempt.clone(), self.judge_frozen(&Record { voided: true, ..current.clone() }, &current)?)?;
        }
        let turned = self.proposal.undoes.or(self.proposal.redoes).is_some();
        if let Some(missing) = lacking_reason(self.proposal.reason.as_deref()).filter(|_| !turned) {
            return Err(Refusal { attempt, broken: vec![said_with_it(vec![missing])] }.into());
        }
        let hidden = Record { voided: true, ..current.clone() };
        // What is told of it points to it while it is there.
        if let Some(favourable) = self.looks_better(&current, &hidden, None)? {
            self.tell_favourable(&attempt, &favourable, draft)?;
        }
        let change = Change { record: id, register: current.register, what: What::Void { revision: current.revision } };
        self.lean(&current);
        self.write(&change, &hidden, draft)
    }

    pub(super) fn unvoid(&mut self, id: RecordId, based_on: Option<Revision>, draft: &mut Draft) -> Result<(), Error> {
        let current = self.record(id)?;
        let attempt = format!("{} can't be brought back", current.reference());
        refuse_changed(&attempt, &current, based_on)?;
        if !current.voided {
            return Err(Refusal::plain(attempt, "It is not voided.").into());
        }
        let after = Record { voided: false, ..current.clone() };
        refuse(attempt.clone(), self.judge_frozen(&after, &current)?)?;
        let broken = self.judge(&after, Some(&current), None)?;
        refuse(attempt, broken)?;
        let change = Change { record: id, register: after.register, what: What::Unvoid { revision: current.revision } };
        self.write(&change, &after, draft)
    }

    pub(super) fn revert(&mut self, id: RecordId, fields: &[FieldChange], draft: &mut Draft) -> Result<(), Error> {
        let current = self.standing(id)?;
        let attempt = format!("{} can't be put back", current.reference());
        if self.proposal.undoes.or(self.proposal.redoes).is_none() {
            return Err(Refusal::plain(attempt, "Earlier values are put back by an undo or a redo alone.").into());
        }
        let mut after = current.clone();
        let mut changes = Vec::new();
        let mut missing = Vec::new();
        for change in fields {
            let field = change.field;
            if self.present(&current, field)? != change.before {
                missing.push(Missing::in_field(field.name, format!("{} was changed since", field.label)));
                continue;
            }
            let (kept, shown) = self.restorable(change.after.as_ref())?;
            if !kept {
                missing.push(Missing::in_field(field.name, format!("{}: the earlier value was erased", field.label)));
            }
            after.set(field.name, shown);
            changes.push(change.clone());
        }
        if !missing.is_empty() {
            let rule = "Only what still stands as it was left can be put back.".to_owned();
            return Err(Refusal { attempt, broken: vec![Broken { rule, clause: None, missing }] }.into());
        }
        refuse(attempt.clone(), attested_again(&after, &current, self.proposal.undoes))?;
        refuse(attempt.clone(), self.judge_frozen(&after, &current)?)?;
        let broken = self.judge(&after, Some(&current), None)?;
        refuse(attempt.clone(), broken)?;
        let favourable = self.looks_better(&current, &after, None)?;
        let what = What::Update { revision: current.revision, way: Way::Revert, fields: changes };
        self.lean(&current);
        self.write(&Change { record: id, register: current.register, what }, &after, draft)?;
        favourable.map_or(Ok(()), |favourable| self.tell_favourable(&attempt, &favourable, draft))
    }

    pub(super) fn erase(
        &mut self,
        id: RecordId,
        field: &'static Field,
        approved_by: RecordId,
        legal_ground: Option<&str>,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let current = self.record(id)?;
        let legal_ground = legal_ground.map(str::trim).filter(|ground| !ground.is_empty());
        let reason = self.proposal.reason.as_deref();
        let erase::Found { contents, values } = erase::contents(self.connection, self.schema, &current, field, reason)?;
        let self_approved = self.approval(&current, approved_by, legal_ground)?;
        let remains = remains::of(self.connection, self.schema, &values)?;
        content::erase(self.connection, &contents)?;
        self.erased.push(Erased { record: id, field: field.name, values, remains, drafts: None });
        let what = What::Erase {
            revision: current.revision,
            field,
            contents,
            approved_by,
            legal_ground: legal_ground.map(str::to_owned),
            self_approved,
        };
        let change = Change { record: id, register: current.register, what };
        let mut after = current;
        if field.personal && after.get(field.name).is_some() {
            after.set(field.name, Some(Value::Erased));
        }
        self.write(&change, &after, draft)
    }

    /// Whether a record that came in as over already is taken back with the transaction that brought it: nothing here
    /// has proven what it says.
    fn takes_back_adopted(&self, record: &Record) -> Result<bool, Error> {
        let adopted = record.register.machine.and_then(|machine| machine.adopted);
        let adopted = adopted.is_some_and(|field| record.get(field) == Some(&Value::YesNo(true)));
        let Some(undone) = self.proposal.undoes.filter(|_| adopted) else { return Ok(false) };
        Ok(journal::places(self.connection, record.id)?.first() == Some(&undone))
    }

    fn conflict(&self, id: RecordId, change: &FieldChange, theirs: Option<Value>) -> Result<FieldConflict, Error> {
        let history = journal::history(self.connection, self.schema.catalogue, id, None)?;
        let touches = |change_of: &What| match change_of {
            What::Update { fields, .. } => fields.iter().any(|one| one.field == change.field),
            What::Create { .. } => true,
            _ => false,
        };
        let by = match history.iter().rev().find(|(_, other)| touches(&other.what)) {
            Some((sequence, _)) => journal::entry(self.connection, *sequence)?,
            None => None,
        };
        Ok(FieldConflict {
            field: change.field,
            before: change.before.clone(),
            yours: change.after.clone(),
            theirs,
            by: by.map(|entry| (entry.header.actor.person, entry.header.at)),
        })
    }

    /// Remembers the fields that others changed since a revision and that stay beside these edits.
    fn note_merged(
        &mut self,
        id: RecordId,
        based_on: Revision,
        edited: &[FieldChange],
        own: Sequence,
    ) -> Result<(), Error> {
        let history = journal::history(self.connection, self.schema.catalogue, id, None)?;
        // What an earlier act of this very transaction changed is nobody else's.
        for (_, change) in history.iter().skip(based_on as usize).filter(|(at, _)| *at != own) {
            if let What::Update { fields, .. } = &change.what {
                let others = fields.iter().map(|one| one.field);
                self.merged.extend(others.filter(|field| edited.iter().all(|one| one.field != *field)));
            }
        }
        Ok(())
    }

    /// A journalled value that is to stand again: whether its bytes are still kept, and what it then shows.
    fn restorable(&self, value: Option<&Value>) -> Result<(bool, Option<Value>), Error> {
        match value {
            Some(Value::Content(hash)) => {
                let words = content::words(self.connection, *hash)?;
                Ok((words.is_some(), words.map(Value::Text)))
            }
            Some(Value::Erased) => Ok((false, None)),
            Some(Value::File(file)) => match file.held {
                Held::Here(hash) => Ok((content::bytes(self.connection, hash)?.is_some(), value.cloned())),
                Held::Elsewhere { .. } => Ok((true, value.cloned())),
            },
            other => Ok((true, other.cloned())),
        }
    }
}

fn refuse(attempt: String, broken: Vec<Broken>) -> Result<(), Error> {
    if broken.is_empty() { Ok(()) } else { Err(Refusal { attempt, broken }.into()) }
}

fn refuse_changed(attempt: &str, current: &Record, based_on: Option<Revision>) -> Result<(), Error> {
    if based_on.is_none_or(|revision| revision == current.revision) {
        return Ok(());
    }
    Err(Refusal::plain(attempt, "It was changed since it was read. Look at it again, then do it again.").into())
}

fn set_by_moves(attempt: String, field: &Field) -> Refusal {
    let how = if field.derived { "worked out from other fields" } else { "set by moves only, such as done or cancel" };
    Refusal::plain(attempt, format!("{} is {how}.", field.label))
}

/// What was attested and opened since does not come back by an undo: meanwhile nothing of it was held.
fn attested_again(after: &Record, current: &Record, undoes: Option<Sequence>) -> Vec<Broken> {
    let attests = |record: &Record| record.register.machine.is_some_and(|machine| machine.attests(record).is_some());
    if undoes.is_none() || attests(current) || !attests(after) {
        return Vec::new();
    }
    let missing = vec![Missing::elsewhere("Attest it again by its own move, once you have looked at it")];
    let rule = "What was opened is attested again by looking at it, not by an undo.".to_owned();
    vec![Broken { rule, clause: None, missing }]
}
