//! What was decided, and how: each result has a sign and words of its own. A tick means carried with a quorum.

use crate::domain::action::{Action, State as ActionState};
use crate::domain::conclusion::Judgement;
use crate::domain::decision::{Decision, State, Way};
use crate::domain::field::Tone;
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
    let view = Decision(record);
    let top = view.way() == Some(Way::TopManagement);
    let by = || format!("by {}, for top management", proceedings.person(view.decided_by()));
    let how = || match view.way() {
        Some(Way::Vote) => {
            let cast = if view.was_cast() { ", by the chair's casting vote" } else { "" };
            format!(" {}{cast}", poll::on_record(proceedings, record).tally(0).short())
        }
        Some(Way::NoObjection) => ", nobody objected".to_owned(),
        Some(Way::TopManagement) => format!(" {}", by()),
        None => String::new(),
    };
    match view.state() {
        _ if is_tied(record) => (TIED, format!("a tie{}: the chair decides", how())),
        Some(State::Carried) if top => (BY_TOP_MANAGEMENT, format!("decided {}", by())),
        Some(State::Carried) if view.way() == Some(Way::NoObjection) => (CARRIED, "nobody objected".to_owned()),
        Some(State::Carried) => (CARRIED, format!("carried{}", how())),
        Some(State::Provisional) => (PROVISIONAL, format!("provisional, no quorum{}", how())),
        Some(State::NotCarried) if top => (AGAINST_BY_TOP_MANAGEMENT, format!("decided against {}", by())),
        Some(State::NotCarried) => (NOT_CARRIED, format!("not carried{}", how())),
        Some(State::Superseded) => {
            let by = view.superseded_by().and_then(|id| proceedings.decisions.iter().find(|one| one.id == id));
            let by = by.map_or(String::new(), |by| format!(" by {}", by.reference()));
            (SUPERSEDED, format!("superseded{by}"))
        }
        Some(State::Withdrawn) => (WITHDRAWN, "withdrawn".to_owned()),
        Some(State::Deferred) => (DEFERRED, "deferred".to_owned()),
        Some(State::Proposed | State::Put) | None => (PROPOSED, "proposed, not decided".to_owned()),
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
