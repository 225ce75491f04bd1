//! Nonconformities from draft to proven closure.

mod guards;
mod repeats;
mod states;
mod walk;
