//! A document that was frozen, in a form in which it was not: it is made from its JSON, and says so.

use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::workflow::review::kept::KeptDocument;

use super::document::Document;
use super::form::Form;
use crate::domain::paper::Paper;

/// The frozen document of these bytes, read from its JSON, with what was added to it since; none where that is gone.
pub fn document(kept: &[KeptDocument], addenda: &[String]) -> Option<Document> {
    let mut document = Document::from_json(&json(kept)?.bytes)?;
    if !addenda.is_empty() {
        let words = document.frame.words();
        document.heading(2, words.addenda());
        document.list(addenda.to_vec());
    }
    Some(document)
}

/// The words in which a frozen document speaks, in which what is added to it is told, too; English where that is gone.
pub fn words(kept: &[KeptDocument]) -> Words {
    let document = json(kept).and_then(|json| Document::from_json(&json.bytes));
    document.map_or_else(Words::default, |document| document.frame.words())
}

/// Says at the end of a document of what it was made, so that a copy is not taken for what was frozen.
pub fn say(document: &mut Document, record: &Record, kept: &[KeptDocument]) {
    let Some(json) = json(kept) else { return };
    document.paragraph(document.frame.words().copy(record.reference(), &json.name, json.sha256));
}

/// The form in which these bytes are a copy of it, on whatever paper and with whatever was added to it by then; none where they
/// are not. How the file ends says which forms are tried.
pub fn copied(bytes: &[u8], ending: &str, record: &Record, kept: &[KeptDocument], addenda: &[String]) -> Option<Form> {
    let by_then = (0..=addenda.len()).rev().filter_map(|count| document(kept, &addenda[..count]));
    let copies = by_then.map(|mut document| {
        say(&mut document, record, kept);
        document
    });
    let copies: Vec<_> = copies.collect();
    let forms = Form::ALL.into_iter().filter(|form| !form.is_frozen() && form.may_end(ending));
    let written = |form: Form, paper| {
        copies.iter().any(|document| form.write(document, Some(paper)).is_ok_and(|written| written == bytes))
    };
    forms.into_iter().find(|form| Paper::ALL.iter().any(|paper| written(*form, *paper)))
}

fn json(kept: &[KeptDocument]) -> Option<&KeptDocument> {
    let ending = format!(".{}", Form::Json.ending());
    kept.iter().find(|one| one.name.ends_with(&ending))
}
