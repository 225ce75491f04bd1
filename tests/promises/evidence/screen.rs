//! The same by keys.

use std::fs;

use crate::review::tools::ok;
use crate::screen::desk::Desk;

use super::versions::replaced;

#[test]
fn the_file_of_evidence_is_written_out_beside_the_file() {
    let file = replaced();
    let mut desk = Desk::new(&file);
    desk.press("8").text("evidence").press("Enter").sees("E-1").press("E").sees("Export which file of E-1?");
    desk.sees("second.txt (38 bytes, ")
        .sees("replaced")
        .press("Enter")
        .sees("Wrote E-1 v2 second.txt beside this file");
    assert_eq!(fs::read(file.folder().join("E-1 v2 second.txt")).unwrap(), b"selection rate 0.78, of the whole year");
    desk.press("E Down Enter").sees("Wrote E-1 v1 report.txt");
    assert_eq!(fs::read(file.folder().join("E-1 v1 report.txt")).unwrap(), b"selection rate 0.91");
    // The same bytes that are there are left; others are not written over.
    desk.press("E Enter").sees("Wrote E-1 v2 second.txt");
    fs::write(file.folder().join("E-1 v2 second.txt"), "mine").unwrap();
    desk.press("E Enter").sees("is there already");
    assert_eq!(fs::read(file.folder().join("E-1 v2 second.txt")).unwrap(), b"mine");
    desk.press("E Down Down Enter").sees("Attested on it").sees("A-1 Repeat the bias");
}

#[test]
fn a_text_on_file_is_read_on_the_screen_and_what_is_none_is_said_to_be_none() {
    let file = replaced();
    fs::write(file.folder().join("scan.png"), [0x89, b'P', b'N', b'G', 0, 1, 2]).unwrap();
    ok(&file, &format!("evidence add Scan --about A-1 --file '{}'", file.folder().join("scan.png").display()));
    let mut desk = Desk::new(&file);
    desk.press("8").text("evidence").press("Enter").sees("E-1").press("Enter").sees("second.txt (");
    desk.press("Down Down Enter").sees("selection rate 0.78, of the whole year").press("Esc");
    // An earlier version is read as it was then.
    desk.press("[").sees("report.txt (").press("Enter").sees("selection rate 0.91").press("Esc Esc Esc");
    desk.press("Down Enter").sees("scan.png (").press("Down Down Enter");
    desk.sees("scan.png (7 bytes) is not a text: E writes it out");
}

#[test]
fn what_has_no_file_can_not_be_written_out_and_why_is_said() {
    let file = replaced();
    let mut desk = Desk::new(&file);
    desk.press("J f")
        .text("everything")
        .press("Enter")
        .sees("A-1")
        .press("E")
        .sees("Select one piece of evidence first");
}

#[test]
fn an_address_is_looked_at_by_a_key() {
    let file = replaced();
    ok(&file, "evidence add Page --about A-1 --address https://wiki.example/gate");
    let mut desk = Desk::new(&file);
    desk.press("8").text("evidence").press("Enter").sees("Page");
    desk.press("G L").sees("Looked at it").press("Ctrl-S").sees("looked at on 2026-11-23 by").sees("P-1 Rosa Lindt");
}
