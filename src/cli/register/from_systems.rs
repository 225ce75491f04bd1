//! `gavel audit-area from-systems`: puts the systems in scope into the audit universe.

use clap::Command;

use crate::domain::audit_area::AuditArea;
use crate::domain::system::Tier;
use crate::store::view::named;
use crate::workflow::audits::universe::from_systems;

use super::super::context::Context;
use super::super::failure::Failure;

pub fn command() -> Command {
    Command::new("from-systems")
        .about("Adds an area for each system in scope in each of its units, where there is none yet, with its tier")
}

pub fn run(mut context: Context) -> Result<(), Failure> {
    let author = context.author()?;
    let found = from_systems(context.view(), context.store.ambient())?;
    let count = found.proposal.acts.len();
    if count == 0 {
        context.say("Every system in scope has its area already.")?;
    } else {
        context.commit(author, found.proposal)?;
        let areas = if count == 1 { "area" } else { "areas" };
        context.say(&format!("Added {count} {areas} to the audit universe; see: gavel audit-area list"))?;
    }
    for area in &found.differing {
        let tier = AuditArea(area).tier().map_or("no tier", Tier::label).to_lowercase();
        context.say(&format!(
            "{} is of another tier ({tier}) than its system; put it right: gavel audit-area edit {} --tier …",
            named(area),
            area.reference()
        ))?;
    }
    Ok(())
}
