//! What a file is made of: its registers, and the numbered migrations that make their tables.
//!
//! The SQL lives in the migrations. [`declared_sql`] spells the table that a declaration calls for; a test holds the
//! two together, and prints the SQL to write where a declaration is ahead of its migration.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::OnceLock;

use crate::domain::catalogue::Catalogue;
use crate::domain::field::Field;
use crate::domain::register::Register;

use super::columns::{columns, indexed_expression, listed, names};
use super::due;
use super::error::Error;
use super::gains::Gains;
use super::shape::Shape;

/// One step from a schema to the next.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub sql: &'static str,
    /// The columns, each as table and name, whose values its upcasters change. Where there are any, all tables are
    /// emptied and filled again from the journal, and every other column must come back as it was.
    pub reshapes: &'static [(&'static str, &'static str)],
    /// Whether it makes every table, whatever there was before. An empty file begins with the last of these; an older one has
    /// all tables filled again from the journal.
    pub whole: bool,
}

impl Migration {
    /// A step that changes some tables.
    pub const fn new(sql: &'static str, reshapes: &'static [(&'static str, &'static str)]) -> Self {
        Self { sql, reshapes, whole: false }
    }

    /// A step that makes every table.
    pub const fn whole(sql: &'static str) -> Self {
        Self { sql, reshapes: &[], whole: true }
    }
}

/// Registers and migrations that belong together.
#[derive(Debug)]
pub struct Schema {
    pub catalogue: Catalogue,
    pub migrations: &'static [Migration],
    /// What statements of each register's table say, spelled when it is first asked for.
    tables: HashMap<&'static str, Spelled>,
    gains: OnceLock<Gains>,
    shape: OnceLock<Shape>,
    with_states: OnceLock<String>,
}

/// What the statements say that a register's table is read and written with.
#[derive(Debug, Default)]
struct Spelled {
    columns: OnceLock<String>,
    insert: OnceLock<String>,
    due: OnceLock<Option<String>>,
    unplaced: OnceLock<Option<String>>,
}

impl Schema {
    /// A schema of these registers and migrations.
    pub fn new(catalogue: Catalogue, migrations: &'static [Migration]) -> Self {
        let tables = catalogue.registers().map(|register| (register.name, Spelled::default())).collect();
        Self {
            catalogue,
            migrations,
            tables,
            gains: OnceLock::new(),
            shape: OnceLock::new(),
            with_states: OnceLock::new(),
        }
    }

    /// Whether any of its registers has states that attest something.
    pub(super) fn attests(&self) -> bool {
        self.catalogue.registers().any(Register::attests)
    }

    /// The grounds to which a new record can be added so that it matters.
    pub(super) fn gains(&self) -> &Gains {
        self.gains.get_or_init(|| Gains::of(self.catalogue))
    }

    /// That what is to be dealt with has states. What has none runs for ever: only what is still to come of it is to be dealt
    /// with. Not a list, which is looked up in a table: each of many rows is compared with a few names.
    pub(super) fn with_states(&self) -> &str {
        self.with_states.get_or_init(|| {
            let stateless = self.catalogue.registers().filter(|one| one.machine.is_none() && one.deadline().is_some());
            let names: Vec<_> = stateless.map(|one| format!("d.register <> '{}'", one.name)).collect();
            names.join(" AND ")
        })
    }

    /// What a file is made of, found out when it is first asked for.
    pub(super) fn shape(&self) -> Result<&Shape, Error> {
        if let Some(shape) = self.shape.get() {
            return Ok(shape);
        }
        let shape = Shape::of(self.steps_from(0).iter().map(|migration| migration.sql))?;
        Ok(self.shape.get_or_init(|| shape))
    }

    /// What brings a file of some version to today's; an empty one has version 0.
    pub(super) fn steps_from(&self, version: u32) -> &'static [Migration] {
        let begins = match version {
            0 => self.migrations.iter().rposition(|step| step.whole).unwrap_or(0),
            version => version as usize,
        };
        self.migrations.get(begins..).unwrap_or_default()
    }

    /// The number of the newest migration.
    pub fn version(&self) -> u32 {
        u32::try_from(self.migrations.len()).unwrap_or(u32::MAX)
    }

    /// The columns of a register's table, in the order of its fields, for a table called `t`.
    pub(super) fn columns(&self, register: &'static Register) -> &str {
        self.tables[register.name].columns.get_or_init(|| listed(register.fields))
    }

    /// Inserts a row into a register's table: the key, then every column.
    pub(super) fn insert(&self, register: &'static Register) -> &str {
        self.tables[register.name].insert.get_or_init(|| {
            let names: Vec<_> = register.fields.iter().flat_map(names).collect();
            let places = ", ?".repeat(names.len());
            let listed: String = names.iter().map(|name| format!(", {name}")).collect();
            format!("INSERT INTO {} (key{listed}) VALUES (?{places})", register.name)
        })
    }

    /// Writes down when a record of a register is to be dealt with; none where it declares no day.
    pub(super) fn due(&self, register: &'static Register) -> Option<&str> {
        self.tables[register.name].due.get_or_init(|| due::statement(register)).as_deref()
    }

    /// Writes down that a record of a register is not placed; none where nobody is to answer for one.
    pub(super) fn unplaced(&self, register: &'static Register) -> Option<&str> {
        self.tables[register.name].unplaced.get_or_init(|| due::unplaced(register)).as_deref()
    }
}

/// The fields that a register's table indexes: what must be unique, and the sort orders that its list offers, where it
/// [grows](Register::grows). Each index is read whenever a file is opened.
pub fn indexed(register: &'static Register) -> impl Iterator<Item = &'static Field> {
    let leads = |field: &Field| register.unique_by.iter().any(|unique| unique.fields[0] == field.name);
    let unique = move |field: &Field| field.unique || (leads(field) && !field.kind.is_link());
    register.fields.iter().filter(move |field| (field.sorted && register.grows) || unique(field))
}

/// The table and indexes that a declaration calls for.
pub fn declared_sql(register: &'static Register) -> String {
    let name = register.name;
    let mut sql = format!("CREATE TABLE {name} (\n  key INTEGER PRIMARY KEY REFERENCES record (key)");
    for column in register.fields.iter().flat_map(columns) {
        // Writing to a String cannot fail.
        let _ = write!(sql, ",\n  {} {}", column.name, column.definition);
    }
    sql.push_str("\n) STRICT;\n");
    let ordered = |field: &Field| {
        let order = indexed_expression(field);
        if order.starts_with("CASE") { format!("({order})") } else { order }
    };
    for field in indexed(register) {
        let _ = writeln!(sql, "CREATE INDEX {name}_{} ON {name} ({});", field.name, ordered(field));
    }
    for [first, second] in register.counted_by {
        let order = register.field(first).map_or_else(String::new, ordered);
        let _ = writeln!(sql, "CREATE INDEX {name}_{first}_{second} ON {name} ({order}, {second});");
    }
    sql
}
