//! `gavel audit finding`: makes the finding of an item of the checklist.

use clap::{Arg, ArgMatches, Command};

use crate::domain::checklist_item;
use crate::domain::field::Field;
use crate::domain::finding::{FindingField, REGISTER};
use crate::domain::value::Value;
use crate::store::view::named;
use crate::workflow::audits::checklist;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::fields;

const SAID: [FindingField; 10] = [
    FindingField::Statement,
    FindingField::ObjectiveEvidence,
    FindingField::Requirement,
    FindingField::System,
    FindingField::Unit,
    FindingField::RaisedOn,
    FindingField::Owner,
    FindingField::Due,
    FindingField::Reference,
    FindingField::Repeats,
];

pub fn command() -> Command {
    Command::new("finding")
        .about("Makes the finding of an answered item of the checklist, graded as answered, and links it")
        .arg(Arg::new("item").value_name("ITEM").required(true).help("The item, such as CK-7"))
        .arg(Arg::new("words").value_name("TITLE").required(true).help("The finding in one line"))
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let author = context.author()?;
    let name = given.get_one::<String>("item").map_or("", String::as_str);
    let item = context.record(&checklist_item::REGISTER, name)?;
    let today = context.view().circumstances()?.today();
    let start = checklist::finding_of(context.view(), &item, today)?;
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let title = given.get_one::<String>("words").cloned().unwrap_or_default();
    let mut all: Vec<(&'static Field, Option<Value>)> = vec![(FindingField::Title.field(), Some(Value::Text(title)))];
    all.extend(said);
    let is_said = |field: &'static Field| all.iter().any(|(one, _)| *one == field);
    let rest: Vec<_> = start.into_iter().filter(|(field, _)| !is_said(field)).collect();
    all.extend(rest);
    let fields = all.into_iter().filter_map(|(field, value)| Some((field, value?))).collect();
    let proposal = checklist::make_finding(&item, fields, context.store.ambient());
    let outcome = context.commit(author, proposal)?;
    let made = outcome.changed.iter().find(|changed| *changed.register == REGISTER);
    if let Some(record) = made.map(|changed| context.view().record(changed.id)).transpose()?.flatten() {
        let grade = record.get("grade").map(|grade| context.view().shown(FindingField::Grade.field(), grade));
        let grade = grade.transpose()?.unwrap_or_default().to_lowercase();
        context.say(&format!("Made {} ({grade})", named(&record)))?;
        context.say(&format!("Next: gavel audit raise {}", record.reference()))?;
    }
    Ok(())
}
