//! The risks on a page: how many there are of each likelihood and impact, and which they are, the highest first.

use crate::domain::canonical::Json;
use crate::domain::field::Tone;
use crate::domain::risk::{REGISTER, RiskField as Field, State};
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, RiskMatrix};
use crate::domain::spelling::capital;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, View};
use crate::workflow::operation::{Why, own};
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::sheet::{Block, Cell, Column, Fact, Lead, RecordColumn, Row, Sheet, Shown, records};

use super::movement::{Moved, Movement};

/// The heat map as it is handed on.
pub static MAP: Reading = Reading {
    title: "Risks by likelihood and impact",
    about: "Shows how many open risks there are of each likelihood and impact, and which they are, the highest first",
    more: "Each cell says how many risks stand there and of which level they are by the criteria in force. Below it stand \
           those above what their owners may accept and that nobody has accepted, then all others.",
    ..Reading::new(&REGISTER, "map", map)
};

fn map(view: View, _: &Wanted) -> Result<Sheet, Error> {
    let today = view.circumstances()?.today();
    let criteria = view.page(&Query::new(&risk_criteria::REGISTER))?.records;
    let own_criteria = risk_criteria::in_force(&criteria, today).and_then(|criteria| criteria.table());
    let open = super::in_state(&[State::Identified, State::Treated, State::Accepted]);
    let all = view.count(&open)?;
    if all == 0 {
        let words = "No open risk is recorded: nothing can be told of risks from this";
        let why = own::add(&REGISTER).map_or_else(|_| Why::is(words), |add| Why::until(words, add, "adds one"));
        return Ok(Sheet { nothing: Some(why), short: "0".to_owned(), ..Sheet::default() });
    }
    let level = Field::Level.field();
    let unassessed = view.count(&open.with([Filter::Empty(level)]))?;
    let above = super::above_the_owner(view, today)?;
    let highest = Order { field: Some(level), descending: true };
    let standing = super::in_state(&[State::Identified, State::Treated]);
    let above_query = Query { order: highest, ..standing.with([Filter::one_of(level, &above)]) };
    let above_count = view.count(&above_query)?;
    let number = |count: u64| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
    let mut said = format!("{all} open risks, {above_count} above what their owners may accept");
    if unassessed > 0 {
        said.push_str(&format!("; {unassessed} without a level of today, which may be the worst ones"));
    }
    let mut facts = vec![
        Fact::data("open", number(all)),
        Fact::data("above", number(above_count)),
        Fact::data("not_assessed", number(unassessed)),
        Fact::new("", Cell::text(said).tone_where(above_count + unassessed > 0, Tone::Watch)),
    ];
    if own_criteria.is_none() {
        facts.push(Fact::new("", Cell::text("By the criteria that hold until the organisation records its own")));
    }
    let movement = Movement::read(view)?;
    if let Some(movement) = &movement {
        let (rose, fell) = movement.counts();
        let number = |count: usize| Json::Number(i64::try_from(count).unwrap_or(i64::MAX));
        facts.push(Fact::data("rose", number(rose)));
        facts.push(Fact::data("fell", number(fell)));
        let words = capital(&movement.words("", ""));
        facts.push(Fact::new("", Cell::text(words).tone_where(rose > 0, Tone::Watch)));
    }
    let mut blocks = vec![cells(view, &open, own_criteria.unwrap_or(RiskMatrix::STARTING))?];
    let columns = || {
        [
            RecordColumn::NUMBER,
            RecordColumn::field(Field::Title.field()),
            RecordColumn::field(level),
            RecordColumn::field(Field::Owner.field()),
            RecordColumn::field(Field::Treatment.field()),
            RecordColumn::field(Field::ResidualLevel.field()),
            RecordColumn::field(Field::ReviewBy.field()),
        ]
    };
    if above_count > 0 {
        blocks.extend(records(view, "above_appetite", "Above what their owners may accept", &above_query, &columns())?);
    }
    blocks.extend(movement.filter(|one| !one.moved.is_empty()).map(|one| moved(view, &one)).transpose()?);
    blocks.extend(records(view, "risks", "All that are open", &Query { order: highest, ..open }, &columns())?);
    Ok(Sheet { note: all.to_string(), short: all.to_string(), facts, blocks, ..Sheet::default() })
}

/// The risks whose level is another one than at the last review: those that rose first.
fn moved(view: View, movement: &Movement) -> Result<Block, Error> {
    let ids: Vec<_> = movement.moved.iter().map(|one| one.risk).collect();
    let records = view.these(&REGISTER, &ids)?;
    let mut moved: Vec<_> = movement.moved.iter().collect();
    moved.sort_by_key(|one| (!one.rose(), std::cmp::Reverse(one.now)));
    let row = |one: &&Moved| {
        let record = records.iter().find(|record| record.id == one.risk)?;
        let now = Cell::text(one.now.label()).tone_where(one.rose(), Tone::Watch);
        let cells = vec![
            Cell::text(record.reference().to_string()),
            Cell::text(record.title()),
            Cell::text(one.before.label()),
            now,
        ];
        Some(Row { cells, lead: Some(Lead::Record(record.id)) })
    };
    let columns = [
        Column::words("number", "Number"),
        Column::words("title", "Risk"),
        Column::words("before", "Then"),
        Column::words("now", "Now"),
    ];
    let title = format!("Moved since {}", movement.since.reference());
    Ok(Block::table("moved", title, &columns, moved.iter().filter_map(row).collect()))
}

/// A row for each likelihood, a column for each impact.
fn cells(view: View, open: &Query, criteria: RiskMatrix) -> Result<Block, Error> {
    let (likelihood, impact) = (Field::Likelihood.field(), Field::Impact.field());
    let tally = view.tally(open, likelihood, impact)?;
    let columns: Vec<Column> = [Column::words("likelihood", "Likelihood")]
        .into_iter()
        .chain(Impact::ALL.iter().map(|impact| Column::new(impact.key(), impact.label(), Shown::Words)))
        .collect();
    let row = |one: &Likelihood| {
        let cell = |other: &Impact| {
            let found = tally.iter().filter(|(l, i, _)| *l == one.key() && *i == other.key());
            let count: u64 = found.map(|(_, _, count)| count).sum();
            let level = criteria.level(*one, *other);
            let words = level.label().to_lowercase();
            let text = if count > 0 { format!("{count} {words}") } else { format!("– {words}") };
            let tone = match level {
                _ if count == 0 => Tone::Gone,
                Level::Critical => Tone::Bad,
                Level::High => Tone::Watch,
                Level::Medium | Level::Low => Tone::Plain,
            };
            Cell { value: Some(Json::Number(i64::try_from(count).unwrap_or(i64::MAX))), ..Cell::text(text).tone(tone) }
        };
        let cells = [Cell::text(one.label())].into_iter().chain(Impact::ALL.iter().map(cell));
        let behind = Lead::List(&REGISTER, format!("{}={}", likelihood.name, one.key()));
        Row { cells: cells.collect(), lead: Some(behind) }
    };
    let rows = Likelihood::ALL.iter().rev().map(row).collect();
    Ok(Block::table("cells", "How many there are of each", &columns, rows))
}
