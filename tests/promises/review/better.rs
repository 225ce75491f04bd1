//! What came to look better since the last review is told once in the sheet, the pack and the minutes of the next.

use super::held;
use super::tools::{flat, ok, refused};
use crate::facts::made::Dice;
use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::script;

/// A way to make something look better, the record that it is done to, and what is told of it.
struct Way {
    line: &'static str,
    record: &'static str,
    told: &'static str,
}

const fn way(line: &'static str, record: &'static str, told: &'static str) -> Way {
    Way { line, record, told }
}

const WAYS: [Way; 13] = [
    way(
        "nonconformity extend NC-1 --due 2027-02-01 --extended-by 'Dev Anand' --extended-how message --reason 'The seller is late'",
        "NC-1",
        "extended: Due date 2026-12-01, now 2027-02-01",
    ),
    way(
        "nonconformity downgrade NC-2 --grade minor --downgraded-by 'Dev Anand' --downgraded-how meeting --reason 'One of many'",
        "NC-2",
        "downgraded: Grade Major, now Minor",
    ),
    way(
        "nonconformity reject NC-3 --rejected-by 'Dev Anand' --rejected-how message --reason 'None was due'",
        "NC-3",
        "rejected",
    ),
    way(
        "nonconformity duplicate NC-4 --duplicate-of NC-5 --duplicate-agreed-by 'Dev Anand' --duplicate-agreed-how message --reason 'Told of twice'",
        "NC-4",
        "ended as a duplicate (duplicate of NC-5)",
    ),
    way("nonconformity adopt NC-6 --closed-on 2026-05-20", "NC-6", "carried over as closed before"),
    way(
        "action extend A-2 --due 2027-02-01 --extended-by 'Dev Anand' --extended-how message --reason 'The seller is late'",
        "A-2",
        "extended: Due date 2026-12-04, now 2027-02-01",
    ),
    way(
        "action merge A-3 --merged-into A-2 --reason 'One card is enough' --agreed-by 'Dev Anand' --agreed-how message",
        "A-3",
        "merged (merged into A-2)",
    ),
    way("action cancel A-4 --reason 'No budget' --agreed-by 'Dev Anand' --agreed-how message", "A-4", "cancelled"),
    way(
        "finding duplicate F-1 --duplicate-of F-2 --duplicate-agreed-by 'Dev Anand' --duplicate-agreed-how message --reason 'Told of twice'",
        "F-1",
        "ended as a duplicate (duplicate of F-2)",
    ),
    way("finding void F-3 --reason 'No gap was there' --agreed-by 'Dev Anand' --agreed-how message", "F-3", "voided"),
    way(
        "system exclude SYS-1 --left-out-because 'A trial on old claims' --scope-review-by 2027-05-01 --scope-approved-by 'Dev Anand' --scope-approved-how signature",
        "SYS-1",
        "excluded from the scope",
    ),
    way(
        "system lower SYS-2 --tier low --tier-because 'It decides nothing' --tier-approved-by 'Dev Anand' --tier-approved-how signature",
        "SYS-2",
        "lowered: Tier High, now Low",
    ),
    way("interest withdraw DI-2 --reason 'He sold them'", "DI-2", "withdrawn"),
];

/// MR-1 is over, and there is something in each register that can come to look better.
pub fn register() -> Fixture {
    Fixture::after(|file| {
        held::conclude(file);
        let draft = crate::closure::walk::DRAFT;
        for number in 1..=6 {
            ok(file, draft);
            if number < 6 {
                ok(file, &format!("nonconformity open NC-{number}"));
            }
        }
        script(
            file,
            "
            action add 'Ask for offers' --owner 'Ben Okafor' --due 2026-12-04
            action add 'Ask for more offers' --owner 'Ben Okafor' --due 2026-12-04
            action add 'Buy one' --owner 'Ben Okafor' --due 2026-12-04
            audit add 'Internal audit' --type internal
            finding add 'Tests are skipped' --audit AU-1 --grade major --raised-on 2026-10-01 --owner 'Ben Okafor'
            finding add 'No test' --audit AU-1 --grade major --raised-on 2026-10-01 --owner 'Ben Okafor'
            finding add 'A test is late' --audit AU-1 --grade minor --raised-on 2026-10-01 --owner 'Ben Okafor'
            system add 'Claims triage' --purpose 'Sort claims' --owner 'Ben Okafor' --in-scope yes
            system add 'Claims chat' --purpose 'Answer' --owner 'Ben Okafor' --tier high
            interest add 'Owns shares' --person 'Ben Okafor' --consequence stays
            ",
        );
        days(file, 1);
    })
}

/// Random ways, one after the other, each told once and nothing else.
#[test]
fn what_came_to_look_better_is_found_once_in_sheet_pack_and_minutes() {
    for seed in [3, 11, 40] {
        let file = register();
        let mut dice = Dice(seed);
        let mut left: Vec<&Way> = WAYS.iter().collect();
        let mut done = Vec::new();
        for _ in 0..6 {
            let one = left.remove(dice.below(left.len()));
            ok(&file, one.line);
            done.push(one);
        }
        // A slip of today is none.
        ok(&file, "action add 'Typed wrongly' --due 2026-12-04");
        ok(&file, "action void A-5 --reason 'A slip'");
        ok(
            &file,
            "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
        );
        let sheet = file.json("review changes MR-2");
        let rows = sheet["better"].as_array().unwrap();
        assert_eq!(rows.len(), done.len(), "{seed}: {sheet}");
        let pack = ok(&file, "review pack MR-2");
        let minutes = ok(&file, "review minutes MR-2");
        for one in &done {
            let found = rows
                .iter()
                .filter(|row| row["number"] == one.record && row["change"].as_str().unwrap().starts_with(one.told));
            assert_eq!(found.count(), 1, "{seed}: {}: {sheet}", one.line);
            for (paper, text) in [("pack", &pack), ("minutes", &minutes)] {
                let lines = text.lines().filter(|line| line.contains(one.told) && line.contains(one.record));
                assert_eq!(lines.count(), 1, "{seed}, {paper}: {}: {text}", one.line);
            }
            if one.line.contains("'Dev Anand'") {
                let row = rows.iter().find(|row| row["number"] == one.record).unwrap();
                assert!(row["agreed_by"].as_str().unwrap().starts_with("P-5 Dev Anand, "), "{row}");
            }
        }
        assert!(minutes.contains("What looks better since MR-1"), "{minutes}");
        if done.iter().any(|one| one.record == "F-3") {
            // It was raised before MR-1 was held.
            assert!(!pack.contains("counted with what was voided"), "{pack}");
        }
        assert!(!minutes.contains("Typed wrongly"), "{minutes}");
    }
}

/// What is no change of a record that was: another limit in the place of one; and what counts in figures or on paper alone.
#[test]
fn limits_documents_and_costs_that_look_better_are_told_too() {
    let file = register();
    script(
        &file,
        "
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Ben Okafor'
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 6 --critical 8
        document add 'AI policy' --type policy --owner 'Ben Okafor'
        quality-cost add 'Letters sent twice' --type internal --amount 'EUR 900' --incurred-on 2026-10-01
        ",
    );
    days(&file, 2);
    let agreed = "--agreed-by 'Dev Anand' --agreed-how message";
    let lines = [
        "kpi-limit add --kpi K-1 --valid-from 2026-11-25 --target 5 --warn 20 --critical 40 --set-by 'Dev Anand' --grounds 'More is known'",
        "document void DOC-1 --reason 'It lives elsewhere now'",
        "document edit DOC-1 --type external --reason 'Others write it'",
        "quality-cost edit QC-1 --amount 'EUR 9' --reason 'Most was paid back'",
    ];
    // A limit says itself who set it.
    ok(&file, lines[0]);
    for line in [lines[2], lines[3], lines[1]] {
        refused(&file, line, &["Agreed by is empty"]);
        ok(&file, &format!("{line} {agreed}"));
    }
    ok(
        &file,
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
    );
    let sheet = file.json("review changes MR-2");
    let rows = sheet["better"].as_array().unwrap();
    let numbers: Vec<_> = rows.iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["KL-2", "DOC-1", "QC-1", "DOC-1"], "{sheet}");
    assert!(
        rows[1..].iter().all(|row| row["agreed_by"] == "P-5 Dev Anand, by message, as recorded by P-1 Rosa Lindt"),
        "{sheet}"
    );
    let pack = ok(&file, "review pack MR-2");
    assert!(numbers.iter().all(|number| pack.contains(number)), "{pack}");
}

#[test]
fn each_is_told_by_one_review_alone_and_stays_told_by_it() {
    let file = Fixture::after(|file| {
        days(file, -1);
        ok(file, "action add 'Buy an old thing' --owner P-1 --due 2026-11-20 --priority high");
        days(file, 0);
        held::judge(file);
    });
    ok(&file, "action cancel A-1 --reason 'It is sold' --agreed-by P-2 --agreed-how message");
    ok(&file, "review conclude MR-1");
    let told = "cancelled: A-1 Buy an old thing (open, high, 3 d late), on 23 November 2026 by P-1 Rosa Lindt, because: It is sold";
    let minutes = ok(&file, "review minutes MR-1");
    assert!(minutes.contains("What looks better since the file was begun") && minutes.contains(told), "{minutes}");
    days(&file, 1);
    ok(
        &file,
        "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
    );
    refused(&file, "review approve MR-1 --for chair --how meeting", &[]);
    // Until there are minutes of the one, the other tells it, too.
    assert!(flat(&ok(&file, "review changes MR-2")).contains("open, high, 3 d late"));
    ok(&file, "review minutes MR-1 --circulate");
    assert!(ok(&file, "review changes MR-2").contains("Nothing looks better since MR-1"));
    assert!(ok(&file, "review pack MR-2").contains("Nothing looks better since MR-1"));
    assert_eq!(ok(&file, "review minutes MR-1").matches(told).count(), 1);
}

#[test]
fn what_was_voided_stays_counted_as_raised() {
    let file = Fixture::after(|file| {
        held::conclude(file);
        days(file, 1);
        ok(file, "audit add 'Internal audit' --type internal");
        ok(file, "finding add 'A test is late' --audit AU-1 --grade minor --raised-on 2026-11-24");
        ok(file, "finding add 'No test' --audit AU-1 --grade minor --raised-on 2026-11-24");
        days(file, 2);
        ok(
            file,
            "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'",
        );
    });
    let figures = |file: &Fixture| {
        let told = file.json("review figures MR-2");
        let told = told.to_string();
        ["d3.findings", "d3.minor", "d3.open"].map(|key| {
            let at = told.split(&format!("\"key\":\"{key}\"")).nth(1).unwrap();
            at.split("\"now\":").nth(1).unwrap().split([',', '}']).next().unwrap().to_owned()
        })
    };
    assert_eq!(figures(&file), ["2", "2", "2"]);
    ok(&file, "finding void F-2 --reason 'No gap was there' --agreed-by P-2 --agreed-how message");
    assert_eq!(figures(&file), ["2", "2", "1"]);
    assert!(ok(&file, "review figures MR-2").contains("Findings since: counted with what was voided since: F-2."));
}
