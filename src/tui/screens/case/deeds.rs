//! What is added to a case in place: causes, corrective actions, retests, and what is said of a cause.

use crate::domain::cause::{Cause, CauseField, Certainty};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::transaction::FieldChange;
use crate::domain::value::Value;
use crate::store::{Act, Error, Proposal};
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Submission, open};
use crate::tui::screens::form::{Form, Purpose};
use crate::tui::screens::leads;
use crate::workflow::closure::case::Case;

/// The selected record, where it is a cause.
pub fn selected_cause(subject: &Record) -> Option<Cause<'_>> {
    Cause::of(subject)
}

/// Does what a command adds or marks.
pub fn run(command: Command, case: &Case, subject: &Record, desk: &Desk) -> Result<Effects, Error> {
    let cause = selected_cause(subject);
    match (command, cause) {
        (Command::AddCause, cause) => leads::new_cause(&case.record, cause.map(|cause| cause.0.id), desk),
        (Command::AddRetest, _) => leads::new_retest(&case.record, desk),
        (Command::CorrectiveAction, cause) => {
            let root = cause.filter(|cause| cause.root() == Some(true)).map(|cause| vec![cause.0.id]);
            let removes: Vec<RecordId> = match root {
                Some(root) => root,
                None => leads::unremoved(desk.view(), &case.record)?,
            };
            leads::new_action(&case.record, &removes, desk)
        }
        (Command::MarkRoot, Some(cause)) => mark_root(cause, desk),
        (Command::MarkShown, Some(cause)) => {
            let form = edit(cause.0, desk)?;
            let verified = Value::Choice(Certainty::Verified.key());
            let form = form.proposing(CauseField::Certainty.field(), &verified, desk)?;
            Ok(open(form.focused_on(CauseField::ShownBy.name().as_str())))
        }
        _ => Ok(Effects::new()),
    }
}

/// Where everything is known, the mark is set or taken away at once; a root cause without a class is asked for it.
fn mark_root(cause: Cause, desk: &Desk) -> Result<Effects, Error> {
    let field = CauseField::Root.field();
    let root = Value::YesNo(cause.root() != Some(true));
    if root == Value::YesNo(true) && cause.class().is_none() {
        let form = edit(cause.0, desk)?.proposing(field, &root, desk)?;
        return Ok(open(form.focused_on(CauseField::Class.name().as_str())));
    }
    let change = FieldChange { field, before: cause.0.get(field.name).cloned(), after: Some(root) };
    let act = Act::Edit { record: cause.0.id, based_on: cause.0.revision, fields: vec![change] };
    let submission = Submission { proposal: Proposal::of([act]), closes: false, says: None, does: None };
    Ok(vec![Effect::Submit(Box::new(submission))])
}

fn edit(record: &Record, desk: &Desk) -> Result<Form, Error> {
    Form::open(Purpose::Edit { records: vec![record.clone()] }, desk)
}
