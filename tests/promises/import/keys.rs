//! The key of the source: each register keeps it, so that next year's file changes this year's records.

use gavel::domain::catalogue::CATALOGUE;

use crate::fixture::Fixture;

use super::{counts, exported, file, import, refusals};

#[test]
fn each_register_into_which_tables_come_keeps_the_key_of_the_source() {
    for register in CATALOGUE.registers().filter(|register| !register.single && !register.composed) {
        let field = register.field("source_key").unwrap_or_else(|| panic!("{} keeps no key", register.name));
        assert_eq!(field.personal, register.name == "person", "what others call a person is about that person");
    }
}

/// Tables of other tools: the register, a table, and the same table where one row says something else.
const TABLES: [(&str, &str, &str, &str); 7] = [
    (
        "system",
        "Use Case ID,Name,Purpose\nX-1,Chatbot,Answers questions\nX-2,Scanner,Finds forged papers\n",
        "Chatbot",
        "Assistant",
    ),
    (
        "action",
        "ID,What,Due\n17,Renew the card,2026-12-01\n18,Test again,2026-12-02\n",
        "Renew the card",
        "Renew the model card",
    ),
    (
        "incident",
        "ID,Title,Type,Occurred on\n7,Wrong refusals,incident,2026-01-02\n8,Bias found,near-miss,2026-01-03\n",
        "2026-01-02",
        "2026-01-04",
    ),
    ("control", "Control,Title\nC.1,Keep logs\nC.2,Train people\n", "Keep logs", "Keep logs of use"),
    (
        "kpi",
        "ID,Name,Frequency,Direction\n1,Complaints,monthly,lower\n2,Appeals,monthly,lower\n",
        "Complaints",
        "Complaints received",
    ),
    ("person", "ID,Name,Unit\n4411,Jo Barrow,Claims\n4412,Kim Vale,Claims\n", "Jo Barrow", "Jo Barrow-Lee"),
    ("risk", "ID,Title\nR7,Drift\nR8,Leak\n", "Drift", "Drift of the model"),
];

#[test]
fn next_year_s_file_changes_what_changed_and_nothing_else() {
    let fixture = Fixture::new();
    for (register, text, before, after) in TABLES {
        let path = file(&fixture, "this.csv", text);
        let report = import(&fixture, register, &path, &["--write"]);
        assert_eq!(counts(&report), (2, 0, 0, 0), "{register}: {:?}", refusals(&report));
        let head = fixture.store().view().head().unwrap();
        assert_eq!(counts(&import(&fixture, register, &path, &["--write"])), (0, 0, 2, 0), "{register}");
        assert_eq!(fixture.store().view().head().unwrap(), head, "{register}");
        let path = file(&fixture, "next.csv", text.replacen(before, after, 1));
        let report = import(&fixture, register, &path, &["--write"]);
        assert_eq!(counts(&report), (0, 1, 1, 0), "{register}: {:?}", refusals(&report));
        assert!(exported(&fixture, register).contains(after), "{register}");
    }
    assert!(fixture.ok(&["search", "X-2"]).contains("Scanner"), "a key is found");
    let shown = fixture.ok(&["system", "show", "SYS-1"]);
    assert!(shown.contains("Key of the source") && shown.contains("X-1"), "{shown}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// What was typed, or brought before there were keys, is recognised by what it says, and has the key from then on.
#[test]
fn a_record_without_a_key_is_given_the_one_of_the_row_that_says_the_same() {
    let fixture = Fixture::new();
    fixture.ok(&["system", "add", "Chatbot", "--purpose", "Answers questions"]);
    let path = file(&fixture, "this.csv", "ID,Name,Purpose\nX-1,Chatbot,Answers questions\n");
    assert_eq!(counts(&import(&fixture, "system", &path, &["--write"])), (0, 1, 0, 0));
    let path =
        file(&fixture, "next.csv", "ID,Name,Purpose\nX-1,Assistant,Answers letters\nX-2,Assistant,Answers letters\n");
    assert_eq!(counts(&import(&fixture, "system", &path, &["--write"])), (1, 1, 0, 0), "another key is another record");
    assert!(exported(&fixture, "system").contains("SYS-1,Assistant,"));
}

#[test]
fn rows_of_one_key_are_one_record_and_are_named() {
    let fixture = Fixture::new();
    let text = "Ticket,What,Due\nT-1,Renew the card,2026-12-01\nT-1,Renew the card,\nT-2,Test again,2026-12-02\n";
    let path = file(&fixture, "actions.csv", text);
    let run = fixture.ok(&["import", "action", path.to_str().unwrap(), "--key", "Ticket", "--write"]);
    assert!(run.contains("Records of several rows  1  (T-1)"), "{run}");
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "2");
}

#[test]
fn the_key_of_a_person_is_erased_with_the_others_of_their_data() {
    let fixture = Fixture::new();
    let path = file(&fixture, "people.csv", "ID,Name\n441177,Jo Barrow\n");
    import(&fixture, "person", &path, &["--write"]);
    fixture.ok(&["erase", "person", "P-2", "source_key", "--reason", "left and asked for it", "--approved-by", "P-1"]);
    assert!(!exported(&fixture, "person").contains("441177"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
