//! `gavel init`: begins a file.

use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::transaction::Channel;
use crate::domain::visible::visible;
use crate::store::Store;
use crate::store::exposure;
use crate::store::gavel::GAVEL;
use crate::workflow::Trouble;
use crate::workflow::begin::{self, Beginning, begin};
use crate::workflow::sample::ORGANISATION;

use super::context::{database, make_default_folder};
use super::demo;
use super::failure::Failure;
use super::world::World;

pub fn command() -> Command {
    Command::new("init")
        .about("Begins a file: your organisation, and you as the first person in it")
        .long_about(
            "Begins a file: your organisation, and you as the first person in it.\n\n\
             What is not given is asked for. Nothing is created before everything is known.",
        )
        .arg(Arg::new("organisation").long("organisation").value_name("NAME").help("What the organisation is called"))
        .arg(Arg::new("name").long("name").value_name("NAME").help("Your name"))
        .arg(
            Arg::new("time-zone")
                .long("time-zone")
                .value_name("PLACE")
                .help("Where the organisation's day begins and ends, such as Europe/London"),
        )
        .arg(
            Arg::new("top-management")
                .long("top-management")
                .action(ArgAction::SetTrue)
                .help("You belong to top management; whoever does can be marked later, too"),
        )
        .arg(
            Arg::new("sample")
                .long("sample")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["organisation", "name", "time-zone", "top-management"])
                .help("Makes a sample organisation to look around in, with you as its secretary; see also: gavel demo"),
        )
}

pub fn run(given: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    let path = database(given, world);
    if path.exists() {
        return Err(crate::store::Error::AlreadyThere(path).into());
    }
    if given.get_flag("sample") {
        return sample(&path, world);
    }
    let zone = world.time_zone.clone();
    let beginning = Beginning {
        organisation: answer(given, world, "organisation", ("What is your organisation called?", |_| Ok(())), None)?,
        name: answer(given, world, "name", ("What is your name?", |_| Ok(())), None)?,
        time_zone: answer(given, world, "time-zone", ("In which time zone is it?", begin::zone), zone)?,
        os_user: world.os_user.clone(),
        top_management: given.get_flag("top-management"),
    };
    let (author, proposal) = begin(&beginning, &world.ambient, Channel::CommandLine)?;
    make_default_folder(&path, world)?;
    let store = Store::create(&path, &GAVEL, world.ambient.clone(), &author, &proposal)?;
    let shown = path.display();
    let keep = if path == world.default_database { String::new() } else { format!("export GAVEL_DB={shown}\n  ") };
    world.say(&format!("Created {shown} for {}.", beginning.organisation))?;
    tell_group(&path, world)?;
    world.say(&format!("Head of the journal: {}", store.view().head()?.link))?;
    world.say(&format!(
        "\nNext:\n  {keep}gavel system add \"Claims triage\" --purpose \"Sorts incoming claims\" --owner me\n  \
         gavel action add \"Write the first risk assessment\" --owner me --due +2w\n  gavel check\n  gavel help"
    ))?;
    Ok(())
}

/// Makes the sample organisation in the file instead.
fn sample(path: &Path, world: &mut World) -> Result<(), Failure> {
    make_default_folder(path, world)?;
    demo::make(path, world)?;
    let shown = path.display();
    let keep = if path == world.default_database { String::new() } else { format!("export GAVEL_DB={shown}\n  ") };
    world.say(&format!("Created {shown} for {ORGANISATION}, a sample organisation; you are its secretary."))?;
    tell_group(path, world)?;
    world.say(&format!("\nNext:\n  {keep}gavel\n  gavel today\n  gavel review readiness MR-3"))?;
    Ok(())
}

/// Says whose the file is where it lies in a folder for a group.
fn tell_group(path: &Path, world: &mut World) -> Result<(), Failure> {
    let Some(group) = exposure::shared_with(path) else { return Ok(()) };
    Ok(world.say(&format!(
        "It is for the group {group}, as its folder is: whoever belongs to it may read the file and write to it (0660)."
    ))?)
}

/// Whether an answer will do.
type Check = fn(&str) -> Result<(), Trouble>;

/// What was given for an option, or else what the person answers; a proposed answer is taken with Enter, and what won't do
/// is asked for again.
fn answer(
    given: &ArgMatches,
    world: &mut World,
    option: &str,
    (question, check): (&str, Check),
    proposed: Option<String>,
) -> Result<String, Failure> {
    if let Some(text) = given.get_one::<String>(option).filter(|text| !text.trim().is_empty()) {
        return Ok(text.clone());
    }
    if !world.interactive {
        return Err(Failure::Usage(format!("--{option} is missing: {question}")));
    }
    let question = match &proposed {
        Some(proposed) => format!("{question} [{proposed}]"),
        None => question.to_owned(),
    };
    loop {
        let Some(line) = world.answer(&question)? else {
            return Err(Failure::Usage("Nothing was created, because the questions were not answered".to_owned()));
        };
        if !line.is_empty() {
            match check(&line) {
                Ok(()) => return Ok(line),
                Err(trouble) => world.say(&visible(&trouble.why()?.words))?,
            }
            continue;
        }
        if let Some(proposed) = &proposed {
            return Ok(proposed.clone());
        }
    }
}
