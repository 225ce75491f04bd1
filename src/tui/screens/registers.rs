//! Every register of the file, to choose one from: part by part of the management system, with how much is in each.

use crate::domain::area::Area;
use crate::domain::catalogue::CATALOGUE;
use crate::domain::register::Register;
use crate::domain::spelling::grouped;
use crate::store::list::Query;
use crate::tui::desk::Desk;
use crate::tui::effect::Answer;
use crate::workflow::place::name_of;

use super::chooser::Chooser;

/// Every register.
pub fn all(desk: &Desk) -> Chooser {
    let mut chooser = Chooser::new("All registers");
    let registers: Vec<_> = Area::ALL.into_iter().flat_map(of).collect();
    for register in &registers {
        chooser.offer(name_of(register), "", Answer::Register(register));
        chooser.explained(register.about);
        chooser.found_by(&format!("{} {} {}", register.plural, register.prefix, register.area.label()));
        chooser.under(register.area.label());
    }
    chooser.noted(desk, move |view| {
        registers.iter().map(|register| Ok(grouped(view.count(&Query::new(register))?))).collect()
    })
}

fn of(area: Area) -> impl Iterator<Item = &'static Register> {
    CATALOGUE.registers().filter(move |register| register.area == area)
}
