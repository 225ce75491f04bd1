//! The review before, as papers name it: by the day on which it was held, and what its sealed minutes are told by.

use crate::domain::house::said::Words;
use crate::domain::minutes::{self, Minutes};
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::store::{Error, View, view};

use super::{signing, sittings};

/// A review that was held, with its day, and with the hash and the head by which a copy of its minutes is proven.
///
/// # Errors
/// Where the file can't be read.
pub fn named(view: View, words: &Words, review: &Record) -> Result<String, Error> {
    let first = sittings::of(view, review)?.first().map(|sitting| sitting.opened);
    let zone = view.circumstances()?.zone;
    let held = first.map(|opened| opened.with_timezone(&zone).date_naive()).or(Review(review).date());
    let minutes = view.every(&minutes::REGISTER)?;
    let is = |one: &&Record| Minutes(one).review() == Some(review.id) && Minutes(one).sealed() == Some(true);
    let sealed = minutes.iter().find(is);
    let sealed =
        sealed.map_or(String::new(), |one| format!("; {}", words.sealed_minutes(signing::told_by(words, one))));
    let held = held.map_or(String::new(), |held| format!(", {}", words.day(held)));
    Ok(format!("{}{held}{sealed}", view::named(review)))
}
