//! The board of nonconformities and the screen of one of them: what they look like, and what their keys do.

use gavel::domain::action::Action;
use gavel::domain::cause::{self, Cause};
use gavel::domain::nonconformity::{self, Nonconformity, State};
use gavel::domain::record::Record;
use gavel::domain::retest;
use gavel::store::list::Query;
use gavel::tui::theme::Theme;

use crate::fixture::Fixture;
use crate::review::held::{script, words};
use crate::review::tools::called;
use crate::screen::desk::Desk;

/// Cases in many states: late, major, put off, begun anew, waiting for Rosa, closed before the file was kept.
fn cases() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes --os-user ben
            person add 'Carla Stein' --active yes
            person add 'Dev Anand' --active yes --top-management yes
            system add 'Claims triage' --purpose 'Sorts incoming claims' --owner 'Ben Okafor' --tier high --in-scope yes
            deadline-profile add 'Certification body' --types stage-2 --major-done '6 months' --consequence 'The certificate is suspended, and stage 2 is held again'
            nonconformity add 'Bias test skipped at the release of claims triage 3.1' --requirement A.6.2.4 --statement 'It was released untested' --objective-evidence 'The log has no run' --source audit --grade major --occurred-on 2026-05-01 --raised-on 2026-06-05 --raised-by 'Carla Stein' --owner 'Ben Okafor' --system SYS-1 --deadlines DP-1 --due 2026-09-01
            nonconformity open NC-1
            nonconformity extend NC-1 --due 2026-10-01 --extended-by 'Dev Anand' --extended-how meeting --reason 'The vendor moved'
            nonconformity extend NC-1 --due 2026-11-11 --extended-by 'Dev Anand' --extended-how message --reason 'And moved again'
            nonconformity contain NC-1 --correction 'The release was stopped' --corrected-on 2026-06-06 --corrected-by 'Ben Okafor' --consequences 'Two claims were looked at again'
            cause add 'The release form has no bias step' --nonconformity NC-1
            cause add 'Nobody answers for the release form' --nonconformity NC-1 --leads-to CA-1 --root yes --class responsibility --certainty verified
            nonconformity add 'Vendor report out of date'
            nonconformity add 'Model card lacks three fields' --requirement A.6.2.7 --statement 'Three fields are empty' --objective-evidence 'Card of October' --source monitoring --grade minor --occurred-on 2026-10-01 --raised-on 2026-10-05 --raised-by 'Carla Stein' --owner 'Ben Okafor' --due 2026-12-01
            nonconformity open NC-3
            nonconformity contain NC-3 --correction 'Filled in' --corrected-on 2026-10-06 --corrected-by 'Ben Okafor' --consequences 'None'
            nonconformity analyse NC-3 --cause 'The template has no owner' --cause-method five-whys --similar-searched 'All cards' --similar-cases 'None'
            action add 'Give the template an owner' --source NC-3 --type corrective --owner 'Ben Okafor' --due 2026-11-01
            nonconformity plan NC-3 --criterion 'none of 12 fails' --effectiveness-criterion 'No empty field' --measured-by sample --effectiveness-measure 'All cards of a quarter' --check-from 2027-02-01 --plan-approved-by 'Dev Anand' --plan-approved-on 2026-10-10 --plan-approved-how meeting
            nonconformity begin NC-3 --begun-by 'Ben Okafor' --begun-on 2026-10-11
            action done A-1 --done-on 2026-10-30 --evidence 'The template names Carla Stein'
            nonconformity implement NC-3 --implemented-on 2026-10-30
            nonconformity add 'Logs kept for nine days' --requirement A.6.2.8 --statement 'Nine of thirty' --objective-evidence 'Bucket policy' --source other --grade minor --occurred-on 2026-11-01 --raised-on 2026-11-20 --raised-by 'Ben Okafor' --owner 'Rosa Lindt'
            nonconformity open NC-4
            nonconformity add 'Closed in 2024'
            nonconformity adopt NC-5 --closed-on 2024-05-05
            ",
        );
    })
}

fn state(fixture: &Fixture, reference: &str) -> State {
    Nonconformity(&called(fixture, reference)).state().unwrap()
}

fn picture(name: &str, keys: &str) {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = cases();
        let mut desk = Desk::sized(&fixture, width, height);
        for key in keys.split(' ') {
            desk.press(key);
            // What fits is known once it was drawn.
            desk.screen();
        }
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
    }
}

/// The board, with the cursor on a nonconformity.
fn at(desk: &mut Desk, reference: &str) {
    desk.press("3");
    desk.press("Ctrl-F").text(reference).press("Enter");
}

#[test]
fn board() {
    picture("board", "3");
}

#[test]
fn board_the_other_way() {
    picture("board_other", "3 b");
}

#[test]
fn board_narrowed() {
    picture("board_narrowed", "3 w");
}

#[test]
fn board_with_nothing_in_it() {
    picture("board_empty", "3 d i");
}

#[test]
fn case_with_causes() {
    for (name, keys) in [("case", ""), ("case_facts", "Tab"), ("case_causes", "Tab Tab")] {
        for (width, height) in [(80, 24), (120, 40)] {
            let fixture = cases();
            let mut desk = Desk::sized(&fixture, width, height);
            at(&mut desk, "NC-1");
            for key in keys.split(' ').filter(|key| !key.is_empty()) {
                desk.press(key);
            }
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
        }
    }
}

#[test]
fn case_of_each_sort() {
    for (name, reference, keys) in [
        ("case_draft", "NC-2", "Home"),
        ("case_implemented", "NC-3", "Home"),
        ("case_implemented_work", "NC-3", "Tab Tab Tab"),
        ("case_closed_before", "NC-5", "Home"),
    ] {
        for (width, height) in [(80, 24), (120, 40)] {
            let fixture = cases();
            let mut desk = Desk::sized(&fixture, width, height);
            at(&mut desk, reference);
            desk.press(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
        }
    }
}

#[test]
fn filters_narrow_the_board_and_the_same_key_widens_it() {
    let fixture = cases();
    let mut desk = Desk::new(&fixture);
    desk.press("3");
    desk.sees("4 open, 1 late")
        .sees("NC-1")
        .sees("NC-4")
        .sees("1 closed before this file, not verified here")
        .sees_not("NC-5");
    for (key, seen, not) in
        [("i", "NC-4", "NC-1 "), ("d", "NC-1", "NC-4"), ("s", "NC-1", "NC-3"), ("w", "NC-3", "NC-1 ")]
    {
        desk.press(key);
        desk.sees(seen).sees_not(not);
        desk.press(key);
        desk.sees("4 open, 1 late");
    }
    // Esc widens it again, and goes back only then.
    desk.press("d");
    desk.press("Esc");
    desk.sees("4 open, 1 late").press("o").sees("No.").press("Esc");
    desk.sees("4 open, 1 late");
}

/// Ben owns the case and its action, so that nothing waits for him.
#[test]
fn what_waits_is_what_the_rules_let_somebody_verify() {
    let fixture = cases();
    let mut desk = Desk::as_user(&fixture, "ben", ratatui::layout::Size::new(120, 40));
    desk.press("3 w");
    desk.sees("None is here");
    // An exception that somebody else approved lets him.
    script(
        &fixture,
        "separation-exception add 'Two people only' --person 'Ben Okafor' --records NC-3 --duty verification --starts 2026-11-23 --ends 2027-01-31 --approved-by 'Dev Anand'",
    );
    let mut desk = Desk::as_user(&fixture, "ben", ratatui::layout::Size::new(120, 40));
    desk.press("3 w");
    desk.sees("NC-3");
}

#[test]
fn a_case_is_taken_on_from_the_board_in_six_keys() {
    let fixture = cases();
    let mut desk = Desk::new(&fixture);
    desk.press("3");
    // What is due first is selected, whichever way they are shown.
    desk.press(">").sees("Analysed: NC-1").press("Esc b >").sees("Analysed: NC-1").press("Esc");
    desk.press("Down >").sees("Verify: NC-3").text("mess").press("Enter Ctrl-S").sees("verified");
    assert_eq!(state(&fixture, "NC-3"), State::Verified);
    desk.sees("from Mon 1 Feb 2027");
}

#[test]
fn what_is_added_on_the_board_is_what_the_next_key_means() {
    let fixture = cases();
    for board in ["3", "3 b"] {
        let mut desk = Desk::new(&fixture);
        desk.press(board).press("a").text("A new case").press("Ctrl-S").sees("A new case");
        let reference = all(&fixture, &nonconformity::REGISTER).last().unwrap().reference().to_string();
        desk.press("Enter").sees(&format!("{reference} A new case"));
    }
}

/// A move that asks nothing says so, and leads on to what the record lacks.
#[test]
fn a_draft_that_is_opened_leads_to_what_it_lacks() {
    let fixture = cases();
    fixture.ok(&["nonconformity", "add", "Only a name"]);
    let reference = all(&fixture, &nonconformity::REGISTER).last().unwrap().reference().to_string();
    let mut desk = Desk::new(&fixture);
    at(&mut desk, &reference);
    desk.press(">").sees("▌Requirement").sees("Objective evidence").press("Ctrl-S").sees("Requirement is empty");
    // What stands is not asked again.
    let stated = "nonconformity add 'All is said' --requirement A.6.2.4 --statement 'It lacks one' --objective-evidence 'Report 7' --source monitoring --grade minor --occurred-on 2026-05-01 --raised-on 2026-05-05 --raised-by 'Rosa Lindt' --owner 'Rosa Lindt'";
    fixture.ok(&words(stated));
    let reference = all(&fixture, &nonconformity::REGISTER).last().unwrap().reference().to_string();
    let mut desk = Desk::new(&fixture);
    at(&mut desk, &reference);
    desk.press(">").sees("Nothing is asked here. Ctrl-S does it.").sees_not("must be filled in");
    desk.press("Ctrl-S").sees("opened");
}

/// Types part of a name into the field in focus and takes what matches.
fn answer(desk: &mut Desk, text: &str) {
    desk.text(text).press("Enter");
}

fn all(fixture: &Fixture, register: &'static gavel::domain::register::Register) -> Vec<Record> {
    fixture.store().view().page(&Query::new(register)).unwrap().records
}

#[test]
fn a_case_is_walked_from_open_to_closed_on_its_own_screen() {
    let fixture = cases();
    let mut desk = Desk::new(&fixture);
    // Three keys lead to the case, and the next one to its next step.
    desk.press("3");
    desk.press("Left Enter").sees("NC-4 Logs kept for nine days").sees("Correction is empty");
    desk.press(">").sees("Contained: NC-4").text("Kept for thirty days from now on").press("Tab Tab");
    answer(&mut desk, "Ben");
    desk.text("Nothing was asked for meanwhile").press("Ctrl-S").sees("marked as contained");

    // Causes: the first why, the one below it, which is a root and was shown to be so.
    desk.press("c").text("The bucket has a default").press("Ctrl-S").sees("CA-3").press("c");
    desk.sees("CA-3 The bucket has a default").text("Nobody answers for defaults").press("Ctrl-S");
    let second = called(&fixture, "CA-4");
    assert_eq!(Cause(&second).leads_to(), Some(called(&fixture, "CA-3").id));
    desk.press("r").text("Respons").press("Enter Ctrl-S").sees("· root").sees("responsibility");
    desk.press("s").text("The bucket policy of 2024 names nobody").press("Ctrl-S").sees("verified");
    let second = called(&fixture, "CA-4");
    assert_eq!((Cause(&second).root(), Cause(&second).shown_by().is_empty()), (Some(true), false));
    // The mark is taken away and set again with one key each.
    desk.press("r").sees_not("· root").press("r").sees("· root");

    desk.press(">").sees("Analysed: NC-4");
    answer(&mut desk, "5 W");
    desk.text("All buckets").press("Tab").text("None").press("Ctrl-S").sees("marked as analysed");
    let analysed = called(&fixture, "NC-4");
    assert_eq!(Nonconformity(&analysed).cause(), "Nobody answers for defaults");

    // The plan lacks an action; the line that says so leads to one, which removes the root already.
    desk.press(">").text("no bucket below thirty days").press("Tab");
    answer(&mut desk, "sample");
    desk.text("All buckets").press("Tab").text("2027-03-01").press("Tab");
    answer(&mut desk, "Dev");
    desk.press("Tab");
    answer(&mut desk, "meet");
    desk.press("Ctrl-S").sees("can't be checked by figures").press("Enter Ctrl-U").text("none of 12 fails");
    desk.press("Ctrl-S").sees("No corrective action arises from it yet").press("Enter");
    desk.sees("New action").sees("NC-4 Logs kept for nine days").sees("CA-4 Nobody answers for defaults");
    desk.text("Name who answers for defaults").press("Tab");
    answer(&mut desk, "Ben");
    desk.text("2026-12-20").press("Ctrl-S").sees("Planned: NC-4").press("Ctrl-S").sees("planned");
    assert_eq!(state(&fixture, "NC-4"), State::Planned);
    assert_eq!(Action(&called(&fixture, "A-2")).removes(), [second.id]);

    desk.press(">");
    answer(&mut desk, "Ben");
    desk.press("Ctrl-S").sees("begun");
    // What the next step lacks leads to it: the action is done where the line says that it is not.
    desk.press("Esc");
    desk.press("Enter").sees("A-2 is not done (Ben Okafor)").press("Enter").sees("A-2 Name who answers for defaults");
    desk.press("Esc >").sees("Mark as done").text("The list names them");
    desk.press("Ctrl-S").sees("everything is").press("> Ctrl-S").sees("marked as implemented");

    // Rosa owns the case: somebody else verifies it.
    desk.sees("own").press(">");
    answer(&mut desk, "mess");
    desk.press("Ctrl-S").sees("can't verify it").press("Enter");
    answer(&mut desk, "Carla");
    desk.press("Ctrl-S").sees("verified").sees("Carla Stein");
    assert_eq!(state(&fixture, "NC-4"), State::Verified);
    desk.sees("is before 2027-03-01").sees("can't be judged yet");
    desk.press("End").sees("Or with m: not effective");

    // A retest is put on record, and the day comes.
    fixture.ambient.move_on("2027-03-02T09:00:00Z".parse().unwrap());
    let mut desk = Desk::new(&fixture);
    at(&mut desk, "NC-4");
    desk.press("t").sees("New retest").text("Buckets").press("Ctrl-S").sees("After: tested on is empty");
    desk.press("Enter").text("2027-03-01").press("Tab").text("0").press("Tab").text("12").press("Ctrl-S");
    desk.sees("After: 0 of 12 failed");
    assert_eq!(all(&fixture, &retest::REGISTER).len(), 1);
    desk.press(">").sees("Close as effective: NC-4");
    answer(&mut desk, "Effective");
    desk.text("Twelve of twelve keep thirty days").press("Tab");
    answer(&mut desk, "Carla");
    desk.press("Tab");
    answer(&mut desk, "mess");
    answer(&mut desk, "no");
    desk.press("Ctrl-S").sees("Say why nothing changes").press("Enter");
    desk.text("The risk is known").press("Ctrl-S").sees("Closed, effective");
    assert_eq!(state(&fixture, "NC-4"), State::Closed);
    desk.press(">").sees("“Move on” offers what can be done with it").press("Down Up");
    insta::assert_snapshot!("case_closed_120x40", desk.screen());
    assert_eq!(fixture.verify(), Vec::<String>::new());
    assert_eq!(all(&fixture, &cause::REGISTER).len(), 4);
}

/// A case that waits for its effect to be shown by a measure.
fn waiting(criterion: &str, measure: &str) -> Fixture {
    let fixture = cases();
    script(
        &fixture,
        &format!(
            "
            kpi add 'Short logs' --unit % --direction lower --frequency monthly
            kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 2 --set-by 'Rosa Lindt'
            nonconformity contain NC-4 --correction 'Kept longer' --corrected-on 2026-11-20 --corrected-by 'Ben Okafor' --consequences 'None'
            nonconformity analyse NC-4 --cause 'Nobody answers for defaults' --cause-method five-whys --similar-searched 'All' --similar-cases 'None'
            action add 'Name who answers' --source NC-4 --type corrective --owner 'Ben Okafor' --due 2026-11-22
            nonconformity plan NC-4 --criterion '{criterion}' --effectiveness-criterion 'None short' --measured-by {measure} --effectiveness-measure 'All buckets' --check-from 2026-11-23 --plan-approved-by 'Dev Anand' --plan-approved-on 2026-11-20 --plan-approved-how meeting
            nonconformity begin NC-4 --begun-by 'Ben Okafor' --begun-on 2026-11-20
            action done A-2 --done-on 2026-11-21 --evidence 'The list'
            nonconformity implement NC-4 --implemented-on 2026-11-21
            nonconformity verify NC-4 --verified-by 'Carla Stein' --verified-on 2026-11-22 --verified-how message
            "
        ),
    );
    fixture
}

#[test]
fn a_measure_that_was_not_taken_leads_to_where_it_is_recorded() {
    for (criterion, measure, told, form) in [
        ("none of 12 fails", "retest", "can't be judged yet", "New retest"),
        ("within limits for 3 periods", "kpi --effectiveness-kpi K-1", "can't be judged yet", "New measurement"),
    ] {
        let fixture = waiting(criterion, measure);
        let mut desk = Desk::sized(&fixture, 120, 50);
        at(&mut desk, "NC-4");
        desk.sees(told).press("Enter").sees(form).press("Esc").sees("Steps");
        // The same where the move is refused.
        desk.press(">");
        answer(&mut desk, "Effective");
        desk.text("None is short").press("Tab");
        answer(&mut desk, "Carla");
        desk.press("Tab");
        answer(&mut desk, "mess");
        answer(&mut desk, "no");
        desk.press("Ctrl-S").sees(told).press("Enter").sees(form).press("Esc").sees(told);
        desk.press("Esc").sees("Close as effective: NC-4");
    }
}

#[test]
fn of_many_only_a_page_is_read_and_all_are_counted() {
    use gavel::workflow::closure::board;
    let fixture = cases();
    let store = fixture.store();
    let made = (0..130).map(|_| gavel::store::Act::Create {
        id: fixture.ambient.identity(),
        register: &gavel::domain::nonconformity::REGISTER,
        fields: vec![(
            gavel::domain::nonconformity::NonconformityField::Title.field(),
            crate::fixture::text("Brought in from elsewhere"),
        )],
    });
    store.commit(fixture.author.clone(), gavel::store::Proposal::of(made.collect::<Vec<_>>())).unwrap();
    let read = board::read(store.view(), board::Narrowed::default(), None).unwrap();
    let drafts = &read.columns[0];
    assert_eq!((drafts.state, drafts.count, drafts.cards.len()), (State::Draft, 131, board::MOST as usize));
    assert_eq!((read.count(), read.listed.len(), read.late), (134, 134, 1));
    let mut desk = Desk::new(&fixture);
    desk.press("3");
    desk.sees("134 open, 1 late").sees("127 more below").press("Left Left End").sees("71 more: o lists them");
    desk.press("o").sees("of 131");
}

#[test]
fn an_exception_that_was_used_is_told_where_it_was_used() {
    let fixture = cases();
    script(
        &fixture,
        "
        separation-exception add 'Two people only' --person 'Ben Okafor' --records NC-3 --duty verification --starts 2026-11-23 --ends 2027-01-31 --approved-by 'Dev Anand'
        nonconformity verify NC-3 --verified-by 'Ben Okafor' --verified-on 2026-11-23 --verified-how message
        ",
    );
    let mut desk = Desk::new(&fixture);
    at(&mut desk, "NC-3");
    desk.sees("Done and checked by one person")
        .sees("SX-1")
        .press("Home Down Down Down Down Down Down Down Down Enter");
    desk.sees("Two people only");
}

#[test]
fn a_line_of_a_refusal_leads_to_its_field_and_back() {
    let fixture = cases();
    let mut desk = Desk::new(&fixture);
    desk.press("3");
    // The draft lacks everything, and its form asks for it.
    desk.press("Left Left > Ctrl-S").sees("NC-2 can't be opened").press("Down Enter").sees("▌Statement");
    desk.text("The report is of 2024").press("Ctrl-S").sees("NC-2 can't be opened").sees_not("Statement is empty");
    desk.press("Enter").sees("▌Requirement");
    // What others write than whoever attests it is set by an edit, and the move is there again afterwards.
    fixture.ok(&words(
        "planned-change add 'Retrain it' --owner 'Rosa Lindt' --due 2026-12-20 --integrity 'It stays whole'",
    ));
    let mut desk = Desk::new(&fixture);
    desk.press("8").text("planned").press("Enter m").text("approve").press("Enter").text("Ben").press("Enter Ctrl-S");
    desk.sees("CH-1 can't be approved").sees("consequences is empty").press("Down Enter").sees("Edit CH-1");
    desk.text("None").press("Ctrl-S").sees("Approve: CH-1").press("Ctrl-S").sees_not("consequences is empty");
}

#[test]
fn it_reads_without_colours_and_with_plain_signs() {
    let fixture = cases();
    let mut desk = Desk::new(&fixture);
    desk.theme(Theme::None);
    desk.press("3");
    desk.sees("✖ 12 d late").sees("▲ major");
    let buffer = desk.buffer();
    assert!(buffer.content.iter().all(|cell| cell.fg == ratatui::style::Color::Reset));
    desk.press(",").text("plain ASCII").press("Enter");
    for keys in ["b", "b", "Enter", "Tab Tab"] {
        desk.press(keys);
        let screen = desk.screen();
        assert!(screen.contains("12 d late") && screen.contains("x ") && screen.contains("^ "), "{screen}");
        assert!(screen.chars().all(|c| c.is_ascii() || "·…".contains(c)), "{screen}");
    }
}
