//! Which items: drawn without replacement, by a seed that is written down, so that the draw can be repeated for ever.

use crate::analysis::chance::Chance;

/// Draws `take` of `items` items (all of them where it is more), each set as likely: their places from 0, in the order in
/// which they were drawn. Whoever takes one more with the same seed gets the same and one more: the replacement for
/// what turns out not to be there.
///
/// The method (Fisher and Yates, from the front): the places lie in a row; the first changes places with one drawn from
/// all, the second with one drawn from all but the first, and so on, by the first stream of the seed.
pub fn draw(seed: u64, items: usize, take: usize) -> Vec<usize> {
    draw_by(Chance::new(seed, 0), items, take)
}

/// Draws from each stratum, which lists its items in an order that is always the same, as many as `takes` has for it: the
/// chosen items, ascending. No item is in two strata.
///
/// Each stratum has its own stream of the seed, by its place from 0, so that what is drawn from it does not hang on the
/// others; taking more of it keeps what was chosen.
pub fn stratified(seed: u64, strata: &[Vec<usize>], takes: &[usize]) -> Vec<usize> {
    let of_each = strata.iter().zip(takes).zip(0..);
    let chosen = of_each.flat_map(|((items, take), stream)| {
        let places = draw_by(Chance::new(seed, stream), items.len(), *take);
        places.into_iter().map(|place| items[place])
    });
    let mut chosen: Vec<usize> = chosen.collect();
    chosen.sort_unstable();
    chosen
}

fn draw_by(mut chance: Chance, items: usize, take: usize) -> Vec<usize> {
    let mut places: Vec<usize> = (0..items).collect();
    let take = take.min(items);
    for at in 0..take {
        let ahead = chance.below((items - at) as u64) as usize;
        places.swap(at, at + ahead);
    }
    places.truncate(take);
    places
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use proptest::prelude::*;

    /// Worked out from OpenSSL's keystream by another program. Should these ever change, no recorded draw can be repeated.
    #[test]
    fn a_draw_stays_what_it_was() {
        assert_eq!(draw(1, 10, 10), [7, 9, 4, 3, 0, 8, 1, 6, 5, 2]);
        assert_eq!(draw(2026, 100, 12), [20, 59, 64, 40, 66, 18, 69, 28, 51, 25, 95, 26]);
        assert_eq!(draw(2026, 1000, 5), [620, 788, 768, 233, 330]);
        let strata = [vec![0, 3, 6, 9], vec![1, 4, 7, 10, 13, 16], vec![2, 5, 8]];
        assert_eq!(stratified(7, &strata, &[2, 3, 3]), [1, 2, 3, 5, 6, 8, 10, 16]);
    }

    #[test]
    fn of_nothing_nothing_is_drawn() {
        assert!(draw(1, 0, 5).is_empty() && draw(1, 5, 0).is_empty());
        assert!(stratified(1, &[vec![], vec![4]], &[3, 0]).is_empty());
    }

    #[test]
    fn every_set_is_as_likely() {
        let mut counts: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
        for seed in 0..20_000 {
            *counts.entry(draw(seed, 5, 2)).or_default() += 1.0;
        }
        assert_eq!(counts.len(), 20);
        let chi_square: f64 = counts.values().map(|count| (count - 1000.0_f64).powi(2) / 1000.0).sum();
        assert!(chi_square < 43.8, "{counts:?}");
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_twice_and_taking_more_keeps_what_was_drawn(seed: u64, items in 0usize..60, take in 0usize..70) {
            let drawn = draw(seed, items, take);
            prop_assert_eq!(drawn.len(), take.min(items));
            prop_assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), drawn.len());
            prop_assert!(drawn.iter().all(|place| *place < items));
            prop_assert!(draw(seed, items, take + 1).starts_with(&drawn));
        }

        #[test]
        fn each_stratum_gives_its_own(seed: u64, of_which in prop::collection::vec(0usize..3, 0..40), takes in prop::array::uniform3(0usize..15)) {
            let mut strata = vec![vec![]; 3];
            for (item, stratum) in of_which.iter().enumerate() {
                strata[*stratum].push(item);
            }
            let chosen = stratified(seed, &strata, &takes);
            prop_assert!(chosen.is_sorted_by(|one, next| one < next));
            for (stratum, take) in takes.into_iter().enumerate() {
                let from_it = chosen.iter().filter(|item| of_which[**item] == stratum).count();
                prop_assert_eq!(from_it, take.min(strata[stratum].len()));
            }
        }
    }
}
