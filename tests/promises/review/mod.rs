//! The management review, from the call to sealed minutes.

pub mod held;
