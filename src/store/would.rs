//! What would stand against a move, asked without writing: the rules are the same, and so is what they are told.

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Matter, judge, judge_by};
use crate::domain::state::{Move, Request, said_with_it};
use crate::domain::value::Value;

use super::error::Error;
use super::facts::{self, Whole};
use super::view::View;
use super::{adopt, circumstances, manifest};

/// What stands for the reason that will be given.
const SOME_REASON: &str = "Somebody will say it";

impl View<'_> {
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
        let circumstances = circumstances::judging(self.connection, self.schema, self.ambient)?;
        let (today, now) = (circumstances.today(), circumstances.now);
        let request = Request { name: &step.name, given, reason: Some(SOME_REASON), today, now, actor };
        let (mut after, step, missing) = machine.attempt(record, &request)?;
        let whole = Whole::default();
        let source = facts::Facts::new(self.connection, self.schema, &whole);
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
        broken.extend(manifest::unproven(self.connection, self.schema, record, &after, today)?);
        if machine.adopts(step) {
            let kept = (&circumstances, adopt::kept_since(self.connection, &circumstances)?);
            broken.extend(adopt::judge(self.connection, self.schema, kept, None, (record, &after), step)?);
        }
        // What is only to be said comes after what is to be put right.
        if !missing.is_empty() {
            broken.push(said_with_it(missing));
        }
        Ok(broken)
    }
}
