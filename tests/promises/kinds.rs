//! Every kind of field there is, in a register made for it: one declaration, one migration, one line in a catalogue.

use std::sync::LazyLock;

use gavel::domain::catalogue::{CATALOGUE, Catalogue};
use gavel::domain::field::Kind;
use gavel::domain::identity::Hash;
use gavel::domain::register::Register;
use gavel::domain::system::LegalClass;
use gavel::domain::typed::{Circumstances, Typed, read};
use gavel::domain::value::{File, Held, Value};
use gavel::store::gavel::MIGRATIONS;
use gavel::store::list::{Filter, Order, Query};
use gavel::store::schema::{Migration, declared_sql};
use gavel::store::verify::Fault;
use gavel::store::{Error, Schema};
use proptest::prelude::*;

use super::fixture::{Fixture, Snapshot, create, edit, field, record, text};

gavel::choices! {
    /// How something tastes.
    Taste {
        Sweet = "sweet", "Sweet";
        Sour = "sour", "Sour";
        Bitter = "bitter", "Bitter";
    }
}

gavel::register! {
    /// One of each.
    Specimen, SpecimenField: "specimen" / "specimens", "SP", "7.5", Records, grows();

    /// A line.
    name Name: text, "Name", title, sorted;
    /// Lines.
    story Story: long_text, "Story", searchable, personal;
    /// A count.
    count Count: number, "Count", sorted;
    /// A ratio.
    ratio Ratio: decimal(3), "Ratio", sorted;
    /// An amount.
    price Price: money, "Price";
    /// A day.
    day Day: date, "Day", sorted;
    /// A moment.
    moment Moment: instant, "Moment", sorted;
    /// An answer.
    alive Alive: yes_no, "Alive";
    /// One taste.
    taste Taste: choice(Taste), "Taste", sorted;
    /// Some classes.
    classes Classes: choices(LegalClass), "Classes";
    /// A neighbour.
    neighbour Neighbour: link("specimen"), "Neighbour";
    /// Anything.
    things Things: links(any), "Things";
    /// Who found it.
    finder Finder: person, "Finder";
    /// How long it took.
    effort Effort: duration, "Effort", sorted;
    /// A picture.
    picture Picture: file, "Picture";
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let registers: Vec<&'static Register> = CATALOGUE.registers().chain([&REGISTER]).collect();
    let one_more = Migration::new(declared_sql(&REGISTER).leak(), &[]);
    let before = MIGRATIONS.iter().copied();
    Schema::new(Catalogue(registers.leak()), before.chain([one_more]).collect::<Vec<_>>().leak())
});

/// A file with this register, which has no records of it yet.
static BEGUN: LazyLock<Snapshot> = LazyLock::new(|| Snapshot::of(&Fixture::with(&SCHEMA)));

/// A text for each field, as somebody types it; `None` leaves it empty.
fn entries() -> impl Strategy<Value = Vec<(&'static str, Option<String>)>> {
    let fields: Vec<_> =
        REGISTER.fields.iter().filter(|field| !field.kind.is_link() && field.kind != Kind::File).collect();
    let one = |name: &'static str, kind: Kind| {
        let typed = match kind {
            Kind::Text => "[a-zA-Zéß漢'\"%_\\\\-]{1,12}".boxed(),
            Kind::LongText => "[a-z]{1,8}\n[ -~]{0,20}".boxed(),
            Kind::Number => any::<i64>().prop_map(|number| number.to_string()).boxed(),
            Kind::Decimal(_) => "-?[0-9]{1,9}\\.[0-9]{1,3}".boxed(),
            Kind::Money => "(EUR|USD) -?[0-9]{1,9}\\.[0-9]{2}".boxed(),
            Kind::Date => "20[0-9]{2}-0[1-9]-[0-2][1-8]".boxed(),
            Kind::Instant => "20[0-9]{2}-0[1-9]-1[0-9] 1[0-9]:[0-5][0-9]".boxed(),
            Kind::YesNo => prop::sample::select(vec!["yes", "no"]).prop_map(str::to_owned).boxed(),
            Kind::Choice(choices) => prop::sample::select(choices).prop_map(|choice| choice.key.to_owned()).boxed(),
            Kind::Choices(choices) => prop::sample::subsequence(choices.to_vec(), 1..=3)
                .prop_map(|some| some.iter().map(|choice| choice.key).collect::<Vec<_>>().join(","))
                .boxed(),
            Kind::Duration => "[0-9]{1,3}h[0-5][0-9]".boxed(),
            Kind::Link(_) | Kind::Links(_) | Kind::Person | Kind::File => unreachable!("left out above"),
        };
        prop::option::weighted(0.8, typed).prop_map(move |text| (name, text))
    };
    fields.into_iter().map(|field| one(field.name, field.kind)).collect::<Vec<_>>()
}

fn values(
    circumstances: &Circumstances,
    entries: &[(&'static str, Option<String>)],
) -> Vec<(&'static str, Option<Value>)> {
    let value = |name: &str, text: &Option<String>| match read(field(&REGISTER, name), text.as_deref()?, circumstances)
    {
        Ok(Typed::Value(value)) => Some(value),
        other => panic!("{name}: {text:?} gives {other:?}"),
    };
    entries.iter().map(|(name, text)| (*name, value(name, text))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// What is typed is what is stored, read, edited, replayed and remembered.
    #[test]
    fn every_kind_survives_the_whole_way(first in entries(), second in entries()) {
        let fixture = BEGUN.restore();
        let store = fixture.open(&SCHEMA).unwrap();
        let circumstances = store.view().circumstances().unwrap();
        let (first, second) = (values(&circumstances, &first), values(&circumstances, &second));
        let given: Vec<_> = first.iter().filter_map(|(name, value)| Some((*name, value.clone()?))).collect();
        let titled = given.iter().any(|(name, _)| *name == "name");
        let id = create(&store, &fixture.author, &REGISTER, &given);
        prop_assert_eq!(id.is_ok(), titled, "a specimen needs a name");
        let Ok(id) = id else { return Ok(()) };
        let made = record(&store, id);
        for (name, value) in &first {
            prop_assert_eq!(made.get(name), value.as_ref(), "{}", name);
        }
        let named = second.iter().any(|(name, value)| *name == "name" && value.is_some());
        let edited = edit(&store, &fixture.author, &made, &second);
        prop_assert_eq!(edited.is_ok(), named);
        let after = record(&store, id);
        for (name, value) in if named { &second } else { &first } {
            prop_assert_eq!(after.get(name), value.as_ref(), "{}", name);
        }
        let then = store.as_of(2).unwrap();
        let then = then.view().record(id).unwrap().unwrap();
        for (name, value) in &first {
            prop_assert_eq!(then.get(name), value.as_ref(), "{} as of then", name);
        }
        let report = store.verify(None, &mut |_| {}).unwrap();
        prop_assert_eq!(report.faults, Vec::new());
    }

    /// Any page of any order, however it is cut, is the whole list in that order.
    #[test]
    fn pages_put_together_are_the_list(specimens in prop::collection::vec(entries(), 1..12), size in 1u32..5) {
        let fixture = BEGUN.restore();
        let store = fixture.open(&SCHEMA).unwrap();
        let circumstances = store.view().circumstances().unwrap();
        for entries in &specimens {
            let mut given = values(&circumstances, entries);
            given.retain(|(name, value)| value.is_some() && *name != "name");
            let mut given: Vec<_> = given.into_iter().map(|(name, value)| (name, value.unwrap())).collect();
            given.push(("name", text("same")));
            create(&store, &fixture.author, &REGISTER, &given).unwrap();
        }
        let view = store.view();
        let orders = REGISTER.fields.iter().filter(|field| field.sorted).map(Some).chain([None]);
        for (field, descending) in orders.flat_map(|field| [(field, false), (field, true)]) {
            let order = Order { field, descending };
            let whole = view.page(&Query { order, ..Query::new(&REGISTER) }).unwrap().records;
            prop_assert_eq!(whole.len(), specimens.len());
            let mut pieces = Vec::new();
            let mut after = None;
            loop {
                let page = view.page(&Query { order, after, limit: Some(size), ..Query::new(&REGISTER) }).unwrap();
                after = page.records.last().map(|record| record.id);
                pieces.extend(page.records.into_iter().map(|record| record.id));
                if !page.more {
                    break;
                }
            }
            prop_assert_eq!(pieces, whole.iter().map(|record| record.id).collect::<Vec<_>>());
            if let Some(field) = field {
                let filled: Vec<_> = whole.iter().map(|record| record.get(field.name).is_some()).collect();
                prop_assert!(filled.is_sorted_by(|one, next| one >= next), "empty fields come last");
            }
            if field.is_some_and(|field| field.name == "count") && !descending {
                let counts: Vec<_> = whole.iter().filter_map(|record| Specimen(record).count()).collect();
                prop_assert!(counts.is_sorted());
            }
        }
    }
}

/// A table says of what sort a value is, and no more. What a kind can't hold, written behind Gavel's back, is refused by name
/// where it is read, and named by verification.
#[test]
fn what_a_kind_can_t_hold_is_refused_where_it_is_read_and_named_by_verification() {
    let fixture = BEGUN.restore();
    let store = fixture.open(&SCHEMA).unwrap();
    let circumstances = store.view().circumstances().unwrap();
    let typed = [
        ("name", "one"),
        ("price", "EUR 1.00"),
        ("day", "2026-02-28"),
        ("moment", "2026-02-28 10:00"),
        ("alive", "yes"),
        ("taste", "sour"),
        ("classes", "high-risk"),
        ("effort", "1h00"),
    ];
    let entries = typed.map(|(name, typed)| (name, Some(typed.to_owned())));
    let held =
        Held::Elsewhere { location: "/archive".into(), sha256: Hash([9; 32]), as_of: "2026-02-28".parse().unwrap() };
    let picture = Value::File(Box::new(File { name: "one.png".into(), size: 1, held }));
    let mut given: Vec<_> =
        values(&circumstances, &entries).into_iter().map(|(name, value)| (name, value.unwrap())).collect();
    given.push(("picture", picture));
    let id = create(&store, &fixture.author, &REGISTER, &given).unwrap();
    assert_eq!(record(&store, id).get("taste"), Some(&Value::Choice("sour")));
    let before = Snapshot::of(&fixture);
    drop(store);
    for (column, wrong, label) in [
        ("taste", "'salty'", "Taste"),
        ("classes", "'[\"salty\"]'", "Classes"),
        ("classes", "'salty'", "Classes"),
        ("day", "'2026-02-30'", "Day"),
        ("moment", "'2026-02-28 at ten'", "Moment"),
        ("alive", "2", "Alive"),
        ("effort", "-1", "Effort"),
        ("price_currency", "'XYZ'", "Price"),
        ("picture_size", "-1", "Picture"),
        ("picture_sha256", "x'09'", "Picture"),
        ("picture_as_of", "'2026-02-30'", "Picture"),
    ] {
        let copy = before.restore();
        let changed = copy.peek().execute(&format!("UPDATE specimen SET {column} = {wrong}"), []);
        assert_eq!(changed, Ok(1), "{column}");
        let store = copy.open(&SCHEMA).unwrap();
        let refused = store.view().record(id).unwrap_err();
        assert!(
            matches!(&refused, Error::Misfit { reference, field } if reference == "SP-1" && *field == label),
            "{column}: {refused}"
        );
        let named = store.verify(None, &mut |_| {}).unwrap().faults;
        let is_it = |fault: &Fault| {
            matches!(fault, Fault::Differs { register, record, field, .. }
                if register == "specimen" && record == "SP-1" && field == column)
        };
        assert!(matches!(&named[..], [one] if is_it(one)), "{column}: {named:?}");
    }
}

#[test]
fn links_of_both_cardinalities_hold_and_are_found_from_the_other_end() {
    let fixture = BEGUN.restore();
    let store = fixture.open(&SCHEMA).unwrap();
    let make = |fields: &[(&str, Value)]| create(&store, &fixture.author, &REGISTER, fields).unwrap();
    let one = make(&[("name", text("one"))]);
    let rosa = fixture.author.person;
    let mut things = vec![one, rosa];
    things.sort_unstable();
    let two = make(&[
        ("name", text("two")),
        ("neighbour", Value::Link(one)),
        ("things", Value::Links(things.clone())),
        ("finder", Value::Link(rosa)),
    ]);
    let found = record(&store, two);
    let specimen = Specimen(&found);
    assert_eq!(
        (specimen.neighbour(), specimen.things(), specimen.finder()),
        (Some(one), things.as_slice(), Some(rosa))
    );
    let back: Vec<_> = store.view().backlinks(one).unwrap().into_iter().map(|link| link.relation).collect();
    assert_eq!(back, ["neighbour", "things"]);
    for (name, target) in [("neighbour", rosa), ("finder", one)] {
        let wrong = create(&store, &fixture.author, &REGISTER, &[("name", text("x")), (name, Value::Link(target))]);
        assert!(wrong.unwrap_err().to_string().contains("can't be a record of the"), "{name}");
    }
    let nobody = Value::Link(fixture.ambient.identity());
    assert!(create(&store, &fixture.author, &REGISTER, &[("name", text("x")), ("neighbour", nobody)]).is_err());
    let by = |filter| {
        let query = Query { filters: vec![filter], ..Query::new(&REGISTER) };
        store.view().page(&query).unwrap().records.iter().map(|record| record.number).collect::<Vec<_>>()
    };
    assert_eq!(by(Filter::Is(field(&REGISTER, "things"), vec![Value::Link(rosa)])), [2]);
    assert_eq!(by(Filter::IsNot(field(&REGISTER, "things"), vec![Value::Link(rosa)])), [1]);
    assert_eq!(by(Filter::Empty(field(&REGISTER, "neighbour"))), [1]);
    assert_eq!(by(Filter::Filled(field(&REGISTER, "neighbour"))), [2]);
}

#[test]
fn a_sort_by_choice_follows_the_declaration_and_not_the_alphabet() {
    let fixture = BEGUN.restore();
    let store = fixture.open(&SCHEMA).unwrap();
    for taste in ["bitter", "sweet", "sour"] {
        let fields = [("name", text(taste)), ("taste", Value::Choice(taste))];
        create(&store, &fixture.author, &REGISTER, &fields).unwrap();
    }
    let order = Order { field: REGISTER.field("taste"), descending: false };
    let page = store.view().page(&Query { order, ..Query::new(&REGISTER) }).unwrap();
    let tastes: Vec<_> = page.records.iter().filter_map(|record| Specimen(record).taste()).collect();
    assert_eq!(tastes, [Taste::Sweet, Taste::Sour, Taste::Bitter]);
}

#[test]
fn what_is_empty_is_none_of_several() {
    let fixture = BEGUN.restore();
    let store = fixture.open(&SCHEMA).unwrap();
    for taste in [Some("bitter"), Some("sweet"), Some("sour"), None] {
        let mut fields = vec![("name", text(taste.unwrap_or("without")))];
        fields.extend(taste.map(|taste| ("taste", Value::Choice(taste))));
        create(&store, &fixture.author, &REGISTER, &fields).unwrap();
    }
    let by = |filter: Filter| {
        let query = Query { filters: vec![filter], ..Query::new(&REGISTER) };
        let found: Vec<_> = store.view().page(&query).unwrap().records.iter().map(|record| record.number).collect();
        assert_eq!(store.view().count(&query).unwrap(), found.len() as u64);
        found
    };
    let (taste, name) = (field(&REGISTER, "taste"), field(&REGISTER, "name"));
    let tastes = vec![Value::Choice("sweet"), Value::Choice("sour")];
    assert_eq!(by(Filter::Is(taste, tastes.clone())), [2, 3]);
    assert_eq!(by(Filter::IsNot(taste, tastes)), [1, 4], "what has none is neither of both");
    assert_eq!(by(Filter::IsNot(taste, vec![Value::Choice("sweet")])), [1, 3, 4]);
    assert_eq!(by(Filter::Is(name, vec![text("SWEET"), text("Without")])), [2, 4], "whatever the case of its letters");
    assert_eq!(by(Filter::IsNot(name, vec![text("SWEET"), text("Without")])), [1, 3]);
    assert_eq!(by(Filter::Is(taste, Vec::new())), [0; 0], "of nothing, nothing is one");
    assert_eq!(by(Filter::IsNot(taste, Vec::new())), [1, 2, 3, 4]);
}
