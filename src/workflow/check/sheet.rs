//! What holds of the management system and what is missing, as a sheet: each line of it leads to where it is put right.

use crate::domain::field::Tone;
use crate::domain::rules::Missing;
use crate::domain::standard::CLAUSES;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Fact, Lead, Sheet};

use super::{Check, Inspection, Verdict, all};

/// Every check with what it came to. The command line tells it in its own way, with what to type next.
pub static CHECKED: Reading = Reading {
    title: "What holds and what is missing",
    about: "Shows clause by clause what holds of the management system, what is missing, and what can't be judged",
    of: Of::File,
    ..Reading::new(&crate::domain::organisation::REGISTER, "check", read)
};

/// How much of a check is spelled out.
const SHOWN: usize = 20;

fn read(view: View, _: &Wanted) -> Result<Sheet, Error> {
    let inspection = Inspection::of(view, SHOWN)?;
    let (mut lacking, mut not_judged, mut holds) = (Vec::new(), Vec::new(), Vec::new());
    for check in all() {
        let list = || Some(Lead::List(check.register, String::new()));
        match check.judge(&inspection) {
            Verdict::Holds => holds.push(Cell::said(format!("{} {}", clause(check), check.says)).tone(Tone::Good)),
            Verdict::NotJudged(why) => {
                let words = format!("{}. Its register: {}", why.trim_end_matches('.'), check.register.plural);
                let fact = Fact::new("", Cell::said(words).tone(Tone::Watch)).leads(list());
                not_judged.extend(told(check, vec![fact]));
            }
            Verdict::Lacks(lacks) => {
                let facts = lacks.missing.iter().map(|one| missing(view, check, one));
                let mut facts = facts.collect::<Result<Vec<_>, _>>()?;
                let more = Fact::new("", Cell::said(format!("and {} more", lacks.more())).tone(Tone::Bad));
                facts.extend((lacks.more() > 0).then(|| more.leads(list())));
                lacking.extend(told(check, facts));
            }
        }
    }
    // A check is two blocks: what it says, and what it came to.
    let [lack, unjudged] = [&lacking, &not_judged].map(|blocks| blocks.len() / 2);
    let part = |title: &str, blocks: Vec<Block>| Block::new(title, Body::Part(blocks));
    Ok(Sheet {
        note: format!("{} hold, {lack} lack something, {unjudged} not judged", holds.len()),
        short: lack.to_string(),
        blocks: vec![
            part("Missing", lacking),
            part("Not judged: nothing is there to judge by", not_judged),
            Block::new("Holds", Body::List(holds)),
        ],
        ..Sheet::default()
    })
}

/// What a check says, and what it came to.
fn told(check: &Check, facts: Vec<Fact>) -> [Block; 2] {
    let clause = clause(check);
    let title = CLAUSES.iter().find(|node| node.number == clause).map_or("", |node| node.title);
    [
        Block::new(format!("{clause} {title}"), Body::Prose(vec![Cell::said(check.says)])),
        Block::new("", Body::Facts(facts)),
    ]
}

/// The clause under which a check is told.
fn clause(check: &Check) -> &'static str {
    check.clauses.first().copied().unwrap_or_default()
}

/// What is missing, with where it is put right.
fn missing(view: View, check: &Check, one: &Missing) -> Result<Fact, Error> {
    let record = one.record.map(|id| view.record(id)).transpose()?.flatten();
    let whose = record.as_ref().map_or(String::new(), |record| format!("{}: ", named(record)));
    let lead = match (&record, one.field) {
        (Some(record), Some(field)) if record.register.field(field).is_some() => Lead::Field(record.id, field),
        (Some(record), _) => Lead::Record(record.id),
        (None, _) => Lead::List(check.register, String::new()),
    };
    Ok(Fact::new("", Cell::said(format!("{whose}{}", one.what)).tone(Tone::Bad)).leads(Some(lead)))
}
