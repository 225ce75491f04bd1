//! The organisation whose management system this is: one record of settings.

use super::ballot::{Basis, Counting, Tie, Voting};
use super::better::Better;
use super::governs::Governs;
use super::house::language::Language;
use super::house::{House, faults};
use super::meeting_rules::{Mandates, MeetingRules};
use super::paper::Paper;
use super::quorum::{Asked, Quorum};
use super::rules::{Facts, Holds, Missing, Rule};
use super::zone::Zone;

crate::register! {
    /// The organisation whose AI management system this file keeps: one record of settings.
    Organisation, OrganisationField: "organisation" / "organisations", "ORG", "4.3", Context, for_people(), single(), rules(RULES), better(BETTER), governs(Governs::All);

    /// What the organisation is called on screens and in documents.
    name Name: text, "Name", title;
    /// Where “today” begins and ends, as a place of the time zone database: Europe/London.
    time_zone TimeZone: text, "Time zone", required, listed;
    /// The most months between two management reviews (9.3.1).
    review_interval ReviewInterval: number, "Review interval in months";
    /// The days before a meeting by which its pack is sent out.
    notice_days NoticeDays: number, "Days of notice";
    /// How many voting members must be there for a review to decide.
    quorum Quorum: choice(Quorum), "Quorum";
    /// The number of voting members, where the quorum is a fixed one.
    quorum_number QuorumNumber: number, "Quorum as a number";
    /// Whether the chair must be there for a quorum.
    quorum_chair QuorumChair: yes_no, "Quorum needs the chair";
    /// Whether somebody of top management must be there for a quorum.
    quorum_top QuorumTop: yes_no, "Quorum needs top management";
    /// Which majority carries a proposal that is voted on.
    decision_basis DecisionBasis: choice(Basis), "Majority";
    /// What a tie leads to.
    tie_rule TieRule: choice(Tie), "In a tie";
    /// Whether members who recused themselves stay in the base of which a majority is counted.
    recused_count RecusedCount: yes_no, "Recused count in the base";
    /// Whether members who recused themselves and stayed in the room count to the quorum; they do unless it says no.
    recused_present RecusedPresent: yes_no, "Recused count to the quorum";
    /// How votes are taken: by count, or by name where somebody asks; or always by name.
    voting Voting: choice(Voting), "Votes are taken";
    /// Whether voting members may hold the mandates of others who are absent.
    members_hold MembersHold: yes_no, "Members hold mandates";
    /// How many mandates one person may hold.
    most_mandates MostMandates: number, "Mandates one may hold";
    /// Whether ISO/IEC 27001 is certified, too: the owner of a risk then approves what somebody else accepts.
    certified_27001 Certified27001: yes_no, "Certified to ISO/IEC 27001";
    /// The months within which a nonconformity on the same requirement with the same cause repeats an earlier one.
    repeat_months RepeatMonths: number, "Months for repeats";
    /// How many minor nonconformities on one requirement, within those months, are proposed as major.
    minors_for_major MinorsForMajor: number, "Minors that make a major";
    /// Whether people who were absent may approve the minutes.
    absent_approve AbsentApprove: yes_no, "Absent people approve minutes";
    /// Files up to this many MiB are copied in when they are put on record; larger ones stay where they are, and their path
    /// and hash are kept.
    copied_up_to CopiedUpTo: number, "Files copied in up to, in MiB";
    /// The language of the documents that leave the room: minutes, packs, invitations.
    language Language: choice(Language), "Language of documents";
    /// What stands at the head of the first page of each document, a line each: the name, the address.
    letterhead Letterhead: long_text, "Letterhead";
    /// The paper of documents with pages, where none is asked for.
    paper Paper: choice(Paper), "Paper";
    /// What documents say otherwise than their language has it, and in which order: sections and keys as in a TOML file.
    house_words HouseWords: long_text, "House words";
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Above { field: OrganisationField::ReviewInterval.name(), unsaid: MONTHS_BETWEEN_REVIEWS as i64 },
    Better::Below { field: OrganisationField::RepeatMonths.name(), unsaid: MONTHS_FOR_REPEATS },
    Better::Above { field: OrganisationField::MinorsForMajor.name(), unsaid: MINORS_FOR_MAJOR },
    // What is sent out later was read less.
    Better::Fewer(OrganisationField::NoticeDays.name()),
    // Every day of the file is another one.
    Better::Otherwise(OrganisationField::TimeZone.name()),
];

/// The most months from one management review to the next, where nothing is said.
pub const MONTHS_BETWEEN_REVIEWS: u32 = 12;

/// The months within which a nonconformity repeats an earlier one, where nothing is said.
const MONTHS_FOR_REPEATS: i64 = 24;

/// How many minor nonconformities on one requirement are proposed as major, where nothing is said.
const MINORS_FOR_MAJOR: i64 = 3;

/// The most bytes that a file has which is copied in, where nothing is said.
pub const COPIED_IN: u64 = 8 * 1024 * 1024;

impl Organisation<'_> {
    /// The quorum that is asked for: more than half of the voting members where nothing is said.
    fn quorum_asked(self) -> Asked {
        Asked {
            quorum: self.quorum().unwrap_or(Quorum::MoreThanHalf),
            number: self.quorum_number().and_then(|number| usize::try_from(number).ok()).unwrap_or(0),
            chair: self.quorum_chair() == Some(true),
            top_management: self.quorum_top() == Some(true),
        }
    }

    /// The most months from one management review to the next.
    pub fn months_between_reviews(self) -> u32 {
        self.review_interval().and_then(|months| u32::try_from(months).ok()).unwrap_or(MONTHS_BETWEEN_REVIEWS)
    }

    /// The months within which a nonconformity repeats an earlier one.
    pub fn months_for_repeats(self) -> u32 {
        u32::try_from(self.repeat_months().unwrap_or(MONTHS_FOR_REPEATS)).unwrap_or(0)
    }

    /// How many minor nonconformities on one requirement are proposed as major.
    pub fn minors_that_make_a_major(self) -> usize {
        usize::try_from(self.minors_for_major().unwrap_or(MINORS_FOR_MAJOR)).unwrap_or(0)
    }

    /// The most bytes that a file has which is copied in.
    pub fn copied_in(self) -> u64 {
        let mib = self.copied_up_to().and_then(|mib| u64::try_from(mib).ok());
        mib.map_or(COPIED_IN, |mib| mib.saturating_mul(1024 * 1024))
    }

    /// How its documents look and sound: English, on A4, where nothing is said.
    pub fn house(self) -> House {
        let (language, paper) = (self.language().unwrap_or(Language::English), self.paper().unwrap_or(Paper::A4));
        House::of(language, self.house_words(), self.letterhead(), paper)
    }

    /// By what its meetings count.
    pub fn meeting_rules(self) -> MeetingRules {
        MeetingRules {
            asked: self.quorum_asked(),
            counting: self.counting(),
            recused_present: self.recused_present() != Some(false),
            voting: self.voting().unwrap_or(Voting::Count),
            mandates: Mandates {
                by_members: self.members_hold() == Some(true),
                most: self.most_mandates().and_then(|most| usize::try_from(most).ok()).unwrap_or(1),
            },
        }
    }

    /// How votes are counted: a majority of votes cast, a tie failing, those recused out of the base, where nothing is said.
    fn counting(self) -> Counting {
        Counting {
            basis: self.decision_basis().unwrap_or(Basis::MajorityCast),
            tie: self.tie_rule().unwrap_or(Tie::Fails),
            recused_count: self.recused_count() == Some(true),
        }
    }
}

static RULES: &[Rule] = &[
    Rule {
        says: "The time zone must be one that the time zone database knows.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(known_zone),
    },
    Rule {
        says: "A fixed quorum is a number of at least one.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(quorum_has_number),
    },
    Rule { says: "Intervals are at least one.", clause: None, looks_at: &[], holds: Holds::By(positive) },
    Rule {
        says: "One person holds one mandate, or a few.",
        clause: None,
        looks_at: &[],
        holds: Holds::Within { field: OrganisationField::MostMandates.name(), least: 1, most: 5 },
    },
    Rule {
        says: "Files are copied in up to a size that a backup can carry.",
        clause: None,
        looks_at: &[],
        holds: Holds::Within { field: OrganisationField::CopiedUpTo.name(), least: 1, most: 100 },
    },
    Rule {
        says: "The words of the house are words that documents have, each whole, and no part of a document is left out.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(house_words_are_known),
    },
    Rule {
        says: "A letterhead is a few short lines.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(short_letterhead),
    },
];

/// So many faults in the words of a house are told at once.
const FAULTS_TOLD: usize = 5;

fn house_words_are_known(facts: &Facts) -> Vec<Missing> {
    let faults = faults(Organisation(facts.record).house_words());
    let more = faults.len().saturating_sub(FAULTS_TOLD);
    let told = faults.iter().take(FAULTS_TOLD).map(ToString::to_string);
    let told = told.chain((more > 0).then(|| format!("and {more} more")));
    told.map(|what| Missing::in_field(OrganisationField::HouseWords.name(), what)).collect()
}

/// The most lines of a letterhead, and the most letters of one.
const LINES: usize = 6;
const LETTERS: usize = 90;

fn short_letterhead(facts: &Facts) -> Vec<Missing> {
    let lines: Vec<_> = Organisation(facts.record).letterhead().lines().collect();
    let long = lines.iter().any(|line| line.chars().count() > LETTERS);
    let what = format!("Type up to {LINES} lines of up to {LETTERS} letters each");
    let missing = || Missing::in_field(OrganisationField::Letterhead.name(), what);
    (lines.len() > LINES || long).then(missing).into_iter().collect()
}

fn quorum_has_number(facts: &Facts) -> Vec<Missing> {
    let settings = Organisation(facts.record);
    if settings.quorum() == Some(Quorum::Number) && settings.quorum_number().is_none_or(|number| number < 1) {
        return vec![Missing::in_field(OrganisationField::QuorumNumber.name(), "Say how many voting members it takes")];
    }
    Vec::new()
}

fn positive(facts: &Facts) -> Vec<Missing> {
    let settings = Organisation(facts.record);
    let mut missing = Vec::new();
    if settings.review_interval().is_some_and(|months| !(1..=60).contains(&months)) {
        let what = "Type months from 1 to 60";
        missing.push(Missing::in_field(OrganisationField::ReviewInterval.name(), what));
    }
    if settings.notice_days().is_some_and(|days| !(0..=365).contains(&days)) {
        missing.push(Missing::in_field(OrganisationField::NoticeDays.name(), "Type days from 0 to 365"));
    }
    if settings.repeat_months().is_some_and(|months| !(1..=120).contains(&months)) {
        missing.push(Missing::in_field(OrganisationField::RepeatMonths.name(), "Type months from 1 to 120"));
    }
    if settings.minors_for_major().is_some_and(|count| !(2..=20).contains(&count)) {
        missing.push(Missing::in_field(OrganisationField::MinorsForMajor.name(), "Type a number from 2 to 20"));
    }
    missing
}

fn known_zone(facts: &Facts) -> Vec<Missing> {
    let typed = Organisation(facts.record).time_zone();
    if typed.is_empty() || Zone::named(typed).is_some() {
        return Vec::new();
    }
    let what = format!("“{typed}” is no time zone; a time zone is a place such as Europe/London or America/New_York");
    vec![Missing::in_field(OrganisationField::TimeZone.name(), what)]
}
