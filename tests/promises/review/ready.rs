//! A system of which nothing is recorded is not ready to be reviewed, and what says nothing makes it no more so.

use super::held::{self, script};
use super::tools::{ok, refused};
use crate::fixture::Fixture;

/// Two people and a called review, and nothing else.
fn empty(fixture: &Fixture) {
    script(
        fixture,
        "
        person edit 'Rosa Lindt' --voting yes --role 'Compliance officer' --active yes
        person add 'Iris Falk' --voting yes --top-management yes --role 'Chief executive' --active yes
        review call --date 2026-11-30 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        ",
    );
}

/// What readiness says, which must not be that nothing is missing.
fn missing(fixture: &Fixture) -> String {
    let run = fixture.run(&["review", "readiness", "MR-1"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(!run.out.contains("Nothing is missing."), "{}", run.out);
    run.out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_system_is_told_what_each_input_needs_to_be_considered_at_all() {
    let fixture = Fixture::after(empty);
    let told = missing(&fixture);
    for words in [
        "an AI system (4.3), a scope statement (4.3), an AI policy (5.2), an issue that bears on the system (4.1), risk \
         criteria (6.1.2), a risk (6.1.2) and a control that is chosen or left out (6.1.3).",
        "needs an interested party (4.2) and a need of one (4.2), or a commentary that says how it stands.",
        "needs a nonconformity (10.2), or a commentary",
        "needs a KPI (9.1), or a commentary",
        "needs an audit (9.2), or a commentary",
        "needs an opportunity (10.1), or a commentary",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
}

#[test]
fn neither_letters_nor_empty_words_stand_in_the_place_of_what_is_missing() {
    let fixture = Fixture::after(empty);
    script(
        &fixture,
        "
        risk add x --consequence z
        context-issue add n/a --origin external
        interested-party add Customers
        need add none --party Customers
        agenda-item edit AG-5 --commentary '-'
        agenda-item edit AG-6 --commentary 'Nobody measures anything yet; the first figures come in spring'
        ",
    );
    let told = missing(&fixture);
    for words in [
        "CI-1 (issue “n/a”), R-1 (risk “x”, consequence “z”) say nothing.",
        "ND-1 (need “none”) says nothing",
        "needs a nonconformity (10.2), or a commentary",
    ] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    assert!(!told.contains("a KPI (9.1)"), "{told}");
}

#[test]
fn what_is_all_there_is_ready() {
    let fixture = Fixture::after(empty);
    script(
        &fixture,
        "
        system add 'Claims triage' --purpose 'Sorts claims'
        document add 'Scope of the system' --type scope
        document add 'AI policy' --type policy
        context-issue add 'High-risk duties are postponed' --origin external
        interested-party add Policyholders
        need add 'To know when a machine decides' --party Policyholders --addressed yes
        risk-criteria add Strict --valid-from 2026-01-01 --approved-by 'Iris Falk' --accepts-low owner --accepts-medium top-management --accepts-high top-management --accepts-critical nobody --rare 'low low medium high high' --unlikely 'low medium high high critical' --possible 'low medium high critical critical' --likely 'medium high high critical critical' --almost-certain 'high high critical critical critical'
        risk add 'Scores drift unseen' --consequence 'Claims are refused wrongly'
        control add 'Review of scores' --code X.1
        agenda-item edit AG-5 --commentary 'None was found, though the desk asks each month'
        agenda-item edit AG-6 --commentary 'Nobody measures anything yet; the first figures come in spring'
        agenda-item edit AG-7 --commentary 'The first audit is planned for March'
        opportunity add 'One template for impact assessments'
        ",
    );
    let run = fixture.run(&held::words("review readiness MR-1"));
    assert!(!run.out.contains("To be considered at all"), "{}", run.out);
    assert!(!ok(&fixture, "review pack MR-1").contains("To be considered at all"));
}

#[test]
fn a_commentary_that_says_nothing_is_none_and_one_that_was_asked_for_stays_to_be_looked_at() {
    let fixture = Fixture::after(empty);
    script(
        &fixture,
        "
        agenda-item edit AG-5 --contributor 'Iris Falk' --contribution-due 2026-11-18 --commentary x
        agenda-item edit AG-6 --contributor 'Iris Falk' --contribution-due 2026-11-18 --commentary '-'
        agenda-item edit AG-7 --contributor 'Iris Falk' --contribution-due 2026-11-18
        agenda-item edit AG-7 --clear contributor
        ",
    );
    let told = missing(&fixture);
    assert_eq!(told.matches("The commentary of Iris Falk is not there, due Wed 18 Nov").count(), 2, "{told}");
    assert!(told.contains("Iris Falk was asked for and is not there; nobody is asked"), "{told}");
    let today = ok(&fixture, "today");
    assert!(today.contains("AG-5") && today.contains("AG-6") && !today.contains("AG-7"), "{today}");
    assert!(fixture.ok(&["chase", "--dry-run"]).contains("To: Iris Falk\nSubject: 2 late"));
}

#[test]
fn a_review_that_comes_after_the_interval_is_not_ready_and_today_says_by_when_one_is_due() {
    let fixture = Fixture::after(held::conclude);
    let clock = |line: &str| {
        ok(&fixture, line);
        ok(&fixture, "today").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let told = clock("organisation edit --review-interval 4");
    assert!(!told.contains("Management review due"), "{told}");
    let told = clock("review call --date 2027-06-30 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    assert!(told.contains("Management review due by 23 March 2027, and MR-2 is only on 30 June 2027"), "{told}");
    let run = fixture.run(&held::words("review readiness MR-2"));
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("within 4 months it is due by 2027-03-23"), "{}", run.out);
    let told = clock("review cancel MR-2 --reason 'Nobody can come' --withdraw");
    assert!(told.contains("Management review due by 23 March 2027, and none is called"), "{told}");
    let told = clock("review call --date 2027-03-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    assert!(!told.contains("Management review due"), "{told}");
}

/// A commentary is the word of whoever was asked for it; and what asks for it, and for days of notice, is taken away by nobody
/// alone.
#[test]
fn what_makes_a_review_ready_is_neither_typed_by_another_nor_switched_off_by_one() {
    let fixture = Fixture::after(empty);
    script(
        &fixture,
        "
        organisation edit --notice-days 14
        person edit 'Iris Falk' --os-user iris
        agenda-item edit AG-5 --contributor 'Iris Falk' --contribution-due 2026-11-30
        agenda-item edit AG-5 --commentary 'None was found, though the desk asks each month'
        ",
    );
    let told = missing(&fixture);
    assert!(told.contains("The commentary was typed by Rosa Lindt, not by its contributor."), "{told}");
    fixture.become_user("iris");
    ok(&fixture, "agenda-item edit AG-5 --commentary 'None was found, though we asked each month'");
    assert!(!missing(&fixture).contains("was typed by"));
    // Typed in their name, it is looked at, and is no more than that.
    fixture.become_user("rosa");
    ok(&fixture, "agenda-item edit AG-5 --commentary 'None was found, and we asked' --as 'Iris Falk'");
    let told = missing(&fixture);
    assert!(told.contains("The commentary was typed by Rosa Lindt, in the name of Iris Falk."), "{told}");
    // Nor does anybody put themselves in the place of who was asked.
    let copy = fixture.copy();
    ok(&copy, "agenda-item edit AG-5 --contributor 'Rosa Lindt' --commentary 'None was found, as I see it'");
    let told = missing(&copy);
    assert!(told.contains("P-1 Rosa Lindt put themselves in the place of P-2 Iris Falk, who was asked"), "{told}");
    crate::gates::clock::days(&fixture, 1);
    fixture.become_user("iris");
    for line in ["organisation edit --notice-days 0", "agenda-item edit AG-5 --clear contributor"] {
        refused(&fixture, line, &["A reason is missing", "Agreed by"]);
    }
    let agreed = "--reason 'All have read it' --agreed-by 'Rosa Lindt' --agreed-how message";
    ok(&fixture, &format!("organisation edit --notice-days 0 {agreed}"));
}
