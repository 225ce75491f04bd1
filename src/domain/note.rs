//! Notes: what somebody wanted to say about a record.

crate::register! {
    /// Notes on any record: who wrote them and when stands in the journal.
    Note, NoteField: "note" / "notes", "N", "7.5";

    /// What there is to say.
    text Text: long_text, "Text", title;
    /// The record it is about.
    about About: link(any), "About", required, listed;
}
