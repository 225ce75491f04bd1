//! A vote as it is taken: by count, with those who asked to be named, or by name. Who is recused is counted out, and who
//! holds a mandate votes for its member, either way.

use crate::domain::attendance;
use crate::domain::ballot::{Casting, Chair, Count, Tally, Tie, Voters, Voting};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::words::Review;
use crate::domain::vote::{Ballot, Vote};

use super::meeting::Meeting;
use super::words::Decision;

/// What was said of a proposal that was put to the vote.
#[derive(Debug, Clone)]
pub struct Poll {
    pub voting: Voting,
    /// How many said what, in a vote by count; those who are named are among them.
    pub counted: Option<Figures>,
    /// Those who are named: everybody in a vote by name, those who asked for it and those recused in one by count.
    pub named: Vec<Named>,
    /// The chair who declared the count, or the rest in favour.
    pub declared_by: Option<RecordId>,
    /// What the chair said to a tie.
    pub casting: Option<Casting>,
}

/// How many said what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    pub in_favour: usize,
    pub against: usize,
    pub abstaining: usize,
}

/// What one member said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    pub member: RecordId,
    pub ballot: Ballot,
    /// Who cast it by mandate.
    pub cast_by: Option<RecordId>,
    /// Whether it is the chair's declaration, and no word of the member.
    pub declared: bool,
}

impl Figures {
    /// Everybody who said something.
    pub fn total(self) -> usize {
        self.in_favour + self.against + self.abstaining
    }

    fn of(self, ballot: Ballot) -> usize {
        match ballot {
            Ballot::For => self.in_favour,
            Ballot::Against => self.against,
            Ballot::Abstaining => self.abstaining,
            Ballot::Recused => 0,
        }
    }
}

impl Poll {
    /// As it is on record. What was voted on before there were counts was voted on by name.
    pub fn of(decision: Decision, votes: &[Record]) -> Self {
        let figure = |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok());
        let figures = || {
            Some(Figures {
                in_favour: figure(decision.votes_for())?,
                against: figure(decision.votes_against())?,
                abstaining: figure(decision.votes_abstaining())?,
            })
        };
        let named = votes.iter().map(Vote).filter_map(|vote| {
            Some(Named {
                member: vote.person()?,
                ballot: vote.ballot()?,
                cast_by: vote.cast_by(),
                declared: vote.declared() == Some(true),
            })
        });
        Self {
            voting: decision.voting().unwrap_or(Voting::Name),
            counted: figures(),
            named: named.collect(),
            declared_by: decision.declared_by(),
            casting: decision.casting(),
        }
    }

    /// What each of those said who are named.
    pub fn ballots(&self) -> Vec<(RecordId, Ballot)> {
        self.named.iter().map(|one| (one.member, one.ballot)).collect()
    }

    /// How many said what, of so many who could.
    pub fn tally(&self, entitled: usize) -> Tally {
        let named = Tally::of(self.named.iter().map(|one| one.ballot));
        let Some(figures) = self.counted.filter(|_| self.voting == Voting::Count) else { return named };
        let Figures { in_favour, against, abstaining } = figures;
        let silent = entitled.saturating_sub(figures.total());
        Tally { in_favour, against, abstaining, recused: named.recused, silent }
    }

    fn is_recused(&self, member: RecordId) -> bool {
        self.named.iter().any(|one| one.member == member && one.ballot == Ballot::Recused)
    }
}

impl Meeting {
    /// The members who have a vote in a matter: those who are there and not recused, and not the chair who votes in a tie
    /// only.
    pub fn entitled(&self, item: Option<RecordId>, poll: &Poll) -> Vec<RecordId> {
        let waits = self.chair_in_person().filter(|_| self.rules().counting.tie == Tie::ChairOnly);
        let free =
            |member: &RecordId| !self.is_recused(*member, item) && !poll.is_recused(*member) && waits != Some(*member);
        self.voters().into_iter().map(|(member, _)| member).filter(free).collect()
    }

    /// The chair, where they are there and a voting member themselves.
    fn chair_in_person(&self) -> Option<RecordId> {
        let chair = Review(&self.review).leads()?;
        self.voters().contains(&(chair, None)).then_some(chair)
    }

    /// What the chair said to a tie, or whether they are to be asked.
    fn chair(&self, item: Option<RecordId>, poll: &Poll) -> Chair {
        let able = self.chair_in_person().filter(|chair| !self.is_recused(*chair, item) && !poll.is_recused(*chair));
        match (able, poll.casting) {
            (None, _) => Chair::Away,
            (Some(_), None) => Chair::Asked,
            (Some(_), Some(said)) => Chair::Said(said),
        }
    }

    /// What a vote on a matter gives, by the rules of the meeting.
    pub fn count(&self, poll: &Poll, item: Option<RecordId>) -> Count {
        let there = self.voters();
        let members = self.members();
        let away = |member: &&RecordId| !there.iter().any(|(voter, _)| voter == *member);
        let recused_away = members.iter().filter(away).filter(|member| self.is_recused(**member, item)).count();
        let voters = Voters { present: there.len(), members: self.seats(), recused_away };
        let tally = poll.tally(self.entitled(item, poll).len());
        tally.count(voters, self.rules().counting, self.chair(item, poll))
    }

    /// Who has said nothing yet in a vote by name.
    pub fn still_to_say(&self, item: Option<RecordId>, poll: &Poll) -> Vec<RecordId> {
        let said = |member: &RecordId| poll.named.iter().any(|one| one.member == *member);
        self.entitled(item, poll).into_iter().filter(|member| !said(member)).collect()
    }

    /// Who declares a count, or the rest in favour, where nobody else is named: the chair, or who records the meeting where
    /// the chair is not there.
    pub fn declares(&self) -> Option<RecordId> {
        let review = Review(&self.review);
        let there = |person: &RecordId| attendance::there(&self.roll).any(|row| row.person() == Some(*person));
        let secretary = review.acting_secretary().or(review.secretary());
        [review.leads(), secretary].into_iter().flatten().find(there)
    }

    /// Everything that is wrong with a vote on a matter; nothing where everybody who could be counted was, and nobody else.
    pub fn faults(&self, poll: &Poll, item: Option<RecordId>) -> Vec<String> {
        let mut faults = Vec::new();
        for member in self.still_to_say(item, poll).into_iter().filter(|_| poll.voting == Voting::Name) {
            faults.push(format!("{} has not voted", self.name(member)));
        }
        faults.extend(self.faults_of_named(poll, item));
        match (poll.voting, poll.counted) {
            (Voting::Count, Some(figures)) => faults.extend(self.faults_of_count(poll, figures, item)),
            (Voting::Count, None) => faults.push("How many are for, against and abstaining is not said".to_owned()),
            (Voting::Name, Some(_)) => faults.push("A vote by name has no count beside it".to_owned()),
            (Voting::Name, None) => {}
        }
        faults.extend(self.fault_of_declaration(poll, item));
        faults
    }

    fn faults_of_named(&self, poll: &Poll, item: Option<RecordId>) -> Vec<String> {
        let mut faults = Vec::new();
        let voters = self.voters();
        for (member, _) in &voters {
            let told = poll.named.iter().any(|one| one.member == *member);
            if self.is_recused(*member, item) && !told {
                faults.push(format!("{} is recused in the matter, and not named so", self.name(*member)));
            }
        }
        let waits = self.chair_in_person().filter(|_| self.rules().counting.tie == Tie::ChairOnly);
        for one in &poll.named {
            let name = self.name(one.member);
            let Some((_, delegate)) = voters.iter().find(|(voter, _)| *voter == one.member) else {
                faults.push(format!("{name} is not there to vote"));
                continue;
            };
            if self.is_recused(one.member, item) && one.ballot != Ballot::Recused {
                faults.push(format!("{name} is recused in the matter"));
            }
            if one.cast_by != *delegate {
                faults.push(format!("{name} votes in person or through the delegate who is there"));
            }
            if waits == Some(one.member) && one.ballot != Ballot::Recused {
                faults.push(format!("{name} is in the chair, and votes in a tie only"));
            }
        }
        faults
    }

    fn faults_of_count(&self, poll: &Poll, figures: Figures, item: Option<RecordId>) -> Vec<String> {
        let mut faults = Vec::new();
        if self.rules().voting == Voting::Name {
            faults.push("This committee votes by name".to_owned());
        }
        let entitled = self.entitled(item, poll).len();
        if figures.total() > entitled {
            let Figures { in_favour, against, abstaining } = figures;
            let voters = self.voters();
            let recused = voters.iter().filter(|(one, _)| self.is_recused(*one, item) || poll.is_recused(*one)).count();
            let recused_told = if recused > 0 { format!(", {recused} of them recused") } else { String::new() };
            let chair = voters.len() > entitled + recused;
            let chair = if chair { ", and the chair votes in a tie only" } else { "" };
            faults.push(format!(
                "{in_favour} for, {against} against and {abstaining} abstaining are {}, and {entitled} can vote: {} voting \
                 members present{recused_told}{chair}",
                figures.total(),
                voters.len()
            ));
        }
        for (ballot, word) in
            [(Ballot::For, "for"), (Ballot::Against, "against"), (Ballot::Abstaining, "as abstaining")]
        {
            let named = poll.named.iter().filter(|one| one.ballot == ballot).count();
            if named > figures.of(ballot) {
                let are = if named == 1 { "is" } else { "are" };
                faults.push(format!("{named} {are} named {word}, and {} counted", figures.of(ballot)));
            }
        }
        faults
    }

    fn fault_of_declaration(&self, poll: &Poll, item: Option<RecordId>) -> Option<String> {
        let rest = poll.named.iter().any(|one| one.declared);
        if poll.named.iter().any(|one| one.declared && one.ballot != Ballot::For) {
            return Some("What the chair declares of the rest is that they are in favour".to_owned());
        }
        let Some(by) = poll.declared_by else {
            let asked = rest || poll.voting == Voting::Count;
            return asked.then(|| "Who declared it is not said".to_owned());
        };
        if !rest && poll.voting == Voting::Name {
            return Some("Everybody spoke for themselves: nothing was declared".to_owned());
        }
        let there = |person: RecordId| attendance::there(&self.roll).any(|row| row.person() == Some(person));
        if !there(by) {
            return Some(format!("{} is not there to declare it", self.name(by)));
        }
        let chair = Review(&self.review).leads();
        let able = chair.filter(|chair| there(*chair) && !self.is_recused(*chair, item) && !poll.is_recused(*chair));
        let other = able.filter(|chair| *chair != by);
        other.map(|chair| format!("{} is in the chair, and declares it", self.name(chair)))
    }
}
