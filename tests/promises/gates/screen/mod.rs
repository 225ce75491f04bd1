//! The ways round a gate, by keys: whatever the command line refuses, lets fall or says, a key, a form and a screen do too.

mod better;
mod cases;
mod exceptions;
mod facts;
mod held;
mod levels;
mod meeting;
mod small;

use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// Somebody at a keyboard, in front of a file.
struct Keyboard<'f> {
    file: &'f Fixture,
    desk: Desk,
}

impl<'f> Keyboard<'f> {
    fn of(file: &'f Fixture) -> Self {
        Self { file, desk: Desk::sized(file, 120, 40) }
    }

    /// The same, in the name of a person.
    fn acting(file: &'f Fixture, who: &str) -> Self {
        let mut keyboard = Self::of(file);
        keyboard.desk.press("W").text(who).press("Enter").sees("You act as");
        keyboard
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        self.desk.press(keys);
        self
    }

    fn sees(&mut self, text: &str) -> &mut Self {
        self.desk.sees(text);
        self
    }

    /// Finds a record by its reference and opens it.
    fn open(&mut self, reference: &str) -> &mut Self {
        self.desk.press("Ctrl-F").text(reference).press("Enter").sees(reference);
        self
    }

    /// The form of a new record of a register, called by its plural.
    fn add(&mut self, register: &str) -> &mut Self {
        self.desk.press("8").text(register).press("Enter a").sees("New");
        self
    }

    /// The form of a move of the record in sight.
    fn make(&mut self, label: &str) -> &mut Self {
        self.desk.press("m").text(label).press("Enter");
        self
    }

    /// Goes down the rows in sight to that of a record.
    fn select(&mut self, reference: &str) -> &mut Self {
        self.desk.press("g");
        let mut before = None;
        loop {
            let there = self.desk.app.top().unwrap().subjects().first().map(|record| record.reference().to_string());
            if there.as_deref() == Some(reference) {
                return self;
            }
            assert_ne!(there, before, "{reference} is not among the rows:\n{}", self.desk.screen());
            before = there;
            self.desk.press("Down");
        }
    }

    /// Goes to a field of the form in sight.
    fn go_to(&mut self, label: &str) -> &mut Self {
        for way in ["Tab", "Shift-Tab"] {
            let mut before = String::new();
            loop {
                let now = self.desk.screen();
                if now.lines().any(|line| is_focused(line, label)) {
                    return self;
                }
                if now == before {
                    break;
                }
                before = now;
                self.desk.press(way);
            }
        }
        panic!("there is no field {label}:\n{}", self.desk.screen());
    }

    /// Types into fields of the form in sight, in place of what stands there.
    fn fill(&mut self, fields: &[(&str, &str)]) -> &mut Self {
        for (label, typed) in fields {
            self.go_to(label);
            self.desk.press("Ctrl-U").text(typed);
        }
        self
    }

    /// Saves what is typed, which must go through.
    fn saved(&mut self) -> &mut Self {
        let head = self.file.store().view().head().unwrap();
        self.desk.press("Ctrl-S");
        assert_ne!(self.file.store().view().head().unwrap(), head, "it was not saved:\n{}", self.desk.screen());
        self
    }

    /// Saves what is typed, which must be refused for reasons of these words, and leave nothing behind.
    fn refused(&mut self, told: &[&str]) -> &mut Self {
        let head = self.file.store().view().head().unwrap();
        self.desk.press("Ctrl-S");
        let said = self.told();
        for words in told {
            assert!(said.contains(words), "“{words}” is not in “{said}”:\n{}", self.desk.screen());
        }
        assert_eq!(self.file.store().view().head().unwrap(), head, "nothing changes");
        self
    }

    /// What the refusal in sight says, without the breaks of its lines.
    fn told(&self) -> String {
        let screen = self.desk.screen();
        let lines: Vec<Vec<char>> = screen.lines().map(|line| line.chars().collect()).collect();
        let is_head = |line: &&Vec<char>| line.iter().collect::<String>().contains("Nothing was changed");
        let Some(head) = lines.iter().position(|line| is_head(&line)) else { return screen };
        let end = lines[head].iter().rposition(|c| *c == '╮').unwrap();
        let start = lines[head][..end].iter().rposition(|c| *c == '╭').unwrap();
        let inside = lines[head..].iter().map(|line| line.get(start + 1..end).unwrap_or_default().iter().collect());
        let words = inside.collect::<Vec<String>>().join(" ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether a line of a form is that of a field in focus; a long label is cut short there.
fn is_focused(line: &str, label: &str) -> bool {
    let Some((_, shown)) = line.split_once('▌') else { return false };
    let cut: String = label.chars().take(20).collect();
    let whole = shown.strip_prefix(label).is_some_and(|rest| rest.starts_with("  ") || rest.starts_with(" *"));
    whole || cut.len() < label.len() && shown.starts_with(&cut)
}
