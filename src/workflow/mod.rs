//! What people do across several records, and how what they type becomes what the store is asked to do.

pub mod account;
pub mod acting;
pub mod annex_a;
pub mod audits;
pub mod begin;
pub mod capture;
pub mod chase;
pub mod closure;
pub mod consequences;
pub mod entry;
pub mod excepted;
pub mod filter;
pub mod handover;
pub mod hashing;
pub mod kpis;
pub mod moves;
pub mod obligations;
pub mod operation;
pub mod pack;
pub mod past;
pub mod recolouring;
pub mod remarks;
pub mod reminders;
pub mod review;
pub mod said;
pub mod sample;
pub mod today;

use crate::store::Error;

/// Why something could not be begun: what was typed does not say what to do, or the store refused it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The words typed are at fault; nothing was tried.
    #[error("{0}")]
    Input(String),
    #[error(transparent)]
    Store(#[from] Error),
}

impl Trouble {
    /// Something wrong with what was typed.
    pub fn input(what: impl Into<String>) -> Self {
        Self::Input(what.into())
    }
}
