//! The real binary in a pseudo-terminal.

use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use super::fixture::Fixture;

struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn run(fixture: &Fixture, arguments: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["--db", fixture.path.to_str().unwrap()]);
        command.args(arguments);
        command.env("TERM", "xterm-256color");
        command.env("TZ", "Europe/London");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (told, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if told.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, keys, bytes, screen: vt100::Parser::default(), _master: pair.master }
    }

    fn wait(&mut self, for_text: &str) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.screen.screen().contents().contains(for_text) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(_) => panic!("“{for_text}” never came:\n{}", self.screen.screen().contents()),
            }
        }
    }

    fn type_line(&mut self, line: &str) {
        self.keys.write_all(format!("{line}\r").as_bytes()).unwrap();
    }

    fn end(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }
}

#[test]
fn a_file_is_begun_by_answering_questions() {
    let fixture = Fixture::empty();
    let mut terminal = Terminal::run(&fixture, &["init"]);
    terminal.wait("What is your organisation called?");
    terminal.type_line("Aldgate Mutual");
    terminal.wait("What is your name?");
    terminal.type_line("Rosa Lindt");
    terminal.wait("In which time zone is it?");
    terminal.type_line("Europe/London");
    terminal.wait("Created");
    terminal.wait("gavel help");
    assert_eq!(terminal.end(), 0);
    let mut terminal = Terminal::run(&fixture, &["action", "add", "Repeat the bias test", "--owner", "me"]);
    terminal.wait("Added A-1");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn tables_fit_the_terminal() {
    let fixture = Fixture::new();
    let long = "Repeat the bias test with the data of this autumn and tell the committee what came of it in December";
    fixture.ok(&["action", "add", long, "--due", "2026-12-04", "--priority", "high", "--owner", "me"]);
    let mut terminal = Terminal::run(&fixture, &["action", "list"]);
    terminal.wait("2026-12-04");
    assert_eq!(terminal.end(), 0);
    let contents = terminal.screen.screen().contents();
    let lines: Vec<_> = contents.lines().collect();
    assert_eq!(lines.len(), 2, "{contents}");
    assert!(lines[1].contains('…') && lines[1].contains("High") && lines[1].contains("Open"), "{contents}");
}

#[test]
fn the_log_follows_what_others_commit() {
    let fixture = Fixture::new();
    let mut terminal = Terminal::run(&fixture, &["log", "--follow"]);
    terminal.wait("ORG-1 Aldgate Mutual: created");
    fixture.ok(&["action", "add", "Repeat the bias test"]);
    terminal.wait("A-1 Repeat the bias test: created");
    terminal.child.kill().unwrap();
}
