//! The words of a KPI: what can stand in it.

use super::super::value::Decimal;

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

crate::words! {
    /// Key performance indicators: purpose, formula, unit, direction, baseline and owner. Target and limits stand beside
    /// it, each with the day from which it holds.
    Kpi, KpiField: "kpi" / "KPIs", "K", "9.1, 6.2", Kpis;

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
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

impl Kpi<'_> {
    /// What is to be known of a value that no share has: it can be right where the unit means a change.
    pub fn doubt(self, value: Decimal) -> Option<&'static str> {
        let whole = 100_i64.saturating_mul(10_i64.saturating_pow(value.scale.into()));
        let beyond = self.unit() == "%" && !(0..=whole).contains(&value.scaled);
        beyond.then_some("no share lies outside 0 and 100 %; right only where it is a rate of change")
    }
}
