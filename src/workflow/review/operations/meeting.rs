//! The meeting itself: it is opened and adjourned, people come and leave, the agenda is walked.

use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField};
use crate::domain::attendance::{self, Attendance, AttendanceField, Capacity, How};
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::RecordId;
use crate::domain::review::{self, REGISTER, ReviewField};
use crate::domain::value::{Instant, Value};
use crate::store::{Act, Error, Outcome, Proposal};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Part, PartAt, Said, Says, Scene, Telling, Way, Why};
use crate::workflow::review::session::{self, End, Entry, Mandate};
use crate::workflow::review::{Proceedings, agenda};

use super::{AGENDA, CONCLUDE, ITEM as UNDER, SAID_AT, at, in_session, is_over, not_before, proceedings, state};

/// A sitting begins.
pub static OPEN: Operation = Operation {
    title: "Open the meeting: how was its day agreed?",
    help: "Opens the meeting, or another sitting of it",
    more: "Opens the meeting, or another sitting of it. The version of the pack that was circulated last is the one\n\
           the meeting works on. The roll is called anew at each sitting.",
    asks: &[
        SAID_AT,
        Ask::option(ReviewField::NoticeAgreed.field()),
        Ask::option(ReviewField::ActingChair.field()),
        Ask::option(ReviewField::ActingSecretary.field()),
    ],
    ways: &[
        Way::offered(
            "Open the meeting",
            "A sitting begins; the pack that was circulated last is the one it works on. The roll is called next.",
        )
        .form_if(asks_how),
        Way::offered("Open another sitting", "The roll is called anew; the agenda is where it was.").form_if(asks_how),
    ],
    propose: |scene, said| {
        let at = at(scene, &said);
        Ok(session::open(scene.proceedings()?, at, said.without(&[SAID_AT.field])))
    },
    says: |scene, _| Ok(told(scene, "is in session")),
    ..Operation::new(&["open"], &REGISTER, About::Record(&REGISTER))
};

/// The way of opening another sitting.
pub const ANOTHER: usize = 1;

/// Whether the meeting opens otherwise than everybody was told, so that it is asked how that was agreed.
fn asks_how(scene: &Scene) -> Result<bool, Trouble> {
    let opening = session::open(scene.proceedings()?, scene.now.now, Vec::new());
    let [Act::Move { name, given, .. }] = opening.acts.as_slice() else { return Ok(false) };
    let Some(step) = review::MACHINE.find(name) else { return Ok(false) };
    let actor = scene.author().ok().map(|author| author.person);
    let against = scene.view.against(scene.record()?, step, given, actor)?;
    let asked = ReviewField::NoticeAgreed.name();
    Ok(against
        .iter()
        .flat_map(|broken| &broken.missing)
        .any(|missing| missing.field.is_some_and(|field| asked == field)))
}

/// A sitting ends.
pub static ADJOURN: Operation = Operation {
    title: "Adjourn",
    help: "Ends the sitting, whatever is left; open begins another one",
    asks: &[SAID_AT],
    ways: &[Way::offered("Adjourn", "The sitting ends, whatever is left; the review goes on at another one.")],
    propose: |scene, said| Ok(session::adjourn(scene.proceedings()?, not_before(scene, &said)?)),
    says: |scene, _| Ok(told(scene, "is adjourned")),
    ..Operation::new(&["adjourn"], &REGISTER, About::Record(&REGISTER))
};

fn told(scene: &Scene, what: &str) -> Says {
    let says = Says::default();
    match scene.any_record() {
        Some(review) => says.brief(format!("{} {what}", review.reference())),
        None => says,
    }
}

static PEOPLE: Field =
    Field::new("people", "Who", "The people whom it is about.", Kind::Links(Target::Register("person")));
static ALL_OF_THEM: Field = Field::new("all", "Everybody", "Everybody whom the review names.", Kind::YesNo);

/// Somebody comes, or is known not to come.
pub static ATTEND: Operation = Operation {
    title: "Roll call",
    help: "Puts people on the roll, and shows who is there and whether that is a quorum",
    asks: &[
        Ask::words(&PEOPLE, "person", "Who; nobody shows the roll").in_order(),
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
        Way::form(&["r"], "Roll call", "Who is there, who is not"),
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
        let unseated = proceedings.meeting.unseated().into_iter().map(|(_, why)| format!("Not on the roll: {why}"));
        let says = Says::beside(std::iter::once(quorum(proceedings)).chain(unseated));
        Ok(match changed_row(scene, outcome)? {
            Some((name, true)) => says.brief(format!("{name} is here")),
            _ => says.brief("The roll is recorded"),
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

/// What is said where somebody is told to come, or to leave.
pub fn of_people(people: &[RecordId]) -> Vec<(&'static Field, Option<Value>)> {
    vec![(&PEOPLE, Some(Value::Links(people.to_vec())))]
}

/// Somebody leaves.
pub static LEAVE: Operation = Operation {
    title: "Leaves",
    help: "Takes people off the roll who leave",
    asks: &[Ask::words(&PEOPLE, "person", "Who").needed().in_order(), SAID_AT],
    ways: &[Way::form(&["-"], "Leaves", "Somebody leaves").unless(meeting_is_over)],
    why_not: is_over,
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let mut all = Proposal::default();
        for person in said.links(&PEOPLE) {
            if let Some(at) = said.moment(SAID_AT.field) {
                came_before(scene, proceedings, *person, at)?;
            }
            all.acts.extend(session::leave(proceedings, *person, at(scene, &said))?.acts);
        }
        Ok(all)
    },
    says: |scene, outcome| {
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let says = Says::beside([quorum(proceedings)]);
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
    Ok(state(scene)?.is_over().then(|| Why::until("The meeting is over", &ATTEND, "corrects the roll")))
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

crate::choices! {
    /// Where the agenda is walked.
    Turn {
        Next = "next", "On";
        Back = "back", "Back";
    }
}

static TURN: Field =
    Field::new("turn", "Where to", "To the next item, or to the one before.", Kind::Choice(Turn::CHOICES));
static ENDS: Field = Field::new("ends", "How it ends", "How the item ends.", Kind::Choice(End::CHOICES));

static TAKEN_UP: Part = Part {
    at: PartAt::MaybeWord,
    help: "A letter, a place, a number, next or back [default: the one being considered]",
    find: |scene, name| match Turn::of_key(name) {
        Some(Turn::Back) if scene.proceedings()?.current().is_none() => Err(none_named()),
        Some(turn) => turned(scene.proceedings()?, turn).cloned(),
        None => (UNDER.find)(scene, name),
    },
    ..UNDER
};

/// The item to which the agenda is walked.
fn turned(proceedings: &Proceedings, turn: Turn) -> Result<&crate::domain::record::Record, Trouble> {
    let back = turn == Turn::Back;
    session::neighbour(proceedings, back).ok_or_else(|| {
        Trouble::from(match (back, proceedings.current()) {
            (true, None) => nothing_considered(),
            (true, Some(_)) => Why::is("This is the first item"),
            (false, _) => Why::until("This is the last item", &CONCLUDE, "concludes the review"),
        })
    })
}

fn nothing_considered() -> Why {
    Why::until("No item is being considered", &ITEM, "goes to the first")
}

fn none_named() -> Trouble {
    Why::until("No item is named, and none is being considered", &AGENDA, "shows what there is").into()
}

/// An item is taken up, or ends.
pub static ITEM: Operation = Operation {
    title: "Agenda item",
    help: "Comes to an agenda item, or ends the one that is being considered",
    asks: &[
        Ask::worked_out(&TURN),
        Ask::telling(
            &ENDS,
            AgendaItemField::Outcome.field(),
            &[
                Telling {
                    choice: End::Discussed.key(),
                    help: "It was discussed; what came of it may be said",
                    wordless: true,
                },
                Telling {
                    choice: End::Noted.key(),
                    help: "There was nothing to decide: say so in words",
                    wordless: false,
                },
                Telling { choice: End::Deferred.key(), help: "It is put off: say why", wordless: false },
            ],
        ),
        Ask::on_screen(AgendaItemField::Outcome.field()),
        SAID_AT,
    ],
    ways: &[
        Way::at_once(&["]"], "Next", "Go on to the next item of the agenda; how this one ends is asked first")
            .saying(&[(&TURN, Turn::Next.key())]),
        Way::at_once(&["["], "Back an item", "Go back to the item before this one")
            .saying(&[(&TURN, Turn::Back.key())]),
        Way::at_once(&["f"], "Finish", "End the item: discussed, noted, deferred")
            .unless(|scene| Ok(scene.proceedings()?.current().is_none().then(nothing_considered))),
        Way::offered("Discussed", "What came of it stands in its notes and decisions.")
            .titled("Discussed")
            .once("discussed")
            .saying(&[(&ENDS, End::Discussed.key())]),
        Way::offered("Discussed", "What came of it stands in its notes and decisions.")
            .saying(&[(&ENDS, End::Discussed.key()), (&TURN, Turn::Next.key())]),
        Way::form(&[], "Noted", "There was nothing to decide; that is said in words.")
            .titled("Noted: say that there is nothing to decide")
            .once("noted")
            .saying(&[(&ENDS, End::Noted.key())]),
        Way::form(
            &[],
            "Deferred",
            "It is put off, for a reason. An input of the standard that is deferred keeps the review open.",
        )
        .titled("Deferred: say why")
        .once("deferred")
        .saying(&[(&ENDS, End::Deferred.key())]),
        Way::offered("Leave it open", "The meeting goes on and comes back to it.").saying(&[(&TURN, Turn::Next.key())]),
        Way::offered("Take it up", "The meeting comes to the item."),
    ],
    why_not: in_session,
    starts: |scene| {
        let said = scene.any_part().map(|item| AgendaItem(item).outcome().to_owned());
        let said = said.filter(|said| !said.is_empty()).map(Value::Text);
        Ok(vec![(AgendaItemField::Outcome.field(), said)])
    },
    propose: walking,
    says: |scene, outcome| {
        let changed = |id| outcome.changed.iter().any(|one| one.id == id);
        let Some(proceedings) = proceedings(scene)? else { return Ok(Says::default()) };
        let mut items = proceedings.items.iter().filter(|item| changed(item.id));
        let ended = items.find_map(|item| AgendaItem(item).state().filter(|state| state.is_ended()));
        let now = proceedings.current().filter(|item| changed(item.id)).map(agenda::words);
        let ended = ended.map(agenda_item::State::label);
        let brief = match (ended, now) {
            (Some(ended), Some(now)) => format!("{ended}; now {now}"),
            (Some(ended), None) => ended.to_owned(),
            (None, Some(now)) => now,
            (None, None) => return Ok(Says::default()),
        };
        Ok(Says::default().brief(brief))
    },
    ..Operation::new(&["item"], &REGISTER, About::Part(&REGISTER, &TAKEN_UP))
};

/// The ways of an item.
pub const NEXT: usize = 0;
pub const BACK: usize = 1;
pub const FINISH: usize = 2;
pub const DISCUSSED: usize = 3;
pub const DISCUSSED_AND_ON: usize = 4;
pub const NOTED: usize = 5;
pub const DEFERRED: usize = 6;
pub const LEFT_OPEN: usize = 7;
pub const TAKE_UP: usize = 8;

fn walking(scene: &Scene, said: Said) -> Result<Proposal, Trouble> {
    let proceedings = scene.proceedings()?;
    let at = at(scene, &said);
    let turn = said.choice(&TURN).and_then(Turn::of_key);
    let meant = || {
        let item = scene.any_part().and_then(|item| proceedings.item(item.id));
        item.ok_or_else(none_named)
    };
    let Some(how) = said.choice(&ENDS).and_then(End::of_key) else {
        let item = turn.map_or_else(meant, |turn| turned(proceedings, turn))?;
        return Ok(session::go_to(proceedings, item, at));
    };
    let item = meant()?;
    let is_current = proceedings.current().is_some_and(|current| current.id == item.id);
    // What is put off needs no discussion.
    if !is_current && how != End::Deferred {
        let what = format!("{} is not being considered", item.reference());
        return Err(Why::until(what, &ITEM, "comes to it").into());
    }
    let words = said.words(AgendaItemField::Outcome.field());
    let words = (words != AgendaItem(item).outcome()).then_some(words);
    let mut proposal = session::end(item, how, words, at);
    if turn == Some(Turn::Next) {
        let next = session::neighbour(proceedings, false);
        proposal.acts.extend(next.map(|next| session::begin(proceedings, next, at)).unwrap_or_default());
    }
    Ok(proposal)
}
