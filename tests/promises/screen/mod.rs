//! The screens: keys in, screen and records out.

mod ahead;
mod behind;
mod commands;
mod cramped;
pub mod desk;
pub mod hostile;
mod keys;
mod lists;
mod narrow;
mod onward;
mod peek;
mod pictures;
mod places;
mod sessions;
mod standing;
mod styled;
mod terminal;
mod twins;
