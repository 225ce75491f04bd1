//! How fast lists are that show how records stand, and those that are narrowed or sorted by it, by
//! the processor's time.

#[path = "generated/clock.rs"]
mod clock;
mod generated;

use std::path::Path;
use std::time::Duration;

use chrono::{Datelike, Days, Months, NaiveDate};
use gavel::domain::field::Field;
use gavel::domain::identity::RecordId;
use gavel::domain::register::Register;
use gavel::domain::value::{Decimal, Value};
use gavel::domain::{action, kpi, kpi_limit, measurement, risk};
use gavel::store::gavel::GAVEL;
use gavel::store::list::{Filter, Order, Query};
use gavel::store::{Act, Ambient, Author, Proposal, Store};

use clock::timed;
use generated::file::create;
use generated::{RECORDS, actions};

const RUNS: usize = 9;

/// KPIs, and the values of each.
const KPIS: usize = 300;
const VALUES: usize = 60;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("standing.db");
    let (store, author) = create(&path, &GAVEL);
    store.commit(author.clone(), Proposal::of(actions(author.person))).expect("actions");
    risks(&store, &author);
    kpis(&store, &author);
    drop(store);
    accept(&path);
    let store = Store::open(&path, &GAVEL, Ambient::System).expect("the file");
    lists(&store, &action::REGISTER, "100 000 actions", "days_late", Value::Number(3));
    lists(&store, &risk::REGISTER, "100 000 risks", "acceptance", Value::Choice("ended"));
    lists(&store, &risk::REGISTER, "100 000 risks", "proven", Value::YesNo(false));
    lists(&store, &kpi::REGISTER, "300 KPIs of 60 values", "status", Value::Choice("critical"));
}

fn create_one(register: &'static Register, fields: Vec<(&str, Value)>) -> (RecordId, Act) {
    let id = Ambient::System.identity();
    let fields = fields.into_iter().filter_map(|(name, value)| Some((register.field(name)?, value))).collect();
    (id, Act::Create { id, register, fields })
}

fn day(back: usize) -> NaiveDate {
    chrono::Utc::now().date_naive() - Days::new(back as u64)
}

/// The last day of the month that lies so many before the last one that is over.
fn month_end(back: usize) -> NaiveDate {
    let first = day(0).with_day(1).expect("a day") - Months::new(back as u32);
    first.pred_opt().expect("a day")
}

fn risks(store: &Store, author: &Author) {
    let acts = (0..RECORDS).map(|turn| {
        let fields = vec![
            ("title", Value::Text(format!("Risk number {turn} of a long register"))),
            ("owner", Value::Link(author.person)),
        ];
        create_one(&risk::REGISTER, fields).1
    });
    store.commit(author.clone(), Proposal::of(acts.collect::<Vec<_>>())).expect("risks");
}

/// Lets two of three risks be accepted, which is no matter of time here.
fn accept(path: &Path) {
    let file = rusqlite::Connection::open(path).expect("the file");
    file.execute_batch(
        "UPDATE risk SET state = 'accepted', review_by = date('now', (key % 400 - 200) || ' days') WHERE key % 3 > 0",
    )
    .expect("accepted risks");
}

fn kpis(store: &Store, author: &Author) {
    let value = |tenths: usize| Value::Decimal(Decimal { scaled: tenths as i64 * 1_000, scale: 4 });
    let mut acts = Vec::new();
    for turn in 0..KPIS {
        let fields = vec![
            ("name", Value::Text(format!("KPI {turn}"))),
            ("direction", Value::Choice("lower")),
            ("frequency", Value::Choice("monthly")),
        ];
        let (id, act) = create_one(&kpi::REGISTER, fields);
        acts.push(act);
        let limit = vec![
            ("kpi", Value::Link(id)),
            ("valid_from", Value::Date(day(3_000))),
            ("target", value(40)),
            ("critical", value(60)),
            ("grounds", Value::Text("As agreed".into())),
            ("set_by", Value::Link(author.person)),
        ];
        acts.push(create_one(&kpi_limit::REGISTER, limit).1);
        for period in 0..VALUES {
            let fields = vec![
                ("kpi", Value::Link(id)),
                ("period_end", Value::Date(month_end(period))),
                ("value", value(20 + (turn * 7 + period * 11) % 60)),
            ];
            acts.push(create_one(&measurement::REGISTER, fields).1);
        }
    }
    store.commit(author.clone(), Proposal::of(acts)).expect("KPIs");
}

fn lists(store: &Store, register: &'static Register, what: &str, name: &str, value: Value) {
    let view = store.view();
    let columns: Vec<&'static Field> = register.worked_out().collect();
    let by = *columns.iter().find(|column| column.name == name).expect("the column");
    let whole = Query { limit: Some(50), ..Query::new(register) };
    // A page with everything that is worked out of its records.
    let shown = |query: &Query| {
        let page = view.page(query).expect("a page");
        view.standings(register, &columns, &page.records).expect("how they stand");
        page
    };
    let deep = view.page(&Query { limit: Some(60_000), ..whole.clone() }).expect("a long page");
    let deep = Query { after: deep.records.last().map(|record| record.id), backward: true, ..whole.clone() };
    println!("{what}");
    report("  a page with all that is worked out", median(|| drop(shown(&whole))), "5 ms");
    report("  one deep inside", median(|| drop(shown(&deep))), "5 ms");
    let narrowed = Query { filters: vec![Filter::Is(by, vec![value])], ..whole.clone() };
    report(&format!("  narrowed by {name}: a page"), median(|| drop(shown(&narrowed))), "50 ms");
    report("  how many there are", median(|| drop(view.count(&narrowed))), "50 ms");
    for descending in [false, true].into_iter().filter(|_| by.sorted) {
        let sorted = Query { order: Order { field: Some(by), descending }, ..whole.clone() };
        let after = shown(&sorted).records.last().map(|record| record.id);
        let reversed = if descending { ", reversed" } else { "" };
        report(&format!("  sorted by {name}{reversed}: the first page"), median(|| drop(shown(&sorted))), "50 ms");
        report("  the next one", median(|| drop(shown(&Query { after, ..sorted.clone() }))), "50 ms");
    }
}

fn median(work: impl Fn()) -> Duration {
    let mut times: Vec<_> = (0..RUNS).map(|_| timed(&work)).collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn report(what: &str, time: Duration, bound: &str) {
    println!("{what:<52}{:>10.3} ms (≤ {bound})", time.as_secs_f64() * 1000.0);
}
