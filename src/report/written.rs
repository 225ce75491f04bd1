//! What was decided in writing since the meeting before, as the minutes tell it: each resolution once, with who answered what
//! and how, and who did not.

use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::resolution::State;
use crate::domain::resolution_answer::{Reply, ResolutionAnswer};
use crate::workflow::resolutions::Told;

use super::document::{Column, Document};

/// Tells of these resolutions, with the names of people.
pub fn decided(document: &mut Document, words: &Words, resolutions: &[Told], name: impl Fn(RecordId) -> String) {
    if resolutions.is_empty() {
        return;
    }
    document.heading(2, words.decided_in_writing());
    for told in resolutions {
        let resolution = told.resolution();
        let state = words.label_within(resolution.state().map_or("", State::label));
        let date = |on: Option<chrono::NaiveDate>| on.map_or(String::new(), |on| words.day(on));
        let label = |english: Option<&str>| english.map_or(String::new(), |one| words.label(one).to_owned());
        let silent = told.silent.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
        let asked = told.not_asked.map(|(asked, seats)| words.asked_of(asked, seats));
        let facts = vec![
            (words.subject(), label(resolution.subject().map(|one| one.label()))),
            (words.grounds(), resolution.grounds().to_owned()),
            (words.sent_on(), format!("{}{}", date(resolution.sent_on()), told.late)),
            (words.closing_day(), date(resolution.closes_on())),
            (words.basis(), label(resolution.basis().map(|one| one.label()))),
            (words.answers_count(), words.kept(&told.words())),
            (words.asked(), asked.unwrap_or_default()),
            (words.by_whom(), told.hands.clone()),
            (words.did_not_answer(), silent),
            (words.why_withdrawn(), told.because.clone()),
        ];
        document.decision(format!("{}: {state}", told.record.reference()), told.record.title(), facts);
        let rows = told.answers.iter().map(|one| {
            let answer = ResolutionAnswer(&one.record);
            let said = words.label(answer.reply().map_or("", Reply::label)).to_owned();
            let given = one.typed_by.as_ref().map_or(one.given.clone(), |by| words.typed(&one.given, by));
            let before: String = one.before.iter().map(|before| words.before_said(before)).collect();
            let on = if one.late.is_empty() { date(one.on) } else { format!("{}, {}", date(one.on), one.late) };
            vec![name(one.person), said, on, given + &before, answer.words().to_owned()]
        });
        let columns = [words.who(), words.answer(), words.on(), words.given(), words.words()];
        document.table(columns.map(Column::words).into(), rows.collect());
    }
}

/// Tells of resolutions that could be counted, and were not.
pub fn unsettled(document: &mut Document, words: &Words, resolutions: &[String]) {
    if !resolutions.is_empty() {
        document.heading(2, words.not_counted_yet());
        document.list(resolutions.to_vec());
    }
}
