//! Nonconformities from draft to proven closure.

mod causes;
mod deadlines;
mod guards;
mod repeats;
mod screen;
mod states;
mod walk;
