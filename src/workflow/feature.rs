//! What each feature declares: what can be done about it, what of it can be read, where that is shown, what of it has to
//! hold, and what Today tells of it.

use super::check::Check;
use super::operation::Operation;
use super::place::Place;
use super::reading::Reading;
use super::today::source::Source;
use super::{
    annex_a, applicability, attested, audits, board, calendar, capture, chase, check, closure, documents, evidence,
    excepted, handover, kpis, leadership, nearby, obligations, overview, planned_changes, received, resolutions,
    review, risks, systems, today, undertaken,
};

/// A part of what the program does, with everything that is declared beside it.
#[derive(Debug)]
pub struct Feature {
    /// What can be done.
    pub operations: &'static [&'static Operation],
    /// What can be read.
    pub readings: &'static [&'static Reading],
    /// Where it is shown.
    pub places: &'static [&'static Place],
    /// What has to hold of the whole management system.
    pub checks: &'static [&'static Check],
    /// What Today tells of.
    pub today: &'static [&'static Source],
}

impl Feature {
    /// One of which nothing is declared yet: a base for declarations.
    pub const PLAIN: Self = Self { operations: &[], readings: &[], places: &[], checks: &[], today: &[] };
}

/// Every feature. A new one adds a line.
pub static FEATURES: &[&Feature] = &[
    &annex_a::FEATURE,
    &applicability::FEATURE,
    &attested::FEATURE,
    &audits::FEATURE,
    &board::FEATURE,
    &calendar::FEATURE,
    &capture::FEATURE,
    &chase::FEATURE,
    &check::FEATURE,
    &closure::FEATURE,
    &documents::FEATURE,
    &evidence::FEATURE,
    &excepted::FEATURE,
    &handover::FEATURE,
    &kpis::FEATURE,
    &leadership::FEATURE,
    &nearby::FEATURE,
    &obligations::FEATURE,
    &overview::FEATURE,
    &planned_changes::FEATURE,
    &received::FEATURE,
    &resolutions::FEATURE,
    &review::FEATURE,
    &risks::FEATURE,
    &systems::FEATURE,
    &today::FEATURE,
    &undertaken::FEATURE,
];
