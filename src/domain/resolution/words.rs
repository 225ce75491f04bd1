//! The words of a written resolution: what can stand in it.

use crate::domain::decision::words::Subject;

crate::choices! {
    /// Of whom a written resolution is counted: of all who are entitled, whoever answers.
    Basis {
        MoreThanHalf = "more-than-half", "More than half of all entitled";
        TwoThirds = "two-thirds", "Two thirds of all entitled";
        All = "all", "All who are entitled";
    }
}

impl Basis {
    /// How many of so many have to be in favour.
    pub fn needed(self, entitled: usize) -> usize {
        match self {
            Self::MoreThanHalf => entitled / 2 + 1,
            Self::TwoThirds => (2 * entitled).div_ceil(3).max(1),
            Self::All => entitled.max(1),
        }
    }
}

crate::choices! {
    /// Where a written resolution stands.
    State {
        Draft = "draft", "Draft", Active;
        Open = "open", "Being answered", Active;
        Carried = "carried", "Carried", Good;
        NotCarried = "not-carried", "Not carried", Plain;
        Lapsed = "lapsed", "Lapsed", Watch;
        Withdrawn = "withdrawn", "Withdrawn", Gone;
    }
}

impl State {
    /// Whether the answers were counted.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::Carried | Self::NotCarried | Self::Lapsed)
    }
}

crate::moves! {
    /// The moves of a written resolution.
    ResolutionMove {
        Send = "send", Carry = "carry", Reject = "reject", Lapse = "lapse", Withdraw = "withdraw",
    }
}

crate::words! {
    /// Written resolutions: what is decided between meetings, everybody who is entitled answering in writing by a closing day.
    Resolution, ResolutionField: "resolution" / "resolutions", "WR", "5.3, 9.3.3", Meetings;

    /// What is to be decided, in the words that stand in the minutes.
    text Text: text, "Resolution", title, sorted;
    /// What it is about.
    subject Subject: choice(Subject), "Subject", required, listed;
    /// Why it is proposed, and why it can't wait for a meeting.
    grounds Grounds: long_text, "Grounds", searchable;
    /// Who proposes it.
    proposer Proposer: person, "Proposer";
    /// What it is about: a risk, a system, a record of any register.
    about About: links(any), "About";
    /// Who gathers the answers and says what they come to.
    secretary Secretary: person, "Secretary", responsible, listed;
    /// Those who are entitled to answer: the basis is counted of them.
    members Members: links("person"), "Entitled";
    /// Of how many of them it takes the consent.
    basis Basis: choice(Basis), "Basis", listed;
    /// The last day on which it can be answered; what has not reached its basis by then lapses.
    closes_on ClosesOn: date, "Closing day", deadline, listed, sorted;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day on which it was sent to those who are entitled.
    sent_on SentOn: date, "Sent on", by_move, past;
    /// When the answers were counted, or it was withdrawn.
    settled_at SettledAt: instant, "Settled", by_move, past;
    /// What the answers came to.
    count Count: text, "Count", derived;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
