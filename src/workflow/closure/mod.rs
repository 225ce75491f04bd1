//! Nonconformities on their way to proven closure: where each stands and what it lacks, their causes, what they repeat,
//! what is similar, whether what was done worked, and how they go over time.

pub mod board;
pub mod case;
pub mod causes;
pub mod checks;
mod conformity;
pub mod costs;
pub mod deadlines;
pub mod fishbone;
pub mod operations;
pub mod path;
pub mod repeats;
pub mod sheets;
pub mod similar;
pub mod trends;

use super::feature::Feature;

/// Nonconformities.
pub static FEATURE: Feature = Feature {
    operations: operations::ALL,
    readings: &[
        &sheets::CAUSES,
        &sheets::SIMILAR,
        &sheets::EFFECT,
        &sheets::REPEATS,
        &sheets::REPORT,
        &trends::NONCONFORMITIES,
        &trends::FINDINGS,
    ],
    checks: &[&conformity::IN_TIME],
};
