//! The sample organisation: what it holds, that it is like any other file, and that it can be made on any day.

mod demo;
mod pictures;
mod registers;
mod tour;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::Sequence;
use gavel::domain::kpi::reading::{Course, Status};
use gavel::domain::nonconformity::{self, Nonconformity};
use gavel::domain::record::Record;
use gavel::domain::review::{self, Review};
use gavel::domain::risk::{self, Risk};
use gavel::domain::risk_criteria::Level;
use gavel::domain::value::Value;
use gavel::store::list::Query;
use gavel::store::{Ambient, Store};
use gavel::workflow::kpis;

use crate::fixture::{Fixture, own};

/// The sample as it is made at a moment.
fn made(now: &str) -> Fixture {
    let mut fixture = Fixture::empty();
    fixture.ambient = Ambient::fixed(now.parse().unwrap(), 7);
    let told = fixture.ok(&["init", "--sample"]);
    assert!(told.contains("Brackwater Mutual"), "{told}");
    fixture
}

/// The sample of the tests' usual day, a copy for each test.
pub fn sample() -> Fixture {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    let bytes = MADE.get_or_init(|| std::fs::read(&made(crate::fixture::NOW).path).unwrap());
    let copy = Fixture::empty();
    own(&copy.path, bytes);
    copy
}

fn all(store: &Store, register: &str) -> Vec<Record> {
    store.view().page(&Query::new(CATALOGUE.named(register).unwrap())).unwrap().records
}

fn states(records: &[Record]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for record in records {
        *found.entry(record.state_label().unwrap_or_default()).or_default() += 1;
    }
    found
}

#[test]
fn it_holds_what_a_committee_works_with() {
    let store = sample().store();
    let counts = [
        ("system", 8),
        ("review", 4),
        ("risk", 40),
        ("kpi", 15),
        ("audit", 5),
        ("finding", 20),
        ("nonconformity", 17),
        ("action", 61),
        ("incident", 11),
        ("document", 13),
        ("control", 38),
        ("interested_party", 8),
        ("context_issue", 8),
        ("opportunity", 9),
        ("resource_need", 6),
        ("planned_change", 6),
        ("separation_exception", 1),
        ("audit_area", 10),
        ("audit_programme", 1),
        ("checklist_item", 30),
        ("competence", 5),
        ("deadline_profile", 4),
        ("cause", 14),
        ("retest", 3),
        ("quality_cost", 8),
        ("obligation", 6),
        ("resolution", 1),
        ("resolution_answer", 7),
    ];
    for (register, count) in counts {
        assert_eq!(all(&store, register).len(), count, "{register}");
    }
    let reviews = states(&all(&store, "review"));
    assert_eq!((reviews.get("Called"), reviews.get("Sealed")), (Some(&1), Some(&3)));
    let people = all(&store, "person");
    assert_eq!(people.iter().filter(|one| one.get("voting") == Some(&Value::YesNo(true))).count(), 9);
    let applies = |one: &&Record| one.get("applicable").is_some();
    assert_eq!(all(&store, "control").iter().filter(applies).count(), 36);
    // A sealed review has an addendum or a signature, a reminder is written, and a backup put in the file's place, once there is reason to.
    let unused = ["addendum", "reminder", "restoration", "signature"];
    for register in CATALOGUE.registers().filter(|register| !unused.contains(&register.name)) {
        assert_ne!(all(&store, register.name).len(), 0, "{} is empty", register.name);
    }
}

#[test]
fn it_proves_itself_and_its_reviews() {
    let fixture = sample();
    assert_eq!(fixture.verify(), Vec::<String>::new());
    for review in ["MR-1", "MR-2", "MR-4"] {
        assert!(fixture.ok(&["review", "verify", review]).contains(&format!("{review} holds")));
    }
}

#[test]
fn every_state_of_a_nonconformity_occurs() {
    let store = sample().store();
    let cases = all(&store, "nonconformity");
    for state in nonconformity::State::ALL {
        assert!(cases.iter().any(|one| Nonconformity(one).state() == Some(*state)), "{}", state.label());
    }
    let today = store.view().circumstances().unwrap().today();
    let any = |what: &str, is: &dyn Fn(Nonconformity) -> bool| {
        assert!(cases.iter().any(|one| is(Nonconformity(one))), "{what}");
    };
    any("one was not effective", &|case| case.effectiveness() == Some(nonconformity::Effectiveness::Ineffective));
    any("one was reopened", &|case| case.cycle() == Some(2) && !case.reopened_on_evidence().is_empty());
    any("one repeats another, and a person decided", &|case| {
        case.repeats().is_some() && !case.stays_minor().is_empty()
    });
    any("one major is late", &|case| {
        case.is_open() && case.grade() == Some(nonconformity::Grade::Major) && case.due().is_some_and(|due| due < today)
    });
    any("one is adopted", &|case| case.adopted() == Some(true));
    any("one was put off", &|case| case.extensions().is_some_and(|times| times > 0));
    any("one was downgraded", &|case| case.downgraded_by().is_some());
    any("one is judged by a retest", &|case| case.measured_by() == Some(nonconformity::Measure::Retest));
}

#[test]
fn one_kpi_is_late_one_is_breached_and_one_has_few_points() {
    let store = sample().store();
    let today = store.view().circumstances().unwrap().today();
    let measured = kpis::read(store.view(), today).unwrap();
    let with = |status: Status| measured.iter().filter(|one| one.reading.status == status).count();
    assert_eq!((with(Status::Late), with(Status::Critical), with(Status::Watch)), (1, 1, 2));
    assert_eq!((with(Status::Good), with(Status::Within)), (8, 3), "only what reaches its target is on target");
    assert_eq!(measured.iter().filter(|one| one.reading.series.len() < 5).count(), 1);
    let courses: Vec<_> = measured.iter().map(|one| one.reading.course()).collect();
    assert!([Course::Improving, Course::Worse, Course::NoneFound].iter().all(|course| courses.contains(course)));
    let longest = measured.iter().map(|one| one.reading.series.len()).max();
    assert_eq!(longest, Some(24));
}

#[test]
fn one_risk_is_above_tolerance_and_one_acceptance_runs_out() {
    let store = sample().store();
    let today = store.view().circumstances().unwrap().today();
    let risks = all(&store, "risk");
    let accepted = |one: &Risk| one.state() == Some(risk::State::Accepted);
    let above = |one: &Risk| risk::standing_level(*one).is_some_and(|level| level > Level::Medium);
    let open = |one: &Risk| one.state() != Some(risk::State::Closed);
    assert_eq!(risks.iter().map(Risk).filter(|one| open(one) && above(one) && !accepted(one)).count(), 1);
    let ends = |one: &Risk| one.review_by().is_some_and(|day| (day - today).num_days() <= 14);
    assert_eq!(risks.iter().map(Risk).filter(|one| accepted(one) && ends(one)).count(), 1);
    assert!(risks.iter().all(|one| one.lapsed(today).is_none()));
}

#[test]
fn a_review_is_due_this_week_and_something_is_missing() {
    let fixture = sample();
    let store = fixture.store();
    let reviews = all(&store, "review");
    let due = Review(reviews.iter().find(|one| Review(one).state() == Some(review::State::Called)).unwrap());
    let today = store.view().circumstances().unwrap().today();
    assert!((1..=6).contains(&(due.date().unwrap() - today).num_days()));
    let readiness = fixture.run(&["review", "readiness", "MR-3"]);
    assert!(readiness.out.contains("missing") && readiness.out.contains("ready"), "{}", readiness.out);
    assert!(fixture.ok(&["decision", "list", "state=proposed", "--count"]).starts_with('1'));
}

/// When the transactions of the journal were made, in their order.
fn moments(store: &Store) -> Vec<gavel::domain::value::Instant> {
    let head = store.view().head().unwrap().sequence;
    (1..=head).map(|at: Sequence| store.view().entry(at).unwrap().unwrap().header.at).collect()
}

#[test]
fn it_can_be_made_on_any_day_and_at_any_hour() {
    for now in [
        "2028-02-29T10:00:00Z",
        "2026-12-31T23:40:00Z",
        "2027-01-01T00:10:00Z",
        // The clocks are put forward, and back, in Dublin.
        "2026-03-29T01:30:00Z",
        "2026-10-25T00:30:00Z",
        // A Saturday in summer.
        "2027-07-10T04:00:00Z",
    ] {
        let fixture = made(now);
        assert_eq!(fixture.verify(), Vec::<String>::new(), "{now}");
        let store = fixture.store();
        let moments = moments(&store);
        assert!(moments.is_sorted(), "{now}");
        assert!(
            moments.last().is_some_and(|last| *last < now.parse::<chrono::DateTime<chrono::Utc>>().unwrap()),
            "{now}"
        );
        for record in all(&store, "review") {
            let view = Review(&record);
            assert!(!matches!(view.date().unwrap().weekday(), Weekday::Sat | Weekday::Sun), "{now}");
            for at in view.opened_at().into_iter().chain(view.concluded_at()) {
                let local = at.with_timezone(&gavel::domain::zone::Zone::named("Europe/Dublin").unwrap());
                assert!((9..18).contains(&local.hour()) && Some(local.date_naive()) == view.date(), "{now}: {local}");
            }
        }
        let today = store.view().circumstances().unwrap().today();
        let measured = kpis::read(store.view(), today).unwrap();
        let with = |status: Status| measured.iter().filter(|one| one.reading.status == status).count();
        assert_eq!((with(Status::Late), with(Status::Critical)), (1, 1), "{now}");
    }
}

#[test]
fn the_same_moment_and_seed_make_the_same_history() {
    let head = |fixture: &Fixture| fixture.store().view().head().unwrap().link;
    assert_eq!(head(&made(crate::fixture::NOW)), head(&sample()));
}

#[test]
fn on_another_day_the_same_is_made_with_other_dates() {
    /// What a record is apart from its texts: its state, and its dates.
    fn told(store: &Store, shift: i64) -> Vec<(String, String, Vec<NaiveDate>)> {
        let registers = CATALOGUE.registers().filter(|one| one.name != "measurement");
        let records = registers.flat_map(|register| all(store, register.name));
        let date = |value: &Option<Value>| match value {
            Some(Value::Date(day)) => Some(*day + chrono::TimeDelta::days(shift)),
            _ => None,
        };
        let told = records.map(|record| {
            let dates = record.values.iter().filter_map(date).collect();
            (record.reference().to_string(), record.state_label().unwrap_or_default().to_owned(), dates)
        });
        told.collect()
    }
    // Both are Mondays.
    let (one, other) = (sample(), made("2027-02-15T09:00:00Z"));
    assert_eq!(told(&one.store(), 84), told(&other.store(), 0));
}
