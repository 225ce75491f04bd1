//! Deciding: what was proposed is put to the meeting, voted on, ratified; what was undertaken before is confirmed.

use crate::domain::action;
use crate::domain::attendance::there;
use crate::domain::ballot::{Casting, Voting};
use crate::domain::decision::{self, Decision, DecisionField, State, Way as RecordedWay};
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::value::Value;
use crate::domain::vote::Ballot;
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::moves;
use crate::workflow::operation::{About, Ask, Given, LOOKED, Operation, Part, PartAt, Said, Says, Scene, Way, Why};
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::poll::{self, Saying};
use crate::workflow::review::{Proceedings, carried};

use super::{ACT, AGENDA_ITEM, PROPOSE, in_session};

pub(super) static PROPOSAL: Part = Part {
    name: "decision",
    at: PartAt::Word,
    help: "The proposal, such as D-21",
    find: |scene, name| {
        Reader::new(scene.view, scene.ambient, None)?.record(Target::Register(decision::REGISTER.name), name)
    },
    of: |decision| Decision::of(decision).and_then(Decision::review),
    usual: |_| Ok(None),
};

static AGAINST_ADVICE: Field = Field::new("against", "Against it", "Top management decides against it.", Kind::YesNo);
static RATIFIED: Field = Field::new("ratify", "Ratified", "It is ratified.", Kind::YesNo);

/// A proposal is decided without a vote.
pub static DECIDE: Operation = Operation {
    title: "Decide",
    help: "Puts a proposal to the meeting and decides it: nobody objects, or top management decides",
    more: "Puts a proposal to the meeting and decides it: nobody objects, or top management decides after the advice of \
           the meeting. Without a quorum it is provisional until a meeting with one ratifies it (--ratify).",
    asks: &[
        Ask::named(DecisionField::DecidedBy.field(), "top-management", "The person of top management who decides")
            .was(&["executive"]),
        Ask::named(DecisionField::Advice.field(), "advice", "What the meeting advised")
            .with(DecisionField::DecidedBy.field()),
        Ask::flag(&AGAINST_ADVICE, "against", "Top management decides against it")
            .with(DecisionField::DecidedBy.field()),
        Ask::flag(&RATIFIED, "ratify", "Ratifies what was decided without a quorum, in this or an earlier review")
            .without(DecisionField::DecidedBy.field()),
    ],
    ways: &[
        Way::at_once(&["c"], "Carried", "Put the selected proposal to the meeting as a motion: does anybody object?"),
        Way::form(
            &["b"],
            "Top management decides",
            "Top management decides the selected proposal after the advice of the meeting",
        )
        .titled("Top management decides")
        .once("executive")
        .unless(is_decided)
        .starting(|scene| {
            let proceedings = scene.proceedings()?;
            // The chair first, where they may.
            let chair = proceedings.review().leads();
            let here = there(&proceedings.meeting.roll).filter_map(|row| row.person());
            let mut top: Vec<_> = here.filter(|person| proceedings.meeting.is_top(*person)).collect();
            top.sort_by_key(|person| Some(*person) != chair);
            let top = top.into_iter().next();
            Ok(vec![(DecisionField::DecidedBy.field(), top.map(Value::Link))])
        }),
        Way::offered("Ratify", "It was decided without a quorum; now there is one.").saying(&[(&RATIFIED, "yes")]),
    ],
    why_not: |scene| match in_session(scene)? {
        None if is_provisional(scene.any_part()) => Ok(None),
        None => is_decided(scene),
        why => Ok(why),
    },
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let decision = meant(scene, proceedings)?;
        if said.yes(&RATIFIED) {
            return Ok(decide::ratify(proceedings, decision, scene.ambient));
        }
        of_this_review(decision, proceedings)?;
        let by = DecisionField::DecidedBy.field();
        let how = if said.has(by) {
            let advice = said.words(DecisionField::Advice.field()).to_owned();
            Deciding::TopManagement { by: said.needed_link(by)?, advice, in_favour: !said.yes(&AGAINST_ADVICE) }
        } else {
            Deciding::NoObjection
        };
        Ok(decide::decide(proceedings, decision, &how, scene.ambient))
    },
    says: |scene, _| Ok(told(scene)),
    ..Operation::new(&["decide"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

/// The ways of deciding.
pub const CARRIED: usize = 0;
pub const BY_TOP_MANAGEMENT: usize = 1;
pub const RATIFY: usize = 2;

pub(super) static OPPOSED: Field = members("against", "Against", "Those who vote against it.");
pub(super) static ABSTAINING: Field = members("abstaining", "Abstaining", "Those who abstain.");
static RECUSED: Field = members("recused", "Recused", "Those who recuse themselves.");

const fn members(name: &'static str, label: &'static str, help: &'static str) -> Field {
    Field::new(name, label, help, Kind::Links(Target::Register("person")))
}

pub(super) static IN_FAVOUR: Field = members("for", "For", "Those who vote for it.");
/// How many were for, against and abstaining, as it is typed.
pub static COUNT: Field =
    Field::new("count", "Count", "For it, against it, abstaining, as the chair declares them: 6-1-2.", Kind::Text);
static BY_NAME: Field = Field::new("by_name", "By name", "Everybody is asked by name.", Kind::YesNo);
/// The chair's declaration of those who said nothing.
pub static REST: Field =
    Field::new("rest", "The rest in favour", "The chair declares the rest in favour.", Kind::YesNo);

/// A proposal is voted on.
pub static VOTE: Operation = Operation {
    title: "Vote",
    help: "Puts a proposal to the vote: by count, as the chair declares it, or by name",
    more: "Puts a proposal to the vote: by count, as the chair declares it (--count 6-1-2: for it, against it, \
           abstaining), with those named who ask for it; or by name. Everybody is still to say at first; --rest is the \
           chair's declaration that the rest is in favour. Those recused are counted out. A tie that the chair decides \
           waits for “cast”, and until then the vote can be taken anew.",
    asks: &[
        Ask::named(&COUNT, "count", "How many are for it, against it, and abstaining: 6-1-2").without(&REST),
        Ask::flag(&REST, "rest", "The chair declares the rest in favour"),
        Ask::flag(&BY_NAME, "by-name", "Everybody is asked by name, where the committee counts").without(&COUNT),
        Ask::named(&IN_FAVOUR, "for", "Those who vote for it").in_order(),
        Ask::named(&OPPOSED, "against", "Those who vote against it").in_order(),
        Ask::named(&ABSTAINING, "abstaining", "Those who abstain").in_order(),
        Ask::named(
            &RECUSED,
            "recused",
            "Those who recuse themselves; those who declared an interest are recused already",
        )
        .in_order(),
        Ask::named(DecisionField::DeclaredBy.field(), "declared-by", "Who declares it [default: the chair]"),
    ],
    ways: &[Way::form(&["v"], "Vote", "Put the selected proposal to the vote")],
    why_not: |scene| match in_session(scene)? {
        None => is_decided(scene),
        why => Ok(why),
    },
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let decision = meant(scene, proceedings)?;
        of_this_review(decision, proceedings)?;
        let poll = saying(&said)?.whole(proceedings, Decision(decision).item())?;
        Ok(decide::decide(proceedings, decision, &Deciding::Vote(poll), scene.ambient))
    },
    says: |scene, _| Ok(told(scene)),
    ..Operation::new(&["vote"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

pub(super) fn saying(said: &Said) -> Result<Saying, Trouble> {
    let marked = [
        (&IN_FAVOUR, Ballot::For),
        (&OPPOSED, Ballot::Against),
        (&ABSTAINING, Ballot::Abstaining),
        (&RECUSED, Ballot::Recused),
    ];
    let named = marked.iter().flat_map(|(field, ballot)| said.links(field).iter().map(|one| (*one, *ballot)));
    let typed = said.words(&COUNT);
    let counted = poll::figures(typed);
    if counted.is_none() && !typed.is_empty() {
        return Err(Why::of(
            &COUNT,
            format!("“{typed}” is no count; type those for it, against it and abstaining: 6-1-2"),
        )
        .into());
    }
    Ok(Saying {
        voting: said.yes(&BY_NAME).then_some(Voting::Name),
        counted,
        named: named.collect(),
        rest: said.yes(&REST),
        declared_by: said.link(DecisionField::DeclaredBy.field()),
    })
}

/// The chair decides a tie.
pub static CAST: Operation = Operation {
    title: "The chair's casting vote",
    help: "The chair decides a tie, or leaves it",
    asks: &[Ask::word(DecisionField::Casting.field(), "casting", "for, against, or none: then the tie fails")],
    ways: &[
        Way::form(&[], "The chair's casting vote", "There is a tie, which the chair decides.").unless(is_no_tie),
        Way::offered("The chair is for it", "There is a tie: the chair's casting vote carries it.")
            .saying(&[(DecisionField::Casting.field(), Casting::For.key())]),
        Way::offered("The chair is against it", "There is a tie: with the chair's casting vote it is not carried.")
            .saying(&[(DecisionField::Casting.field(), Casting::Against.key())]),
        Way::offered("The chair casts no vote", "The tie fails: it is not carried.")
            .saying(&[(DecisionField::Casting.field(), Casting::None.key())]),
    ],
    why_not: |scene| match in_session(scene)? {
        None => is_no_tie(scene),
        why => Ok(why),
    },
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let decision = meant(scene, proceedings)?;
        of_this_review(decision, proceedings)?;
        if let Some(why) = is_no_tie(scene)? {
            return Err(why.into());
        }
        let casting = said.needed_choice(DecisionField::Casting.field())?;
        let how = Casting::of_key(casting).map(Deciding::Tie).ok_or_else(|| Trouble::input(casting))?;
        Ok(decide::decide(proceedings, decision, &how, scene.ambient))
    },
    says: |scene, _| Ok(told(scene)),
    ..Operation::new(&["cast"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

/// The ways of deciding a tie.
pub const TIE: [usize; 3] = [1, 2, 3];

/// Whether a proposal was voted on with a tie that waits for the chair.
pub fn is_tied(decision: &Record) -> bool {
    let view = Decision(decision);
    view.state() == Some(State::Put) && view.way() == Some(RecordedWay::Vote) && !view.count().is_empty()
}

fn is_no_tie(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let Some(decision) = scene.any_part() else { return is_decided(scene) };
    Ok(Why::when(!is_tied(decision), || format!("{} has no tie that waits for the chair", decision.reference())))
}

/// The decision that is meant, as it was looked at.
pub(super) fn meant<'a>(scene: &'a Scene, proceedings: &'a Proceedings) -> Result<&'a Record, Trouble> {
    let part = scene.part()?;
    Ok(proceedings.decisions.iter().find(|one| one.id == part.id).unwrap_or(part))
}

fn of_this_review(decision: &Record, proceedings: &Proceedings) -> Result<(), Trouble> {
    if Decision(decision).review() == Some(proceedings.id()) {
        return Ok(());
    }
    let (decision, review) = (decision.reference(), proceedings.meeting.review.reference());
    Err(Trouble::Input(format!("{decision} is no proposal of {review}")))
}

fn is_provisional(decision: Option<&Record>) -> bool {
    decision.is_some_and(|decision| Decision(decision).state() == Some(State::Provisional))
}

/// Why a proposal is not decided now: there is none, or it was decided.
fn is_decided(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let Some(decision) = scene.any_part() else {
        return Ok(Some(Why::until("No proposal is selected", &PROPOSE, "words one")));
    };
    let open = matches!(Decision(decision).state(), Some(State::Proposed | State::Put));
    Ok(Why::when(!open, || format!("{} is decided already", decision.reference())))
}

fn told(scene: &Scene) -> Says {
    let Some(decision) = scene.any_part() else { return Says::default() };
    if is_tied(decision) {
        let says = Says::instead([format!("{}: {}", decision.reference(), Decision(decision).count())]);
        return match scene.any_record().cloned() {
            Some(review) => says.then_of(&CAST, review, decision.clone(), "decides it"),
            None => says,
        };
    }
    let view = Decision(decision);
    let (reference, state) = (decision.reference(), decision.state_label().unwrap_or_default().to_lowercase());
    let top = view.way() == Some(RecordedWay::TopManagement);
    let result = match view.state() {
        _ if view.ratified_in().is_some() => "ratified".to_owned(),
        Some(State::Provisional) => "carried provisionally, without a quorum".to_owned(),
        Some(State::Carried) if top => "decided by top management".to_owned(),
        Some(State::NotCarried) if top => "decided against by top management".to_owned(),
        _ => state,
    };
    // Of the arithmetic, who said what.
    let count = view.count().split(';').next().filter(|count| !count.is_empty());
    let count = count.map_or(String::new(), |count| format!(", {count}"));
    let says = Says::default().brief(format!("{reference} is {result}{count}"));
    let holds = view.state().is_some_and(State::holds);
    match scene.any_record().cloned() {
        Some(review) if holds => says.then_of(&ACT, review, decision.clone(), "agrees an action from it"),
        Some(review) => says.then(&AGENDA_ITEM, review, "goes on"),
        None => says,
    }
}

static DONE: Field =
    Field::new("actions", "Actions", "The actions that were done.", Kind::Links(Target::Register("action")));

/// What is said where these actions are confirmed.
pub fn of_actions(actions: &[RecordId]) -> Vec<Given> {
    vec![(&DONE, Some(Value::Links(actions.to_vec())))]
}

/// The meeting confirms what was done.
pub static CONFIRM: Operation = Operation {
    title: "Confirm what was done",
    help: "Confirms actions that were done: all ordinary ones in one stroke, corrective ones one by one",
    asks: &[
        Ask::words(&DONE, "action", "Which [default: all that are done, but for corrective actions]").in_order(),
        Ask::flag(&LOOKED, LOOKED.name, LOOKED.help),
    ],
    ways: &[Way::at_once(
        &["C"],
        "Confirm what was done",
        "The meeting confirms all actions that are done; corrective ones one by one",
    )],
    why_not: in_session,
    propose: |scene, said| {
        let named = said.links(&DONE);
        let actions = if named.is_empty() {
            carried::to_confirm(scene.view)?
        } else {
            let found = named.iter().map(|id| scene.view.record(*id)).filter_map(Result::transpose);
            found.collect::<Result<Vec<_>, _>>()?
        };
        let mut confirmed = decide::confirm(scene.proceedings()?, &actions)?;
        if said.yes(&LOOKED) {
            let by = scene.author()?.person;
            confirmed.acts.splice(..0, moves::looked(scene.view, &actions, by, scene.now.today())?);
        }
        Ok(confirmed)
    },
    nothing: Some(|_| Ok("No action waits to be confirmed in one stroke".to_owned())),
    says: |_, outcome| {
        let confirmed = outcome.changed.iter().filter(|one| *one.register == action::REGISTER).count();
        Ok(Says::default().brief(format!("Confirmed as done: {confirmed}")))
    },
    ..Operation::new(&["confirm"], &REGISTER, About::Record(&REGISTER))
};
