//! A window for the room: it follows a meeting, shows what is committed, and changes nothing.

mod digits;
mod draw;
mod laid;
mod stage;

use std::time::Duration;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::pack::compile;
use crate::workflow::review::Proceedings;
use crate::workflow::review::presented::Compiled;

pub use stage::Stage;

/// How often the time is looked at; a frame goes out only where a minute has passed.
pub const LOOKS: Duration = Duration::from_secs(5);

/// The room's view of a meeting, in a window of its own.
#[derive(Debug)]
pub struct PresentedView {
    proceedings: Box<Proceedings>,
    compiled: Loaded<Compiled>,
    stage: Stage,
}

impl PresentedView {
    /// The view of a meeting.
    ///
    /// # Errors
    /// Where the file can't be read, or knows no such meeting.
    pub fn of(id: RecordId, desk: &Desk) -> Result<Self, Error> {
        let proceedings = Box::new(read(id, desk)?);
        Ok(Self { proceedings, compiled: Loaded::default(), stage: Stage::of(desk)? })
    }
}

fn read(id: RecordId, desk: &Desk) -> Result<Proceedings, Error> {
    Proceedings::of(desk.view(), id)?.ok_or_else(|| Error::NoRecord(id.to_string()))
}

impl Screen for PresentedView {
    fn name(&self) -> String {
        self.proceedings.meeting.review.title().to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Presenting, Scope::Rows]
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::StopPresenting]
    }

    fn bare(&self) -> bool {
        true
    }

    fn run(&mut self, command: Command, _: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.stage.roll(step);
            return Ok(Effects::new());
        }
        Ok(if command == Command::StopPresenting { vec![Effect::Quit] } else { Effects::new() })
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        *self.proceedings = read(self.proceedings.id(), desk)?;
        self.compiled.stale();
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        self.compiled.told(told);
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.compiled.is_stale() {
            let proceedings = Proceedings::clone(&self.proceedings);
            self.compiled.ask(desk, move |view| {
                let pack = compile(view, &proceedings)?;
                Compiled::read(view, &proceedings, pack)
            });
        }
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.compiled.is_stale()
    }

    fn ticks(&self) -> Option<Duration> {
        self.proceedings.current().map(|_| LOOKS)
    }

    fn subjects(&self) -> Vec<&Record> {
        Vec::new()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk) {
        self.stage.draw(&self.proceedings, self.compiled.get(), canvas, area, desk.store.ambient().now());
    }
}

#[cfg(test)]
mod tests {
    use std::cell::{Ref, RefCell};
    use std::collections::HashSet;

    use chrono::TimeDelta;
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use crate::domain::agenda_item::{self, AgendaItemField};
    use crate::domain::decision::{self, DecisionField};
    use crate::domain::note::{self, NoteField, Type};
    use crate::domain::record::Record;
    use crate::domain::register::Register;
    use crate::domain::review::{self, ReviewField};
    use crate::domain::value::{Instant, Value};
    use crate::domain::zone::Zone;
    use crate::report::printer::PRINTER;
    use crate::store::gavel::GAVEL;
    use crate::store::list::Query;
    use crate::store::{Ambient, Store};
    use crate::tui::canvas::Canvas;
    use crate::tui::scroll::Scroll;
    use crate::tui::theme::{Look, Theme};
    use crate::workflow::pack::compile;
    use crate::workflow::review::presented::{Compiled, Page, Presented, names_a_record};
    use crate::workflow::review::{self as workflow, Proceedings};
    use crate::workflow::sample;

    use super::draw::{Moment, draw};

    /// Words that no room sees.
    const RESTRICTED: &str = "quicksilver";
    const WORKING: &str = "thimblerig";

    /// A meeting with everything in it that a meeting can have, and its pack.
    struct Meeting {
        /// Each state is put on top of the one before.
        proceedings: RefCell<Proceedings>,
        compiled: Compiled,
        now: Instant,
    }

    impl Meeting {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("sample.gavel");
            let now: Instant = "2026-11-23T09:00:00Z".parse().unwrap();
            sample::make(&path, now, 7, "noor", PRINTER).unwrap();
            let store = Store::open(&path, &GAVEL, Ambient::fixed(now, 8)).unwrap();
            let view = store.view();
            let prepared = workflow::current(view).unwrap().unwrap();
            let mut proceedings = Proceedings::of(view, prepared).unwrap().unwrap();
            let all = |register: &'static Register| view.page(&Query::new(register)).unwrap().records;
            proceedings.decisions = all(&decision::REGISTER);
            proceedings.notes = all(&note::REGISTER);
            while proceedings.notes.len() < Type::ALL.len() * 2 {
                let another = proceedings.notes[0].clone();
                proceedings.notes.push(another);
            }
            let pack = compile(view, &proceedings).unwrap();
            let measured = pack.sections.iter().max_by_key(|section| section.series.len()).unwrap().item.clone();
            let item = proceedings.items.iter_mut().find(|item| item.id == measured.id).unwrap();
            set(item, AgendaItemField::State.field().name, agenda_item::State::Current.key());
            let compiled = Compiled::read(view, &proceedings, pack).unwrap();
            assert!(compiled.chart.is_some(), "the sample has a series to be drawn");
            Self { proceedings: RefCell::new(proceedings), compiled, now }
        }

        /// The meeting in a state that follows from a number: where it stands, which item is in session, what is decided and
        /// put, what is noted and for whom.
        fn in_state(&self, mut number: u64) -> Ref<'_, Proceedings> {
            let mut pick = |count: usize| {
                // The steps of a linear congruential generator (D. E. Knuth, MMIX).
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                usize::try_from(number >> 33).unwrap_or(0) % count
            };
            let mut proceedings = self.proceedings.borrow_mut();
            let meeting = &mut *proceedings;
            let states = review::State::ALL;
            // Most meetings that are looked at are in session.
            let state = if pick(3) > 0 { review::State::InSession } else { states[pick(states.len())] };
            set(&mut meeting.meeting.review, ReviewField::State.field().name, state.key());
            meeting.meeting.review.set(ReviewField::OpenedAt.field().name, Some(Value::Instant(self.now)));
            let current = pick(meeting.items.len() + 1);
            for (place, item) in meeting.items.iter_mut().enumerate() {
                let ended = agenda_item::State::ALL[pick(agenda_item::State::ALL.len())];
                let ended = if ended == agenda_item::State::Current { agenda_item::State::Open } else { ended };
                let state = if place == current { agenda_item::State::Current } else { ended };
                set(item, AgendaItemField::State.field().name, state.key());
                let begun =
                    (place == current).then_some(Value::Instant(self.now - TimeDelta::minutes(pick(40) as i64)));
                item.set(AgendaItemField::BegunAt.field().name, begun);
            }
            let items: Vec<_> = meeting.items.iter().map(|item| item.id).collect();
            for one in &mut meeting.decisions {
                let item = items[if pick(2) == 0 { current.min(items.len() - 1) } else { pick(items.len()) }];
                one.set(DecisionField::Item.field().name, Some(Value::Link(item)));
                set(
                    one,
                    DecisionField::State.field().name,
                    decision::State::ALL[pick(decision::State::ALL.len())].key(),
                );
            }
            for one in &mut meeting.notes {
                let kind = Type::ALL[pick(Type::ALL.len())];
                let words = match kind {
                    Type::Restricted => RESTRICTED,
                    Type::Working => WORKING,
                    _ => "Said to all",
                };
                set(one, NoteField::Type.field().name, kind.key());
                one.set(NoteField::Text.field().name, Some(Value::Text(words.to_owned())));
                one.set(NoteField::About.field().name, Some(Value::Link(items[pick(items.len())])));
            }
            drop(proceedings);
            self.proceedings.borrow()
        }
    }

    fn set(record: &mut Record, field: &'static str, choice: &'static str) {
        record.set(field, Some(Value::Choice(choice)));
    }

    #[test]
    fn no_room_sees_what_is_restricted_nor_a_reference_in_any_state_of_a_meeting() {
        let meeting = Meeting::new();
        let names_none = |records: &[Record]| records.iter().map(Record::title).all(|title| !names_a_record(title));
        let typed = meeting.proceedings.borrow();
        assert!(names_none(&typed.decisions) && names_none(&typed.items), "what people typed names no record");
        drop(typed);
        let pages = RefCell::new(HashSet::new());
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(10_000) };
        proptest!(config, |(number: u64, width in 40u16..130, height in 8u16..45, ascii: bool)| {
            let proceedings = meeting.in_state(number);
            let area = Rect::new(0, 0, width, height);
            let mut buffer = Buffer::empty(area);
            let look = Look { theme: Theme::Dark, ascii };
            let shown = Presented::of(&proceedings, Some(&meeting.compiled), meeting.now);
            let chart = proceedings.current().and_then(|item| meeting.compiled.chart_of(item.id));
            let moment = Moment { now: meeting.now, zone: &Zone::UTC };
            draw(&shown, chart, &mut Canvas::new(&mut buffer, look), area, moment, &Scroll::default());
            let row = |y| (0..width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
            let screen = (0..height).map(row).collect::<Vec<_>>().join("\n");
            prop_assert!(!screen.contains(RESTRICTED) && !screen.contains(WORKING), "{screen}");
            prop_assert!(!names_a_record(&screen), "{screen}");
            prop_assert!(screen.contains(shown.title.split(' ').next().unwrap_or_default()), "{screen}");
            pages.borrow_mut().insert(match shown.page {
                Page::Words(..) => "words",
                Page::Item(..) => "an item",
                Page::Motion(..) => "a motion",
                Page::ReadBack(..) => "what is read back",
            });
        });
        assert_eq!(pages.borrow().len(), 4, "every kind of page is met");
    }
}
