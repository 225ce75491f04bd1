//! How a record comes to look better than it did, each register's ways declared beside its fields, as data: a later day, a
//! lower level, a flattering figure, something open or counted that is taken away. What is judged by them is in
//! [`favourable`](super::favourable).

use super::name::{FieldName, Link, MoveName};

/// One way in which a record comes to look better. What a field did not hold before is no way, where it is not said to be one:
/// a first day, a first level makes nothing look better. A move is looked at for the fields that it [sets](super::state::Move::fills).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    /// A day is later, or is none any more. The [deadline](super::field::Field::deadline) of a register is one of these
    /// without being declared.
    Later(FieldName),
    /// The same, but not where another day moves on with it: what it waited for was done.
    LaterUndone { field: FieldName, done: FieldName },
    /// An answer comes after the one that stood, in this order from the gravest on; the others come after all of these, and
    /// so does none.
    Lower { field: FieldName, from: &'static [&'static str] },
    /// It comes to say yes, or does not say yes any more.
    Says(FieldName, bool),
    /// It comes to have one of these answers, whatever it said before.
    Reaches(FieldName, &'static [&'static str]),
    /// A day on which something was done is a later one: it was done again.
    Again(FieldName),
    /// A number is higher, or none any more.
    More(FieldName),
    /// A number is lower, or none any more.
    Fewer(FieldName),
    /// A number is higher than it was; where none is said, it is this one.
    Above { field: FieldName, unsaid: i64 },
    /// The same, where a lower one looks better.
    Below { field: FieldName, unsaid: i64 },
    /// A figure, the first that is filled in of these fields, went the way that is better: as the record says, to which a
    /// link leads, in a field of this name. Where it says neither way, any other figure may be better.
    Figure { fields: &'static [FieldName], of: FieldName, direction: FieldName },
    /// A bound of such figures, the first that is filled in of these fields, went the other way, and lets more pass; or is
    /// none any more. Where neither way is better, it is a lower bound.
    Bound { fields: &'static [FieldName], of: FieldName, direction: FieldName },
    /// Something else stands in a field, or nothing any more.
    Otherwise(FieldName),
    /// The same, or something comes to stand where nothing did.
    Said(FieldName),
    /// The same, where a choice has one of these answers.
    OtherwiseWhere { field: FieldName, where_one: FieldName, is: &'static [&'static str] },
    /// It comes to say no, whatever it said before, or does not say yes any more.
    SaysNo(FieldName),
    /// Something comes to stand in a field, where nothing did.
    Comes(FieldName),
    /// Nothing stands in a field any more.
    Emptied(FieldName),
    /// A record that a link led to is not among those any more: it does not count there.
    Away(FieldName),
    /// A record comes among those that a link leads to, where a choice has one of these answers: it counts there, too.
    JoinsWhere { field: FieldName, where_one: FieldName, is: &'static [&'static str] },
    /// One of these answers is not among those any more.
    Loses(FieldName, &'static [&'static str]),
    /// A move takes it away: what was to be done need not be done.
    Gone(MoveName),
    /// The same, but only where a choice had one of these answers.
    GoneWhere { step: MoveName, where_one: FieldName, is: &'static [&'static str] },
    /// A move takes it away, but only where the move comes before this day: what was to go on until then does not.
    GoneBefore { step: MoveName, day: FieldName },
}

/// Whether something that counts is taken away where a record is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hiding {
    /// Nothing is.
    Nothing,
    /// As long as it is in an open state of its machine.
    WhileOpen,
    /// Whatever its state: how many there were is told, or what they came to.
    Counted,
    /// The same, but not where a choice has one of these answers.
    CountedUnless(FieldName, &'static [&'static str]),
    /// The same, but only where a choice has one of these answers.
    CountedAs(FieldName, &'static [&'static str]),
}

/// What a new record takes the place of: the one that points to the same record through a link and has the latest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Succession {
    pub through: FieldName,
    pub of: Link,
    pub by: FieldName,
}

/// The answers by which a record says which way its figures are better.
pub const HIGHER: &str = "higher";

/// See [`HIGHER`].
pub const LOWER: &str = "lower";

impl Better {
    /// The move by which it takes something away, whatever the day; none where it is none.
    pub const fn step(&self) -> Option<MoveName> {
        match self {
            Self::Gone(step) | Self::GoneWhere { step, .. } | Self::GoneBefore { step, .. } => Some(*step),
            _ => None,
        }
    }

    /// Whether it is this move of a record of which a field had such an answer.
    pub fn is_by(&self, step: MoveName, had: impl Fn(FieldName) -> Option<&'static str>) -> bool {
        let stood = match self {
            Self::GoneWhere { where_one, is, .. } => had(*where_one).is_some_and(|answer| is.contains(&answer)),
            _ => true,
        };
        stood && self.step() == Some(step)
    }

    /// The fields at which it looks; none where it is a move.
    pub const fn fields(&self) -> &[FieldName] {
        match self {
            Self::Later(field)
            | Self::LaterUndone { field, .. }
            | Self::Lower { field, .. }
            | Self::Says(field, _)
            | Self::Reaches(field, _)
            | Self::More(field)
            | Self::Fewer(field)
            | Self::Again(field)
            | Self::Otherwise(field)
            | Self::Said(field)
            | Self::OtherwiseWhere { field, .. }
            | Self::JoinsWhere { field, .. }
            | Self::SaysNo(field)
            | Self::Comes(field)
            | Self::Emptied(field)
            | Self::Above { field, .. }
            | Self::Below { field, .. }
            | Self::Away(field)
            | Self::Loses(field, _) => std::slice::from_ref(field),
            Self::Figure { fields, .. } | Self::Bound { fields, .. } => fields,
            Self::Gone(_) | Self::GoneWhere { .. } | Self::GoneBefore { .. } => &[],
        }
    }
}
