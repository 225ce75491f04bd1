//! Input d3): audit results.

use chrono::Months;

use crate::domain::agenda_item::Input;
use crate::domain::audit::{self, Audit, AuditField, State as AuditState, Type};
use crate::domain::deadline::Deadline;
use crate::domain::finding::{self, Finding, FindingField, Grade, State};
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use crate::workflow::closure::trends;

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, is, since};

pub const SOURCE: Source = Source { input: Input::Audits, registers: "Audits, findings", compile };

/// Months within which an internal audit is expected.
const INTERVAL: u32 = 12;

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let audits = |filters: Vec<Filter>| Query { filters, ..Query::new(&audit::REGISTER) };
    let findings = |filters: Vec<Filter>| Query { filters, ..Query::new(&finding::REGISTER) };
    let reported = is(AuditField::State.field(), &[AuditState::Reported.key()]);
    let year = span.today.checked_sub_months(Months::new(INTERVAL)).map(Value::Date);
    let recent = Filter::Between(AuditField::ReportedOn.field(), year, None);
    let internal = is(AuditField::Type.field(), &[Type::Internal.key()]);
    if span.view.count(&audits(vec![reported.clone(), recent, internal]))? == 0 {
        let words = "No internal audit was reported in the last twelve months (9.2).";
        section.cautions.push(words.to_owned());
    }
    let since_last = vec![reported, since(AuditField::ReportedOn.field(), span)];
    let reported =
        section.count(span, "d3.audits", "Audits reported since", Better::Higher, audits(since_last.clone()))?;
    let raised = since(FindingField::RaisedOn.field(), span);
    section.count(span, "d3.findings", "Findings since", Better::Open, findings(vec![raised.clone()]))?;
    let grades = [
        ("d3.major", "Major since", Grade::Major),
        ("d3.minor", "Minor since", Grade::Minor),
        ("d3.opportunity", "Opportunities since", Grade::Opportunity),
    ];
    for (key, label, grade) in grades {
        let graded = vec![raised.clone(), is(FindingField::Grade.field(), &[grade.key()])];
        section.count(span, key, label, Better::Open, findings(graded))?;
    }
    let open = is(FindingField::State.field(), &[State::Open.key(), State::Raised.key()]);
    let count = section.count(span, "d3.open", "Findings open", Better::Lower, findings(vec![open.clone()]))?;
    let repeats = vec![open.clone(), Filter::Is(FindingField::Repeat.field(), vec![Value::YesNo(true)])];
    section.count(span, "d3.repeats", "Open, repeated", Better::Lower, findings(repeats))?;
    section.trends(span, span.view.count(&findings(Vec::new()))?, ["d3.median", "d3.repeated"], trends::findings)?;
    if count > 0 {
        section.by_quarter(span, "Findings", FindingField::RaisedOn.field(), &findings(Vec::new()))?;
    }
    let order = Order { field: Some(AuditField::ReportedOn.field()), descending: true };
    for record in span.view.page(&Query { order, limit: Some(SPELLED_OUT / 4), ..audits(since_last) })?.records {
        let audit = Audit(&record);
        let (owner, due, remark) = (audit.lead(), audit.reported_on(), audit.conclusion().to_owned());
        section.lines.push(Line { owner, due, remark, ..Line::of(record.clone()) });
    }
    let order = Order { field: Some(FindingField::Grade.field()), descending: false };
    let listed = Query { order, limit: Some(SPELLED_OUT), ..findings(vec![open]) };
    for record in span.view.page(&listed)?.records {
        let finding = Finding(&record);
        let grade = finding.grade().map_or(String::new(), |grade| grade.label().to_lowercase());
        let again = if finding.repeat() == Some(true) { "repeated" } else { "" };
        let parts: Vec<&str> =
            [grade.as_str(), finding.requirement(), again].into_iter().filter(|part| !part.is_empty()).collect();
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due, remark) = (finding.owner(), finding.due(), parts.join(", "));
        section.lines.push(Line { owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.more = (reported + count).saturating_sub(section.lines.len() as u64);
    Ok(())
}
