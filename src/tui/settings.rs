//! How a person wants the screen to be.

use serde::{Deserialize, Serialize};

use super::theme::{Look, Theme};

/// A person's settings; kept beside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The colours; by what the terminal says where none are chosen.
    pub theme: Option<Theme>,
    /// Borders and signs of plain ASCII.
    pub ascii: bool,
    /// Which of the screens that can lie below all others does: its place among them.
    pub ground: usize,
    /// Whether the mouse works; the terminal's own selecting then needs Shift.
    pub mouse: bool,
}

/// What the environment says about the terminal.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `NO_COLOR` is set to something.
    pub no_color: bool,
    /// `TERM`.
    pub term: String,
    /// `COLORFGBG`, which some terminals set to their colours: `15;0`.
    pub colorfgbg: Option<String>,
}

impl Settings {
    /// How things look with these settings on this terminal.
    pub fn look(&self, surroundings: &Surroundings) -> Look {
        Look { theme: surroundings.theme(self.theme), ascii: self.ascii }
    }
}

impl Surroundings {
    fn theme(&self, chosen: Option<Theme>) -> Theme {
        if self.no_color || self.term == "dumb" {
            return Theme::None;
        }
        let many = self.term.contains("256color") || self.term.contains("direct") || self.term.contains("kitty");
        match chosen {
            // A terminal of sixteen colours has none of the fixed ones.
            Some(Theme::Dark | Theme::Light | Theme::HighContrast) if !many => Theme::Terminal,
            Some(theme) => theme,
            None => match self.ground() {
                Some(theme) if many => theme,
                _ => Theme::Terminal,
            },
        }
    }

    fn ground(&self) -> Option<Theme> {
        let number: u8 = self.colorfgbg.as_ref()?.rsplit(';').next()?.parse().ok()?;
        Some(if matches!(number, 7 | 15) { Theme::Light } else { Theme::Dark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_is_asked_before_taste() {
        let terminal = |no_color, term: &str, ground: Option<&str>| Surroundings {
            no_color,
            term: term.into(),
            colorfgbg: ground.map(Into::into),
        };
        let look =
            |theme, surroundings: Surroundings| Settings { theme, ..Settings::default() }.look(&surroundings).theme;
        assert_eq!(look(Some(Theme::Dark), terminal(true, "xterm-256color", None)), Theme::None);
        assert_eq!(look(None, terminal(false, "dumb", None)), Theme::None);
        assert_eq!(look(Some(Theme::Light), terminal(false, "xterm", None)), Theme::Terminal);
        assert_eq!(look(Some(Theme::Light), terminal(false, "screen-256color", None)), Theme::Light);
        assert_eq!(look(None, terminal(false, "xterm-256color", Some("0;15"))), Theme::Light);
        assert_eq!(look(None, terminal(false, "xterm-256color", Some("15;default;0"))), Theme::Dark);
        assert_eq!(look(None, terminal(false, "xterm-256color", None)), Theme::Terminal);
    }
}
