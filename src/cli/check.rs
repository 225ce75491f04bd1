//! `gavel check`: whether the management system holds, by what the file holds.

use std::io::Write;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::canonical::{Json, object};
use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Target};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::rules::Missing;
use crate::domain::standard::CLAUSES;
use crate::domain::state::Move;
use crate::domain::visible::{one_line, wrapped};
use crate::exchange::json;
use crate::store::view::named;
use crate::workflow::check::{Check, Inspection, Verdict, all};
use crate::workflow::today;

use super::context::Context;
use super::failure::Failure;
use super::world::World;

/// How much of a check is spelled out where nobody says how much.
const SHOWN: usize = 10;

/// The narrowest that lines are broken to.
const NARROWEST: usize = 20;

pub fn command() -> Command {
    Command::new("check")
        .about("Checks whether the management system holds, clause by clause, by what the file holds")
        .long_about(
            "Checks whether the management system holds, clause by clause, by what the registers hold: it reads, and writes \
             nothing. What can't be judged, since nothing is recorded or what is can't be read, has not passed.\n\n\
             The file of an older program is not upgraded by it, and so not judged.",
        )
        .after_help(
            "For example:  gavel check --only 9.3\n\n\
             The exit code is 0 where everything holds, 1 where something is missing, and 2 where nothing is, but not all \
             could be judged.",
        )
        .arg(Arg::new("only").long("only").value_name("CLAUSE").help("Only what this clause asks, and those under it"))
        .arg(
            Arg::new("limit")
                .long("limit")
                .value_name("N")
                .value_parser(clap::value_parser!(u32).range(1..))
                .help(format!("Spell out at most so much of each [{SHOWN}; with --json all]")),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("As JSON"))
}

pub fn run(given: &ArgMatches, world: &mut World) -> Result<(), Failure> {
    // Whatever keeps it from being read, nothing is judged then.
    let unread = |failure| match failure {
        Failure::Refused(words) | Failure::Usage(words) => Failure::NotJudged(Some(words)),
        other => other,
    };
    let context = Context::only_reading(given, world).map_err(unread)?;
    let checks = asked(given.get_one::<String>("only").map(|clause| clause.trim()))?;
    let json = given.get_flag("json");
    let most = given.get_one::<u32>("limit").and_then(|limit| usize::try_from(*limit).ok());
    let most = most.unwrap_or(if json { usize::MAX } else { SHOWN });
    let _hold = context.store.view().hold().map_err(|error| unread(error.into()))?;
    let inspection = Inspection::of(context.store.view(), most).map_err(|error| unread(error.into()))?;
    let judged: Vec<Judged> = checks.into_iter().map(|check| (check, check.judge(&inspection))).collect();
    context.store.still().settled().map_err(|error| unread(error.into()))?;
    let told = if json {
        write_json(&judged, &inspection, &mut *context.world.out)
    } else {
        let width = context.world.width;
        write(&judged, &inspection, &mut Paper { out: &mut *context.world.out, width })
    };
    match told.map_err(unread) {
        // Whoever does not read on is told by the exit code all the same.
        Ok(()) | Err(Failure::Unread) => {}
        Err(other) => return Err(other),
    }
    match judged.iter().map(|(_, verdict)| weight(verdict)).max() {
        Some(2) => Err(Failure::Told),
        Some(1) => Err(Failure::NotJudged(None)),
        _ => Ok(()),
    }
}

type Judged = (&'static Check, Verdict);

/// What is found weighs more than what can't be told.
fn weight(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Holds => 0,
        Verdict::NotJudged(_) => 1,
        Verdict::Lacks(_) => 2,
    }
}

/// The checks that a clause asks for.
fn asked(clause: Option<&str>) -> Result<Vec<&'static Check>, Failure> {
    let mut checks = all();
    let Some(clause) = clause else { return Ok(checks) };
    let mut known: Vec<_> = checks.iter().flat_map(|check| check.clauses).copied().collect();
    known.sort_by_key(|one| one.split('.').map(|part| part.parse().unwrap_or(u32::MAX)).collect::<Vec<_>>());
    known.dedup();
    checks.retain(|check| check.is_asked_by(clause));
    if checks.is_empty() {
        let known = known.join(", ");
        return Err(Failure::Usage(format!("No check is of the clause “{clause}”; there are checks of {known}")));
    }
    Ok(checks)
}

fn write(judged: &[Judged], inspection: &Inspection, paper: &mut Paper) -> Result<(), Failure> {
    let mut under = "";
    for (check, verdict) in judged {
        let (clause, others) = check.clauses.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
        if clause != under {
            let title = CLAUSES.iter().find(|node| node.number == clause).map_or("", |node| node.title);
            if !under.is_empty() {
                paper.line(0, "")?;
            }
            paper.line(0, &format!("{clause} {title}"))?;
            under = clause;
        }
        let also = if others.is_empty() { String::new() } else { format!(" (also {})", others.join(", ")) };
        let word = match verdict {
            Verdict::Holds => "Holds".to_owned(),
            Verdict::Lacks(lacks) => format!("{} missing", lacks.count),
            Verdict::NotJudged(_) => "Not judged".to_owned(),
        };
        paper.line(2, &format!("{word}: {}{also}", check.says))?;
        match verdict {
            Verdict::Holds => {}
            Verdict::NotJudged(why) => {
                paper.line(4, &format!("{}.", why.trim_end_matches('.')))?;
                paper.typed(&begins(check))?;
            }
            Verdict::Lacks(lacks) => {
                for missing in &lacks.missing {
                    let (record, next) = leads(check, missing, inspection)?;
                    let whose = record.map_or(String::new(), |record| format!("{}: ", named(&record)));
                    paper.line(4, &format!("{whose}{}", missing.what))?;
                    paper.typed(&next)?;
                }
                if lacks.more() > 0 {
                    paper.line(4, &format!("and {} more:", lacks.more()))?;
                    paper.typed(&format!("gavel check --only {clause} --limit {}", lacks.count))?;
                }
            }
        }
    }
    let [holds, not_judged, lacks] = counts(judged);
    paper.line(0, "")?;
    paper.line(0, &format!("{} checked: {holds} hold, {lacks} lack something, {not_judged} not judged.", judged.len()))
}

/// Where lines are written, broken to the width of the terminal where there is one.
struct Paper<'a> {
    out: &'a mut dyn Write,
    width: Option<usize>,
}

impl Paper<'_> {
    fn line(&mut self, indent: usize, text: &str) -> Result<(), Failure> {
        let text = one_line(text);
        let width = self.width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(NARROWEST));
        for line in wrapped(&text, width) {
            writeln!(self.out, "{}", format!("{:indent$}{line}", "").trim_end())?;
        }
        Ok(())
    }

    /// What to type next, whole, so that it can be copied.
    fn typed(&mut self, command: &str) -> Result<(), Failure> {
        Ok(writeln!(self.out, "      {command}")?)
    }
}

/// How many hold, can't be judged, and lack something.
fn counts(judged: &[Judged]) -> [usize; 3] {
    [0, 1, 2].map(|one| judged.iter().filter(|(_, verdict)| weight(verdict) == one).count())
}

fn write_json(judged: &[Judged], inspection: &Inspection, out: &mut dyn Write) -> Result<(), Failure> {
    let mut checks = Vec::new();
    for (check, verdict) in judged {
        let mut missing = Vec::new();
        let (word, why, count) = match verdict {
            Verdict::Holds => ("holds", Json::Null, 0),
            Verdict::NotJudged(why) => ("not judged", why.as_str().into(), 0),
            Verdict::Lacks(lacks) => {
                for one in &lacks.missing {
                    let (record, next) = leads(check, one, inspection)?;
                    missing.push(object([
                        ("record", record.as_ref().map_or(Json::Null, |record| record.reference().to_string().into())),
                        ("title", record.as_ref().map_or(Json::Null, |record| record.title().into())),
                        ("field", one.field.map_or(Json::Null, Into::into)),
                        ("what", one.what.as_str().into()),
                        ("next", next.into()),
                    ]));
                }
                ("lacks", Json::Null, lacks.count)
            }
        };
        checks.push(object([
            ("check", check.name.into()),
            ("clauses", Json::List(check.clauses.iter().map(|clause| (*clause).into()).collect())),
            ("says", check.says.into()),
            ("verdict", word.into()),
            ("why", why),
            ("count", number(count)),
            ("missing", Json::List(missing)),
        ]));
    }
    let [holds, not_judged, lacks] = counts(judged).map(|count| number(count as u64));
    let all = [("checks", Json::List(checks)), ("holds", holds), ("not_judged", not_judged), ("lacks", lacks)];
    Ok(writeln!(out, "{}", json::print(&object(all)))?)
}

fn number(count: u64) -> Json {
    Json::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// The record that something is missing of, and what to type next.
fn leads(check: &Check, missing: &Missing, inspection: &Inspection) -> Result<(Option<Record>, String), Failure> {
    let record = missing.record.map(|id| inspection.view.record(id)).transpose()?.flatten();
    let hanging = missing.field.and_then(|name| CATALOGUE.named(name));
    let next = match (&record, hanging) {
        (Some(record), _) => put_right(record, missing, hanging, inspection)?,
        (None, Some(register)) => add(register),
        (None, None) => begins(check),
    };
    Ok((record, next))
}

/// What is typed to put something right in a record, or to hang on it what is missing.
fn put_right(
    record: &Record,
    missing: &Missing,
    hanging: Option<&Register>,
    inspection: &Inspection,
) -> Result<String, Failure> {
    let field = missing.field.and_then(|name| record.register.field(name));
    if let (None, Some(hanging)) = (field, hanging) {
        return Ok(adding(hanging, Some((to(hanging, record.register), record))));
    }
    let typed = field.filter(|field| !field.by_move);
    // What was put forward for something that is attested is changed once that is opened.
    if let Some((keeper, opens)) = typed.map(|field| inspection.view.keeper(record, field)).transpose()?.flatten() {
        return Ok(match opens {
            Some(step) => on(&keeper, &step.name.as_str().replace('_', "-")),
            None => on(record, "show"),
        });
    }
    if let Some(field) = typed.filter(|field| record.get(field.name).is_none()) {
        return Ok(edit(record, field));
    }
    let step = match field.filter(|field| field.by_move).and_then(|field| setting(record, field)) {
        Some(step) => Some(step),
        None => today::onward(inspection.view, record, inspection.today)?,
    };
    Ok(match (step, typed) {
        (Some(word), _) => on(record, &word.replace('_', "-")),
        (None, Some(field)) => edit(record, field),
        (None, None) => on(record, "show"),
    })
}

/// The move from where a record stands that fills in a field.
fn setting(record: &Record, field: &Field) -> Option<&'static str> {
    let machine = record.register.machine?;
    let sets = |step: &&'static Move| step.may_set(field.name) && !machine.adopts(step);
    machine.moves_from(record.state()?).find(sets).map(|step| step.name.as_str())
}

/// What is typed to do something about a record.
fn on(record: &Record, word: &str) -> String {
    let step = record.register.machine.and_then(|machine| machine.find(&word.replace('-', "_")));
    let reason = if step.is_some_and(|step| step.reason) { format!(" --reason {ANSWER}") } else { String::new() };
    format!("gavel {} {word} {}{reason}", record.register.command(), record.reference())
}

fn edit(record: &Record, field: &Field) -> String {
    format!("{} --{} {ANSWER}", on(record, "edit"), field.name.replace('_', "-"))
}

/// What stands for an answer that only whoever types knows: a shell takes it as it stands.
const ANSWER: &str = "'…'";

/// What is typed to add a record: its name where it has one, and all that it can't be without.
fn add(register: &Register) -> String {
    adding(register, None)
}

/// The same, hung on another record by a field.
fn adding(register: &Register, on: Option<(&str, &Record)>) -> String {
    let name = register.title().map_or(String::new(), |_| format!(" {ANSWER}"));
    let needed = register.fields.iter().filter(|field| field.required && !field.title && !field.by_move);
    let needed = needed.filter(|field| on.is_none_or(|(point, _)| *field.name != *point));
    let mut options: String = needed.map(|field| format!(" --{} {ANSWER}", field.name.replace('_', "-"))).collect();
    if let Some((point, record)) = on {
        options.push_str(&format!(" --{} {}", point.replace('_', "-"), record.reference()));
    }
    format!("gavel {} add{name}{options}", register.command())
}

/// The option by which records of a register are hung on one of another.
fn to(hanging: &Register, on: &Register) -> &'static str {
    let points = hanging.fields.iter().find(|field| field.kind.target() == Some(Target::Register(on.name)));
    points.map_or("about", |field| field.name)
}

/// What puts records there on which a check depends.
fn begins(check: &Check) -> String {
    match check.begins {
        Some(operation) => format!("gavel {}", operation.spelled()),
        None => add(check.register),
    }
}
