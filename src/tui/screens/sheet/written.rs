//! A sheet written out: a new file beside the one that is open.

use crate::report::sheet::{document, text};
use crate::report::{to_html, to_markdown};
use crate::store::output::Folder;
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice, open, read};
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::sheet::Sheet;

use super::super::chooser::Chooser;

type Write = fn(&'static Reading, &Sheet) -> Vec<u8>;

/// Each form with its ending.
const FORMS: [(&str, &str, Write); 3] = [
    ("Markdown", "md", |reading, sheet| to_markdown(&document(reading.title, sheet, nothing(sheet))).into_bytes()),
    ("One HTML page", "html", |reading, sheet| to_html(&document(reading.title, sheet, nothing(sheet))).into_bytes()),
    ("Text", "txt", |_, sheet| {
        let mut out = Vec::new();
        // What is kept in memory can always be written.
        let _ = text::write(sheet, nothing(sheet).as_deref(), false, None, &mut out);
        out
    }),
];

/// As many files of one name and day are told apart.
const MOST: usize = 99;

fn nothing(sheet: &Sheet) -> Option<String> {
    sheet.nothing.as_ref().map(|why| why.words.clone())
}

/// Reads a sheet behind the screen, and offers the forms in which it can be written out.
pub fn offer(reading: &'static Reading, wanted: Wanted, desk: &Desk) -> Effects {
    let question = move |view: View| Ok(((reading.read)(view, &wanted)?, wanted));
    read(desk, question, move |(sheet, wanted), _| Ok(open(chooser(reading, &sheet, &wanted))))
}

/// Offers the forms in which a sheet can be written out.
pub fn chooser(reading: &'static Reading, sheet: &Sheet, wanted: &Wanted) -> Chooser {
    let mut chooser = Chooser::new(format!("Write out: {}", reading.title)).called("Write out");
    for (name, ending, form) in FORMS {
        let (sheet, wanted) = (sheet.clone(), wanted.clone());
        let writes = move |desk: &Desk| write(reading, &wanted, ending, &form(reading, &sheet), desk);
        chooser.offer(name, &format!(".{ending}"), Answer::does(writes));
    }
    chooser
}

fn write(
    reading: &'static Reading,
    wanted: &Wanted,
    ending: &str,
    bytes: &[u8],
    desk: &Desk,
) -> Result<Effects, Error> {
    let register = reading.of.is_under_register().then(|| reading.register.command());
    let record = wanted.record.map(|id| desk.view().reference(id)).transpose()?.flatten();
    let parts = [
        register,
        Some(reading.name.to_owned()),
        record.map(|record| record.to_string()),
        Some(desk.circumstances()?.today().to_string()),
    ];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join("-");
    let folder = Folder::of(desk.store.path());
    for number in 1..=MOST {
        let name = if number == 1 { format!("{name}.{ending}") } else { format!("{name}-{number}.{ending}") };
        match folder.keep(&[(&name, bytes)]) {
            Ok(()) => return Ok(Notice::good(format!("Wrote {name} beside this file")).into()),
            // Of the same day, with something else in it.
            Err(Error::AlreadyThere(_)) => {}
            Err(error) => return Ok(Notice::bad(error.to_string()).into()),
        }
    }
    Ok(Notice::bad(format!("There are {MOST} files of the name {name} beside this file; take some away first")).into())
}
