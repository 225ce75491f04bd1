//! The file of evidence, read on the screen where it is a text.

use crate::domain::record::Record;
use crate::store::View;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice, open, read};
use crate::workflow::evidence::{Export, Of, export};

use super::page::{Line, Page};

/// So many lines are shown; whoever needs more writes the file out.
const MOST: usize = 2_000;

/// Shows a version of the file of evidence, or says how else it is read.
pub fn show(evidence: &Record, of: Of, desk: &Desk) -> Effects {
    let record = evidence.clone();
    let title = format!("{} {}", record.reference(), record.title());
    let exported = move |view: View| match export(view, &record, of) {
        Ok(export) => Ok(Ok(export)),
        Err(trouble) => Ok(Err(trouble.why()?.words)),
    };
    read(desk, exported, move |exported, _| {
        Ok(match exported {
            Ok(export) => match lines(&export) {
                Some(lines) => open(Page::prose(title, lines)),
                None => Notice::plain(format!(
                    "{} ({} bytes) is not a text: E writes it out, for another program to show",
                    export.version.file.name,
                    export.bytes.len()
                ))
                .into(),
            },
            Err(why) => Notice::watch(why).into(),
        })
    })
}

/// The lines of a text; none where the bytes are something else.
fn lines(export: &Export) -> Option<Vec<Line>> {
    let text = std::str::from_utf8(&export.bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')) {
        return None;
    }
    let mut lines = vec![Line::Heading(export.version.file.name.clone()), Line::Words(String::new())];
    if text.trim().is_empty() {
        lines.push(Line::Words("Nothing stands in it.".to_owned()));
    }
    let count = text.lines().count();
    lines.extend(text.lines().take(MOST).map(|line| Line::Words(line.replace('\t', "    "))));
    if count > MOST {
        lines.push(Line::Words(String::new()));
        lines.push(Line::Heading(format!("{} more lines are not shown here: E writes the file out", count - MOST)));
    }
    Some(lines)
}
