//! Records as CSV for spreadsheets.

use std::io::Write;

use crate::domain::field::Field;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::domain::visible::visible;
use crate::store::{Error, View};

/// Writes pages of records as CSV: a line of names, of fields and of what is worked out, then a line for each record, links
/// by reference. On its way to a
/// terminal (`safe`) what a terminal would obey is replaced; a file gets the text as it is.
///
/// # Errors
/// The inner error is the writer's.
pub fn write(
    view: View,
    register: &'static Register,
    pages: impl Iterator<Item = Result<Vec<Record>, Error>>,
    safe: bool,
    out: &mut dyn Write,
) -> Result<Result<(), csv::Error>, Error> {
    let mut writer = csv::Writer::from_writer(out);
    let columns: Vec<_> = register.worked_out().collect();
    if let Err(error) = writer.write_record(header(register)) {
        return Ok(Err(error));
    }
    for page in pages {
        let page = page?;
        let standings = view.standings(register, &columns, &page)?;
        for record in &page {
            let mut cells = vec![record.reference().to_string()];
            let standing = columns.iter().map(|column| (*column, standings.of(record.id, column)));
            for (field, value) in record.fields().chain(standing) {
                cells.push(cell(view, field, value)?);
            }
            let safe = |cell: String| if safe { visible(&cell).into_owned() } else { cell };
            let cells = cells.iter().map(|cell| safe(harmless(cell).into_owned()));
            if let Err(error) = writer.write_record(cells) {
                return Ok(Err(error));
            }
        }
    }
    Ok(writer.flush().map_err(csv::Error::from))
}

/// The names in the first line: of the reference, of each field, of what is worked out.
pub fn header(register: &'static Register) -> impl Iterator<Item = &'static str> {
    let names = register.fields.iter().chain(register.worked_out()).map(|column| column.name);
    std::iter::once("reference").chain(names)
}

/// What a cell says of a field: keys for choices, references for links, nothing where it is empty.
pub fn cell(view: View, field: &Field, value: Option<&Value>) -> Result<String, Error> {
    Ok(match value {
        None => String::new(),
        Some(Value::Choice(key)) => (*key).to_owned(),
        Some(Value::Choices(keys)) => keys.join(", "),
        Some(Value::Link(id)) => reference(view, *id)?,
        Some(Value::Links(ids)) => ids.iter().map(|id| reference(view, *id)).collect::<Result<Vec<_>, _>>()?.join(", "),
        Some(value) => view.shown(field, value)?,
    })
}

fn reference(view: View, id: crate::domain::identity::RecordId) -> Result<String, Error> {
    Ok(view.reference(id)?.map_or_else(|| id.to_string(), |reference| reference.to_string()))
}

/// How a cell begins that a spreadsheet would run, or change.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A cell that no spreadsheet runs as a formula: one that would begin like a formula gets an apostrophe before it, which
/// spreadsheets take as “this is text” and an import takes away again. A negative number stays a number.
fn harmless(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(FORMULA) && cell.parse::<f64>().is_err() { format!("'{cell}").into() } else { cell.into() }
}

/// The cell that [`harmless`] made harmless.
pub fn as_written(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::{as_written, harmless};

    #[test]
    fn formulas_are_text_and_numbers_stay_numbers() {
        assert_eq!(harmless("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(harmless("-2+3"), "'-2+3");
        assert_eq!(harmless("-12.50"), "-12.50");
        assert_eq!(harmless("plain"), "plain");
        assert_eq!(harmless("'quoted"), "''quoted");
        for text in ["=1+1", "'quoted", "''twice", "-2+3", "-2", "plain", "@x", "'=1"] {
            assert_eq!(as_written(&harmless(text)), text);
        }
    }
}
