//! By what a meeting counts: the quorum that is asked for, the majority, and what becomes of those who are recused.

use super::ballot::{Counting, Voting};
use super::quorum::Asked;

/// By what a meeting counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingRules {
    pub asked: Asked,
    pub counting: Counting,
    /// Whether those who are recused and stay in the room count to the quorum.
    pub recused_present: bool,
    /// How votes are taken: by count, or by name where somebody asks; or always by name.
    pub voting: Voting,
    pub mandates: Mandates,
}

/// Who may hold the mandates of absent members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mandates {
    /// Whether members hold those of others.
    pub by_members: bool,
    /// How many one person may hold.
    pub most: usize,
}
