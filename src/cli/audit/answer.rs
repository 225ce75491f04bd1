//! `gavel audit answer`: answers an item of the checklist.

use clap::{Arg, ArgMatches, Command};

use crate::domain::audit::REGISTER as AUDITS;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField, REGISTER};
use crate::workflow::audits::Progress;
use crate::workflow::audits::checklist;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::register::{self, fields};
use super::id;

const SAID: [ChecklistItemField; 4] = [
    ChecklistItemField::Notes,
    ChecklistItemField::ObjectiveEvidence,
    ChecklistItemField::Because,
    ChecklistItemField::Sampling,
];

pub fn command() -> Command {
    let answers: Vec<&str> = ChecklistItemField::Answer.field().kind.choices().iter().map(|one| one.key).collect();
    Command::new("answer")
        .about("Answers an item of the checklist")
        .arg(id())
        .arg(
            Arg::new("item")
                .value_name("ITEM")
                .required(true)
                .help("A clause, a control, CK-7, or words of the question"),
        )
        .arg(
            Arg::new("word")
                .value_name("ANSWER")
                .required(true)
                .value_parser(clap::builder::PossibleValuesParser::new(answers))
                .help("What the answer is"),
        )
        .args(SAID.map(|field| fields::option(field.field())))
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    context.offers_options = true;
    let audit = register::named(&AUDITS, given, &context)?;
    let author = context.author()?;
    let name = given.get_one::<String>("item").map_or("", String::as_str);
    let item = &checklist::find(context.view(), &audit, name)?;
    let mut reader = context.reader()?;
    let said = fields::values(&REGISTER, given, &mut reader)?;
    let word = given.get_one::<String>("word").map_or("", String::as_str);
    let answer = Answer::of_key(word).ok_or_else(|| Failure::Usage(format!("“{word}” is no answer")))?;
    let today = context.view().circumstances()?.today();
    let proposal = checklist::answer(item, answer, said, author.person, today);
    let outcome = context.commit(author, proposal)?;
    context.tell(&outcome)?;
    let progress = Progress::of(context.view(), audit.id)?;
    context.say(&progress.words())?;
    let calls = answer.grade().is_some() && ChecklistItem(item).finding().is_none();
    if calls {
        context.say(&format!("Next: gavel audit finding {} \"…\"", item.reference()))?;
    }
    Ok(())
}
