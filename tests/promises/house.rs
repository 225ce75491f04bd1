//! Documents that leave the room come in the language, the words and the order of the house, with its head and on its paper.
//! Programs are told as ever, and what was frozen stays as it was.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};

use gavel::domain::house::language::Language;
use gavel::domain::house::shipped::shipped;
use gavel::domain::{
    action, agenda_item, approval, attendance, audit, ballot, conclusion, context_issue, decision, finding, incident,
    interest, kpi, nonconformity, opportunity, planned_change, resolution, resolution_answer, resource_need, review,
    risk, risk_criteria,
};
use gavel::report::document::{Block, Document};
use gavel::report::{minutes, printer};
use gavel::workflow::review::Proceedings;
use gavel::workflow::review::papers::Stage;
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
    let labels = told.into_iter().flatten().map(|choice| format!("labels.{}", choice.label));
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
        told.contains("Fixed words that are said here in the house's own way: 1. They stand in the settings"),
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
