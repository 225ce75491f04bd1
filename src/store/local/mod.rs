//! Local state, in a file beside the file: drafts, who has which record open, and how each person left their screens.
//!
//! Nothing in it is journalled or verified, and it can be deleted at any time without harm to the records. It is written
//! on a thread of its own, a moment after each key, without waiting for the disk: what was handed to the system survives
//! `kill -9`. In a folder that can't be written to there is no such file, and everything is kept in memory only.

mod drafts;
mod forget;
mod kept;
mod presence;
mod process;
mod side;

pub use drafts::{Draft, DraftId, Typed};
pub(super) use forget::forget;
pub use presence::Present;
pub use side::Local;

impl Drop for Local {
    /// Says that this process has nothing open any more, and lets what was handed over be written.
    fn drop(&mut self) {
        if self.touched.get() {
            self.leave_all();
            self.park_all();
        }
        self.end();
    }
}
