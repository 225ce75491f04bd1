//! What is read of one nonconformity, as sheets.

mod board;
pub mod case;
mod causes;
mod effect;
mod repeats;
mod report;
mod similar;

pub use board::BOARD;
pub use case::CASE;
pub use causes::{CAUSES, DRAWINGS};
pub use effect::EFFECT;
pub use repeats::REPEATS;
pub use report::REPORT;
pub use similar::SIMILAR;
