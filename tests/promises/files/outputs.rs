//! Nothing but what is asked for writes, and nothing is written over.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::{Arg, Command, ValueHint};
use gavel::cli::files::Database;
use gavel::domain::catalogue::CATALOGUE;
use gavel::store::output::{Folder, NewFile};
use gavel::store::source::Source;
use gavel::workflow::reading::{Of, Reading, all};

use super::contents;
use crate::fixture::{Fixture, Run, Snapshot};
use crate::readings::ways;
use crate::rooms::room;
use crate::sample::sample;
use crate::screen::desk::Desk;

/// Every argument of the command line that takes a value, with the words of its command.
fn arguments() -> Vec<(String, Arg)> {
    fn walk(command: &Command, path: &str, found: &mut Vec<(String, Arg)>) {
        let taking = command.get_arguments().filter(|arg| arg.get_action().takes_values());
        found.extend(taking.map(|arg| (path.to_owned(), arg.clone())));
        for inner in command.get_subcommands() {
            walk(inner, format!("{path} {}", inner.get_name()).trim(), found);
        }
    }
    let mut found = Vec::new();
    walk(&gavel::cli::command(), "", &mut found);
    assert!(found.len() > 200);
    found
}

fn holds<T: 'static>(arg: &Arg) -> bool {
    arg.get_value_parser().type_id() == TypeId::of::<T>()
}

/// Whether an argument looks as if it named a file or a folder.
fn looks_like_a_file(arg: &Arg) -> bool {
    let names = arg.get_value_names().unwrap_or_default().iter().map(|name| name.as_str());
    let words: Vec<String> = names
        .chain(arg.get_long())
        .chain([arg.get_id().as_str()])
        .flat_map(|name| name.split(['-', '_', '|']))
        .map(str::to_lowercase)
        .collect();
    const FILES: [&str; 16] = [
        "file",
        "files",
        "folder",
        "dir",
        "directory",
        "path",
        "output",
        "out",
        "save",
        "export",
        "dump",
        "eml",
        "backup",
        "dest",
        "destination",
        "archive",
    ];
    let hinted = !matches!(arg.get_value_hint(), ValueHint::Unknown | ValueHint::Other);
    hinted || holds::<PathBuf>(arg) || words.iter().any(|word| FILES.contains(&word.as_str()))
}

#[test]
fn every_argument_that_names_a_file_says_whether_it_is_read_or_written() {
    // What is typed for a field is read by the reader of fields, and evidence may be words.
    let fields: BTreeSet<&str> =
        CATALOGUE.registers().flat_map(|register| register.fields).map(|field| field.name).collect();
    let mut seen = 0;
    for (command, arg) in arguments().into_iter().filter(|(_, arg)| looks_like_a_file(arg)) {
        let name = arg.get_id().as_str();
        if name == "evidence" || fields.contains(name) {
            continue;
        }
        let typed = holds::<NewFile>(&arg) || holds::<Folder>(&arg) || holds::<Source>(&arg) || holds::<Database>(&arg);
        assert!(typed, "{command} {name} names a file: declare it as input, output or folder");
        seen += 1;
    }
    assert!(seen > 8, "{seen}");
}

#[test]
fn only_the_store_makes_files() {
    const WAYS: [&str; 14] = [
        "fs::write",
        "File::create",
        "create_new",
        "OpenOptions",
        "create_dir",
        "DirBuilder",
        "fs::copy",
        "fs::rename",
        "hard_link",
        "symlink(",
        "NamedTempFile",
        "tempfile::",
        "persist",
        "set_permissions",
    ];
    let rooms = ["domain", "analysis", "workflow", "report", "exchange", "cli", "tui"];
    for (path, source) in rooms.into_iter().flat_map(room) {
        let code = source.split("#[cfg(test)]").next().unwrap();
        let code = code.lines().map(|line| line.split("//").next().unwrap());
        let found = code.filter(|line| WAYS.iter().any(|way| line.contains(way))).collect::<Vec<_>>();
        assert_eq!(found, Vec::<&str>::new(), "{}: write through store::output", path.display());
    }
}

/// A command for each output, up to the file or folder that it names, and how many of its files must not be there.
const WRITERS: [(&str, &str, &[&str]); 14] = [
    ("evidence export", "output", &["evidence", "export", "Kept proof", "-o"]),
    ("backup", "file", &["backup"]),
    ("audit print", "output", &["audit", "print", "AU-1", "-o"]),
    ("nonconformity print", "output", &["nonconformity", "print", "NC-4", "--format", "json", "-o"]),
    ("review pack", "output", &["review", "pack", "MR-3", "--output"]),
    ("review minutes", "output", &["review", "minutes", "MR-2", "--output"]),
    ("review circulate", "to", &["review", "circulate", "MR-3", "--to"]),
    ("review invite", "to", &["review", "invite", "MR-3", "--to"]),
    ("review seal", "to", &["review", "seal", "MR-2", "--to"]),
    ("about", "to", &["about", "SYS-1", "--to"]),
    ("chase", "eml", &["chase", "--eml"]),
    ("import", "save-map", &["import", "action", "actions.csv", "--write", "--save-map"]),
    ("export", "file", &["export"]),
    ("action list", "xlsx", &["action", "list", "--xlsx"]),
];

/// The sample, with a table to be brought in.
fn furnished() -> Fixture {
    static MADE: LazyLock<Snapshot> = LazyLock::new(|| {
        let fixture = sample();
        for person in ["P-1", "P-2", "P-3", "P-4", "P-5"] {
            fixture.ok(&["person", "edit", person, "--address", &format!("{person}@brackwater.example")]);
        }
        let proof = fixture.folder().join("proof.txt");
        fs::write(&proof, "selection rate 0.91").unwrap();
        fixture.ok(&["evidence", "add", "Kept proof", "--about", "A-1", "--file", proof.to_str().unwrap()]);
        Snapshot::of(&fixture)
    });
    let fixture = MADE.restore();
    fs::write(table(&fixture), "What,Details\nAsk the vendor,For figures\n").unwrap();
    fixture
}

fn table(fixture: &Fixture) -> PathBuf {
    fixture.folder().join("actions.csv")
}

fn run(fixture: &Fixture, words: &[&str], target: &Path) -> Run {
    let table = table(fixture);
    let words = words.iter().map(|word| if *word == "actions.csv" { table.to_str().unwrap() } else { word });
    fixture.run(&words.chain([target.to_str().unwrap()]).collect::<Vec<_>>())
}

#[test]
fn no_output_writes_over_anything() {
    let outputs: BTreeSet<(String, String)> = arguments()
        .into_iter()
        .filter(|(_, arg)| holds::<NewFile>(arg) || holds::<Folder>(arg))
        .map(|(command, arg)| (command, arg.get_id().to_string()))
        .collect();
    let mut tried: BTreeSet<_> =
        WRITERS.iter().map(|(command, arg, _)| ((*command).to_owned(), (*arg).to_owned())).collect();
    let written = sheets(&furnished());
    let printed = |command: &str| format!("print {}", command.replace(" print", " report"));
    let papers = ["print minutes", "print pack", "print review minutes", "print review pack"].map(str::to_owned);
    let printed: Vec<_> = written.iter().map(|(command, _)| printed(command)).chain(papers).collect();
    let written = written.into_iter().map(|(command, _)| command).chain(printed);
    tried.extend(written.map(|command| (command, "output".to_owned())));
    // The list of one register is written as that of any other.
    tried.extend(outputs.iter().filter(|(command, arg)| arg == "xlsx" && command.ends_with(" list")).cloned());
    assert_eq!(outputs, tried, "each output is tried here");

    for (command, _, words) in WRITERS {
        let into_folder = words.last().is_some_and(|word| ["--to", "--eml"].contains(word));
        // What it writes where nothing stands in the way, and under which names.
        let fixture = furnished();
        let place = fixture.folder().join("out");
        if into_folder {
            fs::create_dir(&place).unwrap();
        }
        let before = contents(fixture.folder());
        let done = run(&fixture, words, &place);
        assert_eq!(done.code, 0, "{command}: {}", done.err);
        let after = contents(fixture.folder());
        let database = fixture.path.to_str().unwrap();
        let made: Vec<_> =
            after.keys().filter(|name| !before.contains_key(*name) && !name.starts_with(database)).collect();
        assert!(
            !made.is_empty() && made.iter().all(|name| name.starts_with(place.to_str().unwrap())),
            "{command}: {made:?}"
        );

        // What stands where it would write.
        let name = if into_folder { Path::new(made[0]).file_name().unwrap().to_str().unwrap() } else { "out" };
        for hostile in ["file", "dangling", "link", "folder", "pipe", "hard link"] {
            let fixture = furnished();
            let folder = if into_folder { fixture.folder().join("out") } else { fixture.folder().to_path_buf() };
            fs::create_dir_all(&folder).unwrap();
            let there = folder.join(name);
            match hostile {
                "file" => fs::write(&there, "somebody's work").unwrap(),
                "dangling" => symlink(fixture.folder().join("nowhere"), &there).unwrap(),
                "link" => symlink(&fixture.path, &there).unwrap(),
                "folder" => fs::create_dir(&there).unwrap(),
                "hard link" => fs::hard_link(&fixture.path, &there).unwrap(),
                _ => {
                    let mode = rustix::fs::Mode::from_raw_mode(0o600);
                    rustix::fs::mknodat(rustix::fs::CWD, &there, rustix::fs::FileType::Fifo, mode, 0).unwrap();
                }
            }
            refuses(
                &fixture,
                words,
                if into_folder { &folder } else { &there },
                &format!("{command} onto a {hostile}"),
            );
        }
        if into_folder {
            let fixture = furnished();
            refuses(&fixture, words, &fixture.folder().join("gone"), &format!("{command} into no folder"));
            refuses(&fixture, words, &fixture.path, &format!("{command} into the database"));
            continue;
        }
        // The database by its names, and what belongs to it, whether it is there or not.
        let fixture = furnished();
        let other = fixture.folder().join("other");
        fs::hard_link(&fixture.path, &other).unwrap();
        for (base, endings) in [
            (&fixture.path, &["", "-wal", "-shm", "-journal", ".local", ".local-wal", ".LOCAL", "-WAL"][..]),
            (&other, &["", "-wal", "-shm", ".local"]),
        ] {
            for ending in endings {
                let mut name = base.clone().into_os_string();
                name.push(ending);
                refuses(&fixture, words, Path::new(&name), &format!("{command} onto the database's {ending}"));
            }
        }
        let name = fixture.path.file_name().unwrap();
        refuses(&fixture, words, &fixture.folder().join(".").join(name), command);
        refuses(&fixture, words, &fixture.folder().join("no-such-folder/out"), command);
    }
}

/// Every sheet that can be written, by its command, with the words that ask for one, up to the file.
fn sheets(fixture: &Fixture) -> Vec<(String, Vec<String>)> {
    let store = fixture.store();
    let words = |reading: &'static Reading| {
        let (_, typed) = ways(reading, store.view()).swap_remove(0);
        let command: Vec<_> = match reading.of {
            Of::File | Of::Any => typed[..1].to_vec(),
            Of::Register | Of::Record => typed[..2].to_vec(),
        };
        (command.join(" "), [typed, vec!["-o".to_owned()]].concat())
    };
    all().map(words).collect()
}

#[test]
fn no_sheet_writes_over_anything() {
    let fixture = furnished();
    let sheets = sheets(&fixture);
    assert!(sheets.len() > 15, "{}", sheets.len());
    let there = fixture.folder().join("there.md");
    fs::write(&there, "somebody's work").unwrap();
    let dangling = fixture.folder().join("dangling.md");
    symlink(fixture.folder().join("nowhere"), &dangling).unwrap();
    for (command, words) in sheets {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let new = fixture.folder().join("new.md");
        assert_eq!(run(&fixture, &words, &new).err, "", "{command}");
        assert_ne!(fs::read(&new).unwrap(), b"", "{command}");
        fs::remove_file(&new).unwrap();
        refuses(&fixture, &words, &there, &format!("{command} onto a file"));
        refuses(&fixture, &words, &dangling, &format!("{command} onto a link"));
        refuses(&fixture, &words, &fixture.path, &format!("{command} onto the database"));
    }
}

/// The command fails, says why, and leaves every byte as it was.
fn refuses(fixture: &Fixture, words: &[&str], target: &Path, what: &str) {
    let before = contents(fixture.folder());
    let done = run(fixture, words, target);
    assert!(done.code != 0 && !done.err.is_empty(), "{what}: {}{}", done.out, done.err);
    let after = contents(fixture.folder());
    let changed: Vec<_> =
        after.iter().filter(|(name, bytes)| before.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert_eq!((changed, after.len()), (Vec::new(), before.len()), "{what}: {}", done.err);
}

#[test]
fn documents_that_are_there_already_are_left_and_named() {
    let fixture = sample();
    let out = fixture.folder().join("out");
    fs::create_dir(&out).unwrap();
    let words = ["review", "seal", "MR-2", "--to", out.to_str().unwrap()];
    let first = fixture.ok(&words);
    assert_eq!(fixture.ok(&words), first);
    // A link to the same bytes is no such document: what it leads to may change.
    let name = fs::read_dir(&out).unwrap().next().unwrap().unwrap().path();
    let moved = fixture.folder().join("moved");
    fs::rename(&name, &moved).unwrap();
    symlink(&moved, &name).unwrap();
    assert!(fixture.fails(1, &words).contains("is there already"));
}

/// Each command that can be tried without being done.
const TRIALS: [(&str, &[&str]); 6] = [
    ("undo", &["undo", "--dry-run"]),
    ("redo", &["redo", "--dry-run"]),
    ("handover", &["handover", "P-4", "--to", "P-7", "--left", "--reason", "Left", "--dry-run"]),
    ("chase", &["chase", "--dry-run"]),
    ("import", &["import", "action", "actions.csv"]),
    ("resolution settle", &["resolution", "settle", "WR-2", "--dry-run"]),
];

#[test]
fn a_trial_writes_nothing_anywhere() {
    fn walk(command: &Command, path: &str, found: &mut BTreeSet<String>) {
        const TRIES: [&str; 6] = ["dry-run", "trial", "try", "check", "simulate", "good-rows"];
        if command.get_arguments().any(|arg| TRIES.contains(&arg.get_id().as_str())) {
            found.insert(path.to_owned());
        }
        for inner in command.get_subcommands() {
            walk(inner, format!("{path} {}", inner.get_name()).trim(), found);
        }
    }
    let mut there = BTreeSet::new();
    walk(&gavel::cli::command(), "", &mut there);
    assert_eq!(there, TRIALS.iter().map(|(command, _)| (*command).to_owned()).collect(), "each trial is tried here");

    let fixture = furnished();
    let asked = ["--subject", "other", "--closes-on", "2026-12-04", "--basis", "all", "--secretary", "P-1"];
    fixture.ok(&[&["resolution", "add", "Pause claims chat", "--members", "P-2"][..], &asked].concat());
    fixture.ok(&["resolution", "send", "WR-2"]);
    fixture.ok(&["action", "add", "Ask the vendor"]);
    let undone = fixture.copy();
    fs::copy(table(&fixture), table(&undone)).unwrap();
    undone.ok(&["undo", "--yes"]);
    for (command, words) in TRIALS {
        let fixture = if command == "redo" { &undone } else { &fixture };
        let table = table(fixture);
        let words: Vec<_> =
            words.iter().map(|word| if *word == "actions.csv" { table.to_str().unwrap() } else { word }).collect();
        let before = contents(fixture.folder());
        let done = fixture.run(&words);
        assert_eq!((done.code, done.err.as_str()), (0, ""), "{command}: {}", done.out);
        assert_eq!(contents(fixture.folder()), before, "{command}");
    }
    // Nor does what only checks, shows or proves.
    for words in [
        &["verify"][..],
        &["head"],
        &["today"],
        &["log", "--limit", "3"],
        &["review", "readiness", "MR-3"],
        &["review", "verify", "MR-2"],
        &["review", "pack", "MR-3"],
        &["review", "minutes", "MR-2", "--changes"],
        &["nc", "effect", "NC-4"],
        &["nc", "repeats", "NC-4"],
        &["nc", "similar", "NC-4"],
        &["nc", "trends"],
        &["nc", "print", "NC-4"],
        &["audit", "print", "AU-1"],
        &["audit", "coverage"],
        &["action", "list", "--as-of", "5"],
        &["man"],
        &["completions", "bash"],
    ] {
        let before = contents(fixture.folder());
        // What is not ready is told by its code.
        let done = fixture.run(words);
        assert!(done.code < 2 && done.err.is_empty() && !done.out.is_empty(), "{words:?}: {}", done.err);
        assert_eq!(contents(fixture.folder()), before, "{words:?}");
    }
    // A trial of an import saves no mapping either.
    let map = fixture.folder().join("map.json");
    let before = contents(fixture.folder());
    for target in [&map, &fixture.path] {
        let said = fixture
            .fails(2, &["import", "action", table(&fixture).to_str().unwrap(), "--save-map", target.to_str().unwrap()]);
        assert!(said.contains("--write"), "{said}");
    }
    // And where a row is refused, nothing is written, the mapping neither.
    let bad = fixture.folder().join("bad.csv");
    fs::write(&bad, "What,Due\nAsk,no day\n").unwrap();
    let refused =
        ["import", "action", bad.to_str().unwrap(), "--set", "due=Due", "--write", "--save-map", map.to_str().unwrap()];
    fixture.fails(1, &refused);
    fs::remove_file(&bad).unwrap();
    assert_eq!(contents(fixture.folder()), before);
}

#[test]
fn on_the_screens_neither() {
    let fixture = furnished();
    let mut desk = Desk::new(&fixture);
    let there = fixture.folder().join("map.json");
    fs::write(&there, "somebody's work").unwrap();
    desk.press("J I").text(table(&fixture).to_str().unwrap()).press("Enter");
    for (target, says) in [(there.clone(), "is there already"), (fixture.path.clone(), "is there already")] {
        desk.press("s Ctrl-U").text(target.to_str().unwrap()).press("Enter").sees(says);
        desk.press("Esc");
    }
    assert_eq!(fs::read_to_string(&there).unwrap(), "somebody's work");
    let mut beside = fixture.path.clone().into_os_string();
    beside.push(".local-journal");
    desk.press("s Ctrl-U").text(beside.to_str().unwrap()).press("Enter").sees("keeps something of its own");
    assert!(!Path::new(&beside).exists());
}

/// SQLite plays a log that lies beside a file into it, whichever file it was of.
#[test]
fn no_database_comes_to_lie_beside_the_log_of_an_earlier_one() {
    let fixture = sample();
    let copy = fixture.folder().join("copy.db");
    let begin = ["--organisation", "Aldgate", "--name", "Rosa", "--time-zone", "Europe/London"];
    for ending in ["-wal", "-journal"] {
        let log = fixture.folder().join(format!("copy.db{ending}"));
        for hostile in [false, true] {
            if hostile {
                symlink(fixture.folder().join("nowhere"), &log).unwrap();
            } else {
                fs::write(&log, "pages of another file").unwrap();
            }
            let before = contents(fixture.folder());
            let (path, database) = (copy.to_str().unwrap(), fixture.path.to_str().unwrap());
            for words in [
                &["backup", path][..],
                &["restore", database, "--db", path, "--as", "P-1", "--reason", "The disk failed"],
                &["--db", path, "init", "--sample"],
                &[&["--db", path, "init"][..], &begin].concat(),
            ] {
                let said = fixture.fails(1, words);
                assert!(said.contains("is left of an earlier file") && said.contains(ending), "{words:?}: {said}");
                assert_eq!(contents(fixture.folder()), before, "{words:?}");
            }
            fs::remove_file(&log).unwrap();
        }
    }
    fixture.ok(&["backup", copy.to_str().unwrap()]);
}
