//! The screen of an import.

use crate::fixture::Fixture;
use crate::screen::desk::Desk;

use super::file;

const RISKS: &str = "Register of AI risks;;;;;\n;;;;;\n\
    ID;Risk title;Risk owner;Probability;Impact;Review date\n\
    RK-1;Drift of the triage model;Rosa Lindt;4 - likely;major;01/02/2027\n\
    RK-2;Biased outcomes in pricing;Rosa Lindt;possible;severe;28/02/2027\n\
    RK-3;Chat gives wrong advice;Nobody Known;often;minor;15/03/2027\n\
    RK-2;Biased outcomes in pricing;Rosa Lindt;possible;severe;28/02/2027\n";

/// A file beside the database, and the screen that has read it.
fn reading(fixture: &Fixture, text: &str, width: u16, height: u16) -> Desk {
    let path = file(fixture, "risks.csv", text);
    let mut desk = Desk::sized(fixture, width, height);
    desk.press("8").text("risks").press("Enter I").text(path.to_str().unwrap()).press("Enter");
    desk
}

fn listed(fixture: &Fixture) -> String {
    fixture.ok(&["risk", "list", "--count"]).trim().to_owned()
}

#[test]
fn pictures() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = Fixture::new();
        let mut desk = reading(&fixture, RISKS, width, height);
        insta::assert_snapshot!(format!("import_{width}x{height}"), desk.screen());
        desk.press("a");
        insta::assert_snapshot!(format!("import_written_{width}x{height}"), desk.screen());
    }
}

#[test]
fn nothing_is_written_before_w_and_u_takes_it_back() {
    let fixture = Fixture::new();
    let mut desk = reading(&fixture, &RISKS.replace("Nobody Known;often", "Rosa Lindt;rare"), 120, 40);
    desk.sees("to add 3").sees("1 row repeats another one");
    assert_eq!(listed(&fixture), "0");
    desk.press("w");
    desk.sees("Imported: 3 added, 0 changed");
    assert_eq!(listed(&fixture), "3");
    desk.press("w").sees("It is written already");
    desk.press("q u Enter");
    assert_eq!(listed(&fixture), "0");
}

#[test]
fn refused_rows_are_told_at_their_place_and_the_others_are_written_on_demand() {
    let fixture = Fixture::new();
    let mut desk = reading(&fixture, RISKS, 120, 40);
    desk.sees("Line 6 refused · Risk owner: “Nobody Known” · There is no person “Nobody Known”");
    desk.press("w").sees("Rows are refused: mend them, or press a to write the others");
    assert_eq!(listed(&fixture), "0");
    desk.press("a");
    desk.sees("Imported: 2 added, 0 changed; 1 row was refused");
    assert_eq!(listed(&fixture), "2");
}

#[test]
fn columns_keys_and_fixed_texts_are_chosen_with_few_keys() {
    let fixture = Fixture::new();
    let mut desk = reading(&fixture, "Serial,Wording,Who\nR1,Drift,Rosa Lindt\nR2,Bias,Rosa Lindt\n", 120, 40);
    desk.sees("required: choose one, or t");
    desk.press("Enter").text("wording").press("Enter");
    desk.sees("to add 2");
    desk.press("r").text("serial").press("Enter");
    desk.sees("Records are recognised by Serial");
    // The source of every risk is the same workshop.
    desk.press("Down t").text("The workshop of May").press("Enter");
    desk.sees("“The workshop of May” in every row");
    desk.press("w");
    let out = super::exported(&fixture, "risk");
    assert!(out.contains("R-1,Drift,The workshop of May") && out.contains("R1"), "{out}");
    // The columns of the last time are offered for the next file of the same names.
    let mut desk = reading(&fixture, "Serial,Wording,Who\nR1,Drift again,\n", 120, 40);
    desk.sees("Line 2 changes R-1 · Risk: Drift → Drift again");
    desk.press("w");
    assert_eq!(listed(&fixture), "2");
}

#[test]
fn a_file_that_can_t_be_read_is_told_and_the_path_stays_to_be_mended() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("8").text("risks").press("Enter I").text("/nowhere/risks.csv").press("Enter");
    desk.sees("can't be read").sees("/nowhere/risks.csv");
    desk.press("Esc").sees("No risks");
    let picture = file(&fixture, "picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\r");
    desk.press("I").text(picture.to_str().unwrap()).press("Enter").sees("is not a table of text");
}

#[test]
fn a_mapping_is_saved_and_taken_up_again() {
    let fixture = Fixture::new();
    let map = fixture.folder().join("map.json");
    let mut desk = reading(&fixture, RISKS, 120, 40);
    desk.press("s Ctrl-U").text(map.to_str().unwrap()).press("Enter").sees("The mapping is saved");
    assert!(std::fs::read_to_string(&map).unwrap().contains("\"Risk owner\""));
    desk.press("x");
    desk.sees("required: choose one");
    desk.press("m").text(map.to_str().unwrap()).press("Enter");
    desk.sees("to add 2").sees_not("required: choose one");
}

#[test]
fn registers_that_take_no_tables_say_so() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("8").text("votes").press("Enter I").sees("Nothing is imported into votes");
}

#[test]
fn words_get_a_meaning_with_few_keys_and_next_year_s_table_knows_them() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Mateo Sanz"]);
    let text = "Name,Purpose,Stage,Owner\nChat,Answers,In production,HR\nScan,Finds,In production,M. Sanz\n\
                Route,Sends,Pre-deployment,Rosa Lindt\n";
    let path = file(&fixture, "systems.csv", text);
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("8").text("systems").press("Enter I").text(path.to_str().unwrap()).press("Enter");
    desk.sees("3 rows refused · Stage: None of the answers that it takes").press("Tab Enter");
    desk.sees("What the words of Stage mean").sees("2 of 2 to be said").sees("In production");
    // One word after the other, without going back.
    desk.press("Enter").sees("What does “In production” mean?").text("oper").press("Enter");
    desk.sees("What does “Pre-deployment” mean?").text("dev").press("Enter");
    desk.sees("0 of 2 to be said").sees("Operation and monitoring").press("Esc");
    desk.sees("2 rows refused · Owner: There is no record of this name")
        .press("Enter")
        .sees("What the words of Owner mean");
    desk.press("Enter").text("sanz answers").press("Enter").text("mateo").press("Enter").press("Esc");
    desk.sees("to add 3").press("w").sees("Imported: 3 added");
    assert_eq!(fixture.ok(&["system", "list", "stage=operation", "--count"]).trim(), "2");
    assert_eq!(fixture.ok(&["system", "list", "owner=sanz", "--count"]).trim(), "2");
    assert!(fixture.ok(&["system", "list", "--csv"]).contains("Owner in the source: HR"));
    let path = file(&fixture, "next.csv", format!("{text}Sort,Sorts,Pre-deployment,HR\n"));
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("8").text("systems").press("Enter I").text(path.to_str().unwrap()).press("Enter");
    desk.sees("to add 1 · to change 0 · unchanged 3");
}

#[test]
fn of_several_sheets_one_is_chosen() {
    let fixture = Fixture::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, title) in [("Old", "Drift"), ("New", "Bias in the prices")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write(0, 0, "Risk").unwrap();
        sheet.write(1, 0, title).unwrap();
    }
    let path = file(&fixture, "risks.xlsx", book.save_to_buffer().unwrap());
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("8").text("risks").press("Enter I").text(path.to_str().unwrap()).press("Enter");
    desk.sees("Which sheet?").text("new").press("Enter").sees("Bias in the prices").sees("sheet “New”");
}
