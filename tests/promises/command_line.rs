//! The command line: what it says, how it ends, and that bad input changes nothing.

use std::fs;
use std::path::Path;

use gavel::domain::visible::is_hidden;
use gavel::store::search::Order;

use super::fixture::{Fixture, furnished};

#[test]
fn the_command_tree_is_sound() {
    gavel::cli::command().debug_assert();
}

#[test]
fn every_command_explains_itself() {
    fn walk(command: &clap::Command, path: &str) {
        let path = format!("{path} {}", command.get_name());
        assert!(command.get_about().is_some(), "{path} says nothing of itself");
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            assert!(arg.get_help().is_some(), "{path} {} says nothing of itself", arg.get_id());
        }
        command.get_subcommands().for_each(|command| walk(command, &path));
    }
    walk(&gavel::cli::command(), "");
}

#[test]
fn help_teaches() {
    let fixture = Fixture::new();
    insta::assert_snapshot!("help", fixture.ok(&["--help"]));
    insta::assert_snapshot!("help_action", fixture.ok(&["action", "--help"]));
    insta::assert_snapshot!("help_action_add", fixture.ok(&["action", "add", "--help"]));
    insta::assert_snapshot!("help_action_list", fixture.ok(&["action", "list", "--help"]));
    insta::assert_snapshot!("help_action_done", fixture.ok(&["action", "done", "--help"]));
}

#[test]
fn what_is_shown_of_an_organisation() {
    let fixture = furnished();
    insta::assert_snapshot!("action_list", fixture.ok(&["action", "list", "--voided", "--sort", "due"]));
    insta::assert_snapshot!("action_show", fixture.ok(&["action", "show", "A-1"]));
    insta::assert_snapshot!("system_show", fixture.ok(&["system", "show", "triage"]));
    insta::assert_snapshot!("evidence_show", fixture.ok(&["evidence", "show", "E-2"]));
    insta::assert_snapshot!("action_history", fixture.ok(&["action", "history", "A-1"]));
    insta::assert_snapshot!("log", fixture.ok(&["log", "--limit", "6"]));
    insta::assert_snapshot!("evidence_json", fixture.ok(&["evidence", "list", "--json"]));
    insta::assert_snapshot!("person_csv", fixture.ok(&["person", "list", "--csv"]));
    insta::assert_snapshot!("organisation_show", fixture.ok(&["organisation", "show"]));
}

#[test]
fn lists_are_narrowed_by_conditions_and_words() {
    let fixture = furnished();
    let numbers = |terms: &[&str]| {
        let listed = fixture.ok(&[&["action", "list"], terms].concat());
        let words = listed.lines().skip(1).map(|line| line.split(' ').next().unwrap().to_owned());
        words.collect::<Vec<_>>().join(" ")
    };
    for (terms, wanted) in [
        (&["state=confirmed"][..], "A-1"),
        (&["state=open,done"], "A-2 A-5"),
        (&["state!=open"], "A-1 A-3 A-4 A-5"),
        (&["owner=me"], "A-2 A-3"),
        (&["owner=Tom Ekwall"], "A-1"),
        (&["owner=tom"], "A-1"),
        (&["owner="], "A-4 A-5"),
        (&["owner!=", "state=open"], "A-2"),
        (&["due=..2026-12-04"], "A-1"),
        (&["due=2026-12-05.."], ""),
        (&["due=today..eoy"], "A-1"),
        (&["done_on=-2y.."], "A-1 A-5"),
        (&["what~CARD"], "A-2 A-3"),
        (&["what=ask the vendor"], "A-4"),
        (&["what~%"], ""),
        (&["card", "renew"], "A-2"),
        (&["card", "owner=me", "--sort", "-what"], "A-3 A-2"),
        (&["--sort", "-number", "--limit", "2"], "A-5 A-4"),
        (&["source=SYS-1"], "A-1"),
        (&["Merged into=A-2"], "A-3"),
        (&["--voided", "slip"], ""),
        (&["***"], ""),
    ] {
        assert_eq!(numbers(terms), wanted, "{terms:?}");
    }
    assert_eq!(fixture.ok(&["action", "list", "state=open", "--count"]), "1\n");
    assert!(fixture.ok(&["system", "list", "legal_classes=transparency", "roles=user"]).contains("SYS-1"));
    assert!(fixture.ok(&["evidence", "list", "about=A-2"]).contains("E-1"));
}

#[test]
fn words_are_found_newest_first_as_typed() {
    let fixture = furnished();
    let found = |words: &[&str]| {
        let listed = fixture.ok(&[&["search"], words].concat());
        listed.lines().skip(1).filter_map(|line| Some(line.split(' ').next()?.to_owned())).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(found(&["card"]), "A-3 A-2");
    assert_eq!(found(&["mod", "ren"]), "A-2");
    assert_eq!(found(&["A-3"]), "A-3");
    assert_eq!(found(&["bias", "rep"]), "E-1 A-1");
    assert_eq!(found(&["EKWALL"]), "P-2");
    assert_eq!(found(&["corridor"]), "N-1");
    for odd in ["\"", "a\"b OR", "NEAR(", "*", "-", "^what", "'; DROP", "{", "(", "NOT"] {
        assert_eq!(fixture.run(&["search", "--", odd]).code, 0, "{odd}");
    }
    assert_eq!(found(&["--best", "bias"]).split(' ').count(), 2);
}

#[test]
fn what_is_mistyped_is_told_and_changes_nothing() {
    let fixture = furnished();
    let before = fixture.ok(&["head"]);
    for (arguments, says) in [
        (&["action", "add", "x", "--due", "31 feb"][..], "a date is typed as"),
        (&["action", "add", "x", "--due", "3/4/2026"], "a date is typed as"),
        (&["action", "add", "x", "--owner", "P-99"], "There is no person “P-99”"),
        (&["action", "add", "x", "--owner", "nobody"], "There is no person “nobody”"),
        (&["action", "add", "x", "--owner", "A-1"], "A-1 is in the action register"),
        (&["action", "add", "x", "--source", "bias"], "such as A-31"),
        (&["action", "add", "x", "--priority", "urgent"], "critical, high, normal, low"),
        (&["action", "add", " "], "What is empty"),
        (&["action", "list", "dues=fri"], "did you mean due?"),
        (&["action", "list", "zzz=fri"], "its fields are what, owner"),
        (&["action", "list", "--sort", "details"], "can't be sorted by details"),
        (&["action", "show", "A-99"], "There is no action “A-99”"),
        (&["action", "show", "card"], "could be A-2 Renew the model card or A-3 Write the model card"),
        (&["action", "edit", "A-1"], "Say what to change"),
        (&["action", "edit", "A-1", "--clear", "duw"], "did you mean due?"),
        (&["action", "edit", "A-1", "--due", "fri", "--based-on", "9"], "is at revision 3"),
        (&["action", "frobnicate", "A-1"], "unrecognized subcommand"),
        (&["evidence", "add", "x", "--about", "A-1", "--file", "/nowhere/x"], "can't be read"),
        (&["system", "edit", "SYS-1", "--in-scope", "perhaps"], "type yes or no"),
        (&["person", "add", "two\nlines"], "is one line"),
        (&["log", "--since", "whenever"], "a date is typed as"),
        (&["evidence", "edit", "E-1", "--file", "Cargo.toml", "--clear", "file"], "both set and emptied"),
        (&["evidence", "list", "file=Cargo.toml"], "can only be empty"),
        (&["action", "done", "A-2", "--evidence", "reprot.pdf"], "There is no file reprot.pdf"),
        (&["action", "done", "A-2", "--evidence", "src"], "src is a folder and not a file"),
        (&["evidence", "add", "x", "--about", "A-1", "--file", "src"], "src is a folder and not a file"),
        (&["--as", "os", "action", "add", "x"], "There is no person “os”"),
        (&["--as", "P-77", "action", "add", "x"], "There is no person “P-77”"),
    ] {
        let run = fixture.run(arguments);
        let told = format!("{}{}", run.out, run.err);
        assert!(told.contains(says), "{arguments:?}: {told}");
        assert_eq!(run.code, if *says == *"What is empty" { 1 } else { 2 }, "{arguments:?}: {told}");
    }
    assert!(
        fixture.fails(1, &["system", "edit", "SYS-1", "--in-scope", "no", "--clear", "scope_reason"]).contains("(4.3)")
    );
    assert!(fixture.fails(1, &["organisation", "edit", "--time-zone", "Europe/Atlantis"]).contains("is no time zone"));
    let all = fixture.fails(2, &["action", "add", "x", "--due", "whenever", "--owner", "nobody"]);
    assert!(all.contains("whenever") && all.contains("nobody"), "everything is told at once: {all}");
    assert_eq!(fixture.ok(&["head"]), before);
}

#[test]
fn who_acts_is_known_from_the_user_or_named() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Tom Ekwall"]);
    fixture.become_user("stranger");
    let told = fixture.fails(2, &["action", "add", "x"]);
    assert!(told.contains("Nobody in this file has the operating-system user “stranger”"), "{told}");
    assert!(fixture.ok(&["action", "list"]).contains("No actions"), "reading needs no name");
    fixture.ok(&["--as", "Tom Ekwall", "action", "add", "x", "--owner", "me"]);
    let log = fixture.ok(&["log", "--limit", "1"]);
    assert!(log.contains("P-2 Tom Ekwall (command line, as user stranger)") && log.contains("owner P-2"), "{log}");
    fixture.ok(&["--as", "P-2", "person", "edit", "P-2", "--os-user", "stranger"]);
    fixture.ok(&["action", "add", "y"]);
    assert!(fixture.ok(&["log", "--limit", "1"]).contains("P-2 Tom Ekwall (command line)"));
}

/// Everything in a folder, byte for byte.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let mut all: Vec<_> = entries
        .filter(|entry| entry.path().is_file())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn files_that_are_not_gavel_s_are_left_as_they_are() {
    let foreign =
        |sql: &'static str| move |path: &Path| rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
    let newer = "PRAGMA application_id = 1196836172; PRAGMA user_version = 999; CREATE TABLE t (x)";
    type Make = Box<dyn Fn(&Path)>;
    let cases: [(Make, &str); 6] = [
        (Box::new(|path| fs::write(path, "Dear diary,").unwrap()), "is not a database"),
        (Box::new(|path| fs::write(path, "").unwrap()), "is not a database"),
        (Box::new(|path| fs::write(path, vec![7; 9000]).unwrap()), "is not a database"),
        (Box::new(foreign("CREATE TABLE t (x)")), "belongs to another program"),
        (Box::new(foreign(newer)), "written by a newer Gavel (schema 999"),
        (Box::new(|path| fs::create_dir(path).unwrap()), "is not a database"),
    ];
    for (make, says) in cases {
        let fixture = Fixture::empty();
        make(&fixture.path);
        let before = contents(fixture.folder());
        for arguments in [&["action", "list"][..], &["action", "add", "x"], &["verify"], &["undo", "--yes"]] {
            let told = fixture.fails(1, arguments);
            assert!(told.contains(says), "{arguments:?}: {told}");
        }
        assert!(fixture.fails(1, &["init"]).contains("is there already"));
        assert_eq!(contents(fixture.folder()), before);
    }
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let fixture = Fixture::empty();
    for arguments in [&["action", "list"][..], &["verify"], &["backup", "x.db"], &["restore", "nowhere.db"]] {
        assert!(fixture.fails(2, arguments).contains("gavel init"), "{arguments:?}");
    }
    for (zone, says) in [("Mars/Olympus", "is no time zone"), ("Europe/Londn", "did you mean Europe/London?")] {
        let told = fixture.fails(2, &["init", "--organisation", "X", "--name", "Y", "--time-zone", zone]);
        assert!(told.contains(says), "{told}");
    }
    assert!(fixture.fails(2, &["init", "--organisation", "X"]).contains("--name is missing"));
    let told = fixture.fails(1, &["init", "--organisation", "X", "--name", "(erased)", "--time-zone", "UTC"]);
    assert!(told.contains("can't be “(erased)”"), "{told}");
    assert_eq!(fixture.files(), Vec::<String>::new());
}

#[test]
fn a_protected_file_can_be_read_and_not_written() {
    let fixture = furnished();
    rusqlite::Connection::open(&fixture.path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    let mut permissions = fs::metadata(&fixture.path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&fixture.path, permissions).unwrap();
    let before = fs::read(&fixture.path).unwrap();
    assert!(fixture.ok(&["action", "list"]).contains("A-1"));
    assert!(fixture.ok(&["verify"]).contains("The file holds"));
    assert!(fixture.fails(1, &["action", "add", "x"]).contains("can't be written to"));
    assert_eq!(fs::read(&fixture.path).unwrap(), before);
}

#[test]
fn init_asks_for_what_it_is_not_told() {
    let fixture = Fixture::empty();
    let run = fixture.answer(&["init"], Some("Aldgate Mutual\n\nRosa Lindt\n\n"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("In which time zone is it? [Europe/London]"), "{}", run.out);
    assert!(fixture.ok(&["organisation", "show"]).contains("Europe/London"));
    assert!(fixture.ok(&["person", "list"]).contains("Rosa Lindt"));
    // What won't do is asked for again, and nothing is typed twice.
    let fixture = Fixture::empty();
    let run = fixture.answer(&["init"], Some("Aldgate Mutual\n\nRosa Lindt\nLondon\nEurope/Dublin\n"));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.out.contains("“London” is no time zone"), "{}", run.out);
    assert!(fixture.ok(&["organisation", "show"]).contains("Europe/Dublin"));
    let fixture = Fixture::empty();
    let run = fixture.answer(&["init"], Some("Aldgate Mutual\n"));
    assert_eq!((run.code, fixture.files()), (2, vec![]), "an answer that does not come creates nothing");
}

#[test]
fn backups_verify_and_restores_keep_what_was_there() {
    let fixture = furnished();
    let path = |name: &str| fixture.folder().join(name).to_str().unwrap().to_owned();
    fixture.ok(&["backup", &path("copy.db")]);
    assert!(fixture.fails(1, &["backup", &path("copy.db")]).contains("is there already"));
    let then = fixture.ok(&["head"]);
    fixture.ok(&["action", "add", "After the backup"]);
    assert!(fixture.fails(1, &["restore", &path("copy.db")]).contains("Type --yes"));
    let why = ["--reason", "The disk failed", "--agreed-by", "Tom Ekwall", "--agreed-how", "message"];
    let told = fixture.ok(&[&["restore", &path("copy.db"), "--yes"][..], &why].concat());
    assert!(told.contains("Before, it had 19 transactions, now 19"), "{told}");
    let head = fixture.ok(&["head"]);
    assert_ne!(head, then, "that it was restored is told in it");
    let kept = fixture.files().into_iter().find(|name| name.contains("before-restore-19")).unwrap();
    assert!(fixture.ok(&["action", "list", "--db", &path(&kept)]).contains("After the backup"));

    let raw = rusqlite::Connection::open(path("copy.db")).unwrap();
    raw.execute("UPDATE action SET due = '2030-01-01' WHERE what LIKE 'Repeat%'", []).unwrap();
    drop(raw);
    let told = fixture.fails(1, &["restore", &path("copy.db"), "--yes"]);
    assert!(told.contains("does not hold, so nothing was changed") && told.contains("A-1, due"), "{told}");
    assert_eq!(fixture.ok(&["head"]), head);
    assert!(!fixture.files().iter().any(|name| name.starts_with(".gavel")), "nothing half-made is left");
}

#[test]
fn nothing_from_outside_reaches_the_terminal_raw() {
    let fixture = Fixture::new();
    let nasty = "\u{1b}[2J\u{1b}]0;owned\u{7} \u{202e}evil\u{202c} \u{200b}\u{9b}31m";
    fixture.ok(&["action", "add", nasty, "--details", nasty]);
    fixture.ok(&["note", "add", nasty, "--about", "A-1"]);
    for arguments in [
        &["action", "list"][..],
        &["action", "show", "A-1"],
        &["action", "history", "A-1"],
        &["log"],
        &["search", "evil"],
        &["undo", "--dry-run"],
    ] {
        let run = fixture.run(arguments);
        let told = run.out + &run.err;
        assert!(
            !told.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}' || c == '\u{200b}'),
            "{arguments:?}: {told:?}"
        );
    }
    let told = fixture.run(&["action", "show", nasty]).err;
    assert!(!told.contains('\u{1b}'), "{told:?}");
    fixture.width.set(Some(200));
    for arguments in [
        &["action", "list", "--csv"][..],
        &["action", "list", "--json"],
        &["log", "--json"],
        &["action", "show", "A-1", "--json"],
    ] {
        let told = fixture.ok(arguments);
        assert!(!told.contains(|c: char| c.is_control() && c != '\n' || c == '\u{202e}'), "{arguments:?}: {told:?}");
    }
    let table = fixture.folder().join("table.csv");
    fs::write(&table, format!("What,Due\n{nasty},{nasty}\n")).unwrap();
    for arguments in [&["--json"][..], &[]] {
        let told =
            fixture.run(&[&["import", "action", table.to_str().unwrap(), "--set", "due=Due"], arguments].concat());
        assert!(!told.out.contains(|c: char| c != '\n' && is_hidden(c)), "{arguments:?}: {:?}", told.out);
    }
    let odd = Fixture::empty();
    let path = odd.folder().join(nasty);
    let begin = ["init", "--organisation", nasty, "--name", "Rosa", "--time-zone", "UTC"];
    let told = odd.ok(&[&["--db", path.to_str().unwrap()][..], &begin].concat());
    assert!(!told.contains(is_hidden), "{told:?}");
    fixture.width.set(None);
    fixture.ok(&["action", "edit", "A-1", "--due", "fri", "--reason", "x\n9  2026-01-01  forged"]);
    assert!(!fixture.ok(&["log"]).contains("\n9  2026"), "a reason cannot look like an entry");
    let csv = fixture.ok(&["action", "list", "--csv"]);
    assert!(csv.contains('\u{200b}'), "a file gets the text as it is");
    fixture.ok(&["action", "add", "=HYPERLINK(\"http://x.example\")"]);
    assert!(fixture.ok(&["action", "list", "--csv"]).contains("'=HYPERLINK"), "{csv}");
}

/// What is mistyped comes back as it was typed, wherever it stands: in words of a command, options, their values.
#[test]
fn what_was_typed_comes_back_harmless_from_every_message() {
    let fixture = Fixture::new();
    for hidden in [
        "\u{1b}[31m",
        "\u{7}",
        "\u{9b}",
        "\u{202e}",
        "\u{200b}",
        "\u{ad}",
        "\u{34f}",
        "\u{115f}",
        "\u{1160}",
        "\u{180e}",
        "\u{3164}",
        "\u{ffa0}",
        "\u{feff}",
        "\u{2066}",
        "\n9  forged",
    ] {
        let typed = format!("ev{hidden}il");
        let (option, with) = (format!("--{typed}"), format!("--limit={typed}"));
        for arguments in [
            &[typed.as_str()][..],
            &["action", &typed],
            &["action", "list", &option],
            &["log", &with],
            &["log", "--limit", &typed],
            &["import", "risk", "x.csv", "--dates", &typed],
            &["head", &typed],
            &["completions", &typed],
            &["action", "show", &typed],
            &["import", &typed, "x.csv"],
            &["--db", &typed, "head"],
        ] {
            // Gavel's own messages have lines.
            let own = arguments.contains(&"show") || arguments[0] == "--db" || arguments[1..] == [&typed, "x.csv"];
            if own && hidden.starts_with('\n') {
                continue;
            }
            let run = fixture.run(arguments);
            assert_eq!(run.code, 2, "{arguments:?}: {}", run.err);
            assert!(
                !run.err.chars().any(is_hidden) && !run.err.contains("\n9  forged"),
                "{arguments:?}: {:?}",
                run.err
            );
            assert!(
                run.err.contains("ev\u{fffd}") || hidden.starts_with('\n'),
                "what was hidden is seen: {:?}",
                run.err
            );
        }
    }
}

#[test]
fn letters_of_every_script_are_found_whatever_their_case() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Änne Ørsted"]);
    assert!(fixture.ok(&["person", "list", "name~äNNE"]).contains("P-2"));
    assert!(fixture.ok(&["person", "show", "ørsted"]).contains("P-2"));
    assert!(fixture.ok(&["search", "anne"]).contains("P-2"));
    assert!(
        fixture.fails(2, &["person", "show", "rsted"]).contains("There is no person"),
        "people are known by whole words"
    );
}

#[test]
fn dates_that_begin_with_a_hyphen_are_dates() {
    let fixture = Fixture::new();
    fixture.ok(&["log", "--since", "-3d"]);
    fixture.ok(&["action", "list", "--as-of", "-3d"]);
}

#[test]
fn a_restore_waits_for_nobody_and_loses_nothing() {
    let fixture = furnished();
    let backup = fixture.folder().join("copy.db");
    fixture.ok(&["backup", backup.to_str().unwrap()]);
    let open = fixture.store();
    let told = fixture.fails(1, &["restore", backup.to_str().unwrap(), "--yes"]);
    assert!(told.contains("Others have the file open"), "{told}");
    drop(open);
    fixture.ok(&["restore", backup.to_str().unwrap(), "--yes", "--reason", "The disk failed"]);
    fixture.ok(&["action", "add", "And on it goes"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn completions_and_the_manual_page_are_made() {
    let fixture = Fixture::empty();
    for shell in ["bash", "zsh", "fish"] {
        assert!(fixture.ok(&["completions", shell]).contains("superseded-by"), "{shell}");
    }
    assert!(fixture.ok(&["man"]).contains(".TH gavel 1"));
}

#[test]
fn lists_and_records_have_a_plain_twin() {
    let fixture = Fixture::new();
    fixture.width.set(Some(60));
    fixture.ok(&[
        "action",
        "add",
        "Repeat the bias test of claims triage on every group",
        "--owner",
        "rosa",
        "--due",
        "2026-11-11",
        "--details",
        "One\nTwo",
    ]);
    fixture.ok(&["action", "add", "Complete the card"]);
    fixture.ok(&["note", "add", "Seen", "--about", "A-1"]);
    insta::assert_snapshot!("action_list_plain", fixture.ok(&["action", "list", "--plain"]));
    insta::assert_snapshot!("action_show_plain", fixture.ok(&["action", "show", "A-1", "--plain"]));
}

/// The five minutes of the manual, typed as they stand there; what it says is refused is refused.
#[test]
fn the_five_minutes_of_the_manual_do_what_they_say() {
    let manual = include_str!("../../data/manual/typing.md");
    let part = manual.split("## Five minutes on the command line").nth(1).unwrap();
    let block = part.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let fixture = Fixture::new();
    let mut typed = 0;
    for line in block.lines().filter(|line| line.starts_with("gavel ")) {
        let (line, said) = line.split_once(" #").map_or((line, ""), |(line, said)| (line.trim_end(), said));
        let mut words = Vec::new();
        for (place, part) in line.split('"').enumerate() {
            if place % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
        }
        let mut words = words.split_off(1);
        // Nobody sits there to answer.
        if ["undo", "redo"].contains(&words[0]) {
            words.push("--yes");
        }
        if said.contains("refused") {
            fixture.fails(1, &words);
        } else {
            fixture.ok(&words);
        }
        typed += 1;
    }
    assert!(typed >= 14, "{typed} lines were typed");
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("Confirmed"));
}

#[test]
fn what_bears_the_whole_of_a_title_is_found_before_what_only_has_its_words() {
    let fixture = Fixture::new();
    fixture.ok(&["system", "add", "Fraud scoring", "--purpose", "It finds claims that deserve a second look"]);
    for what in ["Look at fraud scoring", "Fraud scoring again", "Fraud scoring"] {
        fixture.ok(&["action", "add", what]);
    }
    let store = fixture.store();
    for order in [Order::Newest, Order::Best] {
        let found = store.view().search(" fraud  Scoring", order, 10).unwrap();
        let found: Vec<_> = found.iter().map(|record| record.reference().to_string()).collect();
        assert_eq!(found[..2], ["SYS-1", "A-3"], "{found:?}");
        assert_eq!(found.len(), 4);
    }
    let called = store.view().search("a-1", Order::Newest, 10).unwrap();
    assert_eq!(called[0].reference().to_string(), "A-1");
}
