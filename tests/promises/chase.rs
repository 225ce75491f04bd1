//! Messages to those who answer for what is late: written, counted, and sent by nobody.

use gavel::domain::reminder::{self, Reminder};
use gavel::store::list::Query;

use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::screen::desk::Desk;

fn late() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Björn Ångström' --active yes --address bjorn@aldgate.example
            person add 'Carla Stein' --active yes
            action add 'Prüfe die Löschung' --owner 'Björn' --due 2026-11-20
            action add 'Soon' --owner 'Björn' --due 2026-11-26
            action add 'Of Carla' --owner 'Carla Stein' --due 2026-11-19
            action add 'Of nobody' --due 2026-11-18
            action add 'Far away' --owner 'Carla Stein' --due 2027-11-19
            ",
        );
    })
}

fn count(fixture: &Fixture) -> u64 {
    fixture.store().view().count(&Query::new(&reminder::REGISTER)).unwrap()
}

#[test]
fn one_message_an_owner_is_written_and_counted() {
    let fixture = late();
    let said = fixture.ok(&words("chase --dry-run"));
    assert!(said.contains("To: Björn Ångström <bjorn@aldgate.example>\nSubject: 1 late, 1 due soon"), "{said}");
    assert!(said.contains("- A-1 Prüfe die Löschung: 3 d late (2026-11-20)\n"), "{said}");
    assert!(said.contains("- A-2 Soon: in 3 d (2026-11-26)"), "{said}");
    assert!(said.contains("To: Carla Stein\nSubject: 1 late") && !said.contains("Far away"), "{said}");
    assert!(said.contains("Nobody answers for 1 more"), "{said}");
    assert_eq!(count(&fixture), 0);
    assert!(fixture.ok(&words("chase --only Björn")).contains("1 message is counted"));
    let said = fixture.ok(&words("chase"));
    assert!(said.contains("A-1 Prüfe die Löschung: 3 d late (2026-11-20); reminded once before"), "{said}");
    assert!(
        said.contains("- A-3 Of Carla: 4 d late (2026-11-19)\n") && said.contains("2 messages are counted"),
        "{said}"
    );
    assert!(fixture.ok(&words("chase --dry-run")).contains("reminded twice before"));
    assert_eq!(count(&fixture), 3);
    let store = fixture.store();
    let records = store.view().page(&Query::new(&reminder::REGISTER)).unwrap().records;
    assert_eq!(Reminder(&records[0]).about().len(), 2);
    assert!(fixture.ok(&["today", "--owner", "Björn"]).contains("reminded 2×"));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn who_is_written_to_about_what_is_listed_and_nothing_is_counted() {
    let fixture = late();
    let said = fixture.ok(&words("chase --list"));
    assert!(said.contains("Late or due, and nobody answers for it: 1"), "{said}");
    assert!(said.contains("Björn Ångström: 1 late, 1 due soon\nTo: bjorn@aldgate.example"), "{said}");
    assert!(said.contains("Carla Stein: 1 late\nTo: no address is on record; edit P-3 to add one"), "{said}");
    let told = fixture.ok(&words("chase --only Björn --days 2 --json"));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let [one] = &told["messages"].as_array().unwrap()[..] else { panic!("{told}") };
    assert_eq!((&one["late"], &one["due"], &one["matters"][0]["number"]), (&1.into(), &0.into(), &"A-1".into()));
    assert_eq!(count(&fixture), 0);
    let none = fixture.ok(&words("chase --list --only me"));
    assert!(none.contains("Nobody has anything late, or due within 7 days."), "{none}");
    for line in ["chase --list --dry-run", "chase --json --eml mails"] {
        assert!(fixture.fails(2, &words(line)).contains("cannot be used with"), "{line}");
    }
    fixture.fails(2, &words("chase --list --days 3661"));
}

#[test]
fn files_are_such_as_a_mail_program_opens() {
    let fixture = late();
    let folder = fixture.folder().join("mails");
    std::fs::create_dir(&folder).unwrap();
    let folder = folder.to_str().unwrap();
    let said = fixture.ok(&["chase", "--eml", folder]);
    assert!(said.contains("Carla Stein has no address, and gets no message"), "{said}");
    let mail = std::fs::read_to_string(format!("{folder}/P-2-2026-11-23.eml")).unwrap();
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    assert!(head.is_ascii(), "{head}");
    for part in ["Date: Mon, 23 Nov 2026 09:00:00 +0000", "bjorn@aldgate.example", "Content-Type: text/plain", "utf-8"]
    {
        assert!(head.contains(part), "{part}: {head}");
    }
    assert!(!head.contains("From:"), "whoever sends it is the sender");
    assert!(body.contains("=C3=BC") || body.contains("Pr"), "{body}");
    assert!(mail.lines().all(|line| line.len() <= 998));
    assert_eq!(count(&fixture), 1, "who has no address was not reminded");
    let told = fixture.fails(1, &["chase", "--eml", folder]);
    assert!(told.contains("is there already and was left as it is"), "{told}");
    assert_eq!(count(&fixture), 1);
    let told = fixture.fails(2, &["chase", "--eml", "/nowhere/at/all"]);
    assert!(told.contains("There is no folder"), "{told}");
}

#[test]
fn a_title_from_outside_adds_no_header_and_no_line() {
    let fixture = late();
    fixture.ok(&["action", "add", "Evil\u{1b}[31m Bcc: all@example.org", "--owner", "Björn", "--due", "2026-11-01"]);
    let said = fixture.ok(&["chase", "--only", "Björn", "--dry-run"]);
    assert!(!said.contains("\nBcc:") && !said.contains('\u{1b}'), "{said}");
}

/// Whoever Today names, whether all are written to or one alone; and what nobody answers for is named.
#[test]
fn the_secretary_is_written_to_about_a_meeting() {
    let fixture = late();
    fixture.ok(&words("review add Autumn --date 2026-11-20 --chair 'Rosa Lindt' --secretary 'Carla Stein'"));
    for line in ["chase --list", "chase --list --only 'Carla Stein'"] {
        let said = fixture.ok(&words(line));
        let of_carla = said.split("Carla Stein: 2 late").nth(1).unwrap_or_else(|| panic!("{said}"));
        assert!(of_carla.contains("MR-1") && of_carla.contains("Autumn"), "{said}");
    }
    assert!(fixture.ok(&words("chase --list")).contains("nobody answers for it: 1 (A-4)"));
    let mut desk = Desk::new(&fixture);
    desk.press("0");
    for _ in 0..20 {
        if desk.app.top().unwrap().subjects().iter().any(|one| one.reference().to_string() == "MR-1") {
            desk.press("c").sees("Who is written to").sees("Carla Stein: 2 late").sees("MR-1");
            return;
        }
        desk.press("Down");
    }
    panic!("{}", desk.screen());
}

#[test]
fn the_list_that_somebody_is_handed_has_what_is_late_first_and_from_what_it_came() {
    let fixture = crate::sample::sample();
    let told = fixture.ok(&["person", "actions", "Yuki", "--format", "text"]);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let places = [
        "Actions of Yuki Brandvold",
        "4 actions to do, 1 late; 2 done and waiting to be confirmed by somebody else.",
        "Late: 1",
        "A-38",
        "3 Nov 2026, 20 d late",
        "D-5 Buy the service for drift",
        "none yet carried once",
        "To do: 3",
        "A-46",
        "NC-5 Model cards without",
        "Done, to be confirmed: 2",
        "E-42",
    ]
    .map(|part| told.find(part).unwrap_or_else(|| panic!("{part}: {told}")));
    assert!(places.is_sorted(), "{told}");
    assert!(fixture.ok(&["print", "person", "actions", "Yuki"]).contains("A-38"));
    let new = Fixture::new();
    assert!(new.ok(&["person", "actions", "P-1"]).contains("0 actions to do, 0 late; 0 done"));
}
