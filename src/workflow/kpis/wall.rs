//! The wall: every KPI at a glance, the worst first.

use crate::domain::canonical::Json;
use crate::domain::field::Tone;
use crate::domain::kpi::reading::{Reading as Series, Status, float};
use crate::domain::kpi::{Kpi, REGISTER};
use crate::domain::spelling::counted;
use crate::domain::system;
use crate::domain::value::Decimal;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::operation::{Why, own};
use crate::workflow::reading::{Choice, Reading, Wanted};
use crate::workflow::sheet::{Aim, Block, Body, Cell, Fact, Lead, Sheet, Tile};

use super::{MEASURE, Measured, SERIES};

/// Every KPI at a glance.
pub static WALL: Reading = Reading {
    title: "KPIs",
    about: "Shows every KPI at a glance: value, status, target, trend, series; the worst first",
    more: "Shows every KPI that is still measured: its latest value, how that stands against the limits of its time, the \
           target, whether the series goes somewhere, over all its values. The worst come first. What has no recent \
           value is neither good nor bad.",
    choices: &[Choice::Record {
        name: "system",
        register: &system::REGISTER,
        help: "Only those that measure this system",
    }],
    operations: &[&MEASURE],
    opens: Some(&SERIES),
    ..Reading::new(&REGISTER, "wall", wall)
};

fn wall(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let system = wanted.within(view)?;
    let mut found = super::read(view, view.circumstances()?.today())?;
    if let Some(system) = &system {
        found.retain(|one| Kpi(&one.record).system() == Some(system.id));
    }
    let count = |status: Status| found.iter().filter(|one| one.reading.status == status).count();
    let number = |count: usize| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut facts = vec![Fact::data("kpis", number(found.len()))];
    facts.extend(Status::ALL.iter().map(|status| Fact::data(status.key(), number(count(*status)))));
    let worst = found.iter().filter(|one| matches!(one.reading.last_known(), Some((Status::Critical, ..)))).count();
    let told = |status: &Status| {
        let count = count(*status);
        let were = if *status == Status::Late { worst } else { 0 };
        let were = if were > 0 { format!(" ({were} critical before)") } else { String::new() };
        (count > 0).then(|| format!("{count} {}{were}", status.label().to_lowercase()))
    };
    let told = Status::ALL.iter().filter_map(told).collect::<Vec<_>>().join(", ");
    let nothing = found.is_empty().then(|| match &system {
        Some(system) => Why::is(format!("No KPI measures {}", named(system))),
        None => none(),
    });
    if nothing.is_none() {
        facts.push(Fact::new("", Cell::text(format!("{}: {told}", counted(found.len(), "KPI", "KPIs")))));
    }
    Ok(Sheet {
        note: told,
        short: found.len().to_string(),
        facts,
        nothing,
        blocks: vec![Block::new("", Body::Tiles(found.into_iter().map(tile).collect())).keyed("tiles")],
        ..Sheet::default()
    })
}

/// Why there is nothing to see: it says nothing of performance.
fn none() -> Why {
    let words = "No KPI is recorded that is measured: nothing can be told of performance from this";
    own::add(&REGISTER).map_or_else(|_| Why::is(words), |add| Why::until(words, add, "adds one"))
}

fn tile(one: Measured) -> Tile {
    let (kpi, series) = (Kpi(&one.record), &one.reading);
    let day = |day: chrono::NaiveDate| day.format("%-d %b %Y");
    let latest = series.latest();
    let to = latest.map_or_else(Cell::none, |(to, _)| Cell::day(to).brief(format!("to {}", day(to))));
    let time = latest.map_or_else(Cell::none, |(to, _)| {
        Cell::text(format!("to {}", day(to))).brief(to.format("to %-d %b").to_string())
    });
    let target =
        series.target.map_or_else(Cell::none, |target| decimal(target).brief(format!("target {}", target.short())));
    let late = series.expected_by.filter(|_| series.status == Status::Late);
    let trend = if late.is_some() { Cell::none() } else { Cell::text(series.trend_words()) };
    let mut facts = vec![
        Fact::new("Period to", to).keyed("period_end"),
        Fact::new("Target", target).keyed("target"),
        Fact::new("Trend", trend).keyed("trend"),
        Fact::data("expected_by", series.expected_by.map_or(Json::Null, |by| by.to_string().into())),
    ];
    facts.extend(late.map(|by| Fact::new("Expected by", Cell::day(by).brief(format!("expected by {}", day(by))))));
    let gist = match (series.status, late) {
        (_, Some(by)) => format!("expected by {}", day(by)),
        // One sign stands for all that nothing is known of.
        (status, None) if status.tone() == Tone::Gone => status.label().to_lowercase(),
        _ => series.trend_in_brief().to_owned(),
    };
    Tile {
        code: one.record.reference().to_string(),
        title: one.record.title().to_owned(),
        value: value(latest.map(|(_, value)| value)),
        unit: kpi.unit().to_owned(),
        standing: known(series),
        aim: series.target.map(|target| Aim { at: float(target), text: target.short() }),
        series: one.reading.series,
        time,
        gist,
        facts,
        lead: Some(Lead::Record(one.record.id)),
    }
}

/// How a KPI stands, and how it last stood where it has no recent value: what was critical then is no less so unmeasured.
fn known(series: &Series) -> Cell {
    match series.last_known() {
        Some((known @ (Status::Critical | Status::Watch), ..)) => {
            let words = Cell::text(format!("{}, not recent", known.label())).tone(known.tone());
            Cell { value: Some(series.status.label().into()), ..words }
        }
        _ => standing(series.status),
    }
}

/// A status in words.
pub(super) fn standing(status: Status) -> Cell {
    Cell::text(status.label()).tone(status.tone())
}

/// A value; a dash where there is none.
pub(super) fn value(value: Option<Decimal>) -> Cell {
    value.map_or_else(|| Cell { text: "–".to_owned(), ..Cell::none() }, decimal)
}

fn decimal(value: Decimal) -> Cell {
    Cell::text(value.short())
}
