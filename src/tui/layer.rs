//! Screens are a stack of layers. Each handles what it knows, says which keys mean something on it, and asks for the rest.

use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;

use super::canvas::Canvas;
use super::command::{Command, Scope};
use super::desk::Desk;
use super::effect::{Answer, Effects};
use super::event::Told;
use super::screens::audits::AuditsView;
use super::screens::case::CaseView;
use super::screens::heat_map::HeatMap;
use super::screens::kpi_wall::KpiWall;
use super::screens::nonconformities::BoardView;
use super::screens::today::TodayView;
use super::screens::trends::TrendsView;
use super::screens::{
    chooser::Chooser, conflict::ConflictView, form::Form, import::ImportView, journal::JournalView, list::List,
    overview::Overview, page::Page, question::Question, record::RecordView, refusal::RefusalView, review::ReviewView,
    review::ballot::BallotView, review::roll::RollView, search::SearchView,
};

/// What every screen can do.
pub trait Screen {
    /// What it is called in the top line.
    fn name(&self) -> String;

    /// Where its keys are looked up, inner scopes first. A screen that lets nothing else through leaves
    /// [`Scope::Everywhere`] out.
    fn scopes(&self) -> &'static [Scope];

    /// Whether a text is being typed, so that letters are letters.
    fn typing(&self) -> bool {
        false
    }

    /// Whether it lies over the screen below, which stays in sight.
    fn floats(&self) -> bool {
        false
    }

    /// The commands that matter here, for the bottom line.
    fn footer(&self) -> &'static [Command];

    /// Why a command can't be used now.
    fn unavailable(&self, _command: Command, _desk: &Desk) -> Option<String> {
        None
    }

    /// Does what a command of its scopes means.
    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error>;

    /// Takes a key that is no command, while a text is typed.
    fn typed(&mut self, _key: KeyEvent, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes a text that was pasted.
    fn pasted(&mut self, _text: &str, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes a click on a place of the screen.
    fn clicked(&mut self, _column: u16, _row: u16, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Goes one level back within itself; `None` where there is none, and the screen is to be closed.
    fn back(&mut self, _desk: &Desk) -> Result<Option<Effects>, Error> {
        Ok(None)
    }

    /// Whether there is a level within itself to go back to.
    fn goes_back(&self) -> bool {
        false
    }

    /// Reads anew what it shows: the file has changed, or it comes to light again.
    fn changed(&mut self, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Takes the answer of a screen that lay above.
    fn answered(&mut self, _answer: Answer, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Takes the answer to a question that was asked in the background.
    fn told(&mut self, _topic: u64, _told: &Told) {}

    /// Shows what can wait until the cursor rests.
    fn rested(&mut self, _desk: &Desk) -> Result<(), Error> {
        Ok(())
    }

    /// Whether something waits for the cursor to rest.
    fn waits_for_rest(&self) -> bool {
        false
    }

    /// Takes what the store said against what it submitted; hands back what it does not know how to show.
    fn refused(&mut self, error: Error, _desk: &Desk) -> Result<Effects, Error> {
        Err(error)
    }

    /// Puts the cursor on a record that was added, where it is shown.
    fn select(&mut self, _record: RecordId, _desk: &Desk) -> Result<Effects, Error> {
        Ok(Effects::new())
    }

    /// Whether it shows a record, so that it can be led to it.
    fn shows(&self, _record: RecordId) -> bool {
        false
    }

    /// How often it is drawn anew though nothing happens: where it shows a clock that runs.
    fn ticks(&self) -> Option<Duration> {
        None
    }

    /// The record that it has open, which others see.
    fn opened(&self) -> Option<RecordId> {
        None
    }

    /// Whether it tells what no longer holds once something is written above it.
    fn is_overtaken(&self) -> bool {
        false
    }

    /// A record that it is about to add and wants to be led to, once that is written.
    fn awaits(&self) -> Option<RecordId> {
        None
    }

    /// What it submitted is written.
    fn written(&mut self, _desk: &Desk) {}

    /// Whether something is typed that is not saved.
    fn unsaved(&self) -> bool {
        false
    }

    /// Whether saving, which waited for something, is to go on.
    fn goes_on(&self) -> bool {
        false
    }

    /// Whether what is selected can be removed.
    fn removes(&self) -> bool {
        false
    }

    /// It is about to be taken away, whatever stands in it.
    fn closing(&mut self, _desk: &Desk) {}

    /// The records that commands mean: those marked, or the one selected.
    fn subjects(&self) -> Vec<&Record> {
        Vec::new()
    }

    /// The register to which a record would be added.
    fn register(&self) -> Option<&'static Register> {
        self.subjects().first().map(|record| record.register)
    }

    /// Whether it shows what is added to a register, so that the cursor goes there.
    fn holds(&self, register: &'static Register) -> bool {
        self.register() == Some(register)
    }

    /// Draws itself.
    fn draw(&self, canvas: &mut Canvas, area: Rect, desk: &Desk);
}

macro_rules! layers {
    ($($(#[doc = $help:literal])+ $Kind:ident($Screen:ty);)+) => {
        /// A screen.
        #[derive(Debug)]
        pub enum Layer { $($(#[doc = $help])+ $Kind(Box<$Screen>),)+ }

        $(impl From<$Screen> for Layer {
            fn from(screen: $Screen) -> Self {
                Self::$Kind(Box::new(screen))
            }
        })+

        impl Layer {
            /// The screen, to be looked at.
            pub fn screen(&self) -> &dyn Screen {
                match self { $(Self::$Kind(screen) => &**screen,)+ }
            }

            /// The screen, to be changed.
            pub fn screen_mut(&mut self) -> &mut dyn Screen {
                match self { $(Self::$Kind(screen) => &mut **screen,)+ }
            }
        }
    };
}

layers! {
    /// What is due, and what there is.
    Overview(Overview);
    /// A register.
    List(List);
    /// One record whole.
    Record(RecordView);
    /// Something being typed.
    Form(Form);
    /// Something to be chosen: commands, orders, filters, registers, moves, drafts.
    Chooser(Chooser);
    /// Finding records of every register.
    Search(SearchView);
    /// Who did what.
    Journal(JournalView);
    /// Something to be read: help, messages.
    Page(Page);
    /// Something to be agreed to.
    Question(Question);
    /// Two people changed the same field.
    Conflict(ConflictView);
    /// Why something was not done.
    Refusal(RefusalView);
    /// What there is to do.
    Today(TodayView);
    /// The risks on their heat map.
    HeatMap(HeatMap);
    /// The KPIs.
    KpiWall(KpiWall);
    /// The nonconformities by where they stand.
    Board(BoardView);
    /// One nonconformity on its way to closure.
    Case(CaseView);
    /// The audits.
    Audits(AuditsView);
    /// The management review.
    Review(ReviewView);
    /// A vote being counted.
    Ballot(BallotView);
    /// The roll being called.
    Roll(RollView);
    /// How cases go.
    Trends(TrendsView);
    /// A table being brought in.
    Import(ImportView);
}
