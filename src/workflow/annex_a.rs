//! Puts the controls of Annex A on the register, so that the applicability of each can be said.

use crate::domain::control::{self, Control, ControlField};
use crate::domain::standard::CONTROLS;
use crate::domain::value::Value;
use crate::store::list::{Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::feature::Feature;
use crate::workflow::operation::{About, Next, Operation, Says, Way, own};

/// Annex A on the register.
pub static FEATURE: Feature = Feature { operations: &[&ANNEX_A], ..Feature::PLAIN };

/// The controls of Annex A are put on the register.
pub static ANNEX_A: Operation = Operation {
    title: "The controls of Annex A",
    help: "Adds the controls of Annex A that are not there yet, each for you to say whether it applies",
    ways: &[Way::offered(
        "The controls of Annex A",
        "Add those that are not there yet, each for you to say whether it applies",
    )],
    propose: |scene, _| Ok(annex_a(scene.view, scene.ambient)?),
    says: |scene, outcome| {
        let added =
            format!("Added {} controls of Annex A. Say of each whether it applies, and why", outcome.changed.len());
        let first = outcome.changed.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        let edit = own::edit(&control::REGISTER).ok().zip(first);
        let next =
            edit.map(|(operation, record)| Next { operation, record, part: None, does: "says it of the selected one" });
        Ok(Says { next: next.into_iter().collect(), ..Says::instead([added]) })
    },
    nothing: Some(|_| Ok("All 38 controls of Annex A are there.".to_owned())),
    ..Operation::new(&["annex-a"], &control::REGISTER, About::Nothing)
};

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
