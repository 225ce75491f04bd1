//! Which item of a meeting that goes on is looked at, and under which one something is recorded.

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::workflow::review::Proceedings;
use crate::workflow::review::room::Page;

use super::ReviewView;
use super::room::{Entry, Told, gather};

impl ReviewView {
    /// What the page of an item shows.
    pub(super) fn entries(&self, proceedings: &Proceedings, item: &Record, desk: &Desk) -> Result<Vec<Entry>, Error> {
        let circumstances = desk.circumstances()?;
        let page = Page::of(proceedings, item, self.pack(), circumstances.now);
        let instead = self.pack().is_none().then(|| self.compiled.instead("Compiling…"));
        let told = Told {
            in_session: proceedings.current().filter(|current| current.id != item.id),
            previous: self.previous.as_deref(),
            instead: instead.as_deref(),
            unfolded: self.page.unfolded,
            reveals: self.page.reveals,
            today: circumstances.today(),
        };
        Ok(gather(proceedings, &page, &told))
    }

    /// Looks at an item, which is not to take it up.
    pub(super) fn look(&mut self, item: RecordId, desk: &Desk) -> Result<(), Error> {
        self.item = Some(item);
        self.page.turn();
        self.lay(desk)
    }

    /// Looks at the item after the one that is looked at, or at the one before.
    pub(super) fn look_on(&mut self, back: bool, desk: &Desk) -> Result<(), Error> {
        let Some(proceedings) = &self.proceedings else { return Ok(()) };
        let at = proceedings.items.iter().position(|item| Some(item.id) == self.item).unwrap_or(0);
        let to = if back { at.checked_sub(1) } else { Some(at + 1) };
        match to.and_then(|to| proceedings.items.get(to)).map(|item| item.id) {
            Some(item) => self.look(item, desk),
            None => Ok(()),
        }
    }

    /// The item under which something is recorded: the one in session, or else the one that is looked at.
    pub(super) fn meant_item(&self) -> Option<&Record> {
        let proceedings = self.proceedings.as_ref()?;
        proceedings.current().filter(|_| self.is_running()).or(self.item())
    }

    pub(super) fn is_running(&self) -> bool {
        self.state().is_some_and(State::is_running)
    }

    /// Goes to an item, or to a decision under its own.
    pub(super) fn go_to_record(&mut self, id: RecordId, desk: &Desk) -> Result<(), Error> {
        self.show(id);
        self.lay(desk)?;
        self.page.put(|lead| lead.record().is_some_and(|record| record.id == id));
        Ok(())
    }
}
