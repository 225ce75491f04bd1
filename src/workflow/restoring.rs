//! What a file that comes from a backup tells of that.

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::restoration::{REGISTER, Restoration, RestorationField as To};
use crate::domain::value::Value;
use crate::store::backup::Replaced;
use crate::store::list::Query;
use crate::store::{Act, Agreement, Author, Error, Proposal, View};

/// What is said of a restoration by whoever asks for it.
pub struct Asked<'a> {
    /// By which the record is known that tells it.
    pub id: RecordId,
    /// What the backup is called.
    pub backup: &'a str,
    pub reason: Option<&'a str>,
    pub agreed: Agreement,
}

/// The proposal that tells it, to be written into the backup before that takes the file's place.
///
/// # Errors
/// Where the file that is replaced can't be read.
pub fn told(view: View, replaced: &Replaced, author: &Author, asked: &Asked) -> Result<Proposal, Error> {
    let number = |count: u64| i64::try_from(count).ok().map(Value::Number);
    let text = |text: String| Some(text).filter(|text| !text.trim().is_empty()).map(Value::Text);
    let stood = view.head()?.sequence;
    let before = replaced.before.as_ref();
    let lost = before.map(|one| one.head.sequence.saturating_sub(one.common));
    let what = match before.zip(lost) {
        None => format!("Restored from {}; no file stood in its place", asked.backup),
        Some((_, 0)) => format!("Restored from {}; nothing was replaced that it does not have", asked.backup),
        Some((one, lost)) => format!(
            "Restored from {}; {lost} {} replaced, up to {} with the head {}",
            asked.backup,
            if lost == 1 { "transaction was" } else { "transactions were" },
            one.head.sequence,
            one.head.link,
        ),
    };
    let earlier = before.map(|one| earlier(one.view, view)).transpose()?.unwrap_or_default();
    let fields: [(To, Option<Value>); 12] = [
        (To::What, text(what)),
        (To::RestoredBy, Some(Value::Link(author.person))),
        (To::RestoredOn, Some(Value::Date(view.circumstances()?.today()))),
        (To::Backup, text(asked.backup.to_owned())),
        (To::Because, text(asked.reason.unwrap_or_default().trim().to_owned())),
        (To::StoodAt, number(stood)),
        (To::Replaced, lost.and_then(number)),
        (To::LostSequence, before.and_then(|one| number(one.head.sequence))),
        (To::LostHead, before.and_then(|one| text(one.head.link.to_string()))),
        (To::Earlier, text(earlier)),
        (To::AgreedBy, asked.agreed.by.map(Value::Link)),
        (To::AgreedHow, asked.agreed.how.map(Value::Choice)),
    ];
    let fields: Vec<(&'static Field, Value)> =
        fields.into_iter().filter_map(|(field, value)| Some((field.field(), value?))).collect();
    Ok(Proposal::of([Act::Create { id: asked.id, register: &REGISTER, fields }]).because(asked.reason))
}

/// The restorations that the file which is replaced tells of and the backup does not: with it they would be forgotten.
fn earlier(replaced: View, backup: View) -> Result<String, Error> {
    let mut told = Vec::new();
    for record in replaced.page(&Query::new(&REGISTER))?.records {
        if backup.record(record.id)?.is_none() {
            // By their numbers: names can be erased from records, and not from words.
            let name = |id| {
                let number = replaced.reference(id).ok().flatten();
                number.map_or_else(|| "somebody".to_owned(), |one| one.to_string())
            };
            told.push(Restoration(&record).words(name));
        }
    }
    Ok(told.join("; "))
}
