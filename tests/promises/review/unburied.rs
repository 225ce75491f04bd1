//! Nothing is buried: not what weighs in a batch, not what was there before under a flood, not who recorded something under a day
//! that somebody moves.

use gavel::domain::nonconformity::State;
use serde_json::Value as Told;

use super::held::{self, script};
use super::tools::{flat, has, import, ok, refused};
use crate::closure::walk::{Case, Round};
use crate::fixture::Fixture;
use crate::gates::clock::days;

const CALL: &str = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// After a first review and what was recorded on the day after it, with somebody else at the terminal.
fn begun(lines: &str) -> Fixture {
    let file = Fixture::after(held::conclude);
    days(&file, 1);
    script(&file, "person edit P-3 --os-user ben");
    script(&file, lines);
    days(&file, 2);
    ok(&file, CALL);
    file.become_user("ben");
    file
}

/// The words of both pages of a review, as its secretary reads them.
fn pages(file: &Fixture) -> [String; 2] {
    file.become_user("rosa");
    ["review pack MR-2", "review minutes MR-2"].map(|page| flat(&ok(file, page)))
}

#[test]
fn what_weighs_is_told_by_name_from_any_batch() {
    let file = begun("");
    let grave =
        |one: usize| if one == 40 { ("Chat told customers to stop paying", "critical") } else { ("Slow", "low") };
    let incident = |one: usize| format!("{} {one},incident,{},2026-11-24", grave(one).0, grave(one).1);
    import(&file, "incident", "Incident,Type,Severity,Occurred on", 60, &incident);
    ok(&file, "undo --yes");
    let cases = |one: usize| format!("Case {one},{},incident,Ben Okafor", if one == 7 { "major" } else { "minor" });
    import(&file, "nonconformity", "Nonconformity,Grade,Source,Owner", 60, &cases);
    let all: Vec<_> = (1..=60).map(|one| format!("NC-{one}")).collect();
    ok(&file, &format!("nonconformity void {} --reason 'Typed twice'", all.join(" ")));
    let pages = pages(&file);
    for page in &pages {
        has(page, &["Chat told customers to stop paying 40", "taken back by an undo", "NC-7"]);
    }
    assert!(!pages[1].contains("Slow 41"), "what does not weigh is a slip: {}", pages[1]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// One's own work is cut under one's own flood; what was there before is not, and what is alike is one line.
#[test]
fn no_flood_pushes_out_what_was_there_before() {
    let file = begun(
        "
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Ben Okafor'
        action add 'Ask the authority' --owner 'Ben Okafor' --due 2026-12-04 --details 'Before the release'
        ",
    );
    ok(&file, "kpi edit K-1 --purpose 'Nothing'");
    ok(&file, "action edit A-2 --details 'Some day'");
    // Each with another day, so that no two are alike; and then many that are.
    let own = |one: usize| format!("Order {one},Ben Okafor,2027-{:02}-{:02},low", one / 28 % 12 + 1, one % 28 + 1);
    import(&file, "action", "What,Owner,Due date,Priority", 343, &own);
    for first in (3..346).step_by(49) {
        let some: Vec<_> = (first..first + 49).map(|one| format!("A-{one}")).collect();
        ok(&file, &format!("action edit {} --due 2027-12-30", some.join(" ")));
    }
    file.become_user("rosa");
    let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --json")).unwrap();
    let rows = told["others"].as_array().unwrap();
    let of = |number: &str| rows.iter().filter(|row| row["number"] == number).collect::<Vec<_>>();
    assert_eq!(of("K-1")[0]["change"], "Purpose: Nothing", "{told}");
    assert_eq!(of("A-2")[0]["change"], "Details Before the release → Some day", "{told}");
    assert!(ok(&file, "review changes MR-2").contains("This is cut: "), "one's own orders are");
    file.become_user("ben");
    for first in (3..346).step_by(49) {
        let some: Vec<_> = (first..first + 49).map(|one| format!("A-{one}")).collect();
        ok(&file, &format!("action edit {} --details 'For the office' --reason 'Said where'", some.join(" ")));
    }
    file.become_user("rosa");
    let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --all --json")).unwrap();
    assert!(told["others"].as_array().unwrap().len() > 600, "each by itself where all are asked for");
}

/// What is done to many alike is one line that names them all, and says what of each.
#[test]
fn what_is_done_to_many_alike_is_one_line() {
    let file = begun("");
    file.become_user("rosa");
    import(&file, "action", "What,Owner", 320, &|one| format!("Order {one},Ben Okafor"));
    days(&file, 3);
    for first in (2..322).step_by(40) {
        let some: Vec<_> = (first..first + 40).filter(|one| *one != 100).map(|one| format!("A-{one}")).collect();
        ok(&file, &format!("action edit {} --details 'For the office'", some.join(" ")));
    }
    ok(&file, "action edit A-100 --details 'For nobody'");
    let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --json")).unwrap();
    let rows: Vec<_> = told["others"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["change"].as_str().unwrap().starts_with("Details"))
        .collect();
    assert_eq!(rows.len(), 2, "{told}");
    let all = rows.iter().find(|row| row["number"] == "A-2").unwrap();
    assert_eq!(all["what"], "Order 1 and 318 more alike: A-3 to A-99, A-101 to A-321", "{told}");
    assert!(rows.iter().any(|row| row["number"] == "A-100" && row["change"] == "Details: For nobody"), "{told}");
}

/// The day from which it counts how long something took flatters when it is moved, and whoever moves it did not record it.
#[test]
fn a_day_that_is_moved_is_agreed_to_and_says_who_recorded_it() {
    let file = begun(
        "
        nonconformity add 'Late test' --owner 'Ben Okafor' --grade major --source incident --raised-on 2026-10-23
        audit add 'Audit' --type internal --lead 'Edda Holm' --starts-on 2026-11-20 --ends-on 2026-11-20
        finding add 'No plan' --audit AU-1 --grade major --raised-on 2026-10-23 --owner 'Ben Okafor'
        opportunity add 'One form' --raised-on 2026-10-23 --owner 'Ben Okafor'
        ",
    );
    let agreed = "--reason 'It was found then' --agreed-by 'Dev Anand' --agreed-how message";
    for number in ["nonconformity edit NC-1", "finding edit F-1", "opportunity edit OFI-2"] {
        for day in ["2026-11-20", "2026-09-01"] {
            refused(&file, &format!("{number} --raised-on {day}"), &["Agreed by"]);
        }
        ok(&file, &format!("{number} --raised-on 2026-11-20 {agreed}"));
    }
    ok(&file, "context-issue edit CI-1 --changed-on 2026-08-01 --change 'Put off again'");
    let pages = pages(&file);
    let moved = "day moved by P-3 Ben Okafor on 25 Nov 2026, from 23 Oct 2026 to 20 Nov 2026";
    let minutes = &pages[1];
    has(
        minutes,
        &[
            &format!("NC-1 Late test: major; recorded 24 Nov 2026 by P-1 Rosa Lindt; {moved}."),
            &format!("F-1 No plan: major nonconformity; recorded 24 Nov 2026 by P-1 Rosa Lindt; {moved}."),
            "CI-1 High-risk duties are postponed: happened 1 Aug 2026, recorded 23 Nov 2026 by P-1 Rosa Lindt; day moved by \
             P-3 Ben Okafor on 25 Nov 2026, from 1 Jul 2026 to 1 Aug 2026.",
            "Raised on 2026-10-23, now 2026-11-20",
        ],
    );
    for page in &pages {
        has(page, &["OFI-2", moved]);
        assert!(!page.contains("recorded 25 Nov 2026"), "{page}");
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// What was reported is open again, what was wrong is answered of something else, and what holds was not approved.
#[test]
fn what_is_opened_turned_or_goes_wrong_stands_in_the_minutes() {
    let audit = |number: u32| {
        format!(
            "audit add 'Audit {number}' --type internal --lead P-1 --starts-on 2026-11-10 --ends-on 2026-11-10 --objectives 'Whether it holds' --criteria 42001 --scope 'All of it' --unit 'Model operations' --conclusion 'It holds'
             audit begin AU-{number}"
        )
    };
    let file = begun(&format!(
        "
        {}
        checklist-item add 'Who tests it?' --audit AU-1 --type own --answer conforms --answered-by P-1
        audit report AU-1 --reported-on 2026-11-12
        {}
        checklist-item add 'Is it planned?' --audit AU-2 --type clause --code 8.1 --answer minor --answered-by P-1 --objective-evidence 'No plan was there'
        checklist-item add 'Is it kept?' --audit AU-2 --type clause --code 7.5 --answer opportunity --answered-by P-1 --objective-evidence 'It could be shorter'
        planned-change add 'One report' --consequences 'One place' --integrity 'As before' --due 2026-12-20 --owner P-3
        ",
        audit(1),
        audit(2)
    ));
    file.become_user("rosa");
    script(
        &file,
        "
        audit reopen AU-1 --reason 'The report is wrong'
        checklist-item edit CK-1 --type clause --code 8.3
        checklist-item edit CK-2 --code 8.2
        checklist-item edit CK-3 --answer conforms
        planned-change emergency CH-2 --reason 'The old reports broke'
        ",
    );
    for page in &pages(&file) {
        has(page, &["reopened", "The report is wrong", "Requirement 8.1 → 8.2", "Answer Opportunity → Conforms"]);
        // What conforms is not said of something else unseen, either.
        has(page, &["Requirement: 8.3"]);
        has(page, &["put into effect at once", "The old reports broke"]);
    }
}

/// A criterion that was approved, and by which its effect is not judged, is told with the one by which it is.
#[test]
fn another_criterion_is_told_with_the_one_that_was_approved() {
    let mut case = Case::at(State::Planned, Round::First);
    case.make("revise");
    let file = &case.fixture;
    ok(file, "person edit 'Dev Anand' --voting yes --top-management yes");
    ok(file, "review call --date 2027-03-01 --chair 'Dev Anand' --secretary 'Rosa Lindt'");
    for page in ["review pack MR-1", "review minutes MR-1"] {
        has(&flat(&ok(file, page)), &["Criterion none of 12 fails → at most 1 of 12"]);
    }
}

/// What is to be considered is not called something else, neither before the pack nor after it.
#[test]
fn of_which_input_an_item_is_stands() {
    let fixture = Fixture::after(super::held::call);
    for line in ["agenda-item edit AG-5 --input own --title Anything", "agenda-item edit AG-9 --input own"] {
        let run = fixture.run(&super::held::words(line));
        assert_ne!(run.code, 0, "{line}: {}", run.out);
        assert!(run.err.contains("Take it off the agenda, which is told, and add another"), "{}", run.err);
    }
}
