//! Real registers, from the import to sealed minutes: what the minutes say is what the tables hold.

use std::path::Path;

use serde_json::Value;

use crate::fixture::Fixture;
use crate::real::data;
use crate::review::held;

use super::{counts, import, refusals};

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
