//! Promises that once did not hold: ways round the rules, and what minutes left out.

use gavel::domain::value::Value;
use gavel::domain::vote::Ballot;
use gavel::store::Act;

use super::held;
use super::tools::{called, commit, denied, ok, refused, sealed_bytes, step, tried, value};
use super::votes::handed_over;
use crate::fixture::{Fixture, field};

fn sealed() -> Fixture {
    Fixture::after(held::seal)
}

fn session() -> Fixture {
    Fixture::after(held::open)
}

/// Ben Okafor belongs to top management too, so that he can approve an exception for the chair.
fn except(fixture: &Fixture, ends: &str) {
    ok(fixture, "person edit 'Ben Okafor' --top-management yes");
    let line = "separation-exception add 'Two people run the system' --person 'Iris Falk' --records MR-1 --approved-by \
                'Ben Okafor' --duty minutes --starts 2026-11-23";
    ok(fixture, &format!("{line} --ends {ends}"));
}

const NEXT: &str = "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01";

#[test]
fn nothing_leaves_a_sealed_review_for_another_one() {
    let fixture = sealed();
    ok(&fixture, NEXT);
    for item in ["AG-13", "AG-19"] {
        ok(&fixture, &format!("agenda-item void {item} --reason 'A slip'"));
    }
    let changed = |line: &&&str| fixture.run(&held::words(line)).code == 0;
    let lines = [
        "attendance edit AT-3 --review MR-2",
        "agenda-item edit AG-3 --review MR-2",
        "agenda-item edit AG-9 --review MR-2 --outcome 'Far too few'",
        "conclusion edit VD-2 --review MR-2 --judgement yes",
        "interest edit DI-1 --review '' --consequence noted",
        "note edit N-1 --review '' --text 'Nothing was reopened'",
    ];
    let moved: Vec<_> = lines.iter().filter(changed).collect();
    assert_eq!(moved, Vec::<&&str>::new());
}

#[test]
fn what_the_minutes_set_aside_for_later_stands_with_them() {
    let fixture = sealed();
    refused(&fixture, "note edit N-4 --text 'Nothing'", &["MR-1 is sealed"]);
    refused(&fixture, "note void N-4 --reason 'A slip'", &["MR-1 is sealed"]);
    refused(&fixture, "review park MR-1 'One more'", &["MR-1 is sealed"]);
}

#[test]
fn no_pack_is_added_to_a_sealed_review() {
    let fixture = sealed();
    refused(&fixture, "review circulate MR-1", &["MR-1 is sealed"]);
    refused(&fixture, "pack add Another --review MR-1 --version 2", &["MR-1 is sealed"]);
}

#[test]
fn no_minutes_are_added_to_a_sealed_review() {
    let fixture = sealed();
    let before = sealed_bytes(&fixture, "review minutes MR-1");
    tried(&fixture, "minutes add Forged --review MR-1 --version 0 --sealed yes");
    assert_eq!(sealed_bytes(&fixture, "review minutes MR-1"), before);
}

#[test]
fn no_action_is_added_to_a_sealed_review() {
    let fixture = sealed();
    refused(&fixture, "review act MR-1 'Tell the press'", &["MR-1 is sealed"]);
}

#[test]
fn a_meeting_confirms_actions_only_while_it_sits() {
    let fixture = sealed();
    ok(&fixture, "action done A-1 --evidence 'Letter of 30 November'");
    refused(&fixture, "review confirm MR-1 A-1", &["MR-1 is sealed"]);
}

#[test]
fn adjourning_succeeds_when_somebody_there_is_a_member_no_more() {
    let fixture = session();
    fixture.run(&held::words("review edit MR-1 --members 'Rosa Lindt,Iris Falk'"));
    ok(&fixture, "review adjourn MR-1");
}

#[test]
fn adjourning_succeeds_when_the_exception_of_one_person_has_ended_meanwhile() {
    let mut fixture = Fixture::after(held::call);
    except(&fixture, "2026-11-23");
    ok(&fixture, "review edit MR-1 --secretary 'Iris Falk'");
    ok(&fixture, "review open MR-1");
    fixture.at("2026-11-24T00:30:00Z");
    ok(&fixture, "review adjourn MR-1");
}

#[test]
fn the_minutes_tell_an_exception_that_was_used_on_another_day_than_the_planned_one() {
    let fixture = Fixture::after(held::call);
    except(&fixture, "2026-11-30");
    ok(&fixture, "review postpone MR-1 --reason 'The chair is away'");
    refused(&fixture, "review edit MR-1 --secretary 'Iris Falk' --date 2026-12-01", &["can't record it"]);
    ok(&fixture, "review edit MR-1 --secretary 'Iris Falk' --date 2026-11-30");
    ok(&fixture, "review call MR-1");
    ok(&fixture, "review open MR-1 --notice-agreed 'All came a week early'");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("Done and checked by one person: Recorded on 2026-11-30 by Iris Falk"), "{minutes}");
}

#[test]
fn a_member_and_their_delegate_are_not_there_at_once() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    ok(&fixture, "review attend MR-1 'Edda Holm' --for 'Dev Anand' --mandate 'Letter of 20 November'");
    refused(&fixture, "review attend MR-1 'Dev Anand'", &[]);
}

#[test]
fn who_cast_a_vote_is_the_member_or_their_delegate() {
    let fixture = session();
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    let edda = called(&fixture, "P-6").id;
    let by_a_guest = |acts: &mut Vec<Act>| {
        let Some(Act::Create { register, fields, .. }) = acts.get_mut(1) else { panic!("a vote") };
        fields.push((field(register, "cast_by"), Value::Link(edda)));
    };
    let ballots = ["P-1", "P-2", "P-3", "P-4"].map(|person| (person, Ballot::For));
    denied(&fixture, handed_over(&fixture, by_a_guest, &ballots));
}

#[test]
fn a_counted_vote_is_not_moved_to_another_proposal() {
    let fixture = session();
    for text in ["Buy a scanner", "Buy two scanners"] {
        ok(&fixture, &format!("review propose MR-1 '{text}' --subject other"));
    }
    ok(&fixture, "review vote MR-1 D-1 --against 'Ben Okafor' --rest");
    commit(&fixture, [step(&called(&fixture, "D-2"), "put", &[])]).unwrap();
    refused(&fixture, "vote edit V-3 --decision D-2", &["Votes stand once they are counted"]);
}

#[test]
fn who_is_recused_is_out_of_the_base_whether_they_stay_or_leave() {
    for consequence in ["stays", "leaves"] {
        let fixture = super::held::open_by("--decision-basis majority-members --recused-count no");
        ok(&fixture, "review attend MR-1 'Dev Anand'");
        ok(&fixture, &format!("review interest MR-1 'Carla Stein' 'Owns it' --item d1 --consequence {consequence}"));
        ok(&fixture, "review item MR-1 d1");
        ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
        ok(&fixture, "review vote MR-1 D-1 --against 'Ben Okafor' --abstaining 'Dev Anand' --rest");
        let Some(Value::Text(words)) = value(&fixture, "D-1", "count") else { panic!("a count") };
        assert!(words.contains("2 of the 4 voting members"), "{consequence}: {words}");
    }
}

#[test]
fn a_carried_decision_stays_in_the_minutes_when_its_item_is_hidden() {
    let fixture = session();
    ok(&fixture, "review agenda MR-1 --add 'Suppliers'");
    ok(&fixture, "review item MR-1 AG-11");
    ok(&fixture, "review propose MR-1 'Drop the vendor' --subject other");
    ok(&fixture, "review decide MR-1 D-1");
    ok(&fixture, "review item MR-1 --discussed");
    let run = fixture
        .run(&held::words("agenda-item void AG-11 --reason 'A slip' --agreed-by 'Dev Anand' --agreed-how message"));
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(run.code == 1 || minutes.contains("Drop the vendor"), "{minutes}");
}

#[test]
fn what_is_minuted_of_a_decision_is_in_the_minutes() {
    let fixture = session();
    ok(&fixture, "review item MR-1 e");
    ok(&fixture, "review propose MR-1 'Drop the vendor' --subject other");
    ok(&fixture, "note add 'Ben asked to be recorded as sceptical' --about D-1 --type minuted --review MR-1");
    assert!(ok(&fixture, "review minutes MR-1").contains("sceptical"));
}

#[test]
fn a_mandated_delegate_is_named_where_the_minutes_say_that_top_management_took_part() {
    let fixture = session();
    ok(&fixture, "attendance void AT-2 --reason 'She was not there'");
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    ok(&fixture, "review attend MR-1 'Edda Holm' --for 'Iris Falk' --mandate 'Letter of 20 November' --decides");
    let minutes = ok(&fixture, "review minutes MR-1");
    let line = minutes.lines().find(|line| line.contains("Top management who took part")).unwrap_or_default();
    assert!(line.contains("Edda Holm"), "{minutes}");
}

#[test]
fn what_concluding_asked_for_is_there_when_the_minutes_are_approved() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "decision supersede D-1 --superseded-by D-2 --reason 'It covers that'");
    ok(&fixture, "review edit MR-1 --no-improvements 'Nothing came up'");
    ok(&fixture, "review conclude MR-1");
    ok(&fixture, "person add 'Ola Berg' --active yes --top-management yes");
    let (mut sealed, mut kept_out) = (Vec::new(), Vec::new());
    let too_late =
        ["review propose MR-1 'An afterthought' --subject other", "review agenda MR-1 --add 'An afterthought'"];
    for line in [
        "review edit MR-1 --next-review ''",
        "review edit MR-1 --no-improvements ''",
        too_late[0],
        too_late[1],
        "person edit 'Iris Falk' --top-management no --as 'Ola Berg'",
    ] {
        let copy = fixture.copy();
        ok(&copy, "organisation edit --absent-approve yes");
        if copy.run(&held::words(line)).code != 0 {
            kept_out.push(line);
            continue;
        }
        for line in ["review minutes MR-1 --circulate", "review approve MR-1 --for chair --how meeting"] {
            copy.run(&held::words(line));
        }
        if copy.run(&held::words("review approve MR-1 --for secretary --how meeting")).code == 0 {
            sealed.push(line);
        }
    }
    assert_eq!(sealed, Vec::<&str>::new());
    assert_eq!(kept_out, too_late, "the meeting is over");
}

#[test]
fn a_text_that_begins_with_a_bar_stays_in_its_cell() {
    let fixture = session();
    ok(&fixture, "review act MR-1 '| x | y' --owner 'Ben Okafor' --due 2026-12-04");
    let minutes = ok(&fixture, "review minutes MR-1");
    let row = minutes.lines().find(|line| line.starts_with("| A-1 ")).unwrap();
    let mut bars = 0;
    let mut escaped = false;
    for c in row.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    assert_eq!(bars, 6, "{row}");
}

#[test]
fn the_next_review_is_called_on_the_day_on_which_the_last_one_was_sealed() {
    let fixture = sealed();
    ok(&fixture, "review call --date 2027-05-20");
}

#[test]
fn a_sitting_ends_after_it_began() {
    let fixture = session();
    refused(&fixture, "review adjourn MR-1 --at 08:00", &[]);
}

#[test]
fn what_is_ratified_in_the_same_meeting_is_not_said_to_be_ratified_by_a_later_one() {
    let fixture = session();
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    ok(&fixture, "review decide MR-1 D-1");
    ok(&fixture, "review attend MR-1 'Ben Okafor'");
    ok(&fixture, "review decide MR-1 D-1 --ratify");
    assert!(!ok(&fixture, "review minutes MR-1").contains("by a later meeting"));
}

#[test]
fn no_minutes_are_called_sealed_that_nobody_approved() {
    let fixture = Fixture::after(held::conclude);
    tried(&fixture, "minutes add Forged --review MR-1 --version 2 --sealed yes");
    refused(&fixture, "review seal MR-1", &["its minutes are not sealed"]);
}

#[test]
fn a_note_does_not_become_a_table() {
    let fixture = session();
    ok(&fixture, "review item MR-1 b");
    ok(&fixture, "review note MR-1 'a | b\n:-- | --'");
    let minutes = ok(&fixture, "review minutes MR-1");
    let delimits = |line: &&str| line.contains("--") && line.chars().all(|c| "|:- ".contains(c));
    let foreign: Vec<_> = minutes.lines().filter(|line| !line.starts_with('|')).filter(delimits).collect();
    assert_eq!(foreign, Vec::<&str>::new(), "a row of dashes makes a table of the line before");
}

#[test]
fn what_was_decided_without_a_quorum_counts_as_that() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    ok(&fixture, "review propose MR-1 'One form for all' --subject improvement");
    ok(&fixture, "review decide MR-1 D-3");
    let line = "decision supersede D-1 --superseded-by D-3 --reason 'It covers that'";
    refused(&fixture, line, &["D-3 is provisional, without quorum"]);
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("D-3 One form for all (provisional, not ratified)"), "{minutes}");
    ok(&fixture, "review attend MR-1 'Ben Okafor'");
    ok(&fixture, "review decide MR-1 D-3 --ratify");
    assert!(!ok(&fixture, "review minutes MR-1").contains("not ratified"));
    ok(&fixture, line);
}

#[test]
fn minutes_are_approved_on_the_day_of_the_last_approval_whenever_it_is_typed() {
    let mut fixture = Fixture::after(held::conclude);
    fixture.at("2026-12-03T09:00:00Z");
    ok(&fixture, "review approve MR-1 --for chair --how message --approved-on 2026-11-27");
    ok(&fixture, "review approve MR-1 --for secretary --how meeting --approved-on 2026-11-25");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("version 2, approved on 27 November 2026"), "{minutes}");
    assert_eq!(value(&fixture, "MR-1", "approved_on"), Some(Value::Date("2026-11-27".parse().unwrap())));
}

#[test]
fn frozen_minutes_whose_records_are_as_they_were_differ_in_nothing() {
    let mut fixture = Fixture::after(held::conclude);
    fixture.at("2026-12-03T09:00:00Z");
    let nothing = "Nothing is different.\n";
    assert_eq!(ok(&fixture, "review minutes MR-1 --changes"), nothing);
    for role in ["chair", "secretary"] {
        ok(&fixture, &format!("review approve MR-1 --for {role} --how meeting"));
    }
    fixture.at("2026-12-07T09:00:00Z");
    assert_eq!(ok(&fixture, "review minutes MR-1 --changes"), nothing);
    assert_eq!(ok(&fixture, "review minutes MR-1 --changes --version 1"), nothing);
    ok(&fixture, "decision supersede D-1 --superseded-by D-2 --reason 'It covers that'");
    assert!(ok(&fixture, "review minutes MR-1 --changes").contains("superseded"));
}
