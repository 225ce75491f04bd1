//! A form by which something is attested: what is to be read before stands above its fields, and how this person's word was
//! known last is offered first.

use crate::domain::state::Move;
use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::screens::at_a_glance;
use crate::workflow::today::DAYS;
use crate::workflow::today::source::Look;

use super::editor::Body;
use super::{Form, Purpose, Slot};

/// Under which it is kept how somebody's word was known last.
const KEPT: &str = "attested.how";

impl Form {
    /// The move that it makes, where that attests something.
    fn attesting(&self) -> Option<&'static Move> {
        match &self.purpose {
            Purpose::Move { step, .. } if !step.attests.is_empty() => Some(step),
            _ => None,
        }
    }

    /// The fields of how somebody's word was known.
    fn said_in(&mut self) -> impl Iterator<Item = &mut Slot> {
        let attests = self.attesting().map_or(&[][..], |step| step.attests);
        let is_one =
            |slot: &Slot| attests.iter().filter_map(|one| one.said_in()).any(|how| *how == *slot.editor.field.name);
        self.slots.iter_mut().filter(move |slot| is_one(slot))
    }

    /// Where it attests something, reads what is to be known of the record before, and offers first what was answered last.
    pub(super) fn prepare_to_attest(&mut self, desk: &Desk) -> Result<(), Error> {
        if self.attesting().is_none() {
            return Ok(());
        }
        if let Some(last) = desk.local.kept::<String>(KEPT) {
            for slot in self.said_in() {
                if let Body::Picks(picks) = &mut slot.editor.body {
                    picks.prefer(last.clone(), desk.view())?;
                }
            }
        }
        let [record] = self.purpose.records() else { return Ok(()) };
        let me = desk.acting.author.as_ref().ok().map(|author| author.person);
        self.about = at_a_glance::items(&Look::of(desk.view(), me, DAYS)?, record)?;
        // What comes next is what the form is for.
        self.about.retain(|item| item.label != "Next");
        Ok(())
    }

    /// Remembers how somebody's word was known, for the next time.
    pub(super) fn remember_how(&mut self, desk: &Desk) {
        for slot in self.said_in() {
            if let Some(key) = slot.editor.state().picked.first() {
                desk.local.keep(KEPT, key);
            }
        }
    }
}
