//! What most commands need: the open file, who acts, and where to write.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use crate::domain::field::Target;
use crate::domain::identity::Sequence;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::{Missing, Refusal};
use crate::domain::state::Move;
use crate::domain::transaction::Channel;
use crate::domain::value::Instant;
use crate::domain::visible::{one_line, visible};
use crate::domain::when::{self, Tense};
use crate::store::error::Conflict;
use crate::store::gavel::GAVEL;
use crate::store::output::Folder;
use crate::store::{Act, Author, Error, Outcome, Proposal, Store, View};
use crate::workflow::acting::Unknown;
use crate::workflow::entry::Reader;
use crate::workflow::operation::{self, About, Ask, At, Operation, PartAt};
use crate::workflow::{account, acting, consequences, filter};

use super::failure::Failure;
use super::files::Database;
use super::world::World;

/// What is between the end of a day and the next one.
const MILLISECOND: chrono::TimeDelta = chrono::TimeDelta::milliseconds(1);

/// An open file and the world around it.
pub struct Context<'w, 'a> {
    pub store: Store,
    pub world: &'w mut World<'a>,
    named: Option<String>,
    /// The operation that is done, so that a refusal can name the option to use.
    pub operation: Option<&'static Operation>,
    /// Whether whoever types said which revision they have seen.
    pub based_on: bool,
}

/// The file that a command works on.
pub fn database(given: &ArgMatches, world: &World) -> PathBuf {
    let typed = given.get_one::<Database>(super::DATABASE).map(|Database(path)| path.clone());
    let set = || world.database.as_ref().filter(|name| !name.is_empty()).map(PathBuf::from);
    typed.or_else(set).unwrap_or_else(|| world.default_database.clone())
}

impl<'w, 'a> Context<'w, 'a> {
    /// Opens the file that the command line, the environment or the default names.
    pub fn new(given: &ArgMatches, world: &'w mut World<'a>) -> Result<Self, Failure> {
        let store = Store::open(&database(given, world), &GAVEL, world.ambient.clone())?;
        Self::over(store, given, world)
    }

    /// Opens it for what only reads: an older file is not upgraded.
    pub fn only_reading(given: &ArgMatches, world: &'w mut World<'a>) -> Result<Self, Failure> {
        let store = Store::open_as_it_is(&database(given, world), &GAVEL, world.ambient.clone())?;
        Self::over(store, given, world)
    }

    /// Over a file that is open already.
    pub fn over(store: Store, given: &ArgMatches, world: &'w mut World<'a>) -> Result<Self, Failure> {
        if let Some(warning) = store.exposure() {
            writeln!(world.err, "gavel: {}", visible(&warning))?;
        }
        let named = given.get_one::<String>(super::ACTING).cloned().or_else(|| world.acting.clone());
        let named = named.filter(|name| !name.trim().is_empty());
        Ok(Self { store, world, named, operation: None, based_on: false })
    }

    /// What can be asked of the file.
    pub fn view(&self) -> View<'_> {
        self.store.view()
    }

    /// Who acts.
    pub fn author(&self) -> Result<Author, Failure> {
        let reader = Reader::new(self.view(), self.store.ambient(), None)?;
        let found =
            acting::author(self.view(), &reader, &self.world.os_user, self.named.as_deref(), Channel::CommandLine);
        found.map_err(|unknown| match unknown {
            Unknown::Nobody(ref user) => Failure::Usage(format!(
                "{unknown}. Say who acts with --as PERSON, and set it once with: gavel person edit PERSON --os-user {user} \
                 --as PERSON"
            )),
            Unknown::Several(_) => Failure::Usage(format!("{unknown}: say who acts with --as PERSON")),
            Unknown::Named(trouble) => trouble.into(),
        })
    }

    /// A reader of what is typed; `me` is understood where it is known who acts.
    pub fn reader(&self) -> Result<Reader<'_>, Failure> {
        let me = self.author().ok().map(|author| author.person);
        let sitting = self.view().people_with_user(&self.world.os_user)?;
        let terminal = if let [one] = sitting.as_slice() { Some(one.id) } else { None };
        Ok(Reader::new(self.view(), self.store.ambient(), me)?.typed_by(terminal))
    }

    /// A record of a register, by what somebody calls it.
    pub fn record(&self, register: &'static Register, name: &str) -> Result<Record, Failure> {
        Ok(self.reader()?.record(Target::Register(register.name), name)?)
    }

    /// Does what a proposal asks. Both sides of a conflict are told, with what to type next.
    pub fn commit(&mut self, author: Author, proposal: Proposal) -> Result<Outcome, Failure> {
        let moved = self.moved(&proposal)?;
        match self.store.commit(author, proposal) {
            Err(Error::Refused(refusal)) => Err(Failure::Refused(match self.operation {
                Some(operation) => with_options(self.view(), refusal, moved.as_ref(), operation)?.to_string(),
                None => refusal.to_string(),
            })),
            Err(Error::Conflict(conflict)) => {
                let told = tell_conflict(self.view(), &conflict, self.based_on)?;
                Err(Failure::Refused(told))
            }
            other => Ok(other?),
        }
    }

    /// Commits what is proposed from the records as they stand. Where others commit in between, it is proposed anew.
    pub fn commit_anew(
        &mut self,
        author: &Author,
        propose: impl Fn(&Self) -> Result<Proposal, Failure>,
    ) -> Result<Outcome, Failure> {
        /// Each further one is needed only where somebody else was faster again.
        const ATTEMPTS: usize = 5;
        for _ in 1..ATTEMPTS {
            let proposal = propose(self)?;
            match self.store.commit(author.clone(), proposal) {
                Err(Error::Stale) => {}
                other => return Ok(other?),
            }
        }
        let proposal = propose(self)?;
        self.commit(author.clone(), proposal)
    }

    /// The place of the journal that `--as-of` names, and the moment in which that is looked at: of a day the last one, but
    /// no later than now, and of a transaction that in which it was recorded.
    pub fn moment(&mut self, text: &str) -> Result<(Sequence, Instant), Failure> {
        let place = self.place(text)?;
        let circumstances = self.view().circumstances()?;
        let day = when::date(text, circumstances.today(), Tense::Past).filter(|_| text.parse::<Sequence>().is_err());
        let end = day.and_then(|day| circumstances.start_of(day.succ_opt()?)).map(|next| next - MILLISECOND);
        let at = match end {
            Some(end) => end,
            None => self.view().entry(place)?.map_or(circumstances.now, |entry| entry.header.at),
        };
        Ok((place, at.min(circumstances.now)))
    }

    /// The place of the journal that `--as-of` names: a sequence, or the end of a day in the organisation's time zone.
    pub fn place(&mut self, text: &str) -> Result<Sequence, Failure> {
        let head = self.view().head()?.sequence;
        if let Ok(sequence) = text.parse::<Sequence>() {
            if sequence > head {
                return Err(Failure::Usage(format!(
                    "The journal has {head} transactions, so there is no {sequence} yet"
                )));
            }
            return Ok(sequence);
        }
        let circumstances = self.view().circumstances()?;
        let day = when::date(text, circumstances.today(), Tense::Past).ok_or_else(|| {
            Failure::Usage(format!("“{text}” is neither a date nor a place in the journal; {}", when::EXAMPLES))
        })?;
        let end = day.succ_opt().and_then(|next| circumstances.start_of(next));
        let end = end.ok_or_else(|| Failure::Usage(format!("The day {day} is out of range")))?;
        let place = self.view().place_before(end)?;
        let later = self.view().backdated(place, end)?;
        if let (Some(first), Some(last)) = (later.first(), later.last()) {
            writeln!(
                self.world.err,
                "Not shown: {} of the transactions {first} to {last}, whose clock was put back: they were written later. \
                 Name a place in the journal to see them.",
                later.len()
            )?;
        }
        Ok(place)
    }

    /// Tells what a transaction did, a line for each change.
    pub fn tell(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        if outcome.changed.is_empty() {
            return self.say("It holds that already; nothing was changed");
        }
        for change in self.view().changes(outcome.head.sequence)? {
            let told = account::said(self.view(), &change)?;
            self.say(&one_line(&told))?;
        }
        Ok(())
    }

    /// The record that a proposal moves, and by which move: that of the register under which the operation stands, if any.
    fn moved(&self, proposal: &Proposal) -> Result<Option<(Record, &'static Move)>, Failure> {
        let moves = proposal.acts.iter().filter_map(|act| match act {
            Act::Move { record, name, .. } => Some((*record, name)),
            _ => None,
        });
        let mut first = None;
        for (id, name) in moves {
            let Some(record) = self.view().record(id)? else { continue };
            let Some(step) = record.register.machine.and_then(|machine| machine.find(name)) else { continue };
            // A procedure moves what belongs to its record along with it.
            if self.operation.and_then(|one| one.register) == Some(record.register) {
                return Ok(Some((record, step)));
            }
            first = first.or(Some((record, step)));
        }
        Ok(first)
    }

    /// Tells what a transaction led to beyond what it changed, a line for each consequence.
    pub fn tell_consequences(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        for line in consequences::of(self.view(), outcome)? {
            self.say(&line)?;
        }
        Ok(())
    }

    /// Writes a line.
    pub fn say(&mut self, line: &str) -> Result<(), Failure> {
        Ok(self.world.say(line)?)
    }
}

/// What a list can be narrowed by, for help texts.
pub fn filter_help() -> String {
    format!("Conditions and words: {}", filter::SYNTAX)
}

/// A refusal that names the option of the operation with which each missing thing is given; what a move does not set is
/// edited first.
fn with_options(
    view: View,
    mut refusal: Refusal,
    moved: Option<&(Record, &'static Move)>,
    operation: &Operation,
) -> Result<Refusal, Error> {
    for missing in refusal.broken.iter_mut().flat_map(|broken| &mut broken.missing) {
        if let Some(command) = moved.map(|(record, _)| of_procedure(view, record, missing)).transpose()?.flatten() {
            missing.what.push_str(&format!(" ({command})"));
            continue;
        }
        let Some(field) = missing.field else { continue };
        let ask = operation.asks.iter().find(|ask| ask.field.name == field);
        let edited = moved.filter(|(record, step)| {
            let sets = step.may_set(field);
            // What only moves set is not edited.
            let editable = record.register.field(field).is_some_and(|field| !field.by_move);
            missing.record.is_none() && !sets && editable
        });
        match (ask.map(Ask::option_name), edited) {
            (Some(Some(name)), _) => missing.what.push_str(&format!(" (--{})", name.replace('_', "-"))),
            (None, Some((record, _))) => {
                let (command, reference) = (record.register.command(), record.reference());
                missing.what.push_str(&format!(" (gavel {command} edit {reference} --{})", field.replace('_', "-")));
            }
            // A word is typed without an option, and what is no field has a command of its own.
            _ => {}
        }
    }
    Ok(refusal)
}

/// The command of a procedure with which something is put right that belongs to its record: the first that takes such a
/// part, or a word that says what is missing.
fn of_procedure(view: View, record: &Record, missing: &Missing) -> Result<Option<String>, Error> {
    let of_register = || operation::all().filter(|one| one.register == Some(record.register));
    if let Some(id) = missing.record.filter(|id| *id != record.id) {
        let Some(part) = view.record(id)? else { return Ok(None) };
        let takes = |one: &&Operation| match one.about {
            About::Part(_, of) => {
                matches!(of.at, PartAt::Word | PartAt::MaybeWord) && (of.of)(&part) == Some(record.id)
            }
            _ => false,
        };
        let found = of_register().find(takes);
        return Ok(found.map(|one| format!("gavel {} {} {}", one.spelled(), record.reference(), part.reference())));
    }
    let says =
        |ask: &Ask| matches!(ask.at, At::Word(_)) && missing.field.is_some_and(|key| ask.field.choice(key).is_some());
    let found = of_register().find(|one| one.asks.iter().any(says));
    Ok(found.zip(missing.field).map(|(one, key)| {
        let others = one.asks.iter().filter(|ask| !says(ask)).filter_map(|ask| match ask.at {
            At::Word(name) => Some(format!(" {}", name.to_uppercase())),
            _ => None,
        });
        format!("gavel {} {} {key}{}", one.spelled(), record.reference(), others.collect::<String>())
    }))
}

/// `based_on` where whoever types said on what: else somebody else was faster.
fn tell_conflict(view: View, conflict: &Conflict, based_on: bool) -> Result<String, Failure> {
    let mut told = format!("{conflict}. Nothing of yours was saved.");
    for field in &conflict.fields {
        let shown = |value: &Option<_>| match value {
            Some(value) => view.shown(field.field, value),
            None => Ok("nothing".to_owned()),
        };
        let zone = view.circumstances()?.zone;
        let by = match field.by {
            Some((person, at)) => {
                format!(", set by {} on {}", view.name_of(person)?, at.with_timezone(&zone).format("%Y-%m-%d %H:%M"))
            }
            None => String::new(),
        };
        told.push_str(&format!(
            "\n  {}: it was {}; it is now {}{by}; you wanted {}",
            field.field.label,
            shown(&field.before)?,
            shown(&field.theirs)?,
            shown(&field.yours)?,
        ));
    }
    let without = if based_on { " without --based-on" } else { "" };
    told.push_str(&format!("\nTo set yours all the same, type the command again{without}."));
    Ok(told)
}

/// Whether a path is where the file is kept when none is named; its folder is made then.
pub fn make_default_folder(path: &Path, world: &World) -> Result<(), Failure> {
    match path.parent() {
        Some(folder) if path == world.default_database => Ok(Folder::make(folder)?),
        _ => Ok(()),
    }
}
