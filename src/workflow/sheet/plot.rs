//! A plot in characters: lines of dots, eight to a character, over levels and under marks. With ASCII alone a dot is a
//! star.

/// The dots of a character across and down.
const DOTS: [usize; 2] = [2, 4];
/// The bits of a character's dots, by column and row, as Unicode counts them.
const BITS: [[u32; 4]; 2] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]];
const BLANK: u32 = 0x2800;

/// What is plotted on: places run from 0 to 1, to the right and upwards.
#[derive(Debug)]
pub struct Plot {
    columns: usize,
    ascii: bool,
    cells: Vec<Vec<Dotted>>,
}

/// A character of a plot.
#[derive(Debug, Clone, Copy, Default)]
struct Dotted {
    bits: u32,
    level: Option<&'static str>,
    mark: Option<&'static str>,
}

/// A place on a plot.
pub type At = (f64, f64);

impl Plot {
    /// A plot of so many characters across and down, each at least one.
    pub fn new(columns: usize, rows: usize, ascii: bool) -> Self {
        let columns = columns.max(1);
        Self { columns, ascii, cells: vec![vec![Dotted::default(); columns]; rows.max(1)] }
    }

    /// The dot at a place.
    fn dot(&self, (right, up): At) -> (i64, i64) {
        let place = |share: f64, dots: usize| (share.clamp(0.0, 1.0) * (dots - 1) as f64).round() as i64;
        (place(right, self.columns * DOTS[0]), place(1.0 - up, self.cells.len() * DOTS[1]))
    }

    fn cell(&mut self, (x, y): (i64, i64)) -> Option<&mut Dotted> {
        let at = |dot: i64, dots: usize| usize::try_from(dot).ok().map(|dot| dot / dots);
        self.cells.get_mut(at(y, DOTS[1])?)?.get_mut(at(x, DOTS[0])?)
    }

    /// A straight line between two places (J. E. Bresenham, 1965).
    pub fn line(&mut self, from: At, to: At) {
        let ((mut x, mut y), (end_x, end_y)) = (self.dot(from), self.dot(to));
        let (across, down) = ((end_x - x).abs(), -(end_y - y).abs());
        let (step_x, step_y) = ((end_x - x).signum(), (end_y - y).signum());
        let mut error = across + down;
        loop {
            if let Some(cell) = self.cell((x, y)) {
                cell.bits |= BITS[(x % 2) as usize][(y % 4) as usize];
            }
            if (x, y) == (end_x, end_y) {
                return;
            }
            let doubled = 2 * error;
            if doubled >= down {
                error += down;
                x += step_x;
            }
            if doubled <= across {
                error += across;
                y += step_y;
            }
        }
    }

    /// A level from one place to another at the same height, below whatever else stands there. Two levels in one row take
    /// turns.
    pub fn level(&mut self, from: f64, to: f64, up: f64, sign: &'static str) {
        let ((first, y), (last, _)) = (self.dot((from, up)), self.dot((to, up)));
        for x in first..=last {
            let turn = x / 8 % 2 == 1;
            if let Some(cell) = self.cell((x, y))
                && (cell.level.is_none() || turn)
            {
                cell.level = Some(sign);
            }
        }
    }

    /// A sign at a place, above whatever else stands there.
    pub fn mark(&mut self, at: At, sign: &'static str) {
        let dot = self.dot(at);
        if let Some(cell) = self.cell(dot) {
            cell.mark = Some(sign);
        }
    }

    /// The row in which a height stands.
    pub fn row(&self, up: f64) -> usize {
        usize::try_from(self.dot((0.0, up)).1).unwrap_or(0) / DOTS[1]
    }

    /// Its rows, each as wide as the plot.
    pub fn rows(&self) -> impl Iterator<Item = String> + '_ {
        let ascii = self.ascii;
        let drawn = move |cell: &Dotted| {
            let dots = match (cell.bits, ascii) {
                (0, _) => None,
                (_, true) => Some('*'),
                (bits, false) => char::from_u32(BLANK + bits),
            };
            match (cell.mark, dots, cell.level) {
                (Some(sign), ..) | (None, None, Some(sign)) => sign.to_owned(),
                (None, dots, _) => dots.unwrap_or(' ').to_string(),
            }
        };
        self.cells.iter().map(move |row| row.iter().map(drawn).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(plot: &Plot) -> Vec<String> {
        plot.rows().collect()
    }

    #[test]
    fn a_line_runs_from_corner_to_corner() {
        let mut plot = Plot::new(3, 2, false);
        plot.line((0.0, 0.0), (1.0, 1.0));
        assert_eq!(rows(&plot), [" ⢀⠎", "⡰⠁ "]);
        let mut plain = Plot::new(3, 2, true);
        plain.line((0.0, 0.0), (1.0, 1.0));
        assert_eq!(rows(&plain), [" **", "** "]);
    }

    #[test]
    fn a_level_gives_way_to_what_is_plotted_and_a_mark_to_nothing() {
        let mut plot = Plot::new(4, 1, false);
        plot.level(0.0, 1.0, 0.5, "┄");
        plot.line((0.0, 0.0), (0.3, 0.0));
        plot.mark((1.0, 0.2), "▲");
        assert_eq!(rows(&plot), ["⣀⡀┄▲"]);
    }

    #[test]
    fn two_levels_in_one_row_are_both_seen() {
        let mut plot = Plot::new(12, 1, false);
        plot.level(0.0, 1.0, 0.5, "┄");
        plot.level(0.0, 1.0, 0.6, "─");
        assert_eq!(rows(&plot), ["┄┄┄┄────┄┄┄┄"]);
    }

    #[test]
    fn what_lies_beyond_the_plot_stands_at_its_edge() {
        let mut plot = Plot::new(2, 1, true);
        plot.line((-3.0, 9.0), (7.0, 9.0));
        plot.mark((f64::NAN, 0.5), "x");
        assert_eq!(rows(&plot), ["x*"]);
    }
}
