//! What real files hold, each in a small file of our own.

use crate::fixture::Fixture;

use super::{counts, exported, file, import, refusals};

const SYSTEMS: &str =
    "Use case name,Department,Purpose\nClaims triage,Claims,Sorts claims\nPricing,Motor,Sets a price\n";

#[test]
fn a_file_says_the_same_in_every_encoding_and_with_every_delimiter() {
    let text = "Use case name;Department;Purpose\nZoë’s triage;Schäden;Sorts claims\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let forms: [Vec<u8>; 5] = [
        text.as_bytes().to_vec(),
        [b"\xef\xbb\xbf".to_vec(), text.as_bytes().to_vec()].concat(),
        windows.into_owned(),
        [b"\xff\xfe".to_vec(), wide].concat(),
        text.replace(';', "\t").into_bytes(),
    ];
    for bytes in forms {
        let fixture = Fixture::new();
        let path = file(&fixture, "systems.csv", bytes);
        assert_eq!(counts(&import(&fixture, "system", &path, &["--write"])), (1, 0, 0, 0));
        let shown = fixture.ok(&["system", "show", "SYS-1"]);
        assert!(shown.contains("Zoë’s triage") && shown.contains("Schäden"), "{shown}");
    }
}

#[test]
fn names_in_another_line_and_repeated_names_are_told_apart() {
    let fixture = Fixture::new();
    let text = "Inventory of systems,,,\nas of 2026,,,\nUse case name,Other,Other,Purpose\nTriage,a,b,Sorts\n";
    let path = file(&fixture, "systems.csv", text);
    assert_eq!(counts(&import(&fixture, "system", &path, &["--set", "vendor=Other (2)", "--write"])), (1, 0, 0, 0));
    assert!(exported(&fixture, "system").contains(",b,"), "the second of the two");
    let told = fixture.fails(2, &["import", "system", path.to_str().unwrap(), "--set", "vendor=Othr (2)"]);
    assert!(told.contains("has no column “Othr (2)”; did you mean “Other (2)”?"), "{told}");
}

#[test]
fn cells_of_several_lines_stay_so_in_long_texts_and_become_one_line_in_others() {
    let fixture = Fixture::new();
    let path = file(&fixture, "systems.csv", "Name,Purpose\r\n\"Claims\r\n triage\",\"Sorts\nclaims\"\r\n");
    assert_eq!(counts(&import(&fixture, "system", &path, &["--write"])), (1, 0, 0, 0));
    let out = exported(&fixture, "system");
    assert!(out.contains("Claims triage,") && out.contains("\"Sorts\nclaims\""), "{out}");
}

#[test]
fn rows_that_repeat_wholly_are_taken_once_and_said_others_are_not() {
    let fixture = Fixture::new();
    let text = format!("{SYSTEMS}Claims triage,Claims,Sorts claims\nClaims triage,Claims,Sorts complaints\n");
    let path = file(&fixture, "systems.csv", text);
    let report = import(&fixture, "system", &path, &["--write"]);
    assert_eq!(counts(&report), (3, 0, 0, 0));
    assert_eq!(report["repeated"], serde_json::json!([{ "line": 4, "of": 2 }]));
    let again = import(&fixture, "system", &path, &["--write"]);
    assert_eq!(counts(&again), (0, 0, 3, 0));
}

#[test]
fn dates_tell_their_order_and_doubtful_or_worded_ones_are_refused_at_their_place() {
    let fixture = Fixture::new();
    let told = "Name,Purpose,Date retired\nA,x,7/31/2024\nB,x,2/3/2025\n";
    let path = file(&fixture, "told.csv", told);
    assert_eq!(counts(&import(&fixture, "system", &path, &["--write"])), (2, 0, 0, 0));
    assert!(exported(&fixture, "system").contains("2025-02-03"), "the first row says that the month stands first");
    let doubtful = "Name,Purpose,Date retired\nC,x,2/3/2025\nD,x,Q3 2025\nE,x,N/A\n";
    let path = file(&fixture, "doubtful.csv", doubtful);
    let report = import(&fixture, "system", &path, &[]);
    assert_eq!(counts(&report), (1, 0, 0, 2));
    assert_eq!(
        refusals(&report),
        [
            "2 Date retired 2/3/2025: It could be 2 March or 3 February: say which, day-first or month-first",
            "3 Date retired Q3 2025: No day, but a longer time: say whether its first or last is meant",
        ]
    );
    let report = import(&fixture, "system", &path, &["--dates", "day-first"]);
    assert_eq!(counts(&report), (2, 0, 0, 1));
}

#[test]
fn yes_and_choices_are_known_in_many_spellings() {
    let fixture = Fixture::new();
    let text = "Name,Purpose,In scope,Tier\nA,x,Yes,High\nB,x,YES,1 - low\nC,x,TRUE,CRITICAL \nD,x,maybe,enormous\n";
    let path = file(&fixture, "systems.csv", text);
    let report = import(&fixture, "system", &path, &[]);
    assert_eq!(counts(&report), (3, 0, 0, 1));
    assert_eq!(
        refusals(&report),
        ["5 In scope maybe: Neither yes nor no", "5 Tier enormous: None of: Low, Medium, High, Critical"]
    );
    import(&fixture, "system", &path, &["--write", "--good-rows"]);
    let listed = fixture.ok(&["system", "list", "in-scope=yes", "--count"]);
    assert_eq!(listed.trim(), "3");
}

const FINDINGS: &str = "report,award,number,criterion,grave,repeat\n\
                        9,a,2024-1,B,Y,N\n9,b,2024-1,B,N,N\n9,c,2024-1,B,N,N\n7,a,2024-1,C,N,Y\n";

fn findings_mapping(fixture: &Fixture) -> String {
    let mapping = r#"{
        "register": "finding", "key": ["report", "number"],
        "fields": {
            "title": { "columns": ["number", "report"], "join": " of " },
            "audit": { "columns": ["report"], "find_by": "source_key", "create": { "type": "other" } },
            "grade": { "when": [{ "column": "grave", "is": "y", "then": "major" }], "otherwise": "minor" },
            "requirement": { "columns": ["criterion"] },
            "repeat": { "columns": ["repeat"] }
        } }"#;
    file(fixture, "findings.json", mapping).to_str().unwrap().to_owned()
}

#[test]
fn rows_of_one_key_make_one_record_and_their_flags_its_grade() {
    let fixture = Fixture::new();
    let (path, map) = (file(&fixture, "findings.csv", FINDINGS), findings_mapping(&fixture));
    let report = import(&fixture, "finding", &path, &["--map", &map, "--write"]);
    assert_eq!(counts(&report), (2, 0, 0, 0));
    assert_eq!(report["others"], serde_json::json!({ "audits": 2 }));
    assert_eq!(fixture.ok(&["finding", "list", "grade=major", "--count"]).trim(), "1");
    assert_eq!(fixture.ok(&["finding", "list", "repeat=yes", "--count"]).trim(), "1");
    let again = import(&fixture, "finding", &path, &["--map", &map, "--write"]);
    assert_eq!((counts(&again), &again["transaction"]), ((0, 0, 2, 0), &serde_json::Value::Null));
}

#[test]
fn rows_of_one_key_that_differ_are_refused_until_it_is_said_how_they_merge() {
    let fixture = Fixture::new();
    let map = findings_mapping(&fixture);
    let path = file(&fixture, "findings.csv", FINDINGS.replacen("9,c,2024-1,B", "9,c,2024-1,D", 1));
    let report = import(&fixture, "finding", &path, &["--map", &map]);
    assert_eq!(counts(&report), (1, 0, 0, 3));
    assert_eq!(
        refusals(&report),
        ["2 criterion B / D: Rows of the same key say different things of Requirement: 3 of them"]
    );
    let joined = std::fs::read_to_string(&map)
        .unwrap()
        .replace(r#"["criterion"]"#, r#"["criterion"], "merge": "join", "join": " + ""#);
    std::fs::write(&map, joined).unwrap();
    import(&fixture, "finding", &path, &["--map", &map, "--write"]);
    assert!(exported(&fixture, "finding").contains("B + D"));
}

#[test]
fn another_file_adds_to_the_records_of_the_same_key() {
    let fixture = Fixture::new();
    let (path, map) = (file(&fixture, "findings.csv", FINDINGS), findings_mapping(&fixture));
    import(&fixture, "finding", &path, &["--map", &map, "--write"]);
    let texts =
        file(&fixture, "texts.csv", "report,number,text\n7,2024-1,Seven\n9,2024-1,\"Nine\nlines\"\n9,2024-2,None\n");
    let mapping = r#"{ "register": "finding", "key": ["report", "number"], "update_only": true,
                       "fields": { "statement": { "columns": ["text"] } } }"#;
    let map = file(&fixture, "texts.json", mapping);
    let options = ["--map", map.to_str().unwrap(), "--write", "--good-rows"];
    let report = import(&fixture, "finding", &texts, &options);
    assert_eq!(counts(&report), (0, 2, 0, 1));
    assert_eq!(refusals(&report), ["5 report 9 / 2024-2: There is no finding of this key"]);
    let shown = fixture.ok(&["finding", "show", "F-1"]);
    assert!(shown.contains("2024-1 of 9") && shown.contains("Nine"), "{shown}");
}

#[test]
fn rows_of_other_levels_are_passed_over_and_a_key_can_be_several_columns() {
    let fixture = Fixture::new();
    let text = "Level,No,Category,Sub\nPaper,1,,\nRisk,1.1,Misuse,\nRisk,1.1,Impacts,\nSub-risk,1.2,Misuse,Fraud\n";
    let path = file(&fixture, "risks.csv", text);
    let map = |key: &str| {
        let mapping = format!(
            r#"{{ "register": "risk", "key": {key}, "only": {{ "Level": ["risk", "sub risk"] }},
                 "fields": {{ "title": {{ "columns": ["Category", "Sub"], "join": ": " }} }} }}"#
        );
        file(&fixture, "risks.json", mapping).to_str().unwrap().to_owned()
    };
    let report = import(&fixture, "risk", &path, &["--map", &map(r#"["No"]"#)]);
    assert_eq!((counts(&report), report["passed_over"].as_u64()), ((1, 0, 0, 2), Some(1)), "no column alone is a key");
    let report = import(&fixture, "risk", &path, &["--map", &map(r#"["No", "Category"]"#), "--write"]);
    assert_eq!(counts(&report), (3, 0, 0, 0));
    assert!(exported(&fixture, "risk").contains("Misuse: Fraud"));
}

#[test]
fn a_formula_of_an_export_is_text_again_and_a_row_that_is_too_long_is_refused() {
    let fixture = Fixture::new();
    let path = file(&fixture, "systems.csv", "Name,Purpose\n'=SUM(A1),x\nB,one, two\n");
    let report = import(&fixture, "system", &path, &["--write", "--good-rows"]);
    assert_eq!(counts(&report), (1, 0, 0, 1));
    assert!(refusals(&report)[0].contains("1 more than the 2 columns"), "{:?}", refusals(&report));
    assert!(fixture.ok(&["system", "show", "SYS-1"]).contains("=SUM(A1)"));
    assert!(!fixture.ok(&["system", "show", "SYS-1"]).contains("'=SUM"));
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let fixture = Fixture::new();
    let picture = file(&fixture, "picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
    let json = file(&fixture, "risks.json", "{\n  \"risks\": [{ \"title\": \"Drift\", \"owner\": \"Ann\" }]\n}\n");
    let empty = file(&fixture, "empty.csv", "");
    let bare = file(&fixture, "bare.csv", "Name,Purpose\n");
    let missing = fixture.folder().join("missing.csv");
    for (path, told) in [
        (&picture, "is not a table of text"),
        (&json, "is not a table of text"),
        (&empty, "has no rows under a line of column names"),
        (&bare, "has no rows under a line of column names"),
        (&missing, "can't be read"),
    ] {
        let said = fixture.fails(2, &["import", "system", path.to_str().unwrap()]);
        assert!(said.contains(told), "{said}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_says_where() {
    let fixture = Fixture::new();
    let path = file(&fixture, "systems.csv", SYSTEMS);
    let path = path.to_str().unwrap();
    let mapped = |text: &str| {
        let map = file(&fixture, "map.json", text);
        fixture.fails(2, &["import", "system", path, "--map", map.to_str().unwrap()])
    };
    for (text, told) in [
        ("{", "can't be read"),
        (r#"{ "register": "risk", "fields": {} }"#, "is for the risk register, not for systems"),
        (r#"{ "register": "system", "fields": { "nme": {} } }"#, "no field “nme”; did you mean name?"),
        (r#"{ "register": "system", "fields": { "name": { "colums": [] } } }"#, "unknown field `colums`"),
        (r#"{ "register": "system", "key": ["Departmnt"], "fields": {} }"#, "did you mean “Department”?"),
    ] {
        let said = mapped(text);
        assert!(said.contains(told), "{text}: {said}");
    }
    let said = fixture.fails(2, &["import", "sistem", path]);
    assert!(said.contains("did you mean system?"), "{said}");
    for register in ["organisation", "vote"] {
        let said = fixture.fails(2, &["import", register, path]);
        assert!(said.contains("nothing is imported"), "{said}");
    }
}

#[test]
fn a_mapping_is_saved_and_used_again() {
    let fixture = Fixture::new();
    let path = file(&fixture, "systems.csv", "What,Who for,Why\nTriage,Claims,Sorts\n");
    let map = fixture.folder().join("map.json");
    let set = ["--set", "name=What", "--set", "unit=Who for", "--set", "purpose=Why", "--value", "tier=low"];
    let save = ["--write", "--save-map", map.to_str().unwrap()];
    assert_eq!(counts(&import(&fixture, "system", &path, &[&set[..], &save].concat())), (1, 0, 0, 0));
    let path = file(&fixture, "systems.csv", "What,Who for,Why\nRouter,Claims,Routes\n");
    let report = import(&fixture, "system", &path, &["--map", map.to_str().unwrap(), "--write"]);
    assert_eq!(counts(&report), (1, 0, 0, 0));
    assert_eq!(fixture.ok(&["system", "list", "tier=low", "--count"]).trim(), "2");
}
