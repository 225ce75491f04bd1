//! Input d3): audit results.

use chrono::Months;

use crate::domain::agenda_item::Input;
use crate::domain::audit::{self, Audit, AuditField, Party, State as AuditState};
use crate::domain::deadline::Deadline;
use crate::domain::finding::{self, Finding, FindingField, Grade, State};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use crate::workflow::audits::rehearsed;
use crate::workflow::closure::trends;

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Audits, registers: "Audits, findings", compile };

/// Months within which an internal audit is expected.
const INTERVAL: u32 = 12;

/// The audits that are counted, each with what its figure is called. A mock is counted nowhere.
const COUNTED: [(Party, &str, &str); 5] = [
    (Party::Internal, "d3.audits", "Internal audits reported since"),
    (Party::Supplier, "d3.audits.supplier", "Audits of suppliers since"),
    (Party::OnUs, "d3.audits.customer-authority", "By customers and authorities since"),
    (Party::Certification, "d3.audits.certification", "By certification bodies since"),
    (Party::Other, "d3.audits.other", "Other audits since"),
];

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let audits = |filters: Vec<Filter>| Query { filters, ..Query::new(&audit::REGISTER) };
    let mocks = rehearsed::mocks(span.view)?;
    let findings = |filters: Vec<Filter>| {
        let results = (!mocks.is_empty()).then(|| rehearsed::findings(&mocks, false));
        Query { filters: filters.into_iter().chain(results).collect(), ..Query::new(&finding::REGISTER) }
    };
    let reported = Filter::one_of(AuditField::State.field(), &[AuditState::Reported.key()]);
    let year = span.today.checked_sub_months(Months::new(INTERVAL));
    let recent = Filter::days(AuditField::ReportedOn.field(), year, None);
    let of = |party: Party| rehearsed::of([party].into_iter());
    if span.view.count(&audits(vec![reported.clone(), recent, of(Party::Internal)]))? == 0 {
        section.cautions.push(span.words.no_internal_audit().to_owned());
    }
    let since_last = vec![reported, since(AuditField::ReportedOn.field(), span)];
    let mut reported = 0;
    for (party, key, label) in COUNTED {
        let theirs = audits([vec![of(party)], since_last.clone()].concat());
        if party.is_internal() || span.view.count(&audits(vec![of(party)]))? > 0 {
            reported += section.count(span, key, label, Better::Open, theirs)?;
        }
    }
    let raised = since(FindingField::RaisedOn.field(), span);
    let raised_on = |record: &Record| Finding(record).raised_on();
    // What a mock found is counted nowhere.
    let counts = |record: &Record| Finding(record).audit().is_none_or(|audit| !mocks.contains(&audit));
    let all = findings(vec![raised.clone()]);
    section.raised(span, "d3.findings", "Findings since", Better::Open, all, (raised_on, &counts))?;
    let grades = [
        ("d3.major", "Major since", Grade::Major),
        ("d3.minor", "Minor since", Grade::Minor),
        ("d3.opportunity", "Opportunities since", Grade::Opportunity),
    ];
    for (key, label, grade) in grades {
        let graded = vec![raised.clone(), Filter::one_of(FindingField::Grade.field(), &[grade.key()])];
        let is_so = |record: &Record| counts(record) && Finding(record).grade() == Some(grade);
        section.raised(span, key, label, Better::Open, findings(graded), (raised_on, &is_so))?;
    }
    let open = Filter::one_of(FindingField::State.field(), &[State::Open.key(), State::Raised.key()]);
    let count = section.count(span, "d3.open", "Findings open", Better::Lower, findings(vec![open.clone()]))?;
    let repeats = vec![open.clone(), Filter::Is(FindingField::Repeat.field(), vec![Value::YesNo(true)])];
    section.count(span, "d3.repeats", "Open, repeated", Better::Lower, findings(repeats))?;
    section.trends(span, span.view.count(&findings(Vec::new()))?, ["d3.median", "d3.repeated"], trends::findings)?;
    if count > 0 {
        section.by_quarter(
            span,
            span.words.figure("d3.findings", "Findings"),
            FindingField::RaisedOn.field(),
            &findings(Vec::new()),
        )?;
    }
    let order = Order { field: Some(AuditField::ReportedOn.field()), descending: true };
    for record in span
        .view
        .page(&Query {
            order,
            limit: Some(SPELLED_OUT / 4),
            ..audits([vec![rehearsed::giving_results()], since_last].concat())
        })?
        .records
    {
        let audit = Audit(&record);
        let (owner, due) = (audit.lead(), audit.reported_on());
        let reopened = audit.reopened().map(|times| span.words.reported_again(times));
        let transcribed = audit.is_transcribed().then(|| span.words.transcribed().to_owned());
        let said = Some(audit.conclusion().to_owned()).filter(|words| !words.is_empty());
        let remark = [reopened, transcribed, said].into_iter().flatten().collect::<Vec<_>>().join("; ");
        section.lines.push(Line { owner, due, remark, ..Line::of(record.clone()) });
    }
    let order = Order { field: Some(FindingField::Grade.field()), descending: false };
    let listed = Query { order, limit: Some(SPELLED_OUT), ..findings(vec![open]) };
    for record in span.view.page(&listed)?.records {
        let finding = Finding(&record);
        let grade = finding.grade().map_or(String::new(), |grade| span.words.label_within(grade.label()));
        let again = if finding.repeat() == Some(true) { span.words.repeated() } else { "" };
        let parts: Vec<&str> =
            [grade.as_str(), finding.requirement(), again].into_iter().filter(|part| !part.is_empty()).collect();
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due, remark) = (finding.owner(), finding.due(), parts.join(", "));
        section.lines.push(Line { owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.cautions.extend(rehearsal(span, &mocks)?);
    section.more = (reported + count).saturating_sub(section.lines.len() as u64);
    Ok(())
}

/// What a mock found is told, and counted nowhere.
fn rehearsal(span: &Span, mocks: &[RecordId]) -> Result<Option<String>, Error> {
    if mocks.is_empty() {
        return Ok(None);
    }
    let of_mocks = |more: Vec<Filter>| {
        let filters = [vec![rehearsed::findings(mocks, true)], more].concat();
        span.view.count(&Query { filters, ..Query::new(&finding::REGISTER) })
    };
    let open = of_mocks(vec![Filter::one_of(FindingField::State.field(), &[State::Open.key(), State::Raised.key()])])?;
    let since = of_mocks(vec![since(FindingField::RaisedOn.field(), span)])?;
    Ok((open + since > 0).then(|| span.words.mock_audits(since, open)))
}
