//! The trends as sheets: figures whose rows lead to the cases that they count.

use chrono::{Datelike, NaiveDate};

use crate::analysis::pareto::Bar;
use crate::analysis::survival;
use crate::domain::audit::Party;
use crate::domain::canonical::Json;
use crate::domain::field::Tone;
use crate::domain::register::Register;
use crate::domain::spelling::counted;
use crate::domain::{finding, nonconformity};
use crate::store::{Error, View};
use crate::workflow::closure::costs::Costs;
use crate::workflow::operation::Why;
use crate::workflow::reading::{Choice, Reading};
use crate::workflow::sheet::{Block, Body, Cell, Column, Curve, Fact, Lead, Row, Sheet, Shown};

use super::{NOT_GRADED, Of, Quarter, Trends};

/// How nonconformities go.
pub static NONCONFORMITIES: Reading = Reading {
    title: "Trends of nonconformities",
    about: "Shows how nonconformities go: raised and closed, ages, time to closure, effectiveness, repeats, costs",
    choices: &[Choice::Flag { name: "findings", was: &[], help: "Of audit findings" }, Choice::AsOf],
    ..Reading::new(&nonconformity::REGISTER, "trends", |view, wanted| match wanted.has("findings") {
        true => sheet(view, super::findings),
        false => sheet(view, super::nonconformities),
    })
};

/// How audit findings go.
pub static FINDINGS: Reading = Reading {
    title: "Trends of audit findings",
    about: "Shows how audit findings go: raised and settled, ages, time to closure, repeats",
    choices: &[Choice::AsOf],
    ..Reading::new(&finding::REGISTER, "trends", |view, _| sheet(view, super::findings))
};

const QUARTER: [Column; 5] = [
    Column::keyless("Quarter", Shown::Words),
    Column::new("first", "", Shown::Never),
    Column::new("last", "", Shown::Never),
    Column::new("raised", "Raised", Shown::Bars),
    Column::new("closed", "Closed", Shown::Bars),
];
const AGE: [Column; 2] = [Column::words("age", "Open since"), Column::new("open", "Cases", Shown::Bars)];
const GRADE: [Column; 3] = [
    Column::words("grade", "Grade"),
    Column::new("open", "Open", Shown::Numbers),
    Column::new("all", "All", Shown::Numbers),
];

const AUDIT: [Column; 3] = [
    Column::words("audit", "Audits"),
    Column::new("open", "Open", Shown::Numbers),
    Column::new("all", "All", Shown::Numbers),
];

fn by_audit((party, open, all): &(Party, usize, usize)) -> Row {
    let label = if party.gives_results() { party.label() } else { "Mock, in none of the other figures" };
    Row::of([Cell::text(label), Cell::count(*open), Cell::count(*all)])
}

fn sheet(view: View, read: fn(View, NaiveDate) -> Result<Trends, Error>) -> Result<Sheet, Error> {
    let trends = read(view, view.circumstances()?.today())?;
    let number = |count: usize| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let facts = [
        ("cases", number(trends.cases)),
        ("median_days", trends.curve.median().map_or(Json::Null, |days| Json::Number(i64::from(days)))),
        ("closed_proven", number(trends.proven)),
        ("closed_before", number(trends.unproven)),
        ("closed_overruled", number(trends.overruled)),
        ("closed_corrected", number(trends.corrected)),
        ("repeats", number(trends.repeats)),
        ("again", number(trends.again)),
        ("costs", Json::List(Vec::new())),
    ];
    Ok(Sheet {
        note: counted(trends.cases, "case", "cases"),
        facts: facts.map(|(key, value)| Fact::data(key, value)).into(),
        nothing: Why::when(trends.cases == 0 && trends.by_audit.is_empty(), || match trends.of {
            Of::Nonconformities => {
                "No nonconformity is recorded: that there was none can't be told from this.".to_owned()
            }
            Of::Findings => "No audit finding is recorded: that there was none can't be told from this.".to_owned(),
        }),
        blocks: trends.blocks(),
        ..Sheet::default()
    })
}

impl Of {
    /// The cases that are counted: their register, and the filter that keeps them.
    pub(super) fn counted(self) -> (&'static Register, &'static str) {
        match self {
            Self::Nonconformities => (&nonconformity::REGISTER, "state!=draft,rejected"),
            Self::Findings => (&finding::REGISTER, "state!=withdrawn"),
        }
    }
}

impl Trends {
    /// Those of the counted cases that a condition keeps.
    fn behind(&self, condition: &str) -> Option<Lead> {
        let (register, _) = self.of.counted();
        Some(Lead::List(register, format!("{} {condition}", self.counted)))
    }

    fn blocks(&self) -> Vec<Block> {
        let (register, _) = self.of.counted();
        let ages = self.ages.iter().map(|(age, open)| {
            let old = age.starts_with("over") && *open > 0;
            Row::of([Cell::text(*age), Cell::count(*open).tone_where(old, Tone::Watch)])
        });
        let grades = self.by_grade.iter().map(|(grade, open, all)| {
            let choices = register.field("grade").map_or(&[][..], |field| field.kind.choices());
            let key = choices.iter().find(|choice| choice.label == *grade).map(|choice| choice.key);
            let condition = key.or((*grade == NOT_GRADED).then_some("")).map(|key| format!("grade={key}"));
            let lead = condition.and_then(|condition| self.behind(&condition));
            Row::of([Cell::text(*grade), Cell::count(*open), Cell::count(*all)]).leads(lead)
        });
        let quarters = self.quarters.iter().map(|one| self.quarter(one)).collect();
        let sentences = self.sentences().into_iter().map(Cell::text).collect();
        let cases = |bar: &Bar<String>| Cell::amount(bar.weight, bar.weight.to_string());
        let mut blocks = vec![
            Block::table("quarters", "Raised and closed by quarter", &QUARTER, quarters),
            Block::new("What the figures say", Body::Prose(sentences)),
            Block::new("Still open after so many days", Body::Curve(curve(&self.curve))),
            Block::table("ages", "Open, by age", &AGE, ages.collect()),
            Block::table("by_grade", "By grade", &GRADE, grades.collect()),
            Block::table("by_audit", "By whose audit", &AUDIT, self.by_audit.iter().map(by_audit).collect()),
            bars("by_requirement", "By requirement", ["Requirement", "Cases"], &self.by_requirement, cases),
            bars("by_cause", "By cause class", ["Cause class", "Cases"], &self.by_cause, cases),
        ];
        blocks.extend(self.costs.iter().map(cost));
        if self.of == Of::Nonconformities && self.costs.is_empty() {
            let none =
                Cell::text("No cost is recorded: failures, prevention and appraisal are kept under Quality costs (8).");
            blocks.push(Block::new("Cost of poor quality", Body::Prose(vec![none.tone(Tone::Gone)])));
        }
        blocks
    }

    fn quarter(&self, one: &Quarter) -> Row {
        let days = Cell::text(format!("{} to {}", one.first, one.last));
        let days = days.brief(format!("{} Q{}", one.first.year(), one.first.month0() / 3 + 1));
        let lead = self.behind(&format!("raised_on={}..{}", one.first, one.last));
        let counts = [Cell::count(one.raised), Cell::count(one.closed)];
        let [raised, closed] = counts;
        Row::of([days, Cell::day(one.first), Cell::day(one.last), raised, closed]).leads(lead)
    }
}

fn bars(
    key: &'static str,
    title: &str,
    [what, unit]: [&'static str; 2],
    bars: &[Bar<String>],
    weight: impl Fn(&Bar<String>) -> Cell,
) -> Block {
    let columns = [
        Column::words("label", what),
        Column::new("weight", unit, Shown::Bars),
        Column::keyless("Share", Shown::Aside),
        Column::keyless("Summed up", Shown::Numbers),
    ];
    let row = |bar: &Bar<String>| {
        Row::of([Cell::text(&*bar.label), weight(bar), Cell::percent(bar.share), Cell::percent(bar.cumulative)])
    };
    Block::table(key, title, &columns, bars.iter().map(row).collect())
}

fn curve(curve: &survival::Curve) -> Curve {
    let median = match curve.median() {
        Some(days) => format!("half are closed after {days} days"),
        None => "one half is not reached".to_owned(),
    };
    Curve {
        steps: curve.steps.iter().map(|step| (step.day, step.open)).collect(),
        says: format!("{median}; {} closed, {} open counted", curve.closed, curve.open),
        nothing: "None has closed yet: there is no curve.",
    }
}

fn cost(costs: &Costs) -> Block {
    let money = |bar: &Bar<String>| Cell::amount(bar.weight, costs.money(bar.weight).to_string());
    let total = Cell::amount(costs.poor_quality, costs.money(costs.poor_quality).to_string());
    let mut sums = vec![
        Fact::data("currency", costs.currency.code().into()),
        Fact::new("All failures", total).keyed("poor_quality_minor"),
    ];
    sums.extend(costs.by_type.iter().map(|(kind, minor)| {
        let kept_out = if kind.is_failure() { "" } else { ", kept out" };
        let said = Cell::text(format!("{}{kept_out}", costs.money(*minor)));
        Fact::new(kind.label(), said.tone_where(!kind.is_failure(), Tone::Gone))
    }));
    let blocks = vec![
        Block::new("", Body::Facts(sums)),
        bars("by_cause", "By cause class", ["Cause class", "Cost"], &costs.by_cause, money),
        bars("by_requirement", "By requirement", ["Requirement", "Cost"], &costs.by_requirement, money),
    ];
    Block::new("Cost of poor quality", Body::Part(blocks)).keyed("costs")
}
