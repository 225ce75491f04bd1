//! Help: what can be done on a screen, and the manual, topic by topic.

use ratatui::layout::Rect;

use crate::report::document::{Block, Document};
use crate::report::manual::{TOPICS, Topic, passages};
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing, Scope, entries, find, keys};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, open};
use crate::tui::keys::Key;
use crate::tui::layer::Screen;

use super::chooser::Chooser;
use super::page::{Line, Page};
use super::reading;

/// The keys of a screen, or a part of the manual.
#[derive(Debug)]
pub struct Help {
    page: Page,
    /// The topic that tells more; none where it is read already.
    more: Option<&'static Topic>,
}

impl Help {
    /// The help of a screen: the topic that belongs to it, its keys by scope as far as they do something now, what can't be
    /// done now and why, and after them how things are typed.
    pub fn of(screen: &dyn Screen, why_not: impl Fn(Doing) -> Option<String>) -> Self {
        let scopes = screen.scopes();
        let topic = scopes.iter().find_map(|scope| scope.topic());
        let manual =
            |topic: &Topic| Line::Pair("The manual".to_owned(), format!("{}; t lists all topics", topic.title()));
        let mut lines: Vec<_> = topic.map(manual).into_iter().collect();
        if let Some(words) = screen.explains() {
            lines.push(Line::Words(String::new()));
            lines.push(Line::Heading("What is selected".to_owned()));
            lines.push(Line::Words(words));
        }
        let mut not_now = Vec::new();
        for (depth, scope) in scopes.iter().enumerate() {
            let heading = [Line::Words(String::new()), Line::Heading(scope.label().to_owned())];
            let mut works = Vec::new();
            for entry in entries(*scope) {
                // A key that an inner scope has taken means something else here.
                let free = |key: &&&str| {
                    let inner = &scopes[..depth];
                    !inner.iter().any(|inner| Key::parse(key).is_some_and(|key| find(*inner, key).is_some()))
                };
                let typed = |key: &&str| screen.typing() && Key::parse(key).is_some_and(|key| key.types());
                let keys: Vec<&str> = entry.keys.iter().filter(free).copied().filter(|key| !typed(key)).collect();
                if keys.is_empty() {
                    continue;
                }
                match (why_not(entry.does), entry.does) {
                    (None, _) => works.push(Line::Pair(keys.join(" "), entry.help.to_owned())),
                    // A command that has nothing to do on this screen belongs to others.
                    (Some(_), Doing::Command(_)) => {}
                    (Some(why), _) => not_now.push(Line::Pair(keys.join(" "), format!("{}: {why}", entry.name))),
                }
            }
            if !works.is_empty() {
                lines.extend(heading.into_iter().chain(works));
            }
        }
        if !not_now.is_empty() {
            lines.extend([Line::Words(String::new()), Line::Heading("Not now, and why".to_owned())]);
            lines.extend(not_now);
        }
        lines.push(Line::Words(String::new()));
        lines.push(Line::Heading("How things are typed".to_owned()));
        for (what, how) in [
            ("Dates", "2026-12-12, 12 dec, fri, tomorrow, +2w, -3d, eom"),
            ("Records", "A-31, a number where one register is meant, or words of a title; me for yourself"),
            ("Filters", "owner=me  state=open,done  due=..fri  what~bias  owner=  or words"),
            ("Money", "EUR 1200.50"),
            ("Time spent", "1h30 or 45m"),
        ] {
            lines.push(Line::Pair(what.to_owned(), how.to_owned()));
        }
        Self { page: Page::new(format!("Help: {}", screen.name()), lines), more: topic }
    }

    /// A topic, or a passage of one.
    fn read(document: &Document) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        for block in &document.blocks {
            let heading = matches!(block, Block::Heading { .. });
            if !lines.is_empty() && !heading {
                lines.push(Line::Words(String::new()));
            }
            lines.extend(reading::block(block));
        }
        Self { page: Page::prose(document.title.clone(), lines), more: None }
    }
}

/// Every topic, and every passage by its heading.
fn contents() -> Chooser {
    let mut chooser = Chooser::new("The manual");
    let documents: Vec<_> = TOPICS.iter().map(|topic| (topic.name, topic.document(keys))).collect();
    let passages =
        documents.iter().flat_map(|(name, document)| passages(document).into_iter().map(|part| (*name, part)));
    for (name, document) in documents.iter().cloned().chain(passages) {
        chooser.offer(document.title.clone(), name, Answer::does(move |_| Ok(open(Help::read(&document)))));
    }
    chooser
}

impl Screen for Help {
    fn name(&self) -> String {
        self.page.name()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Help, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, PageDown, ReadOn, Topics};
        if self.more.is_some() { &[ReadOn, Topics, PageDown, Back] } else { &[Topics, PageDown, Back] }
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        (command == Command::ReadOn && self.more.is_none()).then(|| "This is the manual; t lists all topics".to_owned())
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        match (command, self.more) {
            (Command::ReadOn, Some(topic)) => Ok(open(Self::read(&topic.document(keys)))),
            (Command::Topics, _) => Ok(open(contents())),
            _ => self.page.run(command, desk),
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk) {
        self.page.draw(canvas, area, desk);
    }
}
