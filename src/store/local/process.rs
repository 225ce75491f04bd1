//! Telling whether a process that had something open still runs, and ending one.

use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

/// Another session of the same user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder(pub(super) String);

impl Holder {
    /// Ends it, by force where it does not end by itself, as behind a terminal that takes nothing; says whether it is gone. What is
    /// typed there was kept with each key.
    pub fn end(&self) -> bool {
        /// How often it is looked at.
        const PAUSE: Duration = Duration::from_millis(10);
        let patience = Duration::from_secs(1);
        for signal in [Signal::TERM, Signal::KILL] {
            let until = Instant::now() + patience;
            // One that is gone, or somebody else's, takes none.
            let told = runs(&self.0) && number(&self.0).is_some_and(|number| kill_process(number, signal).is_ok());
            while told && runs(&self.0) && Instant::now() < until {
                thread::sleep(PAUSE);
            }
        }
        !runs(&self.0)
    }
}

/// This process: its number, and when it started where the system tells, so that a number given again is not mistaken.
pub fn own() -> String {
    spell(std::process::id())
}

/// Whether the process of this name still runs.
pub fn runs(name: &str) -> bool {
    let Some(number) = number(name) else { return false };
    let there = match test_kill_process(number) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    };
    there && u32::try_from(number.as_raw_nonzero().get()).is_ok_and(|number| spell(number) == name)
}

fn number(name: &str) -> Option<Pid> {
    let number = name.split('@').next().and_then(|number| number.parse::<u32>().ok());
    number.and_then(|number| i32::try_from(number).ok()).and_then(Pid::from_raw)
}

fn spell(number: u32) -> String {
    match started(number) {
        Some(started) => format!("{number}@{started}"),
        None => number.to_string(),
    }
}

/// When a process started, in the system's own count; none of one that has ended and was not taken note of yet.
#[cfg(target_os = "linux")]
fn started(number: u32) -> Option<String> {
    let line = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The name of the program stands in brackets and may hold anything; the start is the twentieth word after it.
    let mut words = line.rsplit_once(')')?.1.split_whitespace();
    let ended = words.next()? == "Z";
    words.nth(18).filter(|_| !ended).map(str::to_owned)
}

#[cfg(not(target_os = "linux"))]
fn started(_: u32) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_process_is_told_from_a_later_one_with_its_number() {
        let own = super::own();
        assert!(super::runs(&own));
        assert!(!super::runs(&format!("{own}0")), "another start");
        for gone in ["", "x", "0", "2147483000@5", "-4"] {
            assert!(!super::runs(gone), "{gone}");
        }
    }
}
