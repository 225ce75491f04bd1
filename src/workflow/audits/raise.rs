//! A nonconformity raised from a finding: what the auditor wrote goes with it, the deadlines of whoever audits are
//! counted, and both know each other.

use chrono::NaiveDate;

use crate::domain::audit::{self, Audit};
use crate::domain::deadline_profile::{self, DeadlineProfile};
use crate::domain::field::Field;
use crate::domain::finding::{Finding, FindingField, FindingMove};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, Grade, Nonconformity, NonconformityField as Case, Source};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::list::Query;
use crate::store::{Act, Ambient, Error, Proposal, View};

/// The days that a profile sets.
#[derive(Debug)]
pub struct Deadlines {
    pub profile: Record,
    /// From which day they are counted.
    pub from: NaiveDate,
    pub plan: Option<NaiveDate>,
    pub done: Option<NaiveDate>,
}

/// The deadlines that fit an audit: those of its body before those for any body, those declared first before later ones.
///
/// # Errors
/// Where the file can't be read.
pub fn profile(view: View, audit: Audit) -> Result<Option<Record>, Error> {
    let Some(kind) = audit.kind() else { return Ok(None) };
    let profiles = view.page(&Query::new(&deadline_profile::REGISTER))?.records;
    let mut fitting: Vec<Record> =
        profiles.into_iter().filter(|one| DeadlineProfile(one).is_for(kind, audit.body())).collect();
    fitting.sort_by_key(|one| (DeadlineProfile(one).body().is_empty(), one.number));
    Ok(fitting.into_iter().next())
}

/// The deadlines that hold for the nonconformity of a finding, or would if it were raised today; or why no day is counted.
///
/// # Errors
/// Where the file can't be read.
pub fn deadlines(view: View, finding: &Record) -> Result<Result<Deadlines, String>, Error> {
    let one = Finding(finding);
    let case = one.nonconformity().map(|case| view.record(case)).transpose()?.flatten();
    let raised = case.as_ref().and_then(|case| Nonconformity(case).raised_on());
    let raised = raised.map_or_else(|| today(view), Ok)?;
    deadlines_from(view, one, raised)
}

fn today(view: View) -> Result<NaiveDate, Error> {
    Ok(view.circumstances()?.today())
}

fn deadlines_from(view: View, one: Finding, raised: NaiveDate) -> Result<Result<Deadlines, String>, Error> {
    match one.audit().map(|audit| view.record(audit)).transpose()?.flatten() {
        Some(audit) => counted(view, Audit(&audit), grade(one), raised),
        None => Ok(Err("The finding is of no audit, so no deadline was counted".to_owned())),
    }
}

/// The grade that a nonconformity takes from its finding.
fn grade(finding: Finding) -> Option<Grade> {
    finding.grade().and_then(|grade| Grade::of_key(grade.key()))
}

/// An audit that ends later, or is said to, moves no deadline of what was raised before.
fn counted(
    view: View,
    audit: Audit,
    grade: Option<Grade>,
    raised: NaiveDate,
) -> Result<Result<Deadlines, String>, Error> {
    let reference = audit.0.reference();
    let Some(profile) = profile(view, audit)? else {
        let kind = audit.kind().map_or("", audit::Type::label).to_lowercase();
        return Ok(Err(format!("No deadline profile is for {kind} audits of this body, so no day was set")));
    };
    let (Some(from), Some(grade)) = (audit.ends_on(), grade) else {
        return Ok(Err(format!("{reference} has no last day from which deadlines are counted, so no day was set")));
    };
    let from = from.min(raised);
    let (plan, done) = DeadlineProfile(&profile).days(grade, from);
    Ok(Ok(Deadlines { profile, from, plan, done }))
}

/// What is carried on from a finding, with what is said besides: the owner, another day. Whether a nonconformity may be
/// raised from it at all is the registers' to say.
///
/// # Errors
/// Where the file can't be read.
pub fn raise(
    view: View,
    finding: &Record,
    said: Vec<(&'static Field, Value)>,
    by: RecordId,
    ambient: &Ambient,
) -> Result<Proposal, Error> {
    let one = Finding(finding);
    let audit = one.audit().map(|audit| view.record(audit)).transpose()?.flatten();
    let raised = said.iter().find_map(|(field, value)| match value {
        Value::Date(day) if *field == Case::RaisedOn.field() => Some(*day),
        _ => None,
    });
    let raised = raised.map_or_else(|| today(view), Ok)?;
    let deadlines = deadlines_from(view, one, raised)?.ok();
    let source = match audit.as_ref().map(Audit).map(Audit::party) {
        Some(audit::Party::Supplier) => Source::Supplier,
        _ => Source::Audit,
    };
    let earlier = one.repeats().map(|earlier| view.record(earlier)).transpose()?.flatten();
    let repeats = earlier.as_ref().and_then(|earlier| Finding(earlier).nonconformity());
    let day = |day: Option<NaiveDate>| day.map(Value::Date);
    let link = |id: Option<RecordId>| id.map(Value::Link);
    let carried = [
        (Case::Title, super::text(finding.title())),
        (Case::Requirement, super::text(one.requirement())),
        (Case::Statement, super::text(one.statement())),
        (Case::ObjectiveEvidence, super::text(one.objective_evidence())),
        (Case::Source, Some(Value::Choice(source.key()))),
        (Case::RaisedFrom, Some(Value::Link(finding.id))),
        (Case::Grade, grade(one).map(|grade| Value::Choice(grade.key()))),
        (Case::System, link(one.system())),
        (Case::Unit, super::text(one.unit())),
        (Case::RaisedOn, Some(Value::Date(raised))),
        (Case::RaisedBy, Some(Value::Link(by))),
        (Case::Owner, link(one.owner())),
        (Case::Deadlines, link(deadlines.as_ref().map(|one| one.profile.id))),
        (Case::PlanDue, day(deadlines.as_ref().and_then(|one| one.plan).or(one.due()))),
        (Case::Due, day(deadlines.as_ref().and_then(|one| one.done))),
        (Case::Repeats, link(repeats)),
    ];
    let carried = carried.into_iter().filter_map(|(field, value)| Some((field.field(), value?)));
    let mut fields: Vec<(&'static Field, Value)> =
        carried.filter(|(field, _)| !said.iter().any(|(one, _)| one == field)).collect();
    fields.extend(said);
    let id = ambient.identity();
    let given = vec![(FindingField::Nonconformity.field(), Some(Value::Link(id)))];
    let acts = [
        Act::Create { id, register: &nonconformity::REGISTER, fields },
        Act::Move { record: finding.id, name: FindingMove::Raise.into(), based_on: Some(finding.revision), given },
    ];
    Ok(Proposal::of(acts))
}

impl Deadlines {
    /// The days in words: `plan by 2027-01-14, done by 2027-06-30, counted from 2026-12-31 by DP-1`.
    pub fn words(&self) -> String {
        let part = |label: &str, day: Option<NaiveDate>| day.map(|day| format!("{label} by {day}"));
        let mut parts: Vec<String> = [part("plan", self.plan), part("done", self.done)].into_iter().flatten().collect();
        parts.push(format!("counted from {} by {}", self.from, self.profile.reference()));
        parts.join(", ")
    }
}
