//! Forms of a review: what each step asks for, and what it proposes. The steps themselves are the workflow's.

use crate::domain::agenda_item::{AgendaItem, AgendaItemField};
use crate::domain::approval::{ApprovalField, Role};
use crate::domain::attendance::{AttendanceField, Capacity, How};
use crate::domain::attestation::Confirmation;
use crate::domain::decision::DecisionField;
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::review::ReviewField;
use crate::domain::transaction::FieldChange;
use crate::domain::value::{Duration, Value};
use crate::domain::verdict::{Aspect, Judgement, VerdictField};
use crate::report::printer::PRINTER;
use crate::store::{Act, Proposal};
use crate::tui::desk::Desk;
use crate::workflow::Trouble;
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::minutes::Given;
use crate::workflow::review::session::{self, End, Entry, Mandate};
use crate::workflow::review::{Proceedings, agenda, conclude, papers};
use crate::workflow::said::Recorded;

/// A step of a review that asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The meeting opens otherwise than everybody was told.
    Open,
    Judge(Aspect),
    /// An item ends, with what is said of it.
    End(End),
    AddItem,
    Executive,
    /// The answers that conclude a review.
    Results,
    Approve(Role),
    Delegate,
}

/// The steps, each with the word under which a draft of it is kept.
const STEPS: [(&str, Step); 15] = [
    ("open", Step::Open),
    ("judge-suitability", Step::Judge(Aspect::Suitability)),
    ("judge-adequacy", Step::Judge(Aspect::Adequacy)),
    ("judge-effectiveness", Step::Judge(Aspect::Effectiveness)),
    ("judge-resources", Step::Judge(Aspect::Resources)),
    ("discussed", Step::End(End::Discussed)),
    ("noted", Step::End(End::Noted)),
    ("deferred", Step::End(End::Deferred)),
    ("add-item", Step::AddItem),
    ("executive", Step::Executive),
    ("results", Step::Results),
    ("approve-chair", Step::Approve(Role::Chair)),
    ("approve-secretary", Step::Approve(Role::Secretary)),
    ("approve-next", Step::Approve(Role::NextReview)),
    ("delegate", Step::Delegate),
];

/// What a review says of its results beside its decisions and verdicts.
const RESULTS: [ReviewField; 3] = [ReviewField::NoImprovements, ReviewField::NoChanges, ReviewField::NextReview];

/// Whether a field of a review is one of its results.
pub fn is_result(field: &str) -> bool {
    RESULTS.iter().any(|one| one.name() == field)
}

type Asked = Vec<(&'static Field, Option<Value>)>;

impl Step {
    /// The word under which a draft of it is kept.
    pub fn key(self) -> &'static str {
        STEPS.iter().find(|(_, step)| *step == self).map_or("", |(key, _)| key)
    }

    /// The step of a word.
    pub fn of_key(key: &str) -> Option<Self> {
        STEPS.iter().find(|(word, _)| *word == key).map(|(_, step)| *step)
    }

    /// What its form is called.
    pub fn title(self) -> String {
        match self {
            Self::Open => "Open the meeting: how was its day agreed?".to_owned(),
            Self::Judge(aspect) => format!("{}: {}", aspect.label(), aspect.question()),
            Self::End(End::Discussed) => "Discussed".to_owned(),
            Self::End(End::Noted) => "Noted: say that there is nothing to decide".to_owned(),
            Self::End(End::Deferred) => "Deferred: say why".to_owned(),
            Self::AddItem => "New agenda item".to_owned(),
            Self::Executive => "The executive decides".to_owned(),
            Self::Results => "Results of the review".to_owned(),
            Self::Approve(Role::NextReview) => "Approve the previous minutes".to_owned(),
            Self::Approve(role) => format!("Approve the minutes: {}", role.label().to_lowercase()),
            Self::Delegate => "A delegate stands in".to_owned(),
        }
    }

    /// What it asks for, each with the value that it starts from.
    pub fn fields(self, proceedings: &Proceedings, about: Option<RecordId>, desk: &Desk) -> Asked {
        let item = about.and_then(|id| proceedings.item(id));
        let today = desk.circumstances().ok().map(|circumstances| Value::Date(circumstances.today()));
        match self {
            Self::Open => vec![
                (ReviewField::NoticeAgreed.field(), None),
                (ReviewField::ActingChair.field(), None),
                (ReviewField::ActingSecretary.field(), None),
            ],
            Self::Judge(aspect) => {
                let there = proceedings.verdict(aspect);
                let judgement = there.and_then(|verdict| verdict.judgement());
                let grounds = there.map(|verdict| Value::Text(verdict.grounds().to_owned()));
                vec![
                    (VerdictField::Judgement.field(), judgement.map(|judgement| Value::Choice(judgement.key()))),
                    (VerdictField::Grounds.field(), grounds),
                ]
            }
            Self::End(_) => {
                let said = item.map(|item| AgendaItem(item).outcome().to_owned()).filter(|said| !said.is_empty());
                vec![(AgendaItemField::Outcome.field(), said.map(Value::Text))]
            }
            Self::AddItem => vec![
                (AgendaItemField::Title.field(), None),
                (AgendaItemField::Allotted.field(), Some(Value::Duration(Duration { minutes: 10 }))),
                (AgendaItemField::Presenter.field(), None),
                (AgendaItemField::Contributor.field(), None),
                (AgendaItemField::ContributionDue.field(), None),
                (AgendaItemField::Commentary.field(), None),
            ],
            Self::Executive => {
                let there = crate::domain::attendance::there(&proceedings.meeting.roll);
                let top = there.filter_map(|row| row.person()).find(|person| proceedings.meeting.is_top(*person));
                vec![(DecisionField::DecidedBy.field(), top.map(Value::Link)), (DecisionField::Advice.field(), None)]
            }
            Self::Results => {
                let review = &proceedings.meeting.review;
                RESULTS.map(|field| (field.field(), review.get(field.name()).cloned())).to_vec()
            }
            Self::Approve(role) => {
                let person = match role {
                    Role::Chair => proceedings.review().chair(),
                    Role::Secretary => proceedings.review().secretary(),
                    Role::NextReview => None,
                };
                let how = (role == Role::NextReview).then_some(Value::Choice("meeting"));
                let mut fields = vec![(ApprovalField::How.field(), how), (ApprovalField::ApprovedOn.field(), today)];
                if role != Role::NextReview {
                    fields.insert(0, (ApprovalField::Person.field(), person.map(Value::Link)));
                }
                fields
            }
            Self::Delegate => vec![
                (AttendanceField::Person.field(), None),
                (AttendanceField::StandsFor.field(), None),
                (AttendanceField::Mandate.field(), None),
                (AttendanceField::Votes.field(), Some(Value::YesNo(true))),
                (AttendanceField::Decides.field(), Some(Value::YesNo(false))),
                (AttendanceField::How.field(), Some(Value::Choice(How::Room.key()))),
            ],
        }
    }

    /// What is proposed by what was typed.
    pub fn proposal(
        self,
        proceedings: &Proceedings,
        about: Option<RecordId>,
        values: Asked,
        desk: &Desk,
    ) -> Result<Proposal, Trouble> {
        let ambient = desk.store.ambient();
        let now = desk.circumstances()?.now;
        let said: Vec<(&'static Field, Value)> =
            values.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
        let value = |field: &'static Field| said.iter().find(|(one, _)| *one == field).map(|(_, value)| value.clone());
        let words = |field: &'static Field| match value(field) {
            Some(Value::Text(text)) => text,
            _ => String::new(),
        };
        let link = |field: &'static Field| match value(field) {
            Some(Value::Link(id)) => Some(id),
            _ => None,
        };
        let yes = |field: &'static Field| value(field) == Some(Value::YesNo(true));
        let key = |field: &'static Field| match value(field) {
            Some(Value::Choice(key)) => key,
            _ => "",
        };
        let need = |field: &'static Field| Trouble::Input(format!("{} is empty", field.label));
        let item = about.and_then(|id| proceedings.item(id));
        Ok(match self {
            Self::Open => session::open(proceedings, now, said),
            Self::Judge(aspect) => {
                let field = VerdictField::Judgement.field();
                let judgement = Judgement::of_key(key(field)).ok_or_else(|| need(field))?;
                let grounds = words(VerdictField::Grounds.field());
                if grounds.trim().is_empty() {
                    return Err(need(VerdictField::Grounds.field()));
                }
                conclude::judge(proceedings, aspect, judgement, &grounds, ambient)
            }
            Self::End(how) => match item {
                Some(item) => session::end(item, how, Some(&words(AgendaItemField::Outcome.field())), now),
                None => Proposal::default(),
            },
            Self::AddItem => Proposal::of(agenda::add(proceedings, said, ambient)),
            Self::Executive => {
                let field = DecisionField::DecidedBy.field();
                let by = link(field).ok_or_else(|| need(field))?;
                let advice = words(DecisionField::Advice.field());
                let decision = about.and_then(|id| proceedings.decisions.iter().find(|one| one.id == id));
                match decision {
                    Some(decision) => {
                        let how = Deciding::Executive { by, advice, in_favour: true };
                        decide::decide(proceedings, decision, &how, ambient)
                    }
                    None => Proposal::default(),
                }
            }
            Self::Results => {
                let review = &proceedings.meeting.review;
                let changes = RESULTS.map(|field| FieldChange {
                    field: field.field(),
                    before: review.get(field.name()).cloned(),
                    after: value(field.field()),
                });
                Proposal::of([Act::Edit { record: review.id, based_on: review.revision, fields: changes.to_vec() }])
            }
            Self::Approve(role) => {
                let field = ApprovalField::How.field();
                let how = Confirmation::of_key(key(field)).ok_or_else(|| need(field))?;
                let on = match value(ApprovalField::ApprovedOn.field()) {
                    Some(Value::Date(day)) => day,
                    _ => return Err(need(ApprovalField::ApprovedOn.field())),
                };
                let author = desk.acting.author.as_ref().map_err(Trouble::input)?;
                let recorder = &Recorded::now(desk.view(), author)?;
                let person = link(ApprovalField::Person.field());
                if role == Role::NextReview {
                    // What is approved are the minutes of the review before; this one approves them.
                    let previous = about.ok_or_else(|| Trouble::input("There is no review before this one"))?;
                    let given = Given { role, person: None, on, how, in_review: Some(proceedings.id()) };
                    return Ok(papers::approve(desk.view(), previous, &given, recorder, &PRINTER, ambient)?);
                }
                let given = Given { role, person, on, how, in_review: None };
                papers::approve(desk.view(), proceedings.id(), &given, recorder, &PRINTER, ambient)?
            }
            Self::Delegate => {
                let (person, member) = (AttendanceField::Person.field(), AttendanceField::StandsFor.field());
                let mandate = Mandate {
                    stands_for: link(member).ok_or_else(|| need(member))?,
                    words: words(AttendanceField::Mandate.field()),
                    votes: yes(AttendanceField::Votes.field()),
                    decides: yes(AttendanceField::Decides.field()),
                };
                let entry = Entry {
                    person: link(person).ok_or_else(|| need(person))?,
                    how: How::of_key(key(AttendanceField::How.field())).unwrap_or(How::Room),
                    capacity: Capacity::Delegate,
                    at: now,
                    mandate: Some(mandate),
                };
                session::attend(proceedings, &[entry], ambient)
            }
        })
    }
}
