//! The script of the sample: tables and stories, read into steps in the order of their days.
//!
//! A table has a line for each step and a column for each field, parted by `|`; a story is a list of JSON objects. Both
//! say `on` which day a step was done, `by` whom, and what to `do` (add a record where nothing is said); `record` names
//! the record, `evidence` and `reason` go with a move, `agreed_by` and `agreed_how` with what looks better. Every other word is a field of the register, and is read as if it
//! had been typed.

use std::collections::BTreeMap;

use crate::domain::kpi::Frequency;
use crate::workflow::Trouble;

use super::calendar::{Calendar, Mark};

/// What the steps of a file say, by the names of their columns.
pub(super) type Given = BTreeMap<String, String>;

/// Something that somebody did on a day.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    /// The file and the place in it, for whoever edits the script.
    pub origin: String,
    pub when: Mark,
    pub by: String,
    pub verb: String,
    pub register: String,
    pub given: Given,
}

impl Deed {
    /// Whether it is done in one go with another: records that were entered in one sitting.
    pub fn goes_with(&self, other: &Self) -> bool {
        let entered = |step: &Self| matches!(step.verb.as_str(), "add" | "edit");
        entered(self)
            && (self.when, &self.by, &self.verb, &self.register)
                == (other.when, &other.by, &other.verb, &other.register)
    }
}

macro_rules! files {
    ($($register:literal: $($name:literal),+;)+) => {
        /// The files of the script, each with the register that it is about.
        static FILES: &[(&str, &str, &str)] =
            &[$($(($register, $name, include_str!(concat!("../../../data/sample/", $name))),)+)+];
    };
}

files! {
    "person": "people.csv";
    "organisation": "organisation.json";
    "system": "systems.json";
    "risk_criteria": "risk-criteria.json";
    "document": "documents.csv";
    "document_version": "document-versions.csv";
    "control": "annex-a.json", "controls.csv";
    "interested_party": "parties.csv";
    "need": "needs.csv";
    "context_issue": "context.csv";
    "kpi": "kpis.csv";
    "kpi_limit": "kpi-limits.csv";
    "risk": "risks.csv";
    "competence": "competences.csv";
    "deadline_profile": "deadlines.csv";
    "audit_area": "areas.csv";
    "audit_programme": "programmes.json";
    "audit": "audits.json";
    "finding": "findings.csv";
    "incident": "incidents.csv", "incident-moves.csv";
    "nonconformity": "nonconformities.json";
    "opportunity": "opportunities.csv";
    "resource_need": "resources.csv";
    "separation_exception": "exceptions.csv";
    "action": "actions.csv", "action-moves.csv";
    "risk": "risk-moves.json";
    "finding": "finding-moves.csv";
    "checklist_item": "checklists.json";
    "quality_cost": "costs.csv";
    "obligation": "obligations.csv";
    "evidence": "evidence.csv";
    "review": "review-1.json", "review-2.json", "review-3.json", "meeting.json";
    "resolution": "resolutions.json";
    "planned_change": "changes.csv";
}

/// The values of the KPIs, each a series.
static SERIES: &str = include_str!("../../../data/sample/measurements.csv");

/// The day from which figures were entered month by month; earlier ones were brought along on it.
const ENTERED_SINCE: i64 = -238;

/// Reads the whole script, in the order of its days.
///
/// # Errors
/// [`Trouble::Input`] with the file and the line that can't be read.
pub(super) fn read(calendar: &Calendar) -> Result<Vec<Deed>, Trouble> {
    let mut steps = Vec::new();
    for (register, name, text) in FILES {
        let rows = if name.ends_with(".csv") { table(name, text)? } else { story(name, text)? };
        let mut before = None;
        for (place, mut given) in rows.into_iter().enumerate() {
            let origin = format!("{name}, step {}", place + 1);
            let on = given.remove("on").unwrap_or_default();
            let when = Mark::read(&on, before)
                .ok_or_else(|| Trouble::input(format!("{origin}: “{on}” is no day; type -183d or -183d 10:30")))?;
            before = Some(when);
            steps.push(Deed {
                origin,
                when,
                by: given.remove("by").unwrap_or_default(),
                verb: given.remove("do").unwrap_or_else(|| "add".to_owned()),
                register: given.remove("register").unwrap_or_else(|| (*register).to_owned()),
                given,
            });
        }
    }
    steps.extend(series(calendar)?);
    steps.sort_by_key(|step| step.when);
    Ok(steps)
}

fn table(name: &str, text: &str) -> Result<Vec<Given>, Trouble> {
    let unreadable = |error: csv::Error| Trouble::input(format!("{name}: {error}"));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'|')
        .comment(Some(b'#'))
        .quoting(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.deserialize::<Given>() {
        let mut row = row.map_err(unreadable)?;
        row.retain(|_, cell| !cell.is_empty());
        rows.push(row);
    }
    Ok(rows)
}

fn story(name: &str, text: &str) -> Result<Vec<Given>, Trouble> {
    serde_json::from_str(text).map_err(|error| Trouble::input(format!("{name}: {error}")))
}

/// The measurements of each KPI: the last value is that of the last period, or of one `ends` periods before it.
fn series(calendar: &Calendar) -> Result<Vec<Deed>, Trouble> {
    let mut steps = Vec::new();
    for (place, mut row) in table("measurements.csv", SERIES)?.into_iter().enumerate() {
        let origin = format!("measurements.csv, step {}", place + 1);
        let wrong = |what: &str| Trouble::input(format!("{origin}: {what}"));
        let mut take = |name: &str| row.remove(name).unwrap_or_default();
        let (kpi, by, values, ends, every) = (take("kpi"), take("by"), take("values"), take("ends"), take("every"));
        let frequency = Frequency::of_key(&every).ok_or_else(|| wrong("it is not known how often it is measured"))?;
        let ends: u32 = if ends.is_empty() { 0 } else { ends.parse().map_err(|_| wrong("ends is no number"))? };
        for (back, value) in (ends..).zip(values.split_whitespace().rev()) {
            let end = calendar.period_end(frequency, back).ok_or_else(|| wrong("the series goes too far back"))?;
            let entered = calendar.mark_of(end, 0).days + 5;
            let when = Mark { days: entered.max(ENTERED_SINCE), minutes: 8 * 60 + 30 };
            let given = [("kpi", kpi.as_str()), ("period_end", &end.to_string()), ("value", value)];
            steps.push(Deed {
                origin: origin.clone(),
                when,
                by: by.clone(),
                verb: "add".to_owned(),
                register: "measurement".to_owned(),
                given: given.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
            });
        }
    }
    // Oldest first, and of one day the KPIs in their order.
    steps.reverse();
    steps.sort_by(|one, other| (one.when, &one.by).cmp(&(other.when, &other.by)));
    Ok(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(today: &str) -> Calendar {
        Calendar { today: today.parse().unwrap(), zone: crate::domain::zone::Zone::named("Europe/Dublin").unwrap() }
    }

    #[test]
    fn steps_come_in_the_order_of_their_days_and_before_today() {
        let steps = read(&calendar("2026-11-23")).unwrap();
        assert!(steps.is_sorted_by_key(|step| step.when));
        assert!(steps.iter().all(|step| step.when.days < 0));
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let told = |result: Result<Vec<Given>, Trouble>| result.unwrap_err().to_string();
        assert!(told(table("people.csv", "on | name\n-3d | Noor | more")).starts_with("people.csv: "));
        assert!(told(story("audits.json", "[{\"on\": 3}]")).starts_with("audits.json: "));
    }
}
