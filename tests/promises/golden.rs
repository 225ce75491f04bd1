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
    let pages = text.matches("/Type/Page").count() + text.matches("/Type /Page").count();
    pages - text.matches("/Type/Pages").count() - text.matches("/Type /Pages").count()
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

#[test]
fn each_kind_of_document_in_each_form_is_byte_by_byte_what_it_was() {
    let german = Fixture::after(held::open);
    script(&german, "organisation edit --language de --paper letter");
    german.ok(&["organisation", "edit", "--letterhead", "Aldgate Mutual\nAldgate 1, London"]);
    let (sample, sealed) = (sample(), Fixture::after(held::seal));
    let documents = [
        (&sealed, "review minutes MR-1"),
        (&sample, "nonconformity print NC-4"),
        (&sample, "audit print AU-1"),
        (&german, "review minutes MR-1"),
    ];
    let mut told = String::new();
    for (place, (fixture, line)) in documents.into_iter().enumerate() {
        let name = if place == 3 { format!("{line}, in German") } else { line.to_owned() };
        let json = fixture.bytes(&words(&format!("{line} --format json")));
        holds_all(&name, &Document::from_json(&json).unwrap());
        for form in Form::ALL {
            let bytes = fixture.bytes(&words(&format!("{line} --format {}", form.name())));
            let pages = if form == Form::Pdf { format!("{} pages", pages(&bytes)) } else { String::new() };
            let (form, size, hash) = (form.name(), bytes.len(), sha256(&bytes));
            told += &format!("{name:32} {form:8} {pages:8} {size:7} {hash}\n");
        }
    }
    insta::assert_snapshot!("documents", told);
}
