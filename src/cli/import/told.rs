//! What is told of an import on the command line.

use std::collections::BTreeMap;
use std::path::Path;

use clap::ArgMatches;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::domain::field::{Field, Kind};
use crate::domain::register::Register;
use crate::domain::spelling::counted;
use crate::domain::visible::{one_line, quoted};
use crate::exchange::import::mapping::Source;
use crate::exchange::import::matching::{Perhaps, Sure};
use crate::exchange::import::run::Mode;
use crate::exchange::import::run::report::{Planned, Refused, Report};
use crate::exchange::import::unread::Reason;
use crate::exchange::import::{FileTable, Mapping};
use crate::report::table;

/// The most rows that a table of the trial shows.
const SHOWN: usize = 20;

/// The lines that are named for each reason.
const EXAMPLES: usize = 3;

/// What is told of an import.
pub(super) struct Told<'a> {
    pub register: &'static Register,
    pub table: &'a FileTable,
    pub mapping: &'a Mapping,
    /// How sure what was proposed is.
    pub sure: &'a BTreeMap<&'static str, Sure>,
    pub perhaps: &'a [Perhaps],
    /// How the numbers and dates of each field are read.
    pub readings: &'a BTreeMap<&'static str, String>,
    pub report: &'a Report,
    pub mode: Mode,
}

impl Told<'_> {
    pub(super) fn tell(&self, context: &mut Context, path: &Path, given: &ArgMatches) -> Result<(), Failure> {
        let report = self.report;
        if self.mode == Mode::Trial {
            self.tell_reading(context)?;
        }
        self.tell_counts(context)?;
        self.tell_changes(context)?;
        self.tell_refused(context)?;
        if report.kept {
            let undo = if report.added + report.updated > 0 { " Take it back with: gavel undo" } else { "" };
            return context.say(&format!("\nWritten.{undo}"));
        }
        let good = report.added + report.updated;
        if self.mode == Mode::All && good == 0 {
            return context.say("\nNothing was written, for no row is accepted: mend the refused ones.");
        }
        if self.mode == Mode::All {
            return context.say(&format!(
                "\nNothing was written. Mend the refused rows, or write the others with: {} --write --good-rows",
                self.again(path, given),
            ));
        }
        let command = self.again(path, given);
        match (good, report.refused_rows) {
            (0, 0) => context.say("\nA trial; there is nothing to write."),
            (_, 0) => context.say(&format!("\nA trial: nothing was written. Write it with:\n  {command} --write")),
            (0, _) => {
                context.say("\nA trial: nothing was written; of the rows that are not refused none changes anything.")
            }
            _ => context.say(&format!(
                "\nA trial: nothing was written. Write the rows that are not refused with:\n  \
                 {command} --write --good-rows"
            )),
        }
    }

    fn tell_reading(&self, context: &mut Context) -> Result<(), Failure> {
        let rows = counted(self.table.rows.len(), "row", "rows");
        context.say(&format!("{}: {rows}, {}\n", self.table.name, self.table.told().join(", ")))?;
        let mut rows = Vec::new();
        for field in self.register.fields {
            let Some(source) = self.mapping.fields.get(field.name) else { continue };
            let samples = source.columns.first().and_then(|column| self.table.column(column));
            let samples = samples.map_or(String::new(), |column| self.table.samples(column, 3).join(" · "));
            rows.push(vec![
                field.label.to_owned(),
                source.told(),
                self.because(field, source),
                one_line(&samples).into_owned(),
            ]);
        }
        table::write(
            &mut *context.world.out,
            &["Field", "From column", "Because", "Such as"].map(table::Head::words),
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
        for one in self.perhaps.iter().filter(|one| !self.mapping.fields.contains_key(one.field.name)) {
            let (readable, words) = one.readable;
            let read = match one.field.kind {
                Kind::LongText | Kind::Text | Kind::Person | Kind::Link(_) | Kind::Links(_) => {
                    "but what stands in it does not fit".to_owned()
                }
                _ => format!("but {readable} of its {words} words can be read"),
            };
            context.say(&format!(
                "{} may be “{}”, {read}: --set {}={}",
                one.field.label,
                one.column,
                one.field.name,
                quoted(&one.column),
            ))?;
        }
        for remark in &self.table.remarks {
            context.say(&remark.told())?;
        }
        let lacking = |field: &&&Field| {
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

    /// Why a column was taken for a field, and how it is read.
    fn because(&self, field: &Field, source: &Source) -> String {
        let sure = self.sure.get(field.name).filter(|_| source.columns.len() == 1).map(|sure| sure.because());
        let reading = self.readings.get(field.name).map(String::as_str);
        sure.into_iter().chain(reading).collect::<Vec<_>>().join("; ")
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
        if report.blank_rows > 0 {
            rows.push(vec!["Rows without a word for a field".to_owned(), report.blank_rows.to_string()]);
        }
        if report.merged > 0 {
            rows.push(vec![
                "Records of several rows".to_owned(),
                format!("{}  ({})", report.merged, report.merged_told()),
            ]);
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

    /// What becomes of records that are there, which nobody wants to write over unseen.
    fn tell_changes(&self, context: &mut Context) -> Result<(), Failure> {
        let changes = self.report.changes.iter().filter(|one| one.reference.is_some());
        let shown: Vec<_> = changes.take(SHOWN).map(Planned::told).collect();
        for (place, line) in shown.iter().enumerate() {
            let gap = if place == 0 { "\n" } else { "" };
            context.say(&format!("{gap}{}", one_line(line)))?;
        }
        let more = self.report.updated.saturating_sub(shown.len());
        if more > 0 {
            context.say(&format!("and {more} more that change"))?;
        }
        Ok(())
    }

    fn tell_refused(&self, context: &mut Context) -> Result<(), Failure> {
        let refused = &self.report.refused;
        if refused.is_empty() {
            return Ok(());
        }
        context.say("\nRefused:")?;
        let reasons = self.report.by_reason();
        let rows: Vec<_> = reasons.iter().take(SHOWN).map(|reason| refused_row(refused, *reason)).collect();
        table::write(
            &mut *context.world.out,
            &[
                table::Head { words: "Cells", number: true },
                table::Head::words("Column"),
                table::Head::words("Why"),
                table::Head::words("Such as"),
            ],
            &rows,
            context.world.width,
        )?;
        let more: usize = reasons.iter().skip(SHOWN).map(|(_, _, count)| count).sum();
        if more > 0 {
            context.say(&format!("and {more} for other reasons"))?;
        }
        let mut told = Vec::new();
        for option in refused.iter().filter_map(|one| option(one.reason)) {
            if !told.contains(&option) {
                context.say(&format!("For the whole file: {option}"))?;
                told.push(option);
            }
        }
        self.tell_words(context)
    }

    /// The words to which a meaning can be given, and how.
    fn tell_words(&self, context: &mut Context) -> Result<(), Failure> {
        for field in self.register.fields {
            let words = self.report.words_of(field.name);
            let Some((first, _)) = words.first() else { continue };
            let means = match field.kind {
                Kind::Choice(choices) | Kind::Choices(choices) => {
                    let keys: Vec<_> = choices.iter().map(|choice| choice.key).collect();
                    format!("one of {}", keys.join(", "))
                }
                Kind::YesNo => "yes or no".to_owned(),
                Kind::Date => "a day, such as 2026-12-31, or nothing".to_owned(),
                _ => "what it is called here, by number or name, or new".to_owned(),
            };
            context.say(&format!(
                "\nWords that mean nothing to {} yet; say what each of them means ({means}): --value {}:{}=…",
                field.label,
                field.name,
                quoted(first),
            ))?;
            for (word, count) in words.iter().take(SHOWN) {
                context.say(&format!("{count:>6}  {}", one_line(word)))?;
            }
            if words.len() > SHOWN {
                context.say(&format!("        and {} more", words.len() - SHOWN))?;
            }
        }
        Ok(())
    }

    /// The command without what writes.
    fn again(&self, path: &Path, given: &ArgMatches) -> String {
        let mut command = format!("gavel import {} {}", self.register.command(), quoted(&path.display().to_string()));
        for name in ["map", "dates", "day", "numbers", "currency", "sheet", "header", "set", "value", "key"] {
            for value in given.get_raw(name).unwrap_or_default() {
                command.push_str(&format!(" --{name} {}", quoted(&value.to_string_lossy())));
            }
        }
        command
    }
}

/// The options by which a reason falls away for all that is refused for it.
fn option(reason: Reason) -> Option<&'static str> {
    Some(match reason {
        Reason::DoubtfulDay => "--dates day-first, or --dates month-first",
        Reason::Period => "--day first, or --day last",
        Reason::DoubtfulNumber => "--numbers comma, or --numbers point",
        Reason::NoCurrency => "--currency EUR, or another",
        _ => return None,
    })
}

/// What is refused for one reason: how often, in which column, why, and the first lines of it.
fn refused_row(refused: &[Refused], (column, why, count): (Option<&str>, &str, usize)) -> Vec<String> {
    let same: Vec<&Refused> = refused.iter().filter(|one| one.group() == (column, why)).collect();
    // What is said of all of them says more than what is said of each such.
    let whole = same.first().filter(|first| same.iter().all(|one| one.why == first.why));
    let first = same.iter().take(EXAMPLES).map(|one| match one.value.as_str() {
        "" => format!("line {}", one.line),
        value => format!("line {}: {}", one.line, one_line(value)),
    });
    let mut lines = first.collect::<Vec<_>>().join("; ");
    if count > EXAMPLES {
        lines.push_str(&format!("; and {} more", count - EXAMPLES));
    }
    vec![count.to_string(), column.unwrap_or_default().to_owned(), whole.map_or(why, |one| &one.why).to_owned(), lines]
}
