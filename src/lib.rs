//! Gavel: an AI management system (ISO/IEC 42001) in one SQLite file, run from the terminal.
//!
//! The rooms, each of which knows only those named before it:
//!
//! - [`domain`]: what the records are and what must hold; pure.
//! - [`analysis`]: numbers, and how sure one can be of them; pure.
//! - [`store`]: one SQLite file, its journal, and the only way to write.
//! - [`workflow`]: what people do across several records.
//! - [`report`]: documents made of it, in Markdown, HTML and JSON.
//! - [`exchange`]: what goes out and comes in.
//! - [`cli`]: the command line, one file a command.
//! - [`tui`]: the screens; it and `cli` do not know each other.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod cli;
pub mod domain;
pub mod exchange;
pub mod report;
pub mod store;
pub mod tui;
pub mod workflow;
