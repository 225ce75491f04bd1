//! Gavel: an AI management system (ISO/IEC 42001) in one SQLite file, run from the terminal.
#![forbid(unsafe_code)]

pub mod domain;
pub mod store;
