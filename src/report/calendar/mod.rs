//! Calendars as files that any calendar program takes in (RFC 5545, RFC 5546): meetings, and days by which something is due.
//!
//! What is written follows from the records alone: the same entry has the same identity each time it is written, and is a
//! later one of it when it was changed.

mod zone;

use chrono::{Days, TimeDelta};

use crate::domain::visible::{one_line, visible};
use crate::domain::zone::Zone;
use crate::workflow::calendar::{Calendar, Entry, Part, When, is_address};

/// The form of a day, and of what a clock shows on one.
const DAY: &str = "%Y%m%d";
const CLOCK: &str = "%Y%m%dT%H%M%S";

/// A line has so many octets; what is longer goes on in the next.
const OCTETS: usize = 75;

/// How a file of it ends.
pub const ENDING: &str = "ics";

/// Writes a calendar.
pub fn write(calendar: &Calendar) -> String {
    let Calendar { method, zone: at, entries } = calendar;
    let mut out = Lines::default();
    out.line("BEGIN:VCALENDAR");
    out.line("VERSION:2.0");
    out.line("PRODID:-//Gavel//AI management system//EN");
    out.line("CALSCALE:GREGORIAN");
    out.line(&format!("METHOD:{}", method.key()));
    let clocks = entries.iter().filter_map(|entry| match entry.when {
        When::From(start, _) => Some(start.date()),
        When::Day(_) => None,
    });
    if let Some(first) = clocks.min() {
        zone::write(&mut out, at, first);
    }
    entries.iter().for_each(|entry| write_entry(&mut out, entry, at));
    out.line("END:VCALENDAR");
    out.0
}

fn write_entry(out: &mut Lines, entry: &Entry, at: &Zone) {
    out.line("BEGIN:VEVENT");
    out.line(&format!("UID:{}@gavel.invalid", entry.id));
    out.line(&format!("SEQUENCE:{}", entry.sequence));
    out.line(&format!("DTSTAMP:{}Z", entry.changed.format(CLOCK)));
    match entry.when {
        When::Day(day) => {
            let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
            out.line(&format!("DTSTART;VALUE=DATE:{}", day.format(DAY)));
            out.line(&format!("DTEND;VALUE=DATE:{}", next.format(DAY)));
            out.line("TRANSP:TRANSPARENT");
        }
        When::From(start, minutes) => {
            let zone = at.name();
            let end = start.checked_add_signed(TimeDelta::minutes(minutes)).unwrap_or(start);
            out.line(&format!("DTSTART;TZID={zone}:{}", start.format(CLOCK)));
            out.line(&format!("DTEND;TZID={zone}:{}", end.format(CLOCK)));
        }
    }
    for (name, text) in [("SUMMARY", &entry.title), ("LOCATION", &entry.place), ("DESCRIPTION", &entry.words)] {
        if !text.trim().is_empty() {
            out.line(&format!("{name}:{}", escaped(text)));
        }
    }
    if let Some(by) = entry.by.as_ref().filter(|by| is_address(&by.address)) {
        out.line(&format!("ORGANIZER;CN={}:mailto:{}", quoted(&by.name), by.address));
    }
    for party in entry.asked.iter().filter(|party| is_address(&party.address)) {
        let role = match party.part {
            Part::Chair => "CHAIR",
            Part::Votes => "REQ-PARTICIPANT",
            Part::Guest => "OPT-PARTICIPANT",
        };
        let (name, address) = (quoted(&party.name), &party.address);
        out.line(&format!("ATTENDEE;CN={name};ROLE={role};PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{address}"));
    }
    out.line(if entry.cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    out.line("END:VEVENT");
}

/// Lines as the format asks for them.
#[derive(Debug, Default)]
struct Lines(String);

impl Lines {
    /// Adds a line, broken between letters where it is too long.
    fn line(&mut self, text: &str) {
        let mut room = OCTETS;
        for letter in text.chars() {
            if letter.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = OCTETS - 1;
            }
            room -= letter.len_utf8();
            self.0.push(letter);
        }
        self.0.push_str("\r\n");
    }
}

/// A text as the value of a line.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            other => out.push(other),
        }
    }
    out
}

/// A name between quotes, which can stand for nothing else there.
fn quoted(name: &str) -> String {
    format!("\"{}\"", one_line(name).replace('"', "'"))
}

#[cfg(test)]
mod tests {
    use crate::domain::identity::RecordId;
    use crate::workflow::calendar::{Method, Party};

    use super::*;

    fn party(name: &str, address: &str, part: Part) -> Party {
        let id = RecordId(uuid::Uuid::from_bytes([9; 16]));
        Party { id, name: name.to_owned(), address: address.to_owned(), part }
    }

    fn calendar(title: &str) -> Calendar {
        let zone = Zone::named("Europe/Dublin").unwrap();
        Calendar { method: Method::Request, zone, entries: vec![entry(title)] }
    }

    fn entry(title: &str) -> Entry {
        Entry {
            id: RecordId(uuid::Uuid::from_bytes([7; 16])),
            sequence: 2,
            changed: "2026-11-02T09:30:00Z".parse().unwrap(),
            when: When::From("2026-12-04T10:00:00".parse().unwrap(), 90),
            title: title.to_owned(),
            words: "Agenda:\n1. Opening; then, the rest".to_owned(),
            place: "Board room".to_owned(),
            cancelled: false,
            by: Some(party("Noor \"N\" Halvorsen", "noor@example.org", Part::Votes)),
            asked: vec![
                party("Eamon Castellane", "eamon@example.org", Part::Chair),
                party("Mallory", "m@example.org\r\nX-EVIL:1", Part::Votes),
            ],
        }
    }

    #[test]
    fn it_is_written_as_calendars_read_it() {
        insta::assert_snapshot!(write(&calendar("Management review")).replace("\r\n", "\n"), @r#"
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Gavel//AI management system//EN
        CALSCALE:GREGORIAN
        METHOD:REQUEST
        BEGIN:VTIMEZONE
        TZID:Europe/Dublin
        BEGIN:DAYLIGHT
        DTSTART:19960331T010000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0100
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T020000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:07070707-0707-0707-0707-070707070707@gavel.invalid
        SEQUENCE:2
        DTSTAMP:20261102T093000Z
        DTSTART;TZID=Europe/Dublin:20261204T100000
        DTEND;TZID=Europe/Dublin:20261204T113000
        SUMMARY:Management review
        LOCATION:Board room
        DESCRIPTION:Agenda:\n1. Opening\; then\, the rest
        ORGANIZER;CN="Noor 'N' Halvorsen":mailto:noor@example.org
        ATTENDEE;CN="Eamon Castellane";ROLE=CHAIR;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:m
         ailto:eamon@example.org
        STATUS:CONFIRMED
        END:VEVENT
        END:VCALENDAR
        "#);
    }

    #[test]
    fn no_line_is_too_long_none_is_lost_and_no_word_ends_one() {
        let long = "Größe 👍\r\nEND:VEVENT\nATTENDEE:mailto:x ".repeat(9);
        let text = write(&calendar(&long));
        assert!(text.split("\r\n").all(|line| line.len() <= OCTETS && !line.contains('\n')), "{text}");
        assert_eq!(text.matches("\r\nEND:VEVENT").count(), 1);
        assert!(!text.contains("\r\nATTENDEE:mailto:x") && !text.contains("X-EVIL"));
        let whole = text.replace("\r\n ", "");
        assert_eq!(whole.matches("Größe 👍").count(), 9);
    }
}
