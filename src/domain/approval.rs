//! Approvals: who approved which version of the minutes, when and how, whoever recorded it.

use super::attendance::{Attendance, AttendanceField};
use super::attestation::Confirmation;
use super::decision::meeting::Meeting;
use super::minutes::MinutesField;
use super::organisation::{Organisation, OrganisationField};
use super::review::open::OPEN_REVIEW;
use super::review::words::{Review, State as ReviewState};
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::choices! {
    /// As what somebody approves.
    Role {
        Chair = "chair", "Chair";
        Secretary = "secretary", "Secretary";
        NextReview = "next-review", "Next review";
    }
}

crate::register! {
    /// Approvals of minutes: by the chair, by the secretary, or by the next review.
    Approval, ApprovalField: "approval" / "approvals", "AP", "9.3.3", Meetings, composed(), rules(RULES), frozen(FROZEN);

    /// As what the minutes are approved.
    role Role: choice(Role), "As", required, listed;
    attestation GIVEN {
        /// Who approves.
        by person Person: "Approved by", listed;
        /// The day of the approval.
        on approved_on ApprovedOn: "Approved on", required, listed, sorted;
        /// How the approval was given. What was said by message or signed is told as not on file, unless it is put on record as evidence about the approval or the meeting before the minutes are sealed.
        how how How: "Given", required, listed;
    }
    /// The version of the minutes that is approved.
    minutes Minutes: link("minutes"), "Minutes", required;
    /// The review whose minutes they are.
    review Review: link("review"), "Review", required, listed;
    /// The review in which they were approved, where it is the next one.
    approved_in ApprovedIn: link("review"), "Approved in";
}

static RULES: &[Rule] = &[
    OPEN_REVIEW,
    Rule {
        says: "The chair and the secretary of the review approve, each for themselves.",
        clause: None,
        looks_at: &[
            Fact::Linked(ApprovalField::Review.name()),
            Fact::Beside { through: ApprovalField::Review.name(), of: ApprovalField::Review.link() },
        ],
        holds: Holds::By(by_role),
    },
    Rule {
        says: "The version that was circulated last is the one to approve.",
        clause: None,
        looks_at: &[Fact::Beside { through: ApprovalField::Review.name(), of: MinutesField::Review.link() }],
        holds: Holds::By(last_version),
    },
    Rule {
        says: "Who was absent does not approve what was said; a setting of the organisation may allow it.",
        clause: None,
        looks_at: &[
            Fact::Beside { through: ApprovalField::Review.name(), of: AttendanceField::Review.link() },
            Fact::Every(OrganisationField::REGISTER),
        ],
        holds: Holds::By(was_there),
    },
    Rule {
        says: "Minutes are approved after they were circulated.",
        clause: None,
        looks_at: &[Fact::Linked(ApprovalField::Minutes.name())],
        holds: Holds::By(after_circulation),
    },
    Rule {
        says: "A later review approves minutes in the meeting, while it sits with a quorum.",
        clause: None,
        looks_at: &APPROVING,
        holds: Holds::By(next_sits),
    },
];

const APPROVING: [Fact; 6] = {
    let [next, roll, interests, organisation, people] =
        super::decision::meeting::meeting(ApprovalField::ApprovedIn.name());
    [next, roll, interests, organisation, people, Fact::Linked(ApprovalField::Review.name())]
};

static FROZEN: &[Rule] = &[Rule {
    says: "An approval stands once it is given.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Never("Circulate a corrected version of the minutes and have that approved"),
}];

fn by_role(facts: &Facts) -> Vec<Missing> {
    let approval = Approval(facts.record);
    let reviews = facts.linked(ApprovalField::Review);
    let Some(review) = reviews.first().map(Review) else { return Vec::new() };
    // Whoever stood in knows what was said.
    let (named, role) = match approval.role() {
        Some(Role::Chair) => ([review.chair(), review.acting_chair()], Role::Chair),
        Some(Role::Secretary) => ([review.secretary(), review.acting_secretary()], Role::Secretary),
        _ => return Vec::new(),
    };
    let mut missing = Vec::new();
    if approval.person().is_none() || !named.contains(&approval.person()) {
        let what = format!("This person is not the {} of the review", role.label().to_lowercase());
        missing.push(Missing::in_field(ApprovalField::Person.name(), what));
    }
    let others = facts.beside(ApprovalField::Review, ApprovalField::Review);
    let twice = others.iter().map(Approval).any(|other| {
        other.0.id != facts.record.id && other.role() == Some(role) && other.minutes() == approval.minutes()
    });
    if twice {
        let what = format!("The {} has approved this version already", role.label().to_lowercase());
        missing.push(Missing::in_field(ApprovalField::Role.name(), what));
    }
    missing
}

fn last_version(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() {
        return Vec::new();
    }
    let approved = Approval(facts.record).minutes();
    let versions = facts.beside(ApprovalField::Review, MinutesField::Review);
    let last = versions.iter().max_by_key(|one| super::minutes::Minutes(one).version());
    match last {
        Some(last) if Some(last.id) != approved => {
            vec![Missing::in_field(ApprovalField::Minutes.name(), format!("{} is the last version", last.reference()))]
        }
        Some(_) => Vec::new(),
        None => vec![Missing::in_field(ApprovalField::Minutes.name(), "No version was circulated")],
    }
}

fn was_there(facts: &Facts) -> Vec<Missing> {
    let approval = Approval(facts.record);
    if approval.role() == Some(Role::NextReview) || absent_may_approve(facts) {
        return Vec::new();
    }
    let roll = facts.beside(ApprovalField::Review, AttendanceField::Review);
    let attended = roll.iter().map(Attendance).any(|row| row.attended() && row.person() == approval.person());
    if attended {
        return Vec::new();
    }
    let what = "This person is not recorded as present in the meeting: record when they came, circulate a corrected version, \
                and approve that; or let people who were absent approve minutes, in the organisation's settings";
    vec![Missing::in_field(ApprovalField::Person.name(), what)]
}

fn after_circulation(facts: &Facts) -> Vec<Missing> {
    let versions = facts.linked(ApprovalField::Minutes);
    let dated = versions.first().and_then(|one| super::minutes::Minutes(one).dated());
    match (dated, Approval(facts.record).approved_on()) {
        (Some(dated), Some(approved)) if approved < dated => {
            let what = format!("this version was circulated on {dated}, which is after {approved}");
            vec![Missing::in_field(ApprovalField::ApprovedOn.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn next_sits(facts: &Facts) -> Vec<Missing> {
    if facts.before.is_some() {
        return Vec::new();
    }
    let approval = Approval(facts.record);
    let field = ApprovalField::ApprovedIn.name();
    match (approval.role(), Meeting::of(facts, ApprovalField::ApprovedIn.name())) {
        (Some(Role::NextReview), None) => vec![Missing::in_field(field, "Approved in is empty")],
        (Some(Role::NextReview), Some(next)) => {
            let mut missing: Vec<_> =
                able_to_approve(facts, &next).into_iter().map(|what| Missing::in_field(field, what)).collect();
            if approval.person().is_some() {
                let what = "The meeting approves, nobody by name: leave it empty";
                missing.push(Missing::in_field(ApprovalField::Person.name(), what));
            }
            if approval.how() != Some(Confirmation::Meeting) {
                missing.push(Missing::in_field(ApprovalField::How.name(), "A review approves in the meeting"));
            }
            missing
        }
        (_, Some(_)) => vec![Missing::in_field(field, "Only the next review approves in a meeting of its own")],
        (_, None) => Vec::new(),
    }
}

/// Why a review can't approve the minutes of another one now.
fn able_to_approve(facts: &Facts, next: &Meeting) -> Option<String> {
    let (id, review) = (next.review.id, Review(&next.review));
    let reference = next.review.reference();
    if Some(id) == Approval(facts.record).review() {
        return Some("A review does not approve its own minutes".to_owned());
    }
    let of = facts.linked(ApprovalField::Review);
    let follows = of.iter().map(Review).any(|of| {
        let comes_later = of.concluded_at().is_some_and(|ended| review.opened_at() >= Some(ended));
        review.previous() == Some(of.0.id) || comes_later
    });
    if !follows {
        return Some(format!("{reference} does not come after it"));
    }
    if review.state() != Some(ReviewState::InSession) {
        return Some(format!("{reference} is not in session"));
    }
    let standing = next.standing(None, &[]);
    (!standing.met).then(|| format!("{reference} has no quorum: {}", standing.words))
}

/// Whether the organisation lets people who were absent approve the minutes.
fn absent_may_approve(facts: &Facts) -> bool {
    facts.every(OrganisationField::REGISTER).first().is_some_and(|one| Organisation(one).absent_approve() == Some(true))
}
