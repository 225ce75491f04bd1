//! What was recorded by a clock that was set back: everything that says an earlier moment than something before it, and not only
//! what came first.

use crate::domain::identity::Sequence;
use crate::domain::transaction::What;
use crate::domain::value::Instant;
use crate::store::Error;

use super::span::{Span, moved};

/// So many changes of one stretch are named.
const NAMED: usize = 40;

/// What one stretch of the journal says, which was written by a clock that was set back.
struct Stretch {
    first: Sequence,
    last: Sequence,
    says: (Instant, Instant),
    after: Instant,
}

/// Each stretch in a sentence: `Recorded with a clock that was set back: 712 to 718, which say 2026-08-01 09:00 to 2026-08-01
/// 09:30, after 2026-11-30 10:00: A-37 marked as done, OB-3 new.`
pub(super) fn of(span: &Span) -> Result<Vec<String>, Error> {
    let Some((first, _)) = span.headers.first_key_value() else { return Ok(Vec::new()) };
    let mut latest = span.view.latest(first.saturating_sub(1))?;
    let mut all: Vec<Stretch> = Vec::new();
    for (sequence, header) in &span.headers {
        if let Some(after) = latest.filter(|latest| header.at < *latest) {
            match all.last_mut().filter(|one| one.last + 1 == *sequence) {
                Some(one) => {
                    one.last = *sequence;
                    one.says = (one.says.0.min(header.at), one.says.1.max(header.at));
                }
                None => all.push(Stretch { first: *sequence, last: *sequence, says: (header.at, header.at), after }),
            }
        }
        latest = latest.max(Some(header.at));
    }
    all.iter().map(|one| told(span, one)).collect()
}

fn told(span: &Span, one: &Stretch) -> Result<String, Error> {
    let (mut named, mut more) = (Vec::new(), 0);
    for sequence in one.first..=one.last {
        let room = NAMED.saturating_sub(named.len());
        let (changes, count) = span.view.first_changes(sequence, room)?;
        more += count.saturating_sub(changes.len());
        for change in changes {
            let Some(reference) = span.view.reference(change.record)? else { continue };
            let verb = match &change.what {
                What::Create { .. } => "new",
                What::Void { .. } => "voided",
                What::Unvoid { .. } => "brought back",
                What::Erase { .. } => "erased in part",
                What::Update { .. } => moved(&change).map_or("edited", |step| step.participle),
            };
            named.push(format!("{reference} {verb}"));
        }
    }
    let spelled = |at: Instant| at.with_timezone(&span.zone).format("%Y-%m-%d %H:%M");
    let places = if one.first == one.last { one.first.to_string() } else { format!("{} to {}", one.first, one.last) };
    let cut = if more > 0 { format!(" This is cut: {more} more.") } else { String::new() };
    Ok(format!(
        "Recorded with a clock that was set back: {places}, by the clock {} to {}, after {}: {}.{cut}",
        spelled(one.says.0),
        spelled(one.says.1),
        spelled(one.after),
        named.join(", ")
    ))
}
