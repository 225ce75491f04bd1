//! `gavel audit raise`: raises the nonconformity from a finding.

use clap::{Arg, ArgMatches, Command};

use crate::domain::finding;
use crate::domain::nonconformity::{NonconformityField, REGISTER};
use crate::store::view::named;
use crate::workflow::audits::raise;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;

const SAID: [NonconformityField; 8] = [
    NonconformityField::Title,
    NonconformityField::Owner,
    NonconformityField::OccurredOn,
    NonconformityField::RaisedOn,
    NonconformityField::RaisedBy,
    NonconformityField::PlanDue,
    NonconformityField::Due,
    NonconformityField::StaysMinor,
];

pub fn command() -> Command {
    Command::new("raise")
        .about("Raises the nonconformity from a finding, with the deadlines of whoever audits")
        .long_about(
            "Raises the nonconformity from a major or minor finding: requirement, statement, evidence and grade go with\n\
             it, the deadlines that fit the audit are counted from its last day, and both are linked.",
        )
        .arg(Arg::new("finding").value_name("FINDING").required(true).help("The finding, such as F-3"))
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let name = given.get_one::<String>("finding").map_or("", String::as_str);
    let finding = context.record(&finding::REGISTER, name)?;
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let said = said.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    let raised = raise::raise(context.view(), &finding, said, author.person, context.store.ambient())?;
    context.commit(author, raised.proposal)?;
    if let Some(record) = context.view().record(raised.id)? {
        context.say(&format!("Raised {} from {}", named(&record), finding.reference()))?;
    }
    match (raised.deadlines, raised.without) {
        (Some(deadlines), _) => context.say(&format!("Deadlines: {}", deadlines.words())),
        (None, Some(why)) => context.say(&why),
        (None, None) => Ok(()),
    }
}
