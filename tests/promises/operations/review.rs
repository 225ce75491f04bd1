//! What is done in a review, as its operations declare it: by key, by choice and by word; a reason names what comes first.

use gavel::workflow::operation::Operation;
use gavel::workflow::review::operations::{
    self, ADJOURN, AGENDA, AGENDA_ITEM, APPROVE, ATTEND, CALL, CIRCULATE, CONCLUDE, JUDGE, MINUTES, OPEN,
};

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::{ok, refused, refused_with};
use crate::screen::desk::Desk;

/// What stands on the screen once these keys were pressed on the review.
fn shown(fixture: &Fixture, keys: &str) -> String {
    Desk::new(fixture).press("2").press(keys).screen()
}

fn names(operation: &Operation, ways: &[usize]) -> Vec<&'static str> {
    ways.iter().map(|way| operation.ways[*way].name).collect()
}

#[test]
fn what_has_no_key_is_offered_where_the_review_stands() {
    let planned = Fixture::after(held::committee);
    held::script(&planned, "review add 'The first' --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    let called = Fixture::after(held::call);
    let circulated = Fixture::after(held::call);
    held::script(&circulated, "review circulate MR-1");
    let open = Fixture::after(held::open);
    let adjourned = Fixture::after(held::open);
    held::script(&adjourned, "review adjourn MR-1");
    let own = [names(&AGENDA, &[0]), names(&ATTEND, &[operations::DELEGATE])].concat();
    let offered: [(&Fixture, Vec<&str>); 5] = [
        (&planned, names(&CALL, &[0])),
        (&called, [names(&CIRCULATE, &[operations::FIRST_VERSION]), names(&OPEN, &[0]), own.clone()].concat()),
        (&circulated, [names(&CIRCULATE, &[operations::NEW_VERSION]), names(&OPEN, &[0]), own.clone()].concat()),
        (
            &open,
            [names(&CONCLUDE, &[0]), names(&ADJOURN, &[0]), names(&CIRCULATE, &[operations::TABLED]), own].concat(),
        ),
        (&adjourned, names(&OPEN, &[operations::ANOTHER])),
    ];
    for (fixture, names) in offered {
        let screen = shown(fixture, "s");
        for name in names {
            assert!(screen.contains(name), "“{name}” is not offered:\n{screen}");
        }
    }
}

#[test]
fn minutes_are_circulated_and_approved_by_what_is_offered_and_by_word() {
    let fixture = Fixture::after(held::judge);
    held::script(&fixture, "review conclude MR-1");
    let screen = shown(&fixture, "s");
    assert!(screen.contains(MINUTES.ways[0].name), "{screen}");
    let said = ok(&fixture, "review minutes MR-1 --circulate");
    assert!(said.contains("Circulated MIN-1") && said.contains("MR-1-minutes-1.md"), "{said}");
    let screen = shown(&fixture, "s");
    for name in [APPROVE.ways[0].name, APPROVE.ways[1].name, MINUTES.ways[operations::CORRECTED].name] {
        assert!(screen.contains(name), "“{name}” is not offered:\n{screen}");
    }
    let said = ok(&fixture, "review approve MR-1 --for chair --how meeting");
    assert!(said.contains("One more approval is asked for before they are sealed"), "{said}");
    let said = ok(&fixture, "review approve MR-1 --for secretary --how signature");
    assert!(said.contains("The minutes of MR-1 are sealed. SHA-256:"), "{said}");
    assert!(said.contains("gavel review seal MR-1 --to FOLDER"), "{said}");
}

#[test]
fn how_an_item_ends_is_chosen_after_a_key_and_told_by_an_option() {
    let fixture = Fixture::after(held::open);
    held::script(&fixture, "review item MR-1 b");
    let screen = shown(&fixture, "f");
    for name in names(&AGENDA_ITEM, &[operations::DISCUSSED, operations::NOTED, operations::DEFERRED]) {
        assert!(screen.contains(name), "“{name}” is not offered:\n{screen}");
    }
    assert!(shown(&fixture, "]").contains(AGENDA_ITEM.ways[operations::LEFT_OPEN].name));
    for (option, state) in
        [("--discussed", "Discussed"), ("--noted 'None'", "Noted"), ("--deferred 'Late'", "Deferred")]
    {
        let fixture = Fixture::after(held::open);
        held::script(&fixture, "review item MR-1 b");
        ok(&fixture, &format!("review item MR-1 {option}"));
        assert!(ok(&fixture, "agenda-item show AG-3").contains(state), "{option}");
    }
}

#[test]
fn each_aspect_is_judged_in_a_form_of_its_own_and_by_word() {
    let fixture = Fixture::after(held::open);
    held::script(&fixture, "review item MR-1 conclusion");
    for (place, aspect) in ["suitability", "adequacy", "effectiveness", "resources-adequate"].into_iter().enumerate() {
        let form = JUDGE.title_of(place);
        let mut desk = Desk::new(&fixture);
        desk.press("2");
        for _ in 0..place {
            desk.press("Down");
        }
        desk.press("Enter").sees(&form[..20]);
        ok(&fixture, &format!("review judge MR-1 {aspect} yes 'It fits'"));
        desk.press("Esc");
        // What stands is what the form starts from.
        let mut desk = Desk::new(&fixture);
        desk.press("2");
        for _ in 0..place {
            desk.press("Down");
        }
        desk.press("Enter").sees("It fits");
    }
}

/// A word that reads where it is told nothing does what it is told otherwise.
#[test]
fn a_word_that_reads_and_does_does_only_what_it_is_told() {
    let fixture = Fixture::after(held::call);
    let head = ok(&fixture, "head");
    assert!(ok(&fixture, "review agenda MR-1").contains("Opening and previous minutes"));
    assert!(ok(&fixture, "review attend MR-1").contains("No quorum: 0 of 5"));
    assert!(ok(&fixture, "review minutes MR-1").contains("Aldgate Mutual"));
    assert_eq!(ok(&fixture, "head"), head);
    ok(&fixture, "review agenda MR-1 --add 'A word of thanks' --allotted 5m");
    assert!(ok(&fixture, "review agenda MR-1").contains("A word of thanks"));
    ok(&fixture, "review agenda MR-1 --up 'A word of thanks'");
    assert!(ok(&fixture, "review agenda MR-1 --standard").contains("holds that already"));
    held::script(&fixture, "review open MR-1");
    assert!(ok(&fixture, "review attend MR-1 --all").contains("Quorum: 5 of 5"));
    assert!(ok(&fixture, "review attend MR-1 --all").contains("Present"), "everybody is there: the roll is read");
    refused(&fixture, "review minutes MR-1 --circulate", &["MR-1 is in session"]);
    let both = "review minutes MR-1 --circulate --version 1";
    refused_with(&fixture, 2, both, &["cannot be used with"]);
}

#[test]
fn a_reason_names_what_comes_first_by_its_word() {
    let fixture = Fixture::after(held::open);
    let what = "gavel review agenda MR-1 shows what there is";
    refused_with(&fixture, 2, "review note MR-1 'x' --item nowhere", &["MR-1 has no agenda item “nowhere”", what]);
    refused_with(&fixture, 2, "review item MR-1", &["No item is named", what]);
    held::script(&fixture, "review item MR-1 conclusion");
    let concludes = "gavel review conclude MR-1 concludes the meeting";
    refused_with(&fixture, 2, "review item MR-1 next", &["This is the last item", concludes]);
    refused_with(&fixture, 2, "review item MR-1 a --noted x", &["AG-2 is not being considered"]);
    held::script(&fixture, "review propose MR-1 'Pause releases' --subject improvement");
    let line = "review vote MR-1 D-1 --against 'Dev Anand' --rest";
    refused_with(&fixture, 2, line, &["Dev Anand is no voting member who is there", "gavel review attend MR-1"]);
}

/// Nothing is named that can't be typed: a refusal tells the option of this command, or none.
#[test]
fn a_refusal_names_the_options_of_its_own_command() {
    let fixture = Fixture::after(held::open);
    let line = "review attend MR-1 'Ben Okafor' --for 'Iris Falk' --mandate 'Letter of 20 November'";
    let run = fixture.run(&held::words(line));
    assert_eq!(run.code, 1);
    assert!(run.err.contains("The one who is stood for is there") && run.err.contains("(--for)"), "{}", run.err);
    assert!(!run.err.contains("--stands-for") && !run.err.contains("--person"), "{}", run.err);
    held::script(&fixture, "review item MR-1 b");
    let run = fixture.run(&held::words("review item MR-1 --noted ''"));
    assert!(run.err.contains("Say what was noted") && !run.err.contains("--outcome"), "{}", run.err);
    // What only a move sets is edited by nobody, but said by the option of this command.
    held::script(&fixture, "review propose MR-1 'Wait' --subject other");
    let run = fixture.run(&held::words("review decide MR-1 D-1 --top-management 'Ben Okafor' --advice 'Wait'"));
    assert!(run.err.contains("(--top-management)") && !run.err.contains("decision edit"), "{}", run.err);
}
