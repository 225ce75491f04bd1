//! What must be there before a review goes on, missing in turn: the refusal names it, and nothing changes.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, commit, denied, ok, refused, refused_with, step, value};
use crate::fixture::Fixture;

/// The inputs of the standard: letter, agenda item, and what they are called.
const INPUTS: [(&str, &str, &str); 7] = [
    ("a", "AG-2", "a Actions from earlier reviews"),
    ("b", "AG-3", "b Changes in context"),
    ("c", "AG-4", "c Interested parties and their needs"),
    ("d1", "AG-5", "d1 Nonconformities and corrective actions"),
    ("d2", "AG-6", "d2 Monitoring and measurement"),
    ("d3", "AG-7", "d3 Audit results"),
    ("e", "AG-8", "e Opportunities for improvement"),
];

fn state(fixture: &Fixture) -> Option<Value> {
    value(fixture, "MR-1", "state")
}

fn planned() -> Fixture {
    Fixture::after(|fixture| {
        held::committee(fixture);
        ok(
            fixture,
            "review add November --date 2026-11-23 --period-start 2025-12-01 --period-end 2026-11-20 --chair 'Iris Falk' \
             --secretary 'Rosa Lindt' --members 'Iris Falk,Rosa Lindt,Ben Okafor'",
        );
    })
}

/// A review that could be concluded.
fn judged() -> Fixture {
    Fixture::after(held::judge)
}

/// A concluded review with a circulated version of its minutes.
fn concluded() -> Fixture {
    Fixture::after(held::conclude)
}

#[test]
fn a_call_says_when_over_what_and_who() {
    let fixture = planned();
    for (option, label) in [
        ("date", "Date"),
        ("period-start", "Period from"),
        ("period-end", "Period to"),
        ("chair", "Chair"),
        ("secretary", "Secretary"),
        ("members", "Voting members"),
    ] {
        let copy = fixture.copy();
        ok(&copy, &format!("review edit MR-1 --{option} ''"));
        refused(&copy, "review call MR-1", &["MR-1 can't be called", "9.3.1", &format!("- {label} is empty")]);
        assert_eq!(state(&copy), Some(Value::Choice("planned")));
    }
    let empty = fixture.copy();
    ok(&empty, "review add Bare");
    let all = ["Date", "Period from", "Period to", "Chair", "Secretary", "Voting members"];
    refused(&empty, "review call MR-2", &all.map(|label| format!("- {label} is empty")).each_ref().map(String::as_str));
    ok(&fixture, "review call MR-1");
    assert_eq!(state(&fixture), Some(Value::Choice("called")));
}

#[test]
fn a_call_has_every_input_of_the_standard_on_its_agenda() {
    let fixture = planned();
    ok(&fixture, "review agenda MR-1 --standard");
    for (_, item, words) in INPUTS {
        let copy = fixture.copy();
        ok(&copy, &format!("agenda-item void {item} --reason 'Not this time'"));
        let said = denied(&copy, [step(&called(&copy, "MR-1"), "call", &[])]);
        assert!(said.contains("9.3.2") && said.contains(&format!("- {words} is not on the agenda")), "{said}");
        assert_eq!(said.matches("not on the agenda").count(), 1, "{said}");
        let ready = copy.run(&held::words("review readiness MR-1"));
        assert!(ready.code == 1 && ready.out.contains("It is not on the agenda"), "{}", ready.out);
        ok(&copy, "review call MR-1");
        assert!(ok(&copy, "review agenda MR-1").contains(&words[words.find(' ').unwrap() + 1..]), "put back");
    }
    for own in ["AG-1", "AG-9", "AG-10"] {
        let copy = fixture.copy();
        ok(&copy, &format!("agenda-item void {own} --reason 'Not this time'"));
        commit(&copy, [step(&called(&copy, "MR-1"), "call", &[])]).unwrap();
    }
    refused(&fixture, "agenda-item add Twice --review MR-1 --input d1", &["AG-5 is d1 Nonconformities", "already"]);
}

#[test]
fn nothing_is_circulated_without_a_frozen_version() {
    let fixture = planned();
    ok(&fixture, "review call MR-1");
    let said = denied(&fixture, [step(&called(&fixture, "MR-1"), "circulate", &[])]);
    assert!(said.contains("There is no version of the pack yet"), "{said}");
    let fixture = judged();
    ok(&fixture, "review conclude MR-1");
    let said = denied(&fixture, [step(&called(&fixture, "MR-1"), "circulate_minutes", &[])]);
    assert!(said.contains("There is no version of the minutes yet"), "{said}");
}

#[test]
fn every_input_is_considered_before_a_review_is_concluded() {
    let fixture = judged();
    for (letter, item, words) in INPUTS {
        let left = fixture.copy();
        ok(&left, &format!("review item MR-1 {letter}"));
        refused(&left, "review conclude MR-1", &["9.3.2", &format!("- {words} is not considered")]);
        ok(&left, "review item MR-1 --deferred 'The figures are late'");
        refused(&left, "review conclude MR-1", &[&format!("- {words} is deferred, not considered")]);
        let void = format!("agenda-item void {item} --reason 'Forgotten' --agreed-by 'Dev Anand' --agreed-how message");
        if ["d1", "e"].contains(&letter) {
            // Something was decided under it, and stands on it.
            refused(&left, &void, &["it stands on its agenda item"]);
        } else {
            ok(&left, &void);
            refused(&left, "review conclude MR-1", &[&format!("- {words} is not on the agenda")]);
        }
        assert_eq!(state(&left), Some(Value::Choice("in-session")));
    }
    ok(&fixture, "review conclude MR-1");
}

#[test]
fn every_other_item_is_ended_before_a_review_is_concluded() {
    let fixture = judged();
    let own = fixture.copy();
    ok(&own, "review agenda MR-1 --add 'Supplier audit'");
    refused(&own, "review conclude MR-1", &["- AG-11 Supplier audit is still open"]);
    ok(&own, "review item MR-1 AG-11 --deferred 'No time'");
    ok(&own, "review conclude MR-1");
    for (name, item) in [("opening", "AG-1 Opening and previous minutes"), ("resources", "AG-9 Resources")] {
        let copy = fixture.copy();
        ok(&copy, &format!("review item MR-1 {name}"));
        refused(&copy, "review conclude MR-1", &[&format!("- {item} is still open")]);
    }
}

#[test]
fn top_management_or_who_has_its_mandate_to_decide_takes_part() {
    let fixture = judged();
    ok(&fixture, "person edit 'Dev Anand' --top-management yes");
    ok(&fixture, "person edit 'Iris Falk' --top-management no --as 'Dev Anand'");
    let absent = "Nobody of top management is recorded as present, and nobody with its mandate to decide";
    refused(&fixture, "review conclude MR-1", &["9.3.1", absent]);
    let nobody = fixture.copy();
    ok(&nobody, "person void 'Dev Anand' --reason 'Left'");
    refused(&nobody, "review conclude MR-1", &["Nobody in the people register is marked as top management"]);
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    for (mandate, mandated) in [("", false), ("--decides", true), ("--no-vote --decides", true)] {
        let copy = fixture.copy();
        let letter = "'Letter of 20 November: all items'";
        ok(&copy, &format!("review attend MR-1 'Edda Holm' --for 'Dev Anand' --mandate {letter} {mandate}"));
        if mandated {
            ok(&copy, "review conclude MR-1");
        } else {
            refused(&copy, "review conclude MR-1", &[absent]);
        }
    }
    let other = fixture.copy();
    ok(&other, "review leave MR-1 'Carla Stein'");
    ok(&other, "review attend MR-1 'Edda Holm' --for 'Carla Stein' --mandate 'Letter of 20 November' --decides");
    refused(&other, "review conclude MR-1", &[absent]);
    ok(&fixture, "review attend MR-1 'Dev Anand'");
    ok(&fixture, "review leave MR-1 'Dev Anand'");
    ok(&fixture, "review conclude MR-1");
}

#[test]
fn each_aspect_is_judged_with_a_reason() {
    let fixture = judged();
    for (verdict, aspect) in [("VD-1", "Suitability"), ("VD-2", "Adequacy"), ("VD-3", "Effectiveness")] {
        let copy = fixture.copy();
        ok(&copy, &format!("conclusion void {verdict} --reason 'Too early'"));
        refused(&copy, "review conclude MR-1", &["9.3.1", &format!("- {aspect} is not judged")]);
    }
    refused(&fixture, "review judge MR-1 suitability no ''", &["Reason"]);
    refused(
        &fixture,
        "conclusion add Twice --review MR-1 --aspect adequacy --judgement no",
        &["VD-2 judges it already"],
    );
    ok(&fixture, "review judge MR-1 adequacy no 'On second thoughts'");
    assert_eq!(value(&fixture, "VD-2", "judgement"), Some(Value::Choice("no")), "judged anew, not twice");
}

#[test]
fn what_was_proposed_is_decided_withdrawn_or_deferred_before_the_end() {
    let fixture = judged();
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    refused(&fixture, "review conclude MR-1", &["- D-3 is only proposed: decide, withdraw or defer it"]);
    let put = fixture.copy();
    commit(&put, [step(&called(&put, "D-3"), "put", &[])]).unwrap();
    refused(&put, "review conclude MR-1", &["- D-3 is only put to the meeting"]);
    ok(&put, "decision defer D-3 --reason 'No offer yet'");
    ok(&put, "review conclude MR-1");
    refused(&fixture, "decision withdraw D-3 --reason ' '", &["A reason is missing"]);
    ok(&fixture, "decision withdraw D-3 --reason 'Bought already'");
    ok(&fixture, "review conclude MR-1");
}

#[test]
fn the_two_results_are_answered_with_a_decision_or_with_a_reason() {
    let fixture = judged();
    for (gone, other, option, told) in [
        ("D-1", "D-2", "no-improvements", "No improvement is decided; decide one, or say why none is needed"),
        ("D-2", "D-1", "no-changes", "No change to the system is decided; decide one, or say why none is needed"),
    ] {
        let copy = fixture.copy();
        ok(&copy, &format!("decision supersede {gone} --superseded-by {other} --reason 'It covers that'"));
        refused(&copy, "review conclude MR-1", &["9.3.3", told]);
        ok(&copy, &format!("review conclude MR-1 --{option} 'Nothing came up'"));
        assert_eq!(state(&copy), Some(Value::Choice("concluded")));
        assert!(ok(&copy, "review minutes MR-1").contains("None: Nothing came up"), "the reason is minuted");
    }
    refused(&fixture, "review edit MR-1 --next-review 2026-11-23", &["9.3.1", "2026-11-23 is not later"]);
    ok(&fixture, "review edit MR-1 --next-review ''");
    refused(&fixture, "review conclude MR-1", &["9.3.1", "- Next review is empty"]);
    ok(&fixture, "review conclude MR-1 --next-review 2027-05-20");
}

#[test]
fn chair_and_secretary_each_approve_for_themselves() {
    let fixture = concluded();
    for (one, other) in [("chair", "secretary"), ("secretary", "chair")] {
        let copy = fixture.copy();
        assert!(ok(&copy, &format!("review approve MR-1 --for {one} --how meeting")).contains("One more approval"));
        assert_eq!(state(&copy), Some(Value::Choice("minutes-circulated")));
        let said = denied(&copy, [step(&called(&copy, "MR-1"), "approve", &[])]);
        assert!(said.contains(&format!("- The {other} has not approved version 1")), "{said}");
        assert!(!said.contains(&format!("The {one} has not")), "{said}");
        let twice = format!("review approve MR-1 --for {one} --how message");
        refused(&copy, &twice, &[&format!("The {one} has approved this version already")]);
        refused(&copy, "review seal MR-1", &["MR-1 is minutes circulated, and its minutes are not sealed"]);
        ok(&copy, &format!("review approve MR-1 --for {other} --how meeting"));
        assert_eq!(state(&copy), Some(Value::Choice("sealed")));
    }
    for role in ["chair", "secretary"] {
        let wrong = format!("review approve MR-1 --for {role} --by 'Ben Okafor' --how meeting");
        refused(&fixture, &wrong, &[&format!("This person is not the {role} of the review")]);
    }
    refused(
        &fixture,
        "review approve MR-1 --for chair --how meeting --approved-on 2026-11-24",
        &["can't lie in the future"],
    );
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn who_was_absent_approves_only_where_the_organisation_lets_them() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review edit MR-1 --secretary 'Dev Anand'");
    held::sit_and_judge(&fixture);
    ok(&fixture, "review conclude MR-1");
    ok(&fixture, "review minutes MR-1 --circulate");
    let line = "review approve MR-1 --for secretary --how message";
    refused(
        &fixture,
        line,
        &[
            "Who was absent does not approve",
            "This person is not recorded as present in the meeting: record when they came",
        ],
    );
    ok(&fixture, "organisation edit --absent-approve yes");
    ok(&fixture, line);
    ok(&fixture, "review approve MR-1 --for chair --how message");
    assert_eq!(state(&fixture), Some(Value::Choice("sealed")));
}

/// It does not keep people in the room: the review is concluded all the same.
#[test]
fn an_action_without_owner_or_day_holds_the_minutes_up() {
    let fixture = Fixture::after(held::judge);
    for (given, lacks) in [
        ("", "an owner and a day"),
        ("--due 2026-12-18", "an owner"),
        ("--owner 'Ben Okafor'", "a day"),
        ("--owner 'Ben Okafor' --due 2026-12-18", ""),
    ] {
        let copy = fixture.copy();
        ok(&copy, &format!("review act MR-1 'Ask the insurer' {given}"));
        ok(&copy, "review conclude MR-1");
        let line = "review minutes MR-1 --circulate";
        if !lacks.is_empty() {
            refused(&copy, line, &["9.3.3", &format!("- A-2 Ask the insurer lacks {lacks}")]);
            ok(&copy, "action cancel A-2 --reason 'The vendor does it'");
        }
        ok(&copy, line);
        ok(&copy, "review approve MR-1 --for chair --how meeting");
        // Nor are they approved with one that came after they went out.
        if !lacks.is_empty() {
            let late = copy.copy();
            ok(&late, &format!("review act MR-1 'Ask the insurer' {given}"));
            let said = denied(&late, [step(&called(&late, "MR-1"), "approve", &[])]);
            assert!(said.contains(&format!("- A-3 Ask the insurer lacks {lacks}")), "{said}");
        }
        ok(&copy, "review approve MR-1 --for secretary --how meeting");
        assert_eq!(copy.verify(), Vec::<String>::new());
    }
}

#[test]
fn what_is_approved_is_what_was_circulated() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "review conclude MR-1");
    refused(&fixture, "review approve MR-1 --for chair --how meeting", &["No version was circulated"]);
    ok(&fixture, "review minutes MR-1 --circulate");
    ok(&fixture, "review approve MR-1 --for chair --how meeting");
    ok(&fixture, "review note MR-1 'Not for the minutes' --working");
    for change in [
        "review edit MR-1 --period-end 2026-11-22",
        "note edit N-1 --text 'The reopened case is the second of its kind.'",
        "attendance void AT-5 --reason 'He sent none'",
        "action edit A-1 --due 2026-12-01",
        "conclusion edit VD-1 --grounds 'It fits the plan'",
        "agenda-item edit AG-3 --outcome 'Nothing at all'",
    ] {
        let copy = fixture.copy();
        ok(&copy, change);
        let line = "review approve MR-1 --for secretary --how meeting";
        refused(&copy, line, &["The records were changed since version 1 was circulated: circulate a new version"]);
        ok(&copy, "review minutes MR-1 --circulate");
        assert!(ok(&copy, line).contains("One more approval"), "version 2 needs the chair too: {change}");
        let said = denied(&copy, [step(&called(&copy, "MR-1"), "approve", &[])]);
        assert!(said.contains("- The chair has not approved version 2"), "{said}");
        ok(&copy, "review approve MR-1 --for chair --how meeting");
        assert_eq!(state(&copy), Some(Value::Choice("sealed")));
    }
    ok(&fixture, "review approve MR-1 --for secretary --how meeting");
}

#[test]
fn the_next_review_approves_while_it_sits() {
    let fixture = concluded();
    let line = "review approve MR-1 --for next-review --how meeting";
    refused(&fixture, line, &["Approved in is empty"]);
    refused(&fixture, &format!("{line} --in MR-1"), &["A review does not approve its own minutes"]);
    ok(&fixture, "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01");
    refused(&fixture, &format!("{line} --in MR-2"), &["while it sits", "MR-2 is not in session"]);
    ok(&fixture, "review open MR-2 --notice-agreed 'All agreed by mail'");
    refused(&fixture, &format!("{line} --in MR-2"), &["MR-2 has no quorum: 0 of 5 voting members present, 3 needed"]);
    ok(&fixture, "review attend MR-2 'Iris Falk' 'Ben Okafor' 'Dev Anand'");
    for how in ["signature", "message"] {
        let line = format!("review approve MR-1 --for next-review --how {how} --in MR-2");
        refused(&fixture, &line, &["A review approves in the meeting"]);
    }
    refused(&fixture, &format!("{line} --in MR-2 --by 'Iris Falk'"), &["The meeting approves, nobody by name"]);
    refused(
        &fixture,
        "review approve MR-1 --for chair --how meeting --in MR-2",
        &["Only the next review approves in a meeting of its own"],
    );
    ok(&fixture, &format!("{line} --in MR-2"));
    assert_eq!(state(&fixture), Some(Value::Choice("sealed")));
    assert!(
        ok(&fixture, "review minutes MR-2").contains("The minutes of the review before were approved in this meeting")
    );
    let sealed = ok(&fixture, "review minutes MR-1");
    assert!(sealed.contains("Approved by the next review, MR-2, on 23 November 2026 in the meeting"), "{sealed}");
    refused_with(&fixture, 2, "review approve MR-1 --for nobody --how meeting", &["nobody"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn an_earlier_review_does_not_approve_the_minutes_of_a_later_one() {
    let fixture = judged();
    ok(&fixture, "review call --date 2026-05-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    // It is opened first, whatever day it had been called for.
    ok(&fixture, "review open MR-2 --notice-agreed 'All wrote that it suits them'");
    ok(&fixture, "review attend MR-2 --all");
    crate::gates::clock::days(&fixture, 1);
    ok(&fixture, "review conclude MR-1");
    ok(&fixture, "review minutes MR-1 --circulate");
    let line = "review approve MR-1 --for next-review --how meeting --in MR-2";
    refused(&fixture, line, &["A later review approves minutes", "MR-2 does not come after it"]);
    ok(&fixture, "review call --date 2026-12-20 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    ok(&fixture, "review open MR-3 --notice-agreed 'All wrote that it suits them'");
    ok(&fixture, "review attend MR-3 --all");
    ok(&fixture, &line.replace("MR-2", "MR-3"));
}

#[test]
fn voting_members_stay_once_a_review_is_called() {
    let fixture = planned();
    ok(&fixture, "review call MR-1");
    let told = ["A review that is called has voting members", "- Voting members is empty"];
    refused(&fixture, "review edit MR-1 --members ''", &told);
    ok(&fixture, "review postpone MR-1 --reason 'The chair is ill'");
    refused(&fixture, "review edit MR-1 --members ''", &told);
}

#[test]
fn a_second_call_has_its_own_day() {
    let mut fixture = planned();
    ok(&fixture, "review call MR-1");
    ok(&fixture, "review postpone MR-1 --reason 'The chair is ill'");
    fixture.at("2026-11-25T09:00:00Z");
    // It was put off on the day on which it was called; now its day is moved by what asks for a reason and an agreement.
    refused(&fixture, "review call MR-1 --date 2026-12-10", &["A reason is missing (--reason)", "Agreed by is empty"]);
    ok(
        &fixture,
        "review call MR-1 --date 2026-12-10 --reason 'The chair is back then' --agreed-by 'Iris Falk' --agreed-how message",
    );
    assert_eq!(value(&fixture, "MR-1", "called_on"), Some(Value::Date("2026-11-25".parse().unwrap())));
}
