//! What is done in an audit.

use crate::domain::audit;
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::finding::{self, Finding, FindingField};
use crate::store::view::named;
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Part, PartAt, Says, Way, Why};

use super::{Progress, checklist};

/// What is done in an audit.
pub static ALL: &[&Operation] = &[&ANSWER, &FINDING];

/// What is done with an item of the checklist.
pub static ON_CHECKLIST: &[&Operation] = &[&ANSWER, &FINDING];

static ITEM: Part = Part {
    name: "item",
    at: PartAt::Word,
    help: "A clause, a control, CK-7, or words of the question",
    find: |scene, name| checklist::find(scene.view, scene.record()?, name),
    of: |item| ChecklistItem::of(item).and_then(ChecklistItem::audit),
    usual: |_| Ok(None),
};

/// An item of the checklist is answered.
pub static ANSWER: Operation = Operation {
    title: "Not applicable: say why",
    help: "Answers an item of the checklist",
    asks: &[
        Ask::word(Item::Answer.field(), "answer", "What the answer is"),
        Ask::option(Item::Notes.field()),
        Ask::option(Item::ObjectiveEvidence.field()),
        Ask::option(Item::Because.field()),
        Ask::option(Item::Sampling.field()),
    ],
    ways: &[
        Way::at_once(&["c"], "Conforms", "It is as required").saying(&[(Item::Answer.field(), Answer::Conforms.key())]),
        Way::at_once(&["M"], "Major", "A major nonconformity; f then makes the finding")
            .saying(&[(Item::Answer.field(), Answer::Major.key())]),
        Way::at_once(&["m"], "Minor", "A minor nonconformity; f then makes the finding")
            .saying(&[(Item::Answer.field(), Answer::Minor.key())]),
        Way::at_once(&["o"], "Opportunity", "Nothing is wrong, and it could be better")
            .saying(&[(Item::Answer.field(), Answer::Opportunity.key())]),
        Way::at_once(&["p"], "Good practice", "It is done well")
            .saying(&[(Item::Answer.field(), Answer::Positive.key())]),
        Way::at_once(&["x"], "Not applicable", "It does not apply here; why is asked")
            .saying(&[(Item::Answer.field(), Answer::NotApplicable.key())])
            .form_if(|scene| {
                let item = ChecklistItem(scene.part()?);
                Ok(item.because().is_empty() && item.excluded().is_empty())
            })
            .only(&[Item::Because.field()]),
        Way::at_once(&["r"], "Not reached", "There was no time for it")
            .saying(&[(Item::Answer.field(), Answer::NotReached.key())]),
    ],
    why_not: |scene| Ok(Why::when(scene.any_part().is_none(), || "There is no checklist yet; C makes one".to_owned())),
    propose: |scene, said| {
        let answer = Answer::of_key(said.needed_choice(Item::Answer.field())?);
        let answer = answer.ok_or_else(|| Trouble::input("It is not said what the answer is"))?;
        let mut rest = said.values;
        rest.retain(|(field, value)| *field != Item::Answer.field() && value.is_some());
        Ok(checklist::answer(scene.part()?, answer, rest, scene.author()?.person, scene.now.today()))
    },
    says: |scene, _| {
        let Some(record) = scene.any_part() else { return Ok(Says::default()) };
        let item = ChecklistItem(record);
        let audit = item.audit().unwrap_or(record.id);
        let code = if item.code().is_empty() { record.reference().to_string() } else { item.code().to_owned() };
        let answer = item.answer().map_or(String::new(), |answer| answer.label().to_lowercase());
        let says = Says::beside([Progress::of(scene.view, audit)?.words()]).brief(format!("{code}: {answer}"));
        let calls = item.answer().and_then(Answer::grade).is_some() && item.finding().is_none();
        Ok(if calls { says.then(&FINDING, record.clone(), "makes the finding") } else { says })
    },
    ..Operation::new(&["answer", "not-applicable"], &audit::REGISTER, About::Part(&audit::REGISTER, &ITEM))
};

/// The finding of an answered item is made.
pub static FINDING: Operation = Operation {
    title: "New finding, graded as answered",
    help: "Makes the finding of an answered item of the checklist, graded as answered, and links it",
    asks: &[
        Ask::word(FindingField::Title.field(), "title", "The finding in one line"),
        Ask::option(FindingField::Statement.field()),
        Ask::option(FindingField::ObjectiveEvidence.field()),
        Ask::option(FindingField::Requirement.field()),
        Ask::worked_out(FindingField::Grade.field()),
        Ask::option(FindingField::System.field()),
        Ask::option(FindingField::Unit.field()),
        Ask::option(FindingField::RaisedOn.field()),
        Ask::option(FindingField::Owner.field()),
        Ask::option(FindingField::Due.field()),
        Ask::option(FindingField::Reference.field()),
        Ask::option(FindingField::Repeats.field()),
    ],
    ways: &[Way::form(&["f"], "Finding", "Make the finding of the item, graded as answered")],
    why_not: |scene| {
        let why = || "There is no checklist yet; C makes one".to_owned();
        let Some(item) = scene.any_record() else { return Ok(Why::when(true, why)) };
        checklist::finding_of(scene.view, item, scene.now.today()).map(|_| None)
    },
    starts: |scene| checklist::finding_of(scene.view, scene.record()?, scene.now.today()),
    propose: |scene, said| Ok(checklist::make_finding(scene.record()?, said.all(), scene.ambient)),
    says: |scene, outcome| {
        let made = outcome.changed.iter().find(|changed| *changed.register == finding::REGISTER);
        let Some(made) = made.map(|changed| scene.view.record(changed.id)).transpose()?.flatten() else {
            return Ok(Says::default());
        };
        let grade = Finding(&made).grade().map_or("", finding::Grade::label).to_lowercase();
        let says = Says::instead([format!("Made {} ({grade})", named(&made))]);
        Ok(says)
    },
    ..Operation::new(&["finding"], &audit::REGISTER, About::Record(&checklist_item::REGISTER))
};
