//! AI systems, and what has to be known of each that the management system covers.

use crate::domain::system::{REGISTER, Stage, SystemField as Field};
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::Filter;

use super::check::{Check, Inspection, Verdict, those};
use super::feature::Feature;

/// AI systems.
pub static FEATURE: Feature = Feature { checks: &[&CLASSED], ..Feature::PLAIN };

static CLASSED: Check = Check {
    name: "systems",
    clauses: &["6.1.4", "8.4", "4.3"],
    says: "Each system in use is in scope or left out of it; one in scope has an owner, a tier and an assessment of its \
           impact on people.",
    register: &REGISTER,
    begins: None,
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Error> {
    let retired = Filter::IsNot(Field::Stage.field(), vec![Value::Choice(Stage::Retired.key())]);
    let left_out = Filter::IsNot(Field::InScope.field(), vec![Value::YesNo(false)]);
    let covered = those(&REGISTER, [retired, left_out]);
    if inspection.is_empty(&covered)? {
        return Verdict::not_judged("No system in use and in scope is recorded");
    }
    let mut found = inspection.gather();
    for field in [Field::InScope, Field::Owner, Field::Tier, Field::ImpactAssessedOn] {
        found.empty(&covered, field.field())?;
    }
    Ok(found.verdict())
}
