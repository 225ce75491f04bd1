//! The organisation's own input: incidents and near misses.

use crate::domain::agenda_item::Input;
use crate::domain::deadline::Deadline;
use crate::domain::incident::{self, Incident, IncidentField as Field, State, Type};
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, is_since, since};

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
        let is_so =
            |record: &Record| is_since(Incident(record).occurred_on(), span) && Incident(record).kind() == Some(kind);
        section.raised(span, key, label, better, query(vec![happened.clone(), of_type]), is_so)?;
    }
    let open = Filter::one_of(Field::State.field(), &[State::Open.key(), State::Contained.key()]);
    section.count(span, "incidents.open", "Open", Better::Lower, query(vec![open]))?;
    if span.view.count(&query(Vec::new()))? == 0 {
        section.cautions.push("No incident is recorded: that there was none can't be told from this.".to_owned());
        return Ok(());
    }
    section.by_quarter(span, "Incidents and near misses", Field::OccurredOn.field(), &query(Vec::new()))?;
    let order = Order { field: Some(Field::OccurredOn.field()), descending: true };
    let listed = Query { order, limit: Some(SPELLED_OUT / 2), ..query(vec![happened]) };
    let count = span.view.count(&listed)?;
    for record in span.view.page(&listed)?.records {
        let one = Incident(&record);
        let words =
            [one.kind().map(|one| one.label().to_lowercase()), one.severity().map(|one| one.label().to_lowercase())];
        let remark = words.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due) = (one.owner(), one.occurred_on());
        section.lines.push(Line { owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.more = count.saturating_sub(section.lines.len() as u64);
    Ok(())
}
