//! What Today tells of nonconformities: the majors, and what waits for somebody to verify and to judge.

use crate::domain::nonconformity::{
    Grade, Nonconformity, NonconformityField as Field, NonconformityMove, REGISTER, State,
};
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::workflow::today::source::{Look, Said, Source, Which, waits};

pub(super) static SOURCES: &[&Source] = &[&MAJORS, &VERIFY, &CLOSE];

static MAJORS: Source = Source {
    name: "majors",
    part: Which::Look,
    rank: 0,
    among: |_| {
        let open: Vec<_> = State::ALL.iter().filter(|one| one.is_open()).map(|one| one.key()).collect();
        let filters =
            [Filter::one_of(Field::Grade.field(), &[Grade::Major.key()]), Filter::one_of(Field::State.field(), &open)];
        let order = Order { field: Some(Field::Due.field()), descending: false };
        Ok(vec![Query { order, ..Query::those(&REGISTER, filters) }.sought(Field::Grade.field())])
    },
    says: |_, record| {
        Ok(Some(Said::why(format!("major, {}", Nonconformity(record).standing().to_lowercase())).grave()))
    },
};

static VERIFY: Source = Source {
    name: "implemented",
    part: Which::Waiting,
    rank: 0,
    among: |look| Ok(of_others(look, State::Implemented, None)),
    says: |_, record| Ok(waits(record, NonconformityMove::Verify, "implemented")),
};

static CLOSE: Source = Source {
    name: "verified",
    part: Which::Waiting,
    rank: 1,
    among: |look| {
        let ripe = Filter::Between(Field::CheckFrom.field(), None, Some(Value::Date(look.today)));
        Ok(of_others(look, State::Verified, Some(ripe)))
    },
    says: |_, record| Ok(waits(record, NonconformityMove::Close, "effect to be judged")),
};

/// The cases at a state with which whoever looks had nothing to do.
fn of_others(look: &Look, at: State, more: Option<Filter>) -> Vec<Query> {
    let Some(me) = look.me else { return Vec::new() };
    let of_others = |field: Field| Filter::IsNot(field.field(), vec![Value::Link(me)]);
    let filters =
        [Filter::one_of(Field::State.field(), &[at.key()]), of_others(Field::Owner), of_others(Field::BegunBy)];
    let order = Order { field: Some(Field::Due.field()), descending: false };
    vec![Query { order, ..Query::those(&REGISTER, filters.into_iter().chain(more)) }.sought(Field::State.field())]
}
