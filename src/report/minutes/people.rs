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
use crate::workflow::review::Proceedings;
use crate::workflow::said::Recorded;

use super::Writer;

/// The voting members who were admitted in the meeting, each with why; not who was taken off again.
pub(super) fn admitted(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let (mut told, mut before) = (Vec::new(), Vec::new());
    for version in view.versions(proceedings.id())?.iter() {
        let then = Review(&version.record).admitted().to_vec();
        for one in then.iter().filter(|one| !before.contains(*one) && proceedings.review().admitted().contains(one)) {
            let reason = view.entry(version.sequence)?.and_then(|entry| entry.header.reason).unwrap_or_default();
            told.push(format!("{} as a voting member: {reason}", proceedings.person(Some(*one))));
        }
        before = then;
    }
    Ok(told)
}

/// Who took each note that is printed, in words.
pub(super) fn noted_by(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let mut noted = HashMap::new();
    for record in proceedings.notes.iter().filter(|one| Note(one).is_printed()) {
        let first = view.versions(record.id)?.first().map(|version| version.sequence);
        let entry = first.map(|at| view.entry(at)).transpose()?.flatten();
        if let Some(entry) = entry {
            noted.insert(record.id, Recorded::then(view, &entry.header)?.words(view)?);
        }
    }
    Ok(noted)
}

impl Writer<'_> {
    pub(super) fn attendance(&self, document: &mut Document) {
        let roll = &self.proceedings.meeting.roll;
        document.heading(2, "Attendance");
        if roll.is_empty() {
            document.caution("No attendance is on record.");
        }
        let time = |at: Option<Instant>| at.map_or(String::new(), |at| self.hour(at));
        let rows = roll.iter().map(Attendance).map(|row| {
            let mut remarks = Vec::new();
            if row.late() == Some(true) {
                remarks.push("came late".to_owned());
            }
            if row.capacity() == Some(Capacity::Delegate) {
                let vote = if row.votes() == Some(true) { "votes" } else { "does not vote" };
                let decides = if row.decides() == Some(true) { ", decides" } else { "" };
                remarks.push(format!(
                    "stands for {} by mandate ({}), {vote}{decides}",
                    self.name(row.represents()),
                    row.mandate()
                ));
            }
            let person = self.proceedings.meeting.people.iter().find(|one| Some(one.id) == row.person());
            if person.is_some_and(|one| Person(one).top_management() == Some(true)) {
                remarks.push("top management".to_owned());
            }
            let after = self.recorded.after(row.0.id, AttendanceField::ArrivedAt.field());
            remarks.extend(after.strip_prefix(", ").map(str::to_owned));
            vec![
                self.name(row.person()),
                row.capacity().map_or("", Capacity::label).to_owned(),
                row.how().map_or("", How::label).to_owned(),
                time(row.arrived_at()),
                time(row.left_at()),
                remarks.join("; "),
            ]
        });
        let columns = ["Name", "As", "How", "From", "To", "Remarks"].into_iter().map(Column::words).collect();
        document.table(columns, rows.collect());
        if !self.roll_by.is_empty() {
            document.paragraph(format!("Taken down by {}.", self.roll_by));
        }
        let on_roll = |id: &&RecordId| {
            roll.iter().map(Attendance).any(|row| row.person() == Some(**id) || row.represents() == Some(**id))
        };
        let missing: Vec<_> = self.proceedings.meeting.members().into_iter().filter(|id| !on_roll(&id)).collect();
        if !missing.is_empty() {
            document.paragraph(format!("Voting members of whom nothing is on record: {}.", self.names(&missing)));
        }
        for (_, why) in self.proceedings.meeting.unseated() {
            document.paragraph(format!("No voting member any more: {why}."));
        }
    }

    pub(super) fn interests(&self, document: &mut Document) {
        document.heading(2, "Declarations of interest");
        let interests = &self.proceedings.meeting.interests;
        if interests.is_empty() && self.voided.is_empty() {
            document.paragraph("No declaration is on record.");
        }
        let lines = interests.iter().map(|record| {
            let interest = Interest(record);
            let matter = interest
                .item()
                .and_then(|item| self.proceedings.item(item))
                .map_or(String::new(), |item| format!(" ({})", item.title()));
            let standing = if interest.review().is_none() { ", standing" } else { "" };
            let late = self.late.get(&record.id).map_or(String::new(), |decisions| {
                let decisions: Vec<_> = decisions.iter().map(ToString::to_string).collect();
                format!(" Declared after {} was decided.", decisions.join(", "))
            });
            let withdrawn = self.withdrawn.get(&record.id).map_or(String::new(), |one| {
                let (at, by) = (self.moment(one.at), self.name(one.by));
                format!(" Withdrawn on {at} by {by}: {}.", one.reason.trim_end_matches('.'))
            });
            let typed = self.typed.get(&record.id).map_or(String::new(), |typed| format!(" {typed}."));
            format!(
                "{}{matter}: {}. {}{standing}.{typed}{late}{withdrawn}",
                self.name(interest.person()),
                interest.what(),
                interest.consequence().map_or("", Consequence::label)
            )
        });
        let voided = self.voided.iter().map(|(record, how)| {
            let interest = Interest(record);
            let consequence = interest.consequence().map_or("", Consequence::label);
            format!("{}: {}. {consequence}. {how}.", self.name(interest.person()), interest.what())
        });
        document.list(lines.chain(voided).collect());
    }
}
