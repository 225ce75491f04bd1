//! Which registers there are.

use super::identity::Reference;
use super::register::Register;
use super::{action, evidence, note, organisation, person, system};

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

    /// The register whose records are called by this reference's prefix.
    pub fn of(self, reference: &Reference) -> Option<&'static Register> {
        self.registers().find(|register| register.prefix == reference.prefix)
    }
}
