//! `gavel help`: a command, or a topic of the manual.

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, ArgMatches, Command};

use crate::report;
use crate::report::manual::{self, TOPICS};

use super::failure::Failure;
use super::world::World;
use super::{DONE, Line, as_named, explain, tell};

/// The command, here and below each command that has others.
const NAME: &str = "help";

/// What is asked about.
const WORDS: &str = "words";

/// The widest that a text is to be read in.
const WIDEST: usize = 100;

/// The columns where nobody says how many there are.
const USUAL: usize = 80;

/// The command for everything, with the commands that there are.
pub fn command(commands: Vec<String>) -> Command {
    let topics = TOPICS.iter().map(|topic| topic.name.to_owned());
    let words = Arg::new(WORDS)
        .value_name("TOPIC|COMMAND")
        .help("A topic of the manual, or a command")
        .num_args(0..)
        .hide_possible_values(true)
        .value_parser(Words(topics.chain(commands).collect()));
    Command::new(NAME).about("Explains a topic of the manual, or a command").arg(words)
}

/// The command below another, for what that holds.
pub fn within() -> Command {
    Command::new(NAME)
        .about("Explains one of these")
        .arg(Arg::new(WORDS).value_name("COMMAND").help("One of these commands").num_args(0..))
}

/// The topics, as they are listed below the commands.
pub fn topics() -> String {
    TOPICS.iter().map(|topic| format!("  {:<11} {}\n", topic.name, topic.title())).collect()
}

/// What help is asked for, where it is.
pub fn asked(matches: &ArgMatches) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut at = matches;
    while let Some((name, given)) = at.subcommand() {
        if name == NAME {
            words.extend(given.get_many::<String>(WORDS).unwrap_or_default().cloned());
            return Some(words);
        }
        words.push(name.to_owned());
        at = given;
    }
    None
}

/// Tells of a topic or a command, and gives the exit code.
pub fn run(words: &[String], world: &mut World) -> u8 {
    if let [name] = words
        && let Some(topic) = manual::named(name)
    {
        let columns = world.width.unwrap_or(USUAL).min(WIDEST);
        let text = report::to_text(&topic.document(world.keys), columns);
        let written = world.out.write_all(text.as_bytes()).and_then(|()| world.out.flush());
        return written.map_or_else(|error| tell(error.into(), world), |()| DONE);
    }
    let typed = std::iter::once("gavel").chain(words.iter().map(String::as_str)).chain(["--help"]);
    match Line::read(typed.map(Into::into)).read {
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            let code = explain(error, world);
            let more = words.first().and_then(|word| manual::about(as_named().find_subcommand(word)?.get_name()));
            match more.map_or(Ok(()), |topic| world.say(&format!("\nThe manual: gavel help {}", topic.name))) {
                Ok(()) => code,
                Err(error) => tell(error.into(), world),
            }
        }
        _ => {
            let asked = words.join(" ");
            let words = format!("there is neither a command nor a topic “{asked}”; gavel help lists both");
            tell(Failure::Usage(words), world)
        }
    }
}

/// Takes any words, and tells shells which there are.
#[derive(Clone)]
struct Words(Vec<String>);

impl TypedValueParser for Words {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().map(PossibleValue::new)))
    }
}
