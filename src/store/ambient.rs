//! Where time and chance come from: the system, or a fixed clock and seed where a run must be repeatable.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::identity::RecordId;
use crate::domain::value::Instant;

use super::error::Error;

/// What an acknowledged commit outlives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Durability {
    /// The power, too.
    PowerCut,
    /// The process that wrote it, and not the machine.
    Process,
}

/// The source of time and chance.
#[derive(Debug, Clone)]
pub enum Ambient {
    System,
    /// A clock that stands still until it is moved on, and chance that follows from a seed and from how often it was
    /// asked. What is written by it can be made again, so that its commits do not wait for the disk.
    Fixed {
        /// Milliseconds since 1970.
        clock: Arc<AtomicI64>,
        seed: u64,
        asked: Arc<AtomicU64>,
    },
}

impl Ambient {
    /// A clock that stands still and a seed.
    pub fn fixed(now: Instant, seed: u64) -> Self {
        Self::Fixed { clock: Arc::new(AtomicI64::new(now.timestamp_millis())), seed, asked: Arc::default() }
    }

    /// The clock of what is looked at as it stood then: nothing is written by it.
    pub(super) fn of_the_past(at: Instant) -> Self {
        Self::fixed(at, 0)
    }

    /// Moves a fixed clock on, for whoever shares it. No clock goes back, and nobody sets the system's.
    pub fn move_on(&self, to: Instant) {
        if let Self::Fixed { clock, .. } = self {
            clock.fetch_max(to.timestamp_millis(), Ordering::Relaxed);
        }
    }

    /// What a commit outlives.
    pub(super) fn durability(&self) -> Durability {
        match self {
            Self::System => Durability::PowerCut,
            Self::Fixed { .. } => Durability::Process,
        }
    }

    /// This moment, to the millisecond.
    pub fn now(&self) -> Instant {
        let millis = match self {
            Self::System => Utc::now().timestamp_millis(),
            Self::Fixed { clock, .. } => clock.load(Ordering::Relaxed),
        };
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }

    /// Sixteen random bytes.
    ///
    /// # Errors
    /// Where the system gives none.
    pub fn random(&self) -> Result<[u8; 16], Error> {
        let mut bytes = [0; 16];
        match self {
            Self::System => getrandom::fill(&mut bytes).map_err(|why| Error::Random(why.to_string()))?,
            Self::Fixed { seed, asked, .. } => {
                let turn = asked.fetch_add(1, Ordering::Relaxed);
                let hash = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(turn.to_be_bytes()).finalize();
                bytes.copy_from_slice(&hash[..16]);
            }
        }
        Ok(bytes)
    }

    /// A new identity; later ones sort after earlier ones.
    pub fn identity(&self) -> RecordId {
        match self {
            Self::System => RecordId(Uuid::now_v7()),
            Self::Fixed { clock, asked, .. } => {
                let turn = asked.fetch_add(1, Ordering::Relaxed);
                let millis = u64::try_from(clock.load(Ordering::Relaxed)).unwrap_or_default();
                let mut tail = [0; 10];
                tail[2..].copy_from_slice(&turn.to_be_bytes());
                RecordId(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
            }
        }
    }
}
