//! Causes drawn in text, read back, and judged by their numbers.

use gavel::domain::nonconformity::State;

use crate::fixture::Fixture;
use crate::review::held::{script, words};

use super::walk::{Case, Round};

fn analysed() -> Case {
    let case = Case::at(State::Contained, Round::First);
    script(
        &case.fixture,
        "
        cause add 'The gate was a line in a form that the pipeline never read' --nonconformity NC-1 --branch technology
        cause add 'Nobody owns the pipeline since the team was split' --nonconformity NC-1 --leads-to CA-1 --root yes --class responsibility --certainty verified --shown-by 'List of owners of October'
        cause add 'The release date was promised to brokers' --nonconformity NC-1 --branch process
        cause add 'Dates are promised before validation is planned' --nonconformity NC-1 --leads-to CA-3 --root yes --class procedure --certainty suspected
        cause add 'Plans of validation have no days' --nonconformity NC-1 --leads-to CA-3
        cause add 'The test data were late' --nonconformity NC-1 --branch data
        cause add 'Nobody had been shown the form' --nonconformity NC-1 --branch people
        cause add 'The quarter ended' --nonconformity NC-1 --branch context
        cause add 'Loose end' --nonconformity NC-1
        ",
    );
    case
}

fn drawn(fixture: &Fixture, options: &str) -> String {
    let text = fixture.ok(&words(&format!("nonconformity causes NC-1 {options}")));
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
        assert_eq!(line.trim_end(), line);
    }
    text
}

#[test]
fn causes_are_drawn_within_eighty_columns() {
    let case = analysed();
    insta::assert_snapshot!("tree", drawn(&case.fixture, ""));
    insta::assert_snapshot!("fishbone", drawn(&case.fixture, "--fishbone"));
    let plain = drawn(&case.fixture, "--fishbone --ascii") + &drawn(&case.fixture, "--ascii");
    assert!(plain.is_ascii() || !plain.contains(['╲', '─', '●']), "{plain}");
}

#[test]
fn a_case_is_written_out_with_its_causes_and_who_says_so() {
    let mut case = analysed();
    case.fixture.ok(&words(&case.line("analyse").replace("--cause-class tool ", "")));
    let printed = case.fixture.ok(&words("nonconformity print NC-1"));
    for part in ["therefore", "```text", "Responsibility", "Nobody owns the pipeline"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    case.prepare("plan");
    case.fixture.ok(&words("action edit A-1 --removes CA-2,CA-4"));
    case.fixture.ok(&words(&case.line("plan")));
    for step in ["begin", "implement", "verify", "close"] {
        case.make(step);
    }
    let printed = case.fixture.ok(&words("nonconformity print NC-1"));
    for part in [
        "Dev Anand, in a meeting, not on file, recorded by Rosa Lindt",
        "Carla Stein, 28 June 2026, by message, not on file",
        "The risk is known",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    let html = case.fixture.ok(&words("nonconformity print NC-1 --format html"));
    assert!(html.contains("<pre>") && html.contains("therefore"), "{html}");
    crate::review::tools::refused(
        &case.fixture,
        "cause add 'One more' --nonconformity NC-1",
        &["A closed nonconformity gets no further causes"],
    );
    crate::review::tools::refused(
        &case.fixture,
        "cause edit CA-2 --class tool",
        &["The analysis of a closed nonconformity stands"],
    );
}

#[test]
fn a_retest_says_whether_the_difference_is_more_than_chance() {
    let case = Case::at(State::Contained, Round::First);
    script(
        &case.fixture,
        "
        retest add 'Many' --nonconformity NC-1 --held-on 2026-07-20 --before-failed 6 --before-tested 20 --failed 0 --tested 40
        retest add 'Few' --nonconformity NC-1 --held-on 2026-07-21 --before-failed 1 --before-tested 3 --failed 0 --tested 3
        retest add 'Worse' --nonconformity NC-1 --held-on 2026-07-22 --before-failed 0 --before-tested 20 --failed 8 --tested 10
        retest add 'Alone' --nonconformity NC-1 --held-on 2026-07-23 --failed 0 --tested 20
        ",
    );
    let said = case.fixture.ok(&words("nonconformity effect NC-1"));
    for part in [
        "Before: 6 of 20 failed, 30.0 % (95 % interval 14.5 to 51.9 %).",
        "After: 0 of 40 failed, 0.0 % (95 % interval 0.0 to 8.8 %).",
        "Fewer fail than before: more than chance (p below 0.001).",
        "The difference may be chance (p 1.000): it proves nothing by itself.",
        "More fail than before: more than chance (p below 0.001).",
        "After: 0 of 20 failed, 0.0 % (95 % interval 0.0 to 16.1 %).",
        "There was no test before the action to compare with.",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    for wrong in [
        "--failed 5 --tested 4",
        "--failed 0 --tested 0",
        "--failed -1 --tested 4",
        "--failed 0 --tested 4 --before-failed 1",
    ] {
        let line = format!("retest add 'Wrong' --nonconformity NC-1 --held-on 2026-07-20 {wrong}");
        crate::review::tools::refused(
            &case.fixture,
            &line,
            &["At least one is tested, and no more fail than are tested"],
        );
    }
}
