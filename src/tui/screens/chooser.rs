//! Choosing one of several things by typing part of its name: commands, orders, filters, registers, moves, drafts.

use crossterm::event::{KeyCode, KeyEvent};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::layout::Rect;

use crate::domain::visible::fit;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effect, Effects, Notice};
use crate::tui::input::TextInput;
use crate::tui::keys::Key;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::tui::told::Told;

/// One thing that can be chosen.
#[derive(Debug)]
struct Offer {
    words: String,
    /// Stands at the right: a key, a hint.
    note: String,
    /// Why it can't be chosen now.
    why_not: Option<String>,
    answer: Answer,
    removable: bool,
    /// What it does, where that is more than its note.
    help: &'static str,
    /// Other words by which it is found, behind those that are found by their names.
    also: String,
    /// Under which heading it stands, as long as nothing is typed.
    heading: &'static str,
}

/// Things to choose from.
#[derive(Debug)]
pub struct Chooser {
    title: String,
    /// What the top line calls it, where that is shorter.
    called: Option<&'static str>,
    offers: Vec<Offer>,
    input: TextInput,
    /// What is shown: the offers that match what is typed, the best first; all of them under their headings, where
    /// nothing is.
    rows: Vec<Row>,
    scroll: Scroll,
    /// What stands at the right of each offer, where that is read behind the screen.
    notes: Loaded<Vec<String>>,
    /// What is said where nothing matches.
    nothing: &'static str,
}

/// A line of what is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Heading(&'static str),
    Offer(usize),
}

/// The least and the most rows kept for what is told about the selected offer, a blank one before it included.
const TOLD: [u16; 2] = [3, 8];

impl Offer {
    /// What is told about it.
    fn about(&self) -> &str {
        match &self.why_not {
            Some(why) => why,
            None if !self.help.is_empty() => self.help,
            None => &self.note,
        }
    }

    /// Whether every word that is typed stands in its name, in what it does, or among its other words.
    fn has(&self, typed: &str) -> bool {
        let words = format!("{} {} {}", self.words, self.help, self.also).to_lowercase();
        typed.to_lowercase().split_whitespace().all(|word| words.contains(word))
    }

    /// Whether that is more than fits beside its name.
    fn is_long(&self) -> bool {
        self.about().len() > 30 || !self.help.is_empty()
    }
}

impl Chooser {
    /// Nothing to choose from yet.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            called: None,
            offers: Vec::new(),
            input: TextInput::line(""),
            rows: Vec::new(),
            scroll: Scroll::default(),
            notes: Vec::new().into(),
            nothing: "Nothing matches what you typed.",
        }
    }

    /// Says where else that may be found which nothing here matches.
    pub fn otherwise(mut self, nothing: &'static str) -> Self {
        self.nothing = nothing;
        self
    }

    /// What the top line calls it.
    pub fn called(mut self, name: &'static str) -> Self {
        self.called = Some(name);
        self
    }

    /// Offers something.
    pub fn offer(&mut self, words: impl Into<String>, note: &str, answer: Answer) {
        self.offer_unless(words, note, None, answer);
    }

    /// Offers something that can be removed from what is offered.
    pub fn offer_removable(&mut self, words: impl Into<String>, note: &str, answer: Answer) {
        self.offer_unless(words, note, None, answer);
        if let Some(offer) = self.offers.last_mut() {
            offer.removable = true;
        }
    }

    /// Offers something that may not be there to be chosen now; then the reason is shown.
    pub fn offer_unless(&mut self, words: impl Into<String>, note: &str, why_not: Option<String>, answer: Answer) {
        let (words, note, help) = (words.into(), note.to_owned(), "");
        self.rows.push(Row::Offer(self.offers.len()));
        self.offers.push(Offer {
            words,
            note,
            why_not,
            answer,
            removable: false,
            help,
            also: String::new(),
            heading: "",
        });
    }

    /// Says what the offer made last does.
    pub fn explained(&mut self, help: &'static str) {
        if let Some(offer) = self.offers.last_mut() {
            offer.help = help;
        }
    }

    /// Says by which other words the offer made last is found.
    pub fn found_by(&mut self, words: &str) {
        if let Some(offer) = self.offers.last_mut() {
            offer.also.push_str(words);
            offer.also.push(' ');
        }
    }

    /// Puts the offer made last under a heading.
    pub fn under(&mut self, heading: &'static str) {
        if let Some(offer) = self.offers.last_mut() {
            offer.heading = heading;
        }
        self.rows = self.headed();
        self.begin();
    }

    /// All that is offered, under its headings.
    fn headed(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut above = "";
        for (place, offer) in self.offers.iter().enumerate() {
            if std::mem::replace(&mut above, offer.heading) != offer.heading {
                rows.push(Row::Heading(offer.heading));
            }
            rows.push(Row::Offer(place));
        }
        rows
    }

    fn begin(&mut self) {
        self.scroll.begin();
        self.scroll.put(self.rows.iter().position(|row| matches!(row, Row::Offer(_))).unwrap_or(0));
    }

    /// Reads behind the screen what stands at the right of each offer.
    pub fn noted(
        mut self,
        desk: &Desk,
        read: impl FnOnce(View) -> Result<Vec<String>, Error> + Send + 'static,
    ) -> Self {
        self.notes = Loaded::default();
        self.notes.ask(desk, read);
        self
    }

    /// Whether there is nothing to choose from.
    pub fn is_empty(&self) -> bool {
        self.offers.is_empty()
    }

    fn search(&mut self) {
        let typed = self.input.text();
        self.rows = if typed.trim().is_empty() {
            self.headed()
        } else {
            let named = matching(&typed, self.offers.iter().map(|offer| offer.words.as_str()));
            let others = (0..self.offers.len()).filter(|place| !named.contains(place));
            let otherwise = others.filter(|place| self.offers[*place].has(&typed));
            named.iter().copied().chain(otherwise).map(Row::Offer).collect()
        };
        self.begin();
    }

    fn note(&self, place: usize) -> &str {
        let read = self.notes.get().and_then(|notes| notes.get(place));
        read.map_or(self.offers[place].note.as_str(), String::as_str)
    }

    /// The rows kept for what is told about an offer where so many columns are there: as many as the longest needs, so
    /// that nothing moves from one to the next.
    fn told_rows(&self, width: u16) -> u16 {
        let [least, most] = TOLD;
        let longest = self.offers.iter().filter(|one| one.is_long()).map(|one| wrapped(one.about(), width).len()).max();
        longest.map_or(0, |rows| u16::try_from(rows + 1).unwrap_or(most).clamp(least, most))
    }

    fn selected(&self) -> Option<&Offer> {
        match self.rows.get(self.scroll.cursor())? {
            Row::Offer(place) => self.offers.get(*place),
            Row::Heading(_) => None,
        }
    }
}

/// The places of the words that match what is typed, the best first; all of them, in their order, where nothing is.
pub fn matching<'a>(typed: &str, words: impl Iterator<Item = &'a str>) -> Vec<usize> {
    if typed.trim().is_empty() {
        return (0..words.count()).collect();
    }
    // What is typed are words: no sign among them means anything.
    let pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut scored: Vec<(std::cmp::Reverse<u32>, usize)> = words
        .enumerate()
        .filter_map(|(place, words)| {
            let score = pattern.score(Utf32Str::new(words, &mut buffer), &mut matcher)?;
            Some((std::cmp::Reverse(score), place))
        })
        .collect();
    scored.sort_unstable();
    scored.into_iter().map(|(_, place)| place).collect()
}

impl Screen for Chooser {
    fn name(&self) -> String {
        self.called.map_or(self.title.clone(), str::to_owned)
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Choosing, Scope::Everywhere]
    }

    fn typing(&self) -> bool {
        true
    }

    fn types(&self, key: Key) -> bool {
        key.types() && !self.lets_through(key)
    }

    /// A text begins with a letter: until one is begun, digits and signs are what they are elsewhere.
    fn lets_through(&self, key: Key) -> bool {
        let begins = |c: char| c.is_alphabetic() || c == ' ';
        self.input.is_empty() && matches!(key.code, KeyCode::Char(c) if key.types() && !begins(c))
    }

    fn explains(&self) -> Option<String> {
        let offer = self.selected()?;
        Some(format!("{}: {}", offer.words, offer.about())).filter(|_| !offer.about().is_empty())
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        if self.selected().is_some_and(|offer| offer.removable) {
            &[Command::Take, Command::Remove, Command::Back]
        } else {
            &[Command::Take, Command::Back]
        }
    }

    fn removes(&self) -> bool {
        self.input.is_empty() && self.selected().is_some_and(|offer| offer.removable)
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let removable = self.selected().is_some_and(|offer| offer.removable);
        (command == Command::Remove && !removable).then(|| "This can't be removed".to_owned())
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            let rows = &self.rows;
            self.scroll.go_among(step, rows.len(), |row| matches!(rows.get(row), Some(Row::Offer(_))));
            return Ok(Effects::new());
        }
        match command {
            Command::Take => {
                let Some(offer) = self.selected() else {
                    return Ok(Notice::watch("Nothing here matches what you typed").into());
                };
                if let Some(why) = &offer.why_not {
                    return Ok(Notice::watch(format!("{}: {why}", offer.words)).into());
                }
                return Ok(vec![Effect::Answer(Box::new(offer.answer.clone()))]);
            }
            Command::Remove => {
                if let Some(offer) = self.selected() {
                    let removed = Answer::Removed(Box::new(offer.answer.clone()));
                    return Ok(vec![Effect::Answer(Box::new(removed))]);
                }
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    fn typed(&mut self, key: KeyEvent, _: &Desk) -> Result<Effects, Error> {
        if self.input.input(key) {
            self.search();
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, _: &Desk) -> Result<Effects, Error> {
        self.input.paste(text);
        self.search();
        Ok(Effects::new())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        self.notes.told(told);
        Ok(Effects::new())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(88);
        let room = area.height.saturating_sub(2);
        let told = self.told_rows(width.saturating_sub(6)).min(room / 2);
        let headings =
            self.offers.chunk_by(|one, next| one.heading == next.heading).filter(|one| !one[0].heading.is_empty());
        let most = self.offers.len() + headings.count();
        let height = u16::try_from(most).unwrap_or(u16::MAX).saturating_add(3 + told).max(6);
        let area = centered(area, width, height.min(room));
        canvas.clear(area);
        let matching = self.rows.iter().filter(|row| matches!(row, Row::Offer(_))).count();
        let note = format!("{matching} of {}", self.offers.len());
        let inner = canvas.pane(area, Pane { title: &self.title, note: &note, focused: true });
        if inner.height == 0 || inner.width < 4 {
            return;
        }
        canvas.put(inner.x + 1, inner.y, 2, canvas.look.sign("›", ">"), Role::Accent);
        let line = Rect { x: inner.x + 3, width: inner.width.saturating_sub(4), height: 1, ..inner };
        canvas.cursor = self.input.draw(canvas, line, true);
        let rows = Rect { y: inner.y + 1, height: (inner.height - 1).saturating_sub(told), ..inner };
        if let Some(offer) = self.selected().filter(|_| told > 0) {
            let width = inner.width.saturating_sub(4);
            let mut words = wrapped(offer.about(), width);
            let room = usize::from(inner.bottom().saturating_sub(rows.bottom() + 1));
            if words.len() > room && room > 0 {
                // What has no room goes on in a mark.
                words[room - 1] = fit(&words[room - 1..].join(" "), usize::from(width)).into_owned();
            }
            let role = if offer.why_not.is_some() { Role::Watch } else { Role::Quiet };
            for (line, y) in words.iter().zip(rows.bottom() + 1..inner.bottom()) {
                canvas.put(inner.x + 3, y, inner.width.saturating_sub(4), line, role);
            }
        }
        let headed = usize::from(matches!(self.rows.first(), Some(Row::Heading(_))));
        let window = self.scroll.window_under(headed, usize::from(rows.height), self.rows.len());
        if self.rows.is_empty() && rows.height > 0 {
            canvas.put(rows.x + 3, rows.y, rows.width.saturating_sub(3), self.nothing, Role::Quiet);
        }
        for (place, y) in window.zip(rows.y..) {
            let at = match self.rows[place] {
                Row::Heading(heading) => {
                    canvas.put(rows.x + 1, y, rows.width.saturating_sub(2), heading, Role::Strong);
                    continue;
                }
                Row::Offer(at) => at,
            };
            let offer = &self.offers[at];
            let selected = place == self.scroll.cursor();
            let row = Rect { y, height: 1, ..rows };
            let role = |role| if selected { Role::Selected } else { role };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(row, style);
                canvas.put(row.x + 1, y, 1, canvas.look.sign("▶", ">"), Role::Selected);
            }
            let plain = if offer.why_not.is_some() { Role::Quiet } else { Role::Text };
            let right = Rect { width: row.width.saturating_sub(1), ..row };
            let note = match (told > 0, &offer.why_not) {
                (true, Some(_)) => "not now",
                // Longer ones are told below, for all alike.
                (true, None) if self.note(at).len() > 14 => "",
                (true, None) => self.note(at),
                (false, _) => offer.about(),
            };
            let half = Rect { x: right.x + right.width / 3, width: right.width - right.width / 3, ..right };
            let used = canvas.right(half, y, note, role(Role::Quiet));
            canvas.put(row.x + 3, y, right.width.saturating_sub(used + 5), &offer.words, role(plain));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn parts_of_names_find_them_the_best_first() {
        let words = ["Undo", "Redo", "Previous pane", "Next pane", "All registers"];
        let find = |typed| matching(typed, words.into_iter());
        assert_eq!(find(""), [0, 1, 2, 3, 4]);
        assert_eq!(find("next"), [3]);
        assert_eq!(find("pane"), [2, 3], "in their own order where both match as well");
        assert_eq!(find("areg"), [4]);
        assert!(find("xyz").is_empty());
        assert!(find("!undo").is_empty(), "signs are signs, and turn nothing round");
        assert!(find("^next").is_empty() && find("pane$").is_empty());
    }
}
