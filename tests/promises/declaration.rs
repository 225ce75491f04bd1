//! Declaration, type, table and schema say the same thing.

use chrono::NaiveDate;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::{Kind, Target};
use gavel::domain::register::Register;
use gavel::domain::state::Move;
use gavel::store::count;
use gavel::store::due;
use gavel::store::gavel::{GAVEL, MIGRATIONS};
use gavel::store::list::{Filter, Query};
use gavel::store::migration::migrate;
use gavel::store::schema::{Schema, declared_sql};
use gavel::store::unique;
use rusqlite::Connection;

fn fresh() -> Connection {
    let mut connection = Connection::open_in_memory().unwrap();
    migrate(&mut connection, &GAVEL).unwrap();
    connection
}

pub fn objects(connection: &Connection) -> Vec<(String, String)> {
    let mut statement = connection
        .prepare("SELECT name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, squeeze(&row.get::<_, String>(1)?)))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn squeeze(sql: &str) -> String {
    sql.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_register_s_table_is_what_its_declaration_calls_for() {
    let objects = objects(&fresh());
    for register in CATALOGUE.registers() {
        let declared = declared_sql(register);
        for statement in declared.split_terminator(";\n") {
            let statement = squeeze(statement);
            let name = statement.split(' ').nth(2).unwrap().to_owned();
            let found = objects.iter().find(|(object, _)| *object == name);
            assert_eq!(found.map(|(_, sql)| sql.as_str()), Some(statement.as_str()), "write a migration:\n{declared}");
        }
        let indexes = declared.matches("CREATE INDEX").count();
        let table = format!(" ON {} (", register.name);
        let there = objects.iter().filter(|(_, sql)| sql.starts_with("CREATE INDEX") && sql.contains(&table));
        assert_eq!(there.count(), indexes, "{} has an index too many", register.name);
    }
}

/// What is kept of days follows from declarations: where one of them changes, the next migration names `due` among what it
/// reshapes, so that files of before keep what is declared today.
#[test]
fn what_is_kept_of_days_changes_with_a_migration_alone() {
    let kept: Vec<_> = CATALOGUE.registers().filter_map(due::statement).collect();
    insta::assert_snapshot!("due_24", squeeze(&kept.join(";\n")).replace("; ", ";\n"));
}

#[test]
fn every_older_schema_upgrades_to_the_fresh_one_and_twice_is_once() {
    let fresh = objects(&fresh());
    for older in 1..=MIGRATIONS.len() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, &Schema::new(CATALOGUE, &MIGRATIONS[..older])).unwrap();
        migrate(&mut connection, &GAVEL).unwrap();
        assert_eq!(objects(&connection), fresh, "from schema {older}");
        migrate(&mut connection, &GAVEL).unwrap();
        assert_eq!(objects(&connection), fresh);
    }
}

#[test]
fn declarations_are_whole() {
    let mut prefixes = Vec::new();
    for register in CATALOGUE.registers() {
        prefixes.push(register.prefix);
        assert_eq!(register.upcasters.len() as u32 + 1, register.version, "{}", register.name);
        // A record without words of its own is known by what it belongs to: a vote by its decision and its member.
        let titles = register.fields.iter().filter(|field| field.title).count();
        let belongs = register.fields.iter().filter(|field| field.required && field.kind.is_link()).count();
        assert!(titles == 1 || (titles == 0 && belongs > 0), "{} has one title", register.name);
        let mut names: Vec<_> = register.fields.iter().map(|field| field.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), register.fields.len(), "{} repeats a field", register.name);
        for field in register.fields {
            assert!(field.help.ends_with('.'), "{}.{} explains itself", register.name, field.name);
            assert!(!field.personal || matches!(field.kind, Kind::Text | Kind::LongText), "only texts are personal");
            assert!(!(field.sorted && field.kind.is_link()), "a link has no order of its own");
            if let Some(Target::Register(target)) = field.kind.target() {
                assert!(CATALOGUE.named(target).is_some(), "{}.{} points nowhere", register.name, field.name);
            }
        }
        if let Some(machine) = register.machine {
            let field = register.field(machine.field).unwrap();
            assert!(field.by_move && field.required);
            let states = [&[machine.initial], machine.open].concat();
            let to = machine.moves.iter().filter(|step| step.to != Move::STAYS).map(|step| &step.to);
            let ends = machine.moves.iter().flat_map(|step| step.from).chain(to);
            for state in states.iter().chain(ends) {
                assert!(field.choice(state).is_some(), "{} has no state {state}", register.name);
            }
            for step in machine.moves {
                let stamps = step.stamped(register).map(|(name, _)| name);
                // What stays in its state can set what an edit sets too, with a reason and an approval.
                let stays = step.to == Move::STAYS;
                for name in step.fills().chain(step.cleared()).chain(stamps) {
                    assert!(register.field(name).is_some_and(|field| field.by_move || stays), "{}: {name}", step.name);
                }
                assert!(step.needed().all(|name| register.field(name).is_some()), "{}", step.name);
                // What was so before the file was kept did not happen today, and is attested by nobody.
                let says = !step.asks.is_empty() || !step.attests.is_empty();
                assert!(!(machine.adopts(step) && says), "{}: {}", register.name, step.name);
            }
        }
    }
    let count = prefixes.len();
    prefixes.sort_unstable();
    prefixes.dedup();
    assert_eq!(prefixes.len(), count, "no prefix is used twice");
}

#[test]
fn the_field_enum_and_the_getters_follow_the_declaration() {
    use gavel::domain::action::{Action, ActionField, Priority, REGISTER, State};
    assert_eq!(ActionField::ALL.len(), REGISTER.fields.len());
    for (place, field) in ActionField::ALL.iter().enumerate() {
        assert_eq!(field.field(), &REGISTER.fields[place]);
        assert_eq!(field.name(), REGISTER.fields[place].name);
    }
    let fixture = super::fixture::furnished();
    let store = fixture.store();
    let record = store.view().called(&"A-1".parse().unwrap()).unwrap().unwrap();
    let action = Action::of(&record).unwrap();
    assert_eq!(action.what(), "Repeat the bias test");
    assert_eq!(action.due(), "2026-12-04".parse().ok());
    assert_eq!(action.priority(), Some(Priority::High));
    assert_eq!(action.state(), Some(State::Confirmed));
    assert_eq!(action.confirmed_by(), Some(fixture.author.person));
    assert_eq!(action.adopted(), None);
    assert!(gavel::domain::person::Person::of(&record).is_none());
}

/// Whether something stands in one record only is looked up: nobody walks through the others of a register, or through
/// all that point to the same record.
#[test]
fn what_is_unique_is_looked_up_by_an_index() {
    let connection = fresh();
    let single = |register: &'static Register| register.fields.iter().filter(|field| field.unique).map(|one| vec![one]);
    let mut several = 0;
    for register in CATALOGUE.registers() {
        let together = register.unique_by.iter().map(|unique| {
            several += 1;
            let fields = unique.fields.iter().map(|name| register.field(name).unwrap());
            // What is empty is like nothing, so that it must not be empty.
            fields.inspect(|field| assert!(field.required, "{}.{}", register.name, field.name)).collect::<Vec<_>>()
        });
        for fields in together.collect::<Vec<_>>().into_iter().chain(single(register)) {
            let sql = format!("EXPLAIN QUERY PLAN {}", unique::statement(register, &fields));
            let mut statement = connection.prepare(&sql).unwrap();
            let plan: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(vec![1; fields.len() + 1]), |row| row.get(3))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let first = fields[0];
            let index = if first.kind.is_link() {
                "SEARCH l0 USING COVERING INDEX link_back (to_id=? AND relation=?)".to_owned()
            } else {
                format!("SEARCH t USING INDEX {}_{} ({}=?)", register.name, first.name, first.name)
            };
            assert!(plan[0].replace("COVERING ", "") == index.replace("COVERING ", ""), "{index}: {plan:?}");
            assert!(!plan.iter().any(|step| step.starts_with("SCAN")), "{plan:?}");
        }
    }
    assert!(several > 0, "something is unique together");
}

/// What is counted by two fields, however many have both, is told by an index of them.
#[test]
fn what_is_counted_by_two_fields_is_counted_by_their_index() {
    let fixture = super::fixture::furnished();
    let raw = fixture.raw();
    let mut pairs = 0;
    for register in CATALOGUE.registers() {
        for [first, second] in register.counted_by {
            pairs += 1;
            let two = |name| {
                let field = register.field(name).unwrap();
                Filter::one_of(field, &field.kind.choices().iter().map(|choice| choice.key).take(2).collect::<Vec<_>>())
            };
            let query = Query::those(register, [two(second), two(first)]).sought(register.field(first).unwrap());
            let (sql, values) = count::statement(&query, NaiveDate::default());
            let mut statement = raw.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let plan = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(3)).unwrap();
            let plan: Vec<_> = plan.map(Result::unwrap).collect();
            let index = format!("COVERING INDEX {}_{first}_{second} (<expr>=? AND {second}=?)", register.name);
            assert!(plan.iter().any(|step| step.ends_with(&index)), "{index}: {plan:?}");
            assert!(plan.iter().any(|step| step.contains("INDEX record_voided (register=?)")), "{plan:?}");
        }
    }
    assert!(pairs > 0, "something is counted by two fields");
}

/// No table names the words of a choice. Where there is a new one, a migration comes with it, beside which this picture is
/// renewed: by its number, programs that don't know the word leave the file alone.
#[test]
fn words_come_with_a_migration_alone() {
    let mut told = String::new();
    for register in CATALOGUE.registers() {
        for field in register.fields.iter().filter(|field| !field.kind.choices().is_empty()) {
            let words: Vec<_> = field.kind.choices().iter().map(|choice| choice.key).collect();
            told += &format!("{}.{}: {}\n", register.name, field.name, words.join(", "));
        }
    }
    insta::assert_snapshot!("words_34", told);
}

/// Every sort order that the list of a register that grows offers walks an index and sorts nothing.
#[test]
fn every_sort_order_is_indexed() {
    let fixture = super::fixture::furnished();
    let raw = fixture.raw();
    for register in CATALOGUE.registers().filter(|register| register.grows) {
        for field in register.fields.iter().filter(|field| field.sorted) {
            let order = gavel::store::columns::order_expression(field);
            let name = register.name;
            let whole = |direction: &str| format!("1 ORDER BY {order} {direction}");
            // From the first value on; and all of them from either end, with what lacks a value last.
            for stretch in [
                format!("{order} IS NOT NULL ORDER BY {order}"),
                whole("ASC NULLS LAST"),
                whole("DESC NULLS LAST"),
                whole("ASC NULLS FIRST"),
                whole("DESC NULLS FIRST"),
            ] {
                let direction = if stretch.contains("DESC") { "DESC" } else { "ASC" };
                let sql = format!(
                    "EXPLAIN QUERY PLAN SELECT r.id FROM {name} CROSS JOIN record r ON r.key = {name}.key
                     WHERE {stretch}, {name}.key {direction} LIMIT 50",
                );
                let mut statement = raw.prepare(&sql).unwrap();
                let plan: Vec<String> =
                    statement.query_map([], |row| row.get(3)).unwrap().map(Result::unwrap).collect();
                let index = format!("INDEX {name}_{}", field.name);
                assert!(plan.iter().any(|step| step.contains(&index)), "{index}: {plan:?}");
                assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{index}: {plan:?}");
            }
        }
    }
}
