//! Each state that attests something says what it stands on, and says it so that it can be held.

use std::collections::BTreeSet;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::ground::{Attested, Counts, Via};
use gavel::domain::name::Link;
use gavel::domain::register::Register;
use gavel::domain::state::{Machine, Move};
use gavel::store::gavel::MIGRATIONS;

/// Every machine whose states attest something, with each of those.
fn attested() -> Vec<(&'static Register, &'static Machine, &'static Attested)> {
    let machines = CATALOGUE.registers().filter_map(|register| Some((register, register.machine?)));
    machines.flat_map(|(register, machine)| machine.attested.iter().map(move |one| (register, machine, one))).collect()
}

fn leads_into(step: &Move, attested: &Attested, machine: &Machine) -> bool {
    let adopts = machine.adopted.is_some_and(|field| step.stamps.iter().any(|(name, _)| *name == field));
    !adopts && step.from.iter().any(|state| attested.states.contains(&step.leads_to(state)))
}

/// A guard that looks at something which is neither ground nor said to be kept in the record itself guards the move alone.
#[test]
fn every_fact_that_a_guard_looks_at_is_a_ground_or_a_snapshot() {
    let mut looked_at = 0;
    for (register, machine, attested) in attested() {
        let moves: Vec<_> = machine.moves.iter().filter(|step| leads_into(step, attested, machine)).collect();
        assert!(!moves.is_empty(), "{}: no move leads to {:?}", register.name, attested.states);
        let rules = moves.iter().flat_map(|step| step.rules).chain(register.rules);
        for (rule, fact) in rules.flat_map(|rule| rule.looks_at.iter().map(move |fact| (rule, *fact))) {
            looked_at += 1;
            let covered = attested.on.iter().any(|ground| ground.covers(fact)) || attested.snapshots.contains(&fact);
            assert!(covered, "{} {:?}: “{}” looks at {fact}", register.name, attested.states, rule.says);
        }
    }
    assert!(looked_at > 60, "{looked_at} facts are looked at");
}

#[test]
fn every_ground_names_what_there_is() {
    for (register, machine, attested) in attested() {
        let told = || format!("{} {:?}", register.name, attested.states);
        let states = register.field(machine.field).unwrap();
        assert!(attested.states.iter().all(|state| states.choice(state).is_some()), "{}", told());
        if let Some(opens) = attested.opens {
            let opens = machine.find(&opens).unwrap_or_else(|| panic!("{}: no move {opens}", told()));
            let out = |state: &&str| opens.from.contains(state) && !attested.states.contains(&opens.leads_to(state));
            assert!(attested.states.iter().all(out), "{}: {} leads nowhere", told(), opens.name);
        }
        let names: BTreeSet<_> = attested.on.iter().map(|ground| ground.name).collect();
        assert_eq!(names.len(), attested.on.len(), "{}: two grounds have one name", told());
        assert!(names.contains("itself"), "{}: it does not stand on itself", told());
        for ground in attested.on {
            let mut ends = vec![register];
            for (place, step) in ground.along.iter().enumerate() {
                ends = match *step {
                    Via::To(name) => {
                        let field = ends.iter().find_map(|end| end.field(name));
                        let field = field.unwrap_or_else(|| panic!("{}: there is no {name}", told()));
                        let target = field.kind.target().unwrap_or_else(|| panic!("{}: {name} is no link", told()));
                        // What the record itself points to is compared; what others point to on the way is not.
                        assert_eq!(place, 0, "{}: {name} can be led elsewhere", told());
                        CATALOGUE.registers().filter(|one| target.allows(one.name)).collect()
                    }
                    Via::From(Link { register: name, field }) => {
                        let from = CATALOGUE.named(&name).unwrap_or_else(|| panic!("{}: no register {name}", told()));
                        let target = from.field(field).and_then(|field| field.kind.target());
                        let target = target.unwrap_or_else(|| panic!("{}: {name} has no link {field}", told()));
                        assert!(ends.iter().any(|end| target.allows(end.name)), "{}: {name}.{field}", told());
                        vec![from]
                    }
                };
            }
            if let Counts::Fields(fields) = ground.counts {
                for name in fields {
                    let field = ends.iter().find_map(|end| end.field(name));
                    let field = field.unwrap_or_else(|| panic!("{}: {} has no {name}", told(), ground.name));
                    assert!(!field.personal, "{}: {name} is erased on demand", told());
                }
            }
        }
    }
}

/// What counts as ground is written down when a state is attested. Where a declaration changes, the grounds of files that
/// are there are made anew from their journals: by a migration, beside which this picture is renewed.
#[test]
fn what_counts_changes_with_a_migration_only() {
    let mut told = String::new();
    for (register, _, attested) in attested() {
        told += &format!("{} {}, opened by {:?}\n", register.name, attested.states.join(", "), attested.opens);
        for ground in attested.on {
            let along: Vec<_> = ground.along.iter().map(spelled).collect();
            told += &format!("  {}: [{}] {:?}\n", ground.name, along.join(", "), ground.counts);
        }
    }
    let made_anew =
        MIGRATIONS.iter().rposition(|one| one.whole || one.reshapes.contains(&("ground", "of"))).unwrap() + 1;
    insta::assert_snapshot!(format!("schema {made_anew}\n{told}"));
}

fn spelled(step: &Via) -> String {
    match step {
        Via::To(field) => format!("To({field:?})"),
        Via::From(Link { register, field }) => format!("From {{ register: {register:?}, field: {field:?} }}"),
    }
}
