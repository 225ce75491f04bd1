//! The words of a review: what can stand in it.

use chrono::{NaiveDate, NaiveTime};

use crate::domain::ballot::{Basis, Counting, Tie, Voting};
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::meeting_rules::{Mandates, MeetingRules};
use crate::domain::quorum::{Asked, Quorum};
use crate::domain::spelling::day;
use crate::domain::zone::Zone;

crate::choices! {
    /// Where a review stands.
    State {
        Planned = "planned", "Planned", Active;
        Called = "called", "Called", Active;
        Circulated = "circulated", "Pack circulated", Active;
        InSession = "in-session", "In session", Active;
        Adjourned = "adjourned", "Adjourned", Watch;
        Concluded = "concluded", "Concluded", Active;
        MinutesCirculated = "minutes-circulated", "Minutes circulated", Active;
        Approved = "approved", "Minutes approved", Good;
        Sealed = "sealed", "Sealed", Good;
        Postponed = "postponed", "Postponed", Watch;
        Cancelled = "cancelled", "Cancelled", Gone;
    }
}

crate::choices! {
    /// What kind of meeting it is.
    Type {
        ManagementReview = "management-review", "Management review";
        Ordinary = "ordinary", "Ordinary committee meeting";
        Extraordinary = "extraordinary", "Extraordinary committee meeting";
    }
}

impl State {
    /// Whether the meeting can still be prepared.
    pub fn is_before(self) -> bool {
        matches!(self, Self::Planned | Self::Called | Self::Circulated | Self::Postponed)
    }

    /// Whether the meeting has begun and is not over.
    pub fn is_running(self) -> bool {
        matches!(self, Self::InSession | Self::Adjourned)
    }

    /// Whether the meeting is over, so that its minutes are what is left to do.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Concluded | Self::MinutesCirculated | Self::Approved | Self::Sealed)
    }

    /// Whether nothing of it can be changed any more.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Approved | Self::Sealed | Self::Cancelled)
    }

    /// How it is to be taken at a glance.
    pub fn tone(self) -> Tone {
        Self::CHOICES[self as usize].tone
    }
}

crate::moves! {
    /// The moves of a review.
    ReviewMove {
        Call = "call", Circulate = "circulate", Open = "open", Adjourn = "adjourn", Conclude = "conclude",
        CirculateMinutes = "circulate_minutes", Approve = "approve", Seal = "seal", Postpone = "postpone",
        Cancel = "cancel", Admit = "admit",
    }
}

crate::words! {
    /// Meetings of the committee: management reviews, top management's look at the system at planned intervals, and the
    /// ordinary and extraordinary meetings between them; what each saw and what it decided.
    Review, ReviewField: "review" / "reviews", "MR", "9.3", Meetings;

    /// What the review is called.
    title Title: text, "Title", title, sorted;
    /// The day of the meeting, or of its first sitting.
    date Date: date, "Date", listed, sorted, deadline;
    /// When it begins on that day, as the clocks show it where the organisation is: 10:00.
    time Time: text, "Time";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The first day of the period that is reviewed.
    period_start PeriodStart: date, "Period from";
    /// The last day of the period that is reviewed.
    period_end PeriodEnd: date, "Period to";
    /// Where the meeting is held, or how one joins it.
    place Place: text, "Place";
    /// Who leads the meeting.
    chair Chair: person, "Chair", listed;
    /// Who records the meeting.
    secretary Secretary: person, "Secretary";
    /// Those who vote in it: quorum and majorities are counted of them.
    members Members: links("person"), "Voting members";
    /// Those who are invited without a vote.
    guests Guests: links("person"), "Guests";
    /// What kind of meeting it is: a management review considers the inputs of 9.3.2 and concludes on the system, others have
    /// an agenda of their own.
    kind Type = "type": choice(Type), "Type", listed;
    /// How many voting members must be there; as the organisation had it when the pack was circulated.
    quorum Quorum: choice(Quorum), "Quorum", derived;
    /// The number of voting members, where the quorum is a fixed one.
    quorum_number QuorumNumber: number, "Quorum as a number", derived;
    /// Whether the chair must be there for a quorum.
    quorum_chair QuorumChair: yes_no, "Quorum needs the chair", derived;
    /// Whether somebody of top management must be there for a quorum.
    quorum_top QuorumTop: yes_no, "Quorum needs top management", derived;
    /// Which majority carries a proposal that is voted on; as the organisation had it when the pack was circulated.
    decision_basis DecisionBasis: choice(Basis), "Majority", derived;
    /// What a tie leads to.
    tie_rule TieRule: choice(Tie), "In a tie", derived;
    /// Whether members who recused themselves stay in the base of which a majority is counted.
    recused_count RecusedCount: yes_no, "Recused count in the base", derived;
    /// Whether members who recused themselves and stayed in the room count to the quorum.
    recused_present RecusedPresent: yes_no, "Recused count to the quorum", derived;
    /// How votes are taken: by count, or by name where somebody asks; or always by name.
    voting Voting: choice(Voting), "Votes are taken", derived;
    /// Whether voting members may hold the mandates of others who are absent.
    members_hold MembersHold: yes_no, "Members hold mandates", derived;
    /// How many mandates one person may hold.
    most_mandates MostMandates: number, "Mandates one may hold", derived;
    /// How many held a seat in the committee when its pack was circulated, or when it was opened last: the quorum is counted of
    /// them, whoever was called to it.
    seats Seats: number, "Seats of the committee", derived;
    /// Why no decision on an improvement is needed; asked where none is carried (9.3.3).
    no_improvements NoImprovements: long_text, "Why no improvement is needed";
    /// Why the management system need not change; asked where no such decision is carried (9.3.3).
    no_changes NoChanges: long_text, "Why no change to the system is needed";
    /// The day by which the next review is held.
    next_review NextReview: date, "Next review";
    /// The review before this one.
    previous Previous: link("review"), "Previous review", by_move;
    /// The day on which it was called.
    called_on CalledOn: date, "Called on", by_move, past;
    /// The version of the pack on which the meeting worked.
    pack Pack: link("pack"), "Pack used", by_move;
    /// How it was agreed to meet at short notice, or on another day than the one of the call.
    notice_agreed NoticeAgreed: long_text, "How the day was agreed", by_move;
    /// Who leads the meeting in the place of an absent chair; chosen at the opening.
    acting_chair ActingChair: person, "In the chair", by_move;
    /// Who records the meeting in the place of an absent secretary; chosen at the opening.
    acting_secretary ActingSecretary: person, "Takes the minutes", by_move;
    /// The voting members who were forgotten at the call, and admitted in the meeting.
    admitted Admitted: links("person"), "Admitted in the meeting", by_move;
    /// When the present or last sitting began.
    opened_at OpenedAt: instant, "Sitting opened", by_move, past;
    /// When the last sitting ended without the review being over.
    adjourned_at AdjournedAt: instant, "Adjourned", by_move, past;
    /// How many sittings there were.
    sittings Sittings: number, "Sittings", by_move;
    /// When the review was concluded.
    concluded_at ConcludedAt: instant, "Concluded", by_move, past;
    /// Why it does not count as the organisation's management review, where it does not.
    lacked Lacked: long_text, "Does not count", derived;
    /// The day on which the minutes were approved.
    approved_on ApprovedOn: date, "Minutes approved on", by_move, past;
    /// The version of the minutes that was approved and sealed.
    minutes Minutes: link("minutes"), "Sealed minutes", by_move;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// A time of the day by its hour and minutes: `9:30`, `14:00`.
pub fn time_of_day(typed: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(typed.trim(), "%H:%M").ok()
}

impl Review<'_> {
    /// By what the meeting counts, since its pack was circulated; `None` before that.
    pub fn meeting_rules(self) -> Option<MeetingRules> {
        let asked = Asked {
            quorum: self.quorum()?,
            number: self.quorum_number().and_then(|number| usize::try_from(number).ok()).unwrap_or(0),
            chair: self.quorum_chair() == Some(true),
            top_management: self.quorum_top() == Some(true),
        };
        let counting = Counting {
            basis: self.decision_basis()?,
            tie: self.tie_rule()?,
            recused_count: self.recused_count() == Some(true),
        };
        Some(MeetingRules {
            asked,
            counting,
            recused_present: self.recused_present() != Some(false),
            voting: self.voting().unwrap_or(Voting::Count),
            mandates: Mandates {
                by_members: self.members_hold() == Some(true),
                most: self.most_mandates().and_then(|most| usize::try_from(most).ok()).unwrap_or(1),
            },
        })
    }
}

impl Review<'_> {
    /// What kind of meeting it is; before there were others, every one was a management review.
    pub fn meeting(self) -> Type {
        self.kind().unwrap_or(Type::ManagementReview)
    }

    /// Whether it is a review in the sense of 9.3, and no other meeting of the committee.
    pub fn is_management_review(self) -> bool {
        self.meeting() == Type::ManagementReview
    }

    /// Whether it was held as the organisation's management review, and counts as one.
    pub fn counts(self) -> bool {
        self.is_management_review() && self.state().is_some_and(State::is_over) && self.lacked().is_empty()
    }

    /// The day on which it ended; of one that is not over, that for which it is called. For which day it had been called says
    /// nothing of when it was held.
    pub fn held_on(self, zone: &Zone) -> Option<NaiveDate> {
        let ended = self.concluded_at().filter(|_| self.state().is_some_and(State::is_over));
        ended.map(|at| at.with_timezone(zone).date_naive()).or(self.date())
    }

    /// What it is called within a sentence: every other meeting of the committee is no review.
    pub fn noun(self) -> &'static str {
        if self.is_management_review() { "review" } else { "meeting" }
    }

    /// When it is to begin on its day; nothing where nobody said.
    pub fn begins(self) -> Option<NaiveTime> {
        time_of_day(self.time())
    }

    /// For when it is called, in words: `4 December 2026, 10:00`. Empty without a day.
    pub fn called_for(self) -> String {
        let time = self.begins().map_or(String::new(), |time| format!(", {}", time.format("%H:%M")));
        self.date().map_or(String::new(), |on| format!("{}{time}", day(on)))
    }

    /// The same in the words of a house.
    pub fn called_for_in(self, words: &Words) -> String {
        match (self.date(), self.begins()) {
            (Some(on), Some(time)) => words.on_at(words.day(on), time.format("%H:%M")),
            (Some(on), None) => words.day(on),
            (None, _) => String::new(),
        }
    }

    /// Who leads the present sitting.
    pub fn leads(self) -> Option<RecordId> {
        self.acting_chair().or(self.chair())
    }
}
