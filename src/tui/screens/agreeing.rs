//! What an operation would do, told and agreed to first. It is read behind the screen.

use crate::report::printer::PRINTER;
use crate::store::{Ambient, Author, Error, View};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, Submission, open, read};
use crate::tui::operating::{GONE, spelled};
use crate::workflow::Trouble;
use crate::workflow::operation::{Circle, Operation, Said, Scene, Subject, Why};

use super::question::Question;

/// What was found, or why it can't be had.
type Found<T> = Result<T, Why>;

/// Does it; where it would be told first, once that is agreed to.
pub fn agree(operation: &'static Operation, subject: Subject, desk: &Desk) -> Effects {
    let behind = Behind::of(desk, subject);
    let propose = move |scene: &Scene| {
        let preview = operation.previews.map(|previews| previews(scene, &Said::default())).transpose()?;
        Ok((preview, operation.proposal(scene, None, Said::default())?))
    };
    read(
        desk,
        move |view| behind.look(view, propose),
        move |found, _| {
            Ok(match found {
                Ok((preview, proposal)) => {
                    let does = Some((operation, subject));
                    let submission = Submission { does, ..Submission::of(proposal) };
                    let submit = vec![Effect::Submit(Box::new(submission))];
                    match preview {
                        Some(told) => open(Question::new(told.question, told.brief, told.yes, submit)),
                        None => submit,
                    }
                }
                Err(why) => Notice::watch(spelled(&why)).into(),
            })
        },
    )
}

/// What stands around an operation behind the screen.
struct Behind {
    ambient: Ambient,
    author: Result<Author, String>,
    subject: Subject,
}

impl Behind {
    fn of(desk: &Desk, subject: Subject) -> Self {
        Self { ambient: desk.store.ambient().clone(), author: desk.acting.author.clone(), subject }
    }

    /// Looks at the scene there.
    fn look<T>(&self, view: View, at: impl FnOnce(&Scene) -> Result<T, Trouble>) -> Result<Found<T>, Error> {
        let author = self.author.as_ref().map_err(String::as_str);
        let circle = Circle { view, ambient: &self.ambient, author, printer: &PRINTER };
        let Some(scene) = Scene::of(circle, self.subject)? else { return Ok(Err(Why::is(GONE))) };
        at(&scene).map_or_else(|trouble| trouble.why().map(Err), |found| Ok(Ok(found)))
    }
}
