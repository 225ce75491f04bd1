//! Deciding: who votes, what that gives by which rule, and what a decision leads to.

use gavel::domain::ballot::Voting;
use gavel::domain::decision::{Named, Poll};
use gavel::domain::identity::RecordId;
use gavel::domain::value::Value;
use gavel::domain::vote::{self, Ballot};
use gavel::store::list::Query;
use gavel::store::{Act, Proposal};
use gavel::workflow::review::Proceedings;
use gavel::workflow::review::decide::{Deciding, decide};

use super::held;
use super::tools::{called, commit, denied, ok, refused, refused_with, value};
use crate::fixture::{Fixture, field, text};

fn session() -> Fixture {
    Fixture::after(held::open)
}

/// A review in session with 18 voting members, all of them there; Rosa Lindt is the first. It counts by a basis.
fn eighteen(basis: &str) -> Fixture {
    let fixture = Fixture::after(|fixture| {
        ok(fixture, "person edit 'Rosa Lindt' --voting yes --active yes");
        for place in 2..=18 {
            ok(fixture, &format!("person add {} --voting yes --active yes --top-management yes", member(place)));
        }
        ok(fixture, "review call --date 2026-11-23 --chair M02 --secretary 'Rosa Lindt'");
    });
    ok(&fixture, &format!("organisation edit --decision-basis {basis}"));
    ok(&fixture, "review open MR-1");
    assert!(ok(&fixture, "review attend MR-1 --all").contains("18 of 18 voting members present, 10 needed"));
    fixture
}

fn member(place: usize) -> String {
    format!("M{place:02}")
}

fn members(places: std::ops::RangeInclusive<usize>) -> String {
    places.map(member).collect::<Vec<_>>().join(",")
}

/// Proposes something and gives what it is called.
fn propose(fixture: &Fixture, subject: &str) -> String {
    let said = ok(fixture, &format!("review propose MR-1 'Buy a scanner' --subject {subject}"));
    let start = said.find("D-").unwrap();
    said[start..].split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap().to_owned()
}

/// Puts something to the vote, and gives the arithmetic that the record and the minutes print.
fn count(fixture: &Fixture, options: &str) -> String {
    let decision = propose(fixture, "other");
    ok(fixture, &format!("review vote MR-1 {decision} {options} --rest"));
    let Some(Value::Text(words)) = value(fixture, &decision, "count") else { panic!("a count") };
    let state = if words.contains("not carried") { "not-carried" } else { "carried" };
    assert_eq!(value(fixture, &decision, "state"), Some(Value::Choice(state)), "{words}");
    assert!(ok(fixture, &format!("decision show {decision}")).contains(&words), "{words}");
    let minutes = ok(fixture, "review minutes MR-1");
    assert!(minutes.contains(&format!("- **Votes:** {words}\n")), "{words} is not in\n{minutes}");
    words
}

#[test]
fn nine_two_seven_of_eighteen_by_each_majority() {
    let options = format!("--against {} --abstaining {}", members(2..=3), members(4..=10));
    for (basis, words) in [
        ("majority-cast", "9 of the 11 votes cast are for; 6 are needed: carried"),
        ("majority-present", "9 of the 18 members present are for; 10 are needed: not carried"),
        ("majority-members", "9 of the 18 voting members are for; 10 are needed: not carried"),
        ("two-thirds-cast", "9 of the 11 votes cast are for; 8 are needed: carried"),
        ("two-thirds-present", "9 of the 18 members present are for; 12 are needed: not carried"),
        ("two-thirds-members", "9 of the 18 voting members are for; 12 are needed: not carried"),
        ("consensus", "consensus: 2 against, not carried"),
    ] {
        let fixture = eighteen(basis);
        assert_eq!(count(&fixture, &options), format!("9 for, 2 against, 7 abstaining; {words}"), "{basis}");
        // What the organisation has afterwards is for later meetings.
        ok(&fixture, "organisation edit --decision-basis consensus");
        assert_eq!(count(&fixture, &options), format!("9 for, 2 against, 7 abstaining; {words}"), "{basis}");
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
}

#[test]
fn those_who_are_absent_are_in_the_base_of_all_members_only() {
    for (basis, against, words) in [
        ("majority-cast", 4, "8 of the 12 votes cast are for; 7 are needed: carried"),
        ("majority-present", 4, "8 of the 15 members present are for; 8 are needed: carried"),
        ("majority-members", 4, "8 of the 18 voting members are for; 10 are needed: not carried"),
        ("two-thirds-cast", 4, "8 of the 12 votes cast are for; 8 are needed: carried"),
        ("two-thirds-present", 2, "10 of the 15 members present are for; 10 are needed: carried"),
        ("two-thirds-members", 2, "10 of the 18 voting members are for; 12 are needed: not carried"),
        ("consensus", 0, "consensus: nobody is against, carried"),
    ] {
        let fixture = eighteen(basis);
        ok(&fixture, "review leave MR-1 M16 M17 M18");
        let abstaining = format!("--abstaining {}", members(13..=15));
        let options = match against {
            0 => abstaining,
            against => format!("--against {} {abstaining}", members(2..=against + 1)),
        };
        let said = format!("{} for, {against} against, 3 abstaining; {words}", 12 - against);
        assert_eq!(count(&fixture, &options), said, "{basis}");
    }
}

#[test]
fn a_tie_fails_or_waits_for_the_chair() {
    let fixture = session();
    let tied = "--against 'Ben Okafor,Carla Stein'";
    let fails = "2 for, 2 against, 0 abstaining; 2 of the 4 votes cast are for; 3 are needed; a tie fails: not carried";
    assert_eq!(count(&fixture, tied), fails, "where nothing is said");
    assert_eq!(count(&held::open_by("--tie-rule fails"), tied), fails);
    let before = "2 for, 2 against, 0 abstaining; 2 of the 4 votes cast are for; 3 are needed; a tie";
    let fixture = held::open_by("--tie-rule casting");
    let (casts, casting) = (|said| format!("review cast MR-1 D-1 {said}"), "the chair's casting vote is");
    propose(&fixture, "other");
    refused_with(&fixture, 2, &casts("for"), &["D-1 has no tie that waits for the chair"]);
    assert!(ok(&fixture, &format!("review vote MR-1 D-1 {tied} --rest")).contains("a tie, which the chair decides"));
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("put")), "no result is declared");
    for (said, state, words) in [
        ("for", "carried", format!("{before}, {casting} for it, 3 of 5: carried")),
        ("against", "not-carried", format!("{before}, {casting} against it: not carried")),
        ("none", "not-carried", format!("{before}, and the chair cast no vote: not carried")),
    ] {
        let copy = fixture.copy();
        ok(&copy, &casts(said));
        assert_eq!(value(&copy, "D-1", "state"), Some(Value::Choice(state)));
        assert_eq!(value(&copy, "D-1", "count"), Some(text(&words)));
        assert_eq!(copy.verify(), Vec::<String>::new());
    }
    // The chair abstains first, and then decides: two of the others were for it, two against.
    ok(&fixture, "review attend MR-1 'Dev Anand'");
    ok(&fixture, "review vote MR-1 D-1 --against 'Ben Okafor,Carla Stein' --abstaining 'Iris Falk' --rest");
    ok(&fixture, &casts("for"));
    let words = before.replace("0 abstaining", "1 abstaining");
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(&format!("{words}, {casting} for it, 3 of 5: carried"))));
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("- **Casting vote of the chair:** For it\n"), "{minutes}");
    // It is told as that, and as nothing that was said otherwise.
    assert!(!minutes.contains("said otherwise: Count"), "{minutes}");
    let fixture = held::open_by("--tie-rule casting --decision-basis majority-members");
    propose(&fixture, "other");
    ok(&fixture, &format!("review vote MR-1 D-1 {tied} --rest"));
    ok(&fixture, &casts("for"));
    let words = "2 for, 2 against, 0 abstaining; 2 of the 5 voting members are for; 3 are needed; a tie, the chair's \
                 casting vote is for it, 3 of 5: carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(words)));
}

/// Until a result is declared a vote is put right by taking it anew.
#[test]
fn a_chair_who_votes_in_a_tie_only_is_not_counted_before() {
    let fixture = held::open_by("--tie-rule chair-only");
    propose(&fixture, "other");
    let line = |votes: &str| format!("review vote MR-1 D-1 {votes}");
    refused(&fixture, &line("--against 'Iris Falk' --rest"), &["Iris Falk is in the chair, and votes in a tie only"]);
    ok(&fixture, "review attend MR-1 'Dev Anand'");
    ok(&fixture, &line("--against 'Ben Okafor,Carla Stein' --rest"));
    let votes = |fixture: &Fixture| fixture.store().view().count(&Query::new(&vote::REGISTER)).unwrap();
    assert_eq!(votes(&fixture), 4, "all but the chair");
    // It was typed wrongly: Carla abstained.
    let anew = fixture.copy();
    ok(&anew, &line("--against 'Ben Okafor' --abstaining 'Carla Stein' --rest"));
    let words = "2 for, 1 against, 1 abstaining; 2 of the 3 votes cast are for; 2 are needed: carried";
    assert_eq!((value(&anew, "D-1", "count"), votes(&anew)), (Some(text(words)), 4));
    assert_eq!(anew.verify(), Vec::<String>::new());
    ok(&fixture, "review cast MR-1 D-1 against");
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("not-carried")));
}

#[test]
fn those_recused_are_in_the_base_or_out_of_it_as_the_organisation_has_it() {
    let said = "2 for, 1 against, 0 abstaining, 1 recused";
    for (basis, count_in, words) in [
        ("majority-cast", "no", "; 2 of the 3 votes cast are for; 2 are needed: carried"),
        ("majority-cast", "yes", "; 2 of the 3 votes cast are for; 2 are needed: carried"),
        (
            "majority-present",
            "no",
            " and left out of the base; 2 of the 3 members present are for; 2 are needed: carried",
        ),
        (
            "majority-present",
            "yes",
            " and counted in the base; 2 of the 4 members present are for; 3 are needed: not carried",
        ),
        (
            "majority-members",
            "no",
            " and left out of the base; 2 of the 4 voting members are for; 3 are needed: not carried",
        ),
        (
            "majority-members",
            "yes",
            " and counted in the base; 2 of the 5 voting members are for; 3 are needed: not carried",
        ),
        (
            "two-thirds-present",
            "no",
            " and left out of the base; 2 of the 3 members present are for; 2 are needed: carried",
        ),
        (
            "two-thirds-present",
            "yes",
            " and counted in the base; 2 of the 4 members present are for; 3 are needed: not carried",
        ),
    ] {
        let fixture = held::open_by(&format!("--decision-basis {basis} --recused-count {count_in}"));
        ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares in the vendor'");
        assert_eq!(count(&fixture, "--against 'Ben Okafor'"), format!("{said}{words}"), "{basis} {count_in}");
        assert!(ok(&fixture, "review minutes MR-1").contains("- **Recused:** Carla Stein\n"));
    }
}

/// Robert's Rules count who stays; the organisation may have it otherwise.
#[test]
fn who_is_recused_counts_to_the_quorum_while_they_stay() {
    let fixture = session();
    let quorum = |fixture: &Fixture| {
        let decision = propose(fixture, "other");
        ok(fixture, &format!("review vote MR-1 {decision} --rest"));
        value(fixture, &decision, "quorum")
    };
    let (leaves, noted) = (fixture.copy(), fixture.copy());
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares' --item d1");
    ok(&fixture, "review item MR-1 d1");
    assert_eq!(quorum(&fixture), Some(text("4 of 5 voting members present, 3 needed")));
    let strict = held::open_by("--recused-present no");
    ok(&strict, "review interest MR-1 'Carla Stein' 'Owns shares' --item d1");
    ok(&strict, "review item MR-1 d1");
    assert_eq!(quorum(&strict), Some(text("3 of 5 voting members present, 3 needed")));
    ok(&strict, "review item MR-1 d2");
    assert_eq!(quorum(&strict), Some(text("4 of 5 voting members present, 3 needed")), "of another matter");
    ok(&leaves, "review interest MR-1 'Carla Stein' 'Owns shares' --item d1 --consequence leaves");
    ok(&leaves, "review item MR-1 d1");
    assert!(value(&leaves, "AT-4", "left_at").is_some(), "off the roll");
    assert_eq!(quorum(&leaves), Some(text("3 of 5 voting members present, 3 needed")));
    ok(&noted, "review interest MR-1 'Carla Stein' 'Was there once' --consequence noted");
    assert!(count(&noted, "").starts_with("4 for, 0 against, 0 abstaining; 4 of the 4"), "she votes all the same");
}

/// A vote by name in which everybody spoke for themselves.
pub fn by_name(ballots: impl Iterator<Item = (RecordId, Ballot)>) -> Poll {
    let named = ballots.map(|(member, ballot)| Named { member, ballot, cast_by: None, declared: false }).collect();
    Poll { voting: Voting::Name, counted: None, named, declared_by: None, casting: None }
}

/// A vote as somebody would hand it to the store who does not go by the commands.
pub fn handed_over(fixture: &Fixture, change: impl Fn(&mut Vec<Act>), ballots: &[(&str, Ballot)]) -> Vec<Act> {
    let store = fixture.store();
    let proceedings = Proceedings::of(store.view(), called(fixture, "MR-1").id).unwrap().unwrap();
    let named = ballots.iter().map(|(person, ballot)| (called(fixture, person).id, *ballot));
    let how = Deciding::Vote(by_name(named));
    let Proposal { mut acts, .. } = decide(&proceedings, &called(fixture, "D-1"), &how, store.ambient());
    change(&mut acts);
    acts
}

/// Rosa, Iris, Ben and Carla are P-1 to P-4, and there; Dev, P-5, is not, and Edda, P-6, is a guest.
#[test]
fn a_vote_counts_every_voting_member_who_is_there_and_nobody_else() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares in the vendor'");
    propose(&fixture, "other");
    let full = [("P-1", Ballot::For), ("P-2", Ballot::For), ("P-3", Ballot::Against), ("P-4", Ballot::Recused)];
    let [rosa, iris, ben, carla] = full;
    let as_it_is = |_: &mut Vec<Act>| {};
    for (ballots, told) in [
        (vec![rosa, iris, ben, ("P-4", Ballot::For)], "Carla Stein is recused in the matter"),
        (vec![rosa, iris, ben, ("P-4", Ballot::Abstaining)], "Carla Stein is recused in the matter"),
        (vec![rosa, iris, ben, carla, ("P-5", Ballot::For)], "Dev Anand is not there to vote"),
        (vec![rosa, iris, ben, carla, ("P-6", Ballot::For)], "Edda Holm is not there to vote"),
        (vec![rosa, iris, carla], "Ben Okafor has not voted"),
        (vec![rosa, iris, ben, carla, rosa], "This member has voted already"),
        (vec![], "Rosa Lindt has not voted"),
    ] {
        let said = denied(&fixture, handed_over(&fixture, as_it_is, &ballots));
        assert!(said.contains(told), "“{told}” is not in\n{said}");
    }
    for (name, after, told) in [
        ("count", text("4 for, 0 against"), "The votes give: 2 for, 1 against, 0 abstaining, 1 recused; 2 of the 3"),
        ("basis", Value::Choice("consensus"), "It is not the organisation's majority"),
        (
            "quorum",
            text("5 of 5 voting members present, 3 needed"),
            "The attendance has changed: 4 of 5 voting members",
        ),
        ("way", Value::Choice("no-objection"), "Votes were cast on it: it is decided by vote"),
    ] {
        let decision = called(&fixture, "D-1");
        let change = |acts: &mut Vec<Act>| {
            let Some(Act::Move { given, .. }) = acts.last_mut() else { panic!("a decision") };
            given.retain(|(field, _)| field.name != name);
            given.push((field(decision.register, name), Some(after.clone())));
        };
        let said = denied(&fixture, handed_over(&fixture, change, &full));
        assert!(said.contains(told), "“{told}” is not in\n{said}");
    }
    for (step, told) in [
        ("reject", "A proposal that has its majority is carried"),
        ("carry_provisionally", "With a quorum a decision is not provisional"),
    ] {
        let change = |acts: &mut Vec<Act>| {
            let Some(Act::Move { name, .. }) = acts.last_mut() else { panic!("a decision") };
            *name = step.to_owned();
        };
        let said = denied(&fixture, handed_over(&fixture, change, &full));
        assert!(said.contains(told), "“{told}” is not in\n{said}");
    }
    commit(&fixture, handed_over(&fixture, as_it_is, &full)).unwrap();
    refused(&fixture, "vote void V-1 --reason 'A slip'", &["Votes stand once they are counted", "D-1 is carried"]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn who_is_recused_or_absent_is_not_made_to_vote_on_the_command_line() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares in the vendor'");
    propose(&fixture, "other");
    for ballot in ["against", "abstaining"] {
        let line = format!("review vote MR-1 D-1 --{ballot} 'Carla Stein' --rest");
        refused(&fixture, &line, &["Carla Stein is recused in the matter"]);
        let line = format!("review vote MR-1 D-1 --{ballot} 'Dev Anand' --rest");
        refused_with(&fixture, 2, &line, &["Dev Anand is no voting member who is there"]);
    }
    refused(&fixture, "vote add --decision D-1 --person 'Dev Anand' --ballot for", &["D-1 is proposed"]);
    ok(&fixture, "review vote MR-1 D-1 --rest");
    assert_eq!(value(&fixture, "V-4", "ballot"), Some(Value::Choice("recused")));
    refused(&fixture, "review vote MR-1 D-1 --rest", &["It is carried; only what is put"]);
}

#[test]
fn who_decides_as_top_management_is_of_it_or_has_its_mandate_and_is_there() {
    let fixture = session();
    propose(&fixture, "other");
    let line = |who: &str| format!("review decide MR-1 D-1 --top-management '{who}' --advice 'Wait for the audit'");
    let told = ["9.3.1", "This person is not of top management, or not there"];
    refused(&fixture, &line("Ben Okafor"), &told);
    let recused = fixture.copy();
    ok(&recused, "review interest MR-1 'Iris Falk' 'Owns shares in the vendor'");
    refused(&recused, &line("Iris Falk"), &["This person, or who they stand for, is recused in the matter"]);
    let against = fixture.copy();
    ok(&against, &format!("{} --against", line("Iris Falk")));
    assert_eq!(value(&against, "D-1", "state"), Some(Value::Choice("not-carried")));
    let left = fixture.copy();
    ok(&left, "review leave MR-1 'Iris Falk' 'Edda Holm'");
    refused(&left, &line("Iris Falk"), &told);
    let attend = "review attend MR-1 'Edda Holm' --for 'Iris Falk' --mandate 'Letter of 20 November'";
    ok(&left, attend);
    refused(&left, &line("Edda Holm"), &told);
    ok(&left, "review leave MR-1 'Edda Holm'");
    ok(&left, &format!("{attend} --decides"));
    ok(&left, &line("Edda Holm"));
    ok(&fixture, &line("Iris Falk"));
    let minutes = ok(&fixture, "review minutes MR-1");
    for words in [
        "- **Reached:** By Iris Falk as top management, after advice\n",
        "- **Advice of the meeting:** Wait for the audit\n",
        "- **Quorum:** 4 of 5 voting members present, 3 needed\n",
    ] {
        assert!(minutes.contains(words), "{words} is not in\n{minutes}");
    }
}

#[test]
fn a_quorum_lost_between_two_votes_makes_the_second_one_provisional() {
    let fixture = session();
    let (first, second) = (propose(&fixture, "policy"), propose(&fixture, "scope"));
    ok(&fixture, &format!("review vote MR-1 {first} --rest"));
    assert_eq!(value(&fixture, "CH-1", "decision"), Some(Value::Link(called(&fixture, &first).id)));
    assert!(ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'").contains("No quorum: 2 of 5"));
    ok(&fixture, &format!("review vote MR-1 {second} --rest"));
    assert_eq!(value(&fixture, &first, "state"), Some(Value::Choice("carried")));
    assert_eq!(value(&fixture, &second, "state"), Some(Value::Choice("provisional")));
    assert_eq!(value(&fixture, &second, "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
    refused_with(&fixture, 2, "planned-change show CH-2", &["CH-2"]);
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("> Decided without a quorum: it holds once a meeting with a quorum ratifies it."));
    let ratify = format!("review decide MR-1 {second} --ratify");
    refused(&fixture, &ratify, &["with a quorum ratifies", "2 of 5 voting members present, 3 needed"]);
    ok(&fixture, "review adjourn MR-1");
    refused(&fixture, &ratify, &["MR-1 is not in session"]);
    ok(&fixture, "review open MR-1");
    ok(&fixture, "review attend MR-1 'Rosa Lindt' 'Iris Falk' 'Dev Anand'");
    refused(&fixture, &format!("review decide MR-1 {first} --ratify"), &["It is carried; only what is provisional"]);
    ok(&fixture, &ratify);
    assert_eq!(value(&fixture, &second, "state"), Some(Value::Choice("carried")));
    assert_eq!(value(&fixture, &second, "quorum"), Some(text("3 of 5 voting members present, 3 needed")));
    assert_eq!(value(&fixture, "CH-2", "decision"), Some(Value::Link(called(&fixture, &second).id)));
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(!minutes.contains("Decided without a quorum"));
    assert!(["Quorum:** 4 of 5", "Quorum when ratified:** 3 of 5"].iter().all(|words| minutes.contains(words)));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_roles_that_a_quorum_needs_are_asked_for_at_each_decision() {
    let fixture = held::open_by("--quorum number --quorum-number 2 --quorum-chair yes --quorum-top yes");
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    let decision = propose(&fixture, "other");
    ok(&fixture, &format!("review decide MR-1 {decision}"));
    assert_eq!(value(&fixture, &decision, "state"), Some(Value::Choice("provisional")));
    let words = "3 of 5 voting members present, 2 needed; the chair is not there; nobody of top management is there";
    assert_eq!(value(&fixture, &decision, "quorum"), Some(text(words)));
    refused(&fixture, "organisation edit --quorum-number 0", &["Say how many voting members it takes"]);
    let fixture = held::open_by("--quorum none --quorum-chair no --quorum-top no");
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    let decision = propose(&fixture, "other");
    ok(&fixture, &format!("review decide MR-1 {decision}"));
    let words = "3 of 5 voting members present; no quorum is asked for";
    assert_eq!(value(&fixture, &decision, "quorum"), Some(text(words)));
    assert_eq!(value(&fixture, &decision, "state"), Some(Value::Choice("carried")));
}

#[test]
fn a_scope_or_policy_decision_opens_a_planned_change_once_it_is_carried() {
    let fixture = session();
    for (subject, how, opens) in [
        ("improvement", "decide MR-1 {}", false),
        ("change", "decide MR-1 {}", false),
        ("resources", "decide MR-1 {}", false),
        ("scope", "vote MR-1 {} --against 'Rosa Lindt,Iris Falk,Ben Okafor' --rest", false),
        ("policy", "decide MR-1 {} --top-management 'Iris Falk' --against", false),
        ("scope", "vote MR-1 {} --rest", true),
        ("policy", "decide MR-1 {}", true),
        ("policy", "decide MR-1 {} --top-management 'Iris Falk'", true),
    ] {
        let copy = fixture.copy();
        let decision = propose(&copy, subject);
        let said = ok(&copy, &format!("review {}", how.replace("{}", &decision)));
        assert_eq!(said.contains("CH-1"), opens, "{subject} {how}: {said}");
        if opens {
            assert_eq!(value(&copy, "CH-1", "what"), Some(text("Buy a scanner")));
            assert_eq!(value(&copy, "CH-1", "decision"), Some(Value::Link(called(&copy, &decision).id)));
        }
    }
}

#[test]
fn a_decision_is_taken_under_an_item_of_its_own_review() {
    let fixture = session();
    ok(
        &fixture,
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary \
         'Rosa Lindt'",
    );
    let line = "decision add 'Buy a scanner' --subject other --review MR-1 --item AG-12";
    refused(&fixture, line, &["The agenda item is of another review"]);
    propose(&fixture, "other");
    refused_with(&fixture, 2, "review decide MR-2 D-1", &["D-1 is no proposal of MR-2"]);
    refused(
        &fixture,
        "decision supersede D-1 --superseded-by D-1 --reason 'A slip'",
        &["It is proposed; only what is"],
    );
    ok(&fixture, "review decide MR-1 D-1");
    let itself = "decision supersede D-1 --superseded-by D-1 --reason 'A slip'";
    refused(&fixture, itself, &["a decision can't take its own place"]);
    propose(&fixture, "other");
    refused(&fixture, "decision supersede D-1 --superseded-by D-2 --reason 'A slip'", &["D-2 is proposed"]);
}
