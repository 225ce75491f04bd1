//! The words of a limit: what can stand in it.

crate::words! {
    /// Targets and limits of the KPIs, effective-dated.
    KpiLimit, KpiLimitField: "kpi_limit" / "KPI limits", "KL", "6.2, 9.1", Kpis;

    /// The KPI.
    kpi Kpi: link("kpi"), "KPI", required, listed;
    /// The first day of the periods for which it holds.
    valid_from ValidFrom: date, "Valid from", required, listed, sorted;
    /// What is aimed at.
    target Target: decimal(4), "Target", listed;
    /// Beyond it, it deserves a look. For what is to stay within limits, the lower one.
    warn Warn: decimal(4), "Warning limit", listed;
    /// Beyond it, something must be done. For what is to stay within limits, the lower one.
    critical Critical: decimal(4), "Critical limit", listed;
    /// The upper warning limit of what is to stay within limits.
    warn_high WarnHigh: decimal(4), "Upper warning limit";
    /// The upper critical limit of what is to stay within limits.
    critical_high CriticalHigh: decimal(4), "Upper critical limit";
    /// Why the target and limits are these.
    grounds Grounds: long_text, "Grounds", searchable;
    attestation SET {
        /// Who set them.
        by set_by SetBy: "Set by", day(ValidFrom);
    }
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
