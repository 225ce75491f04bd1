//! What a review offers to be chosen, and what comes of the choice.

use crate::domain::addendum;
use crate::domain::agenda_item::{AgendaItem, State as ItemState};
use crate::domain::attendance::there;
use crate::domain::decision::{self, Decision};
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, OrganisationField};
use crate::domain::person;
use crate::domain::record::Record;
use crate::domain::review::{self, Review, State};
use crate::domain::value::Instant;
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, open};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::form::{Form, Purpose};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::review::minutes::{recipients, waits_for};
use crate::workflow::review::operations::{
    self, ADJOURN, ADMIT, AGENDA, APPROVE, ATTEND, CALL, CANCEL, CAST, CIRCULATE, CONCLUDE, CORRECT, DECIDE, INVITE,
    LEAVE, MINUTES, OPEN, POSTPONE, RESPELL, RESULTS, SIGN, WORD_ANEW,
};
use crate::workflow::review::{Proceedings, agenda, room};

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
        State::Called | State::Circulated if proceedings.packs.is_empty() => {
            &[(&CIRCULATE, circulates), (&OPEN, 0), (&INVITE, 0)]
        }
        State::Called | State::Circulated => &[(&OPEN, 0), (&CIRCULATE, circulates), (&INVITE, 0)],
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
            let help = "A folder beside this file: the minutes in every form, the pack, the signatures, and how it is all proven.";
            offer(chooser, "Write the sealed minutes out", help, ReviewAnswer::WriteOut);
            offer_way(chooser, &SIGN, 0, subject);
            return offer(chooser, "Plan the next review", PLAN, ReviewAnswer::Plan);
        }
        State::Cancelled => {
            offer(chooser, "Plan a review", PLAN, ReviewAnswer::Plan);
            chooser.offer("Tell those who were invited", "", begins(&INVITE, 0, subject));
            return chooser.explained(
                "An entry that takes the meeting out of calendars and a message to each are written beside this file.",
            );
        }
    };
    for (operation, way) in ways {
        offer_way(chooser, operation, *way, subject);
    }
}

/// The whole agenda, to look at one of its items.
pub fn whole_agenda(proceedings: &Proceedings, now: Option<Instant>) -> Chooser {
    let mut chooser = Chooser::new("Agenda: which item is looked at?").called("Agenda");
    for item in &proceedings.items {
        let state = AgendaItem(item).state();
        let stands = match state {
            Some(ItemState::Open) | None => String::new(),
            Some(ItemState::Current) => "in session".to_owned(),
            Some(state) => state.label().to_lowercase(),
        };
        let time = now.map_or(String::new(), |now| room::Time::of(item, now).words());
        let note = [stands, time].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
        chooser.offer(agenda::words(item), &note, answer(ReviewAnswer::Look(item.id)));
    }
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
        ReviewAnswer::Look(item) => {
            screen.look(item, desk)?;
            Ok(Effects::new())
        }
        ReviewAnswer::Show(shown) => Ok(documents::show(shown, proceedings, desk)),
        ReviewAnswer::EditReview => screen.edit_review(None, desk),
        ReviewAnswer::Addendum => create(&addendum::REGISTER, vec![proceedings.id()]),
        ReviewAnswer::WriteOut => documents::write_out(proceedings, desk),
        ReviewAnswer::Plan | ReviewAnswer::EditRules | ReviewAnswer::People => Ok(Effects::new()),
    }
}
