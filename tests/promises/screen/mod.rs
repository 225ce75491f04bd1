//! The screens: keys in, screen and records out.

mod commands;
mod desk;
mod hostile;
mod keys;
mod pictures;
mod terminal;
