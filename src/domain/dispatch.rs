//! What was written out to be sent: nothing else is called sent out.

use super::rules::{Holds, Rule};

crate::choices! {
    /// What was written out.
    Type {
        Invitation = "invitation", "Invitation";
        Cancellation = "cancellation", "Cancellation";
    }
}

crate::register! {
    /// What was written out for people: invitations to meetings and their cancellations, for whom, when, with the hash.
    Dispatch, DispatchField: "dispatch" / "dispatches", "OUT", "7.4", Meetings, composed(), frozen(FROZEN);

    /// What it is called.
    title Title: text, "Title", title;
    /// The meeting that it is about.
    review Review: link("review"), "Review", required, listed;
    /// What was written out.
    kind Type = "type": choice(Type), "Type", required, listed;
    /// The day on which it was written out.
    written_on WrittenOn: date, "Written on", required, past, listed, sorted;
    /// For whom there is a message.
    recipients Recipients: links("person"), "Written for", told;
    /// The version of the pack that goes with it.
    pack Pack: link("pack"), "With the pack";
    /// SHA-256 of the calendar that goes with it.
    sha256 Sha256: text, "SHA-256 of the calendar";
}

static FROZEN: &[Rule] = &[Rule {
    says: "What was written out stands as it was.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Never("Write it out once more"),
}];
