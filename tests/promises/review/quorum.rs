//! Deciding by whoever is there: when nobody is, and who is left out of account.

use super::held;
use super::tools::{ok, refused, refused_with, value};
use crate::fixture::{Fixture, text};

/// A review in session with four of five members; D-1 is proposed under d1, which is being considered.
fn session() -> Fixture {
    Fixture::after(|fixture| {
        held::open(fixture);
        ok(fixture, "review item MR-1 d1");
        ok(fixture, "review propose MR-1 'Buy a scanner' --subject other");
    })
}

/// The same members are left out of account as when it was decided.
#[test]
fn who_is_recused_is_recused_when_the_same_meeting_ratifies() {
    let fixture = session();
    ok(&fixture, "organisation edit --recused-present no");
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
    let fixture = session();
    ok(&fixture, "organisation edit --quorum none");
    ok(&fixture, "review leave MR-1 'Rosa Lindt' 'Ben Okafor' 'Carla Stein'");
    let line = "review decide MR-1 D-1";
    ok(&fixture.copy(), line);
    let recused = fixture.copy();
    ok(&recused, "review interest MR-1 'Iris Falk' 'Owns shares'");
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    for fixture in [&recused, &fixture] {
        refused(fixture, line, &["No voting member is there who is not recused; call the roll first"]);
        ok(fixture, "organisation edit --quorum more-than-half");
        refused(fixture, line, &["No voting member is there who is not recused; call the roll first"]);
    }
}

#[test]
fn nobody_votes_twice() {
    let fixture = session();
    for twice in ["--against 'Ben Okafor' --abstaining 'Ben Okafor'", "--against 'Ben Okafor,Ben Okafor'"] {
        let line = format!("review vote MR-1 D-1 {twice}");
        refused_with(&fixture, 2, &line, &["Ben Okafor is named twice; each member has one vote"]);
    }
}
