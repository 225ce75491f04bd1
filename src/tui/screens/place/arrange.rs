//! How the panes of a place share the screen.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::tui::canvas::WIDE;

/// From this width on there is room for a third column.
const WIDEST: u16 = 160;

/// The area of each of so many panes, one of which is in focus and has more room than the others: in columns by width, and
/// stacked on a narrow screen, where the others show their first line.
pub fn columns(count: usize, focus: usize, area: Rect) -> Vec<Rect> {
    if area.width < WIDE {
        let height = |place: usize| if place == focus { Constraint::Fill(1) } else { Constraint::Length(3) };
        return Layout::vertical((0..count).map(height)).split(area).to_vec();
    }
    let columns: usize = if area.width >= WIDEST { 3 } else { 2 };
    let rows = count.div_ceil(columns).max(1);
    // As many as are filled.
    let columns = count.div_ceil(rows).max(1);
    let mut areas = Vec::new();
    for (column, (x, width)) in shares(area.width, &vec![1; columns]).into_iter().enumerate() {
        let here = (column * rows..count).take(rows);
        let weights: Vec<u16> = here.map(|place| if place == focus { 3 } else { 2 }).collect();
        let rect = |(y, height)| Rect { x: area.x + x, y: area.y + y, width, height };
        areas.extend(shares(area.height, &weights).into_iter().map(rect));
    }
    areas
}

/// A length shared out by weights: where each share begins, and how long it is.
fn shares(length: u16, weights: &[u16]) -> Vec<(u16, u16)> {
    let whole = weights.iter().map(|weight| u32::from(*weight)).sum::<u32>().max(1);
    let mut before = 0;
    let edge = |before: u32| u16::try_from((u32::from(length) * before + whole / 2) / whole).unwrap_or(length);
    let share = |weight: &u16| {
        let start = edge(before);
        before += u32::from(*weight);
        (start, edge(before) - start)
    };
    weights.iter().map(share).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_shared_out_whole_and_by_weight() {
        assert_eq!(shares(38, &[3, 2, 2]), [(0, 16), (16, 11), (27, 11)]);
        for length in 0..400 {
            for weights in [&[1, 1][..], &[1, 1, 1], &[3, 2, 2], &[2, 3, 2], &[2, 2, 3], &[3, 2], &[2]] {
                let whole: u16 = weights.iter().sum();
                let mut end = 0;
                for ((start, share), weight) in shares(length, weights).into_iter().zip(weights) {
                    assert_eq!(start, end, "nothing is left between {weights:?} of {length}");
                    assert!((share * whole).abs_diff(length * weight) <= whole, "{share} for {weight} of {length}");
                    end = start + share;
                }
                assert_eq!(end, length);
            }
        }
    }

    #[test]
    fn every_pane_has_its_area_at_every_width_and_no_two_share_one() {
        for width in [40, 80, 100, 120, 159, 160, 200] {
            for count in 1..=7 {
                for focus in 0..count {
                    let areas = columns(count, focus, Rect::new(0, 1, width, 40));
                    assert_eq!(areas.len(), count);
                    let taken: u32 = areas.iter().map(|area| area.area()).sum();
                    let columns = areas.iter().map(|area| area.x).collect::<std::collections::BTreeSet<_>>().len();
                    assert!(taken == u32::from(width) * 40, "{count} at {width}: {columns} columns, {areas:?}");
                }
            }
        }
    }
}
