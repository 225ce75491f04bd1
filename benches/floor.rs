//! What a first screen costs beside the least that it can cost: `cargo bench --bench floor`.
//!
//! The floor is this file: ratatui over SQLite, six panes of rows of the same file and nothing else. Both start in a
//! pseudo-terminal of 120 by 40, paint once, and are left with `q`. Counted are the instructions of the whole process,
//! which the machine's other work does not change; for that, valgrind has to be there.
//!
//! Today, which the program opens, is counted when it stands whole. Whoever chose the overview as first screen has a
//! useful one with every list of records and how many there are; what is weighed over many records (how many are late,
//! the KPIs' status, what the next review lacks) is read by another thread meanwhile and painted as it comes, and the
//! whole overview is counted too.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crossterm::event::{Event, KeyCode, read};
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use ratatui::layout::{Constraint, Layout};
use ratatui::text::Line;
use ratatui::widgets::{Block, List};
use rusqlite::{Connection, Row};

const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };

/// How long a program may say nothing before it is given up.
const PATIENCE: Duration = Duration::from_secs(30);

/// Names the file to the floor; without it, this is the bench.
const FILE: &str = "GAVEL_FLOOR_FILE";

/// What the floor says once it has painted.
const FLOOR: &str = "of the floor";

/// What Today says once it stands.
const TODAY: &[&str] = &["On the clock", "Must be looked at", "Waits for you", "Others are late"];

/// What the overview says once its lists stand: the last row of each that is in sight, and how many there are.
const LISTS: &[&str] = &["1 of 21", "1 of 9", "1 of 11", "A-46", "NC-15", "F-9", "R-32"];

/// What it says as well once the other thread has answered.
const WHOLE: &[&str] = &[
    "5 late · 1 of 21",
    "3 late · 1 of 11",
    "1 no longer proven · 1 of 9",
    "MR-3 called",
    "Actions from earlier reviews",
    "1 critical, 2 watch",
];

/// Chooses the overview as first screen, from the next start on.
const CHOOSE_OVERVIEW: &str = ",first screen overview\r";

/// Each pane: its title, the table, what its rows say, what beside it, and what they are sorted by.
const PANES: [[&str; 5]; 6] = [
    ["Actions", "action", "t.what", "t.due", "t.due"],
    ["Nonconformities", "nonconformity", "t.title", "t.due", "t.due"],
    ["Risks", "risk", "t.title", "t.level", "t.review_by"],
    ["Next review", "review", "t.title", "t.date", "t.key"],
    ["Findings", "finding", "t.title", "t.grade", "t.due"],
    ["KPIs", "kpi", "t.name", "t.unit", "t.key"],
];

fn main() {
    if let Some(file) = std::env::var_os(FILE) {
        return floor(Path::new(&file));
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("sample.db");
    let gavel = Path::new(env!("CARGO_BIN_EXE_gavel"));
    let made = Command::new(gavel).args(["init", "--sample", "--db"]).arg(&file).output().expect("the program");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let own = std::env::current_exe().expect("this bench");
    let asked = &["--as", "1", "--db"];
    let floor = least(|| instructions(&own, &[], &file, &[FLOOR], folder.path()));
    let today = least(|| instructions(gavel, asked, &file, TODAY, folder.path()));
    choose_overview(gavel, asked, &file);
    let start = least(|| instructions(gavel, asked, &file, LISTS, folder.path()));
    let whole = least(|| instructions(gavel, asked, &file, &[LISTS, WHOLE].concat(), folder.path()));
    let screens =
        [("the floor", &floor), ("Today", &today), ("the overview, its lists", &start), ("the whole overview", &whole)];
    for (what, counted) in screens {
        println!("{what:<44} {:>8.1} M instructions, {:.1} M of all threads", counted.first / 1e6, counted.all / 1e6);
    }
    println!("{:<44} {:>8.2} times   bound 1.3", "beside each other", start.first / floor.first);
    for (line, bound) in [("--version", "2"), ("action list", "18"), ("today", "30"), ("head", "15")] {
        let mut command = valgrind(folder.path());
        command.arg(gavel).args(line.split(' ')).env("GAVEL_DB", &file);
        command.output().expect("valgrind");
        println!(
            "{:<44} {:>8.1} M instructions   bound {bound}",
            format!("gavel {line}"),
            counted(folder.path()).all / 1e6
        );
    }
}

/// The least that shows the rows of a file.
fn floor(file: &Path) {
    let connection = Connection::open(file).expect("the file");
    let panes = PANES.map(|[title, table, words, beside, order]| {
        let sql = format!(
            "SELECT r.number, {words}, {beside} FROM {table} t JOIN record r ON r.key = t.key WHERE r.voided = 0
             ORDER BY {order} LIMIT 12"
        );
        let mut statement = connection.prepare(&sql).expect("a statement");
        let row = |row: &Row| -> rusqlite::Result<String> {
            let (number, words): (i64, String) = (row.get(0)?, row.get(1)?);
            let beside: Option<String> = row.get(2)?;
            Ok(format!("{number:>4}  {words:<40.40}  {}", beside.unwrap_or_default()))
        };
        let rows = statement.query_map([], row);
        (title, rows.expect("rows").collect::<Result<Vec<_>, _>>().expect("rows"))
    });
    let mut terminal = ratatui::init();
    terminal
        .draw(|frame| {
            let [top, middle, bottom] =
                Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)])
                    .areas(frame.area());
            frame.render_widget(Line::from(format!("Overview {FLOOR}")), top);
            frame.render_widget(Line::from("Enter open   Tab next pane   q quit"), bottom);
            let columns = Layout::horizontal([Constraint::Fill(1); 2]).areas::<2>(middle);
            let places = columns.map(|column| Layout::vertical([Constraint::Fill(1); 3]).areas::<3>(column)).concat();
            for ((title, rows), place) in panes.iter().zip(places) {
                let list = List::new(rows.iter().map(String::as_str)).block(Block::bordered().title(*title));
                frame.render_widget(list, place);
            }
        })
        .expect("a frame");
    while !matches!(read(), Ok(Event::Key(key)) if key.code == KeyCode::Char('q')) {}
    ratatui::restore();
}

fn valgrind(folder: &Path) -> Command {
    let mut command = Command::new("valgrind");
    command.args(arguments(folder));
    command
}

fn arguments(folder: &Path) -> [String; 4] {
    let out = format!("--callgrind-out-file={}", folder.join("callgrind.out").display());
    ["--quiet".to_owned(), "--tool=callgrind".to_owned(), "--separate-threads=yes".to_owned(), out]
}

/// The instructions of a program from its start until it was left after its first screen.
fn instructions(program: &Path, asked: &[&str], file: &Path, painted: &[&str], folder: &Path) -> Counted {
    let mut command = CommandBuilder::new("valgrind");
    command.args(arguments(folder));
    command.arg(program);
    command.args(asked);
    if asked.is_empty() {
        command.env(FILE, file);
    } else {
        command.arg(file);
    }
    press(command, painted, "q");
    counted(folder)
}

/// Has the program open the overview from the next start on.
fn choose_overview(program: &Path, asked: &[&str], file: &Path) {
    let mut command = CommandBuilder::new(program);
    command.args(asked);
    command.arg(file);
    press(command, TODAY, &format!("{CHOOSE_OVERVIEW}q"));
}

/// Runs a program until its screen says all of some texts, presses keys that leave it, and waits for its end.
fn press(mut command: CommandBuilder, painted: &[&str], pressed: &str) {
    let pair = native_pty_system().openpty(SIZE).expect("a pseudo-terminal");
    command.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(command).expect("the program");
    drop(pair.slave);
    let mut reader = pair.master.try_clone_reader().expect("its output");
    let mut keys = pair.master.take_writer().expect("its keyboard");
    let mut screen = vt100::Parser::new(SIZE.rows.try_into().expect("rows"), SIZE.cols.try_into().expect("columns"), 0);
    let (told, output) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 1 << 16];
        while let Ok(read @ 1..) = reader.read(&mut buffer) {
            if told.send(buffer[..read].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut left = false;
    while let Ok(bytes) = output.recv_timeout(PATIENCE) {
        screen.process(&bytes);
        let contents = screen.screen().contents();
        if !left && painted.iter().all(|text| contents.contains(text)) {
            keys.write_all(pressed.as_bytes()).expect("keys");
            left = true;
        }
    }
    if !left {
        child.kill().expect("an end");
    }
    child.wait().expect("an end");
    assert!(left, "{painted:?} never came:\n{}", screen.screen().contents());
}

/// What was counted last: by the first thread, which paints, and by all of them.
fn counted(folder: &Path) -> Counted {
    let of = |path: &Path| -> f64 {
        let text = std::fs::read_to_string(path).expect("what valgrind counted");
        let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
        total.and_then(|total| total.trim().parse().ok()).unwrap_or(0.0)
    };
    let entries = std::fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let threads: Vec<_> = entries.filter(|path| name(path).starts_with("callgrind.out-")).collect();
    let first = threads.iter().filter(|path| name(path).ends_with("-01")).map(|path| of(path)).sum();
    let all = threads.iter().map(|path| of(path)).sum();
    threads.iter().for_each(|path| std::fs::remove_file(path).expect("what was counted is removed"));
    Counted { first, all }
}

struct Counted {
    first: f64,
    all: f64,
}

/// The least of three runs: the very first makes the file of drafts, and an answer of the other thread that comes before
/// the program is left is painted by the first thread.
fn least(run: impl Fn() -> Counted) -> Counted {
    let runs = std::iter::repeat_with(run).take(3);
    runs.min_by(|one, other| one.first.total_cmp(&other.first)).expect("three runs")
}
