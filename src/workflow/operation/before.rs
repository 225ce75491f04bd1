//! What is asked and told before something is done, where that is no form.

use crate::domain::field::Field;
use crate::domain::value::Value;
use crate::workflow::Trouble;

use super::{Said, Scene};

/// What can be picked.
pub type Offers = fn(&Scene) -> Result<Picks, Trouble>;

/// The values of one field, of which one is picked in place of a form.
#[derive(Debug)]
pub struct Picks {
    pub title: String,
    pub field: &'static Field,
    /// Each with its name and what is known of it.
    pub offers: Vec<(Value, String, String)>,
}

/// What would be done by what was said.
pub type Previews = fn(&Scene, &Said) -> Result<Preview, Trouble>;

/// How far something would reach that is not seen where it begins. The screen asks whether it is to be done; the command
/// line tells it, and does no more where it is tried only.
#[derive(Debug)]
pub struct Preview {
    /// `Hand over to Carla Stein?`
    pub question: String,
    /// What yes does: `Hand over`.
    pub yes: &'static str,
    /// What the question says.
    pub brief: Vec<String>,
    /// What the command line says, record by record.
    pub lines: Vec<String>,
    /// What the command line says where it is tried only.
    pub would: String,
}
