//! What is done in an audit.

use crate::domain::audit::{self, Audit};
use crate::domain::audit_area::{self, AuditArea};
use crate::domain::audit_programme::{
    self, AuditProgramme, AuditProgrammeField as Programme, AuditProgrammeMove, Method,
};
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::field::{Field, Kind};
use crate::domain::finding::{self, Finding, FindingField};
use crate::domain::nonconformity::{self, NonconformityField as Case};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::counted;
use crate::domain::system::Tier;
use crate::domain::value::Value;
use crate::store::list::Filter;
use crate::store::view::named;
use crate::store::{Ambient, Error, Outcome, View};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Given, Next, Operation, Part, PartAt, Said, Says, Scene, Way, Why, own};
use crate::workflow::place::Spot;

use super::checklist::{Wanted, Which};
use super::drawing::{self, By};
use super::rest::REST;
use super::{Progress, checklist, checklist_of, raise, universe};

/// What is done in an audit, in the order in which it is done.
pub static ALL: &[&Operation] = &[&FROM_SYSTEMS, &DRAW, &CHECKLIST, &ANSWER, &REST, &FINDING, &RAISE];

/// What is done on the audits.
pub static ON_AUDITS: Spot =
    Spot { label: "On the audits", topic: "auditing", operations: &[&RAISE, &CHECKLIST, &DRAW], rarer: &[] };

/// What is done with an item of the checklist.
pub static ON_CHECKLIST: Spot =
    Spot { label: "On an audit's checklist", topic: "auditing", operations: &[&ANSWER, &FINDING], rarer: &[&REST] };

/// The systems in scope are put into the audit universe.
pub static FROM_SYSTEMS: Operation = Operation {
    title: "Areas from the systems",
    help: "Adds an area for each system in scope in each of its units, where there is none yet, with its tier",
    ways: &[Way::offered(
        "Areas from the systems",
        "Add an area for each system in scope in each of its units, with its tier",
    )],
    propose: |scene, _| Ok(universe::from_systems(scene.view, scene.ambient)?.proposal),
    says: |scene, outcome| {
        let count = outcome.changed.len();
        let areas = if count == 1 { "area" } else { "areas" };
        let mut named = Vec::new();
        for changed in [outcome.changed.first(), outcome.changed.last().filter(|_| count > 1)].into_iter().flatten() {
            named.extend(scene.view.reference(changed.id)?.map(|reference| reference.to_string()));
        }
        let added = format!("Added {count} {areas} to the audit universe: {}", named.join(" to "));
        Ok(Says::instead(std::iter::once(added).chain(differing(scene.view, scene.ambient)?)))
    },
    nothing: Some(|scene| {
        let nothing = "Every system in scope has its area already.".to_owned();
        let told: Vec<String> = std::iter::once(nothing).chain(differing(scene.view, scene.ambient)?).collect();
        Ok(told.join("\n"))
    }),
    ..Operation::new(&["from-systems"], &audit_area::REGISTER, About::Nothing)
};

/// What is said of each area whose tier is no longer that of its system.
fn differing(view: View, ambient: &Ambient) -> Result<Vec<String>, Error> {
    let told = |area: &Record| {
        let tier = AuditArea(area).tier().map_or("no tier", Tier::label).to_lowercase();
        format!("{} is of another tier ({tier}) than its system; put its tier right", named(area))
    };
    Ok(universe::from_systems(view, ambient)?.differing.iter().map(told).collect())
}

/// The areas of a programme are chosen by its method.
pub static DRAW: Operation = Operation {
    title: "Draw the sample by judgement",
    help: "Chooses the areas by the method of the programme, and records seed, strata and what it means",
    asks: &[
        Ask::named(
            Programme::Seed.field(),
            "seed",
            "The number from which chance is drawn, in place of one that chance gives",
        )
        .not_in_form(),
        Ask::named(Programme::Sample.field(), "areas", "The areas, where they are chosen by judgement: AA-1,AA-4"),
    ],
    ways: &[Way::at_once(
        &["d"],
        "Draw the sample",
        "Draw the sample of the programme by its method, at random where that says so",
    )
    .form_if(|scene| Ok(AuditProgramme(scene.record()?).method() == Some(Method::Judgement)))],
    why_not: |scene| {
        let programme = scene.record()?;
        if AuditProgramme(programme).state() == Some(audit_programme::State::Draft) {
            return Ok(None);
        }
        let state = programme.state_label().unwrap_or_default().to_lowercase();
        let first = own::moving(&audit_programme::REGISTER, AuditProgrammeMove::Reopen);
        let first = first.map(|reopen| (reopen, "takes it back to draft"));
        Ok(Some(Why { first, ..Why::is(format!("{} is {state} already", programme.reference())) }))
    },
    propose: |scene, said| {
        let mut areas = said.links(Programme::Sample.field()).to_vec();
        areas.sort_unstable();
        areas.dedup();
        let seed = Programme::Seed.field();
        let by = match said.get(seed) {
            Some(_) if !areas.is_empty() => {
                return Err(Why::of(seed, "Areas that are named are not drawn by a seed").into());
            }
            Some(Value::Number(number)) => {
                let number = u32::try_from(*number);
                By::Seed(number.map_err(|_| Why::of(seed, format!("A seed is a number from 0 to {}", u32::MAX)))?)
            }
            _ if !areas.is_empty() => By::Names(areas),
            _ => By::Chance(drawing::seed(scene.ambient)?),
        };
        Ok(drawing::draw(scene.view, scene.record()?, &by)?.1)
    },
    says: |scene, _| {
        let Some(record) = scene.any_record() else { return Ok(Says::default()) };
        let (one, reference) = (AuditProgramme(record), record.reference());
        let names = one.sample().iter().map(|id| Ok(format!("  {}", scene.view.name_of(*id)?)));
        let mut lines = vec![one.account().to_owned(), String::new()];
        lines.extend(names.collect::<Result<Vec<_>, Error>>()?);
        lines.push("The choice can be checked, and is then approved.".to_owned());
        let approve = own::moving(&audit_programme::REGISTER, AuditProgrammeMove::Approve);
        let next = |operation| Next { operation, record: record.clone(), part: None, does: "approves the choice" };
        let (chosen, count) = (one.sample().len(), one.universe().len());
        let seed = one.seed().map_or(String::new(), |seed| format!(", by seed {seed}"));
        let says = Says::instead(lines).brief(format!("{reference}: {chosen} of {count} areas chosen{seed}"));
        Ok(Says { next: approve.map(next).into_iter().collect(), ..says })
    },
    ..Operation::new(&["draw", "areas"], &audit_programme::REGISTER, About::Record(&audit_programme::REGISTER))
};

static CLAUSES: Field =
    Field::new("clauses", "Clauses", "Which clauses: all, none, or 9.2,10; 9 stands for all of 9", Kind::Text);

static CONTROLS: Field = Field::new(
    "controls",
    "Controls",
    "Which controls, the organisation's own among them: all, none, applicable (without those that are not applicable), or \
     A.6.2.4,A.10",
    Kind::Text,
);

static OWN: Field =
    Field::new("own", "Questions of your own", "A question of your own; repeat it for more", Kind::LongText);

/// The checklist of an audit is made, or what it lacks is added.
pub static CHECKLIST: Operation = Operation {
    title: "Checklist",
    help: "Makes the checklist from the clauses and the controls, adds what it lacks, or shows it",
    more: "Makes the checklist of an audit, or adds what it lacks; what is there stays as it is. Without a choice it is \
           made from all 32 clauses and from every control. A control that the statement of applicability leaves out \
           stands on it as not applicable, with the justification.",
    asks: &[Ask::option(&CLAUSES), Ask::option(&CONTROLS), Ask::option(&OWN)],
    ways: &[
        Way::choice(
            &["C"],
            "Make the checklist",
            "Make the checklist of the audit from the clauses and the controls, or add what it lacks",
        ),
        Way::offered(
            "All clauses and every control",
            "What is there already stays as it is; a control that is not applicable stands there with its justification.",
        )
        .saying(&[(&CLAUSES, "all"), (&CONTROLS, "all")]),
        Way::offered("All clauses and the controls that apply", "Without the controls that are not applicable.")
            .saying(&[(&CLAUSES, "all"), (&CONTROLS, "applicable")]),
        Way::offered("All clauses", "The 32 clauses that ask for something.").saying(&[(&CLAUSES, "all")]),
        Way::offered("Every control", "The 38 of Annex A, and your own.").saying(&[(&CONTROLS, "all")]),
        Way::offered("The controls that apply", "Without the controls that are not applicable.")
            .saying(&[(&CONTROLS, "applicable")]),
    ],
    why_not: |scene| {
        let (record, audit) = (scene.record()?, Audit(scene.record()?));
        // What was reported before the file was kept can still be filled in.
        let over = audit.state() == Some(audit::State::Reported) && audit.adopted() != Some(true);
        Ok(Why::when(over, || format!("{} is reported; reopen it first", record.reference())))
    },
    propose: |scene, said| checklist::generate(scene.view, scene.record()?, &wanted(&said), scene.ambient),
    says: |scene, outcome| {
        let Some(record) = scene.any_record() else { return Ok(Says::default()) };
        let mut left_out = checklist_of(record.id);
        left_out.filters.push(Filter::one_of(Item::Answer.field(), &[Answer::NotApplicable.key()]));
        let left_out = scene.view.count(&left_out)?;
        let (count, all) = (outcome.changed.len(), Progress::of(scene.view, record.id)?.count);
        let added = format!("Added {} to the checklist of {}", counted(count, "item", "items"), record.reference());
        let mut lines = vec![format!("{added}; it has {all} now")];
        if left_out > 0 {
            lines.push(format!("Not applicable by the statement of applicability or by an answer: {left_out}"));
        }
        Ok(Says::instead(lines).brief(added).then(&ANSWER, record.clone(), "answers the first as conforming"))
    },
    nothing: Some(|scene| {
        let whose = scene.any_record().map_or(String::new(), |record| format!(" of {}", record.reference()));
        Ok(format!("The checklist{whose} has all of that already"))
    }),
    ..Operation::new(&["checklist"], &audit::REGISTER, About::Record(&audit::REGISTER))
};

/// What a checklist is to be made from; everything where nothing is said.
fn wanted(said: &Said) -> Wanted {
    if [&CLAUSES, &CONTROLS, &OWN].iter().all(|field| !said.has(field)) {
        return Wanted::ALL;
    }
    let own = said.words(&OWN).lines().map(str::to_owned).collect();
    Wanted { clauses: Which::of(said.words(&CLAUSES)), controls: Which::of(said.words(&CONTROLS)), own }
}

static ITEM: Part = Part {
    name: "item",
    at: PartAt::Word,
    help: "A clause, a control, CK-7, or words of the question",
    find: |scene, name| checklist::find(scene.view, scene.record()?, name),
    of: |item| ChecklistItem::of(item).and_then(ChecklistItem::audit),
    usual: |_| Ok(None),
};

const WHO: &[&Field] = &[Item::AnsweredBy.field()];

/// A key that answers at once; where it is typed by nobody who audits, it asks who gave the answer.
const fn given(key: &'static [&'static str], name: &'static str, help: &'static str) -> Way {
    Way::at_once(key, name, help).form_if(asks_who).only(WHO).starting(who)
}

fn asks_who(scene: &Scene) -> Result<bool, Trouble> {
    Ok(checklist::asks_who(Audit(scene.record()?), scene.author()?.person))
}

pub(super) fn who(scene: &Scene) -> Result<Vec<Given>, Trouble> {
    let likely = if asks_who(scene)? { checklist::likely(scene.view, scene.record()?)? } else { None };
    Ok(vec![(Item::AnsweredBy.field(), likely.map(Value::Link))])
}

/// An item of the checklist is answered.
pub static ANSWER: Operation = Operation {
    title: "Who gave the answer",
    help: "Answers an item of the checklist",
    more: "Answers an item of the checklist. Whoever audits answers as themself; whoever else types an answer says who of \
           the lead and the team gave it (--answered-by), and stands beside it as who recorded it. What a certification \
           body, a customer or an authority found is transcribed: nobody here gave it.",
    asks: &[
        Ask::word(Item::Answer.field(), "answer", "What the answer is"),
        Ask::option(Item::Notes.field()),
        Ask::option(Item::ObjectiveEvidence.field()),
        Ask::option(Item::Because.field()),
        Ask::option(Item::Sampling.field()),
        Ask::option(Item::AnsweredBy.field()),
    ],
    ways: &[
        given(&["c"], "Conforms", "It is as required").saying(&[(Item::Answer.field(), Answer::Conforms.key())]),
        given(&["M"], "Major", "A major nonconformity; f then makes the finding")
            .saying(&[(Item::Answer.field(), Answer::Major.key())]),
        given(&["m"], "Minor", "A minor nonconformity; f then makes the finding")
            .saying(&[(Item::Answer.field(), Answer::Minor.key())]),
        given(&["o"], "Opportunity", "Nothing is wrong, and it could be better")
            .saying(&[(Item::Answer.field(), Answer::Opportunity.key())]),
        given(&["p"], "Good practice", "It is done well").saying(&[(Item::Answer.field(), Answer::Positive.key())]),
        given(&["x"], "Not applicable", "It does not apply here; why is asked")
            .saying(&[(Item::Answer.field(), Answer::NotApplicable.key())])
            .form_if(|scene| {
                let item = ChecklistItem(scene.part()?);
                Ok(item.because().is_empty() && item.not_applicable_because().is_empty() || asks_who(scene)?)
            })
            .titled("Not applicable: say why")
            .only(&[Item::Because.field(), Item::AnsweredBy.field()]),
        given(&["r"], "Not audited", "There was no time for it")
            .saying(&[(Item::Answer.field(), Answer::NotAudited.key())]),
    ],
    why_not: |scene| Ok(scene.any_part().is_none().then(no_checklist)),
    propose: |scene, said| {
        let answer = Answer::of_key(said.needed_choice(Item::Answer.field())?);
        let answer = answer.ok_or_else(|| Trouble::input("It is not said what the answer is"))?;
        let named = said.link(Item::AnsweredBy.field());
        let by = named.or(checklist::answerer(Audit(scene.record()?), scene.author()?.person));
        let mut rest = said.values;
        let own = [Item::Answer.field(), Item::AnsweredBy.field()];
        rest.retain(|(field, value)| !own.contains(field) && value.is_some());
        Ok(checklist::answer(scene.part()?, answer, rest, by, scene.now.today()))
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

/// Why nothing is done with an item.
pub(super) fn no_checklist() -> Why {
    Why::until("There is no checklist yet", &CHECKLIST, "makes one")
}

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
        let Some(item) = scene.any_record() else { return Ok(Some(no_checklist())) };
        checklist::finding_of(scene.view, item, scene.now.today()).map(|_| None)
    },
    starts: |scene| checklist::finding_of(scene.view, scene.record()?, scene.now.today()),
    propose: |scene, said| Ok(checklist::make_finding(scene.record()?, said.all(), scene.ambient)),
    says: |scene, outcome| {
        let Some(made) = made(outcome, &finding::REGISTER, scene.view)? else { return Ok(Says::default()) };
        let grade = Finding(&made).grade().map_or("", finding::Grade::label).to_lowercase();
        Ok(Says::instead([format!("Made {} ({grade})", named(&made))]))
    },
    ..Operation::new(&["finding"], &audit::REGISTER, About::Record(&checklist_item::REGISTER))
};

/// The nonconformity is raised from a finding.
pub static RAISE: Operation = Operation {
    title: "Raise the nonconformity",
    help: "Raises the nonconformity from a finding, with the deadlines of whoever audits",
    more: "Raises the nonconformity from a major or minor finding: requirement, statement, evidence and grade go with \
           it, the deadlines that fit the audit are counted from its last day, or from the day on which it is raised \
           where that comes first, and both are linked.",
    asks: &[
        Ask::option(Case::Title.field()),
        Ask::option(Case::Owner.field()),
        Ask::option(Case::OccurredOn.field()),
        Ask::option(Case::RaisedOn.field()),
        Ask::option(Case::RaisedBy.field()),
        Ask::option(Case::PlanDue.field()),
        Ask::option(Case::Due.field()),
        Ask::option(Case::StaysMinor.field()),
    ],
    ways: &[Way::at_once(&["R"], "Raise", "Raise the nonconformity from the finding, and go to it")],
    propose: |scene, said| {
        let by = scene.author()?.person;
        Ok(raise::raise(scene.view, scene.record()?, said.all(), by, scene.ambient)?)
    },
    says: |scene, outcome| {
        let made = made(outcome, &nonconformity::REGISTER, scene.view)?;
        let (Some(finding), Some(made)) = (scene.any_record(), made) else { return Ok(Says::default()) };
        let (days, counted) = match raise::deadlines(scene.view, finding)? {
            Ok(deadlines) => (deadlines.words(), format!("Deadlines: {}", deadlines.words())),
            Err(why) => (why.clone(), why),
        };
        let from = finding.reference();
        let says = Says::instead([format!("Raised {} from {from}", named(&made)), counted]);
        let says = says.brief(format!("{from} is raised as a nonconformity: {days}"));
        Ok(Says { shows: Some(made), ..says })
    },
    ..Operation::new(&["raise"], &audit::REGISTER, About::Record(&finding::REGISTER))
};

/// The record of a register that was made.
fn made(outcome: &Outcome, register: &Register, view: View) -> Result<Option<Record>, Error> {
    let made = outcome.changed.iter().find(|changed| changed.register == register);
    made.map_or(Ok(None), |changed| view.record(changed.id))
}
