//! How things stand: the overview, the heat map, the KPI wall.

use super::desk::Desk;
use crate::fixture::Fixture;
use crate::review::held;

/// Risks on five levels of likelihood, KPIs of every status, a finding and two nonconformities.
pub fn standing() -> Fixture {
    Fixture::after(|fixture| {
        held::call(fixture);
        held::script(
            fixture,
            "
            system add 'Claims triage' --purpose 'Sorts claims' --tier high
            risk add 'Refusals fall on older claimants' --system SYS-1 --owner 'Ben Okafor' --likelihood 4 --impact 5 --review-by 2027-02-01
            risk add 'Scores drift' --system SYS-1 --owner 'Carla Stein' --likelihood 3 --impact 3 --review-by 2027-03-01
            risk add 'The log is short' --likelihood 1 --impact 1
            risk add 'Nobody looked at this one'
            kpi add 'Share of refusals overruled' --unit % --direction lower --frequency monthly
            kpi-limit add --kpi K-1 --valid-from 2025-01-01 --target 5 --warn 6 --critical 8
            kpi add 'Training done' --unit % --direction higher --frequency quarterly
            kpi-limit add --kpi K-2 --valid-from 2025-01-01 --target 90 --critical 70
            kpi add 'Complaints' --direction lower --frequency monthly
            measurement add --kpi K-3 --period-end 2026-10-31 --value 4
            kpi add 'Never measured' --direction higher --frequency yearly
            audit add 'Internal audit' --sort internal
            finding add 'Impact assessment missing' --audit AU-1 --grade major --requirement 8.4 --raised-on 2026-06-05
            nonconformity add 'Impact assessment missing' --requirement 8.4 --grade major --raised-on 2026-06-05 --owner 'Ben Okafor' --due 2026-11-01
            nonconformity add 'Bias test skipped' --grade minor --raised-on 2026-10-05 --due 2026-12-05
            ",
        );
        for (month, value) in [("06-30", "5.5"), ("07-31", "6"), ("08-31", "6.4"), ("09-30", "7"), ("10-31", "8.2")] {
            measured(fixture, "K-1", &format!("2026-{month}"), value);
        }
        for (month, value) in [("03-31", "88"), ("06-30", "95")] {
            measured(fixture, "K-2", &format!("2026-{month}"), value);
        }
    })
}

fn measured(fixture: &Fixture, kpi: &str, day: &str, value: &str) {
    fixture.ok(&["measurement", "add", "--kpi", kpi, "--period-end", day, "--value", value]);
}

fn picture(name: &str, keys: &str) {
    let fixture = standing();
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press(keys);
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
    }
}

#[test]
fn the_overview_shows_every_pane() {
    picture("standing_overview", "1");
}

#[test]
fn the_heat_map_and_the_risks_of_a_cell() {
    picture("heat_map", "4 Down Up Down");
}

#[test]
fn the_wall_of_kpis() {
    picture("kpi_wall", "5 Right");
}

#[test]
fn what_is_not_measured_is_never_good() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("5");
    desk.sees("✖ 8.2 %  Critical")
        .sees("getting worse")
        .sees("– 95 %  No recent value")
        .sees("expected by 14 Oct 2026");
    desk.sees("– 4  No target").sees("Not measured").sees("too few points for a trend").sees_not("On target");
}

#[test]
fn the_cells_of_the_heat_map_lead_to_their_risks() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("4");
    desk.sees("3, 1 not assessed").sees("All risks");
    // The first step goes to the worst corner.
    desk.press("Down").sees("5 Almost certain, 5 Severe").sees("None.");
    desk.press("Down").sees("4 Likely, 5 Severe").sees("Refusals fall on older claimants").sees_not("Scores drift");
    desk.press("Enter Enter").sees("R-1 Refusals fall on older claimants").press("Esc Esc");
    desk.press("Left Left Down").sees("3 Possible, 3 Moderate").sees("Scores drift");
    desk.press("Esc").sees("All risks").sees("Nobody looked at this one");
    desk.press("b").sees("after treatment");
    desk.sees("0, 4 not assessed");
}

#[test]
fn a_pane_opens_the_screen_that_shows_it_whole() {
    let fixture = standing();
    for (tabs, screen) in [
        (0, "Actions"),
        (1, "Review MR-1"),
        (2, "Nonconformities"),
        (3, "Findings"),
        (4, "Risks · as they are today"),
        (5, "KPIs"),
    ] {
        let mut desk = Desk::new(&fixture);
        for _ in 0..tabs {
            desk.press("Tab");
        }
        desk.press("o").sees(screen);
    }
}
