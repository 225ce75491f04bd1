//! Recusal holds: for who votes in another's place, and after the vote.

use super::held;
use super::tools::{ok, refused, refused_with};
use crate::fixture::Fixture;
use crate::sample::sample;

const LETTER: &str = "--mandate 'Letter of 20 November'";

/// Four of five members are there; Edda, who may stand in for Dev, waits outside. D-1 is proposed under d1.
fn session() -> Fixture {
    Fixture::after(|fixture| {
        held::open(fixture);
        ok(fixture, "review leave MR-1 'Edda Holm'");
        ok(fixture, "review propose MR-1 'Buy a scanner' --subject other --item d1");
    })
}

#[test]
fn a_delegate_who_is_recused_does_not_vote_for_the_member() {
    let fixture = session();
    ok(&fixture, &format!("review attend MR-1 'Edda Holm' --for 'Dev Anand' {LETTER}"));
    ok(&fixture, "review interest MR-1 'Edda Holm' 'Sells scanners' --item d1");
    refused(&fixture, "review vote MR-1 D-1 --against 'Dev Anand' --rest", &["Dev Anand is recused in the matter"]);
    ok(&fixture, "review vote MR-1 D-1 --rest");
    let votes = ok(&fixture, "review minutes MR-1");
    assert!(votes.contains("- **Recused:** Dev Anand (by Edda Holm)\n"), "{votes}");
    ok(&fixture, "review propose MR-1 'Buy nothing' --subject other --item d2");
    ok(&fixture, "review vote MR-1 D-2 --against 'Dev Anand' --rest");
}

#[test]
fn nobody_decides_in_the_place_of_an_executive_who_is_recused() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    ok(&fixture, &format!("review attend MR-1 'Edda Holm' --for 'Iris Falk' {LETTER} --decides"));
    let line = "review decide MR-1 D-1 --top-management 'Edda Holm'";
    for recused in ["Iris Falk", "Edda Holm"] {
        let copy = fixture.copy();
        ok(&copy, &format!("review interest MR-1 '{recused}' 'Sells scanners' --item d1"));
        refused(&copy, line, &["This person, or who they stand for, is recused in the matter"]);
    }
    ok(&fixture, line);
}

#[test]
fn a_proposal_is_not_taken_from_the_item_in_which_somebody_is_recused() {
    let fixture = session();
    let noted = fixture.copy();
    ok(&noted, "review interest MR-1 'Carla Stein' 'Was there once' --item d1 --consequence noted");
    ok(&noted, "decision edit D-1 --item AG-6");
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    for item in ["''", "AG-6"] {
        refused(&fixture, &format!("decision edit D-1 --item {item}"), &["keeps its item", "DI-1 recuses somebody"]);
    }
    ok(&fixture, "decision edit D-1 --text 'Buy two scanners'");
}

#[test]
fn the_minutes_say_what_was_decided_before_an_interest_was_declared() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Ben Okafor' 'Knows the seller' --item d1 --consequence noted");
    ok(&fixture, "review vote MR-1 D-1 --rest");
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    ok(&fixture, "review interest MR-1 'Dev Anand' 'Sells them too' --item d2");
    let minutes = ok(&fixture, "review minutes MR-1");
    let late = "Sells scanners. Recused; stays in the room. Typed by Rosa Lindt, nothing of theirs is on file. Declared after \
                D-1 was decided.";
    assert!(minutes.contains(late), "{minutes}");
    assert_eq!(minutes.matches("Declared after").count(), 1, "{minutes}");
}

#[test]
fn an_interest_stands_once_something_was_decided_under_it() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    ok(&fixture, "interest add 'Owns shares in the vendor' --person 'Ben Okafor' --consequence stays");
    ok(&fixture, "interest add 'Sits on a board' --person 'Rosa Lindt' --consequence stays");
    ok(
        &fixture,
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
    );
    ok(&fixture.copy(), "interest withdraw DI-2 --reason 'He sold them'");
    ok(&fixture, "interest withdraw DI-3 --reason 'Another Rosa'");
    ok(&fixture, "review vote MR-1 D-1 --rest");
    for line in [
        "interest edit DI-1 --review ''",
        "interest edit DI-1 --review MR-2",
        "interest edit DI-1 --item ''",
        "interest edit DI-1 --consequence noted",
        "interest void DI-1 --reason 'A slip'",
    ] {
        refused(&fixture, line, &["who was recused stays so", "D-1 was decided under it"]);
    }
    for line in ["interest void DI-2 --reason 'A slip'", "interest edit DI-2 --person 'Dev Anand'"] {
        refused(&fixture, line, &["V-3 was recused under it"]);
    }
    refused(&fixture, "interest edit DI-2 --review MR-1", &["D-1 was decided under it", "V-3 was recused under it"]);
    ok(&fixture, "interest add 'Sits on a board' --person 'Rosa Lindt' --consequence stays");
    ok(&fixture, "interest edit DI-4 --what 'Sits on two boards'");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// A vote that was cast before an interest was declared was not cast under it, nor kept from being.
#[test]
fn a_recusal_of_before_was_under_no_interest_that_came_later() {
    let file = sample();
    assert!(ok(&file, "vote list ballot=recused person=P-4 --plain").starts_with("V-"), "P-4 was recused once");
    ok(&file, "--as P-4 interest add 'Owns shares in the vendor' --person P-4 --consequence stays");
    let added = ok(&file, "interest list 'what~Owns shares' --plain");
    let number = added.split(':').next().unwrap();
    ok(&file.copy(), &format!("interest void {number} --reason 'Typed twice' --as P-4"));
    ok(&file, &format!("interest edit {number} --consequence noted --as P-4"));
}

/// Everything that would take an interest out of the meeting before anybody votes.
#[test]
fn once_the_meeting_was_opened_an_interest_is_withdrawn_and_not_hidden() {
    let fixture = session();
    let early = Fixture::after(|fixture| {
        held::call(fixture);
        ok(fixture, "interest add 'Owns shares' --person 'Carla Stein' --consequence stays --review MR-1");
        ok(fixture, "interest add 'Sits on a board' --person 'Ben Okafor' --consequence stays");
    });
    // Before the meeting a slip is a slip.
    ok(&early.copy(), "interest void DI-1 --reason 'A slip'");
    ok(&early.copy(), "interest edit DI-2 --person 'Dev Anand'");
    held::sit(&early);
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    ok(&fixture, "interest add 'Sits on a board' --person 'Ben Okafor' --consequence stays");
    for file in [&fixture, &early] {
        for line in [
            "interest void DI-1 --reason 'A slip'",
            "interest void DI-2 --reason 'A slip'",
            "interest edit DI-1 --consequence noted",
            "interest edit DI-2 --consequence noted",
            "interest edit DI-1 --person 'Dev Anand'",
            "interest edit DI-2 --person 'Dev Anand'",
            "interest edit DI-1 --review ''",
            "interest edit DI-1 --item AG-6",
            "interest edit DI-2 --item AG-6",
        ] {
            refused(file, line, &["stays in the minutes", "MR-1 was opened: use “withdraw” instead"]);
        }
        // It may weigh more than was said.
        ok(&file.copy(), "interest edit DI-1 --consequence leaves");
    }
    refused(&fixture, "undo --yes", &["MR-1 was opened"]);
}

#[test]
fn a_withdrawn_interest_stays_in_the_minutes_with_reason_day_and_name() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    ok(&fixture, "interest add 'Sits on a board' --person 'Ben Okafor' --consequence stays");
    let kept = fixture.copy();
    refused_with(&fixture, 2, "interest withdraw DI-1", &["--reason"]);
    refused(&fixture, "interest withdraw DI-1 --reason 'n/a'", &["gives no reason"]);
    ok(&fixture, "interest withdraw DI-1 --reason 'It was her sister.' --as 'Iris Falk'");
    ok(&fixture, "interest withdraw DI-2 --reason 'He left it in May'");
    for line in ["interest void DI-1 --reason 'A slip'", "interest edit DI-1 --what 'Nothing'", "undo"] {
        refused(&fixture, line, &[]);
    }
    // Whoever is recused no longer votes as any other.
    let votes = "review vote MR-1 D-1 --against 'Carla Stein' --rest";
    refused(&kept, votes, &["Carla Stein is recused in the matter"]);
    ok(&fixture, votes);
    let minutes = ok(&fixture, "review minutes MR-1");
    for told in [
        "Sells scanners. Recused; stays in the room. Typed by Rosa Lindt, nothing of theirs is on file. Withdrawn on 23 November 2026 09:00 by Iris Falk: It was her sister.",
        "Sits on a board. Recused; stays in the room, standing. Typed by Rosa Lindt, nothing of theirs is on file. Withdrawn on 23 November 2026 09:00 by Rosa Lindt: He left it in May.",
    ] {
        assert!(minutes.contains(told), "{told}: {minutes}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_a_decision_was_taken_under_can_still_be_withdrawn_and_the_decision_stands() {
    let fixture = session();
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Sells scanners' --item d1");
    ok(&fixture, "review vote MR-1 D-1 --rest");
    ok(&fixture, "interest withdraw DI-1 --reason 'Sold the shop at noon'");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("- **Recused:** Carla Stein\n") && minutes.contains("Sold the shop at noon"), "{minutes}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
