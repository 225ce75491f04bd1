//! Looking at what is held at an address: nothing but a person tells that it is there still.

use crate::domain::evidence::{Evidence, EvidenceField, REGISTER};
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Proposal};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Given, Operation, Says, Scene, Way, Why};

use super::whereabouts::whereabouts;

/// That somebody looked at what is held at an address.
pub static LOOKED: Operation = Operation {
    title: "Looked at it",
    help: "Records who looked at what is held at an address, and when",
    more: "Records who looked at what is held at an address, and when: you, today, where nothing else is said. It is asked \
           again when something is attested on it more than a week later.",
    asks: &[Ask::option(EvidenceField::LookedBy.field()), Ask::option(EvidenceField::LookedOn.field())],
    ways: &[Way::form(&["L"], "Looked at it", "Record who looked at what is held at an address, and when")],
    why_not,
    starts: |scene| {
        let by = scene.author().ok().map(|author| Value::Link(author.person));
        let today = Value::Date(scene.now.today());
        Ok(vec![(EvidenceField::LookedBy.field(), by), (EvidenceField::LookedOn.field(), Some(today))])
    },
    propose: |scene, said| {
        if let Some(why) = why_not(scene)? {
            return Err(why.into());
        }
        let record = scene.record()?;
        let change = |(field, after): Given| FieldChange { field, before: record.get(field.name).cloned(), after };
        let fields = said.values.into_iter().map(change).collect();
        Ok(Proposal::of([Act::Edit { record: record.id, based_on: record.revision, fields }]))
    },
    says: |scene, _| {
        let record = scene.any_record().map(|record| scene.view.record(record.id)).transpose()?.flatten();
        let Some(record) = record else { return Ok(Says::default()) };
        Ok(Says::instead([format!("{} is {}", record.reference(), whereabouts(scene.view, &record)?)]))
    },
    ..Operation::new(&["looked"], &REGISTER, About::Record(&REGISTER))
};

fn why_not(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let nowhere = Evidence(scene.record()?).address().is_empty();
    Ok(Why::when(nowhere, || "It is held at no address: where it is, is said by editing it".to_owned()))
}
