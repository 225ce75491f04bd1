//! Puts the controls of Annex A on the register, so that the applicability of each can be said.

use crate::domain::control::{self, Control, ControlField};
use crate::domain::standard::CONTROLS;
use crate::domain::value::Value;
use crate::store::list::{Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};

/// Adds those of the 38 that the register does not have yet, whatever became of them there.
///
/// # Errors
/// Where the file can't be read.
pub fn annex_a(view: View, ambient: &Ambient) -> Result<Proposal, Error> {
    let there = view.page(&Query { voided: Voided::Shown, ..Query::new(&control::REGISTER) })?.records;
    let missing = CONTROLS.iter().filter(|node| !there.iter().any(|record| Control(record).code() == node.number));
    let acts = missing.map(|node| {
        let text = |text: &str| Value::Text(text.to_owned());
        let fields = vec![
            (ControlField::Code.field(), text(node.number)),
            (ControlField::Name.field(), text(node.title)),
            (ControlField::About.field(), text(node.asks)),
        ];
        Act::Create { id: ambient.identity(), register: &control::REGISTER, fields }
    });
    Ok(Proposal::of(acts.collect::<Vec<_>>()))
}
