//! The words of risk criteria: what can stand in them.

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

impl Level {
    /// The keys, from the gravest on.
    pub const GRAVEST_FIRST: &'static [&'static str] =
        &[Self::Critical.key(), Self::High.key(), Self::Medium.key(), Self::Low.key()];
}

crate::choices! {
    /// Who accepts what is left of a risk at a level.
    Accepter {
        Owner = "owner", "The owner, or top management";
        TopManagement = "top-management", "Top management that does not own it";
        Nobody = "nobody", "Nobody: it is treated or avoided", Watch;
    }
}

crate::words! {
    /// Risk criteria: the table that gives a level for each likelihood and impact, with what the bands mean.
    RiskCriteria, RiskCriteriaField: "risk_criteria" / "risk criteria", "RC", "6.1.1, 6.1.2", Risks;

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
    /// Who accepts a risk whose level is low.
    accepts_low AcceptsLow: choice(Accepter), "Who accepts low", required;
    /// Who accepts a risk whose level is medium.
    accepts_medium AcceptsMedium: choice(Accepter), "Who accepts medium", required, listed;
    /// Who accepts a risk whose level is high.
    accepts_high AcceptsHigh: choice(Accepter), "Who accepts high", required, listed;
    /// Who accepts a risk whose level is critical.
    accepts_critical AcceptsCritical: choice(Accepter), "Who accepts critical", required, listed;
    /// What each likelihood means: a share of years, how often it was seen.
    likelihood_anchors LikelihoodAnchors: long_text, "What the likelihoods mean";
    /// What each impact means for people, rights, money and the organisation.
    impact_anchors ImpactAnchors: long_text, "What the impacts mean";
    attestation APPROVED {
        /// Who approved it.
        by approved_by ApprovedBy: "Approved by", listed;
    }
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
