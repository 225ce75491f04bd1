//! What Today tells of written resolutions: that the answers are there to be counted, or that the closing day is over.

use crate::domain::resolution::{REGISTER, ResolutionField, State};
use crate::store::list::{Filter, Order, Query};
use crate::workflow::today::offered::Step;
use crate::workflow::today::source::{Said, Source, Which};

use super::Told;
use super::operations::SETTLE;

/// What is decided, and stands as open until somebody counts.
pub(super) static TO_COUNT: Source = Source {
    name: "resolutions",
    part: Which::Clock,
    rank: 3,
    among: |_| {
        let order = Order { field: Some(ResolutionField::ClosesOn.field()), descending: false };
        let open = Filter::one_of(ResolutionField::State.field(), &[State::Open.key()]);
        Ok(vec![Query { order, ..Query::those(&REGISTER, [open]) }])
    },
    says: |look, record| {
        let told = Told::of(look.view, record.clone())?;
        let over = told.resolution().closes_on().is_some_and(|closes| closes < look.today);
        let what = match told.count {
            count if count.is_reached() => "has reached its basis",
            count if count.is_beyond_reach() => "can't reach its basis any more",
            _ if over => "has not reached its basis by its closing day",
            _ => return Ok(None),
        };
        Ok(Some(Said {
            what: Some(format!("{} {what}: count the answers", record.title())),
            owner: told.resolution().secretary(),
            step: Some(Step::Operation(&SETTLE)),
            ..Said::why("resolution")
        }))
    },
};
