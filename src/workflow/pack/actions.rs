//! Input a): what became of the actions of earlier reviews.

use crate::domain::action::{self, ActionField, State};
use crate::domain::agenda_item::Input;
use crate::domain::field::Tone;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Query};
use crate::workflow::review::carried;

use super::{Better, SPELLED_OUT, Section, Source, Span, between, changes, since};

pub const SOURCE: Source = Source { input: Input::Actions, registers: "Actions", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    // What is undertaken in this review is for the next one to follow.
    let earlier = Filter::IsNot(ActionField::Review.field(), vec![Value::Link(span.proceedings.id())]);
    let query = |mut filters: Vec<Filter>| {
        filters.push(earlier.clone());
        Query { filters, ..Query::new(&action::REGISTER) }
    };
    let state = ActionField::State.field();
    let open = Filter::one_of(state, &[State::Open.key()]);
    let late = Filter::passed(ActionField::Due.field(), span.today);
    let count = section.count(span, "a.open", "Open", Better::Lower, query(vec![open.clone()]))?;
    section.count(span, "a.late", "Late", Better::Lower, query(vec![open, late]))?;
    section.taken(Tone::Bad);
    let done = query(vec![Filter::one_of(state, &[State::Done.key()])]);
    let waiting = section.count(span, "a.done", "Done, to be confirmed", Better::Open, done)?;
    let confirmed =
        vec![Filter::one_of(state, &[State::Confirmed.key()]), since(ActionField::ConfirmedOn.field(), span)];
    section.count(span, "a.confirmed", "Confirmed since", Better::Higher, query(confirmed))?;
    let unfinished = carried::unfinished(span.view, Some(span.proceedings.id()), SPELLED_OUT)?;
    section.more = (count + waiting).saturating_sub(unfinished.len() as u64);
    between::told(span, section)?;
    section.lines.extend(unfinished.into_iter().map(|one| between::undertaken(span, one)));
    changes::told(span, section)
}
