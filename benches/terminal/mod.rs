//! The real program in a pseudo-terminal, and what came after each key.

// Each bench takes of it what it measures.
#![allow(dead_code)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// A usual window.
pub const SIZE: PtySize = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
/// What somebody has over SSH.
pub const OVER_SSH: PtySize = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };

/// A burst of output has ended after so much silence; what the detail shows at rest comes later than this.
const SILENCE: Duration = Duration::from_millis(40);

/// What came after a key.
pub struct Burst {
    /// Until its last byte.
    pub took: Duration,
    /// Until the first frame was out.
    pub first: Duration,
    pub bytes: usize,
    pub frames: usize,
}

/// The program while it runs.
pub struct Screen {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    /// Starts it on a file.
    pub fn open(path: &Path) -> Self {
        Self::sized(path, SIZE)
    }

    /// The same in a window of another size.
    pub fn sized(path: &Path, size: PtySize) -> Self {
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["--as", "1", "--db"]);
        command.arg(path);
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("the program");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let (told, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if told.send((Instant::now(), buffer[..read].to_vec())).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().expect("its keyboard");
        let parser = vt100::Parser::new(cells(size.rows), cells(size.cols), 0);
        Self { child, keys, output, parser, _master: pair.master }
    }

    /// Waits for a text; gives the moment at which the bytes that showed it came.
    pub fn wait(&mut self, text: &str) -> Instant {
        let mut seen = Instant::now();
        loop {
            if self.parser.screen().contents().contains(text) {
                return seen;
            }
            let (at, bytes) = self.output.recv_timeout(Duration::from_secs(20)).unwrap_or_else(|_| {
                panic!("“{text}” never came:\n{}", self.parser.screen().contents());
            });
            self.parser.process(&bytes);
            seen = at;
        }
    }

    /// Presses keys, and takes what comes after them.
    pub fn key(&mut self, keys: &str) -> Burst {
        self.keys.write_all(keys.as_bytes()).expect("a key");
        self.collect(SILENCE)
    }

    /// Takes what comes until there is silence.
    pub fn collect(&mut self, silence: Duration) -> Burst {
        let begun = Instant::now();
        let (mut last, mut bytes, mut frames) = (begun, 0, 0);
        let mut first = None;
        loop {
            match self.output.recv_timeout(silence) {
                Ok((at, chunk)) => {
                    last = at;
                    first = first.or(Some(at - begun));
                    bytes += chunk.len();
                    frames += chunk.windows(8).filter(|window| *window == b"\x1b[?2026h").count();
                    self.parser.process(&chunk);
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Burst { took: last - begun, first: first.unwrap_or_default(), bytes, frames };
                }
                Err(RecvTimeoutError::Disconnected) => panic!("the program has ended"),
            }
        }
    }

    /// Lets the detail come.
    pub fn rest(&mut self) -> Burst {
        self.collect(Duration::from_millis(300))
    }

    /// Fails where a text is not on the screen after something was done.
    pub fn expect(&self, text: &str, done: &str) {
        let shown = self.parser.screen().contents();
        assert!(shown.contains(text), "{done}: “{text}” is not there:\n{shown}");
    }

    fn proc(&self, file: &str) -> String {
        let id = self.child.process_id().expect("a running program");
        std::fs::read_to_string(format!("/proc/{id}/{file}")).unwrap_or_default()
    }

    /// Clock ticks that the program has used.
    pub fn processor(&self) -> u64 {
        let stat = self.proc("stat");
        let words: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        [11, 12].iter().filter_map(|place| words.get(*place)?.parse::<u64>().ok()).sum()
    }

    /// Kilobytes at the highest.
    pub fn memory(&self) -> u64 {
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|word| word.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn cells(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).expect("a size")
}

/// Writes a line of figures: the median of some times and the 95th percentile.
pub fn report(what: &str, times: &mut [Duration], bound: &str) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1000.0;
    println!("{what:<44} {:>8.2} ms, 95 % {:.2}   bound {bound}", at(50), at(95));
}
