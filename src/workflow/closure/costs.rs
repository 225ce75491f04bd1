//! What poor quality costs: failures inside and outside, by cause class and by requirement. Prevention and appraisal are
//! recorded and told beside them, and kept out of the cost of poor quality.

use std::collections::{BTreeMap, HashMap};

use iso_currency::Currency;

use crate::analysis::pareto::{Bar, pareto};
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{self, CauseClass, Nonconformity, NonconformityField as Field};
use crate::domain::quality_cost::{self, QualityCost, QualityCostField, Type};
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
    /// What was spent on each type, in minor units.
    pub by_type: Vec<(Type, i64)>,
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
    use QualityCostField as Cost;
    let fields = [Cost::Amount, Cost::Type, Cost::Nonconformity];
    let mut by_currency: BTreeMap<&'static str, Sums> = BTreeMap::new();
    view.each(&Query::new(&quality_cost::REGISTER).only(&fields.map(Cost::field)), |record| {
        let cost = QualityCost(&record);
        if let Some(amount) = cost.amount() {
            by_currency.entry(amount.currency.code()).or_insert_with(|| Sums::of(amount.currency)).add(cost, amount);
        }
        Ok(())
    })?;
    by_currency.into_values().map(|sums| sums.costs(view)).collect()
}

/// Amounts of one currency, in minor units.
struct Sums {
    currency: Currency,
    by_type: [i64; Type::ALL.len()],
    /// What failures cost, by the nonconformity that they caused it with.
    by_case: HashMap<Option<RecordId>, i64>,
}

impl Sums {
    fn of(currency: Currency) -> Self {
        Self { currency, by_type: [0; Type::ALL.len()], by_case: HashMap::new() }
    }

    fn add(&mut self, cost: QualityCost, amount: Money) {
        let Some(kind) = cost.kind() else { return };
        self.by_type[kind as usize] += amount.minor;
        if kind.is_failure() {
            *self.by_case.entry(cost.nonconformity()).or_default() += amount.minor;
        }
    }

    fn costs(self, view: View) -> Result<Costs, Error> {
        let by_type: Vec<(Type, i64)> = Type::ALL.iter().copied().zip(self.by_type).collect();
        let poor_quality = by_type.iter().filter(|(kind, _)| kind.is_failure()).map(|(_, minor)| minor).sum();
        let (mut causes, mut requirements): (BTreeMap<&'static str, i64>, BTreeMap<String, i64>) = Default::default();
        let mut left = self.by_case;
        let cases: Vec<RecordId> = left.keys().flatten().copied().collect();
        let fields = [Field::CauseClass, Field::Requirement].map(Field::field);
        view.some(&nonconformity::REGISTER, &fields, &cases, |record| {
            let Some(minor) = left.remove(&Some(record.id)) else { return Ok(()) };
            let case = Nonconformity(&record);
            *causes.entry(case.cause_class().map_or(NOT_ANALYSED, CauseClass::label)).or_default() += minor;
            let asked = requirement::heading(case.requirement());
            match requirements.get_mut(asked) {
                Some(sum) => *sum += minor,
                None => drop(requirements.insert(asked.to_owned(), minor)),
            }
            Ok(())
        })?;
        // What is left names no nonconformity.
        for minor in left.into_values() {
            *causes.entry(NO_CASE).or_default() += minor;
            *requirements.entry(NO_CASE.to_owned()).or_default() += minor;
        }
        let by_cause = pareto(causes.into_iter().map(|(cause, minor)| (cause.to_owned(), minor)));
        Ok(Costs { currency: self.currency, poor_quality, by_type, by_cause, by_requirement: pareto(requirements) })
    }
}
