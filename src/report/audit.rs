//! The report of an audit as a document: what it was to find out and how, what it found, and what became of that.

use chrono::NaiveDate;

use crate::domain::audit::{Audit, Sort, State};
use crate::domain::audit_programme::{AuditProgramme, Method};
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::competence::{self, Competence};
use crate::domain::finding::Finding;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::organisation;
use crate::domain::record::Record;
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Error, Names, View};
use crate::workflow::audits::results::{self, Counts, Found, GRADES, Results};
use crate::workflow::audits::{checklist, checklist_of, day as day_of};

use super::document::{Column, Document};
use super::pack::{day, signed};
use super::terminals;

/// What is said of areas that somebody chose.
pub const BY_JUDGEMENT: &str = "The areas were chosen by judgement; what is found in them tells nothing of the rest.";

/// Writes the report from the records as they stand.
///
/// # Errors
/// Where the file can't be read.
pub fn document(view: View, audit: &Record) -> Result<Document, Error> {
    let results = results::read(view, audit)?;
    let one = Audit(audit);
    let organisation = view.single(&organisation::REGISTER)?;
    let organisation = organisation.as_ref().map_or("", Record::title);
    let today = view.circumstances()?.today();
    let mut document = Document {
        title: format!("Report of {}: {}", audit.reference(), audit.title()),
        subtitle: format!("{organisation} · as the registers stand on {}", day(today)),
        mark: (one.state() != Some(State::Reported))
            .then(|| format!("Draft: the audit is {}", audit.state_label().unwrap_or_default().to_lowercase())),
        ..Document::default()
    };
    if let Some(why) = view.why_no_longer_proven(audit.id)? {
        document.caution(format!("{why}."));
    }
    if one.adopted() == Some(true) {
        document.caution("It was reported before this file was kept; nothing in the file proves it.");
    }
    about(&mut document, view, one)?;
    team(&mut document, view, one)?;
    programme(&mut document, view, one, &results)?;
    write_results(&mut document, &results);
    if !results.found.is_empty() {
        document.heading(2, "Findings");
    }
    let mut names = Names::default();
    for found in &results.found {
        write_finding(&mut document, view, &mut names, &results, found)?;
    }
    write_checklist(&mut document, view, audit)?;
    let findings = results.found.iter().map(|one| one.finding.id);
    terminals::write(&mut document, view, findings.chain([audit.id]))?;
    Ok(document)
}

fn names(view: View, ids: &[RecordId]) -> Result<String, Error> {
    Ok(ids.iter().map(|id| view.name_of(*id)).collect::<Result<Vec<_>, _>>()?.join(", "))
}

fn about(document: &mut Document, view: View, audit: Audit) -> Result<(), Error> {
    let shown = |date: Option<NaiveDate>| date.map_or(String::new(), day);
    document.facts(vec![
        ("Kind", audit.sort().map_or("", Sort::label).to_owned()),
        ("Audit body", audit.body().to_owned()),
        ("First day", shown(audit.starts_on())),
        ("Last day", shown(audit.ends_on())),
        ("Reported on", shown(audit.reported_on())),
        ("Objectives", audit.objectives().to_owned()),
        ("Criteria", audit.criteria().to_owned()),
        ("Own policies", names(view, audit.policies())?),
        ("Scope", audit.scope().to_owned()),
        ("Systems", names(view, audit.systems())?),
        ("Unit", audit.unit().to_owned()),
    ]);
    if !audit.conclusion().is_empty() {
        document.heading(2, "Conclusion");
        document.paragraph(audit.conclusion());
    }
    Ok(())
}

fn team(document: &mut Document, view: View, audit: Audit) -> Result<(), Error> {
    let people: Vec<RecordId> = audit.lead().into_iter().chain(audit.team().iter().copied()).collect();
    document.heading(2, "Team");
    if people.is_empty() {
        let words = match audit.body() {
            "" => "Nobody is named who audits.".to_owned(),
            body => format!("{body} answers for its auditors; nobody of the organisation audited."),
        };
        document.paragraph(words);
        return Ok(());
    }
    let all = view.page(&Query::new(&competence::REGISTER))?.records;
    let on = audit.starts_on().unwrap_or(view.circumstances()?.today());
    let mut rows = Vec::new();
    for person in people {
        let theirs = all.iter().map(Competence).filter(|one| one.person() == Some(person));
        let words: Vec<String> = theirs.map(|one| competence_words(one, on)).collect();
        let part = if audit.lead() == Some(person) { "Lead auditor" } else { "Auditor" };
        let competence = if words.is_empty() { "none on record".to_owned() } else { words.join("; ") };
        rows.push(vec![view.name_of(person)?, part.to_owned(), competence]);
    }
    document.table(["Who", "Part", "Competence"].into_iter().map(Column::words).collect(), rows);
    Ok(())
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
fn programme(document: &mut Document, view: View, audit: Audit, results: &Results) -> Result<(), Error> {
    document.heading(2, "How it was chosen");
    let Some(record) = &results.programme else {
        document.paragraph("The audit is part of no programme.");
        let areas = names(view, audit.areas())?;
        document.facts(vec![("Areas", areas)]);
        return Ok(());
    };
    let programme = AuditProgramme(record);
    document.facts(vec![
        ("Programme", named(record)),
        ("Chosen", programme.method().map_or("", Method::label).to_owned()),
        ("Seed", programme.seed().map_or(String::new(), |seed| seed.to_string())),
        ("Chosen on", programme.drawn_on().map_or(String::new(), day)),
        ("State of the programme", record.state_label().unwrap_or_default()),
    ]);
    document.paragraph(programme.account());
    if programme.method() == Some(Method::Judgement) {
        document.caution(BY_JUDGEMENT);
    }
    let mut rows = Vec::new();
    for area in audit.areas() {
        let chosen = if programme.sample().contains(area) { "chosen" } else { "not among those chosen" };
        rows.push(vec![view.name_of(*area)?, chosen.to_owned()]);
    }
    document.table(vec![Column::words("Area"), Column::words("By the programme")], rows);
    Ok(())
}

fn write_results(document: &mut Document, results: &Results) {
    document.heading(2, "Results");
    let before = results.before.as_ref();
    let mut columns = vec![Column::words("Grade"), Column::numbers("Findings")];
    if let Some((audit, _)) = before {
        let when = day_of(Audit(audit)).map_or(String::new(), |on| format!(", {}", day(on)));
        columns.push(Column::numbers(&format!("{}{when}", audit.reference())));
        columns.push(Column::numbers("Change"));
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let row = |label: &str, now: usize, earlier: Option<usize>| {
        let mut row = vec![label.to_owned(), now.to_string()];
        if let Some(earlier) = earlier {
            row.extend([earlier.to_string(), signed(count(now) - count(earlier))]);
        }
        row
    };
    let mut rows: Vec<_> = GRADES
        .iter()
        .map(|grade| {
            let earlier = before.map(|(_, graded)| graded.graded(*grade));
            row(grade.label(), results.graded(*grade), earlier)
        })
        .collect();
    let all = before.map(|(_, graded)| graded.standing);
    rows.push(row("All", results.standing().count(), all));
    document.table(columns, rows);
    if before.is_none() {
        document.paragraph("No earlier audit of this kind is on record to compare with.");
    }
    let withdrawn = results.found.len() - results.standing().count();
    if withdrawn > 0 {
        document.paragraph(format!("Withdrawn by the auditor, and not counted: {withdrawn}."));
    }
    counts(document, "By requirement", "Requirement", results.by_requirement());
    counts(document, "By cause of the nonconformities", "Cause", results.by_cause());
    counts(document, "By unit", "Unit", results.by_unit());
}

fn counts(document: &mut Document, heading: &str, what: &str, counts: Counts) {
    if counts.is_empty() {
        return;
    }
    document.heading(3, heading);
    let rows = counts.into_iter().map(|(words, count)| vec![words, count.to_string()]).collect();
    document.table(vec![Column::words(what), Column::numbers("Findings")], rows);
}

fn write_finding(
    document: &mut Document,
    view: View,
    names: &mut Names,
    results: &Results,
    found: &Found,
) -> Result<(), Error> {
    let Some(record) = &view.record(found.finding.id)? else { return Ok(()) };
    let one = Finding(record);
    document.heading(3, named(record));
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
    document.facts(vec![
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
    Ok(())
}

/// The answers as they are told of, the gravest after what conforms.
const ANSWERS: [Answer; 7] = [
    Answer::Conforms,
    Answer::Major,
    Answer::Minor,
    Answer::Opportunity,
    Answer::Positive,
    Answer::NotApplicable,
    Answer::NotReached,
];

fn write_checklist(document: &mut Document, view: View, audit: &Record) -> Result<(), Error> {
    document.heading(2, "Checklist");
    let fields = [
        Item::Question,
        Item::Sort,
        Item::Code,
        Item::Answer,
        Item::Sampling,
        Item::Finding,
        Item::Because,
        Item::Excluded,
    ];
    let mut answers = [0; ANSWERS.len()];
    let mut count = 0;
    let (mut examined, mut left_out) = (Vec::new(), Vec::new());
    let (mut not_reached, mut unanswered) = (Vec::new(), Vec::new());
    view.each(&checklist_of(audit.id).only(&fields.map(Item::field)), |record| {
        let item = ChecklistItem(&record);
        let words = format!("{} {}", item.code(), checklist::short(&record));
        let words = words.trim_start();
        count += 1;
        if let Some(place) = ANSWERS.iter().position(|one| Some(*one) == item.answer()) {
            answers[place] += 1;
        }
        match item.answer() {
            Some(answer) if answer.is_examined() => {
                let cells = [item.code(), checklist::short(&record), answer.label(), item.sampling()];
                examined.push((cells.map(str::to_owned), item.finding()));
            }
            Some(Answer::NotApplicable) => {
                let why = if item.because().is_empty() { item.excluded() } else { item.because() };
                left_out.push(format!("{words}: {why}"));
            }
            Some(Answer::NotReached) => not_reached.push(words.to_owned()),
            Some(_) => {}
            None => unanswered.push(words.to_owned()),
        }
        Ok(())
    })?;
    if count == 0 {
        document.paragraph("The audit was held without a checklist in this file.");
        return Ok(());
    }
    let mut rows: Vec<_> =
        ANSWERS.iter().zip(answers).map(|(answer, count)| vec![answer.label().to_owned(), count.to_string()]).collect();
    rows.push(vec!["No answer".to_owned(), unanswered.len().to_string()]);
    rows.push(vec!["All".to_owned(), count.to_string()]);
    document.table(vec![Column::words("Answer"), Column::numbers("Items")], rows);
    let mut names = Names::default();
    view.learn(&mut names, examined.iter().filter_map(|(_, finding)| *finding))?;
    let rows: Vec<Vec<String>> = examined
        .into_iter()
        .map(|(cells, finding)| {
            let finding = finding.and_then(|id| names.of(id));
            let finding = finding.map_or(String::new(), |name| name.reference().to_string());
            cells.into_iter().chain([finding]).collect()
        })
        .collect();
    if !rows.is_empty() {
        document.heading(3, "Examined");
        let columns = ["Code", "What was asked", "Answer", "Sampling", "Finding"];
        document.table(columns.into_iter().map(Column::words).collect(), rows);
    }
    listed(document, "Not applicable", left_out);
    not_reached.append(&mut unanswered);
    listed(document, "Not reached", not_reached);
    Ok(())
}

fn listed(document: &mut Document, heading: &str, items: Vec<String>) {
    if !items.is_empty() {
        document.heading(3, heading);
        document.list(items);
    }
}
