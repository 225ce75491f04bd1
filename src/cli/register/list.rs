//! `gavel REGISTER list`: the records of a register, narrowed and sorted.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::deadline::Deadline;
use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::visible::one_line;
use crate::exchange::xlsx::Book;
use crate::exchange::{csv, json};
use crate::report::table;
use crate::store::list::{Query, Voided};
use crate::store::names::linked;
use crate::store::{Error, Names, Standings, View};
use crate::workflow::entry::{self, Reader};
use crate::workflow::filter;

use super::super::context::{Context, filter_help};
use super::super::failure::Failure;
use super::super::files::{new_file, output};
use super::super::former;
use super::as_of;

/// Records read at once.
const PAGE: u32 = 500;

pub fn command(register: &'static Register) -> Command {
    let names =
        |columns: &mut dyn Iterator<Item = &'static Field>| columns.map(|one| one.name).collect::<Vec<_>>().join(", ");
    let mut known = format!("Fields: {}", names(&mut register.fields.iter()));
    for column in register.worked_out() {
        known.push_str(&format!("\n{}", worked_out(column)));
    }
    let orders = names(&mut register.orders());
    Command::new("list")
        .about(format!("Lists the {}", register.plural))
        .after_help(known)
        .arg(Arg::new("terms").value_name("CONDITION").num_args(0..).help(filter_help()))
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("FIELD")
                .allow_hyphen_values(true)
                .help(format!("In the order of a field, -FIELD for the reverse [number, {orders}]")),
        )
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .help("At most so many"),
        )
        .arg(Arg::new("voided").long("voided").action(ArgAction::SetTrue).help("Voided records too"))
        .arg(Arg::new("count").long("count").action(ArgAction::SetTrue).help("Only how many there are"))
        .arg(super::json())
        .arg(super::plain())
        .arg(
            Arg::new("csv")
                .long("csv")
                .action(ArgAction::SetTrue)
                .conflicts_with("json")
                .help("As CSV, every field and how it stands"),
        )
        .arg(
            Arg::new("bom")
                .long("bom")
                .action(ArgAction::SetTrue)
                .requires("csv")
                .help("Begins the CSV with the mark by which Excel knows its encoding"),
        )
        .arg(
            output("xlsx")
                .long("xlsx")
                .conflicts_with_all(["json", "csv", "plain", "count"])
                .help("As a workbook in a new file, every field typed and how it stands"),
        )
        .arg(as_of())
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let past = match given.get_one::<String>("as-of") {
        Some(text) => {
            let (place, at) = context.moment(text)?;
            Some(context.store.as_of(place)?.seen_at(at))
        }
        None => None,
    };
    let view = past.as_ref().map_or_else(|| context.store.view(), |past| past.view());
    let me = context.author().ok().map(|author| author.person);
    let mut reader = Reader::new(view, context.store.ambient(), me)?;
    let terms: Vec<String> = given.get_many::<String>("terms").unwrap_or_default().cloned().collect();
    let terms = filter::typed(register, &terms, &reader);
    let wanted = filter::read(register, &terms, &mut reader)?;
    for (typed, read) in &wanted.told {
        writeln!(context.world.err, "gavel: “{}” is read as {}", one_line(typed), one_line(read))?;
    }
    if past.is_some() && wanted.words.is_some() {
        return Err(Failure::Usage("Words can't be searched in the past; use conditions such as what~bias".to_owned()));
    }
    let mut query = Query { filters: wanted.filters, words: wanted.words, ..Query::new(register) };
    if let Some(sort) = given.get_one::<String>("sort") {
        query.order = filter::order(register, sort)?;
    }
    let mut typed = std::mem::take(&mut reader.former);
    typed
        .extend(given.get_one::<String>("sort").and_then(|sort| entry::former(register, sort.trim_start_matches('-'))));
    former::tell(typed, &mut *context.world.err)?;
    if given.get_flag("voided") {
        query.voided = Voided::Shown;
    }
    if given.get_flag("count") {
        writeln!(context.world.out, "{}", view.count(&query)?)?;
        return Ok(());
    }
    let _hold = view.hold()?;
    let fields = register.listed();
    let limit = given.get_one::<u32>("limit").copied();
    let book = new_file(given, "xlsx")?;
    let whole = given.get_flag("json") || given.get_flag("csv") || book.is_some();
    let mut pages = if whole { Pages::new(view, query, limit) } else { Pages::listed(view, query, limit, &fields) };
    if let Some(file) = book {
        let mut book = Book::new(view)?;
        book.add(view, register, pages)?;
        file.write(&book.bytes()?)?;
        let path = file.path().display().to_string();
        return Ok(context.world.say(&format!("The {} are written to {path}", register.plural))?);
    }
    let out = &mut *context.world.out;
    if given.get_flag("json") {
        let columns: Vec<_> = register.worked_out().collect();
        let mut separator = "";
        write!(out, "[")?;
        for page in pages {
            let page = page?;
            let standings = view.standings(register, &columns, &page)?;
            for record in &page {
                write!(out, "{separator}{}", json::print(&json::told(view, record, &standings)?))?;
                separator = ",\n";
            }
        }
        writeln!(out, "]")?;
        return Ok(());
    }
    if given.get_flag("csv") {
        let safe = context.world.width.is_some();
        if given.get_flag("bom") {
            write!(out, "\u{feff}")?;
        }
        return Ok(csv::write(view, register, pages, safe, out)??);
    }
    if given.get_flag("plain") {
        return write_plain(view, &fields, pages, out);
    }
    let today = view.circumstances()?.today();
    let number = table::Head::words("Number");
    let head = |field: &&Field| table::Head { words: field.label, number: field.kind.is_number() };
    let heading: Vec<_> = std::iter::once(number).chain(fields.iter().map(head)).collect();
    let mut rows = table::Rows::new(&heading);
    while let Some(page) = pages.next().transpose()? {
        let shown = Shown::of(view, &fields, &page)?;
        for record in &page {
            rows.add(&shown.row(record, today)?);
        }
    }
    if rows.is_empty() {
        let next = if terms.is_empty() && !register.composed {
            format!("; add one with: gavel {} add", register.command())
        } else {
            String::new()
        };
        writeln!(out, "No {} here{next}", register.plural)?;
        return Ok(());
    }
    let mut left_out = Vec::new();
    if let Some(width) = context.world.width {
        let needs = std::iter::once(table::Need::Always).chain(fields.iter().map(|field| need(register, field)));
        left_out = rows.narrow(width, &needs.collect::<Vec<_>>());
    }
    rows.write(out, context.world.width)?;
    if !left_out.is_empty() {
        let left_out = left_out.join(", ");
        writeln!(out, "Not shown, for there is no room: {left_out}. A wider terminal, --plain and --csv show all.")?;
    }
    Ok(())
}

/// Whether a list is read without a field: never without what a record is called, where it stands and by when.
fn need(register: &Register, field: &Field) -> table::Need {
    let stands = register.machine.is_some_and(|machine| machine.field == field.name);
    if field.title || stands || register.deadline() == Some(field) {
        return table::Need::Always;
    }
    let graded = register.graded().is_some_and(|(graded, _)| graded == field);
    if graded || field.telling || register.responsible() == Some(field) {
        table::Need::Mostly
    } else {
        table::Need::Perhaps
    }
}

/// A column that is worked out, in a line of help.
fn worked_out(column: &Field) -> String {
    let keys: Vec<_> = column.kind.choices().iter().map(|choice| choice.key).collect();
    let keys = if keys.is_empty() { String::new() } else { format!(" [{}]", keys.join(", ")) };
    format!("Worked out, {}: {}{keys}", column.name, column.help)
}

/// Each record as a sentence of its own, to be read aloud or piped: no columns, no padding.
fn write_plain(
    view: View,
    fields: &[&'static Field],
    pages: Pages,
    out: &mut dyn std::io::Write,
) -> Result<(), Failure> {
    let today = view.circumstances()?.today();
    for page in pages {
        let page = page?;
        let shown = Shown::of(view, fields, &page)?;
        for record in &page {
            let mut cells = shown.row(record, today)?.into_iter();
            let mut sentence = cells.next().unwrap_or_default();
            for (field, cell) in fields.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                let label = if field.title { String::new() } else { format!("{} ", field.label.to_lowercase()) };
                let separator = if field.title { ": " } else { ", " };
                sentence.push_str(&format!("{separator}{label}{}", one_line(&cell)));
                if let Some(deadline) = Deadline::of(record, today).filter(|deadline| deadline.field == *field) {
                    sentence.push_str(&format!(" ({})", deadline.words()));
                }
            }
            writeln!(out, "{sentence}")?;
        }
    }
    Ok(())
}

/// What is shown of the records of a page beside their own values.
struct Shown<'a> {
    view: View<'a>,
    fields: &'a [&'static Field],
    /// The names of the records that they point to.
    names: Names,
    standings: Standings,
}

impl<'a> Shown<'a> {
    fn of(view: View<'a>, fields: &'a [&'static Field], page: &[Record]) -> Result<Self, Error> {
        let mut names = Names::default();
        view.learn(&mut names, linked(page, fields))?;
        let standings = match page.first() {
            Some(first) => view.standings(first.register, fields, page)?,
            None => Standings::default(),
        };
        Ok(Self { view, fields, names, standings })
    }

    fn row(&self, record: &Record, today: NaiveDate) -> Result<Vec<String>, Error> {
        let mark = if record.voided { " (voided)" } else { "" };
        let mut row = vec![format!("{}{mark}", record.reference())];
        for field in self.fields {
            let state = record.register.machine.is_some_and(|machine| machine.field == field.name);
            let value = record.get(field.name).or_else(|| self.standings.of(record.id, field));
            row.push(match value {
                Some(_) if state => record.standing_label(today).unwrap_or_default(),
                Some(value) => self.view.shown_with(&self.names, field, value)?,
                None => String::new(),
            });
        }
        Ok(row)
    }
}

/// The records of a query, a page at a time.
pub struct Pages<'a> {
    view: View<'a>,
    query: Query,
    left: Option<u32>,
    more: bool,
}

impl<'a> Pages<'a> {
    /// All of them, or so many.
    pub fn new(view: View<'a>, query: Query, limit: Option<u32>) -> Self {
        Self { view, query, left: limit, more: true }
    }

    /// No more of each record than a list shows of it.
    fn listed(view: View<'a>, query: Query, limit: Option<u32>, fields: &[&'static Field]) -> Self {
        let register = query.register;
        let shown: Vec<_> = fields.iter().copied().chain(register.of_state()).chain(register.deadline()).collect();
        Self::new(view, query.only(&shown), limit)
    }

    fn turn(&mut self) -> Result<Vec<Record>, Error> {
        let size = self.left.map_or(PAGE, |left| left.min(PAGE));
        self.query.limit = Some(size);
        let page = self.view.page(&self.query)?;
        self.query.after = page.records.last().map(|record| record.id);
        self.left = self.left.map(|left| left - size);
        self.more = page.more && self.left != Some(0);
        Ok(page.records)
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<Vec<Record>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if !std::mem::take(&mut self.more) {
            return None;
        }
        Some(self.turn())
    }
}
