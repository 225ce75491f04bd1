//! How wide the columns of a table are: between what their longest word takes and what their longest line takes.

/// What a column takes: at the least, so that no word of it is broken, and at the most, so that no line of it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    pub least: u32,
    pub most: u32,
}

/// Up to so many letters are never broken: a number, a day, an hour.
pub const SHORT: usize = 16;

/// The parts of a text that are never broken: its words, or a short text as a whole.
pub fn unbroken(text: &str) -> impl Iterator<Item = &str> {
    let whole = text.chars().count() <= SHORT;
    text.split(move |c: char| c == '\n' || !whole && c.is_whitespace())
}

impl Extent {
    /// That of texts, each measured by a function, with what stands around each of them.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, around: u32, measure: impl Fn(&str) -> u32) -> Self {
        let (mut least, mut most) = (0, 0);
        for text in texts {
            least = unbroken(text).map(&measure).fold(least, u32::max);
            most = text.lines().map(&measure).fold(most, u32::max);
        }
        Self { least: least + around, most: most.max(least) + around }
    }
}

/// A table of which less than this share of the room is taken stays as narrow as it is, in hundredths.
const FULL: u32 = 60;

/// The width of each column in a room, which they take as a whole where they take most of it.
pub fn widths(columns: &[Extent], room: u32) -> Vec<u32> {
    let least: u32 = columns.iter().map(|one| one.least).sum();
    let most: u32 = columns.iter().map(|one| one.most).sum();
    let mut widths: Vec<u32> = if most <= room {
        let stretched = |one: &Extent| if most * 100 < room * FULL { one.most } else { scaled(one.most, room, most) };
        columns.iter().map(stretched).collect()
    } else if least <= room {
        // A column gets by the root of what it would take, so that a long one has more, and not all.
        let share = |one: &Extent, level: f64| level * f64::from(one.most).sqrt();
        let at = |level: f64| -> Vec<u32> {
            // Between two whole numbers it is one.
            columns.iter().map(|one| (share(one, level) as u32).clamp(one.least, one.most.max(one.least))).collect()
        };
        at(highest(room, f64::from(room), |level| at(level).iter().sum()))
    } else {
        let at = |level: f64| -> Vec<u32> { columns.iter().map(|one| one.least.min(level as u32).max(1)).collect() };
        at(highest(room, f64::from(room), |level| at(level).iter().sum()))
    };
    // What is left over by rounding goes to the widest.
    let used: u32 = widths.iter().sum();
    if most > room
        && used < room
        && let Some(widest) = widths.iter_mut().max()
    {
        *widest += room - used;
    }
    widths
}

fn scaled(width: u32, room: u32, of: u32) -> u32 {
    // Neither is wider than a sheet of paper, in whatever it is counted.
    u32::try_from(u64::from(width) * u64::from(room) / u64::from(of.max(1))).unwrap_or(width)
}

/// The highest level at which all of it fits into the room.
fn highest(room: u32, most: f64, all: impl Fn(f64) -> u32) -> f64 {
    /// Each step halves what it lies between: after these it is known to less than one.
    const STEPS: usize = 40;
    let (mut low, mut high) = (0.0, most);
    for _ in 0..STEPS {
        let middle = (low + high) / 2.0;
        if all(middle) <= room { low = middle } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn columns_fill_the_room_and_break_no_word_where_there_is_room_for_them(
            columns in prop::collection::vec((1..400u32, 0..4000u32), 1..12),
            room in 400..10_000u32,
        ) {
            let columns: Vec<_> = columns.iter().map(|(least, more)| Extent { least: *least, most: least + more }).collect();
            let widths = widths(&columns, room);
            let (used, least) = (widths.iter().sum::<u32>(), columns.iter().map(|one| one.least).sum::<u32>());
            prop_assert!(used <= room);
            prop_assert!(widths.iter().all(|one| *one > 0));
            if least <= room {
                prop_assert!(widths.iter().zip(&columns).all(|(width, one)| *width >= one.least));
                let most: u32 = columns.iter().map(|one| one.most).sum();
                prop_assert!(most <= room || used == room);
            }
        }
    }

    #[test]
    fn numbers_and_days_are_whole() {
        let words = |text| unbroken(text).collect::<Vec<_>>();
        assert_eq!(words("17 August 2026"), ["17 August 2026"]);
        assert_eq!(words("Rewrite the letters\nby product"), ["Rewrite", "the", "letters", "by", "product"]);
        let measure = |text: &str| text.len() as u32;
        let extent = Extent::of(["A-14", "Rewrite the letters by product"].into_iter(), 2, measure);
        assert_eq!(extent, Extent { least: 9, most: 32 });
    }
}
