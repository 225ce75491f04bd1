//! Up to which size files are copied in is a setting of the organisation.

use std::fs;

use crate::fixture::Fixture;
use crate::review::tools::{ok, refused};

#[test]
fn a_file_is_copied_in_up_to_the_size_that_is_set() {
    let file = Fixture::new();
    ok(&file, "action add 'Look at it'");
    let path = file.folder().join("raw.bin");
    fs::write(&path, vec![7; 2 << 20]).unwrap();
    let add = format!("evidence add Raw --about A-1 --file '{}'", path.display());
    assert!(!ok(&file, &add).contains("too large"));
    assert!(ok(&file, "evidence show E-1").contains("2097152 bytes, kept in this file"));
    ok(&file, "organisation edit --copied-up-to 1");
    assert!(ok(&file, &add).contains("E-2: raw.bin is too large to be copied in; its path and hash are kept"));
    assert!(ok(&file, "evidence show E-2").contains("held elsewhere: /"));
    ok(&file, "organisation edit --copied-up-to 2");
    assert!(!ok(&file, &add).contains("too large"), "exactly as much is copied in");
    // What is on record stays as it is.
    assert!(ok(&file, "evidence show E-2").contains("held elsewhere: /"));
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn the_setting_has_a_range() {
    let file = Fixture::new();
    for wrong in ["0", "-1", "101", "9223372036854775807"] {
        refused(&file, &format!("organisation edit --copied-up-to={wrong}"), &["copied in up to", "1 to 100"]);
    }
    for good in ["1", "100"] {
        ok(&file, &format!("organisation edit --copied-up-to {good}"));
    }
}

#[test]
fn what_comes_through_a_pipe_is_bound_by_it_too() {
    let file = Fixture::new();
    ok(&file, "organisation edit --copied-up-to 1");
    ok(&file, "action add 'Look at it'");
    let much = file.answer(&["action", "done", "A-1", "--evidence", "-"], Some(&"x".repeat((1 << 20) + 1)));
    assert_eq!(much.code, 2);
    assert!(much.err.contains("is larger than 1 MiB"), "{}", much.err);
    assert_eq!(file.answer(&["action", "done", "A-1", "--evidence", "-"], Some(&"x".repeat(1 << 20))).code, 0);
}
