//! A chart as vectors. Colours are those of the page: a line is told from a level by how it is drawn, a mark by its shape.

use html_escape::encode_text;

use crate::domain::visible::one_line;
use crate::workflow::sheet::chart::{Chart, Mark, Sort};

use super::scene::{Anchor, CROSS, FOOT, Frame, Point, RISE, ROUND, Shape, TIP, scene, tenth};

/// Writes a chart of a size; nothing where there is nothing to be drawn.
pub fn write(chart: &Chart, frame: Frame) -> String {
    let shapes = scene(chart, frame);
    if shapes.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n",
        frame.wide,
        frame.high,
        html_escape::encode_double_quoted_attribute(&one_line(&chart.says)),
    );
    for shape in &shapes {
        out.push_str(&drawn(shape));
        out.push('\n');
    }
    out.push_str("</svg>\n");
    out
}

/// What its levels and marks mean, each after its sign.
pub fn legend(chart: &Chart) -> String {
    let told = chart.legend.iter().map(|(key, text)| format!("{} {}", key.sign(false), words(text)));
    told.collect::<Vec<_>>().join(" &#160; ")
}

fn drawn(shape: &Shape) -> String {
    match shape {
        Shape::Axis { top, origin, end } => {
            format!("<path class=\"axis\" d=\"M{} {} V{} H{}\"/>", origin.0, top.1, origin.1, end.0)
        }
        Shape::Words { at: (x, y), anchor, words: said } => {
            let anchor = match anchor {
                Anchor::Start => "start",
                Anchor::End => "end",
            };
            format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", words(said))
        }
        Shape::Level { sort, from: (x, y), to } => {
            let class = match sort {
                Sort::Target | Sort::Half => "target",
                Sort::Warning => "warning",
                Sort::Critical => "critical",
            };
            format!("<path class=\"level {class}\" d=\"M{x} {y} H{to}\"/>")
        }
        Shape::Line(points) => {
            let points: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
            format!("<polyline class=\"line\" points=\"{}\"/>", points.join(" "))
        }
        Shape::Mark { mark, at } => drawn_mark(*at, *mark),
    }
}

fn drawn_mark((x, y): Point, mark: Mark) -> String {
    match mark {
        Mark::Value => format!("<circle class=\"value\" cx=\"{x}\" cy=\"{y}\" r=\"{ROUND}\"/>"),
        Mark::Watch => {
            let (above, foot) = (tenth(y - TIP), 2.0 * FOOT);
            format!("<path class=\"watch\" d=\"M{x} {above} l{FOOT} {RISE} h-{foot} z\"/>")
        }
        Mark::Critical => {
            let (left, above, all) = (tenth(x - CROSS), tenth(y - CROSS), 2.0 * CROSS);
            format!("<path class=\"beyond\" d=\"M{left} {above} l{all} {all} m0 -{all} l-{all} {all}\"/>")
        }
    }
}

fn words(text: &str) -> String {
    encode_text(&one_line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::sheet::chart::{Key, SPAN};

    #[test]
    fn hostile_words_are_words() {
        let chart = Chart {
            says: "\"><script>".into(),
            ticks: vec![(0, "<b>\u{1b}[2J".into())],
            lines: vec![vec![(0, 0), (SPAN, SPAN)]],
            legend: vec![(Key::Mark(Mark::Watch), "</figcaption><i>".into())],
            ..Chart::default()
        };
        let all = write(&chart, Frame::whole(&chart)) + &legend(&chart);
        for bad in ["<script", "<b>", "\u{1b}", "<i>", "</figcaption"] {
            assert!(!all.contains(bad), "{bad}: {all}");
        }
        let none = Chart::default();
        assert!(write(&none, Frame::whole(&none)).is_empty());
    }

    #[test]
    fn no_name_of_a_height_is_cut_off() {
        for frame in [Frame::whole, Frame::beside] {
            let chart = Chart {
                ticks: vec![(SPAN, "1 234 567.8".into()), (0, "0".into())],
                lines: vec![vec![(0, 0), (SPAN, SPAN)]],
                ..Chart::default()
            };
            let shapes = scene(&chart, frame(&chart));
            let ends = shapes.iter().find_map(|shape| match shape {
                Shape::Words { at, anchor: Anchor::End, words } if words.len() == 11 => Some(at.0),
                _ => None,
            });
            // In a wide font a figure is 0.62 of its size, which is 14.
            assert!(ends.is_some_and(|ends| ends >= 11.0 * 14.0 * 0.62), "{ends:?}");
        }
    }
}
