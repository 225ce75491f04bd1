//! `gavel audit checklist --list`: the checklist of an audit as it stands.

use clap::{Arg, ArgAction, ArgMatches};

use crate::domain::audit::REGISTER;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField};
use crate::store::Names;
use crate::workflow::audits::operations::CHECKLIST;
use crate::workflow::audits::{Progress, checklist, checklist_of};
use crate::workflow::operation::Why;

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::{operation, register, table};

pub fn option() -> Arg {
    Arg::new("list")
        .long("list")
        .action(ArgAction::SetTrue)
        .conflicts_with_all(CHECKLIST.asks.iter().map(|ask| ask.field.name))
        .help("Shows it as it stands and adds nothing")
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let audit = register::named(&REGISTER, given, &context)?;
    let view = context.view();
    let reference = audit.reference();
    let progress = Progress::of(view, audit.id)?;
    if progress.count == 0 {
        let none = Why::until(format!("{reference} has no checklist yet"), &CHECKLIST, "makes one");
        return context.say(&operation::spelled(&none, Some(&audit)));
    }
    use ChecklistItemField as Item;
    let fields = [Item::Question, Item::Sort, Item::Code, Item::Answer, Item::Finding].map(Item::field);
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    view.each(&checklist_of(audit.id).only(&fields), |record| {
        let item = ChecklistItem(&record);
        findings.push(item.finding());
        rows.push(vec![
            record.reference().to_string(),
            item.code().to_owned(),
            checklist::short(&record).to_owned(),
            item.answer().map_or("", Answer::label).to_owned(),
        ]);
        Ok(())
    })?;
    let mut names = Names::default();
    view.learn(&mut names, findings.iter().flatten().copied())?;
    for (row, finding) in rows.iter_mut().zip(findings) {
        let finding = finding.and_then(|id| names.of(id));
        row.push(finding.map_or(String::new(), |name| name.reference().to_string()));
    }
    table::write(
        context.world.out,
        &["Number", "Code", "What is asked", "Answer", "Finding"],
        &rows,
        context.world.width,
    )?;
    context.say(&progress.words())
}
