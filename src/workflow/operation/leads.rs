//! What an operation comes down to, where every register can do it: with something said already, it needs no words of its
//! own on the command line and no form of its own on the screen.

use crate::domain::field::Field;
use crate::domain::name::MoveName;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::workflow::Trouble;
use crate::workflow::today::aspect::Aspect;

use super::{Operation, Scene, Subject, Why};

/// Where an operation leads.
pub type LeadsTo = fn(&Scene) -> Result<Leads, Trouble>;

/// Something that every register can do, with what is said already.
#[derive(Debug)]
pub enum Leads {
    /// A record is added, of which this is known, and of whose fields this is told while they are filled in.
    Add(&'static Register, Vec<(&'static Field, Value)>, Vec<(&'static Field, String)>),
    /// A record is changed: this is put forward, and that field is still to be filled in.
    Change(Record, (&'static Field, Value), &'static Field),
    /// A move is made.
    Move(Vec<Record>, &'static Move),
    /// It is another operation, in one of its ways.
    Other(&'static Operation, usize, Subject),
    /// One thing is set for records of any registers.
    Set(Vec<Record>, Aspect),
}

impl Leads {
    /// The move of this name, with the record that is meant.
    ///
    /// # Errors
    /// [`Trouble::Input`] where no record is meant, or its register has no such move.
    pub fn to_move(scene: &Scene, name: impl Into<MoveName>) -> Result<Self, Trouble> {
        let record = scene.record()?;
        Ok(Self::Move(vec![record.clone()], step(record, name.into())?))
    }

    /// Why that move can't be made now.
    ///
    /// # Errors
    /// As [`Leads::to_move`].
    pub fn why_not_move(scene: &Scene, name: impl Into<MoveName>) -> Result<Option<Why>, Trouble> {
        let record = scene.record()?;
        Ok(why_not(record, step(record, name.into())?))
    }
}

/// Keys for a register's own move: the move, its register, what is selected, the keys, what they are called and what they do.
/// They open the form of the move, where it can be made.
macro_rules! own_move {
    ($step:expr, $register:expr, $about:expr, $keys:expr, $name:expr, $help:expr $(,)?) => {
        $crate::workflow::operation::Operation {
            names: &[$step.name().as_str()],
            title: $name,
            help: $help,
            ways: &[$crate::workflow::operation::Way::form($keys, $name, $help)],
            why_not: |scene| $crate::workflow::operation::Leads::why_not_move(scene, $step),
            leads: Some(|scene| $crate::workflow::operation::Leads::to_move(scene, $step)),
            ..$crate::workflow::operation::Operation::new(&[], $register, $about)
        }
    };
}
pub(crate) use own_move;

fn step(record: &Record, name: MoveName) -> Result<&'static Move, Trouble> {
    let step = record.register.machine.and_then(|machine| machine.find(&name));
    step.ok_or_else(|| Trouble::Input(format!("{} has no move “{name}”", record.reference())))
}

/// Why a record can't make a move now.
pub fn why_not(record: &Record, step: &Move) -> Option<Why> {
    if record.voided {
        return Some(Why::is(format!("{} is voided", record.reference())));
    }
    record.register.machine.and_then(|machine| machine.why_not(record, step)).map(Why::is)
}
