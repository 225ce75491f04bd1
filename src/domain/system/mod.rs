//! AI systems: the inventory that everything else speaks of. What makes a system look smaller than it is, that it is excluded,
//! lowered, retired or hidden, is a move with a reason and somebody else's approval.

mod another;
mod class;
mod dependents;
mod machine;
mod past;
mod scope;
pub mod words;

use self::past::BY_OWNERS;
use super::better::{Better, Hiding};
use super::canonical::{Json, Object};
use super::register::{Derived, Register, Upcaster};
use super::rules::{Derivation, Facts, Rule};
use super::separation;

pub use dependents::{DEPENDENTS, is_open};
pub use words::{Automation, LegalClass, Origin, Role, Stage, State, System, SystemField, SystemMove, Tier};

/// The organisation's AI systems: what they are for, who owns them, how they are classed.
pub static REGISTER: Register = words::DECLARATION
    .machine(&machine::MACHINE)
    .derives(DERIVED)
    .rules(RULES)
    .frozen(FROZEN)
    .upcasters(UPCASTERS)
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::Counted);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower { field: SystemField::Tier.name(), from: Tier::GRAVEST_FIRST },
    Better::Loses(
        SystemField::LegalClasses.name(),
        &[LegalClass::Prohibited.key(), LegalClass::HighRisk.key(), LegalClass::SystemicRisk.key()],
    ),
    Better::Says(SystemField::InScope.name(), false),
    Better::Gone(SystemMove::Exclude.name()),
    no_longer_in_use(SystemMove::Conceive),
    no_longer_in_use(SystemMove::Develop),
    no_longer_in_use(SystemMove::Verify),
];

/// What is in use goes back to a stage of which less is asked.
const fn no_longer_in_use(step: SystemMove) -> Better {
    Better::GoneWhere { step: step.name(), where_one: SystemField::Stage.name(), is: IN_USE }
}

const IN_USE: &[&str] = &[State::Deployment.key(), State::Operation.key(), State::Reevaluation.key()];

/// That its impact was assessed is said by a day; it is put into use; or it is called, is for, concerns, is made of, or comes
/// from something else.
static UNASKED: &[Better] = &[
    Better::Comes(SystemField::ImpactAssessedOn.name()),
    Better::Again(SystemField::ImpactAssessedOn.name()),
    put_into_use(SystemMove::Deploy),
    put_into_use(SystemMove::Operate),
    Better::Otherwise(SystemField::Name.name()),
    Better::Otherwise(SystemField::Purpose.name()),
    Better::Otherwise(SystemField::Affected.name()),
    Better::Otherwise(SystemField::Vendor.name()),
    Better::Otherwise(SystemField::Roles.name()),
    Better::Otherwise(SystemField::Technologies.name()),
    Better::Otherwise(SystemField::Jurisdictions.name()),
];

const fn put_into_use(step: SystemMove) -> Better {
    Better::GoneWhere { step: step.name(), where_one: SystemField::Stage.name(), is: NOT_YET_IN_USE }
}

const NOT_YET_IN_USE: &[&str] = &[State::Inception.key(), State::Development.key(), State::Verification.key()];

static RULES: &[Rule] = &[scope::DECIDED_BY_MOVES, scope::STILL_ANOTHER, class::STILL_ANOTHER];

static FROZEN: &[Rule] = &[scope::STANDS, class::STANDS, dependents::NOT_HIDDEN, another::NOT_ANOTHER];

const DERIVED: Derivation = Derivation { looks_at: &BY_OWNERS, work: told };

/// What is told for ever of what was approved, or taken over, under an exception.
fn told(facts: &Facts) -> Derived {
    separation::snapshot(facts, &[&scope::EXCLUSION, &scope::OWNERSHIP, &class::LOWERING, &class::OWNERSHIP])
}

static UPCASTERS: &[Upcaster] = &[Upcaster::By(stage_is_a_state)];

/// In version 1 a stage was typed, or none was: what was retired then is not proven here.
fn stage_is_a_state(fields: &mut Object) {
    let Some(stage) = fields.get("stage").cloned() else { return };
    let retired = stage.as_text() == Some(State::Retired.key());
    if stage == Json::Null {
        fields.insert("stage".to_owned(), State::Unstated.key().into());
    }
    fields.insert("adopted".to_owned(), if retired { Json::Bool(true) } else { Json::Null });
}
