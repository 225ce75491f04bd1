//! Who approves an erasure: somebody else than does it, where the file has somebody else.

use crate::domain::identity::RecordId;
use crate::domain::person::{self, Person};
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Missing, Refusal};
use crate::domain::value::ERASED;

use super::commit::Writer;
use super::error::Error;
use super::read;

impl Writer<'_> {
    /// Whether nobody but who does it approves an erasure. Where the law demands it, that stands in nobody's way; where
    /// nobody else takes part, neither.
    ///
    /// # Errors
    /// A refusal, which names who could approve it.
    pub(super) fn approval(&self, erased: &Record, approver: RecordId, ground: Option<&str>) -> Result<bool, Error> {
        let attempt = || format!("{} can't be erased", erased.reference());
        let takes_part = |record: &Record| {
            record.register.name == person::REGISTER.name
                && !record.voided
                && Person(record).can_act_on(self.circumstances.today())
        };
        if !read::by_id(self.connection, self.schema, approver)?.as_ref().is_some_and(takes_part) {
            return Err(Refusal::plain(
                attempt(),
                "An erasure is approved by a person of the register who takes part.",
            )
            .into());
        }
        // Where nobody is known to sit at the terminal, it may be whoever is said to approve.
        let sitting = self.terminal.unwrap_or(approver);
        if approver != self.author.person && approver != sitting {
            return Ok(false);
        }
        // Whose data they are need not be asked to give them up; nor somebody of whom no name is left.
        let other = |record: &Record| {
            takes_part(record) && Person(record).name() != ERASED && record.id != sitting && record.id != erased.id
        };
        let people = self.people()?;
        let others: Vec<&Record> = people.iter().filter(|record| other(record)).collect();
        if ground.is_some() || others.is_empty() {
            return Ok(true);
        }
        const NAMED: usize = 5;
        let mut names: Vec<_> =
            others.iter().take(NAMED).map(|one| format!("{} {}", one.reference(), one.title())).collect();
        if others.len() > NAMED {
            names.push(format!("{} more", others.len() - NAMED));
        }
        let what = format!("Somebody else than who does it and who types it approves it: {}", names.join(", "));
        let missing = vec![Missing::in_field("approved-by", what)];
        let rule = "Nobody erases on their own approval, unless the law demands it (--legal-ground).".to_owned();
        Err(Refusal { attempt: attempt(), broken: vec![Broken { rule, clause: None, missing }] }.into())
    }
}
