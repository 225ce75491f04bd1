//! A quorum is of the committee's seats, whoever was called; and a review that one or two hold by themselves is none of the
//! organisation's.

use super::held::{self, script};
use super::tools::{called, ok, refused};
use crate::fixture::Fixture;

/// A review to which two of five are called, without a pack: nothing but its conclusion is left.
fn of_two(fixture: &Fixture) {
    held::committee(fixture);
    script(
        fixture,
        "
        obligation add 'Hold the review' --type review --every-months 12 --next-due 2026-12-20
        review call --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt' --members 'Iris Falk,Rosa Lindt'
        review open MR-1
        review attend MR-1 --all
        review item MR-1 opening
        review item MR-1 --noted 'There are no earlier minutes'
        review propose MR-1 'Take claims chat into the scope' --subject scope
        review vote MR-1 D-1 --for 'Iris Falk,Rosa Lindt'
        ",
    );
    for input in ["a", "b", "c", "d1", "d2", "d3", "e", "resources"] {
        script(fixture, &format!("review item MR-1 {input}\nreview item MR-1 --noted 'Nothing to decide'"));
    }
    script(
        fixture,
        "
        review item MR-1 conclusion
        review judge MR-1 suitability yes 'It fits the strategy'
        review judge MR-1 adequacy yes 'It is enough'
        review judge MR-1 effectiveness yes 'Incidents fell by a third'
        review edit MR-1 --next-review 2027-05-20 --no-improvements 'None is needed now'
        ",
    );
}

#[test]
fn a_quorum_is_counted_of_the_seats_of_the_committee() {
    let fixture = Fixture::after(of_two);
    let told = ok(&fixture, "decision show D-1");
    assert!(told.contains("Provisional") || told.contains("provisional"), "{told}");
    assert!(told.contains("2 of 5 voting members present, 3 needed; 2 were called to it"), "{told}");
    // Who is called is told before, too.
    let fixture = Fixture::after(held::committee);
    let call = "review call --date 2026-11-30 --chair 'Iris Falk' --secretary 'Rosa Lindt' --members";
    ok(&fixture, &format!("{call} 'Iris Falk,Rosa Lindt'"));
    let run = fixture.run(&held::words("review readiness MR-1"));
    assert!(run.out.contains("3 of 5 voting members are needed and 2 are named"), "{}", run.out);
}

#[test]
fn a_seat_that_ends_while_the_meeting_goes_on_makes_no_quorum() {
    let fixture = Fixture::after(held::open);
    script(
        &fixture,
        "
        review leave MR-1 'Ben Okafor'
        review leave MR-1 'Carla Stein'
        person edit 'Dev Anand' --active no --last-day 2026-11-22 --as 'Iris Falk'
        person edit 'Carla Stein' --term-end 2026-11-22 --as 'Iris Falk'
        review item MR-1 a
        review propose MR-1 'Pause releases' --subject improvement
        review vote MR-1 D-1 --for 'Iris Falk,Rosa Lindt'
        ",
    );
    let told = ok(&fixture, "decision show D-1");
    assert!(told.contains("2 of 5 voting members present, 3 needed"), "{told}");
}

#[test]
fn a_review_without_the_committee_or_a_pack_counts_as_none_and_settles_nothing() {
    let fixture = Fixture::after(of_two);
    let told = ok(&fixture, "review conclude MR-1");
    let why = "2 of 5 voting members of the committee took part, and 3 are a quorum; No pack was circulated or tabled";
    assert!(told.contains("does not count as the management review") && told.contains(why), "{told}");
    assert_eq!(called(&fixture, "OB-1").get("settled_by"), None);
    refused(&fixture, "obligation done OB-1 --evidence 'It was held'", &["concluded and counts", "none"]);
    let run = fixture.run(&held::words("check --only 9.3.1"));
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("No management review was held yet that counts: MR-1"), "{}", run.out);
    assert!(ok(&fixture, "review minutes MR-1").contains("This does not count as the management review"));
    assert!(ok(&fixture, "today --days 60").contains("Management review due by 20 December 2026, and none is called"));
    // What came before it is laid before the next one.
    ok(&fixture, "review call --date 2026-12-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    assert_eq!(called(&fixture, "MR-2").get("previous"), None);
    // One that is held as it should be counts.
    let fixture = Fixture::after(held::conclude);
    assert_eq!(called(&fixture, "MR-1").get("lacked"), None);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
