//! What is read is a file, and holds something; and no more of it is read than was said.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};

use gavel::domain::evidence::EvidenceField;
use gavel::domain::identity::Hash;
use gavel::domain::organisation::COPIED_IN;
use gavel::domain::value::{self, Held, Value};
use gavel::domain::{action, evidence};
use gavel::store::content::{Content, Purpose};
use gavel::store::source;
use gavel::store::{Act, Proposal};

use super::contents;
use crate::fixture::{Fixture, create, edit, record, text};
use crate::screen::desk::Desk;

/// Paths that are no files, and what each of them is. No one writes into the pipe: whoever opened it to read would wait.
fn no_files(fixture: &Fixture) -> Vec<(PathBuf, &'static str)> {
    let (pipe, socket) = (fixture.folder().join("pipe"), fixture.folder().join("socket"));
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    drop(UnixListener::bind(&socket).unwrap());
    let link = fixture.folder().join("link");
    std::os::unix::fs::symlink(&pipe, &link).unwrap();
    vec![
        (pipe, "a pipe"),
        (link, "a pipe"),
        (socket, "a socket"),
        (fixture.folder().to_owned(), "a folder"),
        ("/dev/zero".into(), "a device"),
        ("/dev/null".into(), "a device"),
    ]
}

#[test]
fn what_is_no_file_is_refused_for_what_it_is() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let table = fixture.folder().join("risks.csv");
    fs::write(&table, "Title\nDrift\n").unwrap();
    let table = table.to_str().unwrap().to_owned();
    let copy = fixture.folder().join("copy.db");
    fixture.ok(&["backup", copy.to_str().unwrap()]);
    for (path, what) in no_files(&fixture) {
        let path = path.to_str().unwrap();
        let before = contents(fixture.folder());
        for words in [
            &["action", "done", "A-1", "--evidence", path][..],
            &["evidence", "add", "Report", "--about", "A-1", "--file", path],
            &["import", "risk", path],
            &["import", "risk", &table, "--map", path],
        ] {
            let said = fixture.fails(2, words);
            assert!(said.contains(&format!("is {what} and not a file")), "{words:?}: {said}");
        }
        for words in [&["restore", path, "--yes"][..], &["--db", path, "action", "list"]] {
            let said = fixture.fails(1, words);
            assert!(said.contains("is not a database"), "{words:?}: {said}");
        }
        assert_eq!(contents(fixture.folder()), before, "{path}");
    }
    assert_eq!(fixture.ok(&["evidence", "list", "--count"]).trim(), "0");
}

#[test]
fn copies_of_documents_are_read_as_files_too() {
    let fixture = crate::sample::sample();
    for (path, what) in no_files(&fixture) {
        let said = fixture.fails(2, &["review", "verify", "MR-2", path.to_str().unwrap()]);
        assert!(said.contains(what), "{said}");
    }
}

#[test]
fn how_much_is_read_is_counted_and_not_believed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("file");
    fs::write(&path, [7; 100]).unwrap();
    assert_eq!(source::read(&path, 100).unwrap(), [7; 100]);
    assert!(source::read(&path, 99).unwrap_err().to_string().contains("holds more than 99 bytes"));
    // The size of a file of the system says nothing of what it holds.
    let status = Path::new("/proc/self/status");
    if status.exists() {
        assert_eq!(fs::metadata(status).unwrap().len(), 0);
        assert!(source::read(status, 10).is_err());
        assert!(!source::read(status, 1 << 20).unwrap().is_empty());
    }
}

#[test]
fn what_comes_from_a_pipe_has_a_bound_and_is_something() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let done = ["action", "done", "A-1", "--evidence", "-"];
    let nothing = fixture.answer(&done, Some(""));
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("there is no evidence"), "{}", nothing.err);
    let much = "x".repeat(usize::try_from(COPIED_IN).unwrap() + 1);
    let much = fixture.answer(&done, Some(&much));
    assert_eq!(much.code, 2);
    assert!(much.err.contains("is larger than 8 MiB"), "{}", much.err);
    assert_eq!(fixture.answer(&done, Some("selection rate 0.91")).code, 0);
    // A question takes no endless answer.
    let empty = Fixture::empty();
    let asked = empty.answer(&["init"], Some(&"y".repeat(1 << 20)));
    assert_ne!(asked.code, 0);
    assert!(!empty.path.exists());
}

#[test]
fn an_empty_file_is_no_evidence() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let (nothing, report) = (fixture.folder().join("nothing.pdf"), fixture.folder().join("report.pdf"));
    File::create(&nothing).unwrap();
    fs::write(&report, "selection rate 0.91").unwrap();
    let path = nothing.to_str().unwrap();
    let head = fixture.ok(&["head"]);
    for words in [
        &["action", "done", "A-1", "--evidence", path][..],
        &["action", "done", "A-1", "--evidence", report.to_str().unwrap(), "--evidence", path],
        &["evidence", "add", "Report", "--about", "A-1", "--file", path],
    ] {
        let said = fixture.fails(1, words);
        assert!(said.contains("An empty file is no evidence") && said.contains("nothing.pdf holds nothing"), "{said}");
    }
    assert_eq!(fixture.ok(&["head"]), head);
    fixture.ok(&["evidence", "add", "Report", "--about", "A-1", "--file", report.to_str().unwrap()]);
    let said = fixture.fails(1, &["evidence", "edit", "E-1", "--file", path]);
    assert!(said.contains("An empty file is no evidence"), "{said}");
    // On the screens.
    let mut desk = Desk::new(&fixture);
    desk.press("J Enter v")
        .text("Report")
        .press("Tab Tab")
        .text(path)
        .press("Ctrl-S")
        .sees("An empty file is no evidence");
    drop(desk);
    assert_eq!(fixture.ok(&["evidence", "list", "--count"]).trim(), "1");
    // By a table: files come in with none.
    let table = fixture.folder().join("evidence.csv");
    fs::write(&table, format!("Title,Evidence for,File\nReport,A-1,{path}\n")).unwrap();
    let told = fixture.run(&["import", "evidence", table.to_str().unwrap(), "--set", "file=File", "--write"]);
    assert!(told.code != 0 && told.out.contains("can't come in with a table"), "{}{}", told.out, told.err);
}

#[test]
fn nobody_says_of_a_file_that_it_holds_what_it_does_not() {
    let fixture = Fixture::new();
    let store = fixture.store();
    let about = create(&store, &fixture.author, &action::REGISTER, &[("what", text("Repeat the bias test"))]).unwrap();
    let put = |size: u64, bytes: &[u8], here: bool| {
        let content = Content::new(Purpose::File, bytes.to_vec(), &fixture.ambient).unwrap();
        let as_of = "2026-11-20".parse().unwrap();
        let elsewhere = Held::Elsewhere { location: "/archive/raw".into(), sha256: Hash([9; 32]), as_of };
        let held = if here { Held::Here(content.hash) } else { elsewhere };
        let file = Value::File(Box::new(value::File { name: "raw".into(), size, held }));
        let fields = vec![
            (EvidenceField::Title.field(), text("Raw data")),
            (EvidenceField::About.field(), Value::Links(vec![about])),
            (EvidenceField::File.field(), file.clone()),
        ];
        let id = fixture.ambient.identity();
        let act = Act::Create { id, register: &evidence::REGISTER, fields };
        let proposal = Proposal::of([act]).with(if here { vec![content] } else { Vec::new() });
        store.commit(fixture.author.clone(), proposal).map(|_| (id, file))
    };
    assert!(put(0, b"", true).unwrap_err().to_string().contains("no evidence"));
    assert!(put(0, b"", false).unwrap_err().to_string().contains("no evidence"));
    assert!(put(7, b"words", true).unwrap_err().to_string().contains("another number of bytes"));
    assert!(put(0, b"words", true).unwrap_err().to_string().contains("no evidence"));
    let (id, _) = put(5, b"words", true).unwrap();
    // Nor afterwards, by an edit.
    let empty = value::File { name: "raw".into(), size: 0, held: Held::Here(Hash([1; 32])) };
    let edited = edit(&store, &fixture.author, &record(&store, id), &[("file", Some(Value::File(Box::new(empty))))]);
    assert!(edited.unwrap_err().to_string().contains("no evidence"));
}

#[test]
fn a_file_that_grows_while_it_is_read_has_no_hash() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let path = fixture.folder().join("growing.log");
    let mut file = File::create(&path).unwrap();
    file.write_all(&vec![b'x'; usize::try_from(COPIED_IN).unwrap() + 5]).unwrap();
    let said = gavel::workflow::hashing::fingerprint(&path, &mut |_| file.write_all(b"more").is_ok()).unwrap_err();
    assert!(said.to_string().contains("still being written, or has no end"), "{said}");
    let kept = fixture.ok(&["action", "done", "A-1", "--evidence", path.to_str().unwrap()]);
    assert!(kept.contains("growing.log"), "{kept}");
    let size = fs::metadata(&path).unwrap().len();
    assert!(fixture.ok(&["evidence", "show", "E-1"]).contains(&format!("({size} bytes")));
}

#[test]
fn a_file_that_says_it_is_larger_than_any_disk_is_not_read() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    let path = fixture.folder().join("holes");
    if File::create(&path).unwrap().set_len(2 << 40).is_err() {
        // This file system has no files as large.
        return;
    }
    let said = fixture.fails(2, &["action", "done", "A-1", "--evidence", path.to_str().unwrap()]);
    assert!(said.contains("holds more than"), "{said}");
}
