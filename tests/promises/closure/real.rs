//! Real audit findings, triaged, analysed, planned, verified and closed; the review's figures are those of the tables.

use std::path::Path;

use serde_json::Value;

use gavel::tui::event::Event;

use crate::fixture::Fixture;
use crate::import::import;
use crate::real::data;
use crate::review::held::{script, words};
use crate::screen::desk::Desk;

use super::walk::people;

/// The day on which the fixture's clock stands.
const TODAY: &str = "2026-11-23";

fn number(fixture: &Fixture, sql: &str) -> i64 {
    fixture.peek().query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

/// The findings, what they say and what was promised, and a nonconformity from each of the first graded ones.
fn raised(folder: &Path) -> (Fixture, usize) {
    let fixture = people();
    for (file, mapping) in
        [("fac_findings.csv", "findings.json"), ("fac_text.csv", "statements.json"), ("fac_cap.csv", "plans.json")]
    {
        let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/promises/import/mappings").join(mapping);
        import(&fixture, "finding", &folder.join(file), &["--map", map.to_str().unwrap(), "--write"]);
    }
    assert_eq!(number(&fixture, "SELECT count(*) FROM finding"), 127);
    assert_eq!(number(&fixture, "SELECT count(*) FROM finding WHERE repeat = 1"), 54);
    let sql = "SELECT r.number FROM finding f JOIN record r ON r.key = f.key WHERE f.grade IN ('major', 'minor') ORDER BY r.number";
    let graded: Vec<i64> = {
        let raw = fixture.peek();
        let mut statement = raw.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert!(graded.len() > 14, "{} are graded", graded.len());
    for number in &graded[..14] {
        fixture.ok(&words(&format!("audit raise F-{number} --owner 'Ben Okafor' --occurred-on 2026-01-10")));
    }
    (fixture, graded.len())
}

fn to_contained(fixture: &Fixture, case: usize) {
    fixture.ok(&words(&format!("nonconformity open NC-{case}")));
    fixture.ok(&words(&format!("nonconformity contain NC-{case} --correction 'Put right' --corrected-by 'Ben Okafor' --consequences 'None: no payment was affected'")));
}

fn to_verified(fixture: &Fixture, case: usize, class: &str) {
    to_contained(fixture, case);
    script(
        fixture,
        &format!(
            "
            cause add 'Nobody compared the records' --nonconformity NC-{case}
            cause add 'The comparison stands in no procedure' --nonconformity NC-{case} --root yes --class {class} --certainty verified --shown-by 'The manual'
            nonconformity analyse NC-{case} --cause-method five-whys --similar-searched 'All findings of the report' --similar-cases 'Those on the same requirement'
            action add 'Write the comparison into the procedure' --type corrective --source NC-{case} --owner 'Ben Okafor' --due {TODAY}
            "
        ),
    );
    let action = number(fixture, "SELECT max(number) FROM record WHERE register = 'action'");
    script(
        fixture,
        &format!(
            "
            nonconformity plan NC-{case} --criterion 'none of 40 fails' --effectiveness-criterion 'No difference in a quarter' --measured-by sample --effectiveness-measure 'Forty records' --check-from 2026-12-20 --plan-approved-by 'Dev Anand' --plan-approved-how meeting
            nonconformity begin NC-{case} --begun-by 'Ben Okafor'
            action done A-{action} --evidence 'Procedure 3.1, page 4'
            nonconformity implement NC-{case}
            nonconformity verify NC-{case} --verified-by 'Carla Stein' --verified-how message
            "
        ),
    );
}

#[test]
#[ignore = "reads real public data: GAVEL_REAL_DATA=FOLDER cargo test -- --ignored"]
fn real_findings_are_walked_to_proven_closure_and_the_figures_are_those_of_the_tables() {
    let folder = data();
    let (fixture, graded) = raised(&folder);
    // Triage: days and owners on the command line, and on the screen of today.
    for case in 1..=14 {
        fixture.ok(&words(&format!(
            "nonconformity edit NC-{case} --raised-on 2026-0{}-10 --objective-evidence 'Working papers of the auditors' --due {}",
            case % 6 + 1,
            if case > 11 { "2026-11-02" } else { "2027-03-01" }
        )));
    }
    let mut desk = Desk::sized(&fixture, 80, 24);
    // What is not placed yet stands before who is late: the end of the screen tells that.
    desk.press("0 G").sees("3 late").press("g A o").text("edda").press("Ctrl-S");
    for case in 1..=6 {
        to_verified(&fixture, case, if case % 2 == 0 { "procedure" } else { "oversight" });
    }
    to_contained(&fixture, 7);
    fixture.ok(&words("nonconformity analyse NC-7 --cause 'Once, in the change of systems' --cause-class tool --cause-method other --similar-searched 'The year' --similar-cases 'None'"));
    fixture.ok(&words("nonconformity correct NC-7 --no-action-reason 'The old system is gone' --no-action-approved-by 'Dev Anand' --no-action-approved-how meeting --verified-by 'Carla Stein' --verified-how message"));
    fixture.ok(&words(
        "nonconformity reject NC-8 --rejected-by 'Dev Anand' --rejected-how meeting --reason 'Another entity'",
    ));
    fixture.ok(&words("nonconformity adopt NC-9 --closed-on 2026-06-30"));
    // A case is opened and contained on its own screen.
    fixture.ok(&words("nonconformity open NC-10"));
    desk.event(Event::FileChanged);
    desk.press("Ctrl-F").text("NC-10").press("Enter");
    desk.press(">").sees("Contained: NC-10").text("Put right").press("Tab Tab Tab").text("None").press("Ctrl-S");
    assert_eq!(number(&fixture, "SELECT count(*) FROM nonconformity WHERE state = 'contained'"), 1);
    // The effect is judged when the day has come, and not before.
    let close = |case: usize| {
        format!(
            "nonconformity close NC-{case} --effectiveness effective --effectiveness-evidence 'None of forty differed' --checked-by 'Carla Stein' --checked-how message --changes-needed no --no-change-reason 'The risk is known' --closing-approved-by 'Dev Anand' --closing-approved-how meeting"
        )
    };
    assert!(fixture.fails(1, &words(&close(1))).contains("the first day that was set"));
    fixture.ambient.move_on("2026-12-21T09:00:00Z".parse().unwrap());
    for case in 1..=4 {
        let test =
            format!("retest add 'Forty records' --nonconformity NC-{case} --held-on 2026-12-20 --failed 0 --tested 40");
        fixture.ok(&words(&test));
        fixture.ok(&words(&close(case)));
    }
    fixture.ok(&words("nonconformity ineffective NC-5 --effectiveness ineffective --effectiveness-evidence 'Three of forty differed' --checked-by 'Carla Stein' --checked-how message"));
    fixture.ok(&words(
        "nonconformity reopen NC-4 --reopened-on-evidence 'A difference in December' --reason 'It came back'",
    ));
    script(&fixture, "nonconformity open NC-11\nnonconformity edit NC-11 --repeats NC-1");
    compare(&fixture, graded);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

/// What the pack says of inputs d1 and d3, beside what SQL says.
fn compare(fixture: &Fixture, graded: usize) {
    script(
        fixture,
        "review call --date 2026-12-28 --chair 'Dev Anand' --secretary 'Rosa Lindt' --members 'Dev Anand,Rosa Lindt'",
    );
    let pack: Value = serde_json::from_str(&fixture.ok(&words("review pack MR-1 --format json"))).unwrap();
    let figure = |key: &str| {
        let figures = pack["figures"].as_array().unwrap();
        figures.iter().find(|one| one["key"] == key).and_then(|one| one["value"].as_i64())
    };
    let open = "state NOT IN ('closed', 'corrected', 'rejected', 'closed-before')";
    let over = "state IN ('closed', 'corrected', 'rejected', 'closed-before')";
    let cases = |filter: &str| number(fixture, &format!("SELECT count(*) FROM nonconformity WHERE {filter}"));
    let findings = |filter: &str| number(fixture, &format!("SELECT count(*) FROM finding WHERE {filter}"));
    let late = format!("{open} AND state <> 'verified' AND due < '2026-12-21'");
    for (key, count) in [
        ("d1.open", cases(open)),
        ("d1.late", cases(&late)),
        ("d1.major", cases(&format!("{open} AND grade = 'major'"))),
        ("d1.waiting", cases("state = 'verified'")),
        ("d1.raised", cases("raised_on IS NOT NULL")),
        ("d1.closed", cases(&format!("{over} AND closed_on IS NOT NULL"))),
        ("d1.again", cases(&format!("{open} AND cycle > 1"))),
        (
            "d1.repeats",
            number(
                fixture,
                "SELECT count(*) FROM link WHERE relation = 'repeats' AND from_id IN (SELECT id FROM record WHERE register = 'nonconformity')",
            ),
        ),
        (
            "d1.proven",
            (100.0 * cases("state = 'closed'") as f64 / cases("state IN ('closed', 'closed-before')") as f64).round()
                as i64,
        ),
        ("d3.findings", findings("raised_on IS NOT NULL")),
        ("d3.open", findings("state IN ('open', 'raised')")),
        ("d3.repeats", findings("state IN ('open', 'raised') AND repeat = 1")),
        ("d3.repeated", findings("state <> 'withdrawn' AND repeat = 1")),
    ] {
        assert_eq!(figure(key), Some(count), "{key}");
    }
    assert!(cases(&late) == 3 && cases("state = 'closed'") == 3 && cases(&format!("{open} AND cycle > 1")) == 2);
    assert_eq!(figure("d1.median"), median(fixture), "open cases counted");
    let trends = fixture.json("nonconformity trends");
    assert_eq!(trends["median_days"].as_i64(), median(fixture));
    assert_eq!(trends["cases"].as_i64(), Some(cases("state NOT IN ('draft', 'rejected')")));
    let by_quarter: i64 = trends["quarters"].as_array().unwrap().iter().filter_map(|one| one["raised"].as_i64()).sum();
    assert_eq!(by_quarter, cases("state NOT IN ('draft', 'rejected') AND raised_on > '2025-01-01'"));
    let of_findings = fixture.json("nonconformity trends --findings");
    assert_eq!(of_findings["repeats"].as_i64(), Some(54));
    let open_now: i64 = of_findings["ages"].as_array().unwrap().iter().filter_map(|one| one["open"].as_i64()).sum();
    assert_eq!(open_now, findings("state IN ('open', 'raised') AND raised_on IS NOT NULL"));
    assert_eq!(findings("grade IN ('major', 'minor')"), graded as i64);
}

/// The product-limit estimate worked out the long way: the share still open after each day, a case at a time.
fn median(fixture: &Fixture) -> Option<i64> {
    let raw = fixture.peek();
    let sql = "SELECT CAST(julianday(coalesce(closed_on, '2026-12-21')) - julianday(raised_on) AS INTEGER), closed_on IS NOT NULL
               FROM nonconformity WHERE state NOT IN ('draft', 'rejected') AND raised_on IS NOT NULL";
    let mut statement = raw.prepare(sql).unwrap();
    let spells: Vec<(i64, bool)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .filter(|(days, _)| *days >= 0)
        .collect();
    let last = spells.iter().map(|(days, _)| *days).max()?;
    let mut share = 1.0;
    for day in 0..=last {
        let at_risk = spells.iter().filter(|(days, _)| *days >= day).count() as f64;
        let closed = spells.iter().filter(|(days, closed)| *days == day && *closed).count() as f64;
        share *= 1.0 - closed / at_risk;
        if share <= 0.5 + 1e-9 {
            return Some(day);
        }
    }
    None
}
