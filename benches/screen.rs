//! How fast the screens are with 100 000 actions, from outside through a pseudo-terminal of 120 by 40: `cargo bench
//! --bench screen`. Figures are medians (and 95th percentiles) over many keys.

mod generated;
mod terminal;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use gavel::domain::identity::RecordId;
use gavel::domain::risk;
use gavel::domain::risk_criteria::{Impact, Likelihood};
use gavel::domain::value::Value;
use gavel::store::gavel::GAVEL;
use gavel::store::{Act, Ambient, Proposal};

use terminal::{Screen, report};
fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("bench.db");
    let (store, author) = generated::file::create(&path, &GAVEL);
    store.commit(author.clone(), Proposal::of(generated::actions(author.person))).expect("a bulk commit");
    drop(store);
    hold(&path);

    start(&path, "A-");
    let mut screen = Screen::open(&path);
    screen.wait("Today");
    screen.key("J");
    screen.wait("of 100 000");
    screen.rest();
    rows(&mut screen);
    opening(&mut screen);
    typing(&mut screen);
    review(&mut screen);
    idle(&mut screen);
    drop(screen);
    risks(folder.path());
}

/// The same with as many risks, of which the overview shows the worst, and the heat map all.
fn risks(folder: &Path) {
    println!("\nwith 100 000 risks");
    let path = folder.join("risks.db");
    let (store, author) = generated::file::create(&path, &GAVEL);
    store.commit(author.clone(), Proposal::of(made_risks(author.person))).expect("a bulk commit");
    drop(store);
    start(&path, "R-");
    let mut screen = Screen::open(&path);
    screen.wait("R-");
    screen.rest();
    let mut times = Vec::new();
    for _ in 0..20 {
        times.push(screen.key("4").first);
        screen.rest();
        screen.key("1");
        screen.rest();
    }
    report("open the heat map", &mut times, "16 ms");
    screen.key("4");
    screen.rest();
    let mut times: Vec<_> = (0..20).map(|turn| screen.key(if turn % 2 == 0 { "j" } else { "k" }).first).collect();
    report("a cell down or up, with its risks", &mut times, "16 ms");
    screen.rest();
    screen.key("8");
    screen.key("risks\r");
    screen.wait("of 100 000");
    screen.rest();
    rows(&mut screen);
    opening(&mut screen);
    typing(&mut screen);
    idle(&mut screen);
}

/// Opens a review on the command line, in the middle of whose agenda the screen is measured.
fn hold(path: &Path) {
    let lines: [&[&str]; 8] = [
        &["person", "edit", "1", "--voting", "yes", "--top-management", "yes", "--active", "yes"],
        &["person", "add", "Iris Falk", "--voting", "yes", "--active", "yes"],
        &["review", "call", "--date", "today", "--chair", "Iris Falk", "--secretary", "Rosa Lindt"],
        &["review", "circulate", "MR-1"],
        &["review", "open", "MR-1"],
        &["review", "attend", "MR-1", "Rosa Lindt", "Iris Falk"],
        &["review", "item", "MR-1", "a"],
        &["review", "propose", "MR-1", "Renew the bias tests", "--subject", "improvement"],
    ];
    for line in lines {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gavel"));
        let output = command.args(["--as", "1", "--db"]).arg(path).args(line).output().expect("the program");
        assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

fn review(screen: &mut Screen) {
    screen.key("1");
    screen.rest();
    let mut times = Vec::new();
    for _ in 0..20 {
        times.push(screen.key("2").took);
        screen.rest();
        screen.key("1");
        screen.rest();
    }
    report("open the review", &mut times, "10 ms");
    screen.key("2");
    screen.rest();
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for turn in 0..40 {
        let burst = screen.key(if turn % 8 < 4 { "j" } else { "k" });
        times.push(burst.took);
        bytes.push(burst.bytes);
        screen.rest();
    }
    report("an agenda item down or up", &mut times, "16 ms");
    bytes.sort_unstable();
    println!("{:<44} {:>8} bytes (at most {})", "", bytes[bytes.len() / 2], bytes[bytes.len() - 1]);
    screen.key("n");
    let mut times: Vec<_> = "The vendor is late again".chars().map(|key| screen.key(&key.to_string()).took).collect();
    report("a key of a note", &mut times, "95 % in 16 ms");
    let mut times = Vec::new();
    screen.key("\x13");
    screen.rest();
    for turn in 0..10 {
        screen.key("n");
        screen.key(&format!("Note {turn}"));
        times.push(screen.key("\x13").first);
        screen.rest();
    }
    report("a note is saved: it stands there", &mut times, "16 ms");
}

/// As many risks, of every likelihood and impact.
fn made_risks(owner: RecordId) -> Vec<Act> {
    use risk::RiskField as Field;
    let risk = |turn: usize| {
        let (likelihood, impact) = (Likelihood::ALL[turn * 7 % 5], Impact::ALL[turn * 11 / 5 % 5]);
        let day =
            chrono::NaiveDate::from_ymd_opt(2027, 1, 1).expect("a date") + chrono::Days::new(turn as u64 * 31 % 700);
        let fields = vec![
            (
                Field::Title.field(),
                Value::Text(format!("Outcome {} of system {} is wrong", turn * 31 % 977, turn % 500)),
            ),
            (Field::Event.field(), Value::Text("A group of customers is treated worse than others".into())),
            (Field::Owner.field(), Value::Link(owner)),
            (Field::Likelihood.field(), Value::Choice(likelihood.key())),
            (Field::Impact.field(), Value::Choice(impact.key())),
            (Field::ReviewBy.field(), Value::Date(day)),
        ];
        Act::Create { id: Ambient::System.identity(), register: &risk::REGISTER, fields }
    };
    (0..generated::RECORDS).map(risk).collect()
}

fn start(path: &Path, shows: &str) {
    let mut times = Vec::new();
    for _ in 0..15 {
        let begun = Instant::now();
        let mut screen = Screen::open(path);
        times.push(screen.wait(shows) - begun);
    }
    report("first useful screen", &mut times, "15 ms");
}

fn rows(screen: &mut Screen) {
    let (mut times, mut bytes) = (Vec::new(), Vec::new());
    for _ in 0..25 {
        let burst = screen.key("j");
        times.push(burst.took);
        bytes.push(burst.bytes);
    }
    report("a row down", &mut times, "2 ms, 95 % in 4 ms");
    bytes.sort_unstable();
    println!(
        "{:<44} {:>8} bytes (at most {})   bound 400",
        "a row down within a page",
        bytes[bytes.len() / 2],
        bytes[bytes.len() - 1]
    );
    let total: usize = (0..400).map(|_| screen.key("j").bytes).sum();
    println!("{:<44} {:>8} bytes   bound 500", "a row down, on average over 400 rows", total / 400);
    screen.rest();
    let burst = screen.key(&"j".repeat(50));
    println!("{:<44} {:>8} frames   bound 3", "50 keys at once", burst.frames);
    screen.rest();
    let mut times: Vec<_> = (0..20).map(|turn| screen.key(if turn % 2 == 0 { "G" } else { "g" }).took).collect();
    report("to the end and back", &mut times, "16 ms");
    screen.rest();
}

fn opening(screen: &mut Screen) {
    let mut times = Vec::new();
    for _ in 0..20 {
        times.push(screen.key("\r").took);
        screen.rest();
        screen.key("\x1b");
        screen.rest();
        screen.key("j");
        screen.rest();
    }
    report("open a record", &mut times, "10 ms");
}

fn typing(screen: &mut Screen) {
    screen.key("/");
    let mut times: Vec<_> = "supplier report".chars().map(|key| screen.key(&key.to_string()).took).collect();
    report("a key of the filter", &mut times, "95 % in 16 ms");
    screen.rest();
    screen.key("\x1b");
    screen.rest();
    screen.key("\x06");
    let mut times: Vec<_> = "supplier report".chars().map(|key| screen.key(&key.to_string()).took).collect();
    report("a key of the search", &mut times, "95 % in 16 ms");
    screen.rest();
    screen.key("\x1b");
    screen.rest();
}

fn idle(screen: &mut Screen) {
    let before = screen.processor();
    let bytes = screen.collect(Duration::from_secs(5)).bytes;
    let spent = screen.processor() - before;
    println!("{:<44} {bytes:>8} bytes, {spent} clock ticks of the processor   bound 0", "five seconds without a key");
    println!("{:<44} {:>8} MB   bound 30", "memory at its highest", screen.memory() / 1024);
}
