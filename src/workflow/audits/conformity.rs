//! What has to hold of internal audits: that a programme runs, and that no clause goes unaudited. What others audit, and what
//! a mock rehearses, is no answer to it.

use chrono::Days;

use crate::domain::audit::{self, Audit, AuditField, Party};
use crate::domain::audit_programme::{AuditProgrammeField as Field, REGISTER, State};
use crate::domain::checklist_item::ChecklistItemField as Item;
use crate::domain::rules::Missing;
use crate::domain::spelling::counted;
use crate::store::list::{Filter, Query};
use crate::workflow::check::{Check, Inspection, Unjudged, Verdict};

use crate::workflow::today::source::{Said, Source, Which};

use super::coverage::{CLAUSES, coverage};
use super::rehearsed;

/// What the standard asks is audited.
pub static AUDITED: Check = Check {
    name: "audits",
    clauses: &["9.2.2"],
    says: "An approved audit programme covers today, and each clause was audited internally in the last three years, \
           within the criteria of its audit, with what was seen.",
    register: &REGISTER,
    begins: None,
    judge,
};

/// Days ahead of which an audit by others is on the clock: what it looks at takes weeks to prepare.
const AHEAD: Days = Days::new(30);

/// Audits by the certification body, by customers and by authorities: whoever they come to sets the day.
pub static CERTIFICATION: Source = Source {
    name: "certification",
    part: Which::Clock,
    rank: 0,
    among: |look| {
        let by_others = [Party::Certification, Party::OnUs].into_iter();
        let until = look.today.checked_add_days(AHEAD);
        let filters = [
            rehearsed::of(by_others),
            Filter::one_of(AuditField::State.field(), &[audit::State::Planned.key(), audit::State::Underway.key()]),
            Filter::days(AuditField::StartsOn.field(), None, until),
        ];
        Ok(vec![Query::those(&audit::REGISTER, filters)])
    },
    says: |_, record| {
        let audit = Audit(record);
        let kind = audit.kind().map_or("", |kind| kind.label());
        Ok(Some(Said { day: audit.starts_on(), ..Said::why(kind) }))
    },
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let seen = coverage(inspection.view, None, inspection.today)?;
    let internal = || seen.audits.iter().filter(|held| held.party.is_internal());
    let nothing = "No internal audit of the last three years and no audit programme is recorded";
    let mut found = match internal().next() {
        Some(_) => inspection.gather(),
        None => inspection.among(&[&Query::new(&REGISTER)], nothing)?,
    };
    let today = Some(inspection.today);
    let running =
        [Filter::days(Field::StartsOn.field(), None, today), Filter::days(Field::EndsOn.field(), today, None)];
    let running = Query::those(&REGISTER, running);
    let state = Field::State.field();
    // One that was finished before its end audits nothing more.
    if inspection.is_empty(&running.with([Filter::one_of(state, &[State::Approved.key()])]))? {
        let (over, begun) = ([State::Finished.key()], [State::Draft.key(), State::Drawn.key()]);
        if inspection.is_empty(&running)? {
            found.add(Missing::elsewhere("No audit programme covers today"));
        }
        let over = running.with([Filter::one_of(state, &over)]);
        found.each(&over, state, |_| "It was finished before its end: no audit programme covers today".to_owned())?;
        let begun = running.with([Filter::one_of(state, &begun)]);
        found.each(&begun, state, |_| "It covers today, and is not approved".to_owned())?;
    }
    for held in internal().filter(|held| held.lacks_its_report()) {
        let how = if held.adopted { "was reported before the file was kept" } else { "is transcribed" };
        let what = format!("{} {how}, and the report is not attached", held.reference);
        found.add(Missing { record: Some(held.id), ..Missing::in_field("evidence", what) });
    }
    for held in internal().filter(|held| held.without_evidence > 0) {
        let answers = counted(held.without_evidence, "answer of its checklist says", "answers of its checklist say");
        let what = format!("{answers} nothing of what was seen");
        found.add(Missing { record: Some(held.id), ..Missing::in_field(Item::ObjectiveEvidence.name(), what) });
    }
    let never = seen.groups.iter().filter(|group| group.label == CLAUSES).flat_map(|group| &group.lines);
    for line in never.filter(|line| line.last().is_none()) {
        let what = format!("{} {}: {}", line.code, line.title, seen.words(line));
        found.add(Missing::in_field(audit::REGISTER.name, what));
    }
    Ok(found.verdict())
}
