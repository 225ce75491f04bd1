//! Ending when others want it: signals, and a terminal that is gone.
//!
//! A flag that is set on a hang-up is not enough: the source of keys would spin on a terminal that is no more. A thread
//! tells the program to end, and ends it itself where that takes too long. Nothing is lost by it, because every change
//! is committed and every draft kept.

use std::io;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::event::{Event, Post};
use super::terminal;

/// How long the program may take to end by itself.
const PATIENCE: Duration = Duration::from_millis(600);

/// Listens until it is dropped at the end of the program.
#[derive(Debug)]
pub struct Listening {
    /// Its being dropped tells the thread that the program has ended by itself.
    _over: Sender<()>,
}

/// Listens for signals and for the terminal's going.
///
/// # Errors
/// Where the system takes no handlers.
pub fn listen(post: &Post) -> io::Result<Listening> {
    let (over, ended) = mpsc::channel::<()>();
    let (endings, wanted) = mpsc::channel::<i32>();
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGCONT])?;
    let (told, by_signal) = (post.clone(), endings.clone());
    thread::spawn(move || {
        for signal in signals.forever() {
            let sent =
                if signal == SIGCONT { told.send(Event::Continued).is_ok() } else { by_signal.send(signal).is_ok() };
            if !sent {
                return;
            }
        }
    });
    thread::spawn(move || watch_terminal(&endings));
    let told = post.clone();
    thread::spawn(move || {
        let Ok(signal) = wanted.recv() else { return };
        // Where the program is already ending, nobody takes the event any more.
        let _ = told.send(Event::End(signal));
        if ended.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
            terminal::give_back();
            std::process::exit(128 + signal);
        }
    });
    Ok(Listening { _over: over })
}

/// Waits, without ever waking, for the terminal to hang up.
fn watch_terminal(endings: &Sender<i32>) {
    let stdin = io::stdin();
    loop {
        // Asked for nothing, the system still tells of a hang-up.
        let mut watched = [PollFd::new(&stdin, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => {
                // The program may be ending already.
                let _ = endings.send(SIGHUP);
                return;
            }
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
        }
    }
}
