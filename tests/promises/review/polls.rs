//! Votes by count and by name, mandates, and who declares what.

use gavel::domain::value::Value;
use gavel::domain::vote;
use gavel::store::list::Query;

use super::held;
use super::tools::{ok, refused, refused_with, value};
use crate::fixture::{Fixture, text};
use crate::screen::desk::Desk;

/// A review in session with four of five members there, which counts; D-1 is proposed under d1.
fn counts(settings: &str) -> Fixture {
    let fixture = held::open_by(&format!("--voting count {settings}"));
    held::script(&fixture, "review item MR-1 d1\nreview propose MR-1 'Buy a scanner' --subject other");
    fixture
}

fn state(fixture: &Fixture) -> Option<Value> {
    value(fixture, "D-1", "state")
}

#[test]
fn the_chair_declares_a_count_and_who_asks_for_it_is_named() {
    let fixture = counts("");
    let minutes = |fixture: &Fixture| ok(fixture, "review minutes MR-1");
    let counted = fixture.copy();
    ok(&counted, "review vote MR-1 D-1 --count 2-1-1 --against 'Ben Okafor'");
    let words = "2 for, 1 against, 1 abstaining; 2 of the 3 votes cast are for; 2 are needed: carried";
    assert_eq!(value(&counted, "D-1", "count"), Some(text(words)));
    let told = minutes(&counted);
    for line in [
        "- **Voted:** By count\n",
        &format!("- **Votes:** {words}\n"),
        "- **Declared:** The count, by Iris Falk\n",
        "- **Against, by name on request:** Ben Okafor\n",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert!(!told.contains("Abstaining, by name"), "nobody else asked to be named:\n{told}");
    assert_eq!(counted.verify(), Vec::<String>::new());
    // The rest in favour is the chair's to declare, and counted for those who said nothing.
    let rest = fixture.copy();
    refused_with(
        &rest,
        2,
        "review vote MR-1 D-1 --against 'Ben Okafor'",
        &["Still to say: Rosa Lindt, Iris Falk, Carla Stein"],
    );
    ok(&rest, "review vote MR-1 D-1 --against 'Ben Okafor' --rest");
    let words = "3 for, 1 against, 0 abstaining; 3 of the 4 votes cast are for; 3 are needed: carried";
    assert_eq!(value(&rest, "D-1", "count"), Some(text(words)));
    // By name the declaration stands beside each of them.
    let name = fixture.copy();
    ok(&name, "review vote MR-1 D-1 --by-name --against 'Ben Okafor' --for 'Rosa Lindt' --rest");
    let told = minutes(&name);
    let line = "- **For:** Rosa Lindt, Iris Falk (as declared by the chair), Carla Stein (as declared by the chair)\n";
    assert!(told.contains(line) && told.contains("- **Declared:** The rest in favour, by Iris Falk\n"), "{told}");
    ok(&fixture, "review vote MR-1 D-1 --count 0-4");
    let words = "0 for, 4 against, 0 abstaining; none of the 4 votes cast is for; 3 are needed: not carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(words)));
}

#[test]
fn a_count_of_more_than_can_vote_is_refused_with_the_arithmetic() {
    let fixture = counts("");
    ok(&fixture, "review interest MR-1 'Carla Stein' 'Owns shares in the vendor'");
    let told = "2 for, 1 against and 1 abstaining are 4, and 3 can vote: 4 voting members present, 1 of them recused";
    refused(&fixture, "review vote MR-1 D-1 --count 2-1-1", &[told]);
    refused(
        &fixture,
        "review vote MR-1 D-1 --count 3-0 --against 'Ben Okafor'",
        &["1 is named against, and 0 counted"],
    );
    refused(
        &fixture,
        "review vote MR-1 D-1 --count 3-0 --against 'Carla Stein'",
        &["Carla Stein is recused in the matter"],
    );
    refused(
        &fixture,
        "review vote MR-1 D-1 --count 3-0 --declared-by 'Rosa Lindt'",
        &["Iris Falk is in the chair, and declares it"],
    );
    refused_with(&fixture, 2, "review vote MR-1 D-1 --count many", &["“many” is no count", "6-1-2"]);
    let name = held::open_by("--voting name");
    ok(&name, "review propose MR-1 'Buy a scanner' --subject other");
    refused(&name, "review vote MR-1 D-1 --count 4-0-0", &["This committee votes by name"]);
    // Where the chair has left, whoever records declares it, or somebody who is named.
    ok(&fixture, "review leave MR-1 'Iris Falk'");
    let left = fixture.copy();
    ok(&left, "review vote MR-1 D-1 --count 2-0");
    assert!(ok(&left, "review minutes MR-1").contains("- **Declared:** The count, by Rosa Lindt\n"));
    refused(
        &fixture,
        "review vote MR-1 D-1 --count 2-0 --declared-by 'Dev Anand'",
        &["Dev Anand is not there to declare it"],
    );
    ok(&fixture, "review vote MR-1 D-1 --count 1-0 --declared-by 'Ben Okafor'");
    let words =
        "1 for, 0 against, 0 abstaining, 1 recused, 1 said nothing; the one vote cast is for; 1 is needed: carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(words)));
}

#[test]
fn one_member_holds_as_many_mandates_as_the_committee_lets_them() {
    let attend = |who: &str, member: &str| {
        format!("review attend MR-1 '{who}' --for '{member}' --mandate 'Letter of 20 November'")
    };
    let one = counts("");
    ok(&one, "review leave MR-1 'Carla Stein' 'Ben Okafor'");
    refused(&one, &attend("Rosa Lindt", "Dev Anand"), &["A voting member can't also vote for another"]);
    // A guest who is there takes a mandate beside that.
    ok(&one, &attend("Edda Holm", "Dev Anand"));
    let told = "This person holds one mandate already (AT-7), the most that one may hold";
    refused(&one, &attend("Edda Holm", "Carla Stein"), &[told]);
    let two = counts("--members-hold yes --most-mandates 2");
    ok(&two, "review leave MR-1 'Carla Stein' 'Ben Okafor'");
    assert!(ok(&two, &attend("Rosa Lindt", "Dev Anand")).contains("3 of 5 voting members present"));
    assert!(ok(&two, &attend("Rosa Lindt", "Carla Stein")).contains("4 of 5 voting members present"));
    let told = "holds 2 mandates already (AT-7, AT-8)";
    refused(&two, &attend("Rosa Lindt", "Ben Okafor"), &[told]);
    // What the committee has since is for later meetings, and the line itself is not made another's.
    ok(&two, "organisation edit --most-mandates 5");
    refused(&two, &attend("Rosa Lindt", "Ben Okafor"), &[told]);
    let mut desk = Desk::new(&two);
    desk.press("2 r").sees("Voting member, secretary").sees("through Rosa Lindt");
    desk.press("Esc s").text("delegate stands").press("Enter").sees("A delegate stands in");
    desk.text("rosa")
        .press("Tab")
        .text("ben")
        .press("Tab")
        .text("Letter of today")
        .press("Ctrl-S")
        .sees("holds 2 mandates");
    ok(&two, "review vote MR-1 D-1 --by-name --against 'Carla Stein' --abstaining 'Dev Anand' --rest");
    let minutes = ok(&two, "review minutes MR-1");
    assert!(minutes.contains("- **Against:** Carla Stein (by Rosa Lindt)\n"), "{minutes}");
    // What ends is the mandate, or whoever holds it goes with all of them.
    let mandate = two.copy();
    refused_with(&mandate, 2, "review leave MR-1 'Rosa Lindt' --for 'Ben Okafor'", &["does not stand for Ben Okafor"]);
    assert!(ok(&mandate, "review leave MR-1 'Rosa Lindt' --for 'Dev Anand'").contains("3 of 5 voting members present"));
    ok(&mandate, "review attend MR-1 'Dev Anand'");
    assert!(ok(&two, "review leave MR-1 'Rosa Lindt'").contains("1 of 5 voting members present"));
    for fixture in [&one, &two, &mandate] {
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
}

#[test]
fn a_vote_with_one_against_takes_four_keys() {
    let fixture = counts("");
    let named = fixture.copy();
    let mut desk = Desk::new(&fixture);
    desk.press("2").sees("Buy a scanner").press("v").sees("Motion D-1").sees("4 still to say");
    desk.press("a A").sees("WOULD BE CARRIED   3 – 1 – 0").press("Enter");
    assert_eq!(state(&fixture), Some(Value::Choice("carried")));
    let named_votes = fixture.store().view().count(&Query::new(&vote::REGISTER)).unwrap();
    assert_eq!(named_votes, 0, "nobody is named");
    // With a name, which is Ben's: the chair is the first of the members.
    let mut desk = Desk::new(&named);
    desk.press("2 v s Down Down Down Down a").sees("✖ Ben Okafor").sees("2 still to say").press("Enter");
    desk.sees("2 have said nothing").press("Enter");
    let words =
        "0 for, 1 against, 1 abstaining, 2 said nothing; the one vote cast is not for; 1 is needed: not carried";
    assert_eq!(value(&named, "D-1", "count"), Some(text(words)));
}

#[test]
fn a_tie_is_put_to_the_chair_at_once_and_left_open_by_escape() {
    let fixture = counts("--tie-rule casting");
    let mut desk = Desk::new(&fixture);
    desk.press("2 v a a A").sees("A TIE   2 – 2 – 0").press("Enter").sees("What does the chair say?").press("Esc");
    assert_eq!(state(&fixture), Some(Value::Choice("put")));
    // It is put right freely, and put to the chair again.
    desk.press("v")
        .sees("A TIE   2 – 2 – 0")
        .press("-")
        .sees("1 still to say")
        .press("A")
        .sees("A TIE   2 – 2 – 0")
        .press("Esc y");
    desk.press("c").sees("What does the chair say?").press("f");
    assert_eq!(state(&fixture), Some(Value::Choice("carried")));
    let words = "2 for, 2 against, 0 abstaining; 2 of the 4 votes cast are for; 3 are needed; a tie, the chair's casting vote \
                 is for it, 3 of 5: carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(words)));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
