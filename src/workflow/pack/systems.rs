//! What makes the systems look smaller than at the review before: excluded, lowered, retired since, each with its reason.

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::record::Record;
use crate::domain::system::{REGISTER, System, SystemField as Field, SystemMove};
use crate::store::Error;
use crate::store::list::{Filter, Query};
use crate::store::view::named;

use super::recorded::{self, Recorded};
use super::{Section, Span};

/// The input beside which it is told: the risks, on which it tells, or the context where no item is about risks.
pub(super) fn place(items: &[Record]) -> Input {
    let about_risks = items.iter().any(|item| AgendaItem(item).input() == Some(Input::Risks));
    if about_risks { Input::Risks } else { Input::Context }
}

/// Says each of them.
pub(super) fn told(span: &Span, beside: Input, section: &mut Section) -> Result<(), Error> {
    let moves = [
        (SystemMove::Exclude, Field::ScopeApprovedOn),
        (SystemMove::Lower, Field::TierApprovedOn),
        (SystemMove::Retire, Field::RetiredOn),
    ];
    renamed(span, section)?;
    // That one was excluded or lowered is told among what came to look better, too: beside the risks it tells on them.
    let tells = |step: SystemMove| beside == Input::Risks || step == SystemMove::Retire;
    for (step, day) in moves.into_iter().filter(|(step, _)| tells(*step)) {
        let query = Query { filters: vec![Filter::Filled(day.field())], ..Query::new(&REGISTER) };
        for recorded in recorded::since(span, &query, &[step], day.field().name)? {
            section.cautions.push(words(span, step, &recorded)?);
        }
    }
    Ok(())
}

/// Up to so many systems each is looked at for what it was called.
const MOST_FOR_NAMES: u64 = 200;

/// Says which were called otherwise at the review before: what was said of one then is found again.
fn renamed(span: &Span, section: &mut Section) -> Result<(), Error> {
    let (all, Some(since)) = (Query::new(&REGISTER), span.last) else { return Ok(()) };
    if span.view.count(&all)? > MOST_FOR_NAMES {
        return Ok(());
    }
    for record in span.view.page(&all)?.records {
        let versions = span.view.versions(record.id)?;
        let stood = versions.iter().take_while(|version| version.day.is_some_and(|day| day < since)).last();
        if let Some(stood) = stood.filter(|stood| stood.record.title() != record.title()) {
            section.cautions.push(span.words.was_called(named(&record), stood.record.title()));
        }
    }
    Ok(())
}

fn words(span: &Span, step: SystemMove, Recorded { record, reason, late }: &Recorded) -> Result<String, Error> {
    let (words, system, called) = (span.words, System(record), named(record));
    let by = |person| match person {
        Some(person) => span.view.name_of(person),
        None => Ok(words.nobody().to_owned()),
    };
    let because = |because: &str| because.trim_end_matches('.').to_owned();
    Ok(match step {
        SystemMove::Exclude => {
            words.was_excluded(called, by(system.scope_approved_by())?, late, because(system.left_out_because()))
        }
        SystemMove::Lower => {
            words.was_lowered(called, by(system.tier_approved_by())?, late, because(system.tier_because()))
        }
        _ => words.was_retired(called, late, because(reason.as_deref().unwrap_or(words.no_reason()))),
    })
}
