//! What makes a record look better asks for a reason, somebody else who agreed, and how that is known: in each register, each
//! way that is declared, whichever path leads there. What makes it look worse asks for none of that.

use std::collections::BTreeSet;
use std::sync::mpsc;

use gavel::domain::better::{Better, HIGHER, Hiding, LOWER};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::{Field, Kind, Target};
use gavel::domain::identity::RecordId;
use gavel::domain::name::FieldName;
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::domain::transaction::FieldChange;
use gavel::domain::value::{Decimal, Value};
use gavel::domain::{favourable, person};
use gavel::store::list::Query;
use gavel::store::{Act, Agreement, Author, Batch, End, Error, Proposal, Store};

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

use super::clock::days;

const ASKED: &str = "is agreed to by somebody who neither does it nor owns the record";

/// What came of one attempt, of which nothing is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Came {
    Done,
    /// Nobody else agreed.
    Asked,
    /// Something else stands in the way.
    Refused(String),
}

fn attempt(store: &Store, author: &Author, said: &Proposal, acts: Vec<Act>) -> (Came, usize) {
    let (told, came) = mpsc::channel();
    let count = |batch: &Batch| Ok::<_, Error>(batch.view().page(&Query::new(&favourable::REGISTER))?.records.len());
    let work = move |batch: &mut Batch| {
        let before = count(batch)?;
        let came = match batch.attempt(acts)? {
            Ok(()) => Came::Done,
            Err(Error::Refused(refusal)) if refusal.to_string().contains(ASKED) => Came::Asked,
            Err(error) => Came::Refused(error.to_string()),
        };
        Ok((End::Drop, (came, count(batch)? - before)))
    };
    store.batch(author.clone(), said.clone(), work, move |outcome| told.send(outcome).unwrap());
    came.recv().unwrap().unwrap().1
}

fn edit(record: &Record, changes: &[(&'static Field, Option<Value>)]) -> Vec<Act> {
    let change = |(field, after): &(&'static Field, Option<Value>)| FieldChange {
        field,
        before: record.get(field.name).cloned(),
        after: after.clone(),
    };
    let fields = changes.iter().map(change).collect();
    vec![Act::Edit { record: record.id, based_on: record.revision, fields }]
}

/// A change of a record by which it looks better in one way, and the opposite one; none where that can't be made of it.
fn both_ways(store: &Store, record: &Record, better: Better) -> [Option<Vec<Act>>; 2] {
    let field = |name: FieldName| record.register.field(name).unwrap();
    let with = |name: FieldName, value: Option<Value>| Some(edit(record, &[(field(name), value)]));
    let number = |name: FieldName, by: i64| match record.get(name) {
        Some(Value::Number(number)) => with(name, Some(Value::Number(number + by))),
        Some(Value::Decimal(one)) => {
            with(name, Some(Value::Decimal(Decimal { scaled: one.scaled + by * 100, ..*one })))
        }
        _ => None,
    };
    match better {
        Better::Later(name) | Better::LaterUndone { field: name, .. } | Better::Again(name) => match record.get(name) {
            Some(Value::Date(day)) => {
                [40, -1].map(|by| with(name, day.checked_add_signed(chrono::TimeDelta::days(by)).map(Value::Date)))
            }
            _ => [None, None],
        },
        Better::Lower { field: name, from } => {
            let Some(Value::Choice(key)) = record.get(name) else { return [None, None] };
            let Some(place) = from.iter().position(|one| one == key) else { return [None, None] };
            if field(name).derived {
                return levels(record, name);
            }
            let at = |place: Option<usize>| Some(Value::Choice(from.get(place?)?));
            [at(place.checked_add(1)), at(place.checked_sub(1))].map(|value| with(name, Some(value?)))
        }
        Better::Says(name, yes) => {
            let says = record.get(name) == Some(&Value::YesNo(true));
            let other = |wanted: bool| with(name, Some(Value::YesNo(wanted))).filter(|_| says != wanted);
            [other(yes), other(!yes)]
        }
        Better::Reaches(name, answers) => {
            let said = |value: &Value| matches!(value, Value::Choice(key) if answers.contains(key));
            let reached = record.get(name).is_some_and(said);
            [with(name, Some(Value::Choice(answers[0]))).filter(|_| !reached), None]
        }
        Better::More(name) => [number(name, 1), number(name, -1)],
        Better::Fewer(name) => [number(name, -1), number(name, 1)],
        Better::Above { field: name, .. } => [number(name, 1), number(name, -1)],
        Better::Below { field: name, .. } => [number(name, -1), number(name, 1)],
        Better::Figure { fields, of, direction } | Better::Bound { fields, of, direction } => {
            let Some(Value::Link(kpi)) = record.get(of) else { return [None, None] };
            let kpi = store.view().record(*kpi).unwrap().unwrap();
            let up = match (kpi.get(direction), better) {
                (Some(Value::Choice(key)), Better::Figure { .. }) if *key == HIGHER => 1,
                (Some(Value::Choice(key)), Better::Bound { .. }) if *key == LOWER => 1,
                _ => -1,
            };
            let one_way = kpi.get(direction).is_some_and(|said| *said != Value::Choice("within"));
            [number(fields[0], up), number(fields[0], -up).filter(|_| one_way)]
        }
        Better::SaysNo(name) => {
            let says = record.get(name) == Some(&Value::YesNo(false));
            let other = |wanted: bool| with(name, Some(Value::YesNo(wanted))).filter(|_| says == wanted);
            [other(false), other(true)]
        }
        Better::OtherwiseWhere { where_one, is, .. }
        | Better::JoinsWhere { where_one, is, .. }
        | Better::GoneWhere { where_one, is, .. }
            if !matches!(record.get(where_one), Some(Value::Choice(key)) if is.contains(key)) =>
        {
            [None, None]
        }
        Better::JoinsWhere { field: name, .. } => {
            let Kind::Links(Target::Register(of)) = field(name).kind else { return [None, None] };
            let all = store.view().page(&Query::new(CATALOGUE.named(of).unwrap())).unwrap().records;
            let here = match record.get(name) {
                Some(Value::Links(ids)) => ids.clone(),
                _ => Vec::new(),
            };
            let other = all.iter().find(|one| !here.contains(&one.id)).map(|one| one.id);
            let more = other.map(|other| {
                let mut ids: Vec<_> = here.iter().copied().chain([other]).collect();
                ids.sort_unstable();
                Value::Links(ids)
            });
            [more.and_then(|more| with(name, Some(more))), None]
        }
        Better::Otherwise(name) | Better::Said(name) | Better::OtherwiseWhere { field: name, .. } => {
            let other = match (record.get(name), field(name).kind) {
                (Some(Value::Choice(key)), kind) => {
                    kind.choices().iter().find(|one| one.key != *key).map(|one| Value::Choice(one.key))
                }
                (Some(Value::Text(text)), _) => Some(Value::Text(format!("{text} 9"))),
                (Some(Value::Date(day)), _) => day.pred_opt().map(Value::Date),
                (Some(Value::Decimal(one)), _) => Some(Value::Decimal(Decimal { scaled: one.scaled + 100, ..*one })),
                _ => None,
            };
            [other.and_then(|other| with(name, Some(other))), None]
        }
        Better::Comes(name) => {
            let fresh = match field(name).kind {
                Kind::Date => Some(Value::Date(crate::facts::made::today() - chrono::Days::new(300))),
                Kind::Link(Target::Register(of)) => {
                    let all = store.view().page(&Query::new(CATALOGUE.named(of).unwrap())).unwrap().records;
                    all.first().map(|one| Value::Link(one.id))
                }
                _ => None,
            };
            [fresh.filter(|_| record.get(name).is_none()).and_then(|fresh| with(name, Some(fresh))), None]
        }
        Better::Emptied(name) => [record.get(name).and_then(|_| with(name, None)), None],
        Better::Away(name) => match (record.get(name), field(name)) {
            (Some(Value::Link(id)), Field { required: true, kind: Kind::Link(_), .. }) => {
                let at = store.view().record(*id).unwrap().unwrap();
                let all = store.view().page(&Query::new(at.register)).unwrap().records;
                let other = all.iter().find(|one| one.id != *id).map(|one| Value::Link(one.id));
                [other.and_then(|other| with(name, Some(other))), None]
            }
            (Some(_), _) => [with(name, None), None],
            _ => [None, None],
        },
        Better::Loses(name, keys) => match record.get(name) {
            Some(Value::Choices(said)) if said.iter().any(|one| keys.contains(one)) => [with(name, None), None],
            _ => [None, None],
        },
        Better::Gone(name) | Better::GoneWhere { step: name, .. } | Better::GoneBefore { step: name, .. } => {
            let machine = record.register.machine.unwrap();
            let step = machine.find(&name).unwrap();
            let others = store.view().page(&Query::new(record.register)).unwrap().records;
            let other = others.iter().find(|one| one.id != record.id && one.state() == record.state());
            let links = record.register.fields.iter().filter(|field| step.may_set(field.name));
            let links = links.filter(|field| matches!(field.kind, Kind::Link(_)));
            let given = links.map(|field| (field, other.map(|one| Value::Link(one.id)))).collect();
            let act = Act::Move { record: record.id, name: name.to_string(), based_on: None, given };
            [step.from.contains(&record.state().unwrap()).then(|| vec![act]), None]
        }
    }
}

/// A level goes down and up with its likelihood and impact.
fn levels(record: &Record, level: FieldName) -> [Option<Vec<Act>>; 2] {
    let prefix = level.strip_suffix("level").unwrap();
    let field = |name: &str| record.register.field(name).unwrap();
    ["1", "5"].map(|score| {
        let scores = [format!("{prefix}likelihood"), format!("{prefix}impact")];
        let mut changes: Vec<_> = scores
            .iter()
            .map(|name| (field(name), field(name).choice(score).map(|choice| Value::Choice(choice.key))))
            .collect();
        changes.push((field("level_reason"), Some(Value::Text("The figures of the last quarter say so".to_owned()))));
        Some(edit(record, &changes))
    })
}

/// What is kept from looking better by a gate of its own already, and so by no edit.
const OWN_GATES: [(&str, &str); 6] = [
    ("nonconformity", "grade"),
    ("nonconformity", "reject"),
    ("system", "tier"),
    ("system", "in_scope"),
    ("system", "exclude"),
    ("separation_exception", "ends"),
];

#[test]
fn each_declared_way_asks_and_its_opposite_does_not() {
    let file = sample();
    let store = file.store();
    let people = store.view().page(&Query::new(&person::REGISTER)).unwrap().records;
    let author = Author { person: people[0].id, named: true, ..file.author.clone() };
    let reason = Proposal::default().because(Some("Counted anew by somebody else"));
    let (mut tried, mut turned, mut unseen) = (0, 0, Vec::new());
    for register in CATALOGUE.registers() {
        let records = store.view().page(&Query::new(register)).unwrap().records;
        for better in register.made_better() {
            let name = match better {
                Better::Gone(step) | Better::GoneWhere { step, .. } | Better::GoneBefore { step, .. } => {
                    step.to_string()
                }
                _ => better.fields()[0].to_string(),
            };
            let ways: Vec<_> = records.iter().map(|one| (one, both_ways(&store, one, better))).collect();
            // Of one record at least it is asked, and done once another agreed: that is told by a record of its own.
            let asked = ways.iter().find_map(|(one, [softer, _])| {
                let acts = softer.clone()?;
                let (came, told) = attempt(&store, &author, &reason, acts.clone());
                assert_ne!((&came, told), (&Came::Done, 0), "{} {better:?} is not asked", one.reference());
                let agreed = |person: &Record| {
                    let agreed = Agreement { by: Some(person.id), how: Some("meeting") };
                    let (came, told) = attempt(&store, &author, &reason.clone().agreed(agreed), acts.clone());
                    came == Came::Done && told > 0
                };
                (came == Came::Asked && people.iter().skip(1).take(3).any(agreed)).then_some((*one, acts))
            });
            let Some((one, acts)) = asked else {
                unseen.push((register.name, name));
                continue;
            };
            tried += 1;
            // Nor does a reason do without that, nor that without a reason; of a level the record itself says why.
            let all = Agreement { by: Some(people[1].id), how: Some("meeting") };
            let unsaid = (!name.ends_with("level")).then(|| Proposal::default().agreed(all));
            for said in unsaid.into_iter().chain([
                reason.clone().agreed(Agreement { how: None, ..all }),
                reason.clone().agreed(Agreement { by: Some(author.person), ..all }),
            ]) {
                let (came, told) = attempt(&store, &author, &said, acts.clone());
                assert!(came != Came::Done && told == 0, "{} {name}: {came:?}", one.reference());
            }
            // The opposite asks no such thing.
            let worse = ways.iter().filter_map(|(one, [_, worse])| Some((one, worse.clone()?)));
            let worse: Vec<_> =
                worse.map(|(one, acts)| (one.reference(), attempt(&store, &author, &reason, acts))).collect();
            assert!(worse.iter().all(|(_, (came, _))| *came != Came::Asked), "{name}: {worse:?}");
            turned += usize::from(worse.iter().any(|(_, (came, told))| *came == Came::Done && *told == 0));
        }
        hidden(&store, &author, register, &records, &reason);
    }
    let own: BTreeSet<_> = OWN_GATES.iter().map(|(register, name)| (*register, (*name).to_owned())).collect();
    let unseen: BTreeSet<_> = unseen.into_iter().collect();
    assert!(own.is_subset(&unseen), "gates of their own: {unseen:?}");
    assert!(tried > 25 && turned > 12, "{tried} ways, {turned} of them turned round");
}

/// Each way that is declared is found, whichever record it is of, and its opposite is none.
#[test]
fn each_declared_way_is_found_and_its_opposite_is_not() {
    let id = |one: u128| RecordId(uuid::Uuid::from_u128(one));
    let empty = |register: &'static Register| Record {
        id: id(1),
        register,
        number: 1,
        revision: 1,
        voided: false,
        fallen: false,
        values: vec![None; register.fields.len()],
        known: gavel::domain::record::Fields::ALL,
    };
    let day = |text: &str| Some(Value::Date(text.parse().unwrap()));
    let mut seen = 0;
    for register in CATALOGUE.registers() {
        for better in register.made_better() {
            let Some(name) = better.fields().first().copied() else { continue };
            let field = register.field(name).unwrap();
            let number = |scaled: i64| match field.kind {
                Kind::Decimal(scale) => Some(Value::Decimal(Decimal { scaled, scale })),
                _ => Some(Value::Number(scaled)),
            };
            let choice = |key: &'static str| Some(Value::Choice(key));
            // What it was, what looks better, and what does not.
            let (was, softer, harder) = match better {
                Better::Again(_) => (day("2026-06-02"), vec![day("2026-06-03")], vec![day("2026-06-01"), None]),
                Better::Later(_) | Better::LaterUndone { .. } => {
                    (day("2026-06-02"), vec![day("2026-06-03"), None], vec![day("2026-06-01")])
                }
                Better::Lower { from, .. } => (
                    choice(from[0]),
                    from[1..].iter().map(|key| choice(key)).chain([None]).collect(),
                    vec![choice(from[0])],
                ),
                Better::Reaches(_, answers) => (None, vec![choice(answers[0])], vec![None]),
                Better::Says(_, true) => (None, vec![Some(Value::YesNo(true))], vec![Some(Value::YesNo(false))]),
                Better::Says(_, false) => {
                    (Some(Value::YesNo(true)), vec![Some(Value::YesNo(false)), None], vec![Some(Value::YesNo(true))])
                }
                Better::More(_) | Better::Figure { .. } => (number(5), vec![number(6), None], vec![number(4)]),
                Better::Fewer(_) | Better::Bound { .. } => (number(5), vec![number(4), None], vec![number(6)]),
                Better::Above { unsaid, .. } => (None, vec![number(unsaid + 1)], vec![number(unsaid), number(1)]),
                Better::Below { unsaid, .. } => (None, vec![number(unsaid - 1)], vec![number(unsaid), number(99)]),
                Better::SaysNo(_) => {
                    let said = |yes: bool| Some(Value::YesNo(yes));
                    (said(true), vec![said(false), None], vec![said(true)])
                }
                Better::Emptied(_) if field.kind == Kind::Text => {
                    let text = |text: &str| Some(Value::Text(text.into()));
                    (text("one"), vec![None], vec![text("another")])
                }
                Better::Emptied(_) => (Some(Value::Link(id(2))), vec![None], vec![Some(Value::Link(id(3)))]),
                Better::Otherwise(_) | Better::Said(_) | Better::OtherwiseWhere { .. } => match field.kind {
                    Kind::Choice(choices) => (choice(choices[0].key), vec![choice(choices[1].key)], vec![]),
                    Kind::Date => (day("2026-06-02"), vec![day("2026-06-01"), None], vec![]),
                    Kind::Link(_) => (Some(Value::Link(id(2))), vec![Some(Value::Link(id(3))), None], vec![]),
                    _ => (Some(Value::Text("30 d".into())), vec![Some(Value::Text("60 d".into()))], vec![]),
                },
                Better::Comes(_) => match field.kind {
                    Kind::Date => (None, vec![day("2026-06-02")], vec![None]),
                    _ => (None, vec![Some(Value::Link(id(2)))], vec![None]),
                },
                Better::Away(_) => match field.kind {
                    Kind::Links(_) => {
                        let links = |ids: &[u128]| Some(Value::Links(ids.iter().map(|one| id(*one)).collect()));
                        (links(&[2, 3]), vec![links(&[3]), None], vec![links(&[2, 3, 4])])
                    }
                    _ => (Some(Value::Link(id(2))), vec![Some(Value::Link(id(3))), None], vec![]),
                },
                Better::JoinsWhere { .. } => {
                    let links = |ids: &[u128]| Some(Value::Links(ids.iter().map(|one| id(*one)).collect()));
                    (links(&[2]), vec![links(&[2, 3]), links(&[3])], vec![links(&[2])])
                }
                Better::Loses(_, keys) => {
                    (Some(Value::Choices(vec![keys[0]])), vec![None], vec![Some(Value::Choices(keys.to_vec()))])
                }
                Better::Gone(_) | Better::GoneWhere { .. } | Better::GoneBefore { .. } => continue,
            };
            let mut kpi = empty(CATALOGUE.named("kpi").unwrap());
            kpi.set("direction", choice(HIGHER));
            let mut before = empty(register);
            if let Better::Figure { of, .. } | Better::Bound { of, .. } = better {
                before.set(of, Some(Value::Link(kpi.id)));
            }
            if let Better::OtherwiseWhere { where_one, is, .. } | Better::JoinsWhere { where_one, is, .. } = better {
                before.set(where_one, choice(is[0]));
            }
            before.set(name, was.clone());
            let found = |value: &Option<Value>| {
                let mut after = before.clone();
                after.set(name, value.clone());
                let today = crate::facts::made::today();
                let kpi = |_| Ok::<_, Error>(Some(kpi.clone()));
                let found = favourable::found(&before, &after, None, today, kpi).unwrap();
                found.iter().any(|one| one.field.is_some_and(|one| name == one.name))
            };
            assert!(softer.iter().all(found), "{} {better:?}", register.name);
            assert!(!harder.iter().any(found), "{} {better:?}", register.name);
            // What was empty says nothing yet: to fill it in makes nothing look better.
            let fresh = empty(register);
            let mut first = fresh.clone();
            first.set(name, was);
            let none = favourable::found(&fresh, &first, None, crate::facts::made::today(), |_| {
                Ok::<_, Error>(Some(kpi.clone()))
            })
            .unwrap();
            let comes = register.made_better().any(|one| one == Better::Comes(name));
            assert!(comes || none.is_empty(), "{} {better:?}: {none:?}", register.name);
            seen += 1;
        }
    }
    assert!(seen > 70, "{seen}");
}

/// What counts is not hidden without somebody else; what does not is, for a reason.
fn hidden(store: &Store, author: &Author, register: &'static Register, records: &[Record], reason: &Proposal) {
    let void = |one: &Record| vec![Act::Void { record: one.id, based_on: None }];
    let came: Vec<_> = records.iter().map(|one| (one, attempt(store, author, reason, void(one)))).collect();
    for (one, (came, told)) in came {
        let open =
            one.register.machine.is_some_and(|machine| one.state().is_some_and(|one| machine.open.contains(&one)));
        let counts = match register.hiding {
            Hiding::Nothing => false,
            Hiding::WhileOpen => open,
            Hiding::Counted => true,
            Hiding::CountedAs(field, keys) => {
                matches!(one.get(field), Some(Value::Choice(key)) if keys.contains(key))
            }
            Hiding::CountedUnless(field, keys) => {
                !matches!(one.get(field), Some(Value::Choice(key)) if keys.contains(key))
            }
        };
        assert!(told == 0 && (came != Came::Done || !counts), "{}: {came:?}", one.reference());
        assert!(came != Came::Asked || counts, "{} asks", one.reference());
    }
}

/// What somebody agreed, as it is typed.
fn agreed(by: &str) -> String {
    format!("--agreed-by {by} --agreed-how meeting --reason 'The vendor delivers later'")
}

#[test]
fn a_later_day_is_agreed_to_and_found_again() {
    let file = sample();
    let later = "action edit A-13 --due 2027-02-01";
    refused(
        &file,
        later,
        &["A reason is missing (--reason)", "Agreed by is empty (--agreed-by)", "Agreed how is empty"],
    );
    // The owner is P-15; P-1 does it.
    refused(&file, &format!("{later} {}", agreed("P-15")), &["owned A-13 then and can't agree to it"]);
    refused(&file, &format!("{later} {}", agreed("P-1")), &["makes the change of A-13 and can't agree to it"]);
    let another = agreed("P-3").replace("The vendor delivers later", "n/a");
    refused(&file, &format!("{later} {another}"), &["gives no reason"]);
    ok(&file, &format!("{later} {}", agreed("P-3")));
    let told = ok(&file, "favourable-change list --plain");
    let line = told.lines().find(|line| line.contains("A-13 due date")).unwrap_or_default();
    assert!(line.contains("→ 2027-02-01") && line.contains("P-3 Chidinma Osterlund"), "{told}");
    let told = ok(&file, &format!("favourable-change show {} --plain", line.split(':').next().unwrap_or_default()));
    for part in ["The vendor delivers later", "P-1 Noor Halvorsen", "In the meeting", "d late"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(ok(&file, "action show A-13").contains("A-13 due date"), "the record tells it");
    // It stands as it was told, and is not undone: what was agreed is changed back.
    refused(&file, "undo --yes", &["Somebody else agreed to it"]);
    ok(&file, "action edit A-13 --due 2026-11-12");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// One command before or after, another day, another name.
#[test]
fn no_way_round_gains_a_day() {
    let file = Fixture::new();
    script(
        &file,
        "
        person add 'Iris Falk' --active yes
        person add 'Ben Okafor' --active yes
        action add 'Write it' --owner P-1 --due 2026-12-01
        action edit A-1 --due 2026-12-10
        ",
    );
    // A typo is a typo: one's own of the same day, on which nothing of others rests.
    ok(&file, "action add 'Twice' --owner P-1 --due 2026-12-01");
    ok(&file, "action void A-2 --reason 'Twice'");
    // Somebody else's is not.
    refused(&file, "action edit A-1 --due 2027-01-10 --as P-2", &[ASKED]);
    refused(&file, "action void A-1 --reason 'Somebody else does it' --as P-2", &[ASKED]);
    ok(&file, "note add 'Wait for the vendor' --about A-1 --as P-2");
    refused(&file, "action void A-1 --reason 'A slip'", &[ASKED]);
    days(&file, 1);
    // Shortened and taken back the same day, it is where it was, and no further.
    ok(&file, "action edit A-1 --due 2026-12-01");
    ok(&file, "action edit A-1 --due 2026-12-10");
    refused(&file, "action edit A-1 --due 2026-12-11", &[ASKED]);
    ok(&file, "action edit A-1 --due 2026-12-02");
    ok(&file, "undo --yes");
    refused(&file, "action edit A-1 --clear due", &[ASKED]);
    for line in [
        "action cancel A-1 --reason 'The vendor does it'",
        "action void A-1 --reason 'The vendor does it'",
        "action edit A-1 --owner P-2 --due 2027-01-10 --agreed-by P-2 --agreed-how meeting --reason 'The vendor is late'",
    ] {
        refused(&file, line, &["somebody who neither does it nor owns the record"]);
    }
    // Whoever types it for somebody else has a hand in it.
    let typed = "action edit 'Ask the vendor' --due 2027-01-10 --agreed-by P-1 --agreed-how meeting --reason 'It is late' --as P-3";
    ok(&file, "action add 'Ask the vendor' --owner P-2 --due 2026-12-10 --as P-2");
    refused(&file, typed, &["types the change of A-"]);
    // Given away first, it is still of whoever had it; and the clock put back makes no day of it.
    ok(&file, "action edit A-1 --owner P-2");
    refused(&file, &format!("action edit A-1 --due 2027-01-10 --as P-3 {}", agreed("P-1")), &["owned A-1 then"]);
    days(&file, 0);
    refused(&file, "action edit A-1 --due 2027-01-10", &[ASKED]);
    refused(&file, "action void A-1 --reason 'A slip'", &[ASKED]);
    days(&file, 1);
    // What takes its place does not take it away, nor does another one swallow it.
    ok(&file, "action add 'Write it later' --owner P-1 --due 2027-03-01");
    refused(&file, "action supersede A-1 --superseded-by A-3 --reason 'Goes on there'", &[ASKED]);
    refused(&file, "action merge A-1 --merged-into A-3 --reason 'Goes on there'", &[ASKED]);
    let table = file.folder().join("actions.csv");
    let exported = crate::import::exported(&file, "action");
    std::fs::write(&table, exported.replace("2026-12-10", "2027-01-10")).unwrap();
    let told = file.run(&["import", "action", table.to_str().unwrap(), "--write"]);
    assert!(told.code != 0 && told.out.contains("Agreed by is empty"), "{}{}", told.out, told.err);
    let imported =
        ["import", "action", table.to_str().unwrap(), "--write", "--agreed-by", "P-3", "--agreed-how", "message"];
    file.ok(&imported);
    assert!(ok(&file, "favourable-change list --plain").contains("A-1 due date: 2026-12-10 → 2027-01-10"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_another_gate_asks_for_is_told_in_the_same_place() {
    let file = sample();
    let told = ok(&file, "favourable-change list --plain");
    for part in
        ["NC-9 rejected", "NC-8 due date", "NC-13 grade: Major → Minor", "SYS-8 excluded", "SYS-5 tier: High → Medium"]
    {
        assert!(told.contains(part), "{part}: {told}");
    }
    let rejected = told.lines().find(|line| line.contains("NC-9 rejected")).unwrap_or_default();
    let told = ok(&file, &format!("favourable-change show {} --plain", rejected.split(':').next().unwrap_or_default()));
    assert!(told.contains("Approved in the record"), "{told}");
    let store = file.store();
    let told = store.view().page(&Query::new(&favourable::REGISTER)).unwrap().records;
    let acts = vec![Act::Void { record: told[0].id, based_on: None }];
    let (came, _) = attempt(&store, &file.author, &Proposal::default().because(Some("Nobody need know")), acts);
    assert!(matches!(came, Came::Refused(why) if why.contains("stands as it was told")));
}

#[test]
fn the_small_ways_to_look_better_are_closed() {
    let file = sample();
    for line in [
        "nonconformity void NC-12 --reason 'The vendor does it' --as P-4",
        "finding void F-8 --reason 'The vendor does it' --as P-5",
        "finding withdraw F-8 --reason 'The vendor does it' --as P-5",
        "measurement edit M-9 --value 1",
        "kpi edit K-3 --ended yes",
        "obligation end OB-2 --reason 'The vendor does it'",
        "obligation edit OB-2 --every-months 24",
        "incident edit INC-4 --severity low",
        "risk edit R-37 --review-by 2028-01-01",
    ] {
        refused(&file, line, &["can't be"]);
    }
}

/// An agreement is kept with what looks better, or refused: it is dropped by nobody.
#[test]
fn an_agreement_that_nothing_asks_for_is_refused() {
    let file = Fixture::new();
    script(&file, "person add 'Ben Okafor' --active yes\naction add 'Ask for offers' --owner P-1 --due +10d");
    days(&file, 1);
    let agreed = "--reason 'It is late' --agreed-by P-2 --agreed-how message";
    let told = ["This asks for nobody's agreement", "leave out who agreed, and how"];
    refused(&file, &format!("action edit A-1 --details 'By mail' {agreed}"), &told);
    ok(&file, &format!("action edit A-1 --due +90d {agreed}"));
    assert!(ok(&file, "favourable-change show FC-1 --plain").contains("Ben Okafor"));
}
