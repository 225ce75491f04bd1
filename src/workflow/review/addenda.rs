//! Addenda, told with the minutes to which they belong: whoever reads the ones reads the others.

use crate::domain::addendum::Addendum;
use crate::domain::spelling::day;
use crate::store::{Error, View};
use crate::workflow::said::{Recorded, words};

use super::Proceedings;

/// What a reader is told before them.
pub const TITLE: &str = "Addenda to these minutes";

/// Each in a sentence or two: `ADD-1 of 23 November 2026, by Rosa Lindt: …`.
///
/// # Errors
/// Where the file can't be read.
pub fn told(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let mut told = Vec::new();
    for record in &proceedings.addenda {
        let one = Addendum(record);
        let made = view.versions(record.id)?.first().map(|version| version.sequence);
        let entry = made.map(|made| view.entry(made)).transpose()?.flatten();
        let recorded = entry.map(|entry| Recorded::then(view, &entry.header)).transpose()?;
        let by = recorded.as_ref().map(|recorded| recorded.words(view)).transpose()?.unwrap_or_default();
        let mut agreed = Vec::new();
        for person in one.agreed_by() {
            let how = match one.how() {
                Some(how) => words(view, record, how, Some(*person), recorded.as_ref())?,
                None => "it is not said how".to_owned(),
            };
            agreed.push(format!("{} ({how})", proceedings.person(Some(*person))));
        }
        let dated = one.dated().map_or(String::new(), day);
        let text = one.text().trim_end();
        let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
        told.push(format!(
            "{} of {dated}, by {by}: {text}{stop} Why: {}. Agreed by {}.",
            record.reference(),
            one.why().trim_end_matches('.'),
            agreed.join(", ")
        ));
    }
    Ok(told)
}
