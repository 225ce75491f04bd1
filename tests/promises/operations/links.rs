//! One link more or less by words, whatever the others are.

use crate::fixture::Fixture;

#[test]
fn a_link_is_set_and_taken_away_and_both_ends_are_named() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test", "--owner", "me", "--due", "fri"]);
    fixture.ok(&["action", "add", "Tell the vendor", "--owner", "me", "--due", "fri"]);
    fixture.ok(&["evidence", "add", "Report 7", "--about", "A-1"]);
    fixture.ok(&["nonconformity", "add", "Bias test skipped"]);
    fixture.ok(&["nonconformity", "add", "Not measured"]);
    assert_eq!(fixture.ok(&["evidence", "link", "E-1", "about", "A-2"]), "Linked E-1 to A-2\n");
    assert_eq!(
        fixture.ok(&["evidence", "link", "E-1", "about", "A-2"]),
        "E-1 holds that already; nothing was changed.\n"
    );
    assert_eq!(fixture.ok(&["evidence", "unlink", "E-1", "about", "A-1"]), "Unlinked E-1 from A-1\n");
    // Of a link to one record, another takes its place.
    assert_eq!(fixture.ok(&["action", "link", "A-1", "source", "NC-1"]), "Linked A-1 to NC-1\n");
    assert_eq!(fixture.ok(&["action", "link", "A-1", "Source", "NC-2"]), "Linked A-1 to NC-2\n");
    assert_eq!(fixture.ok(&["action", "unlink", "A-1", "source", "NC-2"]), "Unlinked A-1 from NC-2\n");
    assert!(fixture.fails(2, &["action", "link", "A-1", "what", "NC-1"]).contains("is no link"));
    assert!(fixture.fails(2, &["action", "link", "A-1", "sauce", "NC-1"]).contains("did you mean source?"));
    assert!(fixture.fails(2, &["action", "link", "A-1", "source", "NC-9"]).contains("There is no"));
    assert!(fixture.fails(2, &["action", "link", "A-1", "source"]).contains("<RECORD>"));
    // A refusal names no option, for there is none.
    let why = fixture.fails(1, &["evidence", "unlink", "E-1", "about", "A-2"]);
    assert!(!why.contains("--"), "{why}");
}
