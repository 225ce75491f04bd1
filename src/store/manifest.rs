//! What a record stands on: found along the ways that its attested state declares, with what of each record counts.

use chrono::NaiveDate;
use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use crate::domain::canonical::{Json, Object};
use crate::domain::field::Field;
use crate::domain::ground::{Attested, Ground, How, Via};
use crate::domain::identity::{Hash, RecordId};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::{Broken, Missing};

use super::error::Error;
use super::read;
use super::schema::Schema;

/// One of the records on which an attested one stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// The name of the ground.
    pub name: &'static str,
    pub record: RecordId,
    /// What of it counts.
    pub hash: Hash,
}

/// The ground of this name on which a record stands in the state that it is in.
pub(super) fn ground(of: &Record, name: &str) -> Option<&'static Ground> {
    of.register.machine?.attests(of)?.ground(name)
}

/// What happened, by its word in the file.
pub(super) fn how(word: &str) -> Option<How> {
    How::ALL.into_iter().find(|how| how.word() == word)
}

/// What an attested record stands on: each record with what of it counts.
///
/// # Errors
/// The file can't be read.
pub(super) fn manifest(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    attested: &'static Attested,
) -> Result<Vec<Resting>, Error> {
    let found = standing_on(connection, schema, record, attested)?;
    let resting = |(ground, one): &(&'static Ground, Record)| Resting {
        name: ground.name,
        record: one.id,
        hash: counted(one, ground),
    };
    Ok(found.iter().map(resting).collect())
}

fn standing_on(
    connection: &Connection,
    schema: &Schema,
    record: &Record,
    attested: &'static Attested,
) -> Result<Vec<(&'static Ground, Record)>, Error> {
    let mut found = Vec::new();
    for ground in attested.on {
        let records = walk(connection, schema, record, ground.along)?;
        found.extend(records.into_iter().filter(|one| (ground.only)(record, one)).map(|one| (ground, one)));
    }
    Ok(found)
}

/// The records in force to which a way leads.
pub(super) fn walk(
    connection: &Connection,
    schema: &Schema,
    from: &Record,
    along: &[Via],
) -> Result<Vec<Record>, Error> {
    let mut at = vec![from.clone()];
    for step in along {
        let mut next = Vec::new();
        for record in at {
            match step {
                Via::To(field) => {
                    let place = record.register.position(field);
                    for id in place.map_or(&[][..], |place| record.links(place)) {
                        next.extend(read::by_id(connection, schema, *id)?.filter(|one| !one.voided));
                    }
                }
                Via::From(by) => {
                    let Some(register) = schema.catalogue.named(&by.register) else { continue };
                    next.extend(pointing(connection, schema, record.id, register, &by.field)?);
                }
            }
        }
        at = next;
    }
    Ok(at)
}

/// The records in force of a register that point to a record through a link field.
fn pointing(
    connection: &Connection,
    schema: &Schema,
    to: RecordId,
    register: &'static Register,
    field: &str,
) -> Result<Vec<Record>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT r.id FROM link l JOIN record r ON r.id = l.from_id
         WHERE l.to_id = ? AND l.relation = ? AND r.register = ? AND r.voided = 0 ORDER BY r.key",
    )?;
    let ids = statement.query_map(params![to.0, field, register.name], |row| row.get(0).map(RecordId))?;
    let mut found = Vec::new();
    for id in ids.collect::<Result<Vec<_>, _>>()? {
        found.extend(read::by_id(connection, schema, id)?);
    }
    Ok(found)
}

/// A hash of what of a record counts. Personal fields are left out: nothing of them stays once they are erased.
pub(super) fn counted(record: &Record, ground: &Ground) -> Hash {
    let counts = |field: &Field| !field.personal && ground.has(field.name);
    let fields = record.fields().filter(|(field, _)| counts(field));
    let object: Object = fields.map(|(field, value)| (field.name.to_owned(), field.to_json(value))).collect();
    Hash(Sha256::digest(Json::Object(object).print()).into())
}

/// What stands against a move into an attested state: it has fallen itself, would stand on what is no longer proven, or on
/// what nobody has seen since.
pub(super) fn unproven(
    connection: &Connection,
    schema: &Schema,
    before: &Record,
    after: &Record,
    today: NaiveDate,
) -> Result<Vec<Broken>, Error> {
    let Some(attested) = after.register.machine.and_then(|machine| machine.attests(after)) else {
        return Ok(Vec::new());
    };
    let mut missing = Vec::new();
    if before.fallen && before.state() != after.state() {
        let opens = before.register.machine.and_then(|machine| machine.find(&machine.attests(before)?.opens?));
        let next = opens.map_or(String::new(), |opens| format!(": “{}” comes first", opens.called()));
        missing.push(Missing::elsewhere(format!("{} is no longer proven itself{next}", before.reference())));
    }
    let found = standing_on(connection, schema, after, attested)?;
    for (_, one) in found.iter().filter(|(ground, one)| ground.proven && one.fallen && one.id != after.id) {
        missing.push(Missing::in_record(one, format!("{} is no longer proven: look at it again", one.reference())));
    }
    let mut broken = Vec::new();
    if !missing.is_empty() {
        let rule = "What is attested stands on what is proven.".to_owned();
        broken.push(Broken { rule, clause: Some("7.5.3"), missing });
    }
    // The day on which it was attested is typed; that on which it is recorded is not.
    let unseen: Vec<_> = found.iter().filter_map(|(ground, one)| (ground.seen)(one, today)).collect();
    if !unseen.is_empty() {
        let rule = "What is held elsewhere was looked at by somebody when it is relied on.".to_owned();
        broken.push(Broken { rule, clause: Some("7.5.3"), missing: unseen });
    }
    Ok(broken)
}
