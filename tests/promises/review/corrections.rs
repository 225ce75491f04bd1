//! What was decided is put right: the vote by chair and secretary, the spelling, the words by another decision.

use gavel::domain::value::Value;

use super::held;
use super::tools::{called, denied, ok, refused, refused_with, step, value};
use crate::fixture::{Fixture, text};
use crate::screen::desk::Desk;

const CORRECT: &str = "review correct MR-1 D-1";
const AGREED: &str = "--how message --reason 'It was typed wrongly'";

fn minutes(fixture: &Fixture) -> String {
    ok(fixture, "review minutes MR-1")
}

/// D-1 was carried by two to one, with Carla recused; the meeting is over, and everybody has left.
#[test]
fn a_vote_that_was_taken_down_wrongly_is_put_right_by_chair_and_secretary() {
    let fixture = Fixture::after(held::conclude);
    let one = |words: &str| format!("{CORRECT} {words} {AGREED}");
    refused_with(&fixture, 2, &format!("{CORRECT} --against 'Rosa Lindt' --reason 'A slip'"), &["--how"]);
    refused(&fixture, &one("--against 'Dev Anand'"), &["Dev Anand is not there to vote"]);
    refused(&fixture, &one("--for 'Carla Stein'"), &["Carla Stein is recused in the matter"]);
    refused(&fixture, &one("--count 2-1-0"), &["A vote by name has no count beside it"]);
    refused_with(&fixture, 2, &one("--for ben").replace("D-1", "D-2"), &["D-2 was not voted on"]);
    let others = [("taken_back_by", "P-3"), ("taken_back_with", "P-2")].map(|(field, who)| {
        let mut given = vec![
            ("taken_back_by", Value::Link(called(&fixture, "P-2").id)),
            ("taken_back_with", Value::Link(called(&fixture, "P-1").id)),
            ("taken_back_how", Value::Choice("meeting")),
        ];
        given.retain(|(name, _)| *name != field);
        given.push((field, Value::Link(called(&fixture, who).id)));
        step(&called(&fixture, "D-1"), "take_back", &given)
    });
    for (act, who) in others.into_iter().zip(["chair", "secretary"]) {
        let said = denied(&fixture, [act]);
        assert!(said.contains(&format!("This person was not the {who} of the meeting")), "{said}");
    }
    let was = "2 for, 1 against, 0 abstaining, 1 recused; 2 of the 3 votes cast are for; 2 are needed: carried";
    let is = "1 for, 2 against, 0 abstaining, 1 recused; 1 of the 3 votes cast is for; 2 are needed: not carried";
    ok(&fixture, &one("--against 'Rosa Lindt'"));
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("not-carried")));
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(is)));
    let first = format!(
        "Corrected on 23 November 2026 by Iris Falk (by message, not on file) and Rosa Lindt (by message, entered by \
         themselves): {is}. Before: {was}. Reason: It was typed wrongly. \
         Votes: Rosa Lindt, for → against."
    );
    assert_eq!(minutes(&fixture).matches(&first).count(), 1, "{}", minutes(&fixture));
    assert_eq!(minutes(&fixture).matches("Corrected on").count(), 1);
    // It is put right as often as it was wrong, and each time is told once.
    ok(&fixture, &one("--for 'Rosa Lindt' --abstaining 'Ben Okafor'"));
    let again = "2 for, 0 against, 1 abstaining, 1 recused; 2 of the 2 votes cast are for; 2 are needed: carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(again)));
    let told = minutes(&fixture);
    assert_eq!((told.matches(&first).count(), told.matches("Corrected on").count()), (1, 2), "{told}");
    assert!(told.contains(&format!("{again}. Before: {is}. Reason")), "{told}");
    let both = ["Rosa Lindt, against → for", "Ben Okafor, against → abstaining"];
    assert!(both.iter().all(|turned| told.contains(turned)), "{told}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
    // What was circulated says something else: it is circulated anew before it is approved.
    ok(&fixture, "review minutes MR-1 --circulate");
    ok(&fixture, "review approve MR-1 --for chair --how meeting");
    ok(&fixture, "review approve MR-1 --for secretary --how signature");
    refused(&fixture, &one("--for 'Ben Okafor'"), &["MR-1 is sealed; put a correction into an addendum"]);
    let given = [
        ("taken_back_by", Value::Link(called(&fixture, "P-2").id)),
        ("taken_back_with", Value::Link(called(&fixture, "P-1").id)),
        ("taken_back_how", Value::Choice("meeting")),
    ];
    let said = denied(&fixture, [step(&called(&fixture, "D-1"), "take_back", &given)]);
    assert!(said.contains("MR-1 is sealed; put a correction into an addendum"), "{said}");
    let said = denied(&fixture, [step(&called(&fixture, "D-1"), "respell", &[("text", text("Puase releases"))])]);
    assert!(said.contains("MR-1 is sealed; put a correction into an addendum"), "{said}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// Who was there is read as it was, whoever came and left since; a count is said anew, and a tie asks for the chair's word.
#[test]
fn a_count_is_put_right_by_who_was_there_then() {
    let fixture = held::open_by("--voting count --tie-rule casting");
    held::script(
        &fixture,
        "
        review item MR-1 d1
        review propose MR-1 'Buy a scanner' --subject policy
        review vote MR-1 D-1 --count 3-1-0 --against 'Ben Okafor'
        review leave MR-1 'Ben Okafor' 'Iris Falk'
        review attend MR-1 'Dev Anand'
        ",
    );
    refused(
        &fixture,
        &format!("{CORRECT} --count 4-1-0 {AGREED}"),
        &["are 5, and 4 can vote: 4 voting members present"],
    );
    refused(&fixture, &format!("{CORRECT} --count 4-0-0 {AGREED}"), &["1 is named against, and 0 counted"]);
    refused_with(
        &fixture,
        2,
        &format!("{CORRECT} --count 2-2-0 {AGREED}"),
        &["a tie, which the chair decides: say how"],
    );
    ok(&fixture, &format!("{CORRECT} --count 2-2-0 --casting for {AGREED}"));
    let words = "2 for, 2 against, 0 abstaining; 2 of the 4 votes cast are for; 3 are needed; a tie, the chair's casting vote \
                 is for it, 3 of 5: carried";
    assert_eq!(value(&fixture, "D-1", "count"), Some(text(words)));
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("4 of 5 voting members present, 3 needed")));
    assert!(value(&fixture, "CH-1", "what").is_some(), "the planned change stays");
    refused_with(&fixture, 2, "planned-change show CH-2", &["CH-2"]);
    let same = format!("{CORRECT} --count 2-2-0 --casting for {AGREED}");
    refused_with(&fixture, 2, &same, &["D-1 stands so already"]);
    ok(&fixture, &format!("{CORRECT} --count 4-0-0 --for 'Ben Okafor' {AGREED}"));
    assert_eq!(value(&fixture, "D-1", "casting"), None);
    assert_eq!(minutes(&fixture).matches("Corrected on").count(), 2);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_spelling_of_a_decision_is_put_right_and_what_it_says_stays() {
    let fixture = held::open_by("--voting count");
    held::script(
        &fixture,
        "review item MR-1 d1\nreview propose MR-1 'Pause releeses wihle Ben Okafor agrees' --subject other",
    );
    let line = |words: &str| format!("review respell MR-1 D-1 '{words}'");
    refused_with(&fixture, 2, &line("Pause releases"), &["D-1 has no result; its words are edited"]);
    ok(&fixture, "review vote MR-1 D-1 --count 3-1-0");
    let before = called(&fixture, "D-1");
    for (words, told) in [
        ("Do not pause releases while Ben Okafor agrees", "“not” is a negation"),
        ("Pause releases while Ben Okafer agrees", "is a name"),
        ("Pause releases while Ben Okafor", "Words were added, or taken away"),
    ] {
        refused(&fixture, &line(words), &["what is to say something else is worded anew", told]);
    }
    ok(&fixture, &line("Pause releases wihle Ben Okafor agrees"));
    let told = minutes(&fixture);
    assert!(told.contains("\nPause releases wihle") && !told.contains("releeses"), "{told}");
    assert!(ok(&fixture, "decision history D-1").contains("Pause releeses wihle"));
    let after = called(&fixture, "D-1");
    for name in ["state", "count", "quorum", "votes_for", "decided_on"] {
        assert_eq!(after.get(name), before.get(name), "{name}");
    }
    // A slip at a time it would come to say something else: it is compared with what was voted on.
    refused(&fixture, &line("Pause relapses while Ben Okafor agrees"), &["“releeses” and “relapses” are two words"]);
    let mut desk = Desk::new(&fixture);
    desk.press("2 End").sees("D-1").press("e").sees("D-1 is decided. What is wrong?").press("Enter");
    desk.sees("Correct the spelling").press("Ctrl-U").text("Pause releases while Ben Okafor agrees").press("Ctrl-S");
    assert_eq!(value(&fixture, "D-1", "text"), Some(text("Pause releases while Ben Okafor agrees")));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn what_is_worded_anew_supersedes_in_the_act_that_carries_it() {
    let fixture = held::open_by("--voting count");
    held::script(
        &fixture,
        "
        review item MR-1 d1
        review propose MR-1 'Pause releases' --subject other --grounds 'They are late'
        review vote MR-1 D-1 --count 4-0
        review word-anew MR-1 D-1 'Pause releases of claims triage'
        ",
    );
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("carried")));
    assert_eq!(value(&fixture, "D-2", "grounds"), Some(text("They are late")));
    refused(&fixture, "decision edit D-2 --replaces D-2", &["A decision words another one anew, and not itself"]);
    let rejected = fixture.copy();
    ok(&rejected, "review vote MR-1 D-2 --count 0-4");
    assert_eq!(value(&rejected, "D-1", "state"), Some(Value::Choice("carried")), "it stands");
    let head = fixture.store().view().head().unwrap().sequence;
    ok(&fixture, "review vote MR-1 D-2 --count 3-1");
    assert_eq!(fixture.store().view().head().unwrap().sequence, head + 1, "one act");
    assert_eq!(value(&fixture, "D-1", "state"), Some(Value::Choice("superseded")));
    let told = minutes(&fixture);
    for words in [
        "- **Replaced by:** D-2 Pause releases of claims triage\n",
        "- **Reason:** D-2 words it anew\n",
        "- **Replaces:** D-1 Pause releases\n",
    ] {
        assert_eq!(told.matches(words).count(), 1, "{words} is not in\n{told}");
    }
    refused_with(
        &fixture,
        2,
        "review word-anew MR-1 D-1 'Pause them'",
        &["D-1 is superseded: what holds is worded anew"],
    );
    // By keys, from the decision itself.
    let mut desk = Desk::new(&fixture);
    desk.press("2 End").sees("D-2").press("e Down Enter").sees("Word it anew").text(" and fraud scoring");
    desk.press("Ctrl-S").sees("Does anybody object?").press("y");
    assert_eq!(value(&fixture, "D-2", "state"), Some(Value::Choice("superseded")));
    assert_eq!(value(&fixture, "D-3", "text"), Some(text("Pause releases of claims triage and fraud scoring")));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn minutes_tell_what_stood_before_and_who_typed_what_is_of_neither_officer() {
    let fixture = held::open_by("--voting count");
    held::script(
        &fixture,
        "
        review item MR-1 a
        review propose MR-1 'Inform the staff' --subject improvement
        review vote MR-1 D-1 --count 3-1-0 --as 'Ben Okafor'
        review respell MR-1 D-1 'Inform the stuff' --as 'Ben Okafor'
        ",
    );
    let flat = |fixture: &Fixture| ok(fixture, "review minutes MR-1").split_whitespace().collect::<Vec<_>>().join(" ");
    let minutes = flat(&fixture);
    for told in [
        "Typed by: Rosa Lindt, in the name of Ben Okafor",
        "Decided with “staff”, now “stuff”; respelled by Rosa Lindt, in the name of Ben Okafor",
    ] {
        assert!(minutes.replace('*', "").contains(told), "{told} is not in\n{minutes}");
    }
    ok(&fixture, "review correct MR-1 D-1 --count 1-3-0 --how message --reason 'It was miscounted' --as 'Ben Okafor'");
    let minutes = flat(&fixture);
    for told in [
        "by Iris Falk (by message, not on file) and Rosa Lindt (by message, entered by themselves)",
        "Typed by Rosa Lindt, in the name of Ben Okafor.",
    ] {
        assert!(minutes.contains(told), "{told} is not in\n{minutes}");
    }
}

#[test]
fn a_tie_that_is_voted_on_anew_and_an_outcome_that_is_worded_anew_stand_in_the_minutes() {
    let fixture = held::open_by("--voting count --tie-rule casting");
    held::script(
        &fixture,
        "
        review item MR-1 a
        review propose MR-1 'Inform the staff' --subject improvement
        review vote MR-1 D-1 --count 2-2-0
        review vote MR-1 D-1 --count 1-3-0
        ",
    );
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("Voted on anew. Before, on 23 November 2026: 2 for, 2 against"), "{minutes}");
    let fixture = Fixture::after(held::conclude);
    held::script(&fixture, "agenda-item edit AG-3 --outcome 'All cases were found to be closed' --as 'Ben Okafor'");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(
        minutes.contains("Worded otherwise after the meeting, by Rosa Lindt, in the name of Ben Okafor"),
        "{minutes}"
    );
    assert!(minutes.contains("before: Nothing to decide."), "{minutes}");
    // So does what is judged otherwise of the system once the meeting is over.
    assert!(!minutes.contains("Effectiveness: Worded otherwise"), "{minutes}");
    let judged = "review judge MR-1 effectiveness no 'Half of the cases came back' --as 'Ben Okafor'";
    held::script(&fixture, judged);
    let minutes = ok(&fixture, "review minutes MR-1");
    let told =
        "Effectiveness: Worded otherwise after the meeting, by Rosa Lindt, in the name of Ben Okafor; before: Yes";
    assert!(minutes.contains(told), "{minutes}");
}

#[test]
fn what_is_changed_after_the_meeting_stands_in_its_minutes_with_who_changed_it() {
    let fixture = Fixture::after(held::conclude);
    let heading = "## Changed after the meeting was over";
    assert!(!ok(&fixture, "review minutes MR-1").contains(heading));
    held::script(
        &fixture,
        "
        note add 'Nobody objected' --about MR-1 --review MR-1 --type minuted --as 'Ben Okafor'
        note edit N-1 --type working --as 'Ben Okafor'
        review edit MR-1 --no-changes 'All is well' --as 'Ben Okafor'
        note add 'Mine alone' --about MR-1 --type working --as 'Ben Okafor'
        ",
    );
    let gone = fixture.run(&["attendance", "void", "AT-2", "--reason", "Was not there", "--as", "Ben Okafor"]);
    let minutes = ok(&fixture, "review minutes MR-1");
    let told = minutes.split(heading).nth(1).unwrap_or_else(|| panic!("{minutes}"));
    let by = "by Rosa Lindt, in the name of Ben Okafor.";
    assert!(told.contains("Nobody objected") && told.contains("Working"), "what is taken out says so: {told}");
    assert!(told.contains("All is well"), "{told}");
    assert!(gone.code != 0 || told.contains("AT-2: voided, by"), "{told}");
    assert!(told.matches(by).count() >= 3, "{told}");
    assert!(!minutes.contains("Mine alone"), "{minutes}");
}
