//! The panes of the overview, each with what it shows and the screen that shows it whole.

use std::collections::HashSet;

use ratatui::layout::Rect;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::{kpi, review, risk};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::chrome::grouped;
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::loaded::Loaded;
use crate::tui::screens::detail::{Item, Mark};
use crate::tui::screens::filters;
use crate::tui::screens::heat_map::Heat;
use crate::tui::screens::kpi_wall::{self, Kpis};
use crate::tui::screens::lines::Lines;
use crate::tui::screens::table::Table;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::pack::compile;
use crate::workflow::review::readiness::{Ready, Standing, readiness};
use crate::workflow::review::{Proceedings, current};

/// The panes that list a register: its name, the title, the filter, the order.
const LISTS: [(&str, &str, &str, &str); 3] = [
    ("action", "Actions due", "state=open", "due"),
    ("nonconformity", "Nonconformities", OPEN, "due"),
    ("finding", "Audit findings", "state=open,raised", "grade"),
];

/// Nonconformities of which something is still to be done.
const OPEN: &str = "state=draft,open,contained,analysed,planned,in-progress,implemented,verified";

/// A pane.
#[derive(Debug)]
pub struct Pane {
    pub title: &'static str,
    body: Body,
    pressing: Pressing,
}

#[derive(Debug)]
enum Body {
    List { filter: &'static str, table: Box<Table> },
    Risks { heat: Heat, table: Box<Table> },
    Kpis { kpis: Kpis, scroll: Scroll },
    Review { next: Loaded<NextReview>, lines: Lines },
}

/// A review with what is ready of it; none where no review is to come.
type NextReview = Option<(Record, Vec<Ready>)>;

/// How many of a register's records are late, and how many are no longer proven; not asked where it has no such thing.
#[derive(Debug, Default)]
struct Pressing {
    late: Option<Query>,
    fallen: Option<Query>,
    counts: Loaded<[u64; 2]>,
}

impl Pressing {
    /// What presses of a register.
    fn of(register: &'static Register, desk: &Desk) -> Result<Self, Error> {
        let late = filters::ready_made(register).into_iter().find(|(name, _)| name == filters::LATE);
        let late = late.map(|(_, filter)| filters::query(register, &filter, "number", desk));
        let fallen = register.attests().then(|| Query { filters: vec![Filter::fallen()], ..Query::new(register) });
        Ok(Self { late: late.transpose()?.flatten(), fallen, counts: Loaded::default() })
    }

    fn ask(&mut self, desk: &Desk) {
        if self.is_asked() {
            let queries = [self.late.clone(), self.fallen.clone()];
            self.counts.ask(desk, move |view| {
                let [late, fallen] = queries.map(|query| query.map_or(Ok(0), |query| view.count(&query)));
                Ok([late?, fallen?])
            });
        }
    }

    fn is_asked(&self) -> bool {
        self.late.is_some() || self.fallen.is_some()
    }

    /// Before what else is said of a pane: `5 late, 1 no longer proven · 1 of 21`.
    fn before(&self, note: String) -> String {
        let Some(counts) = self.counts.get() else { return note };
        let told = counts.iter().zip(["late", "no longer proven"]).filter(|(count, _)| **count > 0);
        let told: Vec<_> = told.map(|(count, what)| format!("{} {what}", grouped(*count))).collect();
        if told.is_empty() { note } else { format!("{} · {note}", told.join(", ")) }
    }
}

/// Every pane, in the order in which they are gone through.
pub fn all(desk: &Desk) -> Result<Vec<Pane>, Error> {
    let mut lists = Vec::new();
    for (register, title, filter, order) in LISTS {
        let Some(register) = CATALOGUE.named(register) else { continue };
        let Some(query) = filters::query(register, filter, order, desk)? else { continue };
        // The first pane is in focus.
        let table = if lists.is_empty() { Table::new(query, None, desk)? } else { Table::glance(query, desk)? };
        let pressing = Pressing::of(register, desk)?;
        lists.push(Pane { title, body: Body::List { filter, table: Box::new(table) }, pressing });
    }
    let query = filters::query(&risk::REGISTER, &filters::home(&risk::REGISTER), "-level", desk)?;
    let query = query.unwrap_or_else(|| Query::new(&risk::REGISTER));
    let risks = Body::Risks { heat: Heat::default(), table: Box::new(Table::glance(query, desk)?) };
    let kpis = Body::Kpis { kpis: Kpis::default(), scroll: Scroll::default() };
    let next = Body::Review { next: Loaded::default(), lines: Lines::default() };
    let mut panes = lists;
    panes.insert(1, Pane { title: "Next review", body: next, pressing: Pressing::default() });
    // What is late of them is told by the level and the day of each.
    let pressing = Pressing { late: None, ..Pressing::of(&risk::REGISTER, desk)? };
    panes.push(Pane { title: "Risks", body: risks, pressing });
    panes.push(Pane { title: "KPIs", body: kpis, pressing: Pressing::default() });
    Ok(panes)
}

impl Pane {
    /// The register that its records are of.
    pub fn register(&self) -> &'static Register {
        match &self.body {
            Body::List { table, .. } | Body::Risks { table, .. } => table.query().register,
            Body::Kpis { .. } => &kpi::REGISTER,
            Body::Review { .. } => &review::REGISTER,
        }
    }

    /// The record under its cursor.
    pub fn selected(&self) -> Option<&Record> {
        match &self.body {
            Body::List { table, .. } | Body::Risks { table, .. } => table.selected(),
            Body::Kpis { kpis, scroll } => kpis.read.get()?.get(scroll.cursor()).map(|one| &one.record),
            Body::Review { next, .. } => next.get()?.as_ref().map(|(review, _)| review),
        }
    }

    /// Reads whole what can be acted on, once it is in focus.
    pub fn attend(&mut self, desk: &Desk) -> Result<(), Error> {
        match &mut self.body {
            Body::List { table, .. } | Body::Risks { table, .. } => table.attend(desk),
            Body::Kpis { .. } | Body::Review { .. } => Ok(()),
        }
    }

    /// The screen that shows it whole.
    pub fn whole(&self) -> Effects {
        vec![Effect::Go(match &self.body {
            Body::List { filter, table, .. } => Destination::List(table.query().register, (*filter).to_owned()),
            Body::Risks { .. } => Destination::Screen(Command::Risks),
            Body::Kpis { .. } => Destination::Screen(Command::Indicators),
            Body::Review { .. } => Destination::Screen(Command::Review),
        })]
    }

    /// What is said of it as a whole.
    pub fn note(&self) -> String {
        match &self.body {
            Body::List { table, .. } => self.pressing.before(table.note()),
            Body::Risks { heat, .. } => self.pressing.before(heat.note()),
            Body::Kpis { kpis, .. } => kpis.note(),
            Body::Review { next, .. } => match next.get().and_then(Option::as_ref) {
                Some((record, _)) => {
                    let day = review::Review(record).date().map(|day| day.format(", %-d %b %Y").to_string());
                    let state = record.state_label().unwrap_or_default().to_lowercase();
                    format!("{} {state}{}", record.reference(), day.unwrap_or_default())
                }
                None => String::new(),
            },
        }
    }

    /// Moves its cursor; says whether the command was about that.
    pub fn go(&mut self, command: Command, desk: &Desk) -> Result<bool, Error> {
        let Some(step) = Step::of(command) else { return Ok(false) };
        match &mut self.body {
            Body::List { table, .. } | Body::Risks { table, .. } => table.step(step, desk)?,
            Body::Kpis { kpis, scroll } => scroll.go(step, kpis.read.get().map_or(0, Vec::len)),
            Body::Review { lines, .. } => lines.go(step),
        }
        Ok(true)
    }

    pub fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.counts.stale();
        match &mut self.body {
            Body::List { table, .. } => table.refresh(desk),
            Body::Risks { heat, table } => {
                heat.changed();
                table.refresh(desk)
            }
            Body::Kpis { kpis, .. } => {
                kpis.changed();
                Ok(())
            }
            Body::Review { next, .. } => {
                next.stale();
                Ok(())
            }
        }
    }

    pub fn told(&mut self, told: &mut Told) {
        let was = self.selected().map(|record| record.id);
        if self.pressing.counts.told(told) {
            return;
        }
        match &mut self.body {
            Body::List { table, .. } => {
                let _ = table.told(told);
            }
            Body::Risks { heat, table } => {
                let _ = heat.told(told) || table.told(told);
            }
            Body::Kpis { kpis, scroll } => {
                // The worst come first, so that a new value may put others before the one under the cursor.
                kpis.told(told);
                let found = kpis.read.get().map(Vec::as_slice).unwrap_or_default();
                match found.iter().position(|one| Some(one.record.id) == was) {
                    Some(place) => scroll.put(place),
                    None => scroll.settle(found.len()),
                }
            }
            Body::Review { next, lines } => {
                if let (true, Some(found)) = (next.told(told), next.get()) {
                    let ready = found.iter().flat_map(|(_, ready)| ready);
                    lines.set(ready.filter(|one| one.standing != Standing::Ready).map(line).collect());
                }
            }
        }
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.ask(desk);
        match &mut self.body {
            Body::List { table, .. } => table.ask(desk),
            Body::Risks { heat, table } => {
                heat.ask(desk)?;
                table.ask(desk);
            }
            Body::Kpis { kpis, .. } => kpis.ask(desk)?,
            Body::Review { next, .. } => next.ask(desk, coming),
        }
        Ok(())
    }

    pub fn asks(&self) -> bool {
        let pressing = self.pressing.is_asked() && self.pressing.counts.is_stale();
        pressing
            || match &self.body {
                Body::List { table, .. } => table.asks(),
                Body::Risks { heat, table } => heat.asks() || table.asks(),
                Body::Kpis { kpis, .. } => kpis.asks(),
                Body::Review { next, .. } => next.is_stale(),
            }
    }

    pub fn select(&mut self, record: RecordId, desk: &Desk) -> Result<(), Error> {
        match &mut self.body {
            Body::List { table, .. } | Body::Risks { table, .. } => table.select(record, desk),
            _ => Ok(()),
        }
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        match &self.body {
            Body::List { table, filter, .. } if table.is_empty() => {
                let words = match (filter.is_empty(), focused) {
                    (_, false) => "None.".to_owned(),
                    (true, true) => format!("No {} yet. Press a to add the first one.", self.register().plural),
                    (false, true) => {
                        format!("{}: none. Press a to add one.", crate::domain::spelling::capital(self.title))
                    }
                };
                empty(canvas, area, &words, focused);
            }
            Body::List { table, .. } => draw_table(table, canvas, area, focused),
            Body::Risks { table, .. } if table.is_empty() => {
                let words = if focused { "No risks yet. Press a to add the first one." } else { "None." };
                empty(canvas, area, words, focused);
            }
            Body::Risks { heat, table } if area.height >= 11 && area.width >= 30 => {
                let map = Rect { x: area.x + 2, width: area.width - 2, height: 6, ..area };
                heat.draw(canvas, map, None);
                draw_table(table, canvas, Rect { y: area.y + 7, height: area.height - 7, ..area }, focused);
            }
            Body::Risks { table, .. } => draw_table(table, canvas, area, focused),
            Body::Kpis { kpis, scroll } => draw_kpis(kpis, scroll, canvas, area, focused),
            Body::Review { next, lines } => match next.get() {
                None => empty(canvas, area, &next.instead("Looking at what is there…"), focused),
                Some(None) => empty(canvas, area, "No review is planned. 2 begins one.", focused),
                Some(Some(_)) => draw_review(lines, canvas, area, focused),
            },
        }
    }
}

fn draw_review(lines: &Lines, canvas: &mut Canvas, area: Rect, focused: bool) {
    if lines.items.is_empty() {
        return empty(canvas, area, "Nothing is missing. o opens it.", focused);
    }
    lines.draw(canvas, Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }, focused);
}

/// A list with its heading; where there is one row only, the row alone.
fn draw_table(table: &Table, canvas: &mut Canvas, area: Rect, focused: bool) {
    if area.height == 1 {
        table.draw_first(canvas, area);
    } else {
        table.draw(canvas, area, &HashSet::new(), focused);
    }
}

fn empty(canvas: &mut Canvas, area: Rect, words: &str, focused: bool) {
    let y = area.y + area.height / 3;
    if focused {
        canvas.put(area.x, y, 1, canvas.look.sign("▶", ">"), Role::Accent);
        canvas.cursor = Some((area.x, y).into());
    }
    canvas.put(area.x + 2, y, area.width.saturating_sub(2), words, Role::Quiet);
}

fn draw_kpis(kpis: &Kpis, scroll: &Scroll, canvas: &mut Canvas, area: Rect, focused: bool) {
    let found = match kpis.read.get().map(Vec::as_slice) {
        None => return empty(canvas, area, &kpis.read.instead("Reading the measurements…"), focused),
        Some([]) => {
            let words = if focused { "No KPIs yet. Press a to add the first one." } else { "None." };
            return empty(canvas, area, words, focused);
        }
        Some(found) => found,
    };
    for (place, y) in scroll.window(usize::from(area.height), found.len()).zip(area.y..area.bottom()) {
        let (one, row) = (&found[place], Rect { y, height: 1, ..area });
        let selected = focused && place == scroll.cursor();
        let role_of = |role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, y).into());
        }
        let (sign, role) = kpi_wall::sign(one.reading.status, canvas.look);
        canvas.put(row.x, y, 1, if selected { canvas.look.sign("▶", ">") } else { "" }, role_of(Role::Accent));
        canvas.put(row.x + 2, y, 1, sign, role_of(role));
        // From the right: bars, target, value; the name takes what is left.
        let mut right = row.right();
        if row.width >= 60 {
            right -= 13;
            canvas.put(right, y, 12, &kpi_wall::bars(one, 12, canvas.look), role_of(Role::Quiet));
        }
        if row.width >= 74 {
            right -= 14;
            let target =
                one.reading.target.map_or("no target".to_owned(), |target| format!("target {}", target.short()));
            canvas.put(right, y, 13, &target, role_of(Role::Quiet));
        }
        right -= 15;
        let status = match one.reading.latest() {
            Some(_) => kpi_wall::value(one),
            None => one.reading.status.label().to_lowercase(),
        };
        let used = canvas.right(Rect { x: right, y, width: 13, height: 1 }, y, &status, role_of(role));
        let room = right.saturating_sub(row.x + 4) + 13_u16.saturating_sub(used + 1);
        canvas.put(row.x + 4, y, room, one.record.title(), role_of(Role::Text));
    }
}

fn line(one: &Ready) -> Item {
    let mark = match one.standing {
        Standing::Missing => Mark::Late,
        Standing::Stale => Mark::Tone(Tone::Watch),
        Standing::Ready => Mark::Tone(Tone::Good),
    };
    Item {
        label: String::new(),
        text: format!("{}: {}", one.about, one.what),
        mark,
        leads_to: Vec::new(),
        field: None,
        heading: false,
    }
}

/// The review that comes next, with what is ready of it.
fn coming(view: View) -> Result<NextReview, Error> {
    let Some(id) = current(view)? else { return Ok(None) };
    let Some(proceedings) = Proceedings::of(view, id)? else { return Ok(None) };
    let pack = compile(view, &proceedings)?;
    let ready = readiness(view, &proceedings, &pack)?;
    Ok(Some((proceedings.meeting.review, ready)))
}
