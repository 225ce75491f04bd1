//! Lines of a case, each with where it leads.

use crate::domain::identity::RecordId;
use crate::tui::screens::detail::Item;

/// Where a line leads, where that is no record and no field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    Nothing,
    /// The next step, and its field that is wanting.
    Missing(Option<&'static str>, Option<RecordId>),
    /// The next step.
    Next,
    Record(RecordId),
    /// A field of the case.
    Field(&'static str),
}

/// Lines, each with where it leads.
#[derive(Debug, Default)]
pub struct Led {
    pub items: Vec<Item>,
    pub leads: Vec<Lead>,
}

impl Led {
    pub fn add(&mut self, item: Item, lead: Lead) {
        self.items.push(item);
        self.leads.push(lead);
    }
}
