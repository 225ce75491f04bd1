//! Putting right what was decided: the vote, by chair and secretary; the spelling; the words, by another decision.

use crate::domain::attestation::Confirmation;
use crate::domain::ballot::{Casting, Outcome};
use crate::domain::decision::{Decision, DecisionField, State};
use crate::domain::review::REGISTER;
use crate::domain::value::Value;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Given, NEEDED_REASON, Operation, Says, Scene, Way, Why};
use crate::workflow::review::correct::{self, Corrected};

use super::decide::{ABSTAINING, COUNT, IN_FAVOUR, OPPOSED, PROPOSAL, meant, saying};
use super::{changed, is_over, is_past};

/// A vote that was taken down wrongly is put right.
pub static CORRECT: Operation = Operation {
    title: "Correct the vote",
    help: "Chair and secretary put a vote right that was taken down wrongly; the minutes tell what stood",
    more: "Chair and secretary put a vote right that was taken down wrongly, until the minutes are approved: those whose vote \
           was another one are named, or the count is said anew; the other votes stand. The result follows from who was \
           there when it was decided, and the minutes tell what stood, what stands, why, and that both agreed. After the \
           minutes are approved there is an addendum.",
    asks: &[
        Ask::named(&COUNT, "count", "How many were for it, against it, and abstaining: 6-1-2"),
        Ask::named(&IN_FAVOUR, "for", "Those who voted for it").in_order(),
        Ask::named(&OPPOSED, "against", "Those who voted against it").in_order(),
        Ask::named(&ABSTAINING, "abstaining", "Those who abstained").in_order(),
        Ask::option(DecisionField::Casting.field()),
        Ask::named(DecisionField::TakenBackHow.field(), "how", "How chair and secretary agreed to it").needed(),
        Ask::option(&NEEDED_REASON).needed(),
    ],
    ways: &[Way::form(
        &[],
        "Correct the vote",
        "It was taken down wrongly: chair and secretary put it right together.",
    )],
    why_not: |scene| match is_over(scene)? {
        None => Ok(scene.any_part().and_then(correct::why_not).map(Why::is)),
        why => Ok(why),
    },
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let decision = meant(scene, proceedings)?;
        if let Some(why) = correct::why_not(decision) {
            return Err(Why::is(why).into());
        }
        let anew = saying(&said)?;
        let corrected = Corrected {
            counted: anew.counted,
            named: anew.named,
            casting: said.choice(DecisionField::Casting.field()).and_then(Casting::of_key),
            how: said.choice(DecisionField::TakenBackHow.field()).and_then(Confirmation::of_key),
        };
        let (proposal, count) = correct::vote(scene.view, proceedings, decision, &corrected, scene.ambient)?;
        if count.outcome == Outcome::Tied {
            return Err(Why::of(DecisionField::Casting.field(), format!("{}: say how", count.words)).into());
        }
        Ok(proposal)
    },
    says: |scene, _| {
        let told = scene.any_part().map(|one| format!("{}: {}", one.reference(), Decision(one).count()));
        Ok(Says::instead(told))
    },
    ..Operation::new(&["correct"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

/// The spelling of a decision is put right.
pub static RESPELL: Operation = Operation {
    title: "Correct the spelling",
    help: "Puts a slip of the hand right in what was decided: result and votes stand",
    asks: &[Ask::word(DecisionField::Text.field(), "text", "The words, spelled right")],
    ways: &[Way::form(
        &[],
        "Correct the spelling",
        "A slip of the hand: result and votes stand, the words of before are kept.",
    )],
    why_not: |scene| match is_over(scene)? {
        None => Ok(no_result(scene)),
        why => Ok(why),
    },
    starts: words,
    propose: |scene, said| {
        if let Some(why) = no_result(scene) {
            return Err(why.into());
        }
        let decision = meant(scene, scene.proceedings()?)?;
        Ok(correct::respell(decision, said.needed_words(DecisionField::Text.field())?))
    },
    ..Operation::new(&["respell"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

/// A decision is worded anew.
pub static WORD_ANEW: Operation = Operation {
    title: "Word it anew",
    help: "Proposes a decision in other words, which supersede it in the act by which they are carried",
    asks: &[Ask::word(DecisionField::Text.field(), "text", "What is decided, in the words that stand in the minutes")],
    ways: &[Way::form(
        &[],
        "Word it anew",
        "It is proposed in other words, and decided anew; once carried they supersede it.",
    )],
    why_not: |scene| match is_past(scene)? {
        None => Ok(does_not_hold(scene)),
        why => Ok(why),
    },
    starts: words,
    propose: |scene, said| {
        if let Some(why) = does_not_hold(scene) {
            return Err(why.into());
        }
        let old = scene.part()?;
        let words = said.needed_words(DecisionField::Text.field())?;
        Ok(correct::reword(scene.proceedings()?, old, words, scene.ambient))
    },
    says: |scene, outcome| {
        let made = changed(scene, outcome, &crate::domain::decision::REGISTER)?;
        Ok(made.map_or_else(Says::default, |one| Says::default().brief(format!("{} is proposed", one.reference()))))
    },
    ..Operation::new(&["word-anew"], &REGISTER, About::Part(&REGISTER, &PROPOSAL))
};

fn words(scene: &Scene) -> Result<Vec<Given>, Trouble> {
    let text = scene.any_part().map(|one| Value::Text(one.title().to_owned()));
    Ok(vec![(DecisionField::Text.field(), text)])
}

fn no_result(scene: &Scene) -> Option<Why> {
    let decision = scene.any_part()?;
    let decided = matches!(Decision(decision).state(), Some(State::Carried | State::Provisional | State::NotCarried));
    Why::when(!decided, || format!("{} has no result; its words are edited", decision.reference()))
}

fn does_not_hold(scene: &Scene) -> Option<Why> {
    let decision = scene.any_part()?;
    let holds = Decision(decision).state().is_some_and(State::holds);
    let is = || decision.state_label().unwrap_or_default().to_lowercase();
    Why::when(!holds, || format!("{} is {}: what holds is worded anew", decision.reference(), is()))
}
