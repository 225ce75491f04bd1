//! Who can approve an exception from the separation of duties: top management, and not the person for whom it is.

use chrono::{Days, NaiveDate};

use crate::domain::identity::RecordId;
use crate::domain::person::{Person, PersonField};
use crate::domain::record::{Past, Record};
use crate::domain::rules::Facts;

/// For how many days it still counts who could act, once they no longer can: nobody is put aside for an hour.
pub const LATELY: u64 = 7;

/// The people who took part and were something within the last days, as the journal last has them.
pub fn lately(facts: &Facts, were: fn(Person) -> bool) -> Vec<Record> {
    let since = facts.today - Days::new(LATELY);
    let pasts = facts.past_every(PersonField::REGISTER);
    let stood = |past: &&Past| {
        let next = past.iter().skip(1).map(Some).chain([None]);
        past.iter().zip(next).any(|(version, next)| {
            let person = Person(&version.record);
            let until_lately = next.and_then(|next| next.day).is_none_or(|day| day >= since);
            until_lately && !version.record.voided && person.can_act_on(since) && were(person)
        })
    };
    pasts.iter().filter(stood).filter_map(|past| past.last().map(|version| version.record.clone())).collect()
}

/// The name of somebody who could have approved an exception for somebody within the last days.
pub fn entitled_lately(facts: &Facts, person: RecordId) -> Option<String> {
    let of_top = lately(facts, |one| one.top_management() == Some(true));
    let one = of_top.iter().find(|one| one.id != person)?;
    // The journal keeps names apart, so that they can be erased: the name is that of today, where they are in force.
    let today = facts.every(PersonField::REGISTER);
    let named = today.iter().find(|known| known.id == one.id);
    Some(named.map_or_else(|| one.reference().to_string(), |named| named.title().to_owned()))
}

/// Those who could approve an exception for somebody: top management, and not that person.
pub fn entitled(people: &[Record], person: RecordId, day: NaiveDate) -> impl Iterator<Item = &Record> {
    people.iter().filter(move |one| {
        one.id != person && Person(one).top_management() == Some(true) && Person(one).can_act_on(day)
    })
}
