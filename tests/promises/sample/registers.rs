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
            insta::assert_snapshot!(format!("{}_{width}x{height}", register.name), format!("{list}\n\n{record}"));
            desk.press("Esc");
        }
        assert!(shown > 25, "{shown} registers have records to look at");
    }
}
