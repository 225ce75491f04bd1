//! Nonconformities from draft to proven closure.

mod causes;
mod deadlines;
mod duplicates;
mod effect;
mod evidence;
mod guards;
mod real;
mod repeats;
mod screen;
mod states;
mod then;
pub mod walk;
