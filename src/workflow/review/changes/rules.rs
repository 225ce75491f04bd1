//! By what it goes: what is new or changed of the rules, rights and proofs that registers [declare](Governs).

use crate::domain::field::{Field, Kind};
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
            said.any(|(field, value)| says(field, value.as_ref()) && new.iter().any(|one| *one == *field.name))
        }
        (Governs::By { changed, new }, What::Update { fields, .. }) => {
            let from_the_first = |side: &FieldChange| {
                says(side.field, side.after.as_ref())
                    && side.field.kind != Kind::YesNo
                    && new.iter().any(|one| *one == *side.field.name)
            };
            let known = |side: &FieldChange| side.before.is_some() || side.after == yes || from_the_first(side);
            fields.iter().any(|side| known(side) && changed.iter().any(|one| *one == *side.field.name))
        }
        _ => false,
    }
}

/// Whether something is said by a value: a yes, or anything at all where nothing is asked.
fn says(field: &Field, value: Option<&Value>) -> bool {
    match field.kind {
        Kind::YesNo => value == Some(&Value::YesNo(true)),
        _ => value.is_some(),
    }
}
