//! What stands: a review adjourns whatever is left and goes on where it was, and nothing of it changes after the seal.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, denied, ok, refused, refused_with, sealed_bytes, step, value};
use crate::fixture::Fixture;

fn sealed() -> Fixture {
    Fixture::after(held::seal)
}

/// In the middle of an item, with a proposal open and nothing judged.
#[test]
fn adjourning_succeeds_and_the_review_goes_on_where_it_was() {
    let mut fixture = Fixture::after(held::open);
    fixture.at("2026-11-23T14:10:00Z");
    ok(&fixture, "review item MR-1 b --at 09:30");
    ok(&fixture, "review propose MR-1 'Watch the new law' --subject change");
    ok(&fixture, "review adjourn MR-1 --at 10:00");
    assert_eq!(value(&fixture, "MR-1", "state"), Some(Value::Choice("adjourned")));
    assert_eq!(value(&fixture, "AG-3", "state"), Some(Value::Choice("open")), "it stays open");
    assert_eq!(value(&fixture, "AG-3", "used_seconds"), Some(Value::Number(1800)), "with the time spent on it");
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("proposed")));
    assert!(ok(&fixture, "review attend MR-1").contains("No quorum: 0 of 5 voting members present"));
    refused(&fixture, "review conclude MR-1", &["It is adjourned; only what is in session can be."]);
    refused(&fixture, "review decide MR-1 D-1", &["MR-1 is adjourned: open the meeting first"]);
    refused(&fixture, "review item MR-1 c", &["MR-1 is adjourned: open the meeting first"]);
    ok(&fixture, "review open MR-1 --at 14:00");
    assert_eq!(value(&fixture, "MR-1", "sittings"), Some(Value::Number(2)));
    assert_eq!(value(&fixture, "MR-1", "adjourned_at"), None);
    assert_eq!(value(&fixture, "MR-1", "pack"), Some(Value::Link(called(&fixture, "PK-1").id)));
    ok(&fixture, "review attend MR-1 --all --at 14:00");
    ok(&fixture, "review item MR-1 b --at 14:00");
    ok(&fixture, "review decide MR-1 D-1");
    ok(&fixture, "review item MR-1 --discussed --at 14:10");
    assert_eq!(value(&fixture, "AG-3", "used_seconds"), Some(Value::Number(2400)), "both sittings");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("23 November 2026 09:00 to 10:00") && minutes.contains("14:00, not ended"), "{minutes}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn adjourning_succeeds_at_any_moment_of_a_sitting() {
    let bare = Fixture::after(held::call);
    ok(&bare, "review open MR-1");
    ok(&bare, "review adjourn MR-1");
    let fixture = Fixture::after(held::judge);
    for before in [
        "review item MR-1 e",
        "review propose MR-1 'Half a thought' --subject other",
        "review act MR-1 'Somebody should'",
        "review leave MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein' 'Edda Holm'",
        "review interest MR-1 'Ben Okafor' 'His brother sells it' --consequence leaves",
        "agenda-item void AG-6 --reason 'A slip' --agreed-by 'Dev Anand' --agreed-how message",
        "conclusion void VD-1 --reason 'Too early'",
    ] {
        let copy = fixture.copy();
        ok(&copy, before);
        ok(&copy, "review adjourn MR-1");
        assert_eq!(value(&copy, "MR-1", "state"), Some(Value::Choice("adjourned")), "{before}");
        assert_eq!(copy.verify(), Vec::<String>::new());
    }
}

/// The pack that the meeting works on is the one that was circulated before it; what comes later is tabled.
#[test]
fn a_pack_that_comes_after_the_opening_is_tabled_and_takes_no_place() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review circulate MR-1");
    assert_eq!(value(&fixture, "PK-1", "tabled"), None);
    assert_eq!(value(&fixture, "PK-2", "tabled"), Some(Value::YesNo(true)));
    ok(&fixture, "review adjourn MR-1");
    ok(&fixture, "review open MR-1");
    assert_eq!(value(&fixture, "MR-1", "pack"), Some(Value::Link(called(&fixture, "PK-1").id)));
    assert!(ok(&fixture, "review minutes MR-1").contains("**Tabled in the meeting:** PK-2, version 2"));
    for line in ["pack edit PK-1 --title Other", "pack void PK-1 --reason 'A slip'", "pack edit PK-2 --tabled no"] {
        refused(&fixture, line, &["What was circulated stands as it was", "Circulate a new version in its place"]);
    }
}

/// Nor does one that was tabled in an earlier sitting.
#[test]
fn what_was_tabled_is_not_printed_as_circulated() {
    let fixture = Fixture::after(held::call);
    for line in ["review open MR-1", "review circulate MR-1", "review adjourn MR-1", "review open MR-1"] {
        ok(&fixture, line);
    }
    assert_eq!(value(&fixture, "MR-1", "pack"), None);
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("**Pack:** none was circulated before the meeting"), "{minutes}");
    assert!(minutes.contains("**Tabled in the meeting:** PK-1, version 1"), "{minutes}");
}

#[test]
fn packs_are_numbered_in_turn_and_end_with_the_meeting() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review circulate MR-1");
    for version in ["1", "3"] {
        let line = format!("pack add Another --review MR-1 --version {version}");
        refused(&fixture, &line, &["Versions are numbered one after another", "The next version is 2"]);
    }
    let fixture = Fixture::after(held::conclude);
    refused(
        &fixture,
        "review circulate MR-1",
        &["MR-1 is minutes circulated: what came later belongs to the next review"],
    );
}

/// The records of each register that belong to a sealed review, with an edit of each.
const RECORDS: &[(&str, &str, &str)] = &[
    ("review", "MR-1", "--title 'Another name'"),
    ("agenda-item", "AG-3", "--outcome 'Much was decided'"),
    ("attendance", "AT-2", "--how remote"),
    ("interest", "DI-1", "--consequence noted"),
    ("note", "N-1", "--text 'Nothing was reopened'"),
    ("decision", "D-1", "--text 'Pause nothing'"),
    ("vote", "V-1", "--ballot against"),
    ("conclusion", "VD-2", "--judgement yes"),
    ("pack", "PK-1", "--version 2"),
    ("minutes", "MIN-2", "--head ''"),
    ("approval", "AP-1", "--how signature"),
    ("addendum", "ADD-1", "--text 'Nothing to add'"),
];

/// What would be added to a sealed review.
const ADDED: &[&str] = &[
    "agenda-item add Afterthought --review MR-1 --input own",
    "attendance add --person 'Dev Anand' --review MR-1 --how absent --capacity member",
    "interest add 'A cousin' --person 'Dev Anand' --consequence noted --review MR-1",
    "note add 'More to say' --about MR-1 --type minuted --review MR-1",
    "decision add 'Pause everything' --subject other --review MR-1",
    "conclusion add 'There is money' --aspect resources-adequate --judgement yes --review MR-1",
    "approval add --role chair --person 'Iris Falk' --approved-on 2026-11-23 --how meeting --minutes MIN-2 --review MR-1",
];

/// Steps that would go on with it.
const STEPS: &[&str] = &[
    "review open MR-1",
    "review adjourn MR-1",
    "review attend MR-1 'Dev Anand'",
    "review interest MR-1 'Dev Anand' 'A cousin'",
    "review item MR-1 b",
    "review item MR-1 b --deferred 'Later'",
    "review note MR-1 'More to say'",
    "review propose MR-1 'Pause everything'",
    "review judge MR-1 adequacy yes 'It is enough'",
    "review judge MR-1 resources-adequate yes 'It is enough'",
    "review agenda MR-1 --add 'Own item'",
    "review agenda MR-1 --up AG-3",
    "review conclude MR-1",
    "review minutes MR-1 --circulate",
    "review approve MR-1 --for chair --how meeting",
    "review postpone MR-1 --reason 'A slip'",
    "review cancel MR-1 --reason 'A slip'",
    "undo --yes",
];

#[test]
fn nothing_of_a_sealed_review_is_changed_hidden_or_added() {
    let fixture = sealed();
    let before: Vec<_> = ["md", "html", "json"]
        .map(|form| sealed_bytes(&fixture, &format!("review minutes MR-1 --format {form}")))
        .into();
    for (register, reference, edit) in RECORDS {
        refused(&fixture, &format!("{register} edit {reference} {edit}"), &["can't be saved"]);
        let seen = called(&fixture, reference);
        refused(&fixture, &format!("{register} void {reference} --reason 'A slip'"), &["can't be voided"]);
        assert_eq!(called(&fixture, reference).values, seen.values);
    }
    let note = "put a correction into an addendum";
    ADDED.iter().for_each(|line| refused(&fixture, line, &["This ", "can't be saved", note]));
    refused(&fixture, "vote add --decision D-1 --person 'Dev Anand' --ballot for", &["D-1 is carried"]);
    STEPS.iter().for_each(|line| refused(&fixture, line, &[]));
    let after: Vec<_> = ["md", "html", "json"]
        .map(|form| sealed_bytes(&fixture, &format!("review minutes MR-1 --format {form}")))
        .into();
    assert_eq!(before, after);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_was_hidden_before_the_seal_is_not_brought_back_after_it() {
    let fixture = Fixture::after(|fixture| {
        held::call(fixture);
        // Before the meeting a slip is a slip.
        ok(fixture, "interest add 'Knows the auditor' --person 'Ben Okafor' --consequence noted --review MR-1");
        ok(fixture, "interest void DI-1 --reason 'A slip'");
        held::sit_and_judge(fixture);
    });
    ok(&fixture, "review interest MR-1 'Ben Okafor' 'Knows the auditor' --item d3");
    refused(&fixture, "interest void DI-2 --reason 'A slip'", &["D-1 was decided under it"]);
    refused(&fixture, "interest void DI-3 --reason 'A slip'", &["use “withdraw” instead"]);
    for line in ["attendance void AT-5", "note void N-1", "agenda-item void AG-9 --agreed-by P-5 --agreed-how message"]
    {
        ok(&fixture, &format!("{line} --reason 'A slip'"));
    }
    for line in ["review conclude MR-1", "review minutes MR-1 --circulate"] {
        ok(&fixture, line);
    }
    for role in ["chair", "secretary"] {
        ok(&fixture, &format!("review approve MR-1 --for {role} --how meeting"));
    }
    for line in ["attendance unvoid AT-5", "interest unvoid DI-1", "note unvoid N-1", "agenda-item unvoid AG-9"] {
        refused(&fixture, line, &["minutes are approved", "MR-1 is sealed; put a correction into an addendum"]);
    }
}

/// What the review led to lives on: an action is done, a decision is superseded, and the sealed bytes stay.
#[test]
fn what_came_of_a_sealed_review_goes_on() {
    let fixture = sealed();
    let before = sealed_bytes(&fixture, "review minutes MR-1");
    ok(&fixture, "action done A-1 --evidence 'Letter of 30 November'");
    ok(&fixture, "note add 'Ask them again' --about MR-1 --type working --review MR-1");
    ok(&fixture, "decision supersede D-1 --superseded-by D-2 --reason 'It covers that'");
    ok(&fixture, "planned-change drop CH-1 --reason 'No budget'");
    refused(&fixture, "decision edit D-2 --text 'Take nothing'", &["What was put to the meeting is not reworded"]);
    assert_eq!(sealed_bytes(&fixture, "review minutes MR-1"), before);
    assert!(ok(&fixture, "review verify MR-1").contains("MR-1 holds: the journal holds together, and the head"));
}

#[test]
fn an_addendum_follows_the_seal_and_stands_itself() {
    let fixture = Fixture::after(held::conclude);
    let add = "addendum add 'The room was 5' --review MR-1 --dated 2026-11-23 --agreed-by 'Iris Falk' --how meeting --why 'A slip'";
    refused(&fixture, add, &["An addendum follows sealed minutes", "MR-1 is minutes circulated"]);
    for role in ["chair", "secretary"] {
        ok(&fixture, &format!("review approve MR-1 --for {role} --how meeting"));
    }
    let late = "addendum add 'The room was 5' --review MR-1 --dated 2026-11-24 --agreed-by 'Iris Falk' --how meeting --why 'A slip'";
    refused(&fixture, late, &["can't lie in the future"]);
    let before = ok(&fixture, "review minutes MR-1");
    for (agreed, told) in [
        ("--agreed-by 'Iris Falk'", "Agreed how is empty"),
        ("--agreed-by 'Iris Falk,Ben Okafor' --how message", "Only the chair and the secretary"),
        ("--agreed-by 'Rosa Lindt' --how message", "does not agree to it alone"),
    ] {
        let line =
            format!("addendum add 'It was not carried' --review MR-1 --dated 2026-11-23 {agreed} --why 'A slip'");
        refused(&fixture, &line, &["Chair or secretary agree to an addendum", told]);
    }
    ok(&fixture, add);
    // Whoever reads the minutes reads it, and their bytes stay as they were.
    let run = fixture.run(&held::words("review minutes MR-1"));
    assert_eq!(run.out, before);
    let told = "ADD-1 of 23 November 2026, by Rosa Lindt: The room was 5. Why: A slip. Agreed by Iris Falk (in a meeting, not on file).";
    assert!(run.err.contains("Addenda to these minutes") && run.err.contains(told), "{}", run.err);
    refused(&fixture, "addendum edit ADD-1 --why 'Another slip'", &["What was circulated stands as it was"]);
    refused(&fixture, "addendum void ADD-1 --reason 'A slip'", &["What was circulated stands as it was"]);
    let said = denied(&fixture, [step(&called(&fixture, "MR-1"), "seal", &[])]);
    assert!(said.contains("It is sealed"), "{said}");
}

#[test]
fn a_cancelled_review_stands_as_it_is() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review propose MR-1 'Buy a scanner' --item e --subject other");
    let named = "1 proposal, 3 commentaries of MR-1 would be left hanging";
    refused_with(&fixture, 2, "review cancel MR-1 --reason 'Merged into the next one'", &[named]);
    ok(&fixture, "review cancel MR-1 --reason 'Merged into the next one' --withdraw");
    let cancelled = "MR-1 is cancelled";
    for line in [
        "review edit MR-1 --place 'Room 5'",
        "review void MR-1 --reason 'A slip'",
        "agenda-item edit AG-3 --commentary 'More'",
        "decision edit D-1 --text 'Buy two'",
        "review attend MR-1 'Ben Okafor'",
        "review note MR-1 'More to say'",
    ] {
        refused(&fixture, line, &[cancelled]);
    }
}

/// What deciding rested on: the roll, and the review itself.
#[test]
fn the_roll_on_which_something_was_decided_stands() {
    let fixture = Fixture::after(held::open);
    ok(&fixture.copy(), "attendance void AT-3 --reason 'A slip'");
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    ok(&fixture, "review decide MR-1 D-1");
    for line in [
        "attendance edit AT-3 --capacity guest",
        "attendance edit AT-3 --how apologies --arrived-at ''",
        "attendance edit AT-3 --arrived-at '2026-11-23 08:00'",
        "attendance edit AT-3 --person 'Dev Anand'",
        "attendance edit AT-6 --left-at ''",
        "attendance void AT-3 --reason 'A slip'",
    ] {
        refused(
            &fixture,
            line,
            &["Who was there when something was decided stands", "D-1 was decided on this attendance"],
        );
    }
    ok(&fixture, "attendance edit AT-3 --left-at '2026-11-23 09:00'");
    refused(&fixture, "undo --yes", &["D-1 was decided on this attendance"]);
    ok(&fixture, "attendance edit AT-5 --how absent");
    ok(&fixture, "review attend MR-1 'Ben Okafor' 'Dev Anand'");
    refused(&fixture, "undo --yes", &["D-1 was decided on this attendance"]);
    ok(&fixture, "review adjourn MR-1");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_review_that_was_held_is_not_hidden() {
    let fixture = Fixture::after(held::open);
    let void = "review void MR-1 --reason 'A slip'";
    refused(&fixture, void, &["A review that was held is evidence", "- MR-1 was opened"]);
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    ok(&fixture, "review decide MR-1 D-1");
    refused(&fixture, void, &["- MR-1 was opened", "- D-1 was decided in it"]);
    ok(&fixture, "review adjourn MR-1");
    refused(&fixture, void, &["- MR-1 was opened"]);
}

#[test]
fn nothing_is_done_in_a_review_that_is_hidden() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    ok(&fixture, "review void MR-1 --reason 'Planned twice'");
    for line in [
        "review attend MR-1 'Ben Okafor'",
        "review note MR-1 'Once more'",
        "decision edit D-1 --text 'Buy two scanners'",
        "decision withdraw D-1 --reason 'Too late'",
        "agenda-item edit AG-3 --outcome 'Nothing'",
        "review item MR-1 b",
    ] {
        refused(&fixture, line, &["MR-1 is voided"]);
    }
    ok(&fixture, "review unvoid MR-1");
    ok(&fixture, "review open MR-1");
}

#[test]
fn a_sitting_that_was_opened_is_not_taken_back_and_one_whose_end_was_goes_on() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review open MR-1");
    refused(&fixture, "undo --yes", &["The review was opened in it, which stands as evidence"]);
    ok(&fixture, "review adjourn MR-1");
    assert!(ok(&fixture, "review minutes MR-1").contains("09:00 to 09:00"));
    ok(&fixture, "undo --yes");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("23 November 2026 09:00, not ended") && !minutes.contains("09:00 to"), "{minutes}");
    ok(&fixture, "redo --yes");
    assert!(ok(&fixture, "review minutes MR-1").contains("09:00 to 09:00"));
}

#[test]
fn nothing_takes_an_item_up_again_once_the_review_is_over() {
    let fixture = Fixture::after(held::judge);
    ok(&fixture, "person edit 'Ben Okafor' --os-user ben");
    ok(&fixture, "review item MR-1 resources");
    fixture.become_user("ben");
    ok(&fixture, "review item MR-1 --noted 'Enough'");
    fixture.become_user("rosa");
    ok(&fixture, "review conclude MR-1");
    fixture.become_user("ben");
    refused(&fixture, "undo --yes", &["its items stay as they ended", "MR-1 is concluded"]);
    fixture.become_user("rosa");
    ok(&fixture, "agenda-item edit AG-9 --outcome 'Enough until the spring'");
    assert_eq!(value(&fixture, "AG-9", "state"), Some(Value::Choice("noted")));
}

/// The clock of the machine may be set right, or the organisation move to another zone, while the meeting goes on.
#[test]
fn adjourning_succeeds_when_the_clock_goes_back() {
    for back in ["2026-11-23T08:00:00Z", "2026-11-22T09:00:00Z"] {
        let mut fixture = Fixture::after(held::open);
        ok(&fixture, "review item MR-1 b");
        fixture.at(back);
        ok(&fixture, "review adjourn MR-1");
        assert_eq!(value(&fixture, "MR-1", "state"), Some(Value::Choice("adjourned")), "{back}");
        assert_eq!(value(&fixture, "MR-1", "adjourned_at"), value(&fixture, "MR-1", "opened_at"), "{back}");
    }
    let fixture = Fixture::new();
    ok(&fixture, "organisation edit --time-zone Pacific/Auckland");
    held::call(&fixture);
    ok(&fixture, "review open MR-1 --notice-agreed 'It is the day after already'");
    ok(&fixture, "organisation edit --time-zone Pacific/Honolulu");
    ok(&fixture, "review adjourn MR-1");
}

#[test]
fn what_happened_in_a_meeting_is_no_later_than_now() {
    let fixture = Fixture::after(held::call);
    let told = ["What has happened can't lie in the future"];
    refused(&fixture, "review open MR-1 --at 14:00", &[told[0], "Sitting opened is 300 min from now"]);
    refused(&fixture, "review open MR-1 --at '2030-01-01 09:00'", &told);
    ok(&fixture.copy(), "review open MR-1 --at 09:01");
    ok(&fixture, "review open MR-1");
    refused(&fixture, "review attend MR-1 'Ben Okafor' --at 09:30", &[told[0], "Arrived is 30 min from now"]);
    ok(&fixture, "review attend MR-1 'Ben Okafor'");
    refused(&fixture, "review leave MR-1 'Ben Okafor' --at 09:30", &[told[0], "Left is 30 min from now"]);
    refused(&fixture, "attendance edit AT-1 --arrived-at '2026-11-23 10:00'", &told);
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    refused(&fixture, "review adjourn MR-1 --at 09:30", &[told[0], "Adjourned is 30 min from now"]);
}
