//! `gavel nc trends`: how nonconformities go.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::analysis::pareto::Bar;
use crate::domain::canonical::{Json, object};
use crate::exchange::json;
use crate::workflow::closure::costs::Costs;
use crate::workflow::closure::trends::{self, Trends};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::table;

pub fn command() -> Command {
    Command::new("trends")
        .about("Shows how nonconformities go: raised and closed, ages, time to closure, effectiveness, repeats, costs")
        .arg(Arg::new("findings").long("findings").action(ArgAction::SetTrue).help("Of audit findings"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let today = context.view().circumstances()?.today();
    let read = if given.get_flag("findings") { trends::findings } else { trends::nonconformities };
    let trends = read(context.view(), today)?;
    if given.get_flag("json") {
        return Ok(writeln!(context.world.out, "{}", json::print(&as_json(&trends)))?);
    }
    let width = context.world.width;
    let quarters = trends
        .quarters
        .iter()
        .map(|one| vec![format!("{} to {}", one.first, one.last), one.raised.to_string(), one.closed.to_string()]);
    table::write(context.world.out, &["Quarter", "Raised", "Closed"], &quarters.collect::<Vec<_>>(), width)?;
    let ages = trends.ages.iter().map(|(words, count)| vec![(*words).to_owned(), count.to_string()]);
    context.say("")?;
    table::write(context.world.out, &["Open since", "Cases"], &ages.collect::<Vec<_>>(), width)?;
    context.say("")?;
    for line in trends.sentences() {
        context.say(&line)?;
    }
    context.say("")?;
    let grades =
        trends.by_grade.iter().map(|(grade, open, all)| vec![(*grade).to_owned(), open.to_string(), all.to_string()]);
    table::write(context.world.out, &["Grade", "Open", "All"], &grades.collect::<Vec<_>>(), width)?;
    for (heading, bars) in [("Requirement", &trends.by_requirement), ("Cause class", &trends.by_cause)] {
        context.say("")?;
        let rows: Vec<_> = bars.iter().map(|bar| row(bar, bar.weight.to_string())).collect();
        table::write(context.world.out, &[heading, "Cases", "Share", "Summed up"], &rows, width)?;
    }
    for costs in &trends.costs {
        context.say("")?;
        context.say(&format!("Cost of poor quality: {}", costs.money(costs.poor_quality)))?;
        for (sort, minor) in &costs.by_sort {
            let kept_out = if sort.is_failure() { "" } else { " (kept out)" };
            context.say(&format!("  {}{kept_out}: {}", sort.label(), costs.money(*minor)))?;
        }
        for (heading, bars) in [("Cause class", &costs.by_cause), ("Requirement", &costs.by_requirement)] {
            let rows: Vec<_> = bars.iter().map(|bar| row(bar, costs.money(bar.weight).to_string())).collect();
            context.say("")?;
            table::write(context.world.out, &[heading, "Cost", "Share", "Summed up"], &rows, width)?;
        }
    }
    Ok(())
}

fn row(bar: &Bar<String>, weight: String) -> Vec<String> {
    let percent = |share: f64| format!("{:.0} %", share * 100.0);
    vec![bar.label.clone(), weight, percent(bar.share), percent(bar.cumulative)]
}

fn as_json(trends: &Trends) -> Json {
    let number = |count: usize| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let quarters = trends.quarters.iter().map(|one| {
        object([
            ("first", one.first.to_string().as_str().into()),
            ("last", one.last.to_string().as_str().into()),
            ("raised", number(one.raised)),
            ("closed", number(one.closed)),
        ])
    });
    let bars = |bars: &[Bar<String>]| {
        let bars =
            bars.iter().map(|bar| object([("label", bar.label.as_str().into()), ("weight", Json::Number(bar.weight))]));
        Json::List(bars.collect())
    };
    let costs = |costs: &Costs| {
        object([
            ("currency", costs.currency.code().into()),
            ("poor_quality_minor", Json::Number(costs.poor_quality)),
            ("by_cause", bars(&costs.by_cause)),
            ("by_requirement", bars(&costs.by_requirement)),
        ])
    };
    let ages = trends.ages.iter().map(|(words, count)| object([("age", (*words).into()), ("open", number(*count))]));
    object([
        ("cases", number(trends.cases)),
        ("quarters", Json::List(quarters.collect())),
        ("ages", Json::List(ages.collect())),
        ("median_days", trends.curve.median().map_or(Json::Null, |days| Json::Number(i64::from(days)))),
        ("closed_proven", number(trends.proven)),
        ("closed_before", number(trends.unproven)),
        ("closed_corrected", number(trends.corrected)),
        ("repeats", number(trends.repeats)),
        ("again", number(trends.again)),
        ("by_requirement", bars(&trends.by_requirement)),
        ("by_cause", bars(&trends.by_cause)),
        ("costs", Json::List(trends.costs.iter().map(costs).collect())),
    ])
}
