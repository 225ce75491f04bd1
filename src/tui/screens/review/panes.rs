//! The lines of a review's panes, and where each of them leads.

use chrono::NaiveDate;

use crate::domain::action::{Action, State as ActionState};
use crate::domain::agenda_item::{AgendaItem, Input, State as ItemState};
use crate::domain::deadline::Deadline;
use crate::domain::decision::{Decision, Subject};
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::interest::Interest;
use crate::domain::kpi::reading::float;
use crate::domain::record::Record;
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::screens::detail::Mark;
use crate::tui::sparkline::sparkline;
use crate::tui::theme::Look;
use crate::workflow::filter;
use crate::workflow::pack::{Figure, Section, Series};
use crate::workflow::review::{Proceedings, agenda, room};
use crate::workflow::sheet;

use super::lead::{Gathered, Kind, Lead, decisions};
use super::{ReviewView, closing, told};

/// The most bars of a series.
const BARS: usize = 12;

fn tone(tone: Tone) -> Mark {
    if tone == Tone::Plain { Mark::None } else { Mark::Tone(tone) }
}

impl ReviewView {
    /// What is ready and what is not, what is missing first; nothing until that is known.
    pub(super) fn ready(&self) -> Option<Vec<&sheet::Row>> {
        let (_, sheet) = self.compiled.get()?;
        let rows = sheet.blocks.iter().flat_map(|block| match &block.body {
            sheet::Body::Table(table) => table.rows.as_slice(),
            _ => &[],
        });
        let mut rows: Vec<_> = rows.collect();
        let standing = |row: &sheet::Row| match super::tone(row) {
            Some(Tone::Bad) => 0,
            Some(Tone::Watch) => 1,
            _ => 2,
        };
        let who = |row: &sheet::Row| row.cells.get(4).map_or(String::new(), |cell| cell.text.clone());
        rows.sort_by_key(|row| standing(row));
        // What one person owes stands together, where the worst of it stands.
        let order: Vec<_> = rows.iter().map(|row| who(row)).collect();
        let first = |row: &sheet::Row| match who(row) {
            name if name.is_empty() => None,
            name => order.iter().position(|one| *one == name),
        };
        let mut placed: Vec<_> = rows.into_iter().enumerate().collect();
        placed.sort_by_key(|(at, row)| (first(row).unwrap_or(*at), *at));
        Some(placed.into_iter().map(|(_, row)| row).collect())
    }

    /// The lines of a pane.
    pub(super) fn lines(
        &self,
        kind: Kind,
        proceedings: &Proceedings,
        item: Option<&Record>,
        desk: &Desk,
    ) -> Result<Gathered, Error> {
        let mut lines = Gathered::default();
        match kind {
            Kind::Agenda => {
                for item in &proceedings.items {
                    lines.record(item, agenda::words(item), Mark::None);
                }
            }
            Kind::State if proceedings.state().is_before() => readiness(&mut lines, proceedings.id(), self, desk)?,
            Kind::State => closing::minutes(&mut lines, proceedings, desk.view())?,
            Kind::Input => {
                if let Some(item) = item {
                    input(&mut lines, proceedings, item, self, desk)?;
                }
            }
            Kind::Decisions => {
                for record in decisions(proceedings, item.map(|item| item.id)) {
                    let (sign, words) = room::result(proceedings, record);
                    lines.record(record, decision_words(record, &words), Mark::Sign(sign));
                }
            }
            Kind::Actions => {
                let item = item.map(|item| item.id);
                let today = desk.circumstances()?.today();
                let over = proceedings.state().is_over();
                let here = proceedings.actions.iter().filter(|one| over || undertaken_under(proceedings, one, item));
                for record in here {
                    let (text, mark) = action_words(proceedings, record, today);
                    lines.record(record, text, mark);
                }
            }
        }
        Ok(lines)
    }
}

fn undertaken_under(proceedings: &Proceedings, action: &Record, item: Option<RecordId>) -> bool {
    let Some(item) = item else { return true };
    proceedings.actions_of(item).any(|one| one.id == action.id)
}

/// What stands of a decision in one line: its words, what it is about, how it stands and was reached.
fn decision_words(record: &Record, result: &str) -> String {
    let subject = Decision(record).subject().map_or("", Subject::label).to_lowercase();
    format!("{} · {subject} · {result}", record.title())
}

fn action_words(proceedings: &Proceedings, record: &Record, today: chrono::NaiveDate) -> (String, Mark) {
    let action = Action(record);
    let owner = match action.owner() {
        Some(owner) => proceedings.person(Some(owner)).to_owned(),
        None => "no owner yet".to_owned(),
    };
    let due = action.due().map_or("no day yet".to_owned(), |due| format!("due {}", due.format("%-d %b")));
    let late = Deadline::of(record, today).is_some_and(|deadline| deadline.is_late());
    let lacks = action.owner().is_none() || action.due().is_none();
    let mark = match (late, lacks, action.state()) {
        (true, ..) => Mark::Late,
        (_, true, _) => Mark::Tone(Tone::Watch),
        (.., Some(state)) => tone(ActionState::CHOICES[state as usize].tone),
        _ => Mark::None,
    };
    (format!("{} · {owner} · {due}", record.title()), mark)
}

fn readiness(lines: &mut Gathered, review: RecordId, screen: &ReviewView, desk: &Desk) -> Result<(), Error> {
    let Some(ready) = screen.ready() else {
        lines.add("", screen.compiled.instead("Looking at what is there…"), Mark::None, Lead::Nothing);
        return Ok(());
    };
    let cell = |row: &sheet::Row, place: usize| row.cells.get(place).map_or(String::new(), |cell| cell.text.clone());
    let mut before = String::new();
    for row in ready {
        let [standing, about, what, who] = [0, 1, 2, 4].map(|place| cell(row, place));
        let mark = match super::tone(row) {
            Some(Tone::Bad) => Mark::Late,
            other => other.map_or(Mark::None, Mark::Tone),
        };
        let lead = match row.lead {
            Some(sheet::Lead::Field(id, field)) if id == review => Lead::Place(field),
            Some(sheet::Lead::Record(id)) if id == review => Lead::Steps,
            Some(sheet::Lead::Field(id, field)) => {
                desk.view().record(id)?.map_or(Lead::Nothing, |record| Lead::Field(Box::new(record), field))
            }
            Some(sheet::Lead::Record(id)) => {
                desk.view().record(id)?.map_or(Lead::Nothing, |record| Lead::Record(Box::new(record)))
            }
            _ => Lead::Nothing,
        };
        // What one person owes stands together, under their name.
        let label = match who.as_str() {
            "" => standing.clone(),
            same if same == before => String::new(),
            other => other.to_owned(),
        };
        let text = match who.as_str() {
            "" => format!("{about}: {what}"),
            name => format!("{standing} · {about}: {}", what.replace(&format!(" of {name}"), "")),
        };
        lines.add(label, text, mark, lead);
        before = who;
    }
    Ok(())
}

fn input(
    lines: &mut Gathered,
    proceedings: &Proceedings,
    record: &Record,
    screen: &ReviewView,
    desk: &Desk,
) -> Result<(), Error> {
    let item = AgendaItem(record);
    let section = screen.pack().and_then(|pack| Some((pack.from, pack.section(record.id)?)));
    match item.input() {
        Some(Input::Opening) => told::opening(lines, proceedings, screen.previous.as_deref()),
        Some(Input::Conclusion) => closing::conclusion(lines, proceedings),
        _ => {}
    }
    let interests = proceedings.meeting.interests.iter().map(Interest);
    for one in interests.filter(|one| one.item().is_none_or(|item| item == record.id)) {
        told::interest(lines, proceedings, one);
    }
    if let Some(section) = section {
        compiled(lines, proceedings, section, desk)?;
    } else if item.input().is_some_and(Input::is_required) {
        lines.add("", screen.compiled.instead("Compiling…"), Mark::None, Lead::Nothing);
    }
    let itself = || Lead::Record(Box::new(record.clone()));
    if !item.commentary().is_empty() {
        let who = proceedings.person(item.contributor());
        let label = if who.is_empty() { "Commentary" } else { who };
        lines.add(label, item.commentary(), Mark::None, itself());
    } else if let Some(who) = item.contributor() {
        let text = format!("The commentary of {} is not there", proceedings.person(Some(who)));
        lines.add("", text, Mark::Tone(Tone::Watch), itself());
    }
    if let Some(presenter) = item.presenter() {
        lines.add("Presented by", proceedings.person(Some(presenter)), Mark::None, itself());
    }
    if !item.outcome().is_empty() {
        let state = item.state().map_or("", ItemState::label);
        lines.add(state, item.outcome(), Mark::None, itself());
    }
    if lines.items.is_empty() {
        lines.add("", "Nothing is laid before the meeting here.", Mark::None, itself());
    }
    Ok(())
}

fn compiled(
    lines: &mut Gathered,
    proceedings: &Proceedings,
    (from, section): (Option<NaiveDate>, &Section),
    desk: &Desk,
) -> Result<(), Error> {
    if section.source.is_none() && section.input().is_required() {
        let text = if section.item().commentary().is_empty() {
            "No register of this file speaks to this input, and no commentary was written"
        } else {
            "No register of this file speaks to this input; its commentary does"
        };
        lines.add("", text, Mark::Tone(Tone::Watch), Lead::Record(Box::new(section.item.clone())));
    }
    for caution in &section.cautions {
        lines.add("", caution.clone(), Mark::Tone(Tone::Watch), Lead::Nothing);
    }
    for figure in &section.figures {
        let lead = match &figure.behind {
            Some(query) => Lead::List(query.register, filter::spell(&query.filters, desk.view())?),
            None => Lead::Nothing,
        };
        lines.add(figure.words(&Words::default(), from), figure_words(figure), tone(figure.tone()), lead);
    }
    for series in &section.series {
        let lead = series.record.as_ref().map_or(Lead::Nothing, |record| Lead::Record(Box::new(record.clone())));
        lines.add(series.label.clone(), series_words(series), tone(series.tone), lead);
    }
    for line in &section.lines {
        let mut parts = vec![line.record.title().to_owned(), line.state.to_lowercase()];
        parts.push(proceedings.person(line.owner).to_owned());
        parts.push(line.due.map_or(String::new(), |due| due.format("%-d %b %Y").to_string()));
        parts.push(line.remark.clone());
        parts.retain(|part| !part.is_empty());
        let mark = if line.late { Mark::Late } else { Mark::None };
        lines.record(&line.record, parts.join(" · "), mark);
    }
    if section.more > 0 {
        lines.add("", format!("and {} more", section.more), Mark::None, Lead::Nothing);
    }
    Ok(())
}

/// A series with its latest value: `4.2 % · 31 Oct 2026 · on target, target 5 · ▂▃▅`.
fn series_words(series: &Series) -> String {
    let latest = series.points.last().map(|(day, value)| {
        let unit = if series.unit.is_empty() { String::new() } else { format!(" {}", series.unit) };
        if series.record.is_some() {
            format!("{}{unit} · {}", value.short(), day.format("%-d %b %Y"))
        } else {
            value.short()
        }
    });
    let values: Vec<f64> = series.points.iter().map(|(_, value)| float(*value)).collect();
    let bars = if values.len() > 2 { sparkline(&values, BARS, Look::default()) } else { String::new() };
    let parts = [latest.unwrap_or_default(), series.remark.clone(), bars];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// A figure with its change and its series: `7  ▼2 since the last review  ▂▃▅`.
fn figure_words(figure: &Figure) -> String {
    let change = match figure.change() {
        None => String::new(),
        Some(0) => " · unchanged".to_owned(),
        Some(change) if change > 0 => format!(" · {change} more than at the last review"),
        Some(change) => format!(" · {} fewer than at the last review", -change),
    };
    let series: Vec<f64> = figure.series.iter().copied().chain([figure.value]).map(|value| value as f64).collect();
    let line =
        if series.len() > 2 { format!(" · {}", sparkline(&series, BARS, Look::default())) } else { String::new() };
    format!("{}{change}{line}", figure.value)
}
