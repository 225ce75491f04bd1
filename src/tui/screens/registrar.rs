//! Which screen shows what: the one place that knows every screen. Screens name where they want to go; nobody but this
//! asks for a screen by its type.

use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::review;
use crate::domain::rules::Refusal;
use crate::store::Error;
use crate::store::local::Draft;
use crate::tui::command::{Command, Doing};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open};
use crate::tui::layer::Layer;
use crate::tui::operating::GONE;
use crate::workflow::operation::{Leads, Operation, Subject};
use crate::workflow::overview::{JOURNAL, OVERVIEW};
use crate::workflow::place::{Listed, Pane, Place};
use crate::workflow::today::TRIAGE;

use super::case::CaseView;
use super::checklist::Checklist;
use super::chooser::Chooser;
use super::form::{Form, Purpose};
use super::heat_map::HeatMap;
use super::journal::JournalView;
use super::list::List;
use super::nonconformities::BoardView;
use super::overview::kpis::Indicators;
use super::overview::review::NextReview;
use super::overview::risks::Risks;
use super::peek::Peek;
use super::place::PlaceView;
use super::place::pane::PaneView;
use super::presented::PresentedView;
use super::record::RecordView;
use super::refusal::RefusalView;
use super::review::ReviewView;
use super::scratch::Scratch;
use super::search::SearchView;
use super::today::TodayView;
use super::{agreeing, people, put_right, registers};

/// The screen that lies below all others.
pub fn ground(place: &'static Place, desk: &Desk) -> Result<Layer, Error> {
    // Everything is asked for at once that is read behind the screen: nobody types yet, so that no rest is waited for.
    if place == &OVERVIEW {
        return Ok(PlaceView::open(place, special, desk)?.asking(desk)?.into());
    }
    place_of(place, desk)
}

/// The window in which a meeting is shown to the room.
pub fn room(meeting: RecordId, desk: &Desk) -> Result<Layer, Error> {
    Ok(PresentedView::of(meeting, desk)?.into())
}

/// The places of which one lies below all others, the usual one first.
pub static GROUNDS: [&Place; 2] = [&TRIAGE, &OVERVIEW];

/// The key that leads to who did what.
pub fn key_of_journal() -> &'static str {
    Doing::Place(&JOURNAL).key()
}

/// Why something was refused; with a record, its lines lead to forms of that record, otherwise into the form below.
pub fn refusal(refusal: Refusal, record: Option<RecordId>) -> Layer {
    RefusalView::new(refusal, record).into()
}

/// The form in which an operation asks.
pub fn ask(operation: &'static Operation, way: usize, subject: Subject, desk: &Desk) -> Result<Effects, Error> {
    Ok(open(Form::open(Purpose::Do { operation, way, subject }, desk)?))
}

/// The choice of the ways of an operation that have no key.
pub fn choice(operation: &'static Operation, way: usize, subject: Subject, desk: &Desk) -> Result<Effects, Error> {
    let whose = subject.record.map(|id| desk.view().reference(id)).transpose()?.flatten();
    let title = operation.ways.get(way).map_or(operation.title, |way| way.name);
    let title = whose.map_or(title.to_owned(), |whose| format!("{title}: {whose}"));
    let mut chooser = Chooser::new(title).called(operation.title);
    for (place, way) in operation.ways.iter().enumerate().filter(|(_, way)| way.keys.is_empty()) {
        chooser.offer(way.name, "", Answer::Operation(operation, place, subject));
        chooser.explained(way.help);
    }
    Ok(open(chooser))
}

/// What would be done, to be agreed to first.
pub fn agree(operation: &'static Operation, subject: Subject, desk: &Desk) -> Effects {
    agreeing::agree(operation, subject, desk)
}

/// The form of what every register can do, with what an operation says of it.
pub fn lead(leads: Leads, desk: &Desk) -> Result<Effects, Error> {
    Ok(open(match leads {
        Leads::Add(register, preset, told) => {
            let form = Form::open(Purpose::Create { register, about: Vec::new(), preset }, desk)?.beginning();
            told.into_iter().fold(form, |form, (field, words)| form.telling(field, words))
        }
        Leads::Change(record, (field, value), at) => {
            let form = Form::open(Purpose::Edit { records: vec![record] }, desk)?;
            form.proposing(field, &value, desk)?.focused_on(at.name)
        }
        Leads::Move(records, step) => Form::open(Purpose::Move { records, step }, desk)?,
        Leads::Set(records, aspect) => {
            let told = aspect.stands(&records, desk.circumstances()?.today());
            let field = records.iter().find_map(|record| aspect.field(record.register));
            let form = Form::open(Purpose::Set { records, aspect }, desk)?;
            match field.zip(told) {
                Some((field, words)) => form.telling(field, words),
                None => form,
            }
        }
        Leads::Other(operation, way, subject) => return Ok(vec![Effect::OperateOn(operation, way, subject)]),
    }))
}

/// What a command that works everywhere lays over what is there.
pub fn everywhere(command: Command, desk: &Desk) -> Result<Effects, Error> {
    Ok(match command {
        Command::Search => open(SearchView::open(desk)?),
        Command::Registers => open(registers::all(desk)),
        Command::Scratch => open(Scratch::new(desk)?),
        Command::Person => open(people::to_act_as(desk)?),
        _ => Effects::new(),
    })
}

/// Opens a place.
pub fn visit(destination: Destination, desk: &Desk) -> Result<Effects, Error> {
    Ok(open(match destination {
        Destination::Place(place) => place_of(place, desk)?,
        Destination::Register(register) => whole_register(register, desk)?,
        Destination::List(register, filter) => List::filtered(register, &filter, desk)?.into(),
        Destination::Record(id) => record(id, desk)?,
        Destination::Work(id) => match desk.view().record(id)? {
            Some(record) if record.register == &review::REGISTER => ReviewView::of(id, desk)?.into(),
            _ => record(id, desk)?,
        },
        Destination::Whole(id) => RecordView::open(id, desk)?.into(),
        Destination::Glance(id) => match desk.view().record(id)? {
            Some(record) => Peek::open(record, desk).into(),
            None => return Ok(Notice::watch(GONE).into()),
        },
        Destination::History(id) => RecordView::history(id, desk)?.into(),
        Destination::Field(id, field) => {
            let Some(record) = desk.view().record(id)? else {
                return Ok(Notice::watch(GONE).into());
            };
            return put_right::to_field(&record, field, desk);
        }
        Destination::Sheet(reading, wanted) => PlaceView::sheet(reading, wanted).into(),
        Destination::Draft(draft) => return resume(&draft, desk),
    }))
}

/// The screen of a place: one pane alone may have a screen of its own.
fn place_of(place: &'static Place, desk: &Desk) -> Result<Layer, Error> {
    match place.panes {
        [Pane::Special(name)] if let Some(screen) = named(SCREENS, name) => screen(desk),
        [Pane::Records(Listed { register, .. })] => Ok(List::open(register, desk)?.into()),
        _ => Ok(PlaceView::open(place, special, desk)?.into()),
    }
}

type Open<T> = fn(&Desk) -> Result<T, Error>;
type Opens<T> = (&'static str, Open<T>);

/// The screens that a place has to itself where it is special.
const SCREENS: &[Opens<Layer>] = &[
    ("board", |desk| Ok(BoardView::open(desk)?.into())),
    ("heat map", |desk| Ok(HeatMap::open(desk)?.into())),
    ("journal", |desk| Ok(JournalView::open(desk)?.into())),
    ("review", |desk| Ok(ReviewView::open(desk)?.into())),
    ("today", |desk| Ok(TodayView::open(desk).into())),
];

/// The panes that are special.
const PANES: &[Opens<Box<dyn PaneView>>] = &[
    ("KPIs", |_| Ok(Box::new(Indicators::default()))),
    ("checklist", |_| Ok(Box::new(Checklist::default()))),
    ("next review", |_| Ok(Box::new(NextReview::default()))),
    ("risks", |desk| Ok(Box::new(Risks::open(desk)?))),
];

fn named<T>(table: &[Opens<T>], name: &str) -> Option<Open<T>> {
    table.iter().find(|(own, _)| *own == name).map(|(_, opens)| *opens)
}

fn special(name: &str, desk: &Desk) -> Result<Option<Box<dyn PaneView>>, Error> {
    named(PANES, name).map(|opens| opens(desk)).transpose()
}

fn whole_register(register: &'static Register, desk: &Desk) -> Result<Layer, Error> {
    if register.single
        && let Some(record) = desk.view().single(register)?
    {
        return Ok(RecordView::open(record.id, desk)?.into());
    }
    Ok(List::open(register, desk)?.into())
}

/// A nonconformity as a case, everything else whole.
fn record(id: RecordId, desk: &Desk) -> Result<Layer, Error> {
    Ok(match CaseView::open(id, desk)? {
        Some(case) => case.into(),
        None => RecordView::open(id, desk)?.into(),
    })
}

fn resume(draft: &Draft, desk: &Desk) -> Result<Effects, Error> {
    Ok(match Form::resume(draft, desk)? {
        Some(form) => open(form),
        None => Notice::watch("What this draft was about is not there any more; D and Del throw it away").into(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::workflow::place;

    #[test]
    fn whatever_a_place_calls_special_is_there_and_nothing_else_is() {
        let (mut alone, mut among) = (BTreeSet::new(), BTreeSet::new());
        for place in place::all() {
            for pane in place.panes {
                if let Pane::Special(name) = pane {
                    if place.panes.len() == 1 {
                        alone.insert(*name)
                    } else {
                        among.insert(*name)
                    };
                }
            }
        }
        assert_eq!(SCREENS.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), alone);
        assert_eq!(PANES.iter().map(|(name, _)| *name).collect::<BTreeSet<_>>(), among);
    }
}
