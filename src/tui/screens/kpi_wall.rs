//! The KPIs as the overview has them: each with its latest value, its status in words and sign, its target and its series.

use crate::domain::kpi::Kpi;
use crate::domain::kpi::reading::{Status, float};
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::loaded::Loaded;
use crate::tui::sparkline::sparkline;
use crate::tui::theme::{Look, Role};
use crate::tui::told::Told;
use crate::workflow::kpis::{self, Measured};

/// The KPIs as they were read last.
#[derive(Debug, Default)]
pub struct Kpis {
    pub read: Loaded<Vec<Measured>>,
}

impl Kpis {
    pub fn changed(&mut self) {
        self.read.stale();
    }

    pub fn asks(&self) -> bool {
        self.read.is_stale()
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        let today = desk.circumstances()?.today();
        self.read.ask(desk, move |view| kpis::read(view, today));
        Ok(())
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        self.read.told(told)
    }

    /// How many stand badly, in the words of the wall: `1 critical, 2 watch, 1 no recent value`.
    pub fn note(&self) -> String {
        let Some(found) = self.read.get() else { return String::new() };
        let told = |status: Status| {
            let count = found.iter().filter(|one| one.reading.status == status).count();
            (count > 0).then(|| format!("{count} {}", status.label().to_lowercase()))
        };
        let badly = [Status::Critical, Status::Watch, Status::Late, Status::Unmeasured];
        let told: Vec<_> = badly.into_iter().filter_map(told).collect();
        if told.is_empty() { found.len().to_string() } else { told.join(", ") }
    }
}

/// The sign and the role of a status.
pub fn sign(status: Status, look: Look) -> (&'static str, Role) {
    look.tone(status.tone())
}

/// The latest value with its unit: `4.2 %`; a dash where there is none.
pub fn value(one: &Measured) -> String {
    match one.reading.latest() {
        Some((_, value)) => format!("{} {}", value.short(), Kpi(&one.record).unit()).trim_end().to_owned(),
        None => "–".to_owned(),
    }
}

/// The series of a KPI as bars.
pub fn bars(one: &Measured, most: usize, look: Look) -> String {
    let values: Vec<f64> = one.reading.series.iter().map(|(_, value)| float(*value)).collect();
    sparkline(&values, most, look)
}
