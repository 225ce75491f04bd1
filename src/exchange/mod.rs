//! What goes out and comes in: forms in which other programs read records.

pub mod csv;
pub mod import;
pub mod json;
pub mod xlsx;
