//! What a transaction led to beyond what it changed itself, in words: said wherever somebody wrote it.

use crate::store::{Error, Outcome, View};

use super::{evidence, obligations, recolouring};

/// A sentence for each consequence, in the order of what was changed.
///
/// # Errors
/// Where the file can't be read.
pub fn of(view: View, outcome: &Outcome) -> Result<Vec<String>, Error> {
    let mut told = recolouring::told(view, outcome)?;
    told.extend(evidence::told(view, outcome)?);
    told.extend(obligations::settled::told(view, outcome)?);
    Ok(told)
}
