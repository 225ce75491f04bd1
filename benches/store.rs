//! How fast the store is with 100 000 records in one register: `cargo bench`.
//!
//! Each figure is a median over several runs, since machines are noisy; the saving of a record is set against a bare
//! SQLite commit of the same bytes on the same disk, in turns.

mod generated;

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use gavel::domain::action;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::RecordId;
use gavel::domain::risk;
use gavel::domain::transaction::FieldChange;
use gavel::exchange::import::run::{Import, Mode};
use gavel::exchange::import::{FileTable, Wanted, matching};
use gavel::store::gavel::GAVEL;
use gavel::store::list::{Order, Query};
use gavel::store::{Act, Ambient, Author, Proposal, Store, search, verify};

use generated::file::create;
use generated::{RECORDS, action, actions};

const RUNS: usize = 15;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bench.db");
    let (store, author) = create(&path, &GAVEL);
    bulk(&store, &author);
    save(&store, &author, folder.path());
    pages(&store);
    searches(&store);
    proof(folder.path());
    import(folder.path());
}

/// A file of 100 000 risks, brought into a new database.
fn import(folder: &Path) {
    let rows = (0..RECORDS).map(|turn| {
        let (likelihood, impact, month, day) = (1 + turn % 5, 1 + turn / 5 % 5, 1 + turn % 12, 1 + turn % 28);
        format!(
            "EXT-{turn},Risk number {turn} of a long register,\"Source {}, of several\nlines\",What could happen {turn},\
             {likelihood},{impact},2027-{month:02}-{day:02},The plan of {turn}\n",
            turn % 97,
        )
    });
    let header = "ID,Risk title,Risk source,Event,Likelihood,Impact,Review date,Treatment plan\n";
    let path = folder.join("risks.csv");
    std::fs::write(&path, header.to_owned() + &rows.collect::<String>()).expect("a file of risks");
    let (store, author) = create(&folder.join("import.db"), &GAVEL);
    let start = Instant::now();
    let table = Arc::new(FileTable::read(&path, &Wanted::default()).expect("a table"));
    let mapping = matching::propose(&risk::REGISTER, &table).mapping;
    let import = Import::new(&risk::REGISTER, table, &mapping, Mode::All, store.ambient().clone()).expect("a mapping");
    let (ended, has_ended) = mpsc::channel();
    store.batch(author, Proposal::default(), move |batch| import.run(batch), move |outcome| drop(ended.send(outcome)));
    let (_, told) = has_ended.recv().expect("an answer").expect("an import");
    assert_eq!((told.added, told.kept), (RECORDS, true));
    report("import 100 000 risks", start.elapsed(), "10 s");
}

fn bulk(store: &Store, author: &Author) {
    let acts = actions(author.person);
    let start = Instant::now();
    store.commit(author.clone(), Proposal::of(acts)).expect("a bulk commit");
    report("append 100 000 records in bulk", start.elapsed(), "10 s");
}

fn save(store: &Store, author: &Author, folder: &Path) {
    let bare = rusqlite::Connection::open(folder.join("bare.db")).expect("a bare file");
    bare.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE t (k INTEGER PRIMARY KEY, b TEXT)",
    )
    .expect("a bare table");
    let (mut ours, mut edits, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for turn in 0..RUNS * 20 {
        let (id, act) = action(RECORDS + turn, author.person);
        let start = Instant::now();
        store.commit(author.clone(), Proposal::of([act])).expect("a commit");
        ours.push(start.elapsed());
        let due = action::ActionField::Due.field();
        let record = store.view().record(id).expect("a read").expect("the record");
        let edit = Act::Edit {
            record: id,
            based_on: 1,
            fields: vec![FieldChange { field: due, before: record.get("due").cloned(), after: None }],
        };
        let start = Instant::now();
        store.commit(author.clone(), Proposal::of([edit])).expect("an edit");
        edits.push(start.elapsed());
        let bytes = "x".repeat(900);
        let start = Instant::now();
        bare.execute("INSERT INTO t (b) VALUES (?)", [bytes]).expect("a bare commit");
        theirs.push(start.elapsed());
    }
    let (ours, edits, theirs) = (median(ours), median(edits), median(theirs));
    report("bare SQLite commit of the same bytes", theirs, "");
    let ratio = |one: Duration| one.as_secs_f64() / theirs.as_secs_f64();
    println!("{:<44}{:>10.2} x bare   (≤ 2.5)   {:?}", "save a new record", ratio(ours), ours);
    println!("{:<44}{:>10.2} x bare   (≤ 2.5)   {:?}", "save an edit", ratio(edits), edits);
}

fn pages(store: &Store) {
    let view = store.view();
    let register = &action::REGISTER;
    let orders = register.fields.iter().filter(|field| field.sorted).map(Some).chain([None]);
    for (field, descending) in orders.flat_map(|field| [(field, false), (field, true)]) {
        let query = Query { order: Order { field, descending }, limit: Some(50), ..Query::new(register) };
        let first = view.page(&query).expect("a page");
        let deep = deep_in(store, &query);
        let time = |query: &Query| median((0..RUNS).map(|_| timed(|| view.page(query).expect("a page"))).collect());
        let name = format!(
            "page by {}{}",
            field.map_or("number", |field| field.name),
            if descending { ", reversed" } else { "" }
        );
        report(&name, time(&query), "5 ms");
        let after = first.records.last().map(|record| record.id);
        report("  the next one", time(&Query { after, ..query.clone() }), "5 ms");
        report("  one deep inside", time(&Query { after: deep, ..query }), "5 ms");
    }
}

fn deep_in(store: &Store, query: &Query) -> Option<RecordId> {
    let all = store.view().page(&Query { limit: Some(60_000), ..query.clone() }).expect("a long page");
    all.records.last().map(|record| record.id)
}

fn searches(store: &Store) {
    for words in ["c", "ch", "che", "check", "check bias", "system 49", "A-4711", "t", "s 4"] {
        let find = |order| store.view().search(words, order, 50).expect("a search");
        let newest = median((0..RUNS).map(|_| timed(|| find(search::Order::Newest))).collect());
        report(&format!("search “{words}”"), newest, "16 ms");
    }
}

/// The chain and the replay, over a journal of 100 000 transactions.
fn proof(folder: &Path) {
    let path = folder.join("proof.db");
    let (store, author) = create(&path, &GAVEL);
    // Durability is not measured here, so the file is filled without it.
    drop(store);
    fill(&path, &author);
    let store = Store::open(&path, &GAVEL, Ambient::System).expect("the file");
    let reader = rusqlite::Connection::open(&path).expect("a reader");
    let total = verify::chain(&reader).expect("a chain").transactions;
    let chain = median((0..5).map(|_| timed(|| verify::chain(&reader).expect("a chain"))).collect());
    println!("{:<44}{:>10.0} transactions/s (≥ 300 000)", "chain", total as f64 / chain.as_secs_f64());
    let whole = median((0..3).map(|_| timed(|| store.verify(None, &mut |_| {}).expect("a report"))).collect());
    println!(
        "{:<44}{:>10.0} transactions/s (≥ 50 000)",
        "verify: chain, replay and compare",
        total as f64 / whole.as_secs_f64()
    );
    let report = store.verify(None, &mut |_| {}).expect("a report");
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    println!("{:<44}{:>10}", "peak memory of this run, KiB", peak_memory());
    assert_eq!(CATALOGUE.registers().count(), GAVEL.catalogue.registers().count());
}

fn fill(path: &Path, author: &Author) {
    let store = Store::open(path, &GAVEL, Ambient::System).expect("the file");
    for turn in 0..RECORDS {
        let (_, act) = action(turn, author.person);
        store.commit(author.clone(), Proposal::of([act])).expect("a commit");
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    std::hint::black_box(work());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn report(what: &str, time: Duration, bound: &str) {
    let bound = if bound.is_empty() { String::new() } else { format!("(≤ {bound})") };
    println!("{what:<44}{:>10.3} ms {bound}", time.as_secs_f64() * 1000.0);
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)).unwrap_or("unknown").to_owned()
}
