//! What people do across several records, and how what they type becomes what the store is asked to do.

pub mod account;
pub mod acting;
pub mod annex_a;
pub mod applicability;
pub mod attested;
pub mod audits;
pub mod begin;
pub mod board;
pub mod calendar;
pub mod capture;
pub mod chase;
pub mod check;
pub mod closure;
pub mod consequences;
pub mod documents;
pub mod entry;
pub mod evidence;
pub mod excepted;
pub mod feature;
pub mod filter;
pub mod handover;
pub mod hashing;
pub mod history;
pub mod kpis;
pub mod late_records;
pub mod leadership;
pub mod moves;
pub mod narrowed;
pub mod nearby;
pub mod obligations;
pub mod operation;
pub mod overview;
pub mod pack;
pub mod past;
pub mod place;
pub mod planned_changes;
pub mod reading;
pub mod received;
pub mod recolouring;
pub mod remarks;
pub mod reminders;
pub mod resolutions;
pub mod restoring;
pub mod review;
pub mod risks;
pub mod said;
pub mod sample;
pub mod saved;
pub mod sheet;
pub mod standing;
pub mod sums;

pub mod systems;
pub mod terminals;
pub mod today;
pub mod undertaken;
pub mod whose;

use crate::store::Error;

use operation::Why;

/// Why something could not be begun: what was typed does not say what to do, or the store refused it.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The words typed are at fault; nothing was tried.
    #[error("{0}")]
    Input(String),
    /// Something else comes first; each face spells that by its own word or key.
    #[error("{}", .0.words)]
    Until(Why),
    #[error(transparent)]
    Store(#[from] Error),
}

impl Trouble {
    /// Something wrong with what was typed.
    pub fn input(what: impl Into<String>) -> Self {
        Self::Input(what.into())
    }

    /// Why it could not be begun.
    ///
    /// # Errors
    /// What the store said, where it refused.
    pub fn why(self) -> Result<Why, Error> {
        match self {
            Self::Input(words) => Ok(Why::is(words)),
            Self::Until(why) => Ok(why),
            Self::Store(error) => Err(error),
        }
    }
}

impl From<Why> for Trouble {
    fn from(why: Why) -> Self {
        Self::Until(why)
    }
}
