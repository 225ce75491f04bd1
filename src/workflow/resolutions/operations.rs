//! What is done with a written resolution beside what every register can do: it is answered, and the answers are counted.

use crate::domain::attestation::Confirmation;
use crate::domain::resolution::{REGISTER, Resolution, State};
use crate::domain::resolution_answer::ResolutionAnswerField;
use crate::domain::value::Value;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Preview, Says, Scene, Way, Why};

use super::Told;

/// What is done with a written resolution.
pub static ALL: &[&Operation] = &[&ANSWER, &SETTLE];

/// Somebody answers, or answers otherwise than before.
pub static ANSWER: Operation = Operation {
    title: "Answer in writing",
    help: "Records what somebody who is entitled answers to a written resolution; the last answer counts",
    asks: &[
        Ask::word(ResolutionAnswerField::Person.field(), "person", "Who answers"),
        Ask::word(
            ResolutionAnswerField::Reply.field(),
            "answer",
            "What they answer: for, against, abstaining, recused",
        ),
        Ask::option(ResolutionAnswerField::How.field()),
        Ask::option(ResolutionAnswerField::AnsweredOn.field()),
        Ask::option(ResolutionAnswerField::Words.field()),
    ],
    ways: &[Way::form(&["R"], "Answer", "Record what somebody answers to the resolution, on which day and how")],
    why_not: is_open,
    among: Some(|scene| {
        // Those who are waited for come first.
        let told = Told::of(scene.view, scene.record()?.clone())?;
        let entitled = told.silent.iter().copied().chain(told.answers.iter().map(|one| one.person));
        Ok(vec![(ResolutionAnswerField::Person.field(), entitled.collect())])
    }),
    starts: |scene| {
        Ok(vec![
            (ResolutionAnswerField::How.field(), Some(Value::Choice(Confirmation::Message.key()))),
            (ResolutionAnswerField::AnsweredOn.field(), Some(Value::Date(scene.now.today()))),
        ])
    },
    propose: |scene, said| {
        let fields = said.all();
        Ok(super::answered(scene.view, scene.record()?, fields, scene.ambient)?)
    },
    says: |scene, _| {
        let Some(record) = scene.any_record() else { return Ok(Says::default()) };
        let told = Told::of(scene.view, record.clone())?;
        Ok(Says::beside([told.words()]).brief(format!("{}: {}", record.reference(), told.words())))
    },
    ..Operation::new(&["answer"], &REGISTER, About::Record(&REGISTER))
};

/// The answers are counted: it is carried, not carried, or lapses.
pub static SETTLE: Operation = Operation {
    title: "Count the answers",
    help: "Counts the answers to a written resolution: it is carried, not carried, or lapses after its closing day",
    more: "Counts the answers to a written resolution. It is carried as soon as so many of all who are entitled are for it as \
           its basis asks for, and not carried once that can't be reached any more; otherwise it lapses after its closing day. \
           What is carried about policy or scope opens a planned change (6.3). The minutes of the next meeting tell of it.",
    ways: &[Way::at_once(&["#"], "Count", "Count the answers: the resolution is carried, not carried, or lapses")],
    why_not: is_open,
    previews: Some(|scene, _| {
        let told = Told::of(scene.view, scene.record()?.clone())?;
        let (reference, words) = (told.record.reference(), told.words());
        let would = match told.count {
            count if count.is_reached() => format!("{reference} is carried by that"),
            count if count.is_beyond_reach() => format!("{reference} is not carried by that"),
            _ => format!("{reference} lapses by that, once its closing day is over"),
        };
        Ok(Preview {
            question: format!("Count the answers to {reference}?"),
            yes: "Count them",
            brief: vec![words.clone(), format!("{would}, and nobody answers any more.")],
            lines: Vec::new(),
            would: format!("{words}; {would}"),
        })
    }),
    propose: |scene, _| Ok(super::settles(scene.view, scene.record()?, scene.ambient)?),
    says: |scene, _| {
        let now = scene.any_record().map(|record| scene.view.record(record.id)).transpose()?.flatten();
        let Some(record) = now else { return Ok(Says::default()) };
        let state = record.state_label().unwrap_or_default().to_lowercase();
        let words = format!("{} is {state}: {}", record.reference(), Resolution(&record).count());
        Ok(Says::beside([Resolution(&record).count().to_owned()]).brief(words))
    },
    ..Operation::new(&["settle"], &REGISTER, About::Record(&REGISTER))
};

fn is_open(scene: &Scene) -> Result<Option<Why>, Trouble> {
    let state = Resolution(scene.record()?).state();
    let words = || match state {
        Some(State::Draft) => "It was not sent out yet".to_owned(),
        state => format!("It is {}", state.map_or("", State::label).to_lowercase()),
    };
    Ok(Why::when(state != Some(State::Open), words))
}
