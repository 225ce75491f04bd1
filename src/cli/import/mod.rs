//! `gavel import REGISTER FILE`: brings a table into a register, after a trial.

mod told;

use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::spelling::closest;
use crate::domain::transaction::Channel;
use crate::domain::visible::escaped;
use crate::exchange::import::dates::{Edge, Order};
use crate::exchange::import::matching::Proposed;
use crate::exchange::import::numbers::Sign;
use crate::exchange::import::run::report::{Lines, Report};
use crate::exchange::import::run::{Import, Mode};
use crate::exchange::import::{FileTable, Mapping, Unusable, Wanted, fold, matching, table};
use crate::store::source::{self, Source};
use crate::store::{Agreement, Author, Error, Outcome, Proposal};
use crate::workflow::entry;

use crate::cli::agreement;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::files::{input, new_file, output};
use crate::cli::former;

use told::Told;

impl From<Unusable> for Failure {
    fn from(unusable: Unusable) -> Self {
        Self::Usage(unusable.to_string())
    }
}

pub fn command() -> Command {
    let text = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    Command::new("import")
        .about("Brings the rows of a table into a register; a trial at first, which writes nothing")
        .after_help(
            "The trial shows which column is taken for which field, what would be added and changed, and which rows are \
             refused and why. Then write it:\n\n  \
             gavel import risk risks.csv\n  \
             gavel import risk risks.csv --set owner=\"Responsible\" --key ID --write --save-map risks.json\n  \
             gavel import risk more.csv --map risks.json --write\n\n\
             gavel import risk risks.csv --value stage:\"In prod\"=operation --value owner:HR=\"for P-4\"\n\n\
             What a word means: an answer, a record, nothing at all (due:asap=), new (a record of that name), or\n\
             “for” whoever answers for it, whose own words are then kept. The same file twice changes nothing, and gavel\n\
             undo takes an import back.",
        )
        .arg(Arg::new("register").required(true).value_name("REGISTER").help("The register, such as risk"))
        .arg(
            input("file")
                .required(true)
                .help("The table: CSV in any common encoding, XLSX, JSON or JSON Lines; - is what comes from a pipe"),
        )
        .arg(input("map").long("map").help("The mapping that was saved before"))
        .arg(
            output("save-map")
                .long("save-map")
                .requires("write")
                .help("Saves the mapping in a new file for next time; a trial writes nothing"),
        )
        .arg(
            text("set", "FIELD=COLUMN")
                .action(ArgAction::Append)
                .help("Takes a field from a column; FIELD= takes it from none, FIELD=COLUMN+COLUMN from several"),
        )
        .arg(
            text("value", "FIELD[:WORD]=TEXT")
                .action(ArgAction::Append)
                .help("The same text in every row that says nothing; with a word, what that word means"),
        )
        .arg(
            text("key", "COLUMN")
                .action(ArgAction::Append)
                .help("A column that tells records apart, so that they are found again; several make one key together"),
        )
        .arg(text("dates", "ORDER").value_parser(Order::ALL.map(Order::word)).help("How 02/03/2026 is read"))
        .arg(text("day", "DAY").value_parser(Edge::ALL.map(Edge::word)).help("The day that Q3 2026 or 2026-07 means"))
        .arg(
            text("numbers", "SIGN")
                .value_parser(Sign::ALL.map(Sign::word))
                .help("The sign before the fraction, where the column does not tell: how 1.234 is read"),
        )
        .arg(text("currency", "CODE").help("The currency of amounts that name none, or the column that holds it"))
        .arg(
            text("header", "LINE")
                .value_parser(clap::value_parser!(u64).range(1..))
                .help("The line of the column names, where it is not found"),
        )
        .arg(text("sheet", "NAME").help("The sheet of a workbook that has several"))
        .arg(Arg::new("write").long("write").action(ArgAction::SetTrue).help("Writes it: all rows, or none"))
        .arg(
            Arg::new("good-rows")
                .long("good-rows")
                .action(ArgAction::SetTrue)
                .requires("write")
                .help("Writes the rows that are not refused"),
        )
        .args(agreement::options())
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("What became of it, as JSON"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let register = register(given.get_one::<String>("register").map_or("", String::as_str))?;
    let save = new_file(given, "save-map")?;
    let mut loaded = given.get_one::<Source>("map").map(|map| Mapping::load(map.path())).transpose()?;
    let mut former = loaded.as_mut().map(|mapping| mapping.reword(register)).unwrap_or_default();
    let header = given.get_one::<u64>("header").copied().or_else(|| loaded.as_ref().and_then(|map| map.header));
    let path = given.get_one::<Source>("file").map(Source::path).unwrap_or(Path::new(""));
    let sheet = given.get_one::<String>("sheet").cloned().or_else(|| loaded.as_ref().and_then(|map| map.sheet.clone()));
    let table = Arc::new(read(path, &Wanted { header, sheet: sheet.clone(), ..Wanted::of(register) }, &mut context)?);
    let proposed = match loaded {
        Some(mapping) => Proposed { mapping, ..Proposed::default() },
        None => matching::propose(register, &table),
    };
    let Proposed { mut mapping, sure, perhaps } = proposed;
    adjust(&mut mapping, register, given)?;
    let pairs = ["set", "value"].into_iter().flat_map(|name| given.get_many::<String>(name).unwrap_or_default());
    former.extend(pairs.filter_map(|pair| entry::former(register, pair.split(['=', ':']).next()?)));
    former.extend(mapping.former(register, &table));
    former::tell(former, &mut *context.world.err)?;
    mapping.header = given.get_one::<u64>("header").copied().or(mapping.header);
    mapping.sheet = sheet;
    let mode = match (given.get_flag("write"), given.get_flag("good-rows")) {
        (false, _) => Mode::Trial,
        (true, false) => Mode::All,
        (true, true) => Mode::Good,
    };
    let import = Import::new(register, Arc::clone(&table), &mapping, mode, context.store.ambient().clone())?;
    let readings = import.readings();
    let author = Author { channel: Channel::Import, ..context.author()? };
    let agreed = agreement::typed(given, &context)?;
    let (outcome, report) = carry_out(&mut context, author, import, agreed)?;
    if given.get_flag("json") {
        writeln!(context.world.out, "{}", escaped(&as_json(&report, outcome.as_ref()).to_string()))?;
    } else {
        let view = Told {
            register,
            table: &table,
            mapping: &mapping,
            sure: &sure,
            perhaps: &perhaps,
            readings: &readings,
            report: &report,
            mode,
        };
        view.tell(&mut context, path, given)?;
        if let Some(outcome) = outcome.as_ref().filter(|_| report.kept) {
            context.tell_consequences(outcome)?;
        }
    }
    if let Some(file) = save.filter(|_| report.kept) {
        mapping.save(file)?;
    }
    match mode {
        _ if report.stopped => Err(Failure::Told),
        Mode::All if !report.kept => Err(Failure::Told),
        _ => Ok(()),
    }
}

/// The register of a name, or of the name of its records together.
pub(super) fn register(name: &str) -> Result<&'static Register, Failure> {
    let wanted = name.replace('-', "_").to_lowercase();
    let known =
        CATALOGUE.called(&wanted).or_else(|| CATALOGUE.registers().find(|one| one.plural.replace(' ', "_") == wanted));
    known.ok_or_else(|| {
        let near = closest(&wanted, CATALOGUE.registers().map(|register| register.name));
        let hint = near.map_or(String::new(), |near| format!("; did you mean {}?", near.replace('_', "-")));
        Failure::Usage(format!("There is no register “{name}”{hint}"))
    })
}

/// Reads the table; `-` is what comes from a pipe.
fn read(path: &Path, wanted: &Wanted, context: &mut Context) -> Result<FileTable, Failure> {
    if path != Path::new("-") {
        return Ok(FileTable::read(path, wanted)?);
    }
    let bytes = source::up_to(&mut *context.world.input, table::LARGEST)?;
    let called = "standard input";
    let bytes = bytes.ok_or_else(|| Unusable::TooLarge(called.to_owned()))?;
    if bytes.is_empty() {
        return Err(Failure::Usage("Nothing came from standard input, so there is no table".to_owned()));
    }
    Ok(FileTable::of(called, called, bytes, wanted)?)
}

/// What was said on the command line, over what was loaded or found.
fn adjust(mapping: &mut Mapping, register: &'static Register, given: &ArgMatches) -> Result<(), Failure> {
    let pairs = |name: &str| given.get_many::<String>(name).unwrap_or_default().cloned().collect::<Vec<_>>();
    for pair in pairs("set") {
        let (field, columns) = split(register, "--set", &pair)?;
        if columns.trim().is_empty() {
            mapping.fields.remove(field);
            continue;
        }
        let whole = mapping.fields.entry(field.to_owned()).or_default();
        whole.columns = columns.split('+').map(|column| column.trim().to_owned()).collect();
    }
    for pair in pairs("value") {
        let of_word = pair.split_once(':').filter(|(field, _)| !field.contains('='));
        if let Some((field, rest)) = of_word {
            // A word may hold the sign itself; what it means does not.
            let (word, means) = rest.rsplit_once('=').ok_or_else(|| {
                Failure::Usage(
                    "--value takes a word and what it means, with = between: --value stage:Live=operation".to_owned(),
                )
            })?;
            let values = &mut mapping.fields.entry(entry::field(register, field)?.name.to_owned()).or_default().values;
            values.retain(|known, _| fold::plain(known) != fold::plain(word));
            values.insert(word.to_owned(), means.to_owned());
            continue;
        }
        let (field, text) = split(register, "--value", &pair)?;
        mapping.fields.entry(field.to_owned()).or_default().otherwise = Some(text.to_owned());
    }
    let key = pairs("key");
    if !key.is_empty() {
        mapping.key = key;
        mapping.reference = None;
    }
    if let Some(order) = given.get_one::<String>("dates") {
        mapping.dates = Order::of(order);
    }
    let word = |name: &str| given.get_one::<String>(name).map(String::as_str);
    mapping.numbers = word("numbers").and_then(Sign::of).or(mapping.numbers);
    mapping.day = word("day").and_then(Edge::of).or(mapping.day);
    mapping.currency = word("currency").map(str::to_owned).or_else(|| mapping.currency.take());
    Ok(())
}

fn split<'p>(register: &'static Register, option: &str, pair: &'p str) -> Result<(&'static str, &'p str), Failure> {
    let (field, rest) = pair.split_once('=').ok_or_else(|| {
        Failure::Usage(format!("{option} takes a field and what it is to be, with = between: {option} owner=…"))
    })?;
    Ok((entry::field(register, field)?.name, rest))
}

/// Hands the import to the writing thread, and shows how far it has come where somebody looks on.
fn carry_out(
    context: &mut Context,
    author: Author,
    import: Import,
    agreed: Agreement,
) -> Result<(Option<Outcome>, Report), Failure> {
    let progress = Arc::clone(&import.progress);
    let (answer, answered) = mpsc::channel();
    context.store.batch(
        author,
        Proposal::default().because(Some(import.reason())).agreed(agreed),
        move |batch| import.run(batch),
        // Nobody waits any more where the program is ending.
        move |outcome| drop(answer.send(outcome)),
    );
    let watched = context.world.interactive && std::io::stderr().is_terminal();
    let mut shown = false;
    loop {
        match answered.recv_timeout(Duration::from_millis(300)) {
            Ok(outcome) => {
                if shown {
                    write!(context.world.err, "\r\x1b[K")?;
                }
                return Ok(outcome?);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => return Err(Error::ThreadGone.into()),
            Err(mpsc::RecvTimeoutError::Timeout) if watched => {
                let (done, total) = progress.so_far();
                let told = match total {
                    0 => "Waiting for others who write".to_owned(),
                    total => format!("{done} of {total} records, {} %", done * 100 / total),
                };
                write!(context.world.err, "\r\x1b[K{told} (Ctrl-C stops it, and nothing is written)")?;
                context.world.err.flush()?;
                shown = true;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {}
        }
    }
}

fn as_json(report: &Report, outcome: Option<&Outcome>) -> serde_json::Value {
    let refused = report
        .refused
        .iter()
        .map(|one| json!({ "line": one.line, "column": one.column, "value": one.value, "why": one.why }));
    let lines = |lines: &Lines| json!({ "rows": lines.count, "first": lines.first });
    json!({
        "written": report.kept,
        "rows": report.rows,
        "records": report.records,
        "added": report.added,
        "changed": report.updated,
        "unchanged": report.unchanged,
        "passed_over": report.passed_over,
        "blank_rows": report.blank_rows,
        "merged": report.merged,
        "repeated": report.repeated.iter().map(|(line, of)| json!({ "line": line, "of": of })).collect::<Vec<_>>(),
        "repeated_rows": report.repeated_rows,
        "refused_rows": report.refused_rows,
        "refused": refused.collect::<Vec<_>>(),
        "words": report.words,
        "left_out": report.left_out.iter().map(|(what, of)| (what.clone(), lines(of))).collect::<serde_json::Map<_, _>>(),
        "others": report.others,
        "transaction": outcome.filter(|_| report.added + report.updated > 0).map(|outcome| outcome.head.sequence),
    })
}
