//! What the room sees of a meeting: the item in session with its figures, the motion, the vote, what was decided and who
//! does it by when, and the time that is left. Nothing restricted, no reference, nobody's working notes.

use crate::domain::action::Action;
use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::ballot::{Ballot, Count, Tally};
use crate::domain::catalogue::CATALOGUE;
use crate::domain::decision::{Decision, State as DecisionState, Way};
use crate::domain::house::said::Words;
use crate::domain::identity::{RecordId, Reference};
use crate::domain::quorum::Standing;
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::domain::value::Instant;
use crate::store::{Error, View};
use crate::workflow::kpis;
use crate::workflow::pack::{Pack, Section};
use crate::workflow::sheet::chart::Chart;

use super::room::{self, Decided, Outlook, Time, Undertaken};
use super::{Proceedings, agenda, poll};

/// What the room sees.
#[derive(Debug, Clone)]
pub struct Presented<'a> {
    /// What the meeting is called.
    pub title: &'a str,
    /// How many items have ended, and how many there are.
    pub progress: (usize, usize),
    /// The time of the item in session, and when the meeting ends; none where none is in session.
    pub time: Option<(Time, Outlook)>,
    pub page: Page<'a>,
}

/// The one thing that is shown.
#[derive(Debug, Clone)]
pub enum Page<'a> {
    /// The meeting has not begun, waits, or is over without anything decided: a heading, and what is to be known.
    Words(&'static str, Vec<String>),
    /// An item, and the vote on what was decided last under it.
    Item(Box<room::Page<'a>>, Option<(RecordId, Voted)>),
    Motion(Box<Motion<'a>>),
    /// Everything that was decided and undertaken, to be agreed to, and what is asked.
    ReadBack(Vec<Decided<'a>>, Vec<Undertaken<'a>>, &'static str),
}

/// A motion, from its words to the vote.
#[derive(Debug, Clone)]
pub struct Motion<'a> {
    /// The item under which it is put.
    pub under: String,
    pub words: &'a str,
    pub quorum: Standing,
    /// Who does not vote on it.
    pub recused: Vec<&'a str>,
    pub vote: Option<Voted>,
}

/// A vote: what was said, and the arithmetic.
#[derive(Debug, Clone)]
pub struct Voted {
    pub tally: Tally,
    pub count: Count,
}

/// The votes of which bars are drawn, in their order.
pub const COUNTED: [(Ballot, &str); 3] =
    [(Ballot::For, "FOR"), (Ballot::Against, "AGAINST"), (Ballot::Abstaining, "ABSTAIN")];

/// What is read behind the page: the pack, and the chart of what stands worst under the item in session.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub pack: Pack,
    pub chart: Option<Charted>,
}

/// How something that is measured went.
#[derive(Debug, Clone)]
pub struct Charted {
    /// The item under which it is shown.
    pub item: RecordId,
    pub title: String,
    pub chart: Chart,
}

impl Compiled {
    /// Reads what goes with the pack of a meeting.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read(view: View, proceedings: &Proceedings, pack: Pack) -> Result<Self, Error> {
        let item = proceedings.current().map(|item| item.id);
        let chart = item.map(|item| chart(view, &pack, item)).transpose()?.flatten();
        Ok(Self { pack, chart })
    }

    /// The chart of an item.
    pub fn chart_of(&self, item: RecordId) -> Option<&Charted> {
        self.chart.as_ref().filter(|chart| chart.item == item)
    }
}

fn chart(view: View, pack: &Pack, item: RecordId) -> Result<Option<Charted>, Error> {
    let Some((worst, record)) = pack.section(item).and_then(Section::worst) else { return Ok(None) };
    let chart = kpis::charted(view, &Words::default(), record)?;
    Ok(chart.map(|chart| Charted { item, title: worst.label.clone(), chart }))
}

impl<'a> Presented<'a> {
    /// What the room sees of a meeting; of the figures of an item nothing before they are compiled.
    pub fn of(proceedings: &'a Proceedings, compiled: Option<&'a Compiled>, now: Instant) -> Self {
        let current = proceedings.current().filter(|_| proceedings.state() == State::InSession);
        let stops = room::agenda(proceedings);
        let time = current.map(|item| Time::of(item, now)).zip(Outlook::of(proceedings, now));
        Self {
            title: proceedings.meeting.review.title(),
            progress: (stops.iter().filter(|stop| stop.ended()).count(), stops.len()),
            time,
            page: page(proceedings, current, compiled, now),
        }
    }
}

fn page<'a>(
    proceedings: &'a Proceedings,
    current: Option<&'a Record>,
    compiled: Option<&'a Compiled>,
    now: Instant,
) -> Page<'a> {
    if let Some(item) = current {
        let pack = compiled.map(|compiled| &compiled.pack);
        return match before_it(proceedings, item) {
            Some(decision) => Page::Motion(Box::new(motion(proceedings, item, decision))),
            None if AgendaItem(item).input() == Some(Input::Conclusion) => read_back(proceedings, "Agreed?"),
            None => {
                let page = room::Page::of(proceedings, item, pack, now);
                let last = page.decided.iter().rfind(|one| stands(one.record) && !is_open(one.record));
                let vote = last.and_then(|one| Some((one.record.id, voted(proceedings, one.record)?)));
                Page::Item(Box::new(page), vote)
            }
        };
    }
    let words =
        |heading, words: Vec<String>| Page::Words(heading, words.into_iter().filter(|word| !word.is_empty()).collect());
    let review = proceedings.review();
    match proceedings.state() {
        state if state.is_before() => {
            let day = review.date().map_or(String::new(), |day| day.format("%A %-d %B %Y").to_string());
            let time = review.begins().map_or(String::new(), |time| time.format("%H:%M").to_string());
            words("Not begun", vec![day, time, review.place().to_owned()])
        }
        State::InSession => words("In session", vec!["No item of the agenda is taken up.".to_owned()]),
        State::Adjourned => words("Adjourned", vec!["It goes on in another sitting.".to_owned()]),
        State::Cancelled => words("Cancelled", Vec::new()),
        _ if proceedings.decisions.is_empty() && proceedings.actions.is_empty() => {
            words("The meeting is over", vec!["Nothing was decided.".to_owned()])
        }
        _ => read_back(proceedings, "The meeting is over."),
    }
}

/// Whether a text names a record of the file, which says nothing to whoever has no file.
pub fn names_a_record(text: &str) -> bool {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-');
    // The letter of an input looks like one: `d1`.
    let spelled = words.filter(|word| word.contains('-'));
    spelled.filter_map(|word| word.parse::<Reference>().ok()).any(|reference| CATALOGUE.of(&reference).is_some())
}

/// Whether a decision is before the meeting or was taken by it: what was withdrawn or superseded is on no wall.
pub fn stands(decision: &Record) -> bool {
    !matches!(Decision(decision).state(), Some(DecisionState::Withdrawn | DecisionState::Superseded))
}

/// The proposal that is before the meeting under an item: put, voted on without a result, or worded since the item was
/// taken up. What was drafted ahead is shown with the item until then.
fn before_it<'a>(proceedings: &'a Proceedings, item: &Record) -> Option<&'a Record> {
    let begun = AgendaItem(item).begun_at();
    let is_before_it = |decision: &&Record| {
        let view = Decision(decision);
        let worded = begun.zip(made_at(decision.id)).is_some_and(|(begun, made)| made >= begun);
        view.state() == Some(DecisionState::Put) || !view.count().is_empty() || worded
    };
    room::decisions(proceedings, item).filter(|one| is_open(one)).filter(is_before_it).last()
}

/// When an identity was given, by the clock of whoever gave it; nothing where it does not tell.
fn made_at(id: RecordId) -> Option<Instant> {
    let (seconds, nanoseconds) = id.0.get_timestamp()?.to_unix();
    Instant::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

/// Whether nothing is decided of it yet.
pub fn is_open(decision: &Record) -> bool {
    matches!(Decision(decision).state(), Some(DecisionState::Proposed | DecisionState::Put))
}

fn motion<'a>(proceedings: &'a Proceedings, item: &Record, decision: &'a Record) -> Motion<'a> {
    let meeting = &proceedings.meeting;
    let voters = meeting.voters();
    let recused = voters.iter().filter(|(voter, _)| meeting.is_recused(*voter, Some(item.id)));
    Motion {
        under: agenda::words(item),
        words: decision.title(),
        quorum: proceedings.quorum(Some(item.id)),
        recused: recused.map(|(voter, _)| proceedings.person(Some(*voter))).collect(),
        vote: voted(proceedings, decision),
    }
}

/// The vote on a decision, where one was taken.
fn voted(proceedings: &Proceedings, decision: &Record) -> Option<Voted> {
    let view = Decision(decision);
    if view.way() != Some(Way::Vote) && view.count().is_empty() {
        return None;
    }
    let poll = poll::on_record(proceedings, decision);
    let entitled = proceedings.meeting.entitled(view.item(), &poll).len();
    Some(Voted { tally: poll.tally(entitled), count: proceedings.meeting.count(&poll, view.item()) })
}

fn read_back<'a>(proceedings: &'a Proceedings, asks: &'static str) -> Page<'a> {
    let taken = proceedings.decisions.iter().filter(|one| stands(one) && !is_open(one));
    let of_decisions: Vec<_> = proceedings.decisions.iter().map(|one| Some(one.id)).collect();
    let others = proceedings.actions.iter().filter(|one| !of_decisions.contains(&Action(one).source()));
    let others = others.map(|action| Undertaken::of(proceedings, action)).collect();
    Page::ReadBack(taken.map(|one| Decided::of(proceedings, one)).collect(), others, asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_a_record_is_told_from_what_only_looks_like_it() {
        for text in ["superseded by D-10", "see NC-4.", "(A-1)", "MR-3"] {
            assert!(names_a_record(text), "{text}");
        }
        for text in ["target 38", "d1 Nonconformities", "ISO-42001 of 2023", "4–1–0", "4-1-0", "", "state-of-the-art"]
        {
            assert!(!names_a_record(text), "{text}");
        }
    }
}
