//! What makes the systems look smaller than at the review before: excluded, lowered, retired since, each with its reason.

use crate::domain::record::Record;
use crate::domain::system::{REGISTER, System, SystemField as Field};
use crate::store::Error;
use crate::store::list::Query;

use super::{SPELLED_OUT, Section, Span, since};

/// Says each of them beside the risks, on which they tell.
pub(super) fn told(span: &Span, section: &mut Section) -> Result<(), Error> {
    for field in [Field::ScopeApprovedOn, Field::TierApprovedOn, Field::RetiredOn] {
        let filters = vec![since(field.field(), span)];
        let query = Query { filters, limit: Some(SPELLED_OUT), ..Query::new(&REGISTER) };
        for record in span.view.page(&query)?.records {
            section.cautions.push(words(span, field, &record)?);
        }
    }
    Ok(())
}

fn words(span: &Span, field: Field, record: &Record) -> Result<String, Error> {
    let (system, called) = (System(record), format!("{} {}", record.reference(), record.title()));
    let by = |person| match person {
        Some(person) => span.view.name_of(person),
        None => Ok("nobody".to_owned()),
    };
    Ok(match field {
        Field::ScopeApprovedOn => format!(
            "{called} was excluded from the scope, approved by {}: {}.",
            by(system.scope_approved_by())?,
            system.left_out_because().trim_end_matches('.'),
        ),
        Field::TierApprovedOn => format!(
            "{called} was lowered, approved by {}: {}.",
            by(system.tier_approved_by())?,
            system.tier_because().trim_end_matches('.'),
        ),
        _ => format!("{called} was retired."),
    })
}
