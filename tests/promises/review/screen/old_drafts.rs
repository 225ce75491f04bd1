//! What was typed into a review with an earlier program, and not saved, is still there.

use gavel::domain::identity::RecordId;
use gavel::store::local::{Draft, DraftId, Local, Typed};

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::called;
use crate::screen::desk::Desk;

/// The words under which forms of a review were kept: what stands beside the review in the subject, what the form is called,
/// and a field of it that takes text.
const KEPT: [(&str, Option<&str>, &str, &str); 20] = [
    ("open", None, "Open the meeting: how was its day agreed?", "notice_agreed"),
    ("propose", Some("AG-5"), "Decision under d1 Nonconformities", "text"),
    ("undertake", Some("D-1"), "Action from D-1: Pause releases", "what"),
    ("minute", Some("AG-5"), "Note under d1 Nonconformities", "text"),
    ("park", Some("AG-5"), "For later under d1", "text"),
    ("interest", Some("AG-5"), "Interest under d1", "what"),
    ("judge-suitability", None, "Suitability: Does the system still fit", "grounds"),
    ("judge-adequacy", None, "Adequacy: Is the system enough", "grounds"),
    ("judge-effectiveness", None, "Effectiveness: Does the system reach", "grounds"),
    ("judge-resources", None, "Adequacy of resources: Are people, money", "grounds"),
    ("discussed", Some("AG-5"), "╭ Discussed", "outcome"),
    ("noted", Some("AG-5"), "Noted: say that there is nothing to decide", "outcome"),
    ("deferred", Some("AG-5"), "Deferred: say why", "outcome"),
    ("add-item", None, "New agenda item", "title"),
    ("executive", Some("D-1"), "Top management decides", "advice"),
    ("results", None, "Results of the review", "no_improvements"),
    ("approve-chair", None, "Approve the minutes: chair", "approved_on"),
    ("approve-secretary", None, "Approve the minutes: secretary", "approved_on"),
    ("approve-next", Some("MR-1"), "Approve the previous minutes", "approved_on"),
    ("delegate", None, "A delegate stands in", "mandate"),
];

fn keep(fixture: &Fixture, subject: &str, field: &str) {
    let local = Local::beside(&fixture.path, "rosa").unwrap();
    local.keep_draft(&Draft {
        id: DraftId::new(),
        subject: subject.into(),
        label: "From before".into(),
        saved_at: fixture.ambient.now(),
        record: None,
        fields: vec![Typed { field: field.into(), text: "Half a thought".into(), picked: Vec::new() }],
    });
}

#[test]
fn every_form_of_a_review_that_was_kept_opens_with_what_was_typed() {
    for (key, about, title, field) in KEPT {
        let fixture = Fixture::after(held::open);
        held::script(
            &fixture,
            "review item MR-1 d1
             review propose MR-1 'Pause releases' --subject improvement
             review call --date 2026-12-07 --title 'The next one' --chair 'Iris Falk' --secretary 'Rosa Lindt'",
        );
        let id = |reference: &str| -> RecordId { called(&fixture, reference).id };
        let review = if key == "approve-next" { "MR-2" } else { "MR-1" };
        let about = about.map_or(String::new(), |about| format!(" {}", id(about)));
        keep(&fixture, &format!("review {key} {}{about}", id(review)), field);
        let mut desk = Desk::new(&fixture);
        desk.press("D")
            .sees("From before")
            .press("Enter")
            .sees(title)
            .sees("Half a thought")
            .sees_not("is not there any more");
    }
}
