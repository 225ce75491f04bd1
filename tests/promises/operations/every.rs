//! One promise over all operations, whichever feature declares them: they are offered as they are declared, refused alike
//! by form and by word, and no reason why something can't be done is stricter than what refuses it.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Field;
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::domain::value::Value;
use gavel::report::printer::PRINTER;
use gavel::store::list::Query;
use gavel::store::{Author, Error, Store, View};
use gavel::tui::command::{Doing, ENTRIES};
use gavel::workflow::Trouble;
use gavel::workflow::operation::own::Own;
use gavel::workflow::operation::{self, About, Ask, At, Circle, EVIDENCE, Operation, Said, Scene, Subject};

use crate::fixture::some_value;
use crate::sample::sample;

/// Every operation: those of a register's own, and those of the features.
fn every() -> Vec<&'static Operation> {
    let own = CATALOGUE.registers().flat_map(|register| operation::own::of(register).iter().copied());
    own.chain(operation::all()).collect()
}

fn register_of(operation: &Operation) -> &'static Register {
    match operation.about {
        About::Record(register) | About::Part(register, _) | About::Perhaps(register) => register,
        _ => operation.register.unwrap_or(&gavel::domain::action::REGISTER),
    }
}

/// The command of an operation in the tree of commands.
fn command<'a>(tree: &'a clap::Command, operation: &Operation) -> Option<&'a clap::Command> {
    match operation.register {
        Some(register) => tree.find_subcommand(register.command())?.find_subcommand(operation.name()),
        None => tree.find_subcommand(operation.name()),
    }
}

#[test]
fn every_operation_is_offered_as_it_is_declared() {
    let tree = gavel::cli::command();
    let mut named = HashSet::new();
    let mut keyed = BTreeSet::new();
    for operation in every() {
        let spelled = operation.spelled();
        let word = operation.leads.is_none() && !matches!(operation.about, About::Records);
        if word {
            assert!(named.insert(spelled.clone()), "{spelled} is declared twice");
            assert!(!operation.help.is_empty(), "{spelled} says what it does");
            let command = command(&tree, operation).unwrap_or_else(|| panic!("{spelled} is no command"));
            for ask in operation.asks.iter().filter(|ask| !matches!(ask.at, At::Nowhere | At::Telling(..))) {
                let argument = command.get_arguments().find(|one| one.get_id() == ask.field.name);
                let argument = argument.unwrap_or_else(|| panic!("{spelled} does not take {}", ask.field.name));
                assert!(
                    *ask.field == EVIDENCE || argument.is_required_set() == ask.needed,
                    "{spelled}: {}",
                    ask.field.name
                );
            }
        }
        for (place, way) in operation.ways.iter().enumerate() {
            let asks = |field: &Field| operation.asks.iter().any(|ask| ask.field == field);
            for field in operation.form(place) {
                assert!(asks(field), "{spelled}, {}: {} is not asked", way.name, field.name);
            }
            for (field, word) in way.says {
                assert!(asks(field), "{spelled}, {}: {} is not asked", way.name, field.name);
                let known = field.kind.choices().is_empty() || field.choice(word).is_some();
                assert!(known, "{spelled}, {}: “{word}” is no {}", way.name, field.name);
            }
            if way.keys.is_empty() {
                continue;
            }
            let row = ENTRIES.iter().find(|entry| entry.does == Doing::Operation(operation, place));
            let row = row.unwrap_or_else(|| panic!("{spelled}, {}: {:?} is nowhere", way.name, way.keys));
            assert_eq!((row.keys, row.name, row.help), (way.keys, way.name, way.help));
            keyed.insert(spelled.clone());
        }
    }
    assert!(named.len() > 240 && keyed.len() > 15, "{} by word, {} by key", named.len(), keyed.len());
}

fn circle<'a>(store: &'a Store, author: &'a Author) -> Circle<'a> {
    Circle { view: store.view(), ambient: store.ambient(), author: Ok(author), printer: &PRINTER }
}

/// Records of a register, one of each state in which some are.
fn of_each_state(view: View, register: &'static Register) -> Vec<Record> {
    let mut found = BTreeMap::new();
    for record in view.page(&Query::new(register)).unwrap().records {
        found.entry(record.state().unwrap_or_default().to_owned()).or_insert(record);
    }
    found.into_values().collect()
}

/// What an operation can be done to: a record of each state, each with a part of it where it is about one.
fn subjects(store: &Store, author: &Author, operation: &Operation) -> Vec<(Subject, Vec<Record>)> {
    let view = store.view();
    let alone = |record: Record| (Subject::of(record.id), vec![record]);
    match operation.about {
        About::Nothing => vec![(Subject::default(), Vec::new())],
        About::Records => of_each_state(view, &gavel::domain::action::REGISTER).into_iter().map(alone).collect(),
        About::Record(register) | About::Perhaps(register) => {
            of_each_state(view, register).into_iter().map(alone).collect()
        }
        About::Part(register, part) => {
            let with_part = |record: Record| {
                let subject = Subject::of(record.id);
                let scene = Scene::of(circle(store, author), subject).unwrap().unwrap();
                let usual = (part.usual)(&scene).ok().flatten();
                let any = || {
                    let registers = CATALOGUE.registers();
                    registers
                        .flat_map(|one| view.page(&Query::new(one)).unwrap().records)
                        .find(|one| (part.of)(one) == Some(record.id))
                };
                let found = usual.or_else(any);
                (subject.part(found.as_ref().map(|one| one.id)), std::iter::once(record).chain(found).collect())
            };
            of_each_state(view, register).into_iter().map(with_part).collect()
        }
    }
}

/// Something for each field that is asked for in any case, or for all.
fn filled(store: &Store, operation: &Operation, all: bool) -> Vec<(&'static Field, Option<Value>)> {
    let asks = operation.asks.iter().filter(|ask| (all || ask.needed) && *ask.field != EVIDENCE);
    let asks = asks.filter(|ask| !matches!(ask.at, At::Nowhere));
    asks.filter_map(|ask| Some((ask.field, Some(some_value(store, register_of(operation), ask.field)?)))).collect()
}

/// What comes of proposing and writing: nothing, or why not.
fn tried(
    store: &Store,
    author: &Author,
    operation: &Operation,
    way: Option<usize>,
    subject: Subject,
    said: Said,
) -> Result<(), Vec<String>> {
    let scene = Scene::of(circle(store, author), subject).unwrap().unwrap();
    let proposal = match operation.proposal(&scene, way, said) {
        Ok(proposal) => proposal,
        Err(Trouble::Store(error)) => return Err(words(&error)),
        Err(trouble) => return Err(vec![trouble.why().map(|why| why.words).unwrap()]),
    };
    if proposal.acts.is_empty() {
        return Err(Vec::new());
    }
    match store.commit(author.clone(), proposal) {
        Ok(outcome) if outcome.changed.is_empty() => Err(Vec::new()),
        Ok(_) => Ok(()),
        Err(error) => Err(words(&error)),
    }
}

/// Every rule that a refusal names, and everything that it misses; of another error its words.
fn words(error: &Error) -> Vec<String> {
    match error {
        Error::Refused(refusal) => {
            let each = refusal.broken.iter();
            each.flat_map(|one| {
                std::iter::once(one.rule.to_string()).chain(one.missing.iter().map(|one| one.what.clone()))
            })
            .collect()
        }
        other => vec![other.to_string()],
    }
}

#[test]
fn no_reason_why_not_is_stricter_than_what_refuses_it() {
    let fixture = sample();
    let store = fixture.store();
    let author = author(&store);
    let (mut reasons, mut free) = (0, 0);
    for operation in every().into_iter().filter(|operation| operation.leads.is_none()) {
        for (subject, records) in subjects(&store, &author, operation) {
            let scene = Scene::of(circle(&store, &author), subject).unwrap().unwrap();
            let ways = (0..operation.ways.len()).map(Some);
            for way in std::iter::once(None).chain(ways) {
                let Some(why) = operation.why_not(&scene, way).unwrap() else {
                    free += 1;
                    continue;
                };
                reasons += 1;
                for all in [false, true] {
                    let said = Said::of(filled(&store, operation, all));
                    let done = tried(&store, &author, operation, way, subject, said);
                    let on: Vec<_> = records.iter().map(|one| one.reference().to_string()).collect();
                    assert!(done.is_err(), "{} {on:?}: “{}” was said, and it was done", operation.spelled(), why.words);
                }
            }
        }
    }
    assert!(reasons > 200 && free > 300, "{reasons} reasons, {free} times none");
}

/// Who acts in the sample: the secretary, whose file it is.
fn author(store: &Store) -> Author {
    let person = store.view().people_with_user("rosa").unwrap().remove(0).id;
    let channel = gavel::domain::transaction::Channel::CommandLine;
    Author { person, named: false, os_user: "rosa".into(), channel }
}

/// A value as somebody types it.
fn typed(view: View, value: &Value) -> Option<String> {
    let reference = |id| view.reference(id).unwrap().map(|reference| reference.to_string());
    Some(match value {
        Value::Text(text) => text.clone(),
        Value::Choice(key) => (*key).to_owned(),
        Value::Choices(keys) => keys.join(","),
        Value::Date(day) => day.to_string(),
        Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Link(id) => reference(*id)?,
        Value::Links(ids) => ids.iter().map(|id| reference(*id)).collect::<Option<Vec<_>>>()?.join(","),
        Value::Duration(duration) => format!("{}m", duration.minutes),
        _ => return None,
    })
}

/// The words of the command line that do it with what is said; none where a value can't be typed.
fn line(
    view: View,
    operation: &Operation,
    records: &[Record],
    said: &[(&'static Field, Option<Value>)],
) -> Option<Vec<String>> {
    let mut words: Vec<String> = operation.spelled().split(' ').map(str::to_owned).collect();
    let (mut behind, mut options) = (Vec::new(), Vec::new());
    let mut records = records.iter();
    if matches!(operation.about, About::Record(register) | About::Part(register, _) | About::Perhaps(register) if !register.single)
    {
        words.push(records.next()?.reference().to_string());
    }
    if let About::Part(_, part) = operation.about {
        let name = records.next()?.reference().to_string();
        match part.at {
            operation::PartAt::Option => options.extend([format!("--{}", part.name), name]),
            _ => words.push(name),
        }
    }
    for Ask { field, at, .. } in operation.asks {
        let Some(value) = said.iter().find(|(one, _)| one == field).and_then(|(_, value)| value.as_ref()) else {
            continue;
        };
        let text = typed(view, value)?;
        match at {
            At::Word(_) | At::Words(_) => behind.push(text),
            At::Option => options.extend([format!("--{}", field.name.replace('_', "-")), text]),
            At::Named(name) => options.extend([format!("--{name}"), text]),
            _ => return None,
        }
    }
    words.extend(behind);
    words.extend(options);
    Some(words)
}

#[test]
fn whatever_is_refused_is_refused_alike_by_form_and_by_word() {
    let mut fixture = sample();
    let mut compared = 0;
    let mut done = 0;
    let mut store = fixture.store();
    let author = author(&store);
    for operation in every().into_iter().filter(|operation| operation.leads.is_none()) {
        // What only reads where nothing is said is tried with something said, among what is done in a review.
        if matches!(operation.about, About::Records) || matches!(operation.own, Some(Own::Edit)) || operation.reads {
            continue;
        }
        for (subject, records) in subjects(&store, &author, operation).into_iter().take(2) {
            let said = filled(&store, operation, false);
            let Some(words) = line(store.view(), operation, &records, &said) else { continue };
            let by_form = tried(&store, &author, operation, None, subject, Said::of(said));
            let Err(by_form) = by_form else {
                // It was done: the next one finds the file as it was.
                done += 1;
                fixture = sample();
                store = fixture.store();
                continue;
            };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let by_word = fixture.run(&words);
            let told = by_word.out + &by_word.err;
            if by_form.is_empty() {
                assert_eq!(by_word.code, 0, "{words:?}: {told}");
                continue;
            }
            compared += 1;
            assert_ne!(by_word.code, 0, "{words:?} was done by word: {by_form:?}");
            for each in &by_form {
                assert!(told.contains(each.as_str()), "{words:?}: “{each}” is not said by word:\n{told}");
            }
        }
    }
    assert!(compared > 150 && done > 20, "{compared} refusals, {done} done");
}
