//! The roll: who comes, who is known not to come, who leaves.

use crate::domain::approval::Approval;
use crate::domain::attendance::{self, Attendance, AttendanceField, Capacity, How};
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::RecordId;
use crate::domain::minutes::Minutes;
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::value::{Instant, Value};
use crate::store::{Error, Outcome, Proposal};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Given, NEEDED_REASON, Operation, Said, Says, Scene, Way, Why};
use crate::workflow::review::Proceedings;
use crate::workflow::review::session::{self, Entry, Mandate};

use super::{SAID_AT, at, is_over, proceedings, state};

static PEOPLE: Field =
    Field::new("people", "Who", "The people whom it is about.", Kind::Links(Target::Register("person")));
static ALL_OF_THEM: Field = Field::new("all", "Everybody", "Everybody whom the review names.", Kind::YesNo);

/// Somebody comes, or is known not to come.
pub static ATTEND: Operation = Operation {
    title: "Attendance",
    help: "Records who is present, and shows who is there and whether that is a quorum",
    asks: &[
        Ask::words(&PEOPLE, "person", "Who; nobody shows the attendance").in_order(),
        Ask::flag(
            &ALL_OF_THEM,
            "all",
            "Every voting member, the chair and the secretary, where nothing of them is on record yet",
        ),
        Ask::worked_out(AttendanceField::Capacity.field())
            .flags(&[(Capacity::Guest.key(), "They are there without a vote")]),
        Ask::on_screen(AttendanceField::Person.field()).not_in_form(),
        Ask::named(AttendanceField::StandsFor.field(), "for", "The absent voting member for whom a delegate stands")
            .with(AttendanceField::Mandate.field())
            .not_in_form(),
        Ask::named(AttendanceField::Mandate.field(), "mandate", "The delegate's written mandate: its date and scope")
            .with(AttendanceField::StandsFor.field())
            .not_in_form(),
        Ask::no(AttendanceField::Votes.field(), "no-vote", "The mandate gives no vote")
            .with(AttendanceField::StandsFor.field()),
        Ask::flag(
            AttendanceField::Decides.field(),
            "decides",
            "The mandate lets the delegate decide for top management",
        )
        .with(AttendanceField::StandsFor.field()),
        Ask::worked_out(AttendanceField::How.field()).flags(&[
            (How::Remote.key(), "They join from elsewhere"),
            (How::Apologies.key(), "They sent apologies"),
            (How::Absent.key(), "They are absent without a word"),
        ]),
        SAID_AT,
    ],
    ways: &[
        Way::form(&["r"], "Attendance", "Who is there, who is not"),
        Way::form(&["+"], "Arrives", "Somebody comes").unless(meeting_is_over),
        Way::form(&[], "A delegate stands in", "For an absent voting member, by a written mandate.")
            .titled("A delegate stands in")
            .once("delegate")
            .only(&[
                AttendanceField::Person.field(),
                AttendanceField::StandsFor.field(),
                AttendanceField::Mandate.field(),
                AttendanceField::Votes.field(),
                AttendanceField::Decides.field(),
                AttendanceField::How.field(),
            ])
            .starting(|_| {
                Ok(vec![
                    (AttendanceField::Votes.field(), Some(Value::YesNo(true))),
                    (AttendanceField::Decides.field(), Some(Value::YesNo(false))),
                    (AttendanceField::How.field(), Some(Value::Choice(How::Room.key()))),
                ])
            }),
    ],
    why_not: is_over,
    propose: attending,
    says: |scene, outcome| {
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let unseated = proceedings.meeting.unseated().into_iter().map(|(_, why)| format!("Not present: {why}"));
        let says = Says::beside(standing(proceedings).into_iter().chain(unseated));
        Ok(match changed_row(scene, outcome)? {
            Some((name, true)) => says.brief(format!("{name} is here")),
            Some((name, false)) if proceedings.state().is_over() => says.brief(format!("{name} was there")),
            _ => says.brief("The attendance is recorded"),
        })
    },
    reads: true,
    ..Operation::new(&["attend"], &REGISTER, About::Record(&REGISTER))
};

/// The way in which somebody comes.
pub const ARRIVES: usize = 1;

/// The way in which a delegate stands in.
pub const DELEGATE: usize = 2;

fn attending(scene: &Scene, said: Said) -> Result<Proposal, Trouble> {
    let proceedings = scene.proceedings()?;
    let (stands_for, person) = (AttendanceField::StandsFor.field(), AttendanceField::Person.field());
    let mut who = said.links(&PEOPLE).to_vec();
    if said.has(person) {
        who.push(said.needed_link(person)?);
    }
    if said.yes(&ALL_OF_THEM) {
        let everybody = session::not_on_roll(proceedings);
        who.extend(everybody);
        let mut seen = Vec::new();
        who.retain(|one| {
            !seen.contains(one) && {
                seen.push(*one);
                true
            }
        });
    }
    let mandate = if said.has(stands_for) {
        let votes = AttendanceField::Votes.field();
        Some(Mandate {
            stands_for: said.needed_link(stands_for)?,
            words: said.words(AttendanceField::Mandate.field()).to_owned(),
            votes: !said.has(votes) || said.yes(votes),
            decides: said.yes(AttendanceField::Decides.field()),
        })
    } else {
        None
    };
    let how = said.choice(AttendanceField::How.field()).and_then(How::of_key).unwrap_or(How::Room);
    let guest = said.choice(AttendanceField::Capacity.field()) == Some(Capacity::Guest.key());
    let at = at(scene, &said);
    let entry = |person| Entry {
        person,
        how,
        capacity: match () {
            () if mandate.is_some() => Capacity::Delegate,
            () if guest => Capacity::Guest,
            () => session::capacity_of(proceedings, person),
        },
        at,
        mandate: mandate.clone(),
    };
    let entries: Vec<_> = who.into_iter().map(entry).collect();
    Ok(session::attend(proceedings, &entries, scene.ambient))
}

static FORGOTTEN: Field =
    Field::new("person", "Who", "The voting member who was forgotten at the call.", Kind::Person).required();

/// A voting member who was forgotten is admitted.
pub static ADMIT: Operation = Operation {
    title: "Admit a voting member",
    help: "Admits a voting member who was forgotten at the call, for a reason; the minutes tell it",
    more: "Admits a voting member who was forgotten at the call, for a reason, before anything is decided: the quorum is \
           counted of them, too. Whoever is there as a guest is there as a voting member from then on. The minutes tell who \
           was admitted, and why.",
    asks: &[
        Ask::word(&FORGOTTEN, "person", "The voting member who was forgotten"),
        Ask::option(&NEEDED_REASON).needed(),
    ],
    ways: &[Way::form(
        &[],
        "Admit a voting member",
        "Who was forgotten at the call votes, too: for a reason, which the minutes tell, before anything is decided.",
    )],
    why_not: |scene| {
        let state = state(scene)?;
        let is = || format!("The meeting is {}: who votes is named when it is called", state.label().to_lowercase());
        Ok(Why::when(!state.is_running(), is))
    },
    among: Some(|scene| {
        let proceedings = scene.proceedings()?;
        let (named, today) = (proceedings.review().members(), scene.now.today());
        let votes = |one: &&Record| Person(one).voting() == Some(true) && Person(one).has_seat_on(today);
        let people = proceedings.meeting.people.iter().filter(votes).map(|one| one.id);
        Ok(vec![(&FORGOTTEN, people.filter(|id| !named.contains(id)).collect())])
    }),
    propose: |scene, said| {
        let person = said.needed_link(&FORGOTTEN)?;
        Ok(session::admit(scene.proceedings()?, person, at(scene, &said), scene.ambient))
    },
    says: |scene, _| {
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let says = Says::beside([quorum(proceedings)]);
        Ok(says.then(&ATTEND, proceedings.meeting.review.clone(), "says who is here"))
    },
    ..Operation::new(&["admit"], &REGISTER, About::Record(&REGISTER))
};

/// What is said where somebody is told to come, or to leave.
pub fn of_people(people: &[RecordId]) -> Vec<Given> {
    vec![(&PEOPLE, Some(Value::Links(people.to_vec())))]
}

/// Somebody leaves.
pub static LEAVE: Operation = Operation {
    title: "Leaves",
    help: "Records who leaves",
    asks: &[
        Ask::words(&PEOPLE, "person", "Who").needed().in_order(),
        Ask::named(AttendanceField::StandsFor.field(), "for", "Ends the mandate for this member, and nothing else")
            .not_in_form(),
        SAID_AT,
    ],
    ways: &[Way::form(&["-"], "Leaves", "Somebody leaves").unless(meeting_is_over)],
    why_not: is_over,
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let mut all = Proposal::default();
        let mandate_of = said.link(AttendanceField::StandsFor.field());
        for person in said.links(&PEOPLE) {
            if let Some(at) = said.moment(SAID_AT.field) {
                came_before(scene, proceedings, *person, at)?;
            }
            all.acts.extend(session::leave(proceedings, *person, mandate_of, at(scene, &said))?.acts);
        }
        Ok(all)
    },
    says: |scene, outcome| {
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let says = Says::beside(standing(proceedings));
        Ok(match changed_row(scene, outcome)? {
            Some((name, _)) => says.brief(format!("{name} has left")),
            None => says,
        })
    },
    ..Operation::new(&["leave"], &REGISTER, About::Record(&REGISTER))
};

/// Refuses that somebody left before they came.
fn came_before(scene: &Scene, proceedings: &Proceedings, person: RecordId, left: Instant) -> Result<(), Trouble> {
    let row = attendance::there(&proceedings.meeting.roll).find(|row| row.person() == Some(person));
    let Some(came) = row.and_then(Attendance::arrived_at).filter(|came| left < *came) else { return Ok(()) };
    let hour = came.with_timezone(&scene.now.zone).format("%-d %B %Y %H:%M");
    let who = proceedings.person(Some(person));
    Err(Why::of(SAID_AT.field, format!("{who} came on {hour}, and left after that: say when")).into())
}

/// Why nobody comes or leaves any more; the roll itself can still be put right.
fn meeting_is_over(scene: &Scene) -> Result<Option<Why>, Trouble> {
    Ok(state(scene)?.is_over().then(|| Why::until("The meeting is over", &ATTEND, "corrects the attendance")))
}

/// What comes of a change of the roll: whether there is a quorum, or, once the meeting is over, what it means for its minutes.
fn standing(proceedings: &Proceedings) -> Option<String> {
    if proceedings.state().is_over() { afterwards(proceedings) } else { Some(quorum(proceedings)) }
}

/// What it means for the minutes that the roll was put right once the meeting was over.
fn afterwards(proceedings: &Proceedings) -> Option<String> {
    let last = proceedings.last_minutes()?;
    let version = Minutes(last).version().unwrap_or_default();
    let given = proceedings.approvals.iter().map(Approval).filter(|one| one.minutes() == Some(last.id));
    let given: Vec<_> = given.filter_map(Approval::role).map(|role| role.label().to_lowercase()).collect();
    Some(match given.is_empty() {
        true => format!("Version {version} of the minutes does not say so: circulate a corrected version"),
        false => format!(
            "Version {version} of the minutes does not say so: circulate a corrected version; the approval of {version} by \
             the {} does not count for it, and is given anew",
            given.join(" and the ")
        ),
    })
}

/// Whether there is a quorum, in words.
pub fn quorum(proceedings: &Proceedings) -> String {
    let standing = proceedings.quorum(None);
    let met = if standing.met { "Quorum" } else { "No quorum" };
    format!("{met}: {}", standing.words)
}

/// The person of the one row of the roll that changed, and whether they are there.
fn changed_row(scene: &Scene, outcome: &Outcome) -> Result<Option<(String, bool)>, Error> {
    let mut rows = outcome.changed.iter().filter(|one| *one.register == attendance::REGISTER);
    let (Some(row), None) = (rows.next(), rows.next()) else { return Ok(None) };
    let Some(row) = scene.view.record(row.id)? else { return Ok(None) };
    let row = Attendance(&row);
    let person = row.person().map(|person| scene.view.record(person)).transpose()?.flatten();
    Ok(person.map(|person| (person.title().to_owned(), row.is_there())))
}
