//! The review that comes next, at a glance: what it lacks.

use ratatui::layout::Rect;

use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{REGISTER, Review};
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::told::Told;
use crate::workflow::pack::compile;
use crate::workflow::review::readiness::{Ready, Standing, readiness};
use crate::workflow::review::{Proceedings, REVIEW, current};

use super::super::detail::{Item, Mark, line};
use super::super::lines::Lines;
use super::super::place::pane::PaneView;
use super::super::place::records::nothing;

/// The review that comes next.
#[derive(Debug, Default)]
pub struct NextReview {
    /// With what is ready of it; none where no review is to come.
    next: Loaded<Option<(Record, Vec<Ready>)>>,
    lines: Lines,
}

impl PaneView for NextReview {
    fn title(&self) -> &'static str {
        "Next review"
    }

    fn note(&self) -> String {
        let Some(record) = self.selected() else { return String::new() };
        let review = Review(record);
        let day = review.date().map(|day| day.format(", %-d %b %Y").to_string());
        let time = review.begins().map_or(String::new(), |time| time.format(" %H:%M").to_string());
        let state = record.state_label().unwrap_or_default().to_lowercase();
        format!("{} {state}{}{time}", record.reference(), day.unwrap_or_default())
    }

    fn register(&self) -> &'static Register {
        &REGISTER
    }

    fn selected(&self) -> Option<&Record> {
        self.next.get()?.as_ref().map(|(review, _)| review)
    }

    fn step(&mut self, step: Step, _: &Desk) -> Result<(), Error> {
        self.lines.go(step);
        Ok(())
    }

    fn whole(&self) -> Destination {
        Destination::Place(&REVIEW)
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.next.stale();
        Ok(())
    }

    fn asks(&self) -> bool {
        self.next.is_stale()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        self.next.ask(desk, coming);
        Ok(())
    }

    fn is_fresh(&self) -> bool {
        self.next.is_fresh()
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        let own = self.next.told(told);
        if let (true, Some(found)) = (own, self.next.get()) {
            let ready = found.iter().flat_map(|(_, ready)| ready);
            self.lines.set(ready.filter(|one| one.standing != Standing::Ready).map(item).collect());
        }
        Ok(own)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, focused: bool) {
        let words = match self.next.get() {
            None => &*self.next.instead("Looking at what is there…"),
            Some(None) => "No review is planned. 2 begins one.",
            Some(Some(_)) if self.lines.items.is_empty() => "Nothing is missing. o opens it.",
            Some(Some(_)) => {
                let inner = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
                return self.lines.draw(canvas, inner, focused);
            }
        };
        nothing(canvas, area, words, focused);
    }
}

fn item(one: &Ready) -> Item {
    let mark = match one.standing {
        Standing::Missing => Mark::Late,
        Standing::Stale => Mark::Tone(Tone::Watch),
        Standing::Ready => Mark::Tone(Tone::Good),
    };
    line("", format!("{}: {}", one.about, one.what), mark)
}

/// The review that comes next, with what is ready of it.
fn coming(view: View) -> Result<Option<(Record, Vec<Ready>)>, Error> {
    let Some(id) = current(view)? else { return Ok(None) };
    let Some(proceedings) = Proceedings::of(view, id)? else { return Ok(None) };
    let pack = compile(view, &proceedings)?;
    let ready = readiness(view, &proceedings, &pack)?;
    Ok(Some((proceedings.meeting.review, ready)))
}
