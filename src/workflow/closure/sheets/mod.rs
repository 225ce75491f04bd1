//! What is read of one nonconformity, as sheets.

mod causes;
mod effect;
mod similar;

pub use causes::{CAUSES, DRAWINGS};
pub use effect::EFFECT;
pub use similar::SIMILAR;
