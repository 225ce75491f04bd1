//! What an attested state stands on. A state that attests something (confirmed, verified, closed as effective, approved,
//! accepted, reported, sealed, carried) declares its grounds, and every act is compared with them: what was put forward
//! for it is held, and what is so in the world goes through and lets the state fall.
//!
//! The moves into a state have guards, which are judged once, when the move is made. Grounds are compared ever after.

use chrono::NaiveDate;

use super::name::{FieldName, Link, MoveName};
use super::record::Record;
use super::rules::{Fact, Missing};

/// States of one machine that attest something, and what they stand on.
#[derive(Debug)]
pub struct Attested {
    pub states: &'static [&'static str],
    /// The move that opens such a record again, by its name; none where it stands for good.
    pub opens: Option<MoveName>,
    pub on: &'static [Ground],
    /// The facts which the moves into these states look at, and of which the record keeps what counted: the words of an
    /// exception, a quorum, a criterion. What becomes of them later changes nothing.
    pub snapshots: &'static [Fact],
}

/// Records on which an attested one stands.
#[derive(Debug)]
pub struct Ground {
    /// What it is called, as in `its evidence`.
    pub name: &'static str,
    /// How one comes to them from the attested record, step by step.
    pub along: &'static [Via],
    /// Which of those that are found there belong to it.
    pub only: fn(attested: &Record, found: &Record) -> bool,
    /// What of them counts, besides that they are there.
    pub counts: Counts,
    /// Whether they have to be proven themselves, where they attest something.
    pub proven: bool,
    /// What stands against attesting something on one of them on a day.
    pub seen: fn(found: &Record, day: NaiveDate) -> Option<Missing>,
    pub loss: Loss,
    pub gain: Gain,
}

/// A step from records to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// To those to which a link field points.
    To(FieldName),
    /// To those of a register that point here through a link field.
    From(Link),
}

/// What of a record counts.
#[derive(Debug, Clone, Copy)]
pub enum Counts {
    /// Every field.
    All,
    /// These fields.
    Fields(&'static [FieldName]),
}

/// What becomes of an act that takes ground away, or changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It is refused: the ground was put forward, and is held.
    Refused,
    /// It goes through, and the state is no longer proven.
    Falls,
}

/// What becomes of an act that adds a record to a ground.
#[derive(Debug, Clone, Copy)]
pub enum Gain {
    /// It changes nothing.
    Free,
    /// It is refused where what is added denies what was attested.
    Refused(fn(attested: &Record, added: &Record) -> bool),
    /// It goes through, and the state is no longer proven where what is added denies what was attested.
    Falls(fn(attested: &Record, added: &Record) -> bool),
}

impl Ground {
    /// What was put forward: held as it is.
    pub const PLAIN: Self = Self {
        name: "",
        along: &[],
        only: any,
        counts: Counts::All,
        proven: false,
        seen: |_, _| None,
        loss: Loss::Refused,
        gain: Gain::Free,
    };

    /// Fields of the attested record itself.
    pub const fn itself(fields: &'static [FieldName]) -> Self {
        Self { name: "itself", counts: Counts::Fields(fields), ..Self::PLAIN }
    }

    /// Whether a field of the record at its end counts.
    pub fn has(&self, field: &str) -> bool {
        match self.counts {
            Counts::All => true,
            Counts::Fields(fields) => fields.iter().any(|one| *one == field),
        }
    }

    /// Whether it covers a fact that a guard looks at.
    pub fn covers(&self, fact: Fact) -> bool {
        match (fact, self.along) {
            (Fact::Linked(field), [Via::To(to)]) => field == *to,
            (Fact::Hanging(by), [step]) => *step == Via::From(by),
            (Fact::Beside { through, of } | Fact::Latest { through, of, .. }, [Via::To(to), step]) => {
                through == *to && *step == Via::From(of)
            }
            _ => false,
        }
    }
}

/// Whatever is found.
pub fn any(_: &Record, _: &Record) -> bool {
    true
}

/// What happened to a record on which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Changed,
    Voided,
    Erased,
    /// It points elsewhere now, or is not what it has to be.
    Parted,
    Added,
    /// It is no longer proven itself.
    Fell,
}

impl How {
    pub const ALL: [Self; 6] = [Self::Changed, Self::Voided, Self::Erased, Self::Parted, Self::Added, Self::Fell];

    /// The word for it, in the file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Voided => "voided",
            Self::Erased => "erased",
            Self::Parted => "parted",
            Self::Added => "added",
            Self::Fell => "fell",
        }
    }

    /// What is said of the record: `E-47 was voided`.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Changed => "was changed",
            Self::Voided => "was voided",
            Self::Erased => "was erased",
            Self::Parted => "no longer counts",
            Self::Added => "was added",
            Self::Fell => "is no longer proven",
        }
    }
}

impl Attested {
    /// The ground of this name.
    pub fn ground(&self, name: &str) -> Option<&'static Ground> {
        self.on.iter().find(|ground| ground.name == name)
    }
}
