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
    /// The terminal's own sixteen colours. Which ones these are, and on which ground, nobody knows: words stand in the
    /// colour that the terminal itself writes in, and only signs and what is drawn have another.
    #[default]
    Terminal,
    Dark,
    Light,
    /// The widest contrast there is, on black.
    #[serde(rename = "high-contrast")]
    HighContrast,
    /// No colours at all: reversed, bold and underlined only.
    None,
}

impl Theme {
    pub const ALL: [Self; 5] = [Self::Terminal, Self::Dark, Self::Light, Self::HighContrast, Self::None];

    /// The words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Terminal => "The terminal's own colours",
            Self::Dark => "For a dark ground",
            Self::Light => "For a light ground",
            Self::HighContrast => "High contrast",
            Self::None => "No colours",
        }
    }

    /// The colour of words.
    fn color(self, role: Role) -> Option<Color> {
        use Role::{Accent, Bad, Border, Good, Quiet, Selected, Strong, Text, Watch};
        let indexed = |index| Some(Color::Indexed(index));
        match (self, role) {
            (Self::None, _) | (_, Selected) => None,
            // Whatever is below: a title stands in a frame that is drawn in another.
            (Self::Terminal, _) => Some(Color::Reset),
            // The numbers are places in the fixed cube of 256 colours, so that they look the same everywhere. Good, watch
            // and bad are told apart by every kind of sight.
            (Self::Dark, Text) => indexed(252),
            (Self::Dark, Strong) => indexed(255),
            (Self::Dark, Quiet) => indexed(249),
            (Self::Dark, Border) => indexed(248),
            (Self::Dark, Accent) => indexed(81),
            (Self::Dark, Good) => indexed(79),
            (Self::Dark, Watch) => indexed(220),
            (Self::Dark, Bad) => indexed(203),
            (Self::Light, Text) => indexed(235),
            (Self::Light, Strong) => indexed(232),
            (Self::Light, Quiet) => indexed(240),
            (Self::Light, Border) => indexed(241),
            (Self::Light, Accent) => indexed(24),
            (Self::Light, Good) => indexed(29),
            (Self::Light, Watch) => indexed(130),
            (Self::Light, Bad) => indexed(88),
            (Self::HighContrast, Text | Strong | Quiet | Border) => indexed(231),
            (Self::HighContrast, Accent) => indexed(117),
            (Self::HighContrast, Good) => indexed(86),
            (Self::HighContrast, Watch) => indexed(226),
            (Self::HighContrast, Bad) => indexed(209),
        }
    }

    /// The colour of signs and of what is drawn, where words have none.
    fn drawn(self, role: Role) -> Option<Color> {
        match (self, role) {
            (Self::Terminal, Role::Accent) => Some(Color::Cyan),
            (Self::Terminal, Role::Good) => Some(Color::Green),
            (Self::Terminal, Role::Watch) => Some(Color::Yellow),
            (Self::Terminal, Role::Bad) => Some(Color::Red),
            _ => None,
        }
    }
    /// Grounds from calm to alarming, each with its ink.
    fn heat(self) -> Option<[[u8; 2]; 4]> {
        match self {
            Self::Dark => Some([[24, 255], [58, 255], [178, 16], [197, 16]]),
            Self::Light => Some([[151, 16], [229, 16], [215, 16], [160, 231]]),
            Self::HighContrast => Some([[23, 231], [58, 231], [214, 16], [203, 16]]),
            Self::Terminal | Self::None => None,
        }
    }

    /// The ground that a theme paints, so that it reads on any terminal; the terminal's own where it paints none.
    fn ground(self) -> Option<Color> {
        match self {
            Self::Dark => Some(Color::Indexed(234)),
            Self::Light => Some(Color::Indexed(231)),
            Self::HighContrast => Some(Color::Indexed(16)),
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
        match (role, self.theme) {
            (Role::Selected, _) => style.add_modifier(Modifier::REVERSED),
            (Role::Strong | Role::Bad, _) => style.add_modifier(Modifier::BOLD),
            // Where words have no colour, their weight says what the eye should find.
            (Role::Accent, Theme::None | Theme::Terminal) | (Role::Watch, Theme::Terminal) => {
                style.add_modifier(Modifier::BOLD)
            }
            (Role::Quiet | Role::Border, Theme::Terminal) => style.add_modifier(Modifier::DIM),
            _ => style,
        }
    }

    /// The style of a sign of a role, and of what is drawn rather than written; none where it is that of words.
    pub fn drawn(self, role: Role) -> Option<Style> {
        self.theme.drawn(role).map(|color| Style::new().fg(color))
    }

    /// The style of the whole screen, on which everything else is drawn.
    pub fn ground(self) -> Style {
        let style = self.style(Role::Text);
        self.theme.ground().map_or(style, |ground| style.bg(ground))
    }

    /// The style of an area that is filled by how much is at stake, from 0 to 3: a ground with an ink that reads on it;
    /// none where there are no grounds.
    pub fn heat(self, step: usize) -> Option<Style> {
        let [ground, ink] = *self.theme.heat()?.get(step)?;
        Some(Style::new().bg(Color::Indexed(ground)).fg(Color::Indexed(ink)))
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

    /// The parts of a colour in proportion to its light.
    fn light(rgb: [u8; 3]) -> [f64; 3] {
        rgb.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    /// The contrast of two colours by WCAG 2: (L1 + 0.05) / (L2 + 0.05).
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let luminance = |rgb: [u8; 3]| {
            let [red, green, blue] = light(rgb);
            0.2126 * red + 0.7152 * green + 0.0722 * blue
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Kinds of sight.
    ///
    /// G. M. Machado, M. M. Oliveira, L. A. F. Fernandes: A Physiologically-based Model for Simulation of Color Vision
    /// Deficiency (2009), severity 1.0.
    const SIGHTS: [(&str, [[f64; 3]; 3]); 4] = [
        ("of all colours", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
        (
            "without red",
            [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        ),
        (
            "without green",
            [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        ),
        (
            "without blue",
            [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
        ),
    ];

    /// How far apart two colours are to a kind of sight, in the space CIE L*a*b* (ΔE 1976; 2 is just seen).
    fn apart(sight: [[f64; 3]; 3], one: [u8; 3], other: [u8; 3]) -> f64 {
        let seen = |rgb: [u8; 3]| {
            let light = light(rgb);
            let [red, green, blue] =
                sight.map(|row| row.iter().zip(light).map(|(share, part)| share * part).sum::<f64>().clamp(0.0, 1.0));
            let root = |value: f64| if value > 0.008856 { value.cbrt() } else { 7.787 * value + 16.0 / 116.0 };
            let x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505);
            let y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
            let z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089);
            [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
        };
        seen(one).iter().zip(seen(other)).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt()
    }

    /// The themes that paint colours of their own, and the least contrast of their words.
    const PAINTED: [(Theme, f64); 3] = [(Theme::Dark, 4.5), (Theme::Light, 4.5), (Theme::HighContrast, 7.0)];

    fn painted(theme: Theme, role: Role) -> [u8; 3] {
        let Some(Color::Indexed(index)) = theme.color(role) else { panic!("{theme:?} {role:?} has no fixed colour") };
        rgb(index)
    }

    #[test]
    fn every_role_reads_on_the_grounds_of_its_theme() {
        let black = [0, 0, 0];
        assert!((contrast(black, [255, 255, 255]) - 21.0).abs() < 0.01);
        for (theme, least) in PAINTED {
            let Some(Color::Indexed(ground)) = theme.ground() else { panic!("{theme:?} paints no fixed ground") };
            for role in ROLES {
                // Reversed, the pair is the same the other way round.
                let found = contrast(painted(theme, role), rgb(ground));
                assert!(found >= least, "{theme:?} {role:?}: {found:.2}");
            }
        }
    }

    #[test]
    fn good_watch_and_bad_are_told_apart_by_every_kind_of_sight() {
        for (theme, _) in PAINTED {
            for (one, other) in [(Role::Good, Role::Watch), (Role::Good, Role::Bad), (Role::Watch, Role::Bad)] {
                for (name, sight) in SIGHTS {
                    let found = apart(sight, painted(theme, one), painted(theme, other));
                    assert!(found >= 20.0, "{theme:?}: {one:?} and {other:?} {name}: {found:.0}");
                }
            }
        }
    }

    #[test]
    fn what_is_written_on_heat_reads_and_its_steps_are_told_apart() {
        for (theme, _) in PAINTED {
            let steps = theme.heat().expect("grounds");
            for [ground, ink] in steps {
                let found = contrast(rgb(ground), rgb(ink));
                assert!(found >= 4.5, "{theme:?} {ground}: {found:.2}");
            }
            for (pair, (name, sight)) in steps.windows(2).flat_map(|pair| SIGHTS.iter().map(move |sight| (pair, sight)))
            {
                let found = apart(*sight, rgb(pair[0][0]), rgb(pair[1][0]));
                assert!(found >= 20.0, "{theme:?} {pair:?} {name}: {found:.0}");
            }
        }
    }

    /// Colours of a terminal: its ground, and red, green, yellow and cyan.
    struct Palette(&'static str, [u8; 3], [[u8; 3]; 4]);

    const PALETTES: [Palette; 7] = [
        Palette("xterm", [255, 255, 255], [[205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 205, 205]]),
        Palette("xterm reversed", [0, 0, 0], [[205, 0, 0], [0, 205, 0], [205, 205, 0], [0, 205, 205]]),
        Palette("Solarized dark", [0, 43, 54], [[220, 50, 47], [133, 153, 0], [181, 137, 0], [42, 161, 152]]),
        Palette("Solarized light", [253, 246, 227], [[220, 50, 47], [133, 153, 0], [181, 137, 0], [42, 161, 152]]),
        Palette("GNOME", [23, 20, 33], [[192, 28, 40], [38, 162, 105], [162, 115, 76], [42, 161, 179]]),
        Palette("Windows Terminal", [12, 12, 12], [[197, 15, 31], [19, 161, 14], [193, 156, 0], [58, 150, 221]]),
        Palette("Linux console", [0, 0, 0], [[170, 0, 0], [0, 170, 0], [170, 85, 0], [0, 170, 170]]),
    ];

    #[test]
    fn words_stand_in_the_terminal_s_own_colour_and_its_signs_are_seen_on_every_palette() {
        let look = Look::default();
        for role in ROLES {
            let style = look.style(role);
            assert_eq!(
                (style.fg, style.bg),
                (Some(Color::Reset), None),
                "{role:?}: no other colour reads better than the terminal's own"
            );
        }
        for Palette(name, ground, colours) in PALETTES {
            let roles = [Role::Bad, Role::Good, Role::Watch, Role::Accent];
            for (role, colour) in roles.into_iter().zip(colours) {
                let drawn = look.drawn(role).and_then(|style| style.fg);
                let place =
                    [Color::Red, Color::Green, Color::Yellow, Color::Cyan].iter().position(|one| drawn == Some(*one));
                assert_eq!(place.map(|place| colours[place]), Some(colour), "{role:?}");
                // A sign says by its shape what it is; it only has to be seen.
                let found = contrast(colour, ground);
                assert!(found >= 1.5, "{name} {role:?}: {found:.2}");
            }
        }
        assert_eq!(Theme::None.drawn(Role::Bad), None);
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
