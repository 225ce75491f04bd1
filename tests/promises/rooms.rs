//! Who may know whom: dependencies between the rooms of the code point one way.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gavel::domain::catalogue::CATALOGUE;

use crate::imports::{Imports, code_of, names};

/// Each room, and the ones it may know.
const ROOMS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("analysis", &["domain"]),
    ("store", &["domain"]),
    ("workflow", &["domain", "analysis", "store"]),
    ("report", &["domain", "analysis", "store", "workflow"]),
    ("exchange", &["domain", "analysis", "store", "workflow"]),
    ("cli", &["domain", "analysis", "store", "workflow", "report", "exchange"]),
    ("tui", &["domain", "analysis", "store", "workflow", "report", "exchange"]),
];

/// What the pure room must not touch: the clock, chance, files, SQLite, the terminal.
const IMPURE: [&str; 8] =
    ["rusqlite", "std::fs", "std::env", "std::time", "Utc::now", "Local::now", "now_v7", "getrandom"];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|end| end == "rs"))
        .collect()
}

pub fn room(name: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(name);
    let files = sources(&folder);
    assert!(!files.is_empty(), "{name} is there");
    files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn no_room_knows_one_above_it() {
    for (name, known) in ROOMS {
        for (path, source) in room(name) {
            for (other, _) in ROOMS.iter().filter(|(other, _)| *other != name && !known.contains(other)) {
                let found = source.lines().find(|line| {
                    let code = line.split("//").next().unwrap_or_default();
                    code.contains(&format!("crate::{other}::")) || code.contains(&format!("crate::{other};"))
                });
                assert_eq!(found, None, "{} knows {other}", path.display());
            }
        }
    }
}

#[test]
fn domain_and_analysis_are_pure_and_only_the_store_speaks_sql() {
    for (path, source) in room("domain").into_iter().chain(room("analysis")) {
        for word in IMPURE {
            assert!(!source.contains(word), "{} touches {word}", path.display());
        }
    }
    for name in ["workflow", "report", "exchange", "cli"] {
        for (path, source) in room(name) {
            assert!(!source.contains("rusqlite"), "{} speaks SQL", path.display());
        }
    }
}

#[test]
fn reports_propose_nothing() {
    for (module, code) in code_of("report") {
        let found = names(&code).find(|name| ["Proposal", "Act", "Batch", "commit"].contains(name));
        assert_eq!(found, None, "{module} writes; the workflow is the place for it");
    }
}

#[test]
fn the_journalled_tables_are_written_in_one_place_only() {
    for (path, source) in room("store") {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let writes = [
            "INSERT INTO record",
            "UPDATE record",
            "INSERT INTO link",
            "DELETE FROM link",
            "INSERT INTO {}",
            "UPDATE {",
        ];
        let found = writes.iter().find(|sql| source.contains(*sql));
        let allowed = ["apply.rs", "schema.rs"].contains(&name.as_str());
        assert!(found.is_none() || allowed, "{name} writes: {found:?}");
    }
}

/// A commit by a fixed clock does not wait for the disk.
#[test]
fn no_clock_stands_still_but_while_the_sample_is_made() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let stands = |path: &PathBuf| {
        let source = fs::read_to_string(path).unwrap();
        // A file's own tests stand at its end.
        let program = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        ["Ambient::fixed", "Ambient::Fixed", "Durability::Process"].iter().any(|word| program.contains(word))
    };
    let found: Vec<_> = sources(&folder).into_iter().filter(stands).collect();
    let mut found: Vec<_> = found.iter().map(|path| path.strip_prefix(&folder).unwrap()).collect();
    found.sort_unstable();
    let allowed = ["store/ambient.rs", "store/connection.rs", "workflow/sample/mod.rs"];
    assert_eq!(found, allowed.map(Path::new));
}

/// Rooms know each other one way also where the table above would let them, and so do the files of the domain and of the
/// store: but for what every register is made of.
#[test]
fn no_room_knows_one_that_knows_it_and_no_file_below_the_workflow_either() {
    let whole = |room: &str| code_of(room).into_iter().map(|(_, code)| code).collect::<Vec<_>>().join("\n");
    let rooms: Vec<_> = ROOMS.iter().map(|(name, _)| ((*name).to_owned(), whole(name))).collect();
    let imports = Imports::among(&rooms);
    assert!(imports.count() >= 15, "{} rooms were seen that others know", imports.count());
    assert_eq!(imports.circles(), Vec::<BTreeSet<&str>>::new());

    let domain = Imports::among(&code_of("domain"));
    assert!(domain.count() > 200, "{} imports were seen", domain.count());
    let registers = ["attestation", "ground", "record", "register", "rules", "rules::holds", "standing", "state"]
        .map(|file| format!("domain::{file}"));
    assert_eq!(domain.circles(), [registers.iter().map(String::as_str).collect::<BTreeSet<_>>()]);

    let store = Imports::among(&code_of("store"));
    assert!(store.count() > 150, "{} imports were seen", store.count());
    assert_eq!(store.circles(), Vec::<BTreeSet<&str>>::new());
}

#[test]
fn no_screen_knows_one_that_knows_it() {
    let imports = Imports::among(&code_of("tui/screens"));
    assert!(imports.count() > 150, "{} imports were seen", imports.count());
    assert_eq!(imports.circles(), Vec::<BTreeSet<&str>>::new());
}

/// Words that name a register, a folder of the workflow or a screen, and that the kernel of the screens says all the same.
const GENERAL: [(&str, &str); 31] = [
    ("account", "a transaction is told in words whatever it is about"),
    ("acting", "somebody acts on every screen"),
    ("begin", "programs begin"),
    ("capture", "the mouse is captured"),
    ("chooser", "settings and drafts are chosen from"),
    ("commands", "the table of commands dispatches every key"),
    ("conflict", "two people can change a record of any register"),
    ("consequences", "what follows from a transaction is told whatever it is about"),
    ("control", "the key of that name"),
    ("entry", "a row of the table of commands"),
    ("filter", "every list is filtered"),
    ("help", "every screen has one"),
    ("history", "every record has one"),
    ("journal", "every change stands in it"),
    ("lines", "texts have lines"),
    ("list", "every register is one"),
    ("note", "what stands in the border of a pane"),
    ("operation", "what can be done is an operation, whatever it is"),
    ("organisation", "whose file it is stands in the top line"),
    ("reading", "what is shown is read in the background first"),
    ("page", "help and messages are read on one"),
    ("palette", "every command by its name"),
    ("person", "who sits there"),
    ("place", "a key leads to one, whichever it is"),
    ("question", "leaving and taking back are asked first"),
    ("record", "what every register holds"),
    ("refusal", "every rule can refuse"),
    ("registrar", "it opens the screens, so that nobody else knows them"),
    ("said", "what was said to an operation, whatever it is"),
    ("saved", "what was saved is said, whatever it is"),
    ("sheet", "whatever is read stands on one"),
];

/// What there is besides the kernel: the registers, the folders and files of the workflow, the screens.
fn features() -> BTreeSet<String> {
    let modules = ["workflow", "tui/screens"].into_iter().flat_map(|room| {
        let depth = room.split('/').count();
        let files = code_of(room).into_iter();
        files.filter_map(move |(module, _)| module.split("::").nth(depth).map(str::to_owned))
    });
    let registers = CATALOGUE.registers().map(|register| register.name.replace('-', "_"));
    modules.chain(registers).collect()
}

/// The features that code names: `ReviewView`, `review`, `REVIEWS` all name `review`.
fn named(code: &str, features: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for name in names(code) {
        let mut words = String::new();
        let mut before = '_';
        for c in name.chars() {
            if c.is_uppercase() && before.is_lowercase() {
                words.push('_');
            }
            words.extend(c.to_lowercase());
            before = c;
        }
        let words: Vec<&str> = words.split('_').collect();
        let among = |feature: &&String| {
            let feature: Vec<&str> = feature.split('_').collect();
            words.windows(feature.len()).any(|part| {
                let (last, others) = (part[part.len() - 1], &part[..part.len() - 1]);
                let (wanted, before) = (feature[feature.len() - 1], &feature[..feature.len() - 1]);
                others == before && [Some(last), last.strip_suffix('s')].contains(&Some(wanted))
            })
        };
        found.extend(features.iter().filter(among).cloned());
    }
    found
}

#[test]
fn the_kernel_of_the_screens_names_no_feature() {
    let features = features();
    assert!(["review", "audits", "kpi_wall", "nonconformity", "today"].iter().all(|one| features.contains(*one)));
    let seen = named("use super::screens::audits::AuditsView; fn f(kpi: KpiWall, x: NextReview) {}", &features);
    assert!(["audits", "audit", "kpi_wall", "kpi", "review"].iter().all(|one| seen.contains(*one)), "{seen:?}");
    let mut general = BTreeSet::new();
    for (module, code) in code_of("tui").into_iter().filter(|(module, _)| !module.starts_with("tui::screens")) {
        let (known, unknown): (BTreeSet<_>, BTreeSet<_>) =
            named(&code, &features).into_iter().partition(|name| GENERAL.iter().any(|(word, _)| word == name));
        assert_eq!(unknown, BTreeSet::new(), "{module} names features; the screens are the place for them");
        general.extend(known);
    }
    let unused: Vec<_> = GENERAL.iter().filter(|(word, _)| !general.contains(*word)).collect();
    assert!(unused.is_empty(), "nobody says these any more: {unused:?}");
}

/// Nobody runs what stands in comments: `doctest = false`.
#[test]
fn no_comment_holds_an_example() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in sources(&folder) {
        let source = fs::read_to_string(&path).unwrap();
        let is_example = |line: &str| {
            let words = line.trim_start();
            let comment = words.strip_prefix("///").or_else(|| words.strip_prefix("//!"));
            comment.is_some_and(|words| words.trim_start().starts_with("```") || words.starts_with("     "))
        };
        let found = source.lines().find(|line| is_example(line));
        assert_eq!(found, None, "{} holds an example, which is a test of its own", path.display());
    }
}

/// The screens that no declaration tells, each with the reason why; whatever else is shown is a place.
const SCREENS: [(&str, &str); 26] = [
    ("case", "what is selected among causes and work decides to what a key is done"),
    ("chooser", "words narrow what is chosen from"),
    ("conflict", "each field that two people changed is answered before anything is written"),
    ("form", "texts are typed"),
    ("heat_map", "a key changes what the file is asked cell by cell"),
    ("help", "the keys of whatever screen lies below"),
    ("import", "columns are mapped to fields before anything is written"),
    ("journal", "every change, narrowed by words as they are typed"),
    ("list", "filters are typed, and the rows of any length are marked"),
    ("nonconformities", "a key changes what the columns of the board are asked"),
    ("page", "a text to be read: messages, documents as they were frozen"),
    ("peek", "it lies under whichever row it is about, and goes on with that"),
    ("presented", "it has the whole window, and a meeting goes on in another one"),
    ("place", "what shows every place"),
    ("question", "yes or no, before it is done"),
    ("record", "a record at any step of its history"),
    ("refusal", "each line leads to the field in which it is put right"),
    ("review::confirming", "what was done is marked before all of it is confirmed"),
    ("review::document", "a document over the whole screen, with the ways out of it"),
    ("review::ending", "how an item ends, with a key for each way"),
    ("review::motion", "a motion from its words to the result; every member answers before the votes are counted"),
    ("review::roll", "everybody is answered for before the roll is written"),
    ("review::screen", "a meeting, with its clock and what is before it"),
    ("scratch", "words are typed whatever else is open"),
    ("search", "words are typed"),
    ("today", "several records of any registers are marked, and answered together"),
];

#[test]
fn every_screen_is_a_place_or_has_a_reason_not_to_be() {
    let draws = |(module, code): &(String, String)| {
        let words: Vec<_> = names(code).collect();
        let is = words.windows(3).any(|words| words == ["impl", "Screen", "for"]);
        is.then(|| module.trim_start_matches("tui::screens::").to_owned())
    };
    let found: BTreeSet<String> = code_of("tui").iter().filter_map(draws).collect();
    assert_eq!(found, SCREENS.iter().map(|(screen, _)| (*screen).to_owned()).collect());
}

/// The screens to which somebody goes: one of them asks for another by where it wants to go, and never by its type.
const GONE_TO: [&str; 10] = [
    "List",
    "RecordView",
    "CaseView",
    "ReviewView",
    "BoardView",
    "HeatMap",
    "TodayView",
    "JournalView",
    "SearchView",
    "PlaceView",
];

#[test]
fn only_the_registrar_asks_for_a_screen_by_its_type() {
    let code = code_of("tui");
    for screen in GONE_TO {
        let opens = |code: &str| {
            let words: Vec<_> = names(code).collect();
            words
                .windows(2)
                .any(|pair| pair[0] == screen && ["open", "of", "sheet", "filtered", "history"].contains(&pair[1]))
        };
        let asking: Vec<_> = code.iter().filter(|(_, code)| opens(code)).map(|(module, _)| module.as_str()).collect();
        assert_eq!(asking, ["tui::screens::registrar"], "{screen}");
    }
}

/// What the table of keys knows of the workflow beside what is declared there: the screens that have commands of their own.
const OWN_COMMANDS: [(&str, &str); 4] = [
    ("audits", "the items of a checklist are gone through by keys of their own"),
    ("closure", "a nonconformity on its way has drawings of its own"),
    ("review", "a meeting has a clock and documents"),
    ("today", "records of any registers are marked"),
];

#[test]
fn the_table_of_keys_names_no_feature_but_where_a_screen_has_commands_of_its_own() {
    let code = code_of("tui/screens").into_iter().find(|(module, _)| module == "tui::screens::commands");
    let (_, code) = code.unwrap();
    let words: Vec<_> = names(&code).collect();
    let general = |word: &str| GENERAL.iter().any(|(general, _)| *general == word);
    let folders: BTreeSet<String> =
        code_of("workflow").into_iter().filter_map(|(module, _)| Some(module.split("::").nth(1)?.to_owned())).collect();
    let known: BTreeSet<_> = words.iter().filter(|word| folders.contains(**word) && !general(word)).copied().collect();
    assert_eq!(known, OWN_COMMANDS.map(|(feature, _)| feature).into());
}

/// Where the command line declares arguments by hand, each with what it is for.
const ARGUMENTS: [(&str, &str); 25] = [
    ("check", "what is judged of the whole file"),
    ("completions", "the shell"),
    ("demo", "begins a file"),
    ("erase", "takes bytes away for good"),
    ("evidence", "takes evidence from a pipe"),
    ("export", "writes any registers"),
    ("files", "files that are read and written, wherever they are named"),
    ("form", "in which form something is written out, and where"),
    ("help", "the manual"),
    ("import", "reads a table"),
    ("init", "begins a file"),
    ("log", "the journal"),
    ("mod", "what every command takes"),
    ("operation", "any operation"),
    ("reading::documents", "a document as it was frozen, in a version and a format"),
    ("reading::evidence_export", "bytes as they were put on record, in a version"),
    ("reading::messages", "messages that are written out, or only shown"),
    ("register", "any register"),
    ("register::fields", "any register"),
    ("register::list", "any register"),
    ("restore", "brings a file back"),
    ("search", "the words of every register"),
    ("sheet", "any sheet"),
    ("undo", "the journal"),
    ("verify", "the journal"),
];

#[test]
fn no_feature_declares_arguments_of_the_command_line() {
    let declares = |(module, code): &(String, String)| {
        let words: Vec<_> = names(code).collect();
        let own = words.windows(2).any(|pair| pair == ["Arg", "new"]);
        own.then(|| module.strip_prefix("cli::").unwrap_or("mod").to_owned())
    };
    let found: BTreeSet<String> = code_of("cli").iter().filter_map(declares).collect();
    assert_eq!(found, ARGUMENTS.iter().map(|(module, _)| (*module).to_owned()).collect());
}

/// The rooms on the way of a parameter, whatever it is of, that do not carry it themselves: the table of keys, what opens
/// the form, the operation, its feature, its register.
const PASSED: [&str; 5] = ["tui::screens::commands", "tui::screens::registrar", "operation", "feature", "register"];

#[test]
fn a_parameter_enters_at_most_eight_rooms_and_none_on_the_way_knows_its_field() {
    let room = |module: &str| match module.strip_prefix("tui::screens::") {
        Some(screen) => format!("tui::screens::{}", screen.split("::").next().unwrap_or_default()),
        None => "tui".to_owned(),
    };
    let code = code_of("tui");
    let carries = |code: &str| names(code).any(|name| ["Given", "Said"].contains(&name));
    let carrying = code.iter().filter(|(_, code)| carries(code)).map(|(module, _)| room(module));
    let entered: BTreeSet<String> = carrying.chain(PASSED.map(str::to_owned)).collect();
    assert!(entered.contains("tui::screens::form") && entered.len() <= 8, "{entered:?}");
    for (module, code) in code.iter().filter(|(module, _)| entered.contains(&room(module))) {
        let commands = ["NextField", "PreviousField", "TakeField"];
        let mut known = names(code).filter(|name| name.len() > 5 && name.ends_with("Field"));
        assert_eq!(known.find(|name| !commands.contains(name)), None, "{module} knows a field of a register");
    }
}

/// Words that name a screen, a register or a folder of the workflow, and that whatever shows places and sheets says all the
/// same.
const SHOWING: [(&str, &str); 12] = [
    ("acting", "what can be done with any record"),
    ("columns", "panes stand in columns"),
    ("detail", "what a column says of a row"),
    ("document", "any sheet is written out as one"),
    ("filters", "a pane of records has one"),
    ("form", "in which a sheet is written out"),
    ("put_right", "a refusal leads to the field in which it is put right"),
    ("registers", "a command that works everywhere"),
    ("search", "a command that works everywhere"),
    ("standing", "how a tile stands"),
    ("table", "rows stand in columns"),
    ("today", "the day on which a sheet is written out"),
];

#[test]
fn what_shows_places_and_sheets_names_no_feature() {
    let general = GENERAL.iter().chain(&SHOWING).map(|(word, _)| (*word).to_owned()).collect();
    let features: BTreeSet<String> = features().difference(&general).cloned().collect();
    let code = ["tui/screens/place", "tui/screens/sheet"].into_iter().flat_map(code_of);
    let known: Vec<_> = code.map(|(module, code)| (module, named(&code, &features))).collect();
    assert!(known.len() >= 10, "{} files were seen", known.len());
    let known: Vec<_> = known.into_iter().filter(|(_, named)| !named.is_empty()).collect();
    assert_eq!(known, Vec::new(), "what is shown there is declared beside its feature");
}
