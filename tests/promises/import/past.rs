//! Open cases of the past: they come in as they are, are shown so, and are completed before they move on.

use crate::fixture::Fixture;

use super::{counts, file, import, refusals};

const CASES: &str =
    "ID,Title,State,Raised on\n1,Logs are missing,open,2026-03-01\n2,Nobody was trained,in-progress,2026-04-01\n";

#[test]
fn an_open_case_of_the_past_comes_in_by_itself_and_is_completed_before_it_moves() {
    let fixture = Fixture::new();
    let path = file(&fixture, "cases.csv", CASES);
    let report = import(&fixture, "nonconformity", &path, &["--write"]);
    assert_eq!(counts(&report), (2, 0, 0, 0), "{:?}", refusals(&report));
    assert!(report["left_out"].to_string().contains("It was “in-progress”, and comes in as open"), "{report}");
    for case in ["NC-1", "NC-2"] {
        let shown = fixture.ok(&["nonconformity", "show", case]);
        assert!(shown.contains("Open, carried over, not verified here"), "{shown}");
    }
    assert_eq!(counts(&import(&fixture, "nonconformity", &path, &["--write"])), (0, 0, 2, 0), "and again");
    let contain = [
        "nonconformity",
        "contain",
        "NC-1",
        "--correction",
        "Switched on",
        "--corrected-on",
        "2026-11-20",
        "--consequences",
        "None",
        "--evidence",
        "Ticket 7",
    ];
    let run = fixture.run(&contain);
    assert!(run.code != 0 && run.err.contains("Objective evidence") && run.err.contains("Raised by"), "{}", run.err);
    fixture.ok(&[
        "nonconformity",
        "edit",
        "NC-1",
        "--requirement",
        "A.6.2.8",
        "--statement",
        "No logs are kept",
        "--objective-evidence",
        "Looked at on 20 November",
        "--source",
        "monitoring",
        "--occurred-on",
        "2026-03-01",
        "--raised-by",
        "P-1",
        "--owner",
        "P-1",
    ]);
    fixture.ok(&contain);
    let shown = fixture.ok(&["nonconformity", "show", "NC-1"]);
    assert!(shown.contains("Contained") && !shown.contains("carried over"), "{shown}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn a_whole_case_is_opened_and_what_was_made_here_is_not_carried_over() {
    let fixture = Fixture::new();
    let text = "Title,State,Requirement,Statement,Objective evidence,Source,Occurred on,Raised on,Raised by,Owner\n\
                Logs are missing,open,A.6.2.8,No logs,Seen,monitoring,2026-03-01,2026-03-01,P-1,P-1\n";
    let path = file(&fixture, "cases.csv", text);
    import(&fixture, "nonconformity", &path, &["--write"]);
    let shown = fixture.ok(&["nonconformity", "show", "NC-1"]);
    assert!(shown.contains("Open") && !shown.contains("carried over"), "{shown}");
    fixture.ok(&["nonconformity", "add", "Made here"]);
    let run = fixture.run(&["nonconformity", "carry-over", "NC-2"]);
    assert!(run.code != 0 && run.err.contains("was made here, and not brought by an import"), "{}", run.err);
}
