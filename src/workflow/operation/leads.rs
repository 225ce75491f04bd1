//! What an operation comes down to, where every register can do it: with something said already, it needs no words of its
//! own on the command line and no form of its own on the screen.

use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::workflow::Trouble;
use crate::workflow::today::aspect::Aspect;

use super::{Operation, Scene, Subject};

/// Where an operation leads.
pub type LeadsTo = fn(&Scene) -> Result<Leads, Trouble>;

/// Something that every register can do, with what is said already.
#[derive(Debug)]
pub enum Leads {
    /// A record is added, of which this is known.
    Add(&'static Register, Vec<(&'static Field, Value)>),
    /// A record is changed: this is put forward, and that field is still to be filled in.
    Change(Record, (&'static Field, Value), &'static Field),
    /// A move is made.
    Move(Vec<Record>, &'static Move),
    /// It is another operation.
    Other(&'static Operation, Subject),
    /// One thing is set for records of any registers.
    Set(Vec<Record>, Aspect),
}
