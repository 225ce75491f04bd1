//! `gavel REGISTER SHEET`: whatever is declared to be read, as text, in plain sentences, as JSON, or as a document.

use std::io::Write;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::person;
use crate::domain::spelling::counted;
use crate::exchange::json;
use crate::report::form::Form;
use crate::report::sheet::Face;
use crate::report::{self, calendar};
use crate::store::as_of::Past;
use crate::store::{Error, View};
use crate::workflow::closure::sheets;
use crate::workflow::operation::Operation;
use crate::workflow::reading::{AS_OF, Choice, MINE, NOBODY, OWNER, Of, Reading, Wanted};
use crate::workflow::sheet::Sheet;
use crate::workflow::today::TODAY;

use super::context::Context;
use super::failure::Failure;
use super::files::new_file;
use super::reading::handed;
use super::{form, former, operation, register};

/// Under which the words that are looked for are typed.
const WORDS: &str = "words";
/// In plain sentences.
const PLAIN: &str = "plain";

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
    let mut command = Command::new(reading.name).about(reading.about).args(of(reading)).args(options(reading));
    command = command.args(handed::option(reading));
    if !reading.more.is_empty() {
        command = command.long_about(reading.more);
    }
    match EXAMPLES.iter().find(|(of, _)| std::ptr::eq(*of, reading)) {
        Some((_, example)) => command.after_help(*example),
        None => command,
    }
}

/// The same as a document that is printed.
pub fn printed(reading: &'static Reading) -> Command {
    let narrowed = reading.choices.iter().map(choice);
    Command::new(reading.printed())
        .aliases(Some(reading.name).filter(|name| *name != reading.printed()))
        .about(reading.about)
        .args(of(reading))
        .args(narrowed)
        .args(form::options(Form::Markdown))
}

/// The record of which it is read.
fn of(reading: &'static Reading) -> Option<Arg> {
    match reading.of {
        Of::Record => Some(register::id(reading.register)),
        Of::Any => Some(register::any()),
        Of::File | Of::Register => None,
    }
}

/// What it can be narrowed by, and the faces in which it can be told.
pub fn options(reading: &'static Reading) -> Vec<Arg> {
    // What the operation asks for beside which it is read is an option already.
    let asked = |choice: &&Choice| reading.beside.is_some_and(|operation| asks(operation, choice));
    let mut options: Vec<Arg> = reading.choices.iter().filter(|one| !asked(one)).map(choice).collect();
    let [form, paper, font, output] = form::options(otherwise(reading));
    if reading.paper {
        options.extend([form, paper, font, output]);
        return options;
    }
    let flag = |name, help| flag(name, help).conflicts_with(form::FORM);
    options.extend([
        flag("json", "As JSON"),
        register::plain().conflicts_with(form::FORM),
        flag("markdown", "As Markdown").conflicts_with_all(["json", PLAIN]),
        flag("html", "As one HTML page").conflicts_with_all(["json", PLAIN, "markdown"]),
        form,
        paper,
        font,
        output.conflicts_with_all(["json", "markdown", "html"]),
    ]);
    options
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// An option by which it is narrowed.
fn choice(choice: &'static Choice) -> Arg {
    match *choice {
        Choice::Flag { name, was, help } => flag(name, help).aliases(former::options(was)),
        Choice::Record { name, register, help } => Arg::new(name).long(name).value_name(register.prefix).help(help),
        Choice::Words { help } => Arg::new(WORDS).value_name("WORDS").num_args(0..).help(help),
        Choice::Number { name, help, .. } => {
            Arg::new(name).long(name).value_name("N").allow_negative_numbers(true).help(help)
        }
        Choice::Owner { help } => Arg::new(OWNER).long(OWNER).value_name("PERSON").help(help),
        Choice::Mine { help } => flag(MINE, help),
        Choice::AsOf => register::as_of(),
    }
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
    flags.any(|flag| given.get_flag(flag.get_id().as_str()))
        || [form::FORM, form::OUTPUT].into_iter().any(|option| given.contains_id(option))
}

/// The faces of a sheet that have a flag of their own.
const FLAGS: [(&str, Form); 4] =
    [("json", Form::Json), (PLAIN, Form::Plain), ("markdown", Form::Markdown), ("html", Form::Html)];

/// The form in which it is told where none is asked for.
fn otherwise(reading: &Reading) -> Form {
    if reading.paper { Form::Markdown } else { Form::Text }
}

pub fn run(reading: &'static Reading, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    if reading.paper {
        return print(reading, given, context);
    }
    if let Some(calendar) = reading.calendar
        && let Some(file) = new_file(given, form::OUTPUT)?
        && file.path().extension().is_some_and(|ending| ending.eq_ignore_ascii_case(calendar::ENDING))
    {
        let mut context = context;
        let wanted = wanted(reading, given, &context)?;
        let calendar = calendar(context.view(), &wanted)?;
        file.write(calendar::write(&calendar).as_bytes())?;
        let entries = counted(calendar.entries.len(), "entry", "entries");
        return context.say(&format!("Wrote {}: {entries}", file.path().display()));
    }
    if handed::is_asked(reading, given) {
        let wanted = wanted(reading, given, &context)?;
        return handed::run(&wanted, given, context);
    }
    let flagged = FLAGS.into_iter().find(|(flag, _)| given.get_flag(flag)).map(|(_, form)| form);
    let asked = form::Wanted::of(given, flagged, otherwise(reading), &context)?;
    tell(reading, asked, given, context)
}

/// Writes what can be read as a document, whether it is a paper or not.
pub fn print(reading: &'static Reading, given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let asked = form::Wanted::of(given, None, Form::Markdown, &context)?;
    tell(reading, asked, given, context)
}

/// Writes a sheet in the form that is asked for: straight to the terminal, or whole into a new file.
fn tell(
    reading: &'static Reading,
    asked: form::Wanted,
    given: &ArgMatches,
    mut context: Context,
) -> Result<(), Failure> {
    let wanted = wanted(reading, given, &context)?;
    let moment = match as_of(reading, given) {
        Some(text) => Some(context.moment(text)?),
        None => None,
    };
    let past = moment.map(|(place, at)| Ok::<_, Error>(context.store.as_of(place)?.seen_at(at))).transpose()?;
    let mut written = Vec::new();
    let out: &mut dyn Write = if asked.file.is_some() { &mut written } else { &mut *context.world.out };
    let width = context.world.width.filter(|_| asked.file.is_none());
    let view = past.as_ref().map_or_else(|| context.store.view(), Past::view);
    let fails = match reading.pieces {
        Some(pieces) if asked.form == Form::Json => {
            json::pieces(pieces, &wanted, view, out)??;
            false
        }
        _ => {
            let (sheet, nothing) = read(reading, view, &wanted)?;
            let fails = sheet.fails;
            let from = report::sheet::from(view)?;
            let frame = report::sheet::frame(view, reading)?;
            let face = Face { form: asked.form, paper: asked.paper, room: width, from, frame };
            report::sheet::write(reading, sheet, nothing, &face, out)?;
            fails
        }
    };
    if asked.file.is_some() {
        asked.put(&written, &mut context)?;
    }
    if fails { Err(Failure::Told) } else { Ok(()) }
}

/// The place of the journal at which it is asked for.
fn as_of<'a>(reading: &Reading, given: &'a ArgMatches) -> Option<&'a String> {
    let asks = reading.choices.iter().any(|choice| matches!(choice, Choice::AsOf));
    if asks { given.get_one(AS_OF) } else { None }
}

/// Reads a sheet, with why there is nothing to show.
fn read(reading: &'static Reading, view: View, wanted: &Wanted) -> Result<(Sheet, Option<String>), Failure> {
    let _hold = view.hold()?;
    let sheet = reading.sheet(view, wanted)?;
    let record = wanted.record.map(|id| view.record(id)).transpose()?.flatten();
    let nothing = sheet.nothing.as_ref().map(|why| operation::spelled(why, record.as_ref()));
    match nothing {
        Some(nothing) if sheet.fails => Err(Failure::Refused(nothing)),
        nothing => Ok((sheet, nothing)),
    }
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
            // Of the past, it is another file that is read.
            Choice::Mine { .. } | Choice::AsOf => {}
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
