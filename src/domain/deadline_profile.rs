//! Deadlines that those who audit set: for the plan, and for its being carried out, by grade.

use chrono::NaiveDate;

use super::audit;
use super::better::Better;
use super::governs::Governs;
use super::nonconformity::words::Grade;
use super::period::Period;
use super::rules::{Facts, Holds, Missing, Rule};

crate::register! {
    /// Deadlines for findings, as a certification body or the organisation itself sets them, counted from the last day
    /// of the audit, or from the day on which the nonconformity is raised where that comes first.
    DeadlineProfile, DeadlineProfileField: "deadline_profile" / "deadline profiles", "DP", "10.2", AuditsAndFindings,
        rules(RULES), reworded(), better(BETTER), governs(Governs::All);

    /// Whose deadlines they are: Internal audits; the certification body.
    title Title: text, "Deadlines", title, sorted;
    /// The types of audit for which they hold.
    types Types was "sorts": choices(audit::Type), "For", required, listed;
    /// The body whose audits they are for; any where it is empty.
    body Body: text, "Audit body", searchable, listed;
    /// The time for the plan of a major nonconformity: 30 days.
    major_plan MajorPlan: text, "Major: plan within", listed;
    /// The time in which a major nonconformity is dealt with: 6 months.
    major_done MajorDone: text, "Major: done within", listed;
    /// The time for the plan of a minor nonconformity.
    minor_plan MinorPlan: text, "Minor: plan within", listed;
    /// The time in which a minor nonconformity is dealt with.
    minor_done MinorDone: text, "Minor: done within", listed;
    /// What follows where a major one is not verified in time: another stage 2.
    consequence Consequence: text, "When a major one is late";
    /// Where it is written: the contract, the standard.
    grounds Grounds: text, "Set by", searchable;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Otherwise(DeadlineProfileField::MajorPlan.name()),
    Better::Otherwise(DeadlineProfileField::MajorDone.name()),
    Better::Otherwise(DeadlineProfileField::MinorPlan.name()),
    Better::Otherwise(DeadlineProfileField::MinorDone.name()),
];

static RULES: &[Rule] = &[Rule {
    says: "A time is a number of days or months.",
    clause: None,
    looks_at: &[],
    holds: Holds::By(times_are_read),
}];

impl DeadlineProfile<'_> {
    /// Whether it holds for an audit of this type by this body.
    pub fn is_for(self, kind: audit::Type, body: &str) -> bool {
        self.types().contains(&kind) && (self.body().is_empty() || self.body().eq_ignore_ascii_case(body.trim()))
    }

    /// The days by which a nonconformity of a grade is to be planned and dealt with, counted from a day.
    pub fn days(self, grade: Grade, from: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (plan, done) = match grade {
            Grade::Major => (self.major_plan(), self.major_done()),
            Grade::Minor => (self.minor_plan(), self.minor_done()),
        };
        let after = |text: &str| Period::parse(text).and_then(|period| period.after(from));
        (after(plan), after(done))
    }
}

fn times_are_read(facts: &Facts) -> Vec<Missing> {
    use DeadlineProfileField::{MajorDone, MajorPlan, MinorDone, MinorPlan};
    let profile = DeadlineProfile(facts.record);
    let times = [
        (MajorPlan, profile.major_plan()),
        (MajorDone, profile.major_done()),
        (MinorPlan, profile.minor_plan()),
        (MinorDone, profile.minor_done()),
    ];
    let wrong = times.into_iter().filter(|(_, text)| !text.is_empty() && Period::parse(text).is_none());
    wrong
        .map(|(field, text)| Missing::in_field(field.name(), format!("“{text}” can't be read; {}", Period::EXAMPLES)))
        .collect()
}
