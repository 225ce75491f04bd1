//! What is known of a new record before anything is typed, as the subject of its draft spells it.

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::value::Value;

/// What is known of a new record before anything is typed.
pub type Preset = Vec<(&'static Field, Value)>;

/// The preset in words without spaces, each after a space: ` source=0192…`.
pub fn spell(preset: &Preset) -> String {
    let word = |value: &Value| match value {
        Value::Link(id) => Some(id.to_string()),
        Value::Links(ids) => Some(ids.iter().map(RecordId::to_string).collect::<Vec<_>>().join(",")),
        Value::Choice(key) => Some((*key).to_owned()),
        _ => None,
    };
    let words = preset.iter().filter_map(|(field, value)| Some(format!(" {}={}", field.name, word(value)?)));
    words.collect()
}

/// Reads what [`spell`] wrote; what the register does not know any more is left out.
pub fn read(register: &'static Register, words: &[&str]) -> Preset {
    let known = words.iter().filter_map(|word| {
        let (name, text) = word.split_once('=')?;
        let field = register.called(name)?;
        Some((field, value(field, text)?))
    });
    known.collect()
}

fn value(field: &'static Field, text: &str) -> Option<Value> {
    match field.kind {
        Kind::Choice(_) => field.choice_called(text).map(|choice| Value::Choice(choice.key)),
        _ if field.kind.is_single_link() => RecordId::parse(text).map(Value::Link),
        _ if field.kind.is_link() => Some(Value::Links(text.split(',').filter_map(RecordId::parse).collect())),
        _ => None,
    }
}
