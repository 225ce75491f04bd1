//! What is done with what comes round again.

use crate::domain::obligation;
use crate::workflow::operation::{About, Operation, Says, Way, Why, own};

/// What is done with what comes round again.
pub static ALL: &[&Operation] = &[&TASK, &USUAL];

/// The task of a round is recorded as an action.
pub static TASK: Operation = Operation {
    title: "Record the task",
    help: "Records the task of this time: an action, due when the obligation is",
    more: "Records the task of this time: an action of the obligation's owner, due when the obligation is. While that is \
           under way there is no second one. Once it is done, say that the obligation is met.",
    ways: &[Way::at_once(&["t"], "Record the task", "Record as an action what comes round again")],
    why_not: |scene| Ok(Why::when(!super::comes_round(scene.record()?), || super::ENDED.to_owned())),
    propose: |scene, _| Ok(super::task(scene.view, scene.record()?, scene.ambient)?),
    says: |scene, _| {
        let whose = scene.any_record().map_or(String::new(), |record| record.reference().to_string());
        Ok(Says::default().brief(format!("The task of {whose} is recorded as an action")))
    },
    ..Operation::new(&["task"], &obligation::REGISTER, About::Record(&obligation::REGISTER))
};

/// The usual obligations of an AI management system are put on the register.
pub static USUAL: Operation = Operation {
    title: "The usual obligations",
    help: "Adds the usual obligations of which there is none yet, each for you to look at",
    more: "Adds the usual obligations of which there is none yet, each for you to look at. The first round ends with a \
           review, in the tenth month at the latest, since a certification body wants to see an internal audit and a \
           review of it before it certifies: the risks come first, then the audit, then the review. What was done here \
           already comes round after its interval.",
    ways: &[Way::offered("The usual obligations", "Add those of which there is none yet, each for you to look at")],
    propose: |scene, _| Ok(super::usual(scene.view, scene.ambient)?),
    says: |scene, outcome| {
        let says = Says::beside(["Say of each who answers for it, and look at its day".to_owned()]);
        let says = says.brief(format!("{} obligations are added", outcome.changed.len()));
        let first = outcome.changed.first().map(|changed| scene.view.record(changed.id)).transpose()?.flatten();
        Ok(match own::edit(&obligation::REGISTER).ok().zip(first) {
            Some((edit, first)) => says.then(edit, first, "changes it"),
            None => says,
        })
    },
    nothing: Some(|_| Ok("The usual obligations are all there.".to_owned())),
    ..Operation::new(&["usual"], &obligation::REGISTER, About::Nothing)
};
