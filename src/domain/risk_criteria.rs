//! Risk criteria (6.1.1, 6.1.2): the table by which likelihood and impact give a level, in versions. A risk keeps the
//! version by which it was assessed.

use super::record::Record;
use super::rules::{Facts, Missing, Rule};

crate::choices! {
    /// How likely something is within a year, by the organisation's own anchors.
    Likelihood {
        Rare = "1", "1 Rare";
        Unlikely = "2", "2 Unlikely";
        Possible = "3", "3 Possible";
        Likely = "4", "4 Likely";
        AlmostCertain = "5", "5 Almost certain";
    }
}

crate::choices! {
    /// How bad it would be, by the organisation's own anchors.
    Impact {
        Negligible = "1", "1 Negligible";
        Minor = "2", "2 Minor";
        Moderate = "3", "3 Moderate";
        Major = "4", "4 Major";
        Severe = "5", "5 Severe";
    }
}

crate::choices! {
    /// The level that a table gives. Levels are an order and no numbers: they are not added or averaged.
    Level {
        Low = "low", "Low", Good;
        Medium = "medium", "Medium", Plain;
        High = "high", "High", Watch;
        Critical = "critical", "Critical", Watch;
    }
}

crate::register! {
    /// Risk criteria: the table that gives a level for each likelihood and impact, with what the bands mean.
    RiskCriteria, RiskCriteriaField: "risk_criteria" / "risk criteria", "RC", "6.1.1, 6.1.2", rules(RULES);

    /// What this version is called.
    title Title: text, "Title", title;
    /// The day from which it is used.
    valid_from ValidFrom: date, "Valid from", required, listed, sorted;
    /// The levels for what is almost certain, by impact from 1 to 5: `medium medium high critical critical`.
    almost_certain AlmostCertain: text, "5 Almost certain", required;
    /// The levels for what is likely, by impact from 1 to 5.
    likely Likely: text, "4 Likely", required;
    /// The levels for what is possible, by impact from 1 to 5.
    possible Possible: text, "3 Possible", required;
    /// The levels for what is unlikely, by impact from 1 to 5.
    unlikely Unlikely: text, "2 Unlikely", required;
    /// The levels for what is rare, by impact from 1 to 5.
    rare Rare: text, "1 Rare", required;
    /// The highest level that the owner of a risk may accept; above it top management does.
    tolerance Tolerance: choice(Level), "Owner may accept up to", required, listed;
    /// What each likelihood means: a share of years, how often it was seen.
    likelihood_anchors LikelihoodAnchors: long_text, "What the likelihoods mean";
    /// What each impact means for people, rights, money and the organisation.
    impact_anchors ImpactAnchors: long_text, "What the impacts mean";
    /// Who approved it.
    approved_by ApprovedBy: person, "Approved by", listed;
}

static RULES: &[Rule] = &[
    Rule {
        says: "Each likelihood has five levels, one for each impact: low, medium, high or critical.",
        clause: Some("6.1.2"),
        looks_at: &[],
        missing: rows_are_levels,
    },
    Rule {
        says: "A level never falls as likelihood or impact rises.",
        clause: None,
        looks_at: &[],
        missing: levels_rise,
    },
];

/// A table of levels, by likelihood and impact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table([[Level; 5]; 5]);

impl Table {
    /// The table that is used until the organisation records its own.
    pub const STARTING: Self = {
        use Level::{Critical as C, High as H, Low as L, Medium as M};
        Self([[L, L, L, M, H], [L, L, M, M, H], [L, M, M, H, H], [L, M, H, H, C], [M, M, H, C, C]])
    };

    /// The level of a likelihood and an impact.
    pub const fn level(&self, likelihood: Likelihood, impact: Impact) -> Level {
        self.0[likelihood as usize][impact as usize]
    }
}

impl RiskCriteria<'_> {
    fn rows(self) -> [(RiskCriteriaField, &'static str, Option<[Level; 5]>); 5] {
        use RiskCriteriaField as Field;
        [
            (Field::Rare, Likelihood::Rare.label(), levels(self.rare())),
            (Field::Unlikely, Likelihood::Unlikely.label(), levels(self.unlikely())),
            (Field::Possible, Likelihood::Possible.label(), levels(self.possible())),
            (Field::Likely, Likelihood::Likely.label(), levels(self.likely())),
            (Field::AlmostCertain, Likelihood::AlmostCertain.label(), levels(self.almost_certain())),
        ]
    }

    /// The table; `None` while a row can't be read.
    pub fn table(self) -> Option<Table> {
        let mut table = [[Level::Low; 5]; 5];
        for (row, (_, _, levels)) in table.iter_mut().zip(self.rows()) {
            *row = levels?;
        }
        Some(Table(table))
    }
}

/// The criteria in force on a day: of those valid by then, the latest.
pub fn in_force(all: &[Record], day: chrono::NaiveDate) -> Option<RiskCriteria<'_>> {
    let valid = all.iter().map(RiskCriteria).filter(|one| one.valid_from().is_some_and(|from| from <= day));
    valid.max_by_key(|one| (one.valid_from(), one.0.number))
}

/// Reads five levels, parted by spaces or commas.
fn levels(text: &str) -> Option<[Level; 5]> {
    let words = text.split([' ', ',', ';', '/']).filter(|word| !word.is_empty());
    let levels: Option<Vec<Level>> = words.map(|word| Level::of_key(&word.to_lowercase())).collect();
    levels?.try_into().ok()
}

fn rows_are_levels(facts: &Facts) -> Vec<Missing> {
    let rows = RiskCriteria(facts.record).rows().into_iter().filter(|(_, _, levels)| levels.is_none());
    let words = |label: &str| format!("{label} has not five levels, such as low low medium medium high");
    rows.map(|(field, label, _)| Missing::in_field(field.name(), words(label))).collect()
}

fn levels_rise(facts: &Facts) -> Vec<Missing> {
    let Some(Table(table)) = RiskCriteria(facts.record).table() else { return Vec::new() };
    let rows = RiskCriteria(facts.record).rows();
    let mut missing = Vec::new();
    for (place, (field, label, _)) in rows.into_iter().enumerate() {
        if !table[place].is_sorted() {
            missing.push(Missing::in_field(field.name(), format!("{label} falls as the impact rises")));
        }
        let below = place.checked_sub(1).map(|below| table[below]);
        if below.is_some_and(|below| below.iter().zip(&table[place]).any(|(less, more)| less > more)) {
            missing.push(Missing::in_field(field.name(), format!("{label} is lower than the likelihood before it")));
        }
    }
    missing
}
