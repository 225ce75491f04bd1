//! A place: panes of whatever is declared to be shown there, side by side or as tabs, and what can be done there. Nothing
//! here knows a feature.

mod arrange;
mod drawn;
pub mod pane;
pub mod records;
mod sheet;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, open};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::place::{Chosen, Layout, Pane, Place};
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::today::{self, operations::ADVANCE};

use super::detail::Item;
use super::sheet::pane::SheetPane;
use super::sheet::written;
use super::{acting, put_right};
use pane::PaneView;
use records::Records;

/// Opens what a place calls special, by its name; `None` where nobody knows it.
pub type Specials = fn(&str, &Desk) -> Result<Option<Box<dyn PaneView>>, Error>;

/// A place.
#[derive(Debug)]
pub struct PlaceView {
    /// As which it is declared; none where it is a sheet alone.
    place: Option<&'static Place>,
    panes: Vec<Box<dyn PaneView>>,
    focus: usize,
    zoomed: bool,
    /// Where the keys of the pane in focus are looked up.
    scopes: Vec<Scope>,
    /// The record that the panes are about, where one is chosen; and whether another is selected by now.
    chosen: Option<Record>,
    stale: bool,
    /// Which panes show what belongs to that record alone.
    following: Vec<bool>,
    /// What is said of what is selected, under its name.
    beside: (String, Vec<Item>),
}

impl PlaceView {
    /// A place that is declared.
    pub fn open(place: &'static Place, specials: Specials, desk: &Desk) -> Result<Self, Error> {
        let meant = (place.meant)(desk.view())?;
        let chooses = place.chosen.as_ref().map(|chosen| chosen.pane);
        let mut panes: Vec<Box<dyn PaneView>> = Vec::new();
        for (at, pane) in place.panes.iter().enumerate() {
            match pane {
                Pane::Sheet { reading, wanted } => {
                    panes.push(Box::new(SheetPane::wanting(reading, *wanted, meant.clone())));
                }
                Pane::Records(listed) => {
                    let whole = panes.is_empty() || chooses == Some(at);
                    let Some(mut records) = Records::open(listed, meant.as_ref(), whole, desk)? else { continue };
                    if let Some(meant) = meant.as_ref().filter(|_| chooses == Some(at)) {
                        records.select(meant.id, desk)?;
                    }
                    panes.push(Box::new(match place.layout {
                        Layout::Columns => records.pressing(desk)?,
                        Layout::Tabs | Layout::Beside => records,
                    }));
                }
                Pane::Special(name) => panes.extend(specials(name, desk)?),
            }
        }
        let mut view = Self { place: Some(place), following: vec![false; panes.len()], ..Self::of(panes) };
        view.take_chosen(desk)?;
        let first = place.chosen.as_ref().map_or(0, |chosen| {
            let first = view.chosen.as_ref().map_or(chosen.pane, chosen.first);
            let something = view.panes.get(first).is_some_and(|pane| !pane.is_empty());
            if something { first } else { chosen.pane }
        });
        view.turn_to(first, desk)?;
        Ok(view)
    }

    /// A sheet alone, as it is wanted.
    pub fn sheet(reading: &'static Reading, wanted: Wanted) -> Self {
        let mut view = Self::of(vec![Box::new(SheetPane::new(reading, wanted))]);
        view.scope();
        view
    }

    fn of(panes: Vec<Box<dyn PaneView>>) -> Self {
        Self {
            place: None,
            panes,
            focus: 0,
            zoomed: false,
            scopes: Vec::new(),
            chosen: None,
            stale: false,
            following: Vec::new(),
            beside: Default::default(),
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
        if self.stale {
            self.take_chosen(desk)?;
        }
        self.focus = place;
        self.settle(desk)
    }

    fn layout(&self) -> Layout {
        self.place.map_or(Layout::Tabs, |place| place.layout)
    }

    fn chooses(&self) -> Option<&'static Chosen> {
        self.place?.chosen.as_ref()
    }

    /// The record that is selected where one is chosen; or why there is none.
    fn selected(&self, chosen: &Chosen) -> Result<&Record, String> {
        let pane = self.panes.get(chosen.pane).ok_or_else(String::new)?;
        let register = pane.register();
        let none = || format!("No {} is on record yet; a among the {} adds one", register.singular(), register.plural);
        pane.selected().ok_or_else(none)
    }

    /// Lets the panes show what belongs to the record that is selected where one is chosen.
    fn take_chosen(&mut self, desk: &Desk) -> Result<(), Error> {
        self.stale = false;
        let Some(chosen) = self.chooses() else { return Ok(()) };
        self.chosen = self.selected(chosen).ok().cloned();
        for (place, pane) in self.panes.iter_mut().enumerate().filter(|(place, _)| *place != chosen.pane) {
            self.following[place] = pane.follow(self.chosen.as_ref(), desk)?;
        }
        Ok(())
    }

    /// Takes in what is selected by now: which keys there are, what is said of it.
    fn settle(&mut self, desk: &Desk) -> Result<(), Error> {
        self.scope();
        if self.layout() == Layout::Beside {
            self.beside = self.pane().map_or(Ok(Default::default()), |pane| pane.beside(desk.view()))?;
        }
        Ok(())
    }

    fn scope(&mut self) {
        let spots = [self.pane().and_then(PaneView::spot), self.place.and_then(|place| place.spot)];
        let tiled = self.shown().map(SheetPane::is_tiled);
        let mut scopes: Vec<Scope> = spots.into_iter().flatten().map(Scope::At).collect();
        scopes.extend(tiled.into_iter().flat_map(|_| [Scope::Sheet, Scope::Read]));
        scopes.extend(tiled.filter(|tiled| *tiled).map(|_| Scope::Map));
        scopes.extend([Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]);
        self.scopes = scopes;
    }

    fn pane(&self) -> Option<&dyn PaneView> {
        self.panes.get(self.focus).map(|pane| &**pane)
    }

    fn shown(&self) -> Option<&SheetPane> {
        self.pane()?.as_sheet()
    }

    /// The record that is chosen, where an operation is done to one of its register: whatever a line elsewhere leads to.
    fn chosen_for(&self, operation: &Operation) -> Option<Result<Subject, String>> {
        let chosen = self.chooses()?;
        let register = self.panes.get(chosen.pane)?.register();
        let same = operation.about.register() == Some(register);
        same.then(|| self.selected(chosen).map(|record| Subject::of(record.id)))
    }

    /// Where to select what an operation is done to.
    fn subject_elsewhere(&self, operation: &Operation) -> Option<Result<Subject, String>> {
        let (_, register) = (self.chooses()?, operation.about.register()?);
        let pane = self.panes.iter().position(|pane| pane.register() == register)?;
        let elsewhere = format!("Select one {} first; Tab goes to the {}", register.singular(), register.plural);
        (pane != self.focus).then_some(Err(elsewhere))
    }

    /// What can be done in the pane that is shown, of what is declared for it and for the place.
    fn declared(&self) -> impl Iterator<Item = &'static Operation> {
        let of_sheet = self.shown().map_or(&[][..], |sheet| sheet.reading.operations);
        let of_place = self.place.and_then(|place| place.spot).map_or(&[][..], |spot| spot.operations);
        let register = self.register();
        // What is done to the record that is chosen is offered where that is done.
        let elsewhere = self.chooses().is_some_and(|chosen| {
            let pane = self.panes.get(chosen.pane);
            chosen.pane != self.focus && pane.map(|pane| pane.register()) == register
        });
        let keyed = of_place.iter().filter(|one| one.ways.first().is_some_and(|way| !way.keys.is_empty()));
        of_sheet.iter().chain(keyed.filter(move |one| one.about.register() == register && !elsewhere)).copied()
    }
}

impl Screen for PlaceView {
    fn name(&self) -> String {
        let pane = self.pane();
        match (self.place.filter(|place| place.layout != Layout::Tabs), &self.chosen) {
            (Some(_), Some(chosen)) if self.following[self.focus] => {
                let tab = pane.map_or(String::new(), PaneView::tab).to_lowercase();
                format!("{} {} · {tab}", capital(&chosen.register.singular()), chosen.reference())
            }
            (Some(place), _) => place.title.to_owned(),
            (None, _) => pane.map_or(String::new(), |pane| pane.title().to_owned()),
        }
    }

    fn scopes(&self) -> &[Scope] {
        &self.scopes
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
            (None, _) if self.layout() == Layout::Beside => {
                &[Open, Add, Edit, Move, NextPane, OpenPane, Zoom, Palette, Help]
            }
            (None, _) => &[Open, Move, Add, Note, NextPane, OpenPane, Zoom, Search, Registers, Palette, Help],
        }
    }

    fn offers(&self) -> Vec<Doing> {
        if let Some(own) = self.pane().and_then(PaneView::offers) {
            return own;
        }
        let mut offers: Vec<Doing> = Doing::commands(self.footer()).collect();
        let beside = self.layout() == Layout::Beside && self.shown().is_none();
        let goes_on = |record: &&Record| self.shown().is_none() && today::goes_on(record);
        if self.pane().and_then(PaneView::selected).filter(goes_on).is_some() {
            offers.insert(1, Doing::usual(&ADVANCE));
        }
        let reported = self.chooses().is_some_and(|chosen| chosen.pane == self.focus || self.following[self.focus]);
        let report = (beside && reported).then_some(Doing::Command(Command::Report));
        let at = offers.len().min(if beside { 4 } else { 1 } + offers.len() - self.footer().len());
        offers.splice(at..at, self.declared().map(Doing::usual).chain(report));
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        if let Some(own) = self.pane().and_then(|pane| pane.subject(operation)) {
            return own;
        }
        if let Some(chosen) = self.chosen_for(operation) {
            return chosen;
        }
        let whole = self.shown().filter(|sheet| operation.register == Some(sheet.reading.register));
        match (subject_among(operation, &self.subjects()), whole.and_then(SheetPane::record)) {
            (Err(_), Some(record)) => Ok(Subject::of(record)),
            (Err(why), None) => self.subject_elsewhere(operation).unwrap_or(Err(why)),
            (found, _) => found,
        }
    }

    fn begins(&mut self, operation: &'static Operation, desk: &Desk) -> Result<(), Error> {
        let mut panes = self.panes.iter_mut();
        let shown = panes.position(|pane| pane.begins(operation));
        shown.map_or(Ok(()), |place| self.turn_to(place, desk))
    }

    fn did(&mut self, operation: &'static Operation, changed: bool, desk: &Desk) -> Result<Effects, Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.did(operation, changed, desk))?;
        self.settle(desk)?;
        Ok(Effects::new())
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let alone = self.panes.len() < 2;
        match command {
            Command::OtherSheet | Command::NextPane | Command::PreviousPane => {
                alone.then(|| "There is no other pane here".to_owned())
            }
            Command::Report => self.chooses().and_then(|chosen| self.selected(chosen).err()),
            Command::Zoom if alone || self.layout() == Layout::Tabs => {
                Some("It has the whole screen already".to_owned())
            }
            Command::CellLeft | Command::CellRight => {
                let beside = self.shown().is_some_and(SheetPane::goes_aside);
                (!beside).then(|| "Nothing stands beside it".to_owned())
            }
            Command::FollowLine => self.shown().and_then(SheetPane::unled),
            Command::WriteSheet => {
                self.shown().is_none_or(|pane| pane.sheet().is_none()).then(|| "It is not read yet".to_owned())
            }
            Command::NextBasis => Some("Only the heat map has levels to choose from".to_owned()),
            other => {
                let own = self.pane().and_then(|pane| pane.unavailable(other, desk));
                own.or_else(|| acting::unavailable(other, &self.subjects(), self.register(), desk))
            }
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let count = self.panes.len().max(1);
        if let Some(step) = Step::of(command) {
            self.panes.get_mut(self.focus).map_or(Ok(()), |pane| pane.step(step, desk))?;
            self.stale |= self.chooses().is_some_and(|chosen| chosen.pane == self.focus);
            self.settle(desk)?;
            return Ok(Effects::new());
        }
        if let Some(effects) = self.panes.get_mut(self.focus).map_or(Ok(None), |pane| pane.run(command, desk))? {
            self.settle(desk)?;
            return Ok(effects);
        }
        match command {
            Command::NextPane | Command::OtherSheet => self.turn_to((self.focus + 1) % count, desk)?,
            Command::PreviousPane => self.turn_to((self.focus + count - 1) % count, desk)?,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::Report => {
                let Some(chosen) = self.chooses() else { return Ok(Effects::new()) };
                let told = |record: &Record| Destination::Sheet(chosen.report, Wanted::of(record.id));
                return Ok(self.selected(chosen).ok().map(|record| Effect::Visit(told(record))).into_iter().collect());
            }
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

    fn acted(&mut self) {
        self.panes.iter_mut().for_each(|pane| pane.acted());
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.changed(desk))?;
        self.take_chosen(desk)?;
        self.settle(desk)
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        // What a refusal names is put right in the record itself.
        match (answer, self.subjects().as_slice()) {
            (Answer::Field(field), [one]) => put_right::to_field(one, field, desk),
            _ => Ok(Effects::new()),
        }
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        for pane in &mut self.panes {
            if pane.told(told, desk)? {
                self.settle(desk)?;
                break;
            }
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.stale {
            self.take_chosen(desk)?;
        }
        let (focus, tabs) = (self.focus, self.layout() == Layout::Tabs);
        // What is out of sight is read once somebody comes to it.
        let mut seen = self.panes.iter_mut().enumerate().filter(|(place, _)| !tabs || *place == focus);
        seen.try_for_each(|(_, pane)| pane.ask(desk))
    }

    fn waits_for_rest(&self) -> bool {
        match self.layout() {
            Layout::Tabs => self.pane().is_some_and(PaneView::asks),
            Layout::Beside | Layout::Columns => self.stale || self.panes.iter().any(|pane| pane.asks()),
        }
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        self.panes.get_mut(self.focus).map_or(Ok(()), |pane| pane.select(record, desk))?;
        if self.chooses().is_some_and(|chosen| chosen.pane == self.focus) {
            self.take_chosen(desk)?;
        }
        self.settle(desk)?;
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.pane().is_none_or(PaneView::is_fresh)
    }

    fn subjects(&self) -> Vec<&Record> {
        self.pane().and_then(PaneView::selected).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        self.pane().map(PaneView::register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        self.draw_place(canvas, area);
    }
}
