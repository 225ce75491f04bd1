//! What nobody came to in an audit, answered at once.

use crate::domain::audit::{self, Audit};
use crate::domain::checklist_item::{Answer, ChecklistItemField as Item};
use crate::domain::record::Record;
use crate::domain::spelling::counted;
use crate::domain::value::Value;
use crate::store::Proposal;
use crate::store::list::Filter;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Says, Scene, Way};

use super::operations::{no_checklist, who};
use super::{Progress, checklist, checklist_of};

/// What is left of a checklist is answered as not audited, for one reason.
pub static REST: Operation = Operation {
    title: "The rest was not audited",
    help: "Answers every item that has no answer as not audited, for one reason",
    more: "Answers every item of the checklist that has no answer as not audited. The reason stands among the notes of each, and \
           the report tells it beside what was not audited. What was answered stays as it is.",
    asks: &[
        Ask::named(Item::Notes.field(), "because", "Why the rest was not audited").needed(),
        Ask::option(Item::AnsweredBy.field()),
    ],
    ways: &[Way::form(&["N"], "The rest", "Answer what has no answer as not audited, for one reason").starting(who)],
    why_not: |scene| Ok((Progress::of(scene.view, scene.record()?.id)?.count == 0).then(no_checklist)),
    propose: |scene, said| {
        let by = said.link(Item::AnsweredBy.field());
        let by = by.or(checklist::answerer(Audit(scene.record()?), scene.author()?.person));
        let why = said.needed_words(Item::Notes.field())?;
        let mut acts = Vec::new();
        for item in left(scene)? {
            let notes = vec![(Item::Notes.field(), Some(Value::Text(why.to_owned())))];
            acts.extend(checklist::answer(&item, Answer::NotAudited, notes, by, scene.now.today()).acts);
        }
        Ok(Proposal::of(acts))
    },
    says: |_, outcome| {
        let count = counted(outcome.changed.len(), "item", "items");
        Ok(Says::instead([format!("Answered {count} as not audited")]))
    },
    nothing: Some(|_| Ok("Every item of the checklist has its answer already".to_owned())),
    ..Operation::new(&["rest"], &audit::REGISTER, About::Record(&audit::REGISTER))
};

/// The items of an audit that nobody answered.
fn left(scene: &Scene) -> Result<Vec<Record>, Trouble> {
    let unanswered = checklist_of(scene.record()?.id).with([Filter::Empty(Item::Answer.field())]);
    let mut left = Vec::new();
    scene.view.each(&unanswered, |item| {
        left.push(item);
        Ok(())
    })?;
    Ok(left)
}
