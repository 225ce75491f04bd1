//! Two processes at one review: what is written out says what the records said, and nobody decides on other words.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use gavel::domain::approval::Role;
use gavel::domain::attestation::Confirmation;
use gavel::domain::vote::Ballot;
use gavel::report::printer::PRINTER;
use gavel::store::{Error, Proposal};
use gavel::tui::event::Event;
use gavel::workflow::review::Proceedings;
use gavel::workflow::review::decide::{Deciding, decide};
use gavel::workflow::review::minutes::Given;
use gavel::workflow::review::papers;
use gavel::workflow::said::Recorded;

use super::held;
use super::tools::{called, ok, value};
use super::votes::by_name;
use crate::fixture::{Fixture, text};
use crate::screen::desk::Desk;

/// What one process would commit, after another one committed this line.
fn after(fixture: &Fixture, proposal: impl Fn(&Fixture) -> Proposal, line: &str) -> Result<(), Error> {
    let copy = fixture.copy();
    let proposal = proposal(&copy);
    ok(&copy, line);
    let outcome = copy.store().commit(copy.author.clone(), proposal);
    assert_eq!(copy.verify(), Vec::<String>::new());
    outcome.map(drop)
}

#[test]
fn nothing_is_frozen_that_was_changed_since_it_was_read() {
    let fixture = Fixture::after(held::judge);
    let pack = |fixture: &Fixture| {
        let store = fixture.store();
        papers::circulate_pack(store.view(), called(fixture, "MR-1").id, &PRINTER, store.ambient()).unwrap()
    };
    let minutes = |fixture: &Fixture| {
        let store = fixture.store();
        papers::circulate_minutes(store.view(), called(fixture, "MR-1").id, &PRINTER, store.ambient()).unwrap()
    };
    let approval = |fixture: &Fixture| {
        let (store, person) = (fixture.store(), Some(called(fixture, "P-1").id));
        let on = gavel::domain::value::read_date("2026-11-23").unwrap();
        let given = Given { role: Role::Secretary, person, on, how: Confirmation::Meeting, in_review: None };
        let review = called(fixture, "MR-1").id;
        let recorded = Recorded::now(store.view(), &fixture.author).unwrap();
        papers::approve(store.view(), review, &given, &recorded, &PRINTER, store.ambient()).unwrap()
    };
    let note = "review note MR-1 'Said while it was read'";
    assert!(matches!(after(&fixture, pack, note), Err(Error::Stale)));
    ok(&fixture, "review conclude MR-1");
    assert!(matches!(after(&fixture, minutes, note), Err(Error::Stale)));
    ok(&fixture, "review minutes MR-1 --circulate");
    ok(&fixture, "review approve MR-1 --for chair --how meeting");
    assert!(matches!(after(&fixture, approval, note), Err(Error::Stale)));
    fixture.store().commit(fixture.author.clone(), approval(&fixture)).unwrap();
    assert_eq!(called(&fixture, "MR-1").state(), Some("sealed"));
}

/// All have read when the lock comes free, and any of them may be first.
#[test]
fn what_is_written_at_once_is_frozen_as_it_stands() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "review conclude MR-1");
    let lock = fixture.peek();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let start = |line: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        command.env_clear().args(["--as", "P-1", "--db"]).arg(&fixture.path).args(held::words(line));
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let notes = ["'The first'", "'The second'", "'The third'", "'The fourth'"];
    let notes = notes.map(|text| start(&format!("review note MR-1 {text}")));
    let minutes = start("review minutes MR-1 --circulate");
    thread::sleep(Duration::from_millis(500));
    lock.execute_batch("ROLLBACK").unwrap();
    for process in notes.into_iter().chain([minutes]) {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let store = fixture.store();
    let frozen = ok(&fixture, "review minutes MR-1 --version 1");
    let place = |reference: &str| store.view().history(called(&fixture, reference).id).unwrap()[0].0;
    for note in ["N-5", "N-6", "N-7", "N-8"] {
        let words = called(&fixture, note).title().to_owned();
        assert_eq!(frozen.contains(&words), place(note) < place("MIN-1"), "{words}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// What is circulated by a key is written out anew where others were first, as it is by a command; nobody is told to try again.
#[test]
fn what_is_circulated_by_a_key_is_written_out_as_it_stands() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "review conclude MR-1");
    let lock = fixture.peek();
    lock.execute_batch("BEGIN IMMEDIATE").unwrap();
    let notes: Vec<_> = ["'The first'", "'The second'", "'The third'", "'The fourth'"]
        .map(|text| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
            let line = format!("review note MR-1 {text}");
            command.env_clear().args(["--as", "P-1", "--db"]).arg(&fixture.path).args(held::words(&line));
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        })
        .into();
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").sees("Circulate the minutes");
    let freed = thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        lock.execute_batch("ROLLBACK").unwrap();
    });
    desk.press("Enter");
    freed.join().unwrap();
    for process in notes {
        assert!(process.wait_with_output().unwrap().status.success());
    }
    desk.sees_not("do it again");
    let (store, minutes) = (fixture.store(), called(&fixture, "MIN-1"));
    let frozen = ok(&fixture, "review minutes MR-1 --version 1");
    let place = |record: &gavel::domain::record::Record| store.view().history(record.id).unwrap()[0].0;
    for note in ["N-5", "N-6", "N-7", "N-8"].map(|note| called(&fixture, note)) {
        let earlier = place(&note) < place(&minutes);
        assert_eq!(frozen.contains(note.title()), earlier, "{}", note.title());
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn nobody_decides_on_other_words_than_those_that_were_read() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review propose MR-1 'Buy one scanner' --subject other");
    let deciding = |how: Deciding| {
        move |fixture: &Fixture| {
            let store = fixture.store();
            let proceedings = Proceedings::of(store.view(), called(fixture, "MR-1").id).unwrap().unwrap();
            decide(&proceedings, &called(fixture, "D-1"), &how, store.ambient())
        }
    };
    let ballots = ["P-1", "P-2", "P-3", "P-4"].map(|person| (called(&fixture, person).id, Ballot::For));
    let executive = Deciding::TopManagement { by: called(&fixture, "P-2").id, advice: String::new(), in_favour: true };
    for how in [Deciding::NoObjection, Deciding::Vote(by_name(ballots.into_iter())), executive] {
        for change in ["--text 'Buy nine scanners'", "--subject policy", "--item AG-3"] {
            let outcome = after(&fixture, deciding(how.clone()), &format!("decision edit D-1 {change}"));
            let Err(Error::Refused(refusal)) = outcome else { panic!("{change}: {outcome:?}") };
            assert!(refusal.to_string().contains("It was changed since it was read"), "{change}: {refusal}");
        }
        after(&fixture, deciding(how), "review note MR-1 'Something else'").unwrap();
    }
}

#[test]
fn a_proposal_that_is_changed_while_it_is_voted_on_is_voted_on_anew() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review propose MR-1 'Buy one scanner' --subject other --item d1");
    ok(&fixture, "review item MR-1 d1");
    let mut desk = Desk::new(&fixture);
    desk.press("2 v a").sees("AGAINST   1");
    ok(&fixture, "decision edit D-1 --text 'Buy nine scanners'");
    desk.event(Event::FileChanged);
    desk.sees("Buy nine scanners").sees("It was changed while it was voted on").sees("AGAINST   0");
    desk.press("a a A Enter");
    let count = value(&fixture, "D-1", "count").unwrap();
    assert_eq!(
        count,
        text("2 for, 2 against, 0 abstaining; 2 of the 4 votes cast are for; 3 are needed; a tie fails: not carried")
    );
}
