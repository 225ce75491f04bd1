//! Local state, in files beside the file: drafts, who has which record open, and how each person left their screens.
//!
//! Nothing in it is journalled or verified, and it can be deleted at any time without harm to the records. It is written
//! on a thread of its own, a moment after each key, without waiting for the disk: what was handed to the system survives
//! `kill -9`. Where others may read the file, each user's drafts and settings stand in a file that nobody else reads, and
//! what is shared is only who has what open. Whoever may not write keeps everything in memory only.

mod drafts;
mod forget;
mod kept;
mod presence;
mod process;
mod side;
mod state;

pub use drafts::{Draft, DraftId, HeldDraft, Typed};
pub(super) use forget::forget;
pub use presence::Present;
pub use process::Holder;
pub use state::Local;

impl Drop for Local {
    /// Says that this process has nothing open any more, and lets what was handed over be written.
    fn drop(&mut self) {
        if self.touched.get() {
            self.leave_all();
            self.park_all();
        }
        self.own.end();
        if let Some(common) = &mut self.common {
            common.end();
        }
    }
}
