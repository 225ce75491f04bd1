//! The entries of an item's page, in their order, and where each of them leads.

use chrono::{Datelike, NaiveDate};

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::field::Tone;
use crate::domain::interest::Interest;
use crate::domain::record::Record;
use crate::domain::spelling::near;
use crate::tui::screens::detail::Mark;
use crate::workflow::review::Proceedings;
use crate::workflow::review::presented::is_open;
use crate::workflow::review::room::{Count, Decided, Page, Row, Undertaken, restricted};
use crate::workflow::sheet::Sign;

use super::super::lead::{Gathered, Lead};
use super::super::{closing, told};
use super::page::{Entry, Shape};

/// The sign of what is restricted.
const RESTRICTED: Sign = Sign { drawn: "▣", ascii: "#", tone: Tone::Watch };
/// The sign of what was set aside.
const PARKED: Sign = Sign { drawn: "▷", ascii: ">", tone: Tone::Watch };

/// What is shown of a page.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The item in session, where another one is looked at.
    pub in_session: Option<&'a Record>,
    /// The review before, where the page tells of it.
    pub previous: Option<&'a Record>,
    /// What is said in place of figures that are not there yet.
    pub instead: Option<&'a str>,
    pub unfolded: bool,
    pub reveals: bool,
    pub today: NaiveDate,
}

fn of(record: &Record) -> Lead {
    Lead::Record(Box::new(record.clone()))
}

/// The entries of a page.
pub fn gather(proceedings: &Proceedings, page: &Page, shown: &Told) -> Vec<Entry> {
    let mut entries = vec![title(page, shown)];
    let mut above = |shape, lead| entries.push(Entry { shape, lead, below: false });
    for (of_period, before) in [(false, String::new()), (true, since(page, shown.today))] {
        let worth = |(at, one): &(usize, &Count)| *at == 0 || one.value != 0 || one.change.is_some_and(|by| by != 0);
        let counts = page.counts.iter().filter(|one| one.of_period == of_period).enumerate().filter(worth);
        let counts: Vec<_> = counts.map(|(_, one)| (one.standing, one.words())).collect();
        if !counts.is_empty() {
            above(Shape::Counts { before, counts }, Lead::Counts);
        }
    }
    let folds = !shown.unfolded && page.rows.iter().any(|row| !row.is_quiet());
    for row in page.rows.iter().filter(|row| !folds || !row.is_quiet()) {
        above(self::row(row), row.record.map_or(Lead::Nothing, of));
    }
    let quiet = page.rows.iter().filter(|row| row.is_quiet()).count();
    if folds && quiet > 0 {
        above(Shape::More(format!("{quiet} others are in order · Enter shows them")), Lead::Unfold);
    }
    if page.more > 0 && !folds {
        above(Shape::More(format!("and {} more in the register", page.more)), Lead::Counts);
    }
    for (said, lead) in spoken(proceedings, page, shown) {
        above(Shape::Spoken(said), lead);
    }
    let mut below = |shape, lead| entries.push(Entry { shape, lead, below: true });
    if !page.decided.is_empty() || !page.undertaken.is_empty() {
        // What is only proposed is not called decided.
        let none = page.undertaken.is_empty() && page.decided.iter().all(|one| is_open(one.record));
        below(Shape::Heading(if none { "Proposed" } else { "Decided" }), Lead::Nothing);
    }
    for one in &page.decided {
        below(decision(one), of(one.record));
        for action in &one.actions {
            below(self::action(action, shown.today), of(action.record));
        }
    }
    for action in &page.undertaken {
        below(self::action(action, shown.today), of(action.record));
    }
    let noted =
        [(&page.noted, None, ""), (&page.parked, Some(PARKED), "For later: "), (&page.working, None, "Working note: ")];
    if page.restricted > 0 || noted.iter().any(|(notes, ..)| !notes.is_empty()) {
        below(Shape::Heading("Noted"), Lead::Nothing);
    }
    for (notes, sign, before) in noted {
        for note in notes {
            below(self::note(note, sign, before), of(note));
        }
    }
    match page.restricted {
        0 => {}
        _ if shown.reveals => {
            for note in restricted(proceedings, page.item) {
                below(self::note(note, Some(RESTRICTED), "Restricted: "), of(note));
            }
        }
        1 => below(hidden("1 restricted note · R shows it on this screen only"), Lead::Restricted),
        many => {
            below(hidden(&format!("{many} restricted notes · R shows them on this screen only")), Lead::Restricted);
        }
    }
    entries
}

/// Since when what came in the period is counted.
fn since(page: &Page, today: NaiveDate) -> String {
    let shape = |from: NaiveDate| if from.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    page.from.map_or("So far:".to_owned(), |from| format!("Since {}:", from.format(shape(from))))
}

fn title(page: &Page, shown: &Told) -> Entry {
    let letter = page.letter();
    let name = format!("{letter} {}", page.item.title().to_uppercase()).trim_start().to_owned();
    let aside = match shown.in_session {
        Some(other) => format!("looking at {}; {} is in session", called(page.item), called(other)),
        None => [page.presenter, page.clause.unwrap_or("")]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    };
    let looking = shown.in_session.is_some();
    let lead = Lead::Item(Box::new(page.item.clone()));
    let current = page.current;
    Entry { shape: Shape::Title { name, aside, looking, current }, lead, below: false }
}

/// What an item is called in passing: its letter, or its title in short.
pub fn called(item: &Record) -> &str {
    match AgendaItem(item).input() {
        Some(input) if !input.letter().is_empty() => input.letter(),
        Some(input) if input.title() == item.title() => input.short(),
        _ => item.title(),
    }
}

/// What is said of an item beside its figures.
fn spoken(proceedings: &Proceedings, page: &Page, shown: &Told) -> Vec<(crate::tui::screens::detail::Item, Lead)> {
    let mut lines = Gathered::default();
    let input = AgendaItem(page.item).input();
    match input {
        Some(Input::Opening) => told::opening(&mut lines, proceedings, shown.previous),
        Some(Input::Conclusion) => closing::conclusion(&mut lines, proceedings),
        _ => {}
    }
    for interest in page.interests.iter().map(|one| Interest(one)) {
        told::interest(&mut lines, proceedings, interest);
    }
    for caution in &page.cautions {
        lines.add("", *caution, Mark::Tone(Tone::Watch), Lead::Nothing);
    }
    if let Some(instead) = shown.instead.filter(|_| input.is_some_and(Input::is_required)) {
        lines.add("", instead, Mark::None, Lead::Nothing);
    }
    if let Some((who, words)) = page.commentary {
        let who = if who.is_empty() { "Commentary" } else { who };
        lines.add("", format!("{who}: {words}"), Mark::None, of(page.item));
    }
    if !page.outcome.is_empty() {
        let state = AgendaItem(page.item).state().map_or("", |state| state.label());
        lines.add("", format!("{state}: {}", page.outcome), Mark::None, of(page.item));
    }
    lines.items.into_iter().zip(lines.leads).collect()
}

fn row(row: &Row) -> Shape {
    let reference = row.record.map(|record| record.reference().to_string());
    Shape::Row {
        tone: row.tone,
        title: row.title.to_owned(),
        value: row.value.clone(),
        points: row.points.clone(),
        told: row.told.iter().cloned().chain(reference).collect(),
    }
}

fn decision(decided: &Decided) -> Shape {
    Shape::Decision {
        sign: decided.sign,
        reference: decided.record.reference().to_string(),
        text: decided.record.title().to_owned(),
        result: decided.words.clone(),
    }
}

fn action(action: &Undertaken, today: NaiveDate) -> Shape {
    Shape::Action {
        reference: action.record.reference().to_string(),
        text: action.record.title().to_owned(),
        owner: if action.owner.is_empty() { "nobody yet".to_owned() } else { action.owner.to_owned() },
        due: action.due.map_or("no day yet".to_owned(), |due| near(due, today)),
        agreed: action.is_agreed(),
    }
}

fn note(note: &Record, sign: Option<Sign>, before: &str) -> Shape {
    Shape::Note { sign, text: format!("{before}{}", note.title()), reference: note.reference().to_string() }
}

fn hidden(words: &str) -> Shape {
    Shape::Note { sign: Some(RESTRICTED), text: words.to_owned(), reference: String::new() }
}
