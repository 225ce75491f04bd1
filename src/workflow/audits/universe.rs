//! The audit universe made from the register of systems: each system that the management system covers, in each unit
//! that uses it.

use crate::domain::audit_area::{self, AuditArea, AuditAreaField};
use crate::domain::record::Record;
use crate::domain::system::{self, State, System};
use crate::domain::value::Value;
use crate::store::list::{Query, Voided};
use crate::store::{Act, Ambient, Error, Proposal, View};

/// What the register of systems gives for the universe.
#[derive(Debug)]
pub struct Found {
    /// Adds the areas that are not there yet, whatever became of those that are.
    pub proposal: Proposal,
    /// Areas whose tier is no longer that of their system.
    pub differing: Vec<Record>,
}

/// The units that a system names, between semicolons; one empty where it names none.
fn units(system: System) -> Vec<String> {
    let named: Vec<String> =
        system.unit().split(';').map(str::trim).filter(|unit| !unit.is_empty()).map(str::to_owned).collect();
    if named.is_empty() { vec![String::new()] } else { named }
}

/// Goes through the systems in scope that are in use or will be.
///
/// # Errors
/// Where the file can't be read.
pub fn from_systems(view: View, ambient: &Ambient) -> Result<Found, Error> {
    let there = view.page(&Query { voided: Voided::Shown, ..Query::new(&audit_area::REGISTER) })?.records;
    let systems = view.page(&Query::new(&system::REGISTER))?.records;
    let mut acts = Vec::new();
    let mut differing = Vec::new();
    let covered = |record: &&Record| {
        let system = System(record);
        system.in_scope() == Some(true) && system.stage() != Some(State::Retired)
    };
    for record in systems.iter().filter(covered) {
        let system = System(record);
        for unit in units(system) {
            let known = there.iter().find(|area| {
                let area = AuditArea(area);
                area.system() == Some(record.id) && area.unit().trim().eq_ignore_ascii_case(&unit)
            });
            match known {
                Some(area) if !area.voided && AuditArea(area).tier() != system.tier() => differing.push(area.clone()),
                Some(_) => {}
                None => acts.push(area(record, &unit, ambient)),
            }
        }
    }
    Ok(Found { proposal: Proposal::of(acts), differing })
}

fn area(record: &Record, unit: &str, ambient: &Ambient) -> Act {
    let system = System(record);
    let title = if unit.is_empty() { system.name().to_owned() } else { format!("{} in {unit}", system.name()) };
    let mut fields = vec![
        (AuditAreaField::Title.field(), Value::Text(title)),
        (AuditAreaField::System.field(), Value::Link(record.id)),
    ];
    fields.extend(super::text(unit).map(|unit| (AuditAreaField::Unit.field(), unit)));
    fields.extend(system.tier().map(|tier| (AuditAreaField::Tier.field(), Value::Choice(tier.key()))));
    Act::Create { id: ambient.identity(), register: &audit_area::REGISTER, fields }
}
