//! What things look like: roles, not colours, are what screens speak of. Each theme gives every role a style that reads
//! on its grounds; a sign and a word always say the same as the colour.

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

use crate::domain::field::Tone;

/// What something on the screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Text,
    /// Labels, hints, what matters less.
    Quiet,
    /// Titles.
    Strong,
    /// What the eye should find: keys, the focused pane.
    Accent,
    Good,
    Watch,
    /// Late or broken, and nothing else.
    Bad,
    Border,
    /// The row that commands mean.
    Selected,
}

/// Which colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The terminal's own sixteen colours.
    #[default]
    Terminal,
    Dark,
    Light,
    /// No colours at all: reversed, bold and underlined only.
    None,
}

impl Theme {
    pub const ALL: [Self; 4] = [Self::Terminal, Self::Dark, Self::Light, Self::None];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Terminal => "The terminal's own colours",
            Self::Dark => "For a dark ground",
            Self::Light => "For a light ground",
            Self::None => "No colours",
        }
    }

    fn color(self, role: Role) -> Option<Color> {
        use Role::{Accent, Bad, Border, Good, Quiet, Selected, Strong, Text, Watch};
        let indexed = |index| Some(Color::Indexed(index));
        match (self, role) {
            (Self::None, _) | (_, Selected) | (Self::Terminal, Text | Strong) => None,
            (Self::Terminal, Quiet | Border) => Some(Color::DarkGray),
            (Self::Terminal, Accent) => Some(Color::Cyan),
            (Self::Terminal, Good) => Some(Color::Green),
            (Self::Terminal, Watch) => Some(Color::Yellow),
            (Self::Terminal, Bad) => Some(Color::Red),
            // The numbers are places in the fixed cube of 256 colours, so that they look the same everywhere.
            (Self::Dark, Text) => indexed(252),
            (Self::Dark, Strong) => indexed(255),
            (Self::Dark, Quiet) => indexed(249),
            (Self::Dark, Border) => indexed(248),
            (Self::Dark, Accent) => indexed(81),
            (Self::Dark, Good) => indexed(114),
            (Self::Dark, Watch) => indexed(221),
            (Self::Dark, Bad) => indexed(210),
            (Self::Light, Text) => indexed(235),
            (Self::Light, Strong) => indexed(232),
            (Self::Light, Quiet) => indexed(240),
            (Self::Light, Border) => indexed(241),
            (Self::Light, Accent) => indexed(24),
            (Self::Light, Good) => indexed(22),
            (Self::Light, Watch) => indexed(94),
            (Self::Light, Bad) => indexed(124),
        }
    }
}

impl Theme {
    /// The ground that a theme paints, so that it reads on any terminal; the terminal's own where it paints none.
    fn ground(self) -> Option<Color> {
        match self {
            Self::Dark => Some(Color::Indexed(234)),
            Self::Light => Some(Color::Indexed(231)),
            Self::Terminal | Self::None => None,
        }
    }
}

/// A theme with the signs that go with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    pub theme: Theme,
    /// Borders and signs of plain ASCII.
    pub ascii: bool,
}

impl Look {
    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = self.theme.color(role).map_or_else(Style::new, |color| Style::new().fg(color));
        match role {
            Role::Selected => style.add_modifier(Modifier::REVERSED),
            Role::Strong | Role::Bad => style.add_modifier(Modifier::BOLD),
            Role::Accent if self.theme == Theme::None => style.add_modifier(Modifier::BOLD),
            _ => style,
        }
    }

    /// The style of the whole screen, on which everything else is drawn.
    pub fn ground(self) -> Style {
        let style = self.style(Role::Text);
        self.theme.ground().map_or(style, |ground| style.bg(ground))
    }

    /// One of two signs: the second where only ASCII is wanted.
    pub fn sign(self, sign: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { sign }
    }

    /// The sign and the role of a tone.
    pub fn tone(self, tone: Tone) -> (&'static str, Role) {
        match tone {
            Tone::Plain => ("", Role::Text),
            Tone::Active => (self.sign("●", "o"), Role::Accent),
            Tone::Good => (self.sign("✓", "+"), Role::Good),
            Tone::Watch => (self.sign("▲", "^"), Role::Watch),
            Tone::Bad => (self.bad(), Role::Bad),
            Tone::Gone => (self.sign("–", "-"), Role::Quiet),
        }
    }

    /// The sign of what is late or broken.
    pub fn bad(self) -> &'static str {
        self.sign("✖", "x")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 8] =
        [Role::Text, Role::Quiet, Role::Strong, Role::Accent, Role::Good, Role::Watch, Role::Bad, Role::Border];

    /// Red, green and blue of a place in the cube of 256 colours.
    fn rgb(index: u8) -> [u8; 3] {
        let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
        match index {
            232.. => [8 + 10 * (index - 232); 3],
            16.. => [level((index - 16) / 36), level((index - 16) / 6 % 6), level((index - 16) % 6)],
            _ => panic!("{index} depends on the terminal"),
        }
    }

    /// The contrast of two colours by WCAG 2: (L1 + 0.05) / (L2 + 0.05).
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let part = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2])
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn every_role_reads_on_the_grounds_of_its_theme() {
        let black = [0, 0, 0];
        assert!((contrast(black, [255, 255, 255]) - 21.0).abs() < 0.01);
        for theme in [Theme::Dark, Theme::Light] {
            let Some(Color::Indexed(ground)) = theme.ground() else { panic!("{theme:?} paints no fixed ground") };
            for role in ROLES {
                let Some(Color::Indexed(index)) = theme.color(role) else {
                    panic!("{theme:?} {role:?} has no fixed colour")
                };
                // Reversed, the pair is the same the other way round.
                let found = contrast(rgb(index), rgb(ground));
                assert!(found >= 4.5, "{theme:?} {role:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn without_colours_nothing_has_one() {
        let look = Look { theme: Theme::None, ascii: false };
        for role in ROLES.into_iter().chain([Role::Selected]) {
            let style = look.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
    }

    #[test]
    fn plain_signs_are_plain() {
        let look = Look { theme: Theme::Terminal, ascii: true };
        for tone in [Tone::Plain, Tone::Active, Tone::Good, Tone::Watch, Tone::Bad, Tone::Gone] {
            assert!(look.tone(tone).0.is_ascii());
        }
        assert!(look.bad().is_ascii());
    }
}
