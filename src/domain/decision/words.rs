//! The words of a decision: what can stand in it.

use crate::domain::ballot::{Basis, Casting, Voting};

crate::choices! {
    /// What a decision is about.
    Subject {
        Improvement = "improvement", "Improvement";
        Change = "change", "Change to the management system";
        Resources = "resources", "Resources";
        Policy = "policy", "Policy";
        Scope = "scope", "Scope";
        RiskAcceptance = "risk-acceptance", "Risk acceptance";
        Strategy = "strategy", "Strategic direction";
        Other = "other", "Other";
    }
}

impl Subject {
    /// Whether carrying it changes the management system itself, which is then planned (6.3).
    pub fn opens_change(self) -> bool {
        matches!(self, Self::Policy | Self::Scope)
    }
}

crate::choices! {
    /// How a decision was reached.
    Way {
        NoObjection = "no-objection", "Without objection";
        Vote = "vote", "By vote";
        TopManagement = "top-management" was "executive", "By top management, after advice";
    }
}

crate::choices! {
    /// Where a decision stands.
    State {
        Proposed = "proposed", "Proposed", Active;
        Put = "put", "Put to the meeting", Active;
        Carried = "carried", "Carried", Good;
        Provisional = "provisional", "Provisional, without quorum", Watch;
        NotCarried = "not-carried", "Not carried", Plain;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
        Deferred = "deferred", "Deferred", Watch;
        Superseded = "superseded", "Superseded", Gone;
    }
}

impl Decision<'_> {
    /// Whether the chair's casting vote decided it.
    pub fn was_cast(self) -> bool {
        self.casting().is_some_and(|one| one != Casting::None)
    }
}

impl State {
    /// Whether it counts as decided in favour, be it provisionally.
    pub fn holds(self) -> bool {
        matches!(self, Self::Carried | Self::Provisional)
    }

    /// Whether it waits for a meeting to decide it.
    pub fn waits(self) -> bool {
        matches!(self, Self::Proposed | Self::Put | Self::Deferred)
    }

    /// Whether its wording can still change.
    pub fn is_open(self) -> bool {
        self == Self::Proposed
    }
}

crate::moves! {
    /// The moves of a decision.
    DecisionMove {
        Put = "put", Carry = "carry", CarryProvisionally = "carry_provisionally", Reject = "reject",
        Vote = "vote", TakeBack = "take_back", Respell = "respell", Reword = "reword", Withdraw = "withdraw", Defer = "defer", Resume = "resume", Ratify = "ratify",
        Supersede = "supersede",
    }
}

crate::words! {
    /// Decisions of reviews: proposals while they are worded, and once decided a record that is superseded, never edited.
    Decision, DecisionField: "decision" / "decisions", "D", "9.3.3", Meetings;

    /// What is decided, in the words that stand in the minutes.
    text Text: text, "Decision", title, sorted;
    /// What it is about.
    subject Subject: choice(Subject), "Subject", required, listed, sorted;
    /// Why it is proposed.
    grounds Grounds: long_text, "Grounds", searchable;
    /// Who proposes it.
    proposer Proposer: person, "Proposer";
    /// The review to which it is proposed.
    review Review: link("review"), "Review", required, listed;
    /// The agenda item under which it is taken.
    item Item: link("agenda_item"), "Agenda item";
    /// The decision that it words anew, and supersedes once it is carried.
    replaces Replaces: link("decision"), "Replaces";
    /// What it is about: a risk, a system, a record of any register.
    about About: links(any), "About";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// How it was reached.
    way Way: choice(Way), "Reached", by_move;
    /// The majority that was asked for, where it was voted on.
    basis Basis: choice(Basis), "Majority", by_move;
    /// How it was voted on: by count, or by name.
    voting Voting: choice(Voting), "Voted", by_move;
    /// How many were counted for it, in a vote by count.
    votes_for VotesFor: number, "Counted for it", by_move;
    /// How many were counted against it.
    votes_against VotesAgainst: number, "Counted against it", by_move;
    /// How many were counted as abstaining.
    votes_abstaining VotesAbstaining: number, "Counted as abstaining", by_move;
    /// The chair who declared the count, or that the rest is in favour.
    declared_by DeclaredBy: person, "Declared by", by_move;
    /// What the chair said to a tie.
    casting Casting: choice(Casting), "Casting vote", by_move;
    /// The arithmetic of the vote.
    count Count: text, "Count", by_move;
    /// Who was there when it was decided.
    quorum Quorum: text, "Quorum", by_move;
    attestation DECIDED {
        /// Who decided, where top management did.
        by decided_by DecidedBy: "Decided by", by_move;
        on DecidedOn;
    }
    attestation TAKEN_BACK {
        /// The chair, who took the result of a vote back because it was taken down wrongly.
        by taken_back_by TakenBackBy: "Result taken back by", by_move;
        /// The day on which chair and secretary took it back.
        on taken_back_on TakenBackOn: "Result taken back on", by_move;
        /// How they agreed to it.
        how taken_back_how TakenBackHow: "Taken back how", by_move;
    }
    /// The secretary, who took it back together with the chair.
    taken_back_with TakenBackWith: person, "Taken back with", by_move;
    /// What the meeting advised, where top management decided.
    advice Advice: long_text, "Advice", by_move;
    /// The day on which it was decided.
    decided_on DecidedOn: date, "Decided on", by_move, past, sorted;
    /// The review that ratified what was provisional.
    ratified_in RatifiedIn: link("review"), "Ratified in", by_move;
    /// The decision that takes its place.
    superseded_by SupersededBy: link("decision"), "Superseded by", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
