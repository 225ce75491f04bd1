//! `gavel audit checklist`: makes the checklist of an audit from the clauses and controls, adds to it, or shows it.

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::audit::REGISTER;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField};
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::Names;
use crate::store::list::Filter;
use crate::workflow::audits::checklist::{self, Wanted, Which};
use crate::workflow::audits::{Progress, checklist_of};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::{register, table};
use super::id;

pub fn command() -> Command {
    Command::new("checklist")
        .about("Makes the checklist from the clauses and the controls, adds what it lacks, or shows it")
        .long_about(
            "Makes the checklist of an audit, or adds what it lacks; what is there stays as it is. Without a choice it is\n\
             made from all 32 clauses and from every control. A control that the statement of applicability leaves out\n\
             stands on it as not applicable, with the justification.",
        )
        .arg(id())
        .arg(
            Arg::new("clauses")
                .long("clauses")
                .value_name("all|none|9.2,…")
                .help("Which clauses; 9 stands for all of 9"),
        )
        .arg(
            Arg::new("controls")
                .long("controls")
                .value_name("all|applicable|none|A.6.2.4,…")
                .help("Which controls, the organisation's own among them; “applicable” leaves out what is left out"),
        )
        .arg(
            Arg::new("own")
                .long("own")
                .value_name("QUESTION")
                .action(ArgAction::Append)
                .help("A question of your own; repeat it for more"),
        )
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["clauses", "controls", "own"])
                .help("Shows it as it stands and adds nothing"),
        )
}

pub fn run(given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let audit = register::named(&REGISTER, given, &context)?;
    if given.get_flag("list") {
        return list(&audit, context);
    }
    let wanted = wanted(given);
    let author = context.author()?;
    let ambient = context.store.ambient().clone();
    let proposal = checklist::generate(context.view(), &audit, &wanted, &ambient)?;
    let count = proposal.acts.len();
    let reference = audit.reference();
    if count == 0 {
        return context.say(&format!("The checklist of {reference} has all of that already"));
    }
    context.commit(author, proposal)?;
    let mut left_out = checklist_of(audit.id);
    let answer = ChecklistItemField::Answer.field();
    left_out.filters.push(Filter::Is(answer, vec![Value::Choice(Answer::NotApplicable.key())]));
    let left_out = context.view().count(&left_out)?;
    let all = Progress::of(context.view(), audit.id)?.count;
    context.say(&format!("Added {count} items to the checklist of {reference}; it has {all} now"))?;
    if left_out > 0 {
        context.say(&format!("Not applicable by the statement of applicability or by an answer: {left_out}"))?;
    }
    context.say(&format!("Next: gavel audit answer {reference} 4.1 conforms --notes …"))
}

fn wanted(given: &ArgMatches) -> Wanted {
    let own: Vec<String> = given.get_many::<String>("own").unwrap_or_default().cloned().collect();
    let (clauses, controls) = (given.get_one::<String>("clauses"), given.get_one::<String>("controls"));
    if clauses.is_none() && controls.is_none() && own.is_empty() {
        return Wanted::ALL;
    }
    Wanted { clauses: which(clauses), controls: which(controls), own }
}

fn which(said: Option<&String>) -> Which {
    match said.map(|said| said.trim()) {
        None | Some("none") => Which::None,
        Some("all") => Which::All,
        Some("applicable") => Which::Applicable,
        Some(named) => {
            Which::Named(named.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
        }
    }
}

fn list(audit: &Record, mut context: Context) -> Result<(), Failure> {
    let view = context.view();
    let reference = audit.reference();
    let progress = Progress::of(view, audit.id)?;
    if progress.count == 0 {
        return context.say(&format!("{reference} has no checklist yet; make one: gavel audit checklist {reference}"));
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
