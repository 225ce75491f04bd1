//! A programme that is finished before its end audits nothing more: somebody else agrees to that, and it covers no day.

use serde_json::Value;

use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::script;
use crate::review::tools::{ok, refused};

use super::tools::audited;

fn running() -> Fixture {
    let file = audited();
    script(
        &file,
        "
        audit-area from-systems
        audit-programme add 'Audits to 2028' --starts-on 2026-01-01 --ends-on 2028-12-31 --method all --owner tom
        audit-programme draw AUP-1
        audit-programme approve AUP-1 --approved-by 'Ines Aubert' --approved-how meeting
        ",
    );
    file
}

fn missing(file: &Fixture) -> String {
    let told: Value = serde_json::from_str(&file.run(&["check", "--json", "--only", "9.2.2"]).out).unwrap();
    let checks = told["checks"].as_array().unwrap();
    checks.iter().find(|one| one["check"] == "audits").unwrap()["missing"].to_string()
}

#[test]
fn one_that_is_finished_before_its_end_is_agreed_to_and_covers_no_day() {
    let file = running();
    assert!(!missing(&file).contains("covers today"), "{}", missing(&file));
    days(&file, 30);
    let early = "audit-programme finish AUP-1";
    refused(&file, early, &["A reason is missing"]);
    refused(&file, &format!("{early} --reason 'We are done'"), &["Agreed by is empty"]);
    ok(&file, &format!("{early} --reason 'We are done' --agreed-by 'Ines Aubert' --agreed-how meeting"));
    let told = missing(&file);
    assert!(told.contains("It was finished before its end: no audit programme covers today"), "{told}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn one_whose_cycle_is_over_is_finished_by_whoever_keeps_it() {
    let file = running();
    days(&file, 3 * 366);
    ok(&file, "audit-programme finish AUP-1");
    let told = missing(&file);
    assert!(told.contains("No audit programme covers today"), "{told}");
}
