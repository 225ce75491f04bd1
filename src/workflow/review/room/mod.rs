//! A meeting as those in the room see it: the agenda as a strip, the item that is looked at with its figures, what was
//! decided under it with the actions that arose from it, what was noted, and the time there is. The screen of a review
//! and what is shown on the wall draw this, and nothing that is restricted stands in it but its number.

mod decided;
mod figures;
mod time;

use chrono::NaiveDate;

use crate::domain::agenda_item::{AgendaItem, Input, State};
use crate::domain::decision::Decision;
use crate::domain::field::Tone;
use crate::domain::interest::Interest;
use crate::domain::note::{Note, Type};
use crate::domain::record::Record;
use crate::domain::value::Instant;
use crate::workflow::pack::Pack;
use crate::workflow::sheet::Sign;

use super::Proceedings;

pub use decided::{Decided, Undertaken, judged, result, result_in};
pub use figures::{Count, Row, counts};
pub use time::{Outlook, Time, clock};

/// An item of the agenda as it stands in a strip of all of them.
#[derive(Debug, Clone, Copy)]
pub struct Stop<'a> {
    pub item: &'a Record,
    /// The letter of the standard, or a short title.
    pub short: &'a str,
    /// How it ended; nothing while it is open.
    pub sign: Option<Sign>,
    /// Whether it is the one in session.
    pub current: bool,
}

impl Stop<'_> {
    /// Whether the meeting is done with it.
    pub fn ended(self) -> bool {
        self.sign.is_some()
    }
}

const DISCUSSED: Sign = Sign { drawn: "✓", ascii: "+", tone: Tone::Good };
const DEFERRED: Sign = Sign { drawn: "▷", ascii: ">", tone: Tone::Watch };

/// How an item ended; nothing while it is open.
pub fn ended(item: &Record) -> Option<Sign> {
    match AgendaItem(item).state()? {
        State::Discussed | State::Noted => Some(DISCUSSED),
        State::Deferred => Some(DEFERRED),
        State::Open | State::Current | State::Withdrawn => None,
    }
}

/// The agenda, in its order.
pub fn agenda(proceedings: &Proceedings) -> Vec<Stop<'_>> {
    proceedings.items.iter().map(stop).collect()
}

fn stop(item: &Record) -> Stop<'_> {
    let view = AgendaItem(item);
    let short = match view.input() {
        Some(input) if !input.letter().is_empty() => input.letter(),
        Some(Input::Conclusion) => "End",
        Some(input) if input.title() == item.title() => input.short(),
        _ => item.title(),
    };
    Stop { item, short, sign: ended(item), current: view.state() == Some(State::Current) }
}

/// An item as it is looked at.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    pub item: &'a Record,
    /// Whether it is the one in session.
    pub current: bool,
    /// Who presents it; nothing where nobody is named.
    pub presenter: &'a str,
    /// Where the standard asks for it.
    pub clause: Option<&'static str>,
    pub time: Time,
    /// What its input counts; empty until the pack is compiled.
    pub counts: Vec<Count>,
    /// The first day of what is counted for the period; none where nothing bounds it.
    pub from: Option<NaiveDate>,
    /// What is behind that, what needs looking at first.
    pub rows: Vec<Row<'a>>,
    /// How many more records there are than rows.
    pub more: u64,
    /// What is to be known before the figures are read.
    pub cautions: Vec<&'a str>,
    /// What the figures mean, and who says so.
    pub commentary: Option<(&'a str, &'a str)>,
    /// The interests that were declared in it.
    pub interests: Vec<&'a Record>,
    /// How it ended, in words.
    pub outcome: &'a str,
    /// What was decided or is proposed under it, each with the actions that arose from it.
    pub decided: Vec<Decided<'a>>,
    /// The actions that arose from the item itself.
    pub undertaken: Vec<Undertaken<'a>>,
    /// What is noted for the minutes.
    pub noted: Vec<&'a Record>,
    /// What was set aside for later.
    pub parked: Vec<&'a Record>,
    /// Working notes: in no minutes.
    pub working: Vec<&'a Record>,
    /// How many notes are restricted: they are on no wall.
    pub restricted: usize,
}

impl<'a> Page<'a> {
    /// The page of an item; its figures where the pack is compiled.
    pub fn of(proceedings: &'a Proceedings, item: &'a Record, pack: Option<&'a Pack>, now: Instant) -> Self {
        let view = AgendaItem(item);
        let section = pack.and_then(|pack| pack.section(item.id));
        let said = view.commentary();
        let noted = |kinds: &'static [Type]| {
            let kind = |note: &&Record| kinds.contains(&Note(note).kind().unwrap_or(Type::Working));
            notes(proceedings, item).filter(kind).collect::<Vec<_>>()
        };
        let concerns = |one: &&Record| Interest(one).item().is_none_or(|about| about == item.id);
        Self {
            item,
            current: view.state() == Some(State::Current),
            presenter: proceedings.person(view.presenter()),
            clause: view.input().and_then(Input::clause),
            time: Time::of(item, now),
            counts: section.map(counts).unwrap_or_default(),
            from: pack.and_then(|pack| pack.from),
            rows: pack.zip(section).map(|(pack, one)| figures::rows(one, proceedings, pack.until)).unwrap_or_default(),
            more: section.map_or(0, |section| section.more),
            cautions: section.map(|one| one.cautions.iter().map(String::as_str).collect()).unwrap_or_default(),
            commentary: (!said.is_empty()).then(|| (proceedings.person(view.contributor()), said)),
            interests: proceedings.meeting.interests.iter().filter(concerns).collect(),
            outcome: view.outcome(),
            decided: decisions(proceedings, item).map(|one| Decided::of(proceedings, one)).collect(),
            undertaken: proceedings.actions_from(item.id).map(|one| Undertaken::of(proceedings, one)).collect(),
            noted: noted(&[Type::Minuted, Type::Received]),
            parked: noted(&[Type::Parked]),
            working: noted(&[Type::Working]),
            restricted: noted(&[Type::Restricted]).len(),
        }
    }

    /// The letter of the standard, or nothing.
    pub fn letter(&self) -> &'static str {
        AgendaItem(self.item).input().map_or("", Input::letter)
    }
}

/// The decisions under an item; the conclusion has those under none as well.
pub fn decisions<'a>(proceedings: &'a Proceedings, item: &Record) -> impl Iterator<Item = &'a Record> {
    let (id, concludes) = (item.id, AgendaItem(item).input() == Some(Input::Conclusion));
    proceedings.decisions.iter().filter(move |one| {
        let of = Decision(one).item();
        of == Some(id) || (concludes && of.is_none())
    })
}

/// The notes about an item. What was noted of the meeting as a whole stands with its first item and with its last.
fn notes<'a>(proceedings: &'a Proceedings, item: &Record) -> impl Iterator<Item = &'a Record> {
    let id = item.id;
    let ends = [proceedings.items.first(), proceedings.items.last()];
    let whole = ends.into_iter().flatten().any(|end| end.id == id).then_some(proceedings.id());
    proceedings.notes.iter().filter(move |note| {
        let about = Note(note).about();
        about == Some(id) || (about.is_some() && about == whole)
    })
}

/// The restricted notes about an item, for whoever asks to see them on their own screen.
pub fn restricted<'a>(proceedings: &'a Proceedings, item: &Record) -> impl Iterator<Item = &'a Record> {
    notes(proceedings, item).filter(|note| Note(note).kind() == Some(Type::Restricted))
}
