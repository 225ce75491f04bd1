//! Concluding a review: its conclusions, its answers, and the end.

use crate::domain::agenda_item::Input;
use crate::domain::conclusion::{self, Aspect, ConclusionField, Judgement};
use crate::domain::review::ReviewField;
use crate::domain::review::words::ReviewMove;
use crate::domain::transaction::FieldChange;
use crate::domain::value::{Instant, Value};
use crate::store::{Act, Ambient, Proposal};

use super::Proceedings;
use super::session::{self, End};

/// Judges an aspect, or judges it anew.
pub fn judge(
    proceedings: &Proceedings,
    aspect: Aspect,
    judgement: Judgement,
    reason: &str,
    ambient: &Ambient,
) -> Proposal {
    let fields = [
        (ConclusionField::Judgement.field(), Value::Choice(judgement.key())),
        (ConclusionField::Grounds.field(), Value::Text(reason.trim().to_owned())),
    ];
    if let Some(there) = proceedings.conclusion(aspect) {
        let change = |(field, after): (&'static crate::domain::field::Field, Value)| FieldChange {
            field,
            before: there.0.get(field.name).cloned(),
            after: Some(after),
        };
        let fields = fields.into_iter().map(change).collect();
        return Proposal::of([Act::Edit { record: there.0.id, based_on: there.0.revision, fields }]);
    }
    let mut all = fields.to_vec();
    all.push((ConclusionField::Aspect.field(), Value::Choice(aspect.key())));
    all.push((ConclusionField::Review.field(), Value::Link(proceedings.id())));
    Proposal::of([Act::Create { id: ambient.identity(), register: &conclusion::REGISTER, fields: all }])
}

/// Concludes the review: the conclusion ends with it, and so does the sitting.
pub fn conclude(proceedings: &Proceedings, at: Instant) -> Proposal {
    let mut acts = Vec::new();
    let conclusion = proceedings.item_of(Input::Conclusion).map(|item| item.id);
    match proceedings.current() {
        Some(current) if Some(current.id) == conclusion => {
            acts.extend(session::end(current, End::Discussed, None, at).acts);
        }
        Some(current) => acts.extend(session::left_open(current, at)),
        None => {}
    }
    acts.extend(session::end_of_sitting(proceedings, at));
    let given = vec![(ReviewField::ConcludedAt.field(), Some(Value::Instant(at)))];
    acts.push(Act::Move { record: proceedings.id(), name: ReviewMove::Conclude.into(), based_on: None, given });
    Proposal::of(acts)
}
