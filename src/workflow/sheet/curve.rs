//! A share that falls over days, as a chart of steps.

use super::chart::{self, Chart, SPAN};

/// A share that falls over days.
#[derive(Debug, Clone)]
pub struct Curve {
    /// The days on which it falls, and to what: from 1 to 0.
    pub steps: Vec<(u32, f64)>,
    /// What is said below it.
    pub says: String,
    /// What is said where it has no step.
    pub nothing: &'static str,
}

impl Curve {
    /// What it says, in words.
    pub fn words(&self) -> &str {
        if self.steps.is_empty() { self.nothing } else { &self.says }
    }

    /// It as steps over an axis, with the line of one half; an empty chart where it has no step.
    pub fn chart(&self) -> Chart {
        let Some((last, _)) = self.steps.last() else { return Chart::default() };
        let longest = (*last).max(1);
        let right = |day: u32| chart::place(f64::from(day) / f64::from(longest));
        let (mut line, mut share) = (vec![(0, SPAN)], SPAN);
        for (day, falls_to) in &self.steps {
            let x = right(*day);
            line.push((x, share));
            share = chart::place(*falls_to);
            line.push((x, share));
        }
        let tick = |share: f64, name: &str| (chart::place(share), name.to_owned());
        let left = |(day, share): &(u32, f64)| vec![day.to_string(), format!("{:.0} %", 100.0 * share)];
        Chart {
            says: self.says.clone(),
            data: chart::Data {
                columns: ["Days".to_owned(), "Left".to_owned()].into(),
                rows: self.steps.iter().map(left).collect(),
            },
            ticks: vec![tick(1.0, "100 %"), tick(0.5, "50 %"), tick(0.0, "0 %")],
            ends: ["0".to_owned(), format!("{longest} days")],
            levels: vec![chart::Level { from: 0, to: SPAN, up: SPAN / 2, sort: chart::Sort::Half }],
            lines: vec![line],
            ..Chart::default()
        }
    }

    /// The share that is left after so many days.
    pub fn at(&self, day: u32) -> f64 {
        let passed = self.steps.partition_point(|(step, _)| *step <= day);
        passed.checked_sub(1).map_or(1.0, |last| self.steps[last].1)
    }
}
