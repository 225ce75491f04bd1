//! The organisation whose management system this is: one record of settings.

use chrono_tz::Tz;

use super::rules::{Facts, Missing, Rule};

crate::register! {
    /// The organisation whose AI management system this file keeps: one record of settings.
    Organisation, OrganisationField: "organisation" / "organisations", "ORG", "4.3", single(), rules(RULES);

    /// What the organisation is called on screens and in documents.
    name Name: text, "Name", title;
    /// Where “today” begins and ends, as a place of the time zone database: Europe/London.
    time_zone TimeZone: text, "Time zone", required, listed;
}

static RULES: &[Rule] =
    &[Rule { says: "The time zone must be one that the time zone database knows.", clause: None, missing: known_zone }];

fn known_zone(facts: &Facts) -> Vec<Missing> {
    let typed = Organisation(facts.record).time_zone();
    if typed.is_empty() || zone(typed).is_some() {
        return Vec::new();
    }
    let what = format!("“{typed}” is no time zone; a time zone is a place such as Europe/London or America/New_York");
    vec![Missing::in_field(OrganisationField::TimeZone.name(), what)]
}

/// The time zone of this name.
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}
