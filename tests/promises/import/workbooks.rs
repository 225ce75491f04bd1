//! Workbooks: each cell as what it holds, what is hidden or worked out is said, and what is broken is refused in words.

use std::io::{Cursor, Write};
use std::sync::LazyLock;

use gavel::exchange::import::{FileTable, Wanted};
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::fixture::Fixture;

use super::{counts, exported, file, import};

fn read(bytes: &[u8], wanted: &Wanted) -> Result<FileTable, String> {
    FileTable::of("book.xlsx", "book.xlsx", bytes.to_vec(), wanted).map_err(|why| why.to_string())
}

fn rows(table: &FileTable) -> Vec<(u64, Vec<&str>)> {
    let cells = |row| (0..table.columns.len()).map(move |column| gavel::exchange::import::FileRow::cell(row, column));
    table.rows.iter().map(|row| (row.line, cells(row).collect())).collect()
}

/// A register as people keep it: a title over all columns, two lines of headings, an owner over two rows, a hidden row, a
/// formula.
static KEPT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Actions").unwrap();
    let (plain, day) = (Format::new(), Format::new().set_num_format("dd.mm.yyyy"));
    sheet.merge_range(0, 0, 0, 3, "What is to be done", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "What", &plain).unwrap();
    sheet.merge_range(1, 1, 1, 2, "Who and when", &plain).unwrap();
    sheet.merge_range(1, 3, 2, 3, "Details", &plain).unwrap();
    sheet.write(2, 1, "Owner").unwrap();
    sheet.write(2, 2, "Due date").unwrap();
    for (row, what) in ["Renew the card", "Test again", "Write it down"].iter().enumerate() {
        let row = 3 + u32::try_from(row).unwrap();
        sheet.write(row, 0, *what).unwrap();
        let due = ExcelDateTime::from_ymd(2026, 12, 28 + u8::try_from(row - 3).unwrap()).unwrap();
        sheet.write_with_format(row, 2, &due, &day).unwrap();
        sheet.write(row, 3, f64::from(row) + 0.5).unwrap();
    }
    sheet.merge_range(3, 1, 4, 1, "Rosa Lindt", &plain).unwrap();
    sheet.write_formula(5, 3, Formula::new("=1/8").set_result("0.125")).unwrap();
    sheet.set_row_hidden(4).unwrap();
    book.save_to_buffer().unwrap()
});

fn kept() -> Vec<u8> {
    KEPT.clone()
}

#[test]
fn a_sheet_is_read_as_what_its_cells_hold() {
    let bytes = kept();
    let table = read(&bytes, &Wanted::default()).unwrap();
    assert_eq!((table.header, table.columns.join("|").as_str()), (3, "What|Owner|Due date|Details"));
    assert_eq!(
        rows(&table),
        [
            (4, vec!["Renew the card", "Rosa Lindt", "2026-12-28", "3.5"]),
            (5, vec!["Test again", "Rosa Lindt", "2026-12-29", "4.5"]),
            (6, vec!["Write it down", "", "2026-12-30", "0.125"]),
        ]
    );
    let told: Vec<_> = table.remarks.iter().map(gavel::exchange::import::table::Remark::told).collect();
    assert_eq!(
        told,
        [
            "Line 6: a formula, whose stored value is taken",
            "Line 5: a hidden row, which is taken too",
            "Line 2: the first of 3 cells of several rows, which stand in each of them",
        ]
    );
    let fixture = Fixture::new();
    let path = file(&fixture, "actions.xlsx", &bytes);
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (3, 0, 0, 0));
    assert!(exported(&fixture, "action").contains("2026-12-30"));
    assert_eq!(counts(&import(&fixture, "action", &path, &["--write"])), (0, 0, 3, 0), "and again");
}

#[test]
fn of_several_sheets_one_is_named() {
    let mut book = Workbook::new();
    for (name, what) in [("Open", "A"), ("Actions", "B")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "What").unwrap();
        sheet.write(1, 0, what).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let told = read(&bytes, &Wanted::default()).unwrap_err();
    assert!(told.contains("has several sheets: Open, Actions"), "{told}");
    let fixture = Fixture::new();
    let path = file(&fixture, "book.xlsx", &bytes);
    import(&fixture, "action", &path, &["--write"]);
    assert!(exported(&fixture, "action").contains("A-1,B,"), "the sheet is called as the register is");
    import(&fixture, "action", &path, &["--sheet", "open", "--write"]);
    assert!(exported(&fixture, "action").contains("A-2,A,"));
    let told = fixture.fails(2, &["import", "action", path.to_str().unwrap(), "--sheet", "Closed"]);
    assert!(told.contains("has no sheet “Closed”; its sheets are: Open, Actions"), "{told}");
}

/// A workbook of which some parts are other ones.
fn broken(parts: &[(&str, &str)]) -> Vec<u8> {
    let whole = kept();
    let mut from = zip::ZipArchive::new(Cursor::new(&whole)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> = from.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in names {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut from.by_name(&name).unwrap(), &mut text).unwrap();
        let text = match parts.iter().find(|(part, _)| *part == name) {
            Some((_, "")) => continue,
            Some((_, other)) => (*other).to_owned(),
            None => text,
        };
        to.start_file(&name, SimpleFileOptions::default()).unwrap();
        to.write_all(text.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn what_is_broken_is_refused_in_words_and_nothing_is_made_ready_for_what_it_claims() {
    let told = |bytes: &[u8]| read(bytes, &Wanted::default()).unwrap_err();
    let row = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>What</t></is></c></row>";
    let cell = |cell: &str| sheet(&format!("{row}<row r=\"2\">{cell}</row>"));
    for (parts, said) in [
        (&[(SHEET, "")][..], "is missing"),
        (&[("xl/workbook.xml", "")], "xl/workbook.xml is missing"),
        (&[("xl/workbook.xml", "<workbook/>")], "no sheet that can be seen"),
        (&[("_rels/.rels", "<Relationships/>")], "it names no workbook"),
        (&[(SHEET, "<worksheet><sheetData><row r=\"1\"><c")], "no workbook, or a damaged one"),
        (&[(SHEET, "<worksheet><sheetData><row r=\"1\">")], "it is cut off"),
        (&[(SHEET, &cell("<c r=\"A2\" t=\"s\"><v>99999</v></c>"))], "a word is missing"),
        (&[(SHEET, &cell("<c r=\"ZZZZZZZ99999999999\"><v>1</v></c>"))], "no cell is called ZZZZZZZ99999999999"),
        (&[(SHEET, &cell("<c r=\"A7\"><v>1</v></c>"))], "a cell of row 7 in row 2"),
        (&[(SHEET, &cell("<c r=\"XFD2\"><v>1</v></c>"))], "more than 512 columns"),
        (
            &[(SHEET, &cell("<c r=\"A2\"><f>B2</f></c>"))],
            "a formula without a stored value in A2 of the sheet “Actions”",
        ),
    ] {
        let why = told(&broken(parts));
        assert!(why.contains(said), "{said}: {why}");
    }
    for bytes in [&kept()[..200], b"PK\x03\x04", b"PK\x05\x06"] {
        assert!(told(bytes).contains("no workbook, or a damaged one"));
    }
    assert!(told(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("is encrypted, or a workbook of the old form"));
    // It says that it has four thousand million words, and a sheet of all cells that there can be.
    let lies = broken(&[
        ("xl/sharedStrings.xml", "<sst count=\"4294967290\" uniqueCount=\"4294967290\"><si><t>A</t></si></sst>"),
        (
            SHEET,
            &format!(
                "<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{row}<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c></row>\
                 <row r=\"1048576\"><c r=\"A1048576\"><v>7</v></c></row></sheetData></worksheet>"
            ),
        ),
    ]);
    assert_eq!(rows(&read(&lies, &Wanted::default()).unwrap()), [(2, vec!["A"]), (1_048_576, vec!["7"])]);
    // What a document type defines is not unfolded.
    let entities = format!("<!DOCTYPE x [<!ENTITY a \"aaaa\">]>{}", cell("<c r=\"A2\" t=\"str\"><v>x&a;y</v></c>"));
    let table = read(&broken(&[(SHEET, &entities)]), &Wanted::default()).unwrap();
    assert_eq!(table.rows[0].cell(0), "xy");
}

#[test]
fn areas_that_lie_over_each_other_are_counted() {
    let row = |line: u32| format!("<row r=\"{line}\"><c r=\"A{line}\"><v>1</v></c></row>");
    let rows: String = (1..=3000).map(row).collect();
    let areas = "<mergeCell ref=\"A1:A3000\"/>".repeat(1000);
    let book = format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells></worksheet>");
    let why = read(&broken(&[(SHEET, &book)]), &Wanted::default()).unwrap_err();
    assert!(why.contains("is too large (cells that are one"), "{why}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    /// Whatever byte of a workbook is another: it is read, or refused in words.
    #[test]
    fn no_byte_takes_the_program_with_it(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = kept();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        drop(read(&bytes, &Wanted::default()));
    }

    /// Whatever stands in a part, or in a file of any other form: the same.
    #[test]
    fn nothing_that_is_written_takes_the_program_with_it(
        at in any::<prop::sample::Index>(),
        words in "[<>&;/=\"a-zA-Z0-9:\\[\\]{},\n]{1,12}",
        part in prop::sample::select(vec![SHEET, "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "_rels/.rels"]),
    ) {
        let whole = kept();
        let mut text = String::new();
        let mut archive = zip::ZipArchive::new(Cursor::new(&whole)).unwrap();
        std::io::Read::read_to_string(&mut archive.by_name(part).unwrap(), &mut text).unwrap();
        let at = at.index(text.len());
        if text.is_char_boundary(at) {
            text.insert_str(at, &words);
            drop(read(&broken(&[(part, &text)]), &Wanted::default()));
        }
        for form in ["What,Due\nA,2026-12-31\n", "[{\"What\": \"A\", \"due\": {\"on\": 1.5}}]", "{\"a\": 1}\n{\"a\": 2}\n"] {
            let mut text = form.to_owned();
            text.insert_str(at % form.len(), &words);
            drop(read(text.as_bytes(), &Wanted::default()));
        }
    }
}
