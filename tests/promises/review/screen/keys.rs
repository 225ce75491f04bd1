//! A review led by keys: what each of them does, what is kept, and why one can't be used.

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::record::Record;
use gavel::domain::value::Value;
use gavel::store::list::Query;
use gavel::tui::command::{ENTRIES, Scope};
use gavel::tui::event::Event;
use gavel::workflow::review;
use ratatui::layout::Size;

use crate::fixture::{Fixture, text};
use crate::review::held;
use crate::review::tools::{called, ok, value};
use crate::screen::desk::Desk;

/// The review in session, after these commands.
fn session(commands: &str) -> Fixture {
    let fixture = Fixture::after(held::open);
    held::script(&fixture, commands);
    fixture
}

/// A proposal under the item that is being considered.
fn proposed() -> Fixture {
    session(
        "review item MR-1 d1
         review propose MR-1 'Pause releases' --subject improvement",
    )
}

fn at_review(fixture: &Fixture) -> Desk {
    let mut desk = Desk::new(fixture);
    desk.press("2");
    desk
}

fn state(fixture: &Fixture, reference: &str) -> String {
    called(fixture, reference).state_label().unwrap().to_owned()
}

fn linked(fixture: &Fixture, reference: &str, name: &str) -> String {
    let Some(Value::Link(id)) = value(fixture, reference, name) else { panic!("{reference} has no {name}") };
    fixture.store().view().record(id).unwrap().unwrap().reference().to_string()
}

fn all(fixture: &Fixture, register: &str) -> Vec<Record> {
    fixture.store().view().page(&Query::new(CATALOGUE.named(register).unwrap())).unwrap().records
}

/// Leaves the review and comes to it again, as it is in the file.
fn afresh(desk: &mut Desk) -> &mut Desk {
    desk.event(Event::FileChanged);
    desk
}

#[test]
fn the_agenda_is_walked_on_and_back() {
    let fixture = session("");
    let mut desk = at_review(&fixture);
    desk.press("]").sees("[Opening] a b").sees("0/10");
    assert_eq!(state(&fixture, "AG-1"), "Being considered");
    desk.press("[").sees("This is the first item");
    desk.press("]").sees("How does it end? Opening and previous minutes").press("]").sees("1/10");
    assert_eq!((state(&fixture, "AG-1"), state(&fixture, "AG-2")), ("Discussed".into(), "Being considered".into()));
    desk.press("] o").sees("b CHANGES IN CONTEXT");
    assert_eq!(state(&fixture, "AG-2"), "Not considered");
    desk.press("[").sees("a ACTIONS FROM EARLIER REVIEWS");
    assert_eq!(
        (state(&fixture, "AG-2"), state(&fixture, "AG-3")),
        ("Being considered".into(), "Not considered".into())
    );
    // From the agenda an item is looked at, and taken up with one more Enter.
    desk.press("w").text("concl").press("Enter").sees("looking at Conclusion; a is in session");
    assert_eq!(state(&fixture, "AG-2"), "Being considered");
    desk.press("Enter").sees("[End]").press("]").sees("This is the last item");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn an_item_ends_as_it_is_said() {
    let fixture = session("review item MR-1 b");
    let mut desk = at_review(&fixture);
    desk.press("f n Ctrl-S").sees("✖ Say what was noted").press("Enter");
    // However it ended, the meeting goes on.
    desk.text("Nothing to decide").press("Ctrl-S").sees("1/10").sees("c INTERESTED PARTIES");
    assert_eq!((state(&fixture, "AG-3").as_str(), state(&fixture, "AG-4").as_str()), ("Noted", "Being considered"));
    desk.press("Shift-Tab").sees("looking at b; c is in session").sees("Noted: Nothing to decide").press("Esc");
    desk.press("f d").text("The figures are late").press("Ctrl-S").sees("d1 NONCONFORMITIES");
    assert_eq!(state(&fixture, "AG-4"), "Deferred");
    assert_eq!(value(&fixture, "AG-4", "outcome"), Some(text("The figures are late")));
}

#[test]
fn a_note_is_taken_under_the_item_in_session_whichever_is_looked_at() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    desk.press("n").sees("Note under d1 Nonconformities").text("The third of its kind").press("Ctrl-S");
    desk.sees("The third of its kind").sees("N-1 is noted under d1");
    // What is restricted is on the screen by a key alone, and in no message.
    desk.press("n").text("A name").press("Tab").text("restr").press("Ctrl-S").sees("N-2 is restricted under d1");
    desk.sees("▣ 1 restricted note").sees_not("A name").press("R").sees("▣ Restricted: A name");
    desk.press("R").sees_not("A name").press("M").sees_not("A name").press("Esc");
    desk.press("p").text("Insurance").press("Ctrl-S").sees("For later: Insurance");
    assert_eq!(linked(&fixture, "N-1", "about"), "AG-5");
    let types = ["N-1", "N-2", "N-3"].map(|note| value(&fixture, note, "type"));
    let kind = |key| Some(Value::Choice(key));
    assert_eq!(types, [kind("minuted"), kind("restricted"), kind("parked")]);
    // To look at another item is not to take it up.
    desk.press("Shift-Tab").sees("c INTERESTED PARTIES").sees("looking at c; d1 is in session");
    desk.press("n").sees("Note under d1 Nonconformities").text("Under d1, too").press("Ctrl-S");
    assert_eq!((linked(&fixture, "N-4", "about"), state(&fixture, "AG-5")), ("AG-5".into(), "Being considered".into()));
}

#[test]
fn a_proposal_is_carried_where_nobody_objects() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    desk.press("d").text("Pause releases").press("Ctrl-S").sees("Does anybody object?").press("y");
    desk.sees("✓  CARRIED, NOBODY OBJECTED").sees("D-1 is carried; a agrees an action from it");
    desk.press("Enter").sees("✓ D-1").sees("nobody objected");
    assert_eq!((state(&fixture, "D-1").as_str(), linked(&fixture, "D-1", "item").as_str()), ("Carried", "AG-5"));
    desk.press("d").text("Wait").press("Ctrl-S Esc").sees("proposed, not decided").press("c y");
    assert_eq!((state(&fixture, "D-2").as_str(), value(&fixture, "D-2", "count")), ("Carried", None));
}

#[test]
fn a_vote_is_counted_as_it_was_marked() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("v").sees("Motion D-1 · d1").sees("4 still to say").press("Enter").sees("Still to say: Iris Falk, Ben");
    desk.press("A").sees("WOULD BE CARRIED   4 – 0 – 0").sees("Carla Stein (declared)").press("A");
    desk.press("a s f -").sees("1 still to say").press("A").sees("WOULD BE CARRIED   2 – 1 – 1");
    desk.press("Home Space").sees("2 – 0 – 2").press("a a a").sees("WOULD NOT BE CARRIED   1 – 3 – 0");
    desk.press("Enter").sees("✗  NOT CARRIED 1–3–0");
    desk.sees("D-1 is not carried, 1 for, 3 against, 0 abstaining; ] goes on");
    assert_eq!(state(&fixture, "D-1"), "Not carried");
    assert_eq!(all(&fixture, "vote").len(), 4);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_ballot_that_is_left_records_nothing() {
    let fixture = proposed();
    let head = fixture.store().view().head().unwrap();
    let mut desk = at_review(&fixture);
    desk.press("v a a Esc").sees("The votes you entered are not recorded yet").press("n").sees("AGAINST   2");
    desk.press("q").sees("The votes you entered are not recorded yet").press("y").sees("proposed, not decided");
    // Where nothing was entered there is nothing to ask.
    desk.press("v Esc").sees("proposed, not decided");
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

#[test]
fn top_management_decides_after_advice() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("b").sees("Iris Falk").press("Tab").text("The meeting is split").press("Ctrl-S").sees("by Iris Falk");
    assert_eq!((state(&fixture, "D-1").as_str(), linked(&fixture, "D-1", "decided_by").as_str()), ("Carried", "P-2"));
    assert_eq!(value(&fixture, "D-1", "advice"), Some(text("The meeting is split")));
}

/// Beside the text itself, and with a vote that is not unanimous.
#[test]
fn a_decision_voted_on_with_an_owned_and_dated_action_takes_at_most_twelve_keys() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    let mut keys = 0;
    let mut press = |desk: &mut Desk, names: &str| {
        keys += names.split(' ').count();
        desk.press(names);
    };
    press(&mut desk, "d");
    desk.text("Pause releases without a bias report");
    press(&mut desk, "Ctrl-S v a A Enter a");
    desk.text("Tell the vendors");
    press(&mut desk, "Tab");
    desk.text("carla");
    press(&mut desk, "Tab");
    desk.text("fri");
    press(&mut desk, "Ctrl-S");
    assert!(keys <= 12, "{keys}");
    assert_eq!(state(&fixture, "D-1"), "Carried");
    assert_eq!((linked(&fixture, "A-1", "source"), linked(&fixture, "A-1", "owner")), ("D-1".into(), "P-4".into()));
    assert_eq!(value(&fixture, "A-1", "due"), Some(Value::Date("2026-11-27".parse().unwrap())));
}

#[test]
fn what_is_typed_into_a_step_survives_escape_and_a_new_start() {
    let fixture = proposed();
    for (keys, form) in
        [("n", "Note"), ("d", "Decide"), ("a", "New action"), ("p", "Set aside"), ("b Tab", "Top management decides")]
    {
        let mut desk = at_review(&fixture);
        desk.press(keys).sees(form).text("Half a thought").press("Esc").sees("Draft kept");
        desk.press(keys).sees("Ctrl-R goes on with it").press("Ctrl-R").sees("Half a thought").press("Esc");
        drop(desk);
        let mut desk = at_review(&fixture);
        desk.press(keys).press("Ctrl-R").sees("Half a thought").press("Ctrl-X y").sees("Review MR-1");
    }
    let mut desk = at_review(&fixture);
    desk.press("D").sees("No drafts are kept");
}

#[test]
fn a_draft_goes_to_the_item_for_which_it_was_begun() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    desk.press("n").text("Half").press("Esc").press("] Enter").sees("d2 Monitoring");
    drop(desk);
    let mut desk = Desk::new(&fixture);
    desk.press("D Enter").sees("Half").text(" and whole").press("Ctrl-S");
    assert_eq!(
        (linked(&fixture, "N-1", "about").as_str(), called(&fixture, "N-1").title()),
        ("AG-5", "Half and whole")
    );
}

/// What concluding asks for, as its refusal lists it, with what stands on the screen where a line leads.
const LEADS: [(&str, &str); 16] = [
    ("a Actions from earlier reviews is not", "a ACTIONS FROM EARLIER REVIEWS"),
    ("b Changes in context is not", "b CHANGES IN CONTEXT"),
    ("c Interested parties and their needs is not", "c INTERESTED PARTIES"),
    ("d1 Nonconformities and corrective actions is not", "d1 NONCONFORMITIES"),
    ("d2 Monitoring and measurement is not", "d2 MONITORING"),
    ("d3 Audit results is not", "d3 AUDIT RESULTS"),
    ("e Opportunities for improvement is not", "e OPPORTUNITIES"),
    ("AG-1 Opening and previous minutes is still", "OPENING AND PREVIOUS MINUTES"),
    ("AG-9 Resources is still", "RESOURCES"),
    ("Suitability is not judged", "╭ Suitability: "),
    ("Adequacy is not judged", "╭ Adequacy: "),
    ("Effectiveness is not judged", "╭ Effectiveness: "),
    ("D-1 is only proposed", "○ D-1   Pause releases"),
    ("No improvement is decided", "▌Why no improvement"),
    ("No change to the system is decided", "▌Why no change"),
    ("Next review is empty", "▌Next review"),
];

#[test]
fn words_that_are_wanting_are_asked_for_where_they_are_typed() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    for (key, words) in [("n", "The second is typed"), ("p", "The third is typed")] {
        desk.press(key).press("Ctrl-S").sees("Text is empty").text(words).press("Ctrl-S");
        let written = fixture.ok(&["note", "list", "--plain", "typed"]);
        assert!(written.contains(words), "{written}");
    }
    let told = fixture.fails(2, &["review", "note", "MR-1", ""]);
    assert!(told.contains("Text is empty"), "{told}");
    // What only people do is not done to a review.
    desk.press("X").sees("Select one person first");
    let told = fixture.fails(2, &["review", "results", "MR-1"]);
    assert!(told.contains("Say what comes of the review"), "{told}");
}

#[test]
fn each_line_of_the_refusal_to_conclude_leads_to_its_place_and_back() {
    let fixture = proposed();
    let head = fixture.store().view().head().unwrap();
    let mut desk = at_review(&fixture);
    for (place, (line, leads_to)) in LEADS.iter().enumerate() {
        desk.press("s Enter").sees("MR-1 can't be concluded").sees(line);
        for _ in 0..place {
            desk.press("Down");
        }
        desk.press("Enter").sees(leads_to);
        if !desk.app.top().unwrap().scopes().contains(&Scope::At(&review::operations::ON_REVIEW)) {
            desk.press("Esc").sees("can't be concluded").press("Esc");
        }
        assert!(desk.app.top().unwrap().scopes().contains(&Scope::At(&review::operations::ON_REVIEW)), "{line}");
    }
    assert_eq!(fixture.store().view().head().unwrap(), head, "nothing is changed by looking");
}

#[test]
fn from_where_a_line_leads_there_is_a_way_back_to_the_refusal() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("s Enter Down Down Down Down Down Down Down Down Down Enter").sees("╭ Suitability: ");
    desk.press("Esc").sees("MR-1 can't be concluded").press("Enter").text("yes").press("Tab").text("It fits");
    // What was put right is not told any more.
    desk.press("Ctrl-S").sees_not("can't be concluded");
    assert_eq!(all(&fixture, "conclusion").len(), 1);
}

#[test]
fn every_line_of_the_refusal_can_be_seen_in_a_small_window() {
    let fixture = proposed();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2 s Enter");
    for (line, _) in LEADS {
        desk.sees(line).press("Down");
    }
}

#[test]
fn where_nobody_of_top_management_came_the_refusal_leads_to_the_roll() {
    let fixture = Fixture::after(held::call);
    held::script(&fixture, "review open MR-1\nreview attend MR-1 'Rosa Lindt' 'Ben Okafor' 'Carla Stein'");
    let mut desk = at_review(&fixture);
    desk.press("s Enter").sees("Nobody of top management is recorded as present");
    // The inputs and the other items come first.
    desk.press("Down Down Down Down Down Down Down Down Down Enter").sees("Attendance").press("Esc");
    desk.sees("can't be concluded").press("Esc").sees("Review MR-1 · in session");
}

#[test]
fn a_decision_after_the_quorum_is_lost_is_provisional() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    for name in ["ben", "carla"] {
        desk.press("-").text(name).press("Enter").sees("has left");
    }
    desk.sees("✖ No quorum: 2 of 5, 3 needed");
    desk.press("d").text("Pause releases").press("Ctrl-S");
    desk.sees("nobody: carried provisionally, without a quorum").press("y");
    desk.sees("◐  PROVISIONAL, NO QUORUM").press("Enter").sees("◐ D-1");
    assert_eq!(state(&fixture, "D-1"), "Provisional, without quorum");
    desk.press("d").text("Wait").press("Ctrl-S v A").sees("No quorum: provisional until it is ratified");
}

#[test]
fn what_is_provisional_is_ratified_once_the_quorum_is_there_again() {
    let fixture = session(
        "review item MR-1 d1
         review leave MR-1 'Ben Okafor' 'Carla Stein'
         review propose MR-1 'Pause releases' --subject improvement
         review decide MR-1 D-1
         review attend MR-1 'Ben Okafor'",
    );
    let mut desk = at_review(&fixture);
    desk.sees("✓ Quorum 3 of 5").press("End").sees("provisional");
    let offered = ["s", "m", ": r a t i f y"].into_iter().any(|keys| {
        desk.press(keys);
        let offered = desk.screen().lines().any(|line| line.contains("Ratify"));
        desk.press("Esc");
        offered
    });
    assert!(offered, "no key ratifies D-1; gavel review decide MR-1 D-1 --ratify does");
}

#[test]
fn who_is_recused_does_not_vote() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("i").text("carla").press("Tab").text("Owns shares").press("Ctrl-S").sees("Carla Stein: Owns shares");
    desk.press("v A").sees("– Carla Stein, recused").sees("3 – 0 – 0").sees("1 recused");
    desk.press("Down Down f").sees("This member declared an interest and is recused").sees("– Carla Stein, recused");
    desk.press("Up a Enter").sees("CARRIED 2–1–0, 1 RECUSED");
    let ballots: Vec<_> = all(&fixture, "vote").iter().filter_map(|vote| vote.get("ballot").cloned()).collect();
    assert_eq!(ballots.iter().filter(|ballot| **ballot == Value::Choice("recused")).count(), 1);
}

#[test]
fn who_leaves_the_room_for_an_item_is_not_asked_to_vote() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("i").text("carla").press("Tab").text("Owns shares").press("Tab").text("leaves").press("Ctrl-S");
    desk.press("v A").sees("✓ Ben Okafor").sees_not("✓ Carla Stein").sees_not("· Carla Stein").press("Enter");
    assert_eq!(state(&fixture, "D-1"), "Carried");
}

#[test]
fn what_is_offered_says_that_a_recusal_takes_the_quorum_away() {
    let fixture = held::open_by("--recused-present no");
    held::script(
        &fixture,
        "review interest MR-1 'Carla Stein' 'Owns shares' --item d1
         review leave MR-1 'Ben Okafor'
         review item MR-1 d1",
    );
    let mut desk = at_review(&fixture);
    desk.press("d").text("Pause releases").press("Ctrl-S");
    let offered = desk.screen();
    desk.press("y");
    let provisional = state(&fixture, "D-1") == "Provisional, without quorum";
    assert!(provisional, "the case is as it is meant");
    assert!(offered.contains("carried provisionally, without a quorum"), "{offered}");
}

/// Whether the interest is known before the item is taken up, or declared in the middle of it.
#[test]
fn who_leaves_the_room_for_an_item_is_off_the_roll_whenever_it_is_declared() {
    let before = session("review interest MR-1 'Carla Stein' 'Owns shares' --item d1 --consequence leaves");
    let mut desk = at_review(&before);
    desk.press("w").text("d1").press("Enter Enter").sees("[d1]").sees("Quorum 3 of 5");
    let amid = session("review item MR-1 d1");
    let mut desk = at_review(&amid);
    desk.press("i").text("carla").press("Tab").text("Owns shares").press("Tab").text("leaves").press("Ctrl-S");
    desk.sees("Carla Stein: Owns shares · recused; leaves the room").sees("Quorum 3 of 5");
}

#[test]
fn who_comes_late_is_on_the_roll_as_late() {
    let mut fixture = session("review item MR-1 opening");
    fixture.at("2026-11-23T09:20:00Z");
    let mut desk = at_review(&fixture);
    desk.press("+").sees("Who arrives?").text("dev").press("Enter").sees("Quorum: 5 of 5");
    desk.sees("Dev Anand · voting member · present · came late");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_roll_is_called_with_a_key_a_person() {
    let fixture = Fixture::after(held::call);
    let mut desk = at_review(&fixture);
    desk.press("s")
        .text("open")
        .press("Enter")
        .sees("Attendance")
        .press("Space r x A")
        .sees("4 of 5 voting members here");
    desk.press("Esc").sees("No quorum: 0 of 5");
    desk.press("r Space r x A Enter").sees("✓ Quorum 4 of 5");
    let how = |row: &Record| row.get("how").cloned().unwrap();
    let mut hows: Vec<_> = all(&fixture, "attendance").iter().map(how).collect();
    hows.sort_by_key(|how| format!("{how:?}"));
    assert_eq!(hows, ["apologies", "remote", "room", "room", "room"].map(Value::Choice));
    // Called once more, only what is different is recorded.
    desk.press("r Space Enter").sees("Quorum 3 of 5");
    assert_eq!(all(&fixture, "attendance").len(), 5);
}

#[test]
fn an_adjourned_review_goes_on_where_it_was() {
    let fixture = session(
        "review item MR-1 opening
         review item MR-1 --noted 'None'
         review item MR-1 a
         review item MR-1 --discussed
         review item MR-1 b
         review note MR-1 'Half said'",
    );
    let mut desk = at_review(&fixture);
    desk.press("s").text("adjourn").press("Enter").sees("Review MR-1 · adjourned").sees("Half said");
    desk.press("]").sees("The meeting is not in session (it is adjourned)");
    drop(desk);
    let mut desk = at_review(&fixture);
    desk.press("s Enter").sees("Attendance").sees("0 of 5 voting members here").press("A Enter");
    desk.sees("in session").sees("Quorum 4 of 5").press("]").sees("b CHANGES IN CONTEXT").sees("Half said");
    assert_eq!(value(&fixture, "MR-1", "sittings"), Some(Value::Number(2)));
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_key_that_can_t_be_used_says_why() {
    let fixture = Fixture::after(held::committee);
    let mut desk = at_review(&fixture);
    for key in ["n", "d", "]", "v", "r", "O"] {
        desk.press(key).sees("There is no review yet; s begins one");
    }
    held::script(&fixture, "review call --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    afresh(&mut desk).sees("Review MR-1 · called");
    for key in ["]", "[", "f", "c", "v", "b", "C"] {
        desk.press(key).sees("The meeting is not in session (it is called); s opens it");
    }
    held::script(&fixture, "review open MR-1\nreview attend MR-1 --all");
    afresh(&mut desk).press("f").sees("No item is being considered; ] goes to the first");
    desk.press("v").sees("No proposal is selected; d words one").press("C").sees("No action waits to be confirmed");
    held::script(&fixture, "review propose MR-1 'Wait' --subject other\nreview decide MR-1 D-1");
    afresh(&mut desk).press("w").text("concl").press("Enter End").press("c").sees("D-1 is decided already");
    let mut stranger = Desk::as_user(&fixture, "stranger", Size::new(120, 40));
    for key in ["s", "n", "d", "]", "r"] {
        stranger.press("2").press(key).sees("Nobody here has the user name stranger");
    }
}

#[test]
fn what_others_commit_meanwhile_is_seen() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    ok(&fixture, "review note MR-1 'Taken elsewhere'");
    afresh(&mut desk).sees("Taken elsewhere");
    ok(&fixture, "review propose MR-1 'Pause releases' --subject improvement");
    afresh(&mut desk).sees("Pause releases").sees("proposed, not decided");
    ok(&fixture, "review leave MR-1 'Ben Okafor' 'Carla Stein'");
    afresh(&mut desk).sees("No quorum: 2 of 5");
    ok(&fixture, "agenda-item edit AG-5 --commentary 'Seven raised'");
    afresh(&mut desk).sees("Seven raised").sees_not("Six raised");
    // The meeting goes on, and the screen with it.
    ok(&fixture, "review item MR-1 b");
    afresh(&mut desk).sees("b CHANGES IN CONTEXT").sees("External issues 1");
    ok(&fixture, "context-issue add 'A new regulator' --origin external --field legal --changed-on 2026-11-20");
    afresh(&mut desk).sees("External issues 2");
    ok(&fixture, "review adjourn MR-1");
    afresh(&mut desk).sees("Review MR-1 · adjourned");
}

#[test]
fn a_step_form_keeps_its_words_while_others_commit() {
    let fixture = session("review item MR-1 d1");
    let mut desk = at_review(&fixture);
    desk.press("n").text("Half a");
    ok(&fixture, "review item MR-1 d2");
    afresh(&mut desk).sees("Half a").text(" thought").press("Ctrl-S");
    assert_eq!(
        (linked(&fixture, "N-1", "about").as_str(), called(&fixture, "N-1").title()),
        ("AG-5", "Half a thought")
    );
}

/// Whoever is not there any more has no vote, though the ballot was open before.
#[test]
fn a_vote_is_counted_among_those_who_are_there_when_it_is_recorded() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("v").sees("Ben Okafor");
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    afresh(&mut desk).sees("Motion D-1").sees_not("Ben Okafor").press("A").sees("3 – 0 – 0").press("Enter");
    assert_eq!(state(&fixture, "D-1"), "Carried");
    assert_eq!(all(&fixture, "vote").len(), 3);
}

#[test]
fn what_is_decided_elsewhere_is_not_decided_again() {
    let fixture = proposed();
    let mut desk = at_review(&fixture);
    desk.press("v A");
    ok(&fixture, "review decide MR-1 D-1");
    let head = fixture.store().view().head().unwrap();
    // What it led to is shown in the place of the vote.
    afresh(&mut desk).sees("✓  CARRIED, NOBODY OBJECTED").press("Enter");
    assert_eq!(fixture.store().view().head().unwrap(), head);
    desk.sees("✓ D-1");
}

fn at_sealed(fixture: &Fixture) -> Desk {
    let mut desk = Desk::new(fixture);
    desk.press("8")
        .text("reviews")
        .press("Enter f")
        .text("everything")
        .press("Enter Enter")
        .sees("Review MR-1 · sealed");
    desk
}

#[test]
fn a_sealed_review_offers_nothing_that_changes_it() {
    let fixture = Fixture::after(held::seal);
    let head = fixture.store().view().head().unwrap();
    let mut desk = at_sealed(&fixture);
    desk.press("s");
    for step in
        ["Approve the", "Circulate", "Conclude the", "Open the", "Change day", "Add an agenda item", "A delegate"]
    {
        desk.sees_not(step);
    }
    desk.press("Esc");
    // On the lines of the review itself, and on a decision of it.
    for way in ["g", "Shift-Tab", "Shift-Tab Down Down Down Down Tab Tab Tab"] {
        desk.press("1");
        desk = at_sealed(&fixture);
        desk.press(way);
        let scopes = [Scope::At(&review::operations::ON_REVIEW), Scope::Record];
        for entry in ENTRIES.iter().filter(|entry| scopes.contains(&entry.scope)) {
            let reads = ["Next step", "Documents", "Timer", "Open", "Peek", "History", "Sheets", "Everything about it"];
            if reads.contains(&entry.name) || entry.name.starts_with("Copy") {
                continue;
            }
            desk.press(entry.key());
            let top = desk.app.top().unwrap();
            assert!(
                top.scopes().contains(&Scope::At(&review::operations::ON_REVIEW)),
                "{way}, {}: {} is open",
                entry.key(),
                top.name()
            );
        }
    }
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

#[test]
fn the_bottom_line_of_a_sealed_review_offers_nothing_that_it_refuses() {
    let fixture = Fixture::after(held::seal);
    let mut desk = at_sealed(&fixture);
    for command in desk.app.top().unwrap().footer() {
        let key = command.entry().key();
        desk.press(key);
        desk.sees_not("The review is sealed").sees_not("MR-1 is sealed");
        while !desk.app.top().unwrap().scopes().contains(&Scope::At(&review::operations::ON_REVIEW)) {
            desk.press("Esc");
        }
    }
}

#[test]
fn a_file_whose_reviews_are_over_is_not_said_to_have_none() {
    let fixture = Fixture::after(held::seal);
    at_review(&fixture).sees_not("No review is on record yet");
}

/// Somebody else was faster: what was marked is still there, to be put right.
#[test]
fn what_was_marked_stays_where_it_is_refused() {
    let fixture = proposed();
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    ok(&fixture, "review attend MR-1 'Edda Holm' --for 'Dev Anand' --mandate 'Letter of 20 November'");
    let mut desk = at_review(&fixture);
    desk.press("r").sees("through Edda Holm").sees("5 of 5 voting members here");
    // Dev Anand, then Iris Falk.
    desk.press("Down Down Space x Enter").sees("A delegate is there for this person").press("Esc");
    desk.sees("Attendance").sees("Apologies  Iris Falk");
    desk.press("Up Up Space Enter").sees("The attendance is recorded").sees_not("Attendance");
    desk.press("v a A").sees("3 – 1 – 0");
    ok(&fixture, "review adjourn MR-1");
    desk.press("Enter").sees("MR-1 is adjourned").press("Esc").sees("Motion D-1");
}

#[test]
fn everybody_here_leaves_out_who_has_a_delegate() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review open MR-1");
    ok(&fixture, "review attend MR-1 'Edda Holm' --for 'Dev Anand' --mandate 'Letter of 20 November' --no-vote");
    let mut desk = at_review(&fixture);
    desk.press("r").sees("0 of 5 voting members here").press("A").sees("4 of 5 voting members here").press("Enter");
    desk.sees("The attendance is recorded").sees("Quorum: 4 of 5 voting members present");
}

/// However long it is and however small the screen.
#[test]
fn what_a_step_does_is_told_whole_or_says_that_it_was_cut() {
    let fixture = Fixture::after(held::conclude);
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("2 s").sees("Approve the minutes: chair").sees("by then is told so for good.");
    let mut small = Desk::sized(&fixture, 40, 12);
    small.press("2 s").sees("Approve the minutes: chair").sees("…");
}
