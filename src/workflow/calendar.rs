//! What goes into people's calendars: a meeting to which they are called, and days by which something is due.
//!
//! All of it follows from the records: the same entry has the same identity each time, and says how often it was changed.

mod due;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::identity::RecordId;
use crate::domain::value::Instant;
use crate::domain::zone::Zone;

use super::feature::Feature;

/// Calendars of what is due.
pub static FEATURE: Feature = Feature { readings: &[&due::DUE], ..Feature::PLAIN };

/// A calendar.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub method: Method,
    /// By whose clocks the entries go.
    pub zone: Zone,
    pub entries: Vec<Entry>,
}

/// What a calendar does with what it is handed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Shows it.
    Publish,
    /// Asks those who are named whether they come.
    Request,
    /// Takes it away again.
    Cancel,
}

impl Method {
    /// What calendars call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        }
    }
}

/// Somebody with an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    pub id: RecordId,
    pub name: String,
    pub address: String,
    pub part: Part,
}

/// The part that somebody has in a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Chair,
    Votes,
    Guest,
}

/// When something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// All of a day.
    Day(NaiveDate),
    /// From what the clocks of the calendar's zone show, for so many minutes.
    From(NaiveDateTime, i64),
}

/// Something in a calendar.
#[derive(Debug, Clone)]
pub struct Entry {
    pub id: RecordId,
    /// How often it was changed.
    pub sequence: usize,
    /// When it was changed last.
    pub changed: Instant,
    pub when: When,
    pub title: String,
    pub words: String,
    pub place: String,
    pub cancelled: bool,
    /// Who asks for it, where a method asks somebody.
    pub by: Option<Party>,
    pub asked: Vec<Party>,
}

/// Whether something is an address to which a message can go: a name and a domain of plain letters.
pub fn is_address(text: &str) -> bool {
    let plain = |part: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '\'' | '/' | '=');
        !part.is_empty() && part.chars().all(is_plain)
    };
    text.trim().split_once('@').is_some_and(|(name, domain)| plain(name) && plain(domain))
}
