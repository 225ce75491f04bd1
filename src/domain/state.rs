//! State machines: a table of moves with guards, through which the command line, the screens and the importers all pass.

use chrono::NaiveDate;

use super::attestation::Attestation;
use super::field::{Field, Kind};
use super::ground::Attested;
use super::identity::RecordId;
use super::name::{FieldName, MoveName};
use super::reason;
use super::record::Record;
use super::register::Register;
use super::rules::{Broken, Missing, Refusal, Rule};
use super::value::{Instant, Value};

/// The states of a register's records and the moves between them.
#[derive(Debug)]
pub struct Machine {
    /// The choice field that holds the state.
    pub field: FieldName,
    /// The state in which a record is created.
    pub initial: &'static str,
    /// The yes-or-no field that says that a state was adopted: reached before the file was kept, and not verified here.
    pub adopted: Option<FieldName>,
    /// The states in which something is still to be done.
    pub open: &'static [&'static str],
    /// The states in which a deadline runs: what is done waits for others, and is late no more.
    pub due_in: &'static [&'static str],
    /// The states that attest something, and what they stand on.
    pub attested: &'static [Attested],
    pub moves: &'static [Move],
}

/// A state that holds for a while, and until something else becomes so: an acceptance.
#[derive(Debug)]
pub struct Lapse {
    pub state: &'static str,
    /// What such a record is called once it is over.
    pub label: &'static str,
    /// The move by which it is dealt with then.
    pub next: MoveName,
    /// The fields that tell.
    pub looks_at: &'static [FieldName],
    /// Why it is over on a day; `None` while it holds.
    pub over: fn(&Record, NaiveDate) -> Option<String>,
    /// The field that says, by yes, that it is over before its day.
    pub at_once: Option<FieldName>,
    /// Filters that find what is over, each with its name.
    pub filters: &'static [(&'static str, &'static str)],
}

/// By what a record is a chance: it comes after all that is wrong, whatever its day.
#[derive(Debug)]
pub struct Chance {
    pub field: FieldName,
    /// The answers that make it one.
    pub answers: &'static [&'static str],
}

/// A named way from one state to another; the only thing that changes a state.
#[derive(Debug)]
pub struct Move {
    /// The word that is typed: `done`.
    pub name: MoveName,
    /// What it was called [before](super::former).
    pub was: &'static [&'static str],
    /// What it does, for a menu: `Mark as done`.
    pub label: &'static str,
    /// One or two sentences for the person who makes it.
    pub help: &'static str,
    /// How a refusal ends: `A-31 can't be` … `marked as done`.
    pub participle: &'static str,
    pub from: &'static [&'static str],
    /// The state it leads to; [`Move::STAYS`] where the record stays in the state it is in.
    pub to: &'static str,
    /// Fields that it asks for: it fills them in, and they must be filled in. What happened is taken to have happened today,
    /// or at this moment, where nothing else is given.
    pub asks: &'static [FieldName],
    /// What it attests: asked for as its fields are, and each time anew.
    pub attests: &'static [&'static Attestation],
    /// Fields that it may fill in besides.
    pub sets: &'static [FieldName],
    /// Fields that must be filled in besides, whoever does: what an edit could say is taken with the move where nothing
    /// stands yet, unless it attests something.
    pub needs: &'static [FieldName],
    /// Fields filled in from the circumstances where they are not given.
    pub stamps: &'static [(FieldName, Stamp)],
    /// Fields emptied by the move: a reopened action is no longer done on any day.
    pub clears: &'static [FieldName],
    pub rules: &'static [Rule],
    /// Whether a reason must be given; it stands in the journal.
    pub reason: bool,
    /// Whether evidence can be handed over with it.
    pub evidence: bool,
    /// Whether it attests or closes something, so that undo cannot take it back.
    pub settles: bool,
    /// Whether it is one step of a procedure that has commands of its own, and so is not offered by itself.
    pub guided: bool,
}

impl Move {
    /// Leads nowhere else: something is recorded, such as an extension, and the state stays.
    pub const STAYS: &'static str = "";

    /// The state in which it leaves a record that is in this one.
    pub fn leads_to<'a>(&self, state: &'a str) -> &'a str {
        if self.to == Self::STAYS { state } else { self.to }
    }

    /// What it is called, with the word that is typed where that is another one: `back to draft (reopen)`.
    pub fn called(&self) -> String {
        let label = self.label.to_lowercase();
        if *label == *self.name { label } else { format!("{label} ({})", self.name.replace('_', "-")) }
    }

    fn asked(&self) -> impl Iterator<Item = FieldName> {
        let attested = self.attests.iter().flat_map(|one| one.fields());
        self.asks.iter().chain(attested).copied()
    }

    /// Every field that it may fill in.
    pub fn fills(&self) -> impl Iterator<Item = FieldName> {
        self.asked().chain(self.sets.iter().copied())
    }

    /// Whether it may fill in a field.
    pub fn may_set(&self, field: &str) -> bool {
        self.fills().any(|name| name == *field)
    }

    /// What it or a rule of its own needs besides, and takes where nothing stands there yet. Whoever attests something does not write what they
    /// attest.
    pub fn supplies(&self) -> impl Iterator<Item = FieldName> {
        let by_rules = self.rules.iter().flat_map(|rule| rule.holds.fills());
        let all = self.needs.iter().chain(by_rules).copied().filter(|_| self.attests.is_empty());
        all.filter(|name| self.fills().all(|one| one != *name))
    }

    /// Whether it takes a field: to fill it in, or since it needs it.
    pub fn takes(&self, field: &Field) -> bool {
        self.may_set(field.name) || (!field.by_move && self.supplies().any(|name| name == *field.name))
    }

    /// Whether it only needs a field, in which something stands.
    pub fn leaves(&self, field: &Field, record: &Record) -> bool {
        self.supplies().any(|name| name == *field.name) && record.get(field.name).is_some()
    }

    /// Every field that must be filled in once it is made.
    pub fn needed(&self) -> impl Iterator<Item = FieldName> {
        self.asked().chain(self.needs.iter().copied())
    }

    /// Every field that it empties before anything is filled in.
    pub fn cleared(&self) -> impl Iterator<Item = FieldName> {
        self.clears.iter().chain(self.attests.iter().flat_map(|one| one.fields())).copied()
    }

    /// From where each field of a register is filled in by it where nothing is given.
    pub fn stamped(&self, register: &Register) -> impl Iterator<Item = (FieldName, Stamp)> {
        let happened =
            self.asked().filter_map(|name| Some((name, register.field(name)?))).filter(|(_, field)| field.past);
        let happened = happened.filter_map(|(name, field)| match field.kind {
            Kind::Date => Some((name, Stamp::Today)),
            Kind::Instant => Some((name, Stamp::Now)),
            _ => None,
        });
        self.stamps.iter().copied().chain(happened)
    }

    /// A move with nothing said of it yet.
    pub const PLAIN: Self = Self {
        name: MoveName::declared(""),
        was: &[],
        label: "",
        help: "",
        participle: "",
        from: &[],
        to: "",
        asks: &[],
        attests: &[],
        sets: &[],
        needs: &[],
        stamps: &[],
        clears: &[],
        rules: &[],
        reason: false,
        evidence: false,
        settles: false,
        guided: false,
    };
}

/// Where a move finds a value that was not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// Today in the organisation's time zone.
    Today,
    /// This moment.
    Now,
    /// The person who acts.
    Actor,
    /// The record's owner; the person who acts where it has none.
    Owner,
    /// The answer yes.
    Yes,
    /// The answer no.
    No,
}

/// What somebody asks of a move.
#[derive(Debug)]
pub struct Request<'a> {
    pub name: &'a str,
    pub given: &'a [(&'static Field, Option<Value>)],
    pub reason: Reason<'a>,
    pub today: NaiveDate,
    pub now: Instant,
    pub actor: Option<RecordId>,
}

/// The reason for a move.
#[derive(Debug, Clone, Copy)]
pub enum Reason<'a> {
    /// What was said with it.
    Said(Option<&'a str>),
    /// It is only asked what stands against the move: a reason will be given.
    ToBeSaid,
}

impl Machine {
    /// What the state that a record is in attests, and on what that stands; nothing where it attests nothing, or was
    /// [adopted](Self::adopted).
    pub fn attests(&self, record: &Record) -> Option<&'static Attested> {
        let state = record.state()?;
        let adopted = self.adopted.is_some_and(|field| record.get(field) == Some(&Value::YesNo(true)));
        self.attested.iter().find(|one| !adopted && one.states.contains(&state))
    }

    /// The move of this name, or that had it before.
    pub fn find(&self, name: &str) -> Option<&'static Move> {
        self.moves.iter().find(|step| step.name == name || step.was.contains(&name))
    }

    /// Since which day a record is in its state, where that is known: the moves that lead there say on which day they were
    /// made.
    pub fn since(&self, record: &Record) -> Option<NaiveDate> {
        let state = record.state()?;
        let made = self.moves.iter().filter(|step| step.to == state).flat_map(|step| step.stamped(record.register));
        let days = made.filter_map(|(name, stamp)| match (stamp, record.get(name)) {
            (Stamp::Today, Some(Value::Date(day))) => Some(*day),
            _ => None,
        });
        days.max()
    }

    /// The moves that start from a state, whether or not their guards hold.
    pub fn moves_from(&self, state: &str) -> impl Iterator<Item = &'static Move> {
        self.moves.iter().filter(move |step| step.from.contains(&state))
    }

    /// Whether a move adopts a state that was reached before.
    pub fn adopts(&self, step: &Move) -> bool {
        self.adopted.is_some_and(|field| step.stamps.iter().any(|(name, _)| *name == field))
    }

    /// Whether a move takes over what was open elsewhere: it says of it neither when nor by whom.
    pub fn carries(&self, step: &Move) -> bool {
        self.adopts(step) && step.fills().next().is_none()
    }

    /// Whether a record is in a state into which it was [carried](Self::carries), and has not moved on.
    pub fn is_carried(&self, record: &Record) -> bool {
        let adopted = self.adopted.is_some_and(|field| record.get(field) == Some(&Value::YesNo(true)));
        adopted && self.moves.iter().any(|step| record.state() == Some(step.to) && self.carries(step))
    }

    /// The move that adopts a state that was reached before.
    pub fn adopting(&self) -> Option<&'static Move> {
        self.moves.iter().find(|step| self.adopts(step))
    }

    /// The record as the move would leave it. Its guards are judged afterwards, by facts about that record.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such move from the record's state, a field is not the move's to set, or what it
    /// needs is missing.
    pub fn advance(&self, record: &Record, request: &Request) -> Result<(Record, &'static Move), Refusal> {
        let (after, step, missing) = self.attempt(record, request)?;
        if missing.is_empty() {
            return Ok((after, step));
        }
        let attempt = format!("{} can't be {}", record.reference(), step.participle);
        Err(Refusal { attempt, broken: vec![said_with_it(missing)] })
    }

    /// As [`Machine::advance`], but what must still be said is handed back beside the record: so that a screen can tell
    /// everything that a move lacks, and not the first of it.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such move from the record's state, or a field is not the move's to set.
    pub fn attempt(
        &self,
        record: &Record,
        request: &Request,
    ) -> Result<(Record, &'static Move, Vec<Missing>), Refusal> {
        let reference = record.reference();
        let Some(step) = self.find(request.name) else {
            let names: Vec<_> = self.moves.iter().map(|step| step.name.as_str()).collect();
            let rule = format!("Its moves are: {}.", names.join(", "));
            return Err(Refusal::plain(format!("{reference} has no move “{}”", request.name), rule));
        };
        let attempt = format!("{reference} can't be {}", step.participle);
        let state = record.state().unwrap_or_default();
        if !step.from.contains(&state) {
            return Err(Refusal::plain(attempt, self.where_it_starts(record, step)));
        }
        let mut after = record.clone();
        for field in step.cleared() {
            after.set(field, None);
        }
        for (field, value) in request.given {
            if !step.takes(field) {
                let rule = format!("This move does not set {}.", field.label.to_lowercase());
                return Err(Refusal::plain(attempt, rule));
            }
            if step.leaves(field, record) && record.get(field.name) != value.as_ref() {
                let rule = format!("{} is filled in; an edit changes what stands there.", field.label);
                return Err(Refusal::plain(attempt, rule));
            }
            after.set(field.name, value.clone());
        }
        for (field, stamp) in step.stamped(record.register) {
            if after.get(field).is_none() {
                let value = stamp.value(&after, request);
                after.set(field, value);
            }
        }
        after.set(
            self.field,
            record
                .register
                .field(self.field)
                .and_then(|field| field.choice(step.leads_to(state)))
                .map(|choice| Value::Choice(choice.key)),
        );
        let missing = missing_for(step, &after, request.reason);
        Ok((after, step, missing))
    }

    /// The moves that lead on from a record's state towards its end, the first of them first: not those that put
    /// something right, nor the steps of a procedure.
    pub fn onward(&self, record: &Record) -> impl Iterator<Item = &'static Move> {
        let choices = record.register.field(self.field).map_or(&[][..], |field| field.kind.choices());
        let place = |key: &str| choices.iter().position(|choice| choice.key == key);
        let state = record.state().unwrap_or_default();
        self.moves_from(state)
            .filter(move |step| !step.guided && !step.reason && !self.adopts(step) && place(step.to) > place(state))
    }

    /// Why a record can't make a move from the state it is in; `None` where it can.
    pub fn why_not(&self, record: &Record, step: &Move) -> Option<String> {
        let starts = record.state().is_some_and(|state| step.from.contains(&state));
        (!starts).then(|| self.where_it_starts(record, step))
    }

    fn where_it_starts(&self, record: &Record, step: &Move) -> String {
        let field = record.register.field(self.field);
        let label = |key: &str| {
            field.and_then(|field| field.choice(key)).map_or("unknown", |choice| choice.label).to_lowercase()
        };
        let from: Vec<_> = step.from.iter().map(|key| label(key)).collect();
        format!("It is {}; only what is {} can be.", label(record.state().unwrap_or_default()), from.join(" or "))
    }
}

/// What must be said with a move and is not.
pub fn said_with_it(missing: Vec<Missing>) -> Broken {
    Broken { rule: "This must be said with it.".to_owned(), clause: None, missing }
}

/// What stands against a reason that somebody gave with what they did; nothing where it is one.
pub fn lacking_reason(reason: Option<&str>) -> Option<Missing> {
    let what = match reason.map(str::trim) {
        None | Some("") => "A reason is missing".to_owned(),
        Some(text) if !reason::is_one(text) => reason::says_nothing("Reason", text),
        Some(_) => return None,
    };
    Some(Missing::in_field("reason", what))
}

fn missing_for(step: &Move, after: &Record, reason: Reason) -> Vec<Missing> {
    let fields = step.needed().filter(|field| after.get(*field).is_none());
    let mut missing: Vec<_> = fields
        .filter_map(|name| after.register.field(name))
        .map(|field| Missing::in_field(field.name, format!("{} is empty", field.label)))
        .collect();
    if let (true, Reason::Said(reason)) = (step.reason, reason) {
        missing.extend(lacking_reason(reason));
    }
    missing
}

impl Stamp {
    fn value(self, record: &Record, request: &Request) -> Option<Value> {
        match self {
            Self::Today => Some(Value::Date(request.today)),
            Self::Now => Some(Value::Instant(request.now)),
            Self::Actor => request.actor.map(Value::Link),
            Self::Owner => record.get("owner").cloned().or(request.actor.map(Value::Link)),
            Self::Yes => Some(Value::YesNo(true)),
            Self::No => Some(Value::YesNo(false)),
        }
    }
}
