//! A record at a glance, under the row that is selected: what somebody reads before they attest something of it. The row
//! stays in sight, keys mean its record, and what is done closes it.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::store::view::named;
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects};
use crate::tui::folded;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::today::source::Look;
use crate::workflow::today::{self, operations::ADVANCE};

use super::acting;
use super::at_a_glance;
use super::detail::{Item, lay};

/// The widest that it is drawn; longer lines are hard to read.
const WIDEST: u16 = 110;

/// A record at a glance.
#[derive(Debug)]
pub struct Peek {
    record: Record,
    said: Loaded<Vec<Item>>,
    scroll: Scroll,
    /// The lines that it takes, as of the last frame.
    height: Cell<usize>,
}

impl Peek {
    /// At a record.
    pub fn open(record: Record, desk: &Desk) -> Self {
        let mut peek = Self { record, said: Loaded::default(), scroll: Scroll::default(), height: Cell::new(0) };
        peek.ask(desk);
        peek
    }

    fn ask(&mut self, desk: &Desk) {
        let (record, me) = (self.record.clone(), desk.acting.author.as_ref().ok().map(|author| author.person));
        self.said.ask(desk, move |view| {
            let look = Look::of(view, me, today::DAYS)?;
            at_a_glance::items(&look, &record)
        });
    }
}

impl Screen for Peek {
    fn name(&self) -> String {
        self.record.reference().to_string()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Record, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{About, Back, Down, Evidence, Help, Note, Open, PageDown, Peek};
        &[Peek, Down, PageDown, Open, About, Note, Evidence, Back, Help]
    }

    fn offers(&self) -> Vec<Doing> {
        let advance = today::goes_on(&self.record).then_some(Doing::usual(&ADVANCE));
        advance.into_iter().chain(Doing::commands(self.footer())).collect()
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        acting::unavailable(command, &self.subjects(), None, desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        Ok(match (command, Step::of(command)) {
            (Command::Peek, _) => vec![Effect::Close],
            // On to the next row, and what is to be read of that.
            (Command::Down | Command::Up, _) => {
                vec![Effect::Close, Effect::Run(command), Effect::Run(Command::Peek)]
            }
            (_, Some(step)) => {
                self.scroll.roll(step, self.height.get());
                Effects::new()
            }
            (other, None) => return acting::run(other, &self.subjects(), None, desk),
        })
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(fresh) = desk.view().record(self.record.id)? {
            self.record = fresh;
        }
        self.said.stale();
        self.ask(desk);
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        self.said.told(told);
        Ok(Effects::new())
    }

    fn is_fresh(&self) -> bool {
        self.said.is_fresh()
    }

    fn is_overtaken(&self) -> bool {
        true
    }

    fn subjects(&self) -> Vec<&Record> {
        vec![&self.record]
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.record.register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.min(WIDEST);
        let room = width.saturating_sub(4);
        let waits = self.said.instead("Reading…");
        let none = Vec::new();
        let items = self.said.get().unwrap_or(&none);
        let laid = lay(items, room);
        self.height.set(laid.height);
        let height = u16::try_from(laid.height.max(1)).unwrap_or(u16::MAX).saturating_add(2);
        // Under the row that it is about, or above it where there is more room.
        let row = canvas.under.map_or(area.y, |at| at.y);
        let below = (row + folded::lines(canvas, area)).min(area.bottom());
        let (under, over) = (area.bottom() - below, row.saturating_sub(area.y));
        let window = match under >= height || under >= over {
            true => Rect { y: below, height: height.min(under), width, ..area },
            false => Rect { y: row - height.min(over), height: height.min(over), width, ..area },
        };
        canvas.clear(window);
        let seen = usize::from(window.height.saturating_sub(2));
        self.scroll.see(seen);
        let top = self.scroll.cursor();
        let more = if laid.height > top + seen { "more: PgDn" } else { "" };
        let inner = canvas.pane(window, Pane { title: &named(&self.record), note: more, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        canvas.cursor = Some((inner.x, inner.y).into());
        if items.is_empty() {
            canvas.put(inner.x, inner.y, inner.width, &waits, Role::Quiet);
        }
        laid.draw(canvas, inner, items, top, None);
    }
}
