//! Every register of the file, to choose one from.

use crate::domain::catalogue::CATALOGUE;
use crate::tui::effect::Answer;

use super::chooser::Chooser;
use crate::domain::spelling::capital;

/// Every register.
pub fn all() -> Chooser {
    let mut chooser = Chooser::new("All registers");
    for register in CATALOGUE.registers() {
        let name = if register.single { register.singular() } else { register.plural.to_owned() };
        chooser.offer(capital(&name), "", Answer::Register(register));
        chooser.explained(register.about);
    }
    chooser
}
