//! Since when a review tells what was changed, and what no change tells: whatever day a review was called for, however many are
//! held in between, and whatever was put off or is late.

use super::held::{self, script};
use super::tools::{flat, has, import, ok, refused};
use crate::fixture::Fixture;
use crate::gates::clock::days;

/// Opens a called review whose pack is circulated.
fn open(file: &Fixture, review: &str) {
    script(
        file,
        &format!(
            "
            review circulate {review}
            review open {review} --notice-agreed 'All said yes in writing on that day'
            review attend {review} 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'
            "
        ),
    );
}

/// Considers every item of the standard, judges the system and concludes the review, with minutes that are circulated.
fn conclude(file: &Fixture, review: &str, judgement: &str) {
    for item in ["opening", "a", "b", "c", "d1", "d2", "d3", "e", "resources", "conclusion"] {
        ok(file, &format!("review item {review} {item}"));
        if item != "conclusion" {
            ok(file, &format!("review item {review} --noted 'Nothing to decide'"));
        }
    }
    for aspect in ["suitability", "adequacy", "effectiveness"] {
        ok(file, &format!("review judge {review} {aspect} {judgement} 'As the figures say'"));
    }
    script(
        file,
        &format!(
            "
            review edit {review} --no-improvements 'The last ones are still being carried out' --no-changes 'Nothing around it changed this quarter'
            review conclude {review} --next-review +3m
            review minutes {review} --circulate
            "
        ),
    );
}

/// Holds a called review from its pack to its conclusion, with these judgements of the system.
fn hold(file: &Fixture, review: &str, judgement: &str) {
    open(file, review);
    conclude(file, review, judgement);
}

fn approve(file: &Fixture, review: &str) {
    ok(file, &format!("review approve {review} --for chair --how meeting"));
    ok(file, &format!("review approve {review} --for secretary --how signature"));
}

fn call(file: &Fixture, day: &str) {
    ok(file, &format!("review call --date {day} --chair 'Iris Falk' --secretary 'Rosa Lindt'"));
}

fn pages(file: &Fixture, review: &str) -> [String; 2] {
    [format!("review pack {review}"), format!("review minutes {review}")].map(|page| flat(&ok(file, &page)))
}

#[test]
fn a_review_stands_where_it_was_held_and_not_where_it_was_called_for() {
    let file = Fixture::after(held::seal);
    days(&file, 2);
    // Called for a day far away, and held at once.
    call(&file, "2028-10-31");
    hold(&file, "MR-2", "yes");
    refused(
        &file,
        "review edit MR-2 --next-review 2028-11-30",
        &["2028-11-30 is more than 12 months after 2026-11-25"],
    );
    approve(&file, "MR-2");
    days(&file, 4);
    call(&file, "2026-11-27");
    hold(&file, "MR-3", "no");
    approve(&file, "MR-3");
    let board = flat(&ok(&file, "review board"));
    has(&board, &["MR-3", "not suitable"]);
    assert!(!board.contains("MR-2 (31 October"), "{board}");
    call(&file, "2027-02-01");
    let [pack, minutes] = pages(&file, "MR-4");
    has(&pack, &["MR-3", "since MR-3"]);
    has(&minutes, &["since MR-3"]);
    // Its interval runs from the day on which it was held.
    days(&file, 500);
    has(&file.run(&["check", "--only", "9.3.1"]).out, &["The last review was on 2026-11-27", "d ago"]);
    has(&ok(&file, "today"), &["review"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_stands_in_minutes_that_nobody_approved_is_told_again() {
    let file = Fixture::after(|file| {
        held::seal(file);
        script(
            file,
            "
            nonconformity add 'Referrals without a reason' --grade major --owner 'Ben Okafor' --requirement A.6.2.4 --statement 'Nine had none' --objective-evidence 'Nine of forty' --source monitoring --due 2026-12-01
            nonconformity open NC-1 --occurred-on 2026-11-20 --raised-on 2026-11-23 --raised-by 'Edda Holm'
            ",
        );
    });
    days(&file, 2);
    ok(
        &file,
        "nc extend NC-1 --due 2027-06-30 --extended-by 'Iris Falk' --extended-how message --reason 'Nobody has time'",
    );
    days(&file, 3);
    call(&file, "2026-11-26");
    hold(&file, "MR-2", "no");
    days(&file, 4);
    call(&file, "2026-11-27");
    for page in pages(&file, "MR-3") {
        has(
            &page,
            &["Minutes not approved: MR-2", "Judged of suitability: no.", "Looked better:", "NC-1", "Nobody has time"],
        );
    }
    approve(&file, "MR-2");
    for page in pages(&file, "MR-3") {
        assert!(!page.contains("Nobody has time") && !page.contains("Minutes not approved"), "{page}");
        has(&page, &["since MR-2"]);
    }
}

#[test]
fn what_was_put_off_is_told_until_it_is_taken_up() {
    let file = Fixture::after(held::seal);
    days(&file, 2);
    call(&file, "2026-11-25");
    script(&file, "review agenda MR-2 --add 'Stop the fraud score?'");
    open(&file, "MR-2");
    script(
        &file,
        "
        review propose MR-2 'Retrain the score' --subject other
        review park MR-2 'Who pays for a test'
        decision defer D-3 --reason 'Figures are missing'
        review item MR-2 'Stop the fraud score?'
        review item MR-2 --deferred 'No time is left'
        ",
    );
    conclude(&file, "MR-2", "yes");
    approve(&file, "MR-2");
    const LEFT: [&str; 3] = ["Stop the fraud score?", "Retrain the score", "Who pays for a test"];
    for (day, review) in [(3, "MR-3"), (4, "MR-4")] {
        days(&file, day);
        call(&file, &format!("2026-11-{}", 23 + day));
        has(&flat(&ok(&file, &format!("review pack {review}"))), &LEFT);
        hold(&file, review, "yes");
        approve(&file, review);
    }
    // Taken up, it is put off no more.
    days(&file, 5);
    call(&file, "2026-11-28");
    script(&file, "review agenda MR-5 --add 'Stop the fraud score?'");
    open(&file, "MR-5");
    script(&file, "review item MR-5 'Stop the fraud score?'\nreview item MR-5 --noted 'It goes on'");
    conclude(&file, "MR-5", "yes");
    call(&file, "2026-12-20");
    let pack = ok(&file, "review pack MR-6");
    let left = |what: &str| pack.lines().any(|line| line.contains(what) && line.contains("left by MR-2"));
    assert!(!left("Stop the fraud score?") && left("Retrain the score") && left("Who pays for a test"), "{pack}");
}

#[test]
fn what_is_late_in_any_register_stands_in_the_pack() {
    let file = Fixture::after(held::seal);
    ok(
        &file,
        "obligation add 'Test the score for bias' --owner 'Ben Okafor' --next-due 2026-11-24 --type other --every-months 12",
    );
    ok(
        &file,
        "control add 'Keep the training records' --code X.1 --applicable yes --justification 'Training data are personal' --status planned --due 2026-11-25",
    );
    call(&file, "2026-12-01");
    let pack = |file: &Fixture| flat(&ok(file, "review pack MR-2"));
    has(&pack(&file), &["Nothing that has a day is late"]);
    days(&file, 6);
    has(
        &pack(&file),
        &["Late on 29 November 2026", "Test the score for bias", "5 d late", "Keep the training records", "4 d late"],
    );
}

#[test]
fn what_is_grave_and_late_is_named_behind_no_flood_of_what_is_light() {
    let file = Fixture::after(held::seal);
    script(
        &file,
        "
        nonconformity add 'Referrals without a reason' --grade major --owner 'Ben Okafor' --requirement A.6.2.4 --statement 'Nine had none' --objective-evidence 'Nine of forty' --source monitoring --due 2026-11-28
        nonconformity open NC-1 --occurred-on 2026-11-20 --raised-on 2026-11-23 --raised-by 'Edda Holm'
        ",
    );
    import(&file, "action", "what,priority,owner,due", 45, &|one| format!("Light {one},low,P-1,2026-11-24"));
    ok(&file, "action add 'Stop the score' --priority critical --owner 'Ben Okafor' --due 2026-11-28");
    days(&file, 6);
    call(&file, "2026-12-01");
    let pack = ok(&file, "review pack MR-2");
    let late = pack.split("Late on 29 November 2026").nth(1).unwrap();
    let late = flat(late.split("Looks better").next().unwrap());
    has(
        &late,
        &[
            "Stop the score",
            "1 d late, critical",
            "Referrals without a reason",
            "1 d late, major",
            "This is cut",
            "actions: 25",
        ],
    );
}

#[test]
fn what_was_recorded_first_is_named_before_what_is_put_on_record_later() {
    let file = Fixture::after(held::seal);
    script(
        &file,
        "
        obligation add 'Test the score for bias' --owner 'Ben Okafor' --next-due 2026-11-24 --type other --every-months 12
        control add 'Keep the training records' --code X.1 --applicable yes --justification 'Training data are personal' --status planned --due 2026-11-25
        risk add 'Wrong refusals' --owner 'Ben Okafor' --likelihood 5 --impact 5 --treatment modify --treated-by 2026-11-26 --review-by 2027-06-30
        nonconformity add 'Referrals without a reason' --grade minor --owner 'Ben Okafor' --source monitoring --plan-due 2026-11-27 --due 2027-03-01
        ",
    );
    days(&file, 1);
    ok(&file, "control edit C-1 --clear status --reason 'Nobody knows'");
    import(&file, "obligation", "obligation,owner,next_due,type,every_months", 25, &|one| {
        format!("Water the plants of floor {one},P-1,2020-01-01,other,12")
    });
    import(&file, "control", "code,name,applicable,justification,status,due", 25, &|one| {
        format!("H.{one},House rule {one},yes,We want it in the house,planned,2020-01-01")
    });
    days(&file, 6);
    call(&file, "2026-12-01");
    let pack = ok(&file, "review pack MR-2");
    let late = pack.split("Late on 29 November 2026").nth(1).unwrap();
    let late = flat(late.split("Looks better").next().unwrap());
    has(&late, &["Test the score for bias", "Keep the training records", "Wrong refusals", "3 d late (treated by)"]);
    has(&late, &["Referrals without a reason", "2 d late (plan due)", "This is cut", "obligations: 6", "controls: 6"]);
}

#[test]
fn a_review_does_not_work_on_a_pack_of_long_ago_unless_that_was_agreed() {
    let file = Fixture::after(held::seal);
    days(&file, 1);
    call(&file, "2027-01-23");
    ok(&file, "review circulate MR-2");
    days(&file, 61);
    const OLD: &str = "The pack that was circulated last is of 2026-11-24, 60 days before";
    refused(&file, "review open MR-2", &[OLD, "circulate it anew"]);
    ok(&file, "review circulate MR-2");
    ok(&file, "review open MR-2 --notice-agreed 'All said yes in writing on that day'");
    ok(&file, "review adjourn MR-2");
    days(&file, 101);
    refused(&file, "review open MR-2", &["of 2027-01-23, 40 days before", "what came to be late since"]);
    ok(&file, "review open MR-2 --notice-agreed 'The chair was ill; A-1 came to be late since'");
    has(&flat(&ok(&file, "review minutes MR-2")), &["A-1 came to be late since"]);
}

#[test]
fn what_an_agenda_said_when_it_was_sent_out_is_told_where_it_is_worded_otherwise() {
    let file = Fixture::after(held::seal);
    days(&file, 2);
    call(&file, "2026-11-25");
    script(
        &file,
        "
        review agenda MR-2 --add 'The fraud score passed its limit: stop it?'
        review circulate MR-2
        agenda-item edit AG-21 --title 'Further matters'
        review open MR-2
        ",
    );
    has(&flat(&ok(&file, "review minutes MR-2")), &["The fraud score passed its limit: stop it?"]);
}
