//! Input b): changes in external and internal issues.

use chrono::Months;

use crate::domain::agenda_item::Input;
use crate::domain::context_issue::{self, ContextIssue, ContextIssueField, Origin};
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Context, registers: "Context issues", compile };

/// Months after which nobody can rely on an issue that nobody has looked at.
const STALE: u32 = 12;

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let standing = Filter::IsNot(ContextIssueField::Ended.field(), vec![Value::YesNo(true)]);
    let query = |mut filters: Vec<Filter>| {
        filters.push(standing.clone());
        Query { filters, ..Query::new(&context_issue::REGISTER) }
    };
    let origin = |origin: Origin| vec![Filter::one_of(ContextIssueField::Origin.field(), &[origin.key()])];
    let external =
        section.count(span, "b.external", "External issues", Better::Open, query(origin(Origin::External)))?;
    let internal =
        section.count(span, "b.internal", "Internal issues", Better::Open, query(origin(Origin::Internal)))?;
    let changed = Query {
        filters: vec![since(ContextIssueField::ChangedOn.field(), span)],
        order: Order { field: Some(ContextIssueField::ChangedOn.field()), descending: true },
        limit: Some(SPELLED_OUT),
        ..Query::new(&context_issue::REGISTER)
    };
    let count = section.count(span, "b.changed", "Changed since", Better::Open, changed.clone())?;
    let year = span.today.checked_sub_months(Months::new(STALE)).map(Value::Date);
    let field = ContextIssueField::LookedAtOn.field();
    let never = span.view.count(&query(vec![Filter::Empty(field)]))?;
    let long = span.view.count(&query(vec![Filter::Between(field, None, year)]))?;
    if external + internal == 0 {
        section.cautions.push("No issue is recorded: that nothing changed can't be told from this.".to_owned());
    } else if never + long > 0 {
        section.cautions.push(format!(
            "{} of {} issues were not looked at for a year.",
            never + long,
            external + internal
        ));
    }
    for record in span.view.page(&changed)?.records {
        let issue = ContextIssue(&record);
        let state = issue.origin().map_or("", Origin::label).to_owned();
        let (owner, due, remark) = (issue.owner(), issue.changed_on(), issue.change().to_owned());
        section.lines.push(Line { state, owner, due, remark, late: false, record });
    }
    section.more = count.saturating_sub(section.lines.len() as u64);
    Ok(())
}
