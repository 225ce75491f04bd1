//! Changes to the management system (6.3, 8.1): planned and approved before they take effect, made in an emergency and
//! approved within days, or found to have happened without anybody's plan.

mod held;
mod machine;
pub mod words;

use super::better::{Better, Hiding};
use super::canonical::{Json, Object};
use super::register::{Register, Upcaster};
use words::PlannedChangeField as Field;

pub use held::WITHIN_DAYS;
pub use words::{PlannedChange, PlannedChangeField, PlannedChangeMove, State, Unplanned};

/// Changes to the AI management system.
pub static REGISTER: Register = words::DECLARATION
    .machine(&machine::MACHINE)
    .derives(held::DERIVED)
    .rules(held::RULES)
    .frozen(held::FROZEN)
    .upcasters(UPCASTERS)
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::WhileOpen);

/// How it comes to look better than it did.
static BETTER: &[Better] = &[Better::Gone(PlannedChangeMove::Drop.name()), Better::Away(Field::Touches.name())];

/// What changes, what could follow from it, and what keeps the system whole meanwhile, is said otherwise.
static UNASKED: &[Better] = &[
    Better::Otherwise(Field::What.name()),
    Better::Otherwise(Field::Consequences.name()),
    Better::Otherwise(Field::Integrity.name()),
];

static UPCASTERS: &[Upcaster] = &[Upcaster::By(in_effect_before)];

/// In version 1 nobody approved: what took effect then is not proven here.
fn in_effect_before(fields: &mut Object) {
    let Some(state) = fields.get("state") else { return };
    let adopted = if state.as_text() == Some(State::Effective.key()) { Json::Bool(true) } else { Json::Null };
    fields.insert(Field::Adopted.name().to_string(), adopted);
}
