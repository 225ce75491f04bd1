//! Triage on the screen of today: marked, dealt with together, and never closed together.

use gavel::domain::action::{self, Action};
use gavel::domain::nonconformity::{Nonconformity, State};
use gavel::domain::note;
use gavel::store::list::Query;
use gavel::tui::event::Event;

use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::review::tools::called;
use crate::screen::desk::Desk;

/// Two late nonconformities, one that waits to be verified, and actions.
pub fn morning() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person edit 'Rosa Lindt' --os-user rosa
            person add 'Ben Okafor' --active yes
            person add 'Carla Stein' --active yes
            person add 'Dev Anand' --active yes
            ",
        );
        for (title, due) in [
            ("Cards are missing", "2026-11-02"),
            ("Logs are kept too short", "2026-11-05"),
            ("Untested release", "2026-12-20"),
        ] {
            let line = format!(
                "nonconformity add '{title}' --requirement A.6.2.4 --statement x --objective-evidence 'Report 7' --source monitoring --grade minor --occurred-on 2026-05-01 --raised-on 2026-05-05 --raised-by 'Dev Anand' --owner 'Ben Okafor' --due {due}"
            );
            fixture.ok(&words(&line));
        }
        script(
            fixture,
            "
            nonconformity open NC-1
            nonconformity open NC-2
            nonconformity open NC-3
            nonconformity contain NC-3 --correction 'Tested' --corrected-on 2026-06-01 --corrected-by 'Ben Okafor' --consequences 'None: nobody used it'
            nonconformity analyse NC-3 --cause 'No gate' --cause-method other --similar-searched all --similar-cases none
            action add 'Build the gate' --type corrective --source NC-3 --owner 'Ben Okafor' --due 2026-06-20
            nonconformity plan NC-3 --criterion 'none of 12 fails' --effectiveness-criterion x --measured-by sample --effectiveness-measure y --check-from 2027-01-10 --plan-approved-by 'Dev Anand' --plan-approved-how meeting
            nonconformity begin NC-3 --begun-by 'Ben Okafor'
            action done A-1 --evidence 'The gate'
            action add 'Ask the vendor' --owner 'Ben Okafor' --due 2026-11-20
            action add 'Write the card' --owner 'Ben Okafor' --due 2026-11-21
            nonconformity implement NC-3
            ",
        );
    })
}

fn owner(fixture: &Fixture, reference: &str) -> String {
    let record = called(fixture, reference);
    let id = record.link(record.register.position("owner").unwrap()).unwrap();
    fixture.store().view().record(id).unwrap().unwrap().title().to_owned()
}

#[test]
fn two_late_ones_go_to_somebody_else_and_one_is_verified_in_nine_keys_beside_the_text() {
    let fixture = morning();
    let mut desk = Desk::sized(&fixture, 80, 24);
    let mut count = 0;
    let mut press = |desk: &mut Desk, keys: &str| {
        count += keys.split(' ').count();
        desk.press(keys);
    };
    press(&mut desk, "0 >");
    desk.sees("Verify: NC-3");
    desk.text("mess");
    press(&mut desk, "Ctrl-S");
    // Who is late is one line, and Enter shows with what.
    desk.sees("Ben Okafor").sees("4 late").sees_not("Logs are kept");
    press(&mut desk, "G Enter");
    desk.sees("Late or due with Ben Okafor").sees("NC-1").sees("NC-2");
    press(&mut desk, "Space Space o");
    desk.sees("Owner of 2 records").text("carla");
    press(&mut desk, "Ctrl-S");
    desk.sees("Carla Stein");
    assert_eq!((owner(&fixture, "NC-1"), owner(&fixture, "NC-2")), ("Carla Stein".into(), "Carla Stein".into()));
    assert_eq!(Nonconformity(&called(&fixture, "NC-3")).state(), Some(State::Verified));
    assert!(count <= 30, "{count} keys");
    assert_eq!(count, 9);
}

#[test]
fn what_is_marked_gets_a_day_a_priority_and_a_comment_together() {
    let fixture = morning();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0 G Enter");
    let head = fixture.store().view().head().unwrap().sequence;
    // The two actions stand below the two nonconformities.
    desk.press("Down Down Space Space d").sees("Day of 2 records").text("fri").press("Ctrl-S");
    desk.sees("in 4 d").sees("2 marked");
    desk.press("p").text("crit").press("Ctrl-S");
    desk.press("n").text("Asked on the phone").press("Ctrl-S");
    assert_eq!(fixture.store().view().head().unwrap().sequence, head + 3, "one transaction each");
    for reference in ["A-2", "A-3"] {
        let record = called(&fixture, reference);
        let action = Action(&record);
        assert_eq!(action.due(), "2026-11-27".parse().ok());
        assert_eq!(action.priority(), Some(action::Priority::Critical));
    }
    let notes = fixture.store().view().page(&Query::new(&note::REGISTER)).unwrap().records;
    assert_eq!(notes.len(), 2, "one about each");
    desk.press("Esc").sees("2 late").sees_not("marked");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn nothing_is_closed_or_attested_in_bulk_and_what_differs_is_told() {
    let fixture = morning();
    fixture.ok(&words("action done A-2 --evidence 'Mail 7'"));
    fixture.ok(&words("action done A-3 --evidence 'Mail 7'"));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("0");
    desk.sees("Waits for you").sees("NC-3").sees("A-1").sees("A-2").sees("A-3");
    desk.press("A >").sees("go on by different steps");
    let head = fixture.store().view().head().unwrap();
    // Two of the three actions that wait to be confirmed.
    desk.press("Esc Home Down Space Space >").sees("one by one");
    assert_eq!(fixture.store().view().head().unwrap(), head);
    // Nor from a list.
    desk.press("8").text("nonconformities").press("Enter");
    desk.press("f").text("every").press("Enter A m").text("verify").sees("one by one").press("Esc Esc");
    desk.press("J f").text("every").press("Enter A m").text("confirm").sees("one by one").press("Esc Esc 0");
    assert_eq!(fixture.store().view().head().unwrap(), head);
    desk.press("G Enter A d").sees("Extend: 2 records");
    desk.text("2027-01-10")
        .press("Tab")
        .text("dev")
        .press("Tab")
        .text("mess")
        .press("Tab")
        .text("Later")
        .press("Ctrl-S");
    for reference in ["NC-1", "NC-2"] {
        assert_eq!(Nonconformity(&called(&fixture, reference)).extensions(), Some(1), "{reference}");
    }
}

#[test]
fn a_day_of_actions_and_nonconformities_together_is_refused_before_anything_is_typed() {
    let fixture = morning();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0 G Enter");
    desk.press("A d").sees("moved by an extension");
    desk.press("e").sees("several registers");
    // Marks outlive a reading of the file by others.
    fixture.ok(&words("action add 'One more' --owner 'Ben Okafor' --due 2026-11-19"));
    desk.event(Event::FileChanged);
    desk.sees("4 marked").sees("5 late");
}

#[test]
fn what_comes_round_is_recorded_once() {
    let fixture = morning();
    fixture.ok(&words("obligation add 'Assess the risks' --type risk-assessment --every-months 12 --next-due 2026-11-01 --owner 'Ben Okafor'"));
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0");
    desk.press("G Enter").sees("OB-1").press("t");
    let task = called(&fixture, "A-4");
    assert_eq!(Action(&task).what(), "Assess the risks");
    assert_eq!(Action(&task).due(), "2026-11-01".parse().ok());
    desk.press("G").press("Home").press("G");
    let head = fixture.store().view().head().unwrap();
    desk.press("t");
    assert_eq!(fixture.store().view().head().unwrap(), head, "not twice");
    assert!(fixture.fails(1, &words("obligation task OB-1")).contains("Nothing is recorded twice"));
}

#[test]
fn today() {
    let fixture = morning();
    fixture.ok(&words(
        "obligation add 'Hold the review' --type review --every-months 12 --next-due 2026-11-25 --owner 'Carla Stein'",
    ));
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press("0 G Enter");
        desk.press("Space Down Space");
        insta::assert_snapshot!(format!("today_{width}x{height}"), desk.screen());
    }
}

#[test]
fn several_records_are_changed_by_one_command_all_or_none() {
    let fixture = Fixture::new();
    for what in ["Write it", "Read it", "Say it"] {
        fixture.ok(&["action", "add", what]);
    }
    let owners =
        || ["A-1", "A-2", "A-3"].map(|id| fixture.json(&format!("action show {id}"))["fields"]["owner"].clone());
    let none = owners();
    let unknown = fixture.fails(2, &["action", "edit", "A-1", "A-9", "--owner", "me"]);
    assert!(unknown.contains("There is no action “A-9”"), "{unknown}");
    assert_eq!(owners(), none);
    let told = fixture.ok(&["action", "edit", "A-1", "A-3", "A-1", "--owner", "me"]);
    assert_eq!(told, "Changed A-1\nChanged A-3\n");
    let [first, second, third] = owners();
    assert!(first == third && first != second, "{first} {second} {third}");
    // One of them can't be moved on, and so none is.
    fixture.ok(&["action", "cancel", "A-2", "--reason", "Nobody needs it"]);
    fixture.fails(1, &["action", "done", "A-1", "A-2", "--evidence", "See the wiki"]);
    assert_eq!(fixture.json("action show A-1")["fields"]["state"], "open");
    // What attests something is looked at one by one, and a revision is one record's.
    fixture.fails(2, &["action", "edit", "A-1", "A-3", "--due", "+1w", "--based-on", "1"]);
}

/// The day that stands, and what a later one asks, is seen where it is typed; what is done has none.
#[test]
fn the_form_of_a_day_tells_the_present_one_and_is_none_for_what_is_done() {
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        person add 'Ben Okafor' --active yes
        action add 'Mail the vendor' --owner P-1 --due 2026-11-20
        action add 'Ask the vendor' --owner P-2 --due 2026-11-20
        action done A-2 --done-by P-2 --evidence 'The mail'
        ",
    );
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0 Home").sees("A-2").press("d").sees("A-2 is done: no day runs for it any more");
    desk.press("G d").sees("now Fri 20 Nov; a later day asks why and who agreed");
}
