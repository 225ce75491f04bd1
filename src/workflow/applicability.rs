//! The statement of applicability: what has to be said of each control.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::control::{Control, ControlField as Field, REGISTER, Status};
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::rules::Missing;
use crate::domain::standard::CONTROLS;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

use super::annex_a::ANNEX_A;
use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::reading::{Reading, Wanted};
use super::sheet::{Block, Body, Cell, RecordColumn, Sheet, table};
use super::whose::Whose;

/// The statement of applicability.
pub static FEATURE: Feature = Feature { readings: &[&STATEMENT], checks: &[&COMPLETE], ..Feature::PLAIN };

/// Every control, with whether it applies and why.
static STATEMENT: Reading = Reading {
    title: "Statement of applicability",
    about: "Writes the statement of applicability: each control, whether it applies and why, and how far it is implemented",
    paper: true,
    housed: true,
    ..Reading::new(&REGISTER, "statement", read)
};

fn read(view: View, _: &Wanted) -> Result<Sheet, Error> {
    let all = Query::new(&REGISTER);
    let says = |answer| all.with([Filter::Is(Field::Applicable.field(), vec![Value::YesNo(answer)])]);
    let today = view.circumstances()?.today();
    let Whose { name: whose, words } = Whose::of(view)?;
    let due = |record: &Record| until(Control(record), &words, today);
    let part = |key, title: fn(&Words, usize) -> String, query: &Query, told: &[Field]| {
        let records = view.page(query)?.records;
        let fields = [Field::Code, Field::Name, Field::Justification].iter().chain(told);
        let column = |one: &Field| match one {
            Field::Due => RecordColumn::words(one.field().name, one.field().label, due),
            other => RecordColumn::field(other.field()),
        };
        let columns: Vec<_> = fields.map(column).collect();
        let told = table(view, key, title(&words, records.len()), &records, &columns)?;
        Ok::<_, Error>(told.in_words(&words, &[Field::Status.field().name]))
    };
    let none = view.count(&all)? == 0;
    let undecided = all.with([Filter::Empty(Field::Applicable.field())]);
    let mark = match COMPLETE.judge(&Inspection::of(view, 0)?) {
        Verdict::Lacks(lacks) => Some(words.statement_draft(lacks.count)),
        Verdict::Holds | Verdict::NotJudged(_) => None,
    };
    let how = [Field::Status, Field::Owner, Field::Due, Field::Documents];
    let nothing = none.then(|| Cell::said(words.no_control())).into_iter().collect();
    Ok(Sheet {
        title: words.statement_of().to_owned(),
        note: format!("{whose} · {}", words.stands_on(words.day(today))),
        mark,
        blocks: vec![
            Block::new("", Body::Summary(if none { String::new() } else { summed(view, &words, &all)? })),
            Block::new("", Body::Prose(nothing)),
            part("applicable", |words, count| words.applies(count), &says(true), &how)?,
            part("not_applicable", |words, count| words.not_applies(count), &says(false), &[])?,
            part("undecided", |words, count| words.not_said(count), &undecided, &[Field::Owner])?,
        ],
        ..Sheet::default()
    })
}

/// How many there are of each kind: `38 controls: 35 applicable (24 implemented, 9 partially implemented), 1 not applicable`.
fn summed(view: View, words: &Words, all: &Query) -> Result<String, Error> {
    let says = |answer| all.with([Filter::Is(Field::Applicable.field(), vec![Value::YesNo(answer)])]);
    let applies = says(true);
    let mut how = Vec::new();
    for status in Status::ALL.iter().rev() {
        let those = applies.with([Filter::one_of(Field::Status.field(), &[status.key()])]);
        how.push((view.count(&those)?, words.label_within(status.label())));
    }
    let without = applies.with([Filter::Empty(Field::Status.field())]);
    how.push((view.count(&without)?, words.without_status().to_owned()));
    let how = how.into_iter().filter(|(count, _)| *count > 0).map(|(count, state)| words.in_state(count, state));
    let how = how.collect::<Vec<_>>().join(", ");
    let how = if how.is_empty() { how } else { format!(" ({how})") };
    let undecided = view.count(&all.with([Filter::Empty(Field::Applicable.field())]))?;
    let (applicable, not) = (view.count(&applies)?, view.count(&says(false))?);
    Ok(words.summed(words.controls(view.count(all)?), applicable, how, not, undecided))
}

/// By when it is to be implemented, and whether that day has passed.
fn until(control: Control, words: &Words, today: NaiveDate) -> Cell {
    let Some(due) = control.due() else { return Cell::none() };
    let waits = control.status() != Some(Status::Implemented);
    let left = due.signed_duration_since(today).num_days();
    match waits && left < 0 {
        true => Cell::text(words.due_late(words.short_day(due), -left)).tone(Tone::Bad),
        false => Cell::text(words.short_day(due)),
    }
}

static COMPLETE: Check = Check {
    name: "applicability",
    clauses: &["6.1.3"],
    says: "The statement of applicability names every control of Annex A, and says of each control whether it applies \
           and why; of one that applies how far it is implemented, who owns it and, until it is, by when.",
    register: &REGISTER,
    begins: Some(&ANNEX_A),
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let all = Query::new(&REGISTER);
    let mut found = inspection.among(&[&all], "No control is recorded")?;
    let mut there = HashSet::new();
    inspection.view.each(&all.clone().only(&[Field::Code.field()]), |record| {
        there.insert(Control(&record).code().to_lowercase());
        Ok(())
    })?;
    for node in CONTROLS.iter().filter(|node| !there.contains(&node.number.to_lowercase())) {
        found.add(Missing::elsewhere(format!("{} {} is not on the register", node.number, node.title)));
    }
    let applies = all.with([Filter::Is(Field::Applicable.field(), vec![Value::YesNo(true)])]);
    found.empty(&all, Field::Applicable.field())?;
    found.empty(&applies, Field::Justification.field())?;
    let left_out = all.with([Filter::Is(Field::Applicable.field(), vec![Value::YesNo(false)])]);
    inspection.view.each(&left_out, |record| {
        let (field, told) = (Field::Justification, Control(&record).justification());
        let called = record.called_beside(field.field().name);
        if let Some(what) = reason::fault(field.field().label, told, &called) {
            found.add(Missing::at(&record, field.name(), what));
        }
        Ok(())
    })?;
    found.empty(&applies, Field::Status.field())?;
    found.empty(&applies, Field::Owner.field())?;
    let pending = pending();
    found.empty(&pending, Field::Due.field())?;
    found.late(&pending, Field::Due.field())?;
    Ok(found.verdict())
}

/// The controls that apply and are not implemented yet, each to be so by its due date.
pub fn pending() -> Query {
    let applies = Filter::Is(Field::Applicable.field(), vec![Value::YesNo(true)]);
    // Of which nothing is said is not implemented either.
    let not_done = Filter::IsNot(Field::Status.field(), vec![Value::Choice(Status::Implemented.key())]);
    Query::those(&REGISTER, [applies, not_done])
}
