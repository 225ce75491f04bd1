//! What is adopted was reached before: nobody goes round a gate by saying that it was passed elsewhere.

use crate::fixture::Fixture;
use crate::review::held::words;
use crate::sample::sample;

fn ok(file: &Fixture, line: &str) -> String {
    file.ok(&words(line))
}

fn refused(file: &Fixture, line: &str, told: &[&str]) {
    let said = file.fails(1, &words(line));
    for one in told {
        assert!(said.contains(one), "{line}: {one} is not in {said}");
    }
}

/// Each register in which something can be adopted: how a record is added, and adopted on a day.
const ADOPTED: [(&str, &str); 7] = [
    ("action add 'Lay the cable' --owner P-4 --due +3d", "action adopt A-62 --done-on"),
    ("document-version add 9.0 --document DOC-1", "document-version adopt DV-14 --approved-on"),
    ("risk add Flood --owner P-5 --likelihood 1 --impact 1 --review-by +90d", "risk adopt R-41 --accepted-on"),
    ("nonconformity add 'A gap'", "nonconformity adopt NC-18 --closed-on"),
    ("audit add 'Supplier audit' --type supplier", "audit adopt AU-6 --reported-on"),
    ("incident add 'An outage' --occurred-on -400d --type near-miss", "incident adopt INC-12 --closed-on"),
    ("finding add 'A hole' --audit AU-1 --grade minor", "finding adopt F-21 --settled-on"),
];

#[test]
fn adopting_is_for_what_was_before_the_file() {
    for (add, adopt) in ADOPTED {
        let file = sample();
        ok(&file, add);
        let bare = adopt.rsplit_once(" --").unwrap().0;
        refused(&file, bare, &["is empty"]);
        // The file is kept since 23 March 2026.
        refused(&file, &format!("{adopt} -1d"), &["2026-11-22, and this file is kept since 2026-03-23"]);
        refused(&file, &format!("{adopt} 2026-03-23"), &["kept since 2026-03-23"]);
        ok(&file, &format!("{adopt} 2026-03-22"));
        assert!(
            ok(&file, &format!("{} show {}", add.split(' ').next().unwrap(), bare.rsplit(' ').next().unwrap()))
                .contains("not verified here"),
            "{adopt}"
        );
        assert_eq!(file.verify(), Vec::<String>::new());
    }
}

#[test]
fn what_has_a_history_here_is_not_adopted() {
    let file = sample();
    ok(&file, "action add 'Lay the cable' --owner P-4 --due +3d");
    ok(&file, "action done A-62 --evidence 'A cable' --as P-4");
    ok(&file, "action reopen A-62 --reason 'It is the wrong one'");
    refused(&file, "action adopt A-62 --done-on 2025-01-01", &["has a history in this file"]);
    // Rejected and taken up again, a case is no way out of its own day either.
    ok(&file, "nonconformity reject NC-12 --rejected-by P-6 --rejected-how meeting --reason 'None was due' --as P-4");
    ok(&file, "nonconformity reconsider NC-12 --reason 'It is one'");
    refused(&file, "nonconformity adopt NC-12 --closed-on 2025-01-01", &["has a history in this file"]);
}

/// What is of this file, by its own days, by who wrote it or by what it came of, was not settled before it.
#[test]
fn what_is_of_this_file_was_not_settled_before_it() {
    let file = sample();
    for (add, adopt) in [
        ("finding add 'A hole' --grade minor --raised-on 2026-01-10", "finding adopt F-21 --settled-on 2026-01-09"),
        (
            "risk add Flood --owner P-5 --likelihood 1 --impact 1 --review-by +90d --assessed-on 2026-01-10",
            "risk adopt R-41 --accepted-on 2026-01-09",
        ),
        (
            "document-version add 9.0 --document DOC-1 --dated 2026-01-10",
            "document-version adopt DV-14 --approved-on 2026-01-09",
        ),
        ("nonconformity add 'A gap' --raised-on 2026-01-10", "nonconformity adopt NC-18 --closed-on 2026-01-09"),
        (
            "incident add 'An outage' --occurred-on 2026-01-10 --type near-miss",
            "incident adopt INC-12 --closed-on 2026-01-09",
        ),
    ] {
        ok(&file, add);
        refused(&file, adopt, &["is 2026-01-09, and ", "is 2026-01-10"]);
        ok(&file, &adopt.replace("2026-01-09", "2026-01-10"));
    }
    ok(&file, "document-version add 9.1 --document DOC-1 --author P-4");
    refused(
        &file,
        "document-version adopt DV-15 --approved-on 2026-01-10 --approved-by P-4",
        &["wrote DV-15 and can't approve it"],
    );
    ok(&file, "document-version edit DV-15 --author P-5");
    refused(&file, "document-version adopt DV-15 --approved-on 2026-01-10 --approved-by P-4", &["wrote DV-15"]);
    ok(&file, "action add 'Lay the cable' --owner P-4 --source D-1");
    refused(&file, "action adopt A-62 --done-on 2025-01-01", &["A-62 came of D-1, which is of this file"]);
    ok(&file, "action add 'Lay the pipe' --owner P-4 --review MR-3");
    refused(&file, "action adopt A-63 --done-on 2025-01-01", &["A-63 came of MR-3"]);
    refused(&file, "finding adopt F-18 --settled-on 2025-01-01", &["F-18 came of AU-"]);
    ok(&file, "finding add 'An old hole' --grade minor --audit AU-1");
    ok(&file, "finding adopt F-22 --settled-on 2026-01-10");
}

#[test]
fn an_import_tells_how_things_stood_when_it_came() {
    let file = sample();
    let table = file.folder().join("cases.csv");
    std::fs::write(
        &table,
        "Title,State,Closed on\nOld one,closed-before,2026-11-20\nOpen one,draft,\nUndated,closed-before,\n",
    )
    .unwrap();
    let import = ["import", "nonconformity", table.to_str().unwrap(), "--write"];
    let told = file.ok(&import);
    assert!(told.contains("3"), "{told}");
    let shown = ok(&file, "nonconformity list --plain 'Old one'");
    assert!(shown.contains("Closed before this file, not verified here"), "{shown}");
    // What came as open is kept here from then on.
    file.ambient.move_on("2026-11-30T09:00:00Z".parse().unwrap());
    refused(
        &file,
        "nonconformity adopt NC-19 --closed-on 2026-11-29",
        &["the import that brought it is of 2026-11-23"],
    );
    ok(&file, "nonconformity adopt NC-19 --closed-on 2026-11-20");
}

#[test]
fn what_comes_back_as_a_draft_is_a_known_case() {
    let file = sample();
    // NC-12 is major, late, and P-4's.
    ok(&file, "nonconformity reject NC-12 --rejected-by P-6 --rejected-how meeting --reason 'None was due' --as P-4");
    ok(&file, "nonconformity reconsider NC-12 --reason 'It is one' --as P-4");
    refused(&file, "nonconformity edit NC-12 --grade minor --as P-4", &["It was graded as major"]);
    refused(&file, "nonconformity edit NC-12 --due +300d --owner P-13 --as P-4", &["extended by an extension only"]);
    refused(&file, "nonconformity edit NC-12 --clear due --as P-4", &["extended by an extension only"]);
    ok(&file, "nonconformity open NC-12 --as P-4");
    refused(
        &file,
        "nonconformity extend NC-12 --due +300d --extended-by P-4 --extended-how meeting --reason 'Later' --as P-4",
        &["can't approve its extension"],
    );
    ok(
        &file,
        "nonconformity extend NC-12 --due +30d --extended-by P-6 --extended-how meeting --reason 'Later' --as P-4",
    );
    // A draft that never was anything else is still being written.
    ok(&file, "nonconformity add 'A gap' --grade major --due +3d");
    ok(&file, "nonconformity edit NC-18 --grade minor --due +30d");
}
