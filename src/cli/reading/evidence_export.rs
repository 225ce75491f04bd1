//! `gavel evidence export`: writes out the bytes of evidence, as they were put on record.

use std::path::Path;

use clap::{Arg, ArgMatches, Command};

use crate::domain::evidence::REGISTER;
use crate::domain::visible::one_line;
use crate::store::output::NewFile;
use crate::workflow::evidence::{Of, export};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{new_file, output};
use super::super::register;

pub fn command() -> Command {
    Command::new("export")
        .about("Writes out the bytes of evidence that are kept in this file, checked against the hash in the journal")
        .arg(register::id(&REGISTER))
        .arg(output("output").long("output").short('o').required(true).help("A new file; - for standard output"))
        .arg(
            Arg::new("version")
                .long("version")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(usize))
                .help("An earlier version of the file: gavel evidence versions E-3"),
        )
        .arg(register::as_of().conflicts_with("version"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let piped = given.get_one::<NewFile>("output").is_some_and(|file| file.path() == Path::new("-"));
    let file = if piped { None } else { new_file(given, "output")? };
    let record = register::named(&REGISTER, given, &context)?;
    let of = match (given.get_one::<usize>("version"), given.get_one::<String>("as-of")) {
        (Some(number), _) => Of::Number(*number),
        (None, Some(text)) => Of::At(context.place(text)?),
        (None, None) => Of::Latest,
    };
    if file.is_none() && context.world.width.is_some() {
        let name = record.reference();
        return Err(Failure::Usage(format!(
            "A terminal would obey what the bytes of {name} hold: name a file, or send them on through a pipe"
        )));
    }
    let export = export(context.view(), &record, of)?;
    let (reference, name, words) = (record.reference(), &export.version.file.name, export.words());
    let Some(file) = file else {
        context.world.out.write_all(&export.bytes)?;
        let said = one_line(&format!("{reference} {name}: {words}")).into_owned();
        return Ok(writeln!(context.world.err, "{said}")?);
    };
    file.write(&export.bytes)?;
    context.say(&format!("Wrote {}: {reference} {name}, {words}", file.path().display()))
}
