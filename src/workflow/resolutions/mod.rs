//! What is decided in writing, between meetings: who answered what, what that comes to, and which meeting's minutes tell of it.

mod operations;
mod sheet;
mod today;

use chrono::NaiveDate;

use crate::domain::field::Field;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::person;
use crate::domain::planned_change::{self, PlannedChangeField};
use crate::domain::record::{Came, Record};
use crate::domain::resolution::{self, Count, Resolution, ResolutionField, ResolutionMove};
use crate::domain::resolution_answer::{self, Reply, ResolutionAnswer, ResolutionAnswerField};
use crate::domain::review::Review;
use crate::domain::transaction::{FieldChange, Way, What};
use crate::domain::value::{Instant, Value};
use crate::store::list::{Filter, Query};
use crate::store::view::named;
use crate::store::{Act, Ambient, Error, Names, Proposal, View};
use crate::workflow::feature::Feature;
use crate::workflow::late_records;
use crate::workflow::remarks::Remark;
use crate::workflow::review::call;
use crate::workflow::said::{Recorded, shown};

pub use today::onward;

/// Written resolutions.
pub static FEATURE: Feature =
    Feature { operations: operations::ALL, readings: &[&sheet::ANSWERS], today: today::SOURCES, ..Feature::PLAIN };

/// A written resolution with its answers.
#[derive(Debug, Clone)]
pub struct Told {
    pub record: Record,
    pub answers: Vec<Answered>,
    /// Those who are entitled and did not answer.
    pub silent: Vec<RecordId>,
    /// What the answers come to.
    pub count: Count,
    /// Why it was withdrawn, where it was.
    pub because: String,
    /// That it was recorded long after it was sent, in words; nothing where it was not.
    pub late: String,
    /// Who drew it up, sent it, and counted or withdrew it.
    pub hands: String,
    /// How many seats the committee had that were not asked; none where everybody was.
    pub not_asked: Option<(usize, usize)>,
}

/// What one of those who are entitled said.
#[derive(Debug, Clone)]
pub struct Answered {
    pub record: Record,
    pub person: RecordId,
    pub on: Option<NaiveDate>,
    /// That it was recorded long after it was given, in words; nothing where it was not.
    pub late: String,
    /// How it was given, and whether anything of that is on file: `by message, not on file`.
    pub given: String,
    /// Who typed it, where it was not they themselves.
    pub typed_by: Option<String>,
    /// What stood before, each with who typed it: `For, typed by Rosa Lindt`.
    pub before: Vec<String>,
}

impl Told {
    /// A resolution with what is on record of it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View, record: Record) -> Result<Self, Error> {
        Self::worded(view, &Words::default(), record)
    }

    /// The same, told in the words of a house.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn worded(view: View, words: &Words, record: Record) -> Result<Self, Error> {
        let of = Filter::to(ResolutionAnswerField::Resolution.field(), record.id);
        let answers = view.page(&Query::those(&resolution_answer::REGISTER, [of]))?.records;
        let count = Count::of(Resolution(&record), &answers);
        let late = late_records::Each::of(view, answers.iter().chain([&record]))?;
        let said = |one: &Record| ResolutionAnswer(one).person();
        let members = Resolution(&record).members();
        let silent = members.iter().filter(|id| !answers.iter().any(|one| said(one) == Some(**id))).copied().collect();
        let answered = |one: Record| -> Result<Option<Answered>, Error> {
            let late = late.after(words, one.id, ResolutionAnswerField::AnsweredOn.field());
            let (Some(person), on) = (said(&one), ResolutionAnswer(&one).answered_on()) else { return Ok(None) };
            let typed = typed(view, &one)?;
            let now = typed.last().map(|(_, recorded)| recorded);
            let by = |recorded: &Recorded| {
                let own = recorded.at_terminal == Some(person);
                Ok::<_, Error>(if own { None } else { Some(recorded.told(view, words)?) })
            };
            let how = ResolutionAnswer(&one).how();
            let shown = |how| shown(view, &one, how, Some(person), now)?.words(view, how, words);
            let given = how.map(shown).transpose()?.unwrap_or_default();
            let typed_by = now.map(by).transpose()?.flatten();
            let mut before = Vec::new();
            for (reply, recorded) in typed.iter().rev().skip(1).rev() {
                let by = by(recorded)?.unwrap_or_else(|| words.themselves().to_owned());
                before.push(words.reply_typed(words.label(reply.label()), by));
            }
            let late = late.trim_start_matches(", ").to_owned();
            Ok(Some(Answered { person, on, late, given, typed_by, before, record: one }))
        };
        let because = because(view, &record)?;
        let sent = late.after(words, record.id, ResolutionField::SentOn.field());
        Ok(Self {
            answers: answers.into_iter().filter_map(|one| answered(one).transpose()).collect::<Result<_, _>>()?,
            silent,
            count,
            because,
            late: sent,
            hands: hands(view, words, &record)?,
            not_asked: not_asked(view, Resolution(&record))?,
            record,
        })
    }

    /// The resolution itself.
    pub fn resolution(&self) -> Resolution<'_> {
        Resolution(&self.record)
    }

    /// What the answers came to, or come to so far.
    pub fn words(&self) -> String {
        match self.resolution().count() {
            "" => self.count.words(),
            counted => counted.to_owned(),
        }
    }
}

impl Answered {
    /// Whether it is for the resolution.
    pub fn is_in_favour(&self) -> bool {
        ResolutionAnswer(&self.record).reply() == Some(Reply::For)
    }

    /// Whether somebody else typed it, whatever was put on file of it: they did not say so in their own account.
    pub fn is_only_typed(&self) -> bool {
        self.typed_by.is_some()
    }
}

/// Who did what of a resolution, each hand once: `drawn up and sent by Rosa Lindt; counted by Iris Falk`.
fn hands(view: View, words: &Words, record: &Record) -> Result<String, Error> {
    let mut done: Vec<(String, Vec<&str>)> = Vec::new();
    for version in view.versions(record.id)?.iter() {
        let what = match &version.by {
            Came::Create => words.drawn_up(),
            Came::Move(step) if ResolutionMove::Send.name() == step.as_str() => words.sent(),
            Came::Move(step) if ResolutionMove::Withdraw.name() == step.as_str() => words.taken_back(),
            Came::Move(_) => words.counted(),
            _ => continue,
        };
        let Some(entry) = view.entry(version.sequence)? else { continue };
        let by = Recorded::then(view, &entry.header)?.told(view, words)?;
        match done.last_mut() {
            Some((last, what_else)) if *last == by => what_else.push(what),
            _ => done.push((by, vec![what])),
        }
    }
    Ok(done.iter().map(|(by, what)| words.done_by(what.join(", "), by)).collect::<Vec<_>>().join("; "))
}

/// How many were asked and how many seats the committee had when it was sent, where those were more.
fn not_asked(view: View, resolution: Resolution) -> Result<Option<(usize, usize)>, Error> {
    let Some(sent) = resolution.sent_on() else { return Ok(None) };
    let people = view.page(&Query::new(&person::REGISTER))?.records;
    let (asked, seats) = (resolution.members().len(), person::seats(&people, sent));
    Ok((asked < seats).then_some((asked, seats)))
}

/// What an answer said, one time after the other, and who typed it.
fn typed(view: View, answer: &Record) -> Result<Vec<(Reply, Recorded)>, Error> {
    let mut typed: Vec<(Reply, Recorded)> = Vec::new();
    for version in view.versions(answer.id)?.iter() {
        let (Some(reply), Some(entry)) = (ResolutionAnswer(&version.record).reply(), view.entry(version.sequence)?)
        else {
            continue;
        };
        let recorded = Recorded::then(view, &entry.header)?;
        match typed.last_mut() {
            // What else was put right of it leaves who said it: the last to type it stands for it.
            Some((last, by)) if *last == reply => *by = recorded,
            _ => typed.push((reply, recorded)),
        }
    }
    Ok(typed)
}

/// What is known of a resolution that is being answered: what the answers come to so far, who gave them, and who is waited for.
///
/// # Errors
/// Where the file can't be read.
pub fn remarks(view: View, record: &Record) -> Result<Vec<Remark>, Error> {
    if Resolution::of(record).is_none_or(|one| one.state() != Some(resolution::State::Open)) {
        return Ok(Vec::new());
    }
    let told = Told::of(view, record.clone())?;
    let mut names = Names::default();
    view.learn(&mut names, told.answers.iter().map(|one| one.person).chain(told.silent.iter().copied()))?;
    let reply = |one: &Answered| ResolutionAnswer(&one.record).reply().map_or("", |reply| reply.label()).to_lowercase();
    let said = |one: &Answered| format!("{} ({})", names.title(one.person), reply(one));
    let answered: Vec<_> = told.answers.iter().map(said).collect();
    let silent: Vec<_> = told.silent.iter().map(|one| names.title(*one)).collect();
    let lines = [("So far", told.words()), ("Answered", answered.join(", ")), ("Waited for", silent.join(", "))];
    let lines = lines.into_iter().filter(|(_, text)| !text.is_empty());
    Ok(lines.map(|(label, text)| Remark { label, text, leads_to: None, pressing: false }).collect())
}

/// Records what somebody answers; where they answered before, that is what they say now.
///
/// # Errors
/// Where the file can't be read.
pub fn answered(
    view: View,
    resolution: &Record,
    fields: Vec<(&'static Field, Value)>,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let said = |field: &'static Field| fields.iter().find(|(one, _)| *one == field).map(|(_, value)| value.clone());
    let person = said(ResolutionAnswerField::Person.field());
    let told = Told::of(view, resolution.clone())?;
    let there = told.answers.iter().map(|one| &one.record);
    let mut there = there.filter(|one| one.get(ResolutionAnswerField::Person.name()) == person.as_ref());
    let Some(there) = there.next() else {
        let mut fields = fields;
        fields.push((ResolutionAnswerField::Resolution.field(), Value::Link(resolution.id)));
        return Ok(Proposal::of([Act::Create {
            id: ambient.identity(),
            register: &resolution_answer::REGISTER,
            fields,
        }]));
    };
    let change =
        |field: &'static Field| FieldChange { field, before: there.get(field.name).cloned(), after: said(field) };
    let others = ResolutionAnswerField::ALL.iter().filter(|one| **one != ResolutionAnswerField::Resolution);
    let fields = others.map(|one| change(one.field())).filter(|one| one.before != one.after).collect();
    Ok(Proposal::of([Act::Edit { record: there.id, based_on: there.revision, fields }]))
}

/// Counts the answers: it is carried, not carried, or lapses. What changes the management system itself is planned (6.3).
///
/// # Errors
/// Where the file can't be read.
pub fn settles(view: View, resolution: &Record, ambient: &Ambient) -> Result<Proposal, Error> {
    let told = Told::of(view, resolution.clone())?;
    let step = match told.count {
        count if count.is_reached() => ResolutionMove::Carry,
        count if count.is_beyond_reach() => ResolutionMove::Reject,
        _ => ResolutionMove::Lapse,
    };
    let mut acts = vec![Act::Move { record: resolution.id, name: step.into(), based_on: None, given: Vec::new() }];
    let opens = told.resolution().subject().is_some_and(|subject| subject.opens_change());
    if opens && step == ResolutionMove::Carry {
        let what = format!("{} ({})", resolution.title(), resolution.reference());
        let fields = vec![(PlannedChangeField::What.field(), Value::Text(what))];
        acts.push(Act::Create { id: ambient.identity(), register: &planned_change::REGISTER, fields });
    }
    Ok(Proposal::of(acts))
}

/// The reason of its last move, where one was given.
fn because(view: View, record: &Record) -> Result<String, Error> {
    if Resolution(record).state() != Some(resolution::State::Withdrawn) {
        return Ok(String::new());
    }
    let history = view.history(record.id)?;
    let moved = history.iter().rev().find(|(_, change)| matches!(&change.what, What::Update { way: Way::Move(_), .. }));
    let entry = moved.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten();
    Ok(entry.and_then(|entry| entry.header.reason).unwrap_or_default())
}

/// What was sent out and settled after one moment, and not after another; the first first.
///
/// # Errors
/// Where the file can't be read.
pub fn settled(view: View, after: Option<Instant>, until: Option<Instant>) -> Result<Vec<Record>, Error> {
    let sent = Filter::Filled(ResolutionField::SentOn.field());
    let mut records = view.page(&Query::those(&resolution::REGISTER, [sent]))?.records;
    let at = |record: &Record| Resolution(record).settled_at();
    let within = |at: Instant| after.is_none_or(|after| after < at) && until.is_none_or(|until| at <= until);
    records.retain(|record| at(record).is_some_and(within));
    records.sort_by_key(|record| (at(record), record.number));
    Ok(records)
}

/// What was sent out and was to be counted at a moment, or now, and was not: the answers say what it comes to, or its closing
/// day is over. Each in a sentence: `WR-2 Stop the score: 5 of 9 for it …; it has reached its basis, and nobody has counted it`.
///
/// # Errors
/// Where the file can't be read.
pub fn unsettled(view: View, words: &Words, until: Option<Instant>) -> Result<Vec<String>, Error> {
    let circumstances = view.circumstances()?;
    let on = until.map_or(circumstances.today(), |at| at.with_timezone(&circumstances.zone).date_naive());
    let sent = Filter::Filled(ResolutionField::SentOn.field());
    let mut told = Vec::new();
    for record in view.page(&Query::those(&resolution::REGISTER, [sent]))?.records {
        let one = Resolution(&record);
        let was_open = match one.settled_at() {
            Some(at) => until.is_some_and(|until| until < at),
            None => one.state() == Some(resolution::State::Open),
        };
        if !was_open || one.sent_on().is_none_or(|sent| sent > on) {
            continue;
        }
        let of = Filter::to(ResolutionAnswerField::Resolution.field(), record.id);
        let mut answers = view.page(&Query::those(&resolution_answer::REGISTER, [of]))?.records;
        answers.retain(|answer| ResolutionAnswer(answer).answered_on().is_none_or(|day| day <= on));
        let count = Count::of(one, &answers);
        if let Some(why) = today::to_count(count, one.closes_on(), on) {
            told.push(words.waits_to_be_counted(named(&record), words.kept(&count.words()), words.label(why)));
        }
    }
    Ok(told)
}

/// What the minutes of a meeting tell of: what was settled since the meeting before it was concluded, of whatever kind, and
/// until it was itself. So each is told once.
///
/// # Errors
/// Where the file can't be read.
pub fn told_in(view: View, words: &Words, meeting: &Record) -> Result<Vec<Told>, Error> {
    let until = Review(meeting).concluded_at();
    let ends = call::held(view, Some(meeting.id))?;
    let ends = ends.iter().filter_map(|one| Review(one).concluded_at());
    let after = ends.filter(|end| until.is_none_or(|until| *end < until)).max();
    settled(view, after, until)?.into_iter().map(|record| Told::worded(view, words, record)).collect()
}
