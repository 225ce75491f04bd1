//! Keys: as the table of commands writes them, as they are pressed, and as they are shown.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with what is held down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: KeyCode,
    pub control: bool,
    pub alt: bool,
}

impl Key {
    /// The key of an event. Shift is part of the character that was typed.
    pub fn of(event: &KeyEvent) -> Self {
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        let held = |modifier| event.modifiers.contains(modifier);
        Self { code, control: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT) }
    }

    /// Reads `q`, `Ctrl-S`, `Enter`, `F1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (control, rest) = text.strip_prefix("Ctrl-").map_or((false, text), |rest| (true, rest));
        let plain = NAMED.iter().find(|(name, _)| *name == rest).map(|(_, code)| *code);
        let code = plain.or_else(|| {
            let mut chars = rest.chars();
            match (chars.next(), chars.next()) {
                (Some(c), None) if control => Some(KeyCode::Char(c.to_ascii_lowercase())),
                (Some(c), None) => Some(KeyCode::Char(c)),
                (Some('F'), Some(_)) => rest[1..].parse().ok().map(KeyCode::F),
                _ => None,
            }
        })?;
        Some(Self { code, control, alt: false })
    }

    /// Whether the key types a character, so that it belongs to the text where one is being typed.
    pub fn types(&self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.control && !self.alt
    }
}

/// The keys that have names.
const NAMED: [(&str, KeyCode); 15] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Space", KeyCode::Char(' ')),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Backspace", KeyCode::Backspace),
    ("Del", KeyCode::Delete),
];

impl fmt::Display for Key {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        if self.control {
            formatter.write_str("Ctrl-")?;
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return formatter.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if self.control => write!(formatter, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(formatter, "{c}"),
            KeyCode::F(number) => write!(formatter, "F{number}"),
            other => write!(formatter, "{other}"),
        }
    }
}
