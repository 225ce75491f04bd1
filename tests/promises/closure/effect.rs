//! Effect is judged against the measure: what was not measured is never met, what got worse is never effective, and no way
//! round is taken unseen.

use gavel::domain::nonconformity::{Nonconformity, State};

use crate::review::held::{script, words};
use crate::review::tools::{called, refused};
use crate::upgrade::rich;

use super::walk::{Case, Round};

const RETEST: &str = "retest add 'Trial releases' --nonconformity NC-1";

/// A case whose actions were verified, judged by a criterion from 2026-07-25 on; they were done on 2026-06-25.
fn verified(criterion: &str, measure: &str) -> Case {
    let mut case = Case::at(State::Analysed, Round::First);
    case.fixture
        .ok(&words("kpi add 'Releases without a report' --direction lower --frequency monthly --owner 'Edda Holm'"));
    case.fixture
        .ok(&words("kpi-limit add --kpi K-1 --valid-from 2026-01-01 --warn 5 --critical 8 --set-by 'Edda Holm'"));
    case.prepare("plan");
    let line = case.line("plan").replace("none of 12 fails", criterion);
    case.fixture.ok(&words(&line.replace("--measured-by sample", &format!("--measured-by {measure}"))));
    for step in ["begin", "implement", "verify"] {
        case.make(step);
    }
    case
}

fn kpi(criterion: &str) -> Case {
    verified(criterion, "kpi --effectiveness-kpi K-1")
}

/// What closing is refused with; nothing where it goes through. The file stays as it was.
fn against(case: &Case) -> String {
    let tried = case.fixture.copy();
    let line = case.line("close");
    let run = tried.run(&words(&line));
    if run.code == 0 {
        assert_eq!(Nonconformity(&called(&tried, "NC-1")).state(), Some(State::Closed));
        return String::new();
    }
    run.err
}

#[track_caller]
fn effective(case: &Case) {
    assert_eq!(against(case), "");
    assert!(case.fixture.ok(&words("nonconformity effect NC-1")).contains("The criterion is met"));
}

#[track_caller]
fn not_effective(case: &Case, told: &str) {
    let why = against(case);
    assert!(why.contains(told), "{told}: {why}");
    assert!(why.contains("It is effective where the measure shows it"), "{why}");
}

#[test]
fn a_criterion_is_met_by_what_was_tested_and_never_by_what_was_not() {
    const NOTHING: &str = "no retest was recorded since the actions were done";
    for (criterion, found) in [
        (
            "none of 40 fails",
            [
                (0, 0, NOTHING),
                (0, 39, "0 of 39 failed, and 40 are to be tested"),
                (0, 40, ""),
                (1, 400, "1 of 400 failed"),
            ],
        ),
        (
            "at most 2 of 40",
            [(0, 0, NOTHING), (2, 39, "and 40 are to be tested"), (2, 40, ""), (3, 40, "3 of 40 failed")],
        ),
        (
            "share at most 5 % by point of 40",
            [(0, 0, NOTHING), (0, 39, "40 are to be tested"), (2, 40, ""), (3, 40, "3 of 40 failed, 7.5 %")],
        ),
        // By the bound, no failure shows 5 % from 73 on (Wilson), and 16.1 % of 20.
        (
            "share at most 5 % by bound",
            [
                (0, 20, "95 % interval 0.0 % to 16.1 %): too few are tested"),
                (0, 72, "too few are tested to show it"),
                (0, 73, ""),
                (2, 40, "2 of 40 failed, 5.0 % (95 % interval 1.4 % to 16.5 %): too few"),
            ],
        ),
    ] {
        let case = verified(criterion, "retest");
        for (failed, tested, told) in found {
            let file = case.copy();
            if tested > 0 {
                file.fixture.ok(&words(&format!("{RETEST} --held-on 2026-07-20 --failed {failed} --tested {tested}")));
            }
            match told {
                "" => effective(&file),
                told => not_effective(&file, told),
            }
        }
    }
}

#[test]
fn what_got_worse_is_not_effective_whatever_the_criterion() {
    for criterion in ["none of 40 fails", "at most 39 of 40", "share at most 99 % by point of 1"] {
        let case = verified(criterion, "retest");
        case.fixture.ok(&words(&format!(
            "{RETEST} --before-failed 6 --before-tested 20 --held-on 2026-07-20 --failed 40 --tested 40"
        )));
        not_effective(&case, "It got worse: 6 of 20 failed before, 40 of 40 after");
        // Another test takes no earlier one back.
        case.fixture.ok(&words(&format!("{RETEST} --held-on 2026-07-21 --failed 0 --tested 40")));
        not_effective(&case, "It got worse");
    }
    let case = verified("at most 3 of 40", "sample");
    case.fixture.ok(&words(&format!(
        "{RETEST} --before-failed 1 --before-tested 20 --held-on 2026-07-20 --failed 3 --tested 40"
    )));
    not_effective(&case, "1 of 20 failed before, 3 of 40 after");
}

/// In files of before the criterion is words: the person judges, and says why; what got worse is refused all the same.
#[test]
fn a_criterion_in_words_is_judged_by_people_and_what_got_worse_is_not_effective() {
    let file = rich();
    file.open(&gavel::store::gavel::GAVEL).unwrap();
    let waiting = file.ok(&words("nonconformity list state=verified --plain"));
    let reference = waiting.split(':').next().unwrap().trim().to_owned();
    let told = file.ok(&["nonconformity", "effect", &reference]);
    assert!(told.contains("Criterion in words: not checked by figures"), "{told}");
    file.ambient.move_on("2027-06-01T09:00:00Z".parse().unwrap());
    let close = format!(
        "nonconformity close {reference} --effectiveness effective --effectiveness-evidence 'Three sheets' --checked-by 'Noor Halvorsen' --checked-how message --changes-needed no --no-change-reason 'One sheet was lost'"
    );
    let worse = file.copy();
    worse.ok(&words(&format!("retest add 'Sheets' --nonconformity {reference} --held-on 2027-05-01 --before-failed 6 --before-tested 20 --failed 40 --tested 40")));
    refused(&worse, &close, &["It got worse: 6 of 20 failed before, 40 of 40 after"]);
    file.ok(&words(&close));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_kpi_is_within_its_limits_for_periods_in_a_row_and_silence_is_none() {
    let case = kpi("within limits for 3 periods");
    let value = |case: &Case, end: &str, value: &str| {
        case.fixture.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value {value}")));
    };
    not_effective(&case, "the KPI has no measurement of a whole period since the actions were done");
    value(&case, "2026-05-31", "9");
    // The period in which the actions were done tells of before as well.
    value(&case, "2026-06-30", "9");
    not_effective(&case, "no measurement of a whole period");
    value(&case, "2026-07-31", "4");
    value(&case, "2026-08-31", "5");
    not_effective(&case, "the KPI has no measurement since that to 2026-08-31");
    value(&case, "2026-10-31", "5");
    // September is missing: a gap begins the row anew.
    not_effective(&case, "1 of 3 periods in a row within at most 5");
    value(&case, "2026-09-30", "5");
    effective(&case);
    let beyond = case.copy();
    beyond.fixture.ok(&words("measurement edit M-6 --value 5.1"));
    not_effective(&beyond, "5.1 to 2026-09-30, and at most 5 was set");
    // Worse than before, and within the limits all the same.
    let worse = case.copy();
    worse.fixture.ok(&words("measurement edit M-1 --value 1"));
    not_effective(&worse, "It got worse: 1 on average before, 5 after");
}

#[test]
fn a_period_of_the_kpi_counts_once_however_many_values_are_typed_for_it() {
    let case = kpi("within limits for 3 periods");
    let value = |case: &Case, end: &str, value: &str| {
        case.fixture.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value {value}")));
    };
    refused(
        &case.fixture,
        "measurement add --kpi K-1 --period-end 2026-10-28 --value 1",
        &["2026-09-30 or 2026-10-31"],
    );
    // A criterion stays by the period for which it was set, however often is measured since.
    case.fixture.ok(&words("kpi edit K-1 --frequency weekly"));
    for end in ["2026-10-11", "2026-10-18", "2026-10-25"] {
        value(&case, end, "1");
    }
    not_effective(&case, "1 of 3 periods in a row");
    // The worst that was measured in a period tells of it.
    value(&case, "2026-10-04", "20");
    not_effective(&case, "20 to 2026-10-04, and at most 5 was set");
}

/// What lies among the values of before is what the KPI does anyway.
#[test]
fn a_kpi_got_worse_where_it_is_worse_than_it_was_in_any_period_before() {
    let case = kpi("within limits for 3 periods");
    for (end, value) in [
        ("2026-03-31", "3.9"),
        ("2026-04-30", "4"),
        ("2026-05-31", "4"),
        ("2026-08-31", "4"),
        ("2026-09-30", "4"),
        ("2026-10-31", "4"),
    ] {
        case.fixture.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value {value}")));
    }
    effective(&case);
    let worse = case.copy();
    worse.fixture.ok(&words("measurement edit M-6 --value 4.2"));
    not_effective(&worse, "It got worse: 3.9666 on average before, 4.0666 after");
}

#[test]
fn a_kpi_that_can_not_tell_says_what_to_do() {
    let case = kpi("within limits for 2 periods");
    for end in ["2026-07-31", "2026-08-31"] {
        case.fixture.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value 1")));
    }
    case.fixture.ok(&words("kpi edit K-1 --ended yes"));
    not_effective(&case, "it is no longer measured: have another criterion approved (“revise”)");
    script(
        &case.fixture,
        "
        kpi add 'Drift' --direction within --frequency monthly --owner 'Edda Holm'
        kpi-limit add --kpi K-2 --valid-from 2026-01-01 --target 4 --set-by 'Edda Holm'
        ",
    );
    let other = "'within limits for 1 period' --effectiveness-kpi K-2";
    refused(
        &case.fixture,
        &case.line("revise").replace("'at most 1 of 12'", other),
        &["KL-2 sets none", "warning limit"],
    );
}

/// Each test is judged by itself: no good one takes a bad one back, and several small ones make no large one.
#[test]
fn a_bad_test_is_diluted_by_no_other_and_by_no_invented_before() {
    let case = verified("share at most 5 % by point of 40", "retest");
    let test = |case: &Case, counts: &str| case.fixture.ok(&words(&format!("{RETEST} --held-on 2026-07-20 {counts}")));
    test(&case, "--failed 0 --tested 20");
    test(&case, "--failed 0 --tested 20");
    not_effective(&case, "0 of 20 failed, 0.0 % in RT-2, and 40 are to be tested in one");
    let few = case.copy();
    for _ in 0..3 {
        test(&few, "--failed 1 --tested 2");
    }
    test(&few, "--failed 0 --tested 40");
    not_effective(&few, "3 of 46 failed, 6.5 % in 5 smaller tests together");
    test(&case, "--failed 40 --tested 40");
    test(&case, "--failed 0 --tested 100000");
    not_effective(&case, "40 of 40 failed, 100.0 % in RT-3");
    let case = verified("at most 39 of 40", "retest");
    test(&case, "--before-failed 1 --before-tested 40 --failed 39 --tested 40");
    test(&case, "--before-failed 5000 --before-tested 5000 --failed 0 --tested 1");
    not_effective(&case, "It got worse: 1 of 40 failed before, 39 of 40 after");
}

/// The day on which all is said to be implemented is typed, and chooses none of the figures.
#[test]
fn figures_count_from_the_day_on_which_the_planned_actions_were_first_done() {
    let mut case = Case::at(State::InProgress, Round::First);
    let file = &case.fixture;
    script(
        file,
        "
        action done A-1 --done-on 2026-06-18 --evidence 'The pipeline refuses'
        retest add 'Bad' --nonconformity NC-1 --held-on 2026-07-10 --failed 6 --tested 12
        action reopen A-1 --reason 'It was not all'
        action done A-1 --done-on 2026-07-11 --evidence 'The pipeline refuses'
        action add 'One more' --source NC-1 --type corrective --owner 'Ben Okafor' --due 2026-07-11
        action done A-2 --done-on 2026-07-11 --evidence 'It is more'
        nonconformity implement NC-1 --implemented-on 2026-07-11
        nonconformity verify NC-1 --verified-by 'Carla Stein' --verified-on 2026-07-12 --verified-how message
        retest add 'Good' --nonconformity NC-1 --held-on 2026-07-20 --failed 0 --tested 12
        ",
    );
    not_effective(&case, "6 of 12 failed in RT-1");
    let told = case.fixture.ok(&words("nonconformity effect NC-1"));
    assert!(!told.contains("tells nothing of them"), "{told}");
    case.make("ineffective");
    assert_eq!(case.fixture.verify(), Vec::<String>::new());
}

#[test]
fn limits_direction_and_period_are_those_of_the_day_of_the_approval() {
    let case = kpi("within limits for 2 periods");
    for (end, value) in [("2026-09-30", 7), ("2026-10-31", 7)] {
        case.fixture.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value {value}")));
    }
    not_effective(&case, "7 to 2026-10-31, and at most 5 was set");
    for line in [
        "kpi-limit add --kpi K-1 --valid-from 2026-11-23 --warn 9 --critical 10 --set-by 'Edda Holm'",
        "kpi-limit edit KL-1 --warn 8 --grounds 'Counted wrongly' --set-by 'Rosa Lindt'",
        "kpi edit K-1 --frequency weekly",
    ] {
        let tried = case.copy();
        tried.fixture.ok(&words(line));
        not_effective(&tried, "7 to 2026-10-31, and at most 5 was set");
    }
    // Another KPI is another measure, and what the first had found is told.
    script(
        &case.fixture,
        "
        kpi add 'Reports' --direction higher --frequency monthly --owner 'Edda Holm'
        kpi-limit add --kpi K-2 --valid-from 2026-01-01 --warn 90 --set-by 'Edda Holm'
        measurement add --kpi K-2 --period-end 2026-10-31 --value 95
        ",
    );
    let other = "'within limits for 1 period' --effectiveness-kpi K-2";
    case.fixture.ok(&words(&case.line("revise").replace("'at most 1 of 12'", other)));
    let told = case.fixture.ok(&words("nonconformity show NC-1")).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("By then: The criterion is not met: 7 to 2026-10-31, and at most 5 was set"), "{told}");
    effective(&case);
}

#[test]
fn a_repeat_is_looked_for_in_the_registers_and_in_records() {
    let criterion = "no repeat until 2026-07-24 in 20 records";
    let again = "nonconformity add 'Again' --requirement A.6.2.4 --occurred-on 2026-07-10 --raised-on 2026-07-12 --raised-by 'Edda Holm' --owner 'Dev Anand' --statement x --objective-evidence 'Report 7' --source monitoring";
    let case = verified(criterion, "sample");
    not_effective(&case, "no sample was recorded since the actions were done");
    case.fixture.ok(&words(&format!("{RETEST} --held-on 2026-07-20 --failed 0 --tested 19")));
    not_effective(&case, "no repeat in 19 records, and 20 are to be looked through");
    case.fixture.ok(&words(&format!("{RETEST} --held-on 2026-07-21 --failed 0 --tested 1")));
    effective(&case);
    // It came back: its cause is not known, then another one, then the same.
    script(&case.fixture, &format!("{again}\nnonconformity open NC-2"));
    not_effective(&case, "NC-2 is on the same requirement, and its cause is not known yet");
    case.fixture.ok(&words(
        "nonconformity contain NC-2 --correction 'Put right' --corrected-by 'Edda Holm' --consequences None",
    ));
    let analyse = |class: &str| {
        format!(
            "nonconformity analyse NC-2 --cause 'The same' --cause-class {class} --cause-method other --similar-searched x --similar-cases None"
        )
    };
    // That it is another cause is approved by somebody else, or it could be said of every repeat.
    let other = case.copy();
    other.fixture.ok(&words(&analyse("supplier")));
    not_effective(&other, "nobody else has approved yet that its cause is another one");
    other.fixture.ok(&words("nonconformity correct NC-2 --no-action-reason 'Once in six years' --no-action-approved-by 'Carla Stein' --no-action-approved-how message --verified-by 'Carla Stein' --verified-how message"));
    effective(&other);
    case.fixture.ok(&words(&analyse("tool")));
    not_effective(&case, "NC-2 repeats it");
    // Its own requirement stays: another one would find nothing.
    refused(&verified(criterion, "sample").fixture, "nonconformity edit NC-1 --requirement 7.5", &["can't be saved"]);
}

/// A case that was never given a class of cause blocks nobody for good: somebody else approved what follows from it.
#[test]
fn a_case_without_a_class_of_cause_is_no_repeat_once_somebody_else_approved_what_follows() {
    let case = verified("no repeat until 2026-07-24 in 20 records", "sample");
    script(
        &case.fixture,
        "
        nonconformity add 'Again' --requirement A.6.2.4 --occurred-on 2026-07-10 --raised-on 2026-07-12 --raised-by 'Edda Holm' --owner 'Dev Anand' --statement x --objective-evidence 'Report 7' --source monitoring
        nonconformity open NC-2
        nonconformity contain NC-2 --correction 'Put right' --corrected-by 'Edda Holm' --consequences None
        nonconformity analyse NC-2 --cause 'The vendor was late' --cause-method other --similar-searched x --similar-cases None
        retest add 'Records' --nonconformity NC-1 --held-on 2026-07-20 --failed 0 --tested 20
        ",
    );
    not_effective(&case, "nobody else has approved yet that its cause is another one");
    case.fixture.ok(&words("nonconformity correct NC-2 --no-action-reason 'Once in six years' --no-action-approved-by 'Carla Stein' --no-action-approved-how message --verified-by 'Carla Stein' --verified-how message"));
    effective(&case);
}

/// What makes a repeat none, or takes it out of where repeats are looked for, is agreed to by somebody else.
#[test]
fn a_repeat_is_made_none_by_nobody_alone() {
    let case = verified("no repeat until 2026-07-24 in 20 records", "sample");
    let file = &case.fixture;
    script(
        file,
        "
        retest add 'Records' --nonconformity NC-1 --held-on 2026-07-20 --failed 0 --tested 20
        nonconformity add 'Again' --requirement A.6.2.4 --occurred-on 2026-07-10 --raised-on 2026-07-12 --raised-by 'Edda Holm' --owner 'Ben Okafor'
        ",
    );
    file.ambient.move_on("2026-11-24T09:00:00Z".parse().unwrap());
    for line in [
        "edit NC-2 --occurred-on 2026-06-10",
        "edit NC-2 --requirement A.6.2.5",
        "edit NC-2 --requirement 'Annex A, control 6.2.4'",
        "void NC-2 --reason 'It was recorded twice by mistake'",
    ] {
        refused(file, &format!("nonconformity {line} --as 'Ben Okafor'"), &["agreed"]);
    }
    not_effective(&case, "NC-2 is on the same requirement");
    let agreed = "--reason 'Read wrongly' --agreed-by 'Carla Stein' --agreed-how meeting";
    file.ok(&words(&format!("nonconformity edit NC-2 --requirement A.6.2.5 --as 'Ben Okafor' {agreed}")));
    effective(&case);
}

/// Closed first, and the repeat recorded an hour later: what is known then counts.
#[test]
fn a_repeat_that_is_recorded_after_closing_takes_the_proof_away() {
    let case = verified("no repeat until 2026-07-24 in 20 records", "sample");
    let file = &case.fixture;
    script(
        file,
        "
        retest add 'Records' --nonconformity NC-1 --held-on 2026-07-20 --failed 0 --tested 20
        ",
    );
    file.ok(&words(&case.line("close")));
    script(
        file,
        "
        nonconformity add 'Again' --requirement A.6.2.4 --occurred-on 2026-07-10 --raised-on 2026-07-12 --raised-by 'Edda Holm' --owner 'Dev Anand' --statement x --objective-evidence 'Report 7' --source monitoring
        nonconformity open NC-2
        nonconformity contain NC-2 --correction 'Put right' --corrected-by 'Edda Holm' --consequences None
        ",
    );
    let analyse = "nonconformity analyse NC-2 --cause 'Nobody is asked' --cause-class tool --cause-method other --similar-searched x --similar-cases None";
    refused(file, analyse, &["NC-1 was closed because nothing repeats it"]);
    let later = file.copy();
    later.ok(&words("nonconformity edit NC-2 --occurred-on 2026-10-10 --raised-on 2026-10-12"));
    later.ok(&words(analyse));
    file.ok(&words("nonconformity edit NC-2 --repeats NC-1"));
    file.ok(&words(analyse));
    assert!(called(file, "NC-1").fallen);
    let told = file.ok(&words("nonconformity print NC-1"));
    assert!(told.contains("no longer proven") && told.contains("NC-2 Again (repeats) was added"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What failed is answered as such: it is no way round to reopen the case, and what the measure said stays in print.
#[test]
fn what_the_measure_denies_is_marked_as_not_effective_and_stays_in_print() {
    let mut case = verified("none of 12 fails", "retest");
    case.retest(6);
    refused(
        &case.fixture,
        &case.line("reopen"),
        &["The criterion is not met: 6 of 12 failed", "Mark it as not effective (“ineffective”)"],
    );
    // What failed waits for no day.
    let early = case.line("ineffective").replace("2026-07-26", "2026-07-21");
    case.copy().fixture.ok(&words(&early));
    case.make("ineffective");
    let file = &case.fixture;
    let told = |file: &crate::fixture::Fixture, line: &str| {
        file.ok(&words(line)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let said = "Cycle 1, until 2026-11-23: None fails, of 12 or more (in words: No release without a report); by a retest, \
                before and after (All releases of a month), from 2026-07-25. It did not work: The criterion is not met: 6 \
                of 12 failed";
    assert!(told(file, "nonconformity print NC-1").contains(said), "{}", told(file, "nonconformity print NC-1"));
    script(
        file,
        "review call --date 2026-12-28 --chair 'Dev Anand' --secretary 'Rosa Lindt' --members 'Dev Anand,Rosa Lindt'",
    );
    let rejected = file.copy();
    rejected.ok(&words(&case.line("reject")));
    let pack = told(&rejected, "review pack MR-1");
    assert!(pack.contains("NC-1 is rejected, and its measure had said that it did not work"), "{pack}");
    script(
        file,
        "
        nonconformity analyse NC-1 --cause 'It can be skipped' --cause-method other --correction-stands yes --similar-searched x --similar-cases None
        nonconformity correct NC-1 --no-action-reason 'All was done' --no-action-approved-by 'Dev Anand' --no-action-approved-how message --verified-by 'Carla Stein' --verified-how message
        ",
    );
    let pack = told(file, "review pack MR-1");
    assert!(pack.contains("NC-1 is closed, corrected, and its measure had said that it did not work"), "{pack}");
    assert!(pack.contains("6 of 12 failed"), "{pack}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// The same figures would say something else.
#[test]
fn what_a_kpi_measures_stands_while_a_case_waits_for_it() {
    let case = kpi("within limits for 2 periods");
    for line in [
        "edit K-1 --formula 'Mondays only'",
        "edit K-1 --unit 'per 100'",
        "edit K-1 --direction higher",
        "void K-1 --reason 'The vendor does it'",
    ] {
        let told = ["NC-1 is judged by it: have another measure approved for it first"];
        refused(&case.fixture, &format!("kpi {line} --as 'Carla Stein'"), &told);
    }
    let told = case.fixture.ok(&words("nonconformity print NC-1"));
    assert!(
        told.split_whitespace().collect::<Vec<_>>().join(" ").contains("**Limits that were set:** at most 5"),
        "{told}"
    );
    case.fixture.ok(&words("kpi edit K-1 --name 'Releases without any report'"));
    case.fixture.ok(&words(
        &case
            .line("revise")
            .replace("at most 1 of 12", "none of 12 fails' --measured-by 'retest")
            .replace("--effectiveness-kpi K-1", ""),
    ));
    case.fixture.ok(&words("kpi edit K-1 --unit 'per 100'"));
}

#[test]
fn the_criterion_that_was_approved_stands_until_another_is_approved_and_both_are_printed() {
    let case = verified("none of 12 fails", "retest");
    case.retest(3);
    let file = &case.fixture;
    for line in [
        "nonconformity edit NC-1 --criterion 'at most 3 of 12'",
        "nonconformity edit NC-1 --measured-by sample",
        "nonconformity edit NC-1 --check-from 2026-07-01",
        "nonconformity edit NC-1 --effectiveness-kpi K-1",
    ] {
        let told = file.fails(2, &words(line));
        assert!(told.contains("--"), "it is no option of edit: {told}");
    }
    let revise = case.line("revise").replace("at most 1 of 12", "at most 3 of 12").replace("2026-06-12", "2026-11-20");
    refused(
        file,
        &revise.replace("--revised-by 'Dev Anand'", "--revised-by 'Ben Okafor'"),
        &["put NC-1 right", "can't approve by what it is judged"],
    );
    refused(file, &revise.replace(" --revised-because 'One is taken by hand each month'", ""), &["is empty"]);
    file.ok(&words(&revise));
    effective(&case);
    let old = "Until 2026-11-23: None fails, of 12 or more (in words: No release without a report); by a retest, before and after";
    for line in ["nonconformity show NC-1", "nonconformity print NC-1", "nonconformity effect NC-1"] {
        let told = file.ok(&words(line)).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(old), "{line}: {told}");
        assert!(told.contains("3 of 12 failed"), "{line}: {told}");
    }
    // Approved once more, it stands beside the one before; who approved the first time is of no help.
    let once_more = revise.replace("at most 3 of 12", "at most 4 of 12").replace("'One is", "'Two are");
    let once_more = once_more.replace("--revised-on 2026-11-20", "--revised-on 2026-11-02");
    refused(
        file,
        &revise.replace("--revised-because 'One", "--revised-because 'Another"),
        &["are those that were approved"],
    );
    file.ok(&words(&once_more));
    let told = file.ok(&words("nonconformity show NC-1"));
    assert!(told.contains("None fails") && told.contains("At most 3 fail"), "{told}");
    let said = file.fails(1, &words("undo --yes"));
    assert!(said.contains("was given another criterion in it, which stands as evidence"), "{said}");
    script(
        file,
        "review call --date 2026-12-28 --chair 'Dev Anand' --secretary 'Rosa Lindt' --members 'Dev Anand,Rosa Lindt'",
    );
    let pack = file.ok(&words("review pack MR-1"));
    let told = "NC-1 is judged by another criterion, approved by Dev Anand on 2026-11-02, recorded 21 days after";
    assert!(pack.split_whitespace().collect::<Vec<_>>().join(" ").contains(told), "{pack}");
    assert!(pack.contains("None fails, of 12 or more"), "{pack}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn figures_are_changed_by_somebody_who_had_no_hand_and_a_slip_is_taken_back_at_once() {
    let case = verified("none of 12 fails", "retest");
    let file = &case.fixture;
    script(file, "nonconformity add 'Another case' --owner 'Edda Holm'\nperson add 'Iris Falk' --active yes");
    case.retest(3);
    const TOLD: &str = "changed by somebody who had no hand in them";
    script(file, "person add 'Robot' --machine yes --active yes");
    refused(file, "retest edit RT-1 --failed 0 --as Robot", &["RT-1 can't be written by Robot", "It is a machine"]);
    for line in [
        "retest void RT-1 --reason 'A slip'",
        "retest edit RT-1 --failed 0",
        "retest edit RT-1 --tested 300",
        "retest edit RT-1 --held-on 2026-06-01",
        "retest edit RT-1 --nonconformity NC-2",
        "retest edit RT-1 --before-failed 9 --before-tested 12",
    ] {
        refused(file, &format!("{line} --as 'Ben Okafor'"), &[TOLD, "owns NC-1, which is judged by it"]);
    }
    // Whoever hands the case and its actions on had a hand all the same.
    script(file, "nonconformity edit NC-1 --owner 'Iris Falk'\naction edit A-1 --owner 'Iris Falk'");
    refused(file, "retest void RT-1 --reason 'A slip' --as 'Ben Okafor'", &[TOLD, "put NC-1 right"]);
    refused(file, "retest void RT-1 --reason 'A slip' --as 'Iris Falk'", &[TOLD, "owns NC-1"]);
    file.ok(&words(
        "retest void RT-1 --reason 'Of another model' --as 'Edda Holm' --agreed-by 'Carla Stein' --agreed-how meeting",
    ));
    refused(file, "retest unvoid RT-1 --as 'Ben Okafor'", &[TOLD]);
    not_effective(&case, "no retest was recorded");
    // A slip of the same day is taken back by whoever made it.
    let add =
        "retest add 'Typed wrongly' --nonconformity NC-1 --held-on 2026-07-21 --failed 0 --tested 21 --as 'Ben Okafor'";
    file.ok(&words(add));
    file.ok(&words("retest edit RT-2 --tested 12 --as 'Ben Okafor'"));
    // Nor does it leave the case, whoever moves it: there nobody would read of it any more.
    for line in ["retest edit RT-2 --nonconformity NC-2 --as 'Ben Okafor'", "retest edit RT-2 --nonconformity NC-2"] {
        refused(
            file,
            line,
            &["A retest stays with the case", "Void it, with the reason, and add one to the other case"],
        );
    }
    // What was on record once is told, however it went.
    file.ok(&words("retest add 'A slip' --nonconformity NC-1 --held-on 2026-07-21 --failed 9 --tested 12"));
    file.ok(&words("undo --yes"));
    for line in ["nonconformity print NC-1", "nonconformity effect NC-1"] {
        let told = file.ok(&words(line));
        for said in [
            "RT-1 was taken back on 2026-11-23 by Rosa Lindt, in the name of Edda Holm, because: Of another model. It had said: 3 of 12 failed on",
            "RT-2 was changed on 2026-11-23 by Rosa Lindt, in the name of Ben Okafor. It had said: 0 of 21 failed on 2026-07-21; now: 0 of 12",
            "It had said: 9 of 12 failed",
        ] {
            assert!(told.contains(said), "{line}: {told}");
        }
    }
    file.ambient.move_on("2026-11-24T09:00:00Z".parse().unwrap());
    refused(file, "retest edit RT-2 --tested 40 --as 'Ben Okafor'", &[TOLD]);
    // Whoever had no hand asks somebody else who had none.
    let edit = "retest edit RT-2 --tested 40 --as 'Carla Stein'";
    refused(file, edit, &["agreed"]);
    let agreed = format!("{edit} --reason 'Counted anew' --agreed-how meeting --agreed-by");
    refused(file, &format!("{agreed} 'Ben Okafor'"), &[TOLD, "Whoever agrees to it", "put NC-1 right"]);
    file.copy().ok(&words(&format!("{agreed} 'Dev Anand'")));
    refused(file, "retest edit RT-2 --held-on 2026-06-10 --as 'Carla Stein'", &["agreed"]);
    // Where nobody else can, it is put right under an exception, and told all the same.
    file.ok(&words("separation-exception add 'Two people only' --person 'Ben Okafor' --records NC-1 --duty verification --starts 2026-11-24 --ends 2026-12-31 --approved-by 'Dev Anand'"));
    file.ok(&words(
        "retest edit RT-2 --tested 40 --as 'Ben Okafor' --reason 'Forty were' --agreed-by 'Carla Stein' --agreed-how meeting",
    ));
    let told = file.ok(&words("nonconformity print NC-1"));
    assert!(told.contains("RT-2 was changed on 2026-11-24 by Rosa Lindt, in the name of Ben Okafor"), "{told}");
}

#[test]
fn values_of_the_kpi_are_changed_by_somebody_who_had_no_hand() {
    let case = kpi("within limits for 2 periods");
    let file = &case.fixture;
    for (end, value) in [("2026-08-31", 3), ("2026-09-30", 9), ("2026-10-31", 3)] {
        file.ok(&words(&format!("measurement add --kpi K-1 --period-end {end} --value {value}")));
    }
    not_effective(&case, "9 to 2026-09-30");
    for line in ["void M-2 --reason 'A slip'", "edit M-2 --value 3", "edit M-2 --period-end 2026-04-30"] {
        refused(file, &format!("measurement {line} --as 'Ben Okafor'"), &["by somebody who had no hand in them"]);
    }
    // Whoever handed the action and the case on, and a value of before.
    script(
        file,
        "
        person add 'Iris Falk' --active yes
        measurement add --kpi K-1 --period-end 2026-04-30 --value 3
        action edit A-1 --owner 'Edda Holm'
        nonconformity edit NC-1 --owner 'Iris Falk'
        nonconformity edit NC-1 --owner 'Edda Holm'
        ",
    );
    for (line, deed) in [
        ("edit M-2 --value 3 --as 'Iris Falk'", "owned NC-1"),
        ("edit M-4 --value 90 --as 'Ben Okafor'", "put NC-1 right"),
        ("edit M-4 --value 90 --as 'Edda Holm'", "owns NC-1"),
    ] {
        refused(file, &format!("measurement {line}"), &["by somebody who had no hand in them", deed]);
    }
    script(file, "kpi add 'Another' --direction lower --frequency monthly");
    let moved = "measurement edit M-2 --kpi K-2 --as 'Carla Stein' --reason 'Typed wrongly' --agreed-by P-1 --agreed-how meeting";
    refused(file, moved, &["A value stays with its KPI"]);
    // Hidden by somebody else it is missed.
    file.ok(&words(
        "measurement void M-2 --reason 'Counted wrongly' --as 'Carla Stein' --agreed-by 'Dev Anand' --agreed-how meeting",
    ));
    not_effective(&case, "1 of 2 periods in a row");
    let told = file.ok(&words("nonconformity print NC-1"));
    let said = "M-2 was taken back on 2026-11-23 by Rosa Lindt, in the name of Carla Stein, because: Counted wrongly. It had said: 9 to 2026-09-30.";
    assert!(told.contains(said), "{told}");
}

#[test]
fn the_plan_and_the_day_of_the_actions_are_not_taken_back_once_something_rests_on_them() {
    let mut case = Case::at(State::Analysed, Round::First);
    case.fixture.ambient.move_on("2026-11-23T23:30:00Z".parse().unwrap());
    case.make("plan");
    // A slip of the day is taken back.
    case.fixture.copy().ok(&words("undo --yes"));
    case.fixture.ambient.move_on("2026-11-24T00:10:00Z".parse().unwrap());
    let told = case.fixture.fails(1, &words("undo --yes"));
    assert!(told.contains("was approved with the plan"), "{told}");
    let mut case = Case::at(State::InProgress, Round::First);
    case.prepare("implement");
    case.fixture.ok(&words(&case.line("implement")));
    let early = case.fixture.copy();
    early.ok(&words("undo --yes"));
    assert_eq!(Nonconformity(&called(&early, "NC-1")).state(), Some(State::InProgress));
    case.fixture.ok(&words(
        "retest add 'A dozen' --nonconformity NC-1 --held-on 2026-07-20 --failed 3 --tested 12 --as 'Carla Stein'",
    ));
    let told = case.fixture.fails(1, &words("undo --yes"));
    assert!(told.contains("It was tested since the actions were done"), "{told}");
}

#[test]
fn a_measure_is_overruled_by_two_for_a_reason_and_never_counts_as_proven() {
    let mut case = verified("none of 12 fails", "retest");
    case.fixture.ok(&words("nonconformity downgrade NC-1 --grade minor --downgraded-by 'Dev Anand' --downgraded-how meeting --reason 'Few'"));
    // What was not measured is not overruled, nor is what is met.
    refused(&case.fixture, &case.line("overrule"), &["Only what the measure says", "no retest was recorded"]);
    let met = case.copy();
    met.retest(0);
    refused(&met.fixture, &met.line("overrule"), &["The criterion is met", "close it as effective"]);
    case.retest(1);
    not_effective(&case, "The criterion is not met: 1 of 12 failed");
    let line = case.line("overrule");
    refused(&case.fixture, &line.replace(" --overruled-because 'The twelfth was taken by hand'", ""), &["is empty"]);
    case.fixture.ok(&words(&line));
    assert_eq!(case.state(), State::Overruled);
    let file = &case.fixture;
    let trends = file.ok(&words("nonconformity trends"));
    assert!(trends.contains("Closed with effectiveness proven: 0 of 1"), "{trends}");
    assert!(trends.contains("Closed although the measure says otherwise: 1, none of them proven."), "{trends}");
    for line in ["nonconformity show NC-1", "nonconformity print NC-1"] {
        let told = file.ok(&words(line));
        assert!(told.contains("measure overruled") && told.contains("The twelfth was taken by hand"), "{told}");
    }
    script(
        file,
        "review call --date 2026-12-28 --chair 'Dev Anand' --secretary 'Rosa Lindt' --members 'Dev Anand,Rosa Lindt'",
    );
    let pack = file.ok(&words("review pack MR-1"));
    assert!(pack.contains("NC-1 was closed although its measure says otherwise, approved by Dev Anand"), "{pack}");
    assert!(pack.contains("1 of 12 failed") && pack.contains("The twelfth was taken by hand"), "{pack}");
    refused(file, "nonconformity edit NC-1 --statement 'It was not so'", &["A closed nonconformity stands"]);
    refused(file, "retest void RT-1 --reason 'A slip'", &["“reopen” comes first"]);
    case.make("reopen");
    assert_eq!(case.state(), State::Contained);
    assert_eq!(case.fixture.verify(), Vec::<String>::new());
}
