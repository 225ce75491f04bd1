//! What is erased is gone from every byte of the file, and the chain still proves that it was there.

use gavel::domain::evidence;
use gavel::domain::value::Value;
use gavel::store::content::{Content, Purpose};
use gavel::store::{Act, Proposal};

use super::fixture::{Fixture, text};
use super::sample::sample;
use super::screen::desk::Desk;

/// Whether some bytes stand anywhere in the file or beside it.
fn stands(fixture: &Fixture, needle: &str) -> Vec<String> {
    let names = fixture.files().into_iter();
    let holds = |name: &String| {
        // A log goes with the last that had the file open.
        let bytes = std::fs::read(fixture.folder().join(name)).unwrap_or_default();
        bytes.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle.as_bytes()))
    };
    names.filter(holds).collect()
}

fn with_secrets() -> Fixture {
    Fixture::after(|fixture| {
        fixture.ok(&["person", "add", "Wilhelmina Quist", "--address", "quist@aldgate.example", "--os-user", "wquist"]);
        fixture.ok(&["person", "edit", "P-2", "--address", "wilhelmina@home.example"]);
        fixture.become_user("wquist");
        fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "me"]);
        fixture.become_user("rosa");
    })
}

#[test]
fn an_erased_value_is_nowhere_in_the_file() {
    let fixture = with_secrets();
    for secret in ["quist@aldgate", "wilhelmina@home", "wquist", "Wilhelmina Quist"] {
        assert!(!stands(&fixture, secret).is_empty(), "{secret} is there to begin with");
    }
    let erase = |field: &str| {
        fixture.ok(&["erase", "person", "P-2", field, "--reason", "left and asked for it", "--approved-by", "P-1"]);
    };
    erase("address");
    for secret in ["quist@aldgate", "wilhelmina@home"] {
        assert_eq!(stands(&fixture, secret), Vec::<String>::new(), "{secret}: earlier values, too");
    }
    assert!(fixture.ok(&["search", "wilhelmina"]).contains("P-2"));
    erase("name");
    assert_eq!(stands(&fixture, "Wilhelmina"), Vec::<String>::new(), "the search index, too");
    assert!(fixture.ok(&["search", "wilhelmina"]).contains("Nothing has all of these words"));
    erase("os_user");
    assert_eq!(stands(&fixture, "wquist"), Vec::<String>::new(), "the journal's headers, too");

    let verified = fixture.ok(&["verify"]);
    for field in ["Address", "Name", "Operating-system user"] {
        assert!(verified.contains(&format!("Erased: P-2, {field}")), "{verified}");
    }
    assert!(fixture.ok(&["person", "show", "P-2"]).contains("(erased)"));
    let log = fixture.ok(&["log"]);
    assert!(log.contains("name erased, approved by P-1 Rosa Lindt") && log.contains("left and asked for it"), "{log}");
    assert!(fixture.ok(&["person", "show", "P-2", "--as-of", "3"]).contains("(erased)"), "the past, too");
    // The record lives on.
    fixture.ok(&["person", "add", "Edda Holm"]);
    let agreed = ["--reason", "The name is erased", "--agreed-by", "Edda Holm", "--agreed-how", "message"];
    fixture.ok(&[&["person", "edit", "P-2", "--name", "Former employee"], &agreed[..]].concat());
    assert!(fixture.ok(&["action", "show", "A-1"]).contains("P-2 Former employee"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn an_erased_file_leaves_its_name_and_the_proof() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let file = fixture.folder().join("payroll.txt");
    std::fs::write(&file, "salary of everyone 4711").unwrap();
    fixture.ok(&["action", "done", "A-1", "--evidence", file.to_str().unwrap()]);
    std::fs::remove_file(&file).unwrap();
    assert!(!stands(&fixture, "salary of everyone").is_empty());
    fixture.ok(&["erase", "evidence", "E-1", "file", "--reason", "not ours to keep", "--approved-by", "me"]);
    assert_eq!(stands(&fixture, "salary of everyone"), Vec::<String>::new());
    assert!(fixture.ok(&["evidence", "show", "E-1"]).contains("payroll.txt (23 bytes, erased)"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let again = fixture.fails(1, &["erase", "evidence", "E-1", "file", "--reason", "A slip", "--approved-by", "me"]);
    assert!(again.contains("holds nothing that is kept"), "{again}");
}

#[test]
fn sealed_documents_stay_whole_and_are_listed() {
    let fixture = with_secrets();
    let store = fixture.store();
    let sealed = Content::new(Purpose::Sealed, b"Present: Wilhelmina Quist".to_vec(), &fixture.ambient).unwrap();
    let file = gavel::domain::value::File {
        name: "minutes.md".into(),
        size: 25,
        held: gavel::domain::value::Held::Here(sealed.hash),
    };
    let action = store.view().called(&"A-1".parse().unwrap()).unwrap().unwrap().id;
    let act = Act::Create {
        id: fixture.ambient.identity(),
        register: &evidence::REGISTER,
        fields: vec![
            (evidence::EvidenceField::Title.field(), text("Minutes")),
            (evidence::EvidenceField::About.field(), Value::Links(vec![action])),
            (evidence::EvidenceField::File.field(), Value::File(Box::new(file))),
        ],
    };
    store.commit(fixture.author.clone(), Proposal::of([act]).with(vec![sealed])).unwrap();
    drop(store);
    let told = fixture.ok(&["erase", "person", "P-2", "name", "--reason", "asked for", "--approved-by", "me"]);
    assert!(told.contains("A sealed document still holds it: E-1, minutes.md: line 1"), "{told}");
    assert!(
        fixture
            .fails(1, &["erase", "evidence", "E-1", "file", "--reason", "A slip", "--approved-by", "me"])
            .contains("sealed")
    );
    assert!(!stands(&fixture, "Wilhelmina Quist").is_empty(), "in the sealed document");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Erasing a name does not reach for a user who happens to be called the same.
#[test]
fn an_erasure_reaches_as_far_as_the_person_and_no_further() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "rosa"]);
    fixture.ok(&["erase", "person", "P-2", "name", "--reason", "asked for", "--approved-by", "P-1"]);
    assert!(fixture.ok(&["verify"]).contains("The file holds"));
    assert!(!stands(&fixture, "rosa").is_empty(), "the user of P-1 is still known");
    fixture.ok(&["person", "edit", "P-1", "--os-user", "ROSA"]);
    fixture.ok(&["erase", "person", "P-1", "os_user", "--reason", "asked for", "--approved-by", "P-1"]);
    let left = stands(&fixture, "rosa");
    let raw = fixture.peek();
    let names: Vec<String> = {
        let mut statement = raw.prepare("SELECT cast(bytes AS TEXT) FROM content WHERE bytes IS NOT NULL").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(names, ["Rosa Lindt"], "whatever the case of its letters; {left:?} holds the name");
}

#[test]
fn the_past_and_the_export_know_what_was_erased_and_what_was_not() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    for name in ["one.txt", "two.txt"] {
        let file = fixture.folder().join(name);
        std::fs::write(&file, name).unwrap();
        fixture.ok(&["evidence", "add", name, "--about", "A-1", "--file", file.to_str().unwrap()]);
    }
    fixture.ok(&["erase", "evidence", "E-1", "file", "--reason", "A slip", "--approved-by", "me"]);
    let shown = |id: &str| fixture.ok(&["evidence", "show", id, "--as-of", "4"]);
    assert!(shown("E-1").contains("7 bytes, erased") && shown("E-2").contains("7 bytes, kept in this file"));
    let listed = fixture.ok(&["evidence", "list", "--json"]);
    assert!(listed.contains("\"held\":\"erased\"") && listed.contains("\"held\":\"in this file\""), "{listed}");
}

#[test]
fn traces_are_removed_later_where_others_had_the_file_open() {
    let fixture = with_secrets();
    let reader = rusqlite::Connection::open(&fixture.path).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM record").unwrap();
    let erase = ["erase", "person", "P-2", "address", "--reason", "asked for", "--approved-by", "me"];
    let told = fixture.fails(1, &erase);
    assert!(told.contains("gavel erase --finish"), "{told}");
    assert!(!stands(&fixture, "quist@aldgate").is_empty());
    reader.execute_batch("ROLLBACK").unwrap();
    assert!(fixture.ok(&["erase", "--finish"]).contains("Nothing erased is left"));
    assert_eq!(stands(&fixture, "quist@aldgate"), Vec::<String>::new());
    assert_eq!(fixture.run(&["erase", "--finish", "person"]).code, 2);
}

/// Who erases may be killed before the file is rewritten.
#[test]
fn an_erasure_is_in_no_page_of_the_file_even_where_the_file_was_not_rewritten() {
    let fixture = with_secrets();
    for number in 0..40 {
        fixture.ok(&["note", "add", &format!("Note {number}"), "--about", "A-1"]);
    }
    let store = fixture.store();
    let person = store.view().called(&"P-2".parse().unwrap()).unwrap().unwrap();
    for field in ["name", "address", "os_user"] {
        let field = person.register.field(field).unwrap();
        let act = Act::Erase { record: person.id, field, approved_by: fixture.author.person, legal_ground: None };
        store.commit(fixture.author.clone(), Proposal::of([act]).because(Some("asked for"))).unwrap();
    }
    drop(store);
    for secret in ["quist@aldgate", "wilhelmina@home", "wquist", "Wilhelmina"] {
        assert_eq!(stands(&fixture, secret), Vec::<String>::new(), "{secret}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn only_what_is_personal_can_be_erased_and_only_with_a_reason_and_approval() {
    let fixture = with_secrets();
    let before = fixture.ok(&["head"]);
    let approved = ["--reason", "A slip", "--approved-by", "P-1"];
    let told = fixture.fails(1, &[&["erase", "person", "P-2", "role"][..], &approved].concat());
    assert!(told.contains("name, os_user, address"), "{told}");
    let told = fixture.fails(1, &[&["erase", "action", "A-1", "what"][..], &approved].concat());
    assert!(told.contains("none of this register"), "{told}");
    fixture.fails(2, &["erase", "person", "P-2", "name", "--approved-by", "P-1"]);
    fixture.fails(1, &["erase", "person", "P-2", "name", "--reason", " ", "--approved-by", "P-1"]);
    fixture.fails(2, &["erase", "person", "P-2", "name", "--reason", "A slip", "--approved-by", "P-9"]);
    fixture.fails(2, &["erase", "person", "P-2", "name", "--reason", "A slip", "--approved-by", "A-1"]);
    fixture.fails(2, &["erase", "person", "P-2", "nme", "--reason", "A slip", "--approved-by", "P-1"]);
    fixture.fails(2, &["erase", "persons", "P-2", "name", "--reason", "A slip", "--approved-by", "P-1"]);
    assert_eq!(fixture.ok(&["head"]), before);
}

#[test]
fn an_erasure_that_was_not_journalled_is_named() {
    let fixture = with_secrets();
    let raw = fixture.raw();
    raw.execute("UPDATE person SET name = '(erased)' WHERE name LIKE 'Wil%'", []).unwrap();
    raw.execute("UPDATE content SET salt = NULL, bytes = NULL WHERE cast(bytes AS TEXT) LIKE 'Wil%'", []).unwrap();
    drop(raw);
    let faults = fixture.verify().join("\n");
    assert!(faults.contains("gone without an erasure"), "{faults}");
}

#[test]
fn nobody_can_type_what_stands_for_an_erased_value() {
    let fixture = Fixture::new();
    assert!(fixture.fails(2, &["person", "add", "(erased)"]).contains("can't be “(erased)”"));
}

/// Two that were erased are not the same because nothing is left of either.
#[test]
fn people_whose_user_names_were_erased_can_still_be_changed() {
    let fixture = Fixture::new();
    for (name, user) in [("Wilhelmina Quist", "wquist"), ("Tom Ekwall", "tom")] {
        fixture.ok(&["person", "add", name, "--os-user", user]);
    }
    for person in ["P-2", "P-3"] {
        let law = ["--legal-ground", "GDPR 17(1)(b)"];
        let erase = ["erase", "person", person, "os-user", "--reason", "asked for it", "--approved-by", "P-1"];
        fixture.ok(&[&erase[..], &law].concat());
    }
    fixture.ok(&["person", "edit", "P-2", "--role", "Validator"]);
    fixture.ok(&["person", "void", "P-3", "--reason", "left"]);
    fixture.ok(&["person", "unvoid", "P-3"]);
    fixture.ok(&["person", "edit", "P-2", "--os-user", "quist"]);
    fixture.fails(1, &["person", "edit", "P-3", "--os-user", "Quist"]);
}

/// Every index, and every byte beside the file: folded words, older versions in the log, what was being typed.
#[test]
fn an_erasure_reaches_every_index_and_every_draft() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Jürgen Ærø-Ðal", "--address", "jurgen@home.example", "--os-user", "jaero"]);
    fixture.ok(&["person", "edit", "P-2", "--name", "Jürgen Ærø-Ðal Müller"]);
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "P-2"]);
    let traces = ["Jürgen", "jurgen", "jürgen", "ærø", "müller", "muller", "ðal"];
    // What somebody types, filters by and leaves.
    let mut desk = Desk::new(&fixture);
    desk.press("8").text("people").press("Enter / Ctrl-U").text("Jürgen Ærø-Ðal Müller").press("Enter");
    desk.sees("P-2");
    desk.press("Enter e Ctrl-U").text("Jürgen Ærø-Ðal Lund").press("Tab").text("Head of claims");
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Jürgen Ærø-Ðal Müller");
    drop(desk);
    let beside = stands(&fixture, "Jürgen");
    assert!(
        beside.iter().any(|name| name == "aims.db") && beside.iter().any(|name| name.contains(".local")),
        "{beside:?}"
    );
    for field in ["name", "address", "os_user"] {
        fixture.ok(&["erase", "person", "P-2", field, "--reason", "asked for", "--approved-by", "P-1"]);
    }
    for trace in traces.into_iter().chain(["jaero"]) {
        assert_eq!(stands(&fixture, trace), Vec::<String>::new(), "{trace}");
    }
    // What else was typed in that form is kept.
    assert!(!stands(&fixture, "Head of claims").is_empty());
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn sealed_documents_are_listed_by_reference_and_place_and_by_whole_values() {
    let fixture = sample();
    // The name of a member of the committee, who stood in packs and minutes; and a part of a word.
    let name = {
        let store = fixture.store();
        let person = store.view().called(&"P-4".parse().unwrap()).unwrap().unwrap();
        person.title().to_owned()
    };
    let part = &name[..name.len() - 3];
    fixture.ok(&["person", "add", part]);
    let other = fixture.ok(&["person", "list", &format!("name={part}")]);
    let other = other.lines().nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert!(fixture.ok(&["review", "minutes", "MR-1"]).contains(part));
    let told = fixture.ok(&["erase", "person", &other, "name", "--reason", "a slip", "--approved-by", "P-4"]);
    assert!(!told.contains("still holds it"), "{told}");

    let told = fixture.ok(&["erase", "person", "P-4", "name", "--reason", "asked for", "--approved-by", "P-2"]);
    let listed: Vec<_> =
        told.lines().filter_map(|line| line.strip_prefix("A sealed document still holds it: ")).collect();
    for (reference, ending) in [("MIN-", ".md"), ("MIN-", ".html"), ("MIN-", ".json"), ("PK-", ".md")] {
        assert!(
            listed.iter().any(|line| line.starts_with(reference) && line.contains(ending)),
            "{reference} {ending}: {told}"
        );
    }
    let mut seen = 0;
    let out = fixture.folder().join("out");
    std::fs::create_dir(&out).unwrap();
    fixture.ok(&["review", "seal", "MR-2", "--to", out.to_str().unwrap()]);
    let is_frozen = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("MR-") && !name.ends_with(".pdf") && !name.ends_with(".docx")
    };
    for document in std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path()).filter(is_frozen) {
        let (file, text) =
            (document.file_name().unwrap().to_str().unwrap(), std::fs::read_to_string(&document).unwrap());
        let lines: Vec<_> =
            (1..).zip(text.lines()).filter(|(_, line)| line.contains(&name)).map(|(at, _)| at).collect();
        let line = listed
            .iter()
            .find(|line| line.contains(&format!(", {file}: line")))
            .unwrap_or_else(|| panic!("{file}: {told}"));
        let first: usize = line.rsplit(": ").next().unwrap().split([' ', ',']).nth(1).unwrap().parse().unwrap();
        assert_eq!(Some(&first), lines.first(), "{line}");
        seen += 1;
    }
    assert_eq!(seen, 6, "the minutes and their pack");
    assert!(fixture.ok(&["review", "verify", "MR-2"]).contains("MR-2 holds"), "sealed documents stay whole");
}

/// Somebody else approves it where somebody else takes part; else it is marked. The law waits for nobody.
#[test]
fn nobody_erases_on_their_own_approval_where_somebody_else_takes_part() {
    let fixture = with_secrets();
    let erase = |fixture: &Fixture, field: &str, by: &str, more: &[&str]| {
        fixture.run(&[&["erase", "person", "P-2", field, "--reason", "asked for", "--approved-by", by], more].concat())
    };
    // Alone with the one whose data they are.
    let told = erase(&fixture, "address", "P-1", &[]);
    assert!(told.code == 0 && told.out.contains("self-approved"), "{}{}", told.out, told.err);
    assert!(fixture.ok(&["log", "--limit", "1"]).contains("approved by P-1 Rosa Lindt (self-approved)"));
    assert!(fixture.ok(&["person", "history", "P-2"]).contains("(self-approved)"));
    assert!(fixture.ok(&["verify"]).contains("Erased: P-2, Address (transaction 5, self-approved)"));

    fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
    let head = fixture.ok(&["head"]);
    let refused = erase(&fixture, "name", "me", &[]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("P-3 Tom Ekwall") && refused.err.contains("--legal-ground"), "{}", refused.err);
    // Not by acting as somebody else either: who sits there approves nothing of it.
    assert_eq!(erase(&fixture, "name", "P-1", &["--as", "P-3"]).code, 1);
    assert_eq!(erase(&fixture, "name", "P-3", &["--as", "P-3"]).code, 1);
    assert_eq!(erase(&fixture, "name", "me", &["--legal-ground", " "]).code, 1, "a ground is said in words");
    // Nor by somebody who is not there.
    let copy = fixture.copy();
    copy.ok(&["person", "edit", "P-3", "--active", "no"]);
    assert!(erase(&copy, "name", "P-3", &[]).err.contains("who takes part"));
    assert_eq!(erase(&copy, "name", "me", &[]).code, 0);
    assert!(copy.ok(&["log"]).contains("self-approved"), "for good, whoever comes back");
    assert_eq!(fixture.ok(&["head"]), head);

    let other = erase(&fixture, "name", "P-3", &[]);
    assert!(other.code == 0 && !other.out.contains("self-approved"), "{}{}", other.out, other.err);
    let law = erase(&fixture, "os_user", "me", &["--legal-ground", "GDPR 17(1)(b)"]);
    assert!(law.code == 0 && law.out.contains("self-approved"), "{}{}", law.out, law.err);
    let log = fixture.ok(&["log", "--limit", "1"]);
    assert!(log.contains("(self-approved)") && log.contains("legal ground: GDPR 17(1)(b)"), "{log}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn who_erases_evidence_of_their_own_is_not_who_approves_it() {
    let fixture = sample();
    let store = fixture.store();
    let me = store.view().people_with_user("rosa").unwrap()[0].reference().to_string();
    drop(store);
    let file = fixture.folder().join("payroll.txt");
    std::fs::write(&file, "salary of everyone 4711").unwrap();
    fixture.ok(&["action", "add", "Pay everyone", "--owner", "me"]);
    let action = fixture.ok(&["action", "list", "what=Pay everyone"]);
    let action = action.lines().nth(1).unwrap().split(' ').next().unwrap();
    let done = fixture.ok(&["action", "done", action, "--evidence", file.to_str().unwrap()]);
    let evidence = done.split([' ', ':']).find(|word| word.starts_with("E-")).unwrap().to_owned();
    let erase = ["erase", "evidence", &evidence, "file", "--reason", "A slip", "--approved-by", &me];
    let said = fixture.fails(1, &erase);
    assert!(said.contains("Nobody erases on their own approval"), "{said}");
}

#[test]
fn drafts_that_can_t_be_cleaned_are_told() {
    let fixture = with_secrets();
    let local = fixture.folder().join("aims.db.local");
    std::fs::write(&local, "Wilhelmina Quist, not a database").unwrap();
    let run = fixture.run(&["erase", "person", "P-2", "name", "--reason", "asked for", "--approved-by", "P-1"]);
    assert!(run.code == 1 && run.out.contains("is erased"), "{}", run.out);
    assert!(
        run.err.contains("may still hold it") && run.err.contains("delete") && run.err.contains("aims.db.local"),
        "{}",
        run.err
    );
}
