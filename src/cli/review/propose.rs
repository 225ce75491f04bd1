//! `gavel review propose`: puts a proposal on paper, before the meeting or in it.

use clap::{ArgMatches, Command};

use crate::domain::decision::{DecisionField, REGISTER};
use crate::domain::value::Value;
use crate::workflow::review::decide;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
use super::{carry_out, id, item, item_or_current, proceedings, text};

const SAID: [DecisionField; 4] =
    [DecisionField::Subject, DecisionField::Grounds, DecisionField::Proposer, DecisionField::About];

pub fn command() -> Command {
    Command::new("propose")
        .about("Proposes a decision; it is reworded freely until it is put to the meeting")
        .arg(id())
        .arg(text("text", "The decision, in the words that are to stand in the minutes").required(true))
        .arg(item())
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let proceedings = proceedings(given, &context)?;
    let item = item_or_current(given, &proceedings)?;
    let mut reader = context.reader()?;
    let said: Vec<_> = fields::values(&REGISTER, given, &mut reader)?;
    // The text is no option of the command: it is what the command is given.
    let text = given.get_one::<String>("text").cloned().unwrap_or_default();
    let mut all = vec![(DecisionField::Text.field(), Value::Text(text))];
    let others = said.into_iter().filter(|(field, _)| *field != DecisionField::Text.field());
    all.extend(others.filter_map(|(field, value)| Some((field, value?))));
    if !all.iter().any(|(field, _)| *field == DecisionField::Subject.field()) {
        let subject = decide::usual_subject(item.and_then(|item| proceedings.item(item)));
        all.push((DecisionField::Subject.field(), Value::Choice(subject.key())));
    }
    let (_, proposal) = decide::propose(&proceedings, item, all, context.store.ambient());
    carry_out(context, Ok(proposal))
}
