//! `gavel export BOOK.xlsx`: registers as one workbook, a sheet for each.

use clap::{Arg, ArgMatches, Command};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::spelling::counted;
use crate::exchange::xlsx::{Book, Unwritable};
use crate::store::list::Query;

use super::context::Context;
use super::failure::Failure;
use super::files::{new_file, output};
use super::register::list::Pages;

impl From<Unwritable> for Failure {
    fn from(unwritable: Unwritable) -> Self {
        match unwritable {
            Unwritable::Store(error) => error.into(),
            other => Self::Usage(other.to_string()),
        }
    }
}

pub fn command() -> Command {
    Command::new("export")
        .about("Writes registers as a workbook (XLSX), a sheet for each")
        .after_help(
            "Days and numbers are typed, links are told by their references, and a last sheet says where it all comes from.\n\
             What comes back by gavel import changes nothing. A list, narrowed and sorted, is written with\n  \
             gavel action list owner=me --xlsx actions.xlsx",
        )
        .arg(output("file").required(true).help("The workbook, a new file"))
        .arg(Arg::new("register").value_name("REGISTER").num_args(0..).help("Only these registers [default: all that hold something]"))
}

pub fn run(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let named = given.get_many::<String>("register").unwrap_or_default();
    let named = named.map(|name| super::import::register(name)).collect::<Result<Vec<_>, _>>()?;
    let Some(file) = new_file(given, "file")? else { return Ok(()) };
    if let Some(other) = file.path().extension().filter(|ending| !ending.eq_ignore_ascii_case("xlsx")) {
        return Err(Failure::Usage(format!(
            "A workbook is written, and {} names another form (.{}): call it {}. One register as CSV: gavel action list --csv",
            file.path().display(),
            other.to_string_lossy(),
            file.path().with_extension("xlsx").display()
        )));
    }
    let view = context.store.view();
    let _hold = view.hold()?;
    let holds = |register: &&'static Register| view.count(&Query::new(register)).map(|count| count > 0);
    let mut registers = Vec::new();
    for register in CATALOGUE.registers() {
        let wanted = if named.is_empty() { holds(&register)? } else { named.contains(&register) };
        registers.extend(wanted.then_some(register));
    }
    let mut book = Book::new(view)?;
    for register in &registers {
        book.add(view, register, Pages::new(view, Query::new(register), None))?;
    }
    file.write(&book.bytes()?)?;
    let sheets = counted(registers.len(), "register", "registers");
    let path = file.path().display().to_string();
    Ok(context.world.say(&format!("{path} holds {sheets}"))?)
}
