//! Key performance indicators (9.1): what is measured, why, how often and by whom.

use chrono::NaiveDate;

use super::kpi_limit::words::KpiLimitField;
use super::record::Version;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::separation::Hand;
use super::value::Value;

crate::choices! {
    /// What an indicator speaks of.
    Family {
        System = "system", "Management system";
        Performance = "performance", "Performance";
        Ethics = "ethics", "Ethics";
        Business = "business", "Business";
    }
}

crate::choices! {
    /// Which way is better.
    Direction {
        Higher = "higher", "Higher is better";
        Lower = "lower", "Lower is better";
        Within = "within", "Within limits";
    }
}

crate::choices! {
    /// How often it is measured.
    Frequency {
        Weekly = "weekly", "Weekly";
        Monthly = "monthly", "Monthly";
        Quarterly = "quarterly", "Quarterly";
        HalfYearly = "half-yearly", "Half-yearly";
        Yearly = "yearly", "Yearly";
    }
}

crate::register! {
    /// Key performance indicators: purpose, formula, unit, direction, baseline and owner. Target and limits stand beside
    /// it, each with the day from which it holds.
    Kpi, KpiField: "kpi" / "KPIs", "K", "9.1, 6.2", frozen(FROZEN);

    /// What is measured.
    name Name: text, "KPI", title, sorted;
    /// What it speaks of.
    family Family: choice(Family), "Family", sorted;
    /// What it is to show, and what is done with it.
    purpose Purpose: long_text, "Purpose", searchable;
    /// How it is worked out.
    formula Formula: long_text, "Formula", searchable;
    /// The unit: `%`, `days`, `per 1000 decisions`.
    unit Unit: text, "Unit", listed;
    /// Which way is better.
    direction Direction: choice(Direction), "Direction", required;
    /// How often it is measured.
    frequency Frequency: choice(Frequency), "Frequency", required, listed, sorted;
    /// Days after the end of a period within which its figure is to be there; 14 where nothing is said.
    grace Grace: number, "Days of grace";
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// Where the figures come from.
    source Source: text, "Source", searchable;
    /// The system that it measures, where it is one.
    system System: link("system"), "System";
    /// The value from which progress is counted.
    baseline Baseline: decimal(4), "Baseline";
    /// The end of the period of the baseline.
    baseline_on BaselineOn: date, "Baseline of", past;
    /// Not measured any more.
    ended Ended: yes_no, "No longer measured";
}

/// Those who owned a KPI on or after a day, or ever where none is said, out of what it was.
pub fn owners_since(past: &[Version], from: Option<NaiveDate>) -> Vec<Hand> {
    let mut hands = Vec::new();
    for (place, version) in past.iter().enumerate() {
        // A version stands until the next one.
        let until = past.get(place + 1).and_then(|next| next.day);
        let ended = until.is_some_and(|until| from.is_some_and(|from| until < from));
        let owned = format!("owned {} then", version.record.reference());
        hands.extend(Hand::of(Kpi(&version.record).owner().filter(|_| !ended), owned));
    }
    hands
}

static FROZEN: &[Rule] = &[Rule {
    says: "Once there are limits, which way is better is changed by somebody who does not own the KPI, nor did while they \
           held: it says anew how values stood.",
    clause: Some("9.1"),
    looks_at: &[Fact::Hanging(KpiLimitField::Kpi.link()), Fact::Past],
    holds: Holds::By(turned_by_another),
}];

fn turned_by_another(facts: &Facts) -> Vec<Missing> {
    if !facts.changes(KpiField::Direction) {
        return Vec::new();
    }
    let limits = facts.hanging(KpiLimitField::Kpi);
    let from = limits.iter().map(|limit| match limit.get("valid_from") {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    });
    let Some(first) = from.min() else { return Vec::new() };
    let owner = Hand::of(Kpi(facts.record).owner(), "owns the KPI");
    let hands = owner.into_iter().chain(owners_since(&facts.past(), first));
    let mut hands = hands.filter(|hand| Some(hand.person) == facts.actor);
    let words = |hand: Hand| Missing::in_field(KpiField::Direction.name(), format!("Whoever changes it {}", hand.deed));
    hands.next().map(words).into_iter().collect()
}
