//! How wide the columns of a table are, so that its words are not broken and its rows are low.

/// A table that is less wide than this share of the page is not stretched.
const SMALL: f32 = 0.5;

/// What a column must have, and what it would like to have.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Extent {
    pub least: f32,
    pub most: f32,
}

/// How wide columns are that share so much room, each between its longest word and its longest line. Of each row it is told how
/// wide its cells are on one line.
pub fn widths(extents: &[Extent], rows: &[Vec<f32>], room: f32) -> Vec<f32> {
    let least: f32 = extents.iter().map(|one| one.least).sum();
    let most: f32 = extents.iter().map(|one| one.most).sum();
    if most <= room {
        // What is left over goes to those with the longest lines.
        let spare = if most > room * SMALL { room - most } else { 0.0 };
        extents.iter().map(|one| one.most + spare * one.most / most.max(1.0)).collect()
    } else if least <= room {
        balanced(extents, rows, room)
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
    for _ in 0..24 {
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

    fn extents() -> [Extent; 3] {
        [(30.0, 30.0), (40.0, 400.0), (20.0, 100.0)].map(|(least, most)| Extent { least, most })
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
    fn one_long_cell_among_many_does_not_make_the_others_narrow() {
        let extents = [Extent { least: 30.0, most: 130.0 }, Extent { least: 40.0, most: 4000.0 }];
        let mut rows = vec![vec![130.0, 200.0]; 30];
        rows.push(vec![100.0, 4000.0]);
        let widths = widths(&extents, &rows, 300.0);
        // None of them is more than two lines high.
        assert!(widths[0] >= 65.0 && widths[1] >= 100.0, "{widths:?}");
    }
}
