//! `gavel review attend` and `leave`: the roll.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::attendance::{Attendance, Capacity, How, there};
use crate::workflow::review::session::{self, Entry, Mandate};

use super::super::context::Context;
use super::super::failure::Failure;
use super::{at, id, moment, people, person, proceedings};

pub fn attend_command() -> Command {
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue).help(help);
    Command::new("attend")
        .about("Puts people on the roll, and shows who is there and whether that is a quorum")
        .arg(id())
        .arg(Arg::new("people").value_name("PERSON").num_args(0..).help("Who; nobody shows the roll"))
        .arg(flag("all", "Every voting member, the chair and the secretary, where nothing of them is on record yet"))
        .arg(flag("remote", "They join from elsewhere"))
        .arg(flag("apologies", "They sent apologies").conflicts_with("remote"))
        .arg(flag("absent", "They are absent without a word").conflicts_with_all(["remote", "apologies"]))
        .arg(flag("guest", "They are there without a vote"))
        .arg(
            Arg::new("for")
                .long("for")
                .value_name("MEMBER")
                .requires("mandate")
                .help("The absent voting member for whom a delegate stands"),
        )
        .arg(
            Arg::new("mandate")
                .long("mandate")
                .value_name("TEXT")
                .requires("for")
                .help("The delegate's written mandate: its date and scope"),
        )
        .arg(flag("no-vote", "The mandate gives no vote").requires("for"))
        .arg(flag("decides", "The mandate lets the delegate decide for top management").requires("for"))
        .arg(at())
}

pub fn leave_command() -> Command {
    Command::new("leave")
        .about("Takes people off the roll who leave")
        .arg(id())
        .arg(Arg::new("people").value_name("PERSON").num_args(1..).required(true).help("Who"))
        .arg(at())
}

pub fn attend(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let at = moment(given, &context)?;
    let mut who = people(given, "people", &context)?;
    let on_roll = |id: &crate::domain::identity::RecordId| {
        let rows = proceedings.meeting.roll.iter().map(crate::domain::attendance::Attendance);
        rows.clone().any(|row| row.is_there() && (row.person() == Some(*id) || row.represents() == Some(*id)))
            || rows.clone().any(|row| row.person() == Some(*id) && !row.attended())
    };
    if given.get_flag("all") {
        let review = proceedings.review();
        let leads = [review.chair(), review.secretary()].into_iter().flatten();
        let all: Vec<_> = proceedings.meeting.members().into_iter().chain(leads).collect();
        for id in all {
            if !on_roll(&id) && !who.contains(&id) {
                who.push(id);
            }
        }
        for (_, why) in proceedings.meeting.unseated() {
            context.say(&format!("Not on the roll: {why}"))?;
        }
    }
    if who.is_empty() {
        return show(&proceedings, context);
    }
    let how = match () {
        () if given.get_flag("remote") => How::Remote,
        () if given.get_flag("apologies") => How::Apologies,
        () if given.get_flag("absent") => How::Absent,
        () => How::Room,
    };
    let mandate = match (given.get_one::<String>("for"), given.get_one::<String>("mandate")) {
        (Some(member), Some(words)) => Some(Mandate {
            stands_for: person(&context, member)?,
            words: words.clone(),
            votes: !given.get_flag("no-vote"),
            decides: given.get_flag("decides"),
        }),
        _ => None,
    };
    let entry = |id| Entry {
        person: id,
        how,
        capacity: match () {
            () if mandate.is_some() => Capacity::Delegate,
            () if given.get_flag("guest") => Capacity::Guest,
            () => session::capacity_of(&proceedings, id),
        },
        at,
        mandate: mandate.clone(),
    };
    let entries: Vec<_> = who.into_iter().map(entry).collect();
    let proposal = session::attend(&proceedings, &entries, context.store.ambient());
    tell_quorum(&proceedings, context, Ok(proposal))
}

pub fn leave(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let at = moment(given, &context)?;
    let mut all = crate::store::Proposal::default();
    for id in people(given, "people", &context)? {
        let came =
            there(&proceedings.meeting.roll).find(|row| row.person() == Some(id)).and_then(Attendance::arrived_at);
        if let Some(came) = came.filter(|came| given.contains_id("at") && at < *came) {
            let hour = came.with_timezone(&context.view().circumstances()?.zone).format("%-d %B %Y %H:%M");
            let who = proceedings.person(Some(id));
            return Err(Failure::Usage(format!("{who} came on {hour}, and left after that: say when with --at")));
        }
        all.acts.extend(session::leave(&proceedings, id, at)?.acts);
    }
    tell_quorum(&proceedings, context, Ok(all))
}

fn tell_quorum(
    before: &crate::workflow::review::Proceedings,
    mut context: Context,
    proposal: Result<crate::store::Proposal, crate::workflow::Trouble>,
) -> Result<(), Failure> {
    let author = context.author()?;
    let outcome = context.commit(author, proposal?)?;
    context.tell(&outcome)?;
    let now = crate::workflow::review::Proceedings::of(context.view(), before.id())?;
    match now {
        Some(now) => quorum(&now, &mut context),
        None => Ok(()),
    }
}

fn quorum(proceedings: &crate::workflow::review::Proceedings, context: &mut Context) -> Result<(), Failure> {
    let standing = proceedings.quorum(None);
    let met = if standing.met { "Quorum" } else { "No quorum" };
    context.say(&format!("{met}: {}", standing.words))
}

fn show(proceedings: &crate::workflow::review::Proceedings, mut context: Context) -> Result<(), Failure> {
    let zone = context.view().circumstances()?.zone;
    let time = |at: Option<crate::domain::value::Instant>| {
        at.map_or(String::new(), |at| at.with_timezone(&zone).format("%H:%M").to_string())
    };
    let rows = proceedings.meeting.roll.iter().map(crate::domain::attendance::Attendance).map(|row| {
        vec![
            row.0.reference().to_string(),
            proceedings.person(row.person()).to_owned(),
            row.capacity().map_or("", Capacity::label).to_owned(),
            row.how().map_or("", How::label).to_owned(),
            time(row.arrived_at()),
            time(row.left_at()),
        ]
    });
    let rows: Vec<_> = rows.collect();
    super::super::table::write(
        context.world.out,
        &["Number", "Name", "As", "How", "From", "To"],
        &rows,
        context.world.width,
    )?;
    quorum(proceedings, &mut context)
}
