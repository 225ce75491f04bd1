//! The figures and drawings of the trends, each as lines of one width.

use crate::analysis::pareto::Bar;
use crate::analysis::survival::Curve;
use crate::tui::canvas::wrapped;
use crate::tui::theme::{Look, Role};
use crate::workflow::closure::costs::Costs;
use crate::workflow::closure::trends::{Of, Trends};

/// A heading with its lines.
#[derive(Debug)]
pub struct Block {
    pub title: &'static str,
    pub lines: Vec<(String, Role)>,
}

/// The most bars of a Pareto.
const BARS: usize = 8;
/// The rows of the curve.
const ROWS: usize = 8;

/// The blocks, in the order in which they matter.
pub fn blocks(trends: &Trends, width: u16, look: Look) -> Vec<Block> {
    let wide = usize::from(width);
    let mut blocks = vec![
        Block { title: "Raised and closed by quarter", lines: quarters(trends, wide, look) },
        Block { title: "What the figures say", lines: sentences(trends, width) },
        Block { title: "Still open after so many days", lines: curve(&trends.curve, wide, look) },
        Block { title: "Open, by age", lines: ages(trends, wide, look) },
        Block { title: "By grade", lines: grades(trends) },
        Block { title: "By requirement", lines: bars(&trends.by_requirement, wide, look, |weight| weight.to_string()) },
        Block { title: "By cause class", lines: bars(&trends.by_cause, wide, look, |weight| weight.to_string()) },
    ];
    for costs in &trends.costs {
        blocks.push(Block { title: "Cost of poor quality", lines: cost_lines(costs, wide, look) });
    }
    if trends.of == Of::Nonconformities && trends.costs.is_empty() {
        let words = "No cost is recorded: failures, prevention and appraisal are kept under Quality costs (8).";
        let lines = wrapped(words, width).into_iter().map(|line| (line, Role::Quiet)).collect();
        blocks.push(Block { title: "Cost of poor quality", lines });
    }
    blocks
}

fn bar(count: usize, most: usize, room: usize, look: Look) -> String {
    let length = if most == 0 { 0 } else { (count * room).div_ceil(most) };
    look.sign("█", "#").repeat(length)
}

fn quarters(trends: &Trends, width: usize, look: Look) -> Vec<(String, Role)> {
    let most = trends.quarters.iter().map(|one| one.raised.max(one.closed)).max().unwrap_or(0);
    // The quarter, and two numbers with their bars.
    let room = width.saturating_sub(8 + 2 * 5 + 2) / 2;
    let mut lines = vec![(format!("{:<8} {:<w$} {}", "", "raised", "closed", w = room + 5), Role::Quiet)];
    for one in &trends.quarters {
        let quarter = format!("{} Q{}", one.first.format("%Y"), (chrono::Datelike::month0(&one.first) / 3) + 1);
        let raised = format!("{:>3} {}", one.raised, bar(one.raised, most, room, look));
        let closed = format!("{:>3} {}", one.closed, bar(one.closed, most, room, look));
        lines.push((format!("{quarter:<8} {raised:<w$} {closed}", w = room + 5), Role::Text));
    }
    lines
}

fn sentences(trends: &Trends, width: u16) -> Vec<(String, Role)> {
    let lines = trends.sentences();
    lines.iter().flat_map(|line| wrapped(line, width)).map(|line| (line, Role::Text)).collect()
}

fn ages(trends: &Trends, width: usize, look: Look) -> Vec<(String, Role)> {
    let most = trends.ages.iter().map(|(_, count)| *count).max().unwrap_or(0);
    let room = width.saturating_sub(22);
    let line = |(words, count): &(&str, usize)| {
        let old = words.starts_with("over") && *count > 0;
        let text = format!("{words:<16} {count:>4} {}", bar(*count, most, room, look));
        (text, if old { Role::Watch } else { Role::Text })
    };
    trends.ages.iter().map(line).collect()
}

fn grades(trends: &Trends) -> Vec<(String, Role)> {
    let width = trends.by_grade.iter().map(|(label, _, _)| label.len()).max().unwrap_or(0);
    let line =
        |(label, open, all): &(&str, usize, usize)| (format!("{label:<width$}  {open:>3} open of {all}"), Role::Text);
    trends.by_grade.iter().map(line).collect()
}

fn bars(bars: &[Bar<String>], width: usize, look: Look, weight: impl Fn(i64) -> String) -> Vec<(String, Role)> {
    let shown = &bars[..bars.len().min(BARS)];
    let longest = shown.iter().map(|bar| unicode_width::UnicodeWidthStr::width(bar.label.as_str())).max().unwrap_or(0);
    let label = longest.clamp(8, width.saturating_sub(22).max(8));
    let number = shown.iter().map(|bar| weight(bar.weight).chars().count()).max().unwrap_or(0);
    let room = width.saturating_sub(label + number + 9);
    let most = shown.first().map_or(0, |bar| usize::try_from(bar.weight).unwrap_or(0));
    let heading = format!("{:label$} {:>number$} {:>5}", "", "", "so far");
    let mut lines = vec![(heading, Role::Quiet)];
    let rows = shown.iter().map(|one| {
        let name = crate::domain::visible::fit(&one.label, label).into_owned();
        let used = unicode_width::UnicodeWidthStr::width(name.as_str());
        let name = format!("{name}{}", " ".repeat(label.saturating_sub(used)));
        let count = usize::try_from(one.weight).unwrap_or(0);
        let drawn = bar(count, most, room, look);
        let summed = format!("{:>3.0} %", one.cumulative * 100.0);
        (format!("{name} {:>number$} {summed}  {drawn}", weight(one.weight)), Role::Text)
    });
    lines.extend(rows);
    if bars.len() > BARS {
        lines.push((format!("and {} more", bars.len() - BARS), Role::Quiet));
    }
    lines
}

fn cost_lines(costs: &Costs, width: usize, look: Look) -> Vec<(String, Role)> {
    let mut lines = vec![(costs.money(costs.poor_quality).to_string(), Role::Strong)];
    for (sort, minor) in &costs.by_sort {
        let kept_out = if sort.is_failure() { "" } else { ", kept out" };
        let role = if sort.is_failure() { Role::Text } else { Role::Quiet };
        lines.push((format!("{}{kept_out}: {}", sort.label(), costs.money(*minor)), role));
    }
    lines.push(("by cause class".to_owned(), Role::Quiet));
    lines.extend(bars(&costs.by_cause, width, look, |minor| costs.money(minor).to_string()));
    lines.push(("by requirement".to_owned(), Role::Quiet));
    lines.extend(bars(&costs.by_requirement, width, look, |minor| costs.money(minor).to_string()));
    lines
}

/// The product-limit curve as steps, with the line of one half and the median.
fn curve(curve: &Curve, width: usize, look: Look) -> Vec<(String, Role)> {
    let Some(last) = curve.steps.last() else {
        return vec![("None has closed yet: there is no curve.".to_owned(), Role::Quiet)];
    };
    let longest = last.day.max(1) as usize;
    let room = width.saturating_sub(7).max(10);
    let day = |column: usize| u32::try_from(column * longest / (room - 1).max(1)).unwrap_or(u32::MAX);
    let half = ROWS / 2;
    let mut lines = Vec::new();
    // The top row is 100 %, the last 0 %.
    let row_of = |share: f64| ((1.0 - share) * ROWS as f64).round() as usize;
    let heights: Vec<usize> = (0..room).map(|column| row_of(curve.at(day(column)))).collect();
    for row in 0..=ROWS {
        let axis = match row {
            0 => "100 %",
            row if row == half => " 50 %",
            ROWS => "  0 %",
            _ => "     ",
        };
        let drawn: String = heights
            .iter()
            .enumerate()
            .map(|(column, height)| {
                let before = if column == 0 { *height } else { heights[column - 1] };
                if *height == row {
                    look.sign("▄", "_")
                } else if before < *height && (before..*height).contains(&row) && row > before {
                    look.sign("█", "|")
                } else if row == half {
                    look.sign("·", ".")
                } else {
                    " "
                }
            })
            .collect();
        lines.push((format!("{axis} {}", drawn.trim_end()), Role::Accent));
    }
    let end = format!("{longest} days");
    let gap = room.saturating_sub(1 + end.len());
    lines.push((format!("      0{}{end}", " ".repeat(gap)), Role::Quiet));
    let median = match curve.median() {
        Some(days) => format!("half are closed after {days} days"),
        None => "one half is not reached".to_owned(),
    };
    lines.push((format!("      {median}; {} closed, {} open counted", curve.closed, curve.open), Role::Quiet));
    lines
}
