//! The words of an action: what can stand in it.

crate::choices! {
    /// How pressing an action is.
    Priority {
        Critical = "critical", "Critical", Watch;
        High = "high", "High";
        Normal = "normal", "Normal";
        Low = "low", "Low";
    }
}

crate::choices! {
    /// Where an action stands.
    State {
        Open = "open", "Open", Active;
        Done = "done", "Done", Active;
        Confirmed = "confirmed", "Confirmed", Good;
        Cancelled = "cancelled", "Cancelled", Gone;
        Superseded = "superseded", "Superseded", Gone;
        Merged = "merged", "Merged", Gone;
    }
}

crate::choices! {
    /// What an action is for.
    Type {
        Ordinary = "ordinary", "Action";
        Corrective = "corrective", "Corrective action";
    }
}

crate::moves! {
    /// The moves of an action.
    ActionMove {
        Done = "done", Confirm = "confirm", Reopen = "reopen", Cancel = "cancel", Supersede = "supersede",
        Merge = "merge", Adopt = "adopt", Extend = "extend",
    }
}

crate::words! {
    /// Actions: what a named person does by a date, so that a decision or a finding has an effect.
    Action, ActionField: "action" / "actions", "A", "9.3.3, 10.2", Meetings;

    /// What is to be done, in a sentence that starts with a verb.
    what What: text, "What", title, sorted;
    /// Who answers for its being done.
    owner Owner: person, "Owner", listed;
    /// The day by which it is to be done.
    due Due: date, "Due date", listed, sorted, deadline;
    attestation EXTENDED {
        /// Who approved that it is done by a later day: not its owner.
        by extended_by ExtendedBy: "Extension approved by", by_move;
        /// How the approval of the extension was given.
        how extended_how ExtendedHow: "Extension approved how", by_move;
    }
    /// How pressing it is.
    priority Priority: choice(Priority), "Priority", listed, sorted;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The record from which it arose.
    source Source: link(any), "Source";
    /// What else one needs to know to do it.
    details Details: long_text, "Details", searchable;
    /// Whether it removes the cause of a nonconformity; such an action is confirmed by itself.
    kind Type = "type" was "sort": choice(Type), "Type";
    /// The root causes that it removes.
    removes Removes: links("cause"), "Removes";
    /// The review in which it was undertaken.
    review Review: link("review"), "Review";
    /// The day on which it was done.
    done_on DoneOn: date, "Done on", by_move, past, sorted;
    /// Who did it: its owner, unless somebody else is said.
    done_by DoneBy: person, "Done by", by_move, day(DoneOn);
    attestation CONFIRMED {
        /// Who confirmed that it was done: not its owner, nor who did it.
        by confirmed_by ConfirmedBy: "Confirmed by", by_move;
        /// The day on which it was confirmed.
        on confirmed_on ConfirmedOn: "Confirmed on", by_move;
        /// How the confirmation was given.
        how confirmed_how ConfirmedHow: "Confirmed how", by_move;
    }
    /// The review that confirmed it, where one did.
    confirmed_in ConfirmedIn: link("review"), "Confirmed in", by_move;
    /// The action that replaces it.
    superseded_by SupersededBy: link("action"), "Superseded by", by_move;
    /// The action into which it was merged.
    merged_into MergedInto: link("action"), "Merged into", by_move;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Done before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
