//! A vote as it is taken: by count, with those named who ask for it, or by name. Everybody is still to say at first; what
//! it gives is shown while it is taken, and nothing is recorded before Enter.

use ratatui::layout::Rect;

use crate::domain::ballot::{Basis, Outcome, Voting};
use crate::domain::decision::{Decision, DecisionField, Figures, Poll};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::Review;
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
use crate::workflow::review::poll::{self, Saying};

/// What is counted, in the order in which it is drawn.
const COUNTED: [(Ballot, &str); 3] =
    [(Ballot::For, "FOR"), (Ballot::Against, "AGAINST"), (Ballot::Abstaining, "ABSTAIN")];

/// A vote on a proposal.
#[derive(Debug)]
pub struct BallotView {
    proceedings: Proceedings,
    decision: Record,
    voting: Voting,
    /// How many were counted who are not named.
    unnamed: Figures,
    /// The voting members who are there, each as marked by name.
    marks: Vec<(RecordId, Option<Ballot>)>,
    /// Whether the chair declared the rest in favour.
    rest: bool,
    /// Whether it was said that some have said nothing.
    warned: bool,
    scroll: Scroll,
    /// Whether the proposal was changed while it was voted on, so that what was marked holds no more.
    reworded: bool,
}

impl BallotView {
    /// A vote in which everybody is still to say, but for those who are recused; or the one that was taken down, where no
    /// result is declared yet.
    pub fn new(proceedings: &Proceedings, decision: &Record) -> Self {
        let meeting = &proceedings.meeting;
        let item = Decision(decision).item();
        let taken = poll::on_record(proceedings, decision);
        let begun = !Decision(decision).count().is_empty();
        let voting = if begun { taken.voting } else { meeting.rules().voting };
        let mark = |member: RecordId| {
            let named = taken.named.iter().find(|one| one.member == member && !one.declared).map(|one| one.ballot);
            let recused = meeting.is_recused(member, item).then_some(Ballot::Recused);
            (member, recused.or(named))
        };
        let mut marks: Vec<_> = meeting.voters().into_iter().map(|(member, _)| mark(member)).collect();
        let chair = proceedings.review().leads();
        marks.sort_by_key(|(member, _)| (Some(*member) != chair, proceedings.person(Some(*member)).to_owned()));
        let named = |ballot| marks.iter().filter(|(_, marked)| *marked == Some(ballot)).count();
        let counted = taken.counted.unwrap_or_default();
        let unnamed = Figures {
            in_favour: counted.in_favour.saturating_sub(named(Ballot::For)),
            against: counted.against.saturating_sub(named(Ballot::Against)),
            abstaining: counted.abstaining.saturating_sub(named(Ballot::Abstaining)),
        };
        let rest = taken.named.iter().any(|one| one.declared);
        Self {
            proceedings: proceedings.clone(),
            decision: decision.clone(),
            voting,
            unnamed,
            marks,
            rest,
            warned: false,
            scroll: Scroll::default(),
            reworded: false,
        }
    }

    fn item(&self) -> Option<RecordId> {
        Decision(&self.decision).item()
    }

    /// How many lines are counts; the others are members.
    fn counts(&self) -> usize {
        if self.voting == Voting::Count { COUNTED.len() } else { 0 }
    }

    fn lines(&self) -> usize {
        self.counts() + self.marks.len()
    }

    fn saying(&self) -> Saying {
        let named = self.marks.iter().filter_map(|(member, ballot)| Some((*member, (*ballot)?)));
        Saying { voting: Some(self.voting), named: named.collect(), rest: self.rest, ..Saying::default() }
    }

    /// The vote as far as it was taken.
    fn poll(&self) -> Poll {
        let mut poll = self.saying().poll(&self.proceedings, self.item());
        if let Some(counted) = &mut poll.counted {
            counted.against += self.unnamed.against;
            counted.abstaining += self.unnamed.abstaining;
            let others = self.unnamed.against + self.unnamed.abstaining;
            counted.in_favour = if self.rest {
                counted.in_favour.saturating_sub(others)
            } else {
                counted.in_favour + self.unnamed.in_favour
            };
        }
        poll
    }

    fn unnamed(&mut self, ballot: Ballot) -> Option<&mut usize> {
        match ballot {
            Ballot::For => Some(&mut self.unnamed.in_favour),
            Ballot::Against => Some(&mut self.unnamed.against),
            Ballot::Abstaining => Some(&mut self.unnamed.abstaining),
            Ballot::Recused => None,
        }
    }

    /// Marks the selected member, or counts one more.
    fn mark(&mut self, ballot: Option<Ballot>) -> Effects {
        let (at, counts, item) = (self.scroll.cursor(), self.counts(), self.item());
        self.warned = false;
        if at < counts {
            return match ballot {
                Some(Ballot::Recused) => Notice::watch("Who is recused is named: select the member").into(),
                Some(ballot) => {
                    self.unnamed(ballot).into_iter().for_each(|count| *count += 1);
                    Effects::new()
                }
                None => {
                    let less = COUNTED[at].0;
                    self.unnamed(less).into_iter().for_each(|count| *count = count.saturating_sub(1));
                    Effects::new()
                }
            };
        }
        let count = self.lines();
        if let Some((member, marked)) = self.marks.get_mut(at - counts) {
            if self.proceedings.meeting.is_recused(*member, item) && ballot != Some(Ballot::Recused) {
                return Notice::watch("This member declared an interest and is recused").into();
            }
            *marked = ballot;
            if ballot.is_some() {
                self.scroll.go(Step::Down, count);
            }
        }
        Effects::new()
    }

    /// The member's next answer; one more of what is counted on this line.
    fn next(&mut self) -> Effects {
        let (at, counts) = (self.scroll.cursor(), self.counts());
        if at < counts {
            return self.mark(Some(COUNTED[at].0));
        }
        let Some((_, marked)) = self.marks.get(at - counts) else { return Effects::new() };
        let place = marked.and_then(|marked| Ballot::ALL.iter().position(|one| *one == marked));
        let next = Ballot::ALL[place.map_or(0, |place| (place + 1) % Ballot::ALL.len())];
        let effects = self.mark(Some(next));
        self.scroll.put(at);
        effects
    }

    fn record(&mut self, desk: &Desk) -> Effects {
        let poll = self.poll();
        let waiting = self.waiting(&poll);
        if waiting > 0 && self.voting == Voting::Name {
            let still = self.proceedings.meeting.still_to_say(self.item(), &poll);
            let names = self.marks.iter().filter(|(member, _)| still.contains(member));
            let names: Vec<_> = names.map(|(member, _)| self.proceedings.person(Some(*member))).collect();
            let what = format!("Still to say: {}; A: the chair declares the rest in favour", names.join(", "));
            return Notice::watch(what).into();
        }
        if waiting > 0 && !self.warned {
            self.warned = true;
            let have = if waiting == 1 { "1 has" } else { &format!("{waiting} have") };
            let what = format!("{have} said nothing: A declares the rest in favour, Enter again records it as it is");
            return Notice::watch(what).into();
        }
        if let Some(fault) = self.proceedings.meeting.faults(&poll, self.item()).into_iter().next() {
            return Notice::watch(fault).into();
        }
        let proposal = decide::decide(&self.proceedings, &self.decision, &Deciding::Vote(poll), desk.store.ambient());
        let does = Some((&VOTE, Subject::of(self.proceedings.id()).part(Some(self.decision.id))));
        vec![Effect::Submit(Box::new(Submission { does, closes: true, ..Submission::of(proposal) }))]
    }

    /// How many have said nothing.
    fn waiting(&self, poll: &Poll) -> usize {
        match poll.counted {
            Some(figures) => self.proceedings.meeting.entitled(self.item(), poll).len().saturating_sub(figures.total()),
            None => self.proceedings.meeting.still_to_say(self.item(), poll).len(),
        }
    }

    /// What stands beside a member's name.
    fn aside(&self, member: RecordId, poll: &Poll) -> String {
        let voters = self.proceedings.meeting.voters();
        let delegate = voters.iter().find(|(one, _)| *one == member).and_then(|(_, delegate)| *delegate);
        let mut told = Vec::new();
        if Review(&self.proceedings.meeting.review).leads() == Some(member) {
            told.push("chair".to_owned());
        }
        told.extend(delegate.map(|delegate| format!("by {}", self.proceedings.person(Some(delegate)))));
        if poll.named.iter().any(|one| one.member == member && one.declared) {
            told.push("declared".to_owned());
        }
        if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
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
        use Command::{Abstains, Back, CountOrName, CountVotes, InFavour, OneLess, Opposed, Recuses, RestInFavour};
        &[InFavour, Opposed, Abstains, Recuses, RestInFavour, CountVotes, CountOrName, OneLess, Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        if self.marks.is_empty() {
            return Some("No voting member is recorded as present; r takes the attendance".to_owned());
        }
        let always = command == Command::CountOrName && self.proceedings.meeting.rules().voting == Voting::Name;
        always.then(|| "This committee votes by name".to_owned())
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.go(step, self.lines());
            return Ok(Effects::new());
        }
        Ok(match command {
            Command::InFavour => self.mark(Some(Ballot::For)),
            Command::Opposed => self.mark(Some(Ballot::Against)),
            Command::Abstains => self.mark(Some(Ballot::Abstaining)),
            Command::Recuses => self.mark(Some(Ballot::Recused)),
            Command::OneLess => self.mark(None),
            Command::NextBallot => self.next(),
            Command::RestInFavour => {
                self.rest = !self.rest;
                self.unnamed.in_favour = 0;
                Effects::new()
            }
            Command::CountOrName => {
                self.voting = if self.voting == Voting::Count { Voting::Name } else { Voting::Count };
                (self.unnamed, self.rest, self.warned) = (Figures::default(), false, false);
                self.scroll.put(0);
                Effects::new()
            }
            Command::CountVotes => self.record(desk),
            _ => Effects::new(),
        })
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
        for (member, ballot) in &mut now.marks {
            let marked = self.marks.iter().find(|(one, _)| one == member).and_then(|(_, ballot)| *ballot);
            *ballot = marked.filter(|_| *ballot != Some(Ballot::Recused)).or(*ballot);
        }
        (now.voting, now.unnamed, now.rest) = (self.voting, self.unnamed, self.rest);
        now.scroll.put(self.scroll.cursor());
        now.scroll.settle(now.lines());
        *self = now;
        Ok(())
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(4).min(100);
        let inside = width.saturating_sub(4);
        let poll = self.poll();
        let count = self.proceedings.meeting.count(&poll, self.item());
        let waiting = self.waiting(&poll);
        let told = self.told(&poll, inside, canvas);
        // Names stand in columns that are wide enough for all of them.
        let longest = self.marks.iter().map(|(member, _)| {
            let name = self.proceedings.person(Some(*member));
            name.chars().count() + self.aside(*member, &poll).chars().count()
        });
        let wide = u16::try_from(longest.max().unwrap_or(0)).unwrap_or(inside).saturating_add(6).max(24);
        let columns = (inside / wide).clamp(1, 3);
        let rows = self.marks.len().div_ceil(usize::from(columns));
        let mut words = wrapped(self.decision.title(), inside);
        if self.reworded {
            words.extend(wrapped("It was changed while it was voted on: the marks are cleared.", inside));
        }
        // A long proposal gives way to the members and the count; Esc shows it whole.
        let fixed = told.len() + COUNTED.len() + 5;
        let spare = usize::from(area.height).saturating_sub(fixed + rows.min(4)).max(1);
        if words.len() > spare {
            words.truncate(spare);
            if let Some(last) = words.last_mut() {
                let most = usize::from(inside.saturating_sub(2));
                *last = format!("{} …", crate::domain::visible::fit(last, most).trim_end());
            }
        }
        let height = u16::try_from(words.len() + fixed + rows).unwrap_or(u16::MAX);
        let area = centered(area, width, height);
        canvas.clear(area);
        let by = self.voting.label().to_lowercase();
        let title = format!("Vote on {}, {by}", self.decision.reference());
        let outcome = match (waiting, count.outcome) {
            (1.., _) => "still to say".to_owned(),
            (0, Outcome::Carried) => "would be carried".to_owned(),
            (0, Outcome::NotCarried) => "would not be carried".to_owned(),
            (0, Outcome::Tied) => "a tie: the chair decides".to_owned(),
        };
        let inner = canvas.pane(area, Pane { title: &title, note: &outcome, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let mut y = inner.y;
        for line in &words {
            canvas.put(inner.x, y, inner.width, line, Role::Strong);
            y += 1;
        }
        y += 1;
        y = self.bars(canvas, Rect { y, ..inner }, &poll, waiting) + 1;
        let bottom = inner.bottom().saturating_sub(u16::try_from(told.len()).unwrap_or(0));
        let room = usize::from(bottom.saturating_sub(y + 1)).max(1);
        let down = rows.min(room).max(1);
        let shown = down * usize::from(columns);
        let cursor = self.scroll.cursor().checked_sub(self.counts());
        let first = cursor.map_or(0, |cursor| cursor / shown * shown);
        for (place, (member, _)) in self.marks.iter().enumerate().skip(first).take(shown) {
            let at = place - first;
            let column = u16::try_from(at / down).unwrap_or(0);
            let x = inner.x + column * wide.min(inner.width);
            let row =
                Rect { x, y: y + u16::try_from(at % down).unwrap_or(0), width: wide.min(inner.right() - x), height: 1 };
            self.member(canvas, row, *member, &poll, cursor == Some(place));
        }
        for (order, (line, role)) in told.iter().enumerate() {
            let y = bottom + u16::try_from(order).unwrap_or(0);
            if y < inner.bottom() {
                canvas.put(inner.x, y, inner.width, line, *role);
            }
        }
    }
}

impl BallotView {
    /// How many said what, as bars, with what is needed; and the line below them.
    fn bars(&self, canvas: &mut Canvas, area: Rect, poll: &Poll, waiting: usize) -> u16 {
        let meeting = &self.proceedings.meeting;
        let tally = poll.tally(meeting.entitled(self.item(), poll).len());
        let most = meeting.voters().len().max(1);
        let room = usize::from(area.width.saturating_sub(34)).min(40);
        // Of how many votes cast a majority is needed is not known before they are.
        let of_votes = matches!(meeting.rules().counting.basis, Basis::MajorityCast | Basis::TwoThirdsCast);
        let needed = meeting.count(poll, self.item()).needed.filter(|_| waiting == 0 || !of_votes);
        for (place, (ballot, word)) in COUNTED.into_iter().enumerate() {
            let y = area.y + u16::try_from(place).unwrap_or(0);
            let selected = self.scroll.cursor() == place && self.counts() > 0;
            let (many, role) = match ballot {
                Ballot::For => (tally.in_favour, Role::Good),
                Ballot::Against => (tally.against, Role::Watch),
                Ballot::Abstaining | Ballot::Recused => (tally.abstaining, Role::Quiet),
            };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, width: 13, ..area }, style);
                canvas.cursor = Some((area.x, y).into());
            }
            let label = if selected { Role::Selected } else { Role::Text };
            canvas.put(area.x, y, 13, &format!(" {word:<8}{many:>3} "), label);
            let bar = canvas.look.sign("█", "#").repeat((many * room / most).min(room));
            let wide = u16::try_from(room).unwrap_or(0);
            canvas.put(area.x + 14, y, wide, &bar, role);
            let aside = match (ballot, needed) {
                (Ballot::For, Some(needed)) => format!("{needed} needed"),
                (Ballot::Against, _) => format!("recused {}", tally.recused),
                (Ballot::Abstaining, _) => format!("still to say {waiting}"),
                _ => String::new(),
            };
            let role = if ballot == Ballot::Abstaining && waiting > 0 { Role::Watch } else { Role::Quiet };
            canvas.put(area.x + 15 + wide, y, area.width.saturating_sub(15 + wide), &aside, role);
        }
        area.y + 3
    }

    fn member(&self, canvas: &mut Canvas, row: Rect, member: RecordId, poll: &Poll, selected: bool) {
        let ballot = poll.named.iter().find(|one| one.member == member).map(|one| one.ballot);
        let (sign, role) = match ballot {
            Some(Ballot::For) => (canvas.look.sign("✓", "+"), Role::Good),
            Some(Ballot::Against) => (canvas.look.sign("✖", "x"), Role::Watch),
            Some(Ballot::Abstaining) => (canvas.look.sign("○", "o"), Role::Text),
            Some(Ballot::Recused) => (canvas.look.sign("–", "-"), Role::Quiet),
            None => (canvas.look.sign("·", "."), Role::Quiet),
        };
        let role_of = |role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, row.y).into());
        }
        canvas.put(row.x + 1, row.y, 2, sign, role_of(role));
        let recused = if ballot == Some(Ballot::Recused) { ", recused" } else { "" };
        let name = format!("{}{recused}{}", self.proceedings.person(Some(member)), self.aside(member, poll));
        canvas.put(row.x + 3, row.y, row.width.saturating_sub(4), &name, role_of(Role::Text));
    }

    /// What it gives, what is wrong with it, and the quorum.
    fn told(&self, poll: &Poll, inside: u16, canvas: &Canvas) -> Vec<(String, Role)> {
        let meeting = &self.proceedings.meeting;
        let count = meeting.count(poll, self.item());
        let waiting = self.waiting(poll);
        let faults = meeting.faults(poll, self.item());
        let (words, role) = match (faults.first(), count.outcome) {
            (Some(fault), _) if waiting == 0 => (format!("{} {fault}", canvas.look.sign("✖", "x")), Role::Watch),
            (_, Outcome::Carried) if waiting == 0 => (count.words, Role::Good),
            _ if waiting == 0 => (count.words, Role::Watch),
            _ if self.voting == Voting::Name => ("Everybody is asked by name".to_owned(), Role::Quiet),
            _ => ("Those who ask for it are named: select them, and say how they vote".to_owned(), Role::Quiet),
        };
        let mut told: Vec<_> = wrapped(&words, inside).into_iter().map(|line| (line, role)).collect();
        let standing = meeting.standing(self.item(), &poll.ballots());
        let quorum = if standing.met { "Quorum" } else { "No quorum: provisional until it is ratified" };
        let quorum = wrapped(&format!("{quorum}: {}", standing.words), inside);
        told.extend(quorum.into_iter().map(|line| (line, Role::Quiet)));
        let asked = format!("Asked for: {}", meeting.rules().counting.basis.label().to_lowercase());
        told.push((asked, Role::Quiet));
        told
    }
}
