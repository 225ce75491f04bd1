//! Samples of an audit: how many items, how many of each stratum, and which. What is drawn by chance can be spoken of as
//! the whole; what somebody picked cannot.

pub mod allocation;
pub mod draw;
pub mod size;
