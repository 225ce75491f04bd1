//! What stands is guarded whichever way somebody comes to it: data that hold from a day on, accepted risks, states that
//! were reached before, meetings, and time.

mod acceptance;
mod adoption;
mod applicability;
mod attested;
mod better;
mod changes;
pub mod clock;
mod declared;
mod falls;
mod held;
mod limits;
mod screen;
mod settled;
mod systems;
mod told;
mod unseen;
pub mod walk;
