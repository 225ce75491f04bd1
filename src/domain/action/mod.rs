//! Actions: what somebody undertook to do, from promise to confirmation.

mod guards;
mod machine;
mod words;

use super::better::{Better, Hiding};
use super::canonical::{Json, Object};
use super::register::{Register, Upcaster};

pub use guards::DOING;
pub use words::{Action, ActionField, ActionMove, CONFIRMED, EXTENDED, Priority, State, Type};

/// Actions: what a named person does by a date, so that a decision or a finding has an effect.
pub static REGISTER: Register = words::DECLARATION
    .grows()
    .machine(&machine::MACHINE)
    .derives(guards::DERIVED)
    .rules(guards::RULES)
    .frozen(guards::FROZEN)
    .upcasters(UPCASTERS)
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::WhileOpen);

/// What is to be done is said otherwise.
static UNASKED: &[Better] = &[Better::Otherwise(ActionField::What.name())];

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower {
        field: ActionField::Priority.name(),
        from: &[Priority::Critical.key(), Priority::High.key(), Priority::Normal.key(), Priority::Low.key()],
    },
    Better::Lower { field: ActionField::Type.name(), from: &[Type::Corrective.key(), Type::Ordinary.key()] },
    Better::Away(ActionField::Source.name()),
    Better::Away(ActionField::Removes.name()),
    Better::Away(ActionField::Review.name()),
    Better::Gone(ActionMove::Cancel.name()),
    Better::Gone(ActionMove::Supersede.name()),
    Better::Gone(ActionMove::Merge.name()),
];

static UPCASTERS: &[Upcaster] = &[Upcaster::By(priority_in_words), Upcaster::Words];

/// Version 1 ranked actions from 1 (most pressing) to 4.
fn priority_in_words(fields: &mut Object) {
    if let Some(Json::Number(rank)) = fields.get("priority") {
        let word = match rank {
            1 => Priority::Critical,
            2 => Priority::High,
            3 => Priority::Normal,
            _ => Priority::Low,
        };
        fields.insert("priority".to_owned(), word.key().into());
    }
}
