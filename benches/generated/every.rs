//! A file with many records of every register that grows with the years, and links among them.

use chrono::{Days, NaiveDate, Weekday};

use gavel::domain::action::{self, ActionField};
use gavel::domain::audit::{self, AuditField};
use gavel::domain::audit_area::{self, AuditAreaField};
use gavel::domain::cause::{self, CauseField};
use gavel::domain::checklist_item::{self, ChecklistItemField};
use gavel::domain::evidence::{self, EvidenceField};
use gavel::domain::field::Field;
use gavel::domain::finding::{self, FindingField};
use gavel::domain::identity::RecordId;
use gavel::domain::incident::{self, IncidentField};
use gavel::domain::kpi::{self, KpiField};
use gavel::domain::measurement::{self, MeasurementField};
use gavel::domain::nonconformity::{self, NonconformityField};
use gavel::domain::note::{self, NoteField};
use gavel::domain::person::{self, PersonField};
use gavel::domain::quality_cost::{self, QualityCostField};
use gavel::domain::register::Register;
use gavel::domain::reminder::{self, ReminderField};
use gavel::domain::risk::{self, RiskField};
use gavel::domain::risk_criteria::{Impact, Likelihood};
use gavel::domain::system::{self, SystemField, Tier};
use gavel::domain::value::{Decimal, Money, Value};
use gavel::store::{Act, Ambient, Author, Proposal, Store};

/// Acts in one transaction.
const AT_ONCE: usize = 20_000;
/// Measurements of one KPI.
const SERIES: usize = 500;
/// People and systems, of which there are never many.
const FEW: usize = 40;

type Fields = Vec<(&'static Field, Value)>;

/// Fills a file with so many records of each register that grows. A tenth of the checklist items and findings are of one
/// audit, a third of what has a day is late, two fifths of the cases are closed.
pub fn fill(store: &Store, author: &Author, count: usize) {
    let maker = Maker { store, author };
    let people = maker.add(&person::REGISTER, FEW, |turn| {
        vec![(PersonField::Name.field(), text(format!("Person number {turn}"))), (PersonField::Active.field(), yes())]
    });
    let owner = |turn: usize| Value::Link(people[turn * 7 % FEW]);
    let systems = maker.add(&system::REGISTER, FEW, |turn| {
        vec![
            (SystemField::Name.field(), text(format!("System number {turn}"))),
            (SystemField::Purpose.field(), text("Sorts what comes in by how pressing it is.")),
            (SystemField::InScope.field(), yes()),
            (SystemField::Tier.field(), Value::Choice(Tier::ALL[turn % 4].key())),
        ]
    });
    let of_system = |turn: usize| Value::Link(systems[turn * 11 % FEW]);
    let cases = maker.add(&nonconformity::REGISTER, count, |turn| case(turn, owner(turn), of_system(turn)));
    maker.moves(cases.iter().enumerate().filter_map(|(turn, id)| match turn % 10 {
        0 => None,
        1..=4 => Some((*id, "adopt", vec![(NonconformityField::ClosedOn.field(), date(closed(turn)))])),
        _ => Some((*id, "open", Vec::new())),
    }));
    maker.add(&cause::REGISTER, count, |turn| {
        // Nothing is added to what is closed.
        let open = turn / 10 * 10 + 5 + turn % 5;
        vec![
            (CauseField::Why.field(), text(format!("The release form has no step {turn} for it"))),
            (CauseField::Nonconformity.field(), Value::Link(cases[open.min(cases.len() - 1) / 10 * 10 + open % 10])),
        ]
    });
    let actions = maker.add(&action::REGISTER, count, |turn| {
        let mut fields = vec![
            (ActionField::What.field(), text(format!("Check the bias test of release {turn}"))),
            (ActionField::Owner.field(), owner(turn)),
            (ActionField::Due.field(), date(due(turn))),
            (ActionField::Priority.field(), Value::Choice(action::Priority::ALL[turn * 13 % 4].key())),
            (ActionField::Details.field(), text("As agreed in the last review; the owner reports to the committee.")),
        ];
        if turn % 2 == 0 {
            fields.push((ActionField::Source.field(), Value::Link(cases[turn])));
        }
        fields
    });
    maker.moves(
        actions
            .iter()
            .enumerate()
            .filter(|(turn, _)| turn % 3 == 0)
            .map(|(turn, id)| (*id, "adopt", vec![(ActionField::DoneOn.field(), date(closed(turn)))])),
    );
    maker.add(&risk::REGISTER, count, |turn| risk(turn, owner(turn), of_system(turn)));
    maker.audits(count, &systems, owner);
    maker.add(&incident::REGISTER, count, |turn| {
        vec![
            (IncidentField::Title.field(), text(format!("A wrong letter went out, number {turn}"))),
            (IncidentField::Type.field(), Value::Choice(incident::Type::ALL[turn % 2].key())),
            (IncidentField::OccurredOn.field(), date(raised(turn))),
            (IncidentField::System.field(), of_system(turn)),
            (IncidentField::Owner.field(), owner(turn)),
            (IncidentField::Due.field(), date(due(turn))),
        ]
    });
    let kpis = maker.add(&kpi::REGISTER, count.div_ceil(SERIES), |turn| {
        vec![
            (KpiField::Name.field(), text(format!("Share of complaints about system {turn}"))),
            (KpiField::Unit.field(), text("%")),
            (KpiField::Direction.field(), Value::Choice(kpi::Direction::ALL[turn % 2].key())),
            (KpiField::Frequency.field(), Value::Choice(kpi::Frequency::ALL[0].key())),
        ]
    });
    maker.add(&measurement::REGISTER, count, |turn| {
        let week = today().checked_sub_days(Days::new((turn % SERIES * 7) as u64)).expect("a day");
        let ends = week.week(Weekday::Mon).first_day().pred_opt().expect("a Sunday");
        vec![
            (MeasurementField::Kpi.field(), Value::Link(kpis[turn / SERIES])),
            (MeasurementField::PeriodEnd.field(), date(ends)),
            (
                MeasurementField::Value.field(),
                Value::Decimal(Decimal { scaled: (turn * 37 % 100_000) as i64, scale: 4 }),
            ),
        ]
    });
    maker.add(&evidence::REGISTER, count, |turn| {
        vec![
            (EvidenceField::Title.field(), text(format!("Minutes of the meeting number {turn}"))),
            (EvidenceField::About.field(), Value::Links(vec![actions[turn]])),
        ]
    });
    maker.add(&note::REGISTER, count, |turn| {
        vec![
            (NoteField::Text.field(), text(format!("The vendor was asked again, for the time number {turn}"))),
            (NoteField::About.field(), Value::Link(actions[turn])),
        ]
    });
    maker.add(&quality_cost::REGISTER, count, |turn| {
        let amount = Money { minor: (turn * 991 % 1_000_000) as i64, currency: iso_currency::Currency::EUR };
        vec![
            (QualityCostField::What.field(), text(format!("Letters sent again, batch {turn}"))),
            (QualityCostField::Type.field(), Value::Choice(quality_cost::Type::ALL[turn % 4].key())),
            (QualityCostField::Amount.field(), Value::Money(amount)),
            (QualityCostField::IncurredOn.field(), date(raised(turn))),
            (QualityCostField::Nonconformity.field(), Value::Link(cases[turn])),
        ]
    });
    maker.add(&reminder::REGISTER, count / 10, |turn| {
        let mut about: Vec<RecordId> = (0..5).map(|step| actions[(turn * 5 + step) % actions.len()]).collect();
        about.sort_unstable();
        vec![
            (ReminderField::Subject.field(), text("5 late")),
            (ReminderField::Person.field(), owner(turn)),
            (ReminderField::About.field(), Value::Links(about)),
            (ReminderField::WrittenOn.field(), date(raised(turn))),
        ]
    });
}

struct Maker<'a> {
    store: &'a Store,
    author: &'a Author,
}

impl Maker<'_> {
    fn add(&self, register: &'static Register, count: usize, fields: impl Fn(usize) -> Fields) -> Vec<RecordId> {
        let mut ids: Vec<RecordId> = (0..count).map(|_| Ambient::System.identity()).collect();
        ids.sort_unstable();
        for (start, chunk) in (0..).step_by(AT_ONCE).zip(ids.chunks(AT_ONCE)) {
            let create =
                |(step, id): (usize, &RecordId)| Act::Create { id: *id, register, fields: fields(start + step) };
            self.commit(chunk.iter().enumerate().map(create).collect());
        }
        ids
    }

    fn moves(&self, moves: impl Iterator<Item = (RecordId, &'static str, Fields)>) {
        let act = |(record, name, given): (RecordId, &str, Fields)| {
            let given = given.into_iter().map(|(field, value)| (field, Some(value))).collect();
            Act::Move { record, name: name.to_owned(), based_on: None, given }
        };
        let acts: Vec<Act> = moves.map(act).collect();
        for chunk in acts.chunks(AT_ONCE) {
            self.commit(chunk.to_vec());
        }
    }

    fn commit(&self, acts: Vec<Act>) {
        if !acts.is_empty() {
            self.store.commit(self.author.clone(), Proposal::of(acts)).expect("a commit");
        }
    }

    /// Audits, of which the first is under way with a tenth of all checklist items and findings.
    fn audits(&self, count: usize, systems: &[RecordId], owner: impl Fn(usize) -> Value) {
        let areas = self.add(&audit_area::REGISTER, count.min(1000), |turn| {
            vec![
                (AuditAreaField::Title.field(), text(format!("Area number {turn}"))),
                (AuditAreaField::System.field(), Value::Link(systems[turn % systems.len()])),
                (AuditAreaField::Unit.field(), text(format!("Unit {}", turn % 30))),
            ]
        });
        let audits = self.add(&audit::REGISTER, (count / 100).max(2), |turn| {
            let starts = raised(turn);
            vec![
                (AuditField::Title.field(), text(format!("Audit number {turn}"))),
                (AuditField::Type.field(), Value::Choice(audit::Type::Internal.key())),
                (AuditField::Areas.field(), Value::Links(vec![areas[turn % areas.len()]])),
                (AuditField::Objectives.field(), text("Whether releases are tested before they go out")),
                (AuditField::Criteria.field(), text("8.1, A.6")),
                (AuditField::Scope.field(), text("All releases of a year")),
                (AuditField::Lead.field(), owner(turn)),
                (AuditField::StartsOn.field(), date(starts)),
                (AuditField::EndsOn.field(), date(starts)),
            ]
        });
        // Each tenth is of the first audit.
        let place = |turn: usize| if turn.is_multiple_of(10) { 0 } else { 1 + turn % (audits.len() - 1) };
        let of = |turn: usize| audits[place(turn)];
        self.add(&checklist_item::REGISTER, count, |turn| {
            let mut fields = vec![
                (ChecklistItemField::Question.field(), text(format!("Is the register of release {turn} complete?"))),
                (ChecklistItemField::Audit.field(), Value::Link(of(turn))),
                (ChecklistItemField::Place.field(), Value::Number(turn as i64)),
                (ChecklistItemField::Type.field(), Value::Choice(checklist_item::Type::Control.key())),
                (ChecklistItemField::Code.field(), text(format!("A.{}.{}", 2 + turn % 9, 1 + turn % 5))),
            ];
            if turn % 3 != 0 {
                fields.extend([
                    (ChecklistItemField::Answer.field(), Value::Choice(checklist_item::Answer::Conforms.key())),
                    (ChecklistItemField::AnsweredBy.field(), owner(place(turn))),
                ]);
            }
            fields
        });
        let findings = self.add(&finding::REGISTER, count, |turn| {
            vec![
                (FindingField::Title.field(), text(format!("The register of release {turn} is out of date"))),
                (FindingField::Audit.field(), Value::Link(of(turn))),
                (FindingField::Requirement.field(), text(format!("8.{}", 1 + turn % 4))),
                (FindingField::Statement.field(), text(LONG)),
                (FindingField::Grade.field(), Value::Choice(finding::Grade::ALL[turn % 4].key())),
                (FindingField::RaisedOn.field(), date(raised(turn))),
                (FindingField::Owner.field(), owner(turn)),
                (FindingField::Due.field(), date(due(turn))),
            ]
        });
        self.moves(
            findings
                .iter()
                .enumerate()
                .filter(|(turn, _)| turn % 2 == 0)
                .map(|(turn, id)| (*id, "adopt", vec![(FindingField::SettledOn.field(), date(closed(turn)))])),
        );
        self.moves(audits.iter().enumerate().map(|(turn, id)| match turn {
            0 => (*id, "begin", Vec::new()),
            _ => (*id, "adopt", vec![(AuditField::ReportedOn.field(), date(raised(turn)))]),
        }));
    }
}

fn case(turn: usize, owner: Value, of_system: Value) -> Fields {
    use NonconformityField as Case;
    vec![
        (Case::Title.field(), text(format!("Release {turn} went out without the bias test"))),
        (Case::Requirement.field(), text(format!("8.{} Operational planning", 1 + turn % 4))),
        (Case::Statement.field(), text(LONG)),
        (Case::ObjectiveEvidence.field(), text(LONG)),
        (Case::Source.field(), Value::Choice(nonconformity::Source::ALL[turn % 7].key())),
        (Case::Grade.field(), Value::Choice(nonconformity::Grade::ALL[turn * 3 % 2].key())),
        (Case::System.field(), of_system),
        (Case::Unit.field(), text(format!("Unit {}", turn % 30))),
        (Case::OccurredOn.field(), date(raised(turn))),
        (Case::RaisedOn.field(), date(raised(turn))),
        (Case::RaisedBy.field(), owner.clone()),
        (Case::Owner.field(), owner),
        (Case::Due.field(), date(due(turn))),
    ]
}

fn risk(turn: usize, owner: Value, of_system: Value) -> Fields {
    let likelihood = Likelihood::ALL[turn % Likelihood::ALL.len()].key();
    let impact = Impact::ALL[turn / 5 % Impact::ALL.len()].key();
    vec![
        (RiskField::Title.field(), text(format!("Scores of release {turn} drift"))),
        (RiskField::Source.field(), text(LONG)),
        (RiskField::System.field(), of_system),
        (RiskField::Owner.field(), owner),
        (RiskField::Likelihood.field(), Value::Choice(likelihood)),
        (RiskField::Impact.field(), Value::Choice(impact)),
        (RiskField::ReviewBy.field(), date(due(turn))),
    ]
}

const LONG: &str = "The release form lets a release through without the bias test, since nobody is named who has to see its \
                    result; of the twelve releases that were looked at, three had none, and one of them concerned letters \
                    to customers.";

fn today() -> NaiveDate {
    chrono::Utc::now().date_naive()
}

/// Within the last three years.
fn raised(turn: usize) -> NaiveDate {
    today().checked_sub_days(Days::new((turn * 7919 % 1000 + 40) as u64)).expect("a day")
}

/// Some weeks after it was raised, and not yet to come.
fn closed(turn: usize) -> NaiveDate {
    raised(turn).checked_add_days(Days::new((turn * 31 % 40) as u64)).expect("a day")
}

/// A third of them lie behind.
fn due(turn: usize) -> NaiveDate {
    let start = today().checked_sub_days(Days::new(300)).expect("a day");
    start.checked_add_days(Days::new((turn * 7919 % 900) as u64)).expect("a day")
}

fn text(words: impl Into<String>) -> Value {
    Value::Text(words.into())
}

fn date(day: NaiveDate) -> Value {
    Value::Date(day)
}

fn yes() -> Value {
    Value::YesNo(true)
}
