//! What stands on every page around the words: the running head, the foot, and across it that it does not stand yet.

use crate::report::document::Document;
use crate::report::pdf::look::{ACROSS, FOOT, FURNITURE, HEAD, MARGIN, WARN};
use crate::report::pdf::measure::{Style, cut, width};
use crate::report::pdf::words::Words;

use super::page::{Drawn, Op, Page, UNTOLD, lying};

/// Puts around each page what belongs there.
pub fn furnish(pages: &mut [Page], document: &Document, size: (f32, f32)) {
    // What is written here was counted where it stands.
    let words = Words::default();
    let [title, subtitle] = [&document.title, &document.subtitle].map(|text| words.line(text));
    let mark = document.mark.as_ref().map(|mark| words.line(mark));
    let organisation = subtitle.split_once(" · ").map_or("", |(organisation, _)| organisation);
    let across = [false, true].map(|way| mark.as_deref().map(|mark| turned(&across(mark), lying(way, size))));
    let count = pages.len();
    let half = (size.0 - 2.0 * MARGIN - 20.0) / 2.0;
    let quiet = FURNITURE;
    let house = document.frame.words();
    let number = |page: usize| words.line(&house.page(page, count));
    let below = cut(&subtitle, quiet, size.0 - 2.0 * MARGIN - width(&number(count), quiet) - 20.0);
    let (said, colour) = mark.as_deref().map_or((organisation, quiet.colour), |mark| (mark, WARN));
    let head = [cut(&title, quiet, half), cut(said, quiet, half)];
    for (place, page) in pages.iter_mut().enumerate() {
        let number = number(place + 1);
        let (wide, high) = lying(page.turned, size);
        let mut write = |text: String, right: bool, style: Style, foot: f32| {
            let left = if right { wide - MARGIN - width(&text, style) } else { MARGIN };
            let drawn = Drawn::Text { at: (left, foot), style, text, turned: 0.0 };
            page.ops.push(Op { part: UNTOLD, drawn });
        };
        if place > 0 {
            let [left, right] = head.clone();
            write(left, false, quiet, HEAD);
            write(right, true, Style { colour, ..quiet }, HEAD);
        }
        write(below.clone(), false, quiet, high - FOOT);
        write(number, true, quiet, high - FOOT);
        if let Some(word) = &across[usize::from(page.turned)] {
            page.ops.insert(0, word.clone());
        }
    }
}

/// What is written across a page: a mark up to its first stop.
fn across(mark: &str) -> String {
    const LONGEST: usize = 40;
    let first = mark.split([',', ';', ':', '.']).next().unwrap_or(mark);
    first.trim().chars().take(LONGEST).collect::<String>().to_uppercase()
}

/// Words from the lower left to the upper right, as large as the page allows.
fn turned(word: &str, (wide, high): (f32, f32)) -> Op {
    let length = wide.hypot(high) * 0.72;
    let whole = width(word, ACROSS).max(1.0);
    let style = ACROSS.sized((ACROSS.size * length / whole).min(ACROSS.size));
    let (angle, wide_word) = (high.atan2(wide), width(word, style));
    let middle = (wide / 2.0, high / 2.0);
    // The foot of the letters lies a third of their size below the middle.
    let along = (angle.cos() * wide_word / 2.0, angle.sin() * wide_word / 2.0);
    let down = (angle.sin() * style.size / 3.0, angle.cos() * style.size / 3.0);
    let at = (middle.0 - along.0 + down.0, middle.1 + along.1 + down.1);
    let drawn = Drawn::Text { at, style, text: word.to_owned(), turned: -angle.to_degrees() };
    Op { part: UNTOLD, drawn }
}
