//! The languages in which documents come.

crate::choices! {
    /// A language of documents.
    Language {
        English = "en", "English";
        German = "de", "German";
    }
}

impl Language {
    /// As programs that read documents know it, with the country whose spelling it has: `de-DE`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en-GB",
            Self::German => "de-DE",
        }
    }
}
