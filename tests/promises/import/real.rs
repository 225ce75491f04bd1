//! Real registers, from the import to sealed minutes: what the minutes say is what the tables hold.

use std::path::Path;

use gavel::exchange::import::{FileTable, Wanted};
use serde_json::Value;

use crate::fixture::Fixture;
use crate::real::data;
use crate::review::held;
use crate::screen::desk::Desk;

use super::{counts, file, import, refusals};

fn mapped(fixture: &Fixture, register: &str, path: &Path, mapping: &str) -> Value {
    let map = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/promises/import/mappings").join(mapping);
    let report = import(fixture, register, path, &["--map", map.to_str().unwrap(), "--write"]);
    assert_eq!(refusals(&report), Vec::<String>::new(), "{mapping}");
    report
}

fn number(fixture: &Fixture, sql: &str) -> u64 {
    fixture.peek().query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Brings everything in, and shows that bringing it in again changes nothing.
fn bring(fixture: &Fixture, folder: &Path) {
    let systems = folder.join("2024_consolidated_ai_inventory_raw_v2.csv");
    let report = mapped(fixture, "system", &systems, "systems.json");
    assert_eq!((report["rows"].as_u64(), counts(&report)), (Some(2133), (2130, 0, 0, 0)));
    assert_eq!(report["repeated"].as_array().unwrap().len(), 3, "exact duplicates are taken once, and said");
    assert_eq!(number(fixture, "SELECT count(DISTINCT unit) FROM system"), 41);
    let impacting = "SELECT count(*) FROM system WHERE tier IN ('high', 'critical')";
    assert_eq!(number(fixture, impacting), 351);

    let report = mapped(fixture, "finding", &folder.join("fac_findings.csv"), "findings.json");
    assert_eq!((report["rows"].as_u64(), counts(&report)), (Some(929), (127, 0, 0, 0)));
    assert_eq!(number(fixture, "SELECT count(*) FROM finding WHERE repeat = 1"), 54);
    assert_eq!(number(fixture, "SELECT count(DISTINCT reference) FROM finding"), 107);
    for (file, mapping) in [("fac_text.csv", "statements.json"), ("fac_cap.csv", "plans.json")] {
        assert_eq!(counts(&mapped(fixture, "finding", &folder.join(file), mapping)), (0, 127, 0, 0), "{file}");
    }
    assert_eq!(number(fixture, "SELECT count(*) FROM finding WHERE statement <> '' AND response <> ''"), 127);

    let risks = folder.join("AI-Risk-Database-v3.csv");
    let report = mapped(fixture, "risk", &risks, "risks.json");
    assert_eq!((counts(&report), report["passed_over"].as_u64()), ((1097 + 515, 0, 0, 0), Some(65 + 565)));

    let head = fixture.store().view().head().unwrap();
    for (register, file, mapping, records) in [
        ("system", "2024_consolidated_ai_inventory_raw_v2.csv", "systems.json", 2130),
        ("finding", "fac_findings.csv", "findings.json", 127),
        ("finding", "fac_text.csv", "statements.json", 127),
        ("finding", "fac_cap.csv", "plans.json", 127),
        ("risk", "AI-Risk-Database-v3.csv", "risks.json", 1612),
    ] {
        assert_eq!(counts(&mapped(fixture, register, &folder.join(file), mapping)), (0, 0, records, 0), "{file}");
    }
    assert_eq!(fixture.store().view().head().unwrap(), head);
}

#[test]
#[ignore = "reads real public data: GAVEL_REAL_DATA=FOLDER cargo test -- --ignored"]
fn real_registers_are_reviewed_and_the_sealed_minutes_say_what_they_hold() {
    let folder = data();
    let fixture = Fixture::new();
    bring(&fixture, &folder);
    held::judge(&fixture);
    held::script(
        &fixture,
        "
        review item MR-1 risks
        review item MR-1 --discussed
        review item MR-1 conclusion
        review conclude MR-1
        review minutes MR-1 --circulate
        review approve MR-1 --for chair --how meeting
        review approve MR-1 --for secretary --how signature
        ",
    );
    let minutes = fixture.ok(&["review", "minutes", "MR-1", "--format", "md"]);
    let figures: Vec<&str> = minutes
        .lines()
        .filter_map(|line| line.strip_prefix("- **Figures of the pack:** "))
        .flat_map(|line| line.split("; "))
        .collect();
    for (label, sql) in [
        ("external issues", "SELECT count(*) FROM context_issue WHERE origin = 'external'"),
        ("interested parties", "SELECT count(*) FROM interested_party"),
        ("KPIs", "SELECT count(*) FROM kpi"),
        ("findings open", "SELECT count(*) FROM finding WHERE state IN ('open', 'raised')"),
        ("open, repeated", "SELECT count(*) FROM finding WHERE state IN ('open', 'raised') AND repeat = 1"),
        ("risks", "SELECT count(*) FROM risk WHERE state <> 'closed'"),
        ("not assessed", "SELECT count(*) FROM risk WHERE state <> 'closed' AND level IS NULL"),
        ("being treated", "SELECT count(*) FROM risk WHERE state = 'being-treated'"),
        ("open needs", "SELECT count(*) FROM resource_need WHERE state = 'open'"),
    ] {
        let figure = format!("{label} {}", number(&fixture, sql));
        assert!(figures.contains(&figure.as_str()), "{figure} is not among {figures:?}");
    }
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let holds = fixture.ok(&["review", "verify", "MR-1"]);
    assert!(holds.contains("MR-1 holds"), "{holds}");
}

/// The keys that were pressed on a screen.
struct Counted<'d>(&'d mut Desk, usize);

impl Counted<'_> {
    fn press(&mut self, keys: &str) -> &mut Self {
        self.1 += keys.split_whitespace().count();
        self.0.press(keys);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.1 += text.chars().count();
        self.0.text(text);
        self
    }
}

#[test]
#[ignore = "reads real public data: GAVEL_REAL_DATA=FOLDER cargo test -- --ignored"]
fn an_inventory_comes_in_by_few_keys_and_next_year_only_what_is_new() {
    let path = data().join("2024_consolidated_ai_inventory_raw_v2.csv");
    let fixture = Fixture::new();
    let opened = |desk: &mut Desk, path: &Path| {
        desk.press("8").text("systems").press("Enter I").text(path.to_str().unwrap()).press("Enter");
    };
    let mut desk = Desk::sized(&fixture, 120, 40);
    opened(&mut desk, &path);
    desk.sees("perhaps Stage of Development").sees("What is the intended purpose");
    let mut counted = Counted(&mut desk, 0);
    // What it says where no purpose is told; from which column the stage comes, the first that is offered.
    counted.press("Down Down t").text("?").press("Enter Down Down Enter Enter");
    // What its words mean, the commonest first; the likeliest meaning stands first.
    counted.press("Tab Enter Enter Enter Enter");
    for meaning in ["i", "v", "i", "o", "i", "ret", "o"] {
        counted.text(meaning).press("Enter");
    }
    counted.press("Esc Enter x x x x x w");
    let keys = counted.1;
    desk.sees("Imported: 2 130 added");
    assert!(keys < 40, "{keys}");
    for (stage, records) in [("operation", 892), ("inception", 399), ("verification", 286)] {
        let told = fixture.ok(&["system", "list", &format!("stage={stage}"), "--count"]);
        assert!(told.trim().parse::<u64>().unwrap() >= records, "{stage}: {told}");
    }
    let mut next = std::fs::read(&path).unwrap();
    let columns = FileTable::read(&path, &Wanted::default()).unwrap().columns;
    let place = |begins: &str| columns.iter().position(|column| column.starts_with(begins)).unwrap();
    let mut row = vec![""; columns.len()];
    (row[place("Use Case Name")], row[place("What is the intended purpose")]) =
        ("A new one", "Answers what citizens ask");
    next.extend(format!("\r\n{}\r\n", row.join(",")).bytes());
    let path = file(&fixture, "next.csv", next);
    let mut desk = Desk::sized(&fixture, 120, 40);
    opened(&mut desk, &path);
    desk.sees("to add 1 · to change 0 · unchanged 2 130");
}
