//! The words of a change: what can stand in it.

crate::choices! {
    /// Where a change stands.
    State {
        Planned = "planned", "Planned", Active;
        Approved = "approved", "Approved", Active;
        Unapproved = "unapproved", "In effect, not approved", Watch;
        Unintended = "unintended", "Unintended, not reviewed", Watch;
        Effective = "effective", "In effect", Good;
        LookedBack = "looked-back", "Looked back on", Good;
        Dropped = "dropped", "Dropped", Gone;
    }
}

crate::choices! {
    /// How it took effect where nobody had approved it before.
    Unplanned {
        Emergency = "emergency", "Emergency", Watch;
        Unintended = "unintended", "Unintended", Watch;
    }
}

crate::moves! {
    /// The moves of a planned change.
    PlannedChangeMove {
        Approve = "approve", Effect = "effect", Emergency = "emergency", Ratify = "ratify", Revert = "revert",
        Unintended = "unintended", Review = "review", Drop = "drop", Reopen = "reopen", Adopt = "adopt",
    }
}

crate::words! {
    /// Planned changes to the AI management system: what changes, why, with which consequences, by whom and when.
    PlannedChange, PlannedChangeField: "planned_change" / "planned changes", "CH", "6.3, 8.1", Context;

    /// What changes.
    what What: text, "Change", title, sorted;
    /// The decision from which it follows.
    decision Decision: link("decision"), "Decision", listed;
    /// What it is for, and what could follow from it.
    consequences Consequences: long_text, "Purpose and consequences", searchable;
    /// What keeps the management system whole meanwhile: resources, responsibilities.
    integrity Integrity: long_text, "How the system stays whole", searchable;
    /// What it touches: documents, systems, controls, risks, obligations.
    touches Touches: links(any), "Touches";
    /// Who carries it out.
    owner Owner: person, "Owner", listed;
    /// The day from which it is to hold. Once it is in effect without that: the day by which it is approved or reviewed.
    due Due: date, "Due date", listed, sorted, deadline;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    attestation APPROVED {
        /// Who approved it: not its owner.
        by approved_by ApprovedBy: "Approved by", by_move;
        /// The day on which it was approved.
        on approved_on ApprovedOn: "Approved on", by_move;
        /// How the approval was given.
        how approved_how ApprovedHow: "Approved how", by_move;
    }
    /// The day from which it holds.
    effective_on EffectiveOn: date, "In effect since", by_move, past, sorted;
    /// That it took effect at once, or without anybody's plan: said for good, whatever becomes of it.
    unplanned Unplanned: choice(Unplanned), "Unplanned", derived, sorted;
    attestation LOOKED_BACK {
        /// Who looked back on it: not its owner, where it was unplanned.
        by looked_back_by LookedBackBy: "Looked back by", by_move;
        /// The day on which they did.
        on looked_back_on LookedBackOn: "Looked back on", by_move;
    }
    /// What came of it: whether it did what it was for, what followed that nobody wanted, what was done about that.
    looked_back LookedBack: long_text, "What came of it", by_move, searchable;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// In effect before this file was kept, or before changes were approved, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
