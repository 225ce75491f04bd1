//! The account of what was changed stays whole: many changes at once hide none, and a result that was written over, a
//! machine's value, an exception and a signature stand where they belong.

use serde_json::Value as Told;

use super::better::register;
use super::held::{self, script};
use super::told::is_complete;
use super::tools::ok;
use crate::fixture::Fixture;

const CALL: &str = "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

fn told(file: &Fixture, more: &str) -> Told {
    serde_json::from_str(&ok(file, &format!("review changes MR-2 {more} --json"))).unwrap()
}

fn rows<'a>(told: &'a Told, part: &str) -> Vec<&'a Told> {
    told[part].as_array().unwrap().iter().collect()
}

fn of<'a>(told: &'a Told, part: &str, number: &str) -> Vec<&'a str> {
    let rows = rows(told, part).into_iter().filter(|row| row["number"] == number);
    rows.map(|row| row["change"].as_str().unwrap()).collect()
}

#[test]
fn an_import_of_hundreds_is_told_by_line_and_hides_nothing_of_a_page() {
    let file = register();
    let import = |heading: &str, cell: &dyn Fn(usize) -> String| {
        let table = file.folder().join("actions.csv");
        let lines: String = (1..=305).map(|one| format!("Order {one},{}\n", cell(one))).collect();
        std::fs::write(&table, format!("What,{heading}\n{lines}")).unwrap();
        file.ok(&["import", "action", table.to_str().unwrap(), "--key", "what", "--write"]);
    };
    import("Owner", &|_| "Ben Okafor".to_owned());
    ok(&file, "action edit A-4 --details 'Two of them'");
    import("Owner", &|one| if one == 7 { "Dev Anand" } else { "Rosa Lindt" }.to_owned());
    ok(&file, CALL);
    let page = told(&file, "");
    // Those to which the same was done are one line, and whatever else there is stands beside it.
    assert!(rows(&page, "others").len() < 60, "{}", rows(&page, "others").len());
    assert_eq!(of(&page, "others", "A-4"), ["Details: Two of them"], "beside many others");
    assert_eq!(of(&page, "others", "A-11"), ["Owner P-3 Ben Okafor → P-5 Dev Anand"], "one of them that is not alike");
    let words = ok(&file, "review changes MR-2");
    let many = "and 303 more alike: A-6 to A-10, A-12 to A-309";
    assert!(
        words.contains(many) && words.contains("305 actions edited") && !words.contains("This is cut: "),
        "{words}"
    );
    let all = told(&file, "--all");
    let owners = rows(&all, "others").into_iter().filter(|row| row["change"].as_str().unwrap().starts_with("Owner "));
    assert_eq!(owners.count(), 305);
    assert_eq!(of(&all, "others", "A-11"), ["Owner P-3 Ben Okafor → P-5 Dev Anand"]);
    is_complete(&file);
}

#[test]
fn what_a_machine_sends_an_exception_and_a_signature_stand_where_they_belong() {
    let file = register();
    script(
        &file,
        "
        incident add 'A wrong letter' --type incident --severity low --occurred-on 2026-11-20
        incident add 'Wrong letters' --type incident --severity critical --occurred-on 2026-11-20
        person add 'Nightly pipeline' --machine yes --active yes --os-user ci
        person edit P-3 --os-user ben
        person edit P-4 --os-user carla
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Rosa Lindt'
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 10 --critical 20 --set-by 'Dev Anand' --grounds 'Much'
        separation-exception add 'Two people only' --person 'Ben Okafor' --duty confirmation --records A-3 --starts 2026-11-24 --ends 2026-12-31 --approved-by 'Iris Falk'
        ",
    );
    file.become_user("ci");
    ok(&file, "measurement add --kpi K-1 --period-end 2026-10-31 --value 4");
    file.become_user("ben");
    for number in ["A-2", "A-3"] {
        ok(&file, &format!("action done {number} --evidence 'Invoice 12 of the archive'"));
    }
    ok(&file, "action confirm A-3 --confirmed-by 'Ben Okafor' --confirmed-how message");
    ok(&file, "action confirm A-2 --confirmed-by 'Dev Anand' --confirmed-how signature");
    // Of somebody else's record the day moves on the day on which it was recorded.
    ok(&file, "action add 'Look into it' --owner 'Dev Anand' --due 2026-12-04 --priority critical");
    ok(&file, "action edit A-5 --due 2027-12-04");
    file.become_user("rosa");
    ok(&file, CALL);
    let all = told(&file, "--all");
    let entered = rows(&all, "figures")[0]["entered"].as_str().unwrap();
    assert!(entered.starts_with("1 value sent by a machine, by P-7 Nightly pipeline"), "{entered}");
    assert!(of(&all, "alone", "P-7")[0].contains("Machine: yes"), "{all}");
    assert!(of(&all, "alone", "SX-1")[0].starts_with("new; "), "{all}");
    assert!(of(&all, "alone", "A-3").iter().any(|one| one.contains("under exception SX-1")), "{all}");
    assert_eq!(of(&all, "alone", "A-5"), ["looks better: Due date 2026-12-04 → 2027-12-04"]);
    assert!(!of(&all, "alone", "A-2").is_empty());
    // How grave somebody said that it is counts apart.
    let incidents = rows(&all, "made").into_iter().find(|row| row["register"] == "incidents").unwrap();
    assert_eq!(incidents["how"], "1 low, 1 critical", "{all}");
    assert!(ok(&file, "review minutes MR-2").contains("incidents: 2 new (1 low, 1 critical)"));
    // A signed copy that somebody else put on file is named, and frees neither.
    let place = "--place 'Office 3, folder 12' --keeper 'Rosa Lindt'";
    ok(&file, &format!("evidence add 'Signed copy' --about A-2 --type signature --said-by 'Dev Anand' {place}"));
    let all = told(&file, "--all");
    let (told, signed) = (of(&all, "alone", "A-2"), "(signed copy of Dev Anand, put there by Rosa Lindt)");
    assert!(told.len() == 2 && told.iter().all(|one| one.contains(signed)), "{told:?}");
}

#[test]
fn a_result_an_answer_and_a_judgement_that_were_written_over_are_told_with_what_stood() {
    let file = held::open_by("--voting count --tie-rule casting");
    script(
        &file,
        "
        person edit P-3 --os-user ben
        review item MR-1 d1
        review propose MR-1 'Buy a scanner' --subject other
        review vote MR-1 D-1 --count 2-2-0
        review vote MR-1 D-1 --count 1-3-0
        resolution add 'Pause claims chat' --subject other --secretary P-1 --closes-on 2026-12-04 --basis two-thirds --members P-1,P-2,P-3,P-4,P-5
        resolution send WR-1
        resolution answer WR-1 P-4 for
        review judge MR-1 effectiveness no 'Fraud passed the limit'
        ",
    );
    file.become_user("ben");
    ok(&file, "resolution answer WR-1 P-4 against");
    ok(&file, "review judge MR-1 effectiveness yes 'Good on the whole'");
    file.become_user("rosa");
    let minutes = ok(&file, "review minutes MR-1");
    for part in [
        "said otherwise: recorded as not carried; Count 2 for, 2 against",
        "WR-1 Pause claims chat, P-4 Carla Stein: said otherwise: Answer For → Against, on 23 November 2026 by P-3 Ben",
        "said otherwise: Reason Fraud passed the limit → Good on the whole; Judgement No → Yes",
    ] {
        assert!(minutes.contains(part), "{part}: {minutes}");
    }
}
