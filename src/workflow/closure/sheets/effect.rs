//! Whether what was done worked, in numbers.

use crate::domain::house::said::Words;
use crate::domain::nonconformity::{Nonconformity, REGISTER};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::checks::{Check, of_case};
use crate::workflow::closure::{effect, taken_back};
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Fact, Sheet};

/// The retests and the KPI by which the effect of a case is judged.
pub static EFFECT: Reading = Reading {
    title: "Whether it worked",
    about: "Shows the retests and the KPI by which its effect is judged: before the action, and after",
    of: Of::Record,
    ..Reading::new(&REGISTER, "effect", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = wanted.record(view)?;
    let case = Nonconformity(&record);
    let told = format!("{}: {}", named(&record), case.standing());
    let criterion = case.checked_criterion().map_or(String::new(), |criterion| criterion.words());
    let judged = [
        Fact::new("Criterion", Cell::text(criterion)).keyed("criterion"),
        Fact::new("In words", Cell::text(case.effectiveness_criterion())).keyed("criterion_in_words"),
        Fact::new("Measure", Cell::text(case.effectiveness_measure())).keyed("measure"),
        Fact::new("Judged before by", Cell::text(case.earlier_criteria())).keyed("earlier_criteria"),
        Fact::new("Effect", Cell::text(effect::told(view, &record)?.join(" "))).keyed("effect"),
    ];
    let judged = judged.into_iter().filter(|fact| !fact.cell.text.is_empty()).collect();
    let mut blocks = vec![Block::new("", Body::Facts(judged))];
    let checks = of_case(view, &Words::default(), &record)?;
    if checks.is_empty() {
        let none = Cell::text("No retest is recorded, and no KPI was named to tell.");
        blocks.push(Block::new("", Body::Prose(vec![none])));
    }
    blocks.extend(checks.iter().map(block));
    let taken_back = taken_back::of_case(view, &record)?;
    if !taken_back.is_empty() {
        blocks.push(Block::new("", Body::Prose(taken_back.into_iter().map(Cell::text).collect())).keyed("taken_back"));
    }
    Ok(Sheet {
        note: told.clone(),
        facts: vec![Fact::new("", Cell::text(told)).keyed("standing")],
        blocks,
        ..Sheet::default()
    })
}

fn block(check: &Check) -> Block {
    let number = Fact::data("number", check.record.reference().to_string().into());
    let words = check.words.iter().map(Cell::text).collect();
    let part = vec![Block::new("", Body::Facts(vec![number])), Block::new("", Body::Prose(words)).keyed("words")];
    Block::new(named(&check.record), Body::Part(part)).keyed("checks")
}
