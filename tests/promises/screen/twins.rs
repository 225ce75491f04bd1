//! Every screen has a twin in plain sentences, for whoever hears it read or works over a line without a screen: each figure
//! that the screen shows is said there, too.

use std::collections::HashSet;

use ratatui::layout::Size;

use super::desk::Desk;
use crate::sample::sample;

/// What leads to a screen, and the commands that say the same.
const TWINS: [(&str, &[&str]); 6] = [
    ("0", &["today"]),
    ("2", &["review agenda MR-3", "review readiness MR-3", "review figures MR-3", "review list"]),
    ("3", &["nonconformity board"]),
    ("4", &["risk map", "risk list state=identified,treated,accepted"]),
    ("5", &["kpi wall"]),
    ("T", &["nonconformity trends"]),
];

/// What stands at the axes of the curve among the trends.
const AXES: [&str; 2] = ["50", "110"];

/// The numbers of a text, each as it is written.
fn figures(text: &str) -> HashSet<String> {
    let part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c| !part(c)).map(|number| number.trim_matches('.'));
    numbers.filter(|number| !number.is_empty()).map(str::to_owned).collect()
}

#[test]
fn every_figure_of_a_screen_is_in_its_twin() {
    let fixture = sample();
    for (keys, commands) in TWINS {
        let mut desk = Desk::first(&fixture, "noor", Size::new(200, 60));
        desk.press(keys);
        let screen = desk.screen();
        // The line of the program, the frames with where the cursor is, and the keys are no figures of what is shown.
        let lines = screen.lines().count().saturating_sub(1);
        let shown = screen.lines().take(lines).skip(1).filter(|line| !line.contains('╭') && !line.contains('╰'));
        let shown: String = shown.map(|line| format!("{line}\n")).collect();
        assert!(figures(&shown).len() > 5, "{keys}: {shown}");
        let told: String = commands
            .iter()
            .map(|command| fixture.run(&command.split(' ').chain(["--plain"]).collect::<Vec<_>>()).out)
            .collect();
        let told = figures(&told);
        let missing = figures(&shown).into_iter().filter(|figure| !told.contains(figure));
        let missing: Vec<_> = missing.filter(|figure| keys != "T" || !AXES.contains(&figure.as_str())).collect();
        assert!(missing.is_empty(), "{keys}: {missing:?} of the screen stand in none of {commands:?}\n{shown}");
    }
}

#[test]
fn a_kpi_is_told_with_its_value_where_it_stands_its_target_and_its_trend() {
    let fixture = sample();
    let told = fixture.ok(&["kpi", "wall", "--plain"]);
    for line in told.lines().filter(|line| line.starts_with("K-")) {
        assert!(line.contains("status "), "{line}");
        assert!(line.contains("value ") || line.contains("No recent value"), "{line}");
    }
    assert!(told.lines().filter(|line| line.starts_with("K-")).count() >= 15, "{told}");
    assert!(told.contains("target 38, trend no trend found"), "{told}");
    let coverage = fixture.ok(&["audit", "coverage", "--plain"]);
    let mut desk = Desk::first(&fixture, "noor", Size::new(200, 60));
    desk.press("6");
    for tab in 0..4 {
        desk.press("Tab");
        if desk.screen().contains("not yet audited") {
            let screen = desk.screen();
            let counted = screen.lines().find(|line| line.contains("not yet audited")).unwrap_or_default();
            assert!(figures(counted).iter().all(|figure| coverage.contains(figure.as_str())), "tab {tab}: {counted}");
        }
    }
}
