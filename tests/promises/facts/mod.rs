//! What a rule looks at is declared, and it is told all of that or nothing: a rule that asks for more ends the
//! judgement, and nobody ever takes an answer that was not given for “nothing stands in the way”.

mod holds;
pub mod made;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

use gavel::domain::action::ActionField;
use gavel::domain::catalogue::{CATALOGUE, Catalogue};
use gavel::domain::evidence::EvidenceField;
use gavel::domain::field::{Kind, Target};
use gavel::domain::measurement::MeasurementField;
use gavel::domain::name::{FieldName, Link, RegisterName};
use gavel::domain::pack::PackField;
use gavel::domain::person::PersonField;
use gavel::domain::record::{Came, Past, Record, Version};
use gavel::domain::register::Register;
use gavel::domain::rules::{Derivation, Fact, Facts, Fault, Holds, Matter, Missing, Records, Rule, Source, Unread};
use gavel::domain::value::Value;
use gavel::store::gavel::MIGRATIONS;
use gavel::store::schema::{Migration, declared_sql};
use gavel::store::{Act, Error, Proposal, Schema};

use super::fixture::{Fixture, create, text};
use made::Dice;

/// Tells of anything, and remembers what was asked.
struct Told {
    dice: RefCell<Dice>,
    asked: RefCell<BTreeSet<Fact>>,
}

impl Source for Told {
    fn records(&self, of: &Record, fact: Fact) -> Result<Records, Unread> {
        self.asked.borrow_mut().insert(fact);
        let dice = &mut *self.dice.borrow_mut();
        let named = match fact {
            Fact::Linked(field) => match of.register.field(field).unwrap().kind.target().unwrap() {
                Target::Register(name) => name,
                Target::Any => CATALOGUE.0[dice.below(CATALOGUE.0.len())].name,
            },
            Fact::Hanging(of) | Fact::Beside { of, .. } | Fact::Latest { of, .. } => of.register.as_str(),
            Fact::Every(register) | Fact::Holding { register, .. } => register.as_str(),
            Fact::Past
            | Fact::PastHanging(_)
            | Fact::PastPointing(_)
            | Fact::PastLinked(_)
            | Fact::PastBeside { .. }
            | Fact::PastAround { .. } => {
                panic!("{fact} is asked for as it was")
            }
        };
        let register = CATALOGUE.named(named).unwrap();
        let mut records: Vec<_> = (0..dice.below(4)).map(|_| made::record(dice, register)).collect();
        if let Fact::Holding { field, choice, .. } = fact {
            records.iter_mut().for_each(|one| one.set(field, Some(Value::Choice(choice))));
        }
        Ok(records.into())
    }

    fn past(&self, of: &Record, fact: Fact) -> Result<Rc<[Past]>, Unread> {
        self.asked.borrow_mut().insert(fact);
        let dice = &mut *self.dice.borrow_mut();
        let (register, count) = match fact {
            Fact::Past => (of.register, 1),
            Fact::PastHanging(by) | Fact::PastBeside { of: by, .. } | Fact::PastAround { then: by, .. } => {
                (CATALOGUE.named(&by.register).unwrap(), dice.below(3))
            }
            Fact::PastPointing(field) => {
                let those: Vec<_> = CATALOGUE.registers().filter(|one| one.field(field).is_some()).collect();
                (those[dice.below(those.len())], dice.below(3))
            }
            Fact::PastLinked(field) => match of.register.field(field).unwrap().kind.target().unwrap() {
                Target::Register(name) => (CATALOGUE.named(name).unwrap(), dice.below(3)),
                Target::Any => (CATALOGUE.0[dice.below(CATALOGUE.0.len())], dice.below(3)),
            },
            Fact::Every(register) => (CATALOGUE.named(&register).unwrap(), dice.below(3)),
            _ => panic!("{fact} is asked for as it is"),
        };
        let moves = register.machine.map_or(&[][..], |machine| machine.moves);
        let mut version = |sequence| {
            let by = match moves.get(dice.below(moves.len() + 2)) {
                Some(step) => Came::Move(step.name.to_string()),
                None => Came::Edit,
            };
            let day = Some(made::today()).filter(|_| dice.below(2) == 0);
            Version { record: made::record(dice, register), by, sequence, day, author: None }
        };
        Ok((0..count).map(|_| (1..4).map(&mut version).collect()).collect())
    }
}

/// Whatever of a register asks for facts: each rule of its records, of its frozen ones and of its moves, and what works
/// its derived fields out.
enum Asker {
    Rule(&'static Rule),
    Derivation(Derivation),
}

impl Asker {
    fn of(register: &'static Register) -> Vec<Self> {
        let moves = register.machine.map_or(&[][..], |machine| machine.moves).iter().flat_map(|step| step.rules);
        let rules = register.rules.iter().chain(register.frozen).chain(moves);
        rules.map(Self::Rule).chain(register.derives.map(Self::Derivation)).collect()
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Rule(rule) => rule.says,
            Self::Derivation(_) => "what is derived",
        }
    }

    fn looks_at(&self) -> &'static [Fact] {
        match self {
            Self::Rule(rule) => rule.looks_at,
            Self::Derivation(derivation) => derivation.looks_at,
        }
    }

    fn ask(&self, matter: Matter) -> Result<(), Fault> {
        match self {
            Self::Rule(rule) => rule.judge(matter).map(drop),
            Self::Derivation(derivation) => derivation.derive(matter).map(drop),
        }
    }
}

/// Each rule is judged on thousands of records in every state, so that it comes to ask for all that it can ask for.
#[test]
fn every_rule_asks_for_what_it_declares_and_for_nothing_else() {
    const TURNS: usize = 6_000;
    let mut wrong = Vec::new();
    for register in CATALOGUE.registers() {
        let askers = Asker::of(register);
        let mut open: Vec<(&Asker, BTreeSet<Fact>)> =
            askers.iter().map(|asker| (asker, asker.looks_at().iter().copied().collect())).collect();
        let mut dice = Dice(11);
        for turn in 0..TURNS {
            // Those that have asked for all they declare are still asked a while for what they do not declare.
            if turn >= TURNS / 6 {
                open.retain(|(_, unasked)| !unasked.is_empty());
            }
            if open.is_empty() {
                break;
            }
            let before = made::record(&mut dice, register);
            let mut record = Record { voided: dice.below(6) == 0, ..before.clone() };
            for (place, field) in register.fields.iter().enumerate() {
                if dice.below(3) == 0 {
                    record.values[place] = made::value(&mut dice, field);
                }
            }
            let source = Told { dice: RefCell::new(Dice(turn as u64)), asked: RefCell::default() };
            let matter = Matter {
                record: &record,
                before: Some(&before).filter(|_| dice.below(3) > 0),
                today: made::today(),
                now: made::now(),
                actor: Some(made::identity(&mut dice)),
                terminal: None,
                agreed: None,
                source: &source,
            };
            for (asker, unasked) in &mut open {
                if let Err(fault) = asker.ask(matter) {
                    wrong.push(fault.to_string());
                }
                for asked in source.asked.take() {
                    unasked.remove(&asked);
                }
            }
        }
        let dead = open.iter().flat_map(|(asker, unasked)| unasked.iter().map(move |fact| (asker.name(), fact)));
        wrong.extend(dead.map(|(rule, fact)| format!("{}: “{rule}” never asks for {fact}", register.name)));
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What stands in the source is declared somewhere, also where no made record comes to it.
#[test]
fn every_fact_that_the_source_names_is_declared() {
    let spelled = |(register, fact): (&str, Fact)| {
        let own = |field: FieldName| format!("{register}.{}", variant(field));
        let link = |link: Link| format!("{}.{}", link.register, variant(link.field));
        match fact {
            Fact::Linked(field) => vec![format!("linked({})", own(field)), format!("linked({})", field.to_uppercase())],
            Fact::Hanging(by) => vec![format!("hanging({})", link(by))],
            Fact::Beside { through, of } => {
                vec![format!("beside({}, {})", own(through), link(of)), format!("beside(through, {})", link(of))]
            }
            Fact::Latest { through, of, by } => {
                let by = Link { field: by, ..of };
                vec![format!("latest({}, {}, {})", own(through), link(of), link(by))]
            }
            Fact::Every(register) => vec![format!("every({register})")],
            // It names a choice beside its fields, and is judged above.
            Fact::Holding { .. } => Vec::new(),
            Fact::Past => vec!["past()".to_owned()],
            Fact::PastHanging(by) => vec![format!("past_hanging({})", link(by))],
            Fact::PastPointing(field) => vec![format!("past_pointing({})", field.to_uppercase())],
            Fact::PastLinked(field) => vec![format!("past_linked({})", own(field))],
            Fact::PastBeside { through, of } => vec![format!("past_beside({}, {})", own(through), link(of))],
            Fact::PastAround { through, of, then } => {
                vec![format!("past_around({}, {}, {})", own(through), link(of), link(then))]
            }
        }
    };
    let facts = |register: &'static Register| {
        let askers = Asker::of(register).into_iter();
        askers.flat_map(|asker| asker.looks_at().iter().map(|fact| (register.name, *fact)))
    };
    let spellings: BTreeSet<String> = CATALOGUE.registers().flat_map(facts).flat_map(spelled).collect();
    let domain = super::rooms::room("domain");
    let enums: BTreeMap<&str, &str> = domain.iter().flat_map(|(_, source)| enums(source)).collect();
    let mut asked = 0;
    for (path, source) in domain.iter().filter(|(path, _)| !path.parent().unwrap().ends_with("rules")) {
        for ask in [
            "linked(",
            "hanging(",
            "beside(",
            "latest(",
            "every(",
            "past(",
            "past_hanging(",
            "past_linked(",
            "past_beside(",
            "past_around(",
        ] {
            let calls = source
                .match_indices(ask)
                .filter(|(at, _)| source[..*at].ends_with("facts.") || source[..*at].ends_with("facts.was_"));
            for (at, _) in calls {
                let call = in_names(source[at..].split_inclusive(')').next().unwrap(), source, &enums);
                // What is asked for by a parameter is judged above.
                let passed_on = ["(field)", "(through)", "(link)"].iter().any(|parameter| call.contains(parameter));
                let known = passed_on || spellings.contains(&call);
                assert!(known, "{}: {call} is declared by no rule", path.display());
                asked += 1;
            }
        }
    }
    assert!(asked > 40, "{asked} places ask");
}

/// The variant of a field in its register's enum.
fn variant(field: FieldName) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    field.split('_').map(capital).collect()
}

/// The enums of fields that a source declares, each with its register.
fn enums(source: &str) -> impl Iterator<Item = (&str, &str)> {
    source.lines().filter_map(|line| {
        let (_, rest) = line.trim().split_once(", ")?;
        let (fields, rest) = rest.split_once(": \"")?;
        fields.ends_with("Field").then_some((fields, rest.split_once('"')?.0))
    })
}

/// A call with the names of registers in place of their enums: `hanging(ActionField::Source)` as `hanging(action.Source)`.
fn in_names(call: &str, source: &str, enums: &BTreeMap<&str, &str>) -> String {
    let named = |argument: &str| {
        let Some((path, name)) = argument.trim().rsplit_once("::") else { return argument.trim().to_owned() };
        let fields = path.rsplit("::").next().unwrap();
        let meant =
            source.split_once(&format!(" as {fields}")).map(|(before, _)| before.rsplit([' ', '{']).next().unwrap());
        let register = enums[meant.unwrap_or(fields)];
        if name == "REGISTER" { register.to_owned() } else { format!("{register}.{name}") }
    };
    let (ask, arguments) = call.trim_end_matches(')').split_once('(').unwrap();
    let arguments: Vec<_> = arguments.split(',').map(named).collect();
    format!("{ask}({})", arguments.join(", "))
}

/// The names in a declared fact are those of registers and of links that can point there.
#[test]
fn every_declared_fact_can_be_told() {
    for register in CATALOGUE.registers() {
        for fact in Asker::of(register).iter().flat_map(Asker::looks_at) {
            let link = |of: &str, field: &str| {
                let field = CATALOGUE.named(of).and_then(|register| register.field(field));
                field.and_then(|field| field.kind.target())
            };
            let points = |of: &str, field: &str, to: &str| link(of, field).is_some_and(|target| target.allows(to));
            let right = match *fact {
                Fact::Linked(field) => link(register.name, &field).is_some(),
                Fact::Hanging(by) => points(&by.register, &by.field, register.name),
                Fact::Beside { through, of } => match link(register.name, &through) {
                    Some(Target::Register(name)) => points(&of.register, &of.field, name),
                    Some(Target::Any) => link(&of.register, &of.field).is_some(),
                    None => false,
                },
                Fact::Latest { through, of, by } => {
                    let sorted = CATALOGUE.named(&of.register).and_then(|register| register.field(by));
                    let target = link(register.name, &through);
                    let to = target.is_some_and(
                        |target| matches!(target, Target::Register(name) if points(&of.register, &of.field, name)),
                    );
                    to && sorted.is_some_and(|field| field.sorted && matches!(field.kind, Kind::Date | Kind::Number))
                }
                Fact::Every(other) => CATALOGUE.named(&other).is_some(),
                Fact::Holding { register, field, choice } => {
                    let field = CATALOGUE.named(&register).and_then(|register| register.field(field));
                    field.is_some_and(|field| field.sorted && field.choice(choice).is_some())
                }
                Fact::Past => true,
                Fact::PastHanging(by) => points(&by.register, &by.field, register.name),
                Fact::PastPointing(field) => CATALOGUE.registers().any(|one| points(one.name, &field, register.name)),
                Fact::PastLinked(field) => link(register.name, &field).is_some(),
                Fact::PastBeside { through, of } | Fact::PastAround { through, of, .. } => {
                    let beside = match link(register.name, &through) {
                        Some(Target::Register(name)) => points(&of.register, &of.field, name),
                        _ => false,
                    };
                    let then = match *fact {
                        Fact::PastAround { of, then, .. } => points(&then.register, &then.field, &of.register),
                        _ => true,
                    };
                    beside && then
                }
            };
            assert!(right, "{}: {fact}", register.name);
        }
    }
}

#[test]
fn a_fact_that_is_not_declared_ends_the_judgement_whoever_asks_for_it_how() {
    const fn rule(missing: fn(&Facts) -> Vec<Missing>) -> Rule {
        Rule {
            says: "Nothing stands in the way.",
            clause: None,
            looks_at: const { &[Fact::Linked(ActionField::Review.name())] },
            holds: Holds::By(missing),
        }
    }
    let rules: [Rule; 9] = [
        rule(|facts| every_one(&facts.linked(ActionField::Owner))),
        rule(|facts| every_one(&facts.was_linked(ActionField::Owner))),
        rule(|facts| every_one(&facts.hanging(EvidenceField::About))),
        rule(|facts| every_one(&facts.beside(ActionField::Review, PackField::Review))),
        rule(|facts| every_one(&facts.was_beside(ActionField::Review, PackField::Review))),
        rule(|facts| every_one(&facts.latest(FaultyField::Others, MeasurementField::Kpi, MeasurementField::PeriodEnd))),
        rule(|facts| every_one(&facts.every(PersonField::REGISTER))),
        rule(|facts| facts.past().iter().map(|version| Missing::in_record(&version.record, "it was there")).collect()),
        rule(|facts| {
            let pasts = facts.past_hanging(EvidenceField::About);
            pasts.iter().map(|_| Missing::elsewhere("it was there")).collect()
        }),
    ];
    let mut dice = Dice(3);
    let record = made::record(&mut dice, &gavel::domain::action::REGISTER);
    let source = Told { dice: RefCell::new(dice), asked: RefCell::default() };
    for rule in rules {
        for before in [None, Some(&record)] {
            let (today, now) = (made::today(), made::now());
            let judged = rule.judge(Matter {
                record: &record,
                before,
                today,
                now,
                actor: None,
                terminal: None,
                agreed: None,
                source: &source,
            });
            let Err(Fault::Undeclared { register, rule, .. }) = judged else { panic!("it was judged: {judged:?}") };
            assert_eq!((register, rule), ("action", "Nothing stands in the way."));
            assert!(source.asked.borrow().is_empty(), "nobody was asked");
        }
    }
}

gavel::register! {
    /// A register whose rules are at fault.
    Faulty, FaultyField: "faulty" / "faulty ones", "FY", "7.5", Records, rules(RULES);

    /// How it is at fault.
    name Name: text, "Name", title;
    /// Others.
    others Others: links("faulty"), "Others";
}

/// What no declaration names.
const NOWHERE: RegisterName = RegisterName::declared("nowhere");
const NOTHING: FieldName = FieldName::declared("nothing");

static RULES: &[Rule] = &[
    Rule { says: "It asks for more.", clause: None, looks_at: &[], holds: Holds::By(asks_for_more) },
    Rule {
        says: "It declares what is not there.",
        clause: None,
        looks_at: &[
            Fact::Every(NOWHERE),
            Fact::Linked(FaultyField::Name.name()),
            Fact::Hanging(FaultyField::Name.link()),
            Fact::Beside { through: NOTHING, of: FaultyField::Others.link() },
        ],
        holds: Holds::By(is_not_there),
    },
    Rule {
        says: "All of them stand.",
        clause: None,
        looks_at: &[Fact::Every(FaultyField::REGISTER)],
        holds: Holds::By(fewer_than_many),
    },
];

fn every_one(found: &Records) -> Vec<Missing> {
    found.iter().map(|one| Missing::in_record(one, "stands in the way")).collect()
}

fn asks_for_more(facts: &Facts) -> Vec<Missing> {
    if Faulty(facts.record).name() == "more" { every_one(&facts.hanging(ActionField::Source)) } else { Vec::new() }
}

fn is_not_there(facts: &Facts) -> Vec<Missing> {
    match Faulty(facts.record).name() {
        "no register" => every_one(&facts.every(NOWHERE)),
        "no link" => every_one(&facts.linked(FaultyField::Name)),
        "no link back" => every_one(&facts.hanging(FaultyField::Name)),
        "no way" => every_one(&facts.beside(NOTHING, FaultyField::Others)),
        _ => Vec::new(),
    }
}

/// More than fit on any page of a list.
const MANY: usize = 3_000;

fn fewer_than_many(facts: &Facts) -> Vec<Missing> {
    if Faulty(facts.record).name() == "count" {
        let found = facts.every(FaultyField::REGISTER).len();
        return vec![Missing::elsewhere(format!("{found} stand"))];
    }
    Vec::new()
}

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| {
    let registers: Vec<&'static Register> = CATALOGUE.registers().chain([&REGISTER]).collect();
    let one_more = Migration::new(declared_sql(&REGISTER).leak(), &[]);
    let before = MIGRATIONS.iter().copied();
    Schema::new(Catalogue(registers.leak()), before.chain([one_more]).collect::<Vec<_>>().leak())
});

/// In the program that people have, the write is refused by an error that names what is at fault, and nothing is kept.
#[test]
fn a_rule_at_fault_lets_nothing_be_written() {
    let fixture = Fixture::with(&SCHEMA);
    let store = fixture.open(&SCHEMA).unwrap();
    let head = store.view().head().unwrap();
    for (called, named) in [
        ("more", ["faulty: “It asks for more.”", "each action whose source points to it"]),
        ("no register", ["no register", "nowhere"]),
        ("no link", ["faulty", "name"]),
        ("no link back", ["faulty", "name"]),
        ("no way", ["faulty", "nothing"]),
    ] {
        let refused = create(&store, &fixture.author, &REGISTER, &[("name", text(called))]).unwrap_err();
        assert!(matches!(refused, Error::Untold(_)), "{called}: {refused:?}");
        for part in named {
            assert!(refused.to_string().contains(part), "{refused}");
        }
    }
    assert_eq!(store.view().head().unwrap(), head, "nothing was written");
}

#[test]
fn a_rule_is_told_of_every_record_however_many_there_are() {
    let fixture = Fixture::with(&SCHEMA);
    let store = fixture.open(&SCHEMA).unwrap();
    let ambient = store.ambient();
    let name = REGISTER.field("name").unwrap();
    let act =
        |_| Act::Create { id: ambient.identity(), register: &REGISTER, fields: vec![(name, text("one of many"))] };
    store.commit(fixture.author.clone(), Proposal::of((0..MANY).map(act).collect::<Vec<_>>())).unwrap();
    let refused = create(&store, &fixture.author, &REGISTER, &[("name", text("count"))]).unwrap_err();
    assert!(refused.to_string().contains(&format!("{MANY} stand")), "{refused}");
}
