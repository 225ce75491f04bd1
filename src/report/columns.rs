//! How wide the columns of a table are, so that its words are not broken and its rows are low.

use super::pdf::added::is_ideograph;

/// What a column takes: at the least, so that no word of it is broken, and at the most, so that no line of it is.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extent {
    pub least: f32,
    pub most: f32,
}

/// Up to so many letters are never broken that end with a number: a day, an hour, a span of hours.
const SHORT: usize = 18;

/// Up to so many are not, whatever they say.
const SHORTEST: usize = 12;

/// A table of which less than this share of the room is taken stays as narrow as it is.
const FULL: f32 = 0.6;

/// A column of words takes this share of the room, where there is enough for all.
const NARROWEST: f32 = 0.12;

/// A table of so many rows is not torn.
pub const WHOLE: usize = 6;

/// The share of their size in which the words of a table are written at the least, before they are broken.
pub const SMALLEST: f32 = 0.84;

/// Whether a sheet is turned for a table: upright its words are broken even where they are small, and across they are not. Beside
/// the room of words upright and across, it is told how wide a column is at the least.
pub fn is_turned(extents: &[Extent], [upright, across]: [f32; 2], narrowest: f32) -> bool {
    let least = extents.iter().map(|one| one.least).sum::<f32>() * SMALLEST;
    let fits = |room: f32| least <= room && extents.len() as f32 * narrowest <= room;
    !fits(upright) && fits(across)
}

/// Whether a text is so short that it is never broken.
pub fn is_whole(text: &str) -> bool {
    let most = if text.ends_with(|last: char| last.is_ascii_digit()) { SHORT } else { SHORTEST };
    text.chars().count() <= most
}

/// The parts of a text that are never broken: its words, or a short text as a whole.
fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let whole = is_whole(text);
    let words = text.split(move |c: char| c == '\n' || !whole && c.is_whitespace());
    words.flat_map(|word| word.split_inclusive(is_ideograph))
}

/// How wide the longest line of a text is, as it is measured.
pub fn longest_line(text: &str, measure: impl Fn(&str) -> f32) -> f32 {
    text.lines().map(measure).fold(0.0, f32::max)
}

impl Extent {
    /// That of texts, each measured by a function, with what stands around each of them.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, around: f32, measure: impl Fn(&str) -> f32) -> Self {
        let (mut least, mut most) = (0.0, 0.0);
        for text in texts {
            least = unbroken(text).map(&measure).fold(least, f32::max);
            most = longest_line(text, &measure).max(most);
        }
        Self { least: least + around, most: most.max(least) + around }
    }

    /// That of the texts of both.
    pub fn and(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.max(other.most) }
    }
}

/// How wide columns are that share so much room, each between its longest word and its longest line. Of each row it is told how
/// wide its cells are on one line.
pub fn widths(extents: &[Extent], rows: &[Vec<f32>], room: f32) -> Vec<f32> {
    let least: f32 = extents.iter().map(|one| one.least).sum();
    let most: f32 = extents.iter().map(|one| one.most).sum();
    if most <= room {
        // What is left over goes to those with the longest lines.
        let spare = if most > room * FULL { room - most } else { 0.0 };
        extents.iter().map(|one| one.most + spare * one.most / most.max(1.0)).collect()
    } else if least <= room {
        // A word a line is no sentence, however few rows have one.
        let readable = |one: &Extent| Extent { least: one.least.max(one.most.min(room * NARROWEST)), ..*one };
        let extents: Vec<Extent> = match extents.iter().map(readable).collect::<Vec<_>>() {
            readable if readable.iter().map(|one| one.least).sum::<f32>() <= room => readable,
            _ => extents.to_vec(),
        };
        balanced(&extents, rows, room)
    } else {
        capped(extents, room)
    }
}

/// The widths by which the rows are lowest together, as far as a few rounds find them: what makes rows high is given more.
fn balanced(extents: &[Extent], rows: &[Vec<f32>], room: f32) -> Vec<f32> {
    const ROUNDS: usize = 16;
    let mut wanted: Vec<f32> = extents.iter().map(|one| one.most).collect();
    let mut best = (f32::INFINITY, Vec::new());
    for _ in 0..ROUNDS {
        let widths = shared(extents, &wanted, room);
        let high = height(rows, &widths);
        // All that the rows hold that are as high as they are because of a column.
        let mut held = vec![0.0_f32; extents.len()];
        for row in rows {
            let lines = row.iter().zip(&widths).map(|(cell, width)| cell / width.max(1.0));
            let highest = lines.enumerate().max_by(|one, other| one.1.total_cmp(&other.1));
            if let Some((place, lines)) = highest.filter(|(_, lines)| *lines > 1.0) {
                held[place] += lines * widths[place];
            }
        }
        let all: f32 = held.iter().map(|held| held.sqrt()).sum();
        wanted =
            widths.iter().zip(&held).map(|(width, held)| (width + room * held.sqrt() / all.max(1.0)) / 2.0).collect();
        if high < best.0 {
            best = (high, widths);
        }
    }
    best.1
}

/// How many lines high rows are together.
fn height(rows: &[Vec<f32>], widths: &[f32]) -> f32 {
    let lines =
        |row: &Vec<f32>| row.iter().zip(widths).map(|(cell, width)| (cell / width.max(1.0)).ceil()).fold(1.0, f32::max);
    rows.iter().map(lines).sum()
}

/// Room shared out by what each wants; what one can't use goes to the others.
fn shared(extents: &[Extent], wanted: &[f32], room: f32) -> Vec<f32> {
    let at = |share: f32| {
        let each = extents.iter().zip(wanted);
        each.map(move |(one, wanted)| (wanted * share).min(one.most).max(one.least))
    };
    let highest = extents.iter().zip(wanted).map(|(one, wanted)| one.most / wanted.max(0.1));
    let (mut low, mut high) = (0.0, highest.fold(1.0, f32::max));
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if at(middle).sum::<f32>() <= room { low = middle } else { high = middle }
    }
    at(low).collect()
}

/// No column is wider than another one's longest word while that is broken.
fn capped(extents: &[Extent], room: f32) -> Vec<f32> {
    let mut cap = room / extents.len().max(1) as f32;
    for _ in 0..extents.len() {
        let (small, large): (Vec<&Extent>, Vec<&Extent>) = extents.iter().partition(|one| one.least <= cap);
        let taken: f32 = small.iter().map(|one| one.least).sum();
        cap = (room - taken) / large.len().max(1) as f32;
    }
    extents.iter().map(|one| one.least.min(cap)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn extents() -> [Extent; 3] {
        [(30.0, 30.0), (40.0, 400.0), (20.0, 100.0)].map(|(least, most)| Extent { least, most })
    }

    proptest! {
        #[test]
        fn columns_fill_the_room_and_break_no_word_where_there_is_room_for_them(
            columns in prop::collection::vec((1.0..400.0_f32, 0.0..4000.0_f32), 1..12),
            cells in prop::collection::vec(0.0..1.0_f32, 0..60),
            room in 400.0..10_000.0_f32,
        ) {
            let columns: Vec<_> = columns.iter().map(|(least, more)| Extent { least: *least, most: least + more }).collect();
            let share = |row: &[f32]| row.iter().zip(&columns).map(|(share, one)| share * one.most).collect::<Vec<_>>();
            let rows: Vec<_> = cells.chunks(columns.len()).map(share).collect();
            let widths = widths(&columns, &rows, room);
            let (used, least) = (widths.iter().sum::<f32>(), columns.iter().map(|one| one.least).sum::<f32>());
            prop_assert!(used <= room * 1.001);
            prop_assert!(widths.iter().all(|one| *one > 0.0));
            if least <= room {
                prop_assert!(widths.iter().zip(&columns).all(|(width, one)| *width >= one.least - 0.01));
                let most: f32 = columns.iter().map(|one| one.most).sum();
                prop_assert!(most <= room || used >= room * 0.999, "{used} of {room}");
            }
        }
    }

    #[test]
    fn numbers_and_days_are_whole() {
        let words = |text| unbroken(text).collect::<Vec<_>>();
        assert_eq!(words("17 August 2026"), ["17 August 2026"]);
        assert_eq!(words("Rewrite the letters\nby product"), ["Rewrite", "the", "letters", "by", "product"]);
        let measure = |text: &str| text.len() as f32;
        let extent = Extent::of(["A-14", "Rewrite the letters by product"].into_iter(), 2.0, measure);
        assert_eq!(extent, Extent { least: 9.0, most: 32.0 });
    }

    #[test]
    fn columns_are_between_their_longest_word_and_their_longest_line() {
        let rows = vec![vec![30.0, 400.0, 50.0], vec![20.0, 60.0, 100.0]];
        for room in [90.0, 100.0, 300.0, 529.0] {
            let widths = widths(&extents(), &rows, room);
            assert!(widths.iter().sum::<f32>() <= room + 0.1, "{widths:?}");
            for (wide, extent) in widths.iter().zip(&extents()) {
                assert!(*wide >= extent.least - 0.1 && *wide <= extent.most + 0.1, "{room}: {widths:?}");
            }
        }
        // Where all is seen, the page is filled; where there is little, it is not.
        assert!((widths(&extents(), &rows, 600.0).iter().sum::<f32>() - 600.0).abs() < 0.1);
        assert!((widths(&extents(), &rows, 2000.0).iter().sum::<f32>() - 530.0).abs() < 0.1);
    }

    #[test]
    fn where_not_even_the_longest_words_fit_the_widest_give_way_first() {
        assert_eq!(widths(&extents(), &[], 60.0), [20.0, 20.0, 20.0]);
    }

    #[test]
    fn few_sentences_beside_many_are_not_a_word_a_line() {
        let extents = [Extent { least: 40.0, most: 900.0 }, Extent { least: 25.0, most: 300.0 }];
        let mut rows = vec![vec![900.0, 0.0]; 40];
        rows.push(vec![900.0, 300.0]);
        let widths = widths(&extents, &rows, 400.0);
        assert!(widths[1] >= 48.0, "{widths:?}");
    }

    #[test]
    fn one_long_cell_among_many_does_not_make_the_others_narrow() {
        let extents = [Extent { least: 30.0, most: 130.0 }, Extent { least: 40.0, most: 4000.0 }];
        let mut rows = vec![vec![130.0, 200.0]; 30];
        rows.push(vec![100.0, 4000.0]);
        let widths = widths(&extents, &rows, 300.0);
        // None of them is more than two lines high.
        assert!(widths[0] >= 65.0 && widths[1] >= 100.0, "{widths:?}");
    }
}
