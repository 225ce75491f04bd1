//! Input d1): nonconformities and corrective actions, and how they go.

use crate::domain::agenda_item::Input;
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{
    self, FAILED, Grade, Nonconformity, NonconformityField as Field, NonconformityMove, State,
};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use crate::workflow::closure::{effect, trends};
use crate::workflow::evidence;

use super::recorded::{self, Recorded};
use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source =
    Source { input: Input::Nonconformities, registers: "Nonconformities, corrective actions", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let query = |filters: Vec<Filter>| Query { filters, ..Query::new(&nonconformity::REGISTER) };
    let state = Field::State.field();
    let states = |open: bool| {
        let keys: Vec<_> = State::ALL.iter().filter(|one| one.is_open() == open).map(|one| one.key()).collect();
        Filter::one_of(state, &keys)
    };
    let running: Vec<_> = nonconformity::REGISTER.machine.map_or(Vec::new(), |machine| machine.due_in.to_vec());
    let all = span.view.count(&query(Vec::new()))?;
    if all == 0 {
        section.cautions.push(span.words.no_nonconformity().to_owned());
    }
    let open = section.count(span, "d1.open", "Open", Better::Lower, query(vec![states(true)]))?;
    let late = vec![Filter::one_of(state, &running), Filter::passed(Field::Due.field(), span.today)];
    section.count(span, "d1.late", "Late", Better::Lower, query(late))?;
    section.taken(Tone::Bad);
    let major = vec![states(true), Filter::one_of(Field::Grade.field(), &[Grade::Major.key()])];
    section.count(span, "d1.major", "Open, major", Better::Lower, query(major))?;
    let waiting = vec![Filter::one_of(state, &[State::Verified.key()])];
    section.count(span, "d1.waiting", "Awaiting effectiveness", Better::Open, query(waiting))?;
    let raised = vec![since(Field::RaisedOn.field(), span)];
    let raised_on = |record: &Record| Nonconformity(record).raised_on();
    section.raised(span, "d1.raised", "Raised since", Better::Open, query(raised), (raised_on, &|_| true))?;
    // A duplicate was raised, and is not closed: the other one will be.
    let is_no_duplicate = Filter::IsNot(state, vec![Value::Choice(State::Duplicate.key())]);
    let closed = vec![states(false), is_no_duplicate.clone(), since(Field::ClosedOn.field(), span)];
    section.count(span, "d1.closed", "Closed since", Better::Open, query(closed.clone()))?;
    let mut told = Vec::new();
    for record in span.view.page(&query(closed))?.records {
        if evidence::stands_on_words(span.view, &record)? {
            told.push(record.reference().to_string());
        }
    }
    if !told.is_empty() {
        section.cautions.push(span.words.on_words(told.len(), told.join(", ")));
    }
    against_the_measure(span, section)?;
    let again = Filter::Between(Field::Cycle.field(), Some(Value::Number(2)), None);
    section.count(span, "d1.again", "In a second cycle or later", Better::Lower, query(vec![states(true), again]))?;
    section.trends(span, all, ["d1.median", "d1.repeats"], trends::nonconformities)?;
    if all > 0 {
        section.by_quarter(
            span,
            span.words.figure("d1.raised", "Raised"),
            Field::RaisedOn.field(),
            &query(Vec::new()),
        )?;
        let closed = query(vec![states(false), is_no_duplicate]);
        section.by_quarter(span, span.words.figure("d1.closed", "Closed"), Field::ClosedOn.field(), &closed)?;
    }
    let order = Order { field: Some(Field::Due.field()), descending: false };
    // However many minor ones there are, the major ones are told by name.
    let listed = |grade: Filter| Query { order, limit: Some(SPELLED_OUT), ..query(vec![states(true), grade]) };
    let major = vec![Value::Choice(Grade::Major.key())];
    let mut listed_first = span.view.page(&listed(Filter::Is(Field::Grade.field(), major.clone())))?.records;
    listed_first.extend(span.view.page(&listed(Filter::IsNot(Field::Grade.field(), major)))?.records);
    for record in listed_first.into_iter().take(SPELLED_OUT as usize) {
        let case = Nonconformity(&record);
        let grade = case.grade().map(|grade| span.words.label_within(grade.label()));
        let put_off = case.extensions().filter(|count| *count > 0).map(|count| match count {
            1 => span.words.extended_once().to_owned(),
            _ => span.words.extended_often(count),
        });
        let again = case.cycle().filter(|cycle| *cycle > 1).map(|cycle| span.words.in_cycle(cycle));
        let parts = [grade, Some(case.requirement().to_owned()).filter(|text| !text.is_empty()), again, put_off];
        let remark = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due) = (case.owner(), case.due());
        let state = match (case.state(), case.check_from()) {
            (Some(State::Verified), Some(day)) if !record.fallen => span.words.awaiting_from(span.words.short_day(day)),
            _ => case.standing(),
        };
        section.lines.push(Line { state, owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.more = open.saturating_sub(section.lines.len() as u64);
    Ok(())
}

/// What was judged otherwise than was approved first, with the words of before, and what was closed against its measure.
fn against_the_measure(span: &Span, section: &mut Section) -> Result<(), Error> {
    let query = |filters: Vec<Filter>| Query { filters, ..Query::new(&nonconformity::REGISTER) };
    let (revised_on, closed_on) = (Field::RevisedOn.field(), Field::ClosedOn.field());
    let again = Filter::Between(Field::Cycle.field(), Some(Value::Number(2)), None);
    // A new cycle begins with a plan of its own, and what was said otherwise in the one before is told all the same.
    let mut revised = Vec::new();
    for filters in [vec![Filter::Filled(revised_on)], vec![again, Filter::Empty(revised_on)]] {
        revised.extend(recorded::since(span, &query(filters), &[NonconformityMove::Revise], revised_on.name)?);
    }
    let overruled = query(vec![Filter::one_of(Field::State.field(), &[State::Overruled.key()])]);
    let overruled = recorded::since(span, &overruled, &[NonconformityMove::Overrule], closed_on.name)?;
    let name = |id: Option<RecordId>| -> Result<String, Error> {
        let person = id.map(|id| span.view.record(id)).transpose()?.flatten();
        Ok(person.map_or(String::new(), |person| person.title().to_owned()))
    };
    for Recorded { record, late, .. } in &revised {
        let case = Nonconformity(record);
        let (by, now) = (name(case.revised_by())?, case.judged_by());
        let words = format!("{} is judged by another criterion, approved by {by}{late}: {now}", record.reference());
        let because = case.revised_because();
        section.cautions.push(format!("{words}. Because: {because}. {}", case.earlier_criteria().replace('\n', " ")));
    }
    for Recorded { record, late, .. } in &overruled {
        let case = Nonconformity(record);
        let (by, because) = (name(case.overruled_by())?, case.overruled_because());
        let found = effect::of_case(span.view, record)?.against().join("; ");
        let reference = record.reference();
        let words = format!("{reference} was closed although its measure says otherwise, approved by {by}{late}");
        section.cautions.push(format!("{words}. {found}. Because: {because}"));
    }
    // What is over otherwise than by its effect, although the measure had said that it did not work.
    let left =
        Filter::one_of(Field::State.field(), &[State::Corrected.key(), State::Rejected.key(), State::Duplicate.key()]);
    let failed = Filter::Contains(Field::EarlierCriteria.field(), FAILED.to_owned());
    for record in span.view.page(&query(vec![left, failed, since(Field::ClosedOn.field(), span)]))?.records {
        let case = Nonconformity(&record);
        let state = case.state().map_or("", State::label).to_lowercase();
        let words = format!("{} is {state}, and its measure had said that it did not work", record.reference());
        section.cautions.push(format!("{words}. {}", case.earlier_criteria().replace('\n', " ")));
    }
    let figures = [
        ("d1.overruled", "Measure overruled", Better::Lower, overruled.len()),
        ("d1.revised", "Criterion changed", Better::Open, revised.len()),
    ];
    for (key, label, better, count) in figures {
        let value = i64::try_from(count).unwrap_or(i64::MAX);
        // That there was none needs no line of its own. Each is named above: no list has those recorded since.
        if value > 0 {
            section.figure(key, label, better, value);
        }
    }
    Ok(())
}
