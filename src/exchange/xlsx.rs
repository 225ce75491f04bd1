//! Records as a workbook for spreadsheets: a sheet for each register, its cells typed as its fields are, and one that tells
//! where they come from.

use chrono::NaiveDate;
use rust_xlsxwriter::{DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::domain::field::{Field, Kind};
use crate::domain::organisation;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::domain::value::{Money, Value};
use crate::store::list::Query;
use crate::store::{Error, View};

use super::csv::{cell, header};

/// The most rows of a sheet, its heading included.
const ROWS: u32 = 1_048_576;

/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// The digits that a number of a spreadsheet holds for certain.
const EXACT: i64 = 999_999_999_999_999;

/// Why a workbook can't be written.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    #[error(transparent)]
    Store(#[from] Error),
    #[error("{0} of {1} is longer than a cell of a spreadsheet holds (32 767 characters): write it as CSV")]
    TooLong(&'static str, String),
    #[error("There are more {0} than a sheet holds (1 048 575): write them as CSV")]
    TooMany(&'static str),
    #[error("The workbook can't be written: {0}")]
    Workbook(#[from] XlsxError),
}

/// A workbook in the making.
pub struct Book {
    workbook: Workbook,
    about: Vec<[String; 2]>,
    text: Format,
    long: Format,
    day: Format,
    head: Format,
}

impl Book {
    /// A workbook without sheets, of what a view shows.
    ///
    /// # Errors
    /// What is wrong with the file.
    pub fn new(view: View) -> Result<Self, Unwritable> {
        let organisation = view.page(&Query::new(&organisation::REGISTER))?.records;
        let organisation = organisation.first().map_or("", Record::title);
        let head = view.head()?;
        let circumstances = view.circumstances()?;
        let made = circumstances.now;
        let mut workbook = Workbook::new();
        // Two that hold the same are the same, byte by byte.
        let created = ExcelDateTime::from_timestamp(made.timestamp())?;
        workbook.set_properties(&DocProperties::new().set_title(organisation).set_creation_datetime(&created));
        let zone = circumstances.zone.name().to_owned();
        let about = [
            ("Organisation", organisation.to_owned()),
            ("As of", format!("{} ({zone})", made.with_timezone(&circumstances.zone).format("%Y-%m-%d %H:%M"))),
            ("Transactions", head.sequence.to_string()),
            ("Head of the journal", head.link.to_string()),
            ("Written by", format!("Gavel {}", env!("CARGO_PKG_VERSION"))),
        ];
        Ok(Self {
            workbook,
            about: about.map(|(label, words)| [label.to_owned(), words]).to_vec(),
            text: Format::new().set_align(FormatAlign::Top),
            long: Format::new().set_align(FormatAlign::Top).set_text_wrap(),
            day: Format::new().set_align(FormatAlign::Top).set_num_format("yyyy-mm-dd"),
            head: Format::new().set_bold(),
        })
    }

    /// Adds a sheet with records of a register, each with how it stands.
    ///
    /// # Errors
    /// [`Unwritable`]
    pub fn add(
        &mut self,
        view: View,
        register: &'static Register,
        pages: impl Iterator<Item = Result<Vec<Record>, Error>>,
    ) -> Result<(), Unwritable> {
        let standing: Vec<&'static Field> = register.worked_out().collect();
        let columns: Vec<&'static Field> = register.fields.iter().chain(standing.iter().copied()).collect();
        let name = sheet_name(register);
        let sheet = self.workbook.add_worksheet().set_name(&name)?;
        let mut widths: Vec<usize> = header(register).map(|name| name.chars().count() + 3).collect();
        for (place, name) in (0..).zip(header(register)) {
            sheet.write_with_format(0, place, name, &self.head)?;
        }
        let mut row = 0;
        for page in pages {
            let page = page?;
            let standings = view.standings(register, &standing, &page)?;
            for record in &page {
                row += 1;
                if row >= ROWS {
                    return Err(Unwritable::TooMany(register.plural));
                }
                sheet.write_with_format(row, 0, record.reference().to_string(), &self.text)?;
                let fields = record.fields().chain(standing.iter().map(|one| (*one, standings.of(record.id, one))));
                for ((place, (field, value)), width) in (1..).zip(fields).zip(&mut widths[1..]) {
                    let Some(value) = value else { continue };
                    let words = cell(view, field, Some(value))?;
                    *width = (*width).max(words.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 1);
                    if let Some(day) = day(value) {
                        sheet.write_with_format(row, place, &day, &self.day)?;
                    } else if let Some((number, format)) = number(value) {
                        sheet.write_with_format(row, place, number, &format.set_align(FormatAlign::Top))?;
                    } else {
                        let format = if field.kind == Kind::LongText { &self.long } else { &self.text };
                        sheet.write_string_with_format(row, place, &words, format).map_err(|error| match error {
                            XlsxError::MaxStringLengthExceeded => {
                                Unwritable::TooLong(field.label, record.reference().to_string())
                            }
                            other => other.into(),
                        })?;
                    }
                }
            }
        }
        for (place, width) in (0..).zip(widths) {
            sheet.set_column_width(place, width.clamp(WIDTHS.0, WIDTHS.1) as f64)?;
        }
        for (place, field) in (1..).zip(register.fields) {
            if let Some(answers) = answers(field) {
                sheet.add_data_validation(1, place, ROWS - 1, place, &answers)?;
            }
        }
        sheet.set_freeze_panes(1, 1)?;
        sheet.autofilter(0, 0, row, u16::try_from(columns.len()).unwrap_or(u16::MAX))?;
        sheet.set_repeat_rows(0, 0)?;
        self.about.push([capital(register.plural), row.to_string()]);
        Ok(())
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// [`Unwritable::Workbook`]
    pub fn bytes(mut self) -> Result<Vec<u8>, Unwritable> {
        let sheet = self.workbook.add_worksheet().set_name("About")?;
        for (row, [label, words]) in (0..).zip(&self.about) {
            sheet.write_with_format(row, 0, label, &self.head)?;
            sheet.write_string(row, 1, words)?;
        }
        sheet.set_column_width(0, 28)?;
        sheet.set_column_width(1, 70)?;
        Ok(self.workbook.save_to_buffer()?)
    }
}

/// What the sheet of a register is called: spreadsheets take no more than 31 characters.
fn sheet_name(register: &Register) -> String {
    capital(register.plural).chars().take(31).collect()
}

/// The most characters of a list of answers.
const ANSWERS: usize = 255;

/// The answers of which people choose one, where a field is filled in by that.
fn answers(field: &Field) -> Option<DataValidation> {
    let keys: Vec<&str> = match field.kind {
        Kind::Choice(choices) => choices.iter().map(|choice| choice.key).collect(),
        Kind::YesNo => vec!["yes", "no"],
        _ => return None,
    };
    let fits = !field.by_move && keys.iter().map(|key| key.len() + 1).sum::<usize>() <= ANSWERS;
    let list = DataValidation::new().allow_list_strings(&keys).ok().filter(|_| fits)?;
    let told = list.set_error_title(field.label).ok()?;
    told.set_error_message(format!("One of: {}", keys.join(", ")).chars().take(ANSWERS).collect::<String>()).ok()
}

/// A day that spreadsheets know: they count from 1900.
fn day(value: &Value) -> Option<ExcelDateTime> {
    use chrono::Datelike;
    let Value::Date(date) = value else { return None };
    let from = NaiveDate::from_ymd_opt(1900, 3, 1)?;
    let year = u16::try_from(date.year()).ok().filter(|_| *date >= from)?;
    ExcelDateTime::from_ymd(year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()
}

/// A number, and how it is shown; none where a spreadsheet would round it.
fn number(value: &Value) -> Option<(f64, Format)> {
    let exact = |scaled: i64, scale: u8| {
        (-EXACT..=EXACT).contains(&scaled).then(|| scaled as f64 / 10_f64.powi(i32::from(scale)))
    };
    match value {
        Value::Number(number) => Some((exact(*number, 0)?, Format::new().set_num_format("0"))),
        Value::Decimal(decimal) => {
            let places = "#".repeat(usize::from(decimal.scale));
            let format = if places.is_empty() { "0".to_owned() } else { format!("0.{places}") };
            Some((exact(decimal.scaled, decimal.scale)?, Format::new().set_num_format(format)))
        }
        Value::Money(money) => {
            let scale = Money::scale(money.currency);
            let places = if scale == 0 { String::new() } else { format!(".{}", "0".repeat(usize::from(scale))) };
            let format = format!("[${}] #,##0{places}", money.currency.code());
            Some((exact(money.minor, scale)?, Format::new().set_num_format(format)))
        }
        _ => None,
    }
}
