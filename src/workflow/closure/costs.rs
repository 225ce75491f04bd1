//! What poor quality costs: failures inside and outside, by cause class and by requirement. Prevention and appraisal are
//! recorded and told beside them, and kept out of the cost of poor quality.

use std::collections::BTreeMap;

use iso_currency::Currency;

use crate::analysis::pareto::{Bar, pareto};
use crate::domain::nonconformity::{CauseClass, Nonconformity};
use crate::domain::quality_cost::{self, QualityCost, Sort};
use crate::domain::record::Record;
use crate::domain::requirement;
use crate::domain::value::Money;
use crate::store::list::Query;
use crate::store::{Error, View};

/// What cases are counted under where they have no cause class yet.
pub const NOT_ANALYSED: &str = "Not analysed";
/// What costs are counted under that no nonconformity caused.
const NO_CASE: &str = "No nonconformity named";

/// The costs of one currency; amounts of several are never added up.
#[derive(Debug, Clone)]
pub struct Costs {
    pub currency: Currency,
    /// What failures cost, in minor units.
    pub poor_quality: i64,
    /// What was spent on each sort, in minor units.
    pub by_sort: Vec<(Sort, i64)>,
    pub by_cause: Vec<Bar<String>>,
    pub by_requirement: Vec<Bar<String>>,
}

impl Costs {
    /// An amount in this currency.
    pub fn money(&self, minor: i64) -> Money {
        Money { minor, currency: self.currency }
    }
}

/// Adds the costs up, a currency at a time.
///
/// # Errors
/// Where the file can't be read.
pub fn read(view: View) -> Result<Vec<Costs>, Error> {
    let records = view.page(&Query::new(&quality_cost::REGISTER))?.records;
    let mut by_currency: BTreeMap<&'static str, (Currency, Vec<Record>)> = BTreeMap::new();
    for record in records {
        if let Some(amount) = QualityCost(&record).amount() {
            let (_, list) = by_currency.entry(amount.currency.code()).or_insert_with(|| (amount.currency, Vec::new()));
            list.push(record);
        }
    }
    by_currency.into_values().map(|(currency, records)| of(view, currency, &records)).collect()
}

fn of(view: View, currency: Currency, records: &[Record]) -> Result<Costs, Error> {
    let minor = |record: &Record| QualityCost(record).amount().map_or(0, |amount| amount.minor);
    let sorted = |sort: Sort| {
        let of_sort = records.iter().filter(|record| QualityCost(record).sort() == Some(sort));
        (sort, of_sort.map(minor).sum())
    };
    let by_sort: Vec<(Sort, i64)> = Sort::ALL.iter().copied().map(sorted).collect();
    let poor_quality = by_sort.iter().filter(|(sort, _)| sort.is_failure()).map(|(_, minor)| minor).sum();
    let (mut causes, mut requirements) = (Vec::new(), Vec::new());
    for record in records {
        let cost = QualityCost(record);
        if !cost.sort().is_some_and(Sort::is_failure) {
            continue;
        }
        let case = match cost.nonconformity() {
            Some(id) => view.record(id)?,
            None => None,
        };
        let case = case.as_ref().map(Nonconformity);
        let cause = case.map_or(NO_CASE, |case| case.cause_class().map_or(NOT_ANALYSED, CauseClass::label));
        let asked = case.map_or(NO_CASE, |case| requirement::heading(case.requirement()));
        causes.push((cause.to_owned(), minor(record)));
        requirements.push((asked.to_owned(), minor(record)));
    }
    Ok(Costs { currency, poor_quality, by_sort, by_cause: pareto(causes), by_requirement: pareto(requirements) })
}
