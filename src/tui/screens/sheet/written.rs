//! A sheet written out: a new file beside the one that is open.

use std::io;

use crate::exchange::json;
use crate::report;
use crate::report::form::Form;
use crate::report::sheet::Face;
use crate::store::output::Folder;
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice, open, read};
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::sheet::Sheet;

use super::super::chooser::Chooser;

/// As many files of one name and day are told apart.
const MOST: usize = 99;

fn nothing(sheet: &Sheet) -> Option<String> {
    sheet.nothing.as_ref().map(|why| why.words.clone())
}

/// Reads a sheet behind the screen, and offers the forms in which it can be written out.
pub fn offer(reading: &'static Reading, wanted: Wanted, desk: &Desk) -> Effects {
    let question = move |view: View| Ok((reading.sheet(view, &wanted)?, wanted));
    read(desk, question, move |(sheet, wanted), _| Ok(open(chooser(reading, &sheet, &wanted))))
}

/// Offers the forms in which a sheet can be written out.
pub fn chooser(reading: &'static Reading, sheet: &Sheet, wanted: &Wanted) -> Chooser {
    let mut chooser = Chooser::new(format!("Write out: {}", reading.title)).called("Write out");
    for form in Form::ALL {
        let (sheet, wanted) = (sheet.clone(), wanted.clone());
        let writes = move |desk: &Desk| match bytes(reading, &sheet, &wanted, form, desk)? {
            Ok(bytes) => write(reading, &wanted, form.ending(), &bytes, desk),
            Err(error) => Ok(Notice::bad(error.to_string()).into()),
        };
        chooser.offer(form.called(), &format!(".{}", form.ending()), Answer::does(writes));
    }
    chooser
}

/// A sheet in a form, as the command line writes it into a file.
fn bytes(
    reading: &'static Reading,
    sheet: &Sheet,
    wanted: &Wanted,
    form: Form,
    desk: &Desk,
) -> Result<io::Result<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    let written = match reading.pieces.filter(|_| form == Form::Json) {
        Some(pieces) => json::pieces(pieces, wanted, desk.view(), &mut bytes)?,
        None => {
            let from = report::sheet::from(desk.view())?;
            let frame = report::sheet::frame(desk.view(), reading)?;
            let face = Face { form, paper: None, room: None, from, frame };
            report::sheet::write(reading, sheet.clone(), nothing(sheet), &face, &mut bytes)
        }
    };
    Ok(written.map(|()| bytes))
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
