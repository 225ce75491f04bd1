//! Invitations: written out for everybody who is called, put on record, and taken back where the meeting is not held.

use super::held::{call, script, words};
use super::tools::{has, ok, refused_with};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

fn invited() -> Fixture {
    Fixture::after(|fixture| {
        call(fixture);
        script(
            fixture,
            "
            organisation edit --time-zone Europe/Dublin
            person edit 'Rosa Lindt' --address rosa@aldgate.example
            person edit 'Iris Falk' --address iris@aldgate.example
            person edit 'Edda Holm' --address edda@aldgate.example
            ",
        );
    })
}

/// A calendar of what is written into a folder under a name, its long lines whole.
fn calendar(fixture: &Fixture, name: &str) -> String {
    let path = fixture.folder().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}")).replace("\r\n ", "")
}

fn invite(fixture: &Fixture) -> String {
    let folder = fixture.folder().display().to_string();
    fixture.ok(&["review", "invite", "MR-1", "--to", &folder])
}

#[test]
fn it_is_written_for_each_who_has_an_address_and_put_on_record() {
    let fixture = invited();
    script(&fixture, "review postpone MR-1 --reason 'The chair is away'");
    script(&fixture, "review call MR-1 --date 2026-12-04 --time 10:00");
    let said = invite(&fixture);
    has(&said, &["OUT-1 Invitation to MR-1, 4 December 2026, 10:00: written for 3 people"]);
    has(&said, &["Without an address to which a message can go: Ben Okafor, Carla Stein, Dev Anand"]);
    let text = calendar(&fixture, "MR-1-invitation-1.ics");
    has(
        &text,
        &[
            "METHOD:REQUEST\r\n",
            "DTSTART;TZID=Europe/Dublin:20261204T100000\r\n",
            "SEQUENCE:1\r\n",
            "LOCATION:Room 4\r\n",
            "ORGANIZER;CN=\"Rosa Lindt\":mailto:rosa@aldgate.example\r\n",
            "ATTENDEE;CN=\"Iris Falk\";ROLE=CHAIR;",
            "ATTENDEE;CN=\"Edda Holm\";ROLE=OPT-PARTICIPANT;",
            "STATUS:CONFIRMED",
        ],
    );
    let letters = fixture.files().into_iter().filter(|name| name.ends_with(".eml")).count();
    assert_eq!(letters, 3, "{:?}", fixture.files());
    let shown = ok(&fixture, "dispatch show OUT-1");
    has(&shown, &["Iris Falk", "SHA-256 of the calendar"]);
    let sums = gavel::workflow::review::minutes::sha256(
        &std::fs::read(fixture.folder().join("MR-1-invitation-1.ics")).unwrap(),
    );
    has(&shown, &[&sums.to_string()]);
    std::fs::write(fixture.folder().join("MR-1-invitation-2.ics"), "Somebody's own").unwrap();
    let again = fixture.fails(1, &["review", "invite", "MR-1", "--to", &fixture.folder().display().to_string()]);
    has(&again, &["MR-1-invitation-2.ics"]);
    assert_eq!(
        ok(&fixture, "dispatch list --json").matches("\"OUT-").count(),
        1,
        "what was not written is not on record"
    );
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_pack_that_is_circulated_goes_with_it_and_without_a_time_it_is_all_of_the_day() {
    let fixture = invited();
    script(&fixture, "review circulate MR-1");
    invite(&fixture);
    let text = calendar(&fixture, "MR-1-invitation-1.ics");
    has(&text, &["DTSTART;VALUE=DATE:20261123\r\n", "DTEND;VALUE=DATE:20261124\r\n"]);
    assert!(!text.contains("VTIMEZONE"), "{text}");
    let letter = fixture.files().into_iter().find(|name| name.ends_with(".eml")).unwrap();
    let letter = std::fs::read_to_string(fixture.folder().join(letter)).unwrap();
    has(&letter, &["X-Unsent: 1", "MR-1-pack-1.pdf", "application/pdf", "MR-1.ics", "method=\"REQUEST\""]);
    has(&ok(&fixture, "dispatch show OUT-1"), &["PK-1"]);
}

#[test]
fn by_keys_it_is_written_beside_the_file_or_not_put_on_record() {
    let fixture = invited();
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("invite").press("Enter").sees("OUT-1").sees("wrote 4 files beside this file");
    assert!(fixture.files().iter().any(|name| name == "MR-1-invitation-1.ics"), "{:?}", fixture.files());
    std::fs::write(fixture.folder().join("MR-1-invitation-2.ics"), "Somebody's own").unwrap();
    desk.press("s").text("invite").press("Enter").sees("MR-1-invitation-2.ics");
    assert_eq!(
        ok(&fixture, "dispatch list --json").matches("\"OUT-").count(),
        1,
        "what was not written is not on record"
    );
}

#[test]
fn a_meeting_that_is_not_held_is_taken_out_of_calendars_of_those_who_were_invited_alone() {
    let fixture = invited();
    let cancelled = |fixture: &Fixture| script(fixture, "review cancel MR-1 --reason 'Nobody can come' --withdraw");
    let other = fixture.copy();
    cancelled(&other);
    let folder = other.folder().display().to_string();
    has(&other.fails(2, &["review", "invite", "MR-1", "--to", &folder]), &["Nobody was invited to MR-1"]);
    invite(&fixture);
    cancelled(&fixture);
    invite(&fixture);
    let (first, last) = (calendar(&fixture, "MR-1-invitation-1.ics"), calendar(&fixture, "MR-1-cancellation-2.ics"));
    let uid = first.lines().find(|line| line.starts_with("UID:")).unwrap();
    has(&last, &[uid, "METHOD:CANCEL\r\n", "SEQUENCE:1\r\n", "STATUS:CANCELLED\r\n"]);
}

#[test]
fn nothing_is_written_of_what_is_not_called_or_has_begun_and_a_time_is_one() {
    let fixture = invited();
    let folder = fixture.folder().display().to_string();
    let planned = fixture.copy();
    script(&planned, "review postpone MR-1 --reason 'The chair is away'");
    has(&planned.fails(2, &["review", "invite", "MR-1", "--to", &folder]), &["MR-1 is not called"]);
    refused_with(&planned, 1, "review call MR-1 --date 2026-12-04 --time 25:00", &["“25:00” is no time of the day"]);
    script(&fixture, "review circulate MR-1");
    script(&fixture, "review edit MR-1 --time 9:00");
    let told = fixture.fails(1, &words("review edit MR-1 --time 9:30"));
    has(&told, &["postpone the review, and call it again"]);
    script(&fixture, "review open MR-1");
    has(&fixture.fails(2, &["review", "invite", "MR-1", "--to", &folder]), &["MR-1 has begun"]);
}

/// The calendar that a line writes.
fn written(fixture: &Fixture, line: &str) -> String {
    let path = fixture.folder().join("days.ics");
    let _ = std::fs::remove_file(&path);
    fixture.ok(&[&words(line)[..], &["-o", path.to_str().unwrap()]].concat());
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_days_of_actions_stay_the_same_entries_and_those_that_are_done_go() {
    let fixture = invited();
    script(
        &fixture,
        "
        action add 'Rewrite the letters' --owner 'Ben Okafor' --due 2026-12-10
        action add 'Rehearse' --owner 'Iris Falk' --due 2026-12-11
        action add 'No day' --owner 'Iris Falk'
        ",
    );
    let before = written(&fixture, "calendar");
    has(&before, &["METHOD:PUBLISH", "DTSTART;VALUE=DATE:20261210", "SUMMARY:A-1 Rewrite the letters", "SEQUENCE:0"]);
    assert_eq!(before.matches("BEGIN:VEVENT").count(), 2, "{before}");
    assert_eq!(written(&fixture, "calendar"), before, "the same each time");
    assert_eq!(written(&fixture, "calendar --owner Ben").matches("BEGIN:VEVENT").count(), 1);
    script(&fixture, "action done A-1 --evidence 'The letters went out'");
    let after = written(&fixture, "calendar");
    let uid = before.lines().find(|line| line.starts_with("UID:")).unwrap();
    has(&after, &[uid, "STATUS:CANCELLED", "SEQUENCE:1"]);
    assert_eq!(after.matches("BEGIN:VEVENT").count(), 2, "{after}");
    let listed = ok(&fixture, "calendar");
    assert!(listed.contains("A-2") && !listed.contains("A-1") && !listed.contains("A-3"), "{listed}");
}

#[test]
fn a_time_of_which_nobody_was_told_is_still_said_and_nobody_is_invited_who_has_no_address() {
    let fixture = invited();
    script(&fixture, "review edit MR-1 --time 9:30");
    refused_with(&fixture, 1, "review edit MR-1 --time 10:30", &["postpone the review, and call it again"]);
    invite(&fixture);
    has(&calendar(&fixture, "MR-1-invitation-1.ics"), &["DTSTART;TZID=Europe/Dublin:20261123T093000\r\n"]);
    let letter = fixture.files().into_iter().find(|name| name.ends_with(".eml")).unwrap();
    let letter = std::fs::read_to_string(fixture.folder().join(letter)).unwrap();
    has(&letter, &["Date: Mon, 23 Nov 2026 09:00:00"]);
    script(
        &fixture,
        "
        person edit 'Rosa Lindt' --clear address
        person edit 'Iris Falk' --address 'on the second floor'
        person edit 'Edda Holm' --clear address
        ",
    );
    refused_with(&fixture, 2, "review invite MR-1", &["Nobody who is called to MR-1 has an address"]);
}

#[test]
fn by_keys_those_who_were_invited_are_told_that_it_is_not_held() {
    let fixture = invited();
    invite(&fixture);
    let said = ok(&fixture, "review cancel MR-1 --reason 'Nobody can come' --withdraw");
    has(&said, &["Next: gavel review invite MR-1"]);
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("tell those").press("Enter").sees("OUT-2").sees("wrote 4 files beside this file");
    has(&calendar(&fixture, "MR-1-cancellation-2.ics"), &["METHOD:CANCEL\r\n"]);
    has(&ok(&fixture, "dispatch list"), &["Cancellation of MR-1"]);
}
