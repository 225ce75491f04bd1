//! `gavel review agenda`: shows the agenda, adds to it, puts it in another order.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::agenda_item::{AgendaItem, AgendaItemField, REGISTER};
use crate::domain::value::Value;
use crate::store::Proposal;
use crate::workflow::review::agenda;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
use super::super::table;
use super::{carry_out, id, item_named, proceedings};

const SAID: [AgendaItemField; 5] = [
    AgendaItemField::Allotted,
    AgendaItemField::Presenter,
    AgendaItemField::Contributor,
    AgendaItemField::ContributionDue,
    AgendaItemField::Commentary,
];

pub fn command() -> Command {
    Command::new("agenda")
        .about("Shows the agenda; adds an own item to it; puts it in another order")
        .arg(id())
        .arg(Arg::new("add").long("add").value_name("TITLE").help("Adds an item of your own before the conclusion"))
        .args(SAID.map(|field| fields::option(field.field()).requires("add")))
        .arg(Arg::new("up").long("up").value_name("ITEM").help("Puts an item one place up").conflicts_with("add"))
        .arg(Arg::new("down").long("down").value_name("ITEM").help("Puts an item one place down").conflicts_with("add"))
        .arg(
            Arg::new("standard")
                .long("standard")
                .action(ArgAction::SetTrue)
                .help("Adds what is missing of the standard's agenda"),
        )
        .after_help("Who presents an item, and how long: gavel agenda-item edit AG-3 --presenter tom --allotted 10m")
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let ambient = context.store.ambient().clone();
    if let Some(title) = given.get_one::<String>("add") {
        let mut reader = context.reader()?;
        let said = fields::values(&REGISTER, given, &mut reader)?;
        let mut fields = vec![(AgendaItemField::Title.field(), Value::Text(title.clone()))];
        fields.extend(said.into_iter().filter_map(|(field, value)| Some((field, value?))));
        return carry_out(context, Ok(Proposal::of(agenda::add(&proceedings, fields, &ambient))));
    }
    for (option, down) in [("up", false), ("down", true)] {
        if let Some(name) = given.get_one::<String>(option) {
            let item = item_named(&proceedings, name)?.id;
            return carry_out(context, Ok(Proposal::of(agenda::shift(&proceedings, item, down))));
        }
    }
    if given.get_flag("standard") {
        let acts = agenda::standard(context.view(), proceedings.id(), &proceedings.items, &ambient)?;
        return carry_out(context, Ok(Proposal::of(acts)));
    }
    let rows = proceedings.items.iter().map(|record| {
        let item = AgendaItem(record);
        let input = item.input();
        vec![
            item.place().unwrap_or_default().to_string(),
            record.reference().to_string(),
            input.map_or("", |input| input.letter()).to_owned(),
            record.title().to_owned(),
            item.state().map_or("", |state| state.label()).to_owned(),
            item.allotted().map_or(String::new(), |time| time.to_string()),
            proceedings.person(item.presenter()).to_owned(),
        ]
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        let mut context = context;
        let review = proceedings.meeting.review.reference();
        return context.say(&format!("{review} has no agenda yet; calling it makes one: gavel review call {review}"));
    }
    let heading = ["Place", "Number", "Input", "Item", "State", "Time", "Presented by"];
    table::write(context.world.out, &heading, &rows, context.world.width)
}
