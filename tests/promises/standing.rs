//! What is worked out when it is read: each column says what the records around it say, wherever it is shown, and lists are
//! narrowed and sorted by it as by a field.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use gavel::domain::action::Action;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::control::{self, Control};
use gavel::domain::deadline::Deadline;
use gavel::domain::field::{Field, Kind};
use gavel::domain::identity::RecordId;
use gavel::domain::kpi::reading::{Reading, Status};
use gavel::domain::kpi::{self, Kpi};
use gavel::domain::kpi_limit;
use gavel::domain::measurement::{self, Measurement};
use gavel::domain::obligation::{self, Obligation, Round};
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::domain::risk::{self, Acceptance};
use gavel::domain::standing::Follows;
use gavel::domain::value::{Decimal, Instant, Value};
use gavel::store::list::{Filter, Order, Query};
use gavel::store::{Act, Proposal, Store, View};
use gavel::workflow::entry::Reader;
use gavel::workflow::{filter, kpis, obligations};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::fixture::{Fixture, field, text};
use crate::review::tools::ok;
use crate::sample::sample;
use crate::screen::desk::Desk;

fn column(register: &'static Register, name: &str) -> &'static Field {
    register.worked_out().find(|column| column.name == name).unwrap()
}

fn all(view: View, register: &'static Register) -> Vec<Record> {
    view.page(&Query::new(register)).unwrap().records
}

/// What a column says of each record, as it is shown.
fn said(view: View, column: &'static Field, records: &[Record]) -> Vec<Option<Value>> {
    let Some(first) = records.first() else { return Vec::new() };
    let standings = view.standings(first.register, &[column], records).unwrap();
    records.iter().map(|record| standings.of(record.id, column).cloned()).collect()
}

#[test]
fn no_standing_is_taken_for_a_field_and_each_looks_at_what_is_there() {
    let mut columns = 0;
    for register in CATALOGUE.registers() {
        let mut known: Vec<String> =
            ["number", "reference", "id", "key", "revision", "voided", "register"].map(str::to_owned).into();
        known.extend(register.fields.iter().flat_map(|field| [field.name.to_owned(), field.label.to_lowercase()]));
        for column in register.worked_out() {
            columns += 1;
            let names = [column.name.to_owned(), column.label.to_lowercase()];
            assert!(names.iter().all(|name| !known.contains(name)), "{}.{}", register.name, column.name);
            known.extend(names);
            assert!(column.help.ends_with('.'), "{}.{} explains itself", register.name, column.name);
            let one_value = Kind::target(column.kind).is_none() && !matches!(column.kind, Kind::Money | Kind::File);
            assert!(
                one_value && !column.required && !column.by_move,
                "{}.{} is worked out",
                register.name,
                column.name
            );
        }
        for standing in register.standings() {
            let stored = |register: &Register, name: &str| {
                let kind = register.field(name).unwrap_or_else(|| panic!("{} has no {name}", register.name)).kind;
                assert!(!kind.is_link() && !matches!(kind, Kind::Money | Kind::File), "{name} is no column");
            };
            match &standing.follows {
                Follows::Others { own, looks_at, .. } => {
                    own.iter().for_each(|name| stored(register, name));
                    for look in *looks_at {
                        let other = CATALOGUE.named(&look.through.register).unwrap();
                        assert!(other.field(look.through.field).unwrap().kind.is_link());
                        look.fields.iter().for_each(|name| stored(other, name));
                    }
                }
                Follows::First(answers) => {
                    let [column] = standing.columns else { panic!("answers are of one column") };
                    for answer in *answers {
                        let known = column.choice(answer.key).is_some() || ["yes", "no"].contains(&answer.key);
                        assert!(known && !answer.when.is_empty(), "{}", answer.key);
                    }
                }
                Follows::Ground => assert!(register.attests()),
                Follows::Deadline => assert!(register.deadline().is_some()),
            }
        }
    }
    assert!(columns > 20, "{columns} columns are worked out");
}

/// A KPI as it is made up: direction, frequency and grace; whether it is measured no more; limits by the day from which they
/// hold; values by the end of their period; whether each of them was voided.
type Made = (usize, usize, Option<i64>, bool, BTreeMap<u64, ([i64; 2], u8, bool)>, BTreeMap<u64, (i64, bool)>);

fn made() -> impl Strategy<Value = Made> {
    let limits =
        prop::collection::btree_map(0..900_u64, ([0..60_i64, 0..60_i64], 1..8_u8, prop::bool::weighted(0.2)), 0..4);
    let values = prop::collection::btree_map(0..900_u64, (0..60_i64, prop::bool::weighted(0.15)), 0..9);
    (0..3_usize, 0..5_usize, prop::option::of(0..40_i64), prop::bool::weighted(0.1), limits, values)
}

fn day(back: u64) -> NaiveDate {
    "2026-11-23".parse::<NaiveDate>().unwrap() - Days::new(back)
}

fn tenths(tenths: i64) -> Value {
    Value::Decimal(Decimal { scaled: tenths * 1_000, scale: 4 })
}

/// Puts made-up KPIs into a file, with what hangs on them.
fn write(fixture: &Fixture, store: &Store, kpis: &[Made]) {
    let mut acts = Vec::new();
    let mut voided = Vec::new();
    let mut create = |register: &'static Register, fields: Vec<(&str, Value)>| -> RecordId {
        let id = store.ambient().identity();
        let fields = fields.into_iter().map(|(name, value)| (field(register, name), value)).collect();
        acts.push(Act::Create { id, register, fields });
        id
    };
    for (turn, (direction, frequency, grace, ended, limits, values)) in kpis.iter().enumerate() {
        let each = kpi::Frequency::ALL[*frequency];
        let [direction, frequency] = [(kpi::Direction::ALL[*direction].key()), (kpi::Frequency::ALL[*frequency].key())];
        let mut fields = vec![
            ("name", text(&format!("KPI {turn}"))),
            ("direction", Value::Choice(direction)),
            ("frequency", Value::Choice(frequency)),
        ];
        fields.extend(grace.map(|days| ("grace", Value::Number(days))));
        fields.extend(ended.then_some(("ended", Value::YesNo(true))));
        let id = create(&kpi::REGISTER, fields);
        for (back, (bounds, which, void)) in limits {
            let (low, high) = (bounds[0].min(bounds[1]), bounds[0].max(bounds[1]));
            let [critical, warn] = if direction == "higher" { [low, high] } else { [high, low] };
            let mut fields = vec![
                ("kpi", Value::Link(id)),
                ("valid_from", Value::Date(day(*back))),
                ("grounds", text("Set anew")),
                ("set_by", Value::Link(fixture.author.person)),
            ];
            if direction == "within" {
                let bounds = [("warn", low), ("warn_high", high), ("critical", low - 5), ("critical_high", high + 5)];
                fields.extend(bounds.map(|(name, value)| (name, tenths(value))));
            } else {
                let bounds = [("target", warn, 1), ("warn", warn, 2), ("critical", critical, 4)];
                let set = bounds.into_iter().filter(|(_, _, bit)| which & bit != 0);
                fields.extend(set.map(|(name, value, _)| (name, tenths(value))));
            }
            let limit = create(&kpi_limit::REGISTER, fields);
            voided.extend(void.then_some(limit));
        }
        // A KPI has one value for a period that is over.
        let ends = |back: u64| each.begins(each.ends(day(back)).unwrap()).unwrap().pred_opt().unwrap();
        let values: BTreeMap<_, _> = values.iter().map(|(back, value)| (ends(*back), value)).collect();
        for (end, (value, void)) in values {
            let fields = vec![("kpi", Value::Link(id)), ("period_end", Value::Date(end)), ("value", tenths(*value))];
            let one = create(&measurement::REGISTER, fields);
            voided.extend(void.then_some(one));
        }
    }
    store.commit(fixture.author.clone(), Proposal::of(acts)).unwrap();
    if !voided.is_empty() {
        let acts = voided.into_iter().map(|record| Act::Void { record, based_on: Some(1) });
        let mut proposal = Proposal::of(acts.collect::<Vec<_>>());
        proposal.reason = Some("Made up".to_owned());
        store.commit(fixture.author.clone(), proposal).unwrap();
    }
}

/// The series of each KPI against the limits of its time, gathered here from whole records.
fn readings(view: View, today: NaiveDate) -> Vec<(Record, Reading)> {
    let (limits, measurements) = (all(view, &kpi_limit::REGISTER), all(view, &measurement::REGISTER));
    let of = |records: &[Record], kpi: RecordId| -> Vec<Record> {
        records.iter().filter(|one| one.get("kpi") == Some(&Value::Link(kpi))).cloned().collect()
    };
    let reading = |record: Record| {
        let points = of(&measurements, record.id);
        let points = points.iter().map(Measurement).filter_map(kpis::point).collect();
        let reading = Reading::of(Kpi(&record), &of(&limits, record.id), points, today);
        (record, reading)
    };
    all(view, &kpi::REGISTER).into_iter().map(reading).collect()
}

#[test]
fn sql_says_of_every_kpi_what_its_reading_says() {
    let mut seen = BTreeMap::<_, usize>::new();
    let mut runner = TestRunner::deterministic();
    let made = prop::collection::vec(made(), 40..50);
    for _ in 0..3 {
        let kpis = made.new_tree(&mut runner).unwrap().current();
        let fixture = Fixture::new();
        write(&fixture, &fixture.store(), &kpis);
        for later in [0, 2, 4, 8, 40, 400] {
            let now: Instant = format!("{}T09:00:00Z", day(0) + Days::new(later)).parse().unwrap();
            fixture.ambient.move_on(now);
            let store = fixture.store();
            let view = store.view();
            let today = view.circumstances().unwrap().today();
            let expected = readings(view, today);
            let records: Vec<Record> = expected.iter().map(|(record, _)| record.clone()).collect();
            let said = |name| said(view, column(&kpi::REGISTER, name), &records);
            let status: Vec<Option<&str>> = expected
                .iter()
                .map(|(record, reading)| (Kpi(record).ended() != Some(true)).then_some(reading.status.key()))
                .collect();
            assert_eq!(said("status"), status.iter().map(|key| key.map(Value::Choice)).collect::<Vec<_>>());
            let latest = |(_, reading): &(Record, Reading)| reading.latest();
            let of =
                |value: fn(&Reading) -> Option<Value>| expected.iter().map(|(_, one)| value(one)).collect::<Vec<_>>();
            assert_eq!(
                said("latest"),
                expected.iter().map(|one| latest(one).map(|(_, value)| Value::Decimal(value))).collect::<Vec<_>>()
            );
            assert_eq!(
                said("latest_on"),
                expected.iter().map(|one| latest(one).map(|(day, _)| Value::Date(day))).collect::<Vec<_>>()
            );
            assert_eq!(said("target"), of(|one| one.target.map(Value::Decimal)));
            assert_eq!(said("trend"), of(|one| Some(Value::Choice(one.course().key()))));
            assert_eq!(said("expected_by"), of(|one| one.expected_by.map(Value::Date)));

            // Narrowed and sorted by, it is worked out within the statement.
            let by = column(&kpi::REGISTER, "status");
            for one in Status::ALL {
                let query = Query {
                    filters: vec![Filter::Is(by, vec![Value::Choice(one.key())])],
                    ..Query::new(&kpi::REGISTER)
                };
                let found: Vec<_> = view.page(&query).unwrap().records.iter().map(|record| record.id).collect();
                let meant = records.iter().zip(&status).filter(|(_, status)| **status == Some(one.key()));
                assert_eq!(found, meant.map(|(record, _)| record.id).collect::<Vec<_>>(), "{one:?} on {today}");
                *seen.entry(*one).or_default() += found.len();
            }
            let rank = |status: &Option<&str>| status.map_or(usize::MAX, |key| Status::of_key(key).unwrap() as usize);
            let mut meant: Vec<_> = status.iter().map(rank).zip(records.iter().map(|record| record.id)).collect();
            meant.sort_by_key(|(rank, _)| *rank);
            let query = Query { order: Order { field: Some(by), descending: false }, ..Query::new(&kpi::REGISTER) };
            let sorted = view.page(&query).unwrap().records;
            assert!(sorted.iter().map(|record| record.id).eq(meant.into_iter().map(|(_, id)| id)), "on {today}");
        }
    }
    assert!(Status::ALL.iter().all(|one| seen.get(one).is_some_and(|count| *count > 3)), "{seen:?}");
}

#[test]
fn where_nothing_is_there_nothing_is_said_to_be_good() {
    let fixture = Fixture::new();
    ok(&fixture, "kpi add 'Nothing yet' --direction lower --frequency monthly");
    ok(&fixture, "kpi add 'No limit' --direction lower --frequency monthly");
    ok(&fixture, "measurement add --kpi K-2 --period-end 2026-10-31 --value 3");
    ok(&fixture, "kpi add 'Past' --direction lower --frequency monthly --ended yes");
    let told = ok(&fixture, "kpi list --plain");
    assert!(told.contains("K-1: Nothing yet, status Not measured, trend Too few points"), "{told}");
    assert!(told.contains("K-2: No limit, status No target, latest value 3, trend Too few points"), "{told}");
    assert!(told.contains("K-3: Past, trend Too few points"), "{told}");
    assert_eq!(ok(&fixture, "kpi list status=good --count"), "0\n");
    assert_eq!(ok(&fixture, "kpi list status=unmeasured --count"), "1\n");
    assert_eq!(ok(&fixture, "kpi list status= --count"), "1\n");
    let json = fixture.json("kpi show K-1");
    assert_eq!(json["standing"]["status"], "unmeasured");
    assert_eq!(json["standing"]["latest"], serde_json::Value::Null);
    assert!(Status::ALL.iter().all(|one| (*one == Status::Good) == (one.tone() == gavel::domain::field::Tone::Good)));
}

#[test]
fn every_list_is_narrowed_and_paged_by_what_is_worked_out_as_by_a_field() {
    let fixture = sample();
    ok(&fixture, "control edit C-9 --status none");
    let store = fixture.store();
    let view = store.view();
    let (mut sorted, mut values) = (0, 0);
    for register in CATALOGUE.registers() {
        let records = all(view, register);
        for column in register.worked_out() {
            let told = said(view, column, &records);
            let with = |filter: Filter| -> Vec<RecordId> {
                let query = Query { filters: vec![filter], ..Query::new(register) };
                let page = view.page(&query).unwrap().records;
                assert_eq!(view.count(&query).unwrap(), page.len() as u64);
                page.iter().map(|record| record.id).collect()
            };
            let meant = |keeps: &dyn Fn(&Option<Value>) -> bool| -> Vec<RecordId> {
                records.iter().zip(&told).filter(|(_, value)| keeps(value)).map(|(record, _)| record.id).collect()
            };
            assert_eq!(with(Filter::Empty(column)), meant(&|value| value.is_none()), "{}", column.name);
            assert_eq!(with(Filter::Filled(column)), meant(&|value| value.is_some()), "{}", column.name);
            if let Some(one) = told.iter().flatten().next().cloned() {
                values += 1;
                assert_eq!(with(Filter::Is(column, vec![one.clone()])), meant(&|value| value.as_ref() == Some(&one)));
                assert_eq!(
                    with(Filter::IsNot(column, vec![one.clone()])),
                    meant(&|value| value.as_ref() != Some(&one))
                );
            }
            for descending in [false, true].into_iter().filter(|_| column.sorted && !records.is_empty()) {
                sorted += 1;
                let query = Query { order: Order { field: Some(column), descending }, ..Query::new(register) };
                let whole: Vec<_> = view.page(&query).unwrap().records.iter().map(|record| record.id).collect();
                assert_eq!(whole.len(), records.len());
                let (mut after, mut paged) = (None, Vec::new());
                loop {
                    let page = view.page(&Query { after, limit: Some(7), ..query.clone() }).unwrap();
                    paged.extend(page.records.iter().map(|record| record.id));
                    after = page.records.last().map(|record| record.id);
                    if !page.more {
                        break;
                    }
                }
                assert_eq!(paged, whole, "{}.{}", register.name, column.name);
                for (place, id) in whole.iter().enumerate().step_by(11) {
                    assert_eq!(
                        view.place(&query, *id).unwrap(),
                        Some(place as u64),
                        "{}.{}",
                        register.name,
                        column.name
                    );
                }
            }
        }
    }
    assert!(sorted > 30 && values > 15, "{sorted} orders, {values} columns that say something");
}

#[test]
fn what_is_worked_out_is_what_the_domain_says_of_each_record_on_each_day() {
    let fixture = sample();
    ok(&fixture, "control edit C-9 --status none");
    ok(&fixture, "retest add 'And again' --nonconformity NC-3 --held-on 2026-11-21 --failed 40 --tested 40");
    let (mut late, mut fallen, mut accepted) = (0, 0, BTreeMap::<_, usize>::new());
    for months in [0, 1, 5, 14] {
        let now = "2026-11-23T09:00:00Z".parse::<Instant>().unwrap() + chrono::Months::new(months);
        fixture.ambient.move_on(now);
        let store = fixture.store();
        let view = store.view();
        let today = view.circumstances().unwrap().today();
        for register in CATALOGUE.registers() {
            let records = all(view, register);
            if register.deadline().is_some() {
                let meant: Vec<_> = records
                    .iter()
                    .map(|record| {
                        Deadline::of(record, today).filter(Deadline::is_late).map(|one| Value::Number(-one.left))
                    })
                    .collect();
                late += meant.iter().flatten().count();
                assert_eq!(said(view, column(register, "days_late"), &records), meant, "{}", register.name);
            }
            if let Some(machine) = register.machine.filter(|_| register.attests()) {
                let meant: Vec<_> = records
                    .iter()
                    .map(|record| match (record.fallen, machine.attests(record)) {
                        (true, _) => Some(Value::YesNo(false)),
                        (false, attested) => attested.map(|_| Value::YesNo(true)),
                    })
                    .collect();
                fallen += meant.iter().filter(|one| **one == Some(Value::YesNo(false))).count();
                assert_eq!(said(view, column(register, "proven"), &records), meant, "{}", register.name);
            }
        }
        let risks = all(view, &risk::REGISTER);
        for (record, value) in risks.iter().zip(said(view, column(&risk::REGISTER, "acceptance"), &risks)) {
            let meant = match (record.state() == Some(risk::State::Accepted.key()), record.lapsed(today)) {
                (false, _) => None,
                (true, Some(_)) => Some(Acceptance::Ended),
                (true, None) if record.fallen => Some(Acceptance::Unproven),
                (true, None) => Some(Acceptance::Holds),
            };
            assert_eq!(value, meant.map(|one| Value::Choice(one.key())), "{} on {today}", record.reference());
            *accepted.entry(meant).or_default() += 1;
        }
        let controls = all(view, &control::REGISTER);
        for (record, works) in controls.iter().zip(said(view, column(&control::REGISTER, "works"), &controls)) {
            assert_eq!(works == Some(Value::YesNo(true)), Control(record).works(), "{}", record.reference());
            assert_eq!(works.is_none(), Control(record).applicable() != Some(true), "{}", record.reference());
        }
    }
    assert!(late > 20 && fallen > 4 && accepted.len() == 4, "{late} {fallen} {accepted:?}");
}

#[test]
fn a_standing_is_shown_typed_and_written_out_as_a_field_is() {
    let fixture = sample();
    ok(&fixture, "control edit C-9 --status none");
    let csv = ok(&fixture, "risk list --csv proven=no");
    let (header, row) = csv.split_once('\n').unwrap();
    let cell = |name: &str| {
        let place = header.trim_end().split(',').position(|one| one == name).unwrap();
        csv::ReaderBuilder::new().has_headers(false).from_reader(row.as_bytes()).records().next().unwrap().unwrap()
            [place]
            .to_owned()
    };
    assert_eq!((cell("reference"), cell("proven"), cell("acceptance")), ("R-8".into(), "no".into(), "unproven".into()));
    assert!(ok(&fixture, "kpi list status=critical --plain").starts_with("K-3:"));
    assert!(ok(&fixture, "kpi list 'status=critical,late' --sort -status --plain").starts_with("K-14:"));
    assert!(ok(&fixture, "kpi list latest=100..").contains("K-13"));
    assert!(ok(&fixture, "action list days_late=1.. --sort -days-late --limit 1 --plain").contains("d late"));
    let shown = ok(&fixture, "kpi show K-3");
    assert!(shown.contains("Status              Critical") && shown.contains("Latest value        57.6"), "{shown}");
    assert!(ok(&fixture, "kpi list --help").contains("status: How it stands today. [critical, watch, late"));
    let said = fixture.fails(2, &["kpi", "list", "statuss=late"]);
    assert!(said.contains("did you mean status?"), "{said}");
    let said = fixture.fails(2, &["kpi", "edit", "K-3", "--status", "good"]);
    assert!(said.contains("--status"), "{said}");
    // What was asked for is spelled as it is typed.
    let store = fixture.store();
    let mut reader = Reader::new(store.view(), store.ambient(), None).unwrap();
    for (register, typed) in
        [(&risk::REGISTER, "proven=no acceptance!=ended"), (&kpi::REGISTER, "status=good,watch latest=1..5")]
    {
        let terms: Vec<String> = typed.split(' ').map(str::to_owned).collect();
        let read = filter::read(register, &terms, &mut reader).unwrap();
        let spelled = filter::spell(&read.filters, store.view()).unwrap();
        let terms: Vec<String> = spelled.split(' ').map(str::to_owned).collect();
        assert_eq!(filter::read(register, &terms, &mut reader).unwrap().filters, read.filters, "{spelled}");
    }
    drop(store);
    let mut desk = Desk::new(&fixture);
    desk.press("8")
        .text("KPIs")
        .press("Enter")
        .sees("Status")
        .sees("No recent value")
        .press("/")
        .text("status=critical")
        .press("Enter");
    desk.sees("Fraud referrals that lead nowhere").sees("Critical");
    assert!(!desk.screen().contains("Motor pricing: shift"), "{}", desk.screen());
}

/// The round of each obligation is that of the task which the workflow finds for it.
#[test]
fn an_obligation_says_how_far_its_round_is() {
    let fixture = sample();
    for one in [
        "obligation add 'Look at the policy' --type policy --every-months 12 --next-due 2026-12-20",
        "obligation add 'Ask the vendors' --type other --every-months 6 --next-due 2026-12-20",
        "obligation add 'Count the incidents' --type other --every-months 6 --next-due 2026-12-20",
        "obligation add 'Test the fallback' --type other --every-months 6 --next-due 2026-12-20",
    ] {
        ok(&fixture, one);
    }
    let numbers = |fixture: &Fixture| {
        let store = fixture.store();
        all(store.view(), &obligation::REGISTER).iter().map(|record| record.reference().to_string()).collect::<Vec<_>>()
    };
    let numbers = numbers(&fixture);
    let [waiting, begun, done, ended] = numbers.last_chunk::<4>().unwrap();
    let task = |of: &str| ok(&fixture, &format!("action add 'The task of {of}' --source {of} --owner me"));
    task(begun);
    let told = task(done);
    let action = told.split_whitespace().find(|word| word.starts_with("A-")).unwrap().trim_matches([':', '.', ',']);
    ok(&fixture, &format!("action done {action} --evidence 'Seen to it'"));
    ok(&fixture, &format!("obligation end {ended} --reason 'The vendor does it'"));
    let round = |of: &str| {
        let json = fixture.json(&format!("obligation show {of}"));
        json["standing"]["round"].clone()
    };
    assert_eq!((round(waiting), round(begun), round(done)), ("not-begun".into(), "under-way".into(), "done".into()));
    assert_eq!(round(ended), serde_json::Value::Null);
    let store = fixture.store();
    let view = store.view();
    let records = all(view, &obligation::REGISTER);
    for (record, said) in records.iter().zip(said(view, column(&obligation::REGISTER, "round"), &records)) {
        let task = obligations::task_of(view, record).unwrap();
        let taken = task.and_then(|task| Obligation(record).taken(Action(&task))).unwrap_or(Round::NotBegun);
        let runs = Obligation(record).state() == Some(obligation::State::Running);
        assert_eq!(said, runs.then(|| Value::Choice(taken.key())), "{}", record.reference());
    }
}

#[test]
fn the_heat_map_marks_where_an_acceptance_is_over() {
    let fixture = sample();
    let mut desk = Desk::new(&fixture);
    desk.press("4").sees_not("acceptance over");
    let before = desk.screen();
    drop(desk);
    ok(&fixture, "control edit C-9 --status none");
    let mut desk = Desk::new(&fixture);
    desk.press("4").sees("1 acceptance over");
    let changed: Vec<_> =
        before.chars().zip(desk.screen().chars()).filter(|(was, is)| was != is && *is == '!').collect();
    assert_eq!(changed.len(), 2, "one cell is marked, and what the mark means is said: {}", desk.screen());
    desk.sees("! acceptance over");
}

#[test]
fn the_heat_map_and_the_page_of_risks_say_which_rose_and_which_fell_since_the_last_review() {
    let fixture = sample();
    let before = fixture.json("risk map");
    ok(&fixture, "risk edit R-1 --likelihood 5 --impact 5 --reason 'Seen twice in a month'");
    let after = fixture.json("risk map");
    assert_eq!(after["rose"].as_i64().unwrap(), before["rose"].as_i64().unwrap() + 1, "{after}");
    assert_eq!(after["fell"], before["fell"]);
    let moved = after["moved"].as_array().unwrap();
    let this = moved.iter().find(|row| row["number"] == "R-1").unwrap_or_else(|| panic!("{after}"));
    assert_eq!(this["now"], "Critical");
    let mut desk = Desk::new(&fixture);
    let told = |json: &serde_json::Value| format!("since MR-2: ▲ {} up, ▼ {} down", json["rose"], json["fell"]);
    let words = told(&after);
    desk.press("4").sees(&words);
    desk.press("b").sees_not("since MR-2");
    // Where no review was held, nothing has moved since.
    assert!(
        Fixture::after(|fixture| ok(fixture, "risk add Scores --owner rosa").clear()).json("risk map")["rose"]
            .is_null()
    );
}

#[test]
fn what_was_exported_with_its_standing_comes_in_as_it_did_without() {
    let fixture = sample();
    for register in ["kpi", "risk", "action"] {
        let whole = ok(&fixture, &format!("{register} list --csv --limit 5"));
        let worked = CATALOGUE.named(register).unwrap().worked_out().count();
        assert!(worked > 0);
        let mut bare = String::new();
        for line in csv::ReaderBuilder::new().has_headers(false).from_reader(whole.as_bytes()).records() {
            let line = line.unwrap();
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(line.iter().take(line.len() - worked)).unwrap();
            bare.push_str(&String::from_utf8(writer.into_inner().unwrap()).unwrap());
        }
        let proposed = |name: &str, table: &str| {
            let path = fixture.folder().join(name);
            std::fs::write(&path, table).unwrap();
            let table =
                gavel::exchange::import::FileTable::read(&path, &gavel::exchange::import::Wanted::default()).unwrap();
            format!("{:?}", gavel::exchange::import::matching::propose(CATALOGUE.named(register).unwrap(), &table))
        };
        assert_eq!(proposed("whole.csv", &whole), proposed("bare.csv", &bare), "{register}");
    }
}
