//! To which grounds a new record can be added: found once, so that saving what belongs to none costs nothing.

use std::collections::HashMap;

use crate::domain::catalogue::Catalogue;
use crate::domain::ground::{Gain, Ground, Via};
use crate::domain::register::Register;

/// The grounds to which a record of a register can be added so that it matters, by the name of the register.
#[derive(Debug, Default)]
pub(super) struct Gains(HashMap<&'static str, Vec<&'static Ground>>);

impl Gains {
    /// Those of a catalogue.
    pub fn of(catalogue: Catalogue) -> Self {
        let mut gains = Self::default();
        let machines = catalogue.registers().filter_map(|register| register.machine);
        let grounds = machines.flat_map(|machine| machine.attested).flat_map(|attested| attested.on);
        for ground in grounds.filter(|ground| !matches!(ground.gain, Gain::Free)) {
            if let Some(Via::From(by)) = ground.along.last() {
                gains.0.entry(by.register.as_str()).or_default().push(ground);
            }
        }
        gains
    }

    /// Those of a register; none where nothing of it is added to a ground.
    pub fn of_register(&self, register: &Register) -> Option<&[&'static Ground]> {
        self.0.get(register.name).map(Vec::as_slice)
    }
}
