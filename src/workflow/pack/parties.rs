//! Input c): changes in what interested parties need and expect.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::agenda_item::Input;
use crate::domain::interested_party;
use crate::domain::need::{self, Need, NeedField};
use crate::domain::note::{self, Note, NoteField};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use crate::domain::visible::one_line;
use crate::workflow::received;
use crate::workflow::said::Recorded;

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Parties, registers: "Interested parties, needs", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let standing = Filter::IsNot(NeedField::Ended.field(), vec![Value::YesNo(true)]);
    let query = |mut filters: Vec<Filter>| {
        filters.push(standing.clone());
        Query { filters, ..Query::new(&need::REGISTER) }
    };
    let parties = section.count(
        span,
        "c.parties",
        "Interested parties",
        Better::Open,
        Query::new(&interested_party::REGISTER),
    )?;
    let needs = section.count(span, "c.needs", "Needs", Better::Open, query(Vec::new()))?;
    let aside = Filter::Is(NeedField::Addressed.field(), vec![Value::YesNo(false)]);
    section.count(span, "c.aside", "Not taken up", Better::Open, query(vec![aside]))?;
    let changed = Query {
        filters: vec![since(NeedField::ChangedOn.field(), span)],
        order: Order { field: Some(NeedField::ChangedOn.field()), descending: true },
        limit: Some(SPELLED_OUT),
        ..Query::new(&need::REGISTER)
    };
    let changed_on = |record: &Record| Need(record).changed_on();
    let count =
        section.raised(span, "c.changed", "Changed since", Better::Open, changed.clone(), (changed_on, &|_| true))?;
    let unheard = heard(span, section)?;
    let undecided = span.view.count(&query(vec![Filter::Empty(NeedField::Addressed.field())]))?;
    if parties == 0 {
        section.cautions.push(span.words.no_party().to_owned());
    } else if needs == 0 {
        section.cautions.push(span.words.no_need().to_owned());
    }
    if undecided > 0 {
        section.cautions.push(span.words.undecided(undecided, needs));
    }
    for (record, late) in span.with_recorded(&changed)? {
        let need = Need(&record);
        let party = match need.party() {
            Some(party) => span.view.record(party)?.map_or(String::new(), |party| party.title().to_owned()),
            None => String::new(),
        };
        let (due, remark) = (need.changed_on(), [need.change(), &late].join("; "));
        let remark = remark.trim_matches([';', ' ']).to_owned();
        section.lines.push(Line { state: party, own: true, due, remark, ..Line::of(record) });
    }
    let shown = section.lines.iter().filter(|line| line.record.register == &need::REGISTER).count() as u64;
    section.more = count.saturating_sub(shown) + unheard;
    Ok(())
}

/// What parties outside said since, or was answered since, and what of all that waits for an answer. Where nothing of the kind is
/// on record, nothing is told: that nobody said anything can't be told from that. Gives how much there is beside what is listed.
fn heard(span: &Span, section: &mut Section) -> Result<u64, Error> {
    if span.view.count(&received::all())? == 0 {
        return Ok(0);
    }
    let since_then = received::all().with([since(NoteField::ReceivedOn.field(), span)]);
    let answered_then = received::all().with([since(NoteField::AnsweredOn.field(), span)]);
    let unanswered = received::unanswered();
    // Under an older day, too: what was put on record since stood in no pack yet.
    let recorded: Vec<_> = span.recorded(&note::REGISTER).filter(|one| Note(&one.record).is_received()).collect();
    let made = recorded.iter().filter(|one| one.made).count() as u64;
    section.count(span, "c.received", "Received from outside since", Better::Open, since_then.clone())?;
    section.counted_with(made);
    let count = section.count(span, "c.unanswered", "Received and not answered", Better::Lower, unanswered.clone())?;
    let mut all: BTreeMap<_, (Record, Option<String>)> = BTreeMap::new();
    for one in &recorded {
        all.insert(place(&one.record), (one.record.clone(), one.late().filter(|_| one.made)));
    }
    for query in [unanswered, since_then, answered_then] {
        span.view.each(&query, |record| {
            all.entry(place(&record)).or_insert((record, None));
            Ok(())
        })?;
    }
    let answered = all.values().filter(|(record, _)| Note(record).answered_on().is_some()).count();
    section.figure("c.answered", "Answered since", Better::Open, i64::try_from(answered).unwrap_or(i64::MAX));
    let more = all.len().saturating_sub(SPELLED_OUT as usize) as u64;
    for (record, late) in all.into_values().take(SPELLED_OUT as usize) {
        let remark = [Some(told(span, &record)?), late].into_iter().flatten().collect::<Vec<_>>().join("; ");
        let state = if Note(&record).answered_on().is_some() { "answered" } else { "not answered" }.to_owned();
        section.lines.push(Line { state, remark, ..Line::of(record) });
    }
    if count > 0 {
        section.cautions.push(span.words.unanswered_outside(count));
    }
    if more > 0 {
        section.aside.push(span.words.more_received(more));
    }
    Ok(more)
}

/// What waits comes first, the longest; then what was answered.
fn place(record: &Record) -> (bool, Option<NaiveDate>, u32) {
    let note = Note(record);
    (note.answered_on().is_some(), note.received_on(), record.number)
}

/// From whom it came, who answered and how, who typed that, and what stood there before.
fn told(span: &Span, record: &Record) -> Result<String, Error> {
    let (words, note) = (span.words, Note(record));
    let mut parts = Vec::new();
    if let Some(day) = note.received_on() {
        parts.push(words.received_on(words.day(day), note.received_from()));
    }
    let versions = span.view.versions(record.id)?;
    if let Some(day) = note.answered_on() {
        let by = note.answered_by().map(|by| span.view.name_of(by)).transpose()?.unwrap_or_default();
        parts.push(words.answered_on(words.day(day), by, one_line(note.answer())));
        let typed = versions.iter().rev().take_while(|one| Note(&one.record).answer() == note.answer()).last();
        let entry = typed.map(|one| span.view.entry(one.sequence)).transpose()?.flatten();
        let typed = entry.map(|entry| Recorded::then(span.view, &entry.header)).transpose()?;
        if let Some(typed) = typed.filter(|typed| note.answered_by().is_none_or(|by| !typed.is_of(&[by]))) {
            parts.push(words.answer_typed(typed.told(span.view, words)?));
        }
    }
    for (was, now) in versions.iter().zip(versions.iter().skip(1)) {
        let (was, now) = (Note(&was.record), Note(&now.record));
        let said = |was: &str, now: &str| (!was.is_empty() && was != now).then(|| one_line(was).into_owned());
        let on = |note: Note| note.received_on().map(|day| words.day(day)).unwrap_or_default();
        parts.extend(said(was.text(), now.text()).map(|text| words.it_said(text)));
        parts.extend(said(&on(was), &on(now)).map(|text| words.received_before(text)));
        parts.extend(said(was.answer(), now.answer()).map(|text| words.answer_said(text)));
    }
    Ok(parts.join("; "))
}
