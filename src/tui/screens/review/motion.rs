//! A motion in one frame all the way, from its words to the result: whether anybody objects, the vote by count or by name,
//! what the chair says to a tie, what it led to. Nothing is recorded before it was shown whole, and said.

mod draw;

use ratatui::layout::Rect;

use crate::domain::ballot::{Casting, Voting};
use crate::domain::decision::{Decision, DecisionField, Figures, Poll, State};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::domain::vote::Ballot;
use crate::store::Error;
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Effect, Effects, Notice, Submission, open};
use crate::tui::layer::Screen;
use crate::tui::screens::form::{Form, Purpose};
use crate::tui::scroll::{Scroll, Step};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::review::Proceedings;
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::operations::{self, ACT, AGENDA_ITEM, CAST, DECIDE, VOTE};
use crate::workflow::review::poll::{self, Saying};
use crate::workflow::review::presented::COUNTED;

/// How far a motion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// It is put: does anybody object?
    Put,
    Vote,
    /// A tie that the chair decides.
    Tie,
    /// It is decided.
    Result,
}

/// A motion.
#[derive(Debug)]
pub struct MotionView {
    proceedings: Proceedings,
    decision: Record,
    stage: Stage,
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

impl MotionView {
    /// A motion that is put to the meeting; with a tie, to the chair.
    pub fn put(proceedings: &Proceedings, decision: &Record) -> Self {
        let stage = if operations::is_tied(decision) { Stage::Tie } else { Stage::Put };
        Self::at(stage, proceedings, decision)
    }

    /// One that is put to the vote.
    pub fn vote(proceedings: &Proceedings, decision: &Record) -> Self {
        Self::at(Stage::Vote, proceedings, decision)
    }

    /// At first everybody is still to say, but for those who are recused; or the vote stands that was taken down, where no
    /// result is declared yet.
    fn at(stage: Stage, proceedings: &Proceedings, decision: &Record) -> Self {
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
            stage,
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
        self.decide(&VOTE, &Deciding::Vote(poll), desk)
    }

    fn subject(&self) -> Subject {
        Subject::of(self.proceedings.id()).part(Some(self.decision.id))
    }

    /// Decides it as it stands here.
    fn decide(&self, operation: &'static Operation, how: &Deciding, desk: &Desk) -> Effects {
        let proposal = decide::decide(&self.proceedings, &self.decision, how, desk.store.ambient());
        let does = Some((operation, self.subject()));
        vec![Effect::Submit(Box::new(Submission { does, ..Submission::of(proposal) }))]
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

impl Screen for MotionView {
    fn name(&self) -> String {
        format!("Motion {}", self.decision.reference())
    }

    fn stays(&self) -> Option<String> {
        let taken = Self::at(Stage::Vote, &self.proceedings, &self.decision);
        let entered = (&self.marks, self.unnamed, self.rest) != (&taken.marks, taken.unnamed, taken.rest);
        (self.stage == Stage::Vote && entered)
            .then(|| "The votes you entered are not recorded yet, and would be lost.".into())
    }

    fn scopes(&self) -> &'static [Scope] {
        match self.stage {
            Stage::Put => &[Scope::Motion, Scope::Everywhere],
            Stage::Vote => &[Scope::Voting, Scope::Rows, Scope::Everywhere],
            Stage::Tie => &[Scope::Tie, Scope::Everywhere],
            Stage::Result => &[Scope::Decided, Scope::Everywhere],
        }
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{
            Abstains, Back, ByTopManagement, CastAgainst, CastFor, CastNone, ChangeWords, CountOrName, CountVotes,
            Done, FromIt, GoOn, InFavour, NobodyObjects, OneLess, Opposed, PutToVote, Recuses, RestInFavour, VoteAnew,
        };
        match self.stage {
            Stage::Put => &[NobodyObjects, PutToVote, ByTopManagement, ChangeWords, Back],
            Stage::Vote => {
                &[InFavour, Opposed, Abstains, Recuses, RestInFavour, CountVotes, CountOrName, OneLess, Back]
            }
            Stage::Tie => &[CastFor, CastAgainst, CastNone, VoteAnew, Back],
            Stage::Result => &[FromIt, GoOn, Done],
        }
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let by_name = self.proceedings.meeting.rules().voting == Voting::Name;
        let nobody = || self.marks.is_empty().then(|| "No voting member is recorded as present".to_owned());
        match command {
            Command::CountOrName if by_name => Some("This committee votes by name".to_owned()),
            Command::FromIt if !self.holds() => Some(format!("{} is not carried", self.decision.reference())),
            Command::NobodyObjects | Command::ByTopManagement | Command::ChangeWords => desk.why_not_write(),
            Command::PutToVote => desk.why_not_write().or_else(nobody),
            _ if self.stage == Stage::Vote => nobody(),
            _ => None,
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.scroll.go(step, self.lines());
            return Ok(Effects::new());
        }
        Ok(match command {
            Command::NobodyObjects => self.decide(&DECIDE, &Deciding::NoObjection, desk),
            Command::PutToVote | Command::VoteAnew => {
                self.stage = Stage::Vote;
                Effects::new()
            }
            Command::ByTopManagement => {
                let (way, subject) = (operations::BY_TOP_MANAGEMENT, self.subject());
                open(Form::open(Purpose::Do { operation: &DECIDE, way, subject }, desk)?)
            }
            Command::ChangeWords => open(Form::open(Purpose::Edit { records: vec![self.decision.clone()] }, desk)?),
            Command::CastFor => self.decide(&CAST, &Deciding::Tie(Casting::For), desk),
            Command::CastAgainst => self.decide(&CAST, &Deciding::Tie(Casting::Against), desk),
            Command::CastNone => self.decide(&CAST, &Deciding::Tie(Casting::None), desk),
            Command::FromIt => vec![Effect::Close, Effect::OperateOn(&ACT, 0, self.subject())],
            Command::GoOn => vec![Effect::Close, Effect::Operate(&AGENDA_ITEM, operations::NEXT)],
            Command::Done => vec![Effect::Close],
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
        let anew = decision.revision != self.decision.revision;
        let stage = match Decision(decision).state() {
            Some(State::Proposed | State::Put) if anew && operations::is_tied(decision) => Stage::Tie,
            Some(State::Proposed | State::Put) => self.stage,
            _ => Stage::Result,
        };
        let mut now = Self::at(stage, &proceedings, decision);
        let put = [DecisionField::Text, DecisionField::Subject, DecisionField::Grounds, DecisionField::Item];
        let changed = put.iter().any(|field| decision.get(field.name()) != self.decision.get(field.name()));
        let marked = self.rest || self.unnamed != Figures::default() || self.marks.iter().any(|(_, one)| one.is_some());
        now.reworded = self.reworded || (changed && marked && stage == Stage::Vote);
        if changed || stage == Stage::Result {
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
        self.draw_motion(canvas, area);
    }
}

impl MotionView {
    /// Whether it was decided in favour.
    fn holds(&self) -> bool {
        Decision(&self.decision).state().is_some_and(State::holds)
    }
}
