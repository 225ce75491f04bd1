//! A nonconformity as a paper: what happened, why, what was done, whether it worked, and who says so.

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::attestation::{Attestation, Confirmation};
use crate::domain::deadline::Deadline;
use crate::domain::evidence::Evidence;
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Nonconformity, NonconformityMove, REGISTER, State, words};
use crate::domain::record::Record;
use crate::domain::separation::Duty;
use crate::domain::spelling;
use crate::domain::transaction::{Way, What};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::account;
use crate::workflow::closure::causes::{self, Signs, therefore};
use crate::workflow::closure::path;
use crate::workflow::closure::{checks, deadlines, effect, fishbone, taken_back};
use crate::workflow::evidence::whereabouts;
use crate::workflow::excepted::{self, Excepted};
use crate::workflow::late_records;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::said::{self, Recorded};
use crate::workflow::sheet::{Block, Body, Cell, Column, Drawing, Lead, Row, Sheet, Shown, Table};
use crate::workflow::terminals;

/// A case as it stands.
pub static REPORT: Reading = Reading {
    title: "Report",
    about: "Writes a case as a document: what happened, why, what was done, whether it worked, who says so",
    of: Of::Record,
    paper: true,
    ..Reading::new(&REGISTER, "print", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = &wanted.record(view)?;
    let today = view.circumstances()?.today();
    let case = Nonconformity(record);
    let organisation = view.single(&crate::domain::organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or("", |one| one.title());
    let mark = match view.why_no_longer_proven(record.id)? {
        Some(why) => Some(why),
        None => {
            (case.state() == Some(State::ClosedBefore)).then(|| "Closed before this file, not verified here".to_owned())
        }
    };
    let name = |id: Option<RecordId>| -> Result<String, Error> {
        Ok(match id {
            Some(id) => view.record(id)?.map_or(String::new(), |one| one.title().to_owned()),
            None => String::new(),
        })
    };
    let of = |id: Option<RecordId>| -> Result<String, Error> {
        match id {
            Some(id) => view.name_of(id),
            None => Ok(String::new()),
        }
    };
    let made = path::made(view, record.id)?;
    let late = late_records::of(view, record)?;
    // Who said it, on which day, how it was said, and who recorded that where it was somebody else.
    let told = |by: Option<RecordId>, on: Option<NaiveDate>, how: Option<Confirmation>, recorded: Option<&Recorded>| {
        if by.is_none() {
            return Ok(String::new());
        }
        let how = match how {
            Some(how) => format!(", {}", said::words(view, record, how, by, recorded)?),
            None => String::new(),
        };
        let recorder = match recorded.filter(|recorded| recorded.at_terminal != by) {
            Some(recorded) => format!(", recorded by {}", recorded.words(view)?),
            None => String::new(),
        };
        Ok::<_, Error>(format!("{}{}{how}{recorder}", name(by)?, on_day(on)))
    };
    let attested = |one: &Attestation| {
        let recorded = path::recorded(&made, record, one).map(|made| &made.by);
        let said = told(one.who(record), one.own_day(record), one.said(record), recorded)?;
        let late = late.iter().find(|late| one.day().is_some_and(|day| day == late.field.name));
        let after = late.filter(|_| !said.is_empty()).map_or(String::new(), |late| format!(", {}", late.words()));
        Ok::<_, Error>(said + &after)
    };
    let late =
        Deadline::of(record, today).filter(Deadline::is_late).map_or(String::new(), |one| format!(", {}", one.words()));
    let put_off = match case.extensions() {
        Some(times @ 1..) => {
            let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
            format!(
                "extended {times}, first due {}; last approved by {}",
                day(case.first_due()),
                attested(&words::EXTENDED)?
            )
        }
        _ => String::new(),
    };
    let mut blocks = vec![Block::said([
        ("State", case.standing()),
        ("Grade", case.grade().map_or(String::new(), |grade| grade.label().to_owned())),
        ("Requirement", case.requirement().to_owned()),
        ("Source", case.source().map_or(String::new(), |source| source.label().to_owned())),
        ("Raised from", of(case.raised_from())?),
        ("Occurred", day(case.occurred_on())),
        ("Raised", format!("{}, by {}", day(case.raised_on()), name(case.raised_by())?)),
        ("Owner", name(case.owner())?),
        ("Due date", case.due().map_or(String::new(), |due| format!("{}{late}", day(Some(due))))),
        ("Extensions", put_off),
        ("Downgraded by", attested(&words::DOWNGRADED)?),
        ("System", of(case.system())?),
        ("Unit", case.unit().to_owned()),
        ("Repeats", of(case.repeats())?),
        ("Cycle", case.cycle().map_or(String::new(), |cycle| cycle.to_string())),
    ])];
    let overdue = deadlines::overdue(view, case, today)?.filter(|overdue| overdue.passed);
    blocks.push(warning(overdue.map(|overdue| overdue.words().to_owned())));
    let required =
        vec![prose(case.statement()), Block::said([("Objective evidence", case.objective_evidence().to_owned())])];
    blocks.push(Block::section("What is not as required", required));
    let contained = made.get(NonconformityMove::Contain.name().as_str()).map(|made| &made.by);
    let correction = Block::said([
        ("Done at once", case.correction().to_owned()),
        ("By", told(case.corrected_by(), case.corrected_on(), None, contained)?),
        ("Consequences", case.consequences().to_owned()),
        (
            "Still stands",
            case.correction_stands().map_or(String::new(), |yes| if yes { "yes" } else { "no" }.to_owned()),
        ),
    ]);
    blocks.push(Block::section("Correction", vec![correction]));
    blocks.push(causes_of(view, record)?);
    let needless = Block::said([
        ("None needed, because", case.no_action_reason().to_owned()),
        ("Approved by", attested(&words::NO_ACTION_APPROVED)?),
    ]);
    let planned = Block::said([
        ("Criterion", case.checked_criterion().map_or(String::new(), |criterion| criterion.words())),
        ("In words", case.effectiveness_criterion().to_owned()),
        ("Measured by", case.measured_by().map_or(String::new(), |one| one.label().to_lowercase())),
        ("Measure", case.effectiveness_measure().to_owned()),
        ("Limits that were set", case.limits_that_were_set()),
        ("Judged from", day(case.check_from())),
        ("Plan approved by", attested(&words::PLAN_APPROVED)?),
        ("Judged otherwise, because", case.revised_because().to_owned()),
        ("That approved by", attested(&words::REVISED)?),
        ("Judged before by", case.earlier_criteria().to_owned()),
        ("Implemented", day(case.implemented_on())),
        ("Verified by", attested(&words::VERIFIED)?),
    ]);
    blocks.push(Block::section("Corrective action", vec![needless, actions_of(view, record)?, planned]));
    let checks = checks::of_case(view, record)?.into_iter();
    let mut effect: Vec<Block> = checks.map(|check| list(named(&check.record), check.words)).collect();
    effect.push(warning(taken_back::of_case(view, record)?));
    let said = effect::told(view, record)?.join(" ");
    effect.push(Block::said([
        ("Measure says", said),
        ("Effective all the same, because", case.overruled_because().to_owned()),
        ("That approved by", attested(&words::OVERRULED)?),
        ("Result", case.effectiveness().map_or(String::new(), |one| one.label().to_owned())),
        ("Evidence", case.effectiveness_evidence().to_owned()),
        ("Judged by", attested(&words::CHECKED)?),
        ("Those affected", case.stakeholder_review().to_owned()),
        ("Nothing else changes, because", case.no_change_reason().to_owned()),
    ]));
    let changed = case.changed().iter().map(|id| view.name_of(*id)).collect::<Result<Vec<_>, _>>()?;
    effect.push(list("What changes because of it", changed));
    effect.push(Block::said([
        ("Closing approved by", attested(&words::CLOSING_APPROVED)?),
        ("Rejected by", attested(&words::REJECTED)?),
        ("Closed", day(case.closed_on())),
    ]));
    effect.push(warning(one_person(view, record)?));
    blocks.push(Block::section("Effectiveness", effect));
    blocks.push(steps_of(view, record)?);
    let actions = view.backlinks(record.id)?.into_iter().filter(|link| link.relation == "source");
    blocks.push(terminals::block(view, actions.map(|link| link.record.id).chain([record.id]))?);
    Ok(Sheet {
        title: named(record),
        note: format!("{organisation} · nonconformity, as it stands on {}", day(Some(today))),
        mark,
        blocks,
        ..Sheet::default()
    })
}

/// A paragraph; an empty one is none.
fn prose(words: &str) -> Block {
    let said = Some(words).filter(|words| !words.trim().is_empty());
    Block::new("", Body::Prose(said.into_iter().map(Cell::said).collect()))
}

/// Sentences that must be seen.
fn warning(words: impl IntoIterator<Item = String>) -> Block {
    Block::new("", Body::Prose(words.into_iter().map(|words| Cell::said(words).tone(Tone::Watch)).collect()))
}

fn list(title: impl Into<String>, items: Vec<String>) -> Block {
    Block::new(title, Body::List(items.into_iter().map(Cell::said).collect()))
}

/// Who recorded each step, and when: out of the journal, with its place there.
fn steps_of(view: View, record: &Record) -> Result<Block, Error> {
    let zone = view.circumstances()?.zone;
    let mut rows = Vec::new();
    for (sequence, change) in view.history(record.id)? {
        let words = match &change.what {
            What::Create { .. } => "entered".to_owned(),
            What::Update { way: Way::Move(name), .. } => {
                let step = record.register.machine.and_then(|machine| machine.find(name));
                step.map_or(name.clone(), |step| step.participle.to_owned())
            }
            What::Void { .. } => "voided".to_owned(),
            What::Unvoid { .. } => "brought back".to_owned(),
            _ => continue,
        };
        let Some(entry) = view.entry(sequence)? else { continue };
        let words = words + &late_records::ending(&change, &entry.header, &zone);
        let told = account::of_record(view, &entry, &[])?;
        let day = told.at.get(..16).unwrap_or(&told.at).to_owned();
        let recorded = Recorded::then(view, &entry.header)?;
        let cells = [sequence.to_string(), day, words, recorded.words(view)?, told.reason.unwrap_or_default()];
        rows.push(Row::of(cells.map(Cell::said)));
    }
    let mut columns = vec![Column::keyless("Transaction", Shown::Numbers)];
    columns.extend(["Recorded", "Step", "By", "Reason"].map(|heading| Column::keyless(heading, Shown::Words)));
    Ok(Block::new("Steps as they were recorded", Body::Table(Table { columns, rows })))
}

fn causes_of(view: View, record: &Record) -> Result<Block, Error> {
    let case = Nonconformity(record);
    let class = case.cause_class().map_or("not analysed".to_owned(), |class| class.label().to_owned());
    let mut part = vec![Block::said([
        ("Root cause", case.cause().to_owned()),
        ("Class", class),
        ("Method", case.cause_method().map_or(String::new(), |method| method.label().to_owned())),
        ("Similar cases looked for in", case.similar_searched().to_owned()),
        ("Similar cases", case.similar_cases().to_owned()),
    ])];
    let found = causes::of_case(view, record)?;
    if !found.is_empty() {
        let branched = found.iter().any(|cause| crate::domain::cause::Cause(cause).branch().is_some());
        let back = list("", therefore(record.title(), &found));
        let drawing = |draw: fn(&str, &[Record], usize, Signs) -> Vec<String>| {
            let (title, causes) = (record.title().to_owned(), found.clone());
            let signs = |plain| if plain { Signs::Ascii } else { Signs::Drawn };
            Block::new("", Body::Drawing(Drawing::new(move |width, plain| draw(&title, &causes, width, signs(plain)))))
        };
        part.extend([drawing(causes::drawn), back]);
        part.extend(branched.then(|| drawing(fishbone::drawn)));
    }
    Ok(Block::section("Cause", part))
}

fn actions_of(view: View, record: &Record) -> Result<Block, Error> {
    let case = Nonconformity(record);
    let mut rows = Vec::new();
    for link in view.backlinks(record.id)? {
        let Some(action) = Action::of(&link.record).filter(|action| action.source() == Some(record.id)) else {
            continue;
        };
        let owner = match action.owner() {
            Some(id) => view.record(id)?.map_or(String::new(), |one| one.title().to_owned()),
            None => String::new(),
        };
        let proofs = view.backlinks(link.record.id)?;
        let proofs = proofs.iter().filter(|link| Evidence::of(&link.record).is_some());
        let proofs = proofs.map(|link| Ok(format!("{}: {}", named(&link.record), whereabouts(view, &link.record)?)));
        let proofs = proofs.collect::<Result<Vec<_>, Error>>()?;
        let earlier = if case.earlier_actions().contains(&link.record.id) { ", earlier cycle" } else { "" };
        let cells = [
            link.record.reference().to_string(),
            link.record.title().to_owned(),
            owner,
            day(action.due()),
            format!("{}{earlier}", link.record.state_label().unwrap_or_default()),
            proofs.join("; "),
        ];
        rows.push(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(link.record.id))));
    }
    let headings = ["", "Action", "Owner", "Due date", "State", "Evidence"];
    let columns = headings.map(|heading| Column::keyless(heading, Shown::Words)).into();
    Ok(Block::new("", Body::Table(Table { columns, rows })))
}

/// What one person both did and attested in the case or an action of it.
fn one_person(view: View, record: &Record) -> Result<Vec<String>, Error> {
    let case = Nonconformity(record);
    let all = excepted::exceptions(view)?;
    let mut found = excepted::kept(case.excepted(), &all);
    let acts = [
        (Duty::Plan, case.plan_approved_by(), case.plan_approved_on()),
        (Duty::Verification, case.verified_by(), case.verified_on()),
        (Duty::Verification, case.checked_by(), case.checked_on()),
    ];
    for (duty, by, on) in acts.into_iter().filter(|_| case.excepted().is_empty()) {
        let (Some(by), Some(on)) = (by, on) else { continue };
        let own = case.owner() == Some(by) || case.begun_by() == Some(by) || case.corrected_by() == Some(by);
        found.extend(excepted::before_they_named_anybody(&all, duty, on).filter(|_| own));
    }
    for link in view.backlinks(record.id)? {
        let Some(action) = Action::of(&link.record).filter(|action| action.source() == Some(record.id)) else {
            continue;
        };
        let reference = link.record.reference();
        let told = excepted::kept(action.excepted(), &all);
        found.extend(told.into_iter().map(|one| Excepted { words: format!("{reference}: {}", one.words), ..one }));
    }
    let mut words: Vec<_> = found.into_iter().map(|one| one.words).collect();
    words.dedup();
    Ok(words)
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or(String::new(), spelling::day)
}

fn on_day(on: Option<NaiveDate>) -> String {
    on.map_or(String::new(), |on| format!(", {}", spelling::day(on)))
}
