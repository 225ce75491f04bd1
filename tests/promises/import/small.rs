//! Small tables that other programs write: what is made of them on the command line is what the screen shows.

use crate::fixture::Fixture;
use crate::screen::desk::Desk;

use super::file;

/// The register, a table of it, what the command line says of it, and what the screen does.
const TABLES: [(&str, &str, &[&str], &[&str]); 7] = [
    (
        "system",
        "Use Case ID,Use Case Name,Summary\nX-1,Chatbot,Answers questions of citizens about forms\nX-2,Scanner,Finds forged documents\n",
        &["Purpose  Summary", "Records are recognised by Use Case ID", "To add     2"],
        &["Summary", "Use Case ID", "to add 2 · to change 0 · unchanged 0"],
    ),
    (
        "system",
        "Agency Use (Y/N)?,Name,What it is for\nY,Chat,Answers\n",
        &["Purpose  What it is for", "Not used: Agency Use (Y/N)?"],
        &["What it is for", "Columns not used: Agency Use (Y/N)?"],
    ),
    (
        "incident",
        "risk_domain,description.lang,description.value\n\"[\"\"Ethics\"\"]\",eng,Bias found in resume screening\n",
        &["What happened  description.value", "Not used: risk_domain, description.lang"],
        &["description.value", "Columns not used: risk_domain, description.lang"],
    ),
    (
        "measurement",
        "kpi;period_end;value\nK;2026-01-31;1.2.3\nK;2026-03-31;12.03.2024\nK;2026-04-30;1.000\nK;2026-06-30;12,5\n",
        &["decimal comma, because of line 5", "line 2: 1.2.3; line 3: 12.03.2024"],
        &["decimal comma, because of line 5", "Line 2 refused · value: “1.2.3”", "to add 2"],
    ),
    ("action", "What,Owner,Due\nX,P-1,31-Dec-26\n", &["To add     1"], &["31-Dec-26", "to add 1"]),
    (
        "action",
        "What,Owner,Due\nA,P-1,2026-12-31\n\"B,P-1,2026-12-31\nC,P-1,2026-12-31\n",
        &["the quote in line 3 before “B,P-1,2026-12-31” never closes"],
        &["the quote in line 3 before", "never closes"],
    ),
    (
        "system",
        "foo,bar\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n",
        &["Rows without a word for a field  6", "Unchanged                        0", "there is nothing to write"],
        &["to add 0 · to change 0 · unchanged 0"],
    ),
];

#[test]
fn each_face_makes_the_same_of_a_small_table() {
    let fixture = Fixture::after(|fixture| {
        fixture.ok(&["kpi", "add", "K", "--direction", "lower", "--frequency", "monthly"]);
        for name in ["One", "Two", "Three", "Four"] {
            fixture.ok(&["system", "add", name, "--purpose", "Sorts incoming claims"]);
        }
    });
    for (register, text, said, shown) in TABLES {
        let path = file(&fixture, "small.csv", text);
        let run = fixture.run(&["import", register, path.to_str().unwrap()]);
        for words in said {
            assert!(run.out.contains(words) || run.err.contains(words), "{words}: {}{}", run.out, run.err);
        }
        let mut desk = Desk::sized(&fixture, 120, 40);
        desk.press("8").text(&format!("{register}s")).press("Enter I").text(path.to_str().unwrap()).press("Enter");
        for words in shown {
            desk.sees(words);
        }
    }
}
