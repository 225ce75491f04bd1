//! The pack of a review: each input compiled from the registers that there are. A register that has something to say
//! to an input adds a [`Source`]; an input that none speaks to says so.

mod actions;
mod asked;
mod audits;
mod between;
mod changes;
mod context;
mod earlier;
mod fallen;
mod improvement;
mod incidents;
mod monitoring;
pub mod needed;
mod nonconformities;
mod now;
mod page;
mod parties;
mod recorded;
mod resources;
mod risks;
mod sheet;
mod systems;

use chrono::{Datelike, Months, NaiveDate};

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::field::{Field, Tone};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::Review;
use crate::domain::value::Decimal;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

use super::closure::trends::Trends;
use super::review::Proceedings;
use super::review::changes::{Recorded, recorded_since, voided_since};
use super::review::left_behind::told_since;

pub use asked::{consequences, waits};
pub use earlier::{Earlier, Kept, kept};
pub use now::figures;
pub use sheet::{FIGURES, item_title, paper};

/// Where an input gets its figures and records from.
#[derive(Debug)]
pub struct Source {
    pub input: Input,
    /// The registers it reads, in words.
    pub registers: &'static str,
    pub compile: fn(&Span, &mut Section) -> Result<(), Error>,
}

/// The sources that there are. A new register adds a line.
pub static SOURCES: &[Source] = &[
    between::SOURCE,
    actions::SOURCE,
    context::SOURCE,
    parties::SOURCE,
    nonconformities::SOURCE,
    monitoring::SOURCE,
    audits::SOURCE,
    improvement::SOURCE,
    risks::SOURCE,
    incidents::SOURCE,
    resources::SOURCE,
];

/// What a source looks at.
#[derive(Debug, Clone, Copy)]
pub struct Span<'a> {
    pub view: View<'a>,
    pub today: NaiveDate,
    /// The first day that is counted; none where all days are.
    pub from: Option<NaiveDate>,
    /// The day of the review before. None where this is the first review.
    pub last: Option<NaiveDate>,
    /// The review for which the pack is made, with what belongs to it.
    pub proceedings: &'a Proceedings,
    /// What was recorded since the review before under a day that is not counted.
    pub recorded: &'a [Recorded],
    /// The words in which it is told.
    pub words: &'a Words,
}

impl Span<'_> {
    /// What was recorded since of a register, under a day that is not counted.
    fn recorded(&self, register: &'static Register) -> impl Iterator<Item = &Recorded> {
        self.recorded.iter().filter(move |one| one.record.register == register)
    }

    /// The records of a list, and those that were recorded since under an older day, each of these with what is said of that.
    fn with_recorded(&self, query: &Query) -> Result<Vec<(Record, String)>, Error> {
        let listed = self.view.page(query)?.records.into_iter().map(|record| (record, String::new()));
        let recorded = self.recorded(query.register);
        let recorded =
            recorded.take(SPELLED_OUT as usize).map(|one| (one.record.clone(), one.late().unwrap_or_default()));
        Ok(listed.chain(recorded).collect())
    }
}

/// Which way a figure is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    /// Neither.
    Open,
}

/// A number of an input, with what it was before.
#[derive(Debug, Clone)]
pub struct Figure {
    /// By which later packs find it again: `a.late`.
    pub key: &'static str,
    /// What is counted; what came since some day ends with [`SINCE`].
    pub label: &'static str,
    pub value: i64,
    pub better: Better,
    /// How it is to be taken that there are any.
    pub standing: Tone,
    /// What the packs of earlier reviews said, the oldest first; those that did not know it are left out.
    pub series: Vec<i64>,
    /// The records that are counted, as a list asks for them.
    pub behind: Option<Query>,
}

/// What the label of a figure ends with that counts what came in the period; the first day of that is named with it.
const SINCE: &str = " since";

impl Figure {
    /// What is counted, with the day since which it is: `Raised since 24 May 2026`.
    pub fn words(&self, words: &Words, from: Option<NaiveDate>) -> String {
        let (what, of_period) = self.of_period();
        let what = words.figure(self.key, what);
        match from.filter(|_| of_period) {
            Some(from) => words.since(what, words.short_day(from)),
            None if of_period => words.so_far(what),
            None => what.to_owned(),
        }
    }

    /// What is counted, and whether only what came in the period is.
    pub fn of_period(&self) -> (&'static str, bool) {
        self.label.strip_suffix(SINCE).map_or((self.label, false), |what| (what, true))
    }

    /// What it was at the review before.
    pub fn before(&self) -> Option<i64> {
        self.series.last().copied()
    }

    /// By how much it changed since the review before.
    pub fn change(&self) -> Option<i64> {
        self.before().map(|before| self.value - before)
    }

    /// As a frozen pack keeps it, for later ones to compare with.
    pub fn kept(&self) -> Kept {
        Kept { key: self.key.to_owned(), label: self.label.to_owned(), value: self.value }
    }

    /// How the change is to be taken.
    pub fn tone(&self) -> Tone {
        match (self.change().unwrap_or(0).signum(), self.better) {
            (0, _) | (_, Better::Open) => Tone::Plain,
            (1, Better::Higher) | (-1, Better::Lower) => Tone::Good,
            _ => Tone::Watch,
        }
    }
}

/// A record behind an input, with what is to be said of it.
#[derive(Debug, Clone)]
pub struct Line {
    pub record: Record,
    /// Where it stands, in words.
    pub state: String,
    /// Who answers for it.
    pub owner: Option<RecordId>,
    /// Whether where it stands is told in somebody's own words: the name of a party.
    pub own: bool,
    /// By when.
    pub due: Option<NaiveDate>,
    /// What else is to be known.
    pub remark: String,
    pub late: bool,
}

impl Line {
    /// A record with its state and nothing more.
    pub fn of(record: Record) -> Self {
        let state = record.state_label().unwrap_or_default();
        Self { record, state, owner: None, own: false, due: None, remark: String::new(), late: false }
    }
}

/// A number over time, out of the records themselves.
#[derive(Debug, Clone)]
pub struct Series {
    pub label: String,
    /// The end of each period and what was counted or measured in it, the oldest first.
    pub points: Vec<(NaiveDate, Decimal)>,
    /// The unit of the points; nothing where they are counts.
    pub unit: String,
    /// What is to be said of it: how it stands, whether it goes somewhere.
    pub remark: String,
    pub tone: Tone,
    /// The record that it belongs to, such as the KPI that was measured.
    pub record: Option<Record>,
}

/// An input as it is laid before the meeting.
#[derive(Debug, Clone)]
pub struct Section {
    pub item: Record,
    /// The registers it was compiled from; none where none in this file speaks to it.
    pub source: Option<&'static str>,
    pub figures: Vec<Figure>,
    pub series: Vec<Series>,
    pub lines: Vec<Line>,
    /// How many records there are beyond the lines.
    pub more: u64,
    /// What is to be known before the figures are read: that nobody has looked, that nothing is recorded.
    pub cautions: Vec<String>,
    /// What else the figures count than their day says: nothing that stands against them.
    pub aside: Vec<String>,
}

/// The day by which a record is counted, and whether it is of what is counted at all.
type Which<'w> = (fn(&Record) -> Option<NaiveDate>, &'w dyn Fn(&Record) -> bool);

impl Section {
    /// The item of the agenda.
    pub fn item(&self) -> AgendaItem<'_> {
        AgendaItem(&self.item)
    }

    /// What stands worst of all that is measured under it.
    pub fn worst(&self) -> Option<(&Series, &Record)> {
        let measured = self.series.iter().filter_map(|series| Some((series, series.record.as_ref()?)));
        measured.min_by_key(|(series, _)| match series.tone {
            Tone::Bad => 0,
            Tone::Watch => 1,
            _ => 2,
        })
    }

    /// The input that it is.
    pub fn input(&self) -> Input {
        self.item().input().unwrap_or(Input::Own)
    }

    /// Adds how many records have a day in each of the last quarters.
    fn by_quarter(&mut self, span: &Span, label: &str, field: &'static Field, query: &Query) -> Result<(), Error> {
        let mut points = Vec::new();
        for (first, last) in quarters(span.today) {
            let within = Filter::days(field, Some(first), Some(last));
            let mut filters = query.filters.clone();
            filters.push(within);
            let count = span.view.count(&Query { filters, ..query.clone() })?;
            points.push((last, Decimal { scaled: i64::try_from(count).unwrap_or(i64::MAX), scale: 0 }));
        }
        let remark = String::new();
        let label = span.words.by_quarter(label);
        self.series.push(Series { label, points, unit: String::new(), remark, tone: Tone::Plain, record: None });
        Ok(())
    }

    /// Adds a figure that is worked out of records rather than counted.
    fn figure(&mut self, key: &'static str, label: &'static str, better: Better, value: i64) {
        let standing = Tone::Plain;
        self.figures.push(Figure { key, label, value, better, standing, series: Vec::new(), behind: None });
    }

    /// Adds how long closing takes and what comes back, where there are not so many records that the pack would wait.
    fn trends(
        &mut self,
        span: &Span,
        records: u64,
        keys: [&'static str; 2],
        read: fn(View, NaiveDate) -> Result<Trends, Error>,
    ) -> Result<(), Error> {
        if records == 0 {
            return Ok(());
        }
        if records > MOST_FOR_TRENDS {
            self.cautions.push(span.words.too_many().to_owned());
            return Ok(());
        }
        let trends = read(span.view, span.today)?;
        if let Some(days) = trends.curve.median() {
            self.figure(keys[0], "Median days to closure", Better::Lower, i64::from(days));
        }
        let label = span.words.label("Time to closure").to_owned();
        let remark = match trends.median_days() {
            Some(Some(days)) => span.words.median_days(days),
            Some(None) => span.words.median_not_reached().to_owned(),
            None => span.words.median_of_none().to_owned(),
        };
        let (points, unit, tone) = (Vec::new(), String::new(), Tone::Plain);
        self.series.push(Series { label, points, unit, remark, tone, record: None });
        self.figure(keys[1], "Repeats, ever", Better::Lower, i64::try_from(trends.repeats).unwrap_or(i64::MAX));
        if let Some(percent) = trends.proven_percent() {
            // A percentage lies between 0 and 100.
            self.figure("d1.proven", "Closed as proven, in %", Better::Higher, percent.round() as i64);
        }
        Ok(())
    }

    /// Adds a figure of what came since: how many records a list has, those of them that were voided since, and those that
    /// were recorded since, whatever day they bear. Gives how many there are that are not hidden.
    fn raised(
        &mut self,
        span: &Span,
        key: &'static str,
        label: &'static str,
        better: Better,
        query: Query,
        (day, is_of_it): Which,
    ) -> Result<u64, Error> {
        let mut voided = voided_since(span.view, span.proceedings, query.register)?;
        voided.retain(|record| is_of_it(record) && is_since(day(record), span));
        let recorded: Vec<_> = span.recorded(query.register).filter(|one| is_of_it(&one.record)).collect();
        let count = self.count(span, key, label, better, query)?;
        let more = voided.len() + recorded.len();
        let count = count.saturating_add(recorded.len() as u64);
        let Some(figure) = self.figures.last_mut().filter(|_| more > 0) else { return Ok(count) };
        figure.value += i64::try_from(more).unwrap_or(i64::MAX);
        // No list has those that are hidden, or bear an older day.
        figure.behind = None;
        let what = figure.kept().words(span.words);
        if !voided.is_empty() {
            let which = voided.iter().map(|record| record.reference().to_string()).collect::<Vec<_>>().join(", ");
            self.cautions.push(span.words.with_voided(&what, which));
        }
        if !recorded.is_empty() {
            let which = recorded.iter().map(|one| match one.late() {
                Some(late) => format!("{} ({late})", one.record.reference()),
                None => one.record.reference().to_string(),
            });
            let which = span.words.some_of(which, SPELLED_OUT as usize);
            self.aside.push(span.words.with_recorded(&what, which));
        }
        Ok(count)
    }

    /// Adds to the last figure what no list of it has.
    fn counted_with(&mut self, more: u64) {
        if let Some(figure) = self.figures.last_mut().filter(|_| more > 0) {
            figure.value += i64::try_from(more).unwrap_or(i64::MAX);
            figure.behind = None;
        }
    }

    /// Adds a figure: how many records a list has.
    fn count(
        &mut self,
        span: &Span,
        key: &'static str,
        label: &'static str,
        better: Better,
        query: Query,
    ) -> Result<u64, Error> {
        let count = span.view.count(&query)?;
        let value = i64::try_from(count).unwrap_or(i64::MAX);
        let (standing, behind) = (Tone::Plain, Some(query));
        self.figures.push(Figure { key, label, value, better, standing, series: Vec::new(), behind });
        Ok(count)
    }

    /// Says how it is to be taken that the last figure counts any.
    fn taken(&mut self, standing: Tone) {
        if let Some(figure) = self.figures.last_mut() {
            figure.standing = standing;
        }
    }
}

/// Up to so many records the pack reads each of them, to tell how long closing takes.
const MOST_FOR_TRENDS: u64 = 10_000;

/// The most records that an input spells out; the rest is counted.
pub const SPELLED_OUT: u32 = 40;

/// The pack of a review as the registers stand.
#[derive(Debug, Clone)]
pub struct Pack {
    pub sections: Vec<Section>,
    /// The review before; what came is counted from the last before it of which there are minutes.
    pub previous: Option<Record>,
    pub since: Option<NaiveDate>,
    /// The first day of what is counted as new; none where nothing bounds it.
    pub from: Option<NaiveDate>,
    /// The day as of which it is compiled: the last that is counted.
    pub until: NaiveDate,
}

impl Pack {
    /// The section of an agenda item.
    pub fn section(&self, item: RecordId) -> Option<&Section> {
        self.sections.iter().find(|section| section.item.id == item)
    }
}

/// Compiles the pack of a review: one section for each item of its agenda.
///
/// # Errors
/// Where the file can't be read.
pub fn compile(view: View, proceedings: &Proceedings) -> Result<Pack, Error> {
    compile_in(view, &Words::default(), proceedings)
}

/// The same, told in the words of a house.
///
/// # Errors
/// Where the file can't be read.
pub fn compile_in(view: View, words: &Words, proceedings: &Proceedings) -> Result<Pack, Error> {
    let today = view.circumstances()?.today();
    let previous = match proceedings.review().previous() {
        Some(previous) => view.record(previous)?,
        None => super::review::call::before(view, Some(proceedings.id()), proceedings.review().meeting())?,
    };
    let told_since = told_since(view, &proceedings.meeting.review)?;
    let zone = view.circumstances()?.zone;
    let since = told_since.as_ref().and_then(|record| Review(record).held_on(&zone));
    let from = counted_from(since, proceedings.review().period_start());
    let recorded = recorded_since(view, proceedings, from)?;
    let span = Span { view, today, from, last: since, proceedings, recorded: &recorded, words };
    let earlier = Earlier::of(view, proceedings)?;
    let told_of_systems = systems::place(&proceedings.items);
    let mut sections = Vec::new();
    for item in &proceedings.items {
        let input = AgendaItem(item).input();
        let source = SOURCES.iter().find(|source| Some(source.input) == input);
        let mut section = Section {
            item: item.clone(),
            source: source.map(|source| source.registers),
            figures: Vec::new(),
            series: Vec::new(),
            lines: Vec::new(),
            more: 0,
            cautions: Vec::new(),
            aside: Vec::new(),
        };
        if let Some(source) = source {
            (source.compile)(&span, &mut section)?;
            if source.input == told_of_systems {
                systems::told(&span, source.input, &mut section)?;
            }
            section.cautions.extend(fallen::cautions(view, source.input)?);
        }
        for figure in &mut section.figures {
            figure.series = earlier.series(figure.key);
        }
        sections.push(section);
    }
    Ok(Pack { sections, previous, since, from, until: today })
}

/// The first day that a pack counts: that of its period. What came between the review before and a period that begins later
/// would stand in no pack, and is counted.
fn counted_from(last: Option<NaiveDate>, start: Option<NaiveDate>) -> Option<NaiveDate> {
    [last.and_then(|last| last.succ_opt()), start].into_iter().flatten().min()
}

/// Whether a day is one that is counted.
fn is_since(day: Option<NaiveDate>, span: &Span) -> bool {
    day.is_some_and(|day| span.from.is_none_or(|from| from <= day))
}

/// Records whose day is one that is counted; all that have a day, where nothing bounds it.
fn since(field: &'static Field, span: &Span) -> Filter {
    match span.from {
        Some(day) => Filter::days(field, Some(day), None),
        None => Filter::Filled(field),
    }
}

/// How many quarters a series goes back, the running one included.
const QUARTERS: u32 = 8;

/// The first and last days of the last quarters, the oldest first; the running one ends today.
fn quarters(today: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let month = today.month0() / 3 * 3;
    let Some(running) = today.with_day(1).and_then(|day| day.with_month0(month)) else { return Vec::new() };
    let quarter = |back: u32| {
        let first = running.checked_sub_months(Months::new(3 * back))?;
        let last = first.checked_add_months(Months::new(3))?.pred_opt()?;
        Some((first, last.min(today)))
    };
    (0..QUARTERS).rev().filter_map(quarter).collect()
}
