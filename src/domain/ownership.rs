//! Who owned a record, and when: whoever gives something away does not attest it the day after.

use chrono::{Days, NaiveDate};

use super::identity::RecordId;
use super::record::{Record, Version};
use super::rules::{Fact, Facts};
use super::separation::Hand;
use super::value::Value;

/// For how many days after they gave it away somebody still counts as an owner.
const STILL: u64 = 365;

/// The fact that [`owners`] looks at.
pub const LOOKS_AT: Fact = Fact::Past;

/// Those who own a record as it is and as it would be, and those who did within the last year.
pub fn owners(facts: &Facts) -> Vec<Hand> {
    let records = facts.before.into_iter().chain([facts.record]);
    let now = records.filter_map(|record| Hand::of(owner(record), format!("owns {}", record.reference())));
    now.chain(owners_since(&facts.past(), facts.today.checked_sub_days(Days::new(STILL)))).collect()
}

/// Those who own a record, and those who did within the last year, out of what it was.
pub fn owners_of(past: &[Version], today: NaiveDate) -> Vec<Hand> {
    owners_since(past, today.checked_sub_days(Days::new(STILL)))
}

/// Those who owned a record on or after a day, or ever where none is said, out of what it was.
pub fn owners_since(past: &[Version], from: Option<NaiveDate>) -> Vec<Hand> {
    let mut hands = Vec::new();
    for (place, version) in past.iter().enumerate() {
        // A version stands until the next one.
        let until = past.get(place + 1).and_then(|next| next.day);
        let ended = until.is_some_and(|until| from.is_some_and(|from| until < from));
        let owned = format!("owned {} then", version.record.reference());
        hands.extend(Hand::of(owner(&version.record).filter(|_| !ended), owned));
    }
    hands
}

fn owner(record: &Record) -> Option<RecordId> {
    match record.get("owner") {
        Some(Value::Link(owner)) => Some(*owner),
        _ => None,
    }
}
