//! The KPIs as a wall: each with its latest value, its status in words and sign, its target and its series.

use ratatui::layout::Rect;

use crate::analysis::kpi::{Status, float};
use crate::domain::identity::RecordId;
use crate::domain::kpi::{self, Kpi};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::sparkline::sparkline;
use crate::tui::theme::{Look, Role};
use crate::tui::told::Told;
use crate::workflow::kpis::{self, Measured};

use super::acting;

/// The KPIs as they were read last.
#[derive(Debug, Default)]
pub struct Kpis {
    pub read: Loaded<Vec<Measured>>,
}

impl Kpis {
    pub fn changed(&mut self) {
        self.read.stale();
    }

    pub fn asks(&self) -> bool {
        self.read.is_stale()
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        let today = desk.circumstances()?.today();
        self.read.ask(desk, move |view| kpis::read(view, today));
        Ok(())
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        self.read.told(told)
    }

    /// How many stand badly: `2 critical, 1 without a recent value`.
    pub fn note(&self) -> String {
        let Some(found) = self.read.get() else { return String::new() };
        let count = |status: Status| found.iter().filter(|one| one.reading.status == status).count();
        let words = [
            (count(Status::Critical), "critical"),
            (count(Status::Watch), "to watch"),
            (count(Status::Late) + count(Status::Unmeasured), "without a recent value"),
        ];
        let told: Vec<_> =
            words.iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {words}")).collect();
        if told.is_empty() { found.len().to_string() } else { told.join(", ") }
    }
}

/// The sign and the role of a status; what is critical stands out as what is late does.
pub fn sign(status: Status, look: Look) -> (&'static str, Role) {
    match status {
        Status::Critical => (look.bad(), Role::Bad),
        other => look.tone(other.tone()),
    }
}

/// The latest value with its unit: `4.2 %`; a dash where there is none.
pub fn value(one: &Measured) -> String {
    match one.reading.latest() {
        Some((_, value)) => format!("{} {}", value.short(), Kpi(&one.record).unit()).trim_end().to_owned(),
        None => "–".to_owned(),
    }
}

/// The series of a KPI as bars.
pub fn bars(one: &Measured, most: usize, look: Look) -> String {
    let values: Vec<f64> = one.reading.series.iter().map(|(_, value)| float(*value)).collect();
    sparkline(&values, most, look)
}

/// The wall.
#[derive(Debug)]
pub struct KpiWall {
    kpis: Kpis,
    cursor: usize,
    /// The tiles in a row, and the rows in sight, when it was drawn last.
    grid: std::cell::Cell<(usize, usize)>,
}

const WIDTH: u16 = 38;
const HEIGHT: u16 = 6;

impl KpiWall {
    pub fn open() -> Self {
        Self { kpis: Kpis::default(), cursor: 0, grid: std::cell::Cell::new((2, 1)) }
    }

    fn count(&self) -> usize {
        self.kpis.read.get().map_or(0, Vec::len)
    }

    fn tile(&self, one: &Measured, canvas: &mut Canvas, area: Rect, focused: bool) {
        let (sign, role) = sign(one.reading.status, canvas.look);
        let reference = one.record.reference().to_string();
        let inner = canvas.pane(area, Pane { title: one.record.title(), note: &reference, focused });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        if focused {
            canvas.cursor = Some((inner.x, inner.y).into());
        }
        let mut x = inner.x + canvas.put(inner.x, inner.y, 2, sign, role);
        if !sign.is_empty() {
            x += 1;
        }
        x += canvas.put(x, inner.y, inner.right().saturating_sub(x), &value(one), Role::Strong) + 2;
        canvas.put(x, inner.y, inner.right().saturating_sub(x), one.reading.status.label(), role);
        let bars = bars(one, usize::from(inner.width), canvas.look);
        let grey = matches!(one.reading.status, Status::Late | Status::Unmeasured);
        canvas.put(inner.x, inner.y + 1, inner.width, &bars, if grey { Role::Quiet } else { Role::Accent });
        let target = one.reading.target.map(|target| format!("target {}", target.short()));
        let of = one.reading.latest().map(|(day, _)| format!("to {}", day.format("%-d %b %Y")));
        let facts: Vec<_> = [of, target].into_iter().flatten().collect();
        canvas.put(inner.x, inner.y + 2, inner.width, &facts.join(" · "), Role::Text);
        let late = one.reading.expected_by.filter(|_| one.reading.status == Status::Late);
        let words = match late {
            Some(by) => format!("expected by {}", by.format("%-d %b %Y")),
            None => one.reading.trend_words().to_owned(),
        };
        canvas.put(inner.x, inner.y + 3, inner.width, &words, Role::Quiet);
    }
}

impl Screen for KpiWall {
    fn name(&self) -> String {
        "KPIs".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Map, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Add, CellLeft, CellRight, Edit, Help, Note, Open, OpenPane, Palette};
        &[Open, CellLeft, CellRight, Edit, Add, Note, OpenPane, Palette, Help]
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        match command {
            Command::NextBasis => Some("Only the heat map has levels to choose from".to_owned()),
            Command::NextPane | Command::PreviousPane | Command::Zoom => Some("Arrows go from KPI to KPI".to_owned()),
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let last = self.count().saturating_sub(1);
        let (row, rows) = self.grid.get();
        match command {
            Command::Down => self.cursor = if self.cursor + row <= last { self.cursor + row } else { self.cursor },
            Command::Up => self.cursor = self.cursor.checked_sub(row).unwrap_or(self.cursor),
            Command::CellLeft => self.cursor = self.cursor.saturating_sub(1),
            Command::CellRight => self.cursor = (self.cursor + 1).min(last),
            Command::OpenPane => {
                return Ok(vec![Effect::Go(Destination::Register(&kpi::REGISTER))]);
            }
            other => match Step::of(other) {
                // By rows of tiles, but to an end.
                Some(step @ (Step::First | Step::Last)) => self.cursor = step.lead(self.cursor, 1, last + 1, |_| true),
                Some(step) if step.is_back() => self.cursor = self.cursor.saturating_sub(step.rows(rows) * row),
                Some(step) => self.cursor = (self.cursor + step.rows(rows) * row).min(last),
                None => return acting::run(other, &self.subjects(), self.register(), desk),
            },
        }
        Ok(Effects::new())
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.kpis.changed();
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let was = self.subjects().first().map(|record| record.id);
        self.kpis.told(told);
        let found = self.kpis.read.get().into_iter().flatten().position(|one| Some(one.record.id) == was);
        self.cursor = found.unwrap_or(self.cursor).min(self.count().saturating_sub(1));
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.kpis.ask(desk)
    }

    fn waits_for_rest(&self) -> bool {
        self.kpis.asks()
    }

    fn select(&mut self, record: RecordId, _: &Desk) -> Result<Effects, Error> {
        let found = self.kpis.read.get().into_iter().flatten().position(|one| one.record.id == record);
        self.cursor = found.unwrap_or(self.cursor);
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        let found = self.kpis.read.get().and_then(|found| found.get(self.cursor));
        found.map(|one| &one.record).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&kpi::REGISTER)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let columns = usize::from(area.width / WIDTH).max(1);
        let found = match self.kpis.read.get().map(Vec::as_slice) {
            Some([]) | None => {
                let inner = canvas.pane(area, Pane { title: "KPIs", note: "9.1", focused: true });
                let words = match self.kpis.read.get() {
                    None => &*self.kpis.read.instead("Reading the measurements…"),
                    Some(_) => {
                        "No KPI yet. Press a to add the first one; its limits and measurements are registers of their own (8)."
                    }
                };
                for (line, y) in crate::tui::canvas::wrapped(words, inner.width.saturating_sub(4))
                    .iter()
                    .zip(inner.y + 1..inner.bottom())
                {
                    canvas.put(inner.x + 2, y, inner.width.saturating_sub(4), line, Role::Quiet);
                }
                return;
            }
            Some(found) => found,
        };
        let width = area.width / u16::try_from(columns).unwrap_or(1);
        let rows = usize::from(area.height / HEIGHT).max(1);
        self.grid.set((columns, rows));
        let row = self.cursor / columns;
        let top = (row + 1).saturating_sub(rows);
        for (place, one) in found.iter().enumerate().skip(top * columns).take(rows * columns) {
            let (down, right) = (place / columns - top, place % columns);
            let x = area.x + u16::try_from(right).unwrap_or(0) * width;
            let y = area.y + u16::try_from(down).unwrap_or(0) * HEIGHT;
            let tile = Rect { x, y, width, height: HEIGHT.min(area.bottom().saturating_sub(y)) };
            self.tile(one, canvas, tile, place == self.cursor);
        }
    }
}
