//! The management review, from the call to sealed minutes.

mod alike;
mod better;
mod corrections;
mod counted;
mod extended;
mod found;
mod guards;
mod hanging;
pub mod held;
mod hostile;
mod interests;
mod meetings;
mod period;
mod polls;
mod proof;
mod quorum;
mod race;
mod ready;
mod roll;
mod screen;
mod stands;
mod states;
mod told;
pub mod tools;
mod votes;
mod written;
mod year;
