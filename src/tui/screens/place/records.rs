//! The records of a register as a pane of a place: a list of any length, of which a stretch is at hand.

use std::collections::HashSet;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::domain::spelling::grouped;
use crate::store::list::{Filter, Query};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::place::{Beside, Listed};
use crate::workflow::sheet::{Block, Body, Fact};

use super::super::detail::{self, Item};
use super::super::filters;
use super::super::sheet::led::Led;
use super::super::table::RecordTable;
use super::pane::PaneView;

/// Records in columns.
#[derive(Debug)]
pub struct Records {
    listed: &'static Listed,
    filter: String,
    table: RecordTable,
    pressing: Pressing,
}

impl Records {
    /// Records, of a record that is meant. No more of them is read than what they show before the pane is attended to, where
    /// that is not to be `whole`. `None` where the register knows the filter or the order not.
    pub fn open(
        listed: &'static Listed,
        meant: Option<&Record>,
        whole: bool,
        desk: &Desk,
    ) -> Result<Option<Self>, Error> {
        let filter = (listed.filter)(meant);
        let Some(query) = filters::query(listed.register, &filter, listed.order, desk)? else { return Ok(None) };
        let table = if whole { RecordTable::new(query, None, desk) } else { RecordTable::glance(query, desk) }?;
        Ok(Some(Self { listed, filter, table, pressing: Pressing::default() }))
    }

    /// The same with how many press.
    pub fn pressing(mut self, desk: &Desk) -> Result<Self, Error> {
        self.pressing = Pressing::of(self.listed.register, true, desk)?;
        Ok(self)
    }

    fn words(&self, focused: bool) -> String {
        match (self.filter.is_empty(), focused) {
            (_, false) => "None.".to_owned(),
            (true, true) => format!("No {} yet. Press a to add the first one.", self.register().plural),
            (false, true) => format!("{}: none. Press a to add one.", capital(self.listed.title)),
        }
    }
}

impl PaneView for Records {
    fn title(&self) -> &str {
        self.listed.title
    }

    fn tab(&self) -> String {
        self.listed.tab.to_owned()
    }

    fn note(&self) -> String {
        self.pressing.before(self.table.note())
    }

    fn short(&self) -> String {
        // How many there are at all is said in its border.
        self.table.count().filter(|_| !self.filter.is_empty()).map_or(String::new(), grouped)
    }

    fn register(&self) -> &'static Register {
        self.table.query().register
    }

    fn selected(&self) -> Option<&Record> {
        self.table.selected()
    }

    fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    fn beside(&self, view: View) -> Result<(String, Vec<Item>), Error> {
        let Some(record) = self.selected() else { return Ok(Default::default()) };
        let Beside { before, after, instead_of } = (self.listed.beside)(view, record)?;
        let mut fields = detail::fields(view, record, false)?;
        fields.retain(|item| item.field.is_none_or(|field| !instead_of.contains(&field)));
        let told = |facts: Vec<Fact>| Led::of(std::iter::once(&Block::new("", Body::Facts(facts)))).items;
        Ok((named(record), [told(before), fields, told(after)].concat()))
    }

    fn follow(&mut self, chosen: Option<&Record>, desk: &Desk) -> Result<bool, Error> {
        let filter = (self.listed.filter)(chosen);
        if filter != self.filter
            && let Some(query) = filters::query(self.listed.register, &filter, self.listed.order, desk)?
        {
            self.table.list(query, desk)?;
            self.filter = filter;
        }
        Ok(!self.filter.is_empty())
    }

    fn attend(&mut self, desk: &Desk) -> Result<(), Error> {
        self.table.attend(desk)
    }

    fn step(&mut self, step: Step, desk: &Desk) -> Result<(), Error> {
        self.table.step(step, desk)
    }

    fn whole(&self) -> Destination {
        match self.filter.as_str() {
            "" => Destination::Register(self.register()),
            filter => Destination::List(self.register(), filter.to_owned()),
        }
    }

    fn acted(&mut self) {
        self.table.acted();
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.changed();
        self.table.refresh(desk)
    }

    fn asks(&self) -> bool {
        self.pressing.asks() || self.table.asks()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.pressing.ask(desk);
        self.table.ask(desk);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        Ok(self.pressing.told(told) || self.table.told(told))
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<(), Error> {
        self.table.select(record, desk)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if self.table.is_empty() && !self.listed.nothing.is_empty() {
            said(canvas, area, self.listed.nothing);
        } else if self.table.is_empty() {
            nothing(canvas, area, &self.words(focused), focused);
        } else {
            rows(&self.table, canvas, area, focused);
        }
    }
}

/// A list with its heading; where there is one row only, the row alone.
pub fn rows(table: &RecordTable, canvas: &mut Canvas, area: Rect, focused: bool) {
    if area.height == 1 {
        table.draw_first(canvas, area);
    } else {
        table.draw(canvas, area, &HashSet::new(), focused);
    }
}

/// What is said at length where nothing is shown.
pub fn said(canvas: &mut Canvas, area: Rect, words: &str) {
    for (line, y) in wrapped(words, area.width).iter().zip(area.y..area.bottom()) {
        canvas.put(area.x, y, area.width, line, Role::Quiet);
    }
    canvas.cursor = Some((area.x, area.y).into());
}

/// What is said where nothing is shown.
pub fn nothing(canvas: &mut Canvas, area: Rect, words: &str, focused: bool) {
    let y = area.y + area.height / 3;
    if focused {
        canvas.put(area.x, y, 1, canvas.look.sign("▶", ">"), Role::Accent);
        canvas.cursor = Some((area.x, y).into());
    }
    canvas.put(area.x + 2, y, area.width.saturating_sub(2), words, Role::Quiet);
}

/// How many of a register's records are late, and how many are no longer proven; not asked where it has no such thing.
#[derive(Debug, Default)]
pub struct Pressing {
    late: Option<Query>,
    fallen: Option<Query>,
    counts: Loaded<[u64; 2]>,
}

impl Pressing {
    /// What presses of a register; with those that are late, where nothing else tells which are.
    pub fn of(register: &'static Register, late: bool, desk: &Desk) -> Result<Self, Error> {
        let ready = filters::ready_made(register).into_iter().find(|(name, _)| late && name == filters::LATE);
        let late = ready.map(|(_, filter)| filters::query(register, &filter, "number", desk));
        let fallen = register.attests().then(|| Query { filters: vec![Filter::fallen()], ..Query::new(register) });
        Ok(Self { late: late.transpose()?.flatten(), fallen, counts: Loaded::default() })
    }

    pub fn changed(&mut self) {
        self.counts.stale();
    }

    pub fn ask(&mut self, desk: &Desk) {
        if self.is_asked() {
            let queries = [self.late.clone(), self.fallen.clone()];
            self.counts.ask(desk, move |view| {
                let [late, fallen] = queries.map(|query| query.map_or(Ok(0), |query| view.count(&query)));
                Ok([late?, fallen?])
            });
        }
    }

    pub fn asks(&self) -> bool {
        self.is_asked() && self.counts.is_stale()
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        self.counts.told(told)
    }

    fn is_asked(&self) -> bool {
        self.late.is_some() || self.fallen.is_some()
    }

    /// Before what else is said of a pane: `5 late, 1 no longer proven · 1 of 21`.
    pub fn before(&self, note: String) -> String {
        let Some(counts) = self.counts.get() else { return note };
        let told = counts.iter().zip(["late", "no longer proven"]).filter(|(count, _)| **count > 0);
        let told: Vec<_> = told.map(|(count, what)| format!("{} {what}", grouped(*count))).collect();
        if told.is_empty() { note } else { format!("{} · {note}", told.join(", ")) }
    }
}
