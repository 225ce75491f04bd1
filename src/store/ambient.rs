//! Where time and chance come from: the system, or a fixed clock and seed where a run must be repeatable.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::identity::RecordId;
use crate::domain::value::Instant;

use super::error::Error;

/// The source of time and chance.
#[derive(Debug, Clone)]
pub enum Ambient {
    System,
    /// A clock that stands still, and chance that follows from a seed and from how often it was asked.
    Fixed {
        now: Instant,
        seed: u64,
        asked: Arc<AtomicU64>,
    },
}

impl Ambient {
    /// A clock that stands still and a seed.
    pub fn fixed(now: Instant, seed: u64) -> Self {
        Self::Fixed { now, seed, asked: Arc::default() }
    }

    /// This moment, to the millisecond.
    pub fn now(&self) -> Instant {
        match self {
            Self::System => DateTime::from_timestamp_millis(Utc::now().timestamp_millis()).unwrap_or_default(),
            Self::Fixed { now, .. } => *now,
        }
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
            Self::Fixed { now, asked, .. } => {
                let turn = asked.fetch_add(1, Ordering::Relaxed);
                let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
                let mut tail = [0; 10];
                tail[2..].copy_from_slice(&turn.to_be_bytes());
                RecordId(uuid::Builder::from_unix_timestamp_millis(millis, &tail).into_uuid())
            }
        }
    }
}
