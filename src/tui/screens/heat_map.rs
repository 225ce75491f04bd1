//! The risks on their heat map: how many there are of each likelihood and impact, and which they are.

use std::collections::HashSet;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::field::{Field, Tone};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::risk::{self, RiskField};
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, RiskMatrix};
use crate::domain::spelling::grouped;
use crate::store::list::{Filter, Query, Tally};
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane, WIDE};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;

use super::table::RecordTable;
use super::{acting, filters};

/// The width of a cell that shows a number and a level whole.
const FULL: u16 = 13;

/// Which of a risk's levels is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    #[default]
    Current,
    Residual,
    Inherent,
}

impl Basis {
    fn label(self) -> &'static str {
        match self {
            Self::Current => "as they are today",
            Self::Residual => "after treatment",
            Self::Inherent => "before controls",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Current => Self::Residual,
            Self::Residual => Self::Inherent,
            Self::Inherent => Self::Current,
        }
    }

    /// Likelihood, impact and level.
    fn fields(self) -> [&'static Field; 3] {
        match self {
            Self::Current => [RiskField::Likelihood, RiskField::Impact, RiskField::Level],
            Self::Residual => [RiskField::ResidualLikelihood, RiskField::ResidualImpact, RiskField::ResidualLevel],
            Self::Inherent => [RiskField::InherentLikelihood, RiskField::InherentImpact, RiskField::InherentLevel],
        }
        .map(RiskField::field)
    }
}

/// How many risks stand in each cell, by the criteria in force.
#[derive(Debug, Default)]
pub struct Heat {
    basis: Basis,
    /// By which they were counted last.
    criteria: Option<RiskMatrix>,
    counted: Loaded<Box<Counted>>,
}

/// What finds risks of which the acceptance is over, or proven no more.
const OVER: &str = "acceptance=ended,unproven";

/// How many risks there are of each likelihood and impact, and how many without.
#[derive(Debug)]
struct Counted {
    criteria: RiskMatrix,
    cells: [[u64; 5]; 5],
    /// Those of which the acceptance is over.
    over: [[u64; 5]; 5],
    unassessed: u64,
}

impl Heat {
    /// Lets the risks be counted anew.
    pub fn changed(&mut self) {
        self.counted.stale();
    }

    /// Another level is looked at.
    fn turn(&mut self) {
        self.basis = self.basis.next();
        self.counted.forget();
    }

    pub fn asks(&self) -> bool {
        self.counted.is_stale()
    }

    fn is_fresh(&self) -> bool {
        self.counted.is_fresh()
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        let home = filters::home(&risk::REGISTER);
        let query = |filter: &str| filters::query(&risk::REGISTER, filter, "number", desk);
        let (Some(open), Some(over)) = (query(&home)?, query(OVER)?) else { return Ok(()) };
        let [likelihood, impact, level] = self.basis.fields();
        let question = move |view: View| {
            let all = view.page(&Query::new(&risk_criteria::REGISTER))?.records;
            let today = view.circumstances()?.today();
            let criteria = risk_criteria::in_force(&all, today).and_then(|criteria| criteria.table());
            let criteria = criteria.unwrap_or(RiskMatrix::STARTING);
            let tally = view.tally(&open, likelihood, impact)?;
            let over = counted(&view.tally(&over, likelihood, impact)?);
            let mut unassessed = open.clone();
            unassessed.filters.push(Filter::Empty(level));
            let unassessed = view.count(&unassessed)?;
            Ok(Box::new(Counted { criteria, cells: counted(&tally), over, unassessed }))
        };
        self.counted.ask(desk, question);
        Ok(())
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        let told = self.counted.told(told);
        if let (true, Some(counted)) = (told, self.counted.get()) {
            self.criteria = Some(counted.criteria);
        }
        told
    }

    /// Risks with a level, those without, and those of which the acceptance is over: `38, 2 not assessed, 1 acceptance over`.
    pub fn note(&self) -> String {
        let Some(counted) = self.counted.get() else { return self.counted.instead("…").into_owned() };
        let assessed: u64 = counted.cells.iter().flatten().sum();
        let mut note = grouped(assessed);
        if counted.unassessed > 0 {
            note.push_str(&format!(", {} not assessed", grouped(counted.unassessed)));
        }
        match counted.over.iter().flatten().sum() {
            0 => {}
            1 => note.push_str(", 1 acceptance over"),
            some => note.push_str(&format!(", {} acceptances over", grouped(some))),
        }
        note
    }

    /// The cell of the highest level in which there are risks; the worst corner while there are none.
    fn worst(&self) -> (usize, usize) {
        let (Some(counted), Some(criteria)) = (self.counted.get(), self.criteria) else { return (4, 4) };
        let all =
            Likelihood::ALL.iter().flat_map(|likelihood| Impact::ALL.iter().map(move |impact| (*likelihood, *impact)));
        let some = all.filter(|(likelihood, impact)| counted.cells[*likelihood as usize][*impact as usize] > 0);
        let worst = some.max_by_key(|(likelihood, impact)| {
            (criteria.level(*likelihood, *impact), *likelihood as usize + *impact as usize)
        });
        worst.map_or((4, 4), |(likelihood, impact)| (likelihood as usize, impact as usize))
    }

    /// Draws the map: likelihood upwards, impact to the right. Each cell says how many there are and of which level.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, cell: Option<(usize, usize)>) {
        let label = if area.width >= 18 + 5 * FULL { 18 } else { 3 };
        let width = (area.width.saturating_sub(label) / 5).min(14);
        if width < 3 || area.height < 3 {
            return;
        }
        let tall = area.height >= 12;
        let height: u16 = if tall { 2 } else { 1 };
        for (row, likelihood) in Likelihood::ALL.iter().rev().enumerate() {
            let y = area.y + u16::try_from(row).unwrap_or(0) * height;
            if y >= area.bottom() {
                return;
            }
            let words = if label > 3 { likelihood.label() } else { likelihood.key() };
            canvas.put(area.x, y, label.saturating_sub(1), words, Role::Quiet);
            for impact in Impact::ALL {
                let place = (*likelihood as usize, *impact as usize);
                let count = self.counted.get().map(|counted| counted.cells[place.0][place.1]);
                let level = self.criteria.map(|criteria| criteria.level(*likelihood, *impact));
                let x = area.x + label + u16::try_from(place.1).unwrap_or(0) * width;
                let chosen = cell == Some(place);
                let role = if chosen { Role::Selected } else { level.map_or(Role::Quiet, role) };
                let role = if chosen || matches!(count, Some(1..)) { role } else { Role::Quiet };
                let inside = Rect { x, y, width: width - 1, height };
                if chosen {
                    let style = canvas.look.style(Role::Selected);
                    canvas.paint(inside, style);
                    canvas.cursor = Some((x, y).into());
                }
                let number = match count {
                    None => "…".to_owned(),
                    Some(0) => "·".to_owned(),
                    Some(some) => grouped(some),
                };
                let end = x + canvas.put(x, y, 4, &number, role);
                if self.counted.get().is_some_and(|counted| counted.over[place.0][place.1] > 0) && end < inside.right()
                {
                    let (sign, watch) = canvas.look.tone(Tone::Watch);
                    canvas.put(end, y, 1, sign, if chosen { role } else { watch });
                }
                let words = level.map_or(String::new(), |level| level.label().to_lowercase());
                if tall {
                    canvas.put(x, y + 1, width - 1, &words, role);
                } else if width >= FULL {
                    canvas.put(x + 4, y, width - 5, &words, role);
                }
            }
        }
        let y = area.y + 5 * height;
        if y < area.bottom() {
            for impact in Impact::ALL {
                let x = area.x + label + u16::try_from(*impact as usize).unwrap_or(0) * width;
                let words = if width >= FULL { impact.label() } else { impact.key() };
                canvas.put(x, y, width - 1, words, Role::Quiet);
            }
        }
        if y + 1 < area.bottom() {
            canvas.put(area.x, y + 1, area.width, "Likelihood upwards, impact to the right", Role::Quiet);
        }
    }
}

fn counted(tally: &Tally) -> [[u64; 5]; 5] {
    let mut counts = [[0; 5]; 5];
    for (likelihood, impact, count) in tally {
        if let (Some(likelihood), Some(impact)) = (Likelihood::of_key(likelihood), Impact::of_key(impact)) {
            counts[likelihood as usize][impact as usize] += count;
        }
    }
    counts
}

fn role(level: Level) -> Role {
    match level {
        Level::Low => Role::Good,
        Level::Medium => Role::Text,
        Level::High => Role::Watch,
        Level::Critical => Role::Bad,
    }
}

/// The heat map with the risks of the cell that is selected.
#[derive(Debug)]
pub struct HeatMap {
    heat: Heat,
    /// Likelihood and impact, each from 0; none while all risks are listed.
    cell: Option<(usize, usize)>,
    table: RecordTable,
    /// Whether the list has the focus.
    listed: bool,
    zoomed: bool,
}

impl HeatMap {
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let query = filters::query(&risk::REGISTER, &filters::home(&risk::REGISTER), "-level", desk)?;
        let query = query.unwrap_or_else(|| Query::new(&risk::REGISTER));
        let table = RecordTable::new(query, None, desk)?;
        Ok(Self { heat: Heat::default(), cell: None, table, listed: false, zoomed: false })
    }

    fn filter(&self) -> String {
        let mut filter = filters::home(&risk::REGISTER);
        if let Some((likelihood, impact)) = self.cell {
            let [one, other, _] = self.heat.basis.fields();
            let (likelihood, impact) = (Likelihood::ALL[likelihood].key(), Impact::ALL[impact].key());
            filter.push_str(&format!(" {}={likelihood} {}={impact}", one.name, other.name));
        }
        filter
    }

    fn list(&mut self, desk: &Desk) -> Result<(), Error> {
        let order = format!("-{}", self.heat.basis.fields()[2].name);
        // The level before controls is no order of its own.
        let order = if self.heat.basis == Basis::Inherent { "-level".to_owned() } else { order };
        if let Some(query) = filters::query(&risk::REGISTER, &self.filter(), &order, desk)? {
            self.table.list(query, desk)?;
        }
        Ok(())
    }

    /// Moves the cell; the first step goes to the worst in which there are risks.
    fn go(&mut self, up: i64, right: i64, desk: &Desk) -> Result<(), Error> {
        let step = |at: usize, by: i64| usize::try_from((at as i64 + by).clamp(0, 4)).unwrap_or(at);
        self.cell = Some(
            self.cell.map_or(self.heat.worst(), |(likelihood, impact)| (step(likelihood, up), step(impact, right))),
        );
        self.list(desk)
    }
}

impl Screen for HeatMap {
    fn name(&self) -> String {
        format!("Risks · {}", self.heat.basis.label())
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.listed {
            &[Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
        } else {
            &[Scope::Map, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Add, CellLeft, CellRight, Edit, Help, Move, NextBasis, NextPane, Open, OpenPane, Palette, Zoom};
        if self.listed {
            &[Open, Edit, Move, Add, NextPane, OpenPane, Zoom, Palette, Help]
        } else {
            &[CellLeft, CellRight, NextBasis, NextPane, Add, OpenPane, Zoom, Palette, Help]
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        if command == Command::Open && !self.listed {
            return None;
        }
        acting::unavailable(command, &self.subjects(), self.register(), desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        match command {
            Command::Up if !self.listed => self.go(1, 0, desk)?,
            Command::Down if !self.listed => self.go(-1, 0, desk)?,
            Command::CellLeft => self.go(0, -1, desk)?,
            Command::CellRight => self.go(0, 1, desk)?,
            Command::NextBasis => {
                self.heat.turn();
                self.list(desk)?;
            }
            Command::NextPane | Command::PreviousPane => self.listed = !self.listed,
            Command::Open if !self.listed => self.listed = true,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::OpenPane => {
                return Ok(vec![Effect::Go(Destination::List(&risk::REGISTER, self.filter()))]);
            }
            other => match Step::of(other) {
                Some(step) => self.table.step(step, desk)?,
                None => return acting::run(other, &self.subjects(), self.register(), desk),
            },
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
        } else if self.listed {
            self.listed = false;
        } else if self.cell.take().is_some() {
            self.list(desk)?;
        } else {
            return Ok(None);
        }
        Ok(Some(Effects::new()))
    }

    fn goes_back(&self) -> bool {
        self.zoomed || self.listed || self.cell.is_some()
    }

    fn acted(&mut self) {
        self.table.acted();
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.heat.changed();
        self.table.refresh(desk)
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let _ = self.heat.told(told) || self.table.told(told);
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.heat.ask(desk)?;
        self.table.ask(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.heat.asks() || self.table.asks()
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        self.table.select(record, desk)?;
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.listed || self.heat.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.table.selected().filter(|_| self.listed).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        Some(&risk::REGISTER)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let [map, list] = if self.zoomed {
            let none = Rect { height: 0, ..area };
            if self.listed { [none, area] } else { [area, none] }
        } else if area.width >= WIDE && area.height >= 16 {
            Layout::vertical([Constraint::Length(14), Constraint::Fill(1)]).areas(area)
        } else {
            Layout::vertical([Constraint::Length(9), Constraint::Fill(1)]).areas(area)
        };
        if map.height > 2 {
            let title = format!("Heat map · {}", self.heat.basis.label());
            let inner = canvas.pane(map, Pane { title: &title, note: &self.heat.note(), focused: !self.listed });
            let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            self.heat.draw(canvas, inner, self.cell.filter(|_| !self.listed));
        }
        if list.height > 2 {
            let title = match self.cell {
                Some((likelihood, impact)) => {
                    format!("{}, {}", Likelihood::ALL[likelihood].label(), Impact::ALL[impact].label())
                }
                None => "All risks".to_owned(),
            };
            let inner = canvas.pane(list, Pane { title: &title, note: &self.table.note(), focused: self.listed });
            if self.table.is_empty() {
                let words = if self.cell.is_some() { "None." } else { "No risks yet. Press a to add the first one." };
                canvas.put(inner.x + 2, inner.y, inner.width.saturating_sub(2), words, Role::Quiet);
            } else {
                self.table.draw(canvas, inner, &HashSet::new(), self.listed);
            }
        }
    }
}
