//! Trends: how nonconformities and audit findings go. Blocks of figures and drawings that flow into as many columns as
//! the window has room for.

mod blocks;

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::closure::trends::{self, Of, Trends};

use blocks::{Block, blocks};

/// The fewest columns in which a block is read with ease.
const BLOCK: u16 = 50;

/// How cases go.
#[derive(Debug)]
pub struct TrendsView {
    of: Of,
    read: Loaded<Trends>,
    scroll: Scroll,
    /// The rows that there were when it was drawn last.
    rows: Cell<usize>,
}

impl TrendsView {
    /// The trends of nonconformities or of findings.
    pub fn open(of: Of) -> Self {
        Self { of, read: Loaded::default(), scroll: Scroll::default(), rows: Cell::new(0) }
    }
}

impl Screen for TrendsView {
    fn name(&self) -> String {
        match self.of {
            Of::Nonconformities => "Trends of nonconformities".to_owned(),
            Of::Findings => "Trends of audit findings".to_owned(),
        }
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Trends, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, CasesBehind, Down, Help, OtherTrends, PageDown, Palette};
        &[OtherTrends, CasesBehind, Down, PageDown, Back, Palette, Help]
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.roll(step, self.rows.get());
            return Ok(Effects::new());
        }
        match command {
            Command::OtherTrends => {
                self.of = if self.of == Of::Nonconformities { Of::Findings } else { Of::Nonconformities };
                self.scroll.begin();
                self.read.forget();
            }
            Command::CasesBehind => {
                let register = match self.of {
                    Of::Nonconformities => &crate::domain::nonconformity::REGISTER,
                    Of::Findings => &crate::domain::finding::REGISTER,
                };
                return Ok(vec![Effect::Visit(Destination::List(register, String::new()))]);
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.read.stale();
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        self.read.told(told);
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        let today = desk.circumstances()?.today();
        let read = match self.of {
            Of::Nonconformities => trends::nonconformities,
            Of::Findings => trends::findings,
        };
        self.read.ask(desk, move |view| read(view, today));
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.read.is_stale()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let note = self.read.get().map_or(String::new(), |trends| format!("{} cases", trends.cases));
        let inner = canvas.pane(area, Pane { title: &self.name(), note: &note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        canvas.cursor = Some((inner.x, inner.y).into());
        let Some(trends) = self.read.get() else {
            canvas.put(inner.x, inner.y, inner.width, &self.read.instead("Looking at every case…"), Role::Quiet);
            return;
        };
        if trends.cases == 0 {
            let words = match self.of {
                Of::Nonconformities => "No nonconformity is recorded: that there was none can't be told from this.",
                Of::Findings => "No audit finding is recorded: that there was none can't be told from this.",
            };
            for (line, y) in crate::tui::canvas::wrapped(words, inner.width).iter().zip(inner.y..inner.bottom()) {
                canvas.put(inner.x, y, inner.width, line, Role::Quiet);
            }
            return;
        }
        let columns = (inner.width / BLOCK).clamp(1, 3);
        let width = (inner.width - 2 * (columns - 1)) / columns;
        let placed = place(blocks(trends, width, canvas.look), usize::from(columns));
        let all = placed.iter().map(|(_, row, block)| row + block.lines.len() + 1).max().unwrap_or(0);
        self.rows.set(all);
        self.scroll.see(inner.height.into());
        let top = self.scroll.cursor();
        for (column, row, block) in &placed {
            let x = inner.x + u16::try_from(*column).unwrap_or(0) * (width + 2);
            let heading = std::iter::once((block.title, Role::Strong));
            let lines = heading.chain(block.lines.iter().map(|(text, role)| (text.as_str(), *role)));
            for (offset, (text, role)) in lines.enumerate() {
                let Some(y) = (row + offset).checked_sub(top).and_then(|y| u16::try_from(y).ok()) else {
                    continue;
                };
                if y < inner.height {
                    canvas.put(x, inner.y + y, width, text, role);
                }
            }
        }
        if top + usize::from(inner.height) < all {
            let line = Rect { x: area.x + 1, width: area.width.saturating_sub(3), ..area };
            canvas.right(line, area.bottom() - 1, " more below ", Role::Quiet);
        }
    }
}

/// Each block into the column that is the shortest so far: its column and first row.
fn place(blocks: Vec<Block>, columns: usize) -> Vec<(usize, usize, Block)> {
    let mut heights = vec![0; columns];
    blocks
        .into_iter()
        .map(|block| {
            let column = (0..columns).min_by_key(|column| heights[*column]).unwrap_or(0);
            let row = heights[column];
            heights[column] += block.lines.len() + 2;
            (column, row, block)
        })
        .collect()
}
