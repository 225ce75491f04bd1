//! The real binary in a pseudo-terminal.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::LocalModes;

use super::fixture::Fixture;

pub struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Everything that was written, as it came.
    pub written: Vec<u8>,
    master: Box<dyn MasterPty + Send>,
}

/// The modes of a terminal, looked at over and over.
pub struct Watching {
    over: Arc<AtomicBool>,
    watching: JoinHandle<bool>,
}

impl Watching {
    /// Whether the program had every key at every moment.
    pub fn kept(self) -> bool {
        self.over.store(true, Ordering::Relaxed);
        self.watching.join().unwrap()
    }
}

impl Terminal {
    /// Gavel with these arguments on the fixture's file.
    pub fn run(fixture: &Fixture, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
        command.args(["--db", fixture.path.to_str().unwrap()]);
        command.args(arguments);
        Self::spawn(fixture, command)
    }

    /// Any command, as if it were typed by the fixture's people.
    pub fn spawn(fixture: &Fixture, command: CommandBuilder) -> Self {
        Self::sized(fixture, command, 80, 24)
    }

    /// The same in a window of a size; of none at all where it is 0 by 0.
    pub fn sized(fixture: &Fixture, mut command: CommandBuilder, cols: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("TZ", "Europe/London");
        command.env("XDG_STATE_HOME", fixture.folder());
        command.env("XDG_CONFIG_HOME", fixture.folder());
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (told, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if told.send(buffer[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        let screen = vt100::Parser::default();
        Self { child, keys, output, screen, written: Vec::new(), master: pair.master }
    }

    pub fn contents(&self) -> String {
        self.screen.screen().contents()
    }

    pub fn wait(&mut self, for_text: &str) {
        self.wait_until(for_text, |contents| contents.contains(for_text));
    }

    pub fn wait_gone(&mut self, text: &str) {
        self.wait_until(text, |contents| !contents.contains(text));
    }

    fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !holds(&self.contents()) {
            let left = deadline.saturating_duration_since(Instant::now());
            match self.output.recv_timeout(left) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("in vain for “{what}”:\n{}", self.contents()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.written.extend_from_slice(bytes);
        self.screen.process(bytes);
    }

    /// Takes what comes until there is silence for so long; gives the number of bytes.
    pub fn listen(&mut self, silence: Duration) -> usize {
        let before = self.written.len();
        while let Ok(bytes) = self.output.recv_timeout(silence) {
            self.take(&bytes);
        }
        self.written.len() - before
    }

    /// Reads what is there as somebody does before they type on.
    pub fn read(&mut self) {
        self.listen(Duration::from_millis(350));
    }

    pub fn type_line(&mut self, line: &str) {
        self.press(&format!("{line}\r"));
    }

    /// Sends bytes as the keyboard would.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
        if let (Some(rows), Some(cols)) = (NonZero::new(rows), NonZero::new(cols)) {
            self.screen.screen_mut().set_size(rows, cols);
        }
    }

    /// Something else writes on the screen.
    pub fn scribble(&mut self, words: &str) {
        self.screen.process(format!("\x1b7\x1b[5;5H{words}\x1b8").as_bytes());
    }

    fn local_modes(&self) -> LocalModes {
        let tty = std::fs::File::open(self.master.tty_name().unwrap()).unwrap();
        rustix::termios::tcgetattr(&tty).unwrap().local_modes
    }

    /// Watches from now on whether each key is handed over as it is pressed, and shown by nobody but the program.
    pub fn watch_modes(&self) -> Watching {
        let tty = std::fs::File::open(self.master.tty_name().unwrap()).unwrap();
        let over = Arc::new(AtomicBool::new(false));
        let told = over.clone();
        let watching = thread::spawn(move || {
            let mut kept = true;
            while !told.load(Ordering::Relaxed) {
                let modes = rustix::termios::tcgetattr(&tty).unwrap().local_modes;
                kept &= !modes.intersects(LocalModes::ECHO | LocalModes::ICANON);
            }
            kept
        });
        Watching { over, watching }
    }

    pub fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.process_id().unwrap()).unwrap();
        kill_process(Pid::from_raw(id).unwrap(), signal).unwrap();
    }

    /// Waits for the end and gives the exit code.
    pub fn end(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.take(&bytes);
        }
        code
    }

    /// Whether it ends within a time; gives the exit code.
    pub fn ends_within(&mut self, patience: Duration) -> Option<u32> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            match self.output.recv_timeout(Duration::from_millis(5)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(1)),
            }
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status.exit_code());
            }
        }
        None
    }

    /// Whether the terminal is as a shell needs it: its own screen, a cursor, lines and echo.
    pub fn is_given_back(&mut self) -> bool {
        self.listen(Duration::from_millis(200));
        let shell = self.local_modes().contains(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        let screen = self.screen.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && shell
    }
}
