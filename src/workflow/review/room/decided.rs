//! What was decided, and how: each result has a sign and words of its own. A tick means carried with a quorum.

use crate::domain::action::{Action, State as ActionState};
use crate::domain::ballot::Tally;
use crate::domain::conclusion::Judgement;
use crate::domain::decision::{Decision, State, Way};
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::record::Record;
use crate::workflow::review::operations::is_tied;
use crate::workflow::review::poll;
use crate::workflow::sheet::Sign;

use super::Proceedings;

/// A decision with what arose from it.
#[derive(Debug, Clone)]
pub struct Decided<'a> {
    pub record: &'a Record,
    pub sign: Sign,
    /// How it stands and how it was reached: `carried 4–1–0`, `nobody objected`.
    pub words: String,
    pub actions: Vec<Undertaken<'a>>,
}

impl<'a> Decided<'a> {
    /// A decision of a meeting.
    pub fn of(proceedings: &'a Proceedings, record: &'a Record) -> Self {
        let (sign, words) = result(proceedings, record);
        let actions = proceedings.actions_from(record.id).map(|one| Undertaken::of(proceedings, one)).collect();
        Self { record, sign, words, actions }
    }
}

/// Something that was undertaken.
#[derive(Debug, Clone, Copy)]
pub struct Undertaken<'a> {
    pub record: &'a Record,
    /// Who does it; nothing where nobody is named yet.
    pub owner: &'a str,
    pub due: Option<chrono::NaiveDate>,
}

impl<'a> Undertaken<'a> {
    /// Something that was undertaken in a meeting.
    pub fn of(proceedings: &'a Proceedings, record: &'a Record) -> Self {
        let action = Action(record);
        Self { record, owner: proceedings.person(action.owner()), due: action.due() }
    }

    /// Whether somebody is to do it by some day.
    pub fn is_agreed(&self) -> bool {
        !self.owner.is_empty() && self.due.is_some()
    }

    /// Whether it is still to be done.
    pub fn is_open(&self) -> bool {
        Action(self.record).state() == Some(ActionState::Open)
    }
}

const fn sign(drawn: &'static str, ascii: &'static str, tone: Tone) -> Sign {
    Sign { drawn, ascii, tone }
}

const CARRIED: Sign = sign("✓", "+", Tone::Good);
const NOT_CARRIED: Sign = sign("✗", "x", Tone::Watch);
const PROVISIONAL: Sign = sign("◐", "~", Tone::Watch);
const BY_TOP_MANAGEMENT: Sign = sign("◆", "*", Tone::Active);
const AGAINST_BY_TOP_MANAGEMENT: Sign = sign("◇", "/", Tone::Watch);
const PROPOSED: Sign = sign("○", "o", Tone::Active);
const TIED: Sign = sign("=", "=", Tone::Watch);
const SUPERSEDED: Sign = sign("↷", "^", Tone::Gone);
const WITHDRAWN: Sign = sign("–", "-", Tone::Gone);
const DEFERRED: Sign = sign("▷", ">", Tone::Watch);

/// How a decision stands, as a sign and in words that need no other.
pub fn result(proceedings: &Proceedings, record: &Record) -> (Sign, String) {
    result_in(&Words::default(), proceedings, record)
}

/// The same in the words of a house.
pub fn result_in(words: &Words, proceedings: &Proceedings, record: &Record) -> (Sign, String) {
    let view = Decision(record);
    let by = || proceedings.person(view.decided_by());
    let how = || {
        let tally = poll::on_record(proceedings, record).tally(0);
        let count = if tally.recused > 0 {
            words.with_recused(Tally { recused: 0, ..tally }.short(), tally.recused)
        } else {
            tally.short()
        };
        if view.was_cast() { words.by_casting(count) } else { count }
    };
    match (view.state(), view.way()) {
        (_, way) if is_tied(record) => {
            let count = if way == Some(Way::Vote) { how() } else { String::new() };
            (TIED, words.a_tie(count))
        }
        (Some(State::Carried), Some(Way::TopManagement)) => (BY_TOP_MANAGEMENT, words.decided_by_top(by())),
        (Some(State::Carried), Some(Way::NoObjection)) => (CARRIED, words.no_objection().to_owned()),
        (Some(State::Carried), Some(Way::Vote)) => (CARRIED, words.carried(how())),
        (Some(State::Carried), None) => (CARRIED, words.carried_plain().to_owned()),
        (Some(State::Provisional), Some(Way::TopManagement)) => (PROVISIONAL, words.provisional_by_top(by())),
        (Some(State::Provisional), Some(Way::NoObjection)) => (PROVISIONAL, words.provisional_unopposed().to_owned()),
        (Some(State::Provisional), Some(Way::Vote)) => (PROVISIONAL, words.provisional(how())),
        (Some(State::Provisional), None) => (PROVISIONAL, words.provisional_plain().to_owned()),
        (Some(State::NotCarried), Some(Way::TopManagement)) => (AGAINST_BY_TOP_MANAGEMENT, words.against_by_top(by())),
        (Some(State::NotCarried), Some(Way::Vote)) => (NOT_CARRIED, words.not_carried(how())),
        (Some(State::NotCarried), _) => (NOT_CARRIED, words.not_carried_plain().to_owned()),
        (Some(State::Superseded), _) => {
            let by = view.superseded_by().and_then(|id| proceedings.decisions.iter().find(|one| one.id == id));
            let told = by.map_or(words.superseded().to_owned(), |by| words.superseded_by(by.reference()));
            (SUPERSEDED, told)
        }
        (Some(State::Withdrawn), _) => (WITHDRAWN, words.decision_withdrawn().to_owned()),
        (Some(State::Deferred), _) => (DEFERRED, words.deferred().to_owned()),
        (Some(State::Proposed | State::Put) | None, _) => (PROPOSED, words.proposed_only().to_owned()),
    }
}

/// The sign of a judgement on the system.
pub fn judged(judgement: Judgement) -> Sign {
    match judgement {
        Judgement::Yes => CARRIED,
        Judgement::Partly => PROVISIONAL,
        Judgement::No => NOT_CARRIED,
    }
}
