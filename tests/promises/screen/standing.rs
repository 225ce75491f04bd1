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
            audit add 'Internal audit' --type internal
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
fn the_page_of_risks_counts_what_is_not_assessed_and_tells_nothing_from_nothing() {
    let empty = Fixture::new();
    let told = empty.ok(&["risk", "map"]);
    assert!(told.starts_with("No open risk is recorded: nothing can be told of risks"), "{told}");
    assert!(told.contains("gavel risk add"), "{told}");
    let fixture = standing();
    let told = fixture.json("risk map");
    assert_eq!((&told["open"], &told["not_assessed"]), (&4.into(), &1.into()), "{told}");
    let page = fixture.ok(&["risk", "map", "--html"]);
    assert!(page.contains("1 without a level of today, which may be the worst ones"), "{page}");
    assert!(page.contains("1 critical") && page.contains("– high"), "{page}");
}

#[test]
fn the_cells_of_the_heat_map_lead_to_their_risks() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("4");
    desk.sees("3, 1 not assessed").sees("All risks");
    // The first step goes to the worst cell in which there are risks.
    desk.press("Down").sees("4 Likely, 5 Severe").sees("Refusals fall on older claimants").sees_not("Scores drift");
    desk.press("Up").sees("5 Almost certain, 5 Severe").sees("None.").press("Down").sees("4 Likely, 5 Severe");
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

#[test]
fn the_wall_leads_to_each_kpi_and_its_series_and_a_value_is_recorded_from_both() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("5").sees("▶ Share of refusals").sees("1 critical, 1 no recent value, 1 not measured, 1 no target");
    desk.press("Right").sees("▶ Training done").press("Enter").sees("Higher is better").press("Esc");
    desk.sees("▶ Training done").press("Down").sees("▶ Complaints").press("h").sees("▶ Never measured");
    desk.press("o").sees("Complaints").press("Esc").sees("▶ Never measured");
    desk.press("r").sees("New measurement").sees("K-4 Never measured");
    desk.sees("2025-12-31").text("12").press("Ctrl-S");
    desk.sees("– 12  No target").sees_not("Not measured").sees("▶ Complaints");
    desk.press("Right").sees("▶ Never measured");
    desk.press("S").sees("Sheets").press("Enter").sees("K-4 Never measured").sees("Latest value: 12");
    desk.sees("Too few points for a trend: 1 of at least 5").press("r").sees("K-4 Never measured");
    desk.text("2024-12-31").press("Tab").text("11").press("Ctrl-S").sees("Too few points for a trend: 2");
    desk.press("Enter").sees("11").press("Esc").sees("Values, the latest first");
}

#[test]
fn what_is_added_to_the_wall_is_found_on_it() {
    let fixture = standing();
    let mut desk = Desk::new(&fixture);
    desk.press("5 a")
        .text("Drift alarms")
        .press("Tab Tab Tab Tab Tab")
        .text("h")
        .press("Tab")
        .text("m")
        .press("Ctrl-S");
    desk.sees("▶ Drift alarms");
}

#[test]
fn nothing_measured_is_said_and_never_taken_for_good() {
    let fixture = Fixture::new();
    let wall = fixture.ok(&["kpi", "wall"]);
    assert!(wall.starts_with("No KPI is recorded that is measured: nothing can be told of performance"), "{wall}");
    assert!(wall.contains("gavel kpi add"), "{wall}");
    Desk::new(&fixture).press("5").sees("No KPI is recorded that is measured").sees("a adds one").sees_not("On target");
    let fixture = standing();
    for face in ["--plain", "--markdown", "--html", "--json"] {
        let wall = fixture.ok(&["kpi", "wall", face]);
        assert!(!wall.contains("On target"), "{face}: {wall}");
        assert!(
            wall.contains("No recent value") && wall.contains("Not measured") && wall.contains("No target"),
            "{wall}"
        );
    }
    let told = fixture.json("kpi wall");
    assert_eq!(
        ["kpis", "critical", "watch", "late", "unmeasured", "unlimited", "good"].map(|key| told[key].as_i64().unwrap()),
        [4, 1, 0, 1, 1, 1, 0]
    );
    assert_eq!(told["tiles"][2]["number"], "K-4");
    assert!(told["tiles"][2]["value"].is_null() && told["tiles"][2]["trend"] == "too few points for a trend");
    let series = fixture.ok(&["kpi", "series", "K-4"]);
    assert!(series.contains("Nothing was measured yet") && series.contains("Status: Not measured"), "{series}");
    let none = fixture.ok(&["kpi", "wall", "--system", "SYS-1"]);
    assert!(none.starts_with("No KPI measures SYS-1 Claims triage"), "{none}");
}

/// The value alone is typed: the KPI and its period stand, and what was measured last is beside it.
#[test]
fn a_value_is_entered_for_the_first_period_that_is_over_and_has_none() {
    let fixture = standing();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("5 Down r").sees("2026-09-30").sees("%; period to 30 Jun 95; target 90");
    desk.text("1,234").press("Ctrl-S").sees("can mean 1.234 or 1234");
    desk.press("Backspace Backspace Backspace Backspace Backspace").text("97,5").press("Ctrl-S");
    let told = fixture.json("kpi series K-2");
    assert_eq!(told["periods"][0]["period_end"], "2026-09-30", "{}", desk.screen());
    assert_eq!(told["periods"][0]["value"], "97.5");
    // While its period runs, nothing is put forward.
    desk.press("5").sees("Training done").press("r").sees("K-1 Share of refusals");
    desk.sees("All up to October is measured; the next period ends on")
        .sees("2026-11-30")
        .press("Tab")
        .sees("%; October 8.2; target 5");
}

#[test]
fn of_which_month_a_value_tells_is_seen_in_a_narrow_window() {
    let fixture = standing();
    fixture.ok(&["measurement", "add", "--kpi", "K-2", "--period-end", "2026-09-30", "--value", "97"]);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("5").sees("values to 31 Oct 2026 where nothing else is said").sees("to 30 Sep");
    // What it looked like comes first: its days and its signs are seen without turning a page.
    desk.press("S Enter").sees("2026-06-30").sees("2026-10-31").sees("critical limit 8");
}

#[test]
fn each_period_is_told_with_the_limits_of_its_own_time() {
    let fixture = standing();
    held::script(
        &fixture,
        "
        kpi-limit add --kpi K-1 --valid-from 2026-09-01 --target 3 --warn 4 --critical 5 --set-by 'Ben Okafor' --grounds 'The supplier promised more'
        measurement add --kpi K-3 --period-end 2026-09-30 --counted 3 --total 200
        ",
    );
    let told = |kpi: &str| fixture.json(&format!("kpi series {kpi}"));
    let refusals = told("K-1");
    let stood: Vec<_> = refusals["periods"].as_array().unwrap().iter().map(|one| &one["status"]).collect();
    assert_eq!(stood, ["Critical", "Critical", "Watch", "Within limits", "Within limits"], "the latest first");
    assert_eq!(refusals["periods"][0]["limits"], "target 3, warning 4, critical 5");
    assert_eq!(refusals["periods"][2]["limits"], "target 5, warning 6, critical 8");
    assert_eq!(refusals["trend"], "getting worse");
    let complaints = told("K-3");
    assert_eq!(complaints["periods"][1]["counted"], "3 of 200");
    assert_eq!(complaints["periods"][1]["interval"], "0.5 to 4.3 %", "Wilson's interval");
    assert_eq!(complaints["periods"][1]["status"], "No target");
    let text = fixture.ok(&["kpi", "series", "K-1"]).replace('\n', " ");
    assert!(
        text.contains("Within the limits of their time: 2 of 5, 0 of them at the target; beyond the warning limit: 1"),
        "{text}"
    );
    assert!(text.contains("┄ target 3  ─ warning limit 4  ━ critical limit 5"), "{text}");
    assert!(text.contains("▲ beyond the warning limit") && text.contains('✖'), "{text}");
}

/// Help lists what does something on the screen from which it was asked, and names the screen; a legend is whole.
#[test]
fn what_is_told_of_a_screen_is_so_there() {
    let fixture = standing();
    let mut desk = Desk::sized(&fixture, 120, 160);
    desk.press("5 ?").sees("Go to the cell at the left").sees_not("The trends of nonconformities");
    let alone = Fixture::after(|fixture| {
        fixture.ok(&["kpi", "add", "Complaints", "--direction", "lower", "--frequency", "monthly"]);
    });
    let mut desk = Desk::sized(&alone, 120, 160);
    assert!(alone.ok(&["kpi", "wall"]).contains("1 KPI: 1 not measured"));
    desk.press("5 ?").sees("Help: ").sees_not("cell at the left").sees_not("Tab b");
    desk.press("Esc 1 Esc").sees("This is the first screen, Overview; q leaves Gavel");
    let mut first = Desk::first(&alone, "rosa", desk.size);
    first.press("Esc").sees("This is the first screen, Today; q leaves Gavel");

    let mut narrow = Desk::sized(&fixture, 40, 24);
    narrow.press("4").sees("██ critical");
    // Nobody set the line up to which owners accept.
    narrow.sees("┃ owners accept up to here, until");
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("4").sees("┃ owners accept up to here, until you set your own criteria");
    held::script(
        &fixture,
        "risk-criteria add Ours --valid-from 2026-01-01 --approved-by 'Iris Falk' --accepts-low owner \
         --accepts-medium owner --accepts-high top-management --accepts-critical nobody \
         --rare 'low low medium high high' --unlikely 'low medium high high critical' \
         --possible 'low medium high critical critical' --likely 'medium high high critical critical' \
         --almost-certain 'high high critical critical critical'",
    );
    desk.event(gavel::tui::event::Event::FileChanged);
    desk.press("4").sees("┃ owners accept up to here").sees_not("your own criteria");
}
