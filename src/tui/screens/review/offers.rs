//! What a review offers to be chosen, and what comes of the choice.

use crate::domain::addendum;
use crate::domain::attendance::there;
use crate::domain::decision::{self, Decision};
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, OrganisationField};
use crate::domain::person;
use crate::domain::record::Record;
use crate::domain::review::{self, Review, State};
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, open};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::form::{Form, Purpose};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::review::minutes::{recipients, waits_for};
use crate::workflow::review::operations::{
    self, ADJOURN, ADMIT, AGENDA, AGENDA_ITEM, APPROVE, ATTEND, CALL, CANCEL, CAST, CIRCULATE, CONCLUDE, CORRECT,
    DECIDE, LEAVE, MINUTES, OPEN, POSTPONE, RESPELL, RESULTS, VOTE, WORD_ANEW,
};
use crate::workflow::review::{Proceedings, agenda};

use super::{ReviewAnswer, ReviewView, documents};

fn answer(answer: ReviewAnswer) -> Answer {
    Answer::own(answer)
}

/// Begins an operation in one of its ways, done to this.
fn begins(operation: &'static Operation, way: usize, subject: Subject) -> Answer {
    Answer::does(move |_| Ok(vec![Effect::OperateOn(operation, way, subject)]))
}

/// The steps that a review can make next, the most likely first.
pub fn steps(screen: &ReviewView) -> Chooser {
    let mut chooser = Chooser::new("What is to be done next?").called("Next step");
    let Some(proceedings) = screen.proceedings.as_deref() else {
        offer(&mut chooser, "Plan a review", PLAN, ReviewAnswer::Plan);
        offer(&mut chooser, "The people", PEOPLE, ReviewAnswer::People);
        offer(&mut chooser, "The rules of the committee", RULES, ReviewAnswer::EditRules);
        return chooser;
    };
    next(&mut chooser, proceedings);
    let subject = Subject::of(proceedings.id());
    let mut does = |operation: &'static Operation, way: usize, words: &str, subject| {
        chooser.offer(words, "", begins(operation, way, subject));
        chooser.explained(operation.ways[way].help);
    };
    let previous = screen.previous.as_deref().filter(|record| {
        Review(record).state() == Some(State::MinutesCirculated) && proceedings.state() == State::InSession
    });
    if let Some(previous) = previous {
        let words = format!("Approve the minutes of {}", previous.reference());
        does(&APPROVE, operations::PREVIOUS, &words, subject.part(Some(previous.id)));
    }
    let provisional = |one: &&Record| Decision(one).state() == Some(decision::State::Provisional);
    if proceedings.state() == State::InSession && proceedings.quorum(None).met {
        for one in screen.unratified.iter().chain(proceedings.decisions.iter().filter(provisional)) {
            let words = format!("Ratify {}: {}", one.reference(), one.title());
            does(&DECIDE, operations::RATIFY, &words, subject.part(Some(one.id)));
        }
    }
    if let Some(tied) = proceedings.decisions.iter().find(|one| operations::is_tied(one)) {
        for way in operations::TIE {
            let words = format!("{}: {}", tied.reference(), CAST.ways[way].name);
            does(&CAST, way, &words, subject.part(Some(tied.id)));
        }
    }
    if proceedings.state() == State::Sealed {
        let help = "What is wrong in sealed minutes is put right by a numbered addendum; the minutes stay as they are.";
        offer(&mut chooser, "Add an addendum to the minutes", help, ReviewAnswer::Addendum);
    }
    if !proceedings.state().is_over() && proceedings.state() != State::Cancelled {
        for (operation, way) in [(&AGENDA, 0), (&ATTEND, operations::DELEGATE)] {
            offer_way(&mut chooser, operation, way, subject);
        }
    }
    if proceedings.state().is_running() {
        offer_way(&mut chooser, &ADMIT, 0, subject);
    }
    if let Some((words, help)) = changeable(proceedings.state()) {
        offer(&mut chooser, words, help, ReviewAnswer::EditReview);
    }
    let answered = proceedings.state().is_running() || proceedings.state().is_over();
    if answered && !proceedings.state().is_final() && proceedings.review().is_management_review() {
        offer_way(&mut chooser, &RESULTS, 0, subject);
    }
    if proceedings.state().is_before() && proceedings.state() != State::Postponed {
        offer_way(&mut chooser, &POSTPONE, 0, subject);
    }
    if proceedings.state().is_before() {
        offer_way(&mut chooser, &CANCEL, 0, subject);
    }
    if !proceedings.state().is_running() {
        offer_way(&mut chooser, &CALL, operations::ANOTHER_MEETING, Subject::default());
    }
    offer(&mut chooser, "The rules of the committee", RULES, ReviewAnswer::EditRules);
    offer(&mut chooser, "The people", PEOPLE, ReviewAnswer::People);
    chooser
}

/// What of the meeting's own fields can still be changed, and how the rest is.
fn changeable(state: State) -> Option<(&'static str, &'static str)> {
    match state {
        State::Planned | State::Postponed => Some(("Change day, chair, members", "The meeting's own fields.")),
        State::Called => Some((
            "Change chair, members, guests",
            "Day and place were told with the call: they change by postponing the meeting and calling it again.",
        )),
        State::Circulated => Some((
            "Change the guests",
            "Day, place, chair and members were told with the pack: they change by postponing the meeting and calling it again.",
        )),
        _ => None,
    }
}

const PLAN: &str = "Say when, who leads, who records, who votes. The agenda follows when it is called.";
const RULES: &str = "Quorum, majority, ties, recusal, the interval between reviews: the organisation's settings.";
const PEOPLE: &str = "Who takes part: mark voting members and top management there.";

fn offer(chooser: &mut Chooser, words: &str, help: &'static str, choice: ReviewAnswer) {
    chooser.offer(words, "", answer(choice));
    chooser.explained(help);
}

/// Offers a way of doing something, in its own words.
fn offer_way(chooser: &mut Chooser, operation: &'static Operation, way: usize, subject: Subject) {
    if let Some(offered) = operation.ways.get(way) {
        chooser.offer(offered.name, "", begins(operation, way, subject));
        chooser.explained(offered.help);
    }
}

/// What comes next where the review stands.
fn next(chooser: &mut Chooser, proceedings: &Proceedings) {
    let subject = Subject::of(proceedings.id());
    let circulates = if proceedings.packs.is_empty() { operations::FIRST_VERSION } else { operations::NEW_VERSION };
    let ways: &[(&'static Operation, usize)] = match proceedings.state() {
        State::Planned | State::Postponed => &[(&CALL, 0)],
        State::Called | State::Circulated if proceedings.packs.is_empty() => &[(&CIRCULATE, circulates), (&OPEN, 0)],
        State::Called | State::Circulated => &[(&OPEN, 0), (&CIRCULATE, circulates)],
        State::InSession => &[(&CONCLUDE, 0), (&ADJOURN, 0), (&CIRCULATE, operations::TABLED)],
        State::Adjourned => &[(&OPEN, operations::ANOTHER)],
        State::Concluded => &[(&MINUTES, 0)],
        State::MinutesCirculated => {
            // Whoever has approved the version that was circulated last is not asked again.
            for role in waits_for(proceedings) {
                offer_way(chooser, &APPROVE, operations::approving(role), subject);
            }
            &[(&MINUTES, operations::CORRECTED)]
        }
        State::Approved | State::Sealed => {
            let help = "The sealed Markdown, HTML and JSON files are written beside this file, with their SHA-256.";
            offer(chooser, "Write the sealed minutes out", help, ReviewAnswer::WriteOut);
            return offer(chooser, "Plan the next review", PLAN, ReviewAnswer::Plan);
        }
        State::Cancelled => return offer(chooser, "Plan a review", PLAN, ReviewAnswer::Plan),
    };
    for (operation, way) in ways {
        offer_way(chooser, operation, *way, subject);
    }
}

/// How the item that is being considered ends.
pub fn ends(proceedings: &Proceedings, current: &Record, goes_on: bool) -> Chooser {
    let title = format!("How does it end? {}", agenda::words(current));
    let mut chooser = Chooser::new(title).called("End the item");
    let discussed = if goes_on { operations::DISCUSSED_AND_ON } else { operations::DISCUSSED };
    let subject = Subject::of(proceedings.id()).part(Some(current.id));
    for way in [discussed, operations::NOTED, operations::DEFERRED] {
        offer_way(&mut chooser, &AGENDA_ITEM, way, subject);
    }
    if goes_on {
        offer_way(&mut chooser, &AGENDA_ITEM, operations::LEFT_OPEN, subject);
    }
    chooser
}

/// How a proposal that was just worded is decided.
pub fn put(screen: &ReviewView, decision: &Record) -> Chooser {
    let mut chooser = Chooser::new(format!("Put {} to the meeting?", decision.reference())).called("Put it");
    let Some(proceedings) = &screen.proceedings else { return chooser };
    let lacking = !proceedings.quorum(Decision(decision).item()).met;
    let carried =
        if lacking { "Nobody objects: carried provisionally, without a quorum" } else { "Nobody objects: carried" };
    chooser.offer(carried, "", answer(ReviewAnswer::NoObjection(Box::new(decision.clone()))));
    chooser.explained("It is put as it is worded, and carried without a vote.");
    let subject = Subject::of(proceedings.id()).part(Some(decision.id));
    chooser.offer("Vote", "", begins(&VOTE, 0, subject));
    chooser.explained("By count, as the chair declares it, or by name; the arithmetic is shown.");
    chooser.offer("Top management decides", "", begins(&DECIDE, operations::BY_TOP_MANAGEMENT, subject));
    chooser.explained("Top management decides after the advice of the meeting.");
    chooser.offer("Not yet: Esc leaves it as a proposal", "", Answer::Afresh);
    chooser
}

/// How the chair decides a tie.
pub fn tie(proceedings: &Proceedings, decision: &Record) -> Chooser {
    let title = format!("{}: {}", decision.reference(), Decision(decision).count());
    let mut chooser = Chooser::new(title).called("Tie");
    let subject = Subject::of(proceedings.id()).part(Some(decision.id));
    for way in operations::TIE {
        offer_way(&mut chooser, &CAST, way, subject);
    }
    chooser.offer("Take the vote anew", "", begins(&VOTE, 0, subject));
    chooser.explained("It was counted wrongly, or somebody votes otherwise now.");
    chooser.offer("Not yet: Esc leaves it open", "", Answer::Afresh);
    chooser
}

/// How what was decided is put right.
pub fn decided(proceedings: &Proceedings, decision: &Record) -> Chooser {
    let mut chooser = Chooser::new(format!("{} is decided. What is wrong?", decision.reference())).called("Put right");
    let subject = Subject::of(proceedings.id()).part(Some(decision.id));
    for operation in [&RESPELL, &WORD_ANEW, &CORRECT] {
        offer_way(&mut chooser, operation, 0, subject);
    }
    chooser
}

/// Those who can come, or those who can leave.
pub fn people(proceedings: &Proceedings, comes: bool) -> Chooser {
    let mut chooser = Chooser::new(if comes { "Who arrives?" } else { "Who leaves?" });
    let here = |id| there(&proceedings.meeting.roll).any(|row| row.person() == Some(id));
    let invited = recipients(proceedings);
    let mut people: Vec<_> =
        proceedings.meeting.people.iter().filter(|one| !one.voided && here(one.id) != comes).collect();
    people.sort_by_key(|one| !invited.contains(&one.id));
    let subject = Subject::of(proceedings.id());
    for one in people {
        chooser.offer(
            one.title(),
            person::Person(one).role(),
            moves(if comes { &ATTEND } else { &LEAVE }, subject, one.id),
        );
    }
    chooser
}

/// Somebody comes, or leaves.
fn moves(operation: &'static Operation, subject: Subject, person: RecordId) -> Answer {
    Answer::does(move |_| Ok(vec![Effect::OperateWith(operation, subject, operations::of_people(&[person]))]))
}

/// Does what was chosen.
pub fn answered(screen: &mut ReviewView, choice: ReviewAnswer, desk: &Desk) -> Result<Effects, Error> {
    let create = |register, about| Form::open(Purpose::Create { register, about, preset: Vec::new() }, desk).map(open);
    match choice {
        ReviewAnswer::Plan => return create(&review::REGISTER, Vec::new()),
        ReviewAnswer::EditRules => {
            let records = desk.view().single(&organisation::REGISTER)?.into_iter().collect();
            let form = Form::open(Purpose::Edit { records }, desk)?;
            return Ok(open(form.focused_on(OrganisationField::ReviewInterval.name().as_str())));
        }
        ReviewAnswer::People => return Ok(vec![Effect::Go(Destination::Register(&person::REGISTER))]),
        _ => {}
    }
    let Some(proceedings) = screen.proceedings.as_deref() else { return Ok(Effects::new()) };
    match choice {
        ReviewAnswer::NoObjection(decision) => Ok(screen.carry(&decision, desk)),
        ReviewAnswer::Show(shown) => Ok(documents::show(shown, proceedings, desk)),
        ReviewAnswer::EditReview => screen.edit_review(None, desk),
        ReviewAnswer::Addendum => create(&addendum::REGISTER, vec![proceedings.id()]),
        ReviewAnswer::WriteOut => documents::write_out(proceedings, desk),
        ReviewAnswer::Plan | ReviewAnswer::EditRules | ReviewAnswer::People => Ok(Effects::new()),
    }
}
