//! `gavel review call`: calls a review that is planned, or puts a new one on the register and calls it.

use clap::{Arg, ArgMatches, Command};

use crate::domain::field::Field;
use crate::domain::review::{REGISTER, ReviewField};
use crate::domain::value::Value;
use crate::store::view::named;
use crate::workflow::review::call;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;

/// What a call can say; the results of the review come later.
const SAID: [ReviewField; 9] = [
    ReviewField::Title,
    ReviewField::Date,
    ReviewField::PeriodStart,
    ReviewField::PeriodEnd,
    ReviewField::Place,
    ReviewField::Chair,
    ReviewField::Secretary,
    ReviewField::Members,
    ReviewField::Guests,
];

pub fn command() -> Command {
    Command::new("call")
        .about("Calls a review: a planned one by its ID, or a new one")
        .long_about(
            "Calls a review: a planned one by its ID, or a new one.\n\n\
             What is not said of a new one follows from the review before and from the people register: the voting\n\
             members, chair and secretary, the period. The standard's agenda is put in place.",
        )
        .arg(Arg::new("id").value_name("ID").help("A planned or postponed review, such as MR-4"))
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let ambient = context.store.ambient().clone();
    let proposal = if let Some(name) = given.get_one::<String>("id") {
        let record = context.record(&REGISTER, name)?;
        if !said.is_empty() {
            let what = format!("To change {0} before it is called: gavel review edit {0} …", record.reference());
            return Err(Failure::Usage(what));
        }
        call::call(context.view(), record.id, &ambient)?
    } else {
        let today = context.view().circumstances()?.today();
        let date = said.iter().find_map(|(field, value)| match value {
            Some(Value::Date(day)) if *field == ReviewField::Date.field() => Some(*day),
            _ => None,
        });
        let is_said = |field: &&'static Field| said.iter().any(|(one, _)| one == field);
        let mut all: Vec<(&'static Field, Value)> =
            call::proposed(context.view(), today, date)?.into_iter().filter(|(field, _)| !is_said(field)).collect();
        all.extend(said.iter().filter_map(|(field, value)| Some((*field, value.clone()?))));
        call::create(context.view(), all, &ambient)?
    };
    let outcome = context.commit(author, proposal)?;
    let review = outcome.changed.iter().find(|changed| changed.register == &REGISTER);
    if let Some(record) = review.map(|changed| context.view().record(changed.id)).transpose()?.flatten() {
        context.say(&format!("Called {}", named(&record)))?;
        context.say(&format!("Next: gavel review readiness {}", record.reference()))?;
    }
    Ok(())
}
