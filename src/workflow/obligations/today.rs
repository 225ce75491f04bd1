//! What Today tells of what comes round again: what the law or a contract asks for, by its day.

use crate::domain::obligation::{Obligation, ObligationField as Field, REGISTER, State};
use crate::domain::requirement::codes;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::workflow::today::source::{Said, Source, Which};

/// What the standard asks for belongs to whoever answers for it; what others ask for is on the clock.
pub(super) static LEGAL: Source = Source {
    name: "legal",
    part: Which::Clock,
    rank: 0,
    among: |look| {
        let order = Order { field: Some(Field::NextDue.field()), descending: false };
        let filters = [
            Filter::one_of(Field::State.field(), &[State::Running.key()]),
            Filter::Between(Field::NextDue.field(), None, Some(Value::Date(look.until))),
            Filter::Filled(Field::Requirement.field()),
        ];
        Ok(vec![Query { order, ..Query::those(&REGISTER, filters) }])
    },
    says: |_, record| {
        let asked_by = Obligation(record).requirement();
        Ok(codes(asked_by).is_empty().then(|| Said::why(asked_by)))
    },
};
