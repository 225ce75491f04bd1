//! Input e): opportunities for improvement.

use crate::domain::agenda_item::Input;
use crate::domain::opportunity::{self, Opportunity, OpportunityField, State};
use crate::domain::record::Record;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Improvement, registers: "Opportunities", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let state = OpportunityField::State.field();
    let query = |filters: Vec<Filter>| Query { filters, ..Query::new(&opportunity::REGISTER) };
    let open = query(vec![Filter::one_of(state, &[State::Open.key()])]);
    let count = section.count(span, "e.open", "Open", Better::Open, open.clone())?;
    let raised = query(vec![since(OpportunityField::RaisedOn.field(), span)]);
    let raised_on = |record: &Record| Opportunity(record).raised_on();
    section.raised(span, "e.raised", "Raised since", Better::Open, raised, (raised_on, &|_| true))?;
    let taken_up = query(vec![Filter::one_of(state, &[State::TakenUp.key()])]);
    section.count(span, "e.taken-up", "Taken up", Better::Higher, taken_up)?;
    let settled = since(OpportunityField::SettledOn.field(), span);
    let realised = query(vec![Filter::one_of(state, &[State::Realised.key()]), settled]);
    section.count(span, "e.realised", "Realised since", Better::Higher, realised)?;
    let order = Order { field: Some(OpportunityField::RaisedOn.field()), descending: true };
    let listed = Query { order, limit: Some(SPELLED_OUT), ..open };
    for record in span.view.page(&listed)?.records {
        let one = Opportunity(&record);
        let (owner, due, remark) = (one.owner(), one.raised_on(), one.benefit().to_owned());
        section.lines.push(Line { owner, due, remark, ..Line::of(record.clone()) });
    }
    section.more = count.saturating_sub(section.lines.len() as u64);
    Ok(())
}
