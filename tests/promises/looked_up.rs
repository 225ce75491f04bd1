//! What people look for by words is found in every script, whichever way they ask, and stands in the order in which they look
//! it up.

use std::fs;

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::screen::desk::Desk;

/// Words of many scripts, each with a part that finds it and no other.
const WORDS: [(&str, &str); 12] = [
    ("Fotos der Straßenkamera", "kamera"),
    ("東京支店の記録", "支店"),
    ("서울지점 점검", "지점"),
    ("ตรวจระบบปัญญาประดิษฐ์", "ปัญญา"),
    ("Ｆｕｌｌ width", "full"),
    ("Zoë prüft", "zoe"),
    ("Ёлка", "елка"),
    ("Σίσυφος", "ΣΙΣΥΦΟΣ"),
    ("Ask about co\u{2011}pilots", "co-pilot"),
    ("ﬁnal report", "FINAL"),
    ("می\u{200c}خواهم", "میخواهم"),
    ("हिन्दी प्रणाली", "हिन्दी"),
];

fn written() -> Fixture {
    Fixture::after(|fixture| {
        for (words, _) in WORDS {
            fixture.ok(&["action", "add", words]);
        }
    })
}

/// The references in what a command tells.
fn found(fixture: &Fixture, arguments: &[&str]) -> Vec<String> {
    let told: serde_json::Value = serde_json::from_str(&fixture.ok(&[arguments, &["--json"]].concat())).unwrap();
    told.as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_word_is_found_by_a_part_of_it_in_the_search_and_in_a_list_and_in_a_condition() {
    let fixture = written();
    for (number, (words, part)) in (1..).zip(WORDS) {
        let wanted = [format!("A-{number}")];
        assert_eq!(found(&fixture, &["search", part]), wanted, "{part} in {words}");
        assert_eq!(found(&fixture, &["action", "list", part]), wanted, "{part} in {words}");
        assert_eq!(found(&fixture, &["action", "list", &format!("what~{part}")]), wanted, "{part} in {words}");
        assert_eq!(found(&fixture, &["search", words]), wanted, "all of {words}");
    }
    assert_eq!(found(&fixture, &["search", "STRASSE kam"]), ["A-1"]);
    assert_eq!(found(&fixture, &["search", "店支"]), [""; 0], "as they stand");
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let mut desk = Desk::new(&fixture);
    desk.press("J /").text("支店").press("Enter").sees("東京支店の記録").sees_not("Straßenkamera");
    desk.press("Esc Esc");
}

#[test]
fn people_are_named_with_or_without_their_accents() {
    let fixture = Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Zoë Straßer' --active yes
            action add 'Look at it' --owner 'zoe strasser'
            action add 'Look again' --owner ZOE",
        );
    });
    assert_eq!(found(&fixture, &["action", "list", "owner=zoe"]), ["A-1", "A-2"]);
    assert_eq!(found(&fixture, &["action", "list", "owner=Strasser"]), ["A-1", "A-2"]);
    assert_eq!(found(&fixture, &["person", "list", "name=ZOE STRASSER"]), ["P-2"]);
}

#[test]
fn what_is_erased_is_gone_from_what_words_are_looked_up_in() {
    let fixture = Fixture::after(|fixture| script(fixture, "person add 'Zoë Wunderlichmann' --active yes"));
    assert_eq!(found(&fixture, &["search", "lichmann"]), ["P-2"]);
    fixture.ok(&["erase", "person", "P-2", "name", "--reason", "left and asked for it", "--approved-by", "P-1"]);
    assert_eq!(found(&fixture, &["search", "lichmann"]), [""; 0]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let bytes = fs::read(&fixture.path).unwrap();
    for part in ["wunderlichmann", "lichmann", "hmann"] {
        assert!(!bytes.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part.as_bytes())), "{part}");
    }
}

#[test]
fn lists_stand_in_the_order_in_which_people_look_them_up() {
    let fixture = Fixture::after(|fixture| {
        for what in ["item 10", "Zulu", "10.2 Correct", "Änderung", "Item 2", "9.3.2 Review", "Anfang", "élan"] {
            fixture.ok(&["action", "add", what]);
        }
    });
    let told = found(&fixture, &["action", "list", "--sort", "what"]);
    assert_eq!(told, ["A-6", "A-3", "A-4", "A-7", "A-8", "A-5", "A-1", "A-2"]);
    // What comes after one of them goes on from there.
    let first = fixture.ok(&["action", "list", "--sort", "-what", "--limit", "2", "--plain"]);
    assert!(first.starts_with("A-2: Zulu") && first.contains("A-1: item 10"), "{first}");
}

#[test]
fn people_whose_names_are_alike_are_asked_about_and_told_apart() {
    let fixture = Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Zoë Straßer' --role Auditor --active yes
            action add 'Look at it' --owner P-2",
        );
    });
    for name in ["Zoe Strasser", "Strasser, Zoe", "Zoë Strasßer"] {
        let said = fixture.fails(1, &["person", "add", name]);
        assert!(said.contains("P-2 is Zoë Straßer (Auditor)") && said.contains("somebody else"), "{name}: {said}");
        fixture.fails(1, &["person", "add", name, "--role", "auditor"]);
    }
    fixture.ok(&["person", "add", "Zoe Strasser", "--role", "Head of claims", "--active", "yes"]);
    fixture.ok(&["action", "add", "Look again", "--owner", "P-3"]);
    let told = fixture.fails(2, &["action", "list", "owner=zoe"]);
    assert!(told.contains("P-2 Zoë Straßer or P-3 Zoe Strasser"), "{told}");
    let told = fixture.ok(&["chase", "--list"]) + &fixture.ok(&["today", "--owner", "P-3"]);
    assert!(!told.contains("Zoe Strasser") || told.contains("Zoe Strasser (Head of claims)"), "{told}");
    let store = fixture.store();
    let mut names = gavel::store::Names::default();
    let people = ["P-2", "P-3", "P-1"].map(|name| store.view().called(&name.parse().unwrap()).unwrap().unwrap().id);
    store.view().learn(&mut names, people).unwrap();
    let told = people.map(|id| names.title(id).to_owned());
    assert_eq!(told, ["Zoë Straßer (Auditor)", "Zoe Strasser (Head of claims)", "Rosa Lindt"]);
    script(&fixture, "review call --date 2026-12-14 --chair P-3 --secretary P-2 --members P-1");
    let store = fixture.store();
    let review = store.view().called(&"MR-1".parse().unwrap()).unwrap().unwrap().id;
    let proceedings = gavel::workflow::review::Proceedings::of(store.view(), review).unwrap().unwrap();
    assert_eq!(people.map(|id| proceedings.person(Some(id)).to_owned()), told, "in papers, too");
}

#[test]
fn the_journal_is_narrowed_by_the_same_words_at_the_command_line_and_on_the_screen() {
    let fixture = Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            action add 'Look at the Straßenkamera' --as ben
            action add 'Look again'
            action edit A-1 --priority high --as 'Ben Okafor'",
        );
    });
    let told = fixture.ok(&["log", "by=ben"]);
    assert!(
        told.contains("priority: High") && told.contains("Straßenkamera") && !told.contains("Look again"),
        "{told}"
    );
    let told = fixture.ok(&["log", "by=Ben Okafor", "--limit", "1"]);
    assert!(told.contains("A-1") && !told.contains("created"), "{told}");
    assert!(fixture.ok(&["log", "by=me", "again"]).contains("Look again"));
    assert!(fixture.ok(&["log", "STRASSENKAMERA", "record=A-1"]).contains("Straßenkamera"));
    assert_eq!(fixture.ok(&["log", "by=ben", "since=today"]), fixture.ok(&["log", "by=ben"]));
    let said = fixture.fails(2, &["log", "bye=ben"]);
    assert!(said.contains("did you mean by=?"), "{said}");
    let mut desk = Desk::new(&fixture);
    desk.press("9 /").text("by=\"Ben Okafor\"").press("Enter").sees("Straßenkamera").sees_not("Look again");
}
