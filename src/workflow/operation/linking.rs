//! One link of a record more or less, whatever the others are: which link, and the record at its other end, are named by
//! words, for both are read by the register that they stand in.

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::{Act, Error, Outcome, Proposal};
use crate::workflow::Trouble;
use crate::workflow::entry::{self, Reader};

use super::{Ask, Said, Says, Scene};

static FIELD: Field = Field::new("field", "Link", "Which link.", Kind::Text);

static TARGET: Field = Field::new("target", "Record", "The record at its other end.", Kind::Text);

/// Whether a register has links that people set.
pub fn has(register: &Register) -> bool {
    links(register).next().is_some()
}

fn links(register: &Register) -> impl Iterator<Item = &'static Field> {
    register.fields.iter().filter(|field| field.kind.is_link() && !field.by_move)
}

/// What is asked for a link of this register.
pub fn asks(register: &'static Register) -> Vec<Ask> {
    let names: Vec<_> = links(register).map(|field| field.name).collect();
    let which = format!("Which link: {}", names.join(", ")).leak();
    vec![
        Ask::word(&FIELD, "field", which).not_in_form(),
        Ask::word(&TARGET, "record", "The record at its other end").not_in_form(),
    ]
}

/// Proposes that a link is there, or is not.
pub fn propose(scene: &Scene, said: &Said, present: bool) -> Result<Proposal, Trouble> {
    let record = scene.record()?;
    let field = entry::field(record.register, said.words(&FIELD))?;
    let target = field.kind.target().ok_or_else(|| Trouble::Input(format!("{} is no link", field.label)))?;
    let me = scene.author().ok().map(|author| author.person);
    let target = Reader::new(scene.view, scene.ambient, me)?.record(target, said.words(&TARGET))?;
    Ok(Proposal::of([Act::Link { record: record.id, field, target: target.id, present }]))
}

/// What is said once it is there, or is not any more.
pub fn says(scene: &Scene, outcome: &Outcome, present: bool) -> Result<Says, Error> {
    let Some(record) = scene.any_record() else { return Ok(Says::default()) };
    let reference = record.reference();
    if outcome.changed.is_empty() {
        return Ok(Says::instead([format!("{reference} holds that already; nothing was changed.")]));
    }
    let mut lines = Vec::new();
    for change in scene.view.changes(outcome.head.sequence)?.into_iter().filter(|change| change.record == record.id) {
        let What::Update { fields, .. } = change.what else { continue };
        for field in fields.iter().filter(|field| field.field.kind.is_link()) {
            let (before, after) = (ids(field.before.as_ref()), ids(field.after.as_ref()));
            let (these, those, done) = match present {
                true => (after, before, format!("Linked {reference} to")),
                false => (before, after, format!("Unlinked {reference} from")),
            };
            for id in these.iter().filter(|id| !those.contains(id)) {
                let other = scene.view.reference(*id)?.map_or(String::new(), |other| other.to_string());
                lines.push(format!("{done} {other}"));
            }
        }
    }
    Ok(Says::instead(lines))
}

fn ids(value: Option<&Value>) -> &[RecordId] {
    match value {
        Some(Value::Links(ids)) => ids,
        Some(Value::Link(id)) => std::slice::from_ref(id),
        _ => &[],
    }
}
