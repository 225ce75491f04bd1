//! `gavel review judge` and `conclude`: the verdicts on the system, and the end of the review.

use clap::{Arg, ArgMatches, Command};

use crate::domain::review::{REGISTER, ReviewField};
use crate::domain::transaction::FieldChange;
use crate::domain::verdict::{Aspect, Judgement};
use crate::store::{Act, Proposal};
use crate::workflow::review::conclude;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;
use super::{at, carry_out, end_of_sitting, id, proceedings, text};

const SAID: [ReviewField; 3] = [ReviewField::NoImprovements, ReviewField::NoChanges, ReviewField::NextReview];

pub fn judge_command() -> Command {
    let one_of = |keys: Vec<&'static str>| clap::builder::PossibleValuesParser::new(keys);
    Command::new("judge")
        .about("Judges the system: suitability, adequacy, effectiveness, each with a reason (9.3.1)")
        .arg(id())
        .arg(
            Arg::new("aspect")
                .value_name("ASPECT")
                .required(true)
                .value_parser(one_of(Aspect::ALL.iter().map(|one| one.key()).collect()))
                .help("What is judged"),
        )
        .arg(
            Arg::new("judgement")
                .value_name("JUDGEMENT")
                .required(true)
                .value_parser(one_of(Judgement::ALL.iter().map(|one| one.key()).collect()))
                .help("The judgement"),
        )
        .arg(text("reason", "What it rests on").required(true))
}

pub fn command() -> Command {
    Command::new("conclude")
        .about("Concludes the review; what is missing is listed")
        .arg(id())
        .args(SAID.map(|field| fields::option(field.field())))
        .arg(at())
}

pub fn judge(given: &ArgMatches, context: Context) -> Result<(), Failure> {
    let proceedings = proceedings(given, &context)?;
    let said = |name: &str| given.get_one::<String>(name).map_or("", String::as_str);
    let (Some(aspect), Some(judgement)) = (Aspect::of_key(said("aspect")), Judgement::of_key(said("judgement"))) else {
        return Err(Failure::Usage("Name an aspect and a judgement".to_owned()));
    };
    let proposal = conclude::judge(&proceedings, aspect, judgement, said("reason"), context.store.ambient());
    carry_out(context, Ok(proposal))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let proceedings = proceedings(given, &context)?;
    let at = end_of_sitting(given, &context, &proceedings)?;
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let review = &proceedings.meeting.review;
    let changes: Vec<_> = said
        .into_iter()
        .map(|(field, after)| FieldChange { field, before: review.get(field.name).cloned(), after })
        .collect();
    let mut acts = Vec::new();
    if !changes.is_empty() {
        acts.push(Act::Edit { record: review.id, based_on: review.revision, fields: changes });
    }
    acts.extend(conclude::conclude(&proceedings, at).acts);
    carry_out(context, Ok(Proposal::of(acts)))
}
