//! A chart as an Enhanced Metafile: the vectors that word processors draw themselves, sharp at every size.

use crate::domain::visible::one_line;
use crate::report::scene::{Anchor, CROSS, FOOT, Frame, Point, RISE, ROUND, Shape, TIP, scene};
use crate::workflow::sheet::chart::{Chart, Mark, Sort};

use super::measure::reach;
use crate::report::pdf::fonts::Face;

/// Points of the metafile for each of the picture.
const FINE: f64 = 10.0;

/// The size at which it is drawn where nobody says otherwise, in hundredths of a millimetre for each point of the picture.
const MEASURE: f64 = 23.5;

/// How high letters are, and how thick what is drawn: axes, limits, lines, what is beyond a limit.
const LETTERS: i32 = 140;
const THIN: u32 = 8;
const THICK: u32 = 25;
const HEAVY: u32 = 30;

/// A dash and what is left out after it.
const DASH: f64 = 3.0;
const STEP: f64 = 8.0;

/// The colours, as blue, green and red.
const INK: u32 = 0x0033_291f;
const ACCENT: u32 = 0x005c_4d1b;
const QUIET: u32 = 0x006d_6255;

/// What lines are drawn with; each is made once, and used by its number.
#[derive(Debug, Clone, Copy)]
enum Pen {
    Axis = 1,
    Line,
    Beyond,
    Level,
}

const PENS: [(Pen, u32, u32); 4] =
    [(Pen::Axis, THIN, QUIET), (Pen::Line, THICK, ACCENT), (Pen::Beyond, HEAVY, INK), (Pen::Level, THIN, INK)];

/// The numbers of the letters and of what fills a sign, and how many there are with the one that nobody uses.
const FONT: u32 = 5;
const BRUSH: u32 = 6;
const HANDLES: u32 = 7;

/// Writes a chart of a size.
pub fn write(chart: &Chart, frame: Frame) -> Vec<u8> {
    let mut file = File { bounds: [0, 0, at(frame.wide), at(frame.high)], ..File::default() };
    for (pen, thick, colour) in PENS {
        file.record(38, &[pen as u32, 0, thick, 0, colour]);
    }
    file.record(82, &font());
    file.record(39, &[BRUSH, 0, INK, 0]);
    file.record(18, &[1]);
    file.record(24, &[INK]);
    [FONT, BRUSH].into_iter().for_each(|handle| file.select(handle));
    scene(chart, frame).iter().for_each(|shape| file.draw(shape));
    file.record(14, &[0, 16, 20]);
    file.whole(frame)
}

/// What letters look like, as the record asks for it.
fn font() -> Vec<u32> {
    /// Height, width, two angles and the weight; then signs by the byte; then a name of 32 letters, and what is not said.
    const WORDS: usize = 80;
    let mut font = vec![FONT, (-LETTERS).cast_unsigned(), 0, 0, 0, 400, 0x0100_0000, 0];
    let name: Vec<u16> = "Calibri\0".encode_utf16().collect();
    font.extend(name.chunks(2).map(|pair| u32::from(pair[0]) | u32::from(pair[1]) << 16));
    font.resize(1 + WORDS, 0);
    font
}

#[derive(Default)]
struct File {
    records: Vec<u8>,
    count: u32,
    /// That something is drawn somewhere in the picture.
    bounds: [u32; 4],
}

/// A place in the metafile; none lies as far out as a number goes.
fn at(value: f64) -> u32 {
    ((value * FINE).round() as i32).cast_unsigned()
}

impl File {
    /// A record of a kind: its kind, its length, and what it says.
    fn record(&mut self, kind: u32, words: &[u32]) {
        // No record is longer than the words of a chart.
        let length = 8 + 4 * words.len() as u32;
        self.records.extend([kind, length].iter().chain(words).flat_map(|word| word.to_le_bytes()));
        self.count += 1;
    }

    fn select(&mut self, handle: u32) {
        self.record(37, &[handle]);
    }

    fn pen(&mut self, pen: Pen) {
        self.select(pen as u32);
    }

    /// A line through points, or a filled shape between them.
    fn points(&mut self, kind: u32, points: &[Point]) {
        let mut words = self.bounds.to_vec();
        words.push(points.len() as u32);
        words.extend(points.iter().flat_map(|(x, y)| [at(*x), at(*y)]));
        self.record(kind, &words);
    }

    fn line(&mut self, points: &[Point]) {
        self.points(4, points);
    }

    fn draw(&mut self, shape: &Shape) {
        match shape {
            Shape::Axis { top, origin, end } => {
                self.pen(Pen::Axis);
                self.line(&[*top, *origin, *end]);
            }
            Shape::Words { at, anchor, words } => self.words(*at, *anchor, &one_line(words)),
            Shape::Level { sort, from: (x, y), to } => match sort {
                Sort::Target | Sort::Half => {
                    self.pen(Pen::Level);
                    let mut from = *x;
                    while from < *to {
                        self.line(&[(from, *y), ((from + DASH).min(*to), *y)]);
                        from += STEP;
                    }
                }
                Sort::Warning | Sort::Critical => {
                    self.pen(if *sort == Sort::Critical { Pen::Beyond } else { Pen::Level });
                    self.line(&[(*x, *y), (*to, *y)]);
                }
            },
            Shape::Line(points) => {
                self.pen(Pen::Line);
                self.line(points);
            }
            Shape::Mark { mark, at } => self.mark(*mark, *at),
        }
    }

    fn mark(&mut self, mark: Mark, (x, y): Point) {
        match mark {
            Mark::Value => {
                self.pen(Pen::Level);
                self.record(42, &[at(x - ROUND), at(y - ROUND), at(x + ROUND), at(y + ROUND)]);
            }
            Mark::Watch => {
                self.pen(Pen::Level);
                let foot = y - TIP + RISE;
                self.points(3, &[(x, y - TIP), (x + FOOT, foot), (x - FOOT, foot)]);
            }
            Mark::Critical => {
                self.pen(Pen::Beyond);
                self.line(&[(x - CROSS, y - CROSS), (x + CROSS, y + CROSS)]);
                self.line(&[(x + CROSS, y - CROSS), (x - CROSS, y + CROSS)]);
            }
        }
    }

    /// Words on their line, from a point on or up to it.
    fn words(&mut self, (x, y): Point, anchor: Anchor, said: &str) {
        if said.is_empty() {
            return;
        }
        let aligned = if anchor == Anchor::End { 2 } else { 0 };
        self.record(22, &[24 | aligned]);
        let letters: Vec<u16> = said.encode_utf16().collect();
        let count = letters.len() as u32;
        let text = letters.chunks(2).map(|pair| u32::from(pair[0]) | u32::from(*pair.get(1).unwrap_or(&0)) << 16);
        let text: Vec<u32> = text.collect();
        let scale = ((MEASURE / FINE) as f32).to_bits();
        // Where the letters begin, and behind them how far each one reaches.
        let begins = 76;
        let reaches = begins + 4 * text.len() as u32;
        let mut words = self.bounds.to_vec();
        words.extend([1, scale, scale, at(x), at(y), count, begins, 0, 0, 0, 0, 0, reaches]);
        words.extend(text);
        for letter in said.chars() {
            words.push((reach(letter, Face::Regular) * LETTERS as f32) as u32);
            // The second half of a letter of two stands where the first does.
            words.extend((letter.len_utf16() > 1).then_some(0));
        }
        self.record(84, &words);
    }

    /// The head, and all records.
    fn whole(self, frame: Frame) -> Vec<u8> {
        let (wide, high) = (at(frame.wide), at(frame.high));
        let measured = |points: f64, by: f64| (points * MEASURE * by) as u32;
        let head = 108;
        let length = head + self.records.len() as u32;
        let mut words = vec![1, head, 0, 0, wide, high, 0, 0, measured(frame.wide, 1.0), measured(frame.high, 1.0)];
        words.extend([0x464d_4520, 0x0001_0000, length, self.count + 1, HANDLES, 0, 0, 0]);
        words.extend([wide, high, measured(frame.wide, 0.01), measured(frame.high, 0.01), 0, 0, 0]);
        words.extend([measured(frame.wide, 10.0), measured(frame.high, 10.0)]);
        let head = words.iter().flat_map(|word| word.to_le_bytes());
        head.chain(self.records).collect()
    }
}
