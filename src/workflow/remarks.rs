//! What is known of a record beyond its own fields, worked out from the records around it.

use crate::domain::finding::{Finding, Grade};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::Nonconformity;
use crate::domain::record::Record;
use crate::store::{Error, View};

use super::closure::deadlines;
use super::{late_records, resolutions};

/// Something that is known of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub label: &'static str,
    pub text: String,
    /// The record from which it is known.
    pub leads_to: Option<RecordId>,
    /// Whether it deserves a look.
    pub pressing: bool,
}

/// What is known of a record: since when it is no longer proven, and why; the cause class of a finding, what follows from
/// a major nonconformity that is late, what was recorded late, why an acceptance is over.
///
/// # Errors
/// Where the file can't be read.
pub fn of(view: View, record: &Record) -> Result<Vec<Remark>, Error> {
    let mut remarks = Vec::new();
    if record.fallen
        && let Some(why) = view.why_no_longer_proven(record.id)?
    {
        let leads_to = view.fallen(record.id)?.first().map(|first| first.on).filter(|on| *on != record.id);
        remarks.push(Remark { label: "Standing", text: why, leads_to, pressing: true });
    }
    if let Some(finding) = Finding::of(record)
        && finding.grade().is_some_and(Grade::is_nonconformity)
        && finding.adopted() != Some(true)
    {
        let raised = finding.nonconformity();
        let case = match raised {
            Some(id) => view.record(id)?,
            None => None,
        };
        let class = case.as_ref().and_then(|case| Nonconformity(case).cause_class());
        let text = class.map_or("Not analysed", |class| class.label()).to_owned();
        remarks.push(Remark { label: "Cause class", text, leads_to: raised, pressing: false });
    }
    remarks.extend(resolutions::remarks(view, record)?);
    if let Some(case) = Nonconformity::of(record) {
        let today = view.circumstances()?.today();
        let overdue = deadlines::overdue(view, case, today)?.filter(|overdue| overdue.passed);
        remarks.extend(overdue.map(|overdue| Remark {
            label: "Consequence",
            text: overdue.words().to_owned(),
            leads_to: Some(overdue.profile),
            pressing: true,
        }));
    }
    remarks.extend(late_records::of(view, record)?.into_iter().map(|late| Remark {
        label: "Recorded late",
        text: format!("{}: {}", late.field.label, late.words()),
        leads_to: None,
        pressing: false,
    }));
    let lapsed = record.lapsed(view.circumstances()?.today());
    remarks.extend(lapsed.map(|text| Remark { label: "Ended", text, leads_to: None, pressing: true }));
    Ok(remarks)
}
