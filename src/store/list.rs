//! Lists: a page of a register's records in some order, narrowed by filters.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;

use super::columns::{columns, order_expression, to_sql};
use super::error::Error;
use super::read::{self, SPINE};
use super::schema::Schema;
use super::search;

/// Which records, in which order.
#[derive(Debug, Clone)]
pub struct Query {
    pub register: &'static Register,
    pub filters: Vec<Filter>,
    /// Words of which each must occur, or begin a word that does.
    pub words: Option<String>,
    pub order: Order,
    pub voided: Voided,
    /// Continue after this record.
    pub after: Option<RecordId>,
    /// The record after which the page continues belongs to it, if the query finds it.
    pub including: bool,
    /// Read towards the beginning: what comes before, the nearest first.
    pub backward: bool,
    pub limit: Option<u32>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy)]
pub struct Order {
    /// A sorted field of the register; by number where there is none.
    pub field: Option<&'static Field>,
    pub descending: bool,
}

/// What a list does with voided records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voided {
    Hidden,
    Shown,
    Only,
}

/// A condition on one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// It is, or holds, one of these.
    Is(&'static Field, Vec<Value>),
    /// It is, and holds, none of these.
    IsNot(&'static Field, Vec<Value>),
    /// It lies between two values, both included; an open end is `None`.
    Between(&'static Field, Option<Value>, Option<Value>),
    /// Its text contains this, whatever the case of its letters.
    Contains(&'static Field, String),
    /// Its text has these words, one after another and whole, whatever the case of their letters.
    Words(&'static Field, String),
    Empty(&'static Field),
    Filled(&'static Field),
}

impl Query {
    /// All records in force, by number.
    pub fn new(register: &'static Register) -> Self {
        let order = Order { field: None, descending: false };
        Self {
            register,
            filters: Vec::new(),
            words: None,
            order,
            voided: Voided::Hidden,
            after: None,
            including: false,
            backward: false,
            limit: None,
        }
    }
}

/// A page of records.
#[derive(Debug, Clone)]
pub struct Page {
    pub records: Vec<Record>,
    /// Whether more records follow.
    pub more: bool,
}

/// How many records a query finds, whatever its limit.
pub fn count(connection: &Connection, query: &Query) -> Result<u64, Error> {
    let (conditions, values) = conditions(query);
    let sql = format!(
        "SELECT count(*) FROM record r CROSS JOIN {} t ON t.key = r.key WHERE r.register = '{}'{conditions}",
        query.register.name, query.register.name,
    );
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}

/// How many records a query finds for each pair of answers of two choice fields, whatever its limit. Records that lack an
/// answer to either are left out.
pub fn tally(
    connection: &Connection,
    query: &Query,
    one: &'static Field,
    other: &'static Field,
) -> Result<Tally, Error> {
    let (conditions, values) = conditions(query);
    let (table, one_name, other_name) = (query.register.name, one.name, other.name);
    let sql = format!(
        "SELECT t.{one_name}, t.{other_name}, count(*) FROM record r CROSS JOIN {table} t ON t.key = r.key
         WHERE r.register = '{table}' AND t.{one_name} IS NOT NULL AND t.{other_name} IS NOT NULL{conditions}
         GROUP BY 1, 2",
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, u64>(2)?))
    })?;
    let mut tally = Vec::new();
    for row in rows {
        let (first, second, count) = row?;
        if let (Some(first), Some(second)) = (one.choice(&first), other.choice(&second)) {
            tally.push((first.key, second.key, count));
        }
    }
    Ok(tally)
}

/// Pairs of answers with how many records have them.
pub type Tally = Vec<(&'static str, &'static str, u64)>;

/// The records that a query finds. Empty fields come last in either direction, so that a list by due date begins with
/// what is due.
pub fn page(connection: &Connection, schema: &Schema, query: &Query) -> Result<Page, Error> {
    let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
    let wanted = limit.saturating_add(1);
    let reader = Reader::new(connection, schema, query)?;
    let after = match query.after {
        Some(id) => reader.position(id)?,
        None => None,
    };
    let mut records = Vec::new();
    for part in reader.parts(after.as_ref()).iter().filter(|_| wanted > 0) {
        let missing = wanted - records.len();
        reader.read(*part, after.as_ref(), missing, &mut records)?;
    }
    let more = records.len() > limit;
    records.truncate(limit);
    // What was read one by one has its links already.
    if reader.having.is_none() {
        for record in &mut records {
            read::fill_links(connection, record)?;
        }
    }
    Ok(Page { records, more })
}

/// How many records a query finds before a record, whatever its limit; `None` where it does not find the record.
pub fn place(connection: &Connection, schema: &Schema, query: &Query, record: RecordId) -> Result<Option<u64>, Error> {
    let there = Query { after: Some(record), including: true, backward: false, limit: Some(1), ..query.clone() };
    if page(connection, schema, &there)?.records.first().is_none_or(|first| first.id != record) {
        return Ok(None);
    }
    let before = Query { after: Some(record), including: false, backward: true, ..query.clone() };
    let reader = Reader::new(connection, schema, &before)?;
    let Some(position) = reader.position(record)? else { return Ok(None) };
    let mut count = 0;
    for part in reader.parts(Some(&position)) {
        count += reader.count(*part, &position)?;
    }
    Ok(Some(count))
}

/// Which records of an order are read. Each part is one stretch of the order's index, so that a page costs the same
/// wherever it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// By number alone.
    All,
    /// Those that have a value to be sorted by.
    Filled,
    /// Those that share a record's value and come after it.
    Same,
    /// Those whose values come after a record's.
    Beyond,
    /// Those that lack a value, after a record that lacks one too.
    Empty,
}

/// Where a record stands in an order.
struct Position {
    sort: Sql,
    key: i64,
}

struct Reader<'a> {
    connection: &'a Connection,
    schema: &'a Schema,
    query: &'a Query,
    conditions: String,
    values: Vec<Sql>,
    /// The keys of the records that have the words, ascending, where they are too many to be asked for by a subquery.
    having: Option<Vec<i64>>,
}

/// From so many matches on, the order is walked and each record looked up among them. SQLite would make a table of all
/// of them in memory first, which takes longer than a frame.
const MANY: usize = 2_000;

impl<'a> Reader<'a> {
    fn new(connection: &'a Connection, schema: &'a Schema, query: &'a Query) -> Result<Self, Error> {
        let having = match query.words.as_deref().and_then(search::query) {
            Some(words) => search::having_many(connection, &words, MANY)?,
            None => None,
        };
        let (conditions, values) = match having {
            // Voided records have no words, so that they need not be told apart.
            Some(_) => conditions(&Query { words: None, voided: Voided::Shown, ..query.clone() }),
            None => conditions(query),
        };
        Ok(Self { connection, schema, query, conditions, values, having })
    }

    /// The stretches of the order that a page is read from. What lacks a value comes last in either direction of the
    /// order, and so first when the list is read from its end.
    fn parts(&self, after: Option<&Position>) -> &'static [Part] {
        if self.query.order.field.is_none() {
            return &[Part::All];
        }
        match (after, self.query.backward) {
            (None, false) => &[Part::Filled, Part::Empty],
            (None, true) => &[Part::Empty, Part::Filled],
            (Some(position), backward) if position.sort == Sql::Null => {
                if backward {
                    &[Part::Empty, Part::Filled]
                } else {
                    &[Part::Empty]
                }
            }
            (Some(_), false) => &[Part::Same, Part::Beyond, Part::Empty],
            (Some(_), true) => &[Part::Same, Part::Beyond],
        }
    }

    fn expression(&self) -> Option<String> {
        self.query.order.field.map(|field| prefixed(&order_expression(field), field))
    }

    fn position(&self, id: RecordId) -> Result<Option<Position>, Error> {
        let sort = self.expression().unwrap_or_else(|| "NULL".to_owned());
        let sql = format!(
            "SELECT {sort}, t.key FROM {} t JOIN record r ON r.key = t.key WHERE r.id = ?",
            self.query.register.name,
        );
        let found = self
            .connection
            .prepare_cached(&sql)?
            .query_row(params![id.0], |row| Ok(Position { sort: row.get(0)?, key: row.get(1)? }))
            .optional()?;
        Ok(found)
    }

    /// Whether values fall as the page is read.
    fn falls(&self) -> bool {
        self.query.order.descending != self.query.backward
    }

    /// The conditions of a part, each beginning with AND, and their values in order.
    fn bounds(&self, part: Part, after: Option<&Position>) -> (String, Vec<Sql>) {
        let beyond = if self.falls() { "<" } else { ">" };
        let (mut conditions, mut values) = match self.having {
            // They are asked of each record that has the words, so that the order's index alone is walked.
            Some(_) => (String::new(), Vec::new()),
            None => (self.conditions.clone(), self.values.clone()),
        };
        let expression = self.expression().unwrap_or_default();
        let (sort, key) = match after {
            Some(position) => (position.sort.clone(), Some(Sql::Integer(position.key))),
            None => (Sql::Null, None),
        };
        match part {
            Part::All => {}
            Part::Filled => conditions.push_str(&format!(" AND {expression} IS NOT NULL")),
            Part::Same | Part::Beyond => {
                let sign = if part == Part::Same { "=" } else { beyond };
                conditions.push_str(&format!(" AND {expression} {sign} ?"));
                values.push(sort.clone());
            }
            Part::Empty => conditions.push_str(&format!(" AND {expression} IS NULL")),
        }
        let goes_on = matches!(part, Part::All | Part::Same) || (part == Part::Empty && sort == Sql::Null);
        if let Some(key) = key.filter(|_| goes_on) {
            let or_it = if self.query.including { "=" } else { "" };
            conditions.push_str(&format!(" AND t.key {beyond}{or_it} ?"));
            values.push(key);
        }
        (conditions, values)
    }

    /// Whether the conditions hold for a record that has the words.
    fn keeps(&self, key: i64) -> Result<bool, Error> {
        if self.conditions.is_empty() {
            return Ok(true);
        }
        let sql = format!(
            "SELECT 1 FROM {} t{} WHERE 1{} AND t.key = ?",
            self.query.register.name,
            spine_for(&self.conditions),
            self.conditions,
        );
        let mut values = self.values.clone();
        values.push(Sql::Integer(key));
        Ok(self.connection.prepare_cached(&sql)?.exists(params_from_iter(values))?)
    }

    fn count(&self, part: Part, after: &Position) -> Result<u64, Error> {
        let (conditions, values) = self.bounds(part, Some(after));
        if let Some(having) = &self.having {
            let sql = format!("SELECT t.key FROM {} t WHERE 1{conditions}", self.query.register.name,);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                let key = row.get(0)?;
                count += u64::from(having.binary_search(&key).is_ok() && self.keeps(key)?);
            }
            return Ok(count);
        }
        let sql = format!(
            "SELECT count(*) FROM {} t CROSS JOIN record r ON r.key = t.key WHERE 1{conditions}",
            self.query.register.name,
        );
        Ok(self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    fn read(&self, part: Part, after: Option<&Position>, limit: usize, records: &mut Vec<Record>) -> Result<(), Error> {
        let register = self.query.register;
        let direction = if self.falls() { "DESC" } else { "ASC" };
        let (conditions, mut values) = self.bounds(part, after);
        let expression = self.expression().unwrap_or_default();
        let order = match part {
            Part::Filled | Part::Beyond => format!("{expression} {direction}, "),
            Part::All | Part::Same | Part::Empty => String::new(),
        };
        if let Some(having) = &self.having {
            let sql =
                format!("SELECT t.key FROM {} t WHERE 1{conditions} ORDER BY {order}t.key {direction}", register.name,);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let wanted = records.len().saturating_add(limit);
            while let Some(row) = rows.next()?.filter(|_| records.len() < wanted) {
                let key = row.get(0)?;
                if having.binary_search(&key).is_ok() && self.keeps(key)? {
                    records.extend(read::by_key(self.connection, self.schema, register, key)?);
                }
            }
            return Ok(());
        }
        // The table leads and the spine follows, so that SQLite walks the order's index and stops at the limit.
        let sql = format!(
            "SELECT {SPINE}{} FROM {} t CROSS JOIN record r ON r.key = t.key
             WHERE 1{conditions} ORDER BY {order}t.key {direction} LIMIT ?",
            self.schema.table(register).columns,
            register.name,
        );
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            records.push(read::record(register, row)?);
        }
        Ok(())
    }
}

/// The join with the spine, where conditions speak of it: without it, an order's index alone is walked.
fn spine_for(conditions: &str) -> &'static str {
    if conditions.contains("r.") { " CROSS JOIN record r ON r.key = t.key" } else { "" }
}

/// An expression over a field's column, said of the table `t`.
fn prefixed(expression: &str, field: &Field) -> String {
    let name = field.name;
    match expression.strip_prefix("CASE ") {
        Some(rest) => format!("CASE t.{rest}"),
        None => expression.replacen(name, &format!("t.{name}"), 1),
    }
}

/// The conditions of a query in SQL, each beginning with AND, and their values in order.
fn conditions(query: &Query) -> (String, Vec<Sql>) {
    let mut sql = String::new();
    let mut values = Vec::new();
    match query.voided {
        Voided::Hidden => sql.push_str(" AND r.voided = 0"),
        Voided::Shown => {}
        Voided::Only => sql.push_str(" AND r.voided = 1"),
    }
    match query.words.as_deref().map(search::query) {
        Some(Some(words)) => {
            sql.push_str(" AND r.key IN (SELECT rowid FROM search WHERE search MATCH ?)");
            values.push(Sql::Text(words));
        }
        // Punctuation alone is found nowhere.
        Some(None) => sql.push_str(" AND 0"),
        None => {}
    }
    for filter in &query.filters {
        sql.push_str(" AND ");
        condition(filter, &mut sql, &mut values);
    }
    (sql, values)
}

fn condition(filter: &Filter, sql: &mut String, values: &mut Vec<Sql>) {
    match filter {
        Filter::Is(field, wanted) => is(field, wanted, sql, values),
        Filter::IsNot(field, wanted) => {
            sql.push_str("NOT ");
            is(field, wanted, sql, values);
        }
        Filter::Between(field, from, to) => {
            let column = compared(field);
            sql.push_str(&format!("({column} IS NOT NULL"));
            for (bound, sign) in [(from, ">="), (to, "<=")] {
                if let Some(bound) = bound {
                    sql.push_str(&format!(" AND {column} {sign} ?"));
                    values.extend(to_sql(field, Some(bound), None).into_iter().take(1));
                    if let Value::Money(money) = bound {
                        sql.push_str(&format!(" AND t.{}_currency IS ?", field.name));
                        values.push(Sql::Text(money.currency.code().to_owned()));
                    }
                }
            }
            sql.push(')');
        }
        Filter::Contains(field, text) => {
            sql.push_str(&format!("(instr(folded(t.{}), folded(?)) > 0)", field.name));
            values.push(Sql::Text(text.clone()));
        }
        Filter::Words(field, text) => {
            sql.push_str(&format!("(instr(' ' || folded(t.{}) || ' ', ' ' || folded(?) || ' ') > 0)", field.name));
            values.push(Sql::Text(text.clone()));
        }
        Filter::Empty(field) => sql.push_str(&emptiness(field, "NOT ")),
        Filter::Filled(field) => sql.push_str(&emptiness(field, "")),
    }
}

fn is(field: &'static Field, wanted: &[Value], sql: &mut String, values: &mut Vec<Sql>) {
    sql.push_str("(0");
    for value in wanted {
        match (field.kind, value) {
            (_, Value::Link(id)) => {
                sql.push_str(" OR r.id IN (SELECT from_id FROM link WHERE relation = ? AND to_id = ?)");
                values.extend([Sql::Text(field.name.to_owned()), Sql::Blob(id.0.as_bytes().to_vec())]);
            }
            (Kind::Choices(_), Value::Choice(key)) => {
                let name = field.name;
                sql.push_str(&format!(" OR EXISTS (SELECT 1 FROM json_each(t.{name}) WHERE value = ?)"));
                values.push(Sql::Text((*key).to_owned()));
            }
            (Kind::Money, Value::Money(_)) => {
                let name = field.name;
                sql.push_str(&format!(" OR (t.{name}_minor IS ? AND t.{name}_currency IS ?)"));
                values.extend(to_sql(field, Some(value), None));
            }
            (Kind::Text | Kind::LongText, _) => {
                sql.push_str(&format!(" OR t.{} IS ? COLLATE NOCASE", field.name));
                values.extend(to_sql(field, Some(value), None));
            }
            _ => {
                sql.push_str(&format!(" OR t.{} IS ?", field.name));
                values.extend(to_sql(field, Some(value), None));
            }
        }
    }
    sql.push(')');
}

/// What two values of a field are compared by.
fn compared(field: &Field) -> String {
    match field.kind {
        Kind::Money => format!("t.{}_minor", field.name),
        Kind::Text | Kind::LongText => format!("t.{} COLLATE NOCASE", field.name),
        _ => format!("t.{}", field.name),
    }
}

fn emptiness(field: &Field, not: &str) -> String {
    if field.kind.is_link() {
        return format!("{not}EXISTS (SELECT 1 FROM link WHERE from_id = r.id AND relation = '{}')", field.name);
    }
    let column = columns(field).into_iter().next().map(|column| column.name).unwrap_or_default();
    format!("{not}(t.{column} IS NOT NULL)")
}
