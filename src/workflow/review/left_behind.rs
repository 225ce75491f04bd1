//! Meetings that were held and left no approved minutes while another one is prepared or held: what was said in them reaches a
//! paper by being told there, and so does what looked better in minutes that nobody approved.

use crate::domain::action::Action;
use crate::domain::agenda_item::{AgendaItem, State as ItemState};
use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::decision::Decision;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::interest::Interest;
use crate::domain::note::{Note, Type};
use crate::domain::record::{Record, Version};
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{self, Review, State};
use crate::domain::spelling::day;
use crate::domain::transaction::{Way, What};
use crate::domain::value::Instant;
use crate::domain::visible::one_line;
use crate::domain::vote::Ballot;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::sheet::{Block, Body, Cell, Fact};

use super::{Proceedings, afterwards, call, room, sittings};

/// A meeting that was left behind.
#[derive(Debug, Clone)]
pub struct LeftBehind {
    pub record: Record,
    how: Stood,
    /// How it was left: `MR-3 Management review November 2026, opened on 4 November 2026, was adjourned on 4 November 2026, and
    /// not concluded since.`
    pub left: String,
    /// What was said in it that stands in no minutes, or in none that are approved, a sentence each.
    pub said: Vec<String>,
}

impl LeftBehind {
    /// What stands above it, in the words of a house.
    pub fn title(&self, words: &Words) -> String {
        match self.how {
            Stood::NotApproved => words.minutes_not_approved(named(&self.record)),
            _ => words.left_behind(named(&self.record)),
        }
    }

    /// Whether minutes were circulated that nobody approved.
    pub(super) fn is_not_approved(&self) -> bool {
        self.how == Stood::NotApproved
    }

    /// As a part of a page, which begins with these words, where there are some.
    pub fn block(&self, words: &Words, begins: &str) -> Block {
        let left = Body::Prose(vec![Cell::said(self.left.as_str()).tone(Tone::Watch)]);
        let said = Body::List(self.said.iter().map(|said| Cell::text(said.as_str())).collect());
        let number = Fact::data("number", self.record.reference().to_string().into());
        let part = vec![
            Block::new("", Body::Facts(vec![number])),
            Block::new("", Body::Prose(begins.lines().map(Cell::said).collect())),
            Block::new("", left).keyed("left"),
            Block::new("", said).keyed("said"),
        ];
        Block::new(self.title(words), Body::Part(part)).keyed("left_behind")
    }
}

/// Where in the journal a review was concluded.
///
/// # Errors
/// Where the file can't be read.
pub fn concluded(view: View, review: RecordId) -> Result<Option<Sequence>, Error> {
    let history = view.history(review)?;
    let concludes = |what: &What| match what {
        What::Update { way: Way::Move(name), .. } => ReviewMove::Conclude.name() == name.as_str(),
        _ => false,
    };
    Ok(history.iter().rfind(|(_, change)| concludes(&change.what)).map(|(sequence, _)| *sequence))
}

/// The meeting before this one since which it is told what came: of a management review, the last one before it of which
/// minutes were circulated before it was concluded.
///
/// # Errors
/// Where the file can't be read.
pub fn told_since(view: View, this: &Record) -> Result<Option<Record>, Error> {
    last_that_stood(view, this, &[Stood::NotApproved, Stood::Done])
}

/// The meeting before this one of which the minutes were approved before it was concluded: what those say, nobody has to be told
/// again.
fn since_approved(view: View, this: &Record) -> Result<Option<Record>, Error> {
    last_that_stood(view, this, &[Stood::Done])
}

fn last_that_stood(view: View, this: &Record, as_one_of: &[Stood]) -> Result<Option<Record>, Error> {
    let review = Review(this);
    let previous = match review.previous() {
        Some(previous) => view.record(previous)?,
        None => call::before(view, Some(this.id), review.meeting())?,
    };
    let (Some(previous), true) = (&previous, review.is_management_review()) else { return Ok(previous) };
    let until = concluded(view, this.id)?;
    let stood_so = |one: &Record| {
        let then = stood(view, one, until)?;
        Ok::<_, Error>(then.and_then(|then| Stood::of(&then)).is_some_and(|how| as_one_of.contains(&how)))
    };
    if stood_so(previous)? {
        return Ok(Some(previous.clone()));
    }
    let (ended, mut earlier) = (review.concluded_at(), call::held(view, Some(this.id))?);
    let is_before = |one: &Record| ended.is_none_or(|ended| Review(one).concluded_at() < Some(ended));
    earlier.retain(|one| one.id != previous.id && Review(one).counts() && is_before(one));
    while let Some(one) = earlier.pop() {
        if stood_so(&one)? {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

/// How a meeting stood that had begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stood {
    /// It goes on, or was adjourned.
    NotOver,
    /// It was concluded, and no minutes were circulated.
    NoMinutes,
    /// Its minutes were circulated, and not approved.
    NotApproved,
    Done,
}

impl Stood {
    /// How it stood by this version of it; nothing where it had not begun.
    fn of(then: &Record) -> Option<Self> {
        Some(match Review(then).state()? {
            State::InSession | State::Adjourned => Self::NotOver,
            State::Concluded => Self::NoMinutes,
            State::MinutesCirculated => Self::NotApproved,
            State::Approved | State::Sealed => Self::Done,
            State::Planned | State::Called | State::Circulated | State::Postponed | State::Cancelled => return None,
        })
    }
}

/// A record as it was at a place of the journal; as it is where that is none.
fn stood(view: View, record: &Record, until: Option<Sequence>) -> Result<Option<Record>, Error> {
    let Some(until) = until else { return Ok(Some(record.clone())) };
    let versions = view.versions(record.id)?;
    Ok(versions.iter().rfind(|version| version.sequence <= until).map(|version| version.record.clone()))
}

/// The meetings that began before this review did and were left behind when it was concluded, or are now: each that is not
/// over, and of those that ended since another one, each of which there are no minutes, or none that are approved.
///
/// # Errors
/// Where the file can't be read.
pub fn left_behind(view: View, this: &Record) -> Result<Vec<LeftBehind>, Error> {
    let (until, approved) = (concluded(view, this.id)?, since_approved(view, this)?);
    let since = approved.as_ref();
    let began = afterwards::first(view, this.id, has_begun)?;
    let after = since.map(|one| concluded(view, one.id)).transpose()?.flatten();
    let since_began = since.map(|one| afterwards::first(view, one.id, has_begun)).transpose()?.flatten();
    let mut left = Vec::new();
    let mut others = view.every(&review::REGISTER)?;
    others.retain(|one| one.id != this.id);
    others.sort_by_key(|one| (Review(one).date(), one.number));
    for one in others {
        let Some(then) = stood(view, &one, until)? else { continue };
        let Some(how) = Stood::of(&then).filter(|how| *how != Stood::Done) else { continue };
        let first = afterwards::first(view, one.id, has_begun)?;
        // What began and ended while that one was held is told by none before.
        let ended_before = how != Stood::NotOver && concluded(view, one.id)? < after;
        let told_before = ended_before && first < since_began;
        if told_before || began.is_some_and(|began| first > Some(began)) {
            continue;
        }
        let Some(proceedings) = Proceedings::of(view, one.id)? else { continue };
        left.push(LeftBehind { left: ended(view, &then, how)?, how, said: said(view, &proceedings)?, record: one });
    }
    Ok(left)
}

fn has_begun(state: State) -> bool {
    state.is_running() || state.is_over()
}

/// How a meeting was left.
fn ended(view: View, then: &Record, how: Stood) -> Result<String, Error> {
    let review = Review(then);
    let zone = view.circumstances()?.zone;
    let on = |at: Option<Instant>| {
        at.map_or(String::new(), |at| format!(" on {}", day(at.with_timezone(&zone).date_naive())))
    };
    let opened = on(sittings::of(view, then)?.first().map(|sitting| sitting.opened));
    let left = match (how, review.state()) {
        (Stood::NotOver, Some(State::Adjourned)) => {
            format!("was adjourned{}, and not concluded since", on(review.adjourned_at()))
        }
        (Stood::NotOver, _) => "was neither adjourned nor concluded since".to_owned(),
        (Stood::NoMinutes, _) => {
            format!("was concluded{}, and no minutes of it were circulated", on(review.concluded_at()))
        }
        _ => format!("was concluded{}, and its minutes were circulated and not approved", on(review.concluded_at())),
    };
    Ok(format!("{}, opened{opened}, {left}.", named(then)))
}

/// What was said in a meeting, a sentence each: what it judged and decided, who was against it, and what it left.
fn said(view: View, of: &Proceedings) -> Result<Vec<String>, Error> {
    let ended = sitting_ended(view, of.id())?;
    let mut said = Vec::new();
    for one in &of.conclusions {
        said.push(judged(view, one)?);
    }
    if of.conclusions.is_empty() && of.review().is_management_review() {
        said.push("Suitability, adequacy and effectiveness were not judged.".to_owned());
    }
    for one in &of.decisions {
        let mut words = format!("{}: {}", named(one), room::result(of, one).1);
        for (what, ballot) in [("against", Ballot::Against), ("abstaining", Ballot::Abstaining)] {
            let votes = of.votes_on(one.id).filter(|vote| vote.ballot() == Some(ballot));
            let names: Vec<_> = votes.map(|vote| of.person(vote.person())).collect();
            if !names.is_empty() {
                words.push_str(&format!("; {what}: {}", names.join(", ")));
            }
        }
        let what = if Decision(one).decided_on().is_some() { "Decided" } else { "Proposed" };
        said.push(format!("{what}: {}.", words.trim_end_matches('.')));
    }
    for one in &of.items {
        let item = AgendaItem(one);
        let what = match item.state() {
            Some(ItemState::Deferred) => "Put off",
            Some(ItemState::Discussed | ItemState::Noted) if !item.outcome().is_empty() => "Considered",
            _ => continue,
        };
        let before = before(view, one, ended, |record| AgendaItem(record).outcome())?;
        let outcome = one_line(item.outcome());
        said.push(format!("{what}: {}: {}{before}.", one.title(), outcome.trim_end_matches('.')));
    }
    for one in &of.actions {
        let owner = of.person(Action(one).owner());
        let due = Action(one).due().map(|due| format!("by {}", day(due)));
        let parts = [Some(owner.to_owned()).filter(|owner| !owner.is_empty()), due].into_iter().flatten();
        let parts = parts.collect::<Vec<_>>().join(", ");
        let parts = if parts.is_empty() { parts } else { format!(" ({parts})") };
        said.push(format!("Agreed to be done: {}{parts}.", named(one)));
    }
    for note in of.notes.iter().map(Note) {
        let what = match note.kind() {
            Some(Type::Minuted) => "Noted",
            Some(Type::Parked) => "Set aside for later",
            _ => continue,
        };
        let before = before(view, note.0, ended, |record| Note(record).text())?;
        said.push(format!("{what}: “{}”{before}.", one_line(note.text())));
    }
    for one in of.meeting.interests.iter().map(Interest).filter(|one| one.review() == Some(of.id())) {
        said.push(format!("Interest of {}: {}.", of.person(one.person()), one_line(one.what()).trim_end_matches('.')));
    }
    said.extend(afterwards::removed(view, of)?);
    said.extend(afterwards::changes(view, of)?);
    Ok(said)
}

/// Where in the journal the last sitting of a meeting ended; nothing while it goes on.
fn sitting_ended(view: View, review: RecordId) -> Result<Option<Sequence>, Error> {
    let versions = view.versions(review)?;
    let sits = |version: &Version| Review(&version.record).state() == Some(State::InSession);
    let last = versions.windows(2).rev().find_map(|two| match two {
        [one, next] if sits(one) && !sits(next) => Some(next.sequence),
        _ => None,
    });
    Ok(last.filter(|_| versions.last().is_some_and(|now| !sits(now))))
}

/// What a record said when the meeting ended, where it says something else since: `; when the meeting ended: “Nobody was at
/// ease”`.
fn before(
    view: View,
    record: &Record,
    ended: Option<Sequence>,
    says: impl Fn(&Record) -> &str,
) -> Result<String, Error> {
    let Some(then) = stood(view, record, ended)?.filter(|then| says(then) != says(record)) else {
        return Ok(String::new());
    };
    let then = if says(&then).is_empty() { "nothing".into() } else { one_line(says(&then)) };
    Ok(format!("; when the meeting ended: “{}”", then.trim_end_matches('.')))
}

/// A judgement with its grounds, and each that was there before: `Judged of effectiveness: no → yes. Incidents fell.`
fn judged(view: View, conclusion: &Record) -> Result<String, Error> {
    let label = |record: &Record| Conclusion(record).judgement().map_or("", Judgement::label).to_lowercase();
    let mut judgements: Vec<String> = view.versions(conclusion.id)?.iter().map(|one| label(&one.record)).collect();
    judgements.dedup();
    let aspect = Conclusion(conclusion).aspect().map_or("", Aspect::label).to_lowercase();
    let grounds = one_line(Conclusion(conclusion).grounds()).trim_end_matches('.').to_owned();
    Ok(format!("Judged of {aspect}: {}. {grounds}.", judgements.join(" → ")))
}
