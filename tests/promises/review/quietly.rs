//! What is done on the quiet is told: taken back on the same day, typed for another, typed late, buried under notes.

use gavel::workflow::review::Proceedings;
use gavel::workflow::review::changes::since_the_last;

use super::held::{self, script};
use super::tools::{called, flat, has, ok};
use crate::fixture::Fixture;
use crate::gates::clock::days;

const CALL: &str = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// After a first review, with what was recorded on the day after it.
fn begun(lines: &str) -> Fixture {
    let file = Fixture::after(held::conclude);
    days(&file, 1);
    script(&file, "person edit P-3 --os-user ben");
    script(&file, lines);
    days(&file, 2);
    ok(&file, CALL);
    file
}

fn minutes(file: &Fixture) -> String {
    flat(&ok(file, "review minutes MR-2"))
}

/// Whoever wrote it, it was for the minutes, and is not.
#[test]
fn a_note_and_an_interest_that_are_taken_back_by_their_own_hand_are_told() {
    let file = Fixture::after(held::call);
    script(
        &file,
        "
        interest add 'Owns shares in the vendor' --person 'Rosa Lindt' --review MR-1 --consequence noted
        interest void DI-1 --reason 'Typed by mistake'
        ",
    );
    held::sit(&file);
    script(
        &file,
        "
        review item MR-1 d1
        review note MR-1 'The score harms people.'
        note edit N-1 --type working
        ",
    );
    let minutes = flat(&ok(&file, "review minutes MR-1"));
    has(&minutes, &["N-1 is not for the minutes any more, by Rosa Lindt.", "Voided on 23 November 2026 by Rosa Lindt"]);
    assert!(!minutes.contains("No declaration is on record") && !minutes.contains("harms"), "{minutes}");
}

/// However many working notes are edited, what came of a meeting stands in the pack, and what is cut is counted by register.
#[test]
fn working_notes_push_nothing_out_that_a_meeting_came_to() {
    let file = begun(
        "
        review call --type ordinary --date 2026-11-24 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        review agenda MR-2 --add 'Claims chat paid twice'
        review open MR-2
        review attend MR-2 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'
        review item MR-2 3
        review propose MR-2 'Pause claims chat' --subject other
        review decide MR-2 D-3
        review adjourn MR-2
        ",
    );
    for one in 4..=9 {
        ok(&file, &format!("note add 'Order {one}' --about A-1 --type working"));
        ok(&file, &format!("note edit N-{one} --text 'Order {one} of ten' --reason 'Typed too fast'"));
    }
    ok(&file, "note edit N-9 --text 'The last order' --reason 'It is'");
    let store = file.store();
    let proceedings = Proceedings::of(store.view(), called(&file, "MR-3").id).unwrap().unwrap();
    let others = since_the_last(store.view(), &proceedings, 4).unwrap().others;
    let cut: Vec<_> = others.cut.iter().map(|(plural, count)| (*plural, *count)).collect();
    assert!(cut.iter().any(|(plural, count)| *plural == "notes" && *count > 3), "{cut:?}");
    for register in ["decisions", "reviews"] {
        assert!(!others.cut.contains_key(register), "{cut:?}");
    }
    for number in ["D-3", "MR-2"] {
        assert!(others.rows.iter().any(|row| row.is_of(&[called(&file, number)])), "{number}");
    }
    let of_last = others.rows.iter().filter(|row| row.is_of(&[called(&file, "N-9")])).count();
    assert!(of_last <= 1, "the edits of a note are one line");
    let all = since_the_last(store.view(), &proceedings, usize::MAX).unwrap().others;
    assert_eq!(all.rows.iter().filter(|row| row.is_of(&[called(&file, "N-9")])).count(), 1);
}

/// What another hand typed of an approval is told, and that it was typed long after.
#[test]
fn an_approval_that_another_typed_late_says_both() {
    let file = begun(
        "planned-change add 'One report' --owner P-1 --consequences 'One place to look' --integrity 'Old ones run beside it' --due 2027-01-10",
    );
    days(&file, 30);
    let approve =
        "planned-change approve CH-2 --approved-by 'Dev Anand' --approved-how message --approved-on 2026-11-25";
    ok(&file, approve);
    let told = "CH-2 One report: approved; Approved by: P-5 Dev Anand, typed by P-1 Rosa Lindt; Approved how: By message (recorded 28 days after)";
    has(&minutes(&file), &[told]);
    let pack = flat(&ok(&file, "review pack MR-2"));
    has(&pack, &["(recorded 28 days after)"]);
}

/// One that took effect at once, and was approved by the word of whoever typed it.
#[test]
fn an_approval_afterwards_says_who_typed_it() {
    let file = begun(
        "planned-change add 'One report' --owner P-4 --consequences 'One place to look' --integrity 'Old ones run beside it' --due 2027-01-10",
    );
    ok(&file, "planned-change emergency CH-2 --reason 'Letters were wrong'");
    ok(&file, "planned-change ratify CH-2 --approved-by 'Dev Anand' --approved-how message");
    has(&flat(&ok(&file, "review pack MR-2")), &["approved afterwards by P-5 Dev Anand, typed by P-1 Rosa Lindt."]);
}

/// Both halves of a there and back are told.
#[test]
fn what_is_rejected_and_taken_up_again_on_one_day_is_told_twice() {
    let file = begun(crate::closure::walk::DRAFT);
    script(
        &file,
        "
        nonconformity open NC-1
        nonconformity reject NC-1 --rejected-by 'Dev Anand' --rejected-how message --reason 'None was due'
        nonconformity reconsider NC-1 --reason 'One was due after all'
        ",
    );
    has(&minutes(&file), &["rejected: NC-1", "None was due", "reconsidered", "One was due after all"]);
}

/// A stricter rule that is taken back on its own day, and a softer one in its place.
#[test]
fn a_softer_rule_beside_one_that_was_voided_is_told_with_both() {
    let file = begun("");
    script(
        &file,
        "
        deadline-profile add 'Strict' --types internal --major-done '30 days'
        deadline-profile void DP-1 --reason 'Typed twice'
        deadline-profile add 'Soft' --types internal --major-done '24 months'
        ",
    );
    has(&minutes(&file), &["DP-1 Strict", "30 days", "voided", "DP-2 Soft: new", "24 months"]);
}

/// Neither while a meeting goes on nor before its minutes is anything taken back, or worded otherwise, that it agreed to, had on
/// its agenda or took down: a slip of the hand is put right.
#[test]
fn what_a_meeting_agreed_to_is_not_taken_back_before_its_minutes() {
    let file = Fixture::after(|file| {
        held::call(file);
        script(file, "person edit P-3 --os-user ben");
        held::sit(file);
        script(
            file,
            "
            review item MR-1 d1
            review act MR-1 'Stop the score at once' --owner 'Ben Okafor' --due 2026-12-04
            review act MR-1 'Ask the vendor' --owner 'Ben Okafor' --due 2026-12-04
            review act MR-1 'Tell all custmers'
            review note MR-1 'The officer protests.'
            ",
        );
    });
    script(
        &file,
        "
        action void A-1 --reason 'Typed by mistake'
        action edit A-2 --what 'Think about the vendor'
        action edit A-3 --what 'Tell all customers' --owner 'Carla Stein' --due 2026-12-11
        agenda-item edit AG-6 --title 'Sundries'
        attendance void AT-6 --reason 'Typed twice'
        ",
    );
    file.become_user("ben");
    ok(&file, "note edit N-1 --type restricted");
    file.become_user("rosa");
    let told = flat(&ok(&file, "review minutes MR-1"));
    has(
        &told,
        &[
            "What was taken back or said otherwise",
            "A-1 Stop the score at once: voided, by Rosa Lindt, because: Typed by mistake.",
            "what: Think about the vendor, was Ask the vendor, by Rosa Lindt.",
            "title: Sundries, was Monitoring and measurement",
            "AT-6: voided (P-6 Edda Holm), by Rosa Lindt, because: Typed twice.",
            "N-1 is not for the minutes any more, by Ben Okafor. It said: “The officer protests.”.",
        ],
    );
    assert!(!told.contains("custmers"), "{told}");
}

/// Once it is over as well; what was only filled in is no other promise.
#[test]
fn what_a_meeting_agreed_to_is_told_where_it_says_something_else_by_its_minutes() {
    let file = Fixture::after(held::judge);
    script(&file, "review conclude MR-1");
    script(&file, "action edit A-1 --owner 'Dev Anand' --details 'By letter'");
    let told = flat(&ok(&file, "review minutes MR-1"));
    has(&told, &["Changed after the meeting was over", "owner: P-5 Dev Anand, was P-3 Ben Okafor"]);
}

/// Whose term begins when, and who sits at which terminal, is a right like a vote.
#[test]
fn seats_that_are_emptied_by_the_day_on_which_a_term_begins_are_told() {
    let file = begun("person edit 'Edda Holm' --term-start 2027-08-31\nperson edit 'Carla Stein' --os-user carla");
    has(&minutes(&file), &["P-6 Edda Holm: ", "Term starts"]);
    ok(&file, "person edit 'Carla Stein' --os-user nobody");
    has(&minutes(&file), &["P-4 Carla Stein: Operating-system user changed"]);
}

/// What came from outside is answered on the word of one person, and what was not grave is taken back.
#[test]
fn what_was_answered_and_what_was_taken_back_the_same_day_is_in_the_minutes() {
    let file = begun(
        "
        incident add 'A caller was told to stop her pills' --type incident --severity medium --occurred-on today
        incident void INC-1 --reason 'Typed by mistake'
        kpi add 'Share of errors' --unit % --direction lower --frequency monthly --owner 'Ben Okafor'
        kpi-limit add --kpi K-1 --target 10 --warn 20 --critical 40 --valid-from 2026-01-01 --set-by 'Rosa Lindt'
        measurement add --kpi K-1 --period-end 2026-10-31 --value 25
        measurement edit M-1 --value 11
        ",
    );
    let received = "note add 'Why are older people referred?' --about A-1 --type received --received-from 'The supervisor' --received-on today";
    let added = ok(&file, received);
    let note = added.split_whitespace().find(|word| word.starts_with("N-")).unwrap().trim_end_matches([':', '.']);
    ok(&file, &format!("note answer {note} --answer 'We told them that all is well'"));
    has(
        &minutes(&file),
        &[
            "We told them that all is well",
            "INC-1 A caller was told to stop her pills: ",
            "25 % for the period to 2026-10-31 was to be watched, taken back by ",
        ],
    );
}

/// What a proof says that it is, and what an opportunity is good for, is said otherwise in the minutes.
#[test]
fn a_proof_and_a_benefit_that_are_made_to_say_something_else_are_in_the_minutes() {
    let file = begun(
        "
        opportunity add 'One form for all' --benefit 'Saves a day each week'
        evidence add 'Report of May' --about A-1 --place 'Office 3, folder 12' --keeper me
        opportunity edit 'One form for all' --benefit 'Looks tidier'
        evidence edit 'Report of May' --title 'Report of June'
        ",
    );
    let told = minutes(&file);
    has(&told, &["Looks tidier", "Report of June"]);
    assert!(told.contains("Benefit") && told.contains("Report of May"), "{told}");
}
