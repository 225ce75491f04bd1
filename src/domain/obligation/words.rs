//! The words of an obligation: what can stand in it.

crate::choices! {
    /// What is done again.
    Type {
        Review = "review", "Management review";
        Audit = "audit", "Internal audit";
        RiskAssessment = "risk-assessment", "Risk assessment";
        ImpactAssessment = "impact-assessment", "Impact assessment";
        Policy = "policy", "Review of the policy";
        Applicability = "applicability", "Statement of applicability";
        Other = "other", "Other";
    }
}

crate::choices! {
    /// Where an obligation stands.
    State {
        Running = "running", "Running", Active;
        Ended = "ended", "Ended", Gone;
    }
}

crate::choices! {
    /// How far the present round of an obligation is.
    Round {
        NotBegun = "not-begun", "Not begun";
        UnderWay = "under-way", "Under way", Active;
        Done = "done", "Done, not marked", Watch;
    }
}

crate::choices! {
    /// From what it is counted when an obligation comes round again.
    Recurs {
        OnItsDay = "on-its-day", "On its day";
        MonthEnd = "month-end", "On the last day of the month";
        FromCompletion = "from-completion", "So long after it was done";
    }
}

crate::moves! {
    /// The moves of an obligation.
    ObligationMove {
        Done = "done", Settle = "settle", End = "end", Resume = "resume",
    }
}

crate::words! {
    /// Recurring obligations: what comes round again, how often, and when next.
    Obligation, ObligationField: "obligation" / "obligations", "OB", "9.1", Requirements;

    /// What is to be done.
    what What: text, "Obligation", title, sorted;
    /// What type of thing it is.
    kind Type = "type" was "sort": choice(Type), "Type", required, listed, sorted;
    /// The clause, law or contract that asks for it.
    requirement Requirement: text, "Requirement", searchable, listed;
    /// The system that it is about.
    system System: link("system"), "System";
    /// The document in which it is done: a version of it that is approved fulfils it.
    document Document: link("document"), "Document";
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// The months from one time to the next.
    every_months EveryMonths: number, "Every so many months", required, listed;
    /// From what it is counted: the day on which it is due, which it keeps however early or late it is done; the last day of
    /// the month; or the day on which it was done.
    recurs Recurs: choice(Recurs), "Comes round";
    /// The day of the month that it keeps: in a month that is shorter, its last one stands for it.
    on_day OnDay: number, "Day of the month", derived;
    /// The day by which it is next to be done.
    next_due NextDue: date, "Next due", required, listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day on which it was done last.
    last_done_on LastDoneOn: date, "Last done", by_move, past, listed, sorted;
    /// The review, audit or document version by which it was done last; none where somebody said that it was done.
    settled_by SettledBy: link(any), "Done by", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

impl Obligation<'_> {
    /// The months from one time to the next.
    pub fn months(self) -> Option<u32> {
        self.every_months().and_then(|months| u32::try_from(months).ok())
    }
}
