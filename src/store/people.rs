//! Who may write and be named: people in force who take part, and machines where nothing is attested.

use crate::domain::field::Kind;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::named;
use crate::domain::person::{self, Person, PersonField};
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Missing, Records, Refusal};
use crate::domain::value::Value;

use super::commit::Writer;
use super::error::Error;
use super::proposal::Act;
use super::{content, facts, past, read};

/// Why a machine is refused.
const MACHINES: &str = "It is a machine: it records what it measured or noticed, and changes that alone; what is said, done, \
     attested, decided or ruled is for people.";

impl Writer<'_> {
    /// People who are named and can't be.
    pub(super) fn bad_names(&self, after: &Record, before: Option<&Record>) -> Result<Vec<Missing>, Error> {
        if after.register.fields.iter().all(|field| field.kind.target() != Kind::Person.target()) {
            return Ok(Vec::new());
        }
        let people = self.people()?;
        Ok(named::missing(after, before, &people, self.circumstances.today()))
    }

    /// Everybody in force; nobody where there is no register of people.
    pub(super) fn people(&self) -> Result<Records, Error> {
        facts::Facts::new(self.connection, self.schema, &self.whole).people()
    }

    /// A person who would be called as another one in force is, or was: what that one agreed to would seem to be theirs.
    pub(super) fn called_as_another(&self, after: &Record, before: Option<&Record>) -> Result<Option<Broken>, Error> {
        let field = PersonField::Name;
        let said = |record: &Record| record.get(field.name()).cloned();
        let Some(Value::Text(name)) = said(after) else { return Ok(None) };
        if after.register != &person::REGISTER
            || before.is_some_and(|before| !before.voided && said(before) == said(after))
        {
            return Ok(None);
        }
        for other in self.people()?.iter().filter(|other| other.id != after.id) {
            if !self.names(other)?.iter().any(|one| reason::is_same(one, &name)) {
                continue;
            }
            let what = format!(
                "{} is called so, or was: add what tells them apart, such as a middle name or the unit",
                other.reference()
            );
            let rule = "Nobody is called as somebody else is, or was.".to_owned();
            let missing = vec![Missing::in_field(field.name(), what)];
            return Ok(Some(Broken { rule, clause: None, missing }));
        }
        Ok(None)
    }

    /// What somebody is called, and was, as far as it is kept.
    fn names(&self, person: &Record) -> Result<Vec<String>, Error> {
        let mut names = vec![person.title().to_owned()];
        if person.revision == 1 {
            return Ok(names);
        }
        for version in past::of(self.connection, self.schema, person.id)?.iter() {
            if let Some(Value::Content(hash)) = version.record.get(PersonField::Name.name()) {
                names.extend(content::words(self.connection, *hash)?);
            }
        }
        Ok(names)
    }

    /// The first record in force in which a person attests something: agrees to it, approves, confirms or accepts it.
    pub(super) fn attested_by(&self, person: RecordId) -> Result<Option<Reference>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT l.relation, r.register, r.number FROM link l JOIN record r ON r.id = l.from_id
             WHERE l.to_id = ? AND r.voided = 0 ORDER BY r.register, r.number",
        )?;
        let mut rows = statement.query([person.0])?;
        while let Some(row) = rows.next()? {
            let (relation, register): (String, String) = (row.get(0)?, row.get(1)?);
            let register = self.schema.catalogue.named(&register);
            let attests = |one: &&Register| one.attestations.iter().any(|one| one.attester() == *relation);
            if let Some(register) = register.filter(attests) {
                return Ok(Some(register.reference(row.get(2)?)));
            }
        }
        Ok(None)
    }

    /// Whoever acts, and whoever sits at the terminal, is a person in force who takes part.
    pub(super) fn check_actor(&self) -> Result<(), Error> {
        let attempt = "This can't be saved";
        let person = match read::by_id(self.connection, self.schema, self.author.person)? {
            Some(person) if person.register.name == "person" && !person.voided => person,
            _ => return Err(Refusal::plain(attempt, "Whoever acts must be a person in force.").into()),
        };
        let today = self.circumstances.today();
        let people = self.people()?;
        let terminal = self.terminal.and_then(|id| people.iter().find(|one| one.id == id));
        let gone = [Some(&person), terminal].into_iter().flatten().find(|one| !Person(one).is_active_on(today));
        match gone {
            Some(gone) => {
                let rule = format!("{} is inactive: somebody else must do it.", gone.title());
                Err(Refusal::plain(attempt, rule).into())
            }
            None => Ok(()),
        }
    }

    /// The machine that acts, or sits at the terminal.
    pub(super) fn machine(&self) -> Result<Option<&Record>, Error> {
        if let Some(known) = self.machine.get() {
            return Ok(known.as_ref());
        }
        let ids = [Some(self.author.person), self.terminal.filter(|id| *id != self.author.person)];
        let mut found = None;
        for id in ids.into_iter().flatten() {
            let person = read::by_id(self.connection, self.schema, id)?.filter(|one| one.register.name == "person");
            found = found.or(person.filter(|one| Person(one).machine() == Some(true)));
        }
        Ok(self.machine.get_or_init(|| found).as_ref())
    }

    /// A machine puts on record what it measured or noticed, and changes nothing but that: it makes no move, and says of
    /// nothing that it is as it should be.
    pub(super) fn check_machine(&self, act: &Act) -> Result<(), Error> {
        let Some(machine) = self.machine()? else { return Ok(()) };
        let (register, record, allowed) = match act {
            Act::Create { register, fields, .. } => {
                let well = fields.iter().any(|(field, value)| named::says_well(field, Some(value)));
                (*register, None, !well)
            }
            Act::Edit { record, fields, .. } | Act::Revert { record, fields } => {
                let well = fields.iter().any(|side| named::says_well(side.field, side.after.as_ref()));
                let record = self.record(*record)?;
                let own = self.is_made_by(&record, machine)?;
                (record.register, Some(record), own && !well)
            }
            Act::Link { record, .. } | Act::Void { record, .. } | Act::Unvoid { record, .. } => {
                let record = self.record(*record)?;
                let own = self.is_made_by(&record, machine)?;
                (record.register, Some(record), own)
            }
            Act::Move { record, .. } | Act::Erase { record, .. } => {
                let record = self.record(*record)?;
                (record.register, Some(record), false)
            }
        };
        if allowed && !named::are_for_people(register) {
            return Ok(());
        }
        let what = record.map_or_else(|| format!("This {}", register.singular()), |one| one.reference().to_string());
        let attempt = format!("{what} can't be written by {}", machine.title());
        Err(Refusal::plain(attempt, MACHINES).into())
    }

    /// Whether a machine put a record there itself.
    fn is_made_by(&self, record: &Record, machine: &Record) -> Result<bool, Error> {
        let past = past::of(self.connection, self.schema, record.id)?;
        Ok(past.first().is_none_or(|first| first.author.is_none_or(|by| by == machine.id)))
    }
}
