//! Where a day begins: the overview, which is of no feature alone, and the lists that everybody goes to.

use crate::domain::{action, finding, nonconformity};

use super::feature::Feature;
use super::place::{Layout, Listed, Pane, Place};

/// The overview, and what leads on from it.
pub static FEATURE: Feature = Feature { places: &[&OVERVIEW, &ACTIONS, &JOURNAL], ..Feature::PLAIN };

/// What is due, how risks, KPIs, findings and nonconformities stand, and what the next review lacks. It lies below all else.
pub static OVERVIEW: Place = Place {
    keys: &["1"],
    layout: Layout::Columns,
    panes: &[
        Pane::Records(Listed {
            filter: |_| "state=open".to_owned(),
            order: "due",
            ..Listed::new("Actions due", &action::REGISTER)
        }),
        Pane::Special("next review"),
        Pane::Records(Listed {
            filter: |_| "state=draft,open,contained,analysed,planned,in-progress,implemented,verified".to_owned(),
            order: "due",
            ..Listed::new("Nonconformities", &nonconformity::REGISTER)
        }),
        Pane::Records(Listed {
            filter: |_| "state=open,raised".to_owned(),
            order: "-days_late",
            ..Listed::new("Audit findings", &finding::REGISTER)
        }),
        Pane::Special("risks"),
        Pane::Special("KPIs"),
    ],
    ..Place::new("overview", "Overview", "What is due, and what there is")
};

static ACTIONS: Place = Place {
    keys: &["J"],
    panes: &[Pane::Records(Listed::new("Actions", &action::REGISTER))],
    ..Place::new("actions", "Actions", "What was agreed, by whom, and by when")
};

/// Who did what, when and why.
pub static JOURNAL: Place = Place {
    keys: &["9"],
    panes: &[Pane::Special("journal")],
    ..Place::new("journal", "Journal", "Who did what, when and why")
};
