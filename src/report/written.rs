//! What was decided in writing since the meeting before, as the minutes tell it: each resolution once, with who answered what
//! and how, and who did not.

use crate::domain::identity::RecordId;
use crate::domain::resolution::State;
use crate::domain::resolution_answer::{Reply, ResolutionAnswer};
use crate::domain::spelling::day;
use crate::workflow::resolutions::Told;

use super::document::{Column, Document};

/// Tells of these resolutions, with the names of people.
pub fn decided(document: &mut Document, resolutions: &[Told], name: impl Fn(RecordId) -> String) {
    if resolutions.is_empty() {
        return;
    }
    document.heading(2, "Decided in writing since the meeting before");
    for told in resolutions {
        let resolution = told.resolution();
        let state = resolution.state().map_or("", State::label).to_lowercase();
        let date = |on: Option<chrono::NaiveDate>| on.map_or(String::new(), day);
        let silent = told.silent.iter().map(|id| name(*id)).collect::<Vec<_>>().join(", ");
        let facts = vec![
            ("Subject", resolution.subject().map_or(String::new(), |subject| subject.label().to_owned())),
            ("Grounds", resolution.grounds().to_owned()),
            ("Sent on", format!("{}{}", date(resolution.sent_on()), told.late)),
            ("Closing day", date(resolution.closes_on())),
            ("Basis", resolution.basis().map_or(String::new(), |basis| basis.label().to_owned())),
            ("Count", told.words()),
            (
                "Asked",
                told.not_asked.map_or(String::new(), |(asked, seats)| {
                    format!("{asked} of the {seats} who held a seat in the committee")
                }),
            ),
            ("By whom", told.hands.clone()),
            ("Did not answer", silent),
            ("Why it was withdrawn", told.because.clone()),
        ];
        document.decision(format!("{}: {state}", told.record.reference()), told.record.title(), facts);
        let rows = told.answers.iter().map(|one| {
            let answer = ResolutionAnswer(&one.record);
            let said = answer.reply().map_or("", Reply::label).to_owned();
            let by = one.typed_by.as_ref().map_or(String::new(), |by| format!(", typed by {by}"));
            let before: String = one.before.iter().map(|before| format!("; before: {before}")).collect();
            let given = format!("{}{by}{before}", one.given);
            let on = if one.late.is_empty() { date(one.on) } else { format!("{}, {}", date(one.on), one.late) };
            vec![name(one.person), said, on, given, answer.words().to_owned()]
        });
        let columns = ["Who", "Answer", "On", "Given", "Words"].into_iter().map(Column::words).collect();
        document.table(columns, rows.collect());
    }
}

/// Tells of resolutions that could be counted, and were not.
pub fn unsettled(document: &mut Document, resolutions: &[String]) {
    if !resolutions.is_empty() {
        document.heading(2, "Sent out in writing and not counted");
        document.list(resolutions.iter().map(|words| format!("{words}.")).collect());
    }
}
