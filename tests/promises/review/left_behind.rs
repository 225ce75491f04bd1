//! A meeting that is left behind while another one is prepared and held: what was said in it stands on the papers of the next,
//! and what was changed is counted from the last review that has minutes.

use super::held::{self, script};
use super::tools::{flat, has, ok, refused};
use crate::fixture::Fixture;
use crate::gates::clock::days;

const NEXT: &str = "review call --date 2027-03-01 --period-start 2026-11-28 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// A second review in session, which judges and decides something that not everybody likes. Before it, something was put off.
fn begun() -> Fixture {
    Fixture::after(|file| {
        held::seal(file);
        days(file, 1);
        script(
            file,
            "
            action add 'Test the score' --owner 'Ben Okafor' --due 2026-12-04 --priority critical
            review call --date 2026-11-26 --period-start 2026-11-24 --period-end 2026-11-25 --chair 'Iris Falk' --secretary 'Rosa Lindt'
            ",
        );
        days(file, 2);
        ok(file, "action edit A-2 --due 2027-06-01 --reason 'No time' --agreed-by 'Dev Anand' --agreed-how message");
        days(file, 3);
        script(
            file,
            "
            review circulate MR-2
            review open MR-2
            review attend MR-2 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'
            review item MR-2 d1
            review propose MR-2 'Let the score go on' --subject change
            review vote MR-2 D-3 --against 'Ben Okafor' --rest
            review propose MR-2 'Ask the works council' --subject other
            review note MR-2 'The score harms people.'
            review park MR-2 'Insurance of chat'
            review item MR-2 --discussed 'Nobody was at ease'
            review judge MR-2 effectiveness no 'Fraud passed the limit'
            ",
        );
    })
}

fn pages(file: &Fixture, review: &str) -> [String; 2] {
    [format!("review pack {review}"), format!("review minutes {review}")].map(|page| flat(&ok(file, &page)))
}

const SAID: [&str; 6] = [
    "Judged of effectiveness: no. Fraud passed the limit.",
    "Decided: D-3 Let the score go on: carried 3–1–0; against: Ben Okafor.",
    "Proposed: D-4 Ask the works council: proposed, not decided.",
    "Noted: “The score harms people.”.",
    "Set aside for later: “Insurance of chat”.",
    "Nobody was at ease.",
];

#[test]
fn a_review_that_is_adjourned_for_good_is_told_by_the_next_with_all_that_was_said_in_it() {
    let file = begun();
    let check = |file: &Fixture| file.run(&["check", "--only", "9.3"]).out;
    days(&file, 4);
    has(&check(&file), &["MR-2 is in session, and was neither adjourned nor concluded"]);
    script(&file, NEXT);
    for page in pages(&file, "MR-3") {
        has(&page, &["MR-2 Management review November 2026, opened on 26 November 2026, was neither adjourned nor"]);
        has(&page, &SAID);
    }
    ok(&file, "review adjourn MR-2");
    has(&check(&file), &["MR-2 is adjourned, and was not gone on with"]);
    for page in pages(&file, "MR-3") {
        has(&page, &["was adjourned on 27 November 2026, and not concluded since.", "since MR-1", "now 2027-06-01"]);
        has(&page, &SAID);
    }
    // What is worded otherwise once nobody sits there any more is told with what was said.
    ok(&file, "agenda-item edit AG-15 --outcome 'All is fine'");
    ok(&file, "note edit N-5 --text 'All is fine'");
    for page in pages(&file, "MR-3") {
        let ended = "when the meeting ended";
        has(
            &page,
            &[
                &format!("All is fine; {ended}: “Nobody was at ease”."),
                &format!("“All is fine”; {ended}: “The score harms people”."),
            ],
        );
    }
    // It is no predecessor of itself, and one that is only called is none either.
    let minutes = flat(&ok(&file, "review minutes MR-2"));
    assert!(!minutes.contains("Left behind"), "{minutes}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// The second review considers the rest, and is concluded.
fn conclude(file: &Fixture) {
    for item in ["opening", "a", "b", "c", "d2", "d3", "e", "resources", "conclusion"] {
        ok(file, &format!("review item MR-2 {item}"));
        if item != "conclusion" {
            ok(file, "review item MR-2 --noted 'Nothing to decide'");
        }
    }
    script(
        file,
        "
        review judge MR-2 suitability yes 'It fits'
        review judge MR-2 adequacy no 'Validators are few'
        decision withdraw D-4 --reason 'Nobody wants it'
        review edit MR-2 --next-review 2027-05-20 --no-improvements 'None is known'
        review conclude MR-2
        ",
    );
}

#[test]
fn what_a_review_without_minutes_would_have_told_is_told_by_the_next() {
    let file = begun();
    conclude(&file);
    days(&file, 4);
    script(&file, NEXT);
    for page in pages(&file, "MR-3") {
        has(
            &page,
            &["was concluded on 26 November 2026, and no minutes of it were circulated.", SAID[0], SAID[1], SAID[4]],
        );
        // What came between the two is told from before the one that has none.
        has(&page, &["What looks better since MR-1", "now 2027-06-01"]);
    }
    has(&pages(&file, "MR-3")[0], &["**Counted as new:** 24 November 2026 to"]);
    ok(&file, "review minutes MR-2 --circulate");
    for page in pages(&file, "MR-3") {
        has(&page, &["Minutes not approved: MR-2", "Nothing looks better since MR-2"]);
        // What those say is told here as long as nobody approved it.
        has(&page, &[SAID[0], "Looked better:", "now 2027-06-01"]);
    }
    script(
        &file,
        "
        review approve MR-2 --for chair --how meeting
        review approve MR-2 --for secretary --how signature
        ",
    );
    let is_told = |page: &String| page.contains("Minutes not approved") || page.contains(SAID[0]);
    assert!(!pages(&file, "MR-3").iter().any(is_told));
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// A meeting that began and ended while a review was held is told by the one after it.
#[test]
fn a_meeting_that_ended_while_a_review_was_held_is_told_by_the_next() {
    let file = begun();
    script(
        &file,
        "
        review call --type extraordinary --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        review open MR-3
        review attend MR-3 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'
        review item MR-3 opening
        review item MR-3 --discussed
        review item MR-3 arising
        review item MR-3 --noted 'Nothing arises'
        review item MR-3 3
        review propose MR-3 'Pause claims chat' --subject other
        review decide MR-3 D-5
        review item MR-3 --discussed
        review conclude MR-3
        ",
    );
    conclude(&file);
    ok(&file, "review minutes MR-2 --circulate");
    assert!(!pages(&file, "MR-2").iter().any(|page| page.contains("Left behind")));
    script(&file, NEXT);
    for page in pages(&file, "MR-4") {
        has(&page, &["Left behind: MR-3", "Decided: D-5 Pause claims chat: nobody objected.", "since MR-2"]);
    }
}

/// What was said and judged in a meeting, and who was there, is of no other one.
#[test]
fn what_was_said_in_a_meeting_is_moved_to_no_other() {
    let file = begun();
    script(&file, NEXT);
    for line in ["conclusion edit VD-4", "note edit N-5"] {
        refused(&file, &format!("{line} --review MR-3"), &["MR-2 was opened: void it there, with the reason"]);
    }
    // Once something is decided, nothing else is said of who was there either.
    let file = Fixture::after(held::open);
    script(&file, NEXT);
    refused(&file, "attendance edit AT-1 --review MR-2", &["MR-1 was opened: void it there, with the reason"]);
}
