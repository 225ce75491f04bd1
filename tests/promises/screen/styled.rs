//! What stands on the wall, with its colours: the text and the style of each cell, in every theme. A colour that is lost
//! changes a picture.

use std::collections::BTreeMap;

use gavel::tui::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::sample::sample;
use crate::screen::desk::{Desk, lines};

/// The screens that are shown to others, each with the keys that lead to it from the first one.
const SHOWN: [(&str, &str); 11] = [
    ("session", "2"),
    ("room", "2 F"),
    ("motion", "2 c"),
    ("vote", "2 v f f f f a"),
    ("document", "2 O Enter"),
    ("risks", "4"),
    ("kpis", "5"),
    ("kpi", "5 Enter"),
    ("trends", "T"),
    ("coverage", "6"),
    ("registers", "8"),
];

const SIZES: [Size; 3] = [Size::new(80, 24), Size::new(120, 40), Size::new(200, 60)];

/// The sample's review in session, at the item of monitoring, with a decision that was voted on.
fn in_session() -> Fixture {
    let fixture = sample();
    script(
        &fixture,
        "
        review circulate MR-3
        review open MR-3 --notice-agreed 'All nine agreed by mail'
        review attend MR-3 --all
        review item MR-3 d2
        review propose MR-3 'Every automated refusal is read by a human before it is sent' --item d2
        review vote MR-3 D-11 --count 6-1-2
        review act MR-3 'Tell the investigators' --from D-11 --owner mateo --due 2026-12-04
        ",
    );
    fixture
}

/// The rows of a screen, each followed by the styles of its cells where they are not all the same, as letters; what the
/// letters stand for is told below.
fn styled(buffer: &Buffer) -> String {
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut out = String::new();
    let text = lines(buffer);
    for (row, words) in buffer.content().chunks(usize::from(buffer.area().width)).zip(text.lines()) {
        let styles: Vec<char> = row
            .iter()
            .map(|cell| {
                let next = u8::try_from(letters.len()).map_or('?', |count| (b'a' + count) as char);
                *letters.entry(look(cell)).or_insert(next)
            })
            .collect();
        out.push_str(words);
        out.push('\n');
        // The ground is the first style of all.
        let styles: String = styles.into_iter().map(|letter| if letter == 'a' { '·' } else { letter }).collect();
        let styles = styles.trim_end_matches('·');
        if !styles.is_empty() {
            out.push_str(&format!("~{styles}\n"));
        }
    }
    let mut told: Vec<_> = letters.into_iter().map(|(look, letter)| format!("{letter}: {look}")).collect();
    told.sort();
    out + &told.join("\n")
}

fn look(cell: &Cell) -> String {
    let color = |color: Color| match color {
        Color::Reset => "own".to_owned(),
        Color::Indexed(index) => index.to_string(),
        other => other.to_string().to_lowercase(),
    };
    let modifiers = if cell.modifier == Modifier::empty() { String::new() } else { format!(" {:?}", cell.modifier) };
    format!("{} on {}{}", color(cell.fg), color(cell.bg), modifiers.to_lowercase())
}

#[test]
fn what_is_shown_to_others_keeps_its_colours_in_every_theme_and_size() {
    let fixture = in_session();
    for theme in Theme::ALL {
        for (name, keys) in SHOWN {
            let mut desk = Desk::as_user(&fixture, "rosa", SIZES[0]);
            desk.theme(theme);
            desk.press("1").press(keys);
            // The other themes differ in their styles alone.
            let sizes = if theme == Theme::Dark { &SIZES[..] } else { &SIZES[..1] };
            for size in sizes {
                desk.size = *size;
                let theme = format!("{theme:?}").to_lowercase();
                let picture = styled(&desk.buffer());
                insta::assert_snapshot!(format!("{name}_{theme}_{}x{}", size.width, size.height), picture);
            }
        }
    }
}
