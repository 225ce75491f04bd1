//! Checklists: made from the clauses and from the controls with their applicability, answered item by item, turned into
//! findings.

mod sheet;

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::domain::audit::Audit;
use crate::domain::checklist_item::{self, Answer, ChecklistItem, ChecklistItemField as Item, Type};
use crate::domain::control::{self, Control};
use crate::domain::field::{Field, Tone};
use crate::domain::finding::{self, FindingField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::standard::{CLAUSES, CONTROLS, Node, stands_below};
use crate::domain::value::Value;
use crate::store::list::Query;
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::operation::Why;
use crate::workflow::sheet::Sign;

use crate::workflow::audits::operations::CHECKLIST;

pub use sheet::LIST;

/// Which of the clauses or controls are asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    None,
    All,
    /// Of the controls, those that the statement of applicability does not leave out.
    Applicable,
    /// These, and what stands below them: `9.2` stands for 9.2.1 and 9.2.2.
    Named(Vec<String>),
}

impl Which {
    /// Those that somebody names: all of them, none, those that apply, or some by their numbers.
    pub fn of(words: &str) -> Self {
        match words.trim() {
            "" | "none" => Self::None,
            "all" => Self::All,
            "applicable" => Self::Applicable,
            named => {
                let names = named.split(',').map(str::trim).filter(|name| !name.is_empty());
                Self::Named(names.map(str::to_owned).collect())
            }
        }
    }
}

/// What a checklist is made from.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub clauses: Which,
    pub controls: Which,
    /// Questions of the organisation's own.
    pub own: Vec<String>,
}

impl Wanted {
    /// Every clause and every control.
    pub const ALL: Self = Self { clauses: Which::All, controls: Which::All, own: Vec::new() };
}

/// Where the places of each kind begin, so that what is added later stands in its order.
const CONTROLS_FROM: i64 = 101;
const OWN_CONTROLS_FROM: i64 = 201;
const OWN_FROM: i64 = 501;

/// A question that can be asked.
struct Asked {
    place: i64,
    kind: Type,
    code: String,
    question: String,
    /// Why the control is left out; none where it is not.
    excluded: Option<String>,
}

/// The items that an audit's checklist lacks of what is wanted.
///
/// # Errors
/// [`Trouble::Input`] where a clause or control is named that there is none of.
pub fn generate(view: View, audit: &Record, wanted: &Wanted, ambient: &Ambient) -> Result<Proposal, Trouble> {
    let fields = [Item::Question, Item::Type, Item::Code, Item::Place].map(Item::field);
    let there = view.page(&super::checklist_of(audit.id).only(&fields))?.records;
    let mut asked = chosen(clauses(), &wanted.clauses, "clause")?;
    let controls: Vec<Asked> = match wanted.controls {
        Which::None => Vec::new(),
        _ => controls(view)?,
    };
    asked.extend(chosen(controls, &wanted.controls, "control")?);
    let known: HashSet<(Option<&'static str>, String)> = there.iter().map(|item| key(ChecklistItem(item))).collect();
    asked.retain(|one| !known.contains(&(Some(one.kind.key()), one.code.to_lowercase())));
    let mut place = there.iter().filter_map(|item| ChecklistItem(item).place()).max().unwrap_or(0).max(OWN_FROM - 1);
    let mut own: Vec<&str> = Vec::new();
    for question in wanted.own.iter().map(|question| question.trim()) {
        let stands = there.iter().any(|item| item.title().eq_ignore_ascii_case(question));
        if question.is_empty() || stands || own.contains(&question) {
            continue;
        }
        own.push(question);
        place += 1;
        let (code, question) = (String::new(), question.to_owned());
        asked.push(Asked { place, kind: Type::Own, code, question, excluded: None });
    }
    Ok(Proposal::of(asked.into_iter().map(|one| create(audit, one, ambient)).collect::<Vec<_>>()))
}

fn key(item: ChecklistItem) -> (Option<&'static str>, String) {
    (item.kind().map(Type::key), item.code().to_lowercase())
}

fn create(audit: &Record, one: Asked, ambient: &Ambient) -> Act {
    let mut fields = vec![
        (Item::Question.field(), Value::Text(one.question)),
        (Item::Audit.field(), Value::Link(audit.id)),
        (Item::Place.field(), Value::Number(one.place)),
        (Item::Type.field(), Value::Choice(one.kind.key())),
    ];
    fields.extend(super::text(&one.code).map(|code| (Item::Code.field(), code)));
    if let Some(why) = one.excluded {
        fields.push((Item::NotApplicableBecause.field(), Value::Text(why)));
        fields.push((Item::Answer.field(), Value::Choice(Answer::NotApplicable.key())));
    }
    Act::Create { id: ambient.identity(), register: &checklist_item::REGISTER, fields }
}

fn question(title: &str, asks: &str) -> String {
    if asks.trim().is_empty() { title.to_owned() } else { format!("{title}: {}", asks.trim()) }
}

fn clauses() -> Vec<Asked> {
    let asked = |(place, node): (i64, &Node)| Asked {
        place,
        kind: Type::Clause,
        code: node.number.to_owned(),
        question: question(node.title, node.asks),
        excluded: None,
    };
    (1..).zip(CLAUSES.iter()).map(asked).collect()
}

/// The 38 of Annex A, as the register of controls speaks of them where it does, and the organisation's own.
fn controls(view: View) -> Result<Vec<Asked>, Error> {
    let there = view.page(&Query::new(&control::REGISTER))?.records;
    let mut asked = Vec::new();
    for (place, node) in (CONTROLS_FROM..).zip(CONTROLS.iter()) {
        let known = there.iter().map(Control).find(|control| control.code().eq_ignore_ascii_case(node.number));
        asked.push(Asked {
            place,
            kind: Type::Control,
            code: node.number.to_owned(),
            question: question(node.title, node.asks),
            excluded: known.and_then(exclusion),
        });
    }
    let is_own = |control: &Control| !CONTROLS.iter().any(|node| control.code().eq_ignore_ascii_case(node.number));
    for (place, own) in (OWN_CONTROLS_FROM..).zip(there.iter().map(Control).filter(is_own)) {
        asked.push(Asked {
            place,
            kind: Type::Control,
            code: own.code().to_owned(),
            question: question(own.name(), own.about()),
            excluded: exclusion(own),
        });
    }
    Ok(asked)
}

/// Why a control is left out, where it is.
fn exclusion(control: Control) -> Option<String> {
    let left_out = control.applicable() == Some(false);
    left_out.then(|| control.justification().to_owned()).filter(|why| !why.is_empty())
}

/// Those that are wanted.
fn chosen(asked: Vec<Asked>, which: &Which, what: &str) -> Result<Vec<Asked>, Trouble> {
    let named = match which {
        Which::None => return Ok(Vec::new()),
        Which::All => return Ok(asked),
        Which::Applicable => return Ok(asked.into_iter().filter(|one| one.excluded.is_none()).collect()),
        Which::Named(named) => named,
    };
    if let Some(strange) = named.iter().find(|name| !asked.iter().any(|one| stands_below(&one.code, name))) {
        let hint = match what {
            "clause" => "clauses are numbered from 4.1 to 10.2, and 9 stands for all of 9",
            _ => "controls are named by their codes, and A.6 stands for all of A.6",
        };
        return Err(Trouble::Input(format!("There is no {what} {strange}; {hint}")));
    }
    Ok(asked.into_iter().filter(|one| named.iter().any(|name| stands_below(&one.code, name))).collect())
}

/// The item of a checklist that somebody calls by its code, its reference or words of its question.
///
/// # Errors
/// [`Trouble::Input`] where there is none, or more than one.
pub fn find(view: View, audit: &Record, name: &str) -> Result<Record, Trouble> {
    let wanted = name.trim().to_lowercase();
    let (mut called, mut worded, mut any) = (Vec::new(), Vec::new(), false);
    view.each(&super::checklist_of(audit.id).only(&[Item::Question, Item::Code].map(Item::field)), |record| {
        any = true;
        let reference = record.reference().to_string();
        if ChecklistItem(&record).code().to_lowercase() == wanted || reference.to_lowercase() == wanted {
            called.push((record.id, reference));
        } else if !wanted.is_empty() && record.title().to_lowercase().contains(&wanted) {
            worded.push((record.id, reference));
        }
        Ok(())
    })?;
    let found = if called.is_empty() { worded } else { called };
    let whose = audit.reference();
    let item = match found.as_slice() {
        [(one, _)] => view.record(*one)?,
        [] if !any => {
            return Err(Why::until(format!("{whose} has no checklist yet"), &CHECKLIST, "makes one").into());
        }
        [] => None,
        several => {
            let mut names: Vec<_> = several.iter().take(5).map(|(_, reference)| reference.clone()).collect();
            if several.len() > names.len() {
                names.push(format!("{} more", several.len() - names.len()));
            }
            return Err(Trouble::Input(format!("“{name}” could be {}; name it by its reference", names.join(" or "))));
        }
    };
    item.ok_or_else(|| {
        Trouble::Input(format!(
            "The checklist of {whose} has no item “{name}”; name a clause, a control, a reference or words of the question"
        ))
    })
}

/// Who gives an answer that somebody types: themself, where they audit. Whoever else types it says who gave it; nobody here
/// gave what is transcribed.
pub fn answerer(audit: Audit, typing: RecordId) -> Option<RecordId> {
    (!audit.is_transcribed() && audit.auditors().any(|one| one == typing)).then_some(typing)
}

/// Whether an answer of an audit says who gave it, if somebody types it: none of those who audit does.
pub fn asks_who(audit: Audit, typing: RecordId) -> bool {
    !audit.is_transcribed() && answerer(audit, typing).is_none()
}

/// Whose answer it will be that somebody types who does not audit: whoever gave the last one, else the lead.
///
/// # Errors
/// Where the file can't be read.
pub fn likely(view: View, audit: &Record) -> Result<Option<RecordId>, Error> {
    let one = Audit(audit);
    let fields = [Item::AnsweredOn, Item::AnsweredBy].map(Item::field);
    let mut last = None;
    view.each(&super::checklist_of(audit.id).only(&fields), |record| {
        let item = ChecklistItem(&record);
        let by = item.answered_by().filter(|by| one.auditors().any(|auditor| auditor == *by));
        last = last.max(by.map(|by| (item.answered_on(), record.number, by)));
        Ok(())
    })?;
    Ok(last.map(|(_, _, by)| by).or(one.lead()).or(one.team().first().copied()))
}

/// Answers an item. What else is said goes with it; a reason that belonged to another answer goes.
pub fn answer(
    item: &Record,
    answer: Answer,
    said: Vec<(&'static Field, Option<Value>)>,
    by: Option<RecordId>,
    today: NaiveDate,
) -> Proposal {
    let mut wanted = vec![
        (Item::Answer.field(), Some(Value::Choice(answer.key()))),
        (Item::AnsweredOn.field(), Some(Value::Date(today))),
        (Item::AnsweredBy.field(), by.map(Value::Link)),
    ];
    if answer != Answer::NotApplicable && !said.iter().any(|(field, _)| *field == Item::Because.field()) {
        wanted.push((Item::Because.field(), None));
    }
    wanted.extend(said);
    let fields = super::changes(item, wanted);
    if fields.is_empty() {
        return Proposal::default();
    }
    Proposal::of([Act::Edit { record: item.id, based_on: item.revision, fields }])
}

/// What a finding of an item starts from.
///
/// # Errors
/// [`Trouble::Input`] where the answer calls for no finding, or one was made.
pub fn finding_of(
    view: View,
    item: &Record,
    today: NaiveDate,
) -> Result<Vec<(&'static Field, Option<Value>)>, Trouble> {
    let (reference, one) = (item.reference(), ChecklistItem(item));
    if let Some(made) = one.finding() {
        let made = view.name_of(made)?;
        return Err(Trouble::Input(format!("A finding was made of {reference} already: {made}")));
    }
    let grade = match one.answer() {
        Some(answer) => answer.grade().ok_or_else(|| {
            let answer = answer.label().to_lowercase();
            Trouble::Input(format!(
                "{reference} is answered as {answer}; a finding is made of what is a nonconformity, an opportunity or a \
                 good practice"
            ))
        })?,
        None => return Err(Trouble::Input(format!("{reference} is not answered yet; answer it first"))),
    };
    let audit = one.audit().map(|audit| view.record(audit)).transpose()?.flatten();
    let audit = audit.as_ref().map(Audit);
    let system = audit.map(Audit::systems).filter(|systems| systems.len() == 1).and_then(|systems| systems.first());
    let requirement = if one.code().is_empty() { item.title() } else { one.code() };
    Ok(vec![
        (FindingField::Title.field(), None),
        (FindingField::Statement.field(), None),
        (FindingField::ObjectiveEvidence.field(), super::text(one.objective_evidence())),
        (FindingField::Requirement.field(), super::text(requirement)),
        (FindingField::Grade.field(), Some(Value::Choice(grade.key()))),
        (FindingField::System.field(), system.copied().map(Value::Link)),
        (FindingField::Unit.field(), audit.and_then(|audit| super::text(audit.unit()))),
        (FindingField::RaisedOn.field(), Some(Value::Date(today))),
        (FindingField::Owner.field(), None),
        (FindingField::Due.field(), None),
        (FindingField::Reference.field(), None),
        (FindingField::Repeats.field(), None),
    ])
}

/// Makes the finding of an item, from these fields, and links it.
pub fn make_finding(item: &Record, fields: Vec<(&'static Field, Value)>, ambient: &Ambient) -> Proposal {
    let id = ambient.identity();
    let mut fields = fields;
    fields.retain(|(field, _)| *field != FindingField::Audit.field());
    fields.extend(ChecklistItem(item).audit().map(|audit| (FindingField::Audit.field(), Value::Link(audit))));
    let made = super::changes(item, vec![(Item::Finding.field(), Some(Value::Link(id)))]);
    Proposal::of([
        Act::Create { id, register: &finding::REGISTER, fields },
        Act::Edit { record: item.id, based_on: item.revision, fields: made },
    ])
}

/// What is asked, in few words: the short title of a clause or control, or the whole question.
pub fn short(item: &Record) -> &str {
    match ChecklistItem(item).kind() {
        Some(Type::Clause | Type::Control) => item.title().split(": ").next().unwrap_or_default(),
        _ => item.title(),
    }
}

/// The sign of an answer.
pub const fn sign(answer: Answer) -> Sign {
    let (drawn, ascii, tone) = match answer {
        Answer::Conforms => ("✓", "+", Tone::Good),
        Answer::Major => ("✖", "x", Tone::Bad),
        Answer::Minor => ("▲", "^", Tone::Watch),
        Answer::Opportunity => ("○", "o", Tone::Plain),
        Answer::Positive => ("★", "*", Tone::Good),
        Answer::NotApplicable => ("–", "-", Tone::Gone),
        Answer::NotAudited => ("…", ".", Tone::Gone),
    };
    Sign { drawn, ascii, tone }
}
