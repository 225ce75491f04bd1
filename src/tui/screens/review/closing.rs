//! The lines of a review that comes to its end: what concluding asks for, and what the minutes still need.

use crate::domain::action::{Action, State as ActionState};
use crate::domain::agenda_item::Input;
use crate::domain::approval;
use crate::domain::attendance::for_top_management;
use crate::domain::conclusion::{Aspect, Judgement};
use crate::domain::decision::{Decision, State as DecisionState, Subject};
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::late_record::recorded_on;
use crate::domain::minutes::Minutes;
use crate::domain::record::Record;
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{ReviewField, State};
use crate::domain::spelling::day;
use crate::domain::transaction::{Way, What};
use crate::store::{Error, View};
use crate::tui::screens::detail::Mark;
use crate::workflow::review::operations::{APPROVE, JUDGE, approving, judging};
use crate::workflow::review::{Proceedings, papers, room, signing};

use super::lead::{Gathered, Lead, review_field};

/// What concluding asks for, with what is there of it.
pub(super) fn conclusion(lines: &mut Gathered, proceedings: &Proceedings) {
    let review = proceedings.review();
    let (there, missing) = (Mark::Tone(Tone::Good), Mark::Tone(Tone::Watch));
    for aspect in Aspect::ALL {
        let own = !aspect.is_required();
        let has_resources = proceedings.item_of(Input::Resources).is_some();
        if own && !has_resources {
            continue;
        }
        match proceedings.conclusion(*aspect) {
            Some(conclusion) => {
                let judgement = conclusion.judgement().map_or("", Judgement::label);
                let text = format!("{judgement}: {}", conclusion.grounds());
                let sign = conclusion.judgement().map_or(there, |one| Mark::Sign(room::judged(one)));
                lines.add(aspect.label(), text, sign, Lead::Operation(&JUDGE, judging(*aspect)));
            }
            None => {
                let mark = if own { Mark::None } else { missing };
                lines.add(aspect.label(), aspect.question(), mark, Lead::Operation(&JUDGE, judging(*aspect)));
            }
        }
    }
    let carried = |subjects: &[Subject]| {
        let holding = proceedings.decisions.iter().filter(|one| {
            let view = Decision(one);
            view.state().is_some_and(DecisionState::holds) && view.subject().is_some_and(|one| subjects.contains(&one))
        });
        let words = |one: &Record| match Decision(one).state() {
            Some(DecisionState::Provisional) => format!("{} (provisional, not ratified)", one.reference()),
            _ => one.reference().to_string(),
        };
        holding.map(words).collect::<Vec<_>>().join(", ")
    };
    let changes = [Subject::Change, Subject::Policy, Subject::Scope, Subject::Resources];
    let answers = [
        ("Improvements", carried(&[Subject::Improvement]), review.no_improvements(), ReviewField::NoImprovements),
        ("Changes", carried(&changes), review.no_changes(), ReviewField::NoChanges),
    ];
    for (label, decided, reason, field) in answers {
        let (text, mark) = match (decided.is_empty(), reason.is_empty()) {
            (false, _) => (format!("Answered by {decided}"), there),
            (true, false) => (format!("None: {reason}"), there),
            (true, true) => ("Decide one (d), or say why none is needed".to_owned(), missing),
        };
        lines.add(label, text, mark, review_field(field));
    }
    let top = !for_top_management(&proceedings.meeting.roll, |one| proceedings.meeting.is_top(one)).is_empty();
    let (text, mark) = if top { ("Took part", there) } else { ("Is not recorded as present", missing) };
    lines.add("Top management", text, mark, Lead::Place("attendance"));
    let (text, mark) = match review.next_review() {
        Some(day) => (format!("By {}", day.format("%-d %B %Y")), there),
        None => ("No day is set".to_owned(), missing),
    };
    lines.add("Next review", text, mark, review_field(ReviewField::NextReview));
    if proceedings.state() == State::InSession {
        lines.add("", "s concludes the meeting; what is missing is listed then", Mark::None, Lead::Steps);
    }
}

/// What the minutes still need, once the meeting is over.
pub(super) fn minutes(lines: &mut Gathered, proceedings: &Proceedings, view: View) -> Result<(), Error> {
    let (done, todo) = (Mark::Tone(Tone::Good), Mark::Tone(Tone::Watch));
    let last = proceedings.last_minutes();
    match last.map(|record| (record, Minutes(record))) {
        Some((record, view)) => {
            let on = view.dated().map_or(String::new(), |day| day.to_string());
            let version = view.version().unwrap_or_default();
            let what = if view.sealed() == Some(true) { "sealed" } else { "frozen" };
            lines.add(
                "Minutes",
                format!("Version {version} {what} on {on}"),
                done,
                Lead::Record(Box::new(record.clone())),
            );
        }
        None if proceedings.state() == State::Cancelled => {
            lines.add("Cancelled", cancelled(view, proceedings)?, Mark::None, Lead::Nothing);
            lines.add("Minutes", "It was not held: there are none", Mark::None, Lead::Nothing);
            return Ok(());
        }
        None => lines.add("Minutes", "Not frozen yet: s freezes them, to be sent out", todo, Lead::Steps),
    }
    let approvals = proceedings.approvals.iter().map(approval::Approval);
    for role in [approval::Role::Chair, approval::Role::Secretary] {
        let given = approvals.clone().find(|one| one.role() == Some(role) && one.minutes() == last.map(|one| one.id));
        let sealed = proceedings.state() == State::Sealed;
        let before = || approvals.clone().rfind(|one| one.role() == Some(role));
        // What is sealed is the version that was approved before it; until then an approval is of its own version alone.
        match given.or_else(|| before().filter(|_| sealed)) {
            Some(one) => {
                let on = one.approved_on().map_or(String::new(), |day| day.to_string());
                let who = proceedings.person(one.person());
                let spoken = Words::default();
                let how = papers::approval(view, proceedings, &spoken, one.0)?;
                let how = how.map_or(String::new(), |told| told.words(&spoken));
                let words = format!("Approved by {who} on {on} {how}");
                lines.add(role.label(), words, done, Lead::Record(Box::new(one.0.clone())));
            }
            None if sealed => {}
            None => {
                let words = match before() {
                    Some(_) => "Approved an earlier version; this one is not approved yet",
                    None => "Has not approved yet",
                };
                lines.add(role.label(), words, todo, Lead::Operation(&APPROVE, approving(role)));
            }
        }
    }
    let lacking = proceedings.actions.iter().filter(|one| {
        let action = Action(one);
        action.state() == Some(ActionState::Open) && (action.owner().is_none() || action.due().is_none())
    });
    for one in lacking {
        let what = format!("{} lacks an owner or a day", one.title());
        lines.add(one.reference().to_string(), what, todo, Lead::Record(Box::new(one.clone())));
    }
    if let Some(sealed) = last.map(Minutes).filter(|one| one.sealed() == Some(true)) {
        lines.add("SHA-256", sealed.sha256(), Mark::None, Lead::Nothing);
        lines.add("Head", sealed.head(), Mark::None, Lead::Nothing);
    }
    for (record, checked) in last.map(|minutes| signing::under(view, minutes)).transpose()?.unwrap_or_default() {
        let mark = if checked.is_ok() { done } else { Mark::Tone(Tone::Bad) };
        lines.record(&record, signing::words(view, &record, &checked)?, mark);
    }
    for record in &proceedings.addenda {
        lines.record(record, record.title().lines().next().unwrap_or_default(), Mark::None);
    }
    Ok(())
}

/// When a meeting was cancelled, and why.
fn cancelled(view: View, proceedings: &Proceedings) -> Result<String, Error> {
    let cancels = |what: &What| match what {
        What::Update { way: Way::Move(name), .. } => ReviewMove::Cancel.name() == name.as_str(),
        _ => false,
    };
    let history = view.history(proceedings.id())?;
    let last = history.iter().rfind(|(_, change)| cancels(&change.what)).map(|(sequence, _)| view.entry(*sequence));
    let Some(header) = last.transpose()?.flatten().map(|entry| entry.header) else { return Ok(String::new()) };
    let on = day(recorded_on(&header, &view.circumstances()?.zone));
    Ok(match header.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("On {on}: {reason}"),
        None => format!("On {on}; no reason was given"),
    })
}
