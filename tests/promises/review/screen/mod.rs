//! The review's screen: what it looks like, what its keys do, and that it holds in a real terminal.

mod hostile;
mod keys;
mod old_drafts;
mod pictures;
mod room;
mod terminal;
