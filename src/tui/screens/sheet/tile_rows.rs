//! Tiles in a narrow pane: a row each, with its sign, its title, its value, where that stands before its aim, and where
//! the series goes. What the signs mean is said above them.

use unicode_width::UnicodeWidthStr;

use crate::domain::field::Tone;
use crate::domain::visible::{fit, one_line};
use crate::tui::theme::{Look, Role};
use crate::workflow::sheet::{Cell, Gauge, Tile};

use super::laid::{Page, role};

/// The columns before the sign, where the mark of the cursor stands.
const MARK: usize = 2;
/// The columns of a line from end to end.
const LINE: usize = 12;
/// The most columns for what is said of a series, and for a value with its unit.
const SAID: usize = 10;
const AMOUNT: usize = 14;
/// The fewest columns of a title: where there are fewer, the line goes.
const TITLE: usize = 22;

/// Lays tiles below each other.
pub(super) fn lay(page: &mut Page, tiles: &[Tile]) {
    let told = shared(tiles);
    legend(page, tiles, told.unwrap_or_default());
    let widest = |text: &dyn Fn(&Tile) -> String, most: usize| {
        tiles.iter().map(|tile| one_line(&text(tile)).width().min(most)).max().unwrap_or(0)
    };
    let amount = widest(&Tile::amount, AMOUNT);
    let aim = widest(&aimed, AMOUNT);
    let said = widest(&|tile| gist(tile, told).to_owned(), SAID);
    let drawn = aim + 1 + LINE;
    let room = usize::from(page.width).saturating_sub(MARK + 2 + amount + 2 + said + 2);
    let (title, drawn) = match room.checked_sub(drawn + 2) {
        Some(left) if left >= TITLE => (left, Some(drawn)),
        _ => (room, None),
    };
    // Where a title had no room beside the rest, the rest stands below it.
    let below = usize::from(room < TITLE);
    let title = if below > 0 { usize::from(page.width).saturating_sub(MARK + 2) } else { title };
    for tile in tiles {
        let number = page.stop(0, 1 + below, false);
        let look = page.look;
        let tone = tile.standing.tone;
        let stop = Some((number, Role::Selected));
        let mut x = MARK;
        page.span((x, 0), tone.map_or("", |tone| look.tone(tone).0), role(tone, look), stop);
        x += 2;
        page.span((x, 0), fit(&one_line(&tile.title), title).into_owned(), Role::Text, stop);
        x = if below > 0 { MARK + 2 } else { x + title + 2 };
        let value = fit(&one_line(&tile.amount()), amount).into_owned();
        let right = if below > 0 { 0 } else { amount - value.width() };
        page.span((x + right, below), value.as_str(), role(tone, look), stop);
        x += if below > 0 { value.width() } else { amount } + 2;
        let mut rest = usize::from(page.width).saturating_sub(x);
        // What no longer tells how things stand is not drawn as if it did.
        let gauge = tile.gauge().filter(|_| tone != Some(Tone::Gone));
        if let (Some(drawn), Some(gauge)) = (drawn, gauge) {
            let wanted = fit(&aimed(tile), aim).into_owned();
            page.span((x + aim - wanted.width(), 0), wanted, Role::Quiet, stop);
            page.span((x + aim + 1, 0), line(gauge, look), Role::Accent, stop);
            x += drawn + 2;
            rest = said;
        } else if drawn.is_some() && tile.aim.is_none() {
            // What there is nothing to draw of says its words under those of the others.
            x += aim + 1 + LINE + 2;
            rest = said;
        }
        page.span((x, below), fit(gist(tile, told), rest).into_owned(), Role::Quiet, stop);
        page.y += 1 + below;
    }
}

/// The time of which most of them tell.
fn shared(tiles: &[Tile]) -> Option<&str> {
    let times = || tiles.iter().map(|tile| tile.time.text.as_str()).filter(|time| !time.is_empty());
    times().max_by_key(|time| times().filter(|one| one == time).count())
}

/// What is said of a tile where it is a row: of which time it tells, where that is not what is told of all.
fn gist<'a>(tile: &'a Tile, told: Option<&str>) -> &'a str {
    let other = !tile.time.text.is_empty() && Some(tile.time.text.as_str()) != told;
    let time = tile.time.brief.as_deref().filter(|_| other && tile.standing.tone != Some(Tone::Gone));
    time.unwrap_or(&tile.gist)
}

/// What the signs mean, and of which time the values tell.
fn legend(page: &mut Page, tiles: &[Tile], time: &str) {
    let look = page.look;
    let mut told: Vec<&str> = Vec::new();
    let mut x = MARK;
    for Cell { text, tone, .. } in tiles.iter().map(|tile| &tile.standing) {
        if told.contains(&text.as_str()) {
            continue;
        }
        told.push(text);
        let words = format!("{} {}", tone.map_or("", |tone| look.tone(tone).0), text.to_lowercase());
        if x > MARK && x + words.width() > usize::from(page.width) {
            (x, page.y) = (MARK, page.y + 1);
        }
        page.span((x, 0), words.as_str(), role(*tone, look), None);
        x += words.width() + 2;
    }
    if !time.is_empty() {
        let words = format!("values {time} where nothing else is said");
        if x > MARK && x + words.width() > usize::from(page.width) {
            (x, page.y) = (MARK, page.y + 1);
        }
        page.span((x, 0), words, Role::Quiet, None);
    }
    page.y += 1;
}

/// What the values should come to.
fn aimed(tile: &Tile) -> String {
    tile.aim.as_ref().map_or_else(String::new, |aim| aim.text.clone())
}

/// A line on which the value and the aim stand: `├──────┼─────●┤`.
fn line(gauge: Gauge, look: Look) -> String {
    let place = |share: f64| ((share * (LINE - 1) as f64).round() as usize).min(LINE - 1);
    let (value, aim) = (place(gauge.value), place(gauge.aim));
    let sign = |at: usize| match at {
        at if at == value => look.sign("●", "o"),
        at if at == aim => look.sign("┼", "+"),
        0 => look.sign("├", "|"),
        at if at == LINE - 1 => look.sign("┤", "|"),
        _ => look.sign("─", "-"),
    };
    (0..LINE).map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_and_the_aim_stand_where_they_are() {
        let drawn = |value, aim| line(Gauge { value, aim }, Look::default());
        assert_eq!(drawn(1.0, 0.5), "├─────┼────●");
        assert_eq!(drawn(0.0, 1.0), "●──────────┼");
        assert_eq!(drawn(0.5, 0.5), "├─────●────┤", "what is reached hides the aim");
        let plain = line(Gauge { value: 0.25, aim: 0.75 }, Look { ascii: true, ..Look::default() });
        assert_eq!(plain, "|--o----+--|");
    }
}
