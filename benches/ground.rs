//! What it costs that attested records stand on others: the same acts in two files, of which one is of registers whose
//! states attest nothing. `cargo bench --bench ground`.
//!
//! Both go through everything else alike, so that what the first takes longer is the comparison with what stands: looking
//! up what rests on a record, comparing it, writing down what a new state stands on, and marking what fell. The rounds
//! take turns, and the quickest of each step counts. Counted is the processor's time.

#[path = "generated/clock.rs"]
mod clock;
#[path = "generated/file.rs"]
mod file;

use std::time::Duration;

use gavel::domain::action::ActionField;
use gavel::domain::attestation::Confirmation;
use gavel::domain::catalogue::{CATALOGUE, Catalogue};
use gavel::domain::control::{ControlField, Status};
use gavel::domain::evidence::EvidenceField;
use gavel::domain::field::Field;
use gavel::domain::identity::RecordId;
use gavel::domain::person::PersonField;
use gavel::domain::register::Register;
use gavel::domain::risk::RiskField;
use gavel::domain::risk_criteria::{Impact, Likelihood};
use gavel::domain::state::Machine;
use gavel::domain::transaction::FieldChange;
use gavel::domain::value::Value;
use gavel::store::gavel::{GAVEL, MIGRATIONS};
use gavel::store::{Act, Ambient, Author, Proposal, Schema, Store};

use clock::timed;

/// Acts of each step, in one transaction.
const ACTS: usize = 10_000;
const ROUNDS: usize = 5;
/// Microseconds an act, on average over the steps.
const BOUND: f64 = 20.0;

type Fields = Vec<(&'static Field, Value)>;

fn main() {
    let bare: &'static Schema = Box::leak(Box::new(Schema::new(unattested(), MIGRATIONS)));
    let mut with: Vec<(&str, Duration)> = Vec::new();
    let mut without = Vec::new();
    for _ in 0..ROUNDS {
        keep_quickest(&mut without, steps(bare));
        keep_quickest(&mut with, steps(&GAVEL));
    }
    let mut sum = 0.0;
    for ((what, with), (_, without)) in with.iter().zip(&without) {
        let (with, without) = (an_act(*with), an_act(*without));
        sum += with - without;
        println!("{what:<44}{:>10.1} µs an act, of {with:.1}", with - without);
    }
    let average = sum / with.len() as f64;
    let missed = if average > BOUND { "   MISSED" } else { "" };
    println!("{:<44}{average:>10.1} µs an act   bound {BOUND}{missed}", "the comparison with what stands, on average");
}

/// Gavel's registers, with states that attest nothing.
fn unattested() -> Catalogue {
    let bare = |register: &'static Register| -> &'static Register {
        let machine = register.machine.map(|machine| &*Box::leak(Box::new(Machine { attested: &[], ..*machine })));
        Box::leak(Box::new(Register { machine, ..*register }))
    };
    Catalogue(Box::leak(CATALOGUE.registers().map(bare).collect()))
}

fn keep_quickest(kept: &mut Vec<(&'static str, Duration)>, round: Vec<(&'static str, Duration)>) {
    if kept.is_empty() {
        *kept = round;
        return;
    }
    for ((_, quickest), (_, took)) in kept.iter_mut().zip(round) {
        *quickest = (*quickest).min(took);
    }
}

fn an_act(took: Duration) -> f64 {
    took.as_secs_f64() * 1e6 / ACTS as f64
}

/// How long each step takes in a new file: what nothing rests on, what is put forward and attested, what is compared and
/// goes through, and what falls.
fn steps(schema: &'static Schema) -> Vec<(&'static str, Duration)> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (store, author) = file::create(&folder.path().join("bench.db"), schema);
    let mut bench = Bench { store, author, schema, steps: Vec::new() };
    let me = Value::Link(bench.author.person);
    let owner = bench.make("person", 1, |_| {
        vec![(PersonField::Name.field(), text("Ben Okafor")), (PersonField::Active.field(), Value::YesNo(true))]
    });
    let owner = Value::Link(owner[0]);
    let controls = bench.make("control", ACTS, |turn| {
        vec![
            (ControlField::Code.field(), text(&format!("A.{turn}"))),
            (ControlField::Name.field(), text("Whether somebody looks before it goes out")),
            (ControlField::Applicable.field(), Value::YesNo(true)),
            (ControlField::Status.field(), Value::Choice(Status::Implemented.key())),
        ]
    });
    let risks = bench.make("risk", ACTS, |turn| {
        vec![
            (RiskField::Title.field(), text(&format!("Scores of release {turn} drift"))),
            (RiskField::Owner.field(), owner.clone()),
            (RiskField::Likelihood.field(), Value::Choice(Likelihood::ALL[0].key())),
            (RiskField::Impact.field(), Value::Choice(Impact::ALL[0].key())),
            (RiskField::Controls.field(), Value::Links(vec![controls[turn]])),
            (RiskField::ReviewBy.field(), day(300)),
        ]
    });

    let actions = bench.added("new actions", "action", |turn| {
        let what = format!("Check the bias test of release {turn}");
        vec![(ActionField::What.field(), text(&what)), (ActionField::Owner.field(), owner.clone())]
    });
    bench.edited("their days, on which nothing rests", &actions, ActionField::Due.field(), None, &day(30));
    let evidence = bench.added("their evidence", "evidence", |turn| {
        let about = Value::Links(vec![actions[turn]]);
        vec![
            (EvidenceField::Title.field(), text("The report, page 3")),
            (EvidenceField::About.field(), about),
            (EvidenceField::Place.field(), text("The cabinet on the third floor")),
            (EvidenceField::Keeper.field(), owner.clone()),
        ]
    });
    bench.moved("marked as done, with what shows it", &actions, "done", &[]);
    let seen = [(ActionField::ConfirmedBy.field(), me.clone()), (ActionField::ConfirmedHow.field(), how())];
    bench.moved("confirmed", &actions, "confirm", &seen);
    let keeper = EvidenceField::Keeper.field();
    bench.edited("who keeps the evidence, which is compared", &evidence, keeper, Some(&owner), &me);
    bench.added("more evidence of what is confirmed", "evidence", |turn| {
        let about = Value::Links(vec![actions[turn]]);
        vec![(EvidenceField::Title.field(), text("A later look")), (EvidenceField::About.field(), about)]
    });
    let accepted = [(RiskField::AcceptedBy.field(), owner.clone()), (RiskField::AcceptedHow.field(), how())];
    bench.moved("risks accepted", &risks, "accept", &accepted);
    bench.edited("the owners of their controls", &controls, ControlField::Owner.field(), None, &owner);
    let (status, was) = (ControlField::Status.field(), Value::Choice(Status::Implemented.key()));
    bench.edited(
        "controls that fail, and what falls",
        &controls,
        status,
        Some(&was),
        &Value::Choice(Status::Planned.key()),
    );
    let fallen = bench.store.view().count_no_longer_proven().expect("a count");
    assert_eq!(fallen, if bench.attests() { ACTS as u64 } else { 0 }, "each acceptance has fallen");
    bench.steps
}

struct Bench {
    store: Store,
    author: Author,
    schema: &'static Schema,
    steps: Vec<(&'static str, Duration)>,
}

impl Bench {
    fn attests(&self) -> bool {
        self.schema.catalogue.registers().any(Register::attests)
    }

    fn commit(&self, acts: Vec<Act>) -> Duration {
        let proposal = Proposal::of(acts).because(Some("As agreed".to_owned()));
        timed(|| drop(self.store.commit(self.author.clone(), proposal).expect("a commit")))
    }

    fn create(&self, register: &str, count: usize, fields: impl Fn(usize) -> Fields) -> (Vec<RecordId>, Duration) {
        let register = self.schema.catalogue.named(register).expect("a register");
        let ids: Vec<RecordId> = (0..count).map(|_| Ambient::System.identity()).collect();
        let create = |(turn, id): (usize, &RecordId)| Act::Create { id: *id, register, fields: fields(turn) };
        let took = self.commit(ids.iter().enumerate().map(create).collect());
        (ids, took)
    }

    /// Makes what the steps need.
    fn make(&self, register: &str, count: usize, fields: impl Fn(usize) -> Fields) -> Vec<RecordId> {
        self.create(register, count, fields).0
    }

    fn added(&mut self, what: &'static str, register: &str, fields: impl Fn(usize) -> Fields) -> Vec<RecordId> {
        let (ids, took) = self.create(register, ACTS, fields);
        self.steps.push((what, took));
        ids
    }

    fn edited(
        &mut self,
        what: &'static str,
        ids: &[RecordId],
        field: &'static Field,
        before: Option<&Value>,
        after: &Value,
    ) {
        let edit = |id: &RecordId| {
            let fields = vec![FieldChange { field, before: before.cloned(), after: Some(after.clone()) }];
            Act::Edit { record: *id, based_on: 1, fields }
        };
        let took = self.commit(ids.iter().map(edit).collect());
        self.steps.push((what, took));
    }

    fn moved(&mut self, what: &'static str, ids: &[RecordId], name: &str, given: &[(&'static Field, Value)]) {
        let given: Vec<_> = given.iter().map(|(field, value)| (*field, Some(value.clone()))).collect();
        let step = |id: &RecordId| Act::Move { record: *id, name: name.into(), based_on: None, given: given.clone() };
        let took = self.commit(ids.iter().map(step).collect());
        self.steps.push((what, took));
    }
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn how() -> Value {
    Value::Choice(Confirmation::Message.key())
}

/// A day that is so many days away.
fn day(days: u64) -> Value {
    let today = chrono::Utc::now().date_naive();
    Value::Date(today.checked_add_days(chrono::Days::new(days)).expect("a day"))
}
