//! `gavel verify`: proves the file.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::identity::Hash;
use crate::domain::spelling::counted;
use crate::domain::value::Instant;
use crate::domain::visible::one_line;
use crate::store::verify::Report;
use crate::workflow::excepted;

use super::context::Context;
use super::elsewhere;
use super::failure::Failure;

/// The most faults that are listed.
const LISTED: usize = 50;

/// The most records that are named of which the search index holds something else.
const INDEX: usize = 20;

pub fn command() -> Command {
    Command::new("verify")
        .about("Proves the file: the journal holds together, and every record is what it says")
        .long_about(
            "Proves the file: walks the journal's chain of hashes, replays it, and compares every record with the result, and \
             the index of the search with the records.\n\n\
             A journal whose end was cut, or a file that was rewritten as a whole, can only be told by a head that was \
             kept elsewhere, such as the one printed in sealed minutes: give it with --head.",
        )
        .arg(
            Arg::new("rebuild-index")
                .long("rebuild-index")
                .action(ArgAction::SetTrue)
                .help("First makes the index of the search anew from the records; it proves nothing and loses nothing"),
        )
        .arg(
            Arg::new("elsewhere")
                .long("elsewhere")
                .action(ArgAction::SetTrue)
                .help("Looks at the files that are held elsewhere, too: whether each is there, with the bytes that it had"),
        )
        .arg(Arg::new("head").long("head").value_name("HASH").help("A head of the journal that was kept elsewhere"))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let head = match given.get_one::<String>("head") {
        Some(text) => Some(Hash::parse(text.trim()).ok_or_else(|| {
            Failure::Usage("--head takes the 64 hexadecimal digits that gavel head prints".to_owned())
        })?),
        None => None,
    };
    if given.get_flag("rebuild-index") {
        context.store.rebuild_index()?;
        context.say("The index of the search is made anew.")?;
    }
    let report = {
        let mut progress = Progress::new(context.store.view().head()?.sequence, context.world);
        context.store.verify(head, &mut |sequence| progress.at(sequence))?
    };
    let told = tell(&report, &mut context);
    if !given.get_flag("elsewhere") {
        return told;
    }
    // What is wrong with the file itself weighs more; what is elsewhere is told all the same.
    let beside = elsewhere::look(&mut context);
    told.and(beside)
}

fn tell(report: &Report, context: &mut Context) -> Result<(), Failure> {
    for erasure in &report.erasures {
        let (reference, field, sequence) = (&erasure.reference, erasure.field, erasure.sequence);
        let own = if erasure.self_approved { ", self-approved" } else { "" };
        context.say(&format!("Erased: {reference}, {field} (transaction {sequence}{own})"))?;
    }
    tell_jumps(report, context)?;
    if report.faults.is_empty() {
        let head = report.head.map_or_else(String::new, |head| head.link.to_string());
        let (transactions, changes) = (report.transactions, report.changes);
        context.say(&format!("The file holds: {transactions} transactions, {changes} changes."))?;
        context.say(&format!("Head of the journal: {head}"))?;
        let alone = excepted::for_the_next_audit(context.view())?.len();
        if alone > 0 {
            context.say(&format!(
                "{}: {}; gavel audit coverage lists them",
                excepted::LABEL,
                counted(alone, "time", "times")
            ))?;
        }
        return tell_index(&report.index, context);
    }
    context.say(&format!("The file does not hold: {} found.", report.faults.len()))?;
    for fault in report.faults.iter().take(LISTED) {
        context.say(&format!("  {}", one_line(&fault.to_string())))?;
    }
    if report.faults.len() > LISTED {
        context.say(&format!("  and {} more", report.faults.len() - LISTED))?;
    }
    context.say("Keep this file as it is, and compare it with a backup: gavel restore BACKUP --db NEW-FILE")?;
    Err(Failure::Told)
}

/// The index is no record: what is wrong with it is put right by making it anew.
fn tell_index(differing: &[String], context: &mut Context) -> Result<(), Failure> {
    if differing.is_empty() {
        return Ok(());
    }
    let mut named = differing.iter().take(INDEX).cloned().collect::<Vec<_>>().join(", ");
    if differing.len() > INDEX {
        named.push_str(&format!(" and {} more", differing.len() - INDEX));
    }
    context.say(&format!(
        "The search does not find by their words what it should: {named}. No record is touched by it. Make its index anew \
         with: gavel verify --rebuild-index"
    ))?;
    Err(Failure::Told)
}

/// Where the clock was put back; the file holds all the same.
fn tell_jumps(report: &Report, context: &mut Context) -> Result<(), Failure> {
    let zone = context.view().circumstances()?.zone;
    for jump in report.jumps.iter().take(LISTED) {
        let said = |at: Instant| at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string();
        let (sequence, at, after) = (jump.sequence, said(jump.at), said(jump.after));
        context.say(&format!(
            "Clock put back: transaction {sequence} says {at}, and one before it said {after}; it was written after that"
        ))?;
    }
    if report.jumps.len() > LISTED {
        context.say(&format!("  and {} more", report.jumps.len() - LISTED))?;
    }
    Ok(())
}

/// A line on the terminal that says how far a long run is; nothing where nobody sits there.
pub struct Progress<'w, 'a> {
    total: u64,
    shown: u64,
    world: &'w mut super::world::World<'a>,
}

impl<'w, 'a> Progress<'w, 'a> {
    /// A run of so many steps.
    pub fn new(total: u64, world: &'w mut super::world::World<'a>) -> Self {
        Self { total, shown: 0, world }
    }

    /// Says that a step is done.
    pub fn at(&mut self, step: u64) {
        let percent = step * 100 / self.total.max(1);
        if self.total > 20_000 && self.world.interactive && percent != self.shown {
            self.shown = percent;
            let end = if percent == 100 { "\r\x1b[K" } else { "" };
            // Only a sign of life: where it can't be written, the run goes on.
            let _ = write!(self.world.err, "\rVerifying: {percent} %{end}").and_then(|()| self.world.err.flush());
        }
    }
}
