//! What the report rests on: the last management review with sealed minutes, or what there is in its place.

use chrono::NaiveDate;

use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::minutes::{self, Minutes};
use crate::domain::record::Record;
use crate::domain::review::{Review, State};
use crate::store::{Error, View};
use crate::workflow::review::{call, sittings};

/// What it rests on.
#[derive(Debug)]
pub struct Basis {
    /// The last review with sealed minutes; where there is none, the last that was held.
    pub review: Option<Record>,
    /// The day on which that was held.
    held: Option<NaiveDate>,
    /// Those that were held after it, whose minutes are not sealed.
    unsealed: Vec<Record>,
    /// The reviews that were held before it.
    earlier: Vec<RecordId>,
    /// The review that comes next: the first after it that is called, and not cancelled.
    pub next: Option<Record>,
}

impl Basis {
    /// Reads it.
    pub fn of(view: View) -> Result<Self, Error> {
        let all = call::all(view)?;
        let is_sealed = |one: &&Record| Review(one).state() == Some(State::Sealed) && Review(one).counts();
        let sealed = all.iter().rfind(is_sealed);
        let review = sealed.or(all.iter().rfind(|one| Review(one).counts())).cloned();
        let zone = view.circumstances()?.zone;
        let day = |record: &Record| Review(record).held_on(&zone);
        let place =
            |record: &Record| (day(record).is_none(), day(record), Review(record).concluded_at(), record.number);
        let after = |one: &&Record| review.as_ref().is_none_or(|review| place(one) > place(review));
        let state = |one: &&Record| Review(one).state().unwrap_or(State::Planned);
        let is_earlier =
            |one: &&Record| state(one).is_over() && review.as_ref().is_some_and(|last| place(one) < place(last));
        let earlier = all.iter().filter(is_earlier).map(|one| one.id).collect();
        let unsealed = all.iter().filter(after).filter(|one| state(one).is_over()).cloned().collect();
        let comes = |one: &&Record| !matches!(state(one), State::Cancelled | State::Sealed);
        let next = all.iter().filter(after).find(comes).cloned();
        let held = match &review {
            Some(review) => {
                let first = sittings::of(view, review)?.first().map(|sitting| sitting.opened);
                first.map(|opened| opened.with_timezone(&zone).date_naive()).or(Review(review).date())
            }
            None => None,
        };
        Ok(Self { review, held, unsealed, earlier, next })
    }

    /// Whether a review was held before the one that is told of.
    pub fn is_before(&self, review: RecordId) -> bool {
        self.earlier.contains(&review)
    }

    /// Whether its minutes are sealed.
    fn is_sealed(&self) -> bool {
        self.review.as_ref().is_some_and(|review| Review(review).state() == Some(State::Sealed))
    }

    /// `MR-2 (28 August 2026, sealed)`.
    pub fn named(&self, words: &Words, review: &Record) -> String {
        let held = self.held.map_or(String::new(), |held| format!("{}, ", words.day(held)));
        let sealed = if self.is_sealed() { words.is_sealed() } else { words.is_not_sealed() };
        format!("{} ({held}{sealed})", review.reference())
    }

    /// What it is not yet.
    pub fn mark(&self, words: &Words) -> Option<String> {
        match &self.review {
            Some(_) if self.is_sealed() => None,
            Some(review) => Some(words.draft_unsealed(review.reference())),
            None => Some(words.draft_unreviewed().to_owned()),
        }
    }

    /// What is to be known of it before anything is read.
    pub fn cautions(&self, view: View, words: &Words) -> Result<Vec<String>, Error> {
        let mut cautions = Vec::new();
        let Some(review) = &self.review else {
            cautions.push(words.none_reviewed().to_owned());
            return Ok(cautions);
        };
        cautions.extend(view.why_no_longer_proven(review.id)?.map(|why| format!("{}: {why}.", review.reference())));
        let later = self.unsealed.iter().filter(|one| one.id != review.id);
        let later: Vec<_> = later.map(|one| one.reference().to_string()).collect();
        if !later.is_empty() {
            cautions.push(words.held_later(later.join(", "), review.reference()));
        }
        Ok(cautions)
    }

    /// By what it can be proven.
    pub fn rests_on(&self, view: View, words: &Words, today: NaiveDate) -> Result<String, Error> {
        let minutes = self.review.as_ref().and_then(|review| Review(review).minutes());
        let minutes = minutes.map(|id| view.record(id)).transpose()?.flatten();
        let minutes = minutes.filter(|one| one.register == &minutes::REGISTER);
        let sealed = match (&self.review, &minutes) {
            (Some(_), Some(sealed)) => {
                let (version, sha256) = (Minutes(sealed).version().unwrap_or_default(), Minutes(sealed).sha256());
                words.rests_sealed(sealed.reference(), version, sha256)
            }
            (Some(review), None) => words.rests_unsealed(review.reference()),
            (None, _) => words.rests_nothing().to_owned(),
        };
        let head = view.head()?;
        Ok(words.rests_on(sealed, words.day(today), head.sequence, head.link))
    }
}
