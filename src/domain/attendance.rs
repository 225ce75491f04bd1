//! Attendance: who took part in a review, from when to when, and in whose place.

use super::decision::words::{Decision, DecisionField};
use super::identity::RecordId;
use super::organisation::{Organisation, OrganisationField};
use super::person::Person;
use super::reason;
use super::record::Record;
use super::review::open::{OPEN_REVIEW, STAYS};
use super::review::words::Review;
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::choices! {
    /// How somebody takes part.
    How {
        Room = "room" was "in-the-room", "Present", Good;
        Remote = "remote", "Remote", Good;
        Apologies = "apologies", "Apologies", Gone;
        Absent = "absent", "Absent", Watch;
    }
}

crate::choices! {
    /// As what somebody takes part.
    Capacity {
        Member = "member", "Voting member";
        Delegate = "delegate", "Delegate";
        Guest = "guest", "Guest";
    }
}

crate::register! {
    /// Attendance: one line for each time that somebody came to a review, or did not.
    Attendance, AttendanceField: "attendance" / "attendances", "AT", "9.3.1", Meetings, for_people(),
        rules(RULES), frozen(FROZEN), reworded();

    /// The review.
    review Review: link("review"), "Review", required;
    /// Who it is.
    person Person: person, "Person", required, listed, day(ArrivedAt);
    /// Present, remote, with apologies, or absent without a word.
    how How: choice(How), "How", required, listed;
    /// As a voting member, as the delegate of one, or as a guest.
    capacity Capacity: choice(Capacity), "As", required, listed;
    /// When the person came.
    arrived_at ArrivedAt: instant, "Arrived", past, listed, sorted;
    /// When the person left, before the sitting was over or with it.
    left_at LeftAt: instant, "Left", past, listed;
    /// Whether the person came after the sitting had begun.
    late Late: yes_no, "Late";
    /// The voting member in whose place a delegate is there.
    stands_for StandsFor: person, "Stands for", day(ArrivedAt);
    /// The written mandate of a delegate: its date and its scope.
    mandate Mandate: text, "Mandate";
    /// Whether the mandate lets the delegate vote.
    votes Votes: yes_no, "Delegate votes";
    /// Whether the mandate lets the delegate decide in the place of top management.
    decides Decides: yes_no, "Delegate decides";
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

impl Attendance<'_> {
    /// Whether the person took part, for however long.
    pub fn attended(self) -> bool {
        matches!(self.how(), Some(How::Room | How::Remote)) && self.arrived_at().is_some()
    }

    /// Whether the person is there now.
    pub fn is_there(self) -> bool {
        self.attended() && self.left_at().is_none()
    }

    /// Whether it is the same as another line of the same person: there for themselves, or for the same member.
    fn is_same(self, other: Self) -> bool {
        self.person() == other.person() && self.represents() == other.represents()
    }

    /// Whether two stays have time in common; who leaves as the other comes is not there twice.
    fn overlaps(self, other: Self) -> bool {
        let before = |one: Self, other: Self| one.left_at().is_some_and(|left| other.arrived_at() >= Some(left));
        !before(self, other) && !before(other, self)
    }

    /// The member in whose place a delegate is there.
    pub fn represents(self) -> Option<RecordId> {
        self.stands_for().filter(|_| self.capacity() == Some(Capacity::Delegate))
    }

    /// The member in whose place a delegate may decide.
    pub fn decides_for(self) -> Option<RecordId> {
        self.represents().filter(|_| self.decides() == Some(true))
    }

    /// Whether the person has a vote, an own one or that of the member for whom they stand.
    pub fn has_vote(self) -> bool {
        match self.capacity() {
            Some(Capacity::Member) => true,
            Some(Capacity::Delegate) => self.votes() == Some(true),
            Some(Capacity::Guest) | None => false,
        }
    }
}

/// The lines of those who are there now.
pub fn there(rows: &[Record]) -> impl Iterator<Item = Attendance<'_>> {
    rows.iter().map(Attendance).filter(|row| row.is_there())
}

/// Those by whom top management took part: of it themselves, or with the mandate of somebody who is to decide.
pub fn for_top_management(roll: &[Record], is_top: impl Fn(RecordId) -> bool) -> Vec<(RecordId, Option<RecordId>)> {
    let mut found = Vec::new();
    for row in roll.iter().map(Attendance).filter(|row| row.attended()) {
        let Some(person) = row.person() else { continue };
        let mandate = row.decides_for().filter(|member| is_top(*member));
        if is_top(person) || mandate.is_some() {
            found.push((person, mandate));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

static RULES: &[Rule] = &[
    OPEN_REVIEW,
    STAYS,
    Rule {
        says: "Who came has a time, and leaves after it.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(times_in_order),
    },
    Rule {
        says: "Nobody is there twice at once.",
        clause: None,
        looks_at: &[Fact::Beside { through: AttendanceField::Review.name(), of: AttendanceField::Review.link() }],
        holds: Holds::By(there_once),
    },
    Rule {
        says: "Voting members are those whom the review names, and whose term is not over.",
        clause: None,
        looks_at: &[Fact::Linked(AttendanceField::Review.name()), Fact::Linked(AttendanceField::Person.name())],
        holds: Holds::By(member_is_named),
    },
    Rule {
        says: "A delegate stands for an absent member, by a written mandate.",
        clause: None,
        looks_at: &[
            Fact::Linked(AttendanceField::Review.name()),
            Fact::Beside { through: AttendanceField::Review.name(), of: AttendanceField::Review.link() },
            Fact::Every(OrganisationField::REGISTER),
        ],
        holds: Holds::By(delegate_is_mandated),
    },
    Rule {
        says: "Whoever came, came before the meeting was over.",
        clause: None,
        looks_at: &[Fact::Linked(AttendanceField::Review.name())],
        holds: Holds::By(came_before_the_end),
    },
    Rule {
        says: "Only a delegate has a mandate.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(others_have_no_mandate),
    },
];

static FROZEN: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "Who was there when something was decided stands: only that they leave is added.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Beside { through: AttendanceField::Review.name(), of: DecisionField::Review.link() }],
        holds: Holds::By(roll_of_decisions),
    },
];

fn times_in_order(facts: &Facts) -> Vec<Missing> {
    let row = Attendance(facts.record);
    let came = matches!(row.how(), Some(How::Room | How::Remote));
    match (row.arrived_at(), row.left_at()) {
        (None, _) if came => vec![Missing::in_field(AttendanceField::ArrivedAt.name(), "Arrived is empty")],
        (Some(_), _) if !came => {
            vec![Missing::in_field(
                AttendanceField::ArrivedAt.name(),
                "Who did not come has no time of arrival: empty Arrived",
            )]
        }
        (Some(arrived), Some(left)) if left < arrived => {
            vec![Missing::in_field(AttendanceField::LeftAt.name(), "Left is before arrived")]
        }
        (None, Some(_)) => vec![Missing::in_field(AttendanceField::LeftAt.name(), "Who did not come did not leave")],
        _ => Vec::new(),
    }
}

fn there_once(facts: &Facts) -> Vec<Missing> {
    let row = Attendance(facts.record);
    let was_there = facts.before.is_some_and(|before| Attendance(before).is_there());
    if !row.attended() || (was_there && only_leaves(facts)) {
        return Vec::new();
    }
    let all = facts.beside(AttendanceField::Review, AttendanceField::Review);
    let same = all
        .iter()
        .map(Attendance)
        .find(|other| other.0.id != facts.record.id && other.is_same(row) && other.attended() && other.overlaps(row));
    if let (Some(other), false) = (same, row.is_there() && same.is_some_and(Attendance::is_there)) {
        let what = format!("{} has this person there at that time", other.0.reference());
        return vec![Missing::in_field(AttendanceField::Person.name(), what)];
    }
    if !row.is_there() {
        return Vec::new();
    }
    let mut others = there(&all).filter(|other| other.0.id != facts.record.id);
    let what = others.find_map(|other| {
        if other.is_same(row) {
            Some("This person is there already")
        } else if other.represents().is_some() && other.represents() == row.person() {
            Some("A delegate is there for this person; record first that the delegate leaves")
        } else {
            None
        }
    });
    what.map(|what| Missing::in_field(AttendanceField::Person.name(), what)).into_iter().collect()
}

/// Whether only the end of a stay was put down: leaving asks nothing more of anybody.
fn only_leaves(facts: &Facts) -> bool {
    let others = |field: &&AttendanceField| **field != AttendanceField::LeftAt;
    let leaves = Attendance(facts.record).left_at().is_some();
    let changes = AttendanceField::ALL.iter().filter(others).any(|field| facts.changes(field.name()));
    facts.before.is_some() && leaves && !changes
}

/// Quorum and count were taken from the roll. Which lines stood when is not asked: what is wrong in a later one is said
/// in a note.
fn roll_of_decisions(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| Attendance(before).attended()) else { return Vec::new() };
    let leaves = Attendance(before).left_at().is_none() && only_leaves(facts) && facts.record.voided == before.voided;
    if leaves || facts.is_unchanged() {
        return Vec::new();
    }
    let decisions = facts.was_beside(AttendanceField::Review, DecisionField::Review);
    let decided = decisions.iter().find(|one| Decision(one).decided_on().is_some());
    let words = |one: &Record| {
        let decision = one.reference();
        format!(
            "{decision} was decided on this attendance: record who leaves, and put what is wrong into a note for the minutes"
        )
    };
    decided.map(|one| Missing::elsewhere(words(one))).into_iter().collect()
}

fn came_before_the_end(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() && !facts.changes(AttendanceField::ArrivedAt.name()) {
        return Vec::new();
    }
    let Some(arrived) = Attendance(facts.record).arrived_at() else { return Vec::new() };
    let reviews = facts.linked(AttendanceField::Review);
    let over = reviews.iter().find(|review| Review(review).concluded_at().is_some_and(|end| end < arrived));
    let words = |review: &Record| format!("{} was over by then: say at which time they came", review.reference());
    over.map(|review| Missing::elsewhere(words(review))).into_iter().collect()
}

fn member_is_named(facts: &Facts) -> Vec<Missing> {
    if only_leaves(facts) {
        return Vec::new();
    }
    let row = Attendance(facts.record);
    let reviews = facts.linked(AttendanceField::Review);
    let (Some(review), Some(person)) = (reviews.first(), row.person()) else { return Vec::new() };
    let named = Review(review).members().contains(&person);
    match row.capacity() {
        Some(Capacity::Member) if !named => {
            let what = "This person is no voting member of the review; add them to its members, or record a guest";
            vec![Missing::in_field(AttendanceField::Capacity.name(), what)]
        }
        Some(Capacity::Member) => {
            let day = row.arrived_at().map_or(facts.today, |at| at.date_naive().min(facts.today));
            let people = facts.linked(AttendanceField::Person);
            let why = people.first().and_then(|person| Person(person).why_no_seat_on(day));
            why.map(|why| Missing::in_field(AttendanceField::Capacity.name(), why)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn delegate_is_mandated(facts: &Facts) -> Vec<Missing> {
    let row = Attendance(facts.record);
    if row.capacity() != Some(Capacity::Delegate) || only_leaves(facts) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    let Some(member) = row.stands_for() else {
        return vec![Missing::in_field(AttendanceField::StandsFor.name(), "Stands for is empty")];
    };
    let is_new = facts.before.is_none_or(|before| Attendance(before).mandate() != row.mandate());
    if row.mandate().is_empty() {
        missing.push(Missing::in_field(AttendanceField::Mandate.name(), "Mandate is empty: its date and its scope"));
    } else if is_new && !reason::says_something(row.mandate()) {
        let what = format!("Mandate is “{}”, which says nothing: its date and its scope", row.mandate().trim());
        missing.push(Missing::in_field(AttendanceField::Mandate.name(), what));
    }
    let field = AttendanceField::StandsFor.name();
    let reviews = facts.linked(AttendanceField::Review);
    let members = reviews.first().map_or(&[][..], |review| Review(review).members());
    if !members.contains(&member) {
        missing.push(Missing::in_field(field, "The one who is stood for is no voting member of the review"));
    }
    let settled = reviews.first().and_then(|review| Review(review).meeting_rules());
    let organisations = facts.every(OrganisationField::REGISTER);
    let rules = settled.or_else(|| organisations.first().map(|one| Organisation(one).meeting_rules()));
    let by_members = rules.is_some_and(|rules| rules.mandates.by_members);
    if row.person().is_some_and(|person| members.contains(&person)) && row.votes() == Some(true) && !by_members {
        let what = "A voting member can't also vote for another, as the committee has it (members-hold)";
        missing.push(Missing::in_field(field, what));
    }
    let others = facts.beside(AttendanceField::Review, AttendanceField::Review);
    let others: Vec<_> = there(&others).filter(|other| other.0.id != facts.record.id && row.is_there()).collect();
    if others.iter().any(|other| other.person() == Some(member) || other.represents() == Some(member)) {
        missing.push(Missing::in_field(field, "The one who is stood for is there, or has a delegate already"));
    }
    let held = others.iter().filter(|other| other.person() == row.person() && other.represents().is_some());
    let held: Vec<_> = held.map(|other| other.0.reference().to_string()).collect();
    let most = rules.map_or(1, |rules| rules.mandates.most);
    if held.len() >= most {
        let most = if most == 1 { "one mandate".to_owned() } else { format!("{most} mandates") };
        let what = format!("This person holds {most} already ({}), the most that one may hold", held.join(", "));
        missing.push(Missing::in_field(field, what));
    }
    missing
}

fn others_have_no_mandate(facts: &Facts) -> Vec<Missing> {
    use AttendanceField::{Decides, Mandate, StandsFor, Votes};
    if Attendance(facts.record).capacity() == Some(Capacity::Delegate) || only_leaves(facts) {
        return Vec::new();
    }
    let given = [StandsFor, Mandate, Votes, Decides].into_iter().filter(|one| facts.record.get(one.name()).is_some());
    let words = |field: AttendanceField| format!("{}: empty it, or record a delegate", field.field().label);
    given.map(|field| Missing::in_field(field.name(), words(field))).collect()
}
