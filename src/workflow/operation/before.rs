//! What is told before something is done, where that reaches further than is seen.

use crate::workflow::Trouble;

use super::{Said, Scene};

/// What would be done by what was said.
pub type Previews = fn(&Scene, &Said) -> Result<Preview, Trouble>;

/// How far something would reach that is not seen where it begins. The screen asks whether it is to be done; the command
/// line tells it, and does no more where it is tried only.
#[derive(Debug)]
pub struct Preview {
    /// `Record the usual obligations?`
    pub question: String,
    /// What yes does: `Record them`.
    pub yes: &'static str,
    /// What the question says.
    pub brief: Vec<String>,
    /// What the command line says, record by record.
    pub lines: Vec<String>,
    /// What the command line says where it is tried only.
    pub would: String,
}
