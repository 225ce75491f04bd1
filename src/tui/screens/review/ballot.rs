//! A vote being counted: all in favour, except those who are marked otherwise. What it gives is shown while it is marked.

use ratatui::layout::Rect;

use crate::domain::decision::{Decision, DecisionField};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::vote::Ballot;
use crate::store::Error;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, Submission};
use crate::tui::layer::Screen;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::workflow::operation::Subject;
use crate::workflow::review::Proceedings;
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::operations::VOTE;

/// A vote on a proposal.
#[derive(Debug)]
pub struct BallotView {
    proceedings: Proceedings,
    decision: Record,
    ballots: Vec<(RecordId, Ballot)>,
    scroll: Scroll,
    /// Whether the proposal was changed while it was voted on, so that what was marked holds no more.
    reworded: bool,
}

impl BallotView {
    /// A vote in which all are in favour but those who are recused.
    pub fn new(proceedings: &Proceedings, decision: &Record) -> Self {
        let item = Decision(decision).item();
        let mut ballots = decide::all_in_favour_except(proceedings, item, &[]).unwrap_or_default();
        ballots.sort_by_key(|(member, _)| proceedings.person(Some(*member)).to_owned());
        Self {
            proceedings: proceedings.clone(),
            decision: decision.clone(),
            ballots,
            scroll: Scroll::default(),
            reworded: false,
        }
    }

    fn mark(&mut self, ballot: Ballot) -> Effects {
        let item = Decision(&self.decision).item();
        let count = self.ballots.len();
        if let Some((member, marked)) = self.ballots.get_mut(self.scroll.cursor()) {
            if self.proceedings.meeting.is_recused(*member, item) && ballot != Ballot::Recused {
                return Notice::watch("This member declared an interest and is recused").into();
            }
            *marked = ballot;
            self.scroll.go(Step::Down, count);
        }
        Effects::new()
    }
}

impl Screen for BallotView {
    fn name(&self) -> String {
        format!("Vote on {}", self.decision.reference())
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Voting, Scope::Rows, Scope::Everywhere]
    }

    fn floats(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Abstains, Back, CountVotes, InFavour, Opposed, Recuses};
        &[InFavour, Opposed, Abstains, Recuses, CountVotes, Back]
    }

    fn unavailable(&self, _: Command, _: &Desk) -> Option<String> {
        self.ballots.is_empty().then(|| "No voting member is recorded as present; r takes the attendance".to_owned())
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.go(step, self.ballots.len());
            return Ok(Effects::new());
        }
        match command {
            Command::InFavour => return Ok(self.mark(Ballot::For)),
            Command::Opposed => return Ok(self.mark(Ballot::Against)),
            Command::Abstains => return Ok(self.mark(Ballot::Abstaining)),
            Command::Recuses => return Ok(self.mark(Ballot::Recused)),
            Command::NextBallot => {
                let next = self.ballots.get(self.scroll.cursor()).map(|(_, ballot)| {
                    let place = Ballot::ALL.iter().position(|one| one == ballot).unwrap_or(0);
                    Ballot::ALL[(place + 1) % Ballot::ALL.len()]
                });
                let at = self.scroll.cursor();
                let effects = next.map(|next| self.mark(next)).unwrap_or_default();
                self.scroll.put(at);
                return Ok(effects);
            }
            Command::CountVotes => {
                let mut ballots = self.ballots.clone();
                ballots.sort_unstable_by_key(|(member, _)| *member);
                let how = Deciding::Vote(ballots);
                let proposal = decide::decide(&self.proceedings, &self.decision, &how, desk.store.ambient());
                let does = Some((&VOTE, Subject::of(self.proceedings.id()).part(Some(self.decision.id))));
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

    /// Who votes follows the roll. What was marked stays, unless it was marked on another proposal than there is now.
    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        let Some(proceedings) = Proceedings::of(desk.view(), self.proceedings.id())? else { return Ok(()) };
        let Some(decision) = proceedings.decisions.iter().find(|one| one.id == self.decision.id) else { return Ok(()) };
        let mut now = Self::new(&proceedings, decision);
        let put = [DecisionField::Text, DecisionField::Subject, DecisionField::Grounds, DecisionField::Item];
        let changed = put.iter().any(|field| decision.get(field.name()) != self.decision.get(field.name()));
        now.reworded = self.reworded || changed;
        if changed {
            *self = now;
            return Ok(());
        }
        for (member, ballot) in &mut now.ballots {
            let marked = self.ballots.iter().find(|(one, _)| one == member).map(|(_, ballot)| *ballot);
            *ballot = marked.filter(|_| *ballot != Ballot::Recused).unwrap_or(*ballot);
        }
        now.scroll.put(self.scroll.cursor());
        now.scroll.settle(now.ballots.len());
        *self = now;
        Ok(())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(84);
        let inside = width.saturating_sub(4);
        let mut words = wrapped(self.decision.title(), inside);
        if self.reworded {
            words.extend(wrapped("It was changed while it was voted on: the marks are cleared.", inside));
        }
        let count = self.proceedings.meeting.count(&self.ballots, Decision(&self.decision).item());
        let standing = self.proceedings.meeting.standing(Decision(&self.decision).item(), &self.ballots);
        let mut told = wrapped(&count.words, inside);
        let quorum = if standing.met { "Quorum" } else { "No quorum: provisional until it is ratified" };
        told.extend(wrapped(&format!("{quorum}: {}", standing.words), inside));
        let basis = self.proceedings.meeting.rules().counting.basis;
        told.push(format!("Asked for: {}", basis.label().to_lowercase()));
        let rows = u16::try_from(self.ballots.len()).unwrap_or(u16::MAX);
        // A long proposal gives way to the members and the count; Esc shows it whole.
        let spare = usize::from(area.height).saturating_sub(told.len() + self.ballots.len().min(4) + 4).max(1);
        if words.len() > spare {
            words.truncate(spare);
            if let Some(last) = words.last_mut() {
                let most = usize::from(inside.saturating_sub(2));
                *last = format!("{} …", crate::domain::visible::fit(last, most).trim_end());
            }
        }
        let around = u16::try_from(words.len() + told.len()).unwrap_or(u16::MAX).saturating_add(4);
        let area = centered(area, width, rows.saturating_add(around));
        canvas.clear(area);
        let title = format!("Vote on {}", self.decision.reference());
        let outcome = if count.carried { "would be carried" } else { "would not be carried" };
        let inner = canvas.pane(area, Pane { title: &title, note: outcome, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let mut y = inner.y;
        for (line, at) in words.iter().zip(inner.y..inner.bottom()) {
            canvas.put(inner.x, at, inner.width, line, Role::Strong);
            y = at + 1;
        }
        y += 1;
        let bottom = inner.bottom().saturating_sub(u16::try_from(told.len()).unwrap_or(0) + 1);
        let room = usize::from(bottom.saturating_sub(y));
        for place in self.scroll.window(room, self.ballots.len()) {
            let (member, ballot) = &self.ballots[place];
            let selected = place == self.scroll.cursor();
            let row = Rect { y, height: 1, ..inner };
            let (sign, role) = match ballot {
                Ballot::For => (canvas.look.sign("✓", "+"), Role::Good),
                Ballot::Against => (canvas.look.sign("✖", "x"), Role::Watch),
                Ballot::Abstaining => (canvas.look.sign("○", "o"), Role::Text),
                Ballot::Recused => (canvas.look.sign("–", "-"), Role::Quiet),
            };
            let role_of = |role| if selected { Role::Selected } else { role };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(row, style);
                canvas.cursor = Some((row.x, y).into());
            }
            canvas.put(row.x, y, 2, sign, role_of(role));
            canvas.put(row.x + 2, y, 12, ballot.label(), role_of(role));
            canvas.put(
                row.x + 15,
                y,
                row.width.saturating_sub(15),
                self.proceedings.person(Some(*member)),
                role_of(Role::Text),
            );
            y += 1;
        }
        let role = if count.carried { Role::Good } else { Role::Watch };
        for (order, (line, y)) in told.iter().zip(bottom + 1..inner.bottom()).enumerate() {
            canvas.put(inner.x, y, inner.width, line, if order == 0 { role } else { Role::Quiet });
        }
    }
}
