//! The parts of a management system under which its registers stand together, in the order in which one is built.

/// A part of the management system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Context,
    Systems,
    Risks,
    Requirements,
    Kpis,
    AuditsAndFindings,
    Meetings,
    People,
    Records,
}

impl Area {
    /// Every part, in its order.
    pub const ALL: [Self; 9] = [
        Self::Context,
        Self::Systems,
        Self::Risks,
        Self::Requirements,
        Self::Kpis,
        Self::AuditsAndFindings,
        Self::Meetings,
        Self::People,
        Self::Records,
    ];

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Context => "Context",
            Self::Systems => "Systems",
            Self::Risks => "Risks",
            Self::Requirements => "Requirements",
            Self::Kpis => "KPIs",
            Self::AuditsAndFindings => "Audits and findings",
            Self::Meetings => "Meetings",
            Self::People => "People",
            Self::Records => "Records",
        }
    }
}
