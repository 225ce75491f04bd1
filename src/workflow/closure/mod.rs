//! Nonconformities on their way to proven closure: their causes, what they repeat, what is similar, whether what was
//! done worked, and how they go over time.

pub mod causes;
pub mod checks;
pub mod costs;
pub mod deadlines;
pub mod fishbone;
pub mod repeats;
pub mod similar;
pub mod trends;
