//! What a window shows to the room.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::domain::value::Instant;
use crate::domain::zone::Zone;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::scroll::{Scroll, Step};
use crate::workflow::review::Proceedings;
use crate::workflow::review::presented::{Compiled, Presented};

use super::draw::{Moment, draw};

/// Where the clocks are that it shows, and how far it is rolled.
#[derive(Debug)]
pub struct Stage {
    zone: Zone,
    scroll: Scroll,
    /// How many rows there were to be rolled, as of the last frame.
    rows: Cell<usize>,
}

impl Stage {
    /// A window of this file.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(desk: &Desk) -> Result<Self, Error> {
        Ok(Self { zone: desk.circumstances()?.zone, scroll: Scroll::default(), rows: Cell::new(0) })
    }

    /// Rolls what is longer than the window.
    pub fn roll(&mut self, step: Step) {
        self.scroll.roll(step, self.rows.get());
    }

    /// Draws a meeting at a moment.
    pub fn draw(
        &self,
        proceedings: &Proceedings,
        compiled: Option<&Compiled>,
        canvas: &mut Canvas,
        area: Rect,
        now: Instant,
    ) {
        let shown = Presented::of(proceedings, compiled, now);
        let chart = compiled.zip(proceedings.current()).and_then(|(compiled, item)| compiled.chart_of(item.id));
        let moment = Moment { now, zone: &self.zone };
        self.rows.set(draw(&shown, chart, canvas, area, moment, &self.scroll));
    }
}
