//! Cost of quality: what failures cost, and what is spent so that there are none.

use super::better::{Better, Hiding};
use super::rules::{Holds, Rule};

crate::choices! {
    /// What a cost is spent on. Failures are the cost of poor quality; the others are the cost of good quality.
    Type {
        Internal = "internal", "Internal failure", Watch;
        External = "external", "External failure", Watch;
        Prevention = "prevention", "Prevention";
        Appraisal = "appraisal", "Appraisal";
    }
}

impl Type {
    /// Whether it is a cost of poor quality: it would not be there had nothing failed.
    pub const fn is_failure(self) -> bool {
        matches!(self, Self::Internal | Self::External)
    }
}

crate::register! {
    /// Costs of failures, and of preventing and finding them.
    QualityCost, QualityCostField: "quality_cost" / "quality costs", "QC", "10.2", AuditsAndFindings,
        grows(), reworded(), rules(RULES), better(BETTER), unasked(UNASKED), hiding(Hiding::Counted);

    /// What was paid or lost.
    what What: text, "Cost", title, sorted;
    /// What it was spent on.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// How much.
    amount Amount: money, "Amount", required, listed;
    /// The day on which it arose.
    incurred_on IncurredOn: date, "Arose on", required, past, listed, sorted;
    /// The nonconformity that caused it.
    nonconformity Nonconformity: link("nonconformity"), "Nonconformity", listed;
    /// How the amount was found.
    remark Remark: long_text, "Remark", searchable;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

static RULES: &[Rule] = &[Rule::new(
    "What was paid or lost takes nothing off what others cost.",
    Holds::NotNegative(QualityCostField::Amount.name()),
)
.clause("10.2")];

/// It arose on another day, is of no nonconformity any more, or is called otherwise.
static UNASKED: &[Better] = &[
    Better::Otherwise(QualityCostField::IncurredOn.name()),
    Better::Away(QualityCostField::Nonconformity.name()),
    Better::Otherwise(QualityCostField::What.name()),
];

/// How it comes to look better than it did.
static BETTER: &[Better] =
    &[Better::Otherwise(QualityCostField::Amount.name()), Better::Otherwise(QualityCostField::Type.name())];
