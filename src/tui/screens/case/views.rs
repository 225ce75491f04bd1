//! What is looked at beside a case: its causes drawn, and cases that are similar.

use crate::domain::record::Record;
use crate::store::view::named;
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice, open, read};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::page::{Line, Page};
use crate::workflow::closure::causes::{Signs, drawn, therefore};
use crate::workflow::closure::fishbone;
use crate::workflow::closure::similar::{Found, similar};

/// The columns of a drawing: those of the smallest window, within its frame.
const WIDTH: usize = 74;

/// The causes as a fishbone and as a tree, each branch read back.
pub fn causes(case: &Record, causes: &[Record]) -> Page {
    let words = |lines: Vec<String>| lines.into_iter().map(Line::Words);
    let mut lines = vec![Line::Heading("Fishbone".to_owned())];
    lines.extend(words(fishbone::drawn(case.title(), causes, WIDTH, Signs::Drawn)));
    lines.extend([Line::Words(String::new()), Line::Heading("Whys".to_owned())]);
    lines.extend(words(drawn(case.title(), causes, WIDTH, Signs::Drawn)));
    lines.extend([Line::Words(String::new()), Line::Heading("Read back".to_owned())]);
    lines.extend(words(therefore(case.title(), causes)));
    Page::prose(format!("Causes of {}", named(case)), lines)
}

/// Looks for cases, findings and incidents that are similar, each a way to its record.
pub fn similar_cases(case: &Record, desk: &Desk) -> Effects {
    let (this, case) = (case.clone(), case.clone());
    read(desk, move |view| similar(view, &this, ""), move |found, _| Ok(offer(&case, found)))
}

fn offer(case: &Record, found: Found) -> Effects {
    if found.listed.is_empty() {
        let words = "Nothing similar is on record by requirement, cause, system, unit or words";
        return Notice::plain(words).into();
    }
    let cut = found.left_out().map_or(String::new(), |words| format!(" · {words}"));
    let title = format!("Similar to {}: where to look{cut}", case.reference());
    let mut chooser = Chooser::new(title).called("Similar cases");
    for one in found.listed {
        chooser.offer(named(&one.record), &one.because.join(", "), Answer::Record(one.record.id));
    }
    open(chooser)
}
