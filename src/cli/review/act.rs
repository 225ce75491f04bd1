//! `gavel review act`: somebody undertakes something, out of a decision or an item.

use clap::{Arg, ArgMatches, Command};

use crate::domain::action::{ActionField, REGISTER};
use crate::domain::field::Target;
use crate::domain::value::Value;
use crate::workflow::review::{agenda, decide};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
use super::{carry_out, id, proceedings, text};

const SAID: [ActionField; 5] =
    [ActionField::Owner, ActionField::Due, ActionField::Priority, ActionField::Sort, ActionField::Details];

pub fn command() -> Command {
    Command::new("act")
        .about("Undertakes an action, from a decision or an agenda item")
        .arg(id())
        .arg(text("text", "What is to be done").required(true))
        .arg(
            Arg::new("from")
                .long("from")
                .value_name("RECORD")
                .help("A decision or an agenda item [default: the item being considered]"),
        )
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let proceedings = proceedings(given, &context)?;
    let source = match given.get_one::<String>("from") {
        Some(name) => match agenda::find(&proceedings, name) {
            Some(item) => Some(item.id),
            None => Some(context.reader()?.record(Target::Any, name)?.id),
        },
        None => proceedings.current().map(|item| item.id),
    };
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let text = given.get_one::<String>("text").cloned().unwrap_or_default();
    let mut all = vec![(ActionField::What.field(), Value::Text(text))];
    all.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
    let proposal = decide::act(&proceedings, source, all, context.store.ambient());
    carry_out(context, Ok(proposal))
}
