//! A risk is accepted by whom the criteria name at its level, and only as long as that level stands; and a level is lower
//! for something that works.

use crate::fixture::Fixture;
use crate::review::held::words;
use crate::sample::sample;

fn ok(file: &Fixture, line: &str) -> String {
    file.ok(&words(line))
}

fn refused(file: &Fixture, line: &str, told: &[&str]) {
    let said = file.fails(1, &words(line));
    for one in told {
        assert!(said.contains(one), "{line}: {one} is not in {said}");
    }
}

const ACCEPT: &str = "risk accept R-41 --accepted-how meeting --reason 'No other way'";

/// R-41, which P-5 owns, at a likelihood and an impact.
fn risk(likelihood: u8, impact: u8) -> Fixture {
    let file = sample();
    ok(
        &file,
        &format!("risk add Flood --owner P-5 --likelihood {likelihood} --impact {impact} --review-by 2027-05-01"),
    );
    file
}

#[test]
fn who_accepts_stands_in_the_criteria_a_row_a_level() {
    let file = risk(1, 1);
    refused(&file, &format!("{ACCEPT} --accepted-by P-4"), &["neither owns the risk nor is of top management"]);
    ok(&file, &format!("{ACCEPT} --accepted-by P-5"));
    let file = risk(1, 1);
    ok(&file, &format!("{ACCEPT} --accepted-by P-2"));

    let file = risk(5, 5);
    refused(&file, &format!("{ACCEPT} --accepted-by P-5"), &["not marked as top management"]);
    ok(&file, "risk edit R-41 --owner P-2");
    refused(&file, &format!("{ACCEPT} --accepted-by P-2"), &["Eamon Castellane owns R-41", "Chidinma Osterlund can"]);
    ok(&file, &format!("{ACCEPT} --accepted-by P-3"));
    // Nor do they by owning it before or after for as long as that takes.
    refused(&file, "risk edit R-41 --owner P-3", &["accepted R-41 and can't own it"]);
    let file = risk(1, 1);
    ok(&file, "risk edit R-41 --owner P-3");
    ok(&file, "risk edit R-41 --likelihood 5 --impact 5");
    ok(&file, "risk edit R-41 --owner P-5");
    refused(&file, &format!("{ACCEPT} --accepted-by P-3"), &["owned R-41 on 2026-11-23"]);

    // What nobody accepts is accepted by nobody; and criteria are not the owner's to write.
    let file = risk(5, 5);
    let never = format!("{CRITERIA} --valid-from +1d --accepts-critical nobody");
    refused(&file, &format!("{never} --accepts-low owner --approved-by P-5"), &["not marked as top management"]);
    refused(&file, &format!("{never} --accepts-low nobody"), &["stands lower than the level before it"]);
    ok(&file, &format!("{never} --accepts-low owner --approved-by P-2"));
    file.ambient.move_on("2026-11-25T09:00:00Z".parse().unwrap());
    refused(&file, &format!("{ACCEPT} --accepted-by P-3"), &["never accepted"]);
    let again = "risk-criteria add Mine --valid-from -244d --rare 'low low low low low'";
    refused(&file, again, &["Approved by is empty", "Who accepts low is empty"]);
}

const CRITERIA: &str = "risk-criteria add 'Criteria 3' --rare 'low low low medium medium' --unlikely 'low low medium medium high' --possible 'low medium medium high high' --likely 'low medium high high critical' --almost-certain 'medium medium high critical critical' --accepts-medium owner --accepts-high top-management";

/// Nobody measures by other criteria for as long as it takes to accept something.
#[test]
fn criteria_in_force_stand_and_a_change_is_a_new_version() {
    let file = sample();
    for line in [
        "risk-criteria edit RC-1 --accepts-high owner",
        "risk-criteria edit RC-1 --rare 'low low low low low'",
        "risk-criteria edit RC-1 --valid-from +10d",
        "risk-criteria edit RC-1 --approved-by P-3",
        "risk-criteria void RC-1 --reason 'A slip'",
    ] {
        refused(&file, line, &["RC-1 is in force: add a version"]);
    }
    ok(&file, "risk-criteria edit RC-1 --title 'Risk criteria 2'");
    let new = format!("{CRITERIA} --accepts-low owner --accepts-critical top-management");
    for day in ["-300d", "-1d", "today"] {
        refused(&file, &format!("{new} --valid-from {day} --approved-by P-2"), &["RC-1 is in force: say a day after"]);
    }
    refused(&file, &format!("{new} --valid-from +2d --approved-by P-2 --as P-2"), &["Eamon Castellane writes it down"]);
    ok(&file, &format!("{new} --valid-from +2d --approved-by P-2"));
    // Until it is used it is a plan, approved anew with each change, and can't be drawn into the present.
    refused(&file, "risk-criteria edit RC-2 --accepts-high owner --as P-2", &["Eamon Castellane writes it down"]);
    refused(&file, "risk-criteria edit RC-2 --valid-from today", &["RC-1 is in force: say a day after"]);
    ok(&file, "risk-criteria void RC-2 --reason 'Not yet'");
    file.ambient.move_on("2026-11-26T09:00:00Z".parse().unwrap());
    refused(&file, "risk-criteria unvoid RC-2", &["RC-2 is in force"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn the_owner_agrees_where_27001_is_certified() {
    let file = risk(5, 5);
    ok(&file, "organisation edit --certified-27001 yes");
    let accept = format!("{ACCEPT} --accepted-by P-3");
    refused(&file, &accept, &["Owner who approved is empty", "Owner approved how is empty"]);
    refused(
        &file,
        &format!("{accept} --owner-approved-by P-4 --owner-approved-how signature"),
        &["does not own the risk"],
    );
    ok(&file, &format!("{accept} --owner-approved-by P-5 --owner-approved-how signature"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_level_that_rises_ends_the_acceptance_wherever_it_is_shown() {
    let file = risk(1, 1);
    ok(&file, &format!("{ACCEPT} --accepted-by P-5"));
    let accepted = |file: &Fixture| ok(file, "risk list state=accepted --plain").matches("state Accepted").count();
    assert_eq!(accepted(&file), 7 + 1);
    // Whatever does not raise it leaves it as it is.
    ok(&file, "risk edit R-41 --impact 2");
    assert!(ok(&file, "risk show R-41").contains("Accepted\n"));
    ok(&file, "risk edit R-41 --likelihood 5 --impact 5");
    assert!(
        ok(&file, "risk list state=accepted --plain")
            .contains("R-41: Flood, owner P-5 Yuki Brandvold, level Critical, state Acceptance ended")
    );
    assert_eq!(accepted(&file), 7);
    assert!(ok(&file, "risk show R-41").contains("It was accepted at the level low, which is critical now"));
    assert!(ok(&file, "risk list outgrown=yes --plain").contains("R-41"));
    let today = ok(&file, "today");
    let line = today.lines().find(|line| line.contains("R-41")).unwrap_or_default();
    assert!(line.contains("acceptance ended") && line.contains("risk reassess"), "{today}");
    let pack = ok(&file, "review pack MR-3");
    assert!(pack.contains("The level of 1 has risen past what was accepted"), "{pack}");
    assert!(pack.lines().any(|line| line.contains("Flood") && line.contains("Acceptance ended")), "{pack}");
    // Lowered again, it is not accepted again.
    ok(&file, "risk edit R-41 --likelihood 1 --impact 1 --level-reason 'The dam stands'");
    assert!(ok(&file, "risk show R-41").contains("Acceptance ended"));
    refused(&file, &format!("{ACCEPT} --accepted-by P-5"), &["It is accepted"]);
    ok(&file, "risk reassess R-41 --reason 'The dam stands'");
    ok(&file, &format!("{ACCEPT} --accepted-by P-5"));
    assert!(ok(&file, "risk show R-41").contains("Accepted\n"));
    // Taken back, nothing happened.
    ok(&file, "risk edit R-41 --likelihood 5 --impact 5");
    ok(&file, "undo --yes");
    assert!(ok(&file, "risk show R-41").contains("Accepted\n"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn an_acceptance_whose_day_is_over_shows_as_ended() {
    let file = risk(1, 1);
    ok(&file, "risk edit R-41 --review-by 2026-11-24");
    ok(&file, &format!("{ACCEPT} --accepted-by P-5"));
    assert!(ok(&file, "risk show R-41").contains("Accepted\n"));
    file.ambient.move_on("2026-11-24T23:00:00Z".parse().unwrap());
    assert!(ok(&file, "risk show R-41").contains("Accepted\n"), "its last day is a day of it");
    file.ambient.move_on("2026-11-25T09:00:00Z".parse().unwrap());
    let told = ok(&file, "risk show R-41");
    assert!(told.contains("Acceptance ended") && told.contains("It was accepted until 2026-11-24"), "{told}");
    assert!(ok(&file, "risk list --plain R-41 Flood").contains("state Acceptance ended"));
    assert!(ok(&file, "search Flood").contains("Acceptance ended"));
    let today = ok(&file, "today");
    let line = today.lines().find(|line| line.contains("R-41")).unwrap_or_default();
    assert!(line.contains("acceptance ended, 1 d late") && line.contains("risk reassess"), "{today}");
    assert!(ok(&file, "review pack MR-3").contains("The acceptance of 1 has run out"));
}

#[test]
fn adopting_keeps_the_limit_and_the_end() {
    let file = sample();
    ok(&file, "risk edit R-34 --likelihood 5 --impact 5");
    refused(&file, "risk adopt R-34 --accepted-on -400d", &["Whoever accepts is not marked as top management"]);
    refused(&file, "risk adopt R-34 --accepted-on -400d --accepted-by P-9", &["not marked as top management"]);
    refused(&file, "risk adopt R-34 --accepted-by P-3", &["Accepted on is empty"]);
    let file = risk(1, 1);
    ok(&file, "risk edit R-41 --clear review-by");
    refused(&file, "risk adopt R-41 --accepted-on -400d", &["Review by is empty"]);
    ok(&file, "risk edit R-41 --review-by 2031-01-01");
    refused(&file, "risk adopt R-41 --accepted-on -400d", &["more than two years away"]);
    ok(&file, "risk edit R-41 --review-by 2027-05-01");
    ok(&file, "risk adopt R-41 --accepted-on -400d");
}

const LOWER: &str = "risk add Flood --owner P-5 --inherent-likelihood 5 --inherent-impact 5 --likelihood 1 --impact 1 --review-by 2027-05-01";

#[test]
fn a_level_of_today_is_lower_for_something_that_works() {
    let file = sample();
    // C-38 does not apply, C-14 is planned, C-32 is not answered.
    for idle in ["C-38", "C-14", "C-32"] {
        refused(
            &file,
            &format!("{LOWER} --controls {idle}"),
            &[&format!("{idle}: not said to apply, or not implemented")],
        );
    }
    refused(&file, LOWER, &["Link the controls that hold it down", "say what is known now"]);
    ok(&file, &format!("{LOWER} --controls C-38,C-1"));
    ok(&file, &format!("{LOWER} --level-reason 'The river was moved'"));
    // The target may count what is planned.
    let target =
        "risk add Fire --inherent-likelihood 5 --inherent-impact 5 --residual-likelihood 1 --residual-impact 1";
    ok(&file, &format!("{target} --controls C-14"));
    ok(&file, &format!("{target} --plan 'A sprinkler'"));
    refused(&file, target, &["Link the controls that will hold it down"]);
    refused(&file, &format!("{target} --controls C-38"), &["Link the controls that will hold it down"]);
}

#[test]
fn neither_do_later_edits_lower_it_for_nothing() {
    let file = sample();
    ok(&file, &format!("{LOWER} --controls C-1"));
    // The control that works is exchanged, taken away, or fails.
    refused(&file, "risk edit R-41 --controls C-38", &["C-38: not said to apply"]);
    refused(&file, "risk edit R-41 --clear controls", &["Link the controls"]);
    refused(&file, "risk unlink R-41 controls C-1", &["Link the controls"]);
    // That it fails is recorded whatever rests on it, and what else is known of the risk, too; but it is not accepted.
    ok(&file, "control edit C-1 --status none --as P-2");
    ok(&file, "risk edit R-41 --source 'Snow'");
    refused(&file, &format!("{ACCEPT} --accepted-by P-5"), &["held down by something that works", "C-1"]);
    // An old reason is no new fact.
    ok(&file, "risk edit R-41 --likelihood 5 --impact 5 --level-reason 'It is as bad as it gets'");
    refused(&file, "risk edit R-41 --likelihood 1 --impact 1", &["say what is known now"]);
    ok(&file, "risk edit R-41 --likelihood 1 --impact 1 --level-reason 'The river was moved'");
}

#[test]
fn a_treatment_that_was_carried_out_lowers_it_and_one_that_was_not_does_not() {
    let file = sample();
    ok(&file, "risk add Flood --owner P-5 --inherent-likelihood 5 --inherent-impact 5 --likelihood 5 --impact 5");
    ok(&file, "action add 'Build the wall' --source R-41 --owner P-12 --due +3d");
    let lower = "risk edit R-41 --likelihood 1 --impact 1";
    refused(&file, lower, &["confirm an action of it"]);
    ok(&file, "action done A-62 --evidence 'A wall' --as P-12");
    refused(&file, lower, &["confirm an action of it"]);
    ok(&file, "action confirm A-62 --confirmed-how signature --as P-4");
    ok(&file, &format!("{lower} --reason 'The wall stands' --agreed-by P-3 --agreed-how meeting"));
}

#[test]
fn an_owner_of_top_management_accepts_under_an_exception_and_that_is_told_for_ever() {
    let file = risk(5, 5);
    ok(&file, "risk edit R-41 --owner P-3");
    ok(
        &file,
        "separation-exception add 'The other one is ill' --person P-3 --duty acceptance --records R-41 \
         --starts 2026-11-23 --ends 2027-02-01 --approved-by P-2 --as P-2",
    );
    // What was accepted before the exception held is not excused by it.
    let before = format!("{ACCEPT} --accepted-by P-3 --accepted-on 2026-11-20");
    refused(&file, &before, &["Chidinma Osterlund owns R-41 and can't accept it"]);
    ok(&file, &format!("{ACCEPT} --accepted-by P-3"));
    ok(&file, "separation-exception end SX-2 --reason 'Well again' --as P-2");
    let told = ok(&file, "risk show R-41");
    assert!(told.contains("Accepted on 2026-11-23 by Chidinma Osterlund, who owns R-41; by exception SX-2"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}
