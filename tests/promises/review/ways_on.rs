//! What is offered can be done, what a form says is what it does, and what is refused names what works.

use gavel::domain::value::Value;
use gavel::workflow::review::call;

use super::held;
use super::tools::{called, ok, refused, value};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

fn state(fixture: &Fixture, reference: &str) -> String {
    called(fixture, reference).state_label().unwrap_or_default()
}

fn linked(fixture: &Fixture, reference: &str, name: &str) -> String {
    let Some(Value::Link(id)) = value(fixture, reference, name) else { panic!("{reference} has no {name}") };
    fixture.store().view().record(id).unwrap().unwrap().reference().to_string()
}

/// A called review with an item of its own, and another meeting to which it could go.
fn with_another() -> Fixture {
    Fixture::after(|fixture| {
        held::call(fixture);
        ok(fixture, "review agenda MR-1 --add 'A visit of the supervisor'");
        ok(fixture, "review call --type ordinary --date 2026-12-04 --chair P-2 --secretary P-1");
    })
}

#[test]
fn what_is_postponed_by_its_form_keeps_what_waits_for_it() {
    let fixture = with_another();
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("postpone").press("Enter").sees("It waits for its new day");
    desk.text("The chair is ill").press("Ctrl-S").sees("MR-1 is postponed");
    assert_eq!(state(&fixture, "MR-1"), "Postponed");
    assert_eq!(
        (linked(&fixture, "AG-11", "review"), state(&fixture, "AG-11")),
        ("MR-1".into(), "Not considered".into())
    );
    // Whoever names a meeting in the form means that it goes there.
    let fixture = with_another();
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("postpone").press("Enter").text("The chair is ill").press("Tab Tab");
    desk.text("MR-2").press("Ctrl-S").sees("MR-1 is postponed");
    assert_eq!(linked(&fixture, "AG-11", "review"), "MR-2");
}

#[test]
fn a_postponed_meeting_is_called_again_for_a_day_that_is_said() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review agenda MR-1 --add 'A visit of the supervisor'");
    let said = ok(&fixture, "review postpone MR-1 --reason 'The chair is ill'");
    assert!(said.contains("Next: gavel review call MR-1"), "{said}");
    let said = fixture.fails(2, &held::words("review call MR-1"));
    assert!(said.contains("MR-1 was postponed from 23 November 2026: say its new day (--date)"), "{said}");
    // Another day than that is enough, whoever gives it and how.
    let edited = fixture.copy();
    ok(&edited, "review edit MR-1 --date 2026-12-10");
    assert!(ok(&edited, "review call MR-1").contains("for 10 December 2026"));
    let mut desk = Desk::new(&fixture);
    let by_words = fixture.copy();
    assert!(ok(&by_words, "review call MR-1 --date 2026-12-10").contains("for 10 December 2026"));
    desk.press("0").sees("postponed");
    desk.press("2 s").text("call the").press("Enter").sees("Call the meeting: when, and who takes part?");
    desk.text("2026-12-10").press("Ctrl-S").sees("MR-1 is called for 10 December 2026");
    for fixture in [&fixture, &by_words] {
        assert_eq!(state(fixture, "MR-1"), "Called");
        assert_eq!(value(fixture, "MR-1", "date"), Some(Value::Date("2026-12-10".parse().unwrap())));
        assert_eq!(linked(fixture, "AG-11", "review"), "MR-1");
    }
}

#[test]
fn calling_asks_for_what_is_missing_and_for_nothing_else() {
    let fixture = Fixture::after(held::committee);
    ok(&fixture, "review add 'Autumn review'");
    let mut desk = Desk::new(&fixture);
    desk.press("2 s Enter").sees("Call the meeting: when, and who takes part?").sees("Ben Okafor");
    desk.text("2026-12-01")
        .press("Tab")
        .text("10:00")
        .press("Tab Tab Tab Tab")
        .text("Iris")
        .press("Tab")
        .text("Rosa")
        .press("Ctrl-S");
    desk.sees("MR-1 is called for 1 December 2026, 10:00");
    // Day and place are those of the call: the form of the other fields is not offered for them.
    desk.press("s").sees_not("Change day").sees("Change chair, members, guests").press("Esc");
    // Everything is there: nothing is asked.
    ok(
        &fixture,
        "review add Winter --date 2026-12-20 --period-start 2026-12-02 --period-end 2026-12-20 --chair P-2 --secretary P-1 --members P-1,P-2",
    );
    assert!(ok(&fixture, "review call MR-2").contains("for 20 December 2026"));
    let said = fixture.fails(2, &held::words("review call --date 2026-12-20"));
    assert!(said.contains("MR-2 is to come on that day") && said.contains("--beside"), "{said}");
    ok(&fixture, "review call --date 2026-12-20 --beside --chair P-2 --secretary P-1");
}

/// Whoever leads or records the meeting is here with everybody else, and can approve what they heard.
#[test]
fn everybody_here_are_all_who_are_named() {
    let fixture = Fixture::after(|fixture| {
        held::call(fixture);
        ok(fixture, "review edit MR-1 --secretary 'Edda Holm' --guests P-6 --members P-2,P-3,P-4,P-5");
        ok(fixture, "review circulate MR-1");
        ok(fixture, "review open MR-1");
    });
    let words = fixture.copy();
    ok(&words, "review attend MR-1 --all");
    let mut desk = Desk::new(&fixture);
    desk.press("2 r A Enter");
    let roll = |fixture: &Fixture| ok(fixture, "review attend MR-1");
    assert!(roll(&fixture).contains("Edda Holm"), "{}", roll(&fixture));
    assert_eq!(roll(&fixture).lines().count(), roll(&words).lines().count());
}

#[test]
fn a_roll_that_is_put_right_after_the_meeting_says_what_it_does_to_the_minutes() {
    let fixture = Fixture::after(|fixture| {
        held::call(fixture);
        ok(fixture, "review edit MR-1 --secretary 'Dev Anand'");
        held::sit_and_judge(fixture);
        ok(fixture, "review conclude MR-1");
        ok(fixture, "review minutes MR-1 --circulate");
        ok(fixture, "review approve MR-1 --for chair --how message");
    });
    refused(
        &fixture,
        "review approve MR-1 --for secretary --how message",
        &["record when they came, circulate a corrected"],
    );
    refused(&fixture, "review attend MR-1 'Dev Anand' --at 23:00", &["over by then"]);
    let said = ok(&fixture, "review attend MR-1 'Dev Anand' --at 09:00");
    assert!(!said.contains("quorum") && !said.contains("Quorum"), "{said}");
    assert!(said.contains("Version 1 of the minutes does not say so"), "{said}");
    assert!(said.contains("the approval of 1 by the chair does not count for it"), "{said}");
    let left = called(&fixture, "AT-7").get("left_at").cloned();
    assert_eq!(left, value(&fixture, "MR-1", "concluded_at"), "they were there until the end");
    ok(&fixture, "review minutes MR-1 --circulate");
    ok(&fixture, "review approve MR-1 --for chair --how message");
    ok(&fixture, "review approve MR-1 --for secretary --how message");
    assert_eq!(state(&fixture, "MR-1"), "Sealed");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// A meeting of two members and the chair, in session, with a proposal under its last item.
fn sitting() -> Fixture {
    Fixture::after(|fixture| {
        held::committee(fixture);
        held::script(
            fixture,
            "
            organisation edit --voting count --tie-rule casting
            review call --type ordinary --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt' --members P-2,P-3,P-4,P-5
            review circulate MR-1
            review open MR-1
            review attend MR-1 --all
            review item MR-1 next
            review item MR-1 --discussed
            review item MR-1 next
            review propose MR-1 'Buy a scanner'
            ",
        );
    })
}

#[test]
fn an_item_that_is_left_open_is_told_and_named_with_its_command() {
    let fixture = sitting();
    ok(&fixture, "review decide MR-1 D-1");
    let said = ok(&fixture, "review item MR-1 next");
    assert!(said.contains("is left open, with D-1 under it"), "{said}");
    refused(
        &fixture,
        "review conclude MR-1",
        &["must have ended", "AG-2 Matters arising is still open (gavel review item MR-1 AG-2)"],
    );
    let said = fixture.fails(2, &held::words("review item MR-1 next"));
    assert!(said.contains("AG-3 is the last item: say whether it was discussed"), "{said}");
    // By keys what was passed over comes once the last item has ended.
    let mut desk = Desk::new(&fixture);
    desk.press("2 ]").sees("How does it end? Any other business").press("]").sees("2/3");
    desk.press("] ]").sees("3/3").press("]").sees("Every item is ended");
    desk.press("s Enter").sees("MR-1 is concluded");
}

#[test]
fn what_a_management_review_still_needs_names_its_commands() {
    let fixture = Fixture::after(held::open);
    ok(&fixture, "review propose MR-1 'Buy a scanner'");
    refused(
        &fixture,
        "review conclude MR-1",
        &[
            "Nonconformities and corrective actions is not considered (gavel review item MR-1 AG-5)",
            "Suitability is not judged (gavel review judge MR-1 suitability JUDGEMENT REASON)",
            "decide, withdraw or defer it (gavel review decide MR-1 D-1)",
        ],
    );
}

#[test]
fn a_tie_is_decided_or_voted_on_anew_as_its_box_says() {
    let fixture = sitting();
    let words = fixture.copy();
    let said = ok(&words, "review vote MR-1 D-1 --count 2-2-0");
    assert!(said.contains("Next: gavel review cast MR-1 D-1 CASTING"), "{said}");
    let mut desk = Desk::new(&fixture);
    desk.press("2 v f f a a Enter").sees("What does the chair say?").press("v").sees("A TIE");
    desk.press("Esc c").sees("What does the chair say?").press("f");
    desk.sees("CARRIED 2–2–0, BY THE CHAIR'S CASTING VOTE");
}

#[test]
fn a_vote_by_count_is_corrected_by_a_count() {
    let fixture = sitting();
    ok(&fixture, "review vote MR-1 D-1 --count 3-0-1");
    let line = "review correct MR-1 D-1 --against 'Carla Stein' --how message --reason 'Her hand was overlooked'";
    let said = fixture.fails(2, &held::words(line));
    for words in ["D-1 was voted on by count, 3–0–1", "1 is named against, and 0 counted", "(--count)"] {
        assert!(said.contains(words), "{said}");
    }
    ok(&fixture, &format!("{line} --count 2-1-1"));
}

/// The meeting before one is never one that came after it.
#[test]
fn no_meeting_comes_after_a_later_one() {
    let mut fixture = Fixture::after(|fixture| {
        held::seal(fixture);
        ok(fixture, "review call --type ordinary --date 2026-12-04 --chair P-2 --secretary P-1");
    });
    fixture.at("2026-12-04T09:00:00Z");
    held::script(
        &fixture,
        "
        review open MR-2
        review attend MR-2 --all
        review item MR-2 next
        review item MR-2 --discussed
        review item MR-2 next
        review item MR-2 --discussed
        review item MR-2 next
        review item MR-2 --discussed
        review conclude MR-2
        ",
    );
    let store = fixture.store();
    let before = |number: &str| {
        let this = called(&fixture, number);
        let found = call::last_meeting(store.view(), Some(this.id)).unwrap();
        found.map(|one| one.reference().to_string())
    };
    assert_eq!((before("MR-1"), before("MR-2")), (None, Some("MR-1".into())));
    let told = ok(&fixture, "review figures MR-1");
    assert!(!told.contains("MR-2"), "{told}");
}

#[test]
fn a_note_on_the_page_of_an_item_is_in_the_minutes() {
    let fixture = sitting();
    ok(&fixture, "note add 'The supplier was asked' --about AG-2");
    ok(&fixture, "note add 'Ask Ben first' --about AG-2 --type working");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("The supplier was asked") && !minutes.contains("Ask Ben first"), "{minutes}");
    assert_eq!(linked(&fixture, "N-2", "review"), "MR-1");
    // What is said of it later is a note like any other.
    let sealed = Fixture::after(held::seal);
    ok(&sealed, "note add 'Read again in spring' --about AG-2");
    assert_eq!(value(&sealed, "N-5", "review"), None);
}

#[test]
fn the_minutes_say_how_far_they_have_come() {
    let fixture = Fixture::after(held::conclude);
    let said = ok(&fixture, "review approve MR-1 --for chair --how message");
    assert!(said.contains("What Iris Falk said by message, not on file: until they are sealed, evidence"), "{said}");
    let draft = ok(&fixture, "review minutes MR-1");
    assert!(draft.contains("version 1 was circulated on 23 November 2026, approved by the chair"), "{draft}");
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").sees_not("Approve the minutes: chair").sees("Approve the minutes: secretary").press("Esc");
    desk.press("0").sees("Minutes to be approved, of the review of Mon 23 Nov").press("Home >");
    desk.sees("Approve the minutes: secretary").sees("signed is told as");
    let cancelled = Fixture::after(held::call);
    ok(&cancelled, "review cancel MR-1 --reason 'Merged' --withdraw");
}

#[test]
fn who_is_to_answer_a_resolution_is_told_and_who_gathers_the_answers_knows_how_far_they_are() {
    let fixture = Fixture::after(|fixture| {
        held::committee(fixture);
        held::script(
            fixture,
            "
            resolution add 'Rent a test bench' --subject resources --secretary P-1 --members P-2,P-3,P-4 --basis more-than-half --closes-on +5d
            resolution send WR-1
            resolution answer WR-1 P-2 for
            ",
        );
    });
    let today = |who: &str| ok(&fixture, &format!("today --as {who}"));
    assert!(today("P-3").contains("your answer by Sat 28 Nov"), "{}", today("P-3"));
    assert!(!today("P-2").contains("your answer"), "{}", today("P-2"));
    assert!(today("P-1").contains("Rent a test bench: 1 of 3 answered"), "{}", today("P-1"));
    refused(&fixture, "resolution settle WR-1", &["It can be answered until 2026-11-28, and then lapses"]);
    let said = fixture.fails(1, &held::words("resolution settle WR-1"));
    assert!(!said.contains("resolution edit"), "{said}");
    let mut desk = Desk::new(&fixture);
    desk.press("/").text("Rent a test bench").press("Enter").sees("1 of 3 entitled are for it").sees("Iris Falk (for)");
    desk.sees("Ben Okafor, Carla Stein").press("R").press("Down").sees("Ben Okafor").sees_not("Dev Anand");
    desk.press("Enter").text("for").press("Ctrl-S").sees("2 of 3 entitled are for it");
    assert!(today("P-1").contains("has reached its basis: count the answers, 2 of 3 answered"), "{}", today("P-1"));
    desk.press("#").sees("Count the answers to WR-1?").sees("WR-1 is carried by that").press("n");
    assert_eq!(state(&fixture, "WR-1"), "Being answered");
    desk.press("# y").sees("WR-1 is carried");
    assert_eq!(state(&fixture, "WR-1"), "Carried");
}

/// Who was forgotten at the call votes all the same: for a reason, which the minutes tell, before anything is decided.
#[test]
fn a_member_who_was_forgotten_is_admitted_in_the_meeting() {
    let fixture = sitting();
    ok(&fixture, "review attend MR-1 'Rosa Lindt' --guest");
    refused(&fixture, "review edit MR-1 --members P-1,P-2,P-3,P-4,P-5", &["whoever was forgotten is admitted (admit)"]);
    refused(&fixture, "review admit MR-1 P-6 --reason 'She knows it best'", &["Edda Holm is not marked as a voting"]);
    let said = fixture.fails(2, &held::words("review admit MR-1 P-1"));
    assert!(said.contains("--reason"), "{said}");
    let words = fixture.copy();
    let said = ok(&words, "review admit MR-1 P-1 --reason 'Left out of the call by mistake'");
    assert!(said.contains("Quorum: 5 of 5 voting members present"), "{said}");
    let mut desk = Desk::new(&fixture);
    desk.press("2 s").text("admit").press("Enter").sees("Admit a voting member").press("Down").sees("Rosa Lindt");
    desk.sees_not("Edda Holm").press("Enter").text("Left out of the call by mistake").press("Ctrl-S");
    desk.sees("5 of 5 voting members present");
    for fixture in [&words, &fixture] {
        let minutes = ok(fixture, "review minutes MR-1");
        assert!(minutes.contains("Rosa Lindt as a voting member: Left out of the call by mistake"), "{minutes}");
        assert_eq!(fixture.verify(), Vec::<String>::new());
    }
    // A slip is taken back while nothing rests on it; nobody comes in once something is decided.
    let slip = words.copy();
    ok(&slip, "undo --yes");
    assert!(!ok(&slip, "review minutes MR-1").contains("Left out of the call"));
    ok(&slip, "review decide MR-1 D-1");
    refused(
        &slip,
        "review admit MR-1 P-1 --reason 'Left out'",
        &["D-1 is decided already: whoever was forgotten attends"],
    );
    ok(&words, "review decide MR-1 D-1");
    refused(&words, "review edit MR-1 --members P-2,P-3", &["whoever was forgotten is admitted"]);
}
