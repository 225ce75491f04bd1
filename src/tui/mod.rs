//! The screens: what a person touches.
//!
//! [`run()`] takes the terminal and waits for what happens ([`event`]); the [`app`] holds a stack of screens ([`layer`],
//! [`screens`]) and carries out what they ask for ([`effect`]). Keys are looked up in the one table of commands
//! ([`command`]); where a screen wants to go it names the place ([`destination`]). Screens read the file when something has
//! changed and never while they draw; what takes longer than a frame is asked in the background ([`loaded`], [`awaited`]).
//! Everything outside [`screens`] knows no register and no feature.

pub mod app;
pub mod awaited;
pub mod canvas;
mod carrying;
mod chrome;
pub mod command;
pub mod desk;
pub mod destination;
pub mod effect;
mod ending;
pub mod event;
mod everywhere;
mod folded;
mod frame;
mod input;
mod keyboard;
pub mod keys;
pub mod keys_file;
pub mod layer;
pub mod loaded;
pub(in crate::tui) mod operating;
pub mod paint;
mod report;
mod rows;
mod run;
pub mod screens;
pub mod scroll;
pub mod settings;
pub mod sparkline;
pub mod start;
mod takeover;
mod terminal;
pub mod theme;
pub mod told;
mod typeahead;
mod writing;

pub use run::{Failed, Opening, run};
