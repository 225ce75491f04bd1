//! Keys that lead on: to the next part, to everything about a record, to the next step; and typing where words stand.

use super::desk::Desk;
use super::keys::furnished;
use crate::sample::sample;
use crate::triage::morning;

fn selected(desk: &Desk) -> String {
    desk.app.top().unwrap().subjects()[0].reference().to_string()
}

#[test]
fn tab_goes_from_part_to_part_of_today_and_round() {
    let fixture = sample();
    let mut desk = Desk::sized(&fixture, 80, 24);
    let screen = desk.press("0").screen();
    assert!(screen.contains("Tab next part"), "{screen}");
    let first = selected(&desk);
    let mut firsts = vec![first.clone()];
    loop {
        desk.press("Tab");
        let here = selected(&desk);
        if here == first {
            break;
        }
        firsts.push(here);
        assert!(firsts.len() < 10, "{firsts:?}");
    }
    assert!(firsts.len() >= 4, "{firsts:?}");
    for expected in firsts.iter().rev() {
        desk.press("Shift-Tab");
        assert_eq!(selected(&desk), *expected);
    }
    // From within a part it is the next one, too.
    desk.press("Home Down Tab");
    assert_eq!(selected(&desk), firsts[1]);
}

#[test]
fn everything_about_a_record_has_a_key_wherever_one_is_selected() {
    let fixture = morning();
    let mut desk = Desk::sized(&fixture, 120, 40);
    for keys in ["0", "1", "3", "3 Enter", "J", "J Enter", "J P", "9", "Ctrl-F"] {
        desk.press(keys);
        if keys == "Ctrl-F" {
            // Letters are letters there.
            desk.text("gate").press("Enter");
        }
        let record = selected(&desk);
        desk.press(".").sees("within two steps").sees(&format!("{record}:"));
        desk.press("Esc Esc Esc Esc 1");
    }
    desk.press("0 ? PgDn").reads(". What it says, all that is within two steps of it").press("Esc");
    desk.press("0 :").text("everything about").sees("Everything about it").press("Enter").sees("within two steps");
}

#[test]
fn a_list_offers_the_next_step_where_there_is_one() {
    let fixture = furnished();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J").sees("> advance").sees("P peek");
    desk.press("Esc 8").text("people").press("Enter").sees("Tom Ekwall").sees_not("> advance");
    fixture.ok(&["action", "cancel", "A-1", "--reason", "The vendor was changed"]);
    desk.press("J f").text("every").press("Enter Home /").text("bias").press("Enter").sees("A-1").sees_not("> advance");
}

#[test]
fn what_is_typed_into_a_field_with_words_goes_behind_them_and_that_is_said() {
    let fixture = furnished();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("J e").sees("What you type goes behind this. Ctrl-U clears it");
    desk.text(" twice").sees("Repeat the bias test twice").sees_not("What you type goes behind");
    desk.press("Ctrl-U").sees_not("Repeat the bias test twice").press("Ctrl-Y").sees("Repeat the bias test twice");
    desk.press("Ctrl-X y a").sees_not("What you type goes behind").press("Esc");
}
