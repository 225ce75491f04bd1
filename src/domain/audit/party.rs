//! What a type of audit is for: whose audit it is, and so who performs it and what it counts for.

use crate::domain::identity::RecordId;

use super::words::{Audit, Type};

crate::choices! {
    /// Whose audit it is.
    Party {
        Internal = "internal", "Internal";
        Supplier = "supplier", "Suppliers";
        OnUs = "customer-authority", "Customers and authorities";
        Certification = "certification", "Certification bodies";
        Other = "other", "Other";
        Mock = "mock", "Mock";
    }
}

impl Type {
    /// What an audit of this type is for.
    pub const fn party(self) -> Party {
        match self {
            Self::Internal => Party::Internal,
            Self::Supplier => Party::Supplier,
            Self::Customer | Self::Authority => Party::OnUs,
            Self::Stage1 | Self::Stage2 | Self::Surveillance | Self::Recertification => Party::Certification,
            Self::Other => Party::Other,
            Self::Mock => Party::Mock,
        }
    }
}

impl Party {
    /// Whether it is the internal audit that the standard asks for (9.2), bought in or not: it alone is part of a programme,
    /// says what was audited, and fulfils what is due.
    pub const fn is_internal(self) -> bool {
        matches!(self, Self::Internal)
    }

    /// Whether what it finds is a result of an audit: a mock is a rehearsal, shown by itself and counted nowhere else.
    pub const fn gives_results(self) -> bool {
        !matches!(self, Self::Mock)
    }

    /// Whether lead and team give its answers and conclude; what others found on the organisation is transcribed.
    pub const fn is_performed_here(self) -> bool {
        !matches!(self, Self::OnUs | Self::Certification)
    }

    /// The types of audit that are of it.
    pub fn types(self) -> impl Iterator<Item = Type> {
        Type::ALL.iter().copied().filter(move |kind| kind.party() == self)
    }
}

impl Audit<'_> {
    /// Whose audit it is; what nobody typed a type of is read as no internal one.
    pub fn party(self) -> Party {
        self.kind().map_or(Party::Other, Type::party)
    }

    /// Those of the organisation who audit: the lead, and the team.
    pub fn auditors(self) -> impl Iterator<Item = RecordId> {
        self.lead().into_iter().chain(self.team().iter().copied())
    }

    /// Whether answers and conclusion are those of others, and are transcribed from their report: a certification body, a
    /// customer, an authority, and whoever from outside audits with nobody of the organisation.
    pub fn is_transcribed(self) -> bool {
        !self.party().is_performed_here() || (self.auditors().next().is_none() && !self.body().is_empty())
    }
}
