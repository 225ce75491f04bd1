//! `gavel search`: finds records by words.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::Json;
use crate::exchange::json;
use crate::report::table;
use crate::store::search::Order;
use crate::workflow::filter;

use super::context::Context;
use super::failure::Failure;

pub fn command() -> Command {
    Command::new("search")
        .about("Finds records by words, newest first")
        .after_help("Each word may be the beginning of one:  gavel search bias sup\nA reference finds its record:  gavel search A-31")
        .arg(Arg::new("words").value_name("WORDS").required(true).num_args(1..).help("Words that must all occur"))
        .arg(Arg::new("best").long("best").action(ArgAction::SetTrue).help("The best match first"))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .default_value("50")
                .help("At most so many"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let words: Vec<String> = given.get_many::<String>("words").unwrap_or_default().cloned().collect();
    if let Some((word, register)) = words.iter().find_map(|word| Some((word, filter::condition_of(word)?))) {
        let what = format!("“{word}” is a condition, and stands with a list: gavel {} list {word}", register.command());
        return Err(Failure::Usage(what));
    }
    let words = words.join(" ");
    let order = if given.get_flag("best") { Order::Best } else { Order::Newest };
    let view = context.store.view();
    let found = view.search(&words, order, given.get_one::<u32>("limit").copied().unwrap_or(50))?;
    if given.get_flag("json") {
        let list = found.iter().map(|record| json::record(view, record)).collect::<Result<_, _>>()?;
        writeln!(context.world.out, "{}", json::print(&Json::List(list)))?;
    } else if found.is_empty() {
        writeln!(context.world.out, "Nothing has all of these words: {}", crate::domain::visible::one_line(&words))?;
    } else {
        let today = view.circumstances()?.today();
        let row = |record: &crate::domain::record::Record| {
            let state = record.standing_label(today).unwrap_or_default();
            vec![record.reference().to_string(), record.register.singular(), record.title().to_owned(), state]
        };
        let rows: Vec<_> = found.iter().map(row).collect();
        table::write(
            context.world.out,
            &["Number", "Register", "Title", "State"].map(table::Head::words),
            &rows,
            context.world.width,
        )?;
    }
    Ok(())
}
