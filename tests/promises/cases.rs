//! Nonconformities on their way to proven closure, risks and their levels, KPIs and their limits.

use gavel::domain::nonconformity::{Nonconformity, REGISTER, State};

use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::review::tools::{called, refused};

/// A case that is stated in full, with people who can have a hand in it or none.
fn opened() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            person add 'Carla Stein' --active yes
            person add 'Dev Anand' --active yes --top-management yes
            nonconformity add 'Bias test skipped' --requirement A.6.2.4 --statement 'It was released untested' --objective-evidence 'The log has no run' --source audit --grade major --occurred-on 2026-05-01 --raised-on 2026-06-05 --raised-by 'Carla Stein' --owner 'Ben Okafor' --due 2026-12-01
            nonconformity open NC-1
            ",
        );
    })
}

/// The steps from open to closed, each a line that succeeds once the lines before were run.
const STEPS: [&str; 11] = [
    "nonconformity contain NC-1 --correction 'The release was stopped' --corrected-on 2026-06-06 --corrected-by 'Ben Okafor' --consequences 'Two claims were looked at again'",
    "nonconformity analyse NC-1 --cause 'The pipeline does not ask for the report' --cause-method five-whys --similar-searched 'All eight systems' --similar-cases 'None'",
    "action add 'Ask for the report in the pipeline' --source NC-1 --type corrective --owner 'Ben Okafor' --due 2026-07-01",
    "nonconformity plan NC-1 --criterion 'none of 12 fails' --effectiveness-criterion 'No release without a report' --measured-by sample --effectiveness-measure 'All releases of a quarter' --check-from 2026-10-01 --plan-approved-by 'Dev Anand' --plan-approved-on 2026-06-10 --plan-approved-how meeting",
    "nonconformity begin NC-1 --begun-by 'Ben Okafor' --begun-on 2026-06-11",
    "action done A-1 --done-on 2026-06-30 --evidence 'The pipeline asks'",
    "nonconformity implement NC-1 --implemented-on 2026-06-30",
    "nonconformity verify NC-1 --verified-by 'Carla Stein' --verified-on 2026-07-02 --verified-how message",
    "retest add 'All releases of a quarter' --nonconformity NC-1 --held-on 2026-10-02 --failed 0 --tested 12",
    "nonconformity close NC-1 --effectiveness effective --effectiveness-evidence 'Twelve of twelve had one' --checked-by 'Carla Stein' --checked-on 2026-10-05 --checked-how message --changes-needed no --no-change-reason 'The risk is known' --closing-approved-by 'Dev Anand' --closing-approved-how meeting --closed-on 2026-10-06",
    "nonconformity show NC-1",
];

fn walk(fixture: &Fixture, steps: usize) {
    for line in &STEPS[..steps] {
        fixture.ok(&words(line));
    }
}

fn state(fixture: &Fixture, reference: &str) -> State {
    Nonconformity(&called(fixture, reference)).state().unwrap()
}

#[test]
fn a_case_is_walked_to_proven_closure() {
    let fixture = opened();
    walk(&fixture, STEPS.len());
    assert_eq!(state(&fixture, "NC-1"), State::Closed);
    refused(&fixture, "nonconformity edit NC-1 --statement 'It was not so'", &["A closed nonconformity stands"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Every option that a step must be given, left out in turn.
#[test]
fn a_step_asks_for_everything_that_it_needs() {
    let machine = REGISTER.machine.unwrap();
    for (place, line) in
        STEPS.iter().enumerate().filter(|(_, line)| line.starts_with("nonconformity") && !line.contains(" show "))
    {
        let fixture = opened();
        walk(&fixture, place);
        let parts = words(line);
        let step = machine.find(parts[1]).unwrap();
        for name in step.needed() {
            let option = format!("--{}", name.replace('_', "-"));
            let Some(at) = parts.iter().position(|part| *part == option) else { continue };
            // What is stamped is there without being given.
            if step.stamped(&REGISTER).any(|(stamped, _)| stamped == name) {
                continue;
            }
            let without: Vec<&str> = parts[..at].iter().chain(&parts[at + 2..]).copied().collect();
            let said = fixture.fails(1, &without);
            assert!(said.contains("is empty"), "{option}: {said}");
        }
    }
}

#[test]
fn each_guard_of_a_case_is_judged() {
    for (place, wrong, told) in [
        (1, ("The pipeline does not ask for the report", "Human error."), "where the analysis begins"),
        (3, ("--plan-approved-by 'Dev Anand'", "--plan-approved-by 'Ben Okafor'"), "can't approve its plan"),
        (3, ("--check-from 2026-10-01", "--check-from 2026-06-30"), "when the last action is due"),
        (3, ("--check-from 2026-10-01", "--check-from 2036-01-20"), "2036-01-20 is more than 24 months away"),
        (7, ("--verified-by 'Carla Stein'", "--verified-by 'Ben Okafor'"), "can't verify it"),
        (7, ("--verified-on 2026-07-02", "--verified-on 2026-06-29"), "before implemented on"),
        (9, ("--effectiveness effective", "--effectiveness ineffective"), "a new cycle begins"),
        (9, ("--checked-on 2026-10-05", "--checked-on 2026-09-30"), "the first day that was set"),
        (9, ("--checked-by 'Carla Stein'", "--checked-by 'Ben Okafor'"), "can't judge its effect"),
        (9, ("--changes-needed no", "--changes-needed yes"), "Link what changes"),
        (9, ("--closing-approved-by 'Dev Anand'", "--closing-approved-by 'Carla Stein'"), "can't be the second"),
    ] {
        let fixture = opened();
        walk(&fixture, place);
        let line = STEPS[place].replace(wrong.0, wrong.1);
        assert_ne!(line, STEPS[place]);
        refused(&fixture, &line, &[told]);
    }
    let fixture = opened();
    walk(&fixture, 2);
    refused(&fixture, STEPS[3], &["No corrective action arises from it yet"]);
    let fixture = opened();
    walk(&fixture, 5);
    refused(&fixture, STEPS[6], &["A-1 is not done"]);
}

#[test]
fn an_action_that_did_not_work_starts_a_new_cycle_that_counts_only_its_own() {
    let fixture = opened();
    walk(&fixture, 8);
    fixture.ok(&words("nonconformity ineffective NC-1 --effectiveness ineffective --effectiveness-evidence 'Two had none' --checked-by 'Carla Stein' --checked-on 2026-10-05 --checked-how message"));
    let record = called(&fixture, "NC-1");
    let case = Nonconformity(&record);
    assert_eq!(
        (case.state(), case.cycle(), case.cause(), case.earlier_actions().len()),
        (Some(State::Contained), Some(2), "", 1)
    );
    refused(&fixture, STEPS[1], &["Whether the correction still stands is not answered"]);
    let again = format!("{} --correction-stands yes", STEPS[1]);
    fixture.ok(&words(&again));
    // The action of the first cycle is no plan of the second.
    refused(&fixture, &STEPS[3].replace("2026-10-01", "2026-12-01"), &["No corrective action arises from it yet"]);
}

#[test]
fn what_comes_back_starts_a_new_cycle_and_adopted_history_asks_nothing() {
    let fixture = opened();
    walk(&fixture, 9);
    refused(&fixture, "nonconformity reopen NC-1 --reason 'It came back'", &["Reopened on evidence is empty"]);
    fixture
        .ok(&words("nonconformity reopen NC-1 --reopened-on-evidence 'Release 14 had none' --reason 'It came back'"));
    assert_eq!(Nonconformity(&called(&fixture, "NC-1")).cycle(), Some(2));
    fixture.ok(&words("nonconformity add 'Closed in 2024'"));
    fixture.ok(&words("nonconformity adopt NC-2 --closed-on 2024-05-05"));
    assert_eq!(state(&fixture, "NC-2"), State::ClosedBefore);
}

#[test]
fn a_risk_keeps_the_level_of_the_criteria_by_which_it_was_assessed() {
    let fixture = Fixture::new();
    fixture.ok(&words("risk add 'Scores drift' --likelihood 3 --impact 3"));
    let level = |reference: &str| called(&fixture, reference).get("level").cloned().map(|value| format!("{value:?}"));
    assert_eq!(level("R-1").as_deref(), Some("Choice(\"medium\")"));
    fixture.ok(&words("person edit P-1 --top-management yes"));
    fixture.ok(&words(
        "risk-criteria add Strict --valid-from 2026-01-01 --approved-by P-1 --accepts-low owner --accepts-medium top-management --accepts-high top-management --accepts-critical nobody --rare 'low low medium high high' --unlikely 'low medium high high critical' --possible 'low medium high critical critical' --likely 'medium high high critical critical' --almost-certain 'high high critical critical critical'",
    ));
    fixture.ok(&words("risk edit R-1 --source 'A new tariff'"));
    assert_eq!(level("R-1").as_deref(), Some("Choice(\"medium\")"), "it was not scored again");
    fixture.ok(&words("risk edit R-1 --likelihood 4"));
    assert_eq!(level("R-1").as_deref(), Some("Choice(\"high\")"));
    assert!(fixture.ok(&words("risk show R-1")).contains("RC-1"));
    assert!(fixture.fails(2, &words("risk edit R-1 --level low")).contains("--level"), "levels are worked out");
    refused(&fixture, "risk add 'Half a score' --likelihood 3", &["Impact is empty"]);
    refused(
        &fixture,
        "risk add 'Lower for nothing' --inherent-likelihood 5 --inherent-impact 5 --likelihood 1 --impact 1",
        &["Link the controls that hold it down"],
    );
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_risk_is_accepted_by_who_may_and_until_a_day() {
    let fixture = opened();
    fixture.ok(&words("risk add 'Refusals' --owner 'Ben Okafor' --likelihood 5 --impact 5 --review-by 2027-05-01"));
    let accept =
        |by: &str| format!("risk accept R-1 --accepted-by '{by}' --accepted-how meeting --reason 'No other way'");
    refused(&fixture, &accept("Ben Okafor"), &["Ben Okafor is not marked as top management"]);
    fixture.ok(&words("risk edit R-1 --review-by 2030-01-01"));
    refused(&fixture, &accept("Dev Anand"), &["more than two years away"]);
    fixture.ok(&words("risk edit R-1 --review-by 2027-05-01"));
    fixture.ok(&words(&accept("Dev Anand")));
    fixture.ok(&words("risk add 'Not looked at' --review-by 2027-05-01"));
    refused(&fixture, &accept("Dev Anand").replace("R-1", "R-2"), &["Likelihood and impact are not assessed"]);
}

#[test]
fn a_new_target_does_not_recolour_the_past() {
    use gavel::workflow::kpis;
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        kpi add 'Overruled' --unit % --direction lower --frequency monthly
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --critical 8
        kpi-limit add --kpi K-1 --valid-from 2026-09-01 --target 3 --critical 4 --grounds 'Agreed in August' --set-by P-1
        measurement add --kpi K-1 --period-end 2026-08-31 --value 5
        measurement add --kpi K-1 --period-end 2026-09-30 --value 5
        measurement add --kpi K-1 --period-end 2026-10-31 --counted 1 --total 40
        ",
    );
    let read = || kpis::read(fixture.store().view(), "2026-11-23".parse().unwrap()).unwrap().remove(0).reading;
    let bands: Vec<_> = read().bands.iter().map(|one| format!("{:?}", one.unwrap())).collect();
    assert_eq!(bands, ["Target", "Critical", "Target"], "a value on a limit is within it");
    assert_eq!(read().latest().unwrap().1.to_string(), "2.5000", "the counts give the share");
    refused(
        &fixture,
        "measurement add --kpi K-1 --period-end 2026-10-31 --value 1",
        &["has a value for this period already"],
    );
    refused(&fixture, "measurement add --kpi K-1 --period-end 2026-07-31", &["Value is empty"]);
    refused(
        &fixture,
        "kpi-limit add --kpi K-1 --valid-from 2026-11-24 --target 5 --critical 4",
        &["below the warning limit"],
    );
}

#[test]
fn a_value_is_of_a_whole_period_and_a_share_beyond_the_whole_is_told() {
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        kpi add 'Overruled' --unit % --direction lower --frequency monthly
        kpi add 'Trained' --unit % --direction higher --frequency quarterly
        measurement add --kpi K-1 --period-end 2026-10-31 --value 5
        ",
    );
    for (line, nearest) in [
        (
            "add --kpi K-1 --period-end 2026-11-15 --value 5",
            "2026-11-15 is not the end of a month: 2026-10-31 or 2026-11-30",
        ),
        ("add --kpi K-2 --period-end 2026-10-31 --value 5", "not the end of a quarter: 2026-09-30 or 2026-12-31"),
        ("edit M-1 --period-end 2026-10-30", "2026-09-30 or 2026-10-31"),
        ("edit M-1 --kpi K-2", "2026-09-30 or 2026-12-31"),
    ] {
        refused(&fixture, &format!("measurement {line}"), &[nearest]);
    }
    let table = fixture.folder().join("values.csv");
    std::fs::write(&table, "KPI,Period to,Value\nK-1,2026-11-15,4\n").unwrap();
    let run = fixture.run(&["import", "measurement", table.to_str().unwrap(), "--write"]);
    assert!((run.out + &run.err).contains("2026-10-31 or 2026-11-30"));
    assert!(!fixture.ok(&["measurement", "list"]).contains("M-2"));
    // What stands amid a period by another frequency is told, and left as it is.
    fixture.ok(&words("kpi edit K-1 --frequency quarterly --reason 'Asked for so'"));
    fixture.ok(&words("measurement edit M-1 --value 6 --reason 'Counted anew'"));
    let told = fixture.ok(&words("kpi series K-1"));
    assert!(told.contains("Not at the end of a period, as often as the KPI is measured now: 2026-10-31."), "{told}");
    // Beyond the whole: said at once, and with the series.
    let said = fixture.ok(&words("measurement add --kpi K-2 --period-end 2026-09-30 --value 190"));
    assert!(said.contains("No share lies outside 0 and 100 %; right only where it is a rate of change"), "{said}");
    let told = fixture.ok(&words("kpi series K-2")).replace('\n', " ");
    assert!(told.contains("right only of a rate of change: the values to 2026-09-30"), "{told}");
    fixture.ok(&words("measurement edit M-2 --value 100 --reason 'A slip'"));
    assert!(!fixture.ok(&words("kpi series K-2")).contains("rate of change"), "the whole is a share");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn only_what_reaches_a_target_is_on_target() {
    let fixture = Fixture::new();
    script(
        &fixture,
        "
        kpi add 'Short of it' --unit % --direction higher --frequency weekly
        kpi add 'Without one' --unit % --direction lower --frequency monthly
        kpi add 'At it' --unit % --direction higher --frequency monthly
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 100 --warn 85
        kpi-limit add --kpi K-2 --valid-from 2026-01-01 --warn 85
        kpi-limit add --kpi K-3 --valid-from 2026-01-01 --target 80
        ",
    );
    for (kpi, end) in [("K-1", "2026-11-15"), ("K-2", "2026-10-31"), ("K-3", "2026-10-31")] {
        fixture.ok(&["measurement", "add", "--kpi", kpi, "--period-end", end, "--value", "82"]);
    }
    let numbers = |condition| fixture.ok(&["kpi", "list", condition]);
    assert!(["K-3"].iter().all(|kpi| numbers("status=good").contains(kpi)));
    assert!(numbers("status=watch").contains("K-1") && numbers("status=within").contains("K-2"));
    fixture.ok(&["measurement", "add", "--kpi", "K-1", "--period-end", "2026-11-22", "--value", "88"]);
    let within = numbers("status=within");
    assert!(within.contains("K-1") && within.contains("K-2") && !within.contains("K-3"), "{within}");
}

#[test]
fn annex_a_is_put_on_the_register_once() {
    let fixture = Fixture::new();
    fixture.ok(&words("control add 'Own register of prompts' --code X.1"));
    fixture.ok(&words("control add 'AI policy, our way' --code A.2.2"));
    assert!(fixture.ok(&words("control annex-a")).contains("Added 37 controls"));
    let head = fixture.ok(&["head"]);
    assert!(fixture.ok(&words("control annex-a")).contains("All 38"));
    assert_eq!(fixture.ok(&["head"]), head);
    refused(&fixture, "control edit C-3 --applicable no", &["Justification is empty"]);
    fixture.ok(&words("control edit C-3 --applicable no --justification 'We make none'"));
}
