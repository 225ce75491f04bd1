//! Every command by its name, with its key, and why it can't be used now.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::record::Record;
use crate::tui::command::{Doing, ENTRIES, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect};
use crate::tui::layer::Screen;
use crate::workflow::operation::{self, About, Operation};

use super::acting;
use super::chooser::Chooser;
use crate::domain::spelling::capital;
use crate::tui::operating::spelled;
use crate::workflow::operation::own::Offered;

/// The palette for what is on the screen.
pub fn palette(screen: &dyn Screen, why_not: impl Fn(Doing) -> Option<String>, desk: &Desk) -> Chooser {
    let mut chooser = Chooser::new("Commands").otherwise("No command matches. Esc, and then / finds records.");
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
    let mut entries: Vec<_> = ENTRIES.iter().collect();
    entries.sort_by_key(|entry| rank(entry.scope));
    let offered = |does: Doing| match does {
        Doing::Command(command) => Answer::CommandFor(command, ids.clone()),
        Doing::Operation(operation, way) => {
            Answer::Operation(operation, way, screen.subject(operation).unwrap_or_default())
        }
        Doing::Place(place) => Answer::does(move |_| Ok(vec![Effect::Go(Destination::Place(place))])),
    };
    let mut later = Vec::new();
    for entry in entries {
        let why_not = if scopes.contains(&entry.scope) || entry.scope == Scope::Everywhere {
            why_not(entry.does)
        } else {
            Some(capital(&format!("only {}", entry.scope.label().to_lowercase())))
        };
        match why_not {
            None => {
                chooser.offer(entry.name, entry.key(), offered(entry.does));
                chooser.explained(entry.help);
                chooser.found_by(&named(entry.does));
            }
            some => later.push((entry, some)),
        }
    }
    let subjects: Vec<&Record> = screen.subjects();
    for Offered { step, able, why_not } in acting::moves(&subjects, desk) {
        let whose = match subjects.as_slice() {
            [one] => one.reference().to_string(),
            several => format!("{} records", several.len()),
        };
        let moves = Answer::does(move |desk| acting::make_move(step, &able, desk));
        chooser.offer_unless(format!("{}: {whose}", step.label), "m", why_not.as_ref().map(spelled), moves);
        chooser.explained(step.help);
    }
    // What is done to a whole register has no key; what is done to that of the screen comes first.
    let here = |operation: &&'static Operation| screen.register().is_some_and(|one| operation.register == Some(one));
    let (own, others): (Vec<_>, Vec<_>) = operation::all().partition(here);
    for operation in own.into_iter().chain(others) {
        if let (About::Nothing, Some(way)) = (operation.about, operation.ways.first().filter(|way| way.keys.is_empty()))
        {
            let does = Doing::Operation(operation, 0);
            chooser.offer_unless(way.name, "", why_not(does), offered(does));
            chooser.explained(way.help);
            chooser.found_by(&named(does));
        }
    }
    // What is done to what is on the screen, and has no key: the next steps of a meeting.
    for operation in operation::all().filter(|one| !matches!(one.about, About::Nothing)) {
        if screen.subject(operation).is_err() {
            continue;
        }
        for (place, way) in operation.ways.iter().enumerate().filter(|(_, way)| way.keys.is_empty()) {
            let does = Doing::Operation(operation, place);
            if !way.name.is_empty() && why_not(does).is_none() {
                chooser.offer(way.name, "", offered(does));
                chooser.explained(way.help);
                chooser.found_by(&named(does));
            }
        }
    }
    acting::offer_every_sheet(&mut chooser, screen.whole(), &subjects);
    for register in CATALOGUE.registers() {
        chooser.offer(format!("Go to {}", register.plural), "8", Answer::Register(register));
        chooser.explained(register.about);
        // What is set once for all is looked for by its own name: the language, the letterhead.
        if register.single {
            let labels: Vec<_> = register.fields.iter().map(|field| field.label).collect();
            chooser.found_by(&labels.join(" "));
        }
    }
    for (entry, why_not) in later {
        chooser.offer_unless(entry.name, entry.key(), why_not, offered(entry.does));
    }
    chooser
}

/// The words under which something stands on the command line.
fn named(does: Doing) -> String {
    match does {
        Doing::Operation(operation, _) => format!("{} {}", operation.names.join(" "), operation.help),
        Doing::Command(_) | Doing::Place(_) => String::new(),
    }
}
