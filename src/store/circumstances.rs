//! The moment and the place in which something is done.

use rusqlite::{Connection, OptionalExtension};

use crate::domain::organisation::{self, OrganisationField};
use crate::domain::typed::Circumstances;
use crate::domain::zone::Zone;

use super::ambient::Ambient;
use super::error::Error;
use super::journal;
use super::schema::Schema;

/// Now, and the organisation's time zone; UTC where there is no organisation yet.
pub(super) fn circumstances(
    connection: &Connection,
    schema: &Schema,
    ambient: &Ambient,
) -> Result<Circumstances, Error> {
    let now = ambient.now();
    Ok(Circumstances { now, latest: now, zone: zone(connection, schema)? })
}

/// The same for what is judged and written: no day is before that of the last transaction.
pub(super) fn judging(connection: &Connection, schema: &Schema, ambient: &Ambient) -> Result<Circumstances, Error> {
    let seen = circumstances(connection, schema, ambient)?;
    let latest = journal::last_clock(connection)?.map_or(seen.now, |last| last.max(seen.now));
    Ok(Circumstances { latest, ..seen })
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
