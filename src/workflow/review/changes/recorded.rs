//! What was put on record since the last review, whatever day it bears: what is grave, and what happened long before, is told
//! by name. Its day alone would place it in a period that nobody looks at any more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::domain::context_issue::ContextIssueField;
use crate::domain::field::Field;
use crate::domain::finding::FindingField;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::incident::IncidentField;
use crate::domain::late_record::{days_after, recorded_on};
use crate::domain::name::FieldName;
use crate::domain::need::NeedField;
use crate::domain::nonconformity::NonconformityField;
use crate::domain::note::{self, NoteField};
use crate::domain::opportunity::OpportunityField;
use crate::domain::record::{Past, Record, Version};
use crate::domain::register::Register;
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;
use crate::workflow::said::Recorded as Hand;
use crate::workflow::sheet::{Cell, Column, Lead, Row};

use super::borne::{Borne, called};
use super::grave::Grave;
use super::made::graded;
use super::reach::Reach;

/// The day on which it happened, was found or changed, of what packs count by that day.
const HAPPENED: [(&str, FieldName); 7] = [
    (IncidentField::REGISTER.as_str(), IncidentField::OccurredOn.name()),
    (NonconformityField::REGISTER.as_str(), NonconformityField::RaisedOn.name()),
    (FindingField::REGISTER.as_str(), FindingField::RaisedOn.name()),
    (ContextIssueField::REGISTER.as_str(), ContextIssueField::ChangedOn.name()),
    (NeedField::REGISTER.as_str(), NeedField::ChangedOn.name()),
    (OpportunityField::REGISTER.as_str(), OpportunityField::RaisedOn.name()),
    (NoteField::REGISTER.as_str(), NoteField::ReceivedOn.name()),
];

/// What says that something from outside was answered.
const ANSWERS: [FieldName; 2] = [NoteField::Answer.name(), NoteField::AnsweredOn.name()];

/// So many are told on a page; the gravest first.
pub(super) const LINES: usize = 100;

/// What was put on record, or said to have happened on a day.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The record as it is.
    pub record: Record,
    /// What it was called otherwise: `was called “Stop it”`.
    called: Option<String>,
    /// Whether the record itself is new, and not only the day on which it happened, or its answer.
    pub made: bool,
    /// The day on which it happened, with what that is called; none where none is said.
    happened: Option<(&'static Field, NaiveDate)>,
    /// The day on which that was said.
    on: NaiveDate,
    /// The day on which the record was made, and by whom.
    recorded: NaiveDate,
    by: String,
    /// What was said since of when it happened or was answered: `day moved by P-4 Ben Okafor on 30 Nov 2026, from 20 Oct 2026
    /// to 28 Nov 2026`.
    since: Vec<String>,
    /// How grave it is, or was: the gravest first.
    rank: usize,
    grave: String,
}

pub(super) const COLUMNS: [Column; 6] = [
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("grave", "How grave"),
    Column::words("happened", "Happened"),
    Column::words("recorded", "Recorded"),
    Column::words("by", "By"),
];

impl Recorded {
    /// When it happened, and when it was recorded, or that was said, where that is more than a week apart: `happened 1 Aug 2026,
    /// recorded 30 Nov 2026`.
    pub fn late(&self) -> Option<String> {
        let happened = self.long_before()?;
        let said = if self.since.is_empty() { "recorded" } else { "said on" };
        Some(format!("happened {}, {said} {}", short(happened), short(self.on)))
    }

    /// The day on which it happened, where that is more than a week before it was said.
    fn long_before(&self) -> Option<NaiveDate> {
        let (_, happened) = self.happened?;
        days_after(happened, self.on).map(|_| happened)
    }

    /// In one sentence: `INC-4 Wrong letters: critical; happened 1 Aug 2026, recorded 30 Nov 2026 by P-1 Rosa Lindt`.
    pub fn words(&self) -> String {
        let grave = if self.grave.is_empty() { String::new() } else { format!("{}; ", self.grave) };
        let happened = self.long_before().map_or(String::new(), |day| format!("happened {}, ", short(day)));
        let since: String = self.since.iter().map(|one| format!("; {one}")).collect();
        let recorded = short(self.recorded);
        let called = self.called.iter().map(|one| format!(" ({one})")).collect::<String>();
        format!("{}{called}: {grave}{happened}recorded {recorded} by {}{since}", named(&self.record), self.by)
    }

    pub(super) fn row(&self) -> Row {
        let happened = self.happened.map(|(field, on)| format!("{} {on}", field.label.to_lowercase()));
        let happened = happened.into_iter().chain(self.since.iter().cloned()).collect::<Vec<_>>().join("; ");
        let words = [
            self.record.reference().to_string(),
            [self.record.title()].into_iter().chain(self.called.as_deref()).collect::<Vec<_>>().join("; "),
            self.grave.clone(),
            happened,
            self.recorded.to_string(),
            self.by.clone(),
        ];
        Row { cells: words.into_iter().map(Cell::text).collect(), lead: Some(Lead::Record(self.record.id)) }
    }
}

fn short(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// What is grave, or was recorded more than a week after it happened, the gravest first.
pub(super) fn told(view: View, after: Sequence, until: Option<Sequence>) -> Result<Vec<Recorded>, Error> {
    let mut all = all(view, (after, until), |_| true)?;
    all.retain(|one| !one.grave.is_empty() || one.late().is_some());
    all.sort_by_key(|one| (one.rank, Reverse(one.on), one.record.register.name, one.record.number));
    Ok(all)
}

/// What was put on record since the last review under a day that lies before the first that its pack counts.
///
/// # Errors
/// Where the file can't be read.
pub fn recorded_since(view: View, proceedings: &Proceedings, from: Option<NaiveDate>) -> Result<Vec<Recorded>, Error> {
    let reach = Reach::of(view, proceedings)?;
    let Some(from) = from.filter(|_| reach.since.is_some()) else { return Ok(Vec::new()) };
    all(view, (reach.rest, reach.until), |happened| happened.is_some_and(|day| day < from))
}

/// Everything that was put on record of what packs count by a day, or that says how grave it is; and each of which it was said
/// since when it happened. Of days that are not meant nothing more is read.
fn all(
    view: View,
    (after, until): (Sequence, Option<Sequence>),
    is_meant: impl Fn(Option<NaiveDate>) -> bool,
) -> Result<Vec<Recorded>, Error> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let zone = view.circumstances()?.zone;
    let mut said: BTreeMap<Sequence, Vec<RecordId>> = BTreeMap::new();
    for tally in view.tallies(after, until)? {
        let place = said.entry(tally.sequence).or_default();
        match tally.made {
            Some(register) if is_looked_at(register) => place.extend(view.made(tally.sequence, register)?),
            Some(_) => {}
            None => {
                for change in view.amendments(tally.sequence)? {
                    let What::Update { fields, .. } = &change.what else { continue };
                    let happened = happened(change.register);
                    let answers = |field: &Field| {
                        change.register == &note::REGISTER && ANSWERS.iter().any(|name| *name == *field.name)
                    };
                    if fields.iter().any(|side| Some(side.field) == happened || answers(side.field)) {
                        place.push(change.record);
                    }
                }
            }
        }
    }
    // What was said last of the day stands.
    for (sequence, ids) in said.into_iter().rev() {
        let ids: Vec<_> = ids.into_iter().filter(|id| seen.insert(*id)).collect();
        if ids.is_empty() {
            continue;
        }
        let Some(header) = view.entry(sequence)?.map(|entry| entry.header) else { continue };
        let on = recorded_on(&header, &zone);
        for id in ids {
            let Some(record) = view.record(id)?.filter(|one| !one.voided) else { continue };
            let happened = happened(record.register).and_then(|field| Some((field, held(&record, field)?)));
            if !is_meant(happened.map(|(_, day)| day)) {
                continue;
            }
            let versions = view.versions(record.id)?;
            let Some(first) = versions.first() else { continue };
            let borne = Borne::of(&versions);
            let (rank, grave) = gravest(&record, borne);
            let recorded = view.entry(first.sequence)?.map_or(on, |entry| recorded_on(&entry.header, &zone));
            found.push(Recorded {
                made: first.sequence > after,
                by: hand(view, first)?,
                since: since(view, &versions, after, until)?,
                called: called(&borne.names()),
                record,
                happened,
                on,
                recorded,
                rank,
                grave,
            });
        }
    }
    Ok(found)
}

/// The day in a field.
fn held(record: &Record, field: &Field) -> Option<NaiveDate> {
    match record.get(field.name) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

/// What was said between two places of when a record happened, or was answered, after it was recorded; nothing of a slip, which
/// whoever recorded it put right on the same day.
fn since(view: View, versions: &Past, after: Sequence, until: Option<Sequence>) -> Result<Vec<String>, Error> {
    let Some(first) = versions.first() else { return Ok(Vec::new()) };
    let mut told = Vec::new();
    for (was, now) in versions.iter().zip(versions.iter().skip(1)) {
        let is_here = now.sequence > after && until.is_none_or(|until| now.sequence <= until);
        if !is_here || (now.author == first.author && now.day == first.day) {
            continue;
        }
        let hand = format!("by {} on {}", hand(view, now)?, now.day.map_or(String::new(), short));
        let day = |version: &Version| happened(first.record.register).and_then(|field| held(&version.record, field));
        told.extend(match (day(was), day(now)) {
            (was, now) if was == now => None,
            (Some(was), Some(now)) => Some(format!("day moved {hand}, from {} to {}", short(was), short(now))),
            (None, Some(now)) => Some(format!("day said {hand}: {}", short(now))),
            (Some(was), _) => Some(format!("day taken out {hand}, was {}", short(was))),
            _ => None,
        });
        let answered = |name: &FieldName| was.record.get(*name) != now.record.get(*name);
        if first.record.register == &note::REGISTER && ANSWERS.iter().any(answered) {
            told.push(format!("answer written {hand}"));
        }
    }
    Ok(told)
}

/// Who wrote a version, and at whose terminal.
fn hand(view: View, version: &Version) -> Result<String, Error> {
    Ok(Hand::of_version(view, version)?.map(|hand| hand.called(view)).transpose()?.unwrap_or_default())
}

fn is_looked_at(register: &'static Register) -> bool {
    happened(register).is_some() || graded(register).is_some()
}

fn happened(register: &'static Register) -> Option<&'static Field> {
    HAPPENED.iter().find(|(of, _)| *of == register.name).and_then(|(_, name)| register.field(name))
}

/// How grave it was at its worst, and what is to be known of it; nothing where it is not.
fn gravest(record: &Record, borne: Borne) -> (usize, String) {
    let now = Grave::of(record).words();
    let Some(worst) = borne.gravest() else { return (usize::MAX, now) };
    let was = worst.words();
    let is = if now.is_empty() { "not any more" } else { &now };
    (worst.rank, if was == now { was } else { format!("{was}; now: {is}") })
}
