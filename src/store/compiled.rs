//! How often statements were compiled: counted in tests alone.

use std::cell::Cell;
use std::sync::Mutex;

use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, StatementStatus};

/// What was seen of the statements of every connection of this process.
#[derive(Debug, Default)]
pub struct Seen {
    /// How many were run to their end.
    pub run: u64,
    /// Those that SQLite compiled anew although their words had not changed.
    pub compiled_anew: Vec<String>,
}

static SEEN: Mutex<Seen> = Mutex::new(Seen { run: 0, compiled_anew: Vec::new() });

thread_local! {
    /// How many were run to their end on this thread.
    static HERE: Cell<u64> = const { Cell::new(0) };
}

/// Counts the statements of a connection from now on.
pub(super) fn count(connection: &mut Connection) {
    connection.trace_v2(TraceEventCodes::SQLITE_TRACE_PROFILE, Some(note)).expect("a connection that can be traced");
}

fn note(event: TraceEvent) {
    let TraceEvent::Profile(statement, _) = event else { return };
    HERE.set(HERE.get() + 1);
    let mut seen = SEEN.lock().unwrap();
    seen.run += 1;
    if statement.get_status(StatementStatus::RePrepare) > 0 {
        seen.compiled_anew.push(statement.sql().into_owned());
    }
}

/// What was seen so far.
pub fn seen() -> Seen {
    let seen = SEEN.lock().unwrap();
    Seen { run: seen.run, compiled_anew: seen.compiled_anew.clone() }
}

/// How many statements were run on this thread so far.
pub fn run_here() -> u64 {
    HERE.get()
}
