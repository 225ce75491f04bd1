//! What is read of one nonconformity, as sheets.

mod causes;
mod effect;
mod repeats;
mod report;
mod similar;

pub use causes::{CAUSES, DRAWINGS};
pub use effect::EFFECT;
pub use repeats::REPEATS;
pub use report::REPORT;
pub use similar::SIMILAR;
