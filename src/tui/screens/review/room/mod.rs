//! An item of a meeting that goes on, as it is looked at: one page, gone through with one cursor. Its figures scroll
//! above; what was decided and noted keeps its place below them.

mod draw;
mod entries;
mod lines;
mod page;

pub use draw::draw;
pub use entries::{Told, gather};
pub use page::{Entry, Page};
