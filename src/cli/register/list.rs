//! `gavel REGISTER list`: the records of a register, narrowed and sorted.

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::deadline::Deadline;
use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::visible::one_line;
use crate::exchange::{csv, json};
use crate::store::list::{Query, Voided};
use crate::store::names::linked;
use crate::store::{Error, Names, View};
use crate::workflow::entry::Reader;
use crate::workflow::filter;

use super::super::context::{Context, filter_help};
use super::super::failure::Failure;
use super::super::table;
use super::as_of;

/// Records read at once.
const PAGE: u32 = 500;

pub fn command(register: &'static Register) -> Command {
    let orders: Vec<_> = register.fields.iter().filter(|field| field.sorted).map(|field| field.name).collect();
    Command::new("list")
        .about(format!("Lists the {}", register.plural))
        .after_help(format!(
            "Fields: {}",
            register.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
        ))
        .arg(Arg::new("terms").value_name("CONDITION").num_args(0..).help(filter_help()))
        .arg(
            Arg::new("sort")
                .long("sort")
                .value_name("FIELD")
                .allow_hyphen_values(true)
                .help(format!("In the order of a field, -FIELD for the reverse [number, {}]", orders.join(", "))),
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
        .arg(Arg::new("csv").long("csv").action(ArgAction::SetTrue).conflicts_with("json").help("As CSV, every field"))
        .arg(as_of())
}

pub fn run(register: &'static Register, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let past = match given.get_one::<String>("as-of") {
        Some(text) => {
            let place = context.place(text)?;
            Some(context.store.as_of(place)?)
        }
        None => None,
    };
    let view = past.as_ref().map_or_else(|| context.store.view(), |past| past.view());
    let me = context.author().ok().map(|author| author.person);
    let mut reader = Reader::new(view, context.store.ambient(), me)?;
    let terms: Vec<String> = given.get_many::<String>("terms").unwrap_or_default().cloned().collect();
    let wanted = filter::read(register, &terms, &mut reader)?;
    if past.is_some() && wanted.words.is_some() {
        return Err(Failure::Usage("Words can't be searched in the past; use conditions such as what~bias".to_owned()));
    }
    let mut query = Query { filters: wanted.filters, words: wanted.words, ..Query::new(register) };
    if let Some(sort) = given.get_one::<String>("sort") {
        query.order = filter::order(register, sort)?;
    }
    if given.get_flag("voided") {
        query.voided = Voided::Shown;
    }
    if given.get_flag("count") {
        writeln!(context.world.out, "{}", view.count(&query)?)?;
        return Ok(());
    }
    let _hold = view.hold()?;
    let fields: Vec<_> = register.fields.iter().filter(|field| field.listed).collect();
    let limit = given.get_one::<u32>("limit").copied();
    let whole = given.get_flag("json") || given.get_flag("csv");
    let mut records =
        if whole { Records::new(view, query, limit) } else { Records::listed(view, query, limit, &fields) };
    let out = &mut *context.world.out;
    if given.get_flag("json") {
        write!(out, "[")?;
        for (place, record) in records.enumerate() {
            let separator = if place == 0 { "" } else { ",\n" };
            write!(out, "{separator}{}", json::print(&json::record(view, &record?)?))?;
        }
        writeln!(out, "]")?;
        return Ok(());
    }
    if given.get_flag("csv") {
        let safe = context.world.width.is_some();
        return Ok(csv::write(view, register, records, safe, out)??);
    }
    if given.get_flag("plain") {
        return write_plain(view, &fields, records, out);
    }
    let today = view.circumstances()?.today();
    let heading: Vec<_> = std::iter::once("Number").chain(fields.iter().map(|field| field.label)).collect();
    let mut rows = table::Rows::new(&heading);
    while let Some(record) = records.next().transpose()? {
        rows.add(&row(view, &records.names, &fields, &record, today)?);
    }
    if rows.is_empty() {
        let next =
            if terms.is_empty() { format!("; add one with: gavel {} add", register.command()) } else { String::new() };
        writeln!(out, "No {} here{next}", register.plural)?;
        return Ok(());
    }
    rows.write(out, context.world.width)
}

/// Each record as a sentence of its own, to be read aloud or piped: no columns, no padding.
fn write_plain(
    view: View,
    fields: &[&'static Field],
    mut records: Records,
    out: &mut dyn std::io::Write,
) -> Result<(), Failure> {
    let today = view.circumstances()?.today();
    while let Some(record) = records.next().transpose()? {
        let mut cells = row(view, &records.names, fields, &record, today)?.into_iter();
        let mut sentence = cells.next().unwrap_or_default();
        for (field, cell) in fields.iter().zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            let label = if field.title { String::new() } else { format!("{} ", field.label.to_lowercase()) };
            let separator = if field.title { ": " } else { ", " };
            sentence.push_str(&format!("{separator}{label}{}", one_line(&cell)));
            if let Some(deadline) = Deadline::of(&record, today).filter(|deadline| deadline.field == *field) {
                sentence.push_str(&format!(" ({})", deadline.words()));
            }
        }
        writeln!(out, "{sentence}")?;
    }
    Ok(())
}

fn row(
    view: View,
    names: &Names,
    fields: &[&'static Field],
    record: &Record,
    today: NaiveDate,
) -> Result<Vec<String>, Error> {
    let mark = if record.voided { " (voided)" } else { "" };
    let mut row = vec![format!("{}{mark}", record.reference())];
    for field in fields {
        let state = record.register.machine.is_some_and(|machine| machine.field == field.name);
        row.push(match record.get(field.name) {
            Some(_) if state => record.standing_label(today).unwrap_or_default(),
            Some(value) => view.shown_with(names, field, value)?,
            None => String::new(),
        });
    }
    Ok(row)
}

/// The records of a query, read a page at a time.
struct Records<'a> {
    view: View<'a>,
    query: Query,
    left: Option<u32>,
    page: std::vec::IntoIter<Record>,
    more: bool,
    /// The fields whose links are shown by name, and the names of those of the page.
    named: Vec<&'static Field>,
    names: Names,
}

impl<'a> Records<'a> {
    fn new(view: View<'a>, query: Query, limit: Option<u32>) -> Self {
        let page = Vec::new().into_iter();
        Self { view, query, left: limit, page, more: true, named: Vec::new(), names: Names::default() }
    }

    /// No more of each record than a list shows of it.
    fn listed(view: View<'a>, query: Query, limit: Option<u32>, fields: &[&'static Field]) -> Self {
        let register = query.register;
        let shown: Vec<_> = fields.iter().copied().chain(register.of_state()).chain(register.deadline()).collect();
        Self { named: fields.to_vec(), ..Self::new(view, query.only(&shown), limit) }
    }

    fn turn(&mut self) -> Result<(), Error> {
        let size = self.left.map_or(PAGE, |left| left.min(PAGE));
        self.query.limit = Some(size);
        let page = self.view.page(&self.query)?;
        self.query.after = page.records.last().map(|record| record.id);
        self.left = self.left.map(|left| left - size);
        self.more = page.more && self.left != Some(0);
        self.names = Names::default();
        self.view.learn(&mut self.names, linked(&page.records, &self.named))?;
        self.page = page.records.into_iter();
        Ok(())
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0
            && self.more
            && let Err(error) = self.turn()
        {
            self.more = false;
            return Some(Err(error));
        }
        self.page.next().map(Ok)
    }
}
