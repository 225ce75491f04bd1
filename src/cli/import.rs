//! `gavel import REGISTER FILE`: brings a table into a register, after a trial.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde_json::json;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::spelling::{closest, counted};
use crate::domain::transaction::Channel;
use crate::domain::visible::{escaped, one_line, quoted};
use crate::exchange::import::dates::Order;
use crate::exchange::import::run::report::Report;
use crate::exchange::import::run::{Import, Mode};
use crate::exchange::import::{FileTable, Mapping, Unusable, matching};
use crate::report::table;
use crate::store::source::Source;
use crate::store::{Agreement, Author, Error, Outcome, Proposal};
use crate::workflow::entry;

use super::agreement;
use super::context::Context;
use super::failure::Failure;
use super::files::{input, new_file, output};
use super::former;

/// The most rows that a table of the trial shows.
const SHOWN: usize = 20;

impl From<Unusable> for Failure {
    fn from(unusable: Unusable) -> Self {
        Self::Usage(unusable.to_string())
    }
}

pub fn command() -> Command {
    let text = |name: &'static str, value: &'static str| Arg::new(name).long(name).value_name(value);
    Command::new("import")
        .about("Brings the rows of a CSV file into a register; a trial at first, which writes nothing")
        .after_help(
            "The trial shows which column is taken for which field, what would be added and changed, and which rows are \
             refused and why. Then write it:\n\n  \
             gavel import risk risks.csv\n  \
             gavel import risk risks.csv --set owner=\"Responsible\" --key ID --write --save-map risks.json\n  \
             gavel import risk more.csv --map risks.json --write\n\n\
             The same file twice changes nothing, and gavel undo takes an import back.",
        )
        .arg(Arg::new("register").required(true).value_name("REGISTER").help("The register, such as risk"))
        .arg(
            input("file")
                .required(true)
                .help("The table: CSV with commas, semicolons, tabs or bars, in any common encoding"),
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
        .arg(text("value", "FIELD=TEXT").action(ArgAction::Append).help("The same text in every row that says nothing"))
        .arg(
            text("key", "COLUMN")
                .action(ArgAction::Append)
                .help("A column that tells records apart, so that they are found again; several make one key together"),
        )
        .arg(text("dates", "ORDER").value_parser(["day-first", "month-first"]).help("How 02/03/2026 is read"))
        .arg(
            text("header", "LINE")
                .value_parser(clap::value_parser!(u64).range(1..))
                .help("The line of the column names, where it is not found"),
        )
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
    let table = Arc::new(FileTable::read(path, header)?);
    let mut mapping = loaded.unwrap_or_else(|| matching::propose(register, &table));
    adjust(&mut mapping, register, given)?;
    let pairs = ["set", "value"].into_iter().flat_map(|name| given.get_many::<String>(name).unwrap_or_default());
    former.extend(pairs.filter_map(|pair| entry::former(register, pair.split('=').next()?)));
    former.extend(mapping.former(register, &table));
    former::tell(former, &mut *context.world.err)?;
    mapping.header = given.get_one::<u64>("header").copied().or(mapping.header);
    let mode = match (given.get_flag("write"), given.get_flag("good-rows")) {
        (false, _) => Mode::Trial,
        (true, false) => Mode::All,
        (true, true) => Mode::Good,
    };
    let import = Import::new(register, Arc::clone(&table), &mapping, mode, context.store.ambient().clone())?;
    let author = Author { channel: Channel::Import, ..context.author()? };
    let agreed = agreement::typed(given, &context)?;
    let (outcome, report) = carry_out(&mut context, author, import, agreed)?;
    if given.get_flag("json") {
        writeln!(context.world.out, "{}", escaped(&as_json(&report, outcome.as_ref()).to_string()))?;
    } else {
        let view = Told { register, table: &table, mapping: &mapping, report: &report, mode };
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

fn register(name: &str) -> Result<&'static Register, Failure> {
    let wanted = name.replace('-', "_").to_lowercase();
    let known =
        CATALOGUE.called(&wanted).or_else(|| CATALOGUE.registers().find(|one| one.plural.replace(' ', "_") == wanted));
    known.ok_or_else(|| {
        let near = closest(&wanted, CATALOGUE.registers().map(|register| register.name));
        let hint = near.map_or(String::new(), |near| format!("; did you mean {}?", near.replace('_', "-")));
        Failure::Usage(format!("There is no register “{name}”{hint}"))
    })
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

/// What is told of an import.
struct Told<'a> {
    register: &'static Register,
    table: &'a FileTable,
    mapping: &'a Mapping,
    report: &'a Report,
    mode: Mode,
}

impl Told<'_> {
    fn tell(&self, context: &mut Context, path: &std::path::Path, given: &ArgMatches) -> Result<(), Failure> {
        let report = self.report;
        if self.mode == Mode::Trial {
            self.tell_reading(context)?;
        }
        self.tell_counts(context)?;
        self.tell_refused(context)?;
        if report.kept {
            let undo = if report.added + report.updated > 0 { " Take it back with: gavel undo" } else { "" };
            return context.say(&format!("\nWritten.{undo}"));
        }
        if self.mode == Mode::All {
            return context.say(&format!(
                "\nNothing was written. Mend the refused rows, or write the others with: {} --write --good-rows",
                self.again(path, given),
            ));
        }
        let (good, command) = (report.added + report.updated, self.again(path, given));
        match (good, report.refused_rows) {
            (0, 0) => context.say("\nA trial; there is nothing to write."),
            (_, 0) => context.say(&format!("\nA trial: nothing was written. Write it with:\n  {command} --write")),
            (0, _) => context.say("\nA trial: nothing was written; beside the refused rows there is nothing to write."),
            _ => context.say(&format!(
                "\nA trial: nothing was written. Write the rows that are not refused with:\n  \
                 {command} --write --good-rows"
            )),
        }
    }

    fn tell_reading(&self, context: &mut Context) -> Result<(), Failure> {
        let delimiter = match self.table.delimiter {
            ',' => "commas",
            ';' => "semicolons",
            '\t' => "tabs",
            _ => "bars",
        };
        context.say(&format!(
            "{}: {} rows, {}, {delimiter}, column names in line {}\n",
            self.table.name,
            self.table.rows.len(),
            self.table.encoding,
            self.table.header,
        ))?;
        let mut rows = Vec::new();
        for field in self.register.fields {
            let Some(source) = self.mapping.fields.get(field.name) else { continue };
            let mut from = source.columns.join(" + ");
            if from.is_empty() && !source.when.is_empty() {
                let mut columns: Vec<_> = source.when.iter().map(|when| when.column.as_str()).collect();
                columns.dedup();
                from = columns.join(", ");
            }
            if let Some(otherwise) = &source.otherwise {
                from = if from.is_empty() {
                    format!("“{otherwise}”")
                } else {
                    format!("{from}, else “{otherwise}”")
                };
            }
            let samples = source.columns.first().and_then(|column| self.table.column(column));
            let samples = samples.map_or(String::new(), |column| self.table.samples(column, 3).join(" · "));
            rows.push(vec![field.label.to_owned(), from, one_line(&samples).into_owned()]);
        }
        table::write(
            &mut *context.world.out,
            &["Field", "From column", "Such as"].map(table::Head::words),
            &rows,
            context.world.width,
        )?;
        let unused = self.mapping.unused(self.table);
        let recognised = if let Some(reference) = &self.mapping.reference {
            format!("the reference in {reference}")
        } else if self.mapping.key.is_empty() {
            "their content; a key would find them again after changes: --key COLUMN".to_owned()
        } else {
            self.mapping.key.join(" + ")
        };
        context.say(&format!("\nRecords are recognised by {recognised}"))?;
        if !unused.is_empty() {
            let first: Vec<_> = unused.iter().take(12).copied().collect();
            let more = unused.len().saturating_sub(first.len());
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            context.say(&format!("Not used: {}{more}", first.join(", ")))?;
        }
        let lacking = |field: &&&crate::domain::field::Field| {
            let given = self.mapping.fields.contains_key(field.name) || self.mapping.update_only;
            field.required && !field.by_move && !given
        };
        for field in self.register.fields.iter().filter(|field| lacking(&field)) {
            context.say(&format!(
                "{} is required and comes from no column: --set {}=COLUMN, or --value {}=TEXT",
                field.label, field.name, field.name,
            ))?;
        }
        context.say("")
    }

    fn tell_counts(&self, context: &mut Context) -> Result<(), Failure> {
        let report = self.report;
        let done = report.kept;
        let mut rows = vec![
            vec![if done { "Added" } else { "To add" }.to_owned(), report.added.to_string()],
            vec![if done { "Changed" } else { "To change" }.to_owned(), report.updated.to_string()],
            vec!["Unchanged".to_owned(), report.unchanged.to_string()],
        ];
        for (plural, count) in &report.others {
            rows.push(vec![format!("{} {plural}", if done { "Added" } else { "To add" }), count.to_string()]);
        }
        if report.passed_over > 0 {
            rows.push(vec!["Rows not meant".to_owned(), report.passed_over.to_string()]);
        }
        if report.repeated_rows > 0 {
            let first = report.repeated.iter().take(5).map(|(line, of)| format!("line {line} repeats {of}"));
            let mut lines: Vec<_> = first.collect();
            if report.repeated_rows > lines.len() {
                lines.push(format!("and {} more", report.repeated_rows - lines.len()));
            }
            let lines = lines.join(", ");
            rows.push(vec!["Rows repeated, taken once".to_owned(), format!("{}  ({lines})", report.repeated_rows)]);
        }
        if report.refused_rows > 0 {
            rows.push(vec!["Rows refused".to_owned(), report.refused_rows.to_string()]);
        }
        let widest = rows.iter().map(|row| row[0].chars().count()).max().unwrap_or(0);
        for row in rows {
            context.say(&format!("{:<widest$}  {}", row[0], row[1]))?;
        }
        for (what, lines) in &report.left_out {
            let first = lines.first.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            context.say(&format!("Left out of {} (line {first}…): {what}", counted(lines.count, "row", "rows")))?;
        }
        Ok(())
    }

    fn tell_refused(&self, context: &mut Context) -> Result<(), Failure> {
        let refused = &self.report.refused;
        if refused.is_empty() {
            return Ok(());
        }
        context.say("\nRefused:")?;
        let rows = refused.iter().take(SHOWN).map(|one| {
            vec![one.line.to_string(), one.column.clone().unwrap_or_default(), one.value.clone(), one.why.clone()]
        });
        let rows: Vec<_> = rows.collect();
        table::write(
            &mut *context.world.out,
            &["Line", "Column", "Value", "Why"].map(table::Head::words),
            &rows,
            context.world.width,
        )?;
        if refused.len() > SHOWN {
            context.say("\nBy reason:")?;
            let reasons = self.report.by_reason();
            let more: usize = reasons.iter().skip(SHOWN).map(|(_, _, count)| count).sum();
            for (column, why, count) in reasons.into_iter().take(SHOWN) {
                let column = column.map_or(String::new(), |column| format!("{column}: "));
                context.say(&format!("{count:>6}  {column}{why}"))?;
            }
            if more > 0 {
                context.say(&format!("{more:>6}  for other reasons"))?;
            }
        }
        Ok(())
    }

    /// The command without what writes.
    fn again(&self, path: &std::path::Path, given: &ArgMatches) -> String {
        let mut command = format!("gavel import {} {}", self.register.command(), quoted(&path.display().to_string()));
        for name in ["map", "dates", "header", "set", "value", "key"] {
            for value in given.get_raw(name).unwrap_or_default() {
                command.push_str(&format!(" --{name} {}", quoted(&value.to_string_lossy())));
            }
        }
        command
    }
}

fn as_json(report: &Report, outcome: Option<&Outcome>) -> serde_json::Value {
    let refused = report
        .refused
        .iter()
        .map(|one| json!({ "line": one.line, "column": one.column, "value": one.value, "why": one.why }));
    json!({
        "written": report.kept,
        "rows": report.rows,
        "records": report.records,
        "added": report.added,
        "changed": report.updated,
        "unchanged": report.unchanged,
        "passed_over": report.passed_over,
        "repeated": report.repeated.iter().map(|(line, of)| json!({ "line": line, "of": of })).collect::<Vec<_>>(),
        "repeated_rows": report.repeated_rows,
        "refused_rows": report.refused_rows,
        "refused": refused.collect::<Vec<_>>(),
        "others": report.others,
        "transaction": outcome.filter(|_| report.added + report.updated > 0).map(|outcome| outcome.head.sequence),
    })
}
