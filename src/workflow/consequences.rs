//! What a transaction led to beyond what it changed itself, in words: said wherever somebody wrote it.

use crate::store::{Error, Outcome, View};

use super::recolouring;

/// A sentence for each consequence, in the order of what was changed.
///
/// # Errors
/// Where the file can't be read.
pub fn of(view: View, outcome: &Outcome) -> Result<Vec<String>, Error> {
    recolouring::told(view, outcome)
}
