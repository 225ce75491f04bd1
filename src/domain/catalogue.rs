//! Which registers there are.

use super::identity::Reference;
use super::register::Register;
use super::{
    action, addendum, agenda_item, approval, attendance, audit, audit_area, audit_programme, cause, checklist_item,
    competence, conclusion, context_issue, control, deadline_profile, decision, dispatch, document, document_version,
    evidence, favourable, finding, incident, interest, interested_party, kpi, kpi_limit, measurement, minutes, need,
    nonconformity, note, obligation, opportunity, organisation, pack, person, planned_change, quality_cost, reminder,
    resolution, resolution_answer, resource_need, restoration, retest, review, risk, risk_criteria, separation,
    signature, system, vote,
};

/// A set of registers that belong to one file.
#[derive(Debug, Clone, Copy)]
pub struct Catalogue(pub &'static [&'static Register]);

/// Gavel's registers. A new one is a file beside this one, a migration, and a line here.
pub static CATALOGUE: Catalogue = Catalogue(&[
    &organisation::REGISTER,
    &person::REGISTER,
    &system::REGISTER,
    &action::REGISTER,
    &note::REGISTER,
    &evidence::REGISTER,
    &review::REGISTER,
    &agenda_item::REGISTER,
    &attendance::REGISTER,
    &interest::REGISTER,
    &decision::REGISTER,
    &vote::REGISTER,
    &conclusion::REGISTER,
    &pack::REGISTER,
    &minutes::REGISTER,
    &approval::REGISTER,
    &signature::REGISTER,
    &dispatch::REGISTER,
    &addendum::REGISTER,
    &resolution::REGISTER,
    &resolution_answer::REGISTER,
    &context_issue::REGISTER,
    &interested_party::REGISTER,
    &need::REGISTER,
    &opportunity::REGISTER,
    &resource_need::REGISTER,
    &planned_change::REGISTER,
    &separation::REGISTER,
    &favourable::REGISTER,
    &restoration::REGISTER,
    &risk::REGISTER,
    &risk_criteria::REGISTER,
    &control::REGISTER,
    &kpi::REGISTER,
    &kpi_limit::REGISTER,
    &measurement::REGISTER,
    &audit_programme::REGISTER,
    &audit_area::REGISTER,
    &audit::REGISTER,
    &checklist_item::REGISTER,
    &finding::REGISTER,
    &competence::REGISTER,
    &deadline_profile::REGISTER,
    &nonconformity::REGISTER,
    &cause::REGISTER,
    &retest::REGISTER,
    &quality_cost::REGISTER,
    &incident::REGISTER,
    &document::REGISTER,
    &document_version::REGISTER,
    &obligation::REGISTER,
    &reminder::REGISTER,
]);

impl Catalogue {
    /// The registers, in the order of the declaration.
    pub fn registers(self) -> impl Iterator<Item = &'static Register> {
        self.0.iter().copied()
    }

    /// The register of this name.
    pub fn named(self, name: &str) -> Option<&'static Register> {
        self.registers().find(|register| register.name == name)
    }

    /// The register of this name, or that had it before.
    pub fn called(self, name: &str) -> Option<&'static Register> {
        self.named(name).or_else(|| self.registers().find(|register| register.was.contains(&name)))
    }

    /// The register whose records are called by this reference's prefix.
    pub fn of(self, reference: &Reference) -> Option<&'static Register> {
        self.registers().find(|register| register.prefix == reference.prefix)
    }
}
