//! Lists: a page of a register's records in some order, narrowed by filters.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::standing::Follows;
use crate::domain::value::Value;

use super::columns::order_of;
use super::condition::{Links, conditions, names_records};
use super::error::Error;
use super::read;
use super::schema::Schema;
use super::search;
use super::standing::column;
use super::together::AT_ONCE;

pub use super::count::Tally;
pub use super::query::{Filter, Order, Query, Voided};

/// A page of records.
#[derive(Debug, Clone)]
pub struct Page {
    pub records: Vec<Record>,
    /// Whether more records follow.
    pub more: bool,
}

/// The records that a query finds. Empty fields come last in either direction, so that a list by due date begins with
/// what is due.
pub fn page(connection: &Connection, schema: &Schema, query: &Query, today: NaiveDate) -> Result<Page, Error> {
    let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
    let mut records = Vec::new();
    Reader::new(connection, schema, query, today)?.read(limit.saturating_add(1), &mut |record| {
        records.push(record);
        Ok(())
    })?;
    let more = records.len() > limit;
    records.truncate(limit);
    Ok(Page { records, more })
}

/// Hands over the records that a query finds, one after another in its order, so that no more than a few are held at
/// once however many there are.
pub fn each(
    connection: &Connection,
    schema: &Schema,
    query: &Query,
    today: NaiveDate,
    mut take: impl FnMut(Record) -> Result<(), Error>,
) -> Result<(), Error> {
    let limit = query.limit.map_or(usize::MAX, |limit| limit as usize);
    Reader::new(connection, schema, query, today)?.read(limit, &mut take)
}

/// How many records a query finds before a record, whatever its limit; `None` where it does not find the record.
pub fn place(
    connection: &Connection,
    schema: &Schema,
    query: &Query,
    today: NaiveDate,
    record: RecordId,
) -> Result<Option<u64>, Error> {
    let there = Query { after: Some(record), including: true, backward: false, limit: Some(1), ..query.clone() };
    if page(connection, schema, &there, today)?.records.first().is_none_or(|first| first.id != record) {
        return Ok(None);
    }
    let before = Query { after: Some(record), including: false, backward: true, ..query.clone() };
    let reader = Reader::new(connection, schema, &before, today)?;
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
    /// All of them, those that lack a value last: its index is walked twice.
    Whole,
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
    today: NaiveDate,
    conditions: String,
    values: Vec<Sql>,
    /// The keys of the records that have the words, ascending, where they are too many to be asked for by a subquery.
    having: Option<Vec<i64>>,
    /// Whether few records are asked for, or few have the links that are: these are looked up and put in order. Where many
    /// have them, the order's index is walked, and they are soon met.
    few: bool,
}

/// Up to so many links, what has them is looked up.
const FEW: u32 = 1_000;

/// From so many matches on, the order is walked and each record looked up among them. SQLite would make a table of all
/// of them in memory first, which takes longer than a frame.
const MANY: usize = 2_000;

impl<'a> Reader<'a> {
    fn new(connection: &'a Connection, schema: &'a Schema, query: &'a Query, today: NaiveDate) -> Result<Self, Error> {
        let having = match query.words.as_deref().and_then(search::query) {
            Some(words) => search::having_many(connection, &words, MANY)?,
            None => None,
        };
        let linked = having.is_none() && few_linked(connection, query)?;
        let links = if linked { Links::Sought } else { Links::Met };
        let few = linked || (having.is_none() && names_records(query, today));
        let (conditions, values) = match having {
            // Voided records have no words, so that they need not be told apart.
            Some(_) => conditions(&Query { words: None, voided: Voided::Shown, ..query.clone() }, links, today),
            None => conditions(query, links, today),
        };
        Ok(Self { connection, schema, query, today, conditions, values, having, few })
    }

    /// The stretches of the order that a page is read from. What lacks a value comes last in either direction of the
    /// order, and so first when the list is read from its end.
    fn parts(&self, after: Option<&Position>) -> &'static [Part] {
        let Some(order) = self.query.order.field else { return &[Part::All] };
        if self.query.filters.iter().any(|filter| filter.asks_for(order)) && after.is_none() {
            return &[Part::Filled];
        }
        match (after, self.query.backward) {
            (None, _) => &[Part::Whole],
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
        self.query.order.field.map(|field| order_of(field, &column(self.query.register, field, self.today)))
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

    /// Whether no index has its order: it is worked out of each record.
    fn is_put_in_order(&self) -> bool {
        self.query.order.field.is_some_and(|field| self.query.register.standing_of(field).is_some())
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
            Part::All | Part::Whole => {}
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
        let sql = format!("SELECT 1 FROM {} WHERE 1{} AND t.key = ?", self.walked(&self.conditions), self.conditions,);
        let mut values = self.values.clone();
        values.push(Sql::Integer(key));
        Ok(self.connection.prepare_cached(&sql)?.exists(params_from_iter(values))?)
    }

    fn count(&self, part: Part, after: &Position) -> Result<u64, Error> {
        let (conditions, values) = self.bounds(part, Some(after));
        if let Some(having) = &self.having {
            let sql = format!("SELECT t.key FROM {} WHERE 1{conditions}", self.walked(&conditions));
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                let key = row.get(0)?;
                count += u64::from(having.binary_search(&key).is_ok() && self.keeps(key)?);
            }
            return Ok(count);
        }
        let sql = format!("SELECT count(*) FROM {} WHERE 1{conditions}", self.tables());
        Ok(self.connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
    }

    /// The tables that are joined. The register's leads and the spine follows, so that SQLite walks the order's index and
    /// stops at the limit; but not where the links are the shorter way.
    fn tables(&self) -> String {
        let name = self.query.register.name;
        if self.few {
            format!("record r CROSS JOIN {name} t ON t.key = r.key")
        } else {
            format!("{name} t CROSS JOIN record r ON r.key = t.key")
        }
    }

    /// The register's table, joined with the spine where an expression speaks of that: without it, an order's index alone
    /// is walked.
    fn walked(&self, expression: &str) -> String {
        let spine = if expression.contains("r.") { " CROSS JOIN record r ON r.key = t.key" } else { "" };
        format!("{} t{spine}", self.query.register.name)
    }

    /// Hands over so many of the records, from where the query says that it goes on.
    fn read(&self, limit: usize, take: &mut Taker) -> Result<(), Error> {
        let after = match self.query.after {
            Some(id) => self.position(id)?,
            None => None,
        };
        if let Some(keys) = after.as_ref().map(|after| self.following(after.key)).transpose()?.flatten() {
            return self.take_at(&keys[..keys.len().min(limit)], take);
        }
        let mut missing = limit;
        for part in self.parts(after.as_ref()) {
            if missing > 0 {
                missing -= self.stretch(*part, after.as_ref(), missing, take)?;
            }
        }
        Ok(())
    }

    /// The keys of what follows on a record, where it takes longer to work the order out of a record than to put all in it:
    /// that is done once, and not once for what has the same place, once for what comes after it and once for what has none.
    /// None where the query does not find that record.
    fn following(&self, key: i64) -> Result<Option<Vec<i64>>, Error> {
        let standing = self.query.order.field.and_then(|field| self.query.register.standing_of(field));
        let is_slow = standing.is_some_and(|(standing, _)| matches!(standing.follows, Follows::Others { .. }));
        if !is_slow || self.having.is_some() {
            return Ok(None);
        }
        let (conditions, values) = self.bounds(Part::Whole, None);
        let order = self.order_of(Part::Whole);
        let sql = format!("SELECT t.key FROM {} WHERE 1{conditions} ORDER BY {order}", self.tables());
        let mut keys = self.keys(&sql, values)?;
        let place = keys.iter().position(|one| *one == key);
        Ok(place.map(|place| keys.split_off(place + usize::from(!self.query.including))))
    }

    fn keys(&self, sql: &str, values: Vec<Sql>) -> Result<Vec<i64>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let keys = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// Hands over the records at these keys.
    fn take_at(&self, keys: &[i64], take: &mut Taker) -> Result<(), Error> {
        let (register, known) = (self.query.register, self.query.fields);
        for chunk in keys.chunks(AT_ONCE) {
            let found = read::by_keys(self.connection, self.schema, register, known, chunk)?;
            found.into_iter().try_for_each(&mut *take)?;
        }
        Ok(())
    }

    /// What a part is put in order by.
    fn order_of(&self, part: Part) -> String {
        let direction = if self.falls() { "DESC" } else { "ASC" };
        let expression = self.expression().unwrap_or_default();
        let by = match part {
            Part::Whole => {
                let nulls = if self.query.backward { "FIRST" } else { "LAST" };
                format!("{expression} {direction} NULLS {nulls}, ")
            }
            Part::Filled | Part::Beyond => format!("{expression} {direction}, "),
            Part::All | Part::Same | Part::Empty => String::new(),
        };
        format!("{by}t.key {direction}")
    }

    /// Hands over at most so many records of a part, and says how many.
    fn stretch(&self, part: Part, after: Option<&Position>, limit: usize, take: &mut Taker) -> Result<usize, Error> {
        let (register, known) = (self.query.register, self.query.fields);
        let (conditions, mut values) = self.bounds(part, after);
        let order = self.order_of(part);
        let mut count = 0;
        if let Some(having) = &self.having {
            let sql = format!("SELECT t.key FROM {} WHERE 1{conditions} ORDER BY {order}", self.walked(&order));
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(values))?;
            while let Some(row) = rows.next()?.filter(|_| count < limit) {
                let key = row.get(0)?;
                if having.binary_search(&key).is_ok()
                    && self.keeps(key)?
                    && let Some(record) = read::by_key(self.connection, self.schema, register, known, key)?
                {
                    take(record)?;
                    count += 1;
                }
            }
            return Ok(count);
        }
        values.push(Sql::Integer(i64::try_from(limit).unwrap_or(i64::MAX)));
        if self.is_put_in_order() {
            // What is put in order is held meanwhile, and nothing else of the records.
            let sql = format!("SELECT t.key FROM {} WHERE 1{conditions} ORDER BY {order} LIMIT ?", self.tables(),);
            let keys = self.keys(&sql, values)?;
            self.take_at(&keys, take)?;
            return Ok(keys.len());
        }
        let sql = format!(
            "SELECT {}{} FROM {} WHERE 1{conditions} ORDER BY {order} LIMIT ?",
            read::spine(register, known),
            read::columns_of(self.schema, register, known),
            self.tables(),
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut held = Vec::new();
        loop {
            while held.len() < AT_ONCE
                && let Some(row) = rows.next()?
            {
                held.push(read::record(register, known, row)?);
            }
            if held.is_empty() {
                return Ok(count);
            }
            count += held.len();
            read::fill_links(self.connection, &mut held)?;
            held.drain(..).try_for_each(&mut *take)?;
        }
    }
}

/// What is done with each record that is read.
type Taker<'a> = dyn FnMut(Record) -> Result<(), Error> + 'a;

/// Whether a query asks for links that few records have.
fn few_linked(connection: &Connection, query: &Query) -> Result<bool, Error> {
    for filter in &query.filters {
        let Filter::Is(field, wanted) = filter else { continue };
        if !field.kind.is_link() {
            continue;
        }
        let sql = "SELECT count(*) FROM (SELECT 1 FROM link WHERE to_id = ? AND relation = ? LIMIT ?)";
        let mut statement = connection.prepare_cached(sql)?;
        let mut count = 0;
        for value in wanted {
            let Value::Link(id) = value else { continue };
            count += statement.query_row(params![id.0, field.name, FEW + 1], |row| row.get::<_, u32>(0))?;
        }
        if count <= FEW {
            return Ok(true);
        }
    }
    Ok(false)
}
