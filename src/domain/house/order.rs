//! The order in which the parts of documents stand. A house may have another; none of them is ever left out.

crate::choices! {
    /// The parts of the minutes between what is said of the meeting and its approval.
    MinutesPart {
        Results = "results", "What came of it, at a glance";
        Attendance = "attendance", "Who was there";
        Interests = "interests", "Declarations of interest";
        Items = "items", "Each item of the agenda, and what stands beside it";
        Actions = "actions", "All actions";
        Conclusion = "conclusion", "What the review comes to";
        Written = "written", "What was decided in writing";
        Changes = "changes", "What was changed since the review before";
        Afterwards = "afterwards", "What was changed after the meeting";
    }
}

crate::choices! {
    /// The parts of the pack below what is said of the meeting.
    PackPart {
        Agenda = "agenda", "The agenda";
        Changes = "changes", "What looks better since the review before";
        Inputs = "inputs", "Each input";
        Exceptions = "exceptions", "What one person did and checked";
        Others = "others", "Everything else that was changed";
    }
}

/// What is wrong with an order: a part that there is not, twice is, or is missing.
pub(super) fn fault(key: &str, said: &[String], parts: &[&str]) -> Option<String> {
    if let Some(other) = said.iter().find(|one| !parts.contains(&one.as_str())) {
        return Some(format!("“{other}” in “{key}” is no part: {}", parts.join(", ")));
    }
    if let Some(missing) = parts.iter().find(|part| !said.iter().any(|one| one == *part)) {
        return Some(format!("“{key}” leaves out “{missing}”: parts may stand elsewhere, and none may be missing"));
    }
    (said.len() > parts.len()).then(|| format!("“{key}” has a part twice"))
}
