//! Separation of duties, and the exceptions that a small organisation makes from it: for somebody and something, with
//! an approver, a reason and an end, and told for ever by what was done under them. That nobody audits their own work
//! (9.2.2) has no exception.

mod apart;
mod approving;
mod entitled;
mod words;

use super::canonical::{Json, Object};
use super::governs::Governs;
use super::register::{Register, Upcaster};

pub use apart::{Apart, Hand, LOOKS_AT, TOLD, snapshot};
pub use words::{Approver, Duty, EXCEPTIONS, ORGANISATION, PEOPLE, Separation, SeparationField, UNDER, for_everybody};

/// Exceptions from the separation of duties: for whom, for which duties and for what of the organisation, each with
/// a reason, an approver and the day on which it ends.
pub static REGISTER: Register = words::DECLARATION
    .derives(approving::DERIVED)
    .rules(approving::RULES)
    .frozen(approving::FROZEN)
    .upcasters(UPCASTERS)
    .governs(Governs::All);

static UPCASTERS: &[Upcaster] = &[Upcaster::By(several_duties)];

/// Version 1 knew one duty each, and named nobody: such an exception excuses nobody any more.
fn several_duties(fields: &mut Object) {
    if let Some(Json::Text(duty)) = fields.get("duty") {
        let duties = Json::List(vec![Json::Text(duty.clone())]);
        fields.insert("duty".to_owned(), duties);
    }
}
