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
