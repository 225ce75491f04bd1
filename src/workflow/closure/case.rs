//! One nonconformity with everything that its closing rests on, and what its next step lacks.

use crate::domain::action::{self, Action};
use crate::domain::deadline::Deadline;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::nonconformity::{Nonconformity, NonconformityMove, REGISTER};
use crate::domain::record::Record;
use crate::domain::rules::Broken;
use crate::domain::separation::Duty;
use crate::domain::state::Move;
use crate::domain::{cause, evidence, retest};
use crate::store::{Error, View};
use crate::workflow::evidence::brief;
use crate::workflow::excepted::{self, Excepted};

use super::checks::{self, Check};
use super::deadlines::{self, Overdue};
use super::effect;
use super::path::{self, CaseStep};
use super::repeats::Proposal;

/// An action with what shows that it was done.
#[derive(Debug, Clone)]
pub struct Work {
    pub record: Record,
    /// Who answers for it.
    pub owner: String,
    pub deadline: Option<Deadline>,
    pub evidence: Vec<Record>,
    /// Whether it belongs to an earlier cycle, or corrects nothing, so that no guard counts it.
    pub counts: bool,
    /// What one person both did and confirmed of it, under an exception from separation of duties.
    pub excepted: Vec<Excepted>,
}

/// The step that comes next, and what it lacks.
#[derive(Debug, Clone)]
pub struct Next {
    pub step: &'static Move,
    pub broken: Vec<Broken>,
}

/// A nonconformity whole.
#[derive(Debug, Clone)]
pub struct Case {
    pub record: Record,
    pub steps: Vec<CaseStep>,
    pub next: Option<Next>,
    pub deadline: Option<Deadline>,
    pub overdue: Option<Overdue>,
    /// What a person is asked to decide: whether it repeats an earlier one, whether it is major. It is looked for among
    /// thousands, and so by whoever wants it, in the background.
    pub proposals: Vec<Proposal>,
    /// What the measure says of the effect, by the criterion that was approved; nothing before a plan was.
    pub effect: Vec<String>,
    /// Whether what was done worked, in numbers.
    pub checks: Vec<Check>,
    /// The last extension, where its owner approved it under an exception from separation of duties.
    pub put_off_by: Vec<Excepted>,
    /// Since when it is no longer proven, and why; and the record by which it fell, where that is another one.
    pub fallen: Option<(String, Option<RecordId>)>,
    /// The causes of this cycle, and how many there are of earlier ones.
    pub causes: Vec<Record>,
    pub earlier_causes: usize,
    pub work: Vec<Work>,
    pub retests: Vec<Record>,
    /// What proves something about the case itself.
    pub evidence: Vec<Record>,
    /// Where evidence is, of the case or its actions, where that is not in this file.
    pub whereabouts: Vec<(RecordId, &'static str)>,
    /// Later ones that repeat it.
    pub repeated_by: Vec<Record>,
    /// The exceptions from separation of duties.
    pub exceptions: Vec<Record>,
}

/// Since when a case is no longer proven, and why; and the record by which it fell, where that is another one.
fn fallen(view: View, record: &Record) -> Result<Option<(String, Option<RecordId>)>, Error> {
    let Some(why) = view.why_no_longer_proven(record.id)? else { return Ok(None) };
    let on = view.fallen(record.id)?.first().map(|first| first.on).filter(|on| *on != record.id);
    Ok(Some((why, on)))
}

impl Case {
    /// Reads a case as it stands; `None` where there is no such nonconformity.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read(view: View, id: RecordId, me: Option<RecordId>) -> Result<Option<Self>, Error> {
        let Some(record) = view.record(id)?.filter(|record| record.register == &REGISTER) else { return Ok(None) };
        let today = view.circumstances()?.today();
        let exceptions = excepted::exceptions(view)?;
        let case = Nonconformity(&record);
        let mut found = Self {
            steps: Vec::new(),
            next: None,
            deadline: Deadline::of(&record, today),
            overdue: None,
            proposals: Vec::new(),
            effect: Vec::new(),
            checks: Vec::new(),
            put_off_by: Vec::new(),
            fallen: fallen(view, &record)?,
            causes: Vec::new(),
            earlier_causes: 0,
            work: Vec::new(),
            retests: Vec::new(),
            evidence: Vec::new(),
            whereabouts: Vec::new(),
            repeated_by: Vec::new(),
            exceptions,
            record: record.clone(),
        };
        for backlink in view.backlinks(id)? {
            let (one, relation) = (backlink.record, backlink.relation.as_str());
            match (one.register.name, relation) {
                (name, "nonconformity") if name == cause::REGISTER.name => {
                    if case.has_cause(&one) {
                        found.causes.push(one);
                    } else {
                        found.earlier_causes += 1;
                    }
                }
                (name, "nonconformity") if name == retest::REGISTER.name => found.retests.push(one),
                (name, "source") if name == action::REGISTER.name => {
                    let work = found.work(view, one, today)?;
                    found.work.push(work);
                }
                (name, "about") if name == evidence::REGISTER.name => found.evidence.push(one),
                (name, "repeats") if name == REGISTER.name => found.repeated_by.push(one),
                _ => {}
            }
        }
        for one in found.evidence.iter().chain(found.work.iter().flat_map(|work| &work.evidence)) {
            found.whereabouts.push((one.id, brief(view, one)?));
        }
        // What counts stands first.
        found.work.sort_by_key(|work| (!work.counts, work.record.number));
        let counted: Vec<Record> = found.work.iter().filter(|one| one.counts).map(|one| one.record.clone()).collect();
        let made = path::made(view, id)?;
        found.steps = path::steps(view, &record, &made, &counted, &found.exceptions)?;
        let own = case.extended_by().is_some() && case.extended_by() == case.owner();
        if let Some(made) = made.get(NonconformityMove::Extend.name().as_str()) {
            found.put_off_by = excepted::kept(&made.excepted, &found.exceptions);
            if own && found.put_off_by.is_empty() {
                let before = excepted::before_they_named_anybody(&found.exceptions, Duty::Plan, made.day);
                found.put_off_by.extend(before);
            }
        }
        if let Some(step) = next_move(&record).filter(|_| !record.voided) {
            found.next = Some(Next { step, broken: view.against(&record, step, &[], me)? });
        }
        found.overdue = deadlines::overdue(view, case, today)?;
        found.effect = effect::told(view, &record)?;
        found.checks = checks::of_case(view, &Words::default(), &record)?;
        Ok(Some(found))
    }

    fn work(&self, view: View, record: Record, today: chrono::NaiveDate) -> Result<Work, Error> {
        let one = Action(&record);
        let owner = one.owner().map(|owner| view.record(owner)).transpose()?.flatten();
        let hanging = view.backlinks(record.id)?.into_iter().map(|backlink| backlink.record);
        let by = one.confirmed_by().filter(|by| Some(*by) == one.owner() || Some(*by) == one.done_by());
        let mut told = excepted::kept(one.excepted(), &self.exceptions);
        if let (true, Some(day)) = (told.is_empty(), by.and(one.confirmed_on())) {
            told.extend(excepted::before_they_named_anybody(&self.exceptions, Duty::Confirmation, day));
        }
        Ok(Work {
            owner: owner.map_or(String::new(), |owner| owner.title().to_owned()),
            deadline: Deadline::of(&record, today),
            evidence: hanging.filter(|one| one.register == &evidence::REGISTER).collect(),
            counts: Nonconformity(&self.record).counts(&record),
            excepted: told,
            record,
        })
    }

    /// Where evidence is, in a few words; nothing where it is in this file.
    pub fn whereabouts(&self, evidence: RecordId) -> &'static str {
        self.whereabouts.iter().find(|(id, _)| *id == evidence).map_or("", |(_, words)| words)
    }

    /// A record that belongs to the case.
    pub fn find(&self, id: RecordId) -> Option<&Record> {
        let own = std::iter::once(&self.record).chain(&self.causes).chain(&self.retests).chain(&self.evidence);
        let work = self.work.iter().flat_map(|work| std::iter::once(&work.record).chain(&work.evidence));
        own.chain(work).chain(&self.exceptions).chain(&self.repeated_by).find(|one| one.id == id)
    }
}

/// The move that leads a nonconformity on; none where it is over.
pub fn next_move(record: &Record) -> Option<&'static Move> {
    record.register.machine.and_then(|machine| machine.onward(record).next())
}
