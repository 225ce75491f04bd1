//! Forms of an audit: what each step asks for, and what it proposes.

use crate::domain::audit_programme::AuditProgrammeField;
use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::value::Value;
use crate::store::{Error, Proposal};
use crate::tui::desk::Desk;
use crate::workflow::Trouble;
use crate::workflow::audits::drawing::{self, By};

/// A step of an audit that asks for something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// The areas of a programme, by judgement.
    Areas,
}

/// The steps, each with the word under which a draft of it is kept.
const STEPS: [(&str, Step); 1] = [("areas", Step::Areas)];

type Asked = Vec<(&'static Field, Option<Value>)>;

impl Step {
    /// The word under which a draft of it is kept.
    pub fn key(self) -> &'static str {
        STEPS.iter().find(|(_, step)| *step == self).map_or("", |(key, _)| key)
    }

    /// The step of a word.
    pub fn of_key(key: &str) -> Option<Self> {
        STEPS.iter().find(|(word, _)| *word == key).map(|(_, step)| *step)
    }

    /// What its form is called.
    pub fn title(self) -> &'static str {
        "Choose the areas by judgement"
    }

    /// What it asks for, each with the value that it starts from.
    pub fn fields(self, about: RecordId, desk: &Desk) -> Result<Asked, Error> {
        let Some(record) = desk.view().record(about)? else { return Ok(Asked::new()) };
        let sample = AuditProgrammeField::Sample;
        Ok(vec![(sample.field(), record.get(sample.name()).cloned())])
    }

    /// What is proposed by what was typed.
    pub fn proposal(self, about: RecordId, values: Asked, desk: &Desk) -> Result<Proposal, Trouble> {
        let view = desk.view();
        let record = view.record(about)?.ok_or_else(|| Trouble::input("It is not there any more"))?;
        let named = values.into_iter().find_map(|(_, value)| match value {
            Some(Value::Links(ids)) => Some(ids),
            Some(Value::Link(id)) => Some(vec![id]),
            _ => None,
        });
        Ok(drawing::draw(view, &record, &By::Names(named.unwrap_or_default()))?.1)
    }
}
