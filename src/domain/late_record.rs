//! What was put on record long after it was performed: it is told wherever the day of it is.

use chrono::NaiveDate;

use super::attendance::AttendanceField;
use super::checklist_item::ChecklistItemField;
use super::evidence::EvidenceField;
use super::field::{Field, Kind};
use super::register::Register;
use super::retest::RetestField;
use super::risk::RiskField;
use super::transaction::{Change, Header, Way, What};
use super::value::Value;
use super::zone::Zone;

/// More days than these between what was performed and its record are told.
pub const A_WEEK: i64 = 7;

/// A day on which a change says that something was performed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Performed {
    pub field: &'static Field,
    pub on: NaiveDate,
}

/// How many days after it was performed something was recorded; none where that was within a week, or before.
pub fn days_after(performed: NaiveDate, recorded: NaiveDate) -> Option<i64> {
    Some((recorded - performed).num_days()).filter(|days| *days > A_WEEK)
}

/// How it is said: `recorded 12 days after`.
pub fn words(days: i64) -> String {
    format!("recorded {days} days after")
}

/// The day on which a transaction was recorded. Where the clock was put back, it was later than it says.
pub fn recorded_on(header: &Header, zone: &Zone) -> NaiveDate {
    header.behind.map_or(header.at, |before| before.max(header.at)).with_timezone(zone).date_naive()
}

/// The days on which a change says that something was performed. What was carried over from before the file says so itself,
/// and what is put back was recorded before.
pub fn performed(change: &Change, zone: &Zone) -> Vec<Performed> {
    let register = change.register;
    let said = |field: &'static Field, value: &Option<Value>| {
        let on = match value.as_ref().filter(|_| tells(register, field))? {
            Value::Date(day) => *day,
            Value::Instant(at) => at.with_timezone(zone).date_naive(),
            _ => return None,
        };
        Some(Performed { field, on })
    };
    match &change.what {
        What::Create { values, .. } => {
            register.fields.iter().zip(values).filter_map(|(field, value)| said(field, value)).collect()
        }
        What::Update { way, fields, .. } if !is_no_act(register, way) => {
            fields.iter().filter_map(|one| said(one.field, &one.after)).collect()
        }
        _ => Vec::new(),
    }
}

/// Acts that are performed without a move of their register and attested by nobody.
static ACTS: [(&str, &str); 5] = [
    (RetestField::REGISTER.as_str(), RetestField::HeldOn.name().as_str()),
    (ChecklistItemField::REGISTER.as_str(), ChecklistItemField::AnsweredOn.name().as_str()),
    (RiskField::REGISTER.as_str(), RiskField::AssessedOn.name().as_str()),
    (EvidenceField::REGISTER.as_str(), EvidenceField::LookedOn.name().as_str()),
    (AttendanceField::REGISTER.as_str(), AttendanceField::ArrivedAt.name().as_str()),
];

/// Whether a field says when something was performed: what was attested, and what a move says to have happened.
pub fn tells(register: &Register, field: &Field) -> bool {
    let attested = || register.attestations.iter().filter_map(|one| one.day()).any(|day| day == field.name);
    let moved = field.by_move && field.past;
    matches!(field.kind, Kind::Date | Kind::Instant)
        && (moved || attested() || ACTS.contains(&(register.name, field.name)))
}

fn is_no_act(register: &Register, way: &Way) -> bool {
    match way {
        Way::Edit => false,
        Way::Revert => true,
        Way::Move(name) => {
            let machine = register.machine.zip(register.machine.and_then(|machine| machine.find(name)));
            machine.is_some_and(|(machine, step)| machine.adopts(step))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_than_a_week_is_told() {
        let after = |performed: &str, recorded: &str| {
            days_after(performed.parse().unwrap(), recorded.parse().unwrap()).map(words)
        };
        assert_eq!(after("2026-11-11", "2026-11-23").as_deref(), Some("recorded 12 days after"));
        assert_eq!(after("2026-11-15", "2026-11-23").as_deref(), Some("recorded 8 days after"));
        assert_eq!(after("2026-11-16", "2026-11-23"), None);
        assert_eq!(after("2026-12-24", "2026-11-23"), None, "a day that is still to come");
    }
}
