//! The KPIs at a glance, the worst first: status, value, target, and the series where there is room.

use ratatui::layout::Rect;

use crate::domain::kpi::REGISTER;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::scroll::{Scroll, Step, onward};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::kpis::KPIS;

use super::super::kpi_wall::{self, Kpis};
use super::super::place::pane::PaneView;
use super::super::place::records::nothing;

/// The KPIs.
#[derive(Debug, Default)]
pub struct Indicators {
    kpis: Kpis,
    scroll: Scroll,
    /// Whether something was done here since they were read.
    acted: bool,
}

impl PaneView for Indicators {
    fn title(&self) -> &'static str {
        KPIS.title
    }

    fn note(&self) -> String {
        self.kpis.note()
    }

    fn register(&self) -> &'static Register {
        &REGISTER
    }

    fn selected(&self) -> Option<&Record> {
        self.kpis.read.get()?.get(self.scroll.cursor()).map(|one| &one.record)
    }

    fn step(&mut self, step: Step, _: &Desk) -> Result<(), Error> {
        self.scroll.go(step, self.kpis.read.get().map_or(0, Vec::len));
        Ok(())
    }

    fn whole(&self) -> Destination {
        Destination::Place(&KPIS)
    }

    fn acted(&mut self) {
        self.acted = true;
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.kpis.changed();
        Ok(())
    }

    fn asks(&self) -> bool {
        self.kpis.asks()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.kpis.ask(desk)
    }

    fn is_fresh(&self) -> bool {
        self.kpis.read.is_fresh()
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        let ids = |kpis: &Kpis| -> Vec<_> { kpis.read.get().into_iter().flatten().map(|one| one.record.id).collect() };
        let (before, at) = (ids(&self.kpis), self.scroll.cursor());
        if !self.kpis.told(told) {
            return Ok(false);
        }
        // The worst come first, so that a new value may put others before the one under the cursor.
        let (now, acted) = (ids(&self.kpis), std::mem::take(&mut self.acted));
        let same = now.iter().position(|id| Some(id) == before.get(at)).filter(|_| !acted);
        self.scroll.put(same.or_else(|| onward(&before, at, &now)).unwrap_or(at));
        self.scroll.settle(now.len());
        Ok(true)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let found = match self.kpis.read.get().map(Vec::as_slice) {
            None => return nothing(canvas, area, &self.kpis.read.instead("Reading the measurements…"), focused),
            Some([]) => {
                let words = if focused { "No KPIs yet. Press a to add the first one." } else { "None." };
                return nothing(canvas, area, words, focused);
            }
            Some(found) => found,
        };
        let scroll = &self.scroll;
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
}
