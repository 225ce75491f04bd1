//! The report of an audit as a paper: what it concluded, what it was to find out and how, what it found and what became of
//! that, what it did not look at, and to whom it was reported.

mod examined;
mod handed;

use chrono::NaiveDate;

use crate::domain::audit::{Audit, AuditField, REGISTER, State};
use crate::domain::audit_area::{self, AuditArea};
use crate::domain::audit_programme::{AuditProgramme, Method};
use crate::domain::competence::{self, Competence};
use crate::domain::field::Tone;
use crate::domain::finding::{Finding, Grade};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::audits::day as day_of;
use crate::workflow::audits::earlier;
use crate::workflow::audits::results::{self, Counts, Found, GRADES, NOT_SAID, Results};
use crate::workflow::closure;
use crate::workflow::late_records;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown, Table};
use crate::workflow::terminals;
use crate::workflow::whose::Whose;

use examined::Examined;

/// The report from the records as they stand.
pub static REPORT: Reading = Reading {
    title: "Report",
    about: "Writes the report of an audit: objectives, criteria, team, what was found, what became of it",
    of: Of::Record,
    paper: true,
    housed: true,
    ..Reading::new(&REGISTER, "print", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let audit = &wanted.record(view)?;
    let results = results::read(view, audit)?;
    let one = Audit(audit);
    let Whose { name, words } = &Whose::of(view)?;
    let today = view.circumstances()?.today();
    let fallen = view.why_no_longer_proven(audit.id)?.map(|why| format!("{why}."));
    let in_english = fallen.as_ref().and_then(|_| words.says_in_english());
    let mut cautions: Vec<String> = in_english.map(str::to_owned).into_iter().chain(fallen).collect();
    if one.adopted() == Some(true) {
        cautions.push(words.reported_before().to_owned());
    }
    if !one.party().gives_results() {
        cautions.push(words.mock_audit().to_owned());
    }
    if one.is_transcribed() {
        let whose = if one.body().is_empty() { words.those_who_audited() } else { one.body() };
        cautions.push(words.transcribed_from(whose));
    }
    if let Some(times) = one.reopened() {
        cautions.push(words.report_reopened(times));
    }
    let examined = Examined::read(view, audit)?;
    let mut blocks = vec![warning(cautions), concluded(words, one, &results, &examined), about(view, words, one)?];
    blocks.extend([team(view, words, one)?, programme(view, words, one, &results)?]);
    let mut known = Names::default();
    let findings = results.found.iter().map(|found| finding(view, words, &mut known, &results, found));
    let findings: Vec<Block> = findings.collect::<Result<_, _>>()?;
    blocks.push(Block::section(words, "Findings", findings));
    blocks.extend([outcome(words, &results), handed::limits(words, one, &examined), examined.block(view, words)?]);
    blocks.extend(handed::blocks(view, words, one)?);
    blocks.extend(one.reopened().is_some().then(|| earlier::reports(view, words, audit)).transpose()?);
    let findings = results.found.iter().map(|one| one.finding.id);
    blocks.push(terminals::block(view, words, findings.chain([audit.id]))?);
    Ok(Sheet {
        title: words.report_of(audit.reference(), audit.title()),
        note: format!("{name} · {}", words.as_of(words.day(today))),
        mark: (one.state() != Some(State::Reported))
            .then(|| words.draft_report(words.label_within(&audit.state_label().unwrap_or_default()))),
        blocks: blocks.into_iter().map(|block| block.in_words(words, &[])).collect(),
        signers: handed::signers(view, words, one)?,
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

fn columns<const N: usize>(headings: [&'static str; N]) -> Vec<Column> {
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
fn concluded(words: &Words, audit: Audit, results: &Results, examined: &Examined) -> Block {
    let conclusion = match audit.conclusion() {
        "" => words.nothing_concluded(),
        said => said,
    };
    let count = |grade: &Grade| words.graded(results.graded(*grade), words.label_within(grade.label()));
    let found = match results.standing().count() {
        0 => words.no_finding().to_owned(),
        all => {
            let graded: Vec<_> = GRADES.iter().filter(|grade| results.graded(**grade) > 0).map(count).collect();
            let none = all - GRADES.iter().map(|grade| results.graded(*grade)).sum::<usize>();
            let none = (none > 0).then(|| words.of_no_grade(none));
            let graded: Vec<_> = graded.into_iter().chain(none).collect();
            words.made_findings(all, words.all_of(&graded, graded.len()))
        }
    };
    let part = vec![
        Block::new("", Body::Summary(conclusion.to_owned())),
        prose(format!("{found} {}", examined.degree(words))),
    ];
    Block::new("Conclusion", Body::Part(part))
}

fn about(view: View, words: &Words, audit: Audit) -> Result<Block, Error> {
    let shown = |date: Option<NaiveDate>| date.map_or(String::new(), |date| words.day(date));
    let late = late_records::of(view, audit.0)?;
    let late = late.iter().find(|late| late.field == AuditField::ReportedOn.field());
    let after = late.map_or(String::new(), |late| format!(", {}", words.recorded_after(late.days)));
    let told = Block::said([
        ("Type", audit.kind().map_or("", |kind| words.label(kind.label())).to_owned()),
        ("Audit body", audit.body().to_owned()),
        ("Audit client", recorded(words, audit.client())),
        ("First day", shown(audit.starts_on())),
        ("Last day", shown(audit.ends_on())),
        ("Places", places(view, words, audit)?),
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
fn recorded(words: &Words, said: &str) -> String {
    if said.trim().is_empty() { words.not_recorded() } else { said }.to_owned()
}

/// Where it was held: as it is recorded, or else the sites of the areas that it looked at.
fn places(view: View, words: &Words, audit: Audit) -> Result<String, Error> {
    if !audit.places().is_empty() {
        return Ok(audit.places().to_owned());
    }
    let areas = view.these(&audit_area::REGISTER, audit.areas())?;
    let mut sites: Vec<&str> =
        areas.iter().map(|area| AuditArea(area).site()).filter(|site| !site.is_empty()).collect();
    sites.sort_unstable();
    sites.dedup();
    Ok(recorded(words, &sites.join(", ")))
}

fn team(view: View, words: &Words, audit: Audit) -> Result<Block, Error> {
    let people: Vec<RecordId> = audit.lead().into_iter().chain(audit.team().iter().copied()).collect();
    if people.is_empty() {
        let nobody = match audit.body() {
            "" => words.nobody_audits().to_owned(),
            body => words.body_audits(body),
        };
        return Ok(Block::section(words, "Team and participants", vec![prose(nobody), participants(words, audit)]));
    }
    let all = view.page(&Query::new(&competence::REGISTER))?.records;
    let on = audit.starts_on().unwrap_or(view.circumstances()?.today());
    let mut rows = Vec::new();
    for person in people {
        let theirs = all.iter().map(Competence).filter(|one| one.person() == Some(person));
        let known: Vec<String> = theirs.map(|one| competence_words(words, one, on)).collect();
        let part = if audit.lead() == Some(person) { words.lead_auditor() } else { words.auditor() };
        let competence = if known.is_empty() { words.no_previous().to_owned() } else { known.join("; ") };
        let cells = [view.name_of(person)?, part.to_owned(), competence];
        rows.push(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(person))));
    }
    let team = table("", columns(["Who", "Part", "Competence"]), rows);
    Ok(Block::section(words, "Team and participants", vec![team, participants(words, audit)]))
}

/// Who took part for those who were audited.
fn participants(words: &Words, audit: Audit) -> Block {
    Block::said([("Who took part for those audited", recorded(words, audit.participants()))])
}

fn competence_words(words: &Words, one: Competence, on: NaiveDate) -> String {
    let technology = one.technology().map_or(String::new(), |technology| words.label_within(technology.label()));
    let until = match one.valid_until() {
        Some(until) if until < on => words.lapsed_on(words.day(until)),
        _ if !one.holds_on(on) => words.not_yet_valid().to_owned(),
        Some(until) => words.valid_until(words.day(until)),
        None => String::new(),
    };
    let until = if until.is_empty() { until } else { format!(", {until}") };
    format!("{technology} ({}{until})", one.0.title())
}

/// How what was audited was chosen.
fn programme(view: View, words: &Words, audit: Audit, results: &Results) -> Result<Block, Error> {
    const TITLE: &str = "How it was chosen";
    let Some(record) = &results.programme else {
        let areas = Block::said([("Areas", names(view, audit.areas())?)]);
        return Ok(Block::section(words, TITLE, vec![prose(words.no_programme()), areas]));
    };
    let programme = AuditProgramme(record);
    let chosen = Block::said([
        ("Programme", named(record)),
        ("Chosen", programme.method().map_or("", |method| words.label(method.label())).to_owned()),
        ("Seed", programme.seed().map_or(String::new(), |seed| seed.to_string())),
        ("Chosen on", programme.drawn_on().map_or(String::new(), |on| words.day(on))),
        ("State of the programme", words.standing_of(&record.state_label().unwrap_or_default())),
    ]);
    let mut part = vec![chosen];
    part.extend(Some(programme.account()).filter(|account| !account.trim().is_empty()).map(prose));
    part.push(warning((programme.method() == Some(Method::Judgement)).then(|| words.by_judgement().to_owned())));
    let mut rows = Vec::new();
    for area in audit.areas() {
        let chosen = if programme.sample().contains(area) { words.chosen() } else { words.not_chosen() };
        let cells = [view.name_of(*area)?, chosen.to_owned()];
        rows.push(Row::of(cells.map(Cell::said)).leads(Some(Lead::Record(*area))));
    }
    part.push(table("", columns(["Area", "By the programme"]), rows));
    Ok(Block::section(words, TITLE, part))
}

/// A change with its sign; that there is none is said.
fn change(words: &Words, change: i64) -> String {
    if change == 0 { words.unchanged().to_owned() } else { format!("{change:+}") }
}

fn outcome(words: &Words, results: &Results) -> Block {
    let before = results.before.as_ref();
    let mut columns = counting("Grade", "Findings");
    if let Some((audit, _)) = before {
        let when = day_of(Audit(audit)).map_or(String::new(), |on| format!(", {}", words.day(on)));
        let heading = format!("{}{when}", audit.reference()).into();
        columns.push(Column { heading, ..Column::keyless("", Shown::Numbers) });
        columns.push(Column::keyless("Change", Shown::Numbers));
    }
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let row = |label: &str, now: usize, earlier: Option<usize>| {
        let mut cells = vec![Cell::said(label), count(now)];
        if let Some(earlier) = earlier {
            cells.extend([count(earlier), Cell::said(change(words, number(now) - number(earlier)))]);
        }
        Row { cells, lead: None }
    };
    let graded = |grade: &Grade| {
        row(words.label(grade.label()), results.graded(*grade), before.map(|(_, graded)| graded.graded(*grade)))
    };
    let mut rows: Vec<_> = GRADES.iter().map(graded).collect();
    rows.push(row(words.all_of_them(), results.standing().count(), before.map(|(_, graded)| graded.standing)));
    let mut part = vec![table("", columns, rows)];
    if before.is_none() {
        part.push(prose(words.nothing_to_compare_audits()));
    }
    let withdrawn = results.found.len() - results.standing().count();
    if withdrawn > 0 {
        part.push(prose(words.findings_withdrawn(withdrawn)));
    }
    part.extend([
        counts(words, "By requirement", "Requirement", results.by_requirement()),
        counts(words, "By cause of the nonconformities", "Cause", results.by_cause()),
    ]);
    // Where nobody said a unit, there is nothing to count by.
    let units = results.by_unit();
    let units = if matches!(units.as_slice(), [(words, _)] if words == NOT_SAID) { Counts::new() } else { units };
    part.push(counts(words, "By unit", "Unit", units));
    Block::section(words, "Results", part)
}

fn counts(words: &Words, title: &str, what: &'static str, counts: Counts) -> Block {
    let rows =
        counts.into_iter().map(|(what, counted)| Row::of([Cell::said(words.label(&what)), count(counted)])).collect();
    table(title, counting(what, "Findings"), rows)
}

fn finding(view: View, words: &Words, names: &mut Names, results: &Results, found: &Found) -> Result<Block, Error> {
    let Some(record) = &view.record(found.finding.id)? else { return Ok(Block::new("", Body::Part(Vec::new()))) };
    let one = Finding(record);
    view.learn(names, [one.owner(), one.system(), one.repeats()].into_iter().flatten())?;
    let name = |id: Option<RecordId>| id.map(|id| names.words(id));
    let owner = name(one.owner()).unwrap_or_default();
    let system = name(one.system()).unwrap_or_default();
    let raised = found.nonconformity.as_ref().map(|case| {
        let standing = words.within(&closure::standing(words, case));
        let due = Nonconformity(case).due().map_or(String::new(), |due| format!(", {}", words.due_on(words.day(due))));
        format!("{}: {standing}{due}", named(case))
    });
    let graded = one.grade().is_some_and(|grade| grade.is_nonconformity());
    let raised = raised.or(graded.then(|| words.none_raised().to_owned())).unwrap_or_default();
    let repeats = name(one.repeats()).or((one.repeat() == Some(true)).then(|| words.an_earlier_finding().to_owned()));
    let graded_as = words.label(one.grade().map_or("Not graded", Grade::label));
    let told = Block::said([
        ("Grade", graded_as.to_owned()),
        ("Reference", one.reference().to_owned()),
        ("Requirement", one.requirement().to_owned()),
        ("Statement", one.statement().to_owned()),
        ("Objective evidence", one.objective_evidence().to_owned()),
        ("System", system),
        ("Unit", one.unit().to_owned()),
        ("Raised on", one.raised_on().map_or(String::new(), |on| words.day(on))),
        ("Owner", owner),
        ("Repeats", repeats.unwrap_or_default()),
        ("State", words.standing_of(&record.state_label().unwrap_or_default())),
        ("Nonconformity", raised),
        ("To be known", results.labels(words, found).join("; ")),
    ]);
    Ok(Block::new(
        format!("{}: {}", named(record), words.label_within(one.grade().map_or("Not graded", Grade::label))),
        told.body,
    ))
}
