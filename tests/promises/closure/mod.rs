//! Nonconformities from draft to proven closure.

mod causes;
mod deadlines;
mod guards;
mod repeats;
mod states;
mod walk;
