//! What is to be read of a record before something is attested of it, in lines.

use crate::domain::record::Record;
use crate::domain::spelling::capital;
use crate::store::Error;
use crate::workflow::nearby::glance;
use crate::workflow::sheet::{Block, Body};
use crate::workflow::today::source::Look;

use super::detail::Item;
use super::sheet::led::Led;

/// What is to be read of a record.
pub fn items(look: &Look, record: &Record) -> Result<Vec<Item>, Error> {
    let facts = Block::new("", Body::Facts(glance(look, record)?));
    let mut items = Led::of(std::iter::once(&facts)).items;
    items.iter_mut().for_each(|item| item.label = capital(&item.label));
    Ok(items)
}
