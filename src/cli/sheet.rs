//! `gavel REGISTER SHEET`: whatever is declared to be read, as text, in plain sentences, as JSON, or as a document.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::visible::{one_line, wrapped};
use crate::exchange::json;
use crate::report;
use crate::report::sheet::PAGE;
use crate::workflow::closure::sheets;
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Fact, Row, Sheet, Table};

use super::context::Context;
use super::failure::Failure;
use super::{operation, register, table};

/// Under which the words that are looked for are typed.
const WORDS: &str = "words";

/// What can be typed once it is read.
static EXAMPLES: [(&Reading, &str); 3] = [
    (
        &sheets::CAUSES,
        "Add to it:  gavel cause add \"The gate is a line in a form\" --nonconformity NC-1 --leads-to CA-1",
    ),
    (&sheets::SIMILAR, "What was found is said with:  gavel nc analyse NC-1 --similar-searched … --similar-cases …"),
    (
        &sheets::EFFECT,
        "A retest:  gavel retest add \"Bias test\" --nonconformity NC-1 --held-on -1d --failed 0 --tested 40 --before-failed 6 --before-tested 20",
    ),
];

pub fn command(reading: &'static Reading) -> Command {
    let of = (reading.of == Of::Record).then(|| register::id(reading.register));
    let mut command = Command::new(reading.name).about(reading.about).args(of).args(options(reading));
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
        Choice::Flag { name, help } => flag(name, help),
        Choice::Record { name, register, help } => Arg::new(name).long(name).value_name(register.prefix).help(help),
        Choice::Words { help } => Arg::new(WORDS).value_name("WORDS").num_args(0..).help(help),
    };
    let mut options: Vec<Arg> = reading.choices.iter().map(option).collect();
    options.extend([
        flag("json", "As JSON"),
        register::plain(),
        flag("markdown", "As Markdown").conflicts_with_all(["json", "plain"]),
        flag("html", "As one HTML page").conflicts_with_all(["json", "plain", "markdown"]),
    ]);
    options
}

pub fn run(reading: &'static Reading, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let wanted = wanted(reading, given, &context)?;
    let sheet = (reading.read)(context.view(), &wanted)?;
    let record = wanted.record.map(|id| context.view().record(id)).transpose()?.flatten();
    let nothing = sheet.nothing.as_ref().map(|why| operation::spelled(why, record.as_ref()));
    if let Some(nothing) = nothing.as_ref().filter(|_| sheet.fails) {
        return Err(Failure::Refused(nothing.clone()));
    }
    write(reading, given, &sheet, nothing, &mut context)?;
    if sheet.fails { Err(Failure::Told) } else { Ok(()) }
}

fn write(
    reading: &'static Reading,
    given: &ArgMatches,
    sheet: &Sheet,
    nothing: Option<String>,
    context: &mut Context,
) -> Result<(), Failure> {
    if given.get_flag("json") {
        return Ok(writeln!(context.world.out, "{}", json::print(&sheet.json()))?);
    }
    for (face, write) in [("markdown", report::to_markdown as fn(&_) -> _), ("html", report::to_html)] {
        if given.get_flag(face) {
            let document = report::sheet::document(reading.title, sheet, nothing);
            return Ok(write!(context.world.out, "{}", write(&document))?);
        }
    }
    // A sheet with drawings is a page as a whole, to be pasted into a report.
    let drawn = sheet.blocks.iter().any(|block| matches!(block.body, Body::Drawing(_)));
    let most = if drawn { PAGE } else { usize::MAX };
    let width = context.world.width.unwrap_or(most).min(most);
    let mut text = Text { begun: false, plain: given.get_flag("plain"), width, context };
    text.facts(&sheet.facts)?;
    match nothing {
        Some(nothing) => text.line(&nothing),
        None => text.blocks(&sheet.blocks, false),
    }
}

fn wanted(reading: &'static Reading, given: &ArgMatches, context: &Context) -> Result<Wanted, Failure> {
    let mut wanted = Wanted::default();
    if reading.of == Of::Record {
        wanted.record = Some(register::named(reading.register, given, context)?.id);
    }
    for choice in reading.choices {
        match *choice {
            Choice::Flag { name, .. } if given.get_flag(name) => wanted.flags.push(name),
            Choice::Flag { .. } => {}
            Choice::Words { .. } => {
                let words: Vec<_> = given.get_many::<String>(WORDS).unwrap_or_default().map(String::as_str).collect();
                wanted.words = words.join(" ");
            }
            Choice::Record { name, register, .. } => {
                let named = given.get_one::<String>(name);
                wanted.within = named.map(|named| context.record(register, named)).transpose()?.map(|record| record.id);
            }
        }
    }
    Ok(wanted)
}

/// A sheet as lines.
struct Text<'c, 'w, 'a> {
    /// Whether a line stands there already.
    begun: bool,
    /// Each row as a sentence of its own, to be read aloud or piped: no columns, no drawings.
    plain: bool,
    /// The columns that there are for a sentence.
    width: usize,
    context: &'c mut Context<'w, 'a>,
}

impl Text<'_, '_, '_> {
    fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.begun = true;
        wrapped(line, self.width).iter().try_for_each(|line| self.context.say(line))
    }

    fn apart(&mut self) -> Result<(), Failure> {
        if self.begun { self.context.say("") } else { Ok(()) }
    }

    fn facts(&mut self, facts: &[Fact]) -> Result<(), Failure> {
        facts.iter().filter_map(Fact::words).try_for_each(|words| self.line(&words))
    }

    /// Blocks, apart from what stands before them; the first of a part stands right below its title.
    fn blocks(&mut self, blocks: &[Block], part: bool) -> Result<(), Failure> {
        for (place, block) in blocks.iter().filter(|block| !block.is_empty()).enumerate() {
            let goes_on = matches!(block.body, Body::Matrix(_) | Body::Facts(_)) || part && place == 0;
            if !block.title.is_empty() || !goes_on {
                self.apart()?;
            }
            self.begun = true;
            if !block.title.is_empty() {
                self.line(&block.title)?;
            }
            match &block.body {
                Body::Prose(lines) => lines.iter().try_for_each(|line| self.line(&line.text))?,
                Body::Facts(told) => self.facts(told)?,
                Body::Table(table) => self.table(table)?,
                Body::Matrix(matrix) => {
                    for group in &matrix.groups {
                        self.apart()?;
                        self.line(&group.title)?;
                        let row = |row: &Crossing| row.words().map(str::to_owned).to_vec();
                        self.rows(&matrix.headings, group.rows.iter().map(row).collect())?;
                    }
                }
                // What it draws, it says.
                Body::Curve(curve) => self.line(curve.words())?,
                Body::Drawing(drawing) => {
                    drawing
                        .lines(self.width.min(PAGE), self.plain)
                        .iter()
                        .try_for_each(|line| self.context.say(line))?;
                }
                Body::Part(part) => self.blocks(part, true)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Failure> {
        let headings: Vec<_> = table.shown().map(|(_, column)| column.heading).collect();
        let text = |cell: &Cell| cell.text.clone();
        let row =
            |row: &Row| table.shown().map(|(place, _)| row.cells.get(place).map(text).unwrap_or_default()).collect();
        self.rows(&headings, table.rows.iter().map(row).collect())
    }

    /// Rows under headings; in plain sentences the first cell stands by itself, and each other one after its heading.
    fn rows(&mut self, headings: &[&str], rows: Vec<Vec<String>>) -> Result<(), Failure> {
        if !self.plain {
            return if rows.is_empty() {
                Ok(())
            } else {
                table::write(self.context.world.out, headings, &rows, self.context.world.width)
            };
        }
        for row in rows {
            let mut cells = row.iter().zip(headings);
            let mut sentence = cells.next().map_or(String::new(), |(first, _)| one_line(first).into_owned());
            for (cell, heading) in cells.filter(|(cell, _)| !cell.is_empty()) {
                sentence.push_str(&format!(", {} {}", heading.to_lowercase(), one_line(cell)));
            }
            self.context.say(&sentence)?;
        }
        Ok(())
    }
}
