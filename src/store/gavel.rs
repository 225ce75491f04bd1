//! Gavel's own schema: its registers, and what its files went through.

use std::sync::LazyLock;

use crate::domain::catalogue::CATALOGUE;

use super::schema::{Migration, Schema};

/// Gavel's own schema.
pub static GAVEL: LazyLock<Schema> = LazyLock::new(|| Schema::new(CATALOGUE, MIGRATIONS));

/// What Gavel's files went through.
pub static MIGRATIONS: &[Migration] = &[
    Migration::new(include_str!("migrations/0001_foundation.sql"), &[]),
    Migration::new(include_str!("migrations/0002_priority_in_words.sql"), &[("action", "priority")]),
    Migration::new(include_str!("migrations/0003_management_review.sql"), REVIEW),
    Migration::new(include_str!("migrations/0004_registers.sql"), REGISTERS),
    Migration::new(include_str!("migrations/0005_closure.sql"), CLOSURE),
    Migration::new(include_str!("migrations/0006_journal_in_rows.sql"), &[]),
    Migration::new(include_str!("migrations/0007_gates.sql"), GATES),
    Migration::new(include_str!("migrations/0008_words.sql"), WORDS),
    Migration::new(include_str!("migrations/0009_evidence.sql"), EVIDENCE),
    Migration::new(include_str!("migrations/0010_effect.sql"), EFFECT),
    Migration::new(include_str!("migrations/0011_changes.sql"), CHANGES),
    Migration::new(include_str!("migrations/0012_systems.sql"), SYSTEMS),
    Migration::new(include_str!("migrations/0013_conclusions.sql"), WORDS),
    Migration::new(include_str!("migrations/0014_interests.sql"), INTERESTS),
    Migration::new(include_str!("migrations/0015_favourable.sql"), &[]),
    Migration::new(include_str!("migrations/0016_types_of_audit.sql"), AUDITS),
    Migration::new(include_str!("migrations/0017_duplicates.sql"), WORDS),
    Migration::new(include_str!("migrations/0018_figures.sql"), FIGURES),
    Migration::new(include_str!("migrations/0019_unplanned.sql"), UNPLANNED),
    Migration::new(include_str!("migrations/0020_votes.sql"), VOTES),
    Migration::new(include_str!("migrations/0021_meetings.sql"), MEETINGS),
    Migration::new(include_str!("migrations/0022_corrections.sql"), CORRECTIONS),
    Migration::new(include_str!("migrations/0023_restorations.sql"), &[]),
    Migration::new(include_str!("migrations/0024_due.sql"), DUE),
    Migration::new(include_str!("migrations/0025_counted_reviews.sql"), COUNTED),
    Migration::new(include_str!("migrations/0026_addenda.sql"), ADDENDA),
    Migration::new(include_str!("migrations/0027_counts.sql"), &[]),
    Migration::new(include_str!("migrations/0028_unplaced.sql"), UNPLACED),
    Migration::new(include_str!("migrations/0029_received.sql"), RECEIVED),
    Migration::whole(include_str!("migrations/0030_guarded_by_kinds.sql")),
    Migration::new(include_str!("migrations/0031_time_of_the_call.sql"), TIMES),
    Migration::new(include_str!("migrations/0032_signatures.sql"), SIGNATURES),
    Migration::new(include_str!("migrations/0033_typed_by.sql"), &[]),
    Migration::new(include_str!("migrations/0034_house.sql"), HOUSE),
    Migration::new(include_str!("migrations/0035_reported.sql"), REPORTED),
    Migration::new(include_str!("migrations/0036_looked_up.sql"), RECURRENCE),
    Migration::new(include_str!("migrations/0037_source_keys.sql"), KEYS),
];

/// The columns that came with the management review; empty in what was written before.
const REVIEW: &[(&str, &str)] = &[("organisation", "quorum"), ("action", "sort"), ("note", "sort")];

/// What can stand in these grew; what was written before keeps what it has.
const REGISTERS: &[(&str, &str)] = &[("separation_exception", "duty"), ("agenda_item", "input")];

/// The columns that came with proven closure; empty in what was written before.
const CLOSURE: &[(&str, &str)] = &[("person", "unit"), ("nonconformity", "measured_by")];

/// An exception may be for several duties. What attested records stand on is worked out from the journal, and so are the
/// columns that came with the gates; they are empty in what was written before.
const GATES: &[(&str, &str)] = &[("separation_exception", "duty"), ("ground", "of"), ("risk", "outgrown")];

/// Some words changed, and nothing else: the columns are compared under their names of today. What attested records stand on
/// names fields, and so is worked out anew.
const WORDS: &[(&str, &str)] = &[("ground", "of")];

/// The columns that came with the places of evidence; empty in what was written before. What attested records stand on is
/// worked out anew.
const EVIDENCE: &[(&str, &str)] = &[("organisation", "copied_up_to"), ("evidence", "address"), ("ground", "of")];

/// The columns that came with the judging of effects; empty in what was written before. What attested records stand on is
/// worked out anew: the criterion is ground as well, and a retest before the effect is judged takes none away.
const EFFECT: &[(&str, &str)] = &[("nonconformity", "criterion"), ("ground", "of")];

/// What took effect before changes were approved is carried over.
const CHANGES: &[(&str, &str)] = &[("planned_change", "adopted"), ("ground", "of")];

/// A stage that was never said is called that.
const SYSTEMS: &[(&str, &str)] = &[("system", "stage")];

/// Every interest was declared, and none withdrawn.
const INTERESTS: &[(&str, &str)] = &[("interest", "state"), ("ground", "of")];
/// How often a report was reopened is not known of what was written before. What attested records stand on is worked out anew.
const AUDITS: &[(&str, &str)] = &[("audit", "reopened"), ("ground", "of")];

/// In files of before, figures count from the day that was said; what closed cases stand on is worked out anew.
const FIGURES: &[(&str, &str)] = &[("nonconformity", "figures_from"), ("ground", "of")];

/// How a change took effect that nobody had approved; empty in what was written before.
const UNPLANNED: &[(&str, &str)] = &[("planned_change", "unplanned"), ("ground", "of")];

/// How votes are taken and who holds mandates; empty in what was written before. What decisions stand on is worked out anew.
const VOTES: &[(&str, &str)] =
    &[("organisation", "voting"), ("review", "voting"), ("decision", "voting"), ("vote", "declared"), ("ground", "of")];

/// What kind of meeting each was; empty in what was written before, when every one was a management review.
const MEETINGS: &[(&str, &str)] = &[("review", "type")];

/// Whether a result was taken back; empty in what was written before. What decisions stand on is worked out anew.
const CORRECTIONS: &[(&str, &str)] = &[("decision", "taken_back_on"), ("ground", "of")];

/// What is to be dealt with by a day is worked out from the journal.
const DUE: &[(&str, &str)] = &[("due", "day")];

/// Of how many seats a quorum was counted, and whether a review counts; empty in what was written before.
const COUNTED: &[(&str, &str)] = &[("review", "lacked")];

/// How an addendum was agreed to; empty in what was written before.
const ADDENDA: &[(&str, &str)] = &[("addendum", "how")];

/// What is open and not placed is worked out from the journal.
const UNPLACED: &[(&str, &str)] = &[("unplaced", "day")];

/// At which time of its day a meeting begins; empty in what was written before.
const TIMES: &[(&str, &str)] = &[("review", "time")];

/// The keys with which people sign; empty in what was written before.
const SIGNATURES: &[(&str, &str)] = &[("person", "signing_keys")];

/// The language, the head, the paper and the words of documents; empty in what was written before.
const HOUSE: &[(&str, &str)] = &[("organisation", "language")];

/// What was received from outside, and how it was answered; empty in what was written before.
const RECEIVED: &[(&str, &str)] = &[("note", "received_on")];

/// What else a report of an audit says; empty in what was written before. What reported audits stand on is worked out anew.
const REPORTED: &[(&str, &str)] = &[("audit", "client"), ("ground", "of")];

/// From what an obligation is counted when it comes round again; empty in what was written before.
const RECURRENCE: &[(&str, &str)] = &[("obligation", "recurs")];

/// What the source of each record calls it; empty in what was written before.
const KEYS: &[(&str, &str)] = &[("action", "source_key")];
