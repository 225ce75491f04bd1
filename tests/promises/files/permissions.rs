//! What Gavel makes is for its user only, and it says so where others may read the file.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::fixture::Fixture;
use crate::pty::Terminal;
use crate::sample::sample;
use crate::screen::desk::Desk;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Every path below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { [vec![path.clone()], below(&path)].concat() } else { vec![path] })
        .collect()
}

fn open_paths(folder: &Path) -> Vec<String> {
    let open = below(folder).into_iter().filter(|path| mode(path) & 0o077 != 0);
    open.map(|path| format!("{:o} {}", mode(&path), path.display())).collect()
}

/// The program as a shell starts it for somebody who keeps nothing from others.
fn openly(home: &Path, words: &str) -> Output {
    let gavel = env!("CARGO_BIN_EXE_gavel");
    Command::new("sh")
        .args(["-c", &format!("umask 000; exec {gavel} {words}")])
        .current_dir(home)
        .env_remove("GAVEL_DB")
        .env_remove("GAVEL_AS")
        .env("HOME", home)
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_STATE_HOME", home.join("state"))
        .output()
        .unwrap()
}

#[test]
fn files_and_folders_are_for_their_user_only() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path();
    fs::write(home.join("actions.csv"), "What,Details\nAsk the vendor,For figures\n").unwrap();
    set(&home.join("actions.csv"), 0o600);
    let mut made = 0;
    for words in [
        "init --organisation Aldgate --name Rosa --time-zone Europe/London",
        "person add 'Tom Ekwall' --address tom@aldgate.example",
        "action add 'Repeat the bias test' --owner Tom --due -3d",
        "import action actions.csv --write --save-map map.json",
        "backup copy.db",
        "restore copy.db --yes --reason 'The disk failed'",
        "restore copy.db --db new.db --reason 'The disk failed'",
        "chase --eml data",
        "nc add 'Bias test skipped'",
        "nc print NC-1 -o NC-1.md",
        "demo",
    ] {
        let done = openly(home, words);
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{words}: {said}");
        assert!(!said.contains("may read"), "{words}: {said}");
        assert_eq!(open_paths(home), Vec::<String>::new(), "{words}");
        made = below(home).len();
    }
    assert!(made > 12, "{made}");
}

#[test]
fn papers_are_for_their_user_only() {
    let fixture = sample();
    let out = fixture.folder().join("papers");
    fs::create_dir(&out).unwrap();
    set(&out, 0o700);
    let shown = out.display();
    let database = fixture.path.display();
    for words in [
        format!("--db {database} review circulate MR-3 --as P-1 --to {shown}"),
        format!("--db {database} review seal MR-2 --to {shown}"),
    ] {
        let done = openly(fixture.folder(), &words);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    assert_eq!(below(&out).len(), 13);
    assert_eq!(open_paths(&out), Vec::<String>::new());
}

#[test]
fn what_is_kept_beside_the_file_is_as_closed_as_the_file() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let mut terminal = Terminal::run(&fixture, &[]);
    terminal.wait("Today ─");
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let names = fixture.files();
    for ending in ["-wal", "-shm", ".local", ".local-wal", ".local-shm"] {
        assert!(names.iter().any(|name| name == &format!("aims.db{ending}")), "{ending}: {names:?}");
    }
    assert_eq!(open_paths(fixture.folder()), Vec::<String>::new());
    drop(store);
}

/// A folder that everybody can look into, with a file.
fn in_the_open() -> (TempDir, Fixture) {
    let mut fixture = Fixture::new();
    let folder = tempfile::tempdir().unwrap();
    set(folder.path(), 0o755);
    let path = folder.path().join("aims.db");
    fs::rename(&fixture.path, &path).unwrap();
    fixture.path = path;
    (folder, fixture)
}

#[test]
fn a_file_that_others_may_read_is_told_once_a_start() {
    let (folder, fixture) = in_the_open();
    let everybody = Some(("Everybody", "chmod 600 "));
    let group = Some(("Its group", "chmod 600 "));
    for (file, inside, wanted) in [
        (0o600, 0o755, None),
        (0o644, 0o755, everybody),
        (0o604, 0o711, everybody),
        (0o640, 0o750, group),
        (0o640, 0o755, group),
        // Nobody else comes into the folder.
        (0o644, 0o700, None),
        (0o640, 0o700, None),
        // A group that may write to the file and beside it shares it.
        (0o660, 0o770, None),
        (0o664, 0o775, Some(("Everybody", "chmod o= "))),
        // The group of such a folder may read what is in it.
        (0o640, 0o2770, None),
        (0o640, 0o2750, group),
    ] {
        set(&fixture.path, file);
        set(folder.path(), inside);
        for words in [&["action", "list"][..], &["head"], &["verify"]] {
            let run = fixture.run(words);
            assert_eq!(run.code, 0);
            assert!(!run.out.contains("may read"), "what is piped on stays as it is");
            match wanted {
                Some((who, mended)) => {
                    let said = run.err.lines().collect::<Vec<_>>();
                    assert!(
                        matches!(said[..], [line] if line.contains(&format!("{who} ")) && line.contains(mended)),
                        "{said:?}"
                    );
                }
                None => assert_eq!(run.err, "", "{file:o} in {inside:o}"),
            }
        }
        let mut desk = Desk::new(&fixture);
        match wanted {
            Some((who, _)) => desk.sees(&format!("{who} ")).sees("may read"),
            None => desk.sees_not("may read"),
        };
    }
}

/// A container may run for a user of whom the system knows a number only.
#[test]
fn a_user_without_a_name_is_known_by_number() {
    use std::os::unix::process::CommandExt;
    assert_eq!(gavel::cli::world::os_user(Some("rosa".into()), 1000), "rosa");
    assert_eq!(gavel::cli::world::os_user(None, 1000), "1000");
    assert_eq!(gavel::cli::world::os_user(Some(" ".into()), 1000), "1000");
    // Only root can become somebody else.
    if !rustix::process::geteuid().is_root() {
        return;
    }
    const NOBODY: u32 = 54_321;
    let folder = tempfile::tempdir().unwrap();
    set(folder.path(), 0o755);
    let home = folder.path().join("home");
    fs::create_dir(&home).unwrap();
    std::os::unix::fs::chown(&home, Some(NOBODY), Some(NOBODY)).unwrap();
    // The program may lie where they don't come.
    let gavel = folder.path().join("gavel");
    fs::copy(env!("CARGO_BIN_EXE_gavel"), &gavel).unwrap();
    set(&gavel, 0o755);
    let run = |words: &[&str]| {
        let done =
            Command::new(&gavel).args(words).current_dir(&home).env_clear().uid(NOBODY).gid(NOBODY).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(0), "{words:?}: {said}");
        String::from_utf8(done.stdout).unwrap()
    };
    let begin = ["--organisation", "Aldgate", "--name", "Rosa", "--time-zone", "Europe/London"];
    run(&[&["--db", "aims.db", "init"][..], &begin].concat());
    run(&["--db", "aims.db", "action", "add", "Repeat the bias test", "--owner", "me"]);
    assert!(run(&["--db", "aims.db", "person", "show", "P-1"]).contains("54321"));
    assert!(run(&["--db", "aims.db", "log", "--limit", "1"]).contains("Rosa"));
}
