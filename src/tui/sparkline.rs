//! A series as bars of one row.

use crate::analysis::scale::foot;

use super::theme::Look;

/// Values as bars, the last so many of them.
pub fn sparkline(values: &[f64], most: usize, look: Look) -> String {
    const BARS: [&str; 8] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    const PLAIN: [&str; 8] = ["_", ".", ",", "-", "~", "=", "+", "#"];
    let shown = &values[values.len().saturating_sub(most)..];
    let highest = shown.iter().copied().fold(f64::MIN, f64::max);
    let bottom = foot(shown.iter().copied());
    let range = highest - bottom;
    let bar = |value: &f64| {
        let share = if range > 0.0 { (value - bottom) / range } else { 0.0 };
        let place = ((share * 7.0).round() as usize).min(7);
        look.sign(BARS[place], PLAIN[place])
    };
    shown.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_is_full_and_nought_is_low() {
        let look = Look::default();
        assert_eq!(sparkline(&[0.0, 4.0, 8.0], 8, look), "▁▅█");
        assert_eq!(sparkline(&[0.0, 0.0], 8, look), "▁▁");
        assert_eq!(sparkline(&[98.0, 99.0, 100.0], 8, look), "▁▅█");
        assert_eq!(sparkline(&[1.0, 2.0, 3.0, 4.0], 2, look), "▁█");
        assert_eq!(sparkline(&[], 8, look), "");
    }
}
