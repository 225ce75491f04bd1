//! Each attestation is declared once: the fields in which it is kept, and the moves that make it, follow from that.

use gavel::domain::addendum;
use gavel::domain::attestation::{Attestation, Confirmation};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Kind;
use gavel::domain::register::Register;

fn attestations() -> impl Iterator<Item = (&'static Register, &'static Attestation)> {
    CATALOGUE.registers().flat_map(|register| register.attestations.iter().map(move |one| (register, one)))
}

#[test]
fn an_attestation_names_a_person_perhaps_a_day_that_is_past_and_how_it_was_said() {
    let mut seen = 0;
    for (register, one) in attestations() {
        seen += 1;
        let kept: Vec<_> = one.fields().iter().map(|name| register.field(name).unwrap()).collect();
        let kinds: Vec<_> = kept.iter().map(|field| field.kind).collect();
        let how = Kind::Choice(Confirmation::CHOICES);
        let known =
            [&[Kind::Person][..], &[Kind::Person, how], &[Kind::Person, Kind::Date], &[Kind::Person, Kind::Date, how]];
        assert!(known.contains(&kinds.as_slice()), "{} {:?}: {kinds:?}", register.name, one.fields());
        assert!(
            kept.iter().all(|field| field.kind != Kind::Date || field.past),
            "{} {:?}",
            register.name,
            one.fields()
        );
        // All of it comes by a move, or none.
        assert!(kept.iter().all(|field| field.by_move == kept[0].by_move), "{} {:?}", register.name, one.fields());
        assert_eq!(one.attester(), kept[0].name, "{}", register.name);
    }
    assert!(seen > 15, "{seen} attestations are declared");
}

/// How something was said is never a field by itself: that would be an attestation which no rule knows. Several people agree to
/// an addendum, and its own rule asks that of each.
#[test]
fn whatever_says_how_something_was_said_belongs_to_an_attestation() {
    for register in CATALOGUE.registers() {
        for field in register.fields.iter().filter(|field| field.kind == Kind::Choice(Confirmation::CHOICES)) {
            let of_several = register == &addendum::REGISTER;
            let known = of_several
                || register.attestations.iter().any(|one| one.fields().iter().any(|name| *name == field.name));
            assert!(known, "{}.{}", register.name, field.name);
        }
    }
}

/// A move that attests something sets all of it, and asks for all of it or for nothing.
#[test]
fn a_move_attests_all_or_nothing() {
    let mut made = 0;
    for (register, one) in attestations() {
        let Some(machine) = register.machine else { continue };
        let moves: Vec<_> = machine.moves.iter().filter(|step| one.is_made_by(step, machine)).collect();
        made += moves.len();
        for step in moves {
            assert!(one.fields().iter().all(|field| step.may_set(field)), "{} {}", register.name, step.name);
            let needed = one.fields().iter().filter(|field| step.needed().any(|name| name == **field)).count();
            assert!([0, one.fields().len()].contains(&needed), "{} {} {:?}", register.name, step.name, one.fields());
        }
    }
    assert!(made > 15, "{made} moves attest something");
}
