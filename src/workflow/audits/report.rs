//! The report of an audit as a paper: what it was to find out and how, what it found, and what became of that.

use chrono::NaiveDate;

use crate::domain::audit::{Audit, AuditField, REGISTER, State, Type};
use crate::domain::audit_programme::{AuditProgramme, Method};
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::competence::{self, Competence};
use crate::domain::field::Tone;
use crate::domain::finding::{Finding, Grade};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::organisation;
use crate::domain::record::{Record, Version};
use crate::domain::spelling::{day, signed};
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::audits::earlier;
use crate::workflow::audits::results::{self, Counts, Found, GRADES, Results};
use crate::workflow::audits::{checklist_of, day as day_of};
use crate::workflow::late_records;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::said::Recorded;
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Sheet, Shown, Table};
use crate::workflow::terminals;

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
    let mut blocks = vec![warning(cautions), about(view, one)?];
    if !one.conclusion().is_empty() {
        blocks.push(Block::new("Conclusion", prose(one.conclusion()).body));
    }
    blocks.extend([team(view, one)?, programme(view, one, &results)?, outcome(&results)]);
    let mut known = Names::default();
    let findings = results.found.iter().map(|found| finding(view, &mut known, &results, found));
    let findings: Vec<Block> = findings.collect::<Result<_, _>>()?;
    blocks.push(Block::section("Findings", findings));
    blocks.push(checklist(view, audit)?);
    blocks.extend(one.reopened().is_some().then(|| earlier::reports(view, audit)).transpose()?);
    let findings = results.found.iter().map(|one| one.finding.id);
    blocks.push(terminals::block(view, findings.chain([audit.id]))?);
    Ok(Sheet {
        title: format!("Report of {}: {}", audit.reference(), audit.title()),
        note: format!("{organisation} · as the registers stand on {}", day(today)),
        mark: (one.state() != Some(State::Reported))
            .then(|| format!("Draft: the audit is {}", audit.state_label().unwrap_or_default().to_lowercase())),
        blocks,
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

fn about(view: View, audit: Audit) -> Result<Block, Error> {
    let shown = |date: Option<NaiveDate>| date.map_or(String::new(), day);
    let late = late_records::of(view, audit.0)?;
    let late = late.iter().find(|late| late.field == AuditField::ReportedOn.field());
    let after = late.map_or(String::new(), |late| format!(", {}", late.words()));
    Ok(Block::said([
        ("Type", audit.kind().map_or("", Type::label).to_owned()),
        ("Audit body", audit.body().to_owned()),
        ("First day", shown(audit.starts_on())),
        ("Last day", shown(audit.ends_on())),
        ("Reported on", shown(audit.reported_on()) + &after),
        ("Concluded by", audit.reported_by().map(|by| view.name_of(by)).transpose()?.unwrap_or_default()),
        ("Objectives", audit.objectives().to_owned()),
        ("Criteria", audit.criteria().to_owned()),
        ("Own policies", names(view, audit.policies())?),
        ("Scope", audit.scope().to_owned()),
        ("Systems", names(view, audit.systems())?),
        ("Unit", audit.unit().to_owned()),
    ]))
}

fn team(view: View, audit: Audit) -> Result<Block, Error> {
    let people: Vec<RecordId> = audit.lead().into_iter().chain(audit.team().iter().copied()).collect();
    if people.is_empty() {
        let nobody = match audit.body() {
            "" => "Nobody is named who audits.".to_owned(),
            body => format!("{body} answers for its auditors; nobody of the organisation audited."),
        };
        return Ok(Block::new("Team", prose(nobody).body));
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
    Ok(table("Team", words(["Who", "Part", "Competence"]), rows))
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
        counts("By unit", "Unit", results.by_unit()),
    ]);
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
    let told = Block::said([
        ("Grade", one.grade().map_or("Not graded".to_owned(), |grade| grade.label().to_owned())),
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
    Ok(Block::new(named(record), told.body))
}

/// The answers as they are told of, the gravest after what conforms.
const ANSWERS: [Answer; 7] = [
    Answer::Conforms,
    Answer::Major,
    Answer::Minor,
    Answer::Opportunity,
    Answer::Positive,
    Answer::NotApplicable,
    Answer::NotAudited,
];

fn checklist(view: View, audit: &Record) -> Result<Block, Error> {
    let fields = [
        Item::Question,
        Item::Type,
        Item::Code,
        Item::Answer,
        Item::Sampling,
        Item::Finding,
        Item::Because,
        Item::NotApplicableBecause,
        Item::AnsweredBy,
        Item::RecordedBy,
    ];
    let (mut strange, mut recorded) = (0, 0);
    let mut answers = [0; ANSWERS.len()];
    let mut count = 0;
    let (mut examined, mut left_out) = (Vec::new(), Vec::new());
    let (mut not_audited, mut unanswered) = (Vec::new(), Vec::new());
    let mut again = Vec::new();
    view.each(&checklist_of(audit.id).only(&fields.map(Item::field)), |record| {
        let item = ChecklistItem(&record);
        let words = format!("{} {}", item.code(), super::checklist::short(&record));
        let words = words.trim_start();
        count += 1;
        if record.revision > 2 && !item.answer().is_some_and(is_wrong) {
            again.push((record.id, words.to_owned()));
        }
        strange += usize::from(item.is_answered_by_a_stranger(Audit(audit)));
        recorded += usize::from(item.recorded_by().is_some());
        if let Some(place) = ANSWERS.iter().position(|one| Some(*one) == item.answer()) {
            answers[place] += 1;
        }
        match item.answer() {
            Some(answer) if answer.is_examined() => {
                let cells = [item.code(), super::checklist::short(&record), answer.label(), item.sampling()];
                examined.push((cells.map(str::to_owned), item.finding()));
            }
            Some(Answer::NotApplicable) => {
                let why = if item.because().is_empty() { item.not_applicable_because() } else { item.because() };
                left_out.push(format!("{words}: {why}"));
            }
            Some(Answer::NotAudited) => not_audited.push(words.to_owned()),
            Some(_) => {}
            None => unanswered.push(words.to_owned()),
        }
        Ok(())
    })?;
    if count == 0 {
        let none = prose("The audit was held without a checklist in this file.");
        return Ok(Block::new("Checklist", none.body));
    }
    let row = |label: &str, count: usize| Row::of([Cell::said(label), self::count(count)]);
    let mut rows: Vec<_> = ANSWERS.iter().zip(answers).map(|(answer, count)| row(answer.label(), count)).collect();
    rows.extend([row("No answer", unanswered.len()), row("All", count)]);
    let answered = table("", counting("Answer", "Items"), rows);
    let mut names = Names::default();
    view.learn(&mut names, examined.iter().filter_map(|(_, finding)| *finding))?;
    let rows = examined.into_iter().map(|(cells, finding)| {
        let name = finding.and_then(|id| names.of(id));
        let name = name.map_or(String::new(), |name| name.reference().to_string());
        let cells = cells.into_iter().chain([name]).map(Cell::said).collect();
        Row { cells, lead: finding.map(Lead::Record) }
    });
    let columns = words(["Code", "What was asked", "Answer", "Sampling", "Finding"]);
    let examined = table("Examined", columns, rows.collect());
    not_audited.append(&mut unanswered);
    let list =
        |title: &str, items: Vec<String>| Block::new(title, Body::List(items.into_iter().map(Cell::said).collect()));
    let mut told = Vec::new();
    if recorded > 0 {
        told.push(format!("Typed by somebody else than who gave the answer: {recorded}."));
    }
    if strange > 0 {
        told.push(format!("Answered by nobody who audits, before Gavel asked who does: {strange}."));
    }
    let mut turned = Vec::new();
    for (id, words) in again {
        turned.extend(turned_from(view, id)?.map(|from| format!("{words}: {from}")));
    }
    let turned = list("Answered otherwise before", turned);
    let lists = [list("Not applicable", left_out), list("Not audited", not_audited)];
    let part = [answered, warning(told), turned, examined].into_iter().chain(lists).collect();
    Ok(Block::section("Checklist", part))
}

fn is_wrong(answer: Answer) -> bool {
    answer.grade().is_some_and(|grade| grade.is_nonconformity())
}

/// What an answer was that said something was not as required, where it says that no more, and all that it was since: `minor
/// until 2026-11-20, then conforms by Ines Aubert`.
fn turned_from(view: View, id: RecordId) -> Result<Option<String>, Error> {
    let versions = view.versions(id)?;
    let answer = |version: &Version| ChecklistItem(&version.record).answer();
    let is_turn = |pair: &[Version]| answer(&pair[0]).is_some_and(is_wrong) && !answer(&pair[1]).is_some_and(is_wrong);
    let Some(last) = versions.windows(2).rposition(is_turn) else { return Ok(None) };
    let label = |version: &Version| answer(version).map_or("no answer", Answer::label).to_lowercase();
    let until = versions[last + 1].day.map_or(String::new(), |day| format!(" until {day}"));
    let mut told = format!("{}{until}", label(&versions[last]));
    let since = versions[last..].windows(2).filter(|pair| answer(&pair[0]) != answer(&pair[1]));
    for now in since.map(|pair| &pair[1]) {
        let by = Recorded::of_version(view, now)?.map(|hand| hand.words(view)).transpose()?;
        let by = by.map_or(String::new(), |by| format!(" by {by}"));
        told.push_str(&format!(", then {}{by}", label(now)));
    }
    Ok(Some(told))
}
