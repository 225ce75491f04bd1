//! What must hold for a record before it is written, and for the records that lean on it.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::domain::deadline::Deadline;
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::name::{FieldName, Link, RegisterName};
use crate::domain::record::Record;
use crate::domain::rules::{Broken, Fact, Matter, Missing, Refusal, Source, judge, judge_by};
use crate::domain::state::Move;

use super::commit::Writer;
use super::error::Error;
use super::schema::Schema;
use super::{adopt, facts, read};

/// Tells of what a record waits for in others with whom it lies, and how late it is: ` (Ben Okafor, 12 d late)`.
pub(super) fn tell_who_holds(
    connection: &Connection,
    schema: &Schema,
    today: NaiveDate,
    waits: RecordId,
    broken: &mut [Broken],
) -> Result<(), Error> {
    for missing in broken.iter_mut().flat_map(|one| &mut one.missing) {
        let Some(id) = missing.record.filter(|id| *id != waits) else { continue };
        let Some(record) = read::by_id(connection, schema, id)? else { continue };
        let responsible = record.register.responsible().and_then(|field| record.register.position(field.name));
        let person = match responsible.and_then(|place| record.link(place)) {
            Some(person) => read::by_id(connection, schema, person)?,
            None => None,
        };
        let late = Deadline::of(&record, today).filter(Deadline::is_late);
        let told = [person.map(|person| person.title().to_owned()), late.map(|late| late.words())];
        let told: Vec<_> = told.into_iter().flatten().collect();
        if !told.is_empty() {
            missing.what.push_str(&format!(" ({})", told.join(", ")));
        }
    }
    Ok(())
}

impl Writer<'_> {
    fn matter<'a>(&self, record: &'a Record, before: Option<&'a Record>, source: &'a dyn Source) -> Matter<'a> {
        let (today, now) = (self.circumstances.today(), self.circumstances.now);
        let (actor, agreed) = (Some(self.author.person), self.proposal.agreed.by);
        Matter { record, before, today, now, actor, terminal: self.terminal, agreed, source }
    }

    /// Works out what a record's other fields decide.
    pub(super) fn derive(&self, after: &mut Record, before: Option<&Record>) -> Result<(), Error> {
        let Some(derives) = after.register.derives else { return Ok(()) };
        let source = facts::Facts::new(self.connection, self.schema, &self.whole);
        let derived = derives.derive(self.matter(after, before, &source));
        let derived = source.settle(derived)?;
        for (field, value) in derived {
            after.set(field.name, value);
        }
        Ok(())
    }

    /// Judges a record as it would be: its declaration, its links, its register's rules and the move's guards.
    pub(super) fn judge(
        &self,
        after: &Record,
        before: Option<&Record>,
        step: Option<&Move>,
    ) -> Result<Vec<Broken>, Error> {
        let guards = step.map_or(&[][..], |step| step.rules);
        let source = facts::Facts::new(self.connection, self.schema, &self.whole);
        let matter = self.matter(after, before, &source);
        let judged = judge(matter).and_then(|broken| Ok([broken, judge_by(guards, matter)?].concat()));
        let mut broken = source.settle(judged)?;
        let missing = self.bad_links(after, before)?;
        if !missing.is_empty() {
            broken.push(Broken { rule: "A link points to a record that is there.".to_owned(), clause: None, missing });
        }
        let missing = self.bad_names(after, before)?;
        if !missing.is_empty() {
            let rule = "Whoever is named takes part, and is no machine.".to_owned();
            broken.push(Broken { rule, clause: None, missing });
        }
        broken.extend(self.called_as_another(after, before)?);
        broken.extend(self.repeated(after)?);
        tell_who_holds(self.connection, self.schema, self.circumstances.today(), after.id, &mut broken)?;
        Ok(broken)
    }

    /// Judges whether a state that is adopted was reached before.
    pub(super) fn judge_adoption(&self, sides: (&Record, &Record), step: &Move) -> Result<Option<Broken>, Error> {
        if !sides.0.register.machine.is_some_and(|machine| machine.adopts(step)) {
            return Ok(None);
        }
        // Asked once for all that an import adopts.
        let since = match self.kept_since.get() {
            Some(since) => since,
            None => {
                let since = adopt::kept_since(self.connection, &self.circumstances)?;
                self.kept_since.set(Some(since));
                since
            }
        };
        adopt::judge(self.connection, self.schema, (&self.circumstances, since), Some(self.author.channel), sides, step)
    }

    /// Judges whether a record may still be edited, hidden or shown again.
    pub(super) fn judge_frozen(&self, after: &Record, before: &Record) -> Result<Vec<Broken>, Error> {
        let source = facts::Facts::new(self.connection, self.schema, &self.whole);
        let judged = judge_by(before.register.frozen, self.matter(after, Some(before), &source));
        source.settle(judged)
    }

    /// New links to records that are not there, not of the right register, or voided.
    fn bad_links(&self, after: &Record, before: Option<&Record>) -> Result<Vec<Missing>, Error> {
        let mut missing = Vec::new();
        for (place, field) in after.register.fields.iter().enumerate() {
            let Some(target) = field.kind.target() else { continue };
            let known = before.map_or(&[][..], |before| before.links(place));
            for id in after.links(place).iter().filter(|id| !known.contains(id)) {
                let found = self
                    .connection
                    .prepare_cached("SELECT register, number, voided FROM record WHERE id = ?")?
                    .query_row([id.0], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get::<_, bool>(2)?)))
                    .optional()?;
                let what = match found {
                    None => format!("{}: there is no record {id}", field.label),
                    Some((register, _, _)) if !target.allows(&register) => {
                        format!("{} can't be a record of the {} register", field.label, register.replace('_', " "))
                    }
                    Some((register, number, true)) => {
                        let reference =
                            self.schema.catalogue.named(&register).map(|register| register.reference(number));
                        format!("{}: {} is voided", field.label, reference.map_or(register, |found| found.to_string()))
                    }
                    Some(_) => continue,
                };
                missing.push(Missing::in_field(field.name, what));
            }
        }
        Ok(missing)
    }

    /// Remembers the records whose rules look at records of this register through the links of one of them.
    pub(super) fn lean(&mut self, record: &Record) {
        let name = RegisterName::declared(record.register.name);
        let looks = |field: &Field| {
            let fact = Fact::Hanging(Link { register: name, field: FieldName::declared(field.name) });
            let mut rules = self.schema.catalogue.registers().flat_map(|register| register.rules);
            rules.any(|rule| rule.looks_at.contains(&fact))
        };
        // Rules are many: they are asked of what is filled alone.
        let fields = record.register.fields.iter().enumerate().map(|(place, field)| (field, record.links(place)));
        let filled = fields.filter(|(field, links)| !links.is_empty() && looks(field));
        let ids: Vec<_> = filled.flat_map(|(_, links)| links).copied().collect();
        self.leaned_on.extend(ids);
    }

    /// What leans on something that was changed must still hold.
    pub(super) fn check_leaned_on(&self) -> Result<(), Error> {
        for id in &self.leaned_on {
            let Some(record) = read::by_id(self.connection, self.schema, *id)?.filter(|record| !record.voided) else {
                continue;
            };
            let broken = self.judge(&record, Some(&record), None)?;
            if !broken.is_empty() {
                return Err(
                    Refusal { attempt: format!("{} would not hold any more", record.reference()), broken }.into()
                );
            }
        }
        Ok(())
    }
}
