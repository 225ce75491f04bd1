//! A place: panes of whatever is declared to be shown there, side by side or as tabs, and what can be done there. Nothing
//! here knows a feature.

mod arrange;
pub mod pane;
pub mod records;
mod sheet;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane as Frame};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, open};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::place::{Layout, Pane, Place, Spot};
use crate::workflow::reading::{Reading, Wanted};

use super::acting;
use super::sheet::pane::SheetPane;
use super::sheet::written;
use pane::PaneView;
use records::Records;

/// Opens what a place calls special, by its name; `None` where nobody knows it.
pub type Specials = fn(&str, &Desk) -> Result<Option<Box<dyn PaneView>>, Error>;

/// A place.
#[derive(Debug)]
pub struct PlaceView {
    /// What it is called; where its panes are tabs, as the one that is shown.
    title: Option<&'static str>,
    layout: Layout,
    spot: Option<&'static Spot>,
    panes: Vec<Box<dyn PaneView>>,
    focus: usize,
    zoomed: bool,
    scopes: [Vec<Scope>; 3],
}

/// Where the keys of a pane are looked up.
const RECORDS: [Scope; 4] = [Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];
const SHEET: [Scope; 5] = [Scope::Sheet, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];
const TILES: [Scope; 6] = [Scope::Sheet, Scope::Map, Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere];

impl PlaceView {
    /// A place that is declared.
    pub fn open(place: &'static Place, specials: Specials, desk: &Desk) -> Result<Self, Error> {
        let meant = (place.meant)(desk.view())?;
        let mut panes: Vec<Box<dyn PaneView>> = Vec::new();
        for pane in place.panes {
            match pane {
                Pane::Sheet { reading, wanted } => {
                    panes.push(Box::new(SheetPane::wanting(reading, *wanted, meant.clone())));
                }
                Pane::Records { title, register, filter, order } => {
                    let records =
                        Records::open(title, register, filter(meant.as_ref()), order, panes.is_empty(), desk)?;
                    panes.extend(records.map(|records| -> Box<dyn PaneView> { Box::new(records) }));
                }
                Pane::Special(name) => panes.extend(specials(name, desk)?),
            }
        }
        let mut view = Self {
            title: (place.layout == Layout::Columns).then_some(place.title),
            layout: place.layout,
            spot: place.spot,
            panes,
            focus: 0,
            zoomed: false,
            scopes: [&RECORDS[..], &SHEET, &TILES]
                .map(|scopes| place.spot.map(Scope::At).into_iter().chain(scopes.iter().copied()).collect()),
        };
        view.turn_to(0, desk)?;
        Ok(view)
    }

    /// A sheet alone, as it is wanted.
    pub fn sheet(reading: &'static Reading, wanted: Wanted) -> Self {
        Self {
            title: None,
            layout: Layout::Tabs,
            spot: None,
            panes: vec![Box::new(SheetPane::new(reading, wanted))],
            focus: 0,
            zoomed: false,
            scopes: [&RECORDS[..], &SHEET, &TILES].map(<[_]>::to_vec),
        }
    }

    /// The same with everything asked at once that is read behind the screen: nobody types yet, so that no rest is waited
    /// for.
    pub fn asking(mut self, desk: &Desk) -> Result<Self, Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.ask(desk))?;
        Ok(self)
    }

    fn turn_to(&mut self, place: usize, desk: &Desk) -> Result<(), Error> {
        // A pane whose records can't be read whole is not come to: nothing could be done in it.
        self.panes.get_mut(place).map_or(Ok(()), |pane| pane.attend(desk))?;
        self.focus = place;
        Ok(())
    }

    fn pane(&self) -> Option<&dyn PaneView> {
        self.panes.get(self.focus).map(|pane| &**pane)
    }

    fn shown(&self) -> Option<&SheetPane> {
        self.pane()?.as_sheet()
    }

    /// The panes that are in sight, each with its area.
    fn in_sight(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed || self.layout == Layout::Tabs {
            return vec![(self.focus, area)];
        }
        arrange::columns(self.panes.len(), self.focus, area).into_iter().enumerate().collect()
    }

    fn draw_tabs(&self, canvas: &mut Canvas, area: Rect) {
        let mut x = area.x + 1;
        for (place, pane) in self.panes.iter().enumerate() {
            let chosen = place == self.focus;
            let role = if chosen { Role::Selected } else { Role::Text };
            let sign = if chosen { canvas.look.sign("▶", ">") } else { " " };
            let short = pane.short();
            let gap = if short.is_empty() { "" } else { " " };
            let text = format!("{sign}{}{gap}{short} ", pane.title());
            x += canvas.put(x, area.y, area.right().saturating_sub(x), &text, role) + 1;
        }
    }
}

impl Screen for PlaceView {
    fn name(&self) -> String {
        self.title.or(self.pane().map(PaneView::title)).unwrap_or_default().to_owned()
    }

    fn scopes(&self) -> &[Scope] {
        &self.scopes[self.shown().map_or(0, |sheet| 1 + usize::from(sheet.is_tiled()))]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Add, AllBehind, Back, CellLeft, CellRight, Down, Edit, FollowLine, Help, Move, NextPane, Note, Open,
            OpenPane, OtherSheet, PageDown, Palette, Registers, Search, Sheets, WriteSheet, Zoom,
        };
        match (self.shown().map(SheetPane::is_tiled), self.panes.len()) {
            (Some(true), _) => {
                &[FollowLine, Sheets, Edit, Add, Note, CellLeft, CellRight, AllBehind, WriteSheet, Palette, Help]
            }

            (Some(false), ..=1) => &[FollowLine, AllBehind, WriteSheet, Down, PageDown, Back, Palette, Help],
            (Some(false), _) => &[OtherSheet, FollowLine, AllBehind, WriteSheet, Down, PageDown, Back, Palette, Help],
            (None, _) => &[Open, Move, Add, Note, NextPane, OpenPane, Zoom, Search, Registers, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        let mut offers: Vec<Doing> = Doing::commands(self.footer()).collect();
        // Any sheet has some of its own; a place has those that are declared with it.
        let of_sheet = self.shown().map_or(&[][..], |sheet| sheet.reading.operations);
        let declared = self.spot.map_or(&[][..], |spot| spot.operations);
        let keyed = declared.iter().filter(|one| one.ways.first().is_some_and(|way| !way.keys.is_empty()));
        offers.splice(1..1, of_sheet.iter().chain(keyed).map(|operation| Doing::usual(operation)));
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let whole = self.shown().filter(|sheet| operation.register == Some(sheet.reading.register));
        match (subject_among(operation, &self.subjects()), whole.and_then(SheetPane::record)) {
            (Err(_), Some(record)) => Ok(Subject::of(record)),
            (found, _) => found,
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let alone = self.panes.len() < 2;
        match command {
            Command::OtherSheet | Command::NextPane | Command::PreviousPane => {
                alone.then(|| "There is no other pane here".to_owned())
            }
            Command::Zoom if alone || self.layout == Layout::Tabs => Some("It has the whole screen already".to_owned()),
            Command::FollowLine => self.shown().and_then(SheetPane::unled),
            Command::WriteSheet => {
                self.shown().is_none_or(|pane| pane.sheet().is_none()).then(|| "It is not read yet".to_owned())
            }
            Command::NextBasis => Some("Only the heat map has levels to choose from".to_owned()),
            other => acting::unavailable(other, &self.subjects(), self.register(), desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let count = self.panes.len().max(1);
        if let Some(step) = Step::of(command) {
            self.panes.get_mut(self.focus).map_or(Ok(()), |pane| pane.step(step, desk))?;
            return Ok(Effects::new());
        }
        match command {
            Command::NextPane | Command::OtherSheet => self.turn_to((self.focus + 1) % count, desk)?,
            Command::PreviousPane => self.turn_to((self.focus + count - 1) % count, desk)?,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::FollowLine => return Ok(self.shown().map(SheetPane::follow).unwrap_or_default()),
            Command::WriteSheet => {
                let read = self.shown().and_then(|pane| Some((pane.reading, pane.sheet()?)));
                let Some((reading, (sheet, wanted))) = read else { return Ok(Effects::new()) };
                return Ok(open(written::chooser(reading, sheet, wanted)));
            }
            Command::CellLeft | Command::CellRight => {
                if let Some(pane) = self.panes.get_mut(self.focus) {
                    pane.aside(command == Command::CellLeft);
                }
            }
            // What a sheet tells of is looked at and come back from; a list takes the place of this one.
            Command::AllBehind => {
                return Ok(self.pane().map(|pane| vec![Effect::Visit(pane.whole())]).unwrap_or_default());
            }
            Command::OpenPane => return Ok(self.pane().map(|pane| vec![Effect::Go(pane.whole())]).unwrap_or_default()),
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        Ok(std::mem::take(&mut self.zoomed).then(Effects::new))
    }

    fn goes_back(&self) -> bool {
        self.zoomed
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.changed(desk))
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        for pane in &mut self.panes {
            if pane.told(told, desk)? {
                break;
            }
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        let (focus, tabs) = (self.focus, self.layout == Layout::Tabs);
        // What is out of sight is read once somebody comes to it.
        let mut seen = self.panes.iter_mut().enumerate().filter(|(place, _)| !tabs || *place == focus);
        seen.try_for_each(|(_, pane)| pane.ask(desk))
    }

    fn waits_for_rest(&self) -> bool {
        match self.layout {
            Layout::Tabs => self.pane().is_some_and(PaneView::asks),
            Layout::Columns => self.panes.iter().any(|pane| pane.asks()),
        }
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        self.panes.get_mut(self.focus).map_or(Ok(()), |pane| pane.select(record, desk))?;
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.pane().and_then(PaneView::selected).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        self.pane().map(PaneView::register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let mut body = area;
        if self.layout == Layout::Tabs && self.panes.len() > 1 {
            self.draw_tabs(canvas, area);
            body = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        }
        for (place, area) in self.in_sight(body) {
            let Some(pane) = self.panes.get(place) else { continue };
            let focused = place == self.focus;
            let inner = canvas.pane(area, Frame { title: pane.title(), note: &pane.note(), focused });
            if inner.height == 0 {
                continue;
            }
            pane.draw(canvas, inner, focused);
            if focused && pane.more_below() {
                let line = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
                canvas.right(line, area.bottom() - 1, " more below ", Role::Quiet);
            }
        }
    }
}
