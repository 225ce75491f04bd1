//! The meeting itself: sittings, the roll, and the agenda item by item.

use crate::domain::agenda_item::{AgendaItem, AgendaItemField, AgendaItemMove, State, seconds_used};
use crate::domain::attendance::{self, Attendance, AttendanceField, Capacity, How, there};
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::interest::{self, Consequence, Interest, InterestField};
use crate::domain::record::Record;
use crate::domain::review::words::ReviewMove;
use crate::domain::review::{self, ReviewField};
use crate::domain::transaction::FieldChange;
use crate::domain::value::{Instant, Value};
use crate::store::{Act, Ambient, Proposal};
use crate::workflow::Trouble;

use super::Proceedings;

/// Opens the meeting, or another sitting of it, and pins the version of the pack that was circulated last. With it goes
/// how its day was agreed, and who stands in for whom.
pub fn open(proceedings: &Proceedings, at: Instant, said: Vec<(&'static Field, Value)>) -> Proposal {
    let review = proceedings.review();
    let mut given: Vec<(&'static Field, Option<Value>)> = vec![
        (ReviewField::OpenedAt.field(), Some(Value::Instant(at))),
        (ReviewField::Sittings.field(), Some(Value::Number(review.sittings().unwrap_or(0) + 1))),
    ];
    given.extend(said.into_iter().map(|(field, value)| (field, Some(value))));
    if let (None, Some(pack)) = (review.pack(), proceedings.circulated_pack()) {
        given.push((ReviewField::Pack.field(), Some(Value::Link(pack.id))));
    }
    Proposal::of([Act::Move { record: proceedings.id(), name: ReviewMove::Open.into(), based_on: None, given }])
}

/// Ends the sitting, whatever is left: the item that is being considered stays open, and who is there leaves with it.
pub fn adjourn(proceedings: &Proceedings, at: Instant) -> Proposal {
    let mut acts = end_of_sitting(proceedings, at);
    if let Some(item) = proceedings.current() {
        acts.insert(0, step(item, AgendaItemMove::Leave, at));
    }
    let given = vec![(ReviewField::AdjournedAt.field(), Some(Value::Instant(at)))];
    acts.push(Act::Move { record: proceedings.id(), name: ReviewMove::Adjourn.into(), based_on: None, given });
    Proposal::of(acts)
}

/// A moment, or the beginning of the sitting where the clock was put back since.
pub fn not_before(proceedings: &Proceedings, at: Instant) -> Instant {
    proceedings.review().opened_at().map_or(at, |opened| opened.max(at))
}

/// What the end of a sitting means for the roll.
pub(super) fn end_of_sitting(proceedings: &Proceedings, at: Instant) -> Vec<Act> {
    there(&proceedings.meeting.roll).map(|row| left(row.0, at)).collect()
}

fn left(row: &Record, at: Instant) -> Act {
    edit(row, AttendanceField::LeftAt.field(), Some(Value::Instant(at.max(Attendance(row).arrived_at().unwrap_or(at)))))
}

fn edit(record: &Record, field: &'static Field, after: Option<Value>) -> Act {
    edits(record, [(field, after)])
}

fn edits(record: &Record, fields: impl IntoIterator<Item = (&'static Field, Option<Value>)>) -> Act {
    let change =
        |(field, after): (&'static Field, _)| FieldChange { field, before: record.get(field.name).cloned(), after };
    Act::Edit { record: record.id, based_on: record.revision, fields: fields.into_iter().map(change).collect() }
}

/// Somebody who is down as there is so otherwise, or did not come.
fn put_right(row: &Record, how: How, came: bool) -> Act {
    let how = (AttendanceField::How.field(), Some(Value::Choice(how.key())));
    let never =
        [AttendanceField::ArrivedAt, AttendanceField::LeftAt, AttendanceField::Late].map(|one| (one.field(), None));
    let never = never.into_iter().filter(|(field, _)| !came && row.get(field.name).is_some());
    edits(row, [how].into_iter().chain(never))
}

/// Somebody as the roll is to have them.
#[derive(Debug, Clone)]
pub struct Entry {
    pub person: RecordId,
    pub how: How,
    pub capacity: Capacity,
    pub at: Instant,
    /// The delegate's part: for whom, by which mandate, whether it lets them vote and decide.
    pub mandate: Option<Mandate>,
}

/// The mandate of a delegate.
#[derive(Debug, Clone)]
pub struct Mandate {
    pub stands_for: RecordId,
    /// Its date and its scope.
    pub words: String,
    pub votes: bool,
    pub decides: bool,
}

/// Puts people on the roll. Whoever is there already stays so, or their line is put right where they join otherwise or are not
/// there at all; whoever was recorded as not there and comes after all gets a line of their own.
pub fn attend(proceedings: &Proceedings, entries: &[Entry], ambient: &Ambient) -> Proposal {
    let late_after = proceedings.review().opened_at();
    let running = proceedings.state() == review::State::InSession;
    let mut acts = Vec::new();
    for entry in entries {
        let rows = || proceedings.meeting.roll.iter().map(Attendance).filter(|row| row.person() == Some(entry.person));
        let came = matches!(entry.how, How::Room | How::Remote);
        // A mandate is a line of its own, beside that of whoever holds it.
        let stands_for = entry.mandate.as_ref().map(|mandate| mandate.stands_for);
        let is_so = |row: Attendance| row.is_there() && (stands_for.is_none() || row.represents() == stands_for);
        let there = rows().find(|row| is_so(*row));
        let same = there.map_or_else(
            || !came && rows().any(|row| row.how() == Some(entry.how)),
            |row| row.how() == Some(entry.how),
        );
        if same {
            continue;
        }
        if let Some(row) = there {
            acts.push(put_right(row.0, entry.how, came));
            continue;
        }
        // The chair waits for nobody longer than this.
        let grace = chrono::TimeDelta::minutes(1);
        // Who left in this sitting and comes back was here.
        let returns = rows().any(|row| row.left_at().zip(late_after).is_some_and(|(left, opened)| left >= opened));
        let late = running && came && !returns && late_after.is_some_and(|opened| entry.at > opened + grace);
        let mut fields = vec![
            (AttendanceField::Review.field(), Value::Link(proceedings.id())),
            (AttendanceField::Person.field(), Value::Link(entry.person)),
            (AttendanceField::How.field(), Value::Choice(entry.how.key())),
            (AttendanceField::Capacity.field(), Value::Choice(entry.capacity.key())),
        ];
        if came {
            fields.push((AttendanceField::ArrivedAt.field(), Value::Instant(entry.at)));
            // Whoever is put down once the meeting is over was there until its end.
            let ended = proceedings.review().concluded_at().filter(|end| entry.at <= *end);
            fields.extend(ended.map(|end| (AttendanceField::LeftAt.field(), Value::Instant(end))));
        }
        if late {
            fields.push((AttendanceField::Late.field(), Value::YesNo(true)));
        }
        if let Some(mandate) = &entry.mandate {
            fields.push((AttendanceField::StandsFor.field(), Value::Link(mandate.stands_for)));
            fields.push((AttendanceField::Mandate.field(), Value::Text(mandate.words.clone())));
            fields.push((AttendanceField::Votes.field(), Value::YesNo(mandate.votes)));
            fields.push((AttendanceField::Decides.field(), Value::YesNo(mandate.decides)));
        }
        acts.push(Act::Create { id: ambient.identity(), register: &attendance::REGISTER, fields });
    }
    Proposal::of(acts)
}

/// Admits a voting member who was forgotten. Whoever is there as a guest is there as a voting member from then on.
pub fn admit(proceedings: &Proceedings, person: RecordId, at: Instant, ambient: &Ambient) -> Proposal {
    let review = proceedings.review();
    let with = |there: &[RecordId]| {
        let mut all: Vec<RecordId> = there.iter().copied().chain([person]).collect();
        all.sort_unstable();
        all.dedup();
        Some(Value::Links(all))
    };
    let given = vec![
        (ReviewField::Members.field(), with(review.members())),
        (ReviewField::Admitted.field(), with(review.admitted())),
    ];
    let mut acts = vec![Act::Move { record: proceedings.id(), name: ReviewMove::Admit.into(), based_on: None, given }];
    let here = there(&proceedings.meeting.roll).find(|row| row.person() == Some(person) && !row.has_vote());
    if let Some((row, how)) = here.and_then(|row| Some((row, row.how()?))) {
        acts.push(left(row.0, at));
        let mut others = proceedings.clone();
        others.meeting.roll.retain(|one| one.id != row.0.id);
        let entry = Entry { person, how, capacity: Capacity::Member, at, mandate: None };
        acts.extend(attend(&others, &[entry], ambient).acts);
    }
    Proposal::of(acts)
}

/// The voting members, the chair and the secretary of whom nothing is on record yet, neither that they are there nor that
/// they are not.
pub fn not_on_roll(proceedings: &Proceedings) -> Vec<RecordId> {
    let review = proceedings.review();
    let rows = || proceedings.meeting.roll.iter().map(Attendance);
    let is_on = |id: &RecordId| {
        rows().any(|row| row.is_there() && (row.person() == Some(*id) || row.represents() == Some(*id)))
            || rows().any(|row| row.person() == Some(*id) && !row.attended())
    };
    let leads = [review.chair(), review.secretary()].into_iter().flatten();
    let mut all: Vec<RecordId> = Vec::new();
    for id in proceedings.meeting.members().into_iter().chain(leads) {
        if !is_on(&id) && !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// Takes somebody off the roll who leaves, and every mandate that they hold; the mandate for one member alone, where that
/// is named.
///
/// # Errors
/// [`Trouble::Input`] where the person is not there, or stands for nobody of that name.
pub fn leave(
    proceedings: &Proceedings,
    person: RecordId,
    mandate_of: Option<RecordId>,
    at: Instant,
) -> Result<Proposal, Trouble> {
    let rows = there(&proceedings.meeting.roll).filter(|row| row.person() == Some(person));
    let rows = rows.filter(|row| mandate_of.is_none() || row.represents() == mandate_of);
    let acts: Vec<_> = rows.map(|row| left(row.0, at)).collect();
    if acts.is_empty() {
        let name = proceedings.person(Some(person));
        return Err(Trouble::Input(match mandate_of {
            Some(member) => format!("{name} does not stand for {}", proceedings.person(Some(member))),
            None => format!("{name} is not recorded as present"),
        }));
    }
    Ok(Proposal::of(acts))
}

/// As what a person comes to a review.
pub fn capacity_of(proceedings: &Proceedings, person: RecordId) -> Capacity {
    if proceedings.meeting.members().contains(&person) { Capacity::Member } else { Capacity::Guest }
}

/// A move of an agenda item; with one that ends its consideration go the seconds that were spent on it.
fn step(item: &Record, step: AgendaItemMove, at: Instant) -> Act {
    let view = AgendaItem(item);
    let given = match (step, view.state()) {
        (AgendaItemMove::Begin, _) => {
            vec![(AgendaItemField::BegunAt.field(), Some(Value::Instant(at)))]
        }
        (_, Some(State::Current)) => {
            vec![(AgendaItemField::UsedSeconds.field(), Some(Value::Number(seconds_used(view, at))))]
        }
        _ => Vec::new(),
    };
    Act::Move { record: item.id, name: step.into(), based_on: None, given }
}

/// Who is recused at an item and leaves the room for it.
fn leaving_for(proceedings: &Proceedings, item: RecordId) -> Vec<RecordId> {
    let concerns = |interest: &Interest| interest.item().is_none_or(|one| one == item);
    let leaves = |interest: &Interest| interest.stands() && interest.consequence() == Some(Consequence::Leaves);
    let interests = proceedings.meeting.interests.iter().map(Interest);
    interests.filter(concerns).filter(leaves).filter_map(Interest::person).collect()
}

/// Declares an interest. Who is to leave the room for what is being considered is taken off the roll at once.
pub fn declare(
    proceedings: &Proceedings,
    fields: Vec<(&'static Field, Value)>,
    at: Instant,
    ambient: &Ambient,
) -> Proposal {
    let link = |field: InterestField| {
        fields.iter().find(|(one, _)| *one == field.field()).and_then(|(_, value)| match value {
            Value::Link(id) => Some(*id),
            _ => None,
        })
    };
    let leaves = fields.contains(&(InterestField::Consequence.field(), Value::Choice(Consequence::Leaves.key())));
    let (person, item) = (link(InterestField::Person), link(InterestField::Item));
    let now = proceedings.current().filter(|current| leaves && item.is_none_or(|item| item == current.id));
    let rows = there(&proceedings.meeting.roll).filter(|row| now.is_some() && row.person() == person);
    let mut all = fields;
    all.push((InterestField::Review.field(), Value::Link(proceedings.id())));
    let mut acts = vec![Act::Create { id: ambient.identity(), register: &interest::REGISTER, fields: all }];
    acts.extend(rows.map(|row| left(row.0, at)));
    Proposal::of(acts)
}

/// Comes to an item. The one that was being considered stays open, with the time spent on it. Who is to leave the room
/// for it is taken off the roll.
pub fn go_to(proceedings: &Proceedings, item: &Record, at: Instant) -> Proposal {
    let mut acts = Vec::new();
    if let Some(current) = proceedings.current() {
        if current.id == item.id {
            return Proposal::of(acts);
        }
        acts.push(step(current, AgendaItemMove::Leave, at));
    }
    acts.extend(begin(proceedings, item, at));
    Proposal::of(acts)
}

/// Takes an item up, where no other is being considered any more.
pub fn begin(proceedings: &Proceedings, item: &Record, at: Instant) -> Vec<Act> {
    let leaving = leaving_for(proceedings, item.id);
    let rows = there(&proceedings.meeting.roll).filter(|row| row.person().is_some_and(|one| leaving.contains(&one)));
    let mut acts: Vec<Act> = rows.map(|row| left(row.0, at)).collect();
    acts.push(step(item, AgendaItemMove::Begin, at));
    // How it had ended is no longer so; the history keeps it.
    let said = AgendaItem(item).state().is_some_and(State::is_ended) && !AgendaItem(item).outcome().is_empty();
    acts.extend(said.then(|| edit(item, AgendaItemField::Outcome.field(), None)));
    acts
}

/// Leaves an item open that was being considered.
pub(super) fn left_open(item: &Record, at: Instant) -> Option<Act> {
    (AgendaItem(item).state() == Some(State::Current)).then(|| step(item, AgendaItemMove::Leave, at))
}

crate::choices! {
    /// How an item ends.
    End {
        Discussed = "discussed", "Discussed";
        Noted = "noted", "Noted";
        Deferred = "deferred", "Deferred";
    }
}

impl End {
    /// The move that it is.
    pub fn step(self) -> AgendaItemMove {
        match self {
            Self::Discussed => AgendaItemMove::Discuss,
            Self::Noted => AgendaItemMove::Note,
            Self::Deferred => AgendaItemMove::Defer,
        }
    }
}

/// Ends an item, with what was said of it.
pub fn end(item: &Record, how: End, words: Option<&str>, at: Instant) -> Proposal {
    let mut acts = Vec::new();
    if let Some(words) = words.map(str::trim).filter(|words| !words.is_empty()) {
        acts.push(edit(item, AgendaItemField::Outcome.field(), Some(Value::Text(words.to_owned()))));
    }
    acts.push(step(item, how.step(), at));
    Proposal::of(acts)
}

/// The next item that is open, or the one before the one that is being considered; the first that is open where none is.
pub fn neighbour(proceedings: &Proceedings, back: bool) -> Option<&Record> {
    let items = &proceedings.items;
    let Some(at) = proceedings.current().and_then(|current| items.iter().position(|item| item.id == current.id)) else {
        let open = |item: &&Record| AgendaItem(item).state().is_some_and(|state| !state.is_ended());
        return items.iter().find(open).filter(|_| !back);
    };
    let open = |item: &&Record| AgendaItem(item).state().is_some_and(|state| !state.is_ended());
    // What has ended is taken up again by its name, and not in passing.
    if back { at.checked_sub(1).and_then(|at| items.get(at)) } else { items.iter().skip(at + 1).find(open) }
}

/// The item to which the meeting goes on once the one in session ends: the next that is open, and before the end what was
/// passed over.
pub fn following(proceedings: &Proceedings) -> Option<&Record> {
    let current = proceedings.current()?;
    let ends = |item: &&Record| AgendaItem(item).ends_with_the_meeting();
    let open = |item: &&Record| item.id != current.id && !AgendaItem(item).state().is_some_and(State::is_ended);
    let at = proceedings.items.iter().position(|item| item.id == current.id)?;
    let after = proceedings.items.iter().skip(at + 1).filter(open).find(|item| !ends(item));
    let before = || proceedings.items.iter().filter(open).find(|item| !ends(item));
    after.or_else(before).or_else(|| proceedings.items.iter().find(open))
}
