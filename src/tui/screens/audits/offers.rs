//! What is offered on the audits, and what was chosen.

use crate::store::Error;
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice};
use crate::tui::screens::chooser::Chooser;
use crate::workflow::audits::checklist::{Wanted, Which, generate};

use super::{AuditsView, submit};

/// What was chosen on a screen that lay above the audits.
#[derive(Debug, Clone)]
pub enum AuditsAnswer {
    /// Make the checklist from these.
    Checklist(Wanted),
}

/// From what a checklist can be made.
pub fn checklists(screen: &AuditsView) -> Chooser {
    let whose = screen.audit.as_ref().map_or(String::new(), |audit| format!(": {}", audit.reference()));
    let mut chooser = Chooser::new(format!("Make the checklist{whose}")).called("Checklist");
    let wanted = |clauses: Which, controls: Which| {
        Answer::own(AuditsAnswer::Checklist(Wanted { clauses, controls, own: Vec::new() }))
    };
    let offers = [
        (
            "All clauses and every control",
            "What is there already stays as it is; a control that is left out stands there with its justification.",
            wanted(Which::All, Which::All),
        ),
        (
            "All clauses and the controls that apply",
            "Without the controls that are left out.",
            wanted(Which::All, Which::Applicable),
        ),
        ("All clauses", "The 32 clauses that ask for something.", wanted(Which::All, Which::None)),
        ("Every control", "The 38 of Annex A, and your own.", wanted(Which::None, Which::All)),
        ("The controls that apply", "Without the controls that are left out.", wanted(Which::None, Which::Applicable)),
    ];
    for (words, help, answer) in offers {
        chooser.offer(words, "", answer);
        chooser.explained(help);
    }
    chooser
}

/// Does what was chosen.
pub fn answered(screen: &AuditsView, answer: AuditsAnswer, desk: &Desk) -> Result<Effects, Error> {
    let AuditsAnswer::Checklist(wanted) = answer;
    let Some(audit) = &screen.audit else { return Ok(Effects::new()) };
    match generate(desk.view(), audit, &wanted, desk.store.ambient()) {
        Ok(proposal) if proposal.acts.is_empty() => Ok(Notice::plain("The checklist has all of that already").into()),
        Ok(proposal) => {
            let count = proposal.acts.len();
            Ok(submit(proposal, format!("Added {count} items to the checklist of {}", audit.reference())))
        }
        Err(trouble) => Ok(Notice::watch(trouble.why()?.words).into()),
    }
}
