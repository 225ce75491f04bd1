//! The overview: what is due, how the KPIs, risks, findings and nonconformities stand, and what the next review lacks,
//! each in a pane of its own.

mod panes;

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane as Frame, WIDE};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::Effects;
use crate::tui::layer::Screen;
use crate::tui::told::Told;

use super::acting;
use panes::Pane;

/// The overview.
#[derive(Debug)]
pub struct Overview {
    panes: Vec<Pane>,
    focus: usize,
    zoomed: bool,
}

impl Overview {
    /// The overview of a file.
    pub fn open(desk: &Desk) -> Result<Self, Error> {
        let mut panes = panes::all(desk)?;
        // Nobody types yet: what is read behind the screen need not wait until the cursor has rested.
        panes.iter_mut().try_for_each(|pane| pane.ask(desk))?;
        Ok(Self { panes, focus: 0, zoomed: false })
    }

    fn turn_to(&mut self, place: usize, desk: &Desk) -> Result<(), Error> {
        // A pane whose records can't be read whole is not come to: nothing could be done in it.
        self.panes.get_mut(place).map_or(Ok(()), |pane| pane.attend(desk))?;
        self.focus = place;
        Ok(())
    }

    fn pane(&self) -> Option<&Pane> {
        self.panes.get(self.focus)
    }

    fn places(&self, area: Rect) -> Vec<(usize, Rect)> {
        if self.zoomed {
            return vec![(self.focus, area)];
        }
        let count = self.panes.len();
        if area.width >= WIDE {
            let columns: usize = if area.width >= 160 { 3 } else { 2 };
            let rows = count.div_ceil(columns);
            let mut places = Vec::new();
            for (column, (x, width)) in shares(area.width, &vec![1; columns]).into_iter().enumerate() {
                let here: Vec<usize> = (0..count).filter(|place| place / rows == column).collect();
                let weights: Vec<u16> = here.iter().map(|place| if *place == self.focus { 3 } else { 2 }).collect();
                let heights = shares(area.height, &weights);
                let rect = |(y, height)| Rect { x: area.x + x, y: area.y + y, width, height };
                places.extend(here.into_iter().zip(heights.into_iter().map(rect)));
            }
            places.sort_unstable_by_key(|(place, _)| *place);
            return places;
        }
        // Stacked, the pane in focus gets the room, and the others show their first line.
        let height = |place: usize| if place == self.focus { Constraint::Fill(1) } else { Constraint::Length(3) };
        let heights = (0..count).map(height);
        Layout::vertical(heights).split(area).iter().copied().enumerate().collect()
    }
}

/// A length shared out by weights: where each share begins, and how long it is.
fn shares(length: u16, weights: &[u16]) -> Vec<(u16, u16)> {
    let whole = weights.iter().map(|weight| u32::from(*weight)).sum::<u32>().max(1);
    let mut before = 0;
    let edge = |before: u32| u16::try_from((u32::from(length) * before + whole / 2) / whole).unwrap_or(length);
    let share = |weight: &u16| {
        let start = edge(before);
        before += u32::from(*weight);
        (start, edge(before) - start)
    };
    weights.iter().map(share).collect()
}

impl Screen for Overview {
    fn name(&self) -> String {
        "Overview".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Panes, Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Actions, Add, Help, Move, NextPane, Note, Open, OpenPane, Palette, Registers, Search, Zoom};
        &[Open, Move, Add, Note, NextPane, OpenPane, Zoom, Search, Actions, Registers, Palette, Help]
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        acting::unavailable(command, &self.subjects(), self.register(), desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        let count = self.panes.len().max(1);
        if let Some(pane) = self.panes.get_mut(self.focus)
            && pane.go(command, desk)?
        {
            return Ok(Effects::new());
        }
        match command {
            Command::NextPane => self.turn_to((self.focus + 1) % count, desk)?,
            Command::PreviousPane => self.turn_to((self.focus + count - 1) % count, desk)?,
            Command::Zoom => self.zoomed = !self.zoomed,
            Command::OpenPane => return Ok(self.pane().map(Pane::whole).unwrap_or_default()),
            other => return acting::run(other, &self.subjects(), self.register(), desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if self.zoomed {
            self.zoomed = false;
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn goes_back(&self) -> bool {
        self.zoomed
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.changed(desk))
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        for pane in &mut self.panes {
            pane.told(told);
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.panes.iter_mut().try_for_each(|pane| pane.ask(desk))
    }

    fn waits_for_rest(&self) -> bool {
        self.panes.iter().any(Pane::asks)
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        if let Some(pane) = self.panes.get_mut(self.focus) {
            pane.select(record, desk)?;
        }
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        self.pane().and_then(Pane::selected).into_iter().collect()
    }

    fn register(&self) -> Option<&'static Register> {
        self.pane().map(Pane::register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        for (place, area) in self.places(area) {
            let Some(pane) = self.panes.get(place) else { continue };
            let focused = place == self.focus;
            let inner = canvas.pane(area, Frame { title: pane.title, note: &pane.note(), focused });
            if inner.height > 0 {
                pane.draw(canvas, inner, focused);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_shared_out_whole_and_by_weight() {
        assert_eq!(shares(38, &[3, 2, 2]), [(0, 16), (16, 11), (27, 11)]);
        for length in 0..400 {
            for weights in [&[1, 1][..], &[1, 1, 1], &[3, 2, 2], &[2, 3, 2], &[2, 2, 3], &[3, 2], &[2]] {
                let whole: u16 = weights.iter().sum();
                let mut end = 0;
                for ((start, share), weight) in shares(length, weights).into_iter().zip(weights) {
                    assert_eq!(start, end, "nothing is left between {weights:?} of {length}");
                    assert!((share * whole).abs_diff(length * weight) <= whole, "{share} for {weight} of {length}");
                    end = start + share;
                }
                assert_eq!(end, length);
            }
        }
    }
}
