//! Numbers: what the measurements and records say, and how sure one can be of it. Pure: today and every record are
//! arguments.

pub mod chance;
pub mod pareto;
pub mod proportion;
pub mod sampling;
pub mod scale;
pub mod survival;
