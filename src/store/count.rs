//! Counting what a query finds, whatever its limit.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, params_from_iter};

use crate::domain::field::Field;

use super::condition::{Links, conditions};
use super::error::Error;
use super::query::{Filter, Query, Voided};

/// How many records a query finds, whatever its limit.
pub fn count(connection: &Connection, query: &Query, today: NaiveDate) -> Result<u64, Error> {
    let (sql, values) = statement(query, today);
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}

/// What counts the records that a query finds, with the values that it is asked with.
pub fn statement(query: &Query, today: NaiveDate) -> (String, Vec<Sql>) {
    without_the_spine(query, today).unwrap_or_else(|| {
        let (conditions, values) = conditions(query, Links::Sought, today);
        (format!("SELECT count(*) FROM {}{conditions}", tables(query)), values)
    })
}

/// Counts what is sought by an index alone, where its register's table says all of it, and takes off again what is hidden,
/// of which there is little.
fn without_the_spine(query: &Query, today: NaiveDate) -> Option<(String, Vec<Sql>)> {
    query.sought.filter(|_| query.voided == Voided::Hidden)?;
    let among = |voided| conditions(&Query { voided, ..query.clone() }, Links::Sought, today);
    let ((all, mut values), (hidden, again)) = (among(Voided::Shown), among(Voided::Only));
    if all.contains("r.") {
        return None;
    }
    let name = query.register.name;
    values.extend(again);
    let sql = format!(
        "SELECT (SELECT count(*) FROM {name} t WHERE 1{all}) -
         (SELECT count(*) FROM record r CROSS JOIN {name} t ON t.key = r.key WHERE r.register = '{name}'{hidden})"
    );
    Some((sql, values))
}

/// The tables that are joined to count, and where conditions go on.
pub(super) fn tables(query: &Query) -> String {
    let name = query.register.name;
    let any = |is: fn(&Filter) -> bool| query.filters.iter().any(is);
    // The spine is narrow and leads, by its register or, better, by the records that point somewhere; but between two
    // values lie so few that the index of the field is the shorter way.
    if any(|filter| matches!(filter, Filter::Is(field, _) if field.kind.is_link())) {
        format!("record r CROSS JOIN {name} t ON t.key = r.key WHERE 1")
    } else if query.sought.is_some()
        || any(|filter| matches!(filter, Filter::Between(field, Some(_), Some(_)) if field.sorted))
    {
        format!("{name} t CROSS JOIN record r ON r.key = t.key WHERE 1")
    } else {
        format!("record r CROSS JOIN {name} t ON t.key = r.key WHERE r.register = '{name}'")
    }
}

/// How many records a query finds for each pair of answers of two choice fields, whatever its limit. Records that lack an
/// answer to either are left out.
pub fn tally(
    connection: &Connection,
    query: &Query,
    today: NaiveDate,
    one: &'static Field,
    other: &'static Field,
) -> Result<Tally, Error> {
    let (conditions, values) = conditions(query, Links::Sought, today);
    let (one_name, other_name) = (one.name, other.name);
    let sql = format!(
        "SELECT t.{one_name}, t.{other_name}, count(*) FROM {}{conditions}
         AND t.{one_name} IS NOT NULL AND t.{other_name} IS NOT NULL GROUP BY 1, 2",
        tables(query),
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
