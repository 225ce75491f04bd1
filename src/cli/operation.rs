//! `gavel REGISTER OPERATION`, or `gavel OPERATION`: whatever is declared as an operation.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::field::{Field, Kind};
use crate::domain::former::Former;
use crate::domain::identity::{RecordId, Revision};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::report::printer::PRINTER;
use crate::store::{Author, Outcome, Proposal};
use crate::workflow::operation::{
    self, About, Ask, At, Circle, EVIDENCE, Given, Operation, Part, PartAt, Said, Scene, Subject, Telling, Why,
    is_reason,
};
use crate::workflow::{self, Trouble, entry, moves, past};

use super::context::Context;
use super::evidence;
use super::failure::Failure;
use super::former;
use super::papers;
use super::reading;
use super::register::{fields, id};
use super::{sheet, to_decide};

/// The option of what would be told first, that tells it and does no more.
const DRY_RUN: &str = "dry-run";

/// What a part is kept under among the words.
const PART: &str = "part";

/// The options of what changes no more than is said.
const CLEAR: &str = "clear";
const BASED_ON: &str = "based-on";

/// The commands of those that stand under no register's word.
pub fn commands() -> impl Iterator<Item = Command> {
    operation::by_themselves().map(command)
}

/// The operation that stands under this word and under no register's.
pub fn by_itself(word: &str) -> Option<&'static Operation> {
    operation::by_themselves().find(|operation| operation.name() == word)
}

/// The command of an operation.
pub fn command(operation: &'static Operation) -> Command {
    let mut command = Command::new(operation.name()).about(operation.help);
    command = command.aliases(former::options(operation.was));
    if !operation.more.is_empty() {
        command = command.long_about(operation.more);
    }
    match operation.about {
        About::Record(register) if takes_several(operation) => command = command.arg(id(register).num_args(1..)),
        About::Record(register) => command = command.arg(id(register)),
        About::Perhaps(register) => command = command.arg(id(register).required(false)),
        About::Part(register, part) => command = command.arg(id(register)).arg(named_part(part)),
        About::Records | About::Nothing => {}
    }
    command =
        operation.asks.iter().fold(command, asking).args(reading::options(operation)).args(papers::option(operation));
    if operation.previews.is_some() {
        let help = "Only says what it would be";
        command = command.arg(Arg::new(DRY_RUN).long(DRY_RUN).action(ArgAction::SetTrue).help(help));
    }
    if !operation.changes {
        return command;
    }
    command
        .after_help(format!("Empty a field:  gavel {} ID --clear FIELD", operation.spelled()))
        .arg(Arg::new(CLEAR).long(CLEAR).value_name("FIELD").action(ArgAction::Append).help("Empty this field"))
        .arg(
            Arg::new(BASED_ON)
                .long(BASED_ON)
                .value_name("REVISION")
                .value_parser(clap::value_parser!(Revision))
                .help("The revision you have seen: what others changed since is merged, or told as a conflict"),
        )
}

/// Whether it is done to several records as to one, where the register has several.
fn takes_several(operation: &Operation) -> bool {
    operation.own.is_some_and(operation::own::Own::takes_several)
        && operation.register.is_some_and(|register| !register.single)
}

fn named_part(part: &'static Part) -> Arg {
    let arg = Arg::new(PART).value_name(part.name.to_uppercase()).help(part.help);
    match part.at {
        PartAt::Word => arg.required(true),
        PartAt::MaybeWord => arg,
        PartAt::Option => arg.long(part.name),
    }
}

/// Adds to a command what takes a field: an argument, and options for choices that are options by themselves.
fn asking(command: Command, ask: &'static Ask) -> Command {
    let field = ask.field;
    if *field == EVIDENCE {
        return command.args(evidence::options());
    }
    let help = if ask.help.is_empty() { fields::help(field) } else { ask.help.to_owned() };
    let choices = || match field.kind {
        Kind::Choice(choices) => {
            choices.iter().map(|choice| PossibleValue::new(choice.key).aliases(choice.was)).collect()
        }
        _ => Vec::new(),
    };
    let was = |name: &str| former::options(field.choice(name).map_or(&[][..], |choice| choice.was));
    let limited = |arg: Arg| match choices() {
        keys if keys.is_empty() => arg,
        keys => arg.value_parser(PossibleValuesParser::new(keys)),
    };
    let option = |name: &'static str| fields::option(field).long(name.replace('_', "-")).help(help.clone());
    let arg = match ask.at {
        At::Nowhere => None,
        At::Word(name) => Some(limited(Arg::new(field.name).value_name(name.to_uppercase()).help(help))),
        At::Words(name) => {
            Some(Arg::new(field.name).value_name(name.to_uppercase()).num_args(usize::from(ask.needed)..).help(help))
        }
        At::Option => Some(option(field.name)),
        At::Named(name) => Some(limited(option(name))),
        At::Flag(name) | At::No(name) => Some(Arg::new(field.name).long(name).action(ArgAction::SetTrue).help(help)),
        At::Telling(_, choices) => return command.args(telling(choices, was)),
    };
    let arg = arg.map(|arg| {
        let arg = arg.required(ask.needed).aliases(former::options(ask.option_was()));
        let arg = ask.with.map_or(arg.clone(), |with| arg.requires(with.name));
        ask.without.map_or(arg.clone(), |without| arg.conflicts_with(without.name))
    });
    let flags = ask.flags.iter().map(|(name, help)| {
        let others = ask.flags.iter().map(|(other, _)| *other).filter(|other| other != name);
        let flag = Arg::new(*name)
            .long(*name)
            .aliases(was(name))
            .action(ArgAction::SetTrue)
            .help(*help)
            .conflicts_with_all(others);
        if arg.is_some() { flag.conflicts_with(field.name) } else { flag }
    });
    let flags: Vec<_> = flags.collect();
    command.args(arg).args(flags)
}

/// Options of which one at most is typed, each with words.
fn telling<Was: Iterator<Item = String>>(
    choices: &'static [Telling],
    was: impl Fn(&str) -> Was,
) -> impl Iterator<Item = Arg> {
    choices.iter().map(move |one| {
        let others = choices.iter().map(|other| other.choice).filter(|other| *other != one.choice);
        let arg = Arg::new(one.choice)
            .long(one.choice)
            .aliases(was(one.choice))
            .value_name("TEXT")
            .help(one.help)
            .conflicts_with_all(others);
        if one.wordless { arg.num_args(0..=1).default_missing_value("") } else { arg }
    })
}

/// Does what an operation proposes by the words that were typed, and tells what it did.
pub fn run(operation: &'static Operation, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    if let Some(reading) = reading::sheet_beside(operation, given) {
        return sheet::run(reading, given, context);
    }
    if let Some(read) = reading::instead(operation, given) {
        return read(given, context);
    }
    context.operation = Some(operation);
    context.based_on = operation.changes && given.contains_id(BASED_ON);
    let author = context.author()?;
    let subject = subject(operation, given, &context, &author)?;
    let several = several(operation, given, &context)?;
    let seen = seen(operation, given, &context, subject, several.len())?;
    let proofs = evidence::handed_over(operation, given, &mut context)?;
    let mut reader = context.reader()?;
    let pieces = proofs.iter().map(|proof| moves::read(proof, &mut reader)).collect::<Result<Vec<_>, _>>()?;
    let mut values = Vec::new();
    let mut troubles = Vec::new();
    for ask in operation.asks.iter().filter(|ask| *ask.field != EVIDENCE) {
        let mut take = |field, said| match said {
            Ok(None) => Ok(()),
            Ok(Some(value)) => {
                values.push((field, value));
                Ok(())
            }
            Err(trouble) => Trouble::why(trouble).map(|why| troubles.push(why.words)),
        };
        if let At::Telling(words, choices) = ask.at
            && let Some(text) = choices.iter().find_map(|one| given.get_one::<String>(one.choice))
        {
            take(words, reader.value(words, text).map(Some))?;
        }
        let read =
            |field, text: &str| if ask.in_order { reader.in_order(field, text) } else { reader.value(field, text) };
        take(ask.field, said(ask, given, read))?;
    }
    if !troubles.is_empty() {
        return Err(Trouble::Input(troubles.join("\n       ")).into());
    }
    let contents = std::mem::take(&mut reader.contents);
    let mut typed = std::mem::take(&mut reader.former);
    typed.extend(cleared(operation, given));
    former::tell(typed, &mut *context.world.err)?;
    if operation.changes {
        clear(operation, given, &mut values)?;
    }
    if let Some(write) = reading::first(operation) {
        match write(given, &mut context, &values)? {
            Some(written) => values.extend(written),
            None => return Ok(()),
        }
    }
    let propose = |context: &Context| -> Result<Proposal, Failure> {
        let scene = match &seen {
            Some(seen) => Scene::over(circle(context, &author), vec![seen.clone()])?,
            None => scene_of(context, &author, subject, &several)?,
        };
        let said = Said { evidence: pieces.clone(), ..Said::of(values.clone()) };
        let proposal = operation.proposal(&scene, None, said);
        let proposal = proposal.map_err(|trouble| failed(trouble, operation, &scene))?;
        papers::check(operation, given, &proposal, context)?;
        Ok(proposal.with(contents.clone()))
    };
    if let Some(previews) = operation.previews {
        let scene = scene(&context, &author, subject)?;
        let preview = previews(&scene, &Said::of(values.clone()));
        let preview = preview.map_err(|trouble| failed(trouble, operation, &scene))?;
        preview.lines.iter().try_for_each(|line| context.say(line))?;
        if given.get_flag(DRY_RUN) {
            return context.say(&preview.would);
        }
    }
    let outcome = if operation.rewrites {
        context.commit_anew(&author, propose)?
    } else {
        let proposal = propose(&context)?;
        context.commit(author.clone(), proposal)?
    };
    if outcome.changed.is_empty()
        && let Some(reading) = workflow::reading::beside(operation).filter(|reading| reading.choices.is_empty())
    {
        context.tell(&outcome)?;
        return sheet::run(reading, given, context);
    }
    tell(operation, &outcome, &mut context, &author, (subject, &several))?;
    papers::write(operation, given, &outcome, &mut context)
}

/// The record as it was seen, where that is said.
fn seen(
    operation: &Operation,
    given: &ArgMatches,
    context: &Context,
    subject: Subject,
    several: usize,
) -> Result<Option<Record>, Failure> {
    let revision = operation.changes.then(|| given.get_one::<Revision>(BASED_ON)).flatten();
    let Some((revision, id)) = revision.zip(subject.record) else { return Ok(None) };
    if several > 0 {
        return Err(Failure::Usage(format!("A revision is one record's: --{BASED_ON} is said of one at a time")));
    }
    let record = context.view().record(id)?;
    Ok(record.map(|record| past::at_revision(context.view(), &record, *revision)).transpose()?)
}

/// The fields that are to be emptied and were called otherwise before.
fn cleared(operation: &Operation, given: &ArgMatches) -> Vec<Former> {
    let names =
        if operation.changes { given.get_many::<String>(CLEAR).unwrap_or_default() } else { return Vec::new() };
    names.filter_map(|name| entry::former(operation.register?, name)).collect()
}

/// Empties the fields that are to be emptied.
fn clear(operation: &Operation, given: &ArgMatches, values: &mut Vec<Given>) -> Result<(), Failure> {
    for name in given.get_many::<String>(CLEAR).unwrap_or_default() {
        let Some(register) = operation.register else { continue };
        let field = entry::field(register, name)?;
        if values.iter().any(|(other, _)| *other == field) {
            return Err(Failure::Usage(format!("{} is both set and emptied: do one of them", field.label)));
        }
        values.push((field, None));
    }
    if values.iter().all(|(field, _)| is_reason(field)) {
        return Err(Failure::Usage(format!("Say what to change: gavel help {}", operation.spelled())));
    }
    Ok(())
}

fn subject(
    operation: &'static Operation,
    given: &ArgMatches,
    context: &Context,
    author: &Author,
) -> Result<Subject, Failure> {
    let (register, part) = match operation.about {
        About::Record(register) => (register, None),
        About::Part(register, part) => (register, Some(part)),
        About::Perhaps(_) if !given.contains_id("id") => return Ok(Subject::default()),
        About::Perhaps(register) => (register, None),
        About::Records | About::Nothing => return Ok(Subject::default()),
    };
    let subject = Subject::of(super::register::named(register, given, context)?.id);
    let Some(part) = part else { return Ok(subject) };
    let scene = scene(context, author, subject)?;
    let found = match given.get_one::<String>(PART) {
        Some(name) => (part.find)(&scene, name).map(Some),
        None => (part.usual)(&scene),
    };
    let found = found.map_err(|trouble| failed(trouble, operation, &scene))?;
    Ok(subject.part(found.map(|record| record.id)))
}

/// What was typed for a field, read; nothing where nothing was.
fn said(
    ask: &Ask,
    given: &ArgMatches,
    read: impl FnOnce(&'static Field, &str) -> Result<Option<Value>, Trouble>,
) -> Result<Option<Option<Value>>, Trouble> {
    let flag = ask.flags.iter().find(|(name, _)| given.get_flag(name));
    if let Some((name, _)) = flag {
        return Ok(ask.field.choice(name).map(|choice| Some(Value::Choice(choice.key))));
    }
    match ask.at {
        At::Nowhere => Ok(None),
        At::Flag(_) => Ok(given.get_flag(ask.field.name).then_some(Some(Value::YesNo(true)))),
        At::No(_) => Ok(given.get_flag(ask.field.name).then_some(Some(Value::YesNo(false)))),
        At::Telling(_, choices) => {
            let told = choices.iter().find(|one| given.contains_id(one.choice));
            let told = told.and_then(|one| ask.field.choice(one.choice));
            Ok(told.map(|choice| Some(Value::Choice(choice.key))))
        }
        _ => fields::typed(given, ask.field).map(|text| read(ask.field, &text)).transpose(),
    }
}

fn circle<'a>(context: &'a Context, author: &'a Author) -> Circle<'a> {
    Circle { view: context.view(), ambient: context.store.ambient(), author: Ok(author), printer: &PRINTER }
}

/// The records that are named, each once, where there are several.
fn several(operation: &Operation, given: &ArgMatches, context: &Context) -> Result<Vec<RecordId>, Failure> {
    let Some(register) = operation.register.filter(|_| takes_several(operation)) else { return Ok(Vec::new()) };
    let mut records = Vec::new();
    for name in given.get_many::<String>("id").unwrap_or_default() {
        let id = context.record(register, name)?.id;
        if !records.contains(&id) {
            records.push(id);
        }
    }
    Ok(if records.len() > 1 { records } else { Vec::new() })
}

/// The scene of a subject, or of several records.
fn scene_of<'a>(
    context: &'a Context,
    author: &'a Author,
    subject: Subject,
    several: &[RecordId],
) -> Result<Scene<'a>, Failure> {
    if several.is_empty() {
        return scene(context, author, subject);
    }
    let records = several.iter().map(|id| context.view().record(*id)).collect::<Result<Vec<_>, _>>()?;
    Ok(Scene::over(circle(context, author), records.into_iter().flatten().collect())?)
}

fn scene<'a>(context: &'a Context, author: &'a Author, subject: Subject) -> Result<Scene<'a>, Failure> {
    let scene = Scene::of(circle(context, author), subject)?;
    scene.ok_or_else(|| Trouble::input("It is not there any more").into())
}

/// What stood in the way of an operation: what comes first is named with what it is done to, a field with its option.
fn failed(trouble: Trouble, operation: &Operation, scene: &Scene) -> Failure {
    let why = match trouble.why() {
        Ok(why) => why,
        Err(error) => return error.into(),
    };
    let asked = why.field.and_then(|field| operation.asks.iter().find(|ask| ask.field == field));
    let told = spelled(&why, scene.any_record());
    match asked.and_then(Ask::option_name) {
        Some(name) => Failure::Usage(format!("{told} (--{})", name.replace('_', "-"))),
        None => Failure::Usage(told),
    }
}

/// A reason as the command line spells it: what comes first is named by its command.
pub fn spelled(why: &Why, record: Option<&Record>) -> String {
    match why.first {
        Some((first, does)) => format!("{}; {} {does}", why.words, command_line(first, record, None)),
        None => why.words.clone(),
    }
}

/// The command of an operation, done to this where it can be, with the names of what has to be typed.
fn command_line(operation: &Operation, record: Option<&Record>, meant: Option<&Record>) -> String {
    let mut words = vec!["gavel".to_owned(), operation.spelled()];
    if let About::Record(register) | About::Perhaps(register) | About::Part(register, _) = operation.about {
        words.push(
            record.filter(|one| one.register == register).map_or("ID".to_owned(), |one| one.reference().to_string()),
        );
    }
    if let About::Part(_, part @ Part { at: PartAt::Word, .. }) = operation.about {
        words.push(meant.map_or(part.name.to_uppercase(), |one| one.reference().to_string()));
    }
    words.extend(operation.asks.iter().filter(|ask| ask.needed).filter_map(|ask| match ask.at {
        At::Word(name) | At::Words(name) => Some(name.to_uppercase()),
        _ => Some(format!("--{} …", ask.option_name()?.replace('_', "-"))),
    }));
    words.join(" ")
}

/// Tells what was done, and what comes next.
fn tell(
    operation: &'static Operation,
    outcome: &Outcome,
    context: &mut Context,
    author: &Author,
    (subject, several): (Subject, &[RecordId]),
) -> Result<(), Failure> {
    if let (true, Some(nothing)) = (outcome.changed.is_empty(), operation.nothing) {
        let nothing = nothing(&scene(context, author, subject)?)?;
        return context.say(&nothing);
    }
    let says = operation.says(&scene_of(context, author, subject, several)?, outcome)?;
    if !says.instead {
        context.tell(outcome)?;
    }
    says.lines.iter().chain(&says.details).try_for_each(|line| context.say(line))?;
    if !outcome.merged.is_empty() {
        let labels: Vec<_> = outcome.merged.iter().map(|field| field.label.to_lowercase()).collect();
        context.say(&format!("Others changed meanwhile, and it was kept: {}", labels.join(", ")))?;
    }
    context.tell_consequences(outcome)?;
    // What goes to somebody else is no other case.
    if operation.register.is_some() {
        to_decide::tell(context, outcome)?;
    }
    says.next.iter().try_for_each(|next| {
        context.say(&format!("Next: {}", command_line(next.operation, Some(&next.record), next.part.as_ref())))
    })
}
