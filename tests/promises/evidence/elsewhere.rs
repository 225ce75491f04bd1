//! What is held elsewhere by its path is looked at, and what could not be looked at is never a good sign.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;

use crate::fixture::{Fixture, Run};
use crate::review::tools::ok;

/// A file with three pieces of evidence that are held elsewhere, and where.
fn three() -> (Fixture, Vec<PathBuf>) {
    let file = Fixture::new();
    ok(&file, "organisation edit --copied-up-to 1");
    ok(&file, "action add 'Look at it'");
    let paths: Vec<_> = (1..=3).map(|number| file.folder().join(format!("raw {number}.bin"))).collect();
    for (number, path) in paths.iter().enumerate() {
        fs::write(path, vec![number as u8 + 1; (1 << 20) + 1]).unwrap();
        let said = ok(&file, &format!("evidence add 'Raw {number}' --about A-1 --file '{}'", path.display()));
        assert!(said.contains("is too large to be copied in; its path and hash are kept"), "{said}");
    }
    (file, paths)
}

fn look(file: &Fixture) -> Run {
    file.run(&["verify", "--elsewhere"])
}

#[test]
fn what_is_as_it_was_is_said_to_be() {
    let (file, _) = three();
    let run = look(&file);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    assert!(run.out.contains("Held elsewhere by path: 3; 3 as before, 0 changed, 0 not found here, 0 not readable."));
    // Without the option nothing is looked at, and nothing said of it.
    assert!(!ok(&file, "verify").contains("elsewhere"));
}

#[test]
fn what_changed_is_named_with_both_hashes() {
    let (file, paths) = three();
    fs::write(&paths[1], vec![9; (1 << 20) + 1]).unwrap();
    let run = look(&file);
    assert_eq!(run.code, 1, "{}", run.out);
    let told = run.out.lines().find(|line| line.starts_with("Changed: E-2 Raw 1")).unwrap();
    assert_eq!(told.matches("SHA-256 ").count(), 2, "{told}");
    assert!(run.out.contains("2 as before, 1 changed"), "{}", run.out);
    // A single byte more, too.
    fs::write(&paths[1], vec![2; (1 << 20) + 2]).unwrap();
    assert_eq!(look(&file).code, 1);
}

#[test]
fn what_is_gone_or_can_not_be_looked_at_is_counted_and_never_good() {
    let (file, paths) = three();
    fs::remove_file(&paths[0]).unwrap();
    let run = look(&file);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("Not found here: E-1 Raw 0"), "{}", run.out);
    assert!(run.out.contains("2 as before, 0 changed, 1 not found here"), "{}", run.out);
    // A folder, a pipe and a link to nothing are none of them the file.
    fs::create_dir(&paths[0]).unwrap();
    fs::remove_file(&paths[1]).unwrap();
    assert!(Command::new("mkfifo").arg(&paths[1]).status().unwrap().success());
    fs::remove_file(&paths[2]).unwrap();
    symlink("/nowhere/at/all", &paths[2]).unwrap();
    let run = look(&file);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("0 as before, 0 changed, 0 not found here, 3 not readable"), "{}", run.out);
    assert!(run.out.contains("is a folder") && run.out.contains("is a pipe"), "{}", run.out);
    fs::remove_dir(&paths[0]).unwrap();
    fs::remove_file(&paths[1]).unwrap();
    fs::remove_file(&paths[2]).unwrap();
    let run = look(&file);
    assert_eq!(run.code, 2);
    assert!(run.out.contains("3 not found here"), "{}", run.out);
}

#[test]
fn where_nothing_is_held_elsewhere_nothing_is_said_to_hold() {
    let file = Fixture::new();
    let run = look(&file);
    assert_eq!(run.code, 2, "{}", run.out);
    assert!(run.out.contains("none was looked at") && run.out.contains("The file holds"), "{}", run.out);
}

/// A link that stands where the file stood leads to other bytes, or to the same.
#[test]
fn a_link_is_followed_and_what_it_leads_to_compared() {
    let (file, paths) = three();
    let moved = file.folder().join("moved");
    fs::rename(&paths[0], &moved).unwrap();
    symlink(&moved, &paths[0]).unwrap();
    assert_eq!(look(&file).code, 0);
    fs::write(&moved, "other").unwrap();
    assert_eq!(look(&file).code, 1);
}

#[test]
fn a_file_without_permission_is_no_file_that_was_looked_at() {
    let (file, paths) = three();
    let readable = fs::metadata(&paths[0]).unwrap().permissions();
    fs::set_permissions(&paths[0], fs::Permissions::from_mode(0o0)).unwrap();
    // Whoever may read everything reads it all the same.
    let expected = if fs::File::open(&paths[0]).is_ok() { 0 } else { 2 };
    assert_eq!(look(&file).code, expected);
    fs::set_permissions(&paths[0], readable).unwrap();
}

/// A path that could not be written down as it is would never be found again.
#[test]
fn a_path_that_can_not_be_written_down_is_refused() {
    let (file, paths) = three();
    let before = ok(&file, "evidence list --count");
    let strange = file.folder().join("raw\u{1b}[31m.bin");
    fs::copy(&paths[0], &strange).unwrap();
    let said = file.fails(2, &["evidence", "add", "Raw", "--about", "A-1", "--file", strange.to_str().unwrap()]);
    assert!(said.contains("can't be written down as it is") && !said.contains('\u{1b}'), "{said:?}");
    assert_eq!(ok(&file, "evidence list --count"), before);
}
