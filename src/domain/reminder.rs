//! Reminders: who was written to about what, so that it is known how often.

crate::register! {
    /// Reminders that were written to owners about what is late or due.
    Reminder, ReminderField: "reminder" / "reminders", "RM", "7.4", Records, grows(), composed();

    /// What the message was about.
    subject Subject: text, "Subject", title, sorted;
    /// To whom it was written.
    person Person: person, "To", required, listed, told;
    /// What it reminded of.
    about About: links(any), "About", required;
    /// The day on which it was written.
    written_on WrittenOn: date, "Written on", required, past, listed, sorted;
}
