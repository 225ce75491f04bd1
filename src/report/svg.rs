//! A chart as vectors. Colours are those of the page: a line is told from a level by how it is drawn, a mark by its shape.

use html_escape::encode_text;

use crate::domain::visible::one_line;
use crate::workflow::sheet::chart::{Chart, Key, Level, Mark, Place, SPAN, Sort};

/// The whole picture, and the margins in which words stand.
const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;

/// Writes a chart; nothing where there is nothing to be drawn.
pub fn write(chart: &Chart) -> String {
    if chart.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\n",
        html_escape::encode_double_quoted_attribute(&one_line(&chart.says)),
    );
    let (x, y) = (right(0), up(0));
    out.push_str(&format!("<path class=\"axis\" d=\"M{x} {} V{y} H{}\"/>\n", up(SPAN), right(SPAN)));
    for (height, name) in &chart.ticks {
        let (y, name) = (up(*height) + 4.0, words(name));
        out.push_str(&format!("<text x=\"{}\" y=\"{y}\" text-anchor=\"end\">{name}</text>\n", x - 8.0));
    }
    let below = y + 22.0;
    for (place, anchor, name) in [(0, "start", &chart.ends[0]), (SPAN, "end", &chart.ends[1])] {
        let (x, name) = (right(place), words(name));
        out.push_str(&format!("<text x=\"{x}\" y=\"{below}\" text-anchor=\"{anchor}\">{name}</text>\n"));
    }
    chart.levels.iter().for_each(|level| out.push_str(&format!("{}\n", drawn_level(level))));
    for line in &chart.lines {
        let places: Vec<_> = line.iter().map(|(x, y)| format!("{},{}", right(*x), up(*y))).collect();
        out.push_str(&format!("<polyline class=\"line\" points=\"{}\"/>\n", places.join(" ")));
    }
    chart.marks.iter().for_each(|(place, mark)| out.push_str(&format!("{}\n", drawn_mark(*place, *mark))));
    out.push_str("</svg>\n");
    out
}

/// What its levels and marks mean, each after its sign.
pub fn legend(chart: &Chart) -> String {
    let told = chart.legend.iter().map(|(key, text)| {
        let sign = match key {
            Key::Level(sort) => sort.sign(false),
            Key::Mark(mark) => mark.sign(false),
        };
        format!("{sign} {}", words(text))
    });
    told.collect::<Vec<_>>().join(" &#160; ")
}

/// A tenth of a unit is finer than any eye.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn right(place: u16) -> f64 {
    tenth(LEFT + f64::from(place) / f64::from(SPAN) * (WIDTH - LEFT - RIGHT))
}

fn up(height: u16) -> f64 {
    tenth(HEIGHT - BOTTOM - f64::from(height) / f64::from(SPAN) * (HEIGHT - TOP - BOTTOM))
}

fn drawn_level(level: &Level) -> String {
    let class = match level.sort {
        Sort::Target | Sort::Half => "target",
        Sort::Warning => "warning",
        Sort::Critical => "critical",
    };
    format!("<path class=\"level {class}\" d=\"M{} {} H{}\"/>", right(level.from), up(level.up), right(level.to))
}

fn drawn_mark((x, y): Place, mark: Mark) -> String {
    let (x, y) = (right(x), up(y));
    match mark {
        Mark::Value => format!("<circle class=\"value\" cx=\"{x}\" cy=\"{y}\" r=\"4\"/>"),
        Mark::Watch => format!("<path class=\"watch\" d=\"M{x} {} l6 10 h-12 z\"/>", tenth(y - 6.0)),
        Mark::Critical => {
            let (left, above) = (tenth(x - 5.0), tenth(y - 5.0));
            format!("<path class=\"beyond\" d=\"M{left} {above} l10 10 m0 -10 l-10 10\"/>")
        }
    }
}

fn words(text: &str) -> String {
    encode_text(&one_line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_words_are_words() {
        let chart = Chart {
            says: "\"><script>".into(),
            ticks: vec![(0, "<b>\u{1b}[2J".into())],
            lines: vec![vec![(0, 0), (SPAN, SPAN)]],
            legend: vec![(Key::Mark(Mark::Watch), "</figcaption><i>".into())],
            ..Chart::default()
        };
        let all = write(&chart) + &legend(&chart);
        for bad in ["<script", "<b>", "\u{1b}", "<i>", "</figcaption"] {
            assert!(!all.contains(bad), "{bad}: {all}");
        }
        assert!(write(&Chart::default()).is_empty());
    }
}
