//! A document that was frozen, in a form in which it was not: it is made from its JSON, and says so.

use crate::domain::record::Record;
use crate::workflow::review::kept::KeptDocument;

use super::document::Document;
use super::form::Form;

/// The frozen document of these bytes, read from its JSON; none where that is gone.
pub fn document(kept: &[KeptDocument]) -> Option<Document> {
    json(kept).and_then(|one| Document::from_json(&one.bytes))
}

/// Says at the end of a document of what it was made, so that a copy is not taken for what was frozen.
pub fn say(document: &mut Document, record: &Record, kept: &[KeptDocument]) {
    let Some(json) = json(kept) else { return };
    document.paragraph(format!(
        "A copy, made from {} as it was frozen: what counts is {}, SHA-256 {}.",
        record.reference(),
        json.name,
        json.sha256
    ));
}

fn json(kept: &[KeptDocument]) -> Option<&KeptDocument> {
    let ending = format!(".{}", Form::Json.ending());
    kept.iter().find(|one| one.name.ends_with(&ending))
}
