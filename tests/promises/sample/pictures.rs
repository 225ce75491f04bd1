//! What the overview of the sample looks like.

use crate::screen::desk::Desk;

use super::sample;

#[test]
fn overview() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = sample();
        let desk = Desk::sized(&fixture, width, height);
        insta::assert_snapshot!(format!("overview_{width}x{height}"), desk.screen());
    }
}

/// The screens of proven closure and of audits, each with what stands behind it a key or two away.
#[test]
fn closure_and_audits() {
    let fixture = sample();
    for (width, height) in [(80, 24), (120, 40)] {
        for (name, keys) in [
            ("trends", "T"),
            ("trends_of_findings", "T Tab"),
            ("board", "3"),
            ("case", "3 Enter"),
            // An audit is under way, so that its checklist comes first.
            ("checklist", "6"),
            ("coverage", "6 Tab Tab"),
            ("programme", "6 Tab Tab Tab"),
            ("audits", "6 Tab Tab Tab Tab"),
            ("today", "0 Space Space"),
        ] {
            let mut desk = Desk::sized(&fixture, width, height);
            for key in keys.split(' ') {
                desk.press(key);
            }
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
        }
    }
}

/// The panes read of their records what they show; what is acted on is read whole once its pane is in focus.
#[test]
fn every_pane_of_the_overview_can_be_acted_in() {
    let mut desk = Desk::sized(&sample(), 120, 40);
    for _ in 0..6 {
        desk.press("Tab");
        for key in ["j", "m", "Esc", "n", "Esc", "Enter", "Esc", "H", "Esc"] {
            desk.press(key);
        }
        desk.sees("Overview");
    }
    desk.press("Tab Tab e");
    assert!(desk.screen().contains("Requirement"), "the form of a nonconformity:\n{}", desk.screen());
}
