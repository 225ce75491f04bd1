//! By what a meeting counts: the quorum that is asked for, the majority, and what becomes of those who are recused.

use super::ballot::Counting;
use super::quorum::Asked;

/// By what a meeting counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingRules {
    pub asked: Asked,
    pub counting: Counting,
    /// Whether those who are recused and stay in the room count to the quorum.
    pub recused_present: bool,
}
