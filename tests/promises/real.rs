//! Real public text through the whole store; and where it lies, for whatever is tested with it.

use std::path::PathBuf;

use gavel::domain::note;
use gavel::domain::value::Value;
use gavel::store::list::Query;
use gavel::store::{Act, Proposal};

use super::fixture::{Fixture, field};

/// The folder with the real data, which only tests that are asked for by `--ignored` read.
pub fn data() -> PathBuf {
    std::env::var_os("GAVEL_REAL_DATA").expect("GAVEL_REAL_DATA names the folder with the real data").into()
}

#[test]
#[ignore = "reads real public data: GAVEL_REAL_DATA=FOLDER cargo test -- --ignored"]
fn real_text_goes_in_is_found_and_comes_out_as_it_was() {
    let path = data().join("AI-Risk-Database-v3.csv");
    let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let cells: Vec<String> = reader
        .records()
        .flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
        .filter(|cell| cell.trim().len() > 20)
        .collect();
    assert!(cells.len() > 2000, "{} cells", cells.len());
    let fixture = Fixture::new();
    let store = fixture.store();
    let about = Value::Link(fixture.author.person);
    let act = |cell: &String| Act::Create {
        id: fixture.ambient.identity(),
        register: &note::REGISTER,
        fields: vec![
            (field(&note::REGISTER, "text"), Value::Text(cell.clone())),
            (field(&note::REGISTER, "about"), about.clone()),
        ],
    };
    let acts: Vec<_> = cells.iter().map(act).collect();
    store.commit(fixture.author.clone(), Proposal::of(acts)).unwrap();
    let records = store.view().page(&Query::new(&note::REGISTER)).unwrap().records;
    assert!(records.iter().map(|record| record.title()).eq(cells.iter().map(String::as_str)));
    for words in ["discrimination", "privacy leak", "\"AI\""] {
        assert!(!store.view().search(words, gavel::store::search::Order::Newest, 10).unwrap().is_empty(), "{words}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let listed = fixture.ok(&["note", "list"]);
    assert_eq!(listed.lines().count(), cells.len() + 1, "each record stands on one line");
}
