//! What is late in any register on the day that is told: that a day went by changes nothing in the journal, and is told by no
//! change. It stands in the pack, which is of a day; minutes say the same whenever they are written.

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::control::ControlField;
use crate::domain::deadline;
use crate::domain::field::{Field, Tone};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review;
use crate::domain::spelling::grouped;
use crate::domain::value::Value;
use crate::store::list::{Filter, Order, Query};
use crate::store::{Error, Names, View};
use crate::workflow::sheet::{Cell, Column, Lead, Row};
use crate::workflow::{applicability, closure};

use super::grave::Grave;

/// So many of a register are told by name, the longest overdue first; the others are counted.
const NAMED: u32 = 10;

/// So many are besides that are grave, the gravest first: what is light pushes none of them out.
const GRAVE: u32 = 40;

pub(super) const COLUMNS: [Column; 4] = [
    Column::words("number", ""),
    Column::words("what", "What"),
    Column::words("owner", "Owner"),
    Column::words("late", "Late"),
];

/// What is late on a day.
#[derive(Debug, Clone, Default)]
pub struct Late {
    pub on: NaiveDate,
    pub named: Vec<Named>,
    /// How many of which register are late beside those that are named.
    more: Vec<(&'static str, u64)>,
}

/// A record that is late.
#[derive(Debug, Clone)]
pub struct Named {
    pub record: Record,
    owner: String,
    late: String,
}

impl Named {
    pub(super) fn row(&self) -> Row {
        let late = Cell::text(self.late.as_str()).tone(Tone::Bad);
        let owner = if self.owner.is_empty() { "nobody" } else { &self.owner };
        let [number, what, owner] =
            [self.record.reference().to_string(), self.record.title().to_owned(), owner.to_owned()].map(Cell::text);
        Row::of([number, what, owner, late]).leads(Some(Lead::Record(self.record.id)))
    }
}

impl Late {
    /// How many are not named; nothing where all are.
    pub fn cut(&self) -> Option<String> {
        let more: Vec<_> = self.more.iter().map(|(plural, count)| format!("{plural}: {}", grouped(*count))).collect();
        (!more.is_empty()).then(|| format!("This is cut: late besides are {}.", more.join(", ")))
    }
}

/// What is late on a day. The papers of meetings are told where the meetings are.
pub(super) fn of(view: View, on: NaiveDate) -> Result<Late, Error> {
    let mut late = Late { on, ..Late::default() };
    let of_meetings: [&Register; 2] = [&agenda_item::REGISTER, &review::REGISTER];
    let mut names = Names::default();
    let queries = CATALOGUE.registers().filter(|one| !of_meetings.contains(one)).filter_map(running);
    let others = [(applicability::pending(), ControlField::Due.field()), closure::awaiting_effect()];
    for (query, day) in queries.chain(others) {
        let register = query.register;
        let order = Order { field: Some(day), descending: false };
        let query = Query { order, ..query.with([Filter::passed(day, on)]) };
        let found = gravest_first(view, &query)?;
        let owner = register.responsible().map(|field| field.name);
        let owner = |record: &Record| match owner.and_then(|field| record.get(field)) {
            Some(Value::Link(id)) => Some(*id),
            _ => None,
        };
        view.learn(&mut names, found.iter().filter_map(owner))?;
        let more = view.count(&query)?.saturating_sub(found.len() as u64);
        late.named.extend(found.into_iter().filter_map(|record| {
            let Some(Value::Date(due)) = record.get(day.name) else { return None };
            let days = due.signed_duration_since(on).num_days();
            let owner = owner(&record).map_or(String::new(), |id| names.title(id).to_owned());
            let grave = Grave::of(&record).level;
            let late = [deadline::words(days)].into_iter().chain(grave).collect::<Vec<_>>().join(", ");
            Some(Named { owner, late, record })
        }));
        if more > 0 {
            late.more.push((register.plural, more));
        }
    }
    Ok(late)
}

/// Those that are grave, the gravest and then the longest overdue first, and the longest overdue of the others.
fn gravest_first(view: View, query: &Query) -> Result<Vec<Record>, Error> {
    let wrong = |field: &Field, key: &str| {
        field.choice(key).is_some_and(|choice| matches!(choice.tone, Tone::Watch | Tone::Bad))
    };
    let (mut found, mut lighter) = (Vec::new(), query.clone());
    if let Some((field, order)) = query.register.graded() {
        let grave: Vec<&'static str> = order.iter().copied().filter(|key| wrong(field, key)).collect();
        let mut left = GRAVE;
        for key in &grave {
            let page = view.page(&Query { limit: Some(left), ..query.with([Filter::one_of(field, &[key])]) })?;
            left = left.saturating_sub(u32::try_from(page.records.len()).unwrap_or(GRAVE));
            found.extend(page.records);
        }
        lighter = query.with([Filter::IsNot(field, grave.into_iter().map(Value::Choice).collect())]);
    }
    found.extend(view.page(&Query { limit: Some(NAMED), ..lighter })?.records);
    Ok(found)
}

/// The records of a register whose deadline runs, and the field that has it; none where the register has no deadline.
fn running(register: &'static Register) -> Option<(Query, &'static Field)> {
    let day = register.deadline()?;
    let running = match register.machine {
        Some(machine) => Some(Filter::one_of(register.field(machine.field.as_str())?, machine.due_in)),
        None => None,
    };
    Some((Query::those(register, running), day))
}
