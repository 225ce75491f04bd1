//! A workbook (XLSX) read as a table: one of its sheets, each cell as what it holds rather than as it looks.
//!
//! Nothing that a workbook says of itself is believed: what is unpacked is counted as it comes, and nothing is made ready
//! for as many cells, strings or rows as it claims to have.

mod cells;
mod parts;
mod sheet;
mod styles;
mod xml;

use super::Unusable;
use super::row::FileRow;
use super::table::{Form, Remark, Wanted};

use parts::Parts;

/// Why a workbook can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("is encrypted, or a workbook of the old form: save it as XLSX without a password, and import that")]
    Encrypted,
    #[error("is no workbook, or a damaged one ({0}): open it in a spreadsheet, and save it again")]
    Damaged(String),
    #[error("is too large ({0}): split it, or save the sheet as CSV")]
    TooMuch(&'static str),
    #[error("has several sheets: {}; say which is meant (sheet)", .0.join(", "))]
    Several(Vec<String>),
    #[error("has no sheet “{0}”; its sheets are: {list}", list = .1.join(", "))]
    NoSheet(String, Vec<String>),
    #[error(
        "has a formula without a stored value in {0} of the sheet “{1}”: open it in a spreadsheet, save it, and import it again"
    )]
    NoValue(String, String),
}

/// How a file begins that is a workbook, or could be one.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The rows of a sheet: of the one that is wanted, or of the only one.
///
/// # Errors
/// [`Unusable::Workbook`], with what is wrong.
pub fn rows(bytes: &[u8], called: &str, wanted: &Wanted) -> Result<(Form, Vec<FileRow>, Vec<Remark>), Unusable> {
    read(bytes, wanted).map_err(|why| Unusable::Workbook { called: called.to_owned(), why })
}

fn read(bytes: &[u8], wanted: &Wanted) -> Result<(Form, Vec<FileRow>, Vec<Remark>), Broken> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Broken::Encrypted);
    }
    let mut parts = Parts::open(bytes)?;
    let book = parts.book()?;
    let seen: Vec<String> = book.sheets.iter().filter(|sheet| sheet.visible).map(|sheet| sheet.name.clone()).collect();
    let named = |name: &str| book.sheets.iter().find(|sheet| sheet.name.to_lowercase() == name.to_lowercase());
    let chosen = match (&wanted.sheet, seen.as_slice()) {
        (Some(name), _) => named(name).ok_or_else(|| Broken::NoSheet(name.clone(), seen.clone()))?,
        (None, [only]) => named(only).ok_or_else(|| Broken::NoSheet(only.clone(), seen.clone()))?,
        (None, []) => return Err(Broken::Damaged("no sheet that can be seen".to_owned())),
        (None, _) => {
            let own = wanted.named_like.iter().find_map(|name| named(name).filter(|sheet| sheet.visible));
            own.ok_or_else(|| Broken::Several(seen.clone()))?
        }
    };
    let styles = parts.styles()?;
    let strings = parts.strings()?;
    let mut remarks = parts.remarks();
    let sheet = sheet::read(&mut parts, chosen, &cells::Known { styles, strings, since_1904: book.since_1904 })?;
    remarks.extend(sheet.remarks);
    Ok((Form::Sheet(chosen.name.clone()), sheet.rows, remarks))
}
