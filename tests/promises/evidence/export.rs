//! The bytes of evidence are written out as they were put on record, over nothing that is there.

use std::fs;
use std::os::unix::fs::symlink;

use gavel::domain::value::{File, Held, Value};
use gavel::domain::{action, evidence};
use gavel::store::content::{Content, Purpose};
use gavel::store::{Act, Proposal};

use crate::fixture::{Fixture, field, text};
use crate::review::tools::ok;

use super::versions::replaced;

const FIRST: &[u8] = b"selection rate 0.91";
const SECOND: &[u8] = b"selection rate 0.78, of the whole year";

fn export(file: &Fixture, name: &str, options: &[&str]) -> (u8, String, Option<Vec<u8>>) {
    let path = file.folder().join(name);
    let run = file.run(&[&["evidence", "export", "E-1", "-o", path.to_str().unwrap()], options].concat());
    (run.code, run.out + &run.err, fs::read(path).ok())
}

#[test]
fn what_is_written_out_is_what_was_put_on_record_version_by_version() {
    let file = replaced();
    let (code, said, bytes) = export(&file, "now", &[]);
    assert_eq!((code, bytes.as_deref()), (0, Some(SECOND)), "{said}");
    use sha2::Digest;
    let hash: String = sha2::Sha256::digest(SECOND).iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(said.contains("version 2 of 2, 38 bytes") && said.contains(&format!("SHA-256 {hash}")), "{said}");
    let (_, said, bytes) = export(&file, "first", &["--version", "1"]);
    assert_eq!(bytes.as_deref(), Some(FIRST), "{said}");
    // As it stood after the transaction that put it on record.
    let (_, said, bytes) = export(&file, "then", &["--as-of", "3"]);
    assert_eq!(bytes.as_deref(), Some(FIRST), "{said}");
    let (code, said, _) = export(&file, "third", &["--version", "3"]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("E-1 has 2 versions; there is no version 3"), "{said}");
    let (code, said, bytes) = export(&file, "before", &["--as-of", "2"]);
    assert_eq!((code, bytes), (2, None), "{said}");
}

#[test]
fn nothing_is_written_over_and_nothing_of_a_name_leads_elsewhere() {
    let file = replaced();
    let path = file.folder().join("there");
    fs::write(&path, "mine").unwrap();
    let (code, said, bytes) = export(&file, "there", &[]);
    assert_eq!((code, bytes.as_deref()), (1, Some(b"mine".as_slice())), "{said}");
    assert!(said.contains("is there already"), "{said}");
    symlink("/nowhere", file.folder().join("link")).unwrap();
    assert_eq!(export(&file, "link", &[]).0, 1);
    assert_eq!(export(&file, "no/folder", &[]).0, 2);
    // What the evidence calls its file says nothing of where it is written.
    let before = file.files();
    assert_eq!(export(&file, "plain", &[]).0, 0);
    let after: Vec<_> = file.files().into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(after, ["plain"]);
}

#[test]
fn bytes_go_through_a_pipe_alone_and_not_to_a_terminal() {
    let file = replaced();
    let run = file.run(&["evidence", "export", "E-1", "-o", "-"]);
    assert_eq!((run.code, run.out.as_bytes()), (0, SECOND));
    assert!(run.err.contains("SHA-256"), "{}", run.err);
    file.width.set(Some(80));
    let run = file.run(&["evidence", "export", "E-1", "-o", "-"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("name a file"), "{}", run.err);
}

/// Bytes behind the journal's back are told, and nothing is written of them.
#[test]
fn bytes_that_are_not_those_of_the_journal_are_not_written() {
    let file = replaced();
    file.raw().execute("UPDATE content SET bytes = ?1 WHERE purpose = 'file'", [b"forged".as_slice()]).unwrap();
    let (code, said, bytes) = export(&file, "forged", &[]);
    assert_eq!((code, bytes), (2, None));
    assert!(said.contains("are not those that were recorded"), "{said}");
    assert!(!file.verify().is_empty());
}

#[test]
fn what_is_not_in_the_file_is_said_and_not_written() {
    let file = Fixture::new();
    ok(&file, "action add 'Look at it'");
    ok(&file, "evidence add 'See the wiki' --about A-1");
    let (code, said, _) = export(&file, "told", &[]);
    assert_eq!(code, 2);
    assert!(said.contains("E-1 never had a file"), "{said}");
    let big = file.folder().join("big.bin");
    fs::write(&big, vec![7; 9 << 20]).unwrap();
    ok(&file, &format!("evidence edit E-1 --file '{}'", big.display()));
    let (_, said, bytes) = export(&file, "big", &[]);
    assert!(said.contains("big.bin of E-1 is held elsewhere") && bytes.is_none(), "{said}");
}

/// A name that an import, or another program, put in the journal is a name and no path.
#[test]
fn hostile_names_reach_neither_the_terminal_nor_another_folder() {
    let file = Fixture::new();
    ok(&file, "action add 'Look at it'");
    let store = file.store();
    let about = store.view().called(&"A-1".parse().unwrap()).unwrap().unwrap().id;
    assert_eq!(action::REGISTER.prefix, "A");
    for name in ["../../evil", "/etc/passwd", "a\u{1b}[31m\nb\u{202e}gpj.exe", "..", &"long ".repeat(100)] {
        let content = Content::new(Purpose::File, b"proof".to_vec(), &file.ambient).unwrap();
        let held = File { name: name.into(), size: 5, held: Held::Here(content.hash) };
        let fields = vec![
            (field(&evidence::REGISTER, "title"), text("Hostile")),
            (field(&evidence::REGISTER, "about"), Value::Links(vec![about])),
            (field(&evidence::REGISTER, "file"), Value::File(Box::new(held))),
        ];
        let id = file.ambient.identity();
        let create = Act::Create { id, register: &evidence::REGISTER, fields };
        store.commit(file.author.clone(), Proposal::of([create]).with(vec![content])).unwrap();
        let record = store.view().record(id).unwrap().unwrap();
        let export = gavel::workflow::evidence::export(store.view(), &record, gavel::workflow::evidence::Of::Latest);
        let put = export.unwrap().file_name(&record);
        assert!(put.starts_with("E-") && put.len() <= 255, "{put}");
        assert!(!put.contains(|c: char| c.is_control() || matches!(c, '/' | '\\' | '\u{202e}')), "{put:?}");
    }
    for number in 1..=5 {
        let path = file.folder().join(format!("out-{number}"));
        let said = ok(&file, &format!("evidence export E-{number} -o '{}'", path.display()));
        assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{said:?}");
        assert_eq!(fs::read(path).unwrap(), b"proof");
        for word in ["history", "versions", "show"] {
            let said = ok(&file, &format!("evidence {word} E-{number}"));
            assert!(!said.contains('\u{1b}') && !said.contains('\u{202e}'), "{said:?}");
        }
    }
}

/// Whatever became of a file, its evidence comes back from a backup as it was.
#[test]
fn a_restored_backup_has_every_version() {
    let file = replaced();
    let (backup, restored) = (file.folder().join("backup.db"), file.folder().join("restored.db"));
    ok(&file, &format!("backup '{}'", backup.display()));
    ok(&file, &format!("restore '{}' --db '{}' --reason 'The disk failed'", backup.display(), restored.display()));
    let out = file.folder().join("from-restored");
    ok(&file, &format!("evidence export E-1 --version 1 -o '{}' --db '{}'", out.display(), restored.display()));
    assert_eq!(fs::read(out).unwrap(), FIRST);
}
