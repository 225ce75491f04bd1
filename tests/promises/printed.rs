//! Whatever is read can be handed on: in every form, by one command for all, into a new file or through a pipe.

use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

use gavel::report;
use gavel::report::form::Form;
use gavel::workflow::reading::{Of, Reading, all};
use serde_json::Value;
use zip::ZipArchive;

use crate::fixture::Fixture;
use crate::readings::ways;
use crate::review::held::{self, words};
use crate::sample::sample;
use crate::screen::desk::Desk;

/// A paper of each kind: of frozen bytes, of the records as they stand, and of a case.
const PAPERS: [(&str, &str); 3] = [
    ("review minutes MR-2", "minutes MR-2"),
    ("review pack MR-3", "pack MR-3"),
    ("nonconformity print NC-4", "nonconformity report NC-4"),
];

/// What a word processor finds in a document, with a space wherever a text ends.
pub fn said(docx: &[u8]) -> String {
    let mut zip = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut main = String::new();
    zip.by_name("word/document.xml").unwrap().read_to_string(&mut main).unwrap();
    let xml = roxmltree::Document::parse(&main).unwrap();
    let texts = xml.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text());
    texts.collect::<Vec<_>>().join(" ")
}

/// The texts of a document for programs, in their order; what is drawn is drawn.
pub fn texts(told: &Value, found: &mut Vec<String>) {
    match told {
        Value::String(text) => found.push(text.clone()),
        Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        Value::Object(all) => ["heading", "head", "text", "words", "columns", "rows", "facts"]
            .iter()
            .filter_map(|key| all.get(*key))
            .for_each(|one| texts(one, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn into(fixture: &Fixture, line: &str, name: &str) -> PathBuf {
    let file = fixture.folder().join(name);
    let typed = [words(line), vec!["-o", file.to_str().unwrap()]].concat();
    let told = fixture.run(&typed);
    assert_eq!(told.code, 0, "{typed:?}: {}", told.err);
    assert!(told.out.starts_with(&format!("Wrote {}", file.display())), "{}", told.out);
    file
}

#[test]
fn each_paper_is_written_in_each_form_by_its_own_command_and_by_the_one_for_all() {
    let fixture = sample();
    let [.., (own, what)] = PAPERS;
    for form in Form::ALL {
        let (name, ending) = (form.name(), form.ending());
        let asked = into(&fixture, &format!("{own} --format {name}"), &format!("{name}.{ending}"));
        let bytes = fs::read(&asked).unwrap();
        assert!(bytes.len() > 500, "{own} as {name}");
        if form != Form::Plain {
            let ended = into(&fixture, &format!("print {what}"), &format!("{name}-ended.{ending}"));
            assert!(fs::read(&ended).unwrap() == bytes, "print {what} as {name}");
        }
    }
}

#[test]
fn a_copy_of_frozen_minutes_is_known_by_its_bytes_and_one_that_was_changed_is_not() {
    let fixture = Fixture::after(held::seal);
    let copy = into(&fixture, "print minutes MR-1 --paper letter", "copy.docx");
    let verify = |path: &PathBuf| fixture.run(&["review", "verify", "MR-1", path.to_str().unwrap()]);
    let known = verify(&copy);
    assert!(known.code == 0 && known.out.contains("copy.docx is a copy of MIN-"), "{}{}", known.out, known.err);
    let mut bytes = fs::read(&copy).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    let changed = fixture.folder().join("changed.docx");
    fs::write(&changed, bytes).unwrap();
    let told = verify(&changed);
    assert!(told.code == 1 && told.out.contains("changed.docx is none of the documents"), "{}{}", told.out, told.err);
}

#[test]
fn what_programs_are_told_stands_in_the_same_order_for_a_word_processor() {
    let fixture = sample();
    for (own, _) in &PAPERS[..2] {
        let json = fs::read_to_string(into(&fixture, own, "paper.json")).unwrap();
        let docx = fs::read(into(&fixture, own, "paper.docx")).unwrap();
        let told: Value = serde_json::from_str(&json).unwrap();
        let (said, mut from) = (said(&docx).split_whitespace().collect::<String>(), 0);
        let mut wanted = Vec::new();
        for block in told["blocks"].as_array().unwrap() {
            let (kind, told) = block.as_object().unwrap().iter().next().unwrap();
            if !["chart", "drawing"].contains(&kind.as_str()) {
                texts(told, &mut wanted);
            }
        }
        assert!(wanted.len() > 40, "{own}: {}", wanted.len());
        for text in wanted {
            let text: String = text.split_whitespace().collect();
            let found = said[from..].find(&text).unwrap_or_else(|| panic!("{own}: “{text}” is not after {from}"));
            from += found + text.len();
        }
        ["paper.json", "paper.docx"].iter().for_each(|name| fs::remove_file(fixture.folder().join(name)).unwrap());
    }
}

#[test]
fn what_a_terminal_cannot_show_is_refused_there_and_goes_through_a_pipe() {
    let fixture = sample();
    let piped = fixture.bytes(&words("review minutes MR-2 --format docx"));
    assert!(piped.starts_with(b"PK") && said(&piped).contains("A copy, made from MIN-"));
    let file = into(&fixture, "review minutes MR-2", "minutes.docx");
    assert!(fs::read(file).unwrap() == piped);
    fixture.width.set(Some(80));
    for line in ["review minutes MR-2 --format docx", "kpi wall --format docx", "print pack MR-3 --format docx"] {
        let refused = fixture.run(&words(line));
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{line}");
        assert!(refused.err.contains("add -o FILE.docx"), "{line}: {}", refused.err);
    }
}

#[test]
fn a_form_and_an_ending_that_contradict_each_other_are_both_named() {
    let fixture = sample();
    let tell = |line: &str, name: &str| {
        let file = fixture.folder().join(name);
        let told = fixture.run(&[words(line), vec!["-o", file.to_str().unwrap()]].concat());
        assert_eq!(file.exists(), told.code == 0, "{line}");
        (told.code, told.err)
    };
    for (line, name, parts) in [
        ("audit print AU-1 --format html", "a.docx", ["ends like docx", "html is asked for"]),
        ("kpi wall --plain", "b.md", ["ends like md", "plain is asked for"]),
        ("review pack MR-3", "c.doc", ["names no form: .md, .html, .docx, .pdf, .txt and .json do", "--format"]),
        ("kpi wall", "d.doc", ["names no form", "--format"]),
        ("kpi wall --paper letter", "e.md", ["--paper letter is for what has pages", "--format docx or pdf"]),
    ] {
        let (code, told) = tell(line, name);
        assert_eq!(code, 2, "{line}: {told}");
        assert!(parts.iter().all(|part| told.contains(part)), "{line}: {told}");
    }
    for (line, name) in [
        ("audit print AU-1 --format markdown", "one.markdown"),
        ("audit print AU-1", "TWO.DOCX"),
        ("audit print AU-1 --format json", "three.anything"),
        ("audit print AU-1 --format plain", "four.txt"),
        ("audit print AU-1", "five"),
    ] {
        assert_eq!(tell(line, name), (0, String::new()), "{line} -o {name}");
    }
    let markdown = fs::read(fixture.folder().join("one.markdown")).unwrap();
    assert!(
        fs::read(fixture.folder().join("five")).unwrap() == markdown,
        "a file without an ending has the usual form"
    );
}

#[test]
fn a_copy_is_the_same_wherever_and_whenever_it_is_made() {
    let fixture = sample();
    for (zone, locale, line) in [
        ("Pacific/Auckland", "tr_TR.UTF-8", "review minutes MR-2 --format docx"),
        ("America/Los_Angeles", "C", "review pack MR-2 --version 1 --format pdf"),
    ] {
        let here = fixture.bytes(&words(line));
        let made = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .args(words(line))
            .env("GAVEL_DB", &fixture.path)
            .env("XDG_STATE_HOME", fixture.folder().join("state"))
            .envs([("TZ", zone), ("LC_ALL", locale)])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        assert!(made.stdout == here, "{zone} {locale}");
    }
}

#[test]
fn every_sheet_is_a_document_for_a_word_processor() {
    let store = sample().store();
    for reading in all() {
        let (wanted, _) = ways(reading, store.view()).swap_remove(0);
        let sheet = (reading.read)(store.view(), &wanted).unwrap();
        let document = report::sheet::document(reading.title, &sheet, None);
        let said = said(&Form::Docx.write(&document, None).unwrap());
        assert!(said.contains(document.title.split_whitespace().next().unwrap_or_default()), "{}", reading.name);
    }
}

#[test]
fn whatever_is_declared_to_be_read_is_listed_and_taken_by_the_one_command() {
    let fixture = sample();
    let listed = fixture.ok(&["print", "--help"]);
    let typed = |reading: &Reading| {
        let register = reading.of.is_under_register().then(|| reading.register.command());
        let record = match reading.of {
            Of::Record if !reading.register.single => Some(reading.register.reference(1).to_string()),
            Of::Any => Some("A-1".to_owned()),
            Of::Record | Of::File | Of::Register => None,
        };
        let all: Vec<_> = register.into_iter().chain([reading.printed().to_owned()]).chain(record).collect();
        all
    };
    let mut command = gavel::cli::command();
    for reading in all() {
        let all = typed(reading);
        let told = all.join(" ").replace("A-1", "RECORD");
        assert!(listed.contains(&format!("  {told}  ")) || reading.of == Of::Record, "{told}");
        let line = ["gavel", "print"].into_iter().chain(all.iter().map(String::as_str)).chain(["--format", "docx"]);
        command.try_get_matches_from_mut(line).unwrap_or_else(|refused| panic!("{refused}"));
    }
    for paper in ["minutes MR-1", "pack MR-1", "nonconformity report NC-1", "audit report AU-1", "control statement"] {
        assert!(listed.contains(paper), "{paper}");
    }
    assert!(fixture.fails(2, &["print", "minuts", "MR-2"]).contains("minutes"));
    assert!(fixture.fails(2, &["print", "nc", "raport", "NC-1"]).contains("report"));
    assert_eq!(
        fixture.ok(&words("print review minutes MR-1 --format json")),
        fixture.ok(&words("review minutes MR-1 --format json"))
    );
}

#[test]
fn every_form_is_offered_on_the_screens_and_writes_what_the_command_line_writes() {
    let fixture = sample();
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("5 w");
    for form in Form::ALL {
        desk.sees(form.called());
    }
    desk.press("Esc");
    let written = |start: &str, ending: &str| {
        let name = fixture.files().into_iter().find(|name| name.starts_with(start) && name.ends_with(ending)).unwrap();
        fs::read(fixture.folder().join(name)).unwrap()
    };
    for form in [Form::Docx, Form::Pdf] {
        desk.press("w").text(form.name()).press("Enter").sees("Wrote kpi-wall-");
        let bytes = fixture.bytes(&["kpi", "wall", "--format", form.name()]);
        assert!(written("kpi-wall-", form.ending()) == bytes, "{form:?}");
    }
}

#[test]
fn frozen_minutes_are_written_from_the_screen_in_a_form_in_which_they_were_not_frozen() {
    let fixture = Fixture::after(held::seal);
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("8").text("reviews").press("Enter f").text("everything").press("Enter");
    desk.press("Enter z O Down Enter w").sees("As it was frozen: Markdown, HTML and JSON").text("docx").press("Enter");
    desk.sees(".docx beside this file");
    let file = fixture.files().into_iter().find(|name| name.ends_with(".docx")).unwrap();
    let told = said(&fs::read(fixture.folder().join(file)).unwrap());
    assert!(told.contains("A copy, made from MIN-") && told.contains("SHA-256"), "{told}");
}

#[test]
fn a_font_that_is_none_is_refused_where_pages_are_written_and_nowhere_else() {
    let fixture = sample();
    let none = fixture.folder().join("none.ttf");
    fs::write(&none, "no font").unwrap();
    let run = |line: &str, font: Option<&PathBuf>| {
        let made = Command::new(env!("CARGO_BIN_EXE_gavel"))
            .args(words(line))
            .env("GAVEL_DB", &fixture.path)
            .env("XDG_STATE_HOME", fixture.folder().join("state"))
            .envs(font.map(|font| ("GAVEL_FONT", font)))
            .output()
            .unwrap();
        (made.status.code(), String::from_utf8_lossy(&made.stderr).into_owned())
    };
    let told = run("print nc case NC-4 --format pdf", Some(&none));
    assert!(told.0 == Some(1) && told.1.contains("none.ttf can't be used: it is no font of the kinds TTF"), "{told:?}");
    assert_eq!(run("print nc case NC-4 --format html", Some(&none)), (Some(0), String::new()));
    let asked = format!("print nc case NC-4 --format docx --font {}", none.display());
    let told = run(&asked, None);
    assert!(told.0 == Some(2) && told.1.contains("--font FILE is for what is written as PDF"), "{told:?}");
}
