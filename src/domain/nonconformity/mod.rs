//! Nonconformities (10.2): from what was not as required to the proof that it will not come back. Correction, corrective
//! action, verification and effectiveness review are four things, with people and days of their own.

mod apart;
pub mod criterion;
mod derived;
mod duplicates;
mod effect;
pub mod figures;
mod grounds;
mod guards;
mod machine;
mod planning;
mod showing;
mod since;
pub mod words;

use super::action::{self, Action};
use super::better::{Better, Hiding};
use super::cause::Cause;
use super::record::Record;
use super::register::Register;

pub use effect::{Effect, Figures, Outcome, judge};
pub use showing::FAILED;
pub use words::{
    CauseClass, Effectiveness, Grade, Measure, Method, Nonconformity, NonconformityField, NonconformityMove, Source,
    State,
};

/// Nonconformities: what was not as required, what was done about it, its cause, and whether the action worked.
pub static REGISTER: Register = words::DECLARATION
    .grows()
    .machine(&machine::MACHINE)
    .derives(derived::DERIVED)
    .rules(guards::RULES)
    .frozen(guards::FROZEN)
    .better(BETTER)
    .unasked(UNASKED)
    .hiding(Hiding::Counted);

/// What was found, or where, is said otherwise; it is said what it repeats, or why it stays minor; it comes to have deadlines; or what was approved as the measure of its effect
/// is another.
static UNASKED: &[Better] = &[
    Better::Otherwise(NonconformityField::Title.name()),
    Better::Otherwise(NonconformityField::Statement.name()),
    Better::Otherwise(NonconformityField::ObjectiveEvidence.name()),
    Better::Otherwise(NonconformityField::Source.name()),
    Better::Said(NonconformityField::Repeats.name()),
    Better::Said(NonconformityField::StaysMinor.name()),
    Better::Comes(NonconformityField::Deadlines.name()),
    Better::Comes(NonconformityField::PlanDue.name()),
    Better::Otherwise(NonconformityField::Criterion.name()),
    Better::Otherwise(NonconformityField::EffectivenessCriterion.name()),
    Better::Otherwise(NonconformityField::MeasuredBy.name()),
    Better::Otherwise(NonconformityField::EffectivenessMeasure.name()),
    Better::Otherwise(NonconformityField::EffectivenessKpi.name()),
    Better::Otherwise(NonconformityField::CheckFrom.name()),
];

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower { field: NonconformityField::Grade.name(), from: &[Grade::Major.key(), Grade::Minor.key()] },
    Better::Later(NonconformityField::PlanDue.name()),
    Better::Away(NonconformityField::RaisedFrom.name()),
    Better::Away(NonconformityField::Repeats.name()),
    // Where repeats are looked for.
    Better::Otherwise(NonconformityField::Requirement.name()),
    Better::Otherwise(NonconformityField::OccurredOn.name()),
    // From that day it counts how long it took.
    Better::Otherwise(NonconformityField::RaisedOn.name()),
    Better::Away(NonconformityField::System.name()),
    Better::Otherwise(NonconformityField::Deadlines.name()),
    Better::Gone(NonconformityMove::Reject.name()),
    Better::Gone(NonconformityMove::Duplicate.name()),
];

impl Nonconformity<'_> {
    /// Whether a cause belongs to the present cycle.
    pub fn has_cause(self, cause: &Record) -> bool {
        Cause(cause).cycle().unwrap_or(1) == self.cycle().unwrap_or(1)
    }

    /// Whether an action is a corrective one of the present cycle.
    pub fn counts(self, action: &Record) -> bool {
        let corrective = Action(action).kind() == Some(action::Type::Corrective);
        corrective && !self.earlier_actions().contains(&action.id)
    }
}
