//! Every register of the sample: its list and one of its records, in a small window and in a usual one.

use gavel::domain::catalogue::CATALOGUE;

use crate::screen::desk::Desk;

use super::sample;

#[test]
fn every_register_has_a_list_and_a_record_to_look_at() {
    let fixture = sample();
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&fixture, width, height);
        let mut shown = 0;
        for register in CATALOGUE.registers().filter(|register| !register.single) {
            desk.press("1 8").text(register.plural).press("Enter");
            let list = desk.screen();
            // Some have nothing open, or nothing at all; their lists say so.
            let selected = list.contains("▶");
            shown += usize::from(selected);
            let mut record = String::new();
            if selected {
                desk.press("Enter");
                record = desk.screen();
            }
            let shown = hashes_covered(&format!("{list}\n\n{record}"));
            insta::assert_snapshot!(format!("{}_{width}x{height}", register.name), shown);
            desk.press("Esc");
        }
        assert!(shown > 25, "{shown} registers have records to look at");
    }
}

/// A screen with its hashes covered, whole or broken over lines: they change with every word of what was hashed.
fn hashes_covered(screen: &str) -> String {
    let is_hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let mut covered = String::new();
    let mut rest = screen;
    while let Some(at) = rest.find(is_hex) {
        let (before, from) = rest.split_at(at);
        let (run, after) = from.split_at(from.find(|c| !is_hex(c)).unwrap_or(from.len()));
        covered.push_str(before);
        // What is left over of one stands in a cell by itself, a line below.
        let alone = covered.ends_with("  ") && after.trim_start_matches(' ').starts_with('│');
        let below = covered.chars().rev().take(130).any(|c| c == '#');
        if run.len() >= 12 || (alone && below) {
            covered.push_str(&"#".repeat(run.len()));
        } else {
            covered.push_str(run);
        }
        rest = after;
    }
    covered + rest
}
