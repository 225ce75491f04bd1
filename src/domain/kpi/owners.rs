//! Who owned a KPI, and when.

use chrono::NaiveDate;

use crate::domain::record::Version;
use crate::domain::separation::Hand;

use super::words::Kpi;

/// Those who owned a KPI on or after a day, or ever where none is said, out of what it was.
pub fn owners_since(past: &[Version], from: Option<NaiveDate>) -> Vec<Hand> {
    let mut hands = Vec::new();
    for (place, version) in past.iter().enumerate() {
        // A version stands until the next one.
        let until = past.get(place + 1).and_then(|next| next.day);
        let ended = until.is_some_and(|until| from.is_some_and(|from| until < from));
        let owned = format!("owned {} then", version.record.reference());
        hands.extend(Hand::of(Kpi(&version.record).owner().filter(|_| !ended), owned));
    }
    hands
}
