//! What is late in any register on the day that is told: that a day went by changes nothing in the journal, and is told by no
//! change. It stands in the pack, which is of a day; minutes say the same whenever they are written.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::agenda_item;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::control::ControlField;
use crate::domain::deadline;
use crate::domain::field::{Field, Tone};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review;
use crate::domain::risk::RiskField;
use crate::domain::spelling::grouped;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, Names, View};
use crate::workflow::sheet::{Cell, Column, Lead, Row};
use crate::workflow::{applicability, closure, risks};

/// So many of a register are told by name, and the others counted. They are those that were recorded first: what is put on
/// record later pushes none of them out.
const NAMED: u32 = 20;

/// So many are besides that are more than light, the gravest first.
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
    more: BTreeMap<&'static str, u64>,
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
        (!more.is_empty())
            .then(|| format!("This is cut: late besides are {}, each lighter or recorded later.", more.join(", ")))
    }
}

/// What is late on a day. The papers of meetings are told where the meetings are.
pub(super) fn of(view: View, on: NaiveDate) -> Result<Late, Error> {
    let mut late = Late { on, ..Late::default() };
    let of_meetings: [&Register; 2] = [&agenda_item::REGISTER, &review::REGISTER];
    let mut names = Names::default();
    let queries = CATALOGUE.registers().filter(|one| !of_meetings.contains(one)).filter_map(running);
    let others = [(applicability::pending(), ControlField::Due.field())].into_iter().chain(closure::other_deadlines());
    let risks = risks::to_treat(view, on)?.into_iter().map(|query| (query, RiskField::TreatedBy.field()));
    for (query, day) in queries.chain(others).chain(risks) {
        let register = query.register;
        let query = query.with([Filter::passed(day, on)]);
        let found = gravest_first(view, &query, day)?;
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
            let level = register.graded().and_then(|(field, _)| match record.get(field.name) {
                Some(Value::Choice(key)) => field.choice(key).map(|choice| choice.label.to_lowercase()),
                _ => None,
            });
            let of_another = register.deadline().is_some_and(|one| one != day);
            let of = if of_another { format!(" ({})", day.label.to_lowercase()) } else { String::new() };
            let late = format!("{}{of}", deadline::words(days));
            let late = [late].into_iter().chain(level).collect::<Vec<_>>().join(", ");
            Some(Named { owner, late, record })
        }));
        if more > 0 {
            *late.more.entry(register.plural).or_default() += more;
        }
    }
    Ok(late)
}

/// The gravest first, of each grade those that were recorded first; then so many of the light ones, and of those of which no
/// grade is said. Those of one grade stand by their days.
fn gravest_first(view: View, query: &Query, day: &Field) -> Result<Vec<Record>, Error> {
    let by_day = |mut page: Vec<Record>| {
        page.sort_by_key(|record| match record.get(day.name) {
            Some(Value::Date(due)) => *due,
            _ => NaiveDate::MAX,
        });
        page
    };
    let (mut found, mut others) = (Vec::new(), query.clone());
    if let Some((field, order)) = query.register.graded() {
        let grave = order.split_last().map_or(&[][..], |(_, grave)| grave);
        let mut left = GRAVE;
        for key in grave {
            let page = view.page(&Query { limit: Some(left), ..query.with([Filter::one_of(field, &[key])]) })?;
            left = left.saturating_sub(u32::try_from(page.records.len()).unwrap_or(GRAVE));
            found.extend(by_day(page.records));
        }
        others = query.with([Filter::IsNot(field, grave.iter().copied().map(Value::Choice).collect())]);
    }
    found.extend(by_day(view.page(&Query { limit: Some(NAMED), ..others })?.records));
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
