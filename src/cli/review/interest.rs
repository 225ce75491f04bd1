//! `gavel review interest`: declares an interest in what the meeting decides.

use clap::{Arg, ArgMatches, Command};

use crate::domain::interest::{Consequence, InterestField};
use crate::domain::value::Value;
use crate::workflow::review::session;

use super::super::context::Context;
use super::super::failure::Failure;
use super::{carry_out, id, item_named, person, proceedings, text};

pub fn command() -> Command {
    Command::new("interest")
        .about("Declares an interest, and what follows from it: a recused member does not vote")
        .arg(id())
        .arg(Arg::new("person").value_name("PERSON").required(true).help("Who has the interest"))
        .arg(text("what", "What the interest is").required(true))
        .arg(
            Arg::new("item")
                .long("item")
                .value_name("ITEM")
                .help("The agenda item it is about [default: the whole review]"),
        )
        .arg(
            Arg::new("consequence")
                .long("consequence")
                .value_name("CHOICE")
                .value_parser(Consequence::ALL.iter().map(|one| one.key()).collect::<Vec<_>>())
                .default_value(Consequence::Stays.key())
                .help("What follows: noted, recused and stays, recused and leaves"),
        )
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let who = given.get_one::<String>("person").map_or("", String::as_str);
    let what = given.get_one::<String>("what").cloned().unwrap_or_default();
    let chosen = given.get_one::<String>("consequence").and_then(|key| Consequence::of_key(key));
    let mut fields = vec![
        (InterestField::What.field(), Value::Text(what)),
        (InterestField::Person.field(), Value::Link(person(&context, who)?)),
        (InterestField::Consequence.field(), Value::Choice(chosen.unwrap_or(Consequence::Stays).key())),
    ];
    if let Some(name) = given.get_one::<String>("item") {
        fields.push((InterestField::Item.field(), Value::Link(item_named(&proceedings, name)?.id)));
    }
    let now = context.view().circumstances()?.now;
    let proposal = session::declare(&proceedings, fields, now, context.store.ambient());
    carry_out(context, Ok(proposal))
}
