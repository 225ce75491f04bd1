//! The statement of applicability: what has to be said of each control.

use std::collections::HashSet;

use crate::domain::control::{Control, ControlField as Field, REGISTER, Status};
use crate::domain::reason;
use crate::domain::rules::Missing;
use crate::domain::standard::CONTROLS;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Query};

use super::annex_a::ANNEX_A;
use super::check::{Check, Inspection, Verdict, is, with};
use super::feature::Feature;

/// The statement of applicability.
pub static FEATURE: Feature = Feature { checks: &[&STATEMENT], ..Feature::PLAIN };

static STATEMENT: Check = Check {
    name: "applicability",
    clauses: &["6.1.3"],
    says: "The statement of applicability names every control of Annex A, and says of each control whether it applies \
           and why; of one that applies how far it is implemented, who owns it and, until it is, by when.",
    register: &REGISTER,
    begins: Some(&ANNEX_A),
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Error> {
    let all = Query::new(&REGISTER);
    if inspection.is_empty(&all)? {
        return Verdict::not_judged("No control is recorded");
    }
    let mut there = HashSet::new();
    inspection.view.each(&all.clone().only(&[Field::Code.field()]), |record| {
        there.insert(Control(&record).code().to_lowercase());
        Ok(())
    })?;
    let mut found = inspection.gather();
    for node in CONTROLS.iter().filter(|node| !there.contains(&node.number.to_lowercase())) {
        found.add(Missing::elsewhere(format!("{} {} is not on the register", node.number, node.title)));
    }
    let applies = with(&all, [Filter::Is(Field::Applicable.field(), vec![Value::YesNo(true)])]);
    found.empty(&all, Field::Applicable.field())?;
    found.empty(&applies, Field::Justification.field())?;
    let left_out = with(&all, [Filter::Is(Field::Applicable.field(), vec![Value::YesNo(false)])]);
    inspection.view.each(&left_out, |record| {
        let told = Control(&record).justification();
        if !reason::is_one(told) {
            let field = Field::Justification;
            found.add(Missing::at(&record, field.name(), reason::says_nothing(field.field().label, told)));
        }
        Ok(())
    })?;
    found.empty(&applies, Field::Status.field())?;
    found.empty(&applies, Field::Owner.field())?;
    let begun = [Status::None, Status::Planned, Status::Partial].map(Status::key);
    let pending = with(&applies, [is(Field::Status.field(), &begun)]);
    found.empty(&pending, Field::Due.field())?;
    found.late(&pending, Field::Due.field())?;
    Ok(found.verdict())
}
