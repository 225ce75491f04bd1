//! Who leads: that top management takes part, and that each seat has a role.

use crate::domain::person::{PersonField as Field, REGISTER};
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;

/// Leadership.
pub static FEATURE: Feature = Feature { checks: &[&LED], ..Feature::PLAIN };

static LED: Check = Check {
    name: "leadership",
    clauses: &["5.1", "5.3"],
    says: "Somebody of top management takes part, and whoever votes has a role in the organisation.",
    register: &REGISTER,
    begins: None,
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let yes = || vec![Value::YesNo(true)];
    let there = || Filter::IsNot(Field::Active.field(), vec![Value::YesNo(false)]);
    let top = Query::those(&REGISTER, [Filter::Is(Field::TopManagement.field(), yes())]);
    let mut found = inspection.among(&[&top], "Nobody is marked as top management")?;
    if inspection.is_empty(&top.with([there()]))? {
        let words = |_: &_| "Inactive, and nobody else of top management takes part".to_owned();
        found.each(&top, Field::Active.field(), words)?;
    }
    let voting = Query::those(&REGISTER, [Filter::Is(Field::Voting.field(), yes()), there()]);
    found.empty(&voting, Field::Role.field())?;
    match found.verdict() {
        Verdict::Holds if inspection.is_empty(&voting)? => Err(Unjudged("Nobody votes: mark who does".to_owned())),
        verdict => Ok(verdict),
    }
}
