//! Input b): changes in external and internal issues.

use chrono::Months;

use crate::domain::agenda_item::Input;
use crate::domain::context_issue::{self, ContextIssue, ContextIssueField, Origin};
use crate::domain::identity::Reference;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Context, registers: "Context issues", compile };

/// Months after which nobody can rely on an issue that nobody has looked at.
const STALE: u32 = 12;

/// The most of them that are named; the rest is counted.
const NAMED: usize = 12;

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
    let changed_on = |record: &Record| ContextIssue(record).changed_on();
    let count =
        section.raised(span, "b.changed", "Changed since", Better::Open, changed.clone(), (changed_on, &|_| true))?;
    if external + internal == 0 {
        section.cautions.push(span.words.no_issue().to_owned());
    }
    let stale = not_looked_at(span, &query(Vec::new()))?;
    if !stale.is_empty() {
        let which = span.words.some_of(stale.iter().map(ToString::to_string), NAMED);
        section.cautions.push(span.words.not_looked_at(stale.len(), external + internal, which));
    }
    for (record, late) in span.with_recorded(&changed)? {
        let issue = ContextIssue(&record);
        let state = issue.origin().map_or("", Origin::label).to_owned();
        let (owner, due, remark) = (issue.owner(), issue.changed_on(), [issue.change(), &late].join("; "));
        let remark = remark.trim_matches([';', ' ']).to_owned();
        section.lines.push(Line { state, owner, due, remark, ..Line::of(record) });
    }
    section.more = count.saturating_sub(section.lines.len() as u64);
    Ok(())
}

/// Which of these issues nobody has looked at or changed for a year. Of those of which neither is said, whoever put one on
/// record has looked at it.
fn not_looked_at(span: &Span, standing: &Query) -> Result<Vec<Reference>, Error> {
    let Some(year) = span.today.checked_sub_months(Months::new(STALE)) else { return Ok(Vec::new()) };
    let days = [ContextIssueField::LookedAtOn, ContextIssueField::ChangedOn].map(ContextIssueField::field);
    let (mut stale, mut never) = (Vec::new(), Vec::new());
    span.view.each(&standing.clone().only(&days), |record| {
        let issue = ContextIssue(&record);
        match issue.looked_at_on().max(issue.changed_on()) {
            Some(day) if day > year => {}
            Some(_) => stale.push(record.reference()),
            None => never.push((record.id, record.reference())),
        }
        Ok(())
    })?;
    never.sort_by_key(|(_, reference)| reference.number);
    // Numbers are given as records come: those after one that came within the year came within it, too.
    let (mut old, mut new) = (0, never.len());
    while old < new {
        let middle = old.midpoint(new);
        let came = span.view.versions(never[middle].0)?.first().and_then(|version| version.day);
        if came.is_some_and(|day| day > year) { new = middle } else { old = middle + 1 }
    }
    stale.extend(never.into_iter().take(old).map(|(_, reference)| reference));
    stale.sort_by_key(|reference| reference.number);
    Ok(stale)
}
