//! What would stand against a move, asked without writing: the rules are the same, and so is what they are told.

use std::cell::OnceCell;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Matter, judge, judge_by};
use crate::domain::state::{Move, Reason, Request, said_with_it};
use crate::domain::typed::Circumstances;
use crate::domain::value::Value;

use super::error::Error;
use super::facts::{Facts, Whole};
use super::judge::tell_who_holds;
use super::view::View;
use super::{adopt, circumstances, manifest};

/// Asks what would stand against moves, one after another, of a file that stays as it is meanwhile: what the rules look at
/// is read once, however many moves are judged by it.
pub struct Hearing<'a> {
    view: View<'a>,
    circumstances: OnceCell<Circumstances>,
    whole: Whole,
}

impl<'a> View<'a> {
    /// Asks about several moves. It is to be dropped before the file is read as others left it.
    pub fn hearing(self) -> Hearing<'a> {
        Hearing { view: self, circumstances: OnceCell::new(), whole: Whole::of_what_stays() }
    }

    /// What would stand against a single move: see [`Hearing::against`].
    ///
    /// # Errors
    /// A refusal where there is no such move from the state of the record; or the file can't be read.
    pub fn against(
        self,
        record: &Record,
        step: &Move,
        given: &[(&'static Field, Option<Value>)],
        actor: Option<RecordId>,
    ) -> Result<Vec<Broken>, Error> {
        self.hearing().against(record, step, given, actor)
    }
}

impl Hearing<'_> {
    /// Everything that would stand against a move if it were made now with these values, by somebody: each rule with what
    /// is missing, and then what must be said with it. Nothing is written, and a reason is taken to be given. Nothing is
    /// handed back where the move would be made.
    ///
    /// # Errors
    /// A refusal where there is no such move from the state of the record; or the file can't be read.
    pub fn against(
        &self,
        record: &Record,
        step: &Move,
        given: &[(&'static Field, Option<Value>)],
        actor: Option<RecordId>,
    ) -> Result<Vec<Broken>, Error> {
        let Some(machine) = record.register.machine else { return Ok(Vec::new()) };
        let View { connection, schema, .. } = self.view;
        let circumstances = self.circumstances()?;
        let (today, now) = (circumstances.today(), circumstances.now);
        let request = Request { name: &step.name, given, reason: Reason::ToBeSaid, today, now, actor };
        let (mut after, step, missing) = machine.attempt(record, &request)?;
        let source = Facts::new(connection, schema, &self.whole);
        let as_it_is =
            Matter { record, before: Some(record), today, now, actor, terminal: actor, agreed: None, source: &source };
        let judged = after
            .register
            .derives
            .map_or_else(|| Ok(Vec::new()), |derives| derives.derive(Matter { record: &after, ..as_it_is }));
        let judged = judged.and_then(|derived| {
            for (field, value) in derived {
                after.set(field.name, value);
            }
            let matter = Matter { record: &after, ..as_it_is };
            Ok([judge(matter)?, judge_by(step.rules, matter)?].concat())
        });
        let mut broken = source.settle(judged)?;
        broken.extend(manifest::unproven(connection, schema, record, &after, today)?);
        if machine.adopts(step) {
            let kept = (circumstances, adopt::kept_since(connection, circumstances)?);
            broken.extend(adopt::judge(connection, schema, kept, None, (record, &after), step)?);
        }
        tell_who_holds(connection, schema, today, record.id, &mut broken)?;
        // What is only to be said comes after what is to be put right.
        if !missing.is_empty() {
            broken.push(said_with_it(missing));
        }
        Ok(broken)
    }

    fn circumstances(&self) -> Result<&Circumstances, Error> {
        if let Some(known) = self.circumstances.get() {
            return Ok(known);
        }
        let View { connection, schema, ambient, .. } = self.view;
        let read = circumstances::judging(connection, schema, ambient)?;
        Ok(self.circumstances.get_or_init(|| read))
    }
}
