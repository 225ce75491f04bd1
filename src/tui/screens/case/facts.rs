//! What a nonconformity is: its grade, what was not met, who answers for it, its days and what hangs on them.

use crate::domain::field::Tone;
use crate::domain::nonconformity::{Nonconformity, NonconformityField as Field};
use crate::store::{Error, View};
use crate::tui::screens::detail::{self, Mark, line};
use crate::workflow::closure::case::Case;
use crate::workflow::closure::repeats::Proposal;

use super::lead::{Lead, Led};
use super::steps::excepted;

/// Fields that are told as they stand, after what needs more words.
const PLAIN: [Field; 26] = [
    Field::Statement,
    Field::ObjectiveEvidence,
    Field::Source,
    Field::RaisedFrom,
    Field::OccurredOn,
    Field::Correction,
    Field::Consequences,
    Field::CorrectionStands,
    Field::Cause,
    Field::CauseMethod,
    Field::CauseClass,
    Field::SimilarSearched,
    Field::SimilarCases,
    Field::EffectivenessCriterion,
    Field::MeasuredBy,
    Field::EffectivenessMeasure,
    Field::EffectivenessKpi,
    Field::CheckFrom,
    Field::NoActionReason,
    Field::Effectiveness,
    Field::EffectivenessEvidence,
    Field::StakeholderReview,
    Field::Changed,
    Field::NoChangeReason,
    Field::ReopenedOnEvidence,
    Field::StaysMinor,
];

pub fn lines(view: View, case: &Case) -> Result<Led, Error> {
    let all = detail::fields(view, &case.record, true)?;
    let of = |field: Field| all.iter().find(|item| item.field == Some(field.field())).cloned();
    let mut led = Led::default();
    let record = Nonconformity(&case.record);
    let empty = |field: Field| {
        let mut item = line(field.field().label, "not said", Mark::None);
        item.field = Some(field.field());
        item
    };
    let put = |led: &mut Led, field: Field, words: Option<String>| {
        let mut item = of(field).filter(|item| !item.text.is_empty()).unwrap_or_else(|| empty(field));
        // Its own label is longer than the column.
        if field == Field::SimilarSearched {
            item.label = "Looked for others in".to_owned();
        }
        if let Some(words) = words {
            item.text.push_str(&words);
        }
        let lead = item.leads_to.first().map_or(Lead::Field(field.name().as_str()), |id| Lead::Record(*id));
        led.add(item, lead);
    };
    let downgraded = match record.downgraded_by() {
        Some(by) => Some(format!(" · downgraded, approved by {}", person(view, by)?)),
        None => None,
    };
    if let Some(why) = view.why_no_longer_proven(record.0.id)? {
        led.add(line("Standing", why, Mark::Late), Lead::Nothing);
    }
    if record.adopted() == Some(true) {
        let words = "Closed before this file was kept, and not verified here";
        led.add(line("Closed before", words, Mark::Tone(Tone::Watch)), Lead::Nothing);
    }
    put(&mut led, Field::Grade, downgraded);
    put(&mut led, Field::Requirement, None);
    if record.system().is_some() {
        put(&mut led, Field::System, None);
    }
    if !record.unit().is_empty() {
        put(&mut led, Field::Unit, None);
    }
    put(&mut led, Field::Owner, None);
    put(&mut led, Field::Due, put_off(view, record)?);
    excepted(&case.put_off_by, &mut led);
    if let Some(overdue) = &case.overdue {
        let (words, mark) = match overdue.passed {
            true => (format!("Past its first day and not verified: {}", overdue.consequence), Mark::Late),
            false => (format!("Not verified by its first day: {}", overdue.consequence), Mark::None),
        };
        led.add(line("What follows", words, mark), Lead::Record(overdue.profile));
    }
    if record.deadlines().is_some() {
        put(&mut led, Field::Deadlines, None);
    }
    if record.plan_due().is_some() && record.plan_approved_on().is_none() {
        put(&mut led, Field::PlanDue, None);
    }
    cycle(view, case, &mut led)?;
    for proposal in &case.proposals {
        let field = match proposal {
            Proposal::Repeat { .. } => Field::Repeats,
            _ => Field::Grade,
        };
        led.add(line("To decide", proposal.words(), Mark::Tone(Tone::Watch)), Lead::Field(field.name().as_str()));
    }
    for field in PLAIN {
        if of(field).is_some_and(|item| !item.text.is_empty()) {
            put(&mut led, field, None);
        }
    }
    Ok(led)
}

/// How often it was put off, and from which day: ` · put off twice, first due 2026-05-03, approved by Iris Falk`.
fn put_off(view: View, record: Nonconformity) -> Result<Option<String>, Error> {
    let Some(times) = record.extensions().filter(|times| *times > 0) else { return Ok(None) };
    let often = match times {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    };
    let mut words = format!(" · put off {often}");
    if let Some(first) = record.first_due() {
        words.push_str(&format!(", first due {first}"));
    }
    if let Some(by) = record.extended_by() {
        words.push_str(&format!(", approved by {}", person(view, by)?));
    }
    Ok(Some(words))
}

/// Its cycle where it came back, what it repeats and what repeats it.
fn cycle(view: View, case: &Case, led: &mut Led) -> Result<(), Error> {
    let record = Nonconformity(&case.record);
    if let Some(cycle) = record.cycle().filter(|cycle| *cycle > 1) {
        let words = format!("{cycle}: it came back, or its action did not work; what was found before is kept");
        led.add(line("Cycle", words, Mark::Tone(Tone::Watch)), Lead::Nothing);
    }
    if let Some(id) = record.repeats() {
        let mut item = line("Repeats", view.name_of(id)?, Mark::Tone(Tone::Watch));
        item.leads_to = vec![id];
        led.add(item, Lead::Record(id));
    }
    for later in &case.repeated_by {
        let words = crate::store::view::named(later);
        led.add(line("Repeated by", words, Mark::Tone(Tone::Watch)), Lead::Record(later.id));
    }
    Ok(())
}

fn person(view: View, id: crate::domain::identity::RecordId) -> Result<String, Error> {
    Ok(view.record(id)?.map_or(String::new(), |person| person.title().to_owned()))
}
