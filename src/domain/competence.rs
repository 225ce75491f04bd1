//! Competence of auditors (7.2): who can audit which technology, proven by what, until when.

use chrono::NaiveDate;

use super::governs::Governs;
use super::rules::{Holds, Rule};

crate::choices! {
    /// What one has to know something about to audit it.
    Technology {
        Statistics = "statistics", "Rules and statistics";
        MachineLearning = "machine-learning", "Machine learning";
        DeepLearning = "deep-learning", "Deep learning";
        Language = "language", "Language models";
        Vision = "vision", "Images and video";
        Speech = "speech", "Speech";
        Recommendation = "recommendation", "Recommendation";
        Robotics = "robotics", "Robotics";
        Data = "data", "Data and its quality";
    }
}

crate::register! {
    /// Competences: a technology that somebody can audit, with its proof and the time for which it is valid.
    Competence, CompetenceField: "competence" / "competences", "CO", "7.2", People, rules(RULES), governs(Governs::All);

    /// What proves it: the course, the years of practice.
    proof Proof: text, "Proof", title, sorted;
    /// Whose it is.
    person Person: person, "Person", required, listed, told;
    /// What it is about.
    technology Technology: choice(Technology), "Technology", required, listed, sorted;
    /// The first day on which it counts.
    valid_from ValidFrom: date, "Valid from", required, listed, sorted;
    /// The last day on which it counts; without one it does not lapse.
    valid_until ValidUntil: date, "Valid until", listed, sorted, deadline;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

static RULES: &[Rule] = &[Rule::new(
    "A competence lapses after it is gained.",
    Holds::Ordered(&[&[CompetenceField::ValidFrom.name(), CompetenceField::ValidUntil.name()]]),
)];

impl Competence<'_> {
    /// Whether it counts on a day.
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.valid_from().is_some_and(|from| from <= day) && self.valid_until().is_none_or(|until| day <= until)
    }
}
