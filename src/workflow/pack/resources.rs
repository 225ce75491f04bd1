//! The organisation's own input: whether the resources are enough (7.1).

use crate::domain::agenda_item::Input;
use crate::domain::deadline::Deadline;
use crate::domain::resource_need::{self, ResourceNeed, ResourceNeedField, State};
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span};

pub const SOURCE: Source = Source { input: Input::Resources, registers: "Resource needs", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let state = ResourceNeedField::State.field();
    let query = |keys: &[&'static str]| Query {
        filters: vec![Filter::one_of(state, keys)] as Vec<Filter>,
        ..Query::new(&resource_need::REGISTER)
    };
    let open = section.count(span, "resources.open", "Open needs", Better::Lower, query(&[State::Open.key()]))?;
    let granted = query(&[State::Granted.key()]);
    let granted = section.count(span, "resources.granted", "Granted, not there yet", Better::Open, granted)?;
    section.count(span, "resources.provided", "Provided", Better::Higher, query(&[State::Provided.key()]))?;
    section.count(span, "resources.declined", "Declined", Better::Open, query(&[State::Declined.key()]))?;
    let order = Order { field: Some(ResourceNeedField::NeededBy.field()), descending: false };
    let listed = Query { order, limit: Some(SPELLED_OUT), ..query(&[State::Open.key(), State::Granted.key()]) };
    for record in span.view.page(&listed)?.records {
        let need = ResourceNeed(&record);
        let amount = need.amount().map(|amount| amount.to_string());
        let parts: Vec<String> =
            amount.into_iter().chain([need.consequence().to_owned()]).filter(|part| !part.is_empty()).collect();
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due, remark) = (need.owner(), need.needed_by(), parts.join("; "));
        section.lines.push(Line { owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.more = (open + granted).saturating_sub(section.lines.len() as u64);
    Ok(())
}
