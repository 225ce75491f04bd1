//! A refusal names no option that the command of which it speaks does not take.

use gavel::domain::catalogue::CATALOGUE;
use gavel::store::list::{Query, Voided};
use gavel::workflow::operation::{self, About, Operation};

use crate::sample::sample;

/// What every command takes, and what it takes beside what its operation asks for.
const BESIDE: [&str; 7] = ["as", "db", "clear", "based-on", "dry-run", "yes", "help"];

/// Whether an operation takes an option.
fn takes(operation: &Operation, option: &str) -> bool {
    let asked = operation.asks.iter().filter_map(|ask| ask.option_name());
    let flags = operation.asks.iter().flat_map(|ask| ask.flags).map(|(name, _)| *name);
    let part = match operation.about {
        About::Part(_, part) => Some(part.name),
        _ => None,
    };
    asked.chain(flags).chain(part).chain(BESIDE).any(|name| name.replace('_', "-") == option)
}

/// The options that words name.
fn options(words: &str) -> impl Iterator<Item = &str> {
    words.split("--").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
        (end > 0).then(|| rest[..end].trim_end_matches('-'))
    })
}

#[test]
fn a_refusal_names_no_option_that_the_command_does_not_take() {
    let fixture = sample().copy();
    let (mut refused, mut named) = (0, 0);
    for register in CATALOGUE.registers() {
        let records = {
            let store = fixture.store();
            let query = Query { voided: Voided::Shown, limit: Some(1), ..Query::new(register) };
            store.view().page(&query).unwrap().records
        };
        let Some(record) = records.first() else { continue };
        for one in operation::of(register).filter(|one| matches!(one.about, About::Record(_)) && one.name() != "edit") {
            let reference = record.reference().to_string();
            let run = fixture.run(&[&register.command(), &one.name().replace('_', "-"), &reference, "--as", "P-1"]);
            // The command line itself tells what it lacks, with a usage of its own.
            if run.code == 0 || !run.err.starts_with("gavel: ") {
                continue;
            }
            refused += 1;
            for line in run.err.lines() {
                // A command that is named is one of its own, with its options behind it.
                let of = line.split_once("gavel ").filter(|(before, _)| before.ends_with(['(', ' ', '`']));
                let words: Vec<_> = of.map_or(Vec::new(), |(_, command)| command.split_whitespace().take(2).collect());
                let other = match words[..] {
                    [register, name] => CATALOGUE
                        .registers()
                        .find(|one| one.command() == register)
                        .and_then(|of| operation::of(of).find(|one| one.name().replace('_', "-") == name)),
                    _ => None,
                };
                let takes_it = other.unwrap_or(one);
                for option in options(line) {
                    named += 1;
                    assert!(takes(takes_it, option), "{} {reference} names --{option}: {line}", one.spelled());
                }
            }
        }
    }
    assert!(refused > 60 && named > 15, "{refused} refusals name {named} options");
}
