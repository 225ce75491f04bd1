//! Evidence: where it is, which bytes it had when, and what was attested on them; how it is looked at and written out.

mod bytes;
mod check;
pub mod elsewhere;
mod look;
mod relied;
mod said;
mod sheet;
mod whereabouts;

use super::feature::Feature;

pub use bytes::{Export, Of, Version, export, versions};
pub use look::LOOKED;
pub use relied::stands_on_words;
pub use said::told;
pub use sheet::VERSIONS;
pub use whereabouts::{brief, held, sized, whereabouts, whereabouts_in};

/// Evidence.
pub static FEATURE: Feature =
    Feature { operations: &[&LOOKED], readings: &[&VERSIONS], checks: &[&check::ON_FILE], ..Feature::PLAIN };
