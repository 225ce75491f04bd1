//! The words: what something is called, what it was called before, and what may be called so at all.

mod renamed;

use std::collections::BTreeSet;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::register::Upcaster;
use gavel::domain::state::Move;
use gavel::store::columns::columns;
use gavel::store::local::{Draft, DraftId, Local, Typed};
use rusqlite::Connection;

use crate::fixture::Fixture;
use crate::screen::desk::Desk;
use crate::upgrade;

/// Why SQLite does not take a name as it is, of a table and of a column of it, wherever a statement has one.
fn reserved(table: &str, column: &str) -> Option<String> {
    let sql = format!(
        "CREATE TABLE {table} (number_of_it INTEGER PRIMARY KEY, {column} TEXT CHECK ({column} = 'a' OR {column} IS NULL));
         CREATE INDEX {table}_{column} ON {table} ({column});
         INSERT INTO {table} (number_of_it, {column}) VALUES (1, NULL);
         UPDATE {table} SET {column} = 'a' WHERE {column} IS NULL;
         SELECT t.{column}, CASE {column} WHEN 'a' THEN 0 END FROM {table} t WHERE t.{column} = 'a' ORDER BY {column};
         DELETE FROM {table} WHERE {column} = 'a';"
    );
    Connection::open_in_memory().unwrap().execute_batch(&sql).err().map(|error| error.to_string())
}

/// What the tables that every register shares say of a record.
const SPINE: [&str; 9] = ["key", "id", "register", "revision", "voided", "rowid", "oid", "_rowid_", "fallen"];

#[test]
fn names_are_plain_words_that_neither_sqlite_nor_the_spine_takes() {
    assert!(reserved("order", "what").is_some() && reserved("action", "group").is_some(), "reserved words are found");
    let plain = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    assert!(!plain("r#type"), "what Rust keeps for itself is the name of no getter");
    for register in CATALOGUE.registers() {
        assert!(plain(register.name), "{}", register.name);
        for field in register.fields {
            assert!(plain(field.name), "{}.{}", register.name, field.name);
            for name in columns(field).into_iter().map(|column| column.name).chain([field.name.to_owned()]) {
                assert_eq!(reserved(register.name, &name), None, "{}.{name}", register.name);
                assert!(!SPINE.contains(&name.as_str()), "{}.{name} is a column of the spine", register.name);
            }
        }
    }
}

/// `A-31`, `a31`: letters alone stand before the number, so that where they end it begins.
#[test]
fn no_prefix_runs_into_a_number_or_another_prefix() {
    let mut seen = BTreeSet::new();
    for register in CATALOGUE.registers() {
        let prefix = register.prefix;
        assert!(!prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_uppercase()), "{prefix}");
        assert!(seen.insert(prefix), "{prefix} is used twice");
        assert_eq!(register.reference(12).to_string().replace('-', "").parse(), Ok(register.reference(12)));
    }
}

#[test]
fn what_was_called_so_before_is_called_so_by_nobody_today() {
    let mut former = 0;
    let registers: BTreeSet<&str> = CATALOGUE.registers().flat_map(|one| [one.name, one.plural]).collect();
    for register in CATALOGUE.registers() {
        let columns = || register.fields.iter().chain(register.worked_out());
        let mut names: BTreeSet<&str> = columns().map(|field| field.name).collect();
        let mut once = |kind: &str, names: &mut BTreeSet<&'static str>, was: &'static [&'static str]| {
            for word in was {
                former += 1;
                assert!(names.insert(word), "{}: {kind} “{word}” is a word of today, or was two", register.name);
            }
        };
        once("the register", &mut registers.clone(), register.was);
        for field in columns() {
            once("the field", &mut names, field.was);
            let choices = field.kind.choices();
            let mut keys: BTreeSet<&str> = choices.iter().flat_map(|one| [one.key, one.label]).collect();
            choices.iter().for_each(|choice| once("the choice", &mut keys, choice.was));
        }
        let moves: &[Move] = register.machine.map_or(&[], |machine| machine.moves);
        let mut steps: BTreeSet<&str> = moves.iter().map(|step| step.name.as_str()).collect();
        moves.iter().for_each(|step| once("the move", &mut steps, step.was));
        let reworded = register
            .fields
            .iter()
            .any(|field| !field.was.is_empty() || field.kind.choices().iter().any(|choice| !choice.was.is_empty()));
        let lifts = register.upcasters.iter().any(|one| matches!(one, Upcaster::Words));
        assert_eq!(reworded, lifts, "{}: a journal with former words is lifted, and no other", register.name);
    }
    assert!(former > 10, "there are former words: {former}");
}

/// A command in former words, the same in today's, and what is told of it.
const SCRIPT: [(&str, &str, &str); 12] = [
    ("action add Retest --sort corrective", "action add Retest --type corrective", "“sort” is called “type” now"),
    ("action edit A-1 --sort=ordinary", "action edit A-1 --type=ordinary", "“sort” is called “type” now"),
    ("action list sort=corrective sort!=", "action list type=corrective type!=", "“sort” is called “type” now"),
    ("action edit A-2 --clear sort", "action edit A-2 --clear type", "“sort” is called “type” now"),
    ("document list --sort -sort", "document list --sort -type", "“sort” is called “type” now"),
    (
        "audit answer AU-1 4.1 not-reached",
        "audit answer AU-1 4.1 not-audited",
        "“not-reached” is called “not-audited” now",
    ),
    (
        "checklist-item list answer=not-reached",
        "checklist-item list answer=not-audited",
        "“not-reached” is called “not-audited” now",
    ),
    (
        "risk add Drift --owner me --treatment mitigate",
        "risk add Drift --owner me --treatment modify",
        "“mitigate” is called “modify” now",
    ),
    ("risk list treatment=mitigate", "risk list treatment=modify", "“mitigate” is called “modify” now"),
    ("audit coverage --never", "audit coverage --not-yet-audited", "“never” is called “not-yet-audited” now"),
    ("verdict list", "conclusion list", "“verdict” is called “conclusion” now"),
    (
        "audit-area add North --unit North --left-out-because Ends",
        "audit-area add North --unit North --excluded-because Ends",
        "“left-out-because” is called “excluded-because” now",
    ),
];

fn audited() -> Fixture {
    Fixture::after(|fixture| {
        for line in [
            "system add Triage --owner me --purpose Triage",
            "action add One",
            "action add Two --type corrective",
            "audit add Audit --type internal --systems SYS-1 --body Outside --objectives Look --criteria ISO --scope All --starts-on 2026-11-01",
            "audit checklist AU-1",
            "audit begin AU-1",
        ] {
            fixture.ok(&line.split(' ').collect::<Vec<_>>());
        }
    })
}

#[test]
fn a_script_in_former_words_does_what_it_did_and_says_so_once() {
    let words = |line: &'static str| line.split(' ').collect::<Vec<_>>();
    for (before, today, said) in SCRIPT {
        let (old, new) = (audited(), audited());
        let (was, is) = (old.run(&words(before)), new.run(&words(today)));
        assert_eq!((was.code, is.code), (0, 0), "{before}: {}", was.err);
        assert_eq!(was.out, is.out, "{before}");
        assert_eq!(was.err, format!("gavel: {said}\n"), "{before}");
        assert_eq!(is.err, "", "{today}");
        assert_eq!(old.verify(), Vec::<String>::new());
    }
}

#[test]
fn former_words_are_in_the_glossary_and_in_no_help_and_no_completion() {
    let fixture = Fixture::new();
    for line in [&["help", "action", "add"][..], &["action", "add", "--help"]] {
        assert!(!fixture.ok(line).contains("--sort"), "{line:?}");
    }
    assert!(!fixture.ok(&["audit", "answer", "--help"]).contains("not-reached"));
    let glossary = fixture.ok(&["help", "glossary"]);
    let glossary = glossary.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in
        ["Type, formerly sort", "Conclusions, formerly verdict (VD, ", "modify (formerly mitigate or reduce-it)"]
    {
        assert!(glossary.contains(word), "{word}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(!fixture.ok(&["completions", shell]).contains("not-reached"), "{shell}");
    }
}

#[test]
fn a_mapping_and_a_table_in_former_words_still_come_in_and_say_so_once() {
    let fixture = audited();
    let file = |name: &str, text: &str| {
        let path = fixture.folder().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mapping = file(
        "map.json",
        r#"{ "register": "checklist_item", "key": ["Item", "Of"], "fields": {
             "question": { "columns": ["Item"] },
             "audit": { "columns": ["Of"], "create": { "sort": "supplier" } },
             "sort": { "otherwise": "own" },
             "answer": { "columns": ["Said"], "values": { "no time": "not-reached" } },
             "because": { "otherwise": "The day was over" } } }"#,
    );
    let rows =
        file("items.csv", "Item,Of,Said\nIs it told?,Of a vendor,no time\nIs it kept?,Of a vendor,Not reached\n");
    let run = fixture.run(&["import", "checklist-item", &rows, "--map", &mapping, "--write"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(
        run.err, "gavel: “not-reached” is called “not-audited” now\ngavel: “sort” is called “type” now\n",
        "{}",
        run.out
    );
    assert_eq!(fixture.ok(&["checklist-item", "list", "answer=not-audited", "type=own", "--count"]).trim(), "2");
    assert_eq!(fixture.ok(&["audit", "list", "type=supplier", "--count"]).trim(), "1");
    // The header of a table, as people wrote it and as Gavel wrote it.
    let table = file("actions.csv", "What,Sort\nName an owner,corrective\n");
    let run = fixture.run(&["import", "action", &table, "--write"]);
    assert_eq!((run.code, run.err.as_str()), (0, "gavel: “sort” is called “type” now\n"), "{}", run.out);
    let export = fixture.ok(&["action", "list", "--csv"]);
    let again = file("export.csv", &export.replacen(",type,", ",sort,", 1));
    let run = fixture.run(&["import", "action", &again, "--write"]);
    assert_eq!((run.code, run.err.as_str()), (0, "gavel: “sort” is called “type” now\n"), "{}", run.out);
    assert!(run.out.contains("Unchanged  3"), "{}", run.out);
    let run = fixture.run(&["import", "action", &table, "--set", "sort=Sort", "--value", "sort=ordinary"]);
    assert_eq!((run.code, run.err.as_str()), (0, "gavel: “sort” is called “type” now\n"), "{}", run.out);
}

/// What the older program kept of checklists and notes, in the words of today; and what was edited behind it is found.
#[test]
fn a_rich_file_from_before_speaks_in_the_words_of_today() {
    let fixture = upgrade::rich();
    let raw = fixture.peek();
    let count = |sql: &str| -> String { raw.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap().to_string() };
    let not_reached = count("SELECT count(*) FROM checklist_item WHERE answer = 'not-reached'");
    let mock = count("SELECT count(*) FROM audit WHERE sort = 'mock'");
    let others = [
        ("verdict", "TRUE", "conclusion", "judgement!="),
        ("risk", "treatment = 'mitigate'", "risk", "treatment=modify"),
        ("decision", "way = 'executive'", "decision", "way=top-management"),
    ]
    .map(|(table, was, register, now)| (count(&format!("SELECT count(*) FROM {table} WHERE {was}")), register, now));
    assert!(not_reached != "0" && mock != "0" && others.iter().all(|(before, ..)| before != "0"), "{others:?}");
    drop(raw);
    let listed = |line: &[&str]| fixture.ok(line).trim().to_owned();
    assert_eq!(listed(&["checklist-item", "list", "answer=not-audited", "--count"]), not_reached);
    assert_eq!(listed(&["audit", "list", "type=mock", "--count"]), mock);
    for (before, register, now) in others {
        assert_eq!(listed(&[register, "list", now, "--count"]), before, "{register} {now}");
    }
    assert!(listed(&["conclusion", "show", "VD-1"]).contains("Suitability"), "references stand");
    for change in [
        "UPDATE note SET sort = 'working'",
        "UPDATE verdict SET judgement = 'no'",
        "UPDATE risk SET treatment = 'share' WHERE treatment = 'mitigate'",
        "UPDATE checklist_item SET answer = 'conforms' WHERE answer = 'not-reached'",
        "UPDATE deadline_profile SET sorts = '[\"internal\"]'",
    ] {
        let fixture = upgrade::rich();
        fixture.raw().execute_batch(change).unwrap();
        let refused = fixture.fails(1, &["verify"]);
        assert!(refused.contains("does not say what the journal says"), "{change}: {refused}");
    }
}

/// What was typed and not saved, and how a list was left.
#[test]
fn drafts_and_filters_in_former_words_are_taken_up() {
    let fixture = audited();
    let local = Local::beside(&fixture.path, "rosa").unwrap();
    let field = |field: &str, text: &str, picked: &[&str]| Typed {
        field: field.into(),
        text: text.into(),
        picked: picked.iter().map(|key| (*key).to_owned()).collect(),
    };
    for (subject, fields) in [
        ("new action sort=corrective", vec![field("what", "From the preset", &[])]),
        ("new action", vec![field("what", "From the field", &[]), field("sort", "", &["corrective"])]),
    ] {
        local.keep_draft(&Draft {
            id: DraftId::new(),
            subject: subject.into(),
            label: subject.into(),
            saved_at: fixture.ambient.now(),
            record: None,
            fields,
        });
    }
    drop(local);
    let mut desk = Desk::new(&fixture);
    for (reference, what) in [("A-3", "From the field"), ("A-4", "From the preset")] {
        desk.press("D").press("Enter").sees(what).press("Ctrl-S").sees(reference);
    }
    assert_eq!(fixture.ok(&["action", "list", "type=corrective", "From", "--count"]).trim(), "2");
    desk.press("J").press("/").text("sort=ordinary sort!=").press("Enter").sees("No actions");
}
