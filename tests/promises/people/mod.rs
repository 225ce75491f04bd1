//! Two things that one person does not both do, by what happened: whoever's names are moved about before or after.

mod alone;
mod attested;
mod exceptions;
pub mod hands;
mod inactive;
mod machines;
mod named;
mod said;
mod washing;
