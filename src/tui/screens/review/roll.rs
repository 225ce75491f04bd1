//! The roll being called: who is here, who joins from elsewhere, who sent apologies. Nothing is recorded before Enter.

use ratatui::layout::Rect;

use crate::domain::attendance::{Attendance, Capacity, How, there};
use crate::domain::identity::RecordId;
use crate::domain::review::State;
use crate::domain::value::Instant;
use crate::domain::visible::fit;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, Submission};
use crate::tui::layer::Screen;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::workflow::operation::Subject;
use crate::workflow::review::Proceedings;
use crate::workflow::review::minutes::recipients;
use crate::workflow::review::operations::ATTEND;
use crate::workflow::review::session::{self, Entry, capacity_of};

/// The roll of a sitting.
#[derive(Debug)]
pub struct RollView {
    proceedings: Proceedings,
    rows: Vec<Row>,
    scroll: Scroll,
}

/// A person on the roll.
#[derive(Debug)]
struct Row {
    person: RecordId,
    name: String,
    capacity: Capacity,
    /// As the record has it, and as it is marked now; nothing where nothing is known.
    was: Option<How>,
    marked: Option<How>,
    /// What else they are here: the chair, the secretary.
    aside: String,
    /// The delegate who is there for this person, and whether the mandate gives the vote.
    through: Option<(String, bool)>,
}

impl RollView {
    /// The people who are invited, as the record has them.
    pub fn new(proceedings: &Proceedings) -> Self {
        let here = |id: RecordId| there(&proceedings.meeting.roll).find(|row| row.person() == Some(id));
        let row = |id: RecordId| {
            let now = here(id).and_then(|row| row.how());
            // Who was here in an earlier sitting is called again.
            let before = rows_of(proceedings, id).filter(|row| !row.attended()).and_then(|row| row.how());
            Row {
                person: id,
                name: proceedings.person(Some(id)).to_owned(),
                capacity: capacity_of(proceedings, id),
                was: now.or(before),
                marked: now.or(before),
                aside: aside(proceedings, id),
                through: there(&proceedings.meeting.roll)
                    .find(|row| row.represents() == Some(id))
                    .map(|row| (proceedings.person(row.person()).to_owned(), row.has_vote())),
            }
        };
        let mut rows: Vec<Row> = recipients(proceedings).into_iter().map(row).collect();
        rows.sort_by(|one, other| (one.capacity, &one.name).cmp(&(other.capacity, &other.name)));
        Self { proceedings: proceedings.clone(), rows, scroll: Scroll::default() }
    }

    fn mark(&mut self, how: How) {
        let count = self.rows.len();
        if let Some(row) = self.rows.get_mut(self.scroll.cursor()) {
            row.marked = if row.marked == Some(how) { None } else { Some(how) };
            self.scroll.go(Step::Down, count);
        }
    }

    /// From when somebody is put down as having been there, once the meeting is over: from the beginning of its last sitting.
    fn from(&self) -> Option<Instant> {
        self.proceedings.review().opened_at().filter(|_| self.proceedings.state().is_over())
    }

    fn members(&self) -> (usize, usize) {
        let here = |row: &&Row| is_here(row.marked) || row.through.as_ref().is_some_and(|(_, votes)| *votes);
        let members = || self.rows.iter().filter(|row| row.capacity == Capacity::Member);
        (members().filter(here).count(), members().count())
    }
}

fn is_here(how: Option<How>) -> bool {
    matches!(how, Some(How::Room | How::Remote))
}

impl Screen for RollView {
    fn name(&self) -> String {
        "Attendance".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Roll, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Apologies, Back, EverybodyHere, Here, RecordRoll, Remote};
        &[EverybodyHere, RecordRoll, Here, Remote, Apologies, Back]
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.go(step, self.rows.len());
            return Ok(Effects::new());
        }
        match command {
            Command::Here => self.mark(How::Room),
            Command::Remote => self.mark(How::Remote),
            Command::Apologies => self.mark(How::Apologies),
            Command::EverybodyHere => {
                // Whoever leads or records is there as well as those who vote.
                let named = session::not_on_roll(&self.proceedings);
                let waits = |row: &&mut Row| named.contains(&row.person) && row.marked.is_none();
                for row in self.rows.iter_mut().filter(waits) {
                    row.marked = Some(How::Room);
                }
            }
            Command::RecordRoll => {
                let at = self.from().unwrap_or(desk.circumstances()?.now);
                let entry = |row: &Row| {
                    let how = row.marked.filter(|_| row.marked != row.was)?;
                    Some(Entry { person: row.person, how, capacity: row.capacity, at, mandate: None })
                };
                let entries: Vec<_> = self.rows.iter().filter_map(entry).collect();
                let mut proposal = session::attend(&self.proceedings, &entries, desk.store.ambient());
                // Whoever is marked as not having come is put down so.
                let leaves = |row: &&Row| is_here(row.was) && row.marked.is_none();
                for row in self.rows.iter().filter(leaves) {
                    match session::leave(&self.proceedings, row.person, None, at) {
                        Ok(left) => proposal.acts.extend(left.acts),
                        Err(trouble) => return Ok(Notice::watch(trouble.to_string()).into()),
                    }
                }
                if proposal.acts.is_empty() {
                    return Ok(vec![Effect::Close, Effect::Notify(Notice::plain("There is nothing to do"))]);
                }
                let does = Some((&ATTEND, Subject::of(self.proceedings.id())));
                return Ok(vec![Effect::Submit(Box::new(Submission {
                    does,
                    closes: true,
                    ..Submission::of(proposal)
                }))]);
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    /// Who is known to be here follows the file; what was marked stays.
    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let Some(proceedings) = Proceedings::of(desk.view(), self.proceedings.id())? else { return Ok(()) };
        let mut now = Self::new(&proceedings);
        for row in &mut now.rows {
            let before = self.rows.iter().find(|one| one.person == row.person);
            row.marked = before.filter(|one| one.marked != one.was).map_or(row.marked, |one| one.marked);
        }
        now.scroll.put(self.scroll.cursor());
        now.scroll.settle(now.rows.len());
        *self = now;
        Ok(())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(72);
        let height = u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(5);
        let area = centered(area, width, height);
        canvas.clear(area);
        let (here, members) = self.members();
        let note = format!("{here} of {members} voting members here");
        let inner = canvas.pane(area, Pane { title: "Attendance", note: &note, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let room = usize::from(inner.height.saturating_sub(2));
        for (place, y) in self.scroll.window(room, self.rows.len()).zip(inner.y..) {
            let row = &self.rows[place];
            let selected = place == self.scroll.cursor();
            let line = Rect { y, height: 1, ..inner };
            let role_of = |role| if selected { Role::Selected } else { role };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(line, style);
                canvas.cursor = Some((line.x, y).into());
            }
            let (sign, words, role) = match row.marked {
                Some(How::Room) => (canvas.look.sign("✓", "+"), "Here", Role::Good),
                Some(How::Remote) => (canvas.look.sign("✓", "+"), "Remote", Role::Good),
                Some(How::Apologies) => (canvas.look.sign("–", "-"), "Apologies", Role::Quiet),
                Some(How::Absent) => (canvas.look.sign("–", "-"), "Absent", Role::Quiet),
                None => (" ", "Not here", Role::Quiet),
            };
            canvas.put(line.x, y, 2, sign, role_of(role));
            canvas.put(line.x + 2, y, 10, words, role_of(role));
            let capacity = match &row.through {
                Some((delegate, _)) => format!("through {delegate}"),
                None => format!("{}{}", row.capacity.label(), row.aside),
            };
            let capacity = fit(&capacity, usize::from(line.width / 2));
            let taken = canvas.right(line, y, &capacity, role_of(Role::Quiet));
            let room = line.width.saturating_sub(taken + 15);
            canvas.put(line.x + 13, y, room, &row.name, role_of(Role::Text));
        }
        if inner.height > 1 {
            let words = match self.proceedings.state() {
                State::InSession => "Enter records it. Who has left is marked as not here.",
                state if state.is_over() => "Enter records it, as from the opening of the last sitting to its end.",
                _ => "Enter records it.",
            };
            canvas.put(inner.x, inner.bottom() - 1, inner.width, words, Role::Quiet);
        }
    }
}

/// What a person is besides, as it stands after their capacity.
fn aside(proceedings: &Proceedings, person: RecordId) -> String {
    let review = proceedings.review();
    let mut aside = String::new();
    if review.leads() == Some(person) {
        aside.push_str(", chair");
    }
    if review.acting_secretary().or(review.secretary()) == Some(person) {
        aside.push_str(", secretary");
    }
    aside
}

/// The rows of the roll that are of a person.
fn rows_of(proceedings: &Proceedings, person: RecordId) -> Option<Attendance<'_>> {
    let mut rows = proceedings.meeting.roll.iter().map(Attendance);
    rows.rfind(|row| row.person() == Some(person))
}
