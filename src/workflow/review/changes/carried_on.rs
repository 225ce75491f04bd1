//! Findings that are carried on as nonconformities, and settled by them: how grave they are, and by which.

use crate::domain::finding::{self, Finding, FindingMove, Grade};
use crate::domain::transaction::Change;
use crate::store::Error;
use crate::store::view::named;

use super::span::{Span, Step, moved};

/// Whether a change says of a finding that it is carried on, or settled.
pub(super) fn is(change: &Change) -> bool {
    let by = |one: FindingMove| moved(change).is_some_and(|made| one.name() == made.name);
    change.register == &finding::REGISTER && (by(FindingMove::Raise) || by(FindingMove::Settle))
}

/// Whether a finding that is carried on is told by name: what is no more than a minor one is counted.
pub(super) fn is_named(finding: Finding) -> bool {
    finding.grade().is_some_and(Grade::is_nonconformity)
}

/// As which nonconformity a finding is carried on, and where that stands: `carried on as NC-9 No plan (rejected)`; with how
/// grave the finding is, where nothing else says that.
pub(super) fn words(span: &Span, step: &Step, with_grade: bool) -> Result<Option<String>, Error> {
    if !is(&step.change) {
        return Ok(None);
    }
    let versions = span.view.versions(step.change.record)?;
    let then = versions.iter().rfind(|version| version.sequence <= step.sequence);
    let Some(finding) = then.and_then(|then| Finding::of(&then.record)) else { return Ok(None) };
    let case = finding.nonconformity().map(|id| span.view.record(id)).transpose()?.flatten();
    let case = case.map(|case| {
        let versions = span.view.versions(case.id)?;
        let then = versions.iter().rfind(|version| version.sequence <= span.until);
        let state = then.and_then(|then| then.record.state_label()).map(|state| format!(" ({})", state.to_lowercase()));
        Ok::<_, Error>(format!("carried on as {}{}", named(&case), state.unwrap_or_default()))
    });
    let grade = finding.grade().filter(|_| with_grade).map(|grade| grade.label().to_lowercase());
    let parts: Vec<_> = grade.into_iter().chain(case.transpose()?).collect();
    Ok((!parts.is_empty()).then(|| parts.join(", ")))
}
