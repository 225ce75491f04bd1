//! By which rules it goes: who may do what, until when, what counts as how grave, and what proves that something had effect.
//! A change of them comes first, and a new one is told with what it says.

use crate::domain::person::{self, PersonField};
use crate::domain::register::Register;
use crate::domain::transaction::{Change, What};
use crate::domain::value::Value;
use crate::domain::{deadline_profile, kpi_limit, organisation, retest, review, risk_criteria, separation};

/// The registers that hold rules and rights.
pub(super) fn are_rules(register: &Register) -> bool {
    let rules = [
        &organisation::REGISTER,
        &person::REGISTER,
        &separation::REGISTER,
        &review::REGISTER,
        &risk_criteria::REGISTER,
        &deadline_profile::REGISTER,
        &kpi_limit::REGISTER,
    ];
    rules.contains(&register)
}

/// The registers some of whose new records are told with what they say.
pub(super) fn are_told_when_new(register: &Register) -> bool {
    register == &retest::REGISTER || (are_rules(register) && register != &review::REGISTER)
}

/// Whether a change made a record that is told with what it says: of people, who votes or is top management.
pub(super) fn is_told_when_new(change: &Change) -> bool {
    let What::Create { values, .. } = &change.what else { return false };
    if change.register != &person::REGISTER {
        return are_told_when_new(change.register);
    }
    let seats = [PersonField::Voting, PersonField::TopManagement];
    let mut fields = change.register.fields.iter().zip(values);
    fields
        .any(|(field, value)| seats.iter().any(|seat| seat.name() == field.name) && *value == Some(Value::YesNo(true)))
}
