//! Risks (6.1.2): what could happen, from which source, with which consequence; how likely and how bad, before, with and
//! after treatment; and who accepted what is left.

mod grounds;
mod guards;
mod machine;
mod words;

use super::register::Register;

pub use guards::standing_level;
pub use words::{Affected, Objective, Risk, RiskField, SourceFamily, State, Treatment};

/// Risks: source, event and consequence, with likelihood, impact and level before controls, today, and after
/// treatment.
pub static REGISTER: Register =
    words::DECLARATION.machine(&machine::MACHINE).derives(guards::LEVELS).rules(guards::RULES);
