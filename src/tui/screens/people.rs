//! The people of the file, to choose one from in whose name to act.

use crate::domain::person::{self, Person};
use crate::store::Error;
use crate::store::list::Query;
use crate::store::view::named;
use crate::tui::desk::Desk;
use crate::tui::effect::Answer;

use super::chooser::Chooser;

/// The most people that are offered.
const MOST: u32 = 1000;

/// Everybody in whose name one can act.
pub fn to_act_as(desk: &Desk) -> Result<Chooser, Error> {
    let page = desk.view().page(&Query { limit: Some(MOST), ..Query::new(&person::REGISTER) })?;
    let title = if page.more { format!("Act as: the first {MOST} people") } else { "Act as".to_owned() };
    let mut chooser = Chooser::new(title).called("Act as");
    for one in &page.records {
        chooser.offer(named(one), Person(one).role(), Answer::Person(one.id));
    }
    Ok(chooser)
}
