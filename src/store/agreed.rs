//! What makes something look better is agreed to by somebody else, and told by a record of its own: whichever way it was
//! done, it comes through here.

use rusqlite::{OptionalExtension, params};

use crate::domain::better::Succession;
use crate::domain::deadline::Deadline;
use crate::domain::favourable::{
    self, FavourableChange, FavourableChangeField as Field, Found, can_look_better, found,
};
use crate::domain::field::{self, Kind};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::person::Person;
use crate::domain::record::{Record, Version};
use crate::domain::rules::{Broken, Fact, Holds, Missing, Refusal, Rule, Source};
use crate::domain::separation;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::domain::{minutes, pack};

use super::commit::Writer;
use super::error::Error;
use super::journal::{self, Draft};
use super::proposal::{Act, Agreement};
use super::view::View;
use super::{facts, past, read};

/// A change of a record that makes it look better.
pub(super) struct Favourable<'a> {
    pub before: &'a Record,
    pub after: &'a Record,
    /// The move by which it is made.
    pub step: Option<&'static Move>,
    found: Vec<Found>,
}

/// The records that tell what looks better of one, and point to it.
const TOLD: &str = "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id
                    WHERE l.to_id = ? AND r.register = ? AND r.voided = 0";

impl Writer<'_> {
    /// What looks better by a change; nothing where nothing does. What somebody typed today, and nothing rests on, is put
    /// right as it was typed.
    pub(super) fn looks_better<'a>(
        &self,
        before: &'a Record,
        after: &'a Record,
        step: Option<&'static Move>,
    ) -> Result<Option<Favourable<'a>>, Error> {
        let register = after.register;
        let adopts = step.zip(register.machine).is_some_and(|(step, machine)| machine.adopts(step));
        if !can_look_better(register) || adopts {
            return Ok(None);
        }
        let mut found = self.found(before, after, step)?;
        if found.is_empty() {
            return Ok(None);
        }
        // What is approved in the record itself is told, whenever it came in.
        if step.is_none_or(|step| step.attests.is_empty()) {
            let past = past::of(self.connection, self.schema, after.id)?;
            let agreed = self.told_of(after.id)?;
            let stands = |version: &&Version| !self.is_of_today(version) || agreed.contains(&version.sequence);
            match past.iter().rfind(stands) {
                None if !(self.is_rested_on(after.id)? || after.voided && self.was_circulated(after.id)?) => {
                    return Ok(None);
                }
                None => {}
                Some(stood) => {
                    let since = self.found(&stood.record, after, step)?;
                    found.retain(|one| since.contains(one));
                }
            }
        }
        Ok((!found.is_empty()).then_some(Favourable { before, after, step, found }))
    }

    /// The same of a new record, which takes the place of another one.
    pub(super) fn succeeds_better<'a>(
        &self,
        before: &'a mut Option<Record>,
        after: &'a Record,
    ) -> Result<Option<Favourable<'a>>, Error> {
        let Some(Succession { through, of, by }) = after.register.succeeds else { return Ok(None) };
        let source = facts::Facts::new(self.connection, self.schema, &self.whole);
        let latest = source.records(after, Fact::Latest { through, of, by });
        let latest = source.settle(latest.map_err(|_| crate::domain::rules::Fault::Unread))?;
        let Some(before) = latest.first().cloned().map(|one| before.insert(one)) else { return Ok(None) };
        if self.is_all_of_today(before.id)? {
            return Ok(None);
        }
        let mut found = self.found(before, after, None)?;
        found.retain(|one| one.field.is_some_and(|field| through != field.name && by != field.name));
        Ok((!found.is_empty()).then_some(Favourable { before, after, step: None, found }))
    }

    fn found(&self, before: &Record, after: &Record, step: Option<&Move>) -> Result<Vec<Found>, Error> {
        found(before, after, step, self.circumstances.today(), |id| read::by_id(self.connection, self.schema, id))
    }

    /// The transactions in which something of a record came to look better, which others agreed to.
    fn told_of(&self, id: RecordId) -> Result<Vec<Sequence>, Error> {
        let mut statement = self.connection.prepare_cached(TOLD)?;
        let ids = statement.query_map(params![id.0, favourable::REGISTER.name], |row| Ok(RecordId(row.get(0)?)))?;
        let ids = ids.collect::<Result<Vec<_>, _>>()?;
        let made = ids.into_iter().map(|id| Ok(journal::places(self.connection, id)?.first().copied()));
        made.filter_map(Result::transpose).collect()
    }

    /// Whether a version was written today by whoever acts, or is being written.
    fn is_of_today(&self, version: &Version) -> bool {
        let day = version.day.is_none_or(|day| day == self.circumstances.today());
        day && version.author.is_none_or(|author| author == self.author.person)
    }

    /// Whether whoever acts wrote all of a record today.
    fn is_all_of_today(&self, id: RecordId) -> Result<bool, Error> {
        Ok(past::of(self.connection, self.schema, id)?.iter().all(|version| self.is_of_today(version)))
    }

    /// Whether another record in force points to a record, that is not of today and of whoever acts as well; or rests on what
    /// this person attested.
    fn is_rested_on(&self, id: RecordId) -> Result<bool, Error> {
        if self.attested_by(id)?.is_some() {
            return Ok(true);
        }
        let sql = "SELECT DISTINCT r.id FROM link l JOIN record r ON r.id = l.from_id
                   WHERE l.to_id = ?1 AND r.id <> ?1 AND r.voided = 0 AND r.register <> ?2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params![id.0, favourable::REGISTER.name])?;
        while let Some(row) = rows.next()? {
            if !self.is_all_of_today(RecordId(row.get(0)?))? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a pack or minutes went out since a record was made: others have read of it.
    fn was_circulated(&self, id: RecordId) -> Result<bool, Error> {
        let made = journal::places(self.connection, id)?.first().copied();
        let sql = "SELECT id FROM record WHERE register = ? ORDER BY key DESC LIMIT 1";
        let mut statement = self.connection.prepare_cached(sql)?;
        for register in [pack::REGISTER.name, minutes::REGISTER.name] {
            let last = statement.query_row([register], |row| Ok(RecordId(row.get(0)?))).optional()?;
            let sent = last.map(|last| journal::places(self.connection, last)).transpose()?.unwrap_or_default();
            if sent.first().copied() > made {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whoever agreed to what makes something of a record look better does not come to answer for it, while somebody else
    /// could.
    pub(super) fn judge_owner(&self, before: &Record, after: &Record) -> Result<Vec<Broken>, Error> {
        let Some(field) = after.register.responsible().filter(|field| before.get(field.name) != after.get(field.name))
        else {
            return Ok(Vec::new());
        };
        let Some(Value::Link(owner)) = after.get(field.name) else { return Ok(Vec::new()) };
        let former = before.get(field.name);
        let able = |one: &&Record| Person(one).can_act_on(self.circumstances.today()) && one.id != *owner;
        let people = self.people()?;
        if !people.iter().filter(able).any(|one| former != Some(&Value::Link(one.id))) {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(TOLD)?;
        let told =
            statement.query_map(params![after.id.0, favourable::REGISTER.name], |row| Ok(RecordId(row.get(0)?)))?;
        let mut missing = Vec::new();
        for id in told.collect::<Result<Vec<_>, _>>()? {
            let Some(told) = read::by_id(self.connection, self.schema, id)? else { continue };
            if FavourableChange(&told).agreed_by() == Some(*owner) {
                let what = format!("This person agreed to “{}” ({})", told.title(), told.reference());
                missing.push(Missing::in_field(field.name, format!("{what}: somebody else answers for it")));
            }
        }
        let rule = "Whoever agreed to what makes something look better does not come to answer for it.".to_owned();
        Ok(if missing.is_empty() { Vec::new() } else { vec![Broken { rule, clause: Some("9.1, 10.2"), missing }] })
    }

    /// Tells what looks better, each by a record of its own.
    ///
    /// Where nobody else agreed to it, or no reason is given, that is refused [at the end](Self::check_agreed).
    ///
    /// # Errors
    /// Where the file can't be read, or a machine does it.
    pub(super) fn tell_favourable(
        &mut self,
        attempt: &str,
        change: &Favourable,
        draft: &mut Draft,
    ) -> Result<(), Error> {
        let whats = change.found.iter().map(|one| self.what(change, one)).collect::<Result<Vec<_>, _>>()?;
        for (one, what) in change.found.iter().zip(&whats) {
            let fields = self.told(change, one, what)?;
            self.agreement_kept |= !fields.iter().any(|(field, _)| *field == Field::ApprovedThere.field());
            let register = &favourable::REGISTER;
            let id = self.ambient.identity();
            let act = Act::Create { id, register, fields };
            let Act::Create { fields, .. } = &act else { continue };
            self.check_machine(&act)?;
            match self.create(id, register, fields, draft) {
                Ok(()) => {
                    // It is told with the change, and is none that anybody asked for.
                    self.changed.pop();
                }
                Err(Error::Refused(refusal)) => {
                    self.unagreed.get_or_insert(refused(attempt, &whats, refusal));
                    return Ok(());
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// What looks better is agreed to.
    ///
    /// # Errors
    /// The refusal of the first that is not.
    pub(super) fn check_agreed(&mut self) -> Result<(), Error> {
        self.unagreed.take().map_or(Ok(()), |refusal| Err(refusal.into()))
    }

    /// What somebody is said to have agreed to is kept with what looks better: where nothing does, it would be dropped.
    ///
    /// # Errors
    /// The refusal of an agreement that nothing asks for.
    pub(super) fn check_agreement_kept(&self) -> Result<(), Error> {
        if self.agreement_kept || self.proposal.agreed == Agreement::default() {
            return Ok(());
        }
        let rule =
            "Who agreed is kept with what comes to look better, and nothing here does: leave out who agreed, and how.";
        Err(Refusal::plain("This asks for nobody's agreement", rule).into())
    }

    /// Whether a record of what looked better is taken back with its change, on the day of both: the change was approved in
    /// its own record, and is not approved there any more.
    pub(super) fn takes_back_told(&self, record: &Record) -> Result<bool, Error> {
        let told = FavourableChange::of(record).is_some_and(|one| one.approved_there() == Some(true));
        let Some(undone) = self.proposal.undoes.filter(|_| told) else { return Ok(false) };
        let made = journal::places(self.connection, record.id)?.first() == Some(&undone);
        Ok(made && self.is_all_of_today(record.id)?)
    }

    /// What a record of it says.
    fn told(&self, change: &Favourable, one: &Found, what: &str) -> Result<Vec<(&'static field::Field, Value)>, Error> {
        let Favourable { before, after, step, .. } = change;
        let (by, how, there) = match self.approved_there(change)? {
            Some(Agreement { by, how }) => (by, how, true),
            None => (self.proposal.agreed.by, self.proposal.agreed.how, false),
        };
        let (was, now) = match one.field {
            // What is personal is kept in its own field alone, where it can be erased.
            Some(field) if field.personal => (None, None),
            Some(field) => (self.words(field, before)?, self.words(field, after)?),
            None => (None, step.map_or_else(|| Some("voided".to_owned()), |step| Some(step.participle.to_owned()))),
        };
        let reason = self.proposal.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
        let because = reason.map(str::to_owned).or_else(|| said_in_it(before, after, there));
        let text = |text: Option<String>| text.filter(|text| !text.trim().is_empty()).map(Value::Text);
        let said = [
            (Field::What, text(Some(what.to_owned()))),
            (Field::Record, Some(Value::Link(after.id))),
            (Field::Effect, Some(Value::Choice(one.effect.key()))),
            (Field::Changed, text(one.field.map(|field| field.name.to_owned()))),
            (Field::Was, text(was)),
            (Field::Now, text(now)),
            (Field::Stood, text(Some(self.stood(before)))),
            (Field::Because, text(because)),
            (Field::MadeBy, Some(Value::Link(self.author.person))),
            (Field::TypedBy, self.typed_by().map(Value::Link)),
            (Field::MadeOn, Some(Value::Date(self.circumstances.today()))),
            (Field::AgreedBy, by.map(Value::Link)),
            (Field::AgreedHow, how.map(Value::Choice)),
            (Field::ApprovedThere, there.then_some(Value::YesNo(true))),
        ];
        Ok(said.into_iter().filter_map(|(field, value)| Some((field.field(), value?))).collect())
    }

    /// Who sits at the terminal, where they act as somebody else.
    fn typed_by(&self) -> Option<RecordId> {
        self.terminal.filter(|terminal| *terminal != self.author.person)
    }

    /// Who approved it by a move that asks so, or in fields of the record that ask for it, and how.
    fn approved_there(&self, change: &Favourable) -> Result<Option<Agreement>, Error> {
        let Favourable { before, after, step, .. } = change;
        let how = |said: Option<crate::domain::attestation::Confirmation>| said.map(|said| said.key());
        if let Some(step) = step {
            return Ok(step.attests.first().map(|one| Agreement { by: one.who(after), how: how(one.said(after)) }));
        }
        // A figure's bound is set by somebody, on grounds that are said anew: who does not own the figure, or is excused from
        // that.
        let Some(Succession { through, .. }) = after.register.succeeds else { return Ok(None) };
        let Some(one) = after.register.attestations.iter().find(|one| one.is_made_with(after.register)) else {
            return Ok(None);
        };
        let Some(by) = one.who(after) else { return Ok(None) };
        if before.get(separation::TOLD) != after.get(separation::TOLD) {
            return Ok(Some(Agreement { by: Some(by), how: how(one.said(after)) }));
        }
        let place = after.register.position(through);
        for id in place.map(|place| after.links(place)).unwrap_or_default() {
            let owner = read::by_id(self.connection, self.schema, *id)?.and_then(|one| one.get("owner").cloned());
            if owner == Some(Value::Link(by)) {
                return Ok(None);
            }
        }
        Ok(said_in_it(before, after, true).map(|_| Agreement { by: Some(by), how: how(one.said(after)) }))
    }

    /// What looks better, in words: `A-38 due date: 2026-12-01 → 2027-02-01`.
    fn what(&self, change: &Favourable, one: &Found) -> Result<String, Error> {
        let reference = change.after.reference();
        let Some(field) = one.field else {
            return Ok(format!("{reference} {}", change.step.map_or("voided", |step| step.participle)));
        };
        if field.personal {
            return Ok(format!("{reference} {} changed", field.label.to_lowercase()));
        }
        let side = |record: &Record| {
            let words = self.words(field, record)?.unwrap_or_else(|| "nothing".to_owned());
            Ok::<_, Error>(words.lines().next().unwrap_or_default().to_owned())
        };
        let label = field.label.to_lowercase();
        Ok(format!("{reference} {label}: {} → {}", side(change.before)?, side(change.after)?))
    }

    fn words(&self, field: &field::Field, record: &Record) -> Result<Option<String>, Error> {
        let view =
            View { connection: self.connection, contents: self.connection, schema: self.schema, ambient: self.ambient };
        record.get(field.name).map(|value| view.shown(field, value)).transpose()
    }

    /// How a record stood: its state, its grade or level, how late it was.
    fn stood(&self, record: &Record) -> String {
        let graded = record.register.made_better().filter_map(|better| match better {
            crate::domain::better::Better::Lower { field, .. } => record.register.field(field),
            _ => None,
        });
        let graded = graded.filter_map(|field| match record.get(field.name) {
            Some(Value::Choice(key)) => field.choice(key).map(|choice| choice.label),
            _ => None,
        });
        let state = record.standing_label(self.circumstances.today());
        let late = Deadline::of(record, self.circumstances.today()).filter(Deadline::is_late).map(|late| late.words());
        let mut parts: Vec<String> = state.into_iter().chain(graded.map(str::to_owned)).chain(late).collect();
        parts.dedup();
        parts.join(", ").to_lowercase()
    }
}

/// Why it was done, where the record itself says so anew: in a field that is for reasons, or in any words of it where it was
/// approved there.
fn said_in_it(before: &Record, after: &Record, approved: bool) -> Option<String> {
    // A rule asks for it as the reason of what is said so, such as the justification of what does not apply.
    let asked = |field: &field::Field| {
        let of = |rule: &Rule| matches!(rule.holds, Holds::Reasoned { field: one, .. } if one == field.name);
        after.register.rules.iter().any(of)
    };
    let is_reason = |field: &field::Field| approved || field.reason || field.name.ends_with("reason") || asked(field);
    let mut told = after.register.fields.iter().filter(|field| field.kind == Kind::LongText && !field.derived);
    told.find_map(|field| match after.get(field.name) {
        Some(Value::Text(text)) if is_reason(field) && before.get(field.name) != after.get(field.name) => {
            Some(text.clone())
        }
        _ => None,
    })
}

/// The refusal of what was attempted: what would look better, and what is missing for it.
fn refused(attempt: &str, whats: &[String], refusal: Refusal) -> Refusal {
    let more = |broken: Broken| Broken { rule: format!("{} ({})", broken.rule, whats.join("; ")), ..broken };
    let mut broken = refusal.broken.into_iter();
    let first = broken.next().map(more);
    Refusal { attempt: attempt.to_owned(), broken: first.into_iter().chain(broken).collect() }
}
