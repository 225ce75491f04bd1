//! `gavel REGISTER SHEET`: whatever is declared to be read, as text, in plain sentences, as JSON, or as a document.

use std::io::Write;
use std::ops::ControlFlow;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, Object};
use crate::domain::visible::{fit, one_line, visible, wrapped};
use crate::exchange::json;
use crate::report;
use crate::report::sheet::PAGE;
use crate::store::View;
use crate::workflow::closure::sheets;
use crate::workflow::operation::Operation;
use crate::workflow::reading::{Choice, MINE, Of, Piece, Pieces, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Fact, Row, Sheet, Table, Tile, tile};
use crate::workflow::today::TODAY;

use super::context::Context;
use super::failure::Failure;
use super::reading::documents;
use super::{operation, register, table};

/// Under which the words that are looked for are typed.
const WORDS: &str = "words";

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
        Choice::Number { name, help, .. } => {
            Arg::new(name).long(name).value_name("N").allow_negative_numbers(true).help(help)
        }
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
    ]);
    options
}

/// Whether an operation asks for what narrows a sheet.
pub fn asks(operation: &Operation, choice: &Choice) -> bool {
    matches!(choice, Choice::Number { name, .. } | Choice::Record { name, .. }
        if operation.asks.iter().any(|ask| ask.field.name == *name))
}

pub fn run(reading: &'static Reading, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let wanted = wanted(reading, given, &context)?;
    if let Some(pieces) = reading.pieces.filter(|_| !reading.paper && given.get_flag("json")) {
        return tell(pieces, &wanted, &mut context);
    }
    let hold = context.view().hold()?;
    let sheet = (reading.read)(context.view(), &wanted)?;
    let record = wanted.record.map(|id| context.view().record(id)).transpose()?.flatten();
    drop(hold);
    let nothing = sheet.nothing.as_ref().map(|why| operation::spelled(why, record.as_ref()));
    if let Some(nothing) = nothing.as_ref().filter(|_| sheet.fails) {
        return Err(Failure::Refused(nothing.clone()));
    }
    write(reading, given, &sheet, nothing, &mut context)?;
    if sheet.fails { Err(Failure::Told) } else { Ok(()) }
}

/// A record with what is told beside it, as programs read it.
fn spelled(view: View, piece: Piece) -> Result<String, Failure> {
    let mut all: Object = piece.told.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    all.insert("record".to_owned(), json::record(view, &piece.record)?);
    Ok(json::print(&Json::Object(all)))
}

/// Tells programs piece by piece, as a list.
fn tell(pieces: Pieces, wanted: &Wanted, context: &mut Context) -> Result<(), Failure> {
    let view = context.store.view();
    let _hold = view.hold()?;
    let out = &mut *context.world.out;
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

fn write(
    reading: &'static Reading,
    given: &ArgMatches,
    sheet: &Sheet,
    nothing: Option<String>,
    context: &mut Context,
) -> Result<(), Failure> {
    if reading.paper {
        return hand_on(reading, given, sheet, nothing, context);
    }
    if given.get_flag("json") {
        return Ok(writeln!(context.world.out, "{}", json::print(&sheet.json()))?);
    }
    for (face, write) in [("markdown", report::to_markdown as fn(&_) -> _), ("html", report::to_html)] {
        if given.get_flag(face) {
            let document = report::sheet::document(reading.title, sheet, nothing);
            return Ok(write!(context.world.out, "{}", write(&document))?);
        }
    }
    Text::of(sheet, given.get_flag("plain"), context.world.width, &mut *context.world.out).write(sheet, nothing)
}

/// Writes a paper out in the form that is wanted.
fn hand_on(
    reading: &'static Reading,
    given: &ArgMatches,
    sheet: &Sheet,
    nothing: Option<String>,
    context: &mut Context,
) -> Result<(), Failure> {
    let plain = match given.get_one::<String>(documents::FORM).map(String::as_str) {
        Some("text") => false,
        Some("plain") => true,
        _ => return documents::show(&report::sheet::document(reading.title, sheet, nothing), given, context),
    };
    let mut text = Vec::new();
    Text::of(sheet, plain, context.world.width, &mut text).write(sheet, nothing)?;
    documents::put(&text, given, context)
}

fn wanted(reading: &'static Reading, given: &ArgMatches, context: &Context) -> Result<Wanted, Failure> {
    let mut wanted = Wanted { me: context.author().ok().map(|author| author.person), ..Wanted::default() };
    if reading.of == Of::Record {
        wanted.record = Some(register::named(reading.register, given, context)?.id);
    }
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
            Choice::Record { name, register, .. } => {
                let named = given.get_one::<String>(name);
                wanted.within = named.map(|named| context.record(register, named)).transpose()?.map(|record| record.id);
            }
        }
    }
    Ok(wanted)
}

/// A sheet as lines.
struct Text<'o> {
    /// Whether a line stands there already.
    begun: bool,
    /// Each row as a sentence of its own, to be read aloud or piped: no columns, no drawings.
    plain: bool,
    /// The columns that there are for a sentence, and for a table.
    width: usize,
    room: Option<usize>,
    out: &'o mut dyn Write,
}

impl<'o> Text<'o> {
    fn of(sheet: &Sheet, plain: bool, room: Option<usize>, out: &'o mut dyn Write) -> Self {
        // A sheet with drawings is a page as a whole, to be pasted into a report.
        let drawn = sheet.blocks.iter().any(|block| matches!(block.body, Body::Drawing(_)));
        let most = if drawn { PAGE } else { usize::MAX };
        Self { begun: false, plain, width: room.unwrap_or(most).min(most), room, out }
    }

    fn write(mut self, sheet: &Sheet, nothing: Option<String>) -> Result<(), Failure> {
        if !sheet.title.is_empty() {
            [Some(&sheet.title), Some(&sheet.note), sheet.mark.as_ref()]
                .into_iter()
                .flatten()
                .try_for_each(|line| self.line(line))?;
            self.say("")?;
        }
        self.facts(&sheet.facts)?;
        match nothing {
            Some(nothing) => self.line(&nothing),
            None => self.blocks(&sheet.blocks, !sheet.title.is_empty()),
        }
    }

    fn say(&mut self, line: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "{}", visible(line))?)
    }

    fn line(&mut self, line: &str) -> Result<(), Failure> {
        self.begun = true;
        wrapped(line, self.width).iter().try_for_each(|line| self.say(line))
    }

    fn apart(&mut self) -> Result<(), Failure> {
        if self.begun { self.say("") } else { Ok(()) }
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
                Body::List(items) => items.iter().try_for_each(|item| self.line(&format!("- {}", item.text)))?,
                Body::Facts(told) => self.facts(told)?,
                Body::Table(table) => self.table(table)?,
                Body::Tiles(tiles) => self.tiles(tiles)?,
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
                    drawing.lines(self.width.min(PAGE), self.plain).iter().try_for_each(|line| self.say(line))?;
                }
                Body::Part(part) => self.blocks(part, true)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Failure> {
        let headings: Vec<_> = table.shown().map(|(_, column)| &*column.heading).collect();
        let text = |cell: &Cell| cell.text.clone();
        let row =
            |row: &Row| table.shown().map(|(place, _)| row.cells.get(place).map(text).unwrap_or_default()).collect();
        self.rows(&headings, table.rows.iter().map(row).collect())
    }

    /// Tiles as a table; where there is no room for one, two lines each.
    fn tiles(&mut self, tiles: &[Tile]) -> Result<(), Failure> {
        let table = tile::table(tiles);
        if self.plain || table.width() <= self.width {
            return self.table(&table);
        }
        for tile in tiles {
            self.say(&fit(&format!("{}  {}", tile.code, tile.title), self.width))?;
            wrapped(&tile.words(), self.width.saturating_sub(4))
                .iter()
                .try_for_each(|line| self.say(&format!("    {line}")))?;
        }
        Ok(())
    }

    /// Rows under headings; in plain sentences the first cell stands by itself, and each other one after its heading.
    fn rows(&mut self, headings: &[&str], rows: Vec<Vec<String>>) -> Result<(), Failure> {
        if !self.plain {
            return if rows.is_empty() { Ok(()) } else { table::write(self.out, headings, &rows, self.room) };
        }
        for row in rows {
            let mut cells = row.iter().zip(headings);
            let mut sentence = cells.next().map_or(String::new(), |(first, _)| one_line(first).into_owned());
            for (cell, heading) in cells.filter(|(cell, _)| !cell.is_empty()) {
                sentence.push_str(&format!(", {} {}", heading.to_lowercase(), one_line(cell)));
            }
            self.say(&sentence)?;
        }
        Ok(())
    }
}
