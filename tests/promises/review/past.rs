//! A meeting that is over deals with nothing more: whatever it would still have to deal with is refused, by whichever way it
//! comes, and the minutes go out only as they can be approved.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, commit, ok, refused, step};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// A concluded review, before any minutes.
fn concluded() -> Fixture {
    Fixture::after(|fixture| {
        held::judge(fixture);
        held::script(
            fixture,
            "
            review propose MR-1 'A thought' --subject other
            decision withdraw D-3 --reason 'Not ripe'
            review propose MR-1 'For later' --subject other
            decision defer D-4 --reason 'Next time'
            review add Spring --date 2027-03-20
            review propose MR-2 'Buy a scanner' --subject other
            review agenda MR-2 --add 'A visit of the supervisor'
            review propose MR-1 'Typed twice' --subject other
            decision void D-6 --reason 'Typed twice'
            review conclude MR-1
            ",
        );
    })
}

#[test]
fn nothing_is_proposed_to_a_meeting_that_is_over() {
    let fixture = concluded();
    let late = "MR-1 is concluded, so that nothing can be dealt with in it any more: bring it to the next meeting";
    for line in [
        "review propose MR-1 'Too late'",
        "decision add 'Too late' --review MR-1",
        "review word-anew MR-1 D-1 'Other words'",
        "review agenda MR-1 --add 'Too late'",
        "agenda-item edit AG-11 --review MR-1",
        "decision edit D-5 --review MR-1",
        "decision resume D-4",
        "decision unvoid D-6",
    ] {
        refused(&fixture, line, &[late]);
    }
    // What is over is corrected, and noted, as before.
    ok(&fixture, "review respell MR-1 D-1 'Pause releases without a bias report.'");
    ok(&fixture, "review correct MR-1 D-1 --abstaining 'Ben Okafor' --how meeting --reason 'Heard wrongly'");
    ok(&fixture, "review note MR-1 'The hall was cold'");
    let mut desk = Desk::new(&fixture);
    desk.press("2")
        .sees("concluded")
        .sees_not("d decide")
        .press("d")
        .sees("The meeting is over (concluded): propose it to the next one");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Only what can be approved goes out: each approval would be refused for the same.
#[test]
fn minutes_go_out_only_as_they_can_be_approved() {
    let fixture = concluded();
    ok(&fixture, "review act MR-1 'Ask the council' --from D-1");
    let lacks = "A-2 Ask the council lacks an owner and a day";
    refused(&fixture, "review minutes MR-1 --circulate", &[lacks]);
    ok(&fixture, "action edit A-2 --owner 'Ben Okafor' --due 2026-12-04");
    let back = fixture.copy();
    let given = [("taken_back_by", "Iris Falk"), ("taken_back_with", "Rosa Lindt")];
    let id = |name: &str| {
        let people = back.store().view().every(&gavel::domain::person::REGISTER).unwrap();
        people.into_iter().find(|one| one.title() == name).unwrap().id
    };
    let mut given = given.map(|(field, name)| (field, Value::Link(id(name)))).to_vec();
    given.push(("taken_back_how", Value::Choice("meeting")));
    given.push(("taken_back_on", Value::Date("2026-11-23".parse().unwrap())));
    commit(&back, [step(&called(&back, "D-1"), "take_back", &given)]).unwrap();
    refused(&back, "review minutes MR-1 --circulate", &["D-1 is only put to the meeting: withdraw or defer it"]);
    ok(&fixture, "review minutes MR-1 --circulate");
}
