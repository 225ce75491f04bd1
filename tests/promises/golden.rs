//! Documents of each kind in each form, byte by byte: what changes of them is seen, and seen to be meant.

use gavel::report::document::Document;
use gavel::report::form::Form;
use gavel::workflow::review::minutes::sha256;
use serde_json::Value;

use crate::fixture::Fixture;
use crate::printed::texts;
use crate::review::held::{self, script, words};
use crate::sample::sample;

/// How many pages a PDF has.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let named = ["/Type/Page", "/Type /Page"].into_iter().flat_map(|name| text.split(name).skip(1));
    named.filter(|behind| !behind.starts_with(char::is_alphabetic)).count()
}

/// Letters and digits alone: forms have signs of their own.
fn letters(text: &str) -> String {
    text.replace("<br>", "").chars().filter(|sign| sign.is_alphanumeric()).collect()
}

/// All that a document says stands in its Markdown, in order.
fn holds_all(name: &str, document: &Document) {
    let told: Value = serde_json::from_str(&document.to_json()).unwrap();
    let mut said = document.frame.letterhead.clone();
    said.extend([document.title.clone(), document.subtitle.clone()]);
    for block in told["blocks"].as_array().unwrap() {
        let (kind, told) = block.as_object().unwrap().iter().next().unwrap();
        if !["chart", "drawing"].contains(&kind.as_str()) {
            texts(told, &mut said);
        }
    }
    let markdown = letters(&String::from_utf8(Form::Markdown.write(document, None).unwrap()).unwrap());
    let mut from = 0;
    for text in said.iter().map(|text| letters(text)) {
        let found = markdown[from..].find(&text).unwrap_or_else(|| panic!("{name}: “{text}” is not after {from}"));
        from += found + text.len();
    }
}

/// The same with other hashes: the head of the journal is another one whenever anything is recorded otherwise.
fn steady(text: &str) -> String {
    let words = text.split_inclusive(|sign: char| !sign.is_ascii_hexdigit());
    let told = words.map(|word| {
        let hash = word.trim_end_matches(|sign: char| !sign.is_ascii_hexdigit());
        if hash.len() == 64 { word.replace(hash, &"0".repeat(64)) } else { word.to_owned() }
    });
    told.collect()
}

/// In German, on other paper and under a head.
fn in_german(fixture: &Fixture) {
    script(fixture, "organisation edit --language de --paper letter");
    fixture.ok(&["organisation", "edit", "--letterhead", "Aldgate Mutual\nAldgate 1, London"]);
}

#[test]
fn each_kind_of_document_in_each_form_is_byte_by_byte_what_it_was() {
    let (sample, sealed, german) = (sample(), Fixture::after(held::seal), Fixture::after(held::open));
    in_german(&german);
    let german_sample = self::sample();
    script(&german_sample, "organisation edit --language de");
    let documents = [
        (&sealed, "review minutes MR-1", ""),
        (&sample, "review pack MR-3", ""),
        (&sample, "review board", ""),
        (&sample, "person actions P-3", ""),
        (&sample, "nonconformity print NC-4", ""),
        (&sample, "audit print AU-1", ""),
        (&sample, "control statement", ""),
        (&german, "review minutes MR-1", ", in German"),
        (&german, "review pack MR-1", ", in German"),
        (&german_sample, "review board", ", in German"),
        (&german_sample, "audit print AU-1", ", in German"),
        (&german_sample, "nonconformity print NC-4", ", in German"),
        (&german_sample, "person actions P-4", ", in German"),
    ];
    let mut told = String::new();
    // A form of each document is what the command line writes, each in its turn; a sheet is told there as text by itself.
    for ((fixture, line, how), turn) in documents.into_iter().zip(Form::ALL.iter().cycle()) {
        let name = format!("{line}{how}");
        let json = String::from_utf8(fixture.bytes(&words(&format!("{line} --format json")))).unwrap();
        let document = Document::from_json(json.as_bytes()).unwrap();
        let steadied = Document::from_json(steady(&json).as_bytes()).unwrap();
        holds_all(&name, &document);
        for form in Form::ALL {
            let as_sheet =
                matches!(form, Form::Text | Form::Plain) && !line.contains("minutes") && !line.contains("pack");
            let typed = || fixture.bytes(&words(&format!("{line} --format {}", form.name())));
            let bytes = match as_sheet {
                true => steady(&String::from_utf8(typed()).unwrap()).into_bytes(),
                false => form.write(&steadied, None).unwrap(),
            };
            let same = || typed() == form.write(&document, None).unwrap();
            assert!(form != *turn || as_sheet || same(), "{name} as {}", form.name());
            let pages = if form == Form::Pdf { format!("{} pages", pages(&bytes)) } else { String::new() };
            let (form, size, hash) = (form.name(), bytes.len(), sha256(&bytes));
            told += &format!("{name:32} {form:8} {pages:8} {size:7} {hash}\n");
        }
    }
    insta::assert_snapshot!("documents", told);
}

#[test]
fn an_invitation_is_byte_by_byte_what_it_was() {
    let invited = |german: bool| {
        let fixture = Fixture::after(held::call);
        script(&fixture, "person edit 'Iris Falk' --address iris@aldgate.example");
        if german {
            in_german(&fixture);
        }
        fixture.ok(&["review", "invite", "MR-1", "--to", &fixture.folder().display().to_string()]);
        let written = fixture.files().into_iter().filter(|name| name.starts_with("MR-1-"));
        let told = written.map(|name| {
            let bytes = std::fs::read(fixture.folder().join(&name)).unwrap();
            format!("{name:32} {:7} {}\n", bytes.len(), sha256(&bytes))
        });
        told.collect::<String>()
    };
    insta::assert_snapshot!("invitations", format!("{}in German\n{}", invited(false), invited(true)));
}
