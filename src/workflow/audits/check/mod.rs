//! Whether the areas of a programme are those that its seed gives: drawn again from the journal, with what was replaced
//! since.

mod sheet;

use crate::domain::audit_programme::{AuditProgramme, AuditProgrammeField as Field, Method};
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::domain::transaction::{Way, What};
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::workflow::Trouble;
use crate::workflow::account;

use crate::workflow::audits::drawing::{By, choose, universe};

pub use sheet::CHECK;

/// What drawing again found.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The method by which they were chosen then.
    pub method: Option<Method>,
    pub seed: Option<i64>,
    /// Areas that the seed gives and that were not recorded, and the other way round.
    pub missing: Vec<RecordId>,
    pub strange: Vec<RecordId>,
    /// Areas that stood in the register then and were not chosen from.
    pub passed_over: Vec<RecordId>,
    /// Areas put in and taken out since, by steps of the journal.
    pub replaced: Vec<Replaced>,
    /// Areas that stand in the register now and that no step of the journal put there, or the other way round.
    pub unaccounted: Vec<RecordId>,
}

/// A replacement.
#[derive(Debug, Clone)]
pub struct Replaced {
    pub sequence: Sequence,
    /// Who did it, when and why, in words.
    pub words: String,
    pub out: Vec<RecordId>,
    pub in_place: Vec<RecordId>,
}

impl Checked {
    /// Whether the sample is what the seed gives, apart from replacements that the journal tells.
    pub fn holds(&self) -> bool {
        self.missing.is_empty() && self.strange.is_empty() && self.passed_over.is_empty() && self.unaccounted.is_empty()
    }
}

/// The place in the journal where the areas of a programme were chosen last.
///
/// # Errors
/// Where the journal can't be read.
pub fn drawn_at(view: View, programme: RecordId) -> Result<Option<Sequence>, Error> {
    let is_draw = |what: &What| matches!(what, What::Update { way: Way::Move(name), .. } if name == "draw");
    let history = view.history(programme)?;
    Ok(history.iter().rfind(|(_, change)| is_draw(&change.what)).map(|(sequence, _)| *sequence))
}

/// Draws again, from the file as it stood when the areas were chosen.
///
/// # Errors
/// [`Trouble::Input`] where what was recorded then can't be drawn at all.
pub fn check(now: View, then: View, drawn_at: Sequence, programme: &Record) -> Result<Checked, Trouble> {
    let gone = || Trouble::input("The journal does not know the programme");
    let was = then.record(programme.id)?.ok_or_else(gone)?;
    let one = AuditProgramme(&was);
    let mut areas = Vec::new();
    for id in one.universe() {
        areas.extend(then.record(*id)?);
    }
    areas.sort_by_key(|area| area.number);
    let by = match one.seed().and_then(|seed| u32::try_from(seed).ok()) {
        Some(seed) => By::Seed(seed),
        None => By::Names(one.sample().to_vec()),
    };
    let again = choose(&was, &areas, 0, &by)?.sample;
    let recorded = one.sample().to_vec();
    let there = universe(then)?.0.into_iter().map(|area| area.id);
    let passed_over = there.filter(|id| !one.universe().contains(id)).collect();
    let (replaced, told) = since(now, programme.id, drawn_at, recorded.clone())?;
    let stands = AuditProgramme(programme).sample();
    let mut unaccounted = without(stands, &told);
    unaccounted.extend(without(&told, stands));
    Ok(Checked {
        method: one.method(),
        seed: one.seed(),
        missing: without(&again, &recorded),
        strange: without(&recorded, &again),
        passed_over,
        replaced,
        unaccounted,
    })
}

fn without(these: &[RecordId], those: &[RecordId]) -> Vec<RecordId> {
    these.iter().filter(|id| !those.contains(id)).copied().collect()
}

/// The steps of the journal that changed the areas since, and the areas as these left them.
fn since(
    view: View,
    programme: RecordId,
    drawn_at: Sequence,
    mut areas: Vec<RecordId>,
) -> Result<(Vec<Replaced>, Vec<RecordId>), Error> {
    let mut replaced = Vec::new();
    for (sequence, change) in view.history(programme)?.into_iter().filter(|(sequence, _)| *sequence > drawn_at) {
        let What::Update { fields, .. } = change.what else { continue };
        let Some(field) = fields.iter().find(|one| one.field == Field::Sample.field()) else { continue };
        let after = match &field.after {
            Some(Value::Links(ids)) => ids.clone(),
            Some(Value::Link(id)) => vec![*id],
            _ => Vec::new(),
        };
        let words = match view.entry(sequence)? {
            Some(entry) => {
                let told = account::of(view, &entry)?;
                let why = told.reason.map_or(String::new(), |why| format!(": {why}"));
                format!("{} on {}{why}", told.who, told.at)
            }
            None => String::new(),
        };
        replaced.push(Replaced { sequence, words, out: without(&areas, &after), in_place: without(&after, &areas) });
        areas = after;
    }
    Ok((replaced, areas))
}
