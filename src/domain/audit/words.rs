//! The words of an audit: what can stand in it.

crate::choices! {
    /// Who audits whom, and what for.
    Type {
        Internal = "internal" was "internal-audit", "Internal";
        Supplier = "supplier" was "supplier-audit", "Supplier";
        Customer = "customer", "Customer";
        Authority = "authority", "Authority";
        Stage1 = "stage-1", "Certification body, stage 1";
        Stage2 = "stage-2", "Certification body, stage 2";
        Surveillance = "surveillance", "Surveillance";
        Recertification = "recertification", "Recertification";
        Mock = "mock" was "mock-audit", "Mock";
        Other = "other", "Other";
    }
}

crate::choices! {
    /// Where an audit stands.
    State {
        Planned = "planned", "Planned", Active;
        Underway = "underway", "Under way", Active;
        Reported = "reported", "Reported", Good;
        Cancelled = "cancelled", "Cancelled", Gone;
    }
}

crate::moves! {
    /// The moves of an audit.
    AuditMove {
        Begin = "begin", Report = "report", Cancel = "cancel", Reopen = "reopen", Adopt = "adopt",
    }
}

crate::words! {
    /// Audits: objectives, criteria, scope, team, dates and result.
    Audit, AuditField: "audit" / "audits", "AU", "9.2", AuditsAndFindings;

    /// What the audit is called.
    title Title: text, "Audit", title, sorted;
    /// Who audits whom, and what for.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// What is to be found out.
    objectives Objectives: long_text, "Objectives", searchable;
    /// Against what: clauses, controls, own policies.
    criteria Criteria: text, "Criteria", searchable;
    /// The organisation's own policies and procedures against which it audits.
    policies Policies: links("document"), "Own policies";
    /// What is looked at, and what is not.
    scope Scope: long_text, "Scope", searchable;
    /// The programme of which it is a part.
    programme Programme: link("audit_programme"), "Programme";
    /// The areas of the programme that are looked at.
    areas Areas: links("audit_area"), "Areas";
    /// The systems that are looked at.
    systems Systems: links("system"), "Systems";
    /// The part of the organisation that is looked at.
    unit Unit: text, "Unit", searchable, sorted;
    /// Who leads it, where it is someone of the people register.
    lead Lead: person, "Lead auditor", listed, day(StartsOn);
    /// Who else audits.
    team Team: links("person"), "Team", day(StartsOn);
    /// The body that audits, where it comes from outside.
    body Body: text, "Audit body", searchable;
    /// Who asked for it, and is reported to.
    client Client: text, "Audit client";
    /// Who took part for those audited: names and functions, a line each.
    participants Participants: long_text, "Participants";
    /// Where it was held, where that is more than the sites of its areas.
    places Places: text, "Places";
    /// The first day.
    starts_on StartsOn: date, "Starts", listed, sorted;
    /// The last day: deadlines for findings are counted from it.
    ends_on EndsOn: date, "Ends", sorted;
    /// The day by which the report is due.
    report_due ReportDue: date, "Report due", sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day of the report.
    reported_on ReportedOn: date, "Reported on", by_move, past, sorted;
    attestation REPORTED {
        /// Who of the lead and the team concluded it with the report; nobody where others did, whose report is attached.
        by reported_by ReportedBy: "Concluded by", by_move;
    }
    attestation REOPENED {
        /// The lead who reopened it last.
        by reopened_by ReopenedBy: "Reopened by", by_move;
    }
    /// How often its report was taken back to be done again.
    reopened Reopened: number, "Reopened", derived;
    /// What the audit concludes.
    conclusion Conclusion: long_text, "Conclusion", searchable;
    /// On what those audited and the auditors could not agree; that there is nothing of that kind is said, too.
    opinions Opinions: long_text, "Diverging opinions";
    /// To whom the report goes.
    distribution Distribution: long_text, "Distribution";
    /// Reported before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, sorted;
}
