//! `gavel about RECORD --to FOLDER`: everything about a record as a folder, with a list of hashes.

use clap::{Arg, ArgMatches};

use crate::report;
use crate::workflow::nearby::{ABOUT, handed};
use crate::workflow::reading::{Reading, Wanted};
use crate::workflow::sheet::Sheet;
use crate::workflow::sums::{SUMS, sums};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::{folder, into_folder};
use super::super::form;

const TO: &str = "to";

/// The option that names the folder.
pub fn option(reading: &'static Reading) -> Option<Arg> {
    let others = ["json", "plain", "markdown", "html", form::FORM, form::PAPER, form::FONT, form::OUTPUT];
    std::ptr::eq(reading, &ABOUT).then(|| {
        folder(TO)
            .long(TO)
            .conflicts_with_all(others)
            .help("Writes it into a folder that is there: a page that lists it, a page of each record, the files of evidence, and their hashes")
    })
}

/// Whether a folder was named.
pub fn is_asked(reading: &'static Reading, given: &ArgMatches) -> bool {
    std::ptr::eq(reading, &ABOUT) && given.contains_id(TO)
}

pub fn run(wanted: &Wanted, given: &ArgMatches, mut context: Context) -> Result<(), Failure> {
    let Some(folder) = into_folder(given, TO)? else { return Ok(()) };
    let handed = {
        let view = context.store.view();
        let _hold = view.hold()?;
        handed(view, wanted)?
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut page = |name: &str, title: &str, sheet: &Sheet| {
        let document = report::sheet::document(title, sheet, None);
        files.push((format!("{name}.md"), report::to_markdown(&document).into_bytes()));
        files.push((format!("{name}.html"), report::to_html(&document).into_bytes()));
    };
    page("index", ABOUT.title, &handed.index);
    handed.pages.iter().for_each(|(name, sheet)| page(name, "", sheet));
    let (pages, kept) = (handed.pages.len(), handed.files.len());
    files.extend(handed.files);
    let list = sums(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())));
    files.push((SUMS.to_owned(), list.into_bytes()));
    let all: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    folder.keep(&all)?;
    let index = folder.file("index.html");
    context.say(&format!(
        "Wrote {} and the pages of {pages} records, {kept} files of evidence, and {SUMS}, by which “sha256sum --check” \
         proves them",
        index.path().display()
    ))
}
