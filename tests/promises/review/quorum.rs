//! Deciding by whoever is there: when nobody is, and who is left out of account.

use super::held;
use super::tools::{ok, refused, refused_with, value};
use gavel::domain::value::Value;

use crate::fixture::{Fixture, text};

/// A review in session with four of five members; D-1 is proposed under d1, which is being considered.
fn session() -> Fixture {
    Fixture::after(|fixture| {
        held::open(fixture);
        ok(fixture, "review item MR-1 d1");
        ok(fixture, "review propose MR-1 'Buy a scanner' --subject other");
    })
}

/// The same, where the organisation counts by these settings.
fn counted_by(settings: &str) -> Fixture {
    let fixture = held::open_by(settings);
    ok(&fixture, "review item MR-1 d1");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    fixture
}

/// The same members are left out of account as when it was decided.
#[test]
fn who_is_recused_is_recused_when_the_same_meeting_ratifies() {
    let fixture = counted_by("--recused-present no");
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares' --item d1");
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    ok(&fixture, "review decide MR-1 D-1");
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
    let line = "review decide MR-1 D-1 --ratify";
    refused(&fixture, line, &["2 of 5 voting members present, 3 needed"]);
    ok(&fixture, "review attend MR-1 'Dev Anand'");
    ok(&fixture, line);
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("3 of 5 voting members present, 3 needed")));
}

#[test]
fn nothing_is_carried_by_an_empty_room() {
    let fixture = counted_by("--quorum none");
    ok(&fixture, "review leave MR-1 'Rosa Lindt' 'Ben Okafor' 'Carla Stein'");
    let line = "review decide MR-1 D-1";
    ok(&fixture.copy(), line);
    let recused = fixture.copy();
    ok(&recused, "review interest MR-1 'Iris Falk' 'Owns shares'");
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    for fixture in [&recused, &fixture] {
        refused(fixture, line, &["No voting member is there who is not recused; take the attendance first"]);
    }
}

#[test]
fn nobody_votes_twice() {
    let fixture = session();
    for twice in ["--against 'Ben Okafor' --abstaining 'Ben Okafor'", "--against 'Ben Okafor,Ben Okafor'"] {
        let line = format!("review vote MR-1 D-1 {twice} --rest");
        refused_with(&fixture, 2, &line, &["Ben Okafor is named twice; each member has one vote"]);
    }
}

/// Rules of counting are those with which the pack was circulated: what the organisation has since is for later meetings.
#[test]
fn a_quorum_that_is_given_up_for_a_moment_carries_nothing() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    ok(&fixture, "organisation edit --quorum none");
    ok(&fixture, "review decide MR-1 D-1");
    ok(&fixture, "organisation edit --quorum more-than-half");
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("provisional")));
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
    // Nor does circulating the pack again, or the voters that are left.
    refused(&fixture, "review edit MR-1 --members P-1,P-2", &["They were told with the pack"]);
    refused(&fixture, "review link MR-1 members P-6", &["They were told with the pack"]);
    refused(&fixture, "review unlink MR-1 members P-5", &["They were told with the pack"]);
    let shown = ok(&fixture, "review show MR-1");
    assert!(shown.contains("Quorum") && shown.contains("More than half"), "{shown}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Whoever says in the vote that they are recused is recused as if they had declared it before.
#[test]
fn a_recusal_in_the_vote_leaves_the_quorum() {
    let fixture = counted_by("--recused-present no");
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    ok(&fixture, "review vote MR-1 D-1 --recused 'Carla Stein' --rest");
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("2 of 5 voting members present, 3 needed")));
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("provisional")));
    let fixture = counted_by("--recused-present yes");
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    ok(&fixture, "review vote MR-1 D-1 --recused 'Carla Stein' --rest");
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("carried")));
}

#[test]
fn who_votes_is_named_anew_with_a_new_call() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review edit MR-1 --members P-1,P-2,P-3,P-4");
    ok(&fixture, "review circulate MR-1");
    refused(&fixture, "review edit MR-1 --members P-1,P-2", &["postpone it and call it again"]);
    ok(&fixture, "review postpone MR-1 --reason 'The chief executive travels'");
    ok(&fixture, "organisation edit --quorum two-thirds");
    ok(&fixture, "review call MR-1 --date 2026-11-23 --members P-1,P-2,P-3,P-4,P-5");
    ok(&fixture, "review circulate MR-1");
    ok(&fixture, "review open MR-1");
    assert!(ok(&fixture, "review attend MR-1 --all").contains("5 of 5 voting members present, 4 needed"));
}
