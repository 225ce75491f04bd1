//! Where a day begins: the overview, which is of no feature alone, and the lists that everybody goes to.

use crate::domain::{action, finding, nonconformity};

use super::feature::Feature;
use super::place::{Layout, Pane, Place};

/// The overview, and what leads on from it.
pub static FEATURE: Feature = Feature { places: &[&OVERVIEW, &ACTIONS, &JOURNAL], ..Feature::PLAIN };

/// What is due, how risks, KPIs, findings and nonconformities stand, and what the next review lacks. It lies below all else.
pub static OVERVIEW: Place = Place {
    keys: &["1"],
    layout: Layout::Columns,
    panes: &[
        Pane::Records {
            title: "Actions due",
            register: &action::REGISTER,
            filter: |_| "state=open".to_owned(),
            order: "due",
        },
        Pane::Special("next review"),
        Pane::Records {
            title: "Nonconformities",
            register: &nonconformity::REGISTER,
            filter: |_| "state=draft,open,contained,analysed,planned,in-progress,implemented,verified".to_owned(),
            order: "due",
        },
        Pane::Records {
            title: "Audit findings",
            register: &finding::REGISTER,
            filter: |_| "state=open,raised".to_owned(),
            order: "grade",
        },
        Pane::Special("risks"),
        Pane::Special("KPIs"),
    ],
    ..Place::new("overview", "Overview", "What is due, and what there is")
};

static ACTIONS: Place = Place {
    keys: &["7"],
    panes: &[Pane::Records { title: "Actions", register: &action::REGISTER, filter: |_| String::new(), order: "" }],
    ..Place::new("actions", "Actions", "What was undertaken, by whom, and by when")
};

static JOURNAL: Place = Place {
    keys: &["9"],
    panes: &[Pane::Special("journal")],
    ..Place::new("journal", "Journal", "Who did what, when and why")
};
