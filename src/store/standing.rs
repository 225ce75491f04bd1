//! Standings in SQL: what is worked out of records when they are read, as expressions over the spine `r` and a register's
//! table `t`. What follows from other records is handed to the function that is declared.

use chrono::NaiveDate;

use crate::domain::field::{Field, Kind};
use crate::domain::name::FieldName;
use crate::domain::register::Register;
use crate::domain::standing::{Answer, Follows, Look, Standing, When};

/// What stands against a record in the table of grounds.
const FALLEN: &str = "EXISTS (SELECT 1 FROM ground g WHERE g.of = r.id AND g.lost IS NOT NULL)";

/// The column of a field, or what a standing is worked out by on a day; said of the tables `t` and `r`.
pub(super) fn column(register: &'static Register, field: &Field, today: NaiveDate) -> String {
    match register.standing_of(field) {
        Some((standing, place)) => expression(register, standing, place, today),
        None => format!("t.{}", field.name),
    }
}

pub(super) fn expression(register: &'static Register, standing: &Standing, place: usize, today: NaiveDate) -> String {
    match &standing.follows {
        Follows::Ground => ground(register),
        Follows::Deadline => deadline(register, today),
        Follows::First(answers) => first(&standing.columns[place], answers, today),
        Follows::Others { own, looks_at, .. } => {
            let (name, column) = (register.name, standing.columns[place].name);
            let inputs = inputs(own, looks_at).join(", ");
            format!("standing('{name}', '{column}', '{today}', {inputs})")
        }
    }
}

fn ground(register: &Register) -> String {
    let Some(machine) = register.machine else { return "NULL".to_owned() };
    let states: Vec<_> = machine.attested.iter().flat_map(|one| one.states).collect();
    let adopted = machine.adopted.map_or(String::new(), |field| format!(" AND t.{field} IS NOT 1"));
    let attests = is(machine.field, &states);
    format!("CASE WHEN {FALLEN} THEN 0 WHEN {attests}{adopted} THEN 1 END")
}

fn deadline(register: &Register, today: NaiveDate) -> String {
    let Some(field) = register.deadline() else { return "NULL".to_owned() };
    let (due, day) = (field.name, today);
    let runs = register.machine.map_or(String::new(), |machine| {
        format!(" AND {}", is(machine.field, &machine.due_in.iter().collect::<Vec<_>>()))
    });
    format!(
        "CASE WHEN t.{due} < '{day}' AND r.voided = 0{runs} \
         THEN CAST(julianday('{day}') - julianday(t.{due}) AS INTEGER) END"
    )
}

fn first(column: &Field, answers: &[Answer], today: NaiveDate) -> String {
    let mut sql = "CASE".to_owned();
    for Answer { key, when } in answers {
        let holds = when.iter().map(|one| holds(one, today)).collect::<Vec<_>>().join(" AND ");
        let answer = match column.kind {
            Kind::YesNo => u8::from(*key == "yes").to_string(),
            _ => format!("'{key}'"),
        };
        sql.push_str(&format!(" WHEN {holds} THEN {answer}"));
    }
    sql.push_str(" END");
    sql
}

fn holds(when: &When, today: NaiveDate) -> String {
    match when {
        When::Is(field, keys) => is(*field, &keys.iter().collect::<Vec<_>>()),
        When::Says(field, answer) => format!("t.{field} IS {}", u8::from(*answer)),
        When::Passed(field) => format!("t.{field} < '{today}'"),
        When::Fallen => FALLEN.to_owned(),
    }
}

fn is(field: FieldName, keys: &[&&str]) -> String {
    let either: Vec<_> = keys.iter().map(|key| format!("t.{field} = '{key}'")).collect();
    if either.is_empty() { "0".to_owned() } else { format!("({})", either.join(" OR ")) }
}

/// What a function is told, as texts of JSON: the record's number and fields, then of each look the records that it finds.
pub(super) fn inputs(own: &[FieldName], looks_at: &[Look]) -> Vec<String> {
    let told = |record: &str, table: &str, fields: &[FieldName]| {
        let fields: String = fields.iter().map(|field| format!(", {table}.{field}")).collect();
        format!("json_array({record}.number{fields})")
    };
    let look = |look: &Look| {
        let (register, field, one) = (look.through.register, look.through.field, told("lr", "lt", look.fields));
        format!(
            "(SELECT json_group_array({one}) FROM link l CROSS JOIN record lr ON lr.id = l.from_id \
             CROSS JOIN {register} lt ON lt.key = lr.key \
             WHERE l.to_id = r.id AND l.relation = '{field}' AND lr.register = '{register}' AND lr.voided = 0)"
        )
    };
    std::iter::once(told("r", "t", own)).chain(looks_at.iter().map(look)).collect()
}
