//! The conditions of a query, in SQL.

use chrono::NaiveDate;
use rusqlite::types::Value as Sql;

use crate::domain::field::{Field, Kind};
use crate::domain::register::Register;
use crate::domain::standing::Follows;
use crate::domain::value::Value;

use super::columns::{names, order_of, to_sql};
use super::query::{Filter, Query, Voided};
use super::search;
use super::standing::column;

/// How the records that point somewhere are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// All of them are looked up first: they lead the way, or are counted.
    Sought,
    /// Each record that is met on another way is asked whether it does.
    Met,
}

/// The conditions of a query in SQL, each beginning with AND, and their values in order.
pub(super) fn conditions(query: &Query, links: Links, today: NaiveDate) -> (String, Vec<Sql>) {
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
    match query.of.as_deref() {
        Some([]) => sql.push_str(" AND 0"),
        Some([_, more @ ..]) => sql.push_str(&format!(" AND r.id IN (?{})", ", ?".repeat(more.len()))),
        None => {}
    }
    values.extend(query.of.iter().flatten().map(|id| Sql::Blob(id.0.as_bytes().to_vec())));
    for filter in &query.filters {
        sql.push_str(" AND ");
        let asked = Asked { register: query.register, today, sought: query.sought };
        asked.condition(filter, links, &mut sql, &mut values);
    }
    (sql, values)
}

/// Whether a query names its records: these, or those that are no longer proven.
pub(super) fn names_records(query: &Query, today: NaiveDate) -> bool {
    let asked = Asked { register: query.register, today, sought: query.sought };
    let is_fallen = |filter: &Filter| matches!(filter, Filter::Is(field, wanted) if asked.is_fallen(field, wanted));
    query.of.is_some() || query.filters.iter().any(is_fallen)
}

/// Whose records are asked for, on which day.
struct Asked {
    register: &'static Register,
    today: NaiveDate,
    sought: Option<&'static Field>,
}

impl Asked {
    fn column(&self, field: &Field) -> String {
        column(self.register, field, self.today)
    }

    /// Whether what is no longer proven is asked for.
    fn is_fallen(&self, field: &Field, wanted: &[Value]) -> bool {
        let follows = self.register.standing_of(field).map(|(standing, _)| &standing.follows);
        matches!(follows, Some(Follows::Ground)) && wanted == [Value::YesNo(false)]
    }

    fn condition(&self, filter: &Filter, links: Links, sql: &mut String, values: &mut Vec<Sql>) {
        match filter {
            // There are few of them, and an index of just those.
            Filter::Is(field, wanted) if self.is_fallen(field, wanted) => {
                sql.push_str("r.id IN (SELECT of FROM ground WHERE lost IS NOT NULL)");
            }
            Filter::Is(field, wanted) => self.is(field, wanted, links, sql, values),
            Filter::IsNot(field, wanted) => {
                self.is(field, wanted, Links::Met, sql, values);
                // What is empty is none of them, and not unknown.
                sql.push_str(" IS NOT TRUE");
            }
            Filter::Between(field, from, to) => {
                let column = self.compared(field);
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
                sql.push_str(&format!("(instr(folded({}), folded(?)) > 0)", self.column(field)));
                values.push(Sql::Text(text.clone()));
            }
            Filter::Words(field, text) => {
                let column = self.column(field);
                sql.push_str(&format!("(instr(' ' || in_words({column}) || ' ', ' ' || in_words(?) || ' ') > 0)"));
                values.push(Sql::Text(text.clone()));
            }
            Filter::Empty(field) => sql.push_str(&self.emptiness(field, "NOT ")),
            Filter::Filled(field) => sql.push_str(&self.emptiness(field, "")),
        }
    }

    fn is(&self, field: &'static Field, wanted: &[Value], links: Links, sql: &mut String, values: &mut Vec<Sql>) {
        let name = field.name;
        if self.sought == Some(field) && matches!(field.kind, Kind::Choice(_)) {
            return sql.push_str(&by_rank(field, wanted));
        }
        // A money is two columns; links and several choices are rows of their own.
        let one_column = !field.kind.is_link() && !matches!(field.kind, Kind::Choices(_) | Kind::Money);
        if one_column {
            let column = self.compared(field);
            let value = if is_words(field) { "in_order(?)" } else { "?" };
            match wanted.len() {
                // Of nothing, nothing is one.
                0 => sql.push_str("(0)"),
                1 => sql.push_str(&format!("({column} IS {value})")),
                // A list is compiled sooner than as many comparisons.
                several => {
                    let more = format!(", {value}").repeat(several - 1);
                    sql.push_str(&format!("({column} IN ({value}{more}))"));
                }
            }
            return values.extend(wanted.iter().flat_map(|value| to_sql(field, Some(value), None).into_iter().take(1)));
        }
        let mut either = if wanted.is_empty() { "(0" } else { "(" };
        for value in wanted {
            sql.push_str(either);
            either = " OR ";
            match value {
                Value::Link(id) => {
                    sql.push_str(match links {
                        Links::Sought => "r.id IN (SELECT from_id FROM link WHERE relation = ? AND to_id = ?)",
                        Links::Met => "EXISTS (SELECT 1 FROM link WHERE from_id = r.id AND relation = ? AND to_id = ?)",
                    });
                    values.extend([Sql::Text(name.to_owned()), Sql::Blob(id.0.as_bytes().to_vec())]);
                }
                Value::Choice(key) => {
                    sql.push_str(&format!("EXISTS (SELECT 1 FROM json_each(t.{name}) WHERE value = ?)"));
                    values.push(Sql::Text((*key).to_owned()));
                }
                _ => {
                    sql.push_str(&format!("(t.{name}_minor IS ? AND t.{name}_currency IS ?)"));
                    values.extend(to_sql(field, Some(value), None));
                }
            }
        }
        if wanted.is_empty() {
            sql.push_str(either);
        }
        sql.push(')');
    }

    /// What two values of a field are compared by.
    fn compared(&self, field: &Field) -> String {
        match field.kind {
            Kind::Money => format!("t.{}_minor", field.name),
            _ if is_words(field) => order_of(field, &self.column(field)),
            _ => self.column(field),
        }
    }

    fn emptiness(&self, field: &Field, not: &str) -> String {
        if field.kind.is_link() {
            return format!("{not}EXISTS (SELECT 1 FROM link WHERE from_id = r.id AND relation = '{}')", field.name);
        }
        let stored = names(field).next().filter(|_| self.register.standing_of(field).is_none());
        let column = stored.map_or_else(|| self.column(field), |name| format!("t.{name}"));
        format!("{not}({column} IS NOT NULL)")
    }
}

/// Whether a field's values are compared as words are: by the keys of their order, which are folded.
fn is_words(field: &Field) -> bool {
    matches!(field.kind, Kind::Text | Kind::LongText)
}

/// That a field of choices has one of some answers, in the words of its index.
pub(super) fn by_rank(field: &Field, wanted: &[Value]) -> String {
    let choices = field.kind.choices();
    let rank = |value: &Value| match value {
        Value::Choice(key) => choices.iter().position(|choice| choice.key == *key),
        _ => None,
    };
    let ranks: Vec<_> = wanted.iter().filter_map(rank).map(|rank| rank.to_string()).collect();
    format!("({} IN ({}))", order_of(field, &format!("t.{}", field.name)), ranks.join(", "))
}
