//! Who took part, and who had an interest.

use std::collections::HashMap;

use crate::domain::attendance::{Attendance, AttendanceField, Capacity, How};
use crate::domain::identity::RecordId;
use crate::domain::interest::{Consequence, Interest};
use crate::domain::note::Note;
use crate::domain::person::Person;
use crate::domain::review::Review;
use crate::domain::value::Instant;
use crate::report::document::{Column, Document};
use crate::store::{Error, View};
use crate::workflow::pack::item_title;
use crate::workflow::review::Proceedings;
use crate::workflow::said::Recorded;

use super::Writer;

/// The voting members who were admitted in the meeting, each with why; not who was taken off again.
pub(super) fn admitted(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let words = proceedings.words();
    let (mut told, mut before) = (Vec::new(), Vec::new());
    for version in view.versions(proceedings.id())?.iter() {
        let then = Review(&version.record).admitted().to_vec();
        for one in then.iter().filter(|one| !before.contains(*one) && proceedings.review().admitted().contains(one)) {
            let reason = view.entry(version.sequence)?.and_then(|entry| entry.header.reason).unwrap_or_default();
            told.push(words.admitted_for(proceedings.person(Some(*one)), reason));
        }
        before = then;
    }
    Ok(told)
}

/// Who took each note that is printed, in words.
pub(super) fn noted_by(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let words = proceedings.words();
    let mut noted = HashMap::new();
    for record in proceedings.notes.iter().filter(|one| Note(one).is_printed()) {
        let first = view.versions(record.id)?.first().map(|version| version.sequence);
        let entry = first.map(|at| view.entry(at)).transpose()?.flatten();
        if let Some(entry) = entry {
            noted.insert(record.id, Recorded::then(view, &entry.header)?.told(view, &words)?);
        }
    }
    Ok(noted)
}

impl Writer<'_> {
    pub(super) fn attendance(&self, document: &mut Document) {
        let roll = &self.proceedings.meeting.roll;
        let words = &self.words;
        document.heading(2, words.attendance());
        if roll.is_empty() {
            document.caution(words.no_attendance());
        }
        let time = |at: Option<Instant>| at.map_or(String::new(), |at| self.hour(at));
        let rows = roll.iter().map(Attendance).map(|row| {
            let mut remarks = Vec::new();
            if row.late() == Some(true) {
                remarks.push(words.came_late().to_owned());
            }
            if row.capacity() == Some(Capacity::Delegate) {
                let vote = match (row.votes() == Some(true), row.decides() == Some(true)) {
                    (true, true) => words.votes_decides(),
                    (true, false) => words.votes(),
                    (false, true) => words.decides_only(),
                    (false, false) => words.does_not_vote(),
                };
                remarks.push(words.stands_for(self.name(row.represents()), row.mandate(), vote));
            }
            let person = self.proceedings.meeting.people.iter().find(|one| Some(one.id) == row.person());
            if person.is_some_and(|one| Person(one).top_management() == Some(true)) {
                remarks.push(words.top_management().to_owned());
            }
            let after = self.recorded.after(words, row.0.id, AttendanceField::ArrivedAt.field());
            remarks.extend(after.strip_prefix(", ").map(str::to_owned));
            vec![
                self.name(row.person()),
                words.label(row.capacity().map_or("", Capacity::label)).to_owned(),
                words.label(row.how().map_or("", How::label)).to_owned(),
                time(row.arrived_at()),
                time(row.left_at()),
                remarks.join("; "),
            ]
        });
        let columns = [words.name(), words.capacity(), words.how(), words.from(), words.to(), words.remarks()];
        document.table(columns.map(Column::words).into(), rows.collect());
        if !self.roll_by.is_empty() {
            document.paragraph(words.roll_by(&self.roll_by));
        }
        let on_roll = |id: &&RecordId| {
            roll.iter().map(Attendance).any(|row| row.person() == Some(**id) || row.represents() == Some(**id))
        };
        let missing: Vec<_> = self.proceedings.meeting.members().into_iter().filter(|id| !on_roll(&id)).collect();
        if !missing.is_empty() {
            document.paragraph(words.nothing_known(self.names(&missing)));
        }
        let day = self.proceedings.meeting.day;
        for (id, why) in self.proceedings.meeting.unseated() {
            let person = self.proceedings.meeting.people.iter().find(|one| one.id == id).map(Person);
            let active = |one: &Person| one.why_not_on(day).is_none();
            let term = person.filter(active).and_then(|one| match (one.term_start(), one.term_end()) {
                (_, Some(end)) if end < day => Some(words.term_ended(self.name(Some(id)), end)),
                (Some(start), _) => Some(words.term_begins(self.name(Some(id)), start)),
                _ => None,
            });
            document.paragraph(words.no_member_any_more(term.unwrap_or(why)));
        }
    }

    pub(super) fn interests(&self, document: &mut Document) {
        let words = &self.words;
        document.heading(2, words.interests());
        let interests = &self.proceedings.meeting.interests;
        if interests.is_empty() && self.voided.is_empty() {
            document.paragraph(words.no_interests());
        }
        let lines = interests.iter().map(|record| {
            let interest = Interest(record);
            let matter = interest
                .item()
                .and_then(|item| self.proceedings.item(item))
                .map_or(String::new(), |item| format!(" ({})", item_title(words, item)));
            let consequence = words.label(interest.consequence().map_or("", Consequence::label));
            let consequence = match interest.review() {
                Some(_) => consequence.to_owned(),
                None => words.standing(consequence),
            };
            let late = self.late.get(&record.id).map_or(String::new(), |decisions| {
                let decisions: Vec<_> = decisions.iter().map(ToString::to_string).collect();
                format!(" {}", words.declared_after(decisions.join(", ")))
            });
            let withdrawn = self.withdrawn.get(&record.id).map_or(String::new(), |one| {
                let (at, by) = (self.moment(one.at), self.name(one.by));
                format!(" {}", words.withdrawn(at, by, one.reason.trim_end_matches('.')))
            });
            let typed = self.typed.get(&record.id).map_or(String::new(), |typed| format!(" {typed}."));
            format!(
                "{}{matter}: {}. {consequence}.{typed}{late}{withdrawn}",
                self.name(interest.person()),
                interest.what(),
            )
        });
        let voided = self.voided.iter().map(|(record, how)| {
            let interest = Interest(record);
            let consequence = words.label(interest.consequence().map_or("", Consequence::label));
            format!("{}: {}. {consequence}. {how}.", self.name(interest.person()), interest.what())
        });
        document.list(lines.chain(voided).collect());
    }
}
