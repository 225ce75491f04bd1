//! A sheet in a pane, whatever it tells of: read in the background, laid to the width, with a cursor over the lines that
//! lead somewhere.

use std::collections::HashMap;

use ratatui::layout::Rect;

use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects, Notice};
use crate::tui::loaded::Loaded;
use crate::tui::operating::spelled;
use crate::tui::scroll::{Step, onward};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::place::Wants;
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Crossing, Lead, Matrix, Sheet};

use super::super::detail::{Item, Mark, line};
use super::matrix::Line;
use super::sight::{Place, Sight};
use super::{lay, matrix};

/// A sheet in a pane.
#[derive(Debug)]
pub struct SheetPane {
    pub reading: &'static Reading,
    source: Source,
    read: Loaded<Read>,
    sight: Sight,
    /// The record to which the cursor is to go once it is read anew.
    awaited: Option<RecordId>,
    /// Whether something was done here since it was read.
    acted: bool,
}

/// A sheet as it was wanted, with the records to which its lines lead.
#[derive(Debug, Default)]
struct Read {
    sheet: Sheet,
    wanted: Wanted,
    records: HashMap<RecordId, Record>,
}

impl Read {
    fn of(view: View, (sheet, wanted): (Sheet, Wanted)) -> Result<Self, Error> {
        let led = stops(&sheet).filter_map(|stop| stop.record());
        let records = led.filter_map(|id| Some((id, view.record(id).transpose()?))).map(|(id, read)| Ok((id, read?)));
        let records = records.collect::<Result<_, Error>>()?;
        Ok(Self { sheet, wanted, records })
    }
}

/// How it is known what is wanted of a sheet.
#[derive(Debug, Clone)]
enum Source {
    Known(Wanted),
    /// It is looked up whenever the sheet is read.
    Asked(Wants, Option<Record>),
}

impl Source {
    fn read(&self, reading: &Reading, view: View, me: Option<RecordId>) -> Result<(Sheet, Wanted), Error> {
        let wanted = match self {
            Self::Known(wanted) => wanted.clone(),
            Self::Asked(wants, meant) => match wants(view, meant.as_ref())? {
                Ok(wanted) => wanted,
                Err(why) => return Ok((Sheet { nothing: Some(why), ..Sheet::default() }, Wanted::default())),
            },
        };
        let wanted = Wanted { me, ..wanted };
        Ok((reading.sheet(view, &wanted)?, wanted))
    }
}

/// A line at which the cursor stops.
struct Stop<'a> {
    /// By what it is known when the sheet is read anew.
    name: &'a str,
    lead: Option<&'a Lead>,
    crossing: Option<&'a Crossing>,
}

impl Stop<'_> {
    fn record(&self) -> Option<RecordId> {
        match self.lead {
            Some(Lead::Record(id)) => Some(*id),
            _ => None,
        }
    }
}

impl SheetPane {
    pub fn new(reading: &'static Reading, wanted: Wanted) -> Self {
        Self::from(reading, Source::Known(wanted))
    }

    /// One of which it is looked up what is wanted, where a record is meant.
    pub fn wanting(reading: &'static Reading, wants: Wants, meant: Option<Record>) -> Self {
        Self::from(reading, Source::Asked(wants, meant))
    }

    fn from(reading: &'static Reading, source: Source) -> Self {
        Self { reading, source, read: Loaded::default(), sight: Sight::default(), awaited: None, acted: false }
    }

    /// A sheet that was read already.
    pub fn known(reading: &'static Reading, sheet: Sheet) -> Self {
        let read = Read { sheet, ..Read::default() };
        let mut pane = Self { read: Loaded::from(read), ..Self::new(reading, Wanted::default()) };
        let stops = pane.stops().count();
        pane.sight.put(0, stops);
        pane
    }

    /// Lets it be read anew where another record is meant than before.
    pub fn follow_chosen(&mut self, chosen: Option<&Record>) {
        if let Source::Asked(_, meant) = &mut self.source {
            let same = meant.as_ref().map(|record| record.id) == chosen.map(|record| record.id);
            *meant = chosen.cloned();
            if !same {
                self.read.stale();
            }
        }
    }

    /// Lets it be read anew.
    pub fn stale(&mut self) {
        self.read.stale();
    }

    pub fn asks(&self) -> bool {
        self.read.is_stale()
    }

    pub fn is_fresh(&self) -> bool {
        self.read.is_fresh()
    }

    pub fn ask(&mut self, desk: &Desk) {
        let (reading, source) = (self.reading, self.source.clone());
        let me = desk.acting.author.as_ref().ok().map(|author| author.person);
        self.read.ask(desk, move |view| Read::of(view, source.read(reading, view, me)?));
    }

    /// The record that it is read of.
    pub fn record(&self) -> Option<RecordId> {
        match &self.source {
            Source::Known(wanted) => wanted.record,
            Source::Asked(..) => self.read.get()?.wanted.record,
        }
    }

    /// Something was done here: once it is read anew, the cursor is on what is to be done next.
    pub fn acted(&mut self) {
        self.acted = true;
    }

    /// The stops by what they are called; where several are called the same, by which of them they are.
    fn named(&self) -> Vec<(String, usize)> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let named = self.stops().map(|stop| {
            let before = seen.entry(stop.name).or_default();
            *before += 1;
            (stop.name.to_owned(), *before)
        });
        named.collect()
    }

    /// Takes the sheet where it is its own; the cursor stays on its line.
    pub fn told(&mut self, told: &mut Told) -> bool {
        let (was, before) = (self.sight.cursor(), self.named());
        if !self.read.told(told) {
            return false;
        }
        let awaited = self.awaited.take();
        let new = awaited.and_then(|id| self.stops().position(|stop| stop.record() == Some(id)));
        let (now, acted) = (self.named(), std::mem::take(&mut self.acted));
        let same = was.and_then(|was| now.iter().position(|one| Some(one) == before.get(was)));
        let on = was.filter(|_| acted).and_then(|was| onward(&before, was, &now));
        self.sight.put(new.or(on).or(same).or(was).unwrap_or(0), now.len());
        if new.is_some() {
            self.sight.show();
        }
        true
    }

    /// Puts the cursor on a record, as soon as it is there.
    pub fn select(&mut self, record: RecordId) {
        self.awaited = Some(record);
    }

    /// The record to which the selected line leads.
    pub fn selected(&self) -> Option<&Record> {
        self.read.get()?.records.get(&self.stop()?.record()?)
    }

    /// What was read, and how it was wanted.
    pub fn sheet(&self) -> Option<(&Sheet, &Wanted)> {
        self.read.get().map(|read| (&read.sheet, &read.wanted))
    }

    /// Of what it is, and over which days.
    pub fn note(&self) -> &str {
        self.sheet().map_or("", |(sheet, _)| &sheet.note)
    }

    /// What it comes to.
    pub fn short(&self) -> &str {
        self.sheet().map_or("", |(sheet, _)| &sheet.short)
    }

    /// Whether it shows things side by side.
    pub fn is_tiled(&self) -> bool {
        self.blocks().iter().any(|block| matches!(block.body, Body::Tiles(_)))
    }

    /// Whether something stands beside what is selected.
    pub fn goes_aside(&self) -> bool {
        self.is_tiled() && self.stops().nth(1).is_some()
    }

    /// The matrix, above which nothing stands.
    fn matrix(&self) -> Option<&Matrix> {
        matrix_of(self.blocks())
    }

    fn blocks(&self) -> &[Block] {
        self.sheet().map_or(&[], |(sheet, _)| blocks(sheet))
    }

    /// What it is not yet, which stands above all.
    fn mark(&self) -> Option<Block> {
        let mark = self.sheet()?.0.mark.as_ref()?;
        Some(Block::new("", Body::Prose(vec![Cell::said(mark).tone(Tone::Watch)])))
    }

    /// The lines at which the cursor stops, in their order.
    fn stops(&self) -> Box<dyn Iterator<Item = Stop<'_>> + '_> {
        self.sheet()
            .map_or_else(|| Box::new(std::iter::empty()) as Box<dyn Iterator<Item = _>>, |(sheet, _)| stops(sheet))
    }

    fn stop(&self) -> Option<Stop<'_>> {
        self.stops().nth(self.sight.cursor()?)
    }

    /// Where the selected line leads.
    pub fn lead(&self) -> Option<&Lead> {
        self.stop()?.lead
    }

    /// Why there is nothing to follow.
    pub fn unled(&self) -> Option<String> {
        self.lead().is_none().then(|| "This line leads nowhere".to_owned())
    }

    /// What each column says of the selected row of a matrix.
    pub fn detail(&self) -> Vec<Item> {
        let Some((matrix, row)) = self.matrix().zip(self.stop().and_then(|stop| stop.crossing)) else {
            return Vec::new();
        };
        let mut items = vec![line(row.code.as_str(), format!("{}: {}", row.title, row.last.text), Mark::None)];
        items.extend(row.marks.iter().rev().filter_map(|(place, mark)| {
            let across = matrix.across.get(*place)?;
            Some(line(across.code.as_str(), format!("{}: {}", across.title, mark.words), Mark::None))
        }));
        items
    }

    /// Moves the cursor or, where there is nothing to stop at, the window.
    pub fn step(&mut self, step: Step) {
        self.sight.step(step);
    }

    /// Moves the cursor to the stop before it, or after it.
    pub fn aside(&mut self, back: bool) {
        self.sight.aside(back);
    }

    /// Whether there is more than is in sight.
    pub fn more_below(&self) -> bool {
        self.sight.more_below()
    }

    /// Goes where the selected line leads.
    pub fn follow(&self) -> Effects {
        vec![match self.lead() {
            Some(Lead::Record(id)) => Effect::Visit(match self.reading.opens {
                Some(sheet) => Destination::Sheet(sheet, Wanted::of(*id)),
                None => Destination::Record(*id),
            }),
            Some(Lead::List(register, filter)) => Effect::Visit(Destination::List(register, filter.clone())),
            Some(Lead::Field(id, field)) => Effect::Visit(Destination::Field(*id, field)),
            Some(Lead::Operation(operation, subject)) => Effect::OperateOn(operation, 0, *subject),
            None => return Notice::watch("This line leads nowhere").into(),
        }]
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if focused {
            canvas.cursor = Some((area.x, area.y).into());
        }
        let words = match (self.sheet(), self.read.trouble()) {
            (Some((Sheet { nothing: Some(why), .. }, _)), None) => spelled(why).into(),
            (Some(_), None) => return self.draw_blocks(canvas, area, focused),
            _ => self.read.instead("Reading…"),
        };
        for (line, y) in wrapped(&words, area.width).iter().zip(area.y..area.bottom()) {
            canvas.put(area.x, y, area.width, line, Role::Quiet);
        }
    }

    fn draw_blocks(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        if area.height < 3 {
            return;
        }
        let framed = self.matrix().map(|matrix| (matrix, matrix::Drawn::frame(matrix, canvas, area)));
        let body = framed.as_ref().map_or(area, |(_, (_, body))| *body);
        // The rows of a matrix come first; a blank line parts them from what else there is.
        let mut stops = Vec::new();
        let mut above = 0;
        for line in framed.iter().flat_map(|(matrix, _)| matrix::lines(matrix)) {
            stops.extend(matches!(line, Line::Row(_)).then_some(Place::below(above)));
            above += 1;
        }
        let rest = self.blocks().iter().filter(|block| !matches!(block.body, Body::Matrix(_)));
        // A paper is read from its beginning to its end.
        let columns = if self.reading.paper { 1 } else { 3 };
        let laid = lay::lay(self.mark().iter().chain(rest), columns, stops.len(), body.width, canvas.look);
        if above > 0 && laid.height > 0 {
            above += 1;
        }
        let matrix_stops = stops.len();
        stops.extend(laid.stops.iter().map(|(_, place)| Place { row: place.row + above, ..*place }));
        let top = self.sight.window(stops.clone(), body.height.into(), above + laid.height);
        let cursor = self.sight.cursor().filter(|_| focused);
        let selected = cursor.and_then(|cursor| stops.get(cursor)).map(|place| place.row);
        if let Some((matrix, (drawn, _))) = &framed {
            for ((place, line), y) in matrix::lines(matrix).enumerate().skip(top).zip(body.y..body.bottom()) {
                drawn.line(&line, selected == Some(place), canvas, y);
            }
        }
        let shown = |y: usize| {
            let y = (y + above).checked_sub(top).and_then(|y| u16::try_from(y).ok())?;
            (y < body.height).then_some(body.y + y)
        };
        for span in &laid.spans {
            let Some(y) = shown(span.y) else { continue };
            let role = span.stop.filter(|(stop, _)| Some(*stop) == cursor).map_or(span.role, |(_, role)| role);
            canvas.put(body.x + span.x, y, body.width.saturating_sub(span.x), &span.text, role);
        }
        let own = cursor.and_then(|cursor| laid.stops.get(cursor.checked_sub(matrix_stops)?));
        if let Some((x, y)) = own.and_then(|(x, place)| Some((body.x + x, shown(place.row)?))) {
            canvas.put(x, y, 2, canvas.look.sign("▶", ">"), Role::Selected);
            canvas.cursor = Some((x, y).into());
        }
    }
}

/// What is shown of a sheet.
fn blocks(sheet: &Sheet) -> &[Block] {
    if sheet.nothing.is_none() { &sheet.blocks } else { &[] }
}

fn matrix_of(blocks: &[Block]) -> Option<&Matrix> {
    blocks.iter().find_map(|block| match &block.body {
        Body::Matrix(matrix) => Some(matrix),
        _ => None,
    })
}

/// The lines of a sheet at which the cursor stops, in their order.
fn stops(sheet: &Sheet) -> Box<dyn Iterator<Item = Stop<'_>> + '_> {
    let blocks = blocks(sheet);
    let rows = matrix_of(blocks).into_iter().flat_map(|matrix| &matrix.groups).flat_map(|group| &group.rows);
    let rows = rows.map(|row| Stop { name: &row.code, lead: row.lead.as_ref(), crossing: Some(row) });
    Box::new(rows.chain(stops_below(blocks)))
}

/// The facts and the rows of tables that lead somewhere, and the tiles.
fn stops_below(blocks: &[Block]) -> Box<dyn Iterator<Item = Stop<'_>> + '_> {
    Box::new(blocks.iter().filter(|block| !block.is_empty()).flat_map(|block| -> Box<dyn Iterator<Item = Stop<'_>>> {
        match &block.body {
            Body::Table(table) => Box::new(table.rows.iter().filter_map(|row| {
                let name = row.cells.first().map_or("", |cell| &cell.text);
                Some(Stop { name, lead: Some(row.lead.as_ref()?), crossing: None })
            })),
            Body::Tiles(tiles) => {
                Box::new(tiles.iter().map(|tile| Stop { name: &tile.code, lead: tile.lead.as_ref(), crossing: None }))
            }
            Body::Facts(facts) => Box::new(facts.iter().filter_map(|fact| {
                Some(Stop { name: fact.label.as_deref()?, lead: Some(fact.lead.as_ref()?), crossing: None })
            })),
            Body::Part(part) => stops_below(part),
            _ => Box::new(std::iter::empty()),
        }
    }))
}
