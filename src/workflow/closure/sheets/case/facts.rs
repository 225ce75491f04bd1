//! What a nonconformity is: its grade, what was not met, who answers for it, its days and what hangs on them.

use crate::domain::canonical::Json;
use crate::domain::deadline::Deadline;
use crate::domain::field::{Field, Tone};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Nonconformity, NonconformityField as Own};
use crate::domain::value::Value;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::case::Case;
use crate::workflow::closure::repeats::Proposal;
use crate::workflow::sheet::{Block, Body, Cell, Fact, Lead};

/// Fields that are told as they stand, after what needs more words.
const PLAIN: [Own; 30] = [
    Own::Statement,
    Own::ObjectiveEvidence,
    Own::Source,
    Own::RaisedFrom,
    Own::OccurredOn,
    Own::Correction,
    Own::Consequences,
    Own::CorrectionStands,
    Own::Cause,
    Own::CauseMethod,
    Own::CauseClass,
    Own::SimilarSearched,
    Own::SimilarCases,
    Own::Criterion,
    Own::EffectivenessCriterion,
    Own::MeasuredBy,
    Own::EffectivenessMeasure,
    Own::EffectivenessKpi,
    Own::CheckFrom,
    Own::RevisedBecause,
    Own::EarlierCriteria,
    Own::NoActionReason,
    Own::Effectiveness,
    Own::EffectivenessEvidence,
    Own::OverruledBecause,
    Own::StakeholderReview,
    Own::Changed,
    Own::NoChangeReason,
    Own::ReopenedOnEvidence,
    Own::StaysMinor,
];

/// Facts being gathered.
struct Told<'a> {
    view: View<'a>,
    case: &'a Case,
    facts: Vec<Fact>,
}

pub fn block(view: View, case: &Case) -> Result<Block, Error> {
    let record = Nonconformity(&case.record);
    let mut told = Told { view, case, facts: Vec::new() };
    if let Some(why) = view.why_no_longer_proven(record.0.id)? {
        told.say("Standing", Cell::text(why).tone(Tone::Bad), None);
    }
    if record.adopted() == Some(true) {
        let (label, words) = if record.is_open() {
            ("Carried over", "As an import brought it, and not verified here; it is completed before it moves on")
        } else {
            ("Closed before", "Closed before this file was kept, and not verified here")
        };
        told.say(label, Cell::text(words).tone(Tone::Watch), None);
    }
    let downgraded = match record.downgraded_by() {
        Some(by) => format!(" · downgraded, approved by {}", person(view, by)?),
        None => String::new(),
    };
    told.field(Own::Grade, &downgraded)?;
    told.field(Own::Requirement, "")?;
    if record.system().is_some() {
        told.field(Own::System, "")?;
    }
    if !record.unit().is_empty() {
        told.field(Own::Unit, "")?;
    }
    told.field(Own::Owner, "")?;
    told.field(Own::Due, &put_off(view, record)?)?;
    for one in &case.put_off_by {
        let cell = Cell::text(one.words.as_str()).tone(Tone::Watch);
        told.say("", cell, one.exception.map(Lead::Record));
    }
    if let Some(overdue) = &case.overdue {
        let (words, tone) = match overdue.passed {
            true => (format!("Past its first day and not verified: {}", overdue.consequence), Some(Tone::Bad)),
            false => (format!("Not verified by its first day: {}", overdue.consequence), None),
        };
        told.say("What follows", Cell { tone, ..Cell::text(words) }, Some(Lead::Record(overdue.profile)));
    }
    if record.deadlines().is_some() {
        told.field(Own::Deadlines, "")?;
    }
    if record.plan_due().is_some() && record.plan_approved_on().is_none() {
        told.field(Own::PlanDue, "")?;
    }
    told.cycle()?;
    told.effect();
    told.proposals();
    for field in PLAIN {
        if told.value(field.field())?.is_some_and(|(cell, _)| !cell.text.is_empty()) {
            let read = record.checked_criterion().filter(|_| field == Own::Criterion);
            let read = read.map_or(String::new(), |criterion| format!(" · {}", criterion.words()));
            told.field(field, &read)?;
        }
    }
    Ok(Block::new("What it is", Body::Facts(told.facts)).keyed("facts"))
}

impl Told<'_> {
    fn say(&mut self, label: &'static str, cell: Cell, lead: Option<Lead>) {
        self.facts.push(Fact::new(label, cell).leads(lead));
    }

    /// What the measure says; what stands against the next step is told there.
    fn effect(&mut self) {
        let lacking = self.case.next.iter().flat_map(|next| &next.broken).flat_map(|broken| &broken.missing);
        let lacking: Vec<&str> = lacking.map(|missing| missing.what.as_str()).collect();
        let told = self.case.effect.iter().filter(|words| !lacking.contains(&words.trim_end_matches('.')));
        let told: Vec<_> = told.map(|words| Fact::new("Effect", Cell::text(words.as_str()))).collect();
        self.facts.extend(told);
    }

    /// What a field says and where it leads, with more words behind; that it says nothing is said.
    fn field(&mut self, own: Own, more: &str) -> Result<(), Error> {
        let field = own.field();
        let found = self.value(field)?.filter(|(cell, _)| !cell.text.is_empty());
        let (mut cell, link) = found.unwrap_or((Cell::said("not said"), None));
        cell.text.push_str(more);
        // Its own label is longer than a column is wide.
        let label = if own == Own::SimilarSearched { "Looked for others in" } else { field.label };
        let lead = link.map_or(Lead::Field(self.case.record.id, field.name), Lead::Record);
        let fact = Fact { field: Some(field), ..Fact::new(label, cell).leads(Some(lead)) };
        self.facts.push(fact.keyed(field.name));
        Ok(())
    }

    /// What a field says; nothing where it is empty. With the record that it leads to.
    fn value(&self, field: &'static Field) -> Result<Option<(Cell, Option<RecordId>)>, Error> {
        let record = &self.case.record;
        let Some(value) = record.get(field.name) else { return Ok(None) };
        let mut cell = Cell::text(self.view.shown(field, value)?);
        let mut link = None;
        match value {
            Value::Choice(key) => {
                let tone = field.choice(key).map(|choice| choice.tone);
                cell.tone = tone.filter(|tone| *tone != Tone::Plain);
            }
            Value::Link(id) => link = Some(*id),
            Value::Links(ids) => link = ids.first().copied(),
            _ => {}
        }
        if let Some(deadline) = self.case.deadline.filter(|deadline| deadline.field == field) {
            cell.text.push_str(&format!(" · {}", deadline.words()));
            cell = cell.tone_where(Deadline::is_late(&deadline), Tone::Bad);
        }
        Ok(Some((cell, link)))
    }

    /// Its cycle where it came back, what it repeats and what repeats it.
    fn cycle(&mut self) -> Result<(), Error> {
        let record = Nonconformity(&self.case.record);
        if let Some(cycle) = record.cycle().filter(|cycle| *cycle > 1) {
            let words = format!("{cycle}: it came back, or its action did not work; what was found before is kept");
            self.say("Cycle", Cell::text(words).tone(Tone::Watch), None);
        }
        if let Some(id) = record.repeats() {
            let words = Cell::text(self.view.name_of(id)?).tone(Tone::Watch);
            self.say("Repeats", words, Some(Lead::Record(id)));
        }
        let later = self.case.repeated_by.iter().map(|later| (later.id, named(later))).collect::<Vec<_>>();
        let known = later.iter().map(|(_, words)| words.as_str().into()).collect();
        self.facts.push(Fact::data("repeated_by", Json::List(known)));
        for (id, words) in later {
            self.say("Repeated by", Cell::text(words).tone(Tone::Watch), Some(Lead::Record(id)));
        }
        Ok(())
    }

    /// What a person is asked to decide.
    fn proposals(&mut self) {
        let proposals = &self.case.proposals;
        let known = proposals.iter().map(|proposal| proposal.words().into()).collect();
        self.facts.push(Fact::data("to_decide", Json::List(known)));
        let lead = |proposal: &Proposal| Lead::Field(self.case.record.id, proposal.field().field().name);
        let told: Vec<_> = proposals.iter().map(|one| (Cell::text(one.words()).tone(Tone::Watch), lead(one))).collect();
        told.into_iter().for_each(|(cell, lead)| self.say("To decide", cell, Some(lead)));
    }
}

/// How often it was extended, and from which day: ` · extended twice, first due 2026-05-03, approved by Iris Falk`.
fn put_off(view: View, record: Nonconformity) -> Result<String, Error> {
    let Some(times) = record.extensions().filter(|times| *times > 0) else { return Ok(String::new()) };
    let often = match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    let mut words = format!(" · extended {often}");
    if let Some(first) = record.first_due() {
        words.push_str(&format!(", first due {first}"));
    }
    if let Some(by) = record.extended_by() {
        words.push_str(&format!(", approved by {}", person(view, by)?));
    }
    Ok(words)
}

fn person(view: View, id: RecordId) -> Result<String, Error> {
    Ok(view.record(id)?.map_or(String::new(), |person| person.title().to_owned()))
}
