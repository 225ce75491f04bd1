//! A figure that looks better than it did is told with its value and who entered it, and what rests on one person's word is
//! judged by who really attested.

use serde_json::Value as Told;

use super::tools::ok;
use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::{self, script};

const CALL: &str = "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// Critical at the first review.
fn critical() -> Fixture {
    Fixture::after(|file| {
        script(
            file,
            "
            kpi add 'Overruled' --unit % --direction lower --frequency weekly --owner 'Rosa Lindt'
            kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 10 --critical 20 --set-by 'Rosa Lindt'
            measurement add --kpi K-1 --period-end 2026-11-08 --value 57.6
            ",
        );
        held::conclude(file);
        days(file, 1);
        ok(file, "person edit P-3 --os-user ben");
    })
}

fn told(file: &Fixture, of: &str) -> Vec<Told> {
    ok(file, CALL);
    let told: Told = serde_json::from_str(&ok(file, "review changes MR-2 --all --json")).unwrap();
    told[of].as_array().unwrap().clone()
}

fn words(row: &Told, of: &str) -> String {
    row[of].as_str().unwrap().to_owned()
}

#[test]
fn a_figure_that_turned_is_told_whoever_entered_it_and_whoever_owns_it_since() {
    let file = critical();
    ok(&file, "kpi edit K-1 --owner 'Dev Anand'");
    file.become_user("ben");
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-15 --value 30");
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-22 --value 4");
    file.become_user("rosa");
    let rows = told(&file, "figures");
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(words(row, "status"), "Critical → On target");
    assert!(words(row, "latest").starts_with("4 % for the period to 2026-11-22, by P-3 Ben Okafor"), "{row}");
    assert!(words(row, "entered").starts_with("2 values entered by P-3 Ben Okafor, last on"), "{row}");
    assert!(words(row, "also").contains("was critical on 2026-11-15 (30 %)"), "{row}");
    for page in ["review pack MR-2", "review minutes MR-2"] {
        let page = ok(&file, page);
        assert!(page.contains("Critical → On target") && page.contains("was critical on 2026-11-15"), "{page}");
    }
}

#[test]
fn a_figure_that_turned_by_a_guess_is_told_as_one() {
    let file = critical();
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-22 --value 4 --quality doubtful --remark 'A guess'");
    let rows = told(&file, "figures");
    assert!(words(&rows[0], "latest").contains("doubtful, by P-1 Rosa Lindt"), "{rows:?}");
}

#[test]
fn a_figure_that_turned_by_an_import_is_told_with_its_value() {
    let file = critical();
    let table = file.folder().join("values.csv");
    std::fs::write(&table, "KPI,Period to,Value\nK-1,2026-11-22,4\n").unwrap();
    file.ok(&["import", "measurement", table.to_str().unwrap(), "--write"]);
    let rows = told(&file, "figures");
    assert!(rows.len() == 1 && words(&rows[0], "status") == "Critical → On target", "{rows:?}");
    assert!(words(&rows[0], "entered").starts_with("1 value imported by P-1 Rosa Lindt, who owned it"), "{rows:?}");
}

#[test]
fn a_figure_that_turned_by_another_way_of_reading_it_is_told() {
    let file = critical();
    file.become_user("ben");
    ok(
        &file,
        "kpi-limit add --kpi K-1 --valid-from 2026-10-01 --target 60 --set-by 'Dev Anand' --grounds 'The aim was that of another KPI' --reason 'A better aim'",
    );
    file.become_user("rosa");
    let agreed = "--reason 'It comes late' --agreed-by 'Dev Anand' --agreed-how message";
    ok(&file, &format!("kpi edit K-1 --grace 300 --formula 'Of all' {agreed}"));
    let rows = told(&file, "figures");
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(words(row, "status"), "Critical → On target; by the limits of before it would be critical");
    let also = words(row, "also");
    assert!(also.contains("1 value from before counts as better than it did"), "{also}");
    assert!(
        also.contains("limits KL-2 new: Valid from 2026-10-01, Target 60, ") && also.contains("Days of grace: 300, by"),
        "{also}"
    );
}

#[test]
fn evidence_frees_nobody_s_word_where_it_is_words_or_their_own_and_a_name_is_no_attestation() {
    let file = critical();
    script(
        &file,
        "
        action add 'Ask for offers' --owner 'Ben Okafor' --due 2026-12-04
        action add 'Buy one' --owner 'Ben Okafor' --due 2026-12-04
        ",
    );
    let numbers = [ok(&file, "action list --plain")].concat();
    let number = |title: &str| {
        let line = numbers.lines().find(|line| line.contains(title)).unwrap();
        line.split_whitespace().find(|word| word.starts_with("A-")).unwrap().trim_matches(':').to_owned()
    };
    let (asked, bought) = (number("Ask for offers"), number("Buy one"));
    file.become_user("ben");
    ok(&file, &format!("action done {asked} --evidence 'Invoice 12 of the archive'"));
    ok(&file, &format!("action done {bought} --evidence 'Invoice 13 of the archive'"));
    ok(&file, &format!("action confirm {bought} --confirmed-by 'Dev Anand' --confirmed-how message"));
    file.become_user("rosa");
    ok(&file, &format!("evidence add 'Mail of the seller about the offers' --about {asked}"));
    let rows = told(&file, "alone");
    let of = |number: &str| rows.iter().filter(|row| row["number"] == number).collect::<Vec<_>>();
    assert_eq!(of(&asked).len(), 1, "{rows:?}");
    let named = "P-5 Dev Anand is named by Ben Okafor, and did not say so in their own account";
    assert!(of(&bought).iter().all(|row| words(row, "change").contains(named)), "{rows:?}");
    assert!(!of(&bought).is_empty(), "{rows:?}");
    // What a guest takes down of it is no more than that.
    ok(&file, "person add 'Gil Horn' --active yes --os-user gil");
    let taken_down = file.copy();
    taken_down.become_user("gil");
    ok(&taken_down, &format!("action confirm {asked} --confirmed-by 'Dev Anand' --confirmed-how message"));
    let told: Told = serde_json::from_str(&ok(&taken_down, "review changes MR-2 --all --json")).unwrap();
    let rows = told["alone"].as_array().unwrap();
    let guest = |row: &&Told| row["number"] == asked.as_str() && words(row, "change").contains("named by Gil Horn");
    assert_eq!(rows.iter().filter(guest).count(), 2, "{rows:?}");
    // A file frees nobody, whoever put it there, nor does a message: it is named.
    ok(
        &file,
        &format!("evidence add 'The offers' --about {asked} --place 'Office 3, folder 12' --keeper 'Rosa Lindt'"),
    );
    let mail = format!("evidence add 'A mail' --about {bought} --type message --said-by 'Dev Anand'");
    ok(&file, &format!("{mail} --place 'Office 3, folder 12' --keeper 'Rosa Lindt'"));
    let read = || -> Vec<Told> {
        let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --all --json")).unwrap();
        told["alone"].as_array().unwrap().clone()
    };
    let rows = read();
    let said = |number: &str| {
        let of = rows.iter().filter(|row| row["number"] == number);
        of.map(|row| words(row, "change").to_owned()).collect::<Vec<_>>().join(" | ")
    };
    assert!(said(&asked).contains("(evidence, put there by Rosa Lindt)"), "{rows:?}");
    assert!(said(&bought).contains("(message of Dev Anand, put there by Rosa Lindt)"), "{rows:?}");
    // What they put there themselves is their word.
    ok(&file, "person edit 'Dev Anand' --os-user dev");
    file.become_user("dev");
    ok(&file, &format!("{mail} --place 'Office 3, folder 12' --keeper 'Rosa Lindt'"));
    assert!(read().iter().all(|row| row["number"] != bought.as_str()));
}

/// A value that would be beyond the limits of before is told with that, however it stands by those that were corrected.
#[test]
fn a_limit_that_was_corrected_says_how_a_figure_would_stand_without() {
    let file = critical();
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-15 --value 57");
    let by = "--set-by 'Dev Anand' --grounds 'Read from the wrong column'";
    file.become_user("ben");
    ok(&file, &format!("kpi-limit edit KL-1 --critical 57.3 --reason 'As agreed' {by}"));
    file.become_user("rosa");
    let rows = told(&file, "figures");
    let status = words(&rows[0], "status");
    assert_eq!(status, "Critical → Watch; by the limits of before it would be critical", "{rows:?}");
    assert!(words(&rows[0], "also").contains("limits KL-1 changed: Critical limit 20 → 57.3"), "{rows:?}");
}

/// Counts that give the same share are no other value: whoever entered it stays its author, and whoever edits it is told.
#[test]
fn whoever_says_the_counts_otherwise_does_not_become_the_author_of_a_value() {
    let file = critical();
    file.become_user("ben");
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-15 --counted 6 --total 10");
    file.become_user("rosa");
    days(&file, 2);
    ok(&file, "measurement edit M-2 --counted 600 --total 1000");
    let latest = words(&told(&file, "figures")[0], "latest");
    let told = "60 % for the period to 2026-11-15, by P-3 Ben Okafor on 2026-11-24; counted 6 → 600; Out of 10 → 1000, by P-1 Rosa Lindt on 2026-11-25";
    assert_eq!(latest, told);
}

/// A month that nobody measured and somebody fills in before the review was not measured in time.
#[test]
fn a_gap_that_is_filled_late_says_so() {
    let file = critical();
    days(&file, 60);
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-22 --value 4");
    ok(&file, "measurement add --kpi K-1 --period-end 2027-01-17 --value 4");
    let also = words(&told(&file, "figures")[0], "also");
    assert!(also.contains("the value for the period to 2026-11-22 was recorded 61 days after its end"), "{also}");
    assert!(!also.contains("2027-01-17 was recorded"), "{also}");
}
