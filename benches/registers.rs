//! How long registers stay quick: commands, imports and screens with 10 000 and with 100 000 records of every register
//! that grows. `cargo bench --bench registers`; with `-- 10000` the shorter ones alone.
//!
//! Commands are told by the processor's time that they used, which other work on the machine changes little, and by
//! their memory at its highest.

#[path = "generated/every.rs"]
mod every;
#[path = "generated/file.rs"]
mod file;
mod terminal;

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use file::create;
use gavel::store::gavel::GAVEL;
use terminal::{Screen, report};

/// What is read of long registers.
const COMMANDS: &[&str] = &[
    "today",
    "nc trends",
    "nc trends --findings",
    "nc similar NC-1",
    "nc repeats NC-9",
    "chase --dry-run",
    "audit coverage",
    "audit print AU-1",
    "kpi list",
    "action list --limit 60",
    "action list --csv",
    "nonconformity list --csv",
];

/// The keys of every screen, and what is pressed on it.
const SCREENS: &[(&str, &str, &[&str])] = &[
    ("0", "today", &["j", "k"]),
    ("1", "overview", &["j", "\t"]),
    ("3", "board", &["j", "l", "d"]),
    ("4", "heat map", &["j", "l"]),
    ("5", "KPIs", &["j"]),
    ("6", "audits", &["\t", "j"]),
    ("T", "trends", &["j"]),
    ("J", "actions", &["j", "G", "g"]),
    ("9", "journal", &["j", "\x04"]),
];

fn main() {
    let asked = std::env::args().find_map(|argument| argument.parse::<usize>().ok());
    for count in [10_000, 100_000].into_iter().filter(|count| asked.is_none_or(|asked| asked == *count)) {
        println!("\nwith {count} records of each register");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("bench.db");
        let (store, author) = create(&path, &GAVEL);
        every::fill(&store, &author, count);
        drop(store);
        let size = std::fs::metadata(&path).expect("the file").len();
        println!("{:<44} {:>8} MB", "the file", size / 1_000_000);
        for line in COMMANDS {
            let words: Vec<&str> = line.split(' ').collect();
            tell(line, run(&path, &words), "64 MB");
        }
        screens(&path);
        imports(folder.path(), count);
    }
}

fn screens(path: &Path) {
    let mut screen = Screen::open(path);
    screen.wait("Today");
    screen.rest();
    for (key, name, pressed) in SCREENS {
        let mut opened = Vec::new();
        for _ in 0..5 {
            opened.push(screen.key(key).first);
            screen.rest();
            screen.key("1");
            screen.rest();
        }
        report(&format!("open: {name}"), &mut opened, "16 ms");
        screen.key(key);
        screen.rest();
        let mut keys = Vec::new();
        for key in pressed.iter().cycle().take(12) {
            keys.push(screen.key(key).took);
            screen.rest();
        }
        report(&format!("a key: {name}"), &mut keys, "16 ms");
    }
    screen.key("J");
    screen.rest();
    println!("{:<44} {:>8} frames   bound 3", "50 keys at once", screen.key(&"j".repeat(50)).frames);
    screen.rest();
    let before = screen.processor();
    let bytes = screen.collect(Duration::from_secs(3)).bytes;
    let spent = screen.processor() - before;
    println!("{:<44} {bytes:>8} bytes, {spent} clock ticks of the processor   bound 0", "three seconds without a key");
    println!("{:<44} {:>8} MB   bound 30", "memory of the screens at its highest", screen.memory() / 1024);
}

/// The KPIs to which the values of a table are dealt out.
const SERIES: usize = 21;

/// Tables of each register that is imported, brought into a file, brought in once more, and taken back.
fn imports(folder: &Path, count: usize) {
    let path = folder.join("import.db");
    drop(create(&path, &GAVEL));
    run(&path, &["audit", "add", "Everything", "--type", "internal", "--lead", "P-1", "--starts-on", "2026-11-02"]);
    for number in 1..=SERIES {
        let name = format!("Share {number}");
        run(&path, &["kpi", "add", &name, "--unit", "%", "--direction", "lower", "--frequency", "weekly"]);
    }
    for (register, heading, row) in TABLES {
        let mut table = format!("{heading}\n");
        for turn in 0..count {
            // Writing to a String cannot fail.
            let _ = writeln!(table, "{}", row(turn));
        }
        let file = folder.join(format!("{register}.csv"));
        std::fs::write(&file, table).expect("a table");
        let file = file.to_string_lossy();
        let words = ["import", register, &file, "--write"];
        tell(&format!("import: {register}"), run(&path, &words), "10 s");
        tell(&format!("the same again: {register}"), run(&path, &words), "10 s");
        tell(&format!("taken back: {register}"), run(&path, &["undo", "--yes"]), "10 s");
    }
}

/// A register, the heading of its table, and a row of it.
type Imported = (&'static str, &'static str, fn(usize) -> String);

const TABLES: &[Imported] = &[
    ("action", "what,owner,due,details", |turn| {
        format!("Renew the model card of system {turn},P-1,{},As agreed in the last review", day(turn))
    }),
    ("risk", "title,event,likelihood,impact,review_by,source_key", |turn| {
        format!(
            "Outcome {turn} is wrong,A group is treated worse,{},{},{},R{turn}",
            1 + turn % 5,
            1 + turn / 5 % 5,
            day(turn)
        )
    }),
    ("finding", "title,audit,requirement,statement,objective_evidence,grade,raised_on,source_key", |turn| {
        format!(
            "Finding {turn},AU-1,9.2.2,It lacks what is asked in unit {},Ticket {turn},minor,2026-11-03,F{turn}",
            turn % 37
        )
    }),
    ("checklist_item", "question,audit,place,type,code", |turn| {
        format!("Is step {turn} followed?,AU-1,{turn},own,P{turn}")
    }),
    (
        "nonconformity",
        "title,requirement,statement,objective_evidence,source,grade,occurred_on,raised_by,owner",
        |turn| {
            format!(
                "Case {turn},A.6.2.4,Released without a test in unit {},Ticket {turn},audit,minor,2026-05-01,P-1,P-1",
                turn % 37
            )
        },
    ),
    // No more weeks of a KPI than there are since 1900; 1 November 2026 is a Sunday.
    ("measurement", "kpi,period_end,value", |turn| {
        let end = chrono::NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date")
            - chrono::Days::new(turn as u64 / SERIES as u64 * 7);
        format!("K-{},{end},{}", 1 + turn % SERIES, turn % 100)
    }),
];

fn day(turn: usize) -> String {
    format!("2027-{:02}-{:02}", 1 + turn % 12, 1 + turn % 28)
}

/// What a command used.
struct Used {
    processor: Duration,
    memory: u64,
}

/// Runs a command on a file to its end.
fn run(path: &Path, words: &[&str]) -> Used {
    let before = waited_for();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
    command.args(["--as", "1", "--db"]).arg(path).args(words).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program");
    let status = format!("/proc/{}/status", child.id());
    let begun = Instant::now();
    let mut memory = 0;
    loop {
        if let Ok(status) = std::fs::read_to_string(&status) {
            let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
            memory = line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(memory);
        }
        if child.try_wait().expect("its state").is_some() {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
        assert!(begun.elapsed() < Duration::from_secs(600), "{words:?} does not end");
    }
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    Used { processor: waited_for() - before, memory }
}

/// The processor's time of all children that have ended.
fn waited_for() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let words: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: u64 = [13, 14].iter().filter_map(|place| words.get(*place)?.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}

fn tell(what: &str, used: Used, bound: &str) {
    println!("{what:<44} {:>8.2} s, {:>4} MB   bound {bound}", used.processor.as_secs_f64(), used.memory / 1024);
}
