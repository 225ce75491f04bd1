//! Documents that leave the room come in the language, the words and the order of the house, with its head and on its paper.
//! Programs are told as ever, and what was frozen stays as it was.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::house::language::Language;
use gavel::domain::house::shipped::shipped;
use gavel::domain::record::Record;
use gavel::domain::value::Value;
use gavel::domain::{
    action, agenda_item, approval, attendance, audit, audit_programme, ballot, cause, checklist_item, competence,
    conclusion, context_issue, decision, finding, incident, interest, kpi, nonconformity, opportunity, planned_change,
    resolution, resolution_answer, resource_need, review, risk, risk_criteria,
};
use gavel::report::document::{Block, Document};
use gavel::report::{minutes, printer};
use gavel::store::list::{Query, Voided};
use gavel::workflow::review::Proceedings;
use gavel::workflow::review::papers::Stage;
use serde_json::Value as Json;
use zip::ZipArchive;

use crate::fixture::Fixture;
use crate::review::held::{self, script, words};
use crate::sample::sample;

/// The minutes of the second review and the pack of the third, as the records of the sample stand.
fn papers(fixture: &Fixture) -> [Document; 2] {
    let store = fixture.store();
    let view = store.view();
    let proceedings = |reference: &str| {
        let id = view.called(&reference.parse().unwrap()).unwrap().unwrap().id;
        Proceedings::of(view, id).unwrap().unwrap()
    };
    [
        minutes::document(view, &proceedings("MR-2"), &Stage::Draft).unwrap(),
        printer::pack(view, &proceedings("MR-3"), None).unwrap(),
    ]
}

fn said(facts: &[(String, String)]) -> impl Iterator<Item = &str> {
    facts.iter().flat_map(|(label, text)| [label.as_str(), text.as_str()])
}

/// What a document says, each text by itself. What is told as its register words it, in
/// English, says so first.
fn texts(document: &Document) -> Vec<&str> {
    let (mut found, mut in_english) = (Vec::new(), false);
    for block in &document.blocks {
        in_english = match block {
            Block::Heading { .. } => false,
            Block::Paragraph(text) => in_english || text.contains("in englischer Sprache"),
            _ => in_english,
        };
        match block {
            Block::Table(_) | Block::List(_) | Block::Paragraph(_) if in_english => {}
            Block::Paragraph(text) | Block::Caution(text) => found.push(text.as_str()),
            Block::List(items) => found.extend(items.iter().map(String::as_str)),
            Block::Heading { text, .. } => found.push(text.as_str()),
            Block::Facts(facts) => found.extend(said(facts)),
            Block::Decision(decision) => found.extend(said(&decision.facts)),
            Block::Table(table) => {
                found.extend(table.columns.iter().map(|column| column.heading.as_str()));
                found.extend(table.rows.iter().flatten().map(String::as_str));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn no_heading_and_no_label_of_another_language_is_left_english() {
    let fixture = sample();
    let english = papers(&fixture);
    script(&fixture, "organisation edit --language de");
    let german = papers(&fixture);
    let every = |language| shipped(language).texts().flat_map(|(_, text)| text.0.clone()).collect::<BTreeSet<String>>();
    let (known, own) = (every(Language::English), every(Language::German));
    for (place, (english, german)) in english.iter().zip(&german).enumerate() {
        assert!(english.blocks.len() > 60, "{}", english.blocks.len());
        for text in texts(german) {
            assert!(!known.contains(text) || own.contains(text), "“{text}” of {} is English", german.title);
        }
        let called = |key: &str| shipped(Language::German).get(&format!("figures.{key}")).is_some();
        let nameless: Vec<_> = german.figures.iter().map(|one| &one.key).filter(|key| !called(key)).collect();
        assert!(nameless.is_empty() && (place == 0 || german.figures.len() > 40), "{nameless:?}");
        assert_eq!(
            serde_json::to_string(&english.figures).unwrap(),
            serde_json::to_string(&german.figures).unwrap(),
            "what later packs compare with"
        );
        assert!(german.title.starts_with(["Protokoll MR-2: ", "Unterlagen zu MR-3: "][place]), "{}", german.title);
        assert!(german.frame.dated.is_some() && english.frame.is_usual());
    }
}

#[test]
fn every_answer_and_every_state_that_a_paper_tells_has_a_word_in_each_language() {
    let told = [
        agenda_item::State::CHOICES,
        attendance::Capacity::CHOICES,
        attendance::How::CHOICES,
        ballot::Ballot::CHOICES,
        ballot::Basis::CHOICES,
        ballot::Casting::CHOICES,
        ballot::Voting::CHOICES,
        conclusion::Aspect::CHOICES,
        conclusion::Judgement::CHOICES,
        context_issue::Origin::CHOICES,
        decision::State::CHOICES,
        decision::Subject::CHOICES,
        decision::Way::CHOICES,
        incident::Severity::CHOICES,
        incident::State::CHOICES,
        incident::Type::CHOICES,
        interest::Consequence::CHOICES,
        kpi::reading::Course::CHOICES,
        kpi::reading::Status::CHOICES,
        nonconformity::Grade::CHOICES,
        nonconformity::State::CHOICES,
        action::State::CHOICES,
        approval::Role::CHOICES,
        audit::State::CHOICES,
        audit::Type::CHOICES,
        audit_programme::Method::CHOICES,
        audit_programme::State::CHOICES,
        cause::Branch::CHOICES,
        cause::Certainty::CHOICES,
        checklist_item::Answer::CHOICES,
        competence::Technology::CHOICES,
        nonconformity::CauseClass::CHOICES,
        nonconformity::Method::CHOICES,
        nonconformity::Effectiveness::CHOICES,
        nonconformity::Measure::CHOICES,
        nonconformity::Source::CHOICES,
        finding::Grade::CHOICES,
        finding::State::CHOICES,
        opportunity::State::CHOICES,
        planned_change::State::CHOICES,
        resolution::Basis::CHOICES,
        resolution::State::CHOICES,
        resolution_answer::Reply::CHOICES,
        resource_need::State::CHOICES,
        review::Type::CHOICES,
        risk::State::CHOICES,
        risk::Treatment::CHOICES,
        risk_criteria::Level::CHOICES,
    ];
    let known = shipped(Language::German);
    let moves = nonconformity::REGISTER.machine.unwrap().moves.iter().map(|one| one.participle);
    let labels = told.into_iter().flatten().map(|choice| choice.label).chain(moves).map(|one| format!("labels.{one}"));
    assert_eq!(labels.filter(|key| known.get(key).is_none()).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn what_people_typed_is_left_as_they_typed_it() {
    let fixture = Fixture::after(held::open);
    script(
        &fixture,
        "
        organisation edit --language de
        review item MR-1 next
        review note MR-1 'Discussed: Open'
        ",
    );
    let told = fixture.ok(&words("review minutes MR-1"));
    assert!(told.contains("\nDiscussed: Open\n") && told.contains("\n## Anwesenheit\n"), "{told}");
}

#[test]
fn every_form_has_the_head_the_language_and_the_paper_of_the_house() {
    let fixture = Fixture::after(held::open);
    script(&fixture, "organisation edit --language de --paper letter");
    fixture.ok(&["organisation", "edit", "--letterhead", "Aldgate Mutual plc\nAldgate 1, London"]);
    let told = |form: &str| String::from_utf8(fixture.bytes(&["review", "minutes", "MR-1", "--format", form])).unwrap();
    assert!(told("md").starts_with("Aldgate Mutual plc\\\nAldgate 1, London\n\n# Protokoll MR-1: "), "{}", told("md"));
    assert!(told("text").starts_with("Aldgate Mutual plc\nAldgate 1, London\nProtokoll MR-1: "));
    assert!(told("plain").starts_with("Aldgate Mutual plc\nAldgate 1, London\nProtokoll MR-1: "));
    let html = told("html");
    for part in [
        "<html lang=\"de\">",
        "size: Letter;",
        "content: \"Seite \" counter(page) \" von \" counter(pages);",
        "<strong>Aldgate Mutual plc</strong><br>\nAldgate 1, London",
        "Vorsitz, Iris Falk: Datum, Unterschrift",
    ] {
        assert!(html.contains(part), "{part}");
    }
    let mut docx = ZipArchive::new(Cursor::new(fixture.bytes(&words("review minutes MR-1 --format docx")))).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        docx.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    assert!(part("word/header2.xml").contains("Aldgate 1, London"));
    assert!(part("word/footer1.xml").contains(">Seite <") && part("word/footer1.xml").contains("> von <"));
    assert!(part("word/styles.xml").contains("w:val=\"de-DE\"") && part("docProps/core.xml").contains(">de-DE<"));
    assert!(part("word/document.xml").contains("w:w=\"12240\""), "the paper");
    let letter = fixture.bytes(&words("review minutes MR-1 --format pdf"));
    assert!(letter == fixture.bytes(&words("review minutes MR-1 --format pdf --paper letter")));
    assert!(letter != fixture.bytes(&words("review minutes MR-1 --format pdf --paper a4")));
    let other = String::from_utf8(fixture.bytes(&words("kpi wall --html"))).unwrap();
    assert!(other.contains("<html lang=\"en\">") && other.contains("Aldgate 1, London"), "its words are English");
}

#[test]
fn the_statement_of_applicability_is_told_in_the_words_of_the_house() {
    let fixture = sample();
    let english = fixture.ok(&words("control statement"));
    script(&fixture, "organisation edit --language de");
    let told = fixture.ok(&words("control statement"));
    for part in [
        "# Erklärung zur Anwendbarkeit",
        "Stand des Registers am 23. November 2026",
        "**38 Maßnahmen: 35 anwendbar (",
        "| Maßnahme | ",
        " | teilweise umgesetzt | ",
        "## Nicht anwendbar: 1",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    // Each row is one of the same control.
    let rows = |told: &str| told.lines().filter(|line| line.starts_with("| A.")).count();
    assert_eq!(rows(&told), rows(&english));
    for part in ["Justification", "Applicable", "mplemented", "Due date", "late"] {
        assert!(english.contains(part) && !told.contains(part), "{part}: {told}");
    }
    assert!(fixture.ok(&words("control statement --format html")).contains("<html lang=\"de\">"));
}

/// What people typed in any record, the longest first.
fn typed(fixture: &Fixture) -> Vec<String> {
    let (store, mut typed) = (fixture.store(), BTreeSet::new());
    for register in CATALOGUE.registers() {
        let all = Query { voided: Voided::Shown, ..Query::new(register) };
        let mut keep = |record: Record| {
            let texts = record.fields().filter_map(|(_, value)| match value {
                Some(Value::Text(text)) => Some(text.clone()),
                Some(Value::File(file)) => Some(file.name.clone()),
                _ => None,
            });
            typed.extend(texts.flat_map(|text| [text.to_lowercase()].into_iter().chain(lines(&text))));
            Ok(())
        };
        store.view().each(&all, &mut keep).unwrap();
    }
    let mut typed: Vec<_> = typed.into_iter().filter(|text| !text.trim().is_empty()).collect();
    typed.sort_by_key(|text| std::cmp::Reverse(text.len()));
    typed
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim().to_lowercase()).collect()
}

#[test]
fn no_report_is_left_with_words_in_english_that_nobody_typed() {
    const REPORTS: [&str; 7] = [
        "review board",
        "audit print AU-1",
        "audit print AU-2",
        "nonconformity print NC-3",
        "nonconformity print NC-4",
        "nonconformity print NC-5",
        "person actions P-4",
    ];
    let fixture = sample();
    let told = |line: &str| -> Vec<String> {
        let json: Json = serde_json::from_str(&fixture.ok(&words(&format!("{line} --format json")))).unwrap();
        let mut all = Vec::new();
        strings(&json, &mut all);
        all
    };
    let english: BTreeSet<String> = REPORTS.iter().flat_map(|line| told(line)).collect();
    script(&fixture, "organisation edit --language de");
    let (typed, own) = (typed(&fixture), shipped(Language::German).texts().flat_map(|(_, text)| text.0.clone()));
    let own: BTreeSet<String> = own.map(|text| text.to_lowercase()).collect();
    let mut left = BTreeSet::new();
    for line in REPORTS {
        let german = told(line);
        assert!(german.len() > 20 && !german[0].is_empty(), "{line}: {german:?}");
        // What is the same in both was typed by somebody, or is a number, a reference or a word of both languages.
        for same in german.iter().filter(|text| english.contains(*text)) {
            let mut rest = same.to_lowercase();
            if own.contains(&rest) {
                continue;
            }
            typed.iter().for_each(|text| {
                if rest.contains(text.as_str()) {
                    rest = rest.replace(text, " ")
                }
            });
            let word = |word: &str| word.len() > 2 && word.chars().all(char::is_alphabetic);
            if rest.split_whitespace().any(|one| word(one.trim_matches(|sign: char| !sign.is_alphanumeric()))) {
                left.insert(format!("{line}: {same}"));
            }
        }
    }
    assert_eq!(left, BTreeSet::new());
}

/// What programs are told in keys, and what is drawn, whose words stand beside it.
const DRAWN: [&str; 9] = ["key", "language", "kind", "drawing", "level", "levels", "mark", "marks", "sort"];

/// What programs are told of a document that people read: each text that is not a key.
fn strings(told: &Json, found: &mut Vec<String>) {
    match told {
        Json::String(text) => found.push(text.clone()),
        Json::Array(all) => all.iter().for_each(|one| strings(one, found)),
        Json::Object(all) => {
            let read = all.iter().filter(|(key, _)| !DRAWN.contains(&key.as_str()));
            read.for_each(|(_, one)| strings(one, found));
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

#[test]
fn reports_are_told_in_the_words_of_the_house() {
    let fixture = sample();
    script(&fixture, "organisation edit --language de");
    fixture.ok(&["organisation", "edit", "--house-words", "[audit_report]\nlead_auditor = \"Leitende Auditorin\""]);
    for (line, parts) in [
        (
            "review board",
            &["# KI-Management: Bericht an den Vorstand", "(21. August 2026, gesiegelt)", "heute kritisch: "][..],
        ),
        (
            "audit print AU-1",
            &["# Bericht zu AU-1: ", "Leitende Auditorin", "statt „Auditleitung“", "Kriterien erfüllt bei"],
        ),
        (
            "nonconformity print NC-4",
            &["· Nichtkonformität, Stand 23. November 2026", "## Wirksamkeit", "## Korrektur"],
        ),
        ("person actions P-4", &["# Maßnahmen von ", "Zu erledigen: "]),
    ] {
        let told = fixture.ok(&words(line));
        for part in parts {
            assert!(told.contains(part), "{line}: {part}: {told}");
        }
        assert!(fixture.ok(&words(&format!("{line} --format html"))).contains("<html lang=\"de\">"), "{line}");
    }
}

#[test]
fn what_was_sealed_stays_byte_by_byte_and_its_copies_are_known_whatever_the_house_says_since() {
    let fixture = Fixture::after(held::seal);
    let forms = ["md", "html", "json", "pdf", "docx"];
    let all = || forms.map(|form| fixture.bytes(&["review", "minutes", "MR-1", "--format", form]));
    let before = all();
    let copy = fixture.folder().join("copy.pdf");
    fs::write(&copy, &before[3]).unwrap();
    script(&fixture, "organisation edit --language de --paper letter --letterhead Aldgate");
    assert!(all() == before);
    let told = fixture.ok(&["review", "verify", "MR-1", copy.to_str().unwrap()]);
    assert!(told.contains("copy.pdf is a copy of MIN-"), "{told}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn minutes_that_were_circulated_in_other_words_are_circulated_anew_before_they_are_approved() {
    let fixture = Fixture::after(held::conclude);
    script(&fixture, "organisation edit --language de");
    let refused = fixture.fails(1, &words("review approve MR-1 --for chair --how meeting"));
    assert!(refused.contains("circulate a new version"), "{refused}");
}

#[test]
fn words_that_no_document_has_are_refused_with_their_line_and_parts_stand_where_the_house_wants_them() {
    let fixture = Fixture::after(held::open);
    let edit = |words: &str| fixture.run(&["organisation", "edit", "--house-words", words]);
    let refused = edit("[frame]\npage = \"Sheet {page}\"\n[minutes]\naproval = \"x\"\n");
    assert_eq!(refused.code, 1);
    for part in ["line 2: “frame.page” leaves out {pages}", "line 4: no document asks for “minutes.aproval”"] {
        assert!(refused.err.contains(part), "{}", refused.err);
    }
    let order = "minutes = [\"conclusion\", \"actions\", \"items\", \"interests\", \"attendance\", \"results\", \"written\", \
                 \"changes\", \"afterwards\"]";
    let said = edit(&format!("[order]\n{order}\n[attendance]\nattendance = \"Who was there\"\n"));
    assert_eq!(said.code, 0, "{}", said.err);
    let told = fixture.ok(&words("review minutes MR-1"));
    assert!(
        told.contains("in the house's own way: “Who was there” for “Attendance”. They stand in the settings"),
        "{told}"
    );
    let place = |heading: &str| told.find(heading).unwrap_or_else(|| panic!("{heading}: {told}"));
    assert!(place("## Results of the review") < place("## Declarations of interest"));
    assert!(place("## Declarations of interest") < place("## Who was there"));
    assert!(place("## Who was there") < place("## Approval"));
    // What was refused is not called carried.
    let refused = edit("[labels]\n\"Not carried\" = \"Carried\"");
    assert!(refused.code == 1 && refused.err.contains("one be taken for the other"), "{}", refused.err);
    assert!(edit("[order]\nminutes = [\"items\"]").err.contains("“order.minutes” leaves out “results”"));
}

#[test]
fn whoever_is_invited_reads_it_in_the_language_of_the_house() {
    let fixture = Fixture::after(held::call);
    script(
        &fixture,
        "
        organisation edit --language de
        person edit 'Iris Falk' --address iris@aldgate.example
        review postpone MR-1 --reason 'The chair is away'
        review call MR-1 --date 2026-12-04 --time 10:00
        ",
    );
    fixture.ok(&["organisation", "edit", "--house-words", "[inputs]\na = \"Stand unserer Vorhaben\""]);
    fixture.ok(&["review", "invite", "MR-1", "--to", &fixture.folder().display().to_string()]);
    let read = |ending: &str| {
        let name = fixture.files().into_iter().find(|name| name.ends_with(ending)).unwrap();
        fs::read_to_string(fixture.folder().join(name)).unwrap().replace("=\r\n", "").replace("\r\n ", "")
    };
    let (letter, calendar) = (read(".eml"), read(".ics"));
    for part in
        ["Subject: Einladung: ", "Termin: 4. Dezember 2026, 10:00 Uhr", "Ort: Room 4", "Tagesordnung, 10 Punkte:"]
    {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    assert!(calendar.contains("2 Stand unserer Vorhaben\\,"), "{calendar}");
    assert!(!letter.contains("Agenda") && !calendar.contains("Earlier"), "{letter}{calendar}");
}
