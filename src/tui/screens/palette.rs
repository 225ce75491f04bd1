//! Every command by its name, with its key, and why it can't be used now.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::record::Record;
use crate::tui::command::{COMMANDS, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::Answer;
use crate::tui::layer::Screen;

use super::acting;
use super::chooser::Chooser;
use super::detail::capital;

/// The palette for what is on the screen.
pub fn palette(
    screen: &dyn Screen,
    unavailable: impl Fn(crate::tui::command::Command) -> Option<String>,
    desk: &Desk,
) -> Chooser {
    let mut chooser = Chooser::new("Commands");
    let scopes = screen.scopes();
    // What is done with records comes first; moving about is known by heart and comes last.
    let rank = |scope: Scope| match scope {
        Scope::Record => 0,
        Scope::Rows | Scope::Choosing => 4,
        Scope::Everywhere => 3,
        Scope::Panes => 2,
        _ => 1,
    };
    let ids: Vec<_> = screen.subjects().iter().map(|record| record.id).collect();
    let mut entries: Vec<_> = COMMANDS.iter().collect();
    entries.sort_by_key(|entry| rank(entry.scope));
    let mut later = Vec::new();
    for entry in entries {
        let why_not = if scopes.contains(&entry.scope) || entry.scope == Scope::Everywhere {
            unavailable(entry.command)
        } else {
            Some(capital(&format!("only {}", entry.scope.label().to_lowercase())))
        };
        match why_not {
            None => {
                chooser.offer(entry.name, entry.key(), Answer::CommandFor(entry.command, ids.clone()));
                chooser.explained(entry.help);
            }
            some => later.push((entry, some)),
        }
    }
    let subjects: Vec<&Record> = screen.subjects();
    for acting::Offered { step, able, why_not } in acting::moves(&subjects, desk) {
        let whose = match subjects.as_slice() {
            [one] => one.reference().to_string(),
            several => format!("{} records", several.len()),
        };
        let moves = Answer::does(move |desk| acting::make_move(step, &able, desk));
        chooser.offer_unless(format!("{}: {whose}", step.label), "m", why_not, moves);
        chooser.explained(step.help);
    }
    for register in CATALOGUE.registers() {
        chooser.offer(format!("Go to {}", register.plural), "8", Answer::Register(register));
    }
    for (entry, why_not) in later {
        chooser.offer_unless(entry.name, entry.key(), why_not, Answer::Command(entry.command));
    }
    chooser
}
