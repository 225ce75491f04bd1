//! The organisation's own input: incidents and near misses.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::domain::agenda_item::Input;
use crate::domain::deadline::Deadline;
use crate::domain::incident::{self, Incident, IncidentField as Field, IncidentMove, Severity, State, Type};
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::list::{Filter, Query};

use super::recorded::{self, Recorded};
use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Incidents, registers: "Incidents", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let query = |filters: Vec<Filter>| Query { filters, ..Query::new(&incident::REGISTER) };
    let happened = since(Field::OccurredOn.field(), span);
    for (key, label, kind) in [
        ("incidents.incidents", "Incidents since", Type::Incident),
        ("incidents.near-misses", "Near misses since", Type::NearMiss),
    ] {
        let better = if kind == Type::Incident { Better::Lower } else { Better::Open };
        let of_type = Filter::one_of(Field::Type.field(), &[kind.key()]);
        let is_so = |record: &Record| Incident(record).kind() == Some(kind);
        let query = query(vec![happened.clone(), of_type]);
        section.raised(span, key, label, better, query, (|record| Incident(record).occurred_on(), &is_so))?;
    }
    let open = Filter::one_of(Field::State.field(), &[State::Open.key(), State::Contained.key()]);
    section.count(span, "incidents.open", "Open", Better::Lower, query(vec![open]))?;
    if span.view.count(&query(Vec::new()))? == 0 {
        section.cautions.push(span.words.no_incident().to_owned());
        return Ok(());
    }
    section.by_quarter(
        span,
        span.words.label("Incidents and near misses"),
        Field::OccurredOn.field(),
        &query(Vec::new()),
    )?;
    told(span, section, &query, happened)
}

/// Every incident that is open, and every one that was recorded or closed since the review before, the gravest first.
fn told(
    span: &Span,
    section: &mut Section,
    query: &dyn Fn(Vec<Filter>) -> Query,
    happened: Filter,
) -> Result<(), Error> {
    let words = span.words;
    let open = Filter::one_of(Field::State.field(), &[State::Open.key(), State::Contained.key()]);
    let mut all: BTreeMap<_, (Record, Option<String>)> = BTreeMap::new();
    let mut add = |record: Record, late: Option<String>| {
        let grave = Reverse(Incident(&record).severity().map(|severity| severity as u8));
        let over = !Incident(&record).is_open();
        let known = all.entry((grave, over, record.number)).or_insert((record, None));
        known.1 = known.1.take().or(late);
    };
    for filter in [open, happened, since(Field::ClosedOn.field(), span)] {
        span.view.each(&query(vec![filter]), |record| {
            add(record, None);
            Ok(())
        })?;
    }
    for one in span.recorded(&incident::REGISTER) {
        add(one.record.clone(), one.late());
    }
    let closed = query(vec![Filter::one_of(Field::State.field(), &[State::Closed.key()])]);
    for Recorded { record, late, .. } in
        recorded::since(span, &closed, &[IncidentMove::Close, IncidentMove::Adopt], Field::ClosedOn.field().name)?
    {
        add(record, Some(span.words.closed_late(&late)).filter(|_| !late.is_empty()));
    }
    let mut cut: BTreeMap<_, usize> = BTreeMap::new();
    for (place, ((grave, ..), (record, late))) in all.into_iter().enumerate() {
        if place >= SPELLED_OUT as usize {
            *cut.entry(grave).or_default() += 1;
            section.more += 1;
            continue;
        }
        let one = Incident(&record);
        let severity = one.severity().map(|one| words.label_within(one.label()));
        let when = match (one.is_open(), one.occurred_on(), one.closed_on()) {
            (true, Some(day), _) => Some(words.open_since(words.day(day))),
            (false, _, Some(day)) => Some(words.closed_on(words.day(day))),
            _ => None,
        };
        let authority = Some(one.authority()).filter(|told| !told.is_empty());
        let authority = authority.map(|told| words.to_be_reported(told));
        let due = one.due().filter(|_| one.is_open()).map(|due| words.due_on(words.day(due)));
        let kind = one.kind().map(|one| words.label_within(one.label()));
        let parts = [kind, severity, when, late, authority, due];
        let remark = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due) = (one.owner(), one.occurred_on());
        section.lines.push(Line { owner, due, remark, late, ..Line::of(record.clone()) });
    }
    if !cut.is_empty() {
        let label = |key: u8| Severity::ALL.iter().find(|one| **one as u8 == key).map_or("", |one| one.label());
        let told = |(Reverse(grave), count): (&Reverse<Option<u8>>, &usize)| match grave {
            Some(key) => words.of_severity(count, words.label_within(label(*key))),
            None => words.of_no_severity(count),
        };
        let parts = cut.iter().map(told).collect::<Vec<_>>().join(", ");
        section.cautions.push(words.cut_by_severity(section.more, parts));
    }
    Ok(())
}
