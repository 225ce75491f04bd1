//! Something to be read: the help of a screen, a document, the messages of this run.

use std::cell::Cell;

use ratatui::layout::Rect;

use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice};
use crate::tui::layer::Screen;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::{Look, Role};

/// A line of a page.
#[derive(Debug, Clone)]
pub enum Line {
    Heading(String),
    /// A key or a word, and what it stands for.
    Pair(String, String),
    Words(String),
}

/// Lines that scroll.
#[derive(Debug)]
pub struct Page {
    title: String,
    lines: Vec<Line>,
    scroll: Scroll,
    /// Whether words take the whole width, beside pairs as without them.
    prose: bool,
    /// Lines once they are broken to the width, as of the last frame.
    broken: Cell<usize>,
}

/// Columns of what stands before a pair's words.
const FIRST: u16 = 18;

/// The same on a page that is read as a text.
const FIRST_OF_PROSE: u16 = 24;

impl Page {
    /// A page of lines.
    pub fn new(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { title: title.into(), lines, scroll: Scroll::default(), prose: false, broken: Cell::new(0) }
    }

    /// A page to be read as a text, in which words stand beside pairs.
    pub fn prose(title: impl Into<String>, lines: Vec<Line>) -> Self {
        Self { prose: true, ..Self::new(title, lines) }
    }

    /// The messages of this run, the newest first, each with its sign.
    pub fn messages(notices: &[Notice], look: Look) -> Self {
        let signed = |notice: &Notice| Line::Words(format!("{} {notice}", notice.weight.sign(look).0));
        let mut lines: Vec<_> = notices.iter().rev().map(signed).collect();
        if lines.is_empty() {
            lines.push(Line::Words("Nothing was said yet.".to_owned()));
        }
        Self::new("Messages", lines)
    }
}

impl Screen for Page {
    fn name(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::PageDown, Command::Back]
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.roll(step, self.broken.get());
        }
        Ok(Effects::new())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(104);
        let inside = width.saturating_sub(4);
        let first_column = if self.prose { FIRST_OF_PROSE } else { FIRST };
        let mut rows: Vec<(String, String, bool)> = Vec::new();
        for line in &self.lines {
            match line {
                Line::Heading(text) => rows.push((text.clone(), String::new(), true)),
                Line::Words(text) if self.prose => {
                    rows.extend(wrapped(text, inside).into_iter().map(|line| (line, String::new(), false)));
                }
                Line::Words(text) => {
                    rows.extend(wrapped(text, inside).into_iter().map(|line| (String::new(), line, false)));
                }
                Line::Pair(first, second) => {
                    let mut first = wrapped(first, first_column).into_iter();
                    let mut second = wrapped(second, inside.saturating_sub(first_column + 1)).into_iter();
                    let mut pair = (first.next().unwrap_or_default(), second.next().unwrap_or_default());
                    loop {
                        rows.push((pair.0, pair.1, false));
                        pair = match (first.next(), second.next()) {
                            (None, None) => break,
                            (one, other) => (one.unwrap_or_default(), other.unwrap_or_default()),
                        };
                    }
                }
            }
        }
        self.broken.set(rows.len());
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let area = centered(area, width, height.min(area.height.saturating_sub(2)));
        canvas.clear(area);
        let (top, room) = (self.scroll.cursor(), usize::from(area.height.saturating_sub(2)));
        self.scroll.see(room);
        let below = rows.len() > top + room;
        let note = if below { "more below" } else { "" };
        let inner = canvas.pane(area, Pane { title: &self.title, note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let words = self.lines.iter().all(|line| matches!(line, Line::Words(_)));
        for ((first, second, heading), y) in rows.iter().skip(top).zip(inner.y..inner.bottom()) {
            let words_alone = self.prose && second.is_empty() && !*heading;
            let role = match (*heading, words_alone) {
                (true, _) => Role::Strong,
                (_, true) => Role::Text,
                _ => Role::Accent,
            };
            if words_alone {
                canvas.put(inner.x, y, inner.width, first, role);
                continue;
            }
            let first_width = if words { 0 } else { first_column.min(inner.width) };
            let room = if *heading { inner.width } else { first_width };
            canvas.put(inner.x, y, room, first, role);
            let gap = if words { 0 } else { first_width + 1 };
            canvas.put(inner.x + gap, y, inner.width.saturating_sub(gap), second, Role::Text);
        }
    }
}
