//! `gavel audit coverage`: what was audited over a cycle, and what never.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::audit_programme;
use crate::domain::canonical::{Json, object};
use crate::domain::identity::Reference;
use crate::exchange::json;
use crate::workflow::audits::coverage::{Coverage, coverage};
use crate::workflow::excepted;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::table;

pub fn command() -> Command {
    Command::new("coverage")
        .about("Shows when each clause, control, system and area was last audited, and what never was")
        .long_about(
            "Shows for each clause, control, system and area when it was last audited, in which audit and with which\n\
             answer, over the days of a programme or over the last three years. Audits under way and reported count; what\n\
             was on a checklist and not reached does not.",
        )
        .arg(Arg::new("programme").long("programme").value_name("AUP").help("Over the days of this programme"))
        .arg(Arg::new("never").long("never").action(ArgAction::SetTrue).help("Only what was never audited"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let programme = match given.get_one::<String>("programme") {
        Some(name) => Some(context.record(&audit_programme::REGISTER, name)?),
        None => None,
    };
    let today = context.view().circumstances()?.today();
    let found = coverage(context.view(), programme.as_ref(), today)?;
    let by_one = excepted::for_the_next_audit(context.view())?;
    if given.get_flag("json") {
        writeln!(context.world.out, "{}", json::print(&as_json(&found, &by_one)))?;
        return Ok(());
    }
    let audits: Vec<_> = found.audits.iter().map(|held| held.reference.to_string()).collect();
    let named = if audits.is_empty() { "none".to_owned() } else { audits.join(", ") };
    context.say(&format!("From {} to {}. Audits held: {named}", found.from, found.to))?;
    if found.undated > 0 {
        context.say(&format!("Audits without a day, which are not counted: {}", found.undated))?;
    }
    for group in &found.groups {
        let (seen, count) = group.count();
        context.say("")?;
        context.say(&format!("{}: {seen} of {count} audited", group.label))?;
        let shown = group.lines.iter().filter(|line| !given.get_flag("never") || line.last().is_none());
        let rows: Vec<_> = shown.map(|line| vec![line.code.clone(), line.title.clone(), found.words(line)]).collect();
        if !rows.is_empty() {
            table::write(context.world.out, &["Code", "What", "Last audited"], &rows, context.world.width)?;
        }
    }
    if !by_one.is_empty() {
        context.say("")?;
        context.say(&format!("{}, for the next internal audit to look at: {}", excepted::LABEL, by_one.len()))?;
        let rows: Vec<_> = by_one.into_iter().map(|(reference, line)| vec![reference.to_string(), line]).collect();
        table::write(context.world.out, &["Number", "What"], &rows, context.world.width)?;
    }
    Ok(())
}

fn as_json(found: &Coverage, by_one: &[(Reference, String)]) -> Json {
    let mut lines = Vec::new();
    for group in &found.groups {
        for line in &group.lines {
            let seen = line.seen.iter().filter_map(|seen| {
                let held = found.audits.get(seen.audit)?;
                Some(object([
                    ("audit", held.reference.to_string().into()),
                    ("audited", Json::Bool(seen.how.is_audited())),
                    ("day", held.day.to_string().into()),
                    ("how", seen.how.words().into()),
                ]))
            });
            lines.push(object([
                ("audited", Json::Bool(line.last().is_some())),
                ("code", line.code.clone().into()),
                ("kind", group.label.to_lowercase().into()),
                ("left_out", Json::Bool(line.left_out)),
                ("seen", Json::List(seen.collect())),
                ("title", line.title.clone().into()),
            ]));
        }
    }
    let programme = found.programme.as_ref().map_or(Json::Null, |one| one.reference().to_string().into());
    let by_one = by_one
        .iter()
        .map(|(reference, line)| object([("number", reference.to_string().into()), ("words", line.as_str().into())]));
    object([
        ("by_one_person", Json::List(by_one.collect())),
        ("from", found.from.to_string().into()),
        ("lines", Json::List(lines)),
        ("programme", programme),
        ("to", found.to.to_string().into()),
    ])
}
