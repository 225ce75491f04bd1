//! Addenda, told with the minutes to which they belong: whoever reads the ones reads the others.

use crate::domain::addendum::Addendum;
use crate::domain::house::said::Words;
use crate::store::{Error, View};
use crate::workflow::said::{Recorded, shown};

use super::Proceedings;

/// Each in a sentence or two, in the words of the minutes that are frozen: `ADD-1 of 23 November 2026, by Rosa Lindt: …`.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, words: &Words, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let mut told = Vec::new();
    for record in &proceedings.addenda {
        let one = Addendum(record);
        let made = view.versions(record.id)?.first().map(|version| version.sequence);
        let entry = made.map(|made| view.entry(made)).transpose()?.flatten();
        let recorded = entry.map(|entry| Recorded::then(view, &entry.header)).transpose()?;
        let by = recorded.as_ref().map(|recorded| recorded.told(view, words)).transpose()?.unwrap_or_default();
        let mut agreed = Vec::new();
        for person in one.agreed_by() {
            let how = match one.how() {
                Some(how) => shown(view, record, how, Some(*person), recorded.as_ref())?.words(view, how, words)?,
                None => words.how_unsaid().to_owned(),
            };
            agreed.push(words.officer(proceedings.person(Some(*person)), how));
        }
        let dated = one.dated().map_or(String::new(), |on| words.day(on));
        let text = one.text().trim_end();
        let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
        let (text, why) = (format!("{text}{stop}"), one.why().trim_end_matches('.'));
        told.push(words.addendum(record.reference(), dated, by, text, why, agreed.join(", ")));
    }
    Ok(told)
}
