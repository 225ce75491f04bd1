//! Risks (6.1.2): what could happen, from which source, with which consequence; how likely and how bad, before, with and
//! after treatment; and who accepted what is left.

mod acceptance;
mod grounds;
mod levels;
mod machine;
pub mod words;

use super::better::{Better, Hiding};
use super::register::{Derived, Register};
use super::risk_criteria::Level;
use super::rules::{Derivation, Facts, Rule};
use words::RiskMove;

pub use acceptance::Acceptance;
pub use levels::standing_level;
pub use words::{Affected, Objective, Risk, RiskField, SourceFamily, State, Treatment};

/// Risks: source, event and consequence, with likelihood, impact and level before controls, today, and after
/// treatment.
pub static REGISTER: Register = words::DECLARATION
    .grows()
    .machine(&machine::MACHINE)
    .lapses(&acceptance::LAPSE)
    .derives(DERIVED)
    .standing(acceptance::STANDING)
    .counted_by(&[[RiskField::Level.name(), RiskField::State.name()]])
    .rules(levels::RULES)
    .frozen(FROZEN)
    .reworded()
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::Counted);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower { field: RiskField::InherentLevel.name(), from: Level::GRAVEST_FIRST },
    Better::Lower { field: RiskField::Level.name(), from: Level::GRAVEST_FIRST },
    Better::Lower { field: RiskField::ResidualLevel.name(), from: Level::GRAVEST_FIRST },
    Better::LaterUndone { field: RiskField::ReviewBy.name(), done: RiskField::AssessedOn.name() },
    Better::Later(RiskField::TreatedBy.name()),
    Better::Away(RiskField::System.name()),
    Better::Loses(RiskField::Affected.name(), BEYOND_US),
    Better::Gone(RiskMove::Close.name()),
];

/// That it was assessed is said by a day; what does not hold it down any more is no longer looked at; and what it is, or what
/// is done about it, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Again(RiskField::AssessedOn.name()),
    Better::Away(RiskField::Controls.name()),
    Better::Otherwise(RiskField::Title.name()),
    Better::Otherwise(RiskField::Event.name()),
    Better::Otherwise(RiskField::Consequence.name()),
    Better::Otherwise(RiskField::Treatment.name()),
    Better::Otherwise(RiskField::Plan.name()),
];

/// Those outside the organisation whom a risk concerns.
const BEYOND_US: &[&str] = &[Affected::Individuals.key(), Affected::Groups.key(), Affected::Society.key()];

static FROZEN: &[Rule] = &[acceptance::STILL_ANOTHER];

const DERIVED: Derivation = Derivation { looks_at: &acceptance::BY_ANOTHER, work: derived };

/// The levels, and then what they make of an acceptance.
fn derived(facts: &Facts) -> Derived {
    let mut derived = levels::levels(facts);
    let mut now = facts.record.clone();
    for (field, value) in &derived {
        now.set(field.name, value.clone());
    }
    derived.extend(acceptance::standing(facts, &now));
    derived.extend(acceptance::told(facts));
    derived
}
