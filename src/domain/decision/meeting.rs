//! A meeting as deciding looks at it: who is there, who votes, who is recused, and by what it counts.

use chrono::NaiveDate;

use crate::domain::attendance::{self, Attendance, AttendanceField};
use crate::domain::identity::RecordId;
use crate::domain::interest::{Interest, InterestField};
use crate::domain::meeting_rules::MeetingRules;
use crate::domain::name::FieldName;
use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::person::{self, Person, PersonField};
use crate::domain::quorum::{Standing, There};
use crate::domain::record::{Came, Past, Record, Version};
use crate::domain::review::words::Review;
use crate::domain::rules::{Fact, Facts};
use crate::domain::vote::Ballot;

use super::words::{Decision, DecisionField, DecisionMove};

/// The facts of which a [meeting](Meeting) is made: that of the review to which a link field points.
pub const fn meeting(through: FieldName) -> [Fact; 5] {
    [
        Fact::Linked(through),
        Fact::Beside { through, of: AttendanceField::Review.link() },
        Fact::Every(InterestField::REGISTER),
        Fact::Every(OrganisationField::REGISTER),
        Fact::Every(PersonField::REGISTER),
    ]
}

/// What is known of a meeting as it was: the past of the decision, and of each line of the roll.
pub const BEFORE: [Fact; 2] =
    [Fact::Past, Fact::PastBeside { through: DecisionField::Review.name(), of: AttendanceField::Review.link() }];

/// What the rules of deciding look at; the workflow gathers the same before it proposes, from the same records.
#[derive(Debug, Clone)]
pub struct Meeting {
    pub review: Record,
    pub organisation: Record,
    pub roll: Vec<Record>,
    pub people: Vec<Record>,
    /// Declared interests; those of other reviews are left out of account.
    pub interests: Vec<Record>,
    /// The day by which it is asked who holds a seat.
    pub day: NaiveDate,
}

impl Meeting {
    /// The meeting of the review to which a link field points, out of [its facts](meeting).
    pub fn of(facts: &Facts, through: FieldName) -> Option<Self> {
        Some(Self {
            review: facts.linked(through).first()?.clone(),
            organisation: facts.every(OrganisationField::REGISTER).first()?.clone(),
            roll: facts.beside(through, AttendanceField::Review).to_vec(),
            people: facts.every(PersonField::REGISTER).to_vec(),
            interests: facts.every(InterestField::REGISTER).to_vec(),
            day: facts.today,
        })
    }

    /// The meeting that decides: as it is, or, where a result was taken back, as it was when that was declared.
    pub fn deciding(facts: &Facts) -> Option<Self> {
        let now = Self::of(facts, DecisionField::Review.name())?;
        if Decision(facts.record).taken_back_on().is_none() {
            return Some(now);
        }
        let rolls = facts.past_beside(DecisionField::Review, AttendanceField::Review);
        now.as_it_was(&facts.past(), &rolls)
    }

    /// The meeting as it was when a result was declared for the first time, by the past of the decision and of each line of
    /// the roll; nothing where none was.
    pub fn as_it_was(self, decision: &[Version], rolls: &[Past]) -> Option<Self> {
        let declared = [DecisionMove::Carry, DecisionMove::CarryProvisionally, DecisionMove::Reject];
        let declares = |version: &&Version| match &version.by {
            Came::Move(name) => declared.iter().any(|one| one.name() == name.as_str()),
            _ => false,
        };
        let declared = decision.iter().find(declares)?;
        let line = |past: &Past| {
            let versions = past.iter().take_while(|version| version.sequence <= declared.sequence);
            versions.last().map(|version| version.record.clone()).filter(|row| !row.voided)
        };
        let day = Decision(&declared.record).decided_on().unwrap_or(self.day);
        Some(Self { roll: rolls.iter().filter_map(line).collect(), day, ..self })
    }

    /// Whether somebody belongs to top management.
    pub fn is_top(&self, id: RecordId) -> bool {
        let belongs = |one: &Record| Person(one).top_management() == Some(true) && Person(one).is_active_on(self.day);
        self.people.iter().any(|one| one.id == id && belongs(one))
    }

    /// The voting members who hold their seat: whoever left, or whose term is over, has none.
    pub fn members(&self) -> Vec<RecordId> {
        let seated = |id: &RecordId| {
            self.people.iter().find(|one| one.id == *id).is_none_or(|one| Person(one).has_seat_on(self.day))
        };
        Review(&self.review).members().iter().copied().filter(seated).collect()
    }

    /// How many seats the committee has, of which a quorum is counted: as it was when the meeting was opened, where that is
    /// known. Those who were called are as many at the least.
    pub fn seats(&self) -> usize {
        let review = Review(&self.review);
        let settled = review.seats().and_then(|seats| usize::try_from(seats).ok());
        let now = || if review.meeting_rules().is_none() { person::seats(&self.people, self.day) } else { 0 };
        settled.unwrap_or_else(now).max(self.members().len())
    }

    /// How many voting members took part, at whatever time, themselves or by a delegate who has their vote.
    pub fn took_part(&self) -> usize {
        let rows = self.roll.iter().map(Attendance).filter(|row| row.attended());
        self.voting(rows).len()
    }

    /// The voting members who were named and hold no seat, each with why.
    pub fn unseated(&self) -> Vec<(RecordId, String)> {
        let named = Review(&self.review).members().iter();
        let person = |id: &RecordId| self.people.iter().find(|one| one.id == *id);
        named.filter_map(|id| Some((*id, Person(person(id)?).why_no_seat_on(self.day)?))).collect()
    }

    /// The voting members who are there, each with the delegate who stands in for them where one does. Those who
    /// recused themselves and left the room have left the roll.
    pub fn voters(&self) -> Vec<(RecordId, Option<RecordId>)> {
        self.voting(attendance::there(&self.roll))
    }

    /// The voting members of some lines of the roll, each with the delegate who stands in for them where one does.
    fn voting<'a>(&self, rows: impl Iterator<Item = Attendance<'a>>) -> Vec<(RecordId, Option<RecordId>)> {
        let members = self.members();
        let mut voters = Vec::new();
        for row in rows.filter(|row| row.has_vote()) {
            match (row.represents(), row.person()) {
                (Some(member), delegate) if members.contains(&member) => voters.push((member, delegate)),
                (None, Some(person)) if members.contains(&person) => voters.push((person, None)),
                _ => {}
            }
        }
        voters.sort_unstable();
        voters.dedup_by_key(|(member, _)| *member);
        voters
    }

    /// Whether a line of the roll is that of top management, or of its mandate.
    pub fn speaks_for_top(&self, row: Attendance) -> bool {
        let mandated = row.decides_for().is_some_and(|member| self.is_top(member));
        mandated || row.person().is_some_and(|person| self.is_top(person))
    }

    /// Whether the vote of somebody is recused in a matter: by an interest of their own, or of the delegate who is there
    /// for them.
    pub fn is_recused(&self, person: RecordId, item: Option<RecordId>) -> bool {
        let mut delegates = attendance::there(&self.roll).filter(|row| row.represents() == Some(person));
        self.has_interest(person, item)
            || delegates.any(|row| row.person().is_some_and(|delegate| self.has_interest(delegate, item)))
    }

    /// Whether an interest recuses somebody in a matter: the item, or the whole review.
    pub fn has_interest(&self, person: RecordId, item: Option<RecordId>) -> bool {
        self.interests.iter().map(Interest).any(|interest| {
            let here = interest.review().is_none_or(|review| review == self.review.id);
            let concerns = interest.item().is_none() || interest.item() == item;
            interest.person() == Some(person) && here && concerns && interest.recuses()
        })
    }

    /// By what it counts: as the organisation had it when the pack was circulated, whatever became of that since.
    pub fn rules(&self) -> MeetingRules {
        let settled = Review(&self.review).meeting_rules();
        settled.unwrap_or_else(|| Organisation(&self.organisation).meeting_rules())
    }

    /// Who is there, and whether that is enough to decide a matter. Whether those who recused themselves and stayed
    /// count is for the organisation to say; a recusal in the vote is one as an interest that was declared.
    pub fn standing(&self, item: Option<RecordId>, votes: &[(RecordId, Ballot)]) -> Standing {
        let MeetingRules { asked, recused_present, .. } = self.rules();
        let recused = |member: RecordId| self.is_recused(member, item) || votes.contains(&(member, Ballot::Recused));
        let counts = |member: RecordId| recused_present || !recused(member);
        let present = self.voters().iter().filter(|(member, _)| counts(*member)).count();
        let chair = Review(&self.review).leads();
        let mut standing = asked.check(There {
            members: self.seats(),
            present,
            chair: attendance::there(&self.roll).any(|row| row.person() == chair),
            top_management: attendance::there(&self.roll).any(|row| self.speaks_for_top(row)),
        });
        let called = Review(&self.review).members().len();
        if called < self.seats() {
            standing.words.push_str(&format!("; {called} were called to it"));
        }
        // A quorum is reached by nobody's dropping out without the decision saying whose.
        for (_, why) in self.unseated() {
            standing.words.push_str(&format!("; not counted: {why}"));
        }
        standing
    }

    /// What somebody is called.
    pub fn name(&self, id: RecordId) -> String {
        self.people.iter().find(|one| one.id == id).map_or(String::new(), |one| one.title().to_owned())
    }
}
