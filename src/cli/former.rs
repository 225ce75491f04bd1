//! Words of a command line that were called otherwise before: they do what they did, and are told once, where errors go.

use std::ffi::OsString;
use std::io::Write;

use clap::ArgMatches;

use crate::domain::former::Former;
use crate::workflow::operation::{self, Ask, At, Operation};
use crate::workflow::reading::{self, Choice, Reading};

use super::register_of;

/// What an option was called before, as it is typed.
pub fn options(was: &'static [&'static str]) -> impl Iterator<Item = String> {
    was.iter().map(|was| was.replace('_', "-"))
}

/// Tells each once what it is called now.
pub fn tell(mut former: Vec<Former>, err: &mut dyn Write) -> std::io::Result<()> {
    former.sort_unstable();
    former.dedup();
    former.iter().try_for_each(|one| writeln!(err, "gavel: {one}"))
}

/// The former ones among the words by which a register, what is done in it, and options are named.
pub fn named(typed: &[OsString], matches: &ArgMatches) -> Vec<Former> {
    let Some((command, given)) = matches.subcommand() else { return Vec::new() };
    let words: Vec<&str> = typed.iter().skip(1).filter_map(|word| word.to_str()).collect();
    let register = register_of(command);
    let operation = match register {
        Some(register) => operation::of(register).find(|operation| Some(operation.name()) == given.subcommand_name()),
        None => operation::by_themselves().find(|operation| operation.name() == command),
    };
    let of_register = |word: &&str| register.and_then(|register| register.former_name(&word.replace('-', "_")));
    let Some(operation) = operation else {
        let read = |register| reading::of(register).find(|reading| Some(reading.name) == given.subcommand_name());
        let flags =
            register.and_then(read).into_iter().flat_map(|reading| typed_options(&words).filter_map(flag_of(reading)));
        return words.iter().find_map(of_register).into_iter().chain(flags).collect();
    };
    let done = |word: &str| Former::said(word, operation.was, operation.name());
    let at = words.iter().position(|word| *word == operation.name() || done(word).is_some()).unwrap_or(words.len());
    let (before, after) = words.split_at(at);
    let mut former: Vec<_> = before.iter().find_map(of_register).into_iter().collect();
    former.extend(after.first().and_then(|word| done(word)));
    former.extend(typed_options(after).filter_map(|option| option_of(operation, option)));
    former
}

/// The names of the options among what was typed.
fn typed_options<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let options = words.iter().take_while(|word| **word != "--").filter_map(|word| word.strip_prefix("--"));
    options.map(|option| option.split('=').next().unwrap_or(option))
}

/// The former one among the flags of a reading.
fn flag_of(reading: &Reading) -> impl Fn(&str) -> Option<Former> {
    let choices = reading.choices;
    move |typed| {
        choices.iter().find_map(|choice| match choice {
            Choice::Flag { name, was, .. } => Former::said(typed, was, name),
            _ => None,
        })
    }
}

fn option_of(operation: &Operation, typed: &str) -> Option<Former> {
    operation.asks.iter().find_map(|ask| all(ask).into_iter().find(|one| one.was.replace('_', "-") == typed))
}

/// The former names of the options of what is asked.
fn all(ask: &Ask) -> Vec<Former> {
    let each = |was: &'static [&'static str], now| was.iter().map(move |was| Former { was, now });
    let choices = |names: Vec<&'static str>| {
        let known = names.into_iter().filter_map(|name| ask.field.choice(name));
        known.flat_map(|choice| each(choice.was, choice.key)).collect::<Vec<_>>()
    };
    let mut former = choices(ask.flags.iter().map(|(name, _)| *name).collect());
    if let At::Telling(_, told) = ask.at {
        former.extend(choices(told.iter().map(|one| one.choice).collect()));
    }
    former.extend(ask.option_name().into_iter().flat_map(|now| each(ask.option_was(), now)));
    former
}

#[cfg(test)]
mod tests {
    use clap::Command;

    use super::*;
    use crate::domain::nonconformity::REGISTER;
    use crate::domain::nonconformity::words::NonconformityField as Field;
    use crate::workflow::operation::About;

    /// What was an operation of another word, with an option of another.
    static EXTENDED: Operation = Operation {
        was: &["put-off"],
        asks: &[Ask::named(Field::Due.field(), "due-date", "The day").was(&["until"])],
        ..Operation::by_itself(&["extend"], About::Nothing)
    };

    #[test]
    fn a_former_command_and_a_former_option_do_what_those_of_today_do() {
        let command = || Command::new("gavel").subcommand(super::super::operation::command(&EXTENDED));
        for line in [["gavel", "extend", "--due-date", "fri"], ["gavel", "put-off", "--until", "fri"]] {
            let matches = command().try_get_matches_from(line).unwrap();
            let (name, given) = matches.subcommand().unwrap();
            assert_eq!((name, given.get_one::<String>("due").map(String::as_str)), ("extend", Some("fri")), "{line:?}");
        }
        let help = command().try_get_matches_from(["gavel", "help", "extend"]).unwrap_err().to_string();
        assert!(help.contains("--due-date") && !help.contains("--until"), "{help}");
    }

    #[test]
    fn each_former_word_is_said_where_it_stands() {
        let said = |line: &[&str]| -> Vec<String> {
            let words: Vec<_> = line.iter().map(|word| OsString::from(*word)).collect();
            let matches = super::super::command().try_get_matches_from(line).unwrap();
            named(&words, &matches).iter().map(ToString::to_string).collect()
        };
        let sort = ["“sort” is called “type” now"];
        assert_eq!(said(&["gavel", "--db", "x", "action", "add", "Look", "--sort", "corrective"]), sort);
        assert_eq!(said(&["gavel", "actions", "add", "Look", "--sort=corrective"]), sort);
        assert_eq!(said(&["gavel", "action", "add", "--type", "corrective", "--", "--sort"]), [""; 0]);
        assert_eq!(said(&["gavel", "document", "list", "--sort", "title"]), [""; 0], "the order of a list");
        assert_eq!(said(&["gavel", "nc", "list"]), [""; 0]);
        assert_eq!(
            said(&["gavel", "review", "decide", "MR-1", "D-1", "--executive", "Edda Holm"]),
            ["“executive” is called “top-management” now"]
        );
        assert_eq!(option_of(&EXTENDED, "until").map(|one| one.now), Some("due-date"));
        assert!(REGISTER.former("due").is_none());
    }
}
