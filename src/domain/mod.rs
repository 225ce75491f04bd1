//! What the records are and what must hold. Pure: today's date, the actor and all chance are arguments.
//!
//! A register is declared once ([`register!`](crate::register)), in a file of its own beside this one, and listed in
//! the [`catalogue`].

pub mod canonical;
pub mod catalogue;
pub mod field;
pub mod identity;
pub mod record;
pub mod register;
pub mod rules;
pub mod state;
pub mod transaction;
pub mod typed;
pub mod value;
pub mod visible;
pub mod when;

pub mod action;
pub mod deadline;
pub mod evidence;
pub mod note;
pub mod organisation;
pub mod person;
pub mod system;
