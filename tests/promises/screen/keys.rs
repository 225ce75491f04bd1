//! Keys in, screen and records out, through the whole app.

use std::time::Duration;

use gavel::domain::action::{self, Action, Priority, State};
use gavel::domain::evidence;
use gavel::domain::note::{self, Note};
use gavel::domain::person;
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::store::Local;
use gavel::store::list::{Query, Voided};
use gavel::tui::app::Request;
use ratatui::layout::Size;

use super::desk::Desk;
use crate::fixture::Fixture;

/// Tom, who is known by his user name, a system, and three actions.
pub fn furnished() -> Fixture {
    Fixture::after(|fixture| {
        fixture.ok(&["person", "edit", "1", "--role", "Secretary", "--voting", "yes"]);
        fixture.ok(&["person", "add", "Tom Ekwall", "--role", "Head of claims", "--os-user", "tom", "--active", "yes"]);
        fixture.ok(&[
            "person",
            "add",
            "Ines Aubert",
            "--role",
            "Chief risk officer",
            "--voting",
            "yes",
            "--active",
            "yes",
        ]);
        fixture.ok(&[
            "system",
            "add",
            "Claims triage",
            "--purpose",
            "Sorts incoming claims",
            "--owner",
            "tom",
            "--tier",
            "high",
            "--in-scope",
            "yes",
        ]);
        let details = "The report of the vendor covers two of five groups. Repeat it on all five, with the data of the third quarter.";
        fixture.ok(&[
            "action",
            "add",
            "Repeat the bias test",
            "--owner",
            "tom",
            "--due",
            "2026-11-11",
            "--priority",
            "high",
            "--source",
            "SYS-1",
            "--details",
            details,
        ]);
        fixture.ok(&["action", "add", "Complete the model card", "--owner", "ines", "--due", "fri"]);
        fixture.ok(&[
            "action",
            "add",
            "Train the clerks",
            "--owner",
            "rosa",
            "--due",
            "+40d",
            "--priority",
            "critical",
        ]);
    })
}

fn all(fixture: &Fixture, register: &'static Register) -> Vec<Record> {
    let query = Query { voided: Voided::Shown, ..Query::new(register) };
    fixture.store().view().page(&query).unwrap().records
}

fn called(fixture: &Fixture, reference: &str) -> Record {
    fixture.store().view().called(&reference.parse().unwrap()).unwrap().unwrap()
}

#[test]
fn an_action_is_added_edited_and_found() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Agree thresholds").press("Tab").text("ines").press("Enter").text("+2w");
    desk.sees("Monday 7 December 2026, in 14 days").press("Tab").text("cri").sees("▶ Critical").press("Enter Ctrl-S");
    desk.sees("A-4: Agree thresholds");
    let added = called(&fixture, "A-4");
    assert_eq!(Action(&added).priority(), Some(Priority::Critical));
    assert_eq!(Action(&added).due().map(|day| day.to_string()).as_deref(), Some("2026-12-07"));
    let owner = fixture.store().view().record(Action(&added).owner().unwrap()).unwrap().unwrap();
    assert_eq!(owner.title(), "Ines Aubert");

    desk.press("/").text("thresh").press("Enter").sees("A-4").sees_not("A-1 ");
    desk.press("e End")
        .text(" with the vendor")
        .press("Ctrl-S")
        .sees("A-4: what is now Agree thresholds with the vendor");
    assert_eq!(called(&fixture, "A-4").revision, 2, "one edit of one field");
    desk.press("Esc").sees("A-1 ");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_is_late_is_dealt_with_in_six_keys() {
    let fixture = furnished();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.sees("▶ A-1").sees("12 d late");
    let keys = ["m", "Enter", "Ctrl-S"];
    desk.press(keys[0]).press(keys[1]).text("Report, page 3").press(keys[2]);
    assert_eq!(Action(&called(&fixture, "A-1")).state(), Some(State::Done));
    let proof = all(&fixture, &evidence::REGISTER);
    assert_eq!(proof.len(), 1);
    assert_eq!(proof[0].title(), "Report, page 3");
    desk.sees_not("12 d late");
}

#[test]
fn a_refusal_names_what_is_missing_and_leads_there_and_back() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J m Enter Ctrl-S");
    desk.sees("A-1 can't be marked as done. Nothing was changed").sees("Evidence is missing");
    desk.press("Enter").text("Minutes of 20 November").press("Ctrl-G").sees("Evidence is missing").press("Esc Ctrl-S");
    desk.sees("marked as done");

    // Everything that is missing is named, and each line leads to its field.
    desk.press("8").text("syst").press("Enter a").text("Letters").press("Ctrl-S");
    desk.sees("Purpose is empty").press("Enter").text("Drafts letters").press("Ctrl-S").sees("SYS-2: Letters");
}

#[test]
fn undo_names_what_it_takes_back_and_stays_within_this_run() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("u").sees("Nothing was saved in this run yet");
    desk.press("J e End").text(" again").press("Ctrl-S");
    desk.press("u").sees("Take this back?").sees("what: Repeat the bias test again, was").press("n");
    assert_eq!(called(&fixture, "A-1").title(), "Repeat the bias test again");
    desk.press("u Enter").sees("put back");
    assert_eq!(called(&fixture, "A-1").title(), "Repeat the bias test");
    desk.press("U").sees("Do this again?").press("Enter");
    assert_eq!(called(&fixture, "A-1").title(), "Repeat the bias test again");

    // What somebody did elsewhere, or in an earlier run, is not this run's to take back.
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("u").sees("Nothing was saved in this run yet");
    desk.press("J n").text("Ask the vendor").press("Ctrl-S");
    fixture.ok(&["action", "edit", "A-2", "--what", "Changed elsewhere"]);
    desk.press("u").sees("N-1 Ask the vendor").press("Enter u").sees("Nothing of this run is left to take back");
    assert!(all(&fixture, &note::REGISTER)[0].voided);
    assert_eq!(called(&fixture, "A-2").title(), "Changed elsewhere");
}

#[test]
fn what_is_typed_survives_escape_and_is_offered_next_time() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Half a thought").press("Esc").sees("Draft kept; D shows the drafts");
    desk.press("a").sees("A draft of this was kept on 23 November 09:00: Ctrl-R goes on with it");
    desk.text("Another").press("Ctrl-R").sees("Half a thought").press("Esc D").sees("Half a thought").sees("Another");
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.sees("Drafts are kept from before").press("D").text("half").press("Enter").text(" more").press("Ctrl-S");
    assert_eq!(called(&fixture, "A-4").title(), "Half a thought more");
    desk.press("D").sees("Another").sees_not("New action: Half").press("Del").sees("Discard the draft?").press("y");
    desk.sees("Threw the draft away").press("D").sees("No drafts are kept");
}

#[test]
fn a_draft_is_thrown_away_only_after_asking() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Wrong").press("Ctrl-X").sees("Discard the draft?").press("n").sees("Wrong");
    desk.press("Ctrl-X y").sees("▶ A-1").press("D").sees("No drafts are kept");
}

#[test]
fn leaving_asks_where_something_is_typed_and_keeps_it() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J a").text("Unsaved").press("Ctrl-C").sees("Leave Gavel?").press("y");
    assert!(desk.requests.contains(&Request::Quit(0)));
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("D").sees("Unsaved").press("Esc");
    assert!(!desk.requests.contains(&Request::Quit(0)));
    desk.press("Esc Esc").sees("This is the first screen, Overview; q leaves Gavel");
    desk.press("q");
    assert!(desk.requests.contains(&Request::Quit(0)));
}

#[test]
fn two_people_on_one_record_merge_or_are_asked() {
    let fixture = furnished();
    let mut rosa = Desk::new(&fixture);
    let mut tom = Desk::as_user(&fixture, "tom", Size::new(100, 30));
    rosa.press("J e");
    tom.press("J e");
    // Different fields merge by themselves, and both are told.
    tom.press("Tab Tab").press("End Backspace Backspace").text("09").press("Ctrl-S");
    tom.sees("due date is now 2026-11-09");
    rosa.event(gavel::tui::event::Event::FileChanged);
    rosa.sees("Tom Ekwall changed due date; it is shown here").sees("2026-11-09");
    rosa.press("End").text(" twice").press("Ctrl-S").sees("what is now Repeat the bias test twice");
    // The same field is a conflict: both sides are seen, and one is chosen.
    tom.event(gavel::tui::event::Event::FileChanged);
    rosa.press("e End").text(" or more");
    tom.press("e End").text(" at least").press("Ctrl-S");
    rosa.press("Ctrl-S").sees("A-1 was changed by someone else first").sees("Theirs, by Tom Ekwall");
    rosa.sees("Repeat the bias test twice at least").sees("Repeat the bias test twice or more");
    rosa.press("Enter").sees("Choose first: 1 to go");
    rosa.press("Right Enter").sees("what is now Repeat the bias test twice or more");
    assert_eq!(called(&fixture, "A-1").title(), "Repeat the bias test twice or more");
    assert_eq!(Action(&called(&fixture, "A-1")).due().unwrap().to_string(), "2026-11-09");
    // Theirs may stand, too.
    tom.event(gavel::tui::event::Event::FileChanged);
    tom.press("e End").text("!");
    rosa.press("e End").text("?").press("Ctrl-S");
    tom.press("Ctrl-S Left Enter").sees("Kept as the other saved it");
    assert_eq!(called(&fixture, "A-1").title(), "Repeat the bias test twice or more?");
    tom.press("D").sees("No drafts are kept");
}

#[test]
fn others_are_seen_at_the_same_record() {
    let fixture = furnished();
    let mut rosa = Desk::new(&fixture);
    let mut tom = Desk::as_user(&fixture, "tom", Size::new(100, 30));
    tom.press("J Enter");
    rosa.press("J Enter").sees_not("also open");
    assert!(tom.app.local().flush(Duration::from_secs(5)));
    rosa.event(gavel::tui::event::Event::LocalChanged);
    // Both are one process here, which is never told of itself; the real programs are tried in a terminal.
    rosa.sees_not("also open");
    tom.press("Esc");
}

#[test]
fn a_commit_from_elsewhere_moves_nothing_under_the_hands() {
    let fixture = furnished();
    for turn in 0..60 {
        fixture.ok(&["action", "add", &format!("Check number {turn}"), "--due", "2026-12-01"]);
    }
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J Down Down Down Down Space Space Down Down");
    let (before, place) = (selected(&desk), line_of(&desk, "▶"));
    fixture.ok(&["action", "add", "Early bird", "--due", "2026-11-01"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    assert_eq!(selected(&desk), before, "the cursor stays on its record");
    desk.sees("2 marked").sees("Rosa Lindt: Added A-64 Early bird");
    assert!(line_of(&desk, "▶").abs_diff(place) <= 1, "and near its place on the screen");
    desk.press("g").sees("Early bird");
}

fn selected(desk: &Desk) -> String {
    desk.app.top().unwrap().subjects().last().map(|record| record.reference().to_string()).unwrap_or_default()
}

fn line_of(desk: &Desk, sign: &str) -> usize {
    desk.screen().lines().position(|line| line.contains(sign)).unwrap()
}

#[test]
fn marked_records_are_moved_and_voided_together() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J A").sees("3 marked").press("m").text("cancel").press("Enter").sees("3 records");
    desk.press("Ctrl-S").sees("A reason is missing").press("Enter").text("Budget withdrawn").press("Ctrl-S");
    for record in all(&fixture, &action::REGISTER) {
        assert_eq!(Action(&record).state(), Some(State::Cancelled));
    }
    assert_eq!(fixture.store().view().head().unwrap().sequence, 9, "in one transaction");
    desk.press("f").text("everything").press("Enter").sees("Cancelled").press("x").text("Test data").press("Ctrl-S");
    assert_eq!(all(&fixture, &action::REGISTER).iter().filter(|record| record.voided).count(), 1);
    desk.press("V").sees("(voided)").press("g x Ctrl-S");
    assert_eq!(all(&fixture, &action::REGISTER).iter().filter(|record| record.voided).count(), 0);
}

#[test]
fn several_are_edited_at_once_in_the_fields_that_are_filled_in() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J A e").sees("What you fill in goes to all of them").press("Tab Tab Tab").text("low").press("Ctrl-S");
    for record in all(&fixture, &action::REGISTER) {
        assert_eq!(Action(&record).priority(), Some(Priority::Low));
        assert!(Action(&record).due().is_some(), "what is left empty stays");
    }
}

#[test]
fn the_past_is_walked_step_by_step() {
    let fixture = furnished();
    fixture.ok(&["action", "edit", "A-1", "--what", "Second title"]);
    fixture.ok(&["action", "edit", "A-1", "--due", "2026-12-24"]);
    let mut desk = Desk::new(&fixture);
    desk.press("J G k k").sees("Second title");
    desk.press("g").text("");
    while selected(&desk) != "A-1" {
        desk.press("Down");
    }
    desk.press("Enter [").sees("The past, as").sees("2026-11-11").sees("Second title");
    desk.press("[")
        .sees("A-1 Repeat the bias test")
        .press(">")
        .sees("You are looking at the past")
        .press("[")
        .sees("This is how it was created");
    desk.press("e").sees("You are looking at the past; t goes back to today");
    desk.press("] ]").sees_not("The past, as").sees("2026-12-24");
    desk.press("H Down Enter").sees("step 2 of 3").press("t").sees_not("step 2 of 3");
}

#[test]
fn links_are_followed_both_ways() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J Enter Down Down Down Down Down").press("Enter").sees("SYS-1 Claims triage");
    desk.sees("Actions (source) · 1").press("Tab Enter").sees("A-1 Repeat the bias test");
    desk.press("n").text("Seen with the vendor").press("Ctrl-S").sees("Notes · 1");
    assert_eq!(Note(&all(&fixture, &note::REGISTER)[0]).about(), Some(called(&fixture, "A-1").id));
}

#[test]
fn filters_are_typed_kept_and_taken_away() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J /").text("owner=tom").sees("A-1").sees_not("A-2").press("Enter").sees("Actions · to do, owner=tom");
    desk.press("f Enter").sees("Saved the filter").press("Esc").sees("A-2");
    desk.press("f").text("owner=tom").press("Enter").sees_not("A-2");
    desk.press("Esc /").text("owner=nobody").sees("There is no person “nobody”").press("Esc").sees("A-2");
    desk.press("s").text("priority").press("Enter").sees("Priority ↑");
    // The next start finds the list as it was left.
    desk.press("/").text("model").press("Enter");
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("J").sees("Actions · to do, model").sees("A-2").sees_not("A-1 ");
    desk.press("Esc /").text("zzz").press("Enter").sees("No actions here: to do, zzz").press("Esc").sees("A-1");
    desk.press("f").text("late").press("Enter").sees("A-1").sees_not("A-2");
}

#[test]
fn everything_is_searched_and_copied() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("Ctrl-F").text("ekwall").sees("P-2").press("Enter").sees("P-2 Tom Ekwall").sees("Actions (owner) · 1");
    desk.press("y");
    assert!(desk.requests.contains(&Request::Copy("P-2".into())));
    desk.press("Y");
    assert!(desk.requests.contains(&Request::Copy("Tom Ekwall".into())));
    desk.press("Esc Esc Ctrl-F").text("A-2").sees("Complete the model card");
}

#[test]
fn the_journal_is_narrowed_and_leads_to_records() {
    let fixture = furnished();
    fixture.become_user("tom");
    fixture.ok(&["action", "edit", "A-2", "--due", "2026-11-20", "--reason", "The vendor is early"]);
    let mut desk = Desk::new(&fixture);
    desk.press("9").sees("2026-11-20, was 2026-11-27").sees("Reason: The vendor is early");
    desk.press("/")
        .text("by=tom")
        .sees("1")
        .sees_not("Train the clerks")
        .press("Enter Enter")
        .sees("A-2 Complete the model card");
    desk.press("Esc").sees("Journal · by=tom").press("Esc").sees("Train the clerks");
    desk.press("/").text("when=mon").sees("“when=” is not known");
}

#[test]
fn somebody_unknown_reads_and_says_who_they_are() {
    let fixture = furnished();
    let mut desk = Desk::as_user(&fixture, "stranger", Size::new(100, 30));
    desk.sees("nobody yet")
        .sees("press W and choose who you are")
        .press("J e")
        .sees("Nobody here has the user name stranger");
    desk.press("W").text("ines").press("Enter").sees("You act as Ines Aubert").press("n").text("Hello").press("Ctrl-S");
    desk.press("9").sees("Ines Aubert").sees("screen, as user stranger");
    assert_eq!(all(&fixture, &person::REGISTER).len(), 3);
}

#[test]
fn a_file_that_can_t_be_written_to_is_read() {
    let fixture = furnished();
    fixture.store().view();
    let mut permissions = std::fs::metadata(&fixture.path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&fixture.path, permissions).unwrap();
    let mut desk = Desk::new(&fixture);
    desk.sees("read only")
        .sees_not("saved")
        .press("J")
        .sees("A-1")
        .press("e")
        .sees("Read only; you change that with: chmod u+w");
}

#[test]
fn erasing_a_value_takes_it_out_of_drafts() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("8")
        .text("people")
        .press("Enter")
        .press("/")
        .text("Tom")
        .press("Enter e")
        .press("End")
        .text(" Secretword");
    desk.press("Tab").text(" of everything").press("Esc");
    drop(desk);
    fixture.ok(&["erase", "person", "2", "name", "--reason", "Asked for", "--approved-by", "3"]);
    let bytes = std::fs::read(fixture.path.with_extension("db.local")).unwrap();
    let found = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(!found("Secretword"));
    assert!(found("of everything"), "the rest of the draft is still there");
}

#[test]
fn walking_through_a_form_changes_nothing() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J e");
    for _ in 0..40 {
        desk.press("Down");
    }
    for _ in 0..40 {
        desk.press("Up");
    }
    desk.press("Tab Down Tab Tab Down Shift-Tab Ctrl-S").sees("Nothing is changed yet");
}

#[test]
fn what_was_chosen_is_done_to_what_it_was_chosen_for() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J m").sees("Move on: A-1");
    // Meanwhile the record leaves the list, and another one comes under the cursor.
    fixture.ok(&["action", "cancel", "A-1", "--reason", "No longer needed"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    desk.press("Enter").sees("Mark as done: A-1").press("Esc");
    assert_eq!(selected(&desk), "A-2");
    desk.press(":").text("edit");
    fixture.ok(&["action", "cancel", "A-2", "--reason", "No longer needed"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    desk.press("Enter").sees("another record is selected now");
}

#[test]
fn the_cursor_stays_on_the_first_record_too() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J");
    assert_eq!(selected(&desk), "A-1");
    fixture.ok(&["action", "add", "Earlier still", "--due", "2026-01-01"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    assert_eq!(selected(&desk), "A-1");
    desk.sees("Earlier still");
}

#[test]
fn a_conflict_among_several_records_is_settled_for_that_one() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J A e Tab Tab Tab").text("low").press("Enter");
    fixture.ok(&["action", "edit", "A-2", "--priority", "critical"]);
    desk.press("Ctrl-S").sees("A-2 was changed by someone else first").press("Left Enter");
    let priority = |reference: &str| Action(&called(&fixture, reference)).priority();
    assert_eq!(priority("A-2"), Some(Priority::Critical), "theirs stands");
    assert_eq!((priority("A-1"), priority("A-3")), (Some(Priority::Low), Some(Priority::Low)));
}

#[test]
fn a_draft_that_was_taken_up_and_left_as_it_was_is_free_once_the_program_has_ended() {
    let fixture = furnished();
    Desk::new(&fixture).press("J a").text("Half a thought").press("Esc");
    let local = || Local::beside(&fixture.path, "rosa").unwrap();
    let (one, other) = (local(), local());
    assert!(one.claim(one.drafts()[0].id).is_some());
    assert!(other.drafts().is_empty(), "it is open");
    drop(one);
    assert_eq!(other.drafts().len(), 1);
}

#[test]
fn a_draft_is_taken_up_once() {
    let fixture = furnished();
    let mut one = Desk::new(&fixture);
    one.press("J a").text("Thought").press("Esc a");
    one.sees("Ctrl-R goes on with it");
    let mut other = Desk::new(&fixture);
    other.press("D Enter").text(" finished").press("Ctrl-S").sees("A-4: Thought finished");
    one.press("Ctrl-R").sees("That draft is open elsewhere, or was saved or thrown away");
    assert_eq!(all(&fixture, &action::REGISTER).len(), 4);
}

#[test]
fn one_piece_of_evidence_proves_all_that_is_marked() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    desk.press("J A m Enter").text("Minutes of the meeting").press("Ctrl-S");
    assert_eq!(all(&fixture, &evidence::REGISTER).len(), 1);
    assert!(all(&fixture, &action::REGISTER).iter().all(|record| Action(record).state() == Some(State::Done)));
}

#[test]
fn a_long_journal_is_searched_to_its_end() {
    let fixture = furnished();
    let store = fixture.store();
    for turn in 0..650 {
        let fields = [("what", crate::fixture::text(&format!("Check number {turn}")))];
        crate::fixture::create(&store, &fixture.author, &action::REGISTER, &fields).unwrap();
    }
    let mut desk = Desk::new(&fixture);
    desk.press("9 /").text("clerks");
    desk.press("Enter Down Down Down").sees("Train the clerks");
    fixture.ok(&["action", "add", "Another"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    desk.sees("Journal · clerks");
}

#[test]
fn a_move_is_offered_for_those_that_can_make_it() {
    let fixture = furnished();
    fixture.ok(&["action", "done", "A-2", "--evidence", "The card itself"]);
    let mut desk = Desk::new(&fixture);
    desk.press("J f")
        .text("open")
        .press("Enter A m")
        .sees("2 of 3")
        .press("Enter")
        .sees("Mark as done: 2 records")
        .text("Seen")
        .press("Ctrl-S");
    assert!(all(&fixture, &action::REGISTER).iter().all(|record| Action(record).state() == Some(State::Done)));
}

#[test]
fn a_large_file_is_read_aside_and_stays_where_it_is() {
    let fixture = furnished();
    let path = fixture.folder().join("recording.bin");
    std::fs::write(&path, vec![7; 20 << 20]).unwrap();
    let mut desk = Desk::new(&fixture);
    desk.press("J v").text("Recording").press("Tab Tab").text(path.to_str().unwrap()).press("Ctrl-S");
    desk.sees("E-1: Recording");
    let proof = &all(&fixture, &evidence::REGISTER)[0];
    let Some(gavel::domain::value::Held::Elsewhere { sha256, .. }) =
        evidence::Evidence(proof).file().map(|file| file.held.clone())
    else {
        panic!("it was copied in");
    };
    use sha2::Digest;
    assert_eq!(sha256.0, <[u8; 32]>::from(sha2::Sha256::digest(vec![7; 20 << 20])));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn words_that_many_records_have_find_the_same_in_every_order_and_direction() {
    use gavel::store::list::{Filter, Order};
    use gavel::store::{Act, Proposal};
    let fixture = Fixture::new();
    let store = fixture.store();
    let field = |name| crate::fixture::field(&action::REGISTER, name);
    let act = |turn: u32| {
        let word = if turn.is_multiple_of(3) { "other" } else { "common" };
        let mut fields = vec![(field("what"), crate::fixture::text(&format!("{word} check {turn}")))];
        let priority = Priority::ALL[(turn % 4) as usize];
        fields.push((field("priority"), gavel::domain::value::Value::Choice(priority.key())));
        if !turn.is_multiple_of(5) {
            let day =
                chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(u64::from(turn * 7919 % 400));
            fields.push((field("due"), gavel::domain::value::Value::Date(day)));
        }
        Act::Create { id: fixture.ambient.identity(), register: &action::REGISTER, fields }
    };
    store.commit(fixture.author.clone(), Proposal::of((0..4000).map(act).collect::<Vec<_>>())).unwrap();
    let view = store.view();
    let high = Filter::Is(field("priority"), vec![gavel::domain::value::Value::Choice("high")]);
    for (order, descending, backward, filters) in [
        (None, false, false, vec![]),
        (Some(field("due")), false, false, vec![high.clone()]),
        (Some(field("due")), true, false, vec![]),
        (Some(field("due")), false, true, vec![high]),
        (Some(field("what")), true, true, vec![]),
    ] {
        let order = Order { field: order, descending };
        let query = Query { order, backward, filters, limit: Some(300), ..Query::new(&action::REGISTER) };
        let walk = |query: Query| {
            let (mut found, mut query) = (Vec::new(), query);
            loop {
                let page = view.page(&query).unwrap();
                query.after = page.records.last().map(|record| record.id);
                found.extend(page.records.iter().map(|record| record.id));
                if !page.more {
                    return found;
                }
            }
        };
        let by_words = walk(Query { words: Some("common".into()), ..query.clone() });
        let mut plain = query.clone();
        plain.filters.push(Filter::Contains(field("what"), "common".into()));
        assert_eq!(by_words, walk(plain.clone()), "{order:?} {backward}");
        let third = by_words[3];
        let words = Query { words: Some("common".into()), ..query };
        assert_eq!(view.place(&words, third).unwrap(), view.place(&plain, third).unwrap());
    }
}
