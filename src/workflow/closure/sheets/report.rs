//! A nonconformity as a paper: what happened, why, what was done, whether it worked, and who says so.

use chrono::NaiveDate;

use crate::domain::action::Action;
use crate::domain::attestation::{Attestation, Confirmation};
use crate::domain::deadline::Deadline;
use crate::domain::evidence::Evidence;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::words as attested_words;
use crate::domain::nonconformity::{Nonconformity, NonconformityMove, REGISTER, State};
use crate::domain::record::Record;
use crate::domain::separation::Duty;
use crate::domain::spelling::capital;
use crate::domain::transaction::{Way, What};
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::account;
use crate::workflow::closure::causes::{self, Signs, therefore};
use crate::workflow::closure::path;
use crate::workflow::closure::{self, checks, deadlines, effect, fishbone, taken_back};
use crate::workflow::evidence::whereabouts_in;
use crate::workflow::excepted::{self, Excepted};
use crate::workflow::late_records;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::said::{self, Recorded};
use crate::workflow::sheet::{Block, Body, Cell, Column, Drawing, Lead, Row, Sheet, Shown, Table};
use crate::workflow::terminals;
use crate::workflow::whose::Whose;

/// A case as it stands.
pub static REPORT: Reading = Reading {
    title: "Report",
    about: "Writes a case as a document: what happened, why, what was done, whether it worked, who says so",
    of: Of::Record,
    paper: true,
    housed: true,
    ..Reading::new(&REGISTER, "print", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let record = &wanted.record(view)?;
    let today = view.circumstances()?.today();
    let case = Nonconformity(record);
    let Whose { name: whose, words } = &Whose::of(view)?;
    let day = |on: Option<NaiveDate>| on.map_or(String::new(), |on| words.day(on));
    let mark = match view.why_no_longer_proven(record.id)? {
        Some(why) => Some(why),
        None => (case.state() == Some(State::ClosedBefore)).then(|| capital(words.label(State::ClosedBefore.label()))),
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
            Some(how) => format!(", {}", said::shown(view, record, how, by, recorded)?.words(view, how, words)?),
            None => String::new(),
        };
        let recorder = match recorded.filter(|recorded| recorded.at_terminal != by) {
            Some(recorded) => Some(recorded.told(view, words)?),
            None => None,
        };
        let on = on.map_or(String::new(), |on| format!(", {}", words.day(on)));
        let said = format!("{}{on}{how}", name(by)?);
        Ok::<_, Error>(recorder.map_or(said.clone(), |recorder| words.said_recorded_by(said, recorder)))
    };
    let attested = |one: &Attestation| {
        let recorded = path::recorded(&made, record, one).map(|made| &made.by);
        let said = told(one.who(record), one.own_day(record), one.said(record), recorded)?;
        let late = late.iter().find(|late| one.day().is_some_and(|day| day == late.field.name));
        let after = late
            .filter(|_| !said.is_empty())
            .map_or(String::new(), |late| format!(", {}", words.recorded_after(late.days)));
        Ok::<_, Error>(said + &after)
    };
    let late = Deadline::of(record, today).filter(Deadline::is_late);
    let due = |due: NaiveDate| late.map_or(words.day(due), |late| words.due_late(words.day(due), -late.left));
    let put_off = match case.extensions() {
        Some(times @ 1..) => words.put_off(times, day(case.first_due()), attested(&attested_words::EXTENDED)?),
        _ => String::new(),
    };
    let mut blocks = vec![Block::said([
        ("State", closure::standing(words, record)),
        ("Grade", case.grade().map_or(String::new(), |grade| words.label(grade.label()).to_owned())),
        ("Requirement", case.requirement().to_owned()),
        ("Source", case.source().map_or(String::new(), |source| words.label(source.label()).to_owned())),
        ("Raised from", of(case.raised_from())?),
        ("Occurred", day(case.occurred_on())),
        ("Raised", words.raised_by(day(case.raised_on()), name(case.raised_by())?)),
        ("Owner", name(case.owner())?),
        ("Due date", case.due().map_or(String::new(), due)),
        ("Extensions", put_off),
        ("Downgraded by", attested(&attested_words::DOWNGRADED)?),
        ("System", of(case.system())?),
        ("Unit", case.unit().to_owned()),
        ("Repeats", of(case.repeats())?),
        ("Cycle", case.cycle().map_or(String::new(), |cycle| cycle.to_string())),
    ])];
    let overdue = deadlines::overdue(view, case, today)?.filter(|overdue| overdue.passed);
    blocks.push(warning(overdue.map(|overdue| overdue.told(words))));
    let required =
        vec![prose(case.statement()), Block::said([("Objective evidence", case.objective_evidence().to_owned())])];
    blocks.push(Block::section(words, "What is not as required", required));
    let contained = made.get(NonconformityMove::Contain.name().as_str()).map(|made| &made.by);
    let correction = Block::said([
        ("Done at once", case.correction().to_owned()),
        ("By", told(case.corrected_by(), case.corrected_on(), None, contained)?),
        ("Consequences", case.consequences().to_owned()),
        (
            "Still stands",
            case.correction_stands()
                .map_or(String::new(), |yes| words.label(if yes { "yes" } else { "no" }).to_owned()),
        ),
    ]);
    blocks.push(Block::section(words, "Correction", vec![correction]));
    blocks.push(causes_of(view, words, record)?);
    let needless = Block::said([
        ("None needed, because", case.no_action_reason().to_owned()),
        ("Approved by", attested(&attested_words::NO_ACTION_APPROVED)?),
    ]);
    let planned = Block::said([
        ("Criterion", case.checked_criterion().map_or(String::new(), |criterion| criterion.told(words))),
        ("In words", case.effectiveness_criterion().to_owned()),
        ("Measured by", case.measured_by().map_or(String::new(), |one| words.label_within(one.label()))),
        ("Measure", case.effectiveness_measure().to_owned()),
        ("Limits that were set", limits(words, case)),
        ("Judged from", day(case.check_from())),
        ("Plan approved by", attested(&attested_words::PLAN_APPROVED)?),
        ("Judged otherwise, because", case.revised_because().to_owned()),
        ("That approved by", attested(&attested_words::REVISED)?),
        ("Judged before by", case.earlier_criteria().to_owned()),
        ("Implemented", day(case.implemented_on())),
        ("Verified by", attested(&attested_words::VERIFIED)?),
    ]);
    blocks.push(Block::section(words, "Corrective action", vec![needless, actions_of(view, words, record)?, planned]));
    let checks = checks::of_case(view, words, record)?.into_iter();
    let mut effect: Vec<Block> = checks.map(|check| list(named(&check.record), check.words)).collect();
    effect.push(warning(in_english(words, taken_back::of_case(view, record)?)));
    let said = in_english(words, effect::told(view, record)?).join(" ");
    effect.push(Block::said([
        ("Measure says", said),
        ("Effective all the same, because", case.overruled_because().to_owned()),
        ("That approved by", attested(&attested_words::OVERRULED)?),
        ("Result", case.effectiveness().map_or(String::new(), |one| words.label(one.label()).to_owned())),
        ("Evidence", case.effectiveness_evidence().to_owned()),
        ("Judged by", attested(&attested_words::CHECKED)?),
        ("Those affected", case.stakeholder_review().to_owned()),
        ("Nothing else changes, because", case.no_change_reason().to_owned()),
    ]));
    let changed = case.changed().iter().map(|id| view.name_of(*id)).collect::<Result<Vec<_>, _>>()?;
    effect.push(list("What changes because of it", changed));
    effect.push(Block::said([
        ("Closing approved by", attested(&attested_words::CLOSING_APPROVED)?),
        ("Rejected by", attested(&attested_words::REJECTED)?),
        ("Closed", day(case.closed_on())),
    ]));
    effect.push(warning(in_english(words, one_person(view, record)?)));
    blocks.push(Block::section(words, "Effectiveness", effect));
    blocks.push(steps_of(view, words, record)?);
    let actions = view.backlinks(record.id)?.into_iter().filter(|link| link.relation == "source");
    blocks.push(terminals::block(view, words, actions.map(|link| link.record.id).chain([record.id]))?);
    Ok(Sheet {
        title: named(record),
        note: format!("{whose} · {}", words.case_stands_on(words.day(today))),
        mark,
        blocks: blocks.into_iter().map(|block| block.in_words(words, &[])).collect(),
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
fn steps_of(view: View, words: &Words, record: &Record) -> Result<Block, Error> {
    let zone = view.circumstances()?.zone;
    let mut rows = Vec::new();
    for (sequence, change) in view.history(record.id)? {
        let step = match &change.what {
            What::Create { .. } => "entered",
            What::Update { way: Way::Move(name), .. } => {
                let step = record.register.machine.and_then(|machine| machine.find(name));
                step.map_or(name.as_str(), |step| step.participle)
            }
            What::Void { .. } => "voided",
            What::Unvoid { .. } => "brought back",
            _ => continue,
        };
        let Some(entry) = view.entry(sequence)? else { continue };
        let late = late_records::with(&change, &entry.header, &zone).into_iter().map(|late| late.days).max();
        let late = late.map_or(String::new(), |days| format!(" ({})", words.recorded_after(days)));
        let step = format!("{}{late}", words.label(step));
        let told = account::of_record(view, &entry, &[])?;
        let day = told.at.get(..16).unwrap_or(&told.at).to_owned();
        let recorded = Recorded::then(view, &entry.header)?;
        let cells = [sequence.to_string(), day, step, recorded.told(view, words)?, told.reason.unwrap_or_default()];
        rows.push(Row::of(cells.map(Cell::said)));
    }
    let mut columns = vec![Column::keyless("Transaction", Shown::Numbers)];
    columns.extend(["Recorded", "Step", "By", "Reason"].map(|heading| Column::keyless(heading, Shown::Words)));
    Ok(Block::new("Steps as they were recorded", Body::Table(Table { columns, rows })))
}

fn causes_of(view: View, words: &Words, record: &Record) -> Result<Block, Error> {
    let case = Nonconformity(record);
    let class = case.cause_class().map_or(words.not_analysed(), |class| words.label(class.label())).to_owned();
    let mut part = vec![Block::said([
        ("Root cause", case.cause().to_owned()),
        ("Class", class),
        ("Method", case.cause_method().map_or(String::new(), |method| words.label(method.label()).to_owned())),
        ("Similar cases looked for in", case.similar_searched().to_owned()),
        ("Similar cases", case.similar_cases().to_owned()),
    ])];
    let found = causes::of_case(view, record)?;
    if !found.is_empty() {
        let branched = found.iter().any(|cause| crate::domain::cause::Cause(cause).branch().is_some());
        let back = list("", therefore(words, record.title(), &found));
        let drawing = |draw: fn(&Words, &str, &[Record], usize, Signs) -> Vec<String>| {
            let (words, title, causes) = (words.clone(), record.title().to_owned(), found.clone());
            let signs = |plain| if plain { Signs::Ascii } else { Signs::Drawn };
            Block::new(
                "",
                Body::Drawing(Drawing::new(move |width, plain| draw(&words, &title, &causes, width, signs(plain)))),
            )
        };
        part.extend([drawing(causes::drawn), back]);
        part.extend(branched.then(|| drawing(fishbone::drawn)));
    }
    Ok(Block::section(words, "Cause", part))
}

fn actions_of(view: View, words: &Words, record: &Record) -> Result<Block, Error> {
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
        let proofs =
            proofs.map(|link| Ok(format!("{}: {}", named(&link.record), whereabouts_in(view, words, &link.record)?)));
        let proofs = proofs.collect::<Result<Vec<_>, Error>>()?;
        let state = words.standing_of(&link.record.state_label().unwrap_or_default());
        let state = match case.earlier_actions().contains(&link.record.id) {
            true => words.of_earlier_cycle(state),
            false => state,
        };
        let cells = [
            link.record.reference().to_string(),
            link.record.title().to_owned(),
            owner,
            action.due().map_or(String::new(), |due| words.day(due)),
            state,
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

/// Sentences that there are in English alone, behind a word on that where the rest is not.
fn in_english(words: &Words, said: Vec<String>) -> Vec<String> {
    let told = words.says_in_english().filter(|_| !said.is_empty());
    told.map(str::to_owned).into_iter().chain(said).collect()
}

/// The limits within which the KPI was to stay when the criterion was approved.
fn limits(words: &Words, case: Nonconformity) -> String {
    match (case.limit_low(), case.limit_high()) {
        (Some(low), Some(high)) => words.limits_between(low.short(), high.short()),
        (Some(low), None) => words.limit_at_least(low.short()),
        (None, Some(high)) => words.limit_at_most(high.short()),
        (None, None) => String::new(),
    }
}
