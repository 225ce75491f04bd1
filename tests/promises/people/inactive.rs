//! Whoever takes part no more does nothing from then on; a term that is over ends seat, vote and quorum, and nothing else.

use crate::fixture::Fixture;
use crate::review::held::{self, script};
use crate::review::tools::{ok, refused, refused_with};
use crate::sample::sample;

fn session() -> Fixture {
    Fixture::after(held::open)
}

#[test]
fn whoever_left_neither_owns_nor_attests_nor_acts() {
    let file = sample();
    ok(&file, "person edit P-12 --active no");
    let told = ["Maeve Adelakun took part until 2026-11-22, and this is of 2026-11-23"];
    for line in [
        "action add 'Read the log' --owner P-12",
        "action edit A-55 --owner P-12",
        "action confirm A-44 --confirmed-how message --confirmed-by P-12",
        "nonconformity verify NC-8 --verified-how message --verified-by P-12",
        "nonconformity extend NC-10 --due 2027-02-01 --extended-how message --reason 'Late' --extended-by P-12",
        "risk edit R-1 --owner P-12",
        "audit add 'Another' --type internal --team P-12",
        "review edit MR-3 --guests P-12",
        "document-version add 9.9 --document DOC-1 --author P-12",
    ] {
        refused(&file, line, &told);
    }
    refused(&file, "note add 'Seen' --about A-44 --as P-12", &["Maeve Adelakun is inactive: somebody else must do it"]);
    // What they did while they took part is recorded still, for that day.
    ok(&file, "action confirm A-44 --confirmed-how message --confirmed-by P-12 --confirmed-on 2026-11-20");
    ok(&file, "person edit P-12 --active yes");
    ok(&file, "action edit A-55 --owner P-12");
}

#[test]
fn whoever_sits_at_the_terminal_takes_part_too_and_nobody_ends_their_own() {
    let file = sample();
    refused(&file, "person edit P-1 --active no", &["It is the person who acts"]);
    refused(&file, "person edit P-1 --active no --as P-2", &["It is the person who acts"]);
    ok(&file, "person edit P-7 --active no --last-day 2026-11-20");
    file.become_user("ovardy");
    refused(&file, "note add 'Seen' --about A-44 --as P-2", &["Oluwaseun Vardy is inactive"]);
}

#[test]
fn nobody_makes_themselves_top_management() {
    let file = sample();
    for line in
        ["person edit P-7 --top-management yes", "person edit P-7 --role Director", "person edit P-10 --voting yes"]
    {
        let who = line.split(' ').nth(2).unwrap();
        refused(&file, &format!("{line} --as {who}"), &["is for somebody else to set"]);
    }
    file.become_user("ovardy");
    refused(&file, "person edit P-7 --top-management yes --as P-2", &["is for somebody else to set"]);
    // Who is alone in a file begins it.
    let alone = Fixture::new();
    ok(&alone, "person edit P-1 --top-management yes --role 'Managing director'");
    ok(&alone, "person add 'Iris Falk' --active yes");
    refused(&alone, "person edit P-1 --top-management no", &["is for somebody else to set, such as Iris Falk"]);
}

#[test]
fn whoever_begins_a_file_is_marked_until_anybody_was() {
    let told = Fixture::empty();
    told.ok(&[
        "init",
        "--organisation",
        "Aldgate",
        "--name",
        "Rosa Lindt",
        "--time-zone",
        "Europe/London",
        "--top-management",
    ]);
    assert!(ok(&told, "person show P-1").contains("Top management"));
    let file = Fixture::new();
    ok(&file, "person add 'Iris Falk' --active yes");
    ok(&file.copy(), "person edit P-1 --top-management yes");
    // Once anybody was, it is for others.
    script(&file, "person edit P-2 --top-management yes\nperson add 'Dev Anand' --active yes --top-management yes");
    ok(&file, "person edit P-2 --top-management no --as P-3");
    ok(&file, "person void P-3 --reason 'A slip'");
    refused(&file, "person edit P-1 --top-management yes", &["such as Iris Falk, at their own terminal"]);
}

#[test]
fn me_is_asked_for_where_somebody_types_in_anothers_name() {
    let file = sample();
    let told = file.fails(2, &["person", "edit", "me", "--address", "x@y.example", "--as", "P-2"]);
    assert!(told.contains("“me” could be P-2 Eamon Castellane, who acts, or P-1 Noor Halvorsen, who types"), "{told}");
    ok(&file, "person edit me --address noor@aldermoor.example");
    ok(&file, "person edit me --address noor@aldermoor.example --as P-1");
    file.become_user("stranger");
    ok(&file, "action add 'Look' --owner me --as P-2");
}

#[test]
fn who_has_no_seat_is_on_no_roll_and_counts_to_no_quorum() {
    let file = sample();
    script(
        &file,
        "person edit P-9 --active no --term-end 2026-11-22\nreview circulate MR-3\nreview open MR-3 --notice-agreed 'All wrote that it suits them'",
    );
    let readiness = file.run(&["review", "readiness", "MR-3"]).out;
    assert!(readiness.contains("Tomasz Quillfeather took part until 2026-11-22"), "{readiness}");
    refused(&file, "review attend MR-3 P-9", &["Tomasz Quillfeather took part until 2026-11-22"]);
    let told = ok(&file, "review attend MR-3 --all");
    assert!(told.contains("Not present: Tomasz Quillfeather took part until 2026-11-22"), "{told}");
    assert!(told.contains("Quorum: 8 of 8 voting members present"), "{told}");
}

#[test]
fn a_term_that_is_over_ends_the_seat_and_nothing_else() {
    let file = sample();
    script(
        &file,
        "person edit P-9 --term-end 2026-11-22\nreview circulate MR-3\nreview open MR-3 --notice-agreed 'All wrote that it suits them'",
    );
    let readiness = file.run(&["review", "readiness", "MR-3"]).out;
    assert!(readiness.contains("The term of Tomasz Quillfeather ended on 2026-11-22: no seat"), "{readiness}");
    let told = ok(&file, "review attend MR-3 --all");
    assert!(told.contains("The term of Tomasz Quillfeather ended on 2026-11-22"), "{told}");
    assert!(told.contains("Quorum: 8 of 8"), "{told}");
    // As a guest, as an owner, as somebody who confirms.
    let told = ok(&file, "review attend MR-3 P-9");
    assert!(told.contains("guest") || told.contains("Guest"), "{told}");
    assert!(told.contains("8 of 8"), "{told}");
    ok(&file, "action edit A-55 --owner P-9");
    ok(&file, "action confirm A-44 --confirmed-how message --confirmed-by P-9");
}

#[test]
fn a_seat_that_ends_during_the_meeting_is_lost_at_once_and_makes_no_quorum() {
    let file = session();
    assert!(ok(&file, "review attend MR-1").contains("4 of 5 voting members present"));
    ok(&file, "person edit 'Carla Stein' --term-end 2026-11-22");
    assert!(ok(&file, "review attend MR-1").contains("3 of 5 voting members present, 3 needed"));
    ok(&file, "review propose MR-1 'Buy a scanner' --subject other");
    refused_with(
        &file,
        2,
        "review vote MR-1 D-1 --against 'Carla Stein' --rest",
        &["Carla Stein is no voting member who is there"],
    );
}

#[test]
fn what_was_concluded_keeps_the_seats_of_its_day() {
    let file = Fixture::after(held::seal);
    let before = ok(&file, "review attend MR-1");
    ok(&file, "person edit 'Carla Stein' --active no --last-day 2026-11-23");
    assert_eq!(ok(&file, "review attend MR-1"), before);
    assert!(ok(&file, "review verify MR-1").contains("MR-1 holds"));
}
