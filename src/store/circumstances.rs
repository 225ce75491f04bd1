//! The moment and the place in which something is done.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::organisation::{self, OrganisationField};
use crate::domain::typed::Circumstances;
use crate::domain::zone::Zone;

use super::ambient::Ambient;
use super::error::Error;
use super::schema::Schema;

/// Now, and the organisation's time zone; UTC where there is no organisation yet.
pub(super) fn circumstances(
    connection: &Connection,
    schema: &Schema,
    ambient: &Ambient,
) -> Result<Circumstances, Error> {
    Ok(Circumstances { now: ambient.now(), zone: zone(connection, schema)? })
}

/// The organisation's time zone; UTC where there is no organisation yet.
pub(super) fn zone(connection: &Connection, schema: &Schema) -> Result<Zone, Error> {
    let zone = match schema.catalogue.named(organisation::REGISTER.name) {
        // Asked at every turn, so no more is read of the organisation than this.
        Some(register) => connection
            .prepare_cached(&format!("SELECT {} FROM {} LIMIT 1", OrganisationField::TimeZone.name(), register.name))?
            .query_row([], |row| row.get::<_, String>(0))
            .optional()?
            .and_then(|name| Zone::named(&name)),
        None => None,
    };
    Ok(zone.unwrap_or(Zone::UTC))
}
