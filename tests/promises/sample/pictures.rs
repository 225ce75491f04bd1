//! What the overview of the sample looks like.

use crate::screen::desk::Desk;

use super::sample;

#[test]
fn overview() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = sample();
        let mut desk = Desk::sized(&fixture, width, height);
        desk.quiet();
        insta::assert_snapshot!(format!("overview_{width}x{height}"), desk.screen());
    }
}
