//! `gavel REGISTER SHEET`: whatever is declared to be read, as text, in plain sentences, as JSON, or as a document.

use std::io::Write;
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, Object};
use crate::domain::person;
use crate::exchange::json;
use crate::report;
use crate::report::sheet::text;
use crate::store::View;
use crate::store::output::NewFile;
use crate::workflow::closure::sheets;
use crate::workflow::operation::Operation;
use crate::workflow::reading::{Choice, MINE, NOBODY, OWNER, Of, Piece, Pieces, Reading, Wanted};
use crate::workflow::sheet::Sheet;
use crate::workflow::today::TODAY;

use super::context::Context;
use super::failure::Failure;
use super::files::{new_file, output};
use super::reading::{documents, handed};
use super::{former, operation, register};

/// Under which the words that are looked for are typed.
const WORDS: &str = "words";
/// The new file into which it is written.
const OUTPUT: &str = "output";

/// What can be typed once it is read.
static EXAMPLES: [(&Reading, &str); 5] = [
    (
        &TODAY,
        "What comes next is a command:  gavel action done A-31\nMore of each part:             gavel today --limit 500",
    ),
    (
        &sheets::CAUSES,
        "Add to it:  gavel cause add \"The gate is a line in a form\" --nonconformity NC-1 --leads-to CA-1",
    ),
    (&sheets::SIMILAR, "What was found is said with:  gavel nc analyse NC-1 --similar-searched … --similar-cases …"),
    (
        &sheets::REPEATS,
        "Decide it with:  gavel nc edit NC-1 --repeats NC-2, or --grade major, or --stays-minor \"why\"",
    ),
    (
        &sheets::EFFECT,
        "A retest:  gavel retest add \"Bias test\" --nonconformity NC-1 --held-on -1d --failed 0 --tested 40 --before-failed 6 --before-tested 20",
    ),
];

pub fn command(reading: &'static Reading) -> Command {
    let of = match reading.of {
        Of::Record => Some(register::id(reading.register)),
        Of::Any => Some(register::any()),
        Of::File | Of::Register => None,
    };
    let mut command = Command::new(reading.name).about(reading.about).args(of).args(options(reading));
    command = command.args(handed::option(reading));
    if !reading.more.is_empty() {
        command = command.long_about(reading.more);
    }
    match EXAMPLES.iter().find(|(of, _)| std::ptr::eq(*of, reading)) {
        Some((_, example)) => command.after_help(*example),
        None => command,
    }
}

/// What it can be narrowed by, and the faces in which it can be told.
pub fn options(reading: &'static Reading) -> Vec<Arg> {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    let option = |choice: &Choice| match *choice {
        Choice::Flag { name, was, help } => flag(name, help).aliases(former::options(was)),
        Choice::Record { name, register, help } => Arg::new(name).long(name).value_name(register.prefix).help(help),
        Choice::Words { help } => Arg::new(WORDS).value_name("WORDS").num_args(0..).help(help),
        Choice::Number { name, help, .. } => {
            Arg::new(name).long(name).value_name("N").allow_negative_numbers(true).help(help)
        }
        Choice::Owner { help } => Arg::new(OWNER).long(OWNER).value_name("PERSON").help(help),
        Choice::Mine { help } => flag(MINE, help),
    };
    // What the operation asks for beside which it is read is an option already.
    let asked = |choice: &Choice| reading.beside.is_some_and(|operation| asks(operation, choice));
    let mut options: Vec<Arg> = reading.choices.iter().filter(|choice| !asked(choice)).map(option).collect();
    if reading.paper {
        options.extend(documents::options(documents::OF_PAPER));
        return options;
    }
    options.extend([
        flag("json", "As JSON"),
        register::plain(),
        flag("markdown", "As Markdown").conflicts_with_all(["json", "plain"]),
        flag("html", "As one HTML page").conflicts_with_all(["json", "plain", "markdown"]),
        output(OUTPUT)
            .long(OUTPUT)
            .short('o')
            .conflicts_with_all(["json", "markdown", "html"])
            .help("Writes it to a new file, in the form of its ending: .md, .html, .json or .txt"),
    ]);
    options
}

/// Whether an operation asks for what narrows a sheet.
pub fn asks(operation: &Operation, choice: &Choice) -> bool {
    matches!(choice, Choice::Number { name, .. } | Choice::Record { name, .. }
        if operation.asks.iter().any(|ask| ask.field.name == *name))
}

/// Whether somebody asked for it by one of its own options.
pub fn is_asked(reading: &'static Reading, given: &ArgMatches) -> bool {
    let options = options(reading);
    let mut flags = options.iter().filter(|option| matches!(option.get_action(), ArgAction::SetTrue));
    flags.any(|flag| given.get_flag(flag.get_id().as_str())) || given.contains_id(OUTPUT)
}

/// A form in which a sheet is told.
#[derive(Debug, Clone, Copy)]
enum Form {
    Text,
    Json,
    Markdown,
    Html,
}

impl Form {
    /// The form that was asked for, and the new file into which it is written.
    fn asked(given: &ArgMatches) -> Result<(Self, Option<&NewFile>), Failure> {
        let flagged = [("json", Self::Json), ("markdown", Self::Markdown), ("html", Self::Html)];
        let flagged = flagged.into_iter().find(|(flag, _)| given.get_flag(flag)).map(|(_, form)| form);
        let Some(file) = new_file(given, OUTPUT)? else { return Ok((flagged.unwrap_or(Self::Text), None)) };
        let ending = file.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let form = match ending.to_ascii_lowercase().as_str() {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" => Self::Html,
            "json" => Self::Json,
            "txt" => Self::Text,
            _ => {
                let file = file.path().display();
                return Err(Failure::Usage(format!(
                    "The ending of {file} names no form: .md, .html, .json and .txt do"
                )));
            }
        };
        Ok((form, Some(file)))
    }
}

pub fn run(reading: &'static Reading, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    if reading.paper {
        return hand_on(reading, given, context);
    }
    if handed::is_asked(reading, given) {
        let wanted = wanted(reading, given, &context)?;
        return handed::run(&wanted, given, context);
    }
    let (form, file) = Form::asked(given)?;
    let wanted = wanted(reading, given, &context)?;
    let mut written = Vec::new();
    let out: &mut dyn Write = if file.is_some() { &mut written } else { &mut *context.world.out };
    let width = context.world.width.filter(|_| file.is_none());
    let view = context.store.view();
    let fails = match reading.pieces {
        Some(pieces) if matches!(form, Form::Json) => {
            tell(pieces, &wanted, view, out)?;
            false
        }
        _ => {
            let (sheet, nothing) = read(reading, view, &wanted)?;
            let document = |nothing| report::sheet::document(reading.title, &sheet, nothing);
            match form {
                Form::Text => text::write(&sheet, nothing.as_deref(), given.get_flag("plain"), width, out)?,
                Form::Json => writeln!(out, "{}", json::print(&sheet.json()))?,
                Form::Markdown => write!(out, "{}", report::to_markdown(&document(nothing)))?,
                Form::Html => write!(out, "{}", report::to_html(&document(nothing)))?,
            }
            sheet.fails
        }
    };
    if let Some(file) = file {
        file.write(&written)?;
        context.say(&format!("Wrote {}", file.path().display()))?;
    }
    if fails { Err(Failure::Told) } else { Ok(()) }
}

/// Reads a sheet, with why there is nothing to show.
fn read(reading: &'static Reading, view: View, wanted: &Wanted) -> Result<(Sheet, Option<String>), Failure> {
    let _hold = view.hold()?;
    let sheet = (reading.read)(view, wanted)?;
    let record = wanted.record.map(|id| view.record(id)).transpose()?.flatten();
    let nothing = sheet.nothing.as_ref().map(|why| operation::spelled(why, record.as_ref()));
    match nothing {
        Some(nothing) if sheet.fails => Err(Failure::Refused(nothing)),
        nothing => Ok((sheet, nothing)),
    }
}

/// Writes a paper out in the form that is wanted.
fn hand_on(reading: &'static Reading, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    documents::check_output(given)?;
    let wanted = wanted(reading, given, &context)?;
    let (sheet, nothing) = read(reading, context.view(), &wanted)?;
    let fails = sheet.fails;
    let plain = match given.get_one::<String>(documents::FORM).map(String::as_str) {
        Some("text") => Some(false),
        Some("plain") => Some(true),
        _ => None,
    };
    match plain {
        Some(plain) => {
            let mut written = Vec::new();
            text::write(&sheet, nothing.as_deref(), plain, context.world.width, &mut written)?;
            documents::put(&written, given, &mut context)?;
        }
        None => {
            let document = report::sheet::document(reading.title, &sheet, nothing);
            // A long paper is held once.
            drop(sheet);
            documents::show(&document, given, &mut context)?;
        }
    }
    if fails { Err(Failure::Told) } else { Ok(()) }
}

/// A record with what is told beside it, as programs read it.
fn spelled(view: View, piece: Piece) -> Result<String, Failure> {
    let mut all: Object = piece.told.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    all.insert("record".to_owned(), json::record(view, &piece.record)?);
    Ok(json::print(&Json::Object(all)))
}

/// Tells programs piece by piece, as a list.
fn tell(pieces: Pieces, wanted: &Wanted, view: View, out: &mut dyn Write) -> Result<(), Failure> {
    let _hold = view.hold()?;
    let mut before = "[";
    let mut told = Ok(());
    pieces(view, wanted, &mut |piece| {
        told = spelled(view, piece).and_then(|one| Ok(write!(out, "{}{one}", std::mem::replace(&mut before, ","))?));
        if told.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    told?;
    let nothing = if before == "[" { "[" } else { "" };
    Ok(writeln!(out, "{nothing}]")?)
}

fn wanted(reading: &'static Reading, given: &ArgMatches, context: &Context) -> Result<Wanted, Failure> {
    let mut wanted = Wanted { me: context.author().ok().map(|author| author.person), ..Wanted::default() };
    wanted.record = match reading.of {
        Of::Record => Some(register::named(reading.register, given, context)?.id),
        Of::Any => Some(register::named_anywhere(given, context)?.id),
        Of::File | Of::Register => None,
    };
    for choice in reading.choices {
        match *choice {
            Choice::Flag { name, .. } if given.get_flag(name) => wanted.flags.push(name),
            Choice::Flag { .. } => {}
            Choice::Mine { .. } if given.get_flag(MINE) => {
                // What is theirs needs a person.
                wanted.me = Some(context.author()?.person);
                wanted.flags.push(MINE);
            }
            Choice::Mine { .. } => {}
            Choice::Number { name, least, most, .. } => {
                let Some(typed) = given.get_one::<String>(name) else { continue };
                let number = typed.trim().parse().ok().filter(|number| (least..=most).contains(number));
                let number = number.ok_or_else(|| {
                    Failure::Usage(format!("“{typed}” is no number from {least} to {most} (--{name})"))
                })?;
                wanted.numbers.push((name, number));
            }
            Choice::Words { .. } => {
                let words: Vec<_> = given.get_many::<String>(WORDS).unwrap_or_default().map(String::as_str).collect();
                wanted.words = words.join(" ");
            }
            Choice::Owner { .. } => match given.get_one::<String>(OWNER) {
                Some(named) if named.eq_ignore_ascii_case(NOBODY) => wanted.flags.push(NOBODY),
                Some(named) => wanted.within = Some(context.record(&person::REGISTER, named)?.id),
                None => {}
            },
            Choice::Record { name, register, .. } => {
                let named = given.get_one::<String>(name);
                wanted.within = named.map(|named| context.record(register, named)).transpose()?.map(|record| record.id);
            }
        }
    }
    Ok(wanted)
}
