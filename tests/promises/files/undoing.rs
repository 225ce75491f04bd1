//! What `gavel undo` reaches: what this person did last, here and within the hour; and it asks.

use gavel::workflow::account;

use crate::fixture::Fixture;

fn later(fixture: &Fixture, time: &str) {
    fixture.ambient.move_on(format!("2026-11-23T{time}Z").parse().unwrap());
}

fn with_tom() -> Fixture {
    Fixture::after(|fixture| {
        fixture.ok(&["person", "add", "Tom Ekwall", "--os-user", "tom"]);
        fixture.ok(&["action", "add", "Repeat the bias test"]);
    })
}

#[test]
fn it_names_what_it_takes_back_and_asks() {
    let fixture = with_tom();
    let head = fixture.ok(&["head"]);
    // Nobody there to be asked.
    let run = fixture.run(&["undo"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Repeat the bias test") && run.err.contains("gavel undo --yes"), "{}{}", run.out, run.err);
    for answer in ["", "\n", "n\n", "no\n", "yep\n", "Take it back\n"] {
        let run = fixture.answer(&["undo"], Some(answer));
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        let (named, asked) =
            (run.out.find("Repeat the bias test").unwrap(), run.out.find("Take it back? [y/N]").unwrap());
        assert!(named < asked && run.out.contains("Nothing was changed"), "{answer:?}: {}", run.out);
        assert_eq!(fixture.ok(&["head"]), head);
    }
    assert!(fixture.answer(&["undo"], Some("Y\n")).out.contains("Done, as transaction"));
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "0");
    assert_eq!(fixture.run(&["redo"]).code, 1);
    assert!(fixture.answer(&["redo"], Some("yes\n")).out.contains("Do it again? [y/N]"));
    assert_eq!(fixture.ok(&["action", "list", "--count"]).trim(), "1");
}

#[test]
fn it_reaches_an_hour_whatever_the_clock_says() {
    let mut fixture = with_tom();
    later(&fixture, "10:00:00");
    assert!(fixture.ok(&["undo", "--dry-run"]).contains("Repeat the bias test"), "an hour is an hour");
    let copy = fixture.copy();
    later(&fixture, "10:00:01");
    let head = fixture.ok(&["head"]);
    for words in [&["undo", "--yes"][..], &["undo", "--dry-run"], &["undo"]] {
        let said = fixture.fails(1, words);
        assert!(
            said.contains("A-1") && said.contains("2026-11-23 09:00") && said.contains("reaches an hour"),
            "{said}"
        );
    }
    // Somebody else writes on; then the clock is set back.
    fixture.become_user("tom");
    later(&fixture, "11:00:00");
    fixture.ok(&["action", "add", "Ask the vendor"]);
    fixture.become_user("rosa");
    fixture.at("2026-11-23T09:30:00Z");
    assert!(fixture.fails(1, &["undo", "--yes"]).contains("reaches an hour"));
    assert_ne!(fixture.ok(&["head"]), head);
    // What was taken back is done again within the hour, too.
    copy.ok(&["undo", "--yes"]);
    later(&copy, "11:00:00");
    copy.ok(&["redo", "--dry-run"]);
    later(&copy, "11:00:01");
    let said = copy.fails(1, &["redo", "--yes"]);
    assert!(said.contains("gavel redo reaches an hour") && said.contains("2026-11-23 10:00"), "{said}");
}

#[test]
fn it_reaches_what_this_person_did_here_and_nothing_else() {
    let fixture = with_tom();
    fixture.become_user("tom");
    assert!(fixture.fails(1, &["undo", "--yes"]).contains("nothing of yours"));
    fixture.ok(&["action", "add", "Ask the vendor"]);
    fixture.become_user("rosa");
    // Who types for somebody else takes back what they typed for them, and nothing that these did.
    assert!(fixture.fails(1, &["undo", "--yes", "--as", "P-2"]).contains("nothing of yours"));
    fixture.ok(&["action", "add", "Write the model card", "--as", "P-2"]);
    assert!(fixture.ok(&["undo", "--dry-run"]).contains("Repeat the bias test"));
    assert!(fixture.ok(&["undo", "--yes", "--as", "P-2"]).contains("Write the model card"));
    assert!(fixture.fails(1, &["undo", "--yes", "--as", "P-2"]).contains("nothing of yours"));
    fixture.become_user("tom");
    assert!(fixture.ok(&["undo", "--yes"]).contains("Ask the vendor"));
    fixture.become_user("nobody");
    assert!(fixture.fails(1, &["undo", "--yes", "--as", "P-1"]).contains("nothing of yours"));
    let store = fixture.store();
    let last = store.view().entries(&gavel::store::journal::Range { limit: Some(1), ..Default::default() }).unwrap();
    assert!(account::of(store.view(), &last[0]).unwrap().who.contains("Tom"));
}
