//! The report of an audit as a paper: what it concluded, what it was to find out and how, what it found and what became of
//! that, what it did not look at, and to whom it was reported.

mod examined;
mod handed;

use chrono::NaiveDate;

use crate::domain::audit::{Audit, AuditField, REGISTER, State, Type};
use crate::domain::audit_area::{self, AuditArea};
use crate::domain::audit_programme::{AuditProgramme, Method};
use crate::domain::competence::{self, Competence};
use crate::domain::field::Tone;
use crate::domain::finding::{Finding, Grade};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::organisation;
use crate::domain::record::Record;
use crate::domain::spelling::{all_of, counted, day, signed};
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::audits::day as day_of;
use crate::workflow::audits::earlier;
use crate::workflow::audits::results::{self, Counts, Found, GRADES, NOT_SAID, Results};
use crate::workflow::late_records;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown, Table};
use crate::workflow::terminals;

use examined::Examined;

/// What is said where nothing is on record.
const NOT_RECORDED: &str = "not recorded";

/// What is said of areas that somebody chose.
const BY_JUDGEMENT: &str = "The areas were chosen by judgement; what is found in them tells nothing of the rest.";

/// The report from the records as they stand.
pub static REPORT: Reading = Reading {
    title: "Report",
    about: "Writes the report of an audit: objectives, criteria, team, what was found, what became of it",
    of: Of::Record,
    paper: true,
    ..Reading::new(&REGISTER, "print", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let audit = &wanted.record(view)?;
    let results = results::read(view, audit)?;
    let one = Audit(audit);
    let organisation = view.single(&organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or("", Record::title);
    let today = view.circumstances()?.today();
    let mut cautions: Vec<String> =
        view.why_no_longer_proven(audit.id)?.map(|why| format!("{why}.")).into_iter().collect();
    if one.adopted() == Some(true) {
        cautions.push("It was reported before this file was kept; nothing in the file proves it.".to_owned());
    }
    if !one.party().gives_results() {
        cautions.push("It is a mock audit: what it found is a rehearsal, and no result of an audit (9.2).".to_owned());
    }
    if one.is_transcribed() {
        let whose = if one.body().is_empty() { "those who audited" } else { one.body() };
        cautions.push(format!(
            "Answers and conclusion are those of {whose}, transcribed from the report that is attached."
        ));
    }
    if let Some(times) = one.reopened() {
        let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
        cautions.push(format!("It was reopened {times}; what was reported before stands under “Earlier reports”."));
    }
    let examined = Examined::read(view, audit)?;
    let mut blocks = vec![warning(cautions), concluded(one, &results, &examined), about(view, one)?];
    blocks.extend([team(view, one)?, programme(view, one, &results)?]);
    let mut known = Names::default();
    let findings = results.found.iter().map(|found| finding(view, &mut known, &results, found));
    let findings: Vec<Block> = findings.collect::<Result<_, _>>()?;
    blocks.push(Block::section("Findings", findings));
    blocks.extend([outcome(&results), handed::limits(one, &examined), examined.block(view)?]);
    blocks.extend(handed::blocks(view, one)?);
    blocks.extend(one.reopened().is_some().then(|| earlier::reports(view, audit)).transpose()?);
    let findings = results.found.iter().map(|one| one.finding.id);
    blocks.push(terminals::block(view, findings.chain([audit.id]))?);
    Ok(Sheet {
        title: format!("Report of {}: {}", audit.reference(), audit.title()),
        note: format!("{organisation} · as the registers stand on {}", day(today)),
        mark: (one.state() != Some(State::Reported))
            .then(|| format!("Draft: the audit is {}", audit.state_label().unwrap_or_default().to_lowercase())),
        blocks,
        signers: handed::signers(view, one)?,
        ..Sheet::default()
    })
}

fn prose(words: impl Into<String>) -> Block {
    Block::new("", Body::Prose(vec![Cell::said(words)]))
}

/// Sentences that must be seen.
fn warning(words: impl IntoIterator<Item = String>) -> Block {
    Block::new("", Body::Prose(words.into_iter().map(|words| Cell::said(words).tone(Tone::Watch)).collect()))
}

fn table(title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Block {
    Block::new(title, Body::Table(Table { columns, rows }))
}

fn words<const N: usize>(headings: [&'static str; N]) -> Vec<Column> {
    headings.map(|heading| Column::keyless(heading, Shown::Words)).into()
}

fn counting(what: &'static str, counted: &'static str) -> Vec<Column> {
    vec![Column::keyless(what, Shown::Words), Column::keyless(counted, Shown::Numbers)]
}

fn count(count: usize) -> Cell {
    Cell::said(count.to_string())
}

fn names(view: View, ids: &[RecordId]) -> Result<String, Error> {
    Ok(ids.iter().map(|id| view.name_of(*id)).collect::<Result<Vec<_>, _>>()?.join(", "))
}

/// What it concludes, with how many findings there are of each grade, and how far the criteria are fulfilled.
fn concluded(audit: Audit, results: &Results, examined: &Examined) -> Block {
    let conclusion = match audit.conclusion() {
        "" => "Nothing is concluded yet.",
        words => words,
    };
    let count = |grade: &Grade| format!("{} {}", results.graded(*grade), grade.label().to_lowercase());
    let found = match results.standing().count() {
        0 => "It made no finding.".to_owned(),
        all => {
            let graded: Vec<_> = GRADES.iter().filter(|grade| results.graded(**grade) > 0).map(count).collect();
            let none = all - GRADES.iter().map(|grade| results.graded(*grade)).sum::<usize>();
            let none = (none > 0).then(|| format!("{none} not graded"));
            let graded: Vec<_> = graded.into_iter().chain(none).collect();
            format!("It made {}: {}.", counted(all, "finding", "findings"), all_of(&graded, graded.len()))
        }
    };
    let part =
        vec![Block::new("", Body::Summary(conclusion.to_owned())), prose(format!("{found} {}", examined.degree()))];
    Block::new("Conclusion", Body::Part(part))
}

fn about(view: View, audit: Audit) -> Result<Block, Error> {
    let shown = |date: Option<NaiveDate>| date.map_or(String::new(), day);
    let late = late_records::of(view, audit.0)?;
    let late = late.iter().find(|late| late.field == AuditField::ReportedOn.field());
    let after = late.map_or(String::new(), |late| format!(", {}", late.words()));
    let told = Block::said([
        ("Type", audit.kind().map_or("", Type::label).to_owned()),
        ("Audit body", audit.body().to_owned()),
        ("Audit client", recorded(audit.client())),
        ("First day", shown(audit.starts_on())),
        ("Last day", shown(audit.ends_on())),
        ("Places", places(view, audit)?),
        ("Reported on", shown(audit.reported_on()) + &after),
        ("Concluded by", audit.reported_by().map(|by| view.name_of(by)).transpose()?.unwrap_or_default()),
        ("Objectives", audit.objectives().to_owned()),
        ("Criteria", audit.criteria().to_owned()),
        ("Own policies", names(view, audit.policies())?),
        ("Scope", audit.scope().to_owned()),
        ("Systems", names(view, audit.systems())?),
        ("Unit", audit.unit().to_owned()),
    ]);
    Ok(Block::new("What was audited", told.body))
}

/// Words of the record, or that there are none.
fn recorded(words: &str) -> String {
    if words.trim().is_empty() { NOT_RECORDED.to_owned() } else { words.to_owned() }
}

/// Where it was held: as it is recorded, or else the sites of the areas that it looked at.
fn places(view: View, audit: Audit) -> Result<String, Error> {
    if !audit.places().is_empty() {
        return Ok(audit.places().to_owned());
    }
    let areas = view.these(&audit_area::REGISTER, audit.areas())?;
    let mut sites: Vec<&str> =
        areas.iter().map(|area| AuditArea(area).site()).filter(|site| !site.is_empty()).collect();
    sites.sort_unstable();
    sites.dedup();
    Ok(recorded(&sites.join(", ")))
}

fn team(view: View, audit: Audit) -> Result<Block, Error> {
    let people: Vec<RecordId> = audit.lead().into_iter().chain(audit.team().iter().copied()).collect();
    if people.is_empty() {
        let nobody = match audit.body() {
            "" => "Nobody is named who audits.".to_owned(),
            body => format!("{body} answers for its auditors; nobody of the organisation audited."),
        };
        return Ok(Block::section("Team and participants", vec![prose(nobody), participants(audit)]));
    }
    let all = view.page(&Query::new(&competence::REGISTER))?.records;
    let on = audit.starts_on().unwrap_or(view.circumstances()?.today());
    let mut rows = Vec::new();
    for person in people {
        let theirs = all.iter().map(Competence).filter(|one| one.person() == Some(person));
        let known: Vec<String> = theirs.map(|one| competence_words(one, on)).collect();
        let part = if audit.lead() == Some(person) { "Lead auditor" } else { "Auditor" };
        let competence = if known.is_empty() { "none on record".to_owned() } else { known.join("; ") };
        let cells = [view.name_of(person)?, part.to_owned(), competence];
        rows.push(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(person))));
    }
    let team = table("", words(["Who", "Part", "Competence"]), rows);
    Ok(Block::section("Team and participants", vec![team, participants(audit)]))
}

/// Who took part for those who were audited.
fn participants(audit: Audit) -> Block {
    Block::said([("Who took part for those audited", recorded(audit.participants()))])
}

fn competence_words(one: Competence, on: NaiveDate) -> String {
    let technology = one.technology().map_or(String::new(), |technology| technology.label().to_lowercase());
    let until = match one.valid_until() {
        Some(until) if until < on => format!(", lapsed on {}", day(until)),
        _ if !one.holds_on(on) => ", not yet valid".to_owned(),
        Some(until) => format!(", until {}", day(until)),
        None => String::new(),
    };
    format!("{technology} ({}{until})", one.0.title())
}

/// How what was audited was chosen.
fn programme(view: View, audit: Audit, results: &Results) -> Result<Block, Error> {
    const TITLE: &str = "How it was chosen";
    let Some(record) = &results.programme else {
        let areas = Block::said([("Areas", names(view, audit.areas())?)]);
        return Ok(Block::section(TITLE, vec![prose("The audit is part of no programme."), areas]));
    };
    let programme = AuditProgramme(record);
    let chosen = Block::said([
        ("Programme", named(record)),
        ("Chosen", programme.method().map_or("", Method::label).to_owned()),
        ("Seed", programme.seed().map_or(String::new(), |seed| seed.to_string())),
        ("Chosen on", programme.drawn_on().map_or(String::new(), day)),
        ("State of the programme", record.state_label().unwrap_or_default()),
    ]);
    let mut part = vec![chosen];
    part.extend(Some(programme.account()).filter(|account| !account.trim().is_empty()).map(prose));
    part.push(warning((programme.method() == Some(Method::Judgement)).then(|| BY_JUDGEMENT.to_owned())));
    let mut rows = Vec::new();
    for area in audit.areas() {
        let chosen = if programme.sample().contains(area) { "chosen" } else { "not among those chosen" };
        let cells = [view.name_of(*area)?, chosen.to_owned()];
        rows.push(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(*area))));
    }
    part.push(table("", words(["Area", "By the programme"]), rows));
    Ok(Block::section(TITLE, part))
}

fn outcome(results: &Results) -> Block {
    let before = results.before.as_ref();
    let mut columns = counting("Grade", "Findings");
    if let Some((audit, _)) = before {
        let when = day_of(Audit(audit)).map_or(String::new(), |on| format!(", {}", day(on)));
        let heading = format!("{}{when}", audit.reference()).into();
        columns.push(Column { heading, ..Column::keyless("", Shown::Numbers) });
        columns.push(Column::keyless("Change", Shown::Numbers));
    }
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let row = |label: &str, now: usize, earlier: Option<usize>| {
        let mut cells = vec![Cell::said(label), count(now)];
        if let Some(earlier) = earlier {
            cells.extend([count(earlier), Cell::said(signed(number(now) - number(earlier)))]);
        }
        Row { cells, lead: None }
    };
    let graded =
        |grade: &Grade| row(grade.label(), results.graded(*grade), before.map(|(_, graded)| graded.graded(*grade)));
    let mut rows: Vec<_> = GRADES.iter().map(graded).collect();
    rows.push(row("All", results.standing().count(), before.map(|(_, graded)| graded.standing)));
    let mut part = vec![table("", columns, rows)];
    if before.is_none() {
        part.push(prose("No earlier audit of this kind is on record to compare with."));
    }
    let withdrawn = results.found.len() - results.standing().count();
    if withdrawn > 0 {
        part.push(prose(format!("Withdrawn by the auditor, and not counted: {withdrawn}.")));
    }
    part.extend([
        counts("By requirement", "Requirement", results.by_requirement()),
        counts("By cause of the nonconformities", "Cause", results.by_cause()),
    ]);
    // Where nobody said a unit, there is nothing to count by.
    let units = results.by_unit();
    let units = if matches!(units.as_slice(), [(words, _)] if words == NOT_SAID) { Counts::new() } else { units };
    part.push(counts("By unit", "Unit", units));
    Block::section("Results", part)
}

fn counts(title: &str, what: &'static str, counts: Counts) -> Block {
    let rows = counts.into_iter().map(|(words, counted)| Row::of([Cell::said(words), count(counted)])).collect();
    table(title, counting(what, "Findings"), rows)
}

fn finding(view: View, names: &mut Names, results: &Results, found: &Found) -> Result<Block, Error> {
    let Some(record) = &view.record(found.finding.id)? else { return Ok(Block::new("", Body::Part(Vec::new()))) };
    let one = Finding(record);
    view.learn(names, [one.owner(), one.system(), one.repeats()].into_iter().flatten())?;
    let name = |id: Option<RecordId>| id.map(|id| names.words(id));
    let owner = name(one.owner()).unwrap_or_default();
    let system = name(one.system()).unwrap_or_default();
    let raised = found.nonconformity.as_ref().map(|case| {
        let standing = Nonconformity(case).standing().to_lowercase();
        let due = Nonconformity(case).due().map_or(String::new(), |due| format!(", due {}", day(due)));
        format!("{}: {standing}{due}", named(case))
    });
    let graded = one.grade().is_some_and(|grade| grade.is_nonconformity());
    let raised = raised.or(graded.then(|| "none raised".to_owned())).unwrap_or_default();
    let repeats = name(one.repeats()).or((one.repeat() == Some(true)).then(|| "an earlier finding".to_owned()));
    let graded_as = one.grade().map_or("Not graded", Grade::label);
    let told = Block::said([
        ("Grade", graded_as.to_owned()),
        ("Reference", one.reference().to_owned()),
        ("Requirement", one.requirement().to_owned()),
        ("Statement", one.statement().to_owned()),
        ("Objective evidence", one.objective_evidence().to_owned()),
        ("System", system),
        ("Unit", one.unit().to_owned()),
        ("Raised on", one.raised_on().map_or(String::new(), day)),
        ("Owner", owner),
        ("Repeats", repeats.unwrap_or_default()),
        ("State", record.state_label().unwrap_or_default()),
        ("Nonconformity", raised),
        ("To be known", results.labels(found).join("; ")),
    ]);
    Ok(Block::new(format!("{}: {}", named(record), graded_as.to_lowercase()), told.body))
}
