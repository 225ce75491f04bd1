//! The roll, delegates, and the separation of chair and secretary.

use gavel::domain::attendance::{Capacity, for_top_management};
use gavel::domain::value::Value;
use gavel::workflow::review::Proceedings;

use super::held;
use super::tools::{called, ok, refused, refused_with, value};
use crate::fixture::{Fixture, text};

const ROW: &str = "attendance add --review MR-1 --how room --arrived-at '2026-11-23 09:00'";

/// A review in session: Rosa, Iris, Ben and Carla are there, Edda as a guest, Dev sent apologies.
fn session() -> Fixture {
    Fixture::after(held::open)
}

#[test]
fn nobody_is_there_twice() {
    let fixture = session();
    refused(&fixture, &format!("{ROW} --person 'Ben Okafor' --capacity member"), &["This person is there already"]);
    refused(&fixture, &format!("{ROW} --person 'Edda Holm' --capacity guest"), &["This person is there already"]);
    let head = ok(&fixture, "head");
    ok(&fixture, "review attend MR-1 'Ben Okafor'");
    assert_eq!(ok(&fixture, "head"), head, "whoever is there stays as they are");
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    refused_with(&fixture, 2, "review leave MR-1 'Ben Okafor'", &["Ben Okafor is not recorded as present"]);
    ok(&fixture, "review attend MR-1 'Ben Okafor'");
    refused(&fixture, "attendance edit AT-3 --left-at ''", &["This person is there already"]);
    assert!(ok(&fixture, "review attend MR-1").contains("Quorum: 4 of 5 voting members present, 3 needed"));
    // How they join, and that they are not there after all, is put right on their line.
    let roll = || ok(&fixture, "review attend MR-1");
    ok(&fixture, "review attend MR-1 'Ben Okafor' --remote");
    assert!(roll().contains("Quorum: 4 of 5 voting members present"), "{}", roll());
    ok(&fixture, "review attend MR-1 'Ben Okafor' --apologies");
    assert!(roll().contains("Quorum: 3 of 5 voting members present"), "{}", roll());
}

#[test]
fn who_leaves_for_an_item_and_comes_back_was_not_late() {
    let fixture = Fixture::after(held::call);
    for line in [
        "review open MR-1 --at '2026-11-23 08:00'",
        "review attend MR-1 'Ben Okafor' --at '2026-11-23 08:00'",
        "review leave MR-1 'Ben Okafor' --at '2026-11-23 08:20'",
        "review attend MR-1 'Ben Okafor' --at '2026-11-23 08:40'",
        "review attend MR-1 'Carla Stein' --at '2026-11-23 08:40'",
    ] {
        ok(&fixture, line);
    }
    let late = |reference: &str| value(&fixture, reference, "late");
    assert_eq!((late("AT-1"), late("AT-2"), late("AT-3")), (None, None, Some(Value::YesNo(true))));
}

#[test]
fn a_guest_is_no_voting_member() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    refused(
        &fixture,
        &format!("{ROW} --person 'Edda Holm' --capacity member"),
        &["Voting members are those whom the review names", "This person is no voting member of the review"],
    );
    refused(&fixture, "attendance edit AT-6 --capacity member", &["This person is no voting member of the review"]);
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    let said = ok(&fixture, "review attend MR-1 'Edda Holm' 'Ben Okafor' --guest");
    assert!(said.contains("Quorum: 3 of 5 voting members present"), "a guest counts for nothing: {said}");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    for guest in ["Edda Holm", "Ben Okafor", "Dev Anand"] {
        let line = format!("review vote MR-1 D-1 --against '{guest}' --rest");
        refused_with(&fixture, 2, &line, &[&format!("{guest} is no voting member who is there")]);
    }
}

#[test]
fn who_came_has_a_time_and_leaves_after_it() {
    let fixture = session();
    let row = "attendance add --review MR-1 --person 'Dev Anand' --capacity member";
    refused(&fixture, &format!("{row} --how room"), &["- Arrived is empty"]);
    refused(&fixture, &format!("{row} --how remote"), &["- Arrived is empty"]);
    let late = format!("{row} --how room --arrived-at '2026-11-23 09:00' --left-at '2026-11-23 08:59'");
    refused(&fixture, &late, &["- Left is before arrived"]);
    for how in ["apologies", "absent"] {
        let came = format!("{row} --how {how} --arrived-at '2026-11-23 09:00'");
        refused(&fixture, &came, &["Who did not come has no time of arrival"]);
        let left = format!("{row} --how {how} --left-at '2026-11-23 09:00'");
        refused(&fixture, &left, &["Who did not come did not leave"]);
    }
}

#[test]
fn a_delegate_stands_for_one_absent_member_by_a_written_mandate() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Edda Holm' 'Carla Stein'");
    let edda = format!("{ROW} --person 'Edda Holm' --capacity delegate");
    let letter = "--mandate 'Letter of 20 November: all items'";
    refused(&fixture, &edda, &["by a written mandate", "- Stands for is empty"]);
    refused(&fixture, &format!("{edda} --stands-for 'Dev Anand'"), &["- Mandate is empty: its date and its scope"]);
    refused(&fixture, &format!("{edda} {letter} --stands-for 'Edda Holm'"), &["is no voting member of the review"]);
    refused(&fixture, &format!("{edda} {letter} --stands-for 'Ben Okafor'"), &["The one who is stood for is there"]);
    let carla = format!("{ROW} --person 'Carla Stein' --capacity delegate {letter} --stands-for 'Dev Anand'");
    refused(&fixture, &format!("{carla} --votes yes"), &["A voting member can't also vote for another"]);
    ok(&fixture, &format!("review attend MR-1 'Edda Holm' --for 'Dev Anand' {letter}"));
    refused(&fixture, &format!("{carla} --votes no"), &["or has a delegate already"]);
    let second = format!("{edda} {letter} --stands-for 'Carla Stein'");
    refused(&fixture, &second, &["This person holds one mandate already (AT-7), the most that one may hold"]);
    ok(&fixture, "person add 'Finn Adler'");
    let further = format!("review attend MR-1 'Finn Adler' --for 'Edda Holm' {letter}");
    refused(&fixture, &further, &["The one who is stood for is no voting member of the review"]);
    refused_with(&fixture, 2, "review attend MR-1 'Finn Adler' --for 'Carla Stein'", &["--mandate"]);
}

#[test]
fn a_delegate_counts_where_the_mandate_gives_the_vote() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Edda Holm'");
    let without = fixture.copy();
    let attend = "review attend MR-1 'Edda Holm' --for 'Dev Anand' --mandate 'Letter of 20 November'";
    assert!(ok(&without, &format!("{attend} --no-vote")).contains("4 of 5 voting members present"));
    assert!(ok(&fixture, attend).contains("5 of 5 voting members present"));
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    ok(&fixture, "review vote MR-1 D-1 --against 'Dev Anand' --rest");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains("**Against:** Dev Anand (by Edda Holm)"), "{minutes}");
    assert!(minutes.contains("stands for Dev Anand by mandate (Letter of 20 November), votes"), "{minutes}");
}

#[test]
fn only_a_delegate_has_a_mandate() {
    let fixture = session();
    ok(&fixture, "review leave MR-1 'Iris Falk' 'Edda Holm'");
    for capacity in ["guest --person 'Edda Holm'", "member --person 'Dev Anand'"] {
        for (field, given) in [
            ("Stands for", "--stands-for 'Iris Falk'"),
            ("Mandate", "--mandate 'Letter of 20 November'"),
            ("Delegate votes", "--votes yes"),
            ("Delegate decides", "--decides yes"),
        ] {
            let line = format!("{ROW} --capacity {capacity} {given}");
            refused(&fixture, &line, &["Only a delegate has a mandate", &format!("- {field}: empty it")]);
        }
        ok(&fixture.copy(), &format!("{ROW} --capacity {capacity}"));
    }
}

/// As a file may have it from before the rule.
#[test]
fn who_has_no_mandate_neither_votes_nor_decides_for_another() {
    let fixture = session();
    let held = |capacity: &str| {
        let store = fixture.store();
        let mut proceedings = Proceedings::of(store.view(), called(&fixture, "MR-1").id).unwrap().unwrap();
        let (iris, edda) = (called(&fixture, "P-2").id, called(&fixture, "P-6").id);
        proceedings.meeting.roll.retain(|row| row.get("person") == Some(&Value::Link(edda)));
        let row = &mut proceedings.meeting.roll[0];
        row.set("capacity", Some(Value::Choice(Capacity::of_key(capacity).unwrap().key())));
        row.set("stands_for", Some(Value::Link(iris)));
        row.set("votes", Some(Value::YesNo(true)));
        row.set("decides", Some(Value::YesNo(true)));
        let meeting = proceedings.meeting;
        let top = for_top_management(&meeting.roll, |one| meeting.is_top(one));
        (meeting.voters().len(), meeting.standing(None, &[]).there.top_management, top.len())
    };
    assert_eq!(held("delegate"), (1, true, 1));
    assert_eq!(held("guest"), (0, false, 0));
    assert_eq!(held("member"), (0, false, 0));
}

/// Ben Okafor belongs to top management too, so that he can approve an exception for the chair.
fn approver(fixture: &Fixture) {
    ok(fixture, "person edit 'Ben Okafor' --top-management yes");
}

const EXCEPTION: &str = "separation-exception add 'Two people run the system' --person 'Iris Falk' --records MR-1 --approved-by 'Ben Okafor'";

#[test]
fn one_person_leads_and_records_only_by_an_exception_in_force() {
    let fixture = Fixture::after(held::committee);
    approver(&fixture);
    let call = "review call --date 2026-11-23 --chair 'Iris Falk' --secretary 'Iris Falk'";
    let told = ["Chair and secretary are two people", "Iris Falk chairs MR-1 and can't record it", "Rosa Lindt"];
    refused(&fixture, call, &told);
    refused(&fixture, "review add Planned --chair 'Iris Falk' --secretary 'Iris Falk'", &told);
    ok(&fixture, "review add Planned --chair 'Iris Falk' --date 2026-12-01");
    let name = "review edit MR-1 --secretary 'Iris Falk'";
    refused(&fixture, name, &told);
    for (duty, starts, ends) in [
        ("minutes", "2026-11-23", "2026-11-30"),
        ("minutes", "2026-12-02", "2026-12-31"),
        ("confirmation", "2026-11-23", "2026-12-31"),
    ] {
        let copy = fixture.copy();
        ok(&copy, &format!("{EXCEPTION} --duty {duty} --starts {starts} --ends {ends}"));
        refused(&copy, name, &told);
    }
    refused(
        &fixture,
        &format!("{EXCEPTION} --duty minutes --starts 2026-11-23 --ends 2027-11-24"),
        &["It lasts longer than a year"],
    );
    refused(
        &fixture,
        &format!("{EXCEPTION} --duty minutes --starts 2026-12-01 --ends 2026-11-30"),
        &["it begins on 2026-12-01 and ends on 2026-11-30"],
    );
    for (starts, ends) in [("2026-12-01", "2026-12-01"), ("2026-11-23", "2027-11-23")] {
        let copy = fixture.copy();
        ok(&copy, &format!("{EXCEPTION} --duty minutes,confirmation --starts {starts} --ends {ends}"));
        ok(&copy, name);
        assert_eq!(value(&copy, "MR-1", "chair"), value(&copy, "MR-1", "secretary"));
        // Nor is it moved out of the days of the exception afterwards.
        refused(&copy, "review edit MR-1 --date 2027-11-24", &["Chair and secretary are two people"]);
    }
}

#[test]
fn the_minutes_say_by_which_exception_one_person_led_and_recorded() {
    let fixture = Fixture::after(held::call);
    approver(&fixture);
    ok(&fixture, &format!("{EXCEPTION} --duty minutes --starts 2026-11-23 --ends 2026-12-31"));
    let words = "Done and checked by one person: Recorded on 2026-11-23 by Iris Falk, who chairs MR-1; by exception SX-1, \
                 2026-11-23 to 2026-12-31, approved by Ben Okafor: Two people run the system";
    assert!(
        !ok(&fixture, "review minutes MR-1").contains("by one person"),
        "an exception that is not used is not told"
    );
    ok(&fixture, "review edit MR-1 --secretary 'Iris Falk'");
    held::sit_and_judge(&fixture);
    for line in ["review conclude MR-1", "review minutes MR-1 --circulate"] {
        ok(&fixture, line);
    }
    for role in ["chair", "secretary"] {
        ok(&fixture, &format!("review approve MR-1 --for {role} --how signature"));
    }
    for form in ["md", "html", "json"] {
        let sealed = ok(&fixture, &format!("review minutes MR-1 --format {form}"));
        assert!(sealed.contains(words), "{form}: {sealed}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn the_meeting_confirms_what_was_done_in_one_stroke_and_corrective_actions_one_by_one() {
    let fixture = session();
    for (what, kind) in [("Train the handlers", "ordinary"), ("Retire the form", "ordinary"), ("Fix it", "corrective")]
    {
        ok(&fixture, &format!("action add '{what}' --owner 'Iris Falk' --type {kind}"));
    }
    for action in ["A-1", "A-2", "A-3"] {
        ok(&fixture, &format!("action done {action} --evidence 'Report, page 3'"));
    }
    refused_with(
        &fixture,
        2,
        "review confirm MR-1 A-1 A-3",
        &["A-3 is a corrective action: it is confirmed by itself"],
    );
    ok(&fixture, "review confirm MR-1");
    for (action, state) in [("A-1", "confirmed"), ("A-2", "confirmed"), ("A-3", "done")] {
        assert_eq!(value(&fixture, action, "state"), Some(Value::Choice(state)), "{action}");
    }
    assert_eq!(value(&fixture, "A-1", "confirmed_by"), value(&fixture, "MR-1", "secretary"), "the chair owns it");
    let empty = fixture.copy();
    ok(&empty, "review leave MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor' 'Carla Stein'");
    let quorum = "0 of 5 voting members present, 3 needed";
    refused(&empty, "review confirm MR-1 A-3", &["through somebody who is there", quorum, "is not there"]);
    let chairless = fixture.copy();
    ok(&chairless, "action edit A-3 --owner 'Ben Okafor'");
    ok(&chairless, "review leave MR-1 'Iris Falk'");
    ok(&chairless, "review confirm MR-1 A-3");
    assert_eq!(value(&chairless, "A-3", "confirmed_by"), value(&chairless, "MR-1", "secretary"), "the chair has left");
    ok(&fixture, "review confirm MR-1 A-3");
    let minutes = ok(&fixture, "review minutes MR-1");
    let rows = ["| A-1 | Train the handlers", "| A-2 | Retire the form", "| A-3 | Fix it"];
    assert!(minutes.contains("### Confirmed as done") && rows.iter().all(|row| minutes.contains(row)), "{minutes}");
}

#[test]
fn the_minutes_tell_that_one_person_led_and_recorded_whatever_became_of_the_exception() {
    let fixture = Fixture::after(held::call);
    approver(&fixture);
    ok(&fixture, &format!("{EXCEPTION} --duty minutes --starts 2026-11-23 --ends 2026-12-31"));
    ok(&fixture, "review edit MR-1 --secretary 'Iris Falk'");
    held::sit(&fixture);
    refused(
        &fixture,
        "separation-exception edit SX-1 --ends 2027-01-31",
        &["It can end sooner".to_lowercase().as_str()],
    );
    ok(&fixture, "separation-exception edit SX-1 --ends 2026-11-24");
    let words = "> Done and checked by one person: Recorded on 2026-11-23 by Iris Falk, who chairs MR-1; by exception SX-1, \
                 2026-11-23 to 2026-12-31, approved by Ben Okafor: Two people run the system";
    assert!(ok(&fixture, "review minutes MR-1").contains(words));
    refused(&fixture, "separation-exception void SX-1 --reason 'A slip'", &["MR-1 was attested under it"]);
    ok(&fixture, "separation-exception end SX-1 --reason 'A third one came'");
    let minutes = ok(&fixture, "review minutes MR-1");
    assert!(minutes.contains(words), "{minutes}");
}

/// A stay that is entered afterwards is no second one at the same time.
#[test]
fn nobody_was_there_twice_at_once_either() {
    let fixture = session();
    let stay = |from: &str, to: &str| {
        format!(
            "attendance add --review MR-1 --person P-3 --how room --capacity guest --arrived-at '{from}' --left-at '{to}'"
        )
    };
    fixture.ambient.move_on("2026-11-23T10:00:00Z".parse().unwrap());
    refused(&fixture, &stay("2026-11-23T09:30:00Z", "2026-11-23T09:40:00Z"), &["AT-3 has this person there"]);
    ok(&fixture, "review leave MR-1 'Ben Okafor'");
    refused(&fixture, &stay("2026-11-23T09:30:00Z", "2026-11-23T10:00:00Z"), &["AT-3 has this person there"]);
    ok(&fixture, &stay("2026-11-23T08:30:00Z", "2026-11-23T08:40:00Z"));
    refused(&fixture, "attendance edit AT-7 --left-at 2026-11-23T09:30:00Z", &["AT-3 has this person there"]);
}

/// Who is there before the sitting begins is there when it does.
#[test]
fn a_roll_that_was_taken_before_counts_from_the_opening() {
    let fixture = Fixture::after(held::call);
    ok(&fixture, "review circulate MR-1");
    ok(&fixture, "review attend MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor'");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other");
    refused(&fixture, "review decide MR-1 D-1", &["open the meeting first"]);
    fixture.ambient.move_on("2026-11-23T09:30:00Z".parse().unwrap());
    ok(&fixture, "review open MR-1");
    ok(&fixture, "review decide MR-1 D-1");
    assert_eq!(value(&fixture, "D-1", "quorum"), Some(text("3 of 5 voting members present, 3 needed")));
    assert_eq!(value(&fixture, "AT-1", "late"), None);
}
