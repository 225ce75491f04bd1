//! By what it goes: what is new or changed of the rules, rights and proofs that registers [declare](Governs).

use crate::domain::governs::Governs;
use crate::domain::transaction::{Change, FieldChange, What};
use crate::domain::value::Value;

/// Whether a change makes, or changes, by what it goes. What the file began with is no change, and what was empty and is not a
/// yes comes to be known only.
pub(super) fn bend(change: &Change) -> bool {
    let register = change.register;
    let yes = Some(Value::YesNo(true));
    match (register.governs, &change.what) {
        (Governs::All, What::Create { .. }) => !register.single,
        (Governs::All, What::Update { .. }) => true,
        (Governs::By { new, .. }, What::Create { values, .. }) => {
            let mut said = register.fields.iter().zip(values);
            said.any(|(field, value)| *value == yes && new.iter().any(|one| *one == *field.name))
        }
        (Governs::By { changed, .. }, What::Update { fields, .. }) => {
            let known = |side: &FieldChange| side.before.is_some() || side.after == yes;
            fields.iter().any(|side| known(side) && changed.iter().any(|one| *one == *side.field.name))
        }
        _ => false,
    }
}
