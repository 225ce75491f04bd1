//! What a nonconformity repeats, and whether it should be graded as major: found here, decided by a person.

use std::cmp::Reverse;

use chrono::{Months, NaiveDate};

use crate::domain::identity::{Number, RecordId, Reference};
use crate::domain::nonconformity::{self, CauseClass, Grade, Nonconformity, NonconformityField as Field, State};
use crate::domain::organisation::Organisation;
use crate::domain::record::Record;
use crate::domain::requirement;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::view::named;
use crate::store::{Error, View};

/// The most cases that are named in a sentence; the others are counted.
const NAMED: usize = 12;

/// Where requirements are worded in no more than so many ways, those that are worded alike are looked up.
const WORDINGS: usize = 200;

/// What a person is asked to decide.
#[derive(Debug, Clone)]
pub enum Proposal {
    /// It repeats an earlier case: the requirement is the same, and the cause class as far as both are analysed.
    Repeat { earlier: Record, cause_is_known: bool },
    /// It should be graded as major, because it repeats a case.
    MajorByRepeat { earlier: Record },
    /// It should be graded as major, because there are several minor ones on its requirement.
    MajorByNumber { requirement: String, others: Vec<Reference>, months: u32 },
}

impl Proposal {
    /// What was found, and what is asked, in a sentence or two.
    pub fn words(&self) -> String {
        match self {
            Self::Repeat { earlier, cause_is_known } => {
                let state = earlier.state_label().unwrap_or_default().to_lowercase();
                let same = if *cause_is_known { "same requirement, same cause class" } else { "same requirement" };
                let verb = if *cause_is_known { "It repeats" } else { "It may repeat" };
                format!("{verb} {} ({state}): {same}.", named(earlier))
            }
            Self::MajorByRepeat { earlier } => {
                format!("It repeats {}: grade it as major, or say why it stays minor.", earlier.reference())
            }
            Self::MajorByNumber { requirement, others, months } => {
                let mut names: Vec<_> = others.iter().take(NAMED).map(Reference::to_string).collect();
                if others.len() > NAMED {
                    names.push(format!("{} more", others.len() - NAMED));
                }
                format!(
                    "With {} it is one of {} minor ones on {requirement} within {months} months: grade it as major, or say why it stays minor.",
                    names.join(", "),
                    others.len() + 1,
                )
            }
        }
    }
}

/// What is proposed for a case; nothing where it is over, or where a person has decided.
///
/// # Errors
/// Where the file can't be read.
pub fn proposals(view: View, case: &Record) -> Result<Vec<Proposal>, Error> {
    let this = Nonconformity(case);
    if !this.is_open() || this.requirement().trim().is_empty() {
        return Ok(Vec::new());
    }
    let today = view.circumstances()?.today();
    let organisation = view.single(&crate::domain::organisation::REGISTER)?;
    let settings = organisation.as_ref().map(Organisation);
    let months = settings.map_or(24, Organisation::months_for_repeats);
    let enough = settings.map_or(3, Organisation::minors_that_make_a_major);
    let raised = this.raised_on().unwrap_or(today);
    let earlier = earlier(view, case, raised, months)?;
    let mut found = Vec::new();
    if this.repeats().is_none()
        && let Some((one, cause_is_known)) = repeated(this, &earlier)
        && let Some(earlier) = view.record(one.id)?
    {
        found.push(Proposal::Repeat { earlier, cause_is_known });
    }
    if this.grade() != Some(Grade::Minor) || !this.stays_minor().trim().is_empty() {
        return Ok(found);
    }
    if let Some(id) = this.repeats()
        && let Some(earlier) = view.record(id)?
    {
        found.push(Proposal::MajorByRepeat { earlier });
        return Ok(found);
    }
    let minors = earlier.iter().filter(|one| one.grade == Some(Grade::Minor));
    let minors: Vec<Reference> = minors.map(|one| nonconformity::REGISTER.reference(one.number)).collect();
    if minors.len() + 1 >= enough {
        let requirement = requirement::heading(this.requirement()).to_owned();
        found.push(Proposal::MajorByNumber { requirement, others: minors, months });
    }
    Ok(found)
}

/// What is to be known of an earlier case.
struct Earlier {
    id: RecordId,
    number: Number,
    raised_on: Option<NaiveDate>,
    class: Option<CauseClass>,
    grade: Option<Grade>,
}

/// Cases on the same requirement that were raised, or closed, within some months before this one, the latest first.
fn earlier(view: View, case: &Record, raised: NaiveDate, months: u32) -> Result<Vec<Earlier>, Error> {
    let none = [State::Draft, State::Rejected, State::Duplicate].map(|state| Value::Choice(state.key()));
    let mut filters = vec![
        Filter::IsNot(Field::State.field(), none.to_vec()),
        Filter::days(Field::RaisedOn.field(), None, Some(raised)),
    ];
    let requirement = requirement::Named::of(Nonconformity(case).requirement());
    let wordings = view.wordings(&nonconformity::REGISTER, Field::Requirement.field(), WORDINGS)?;
    if let Some(wordings) = wordings {
        let alike = wordings.into_iter().filter(|words| requirement.may_be(words)).map(Value::Text);
        filters.push(Filter::Is(Field::Requirement.field(), alike.collect()));
    }
    let fields = [Field::RaisedOn, Field::ClosedOn, Field::Requirement, Field::CauseClass, Field::Grade];
    let query = Query { filters, ..Query::new(&nonconformity::REGISTER) }.only(&fields.map(Field::field));
    let since = raised.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN);
    let mut found = Vec::new();
    view.each(&query, |record| {
        let other = Nonconformity(&record);
        let raised_on = other.raised_on();
        let before = raised_on < Some(raised) || record.number < case.number;
        let last = other.closed_on().max(raised_on);
        if record.id != case.id && before && last >= Some(since) && requirement.is(other.requirement()) {
            let (class, grade) = (other.cause_class(), other.grade());
            found.push(Earlier { id: record.id, number: record.number, raised_on, class, grade });
        }
        Ok(())
    })?;
    found.sort_by_key(|one| Reverse((one.raised_on, one.number)));
    Ok(found)
}

/// The case that it repeats: one with the same cause class before one whose cause is not known yet. What has another
/// cause is no repeat.
fn repeated<'a>(this: Nonconformity, earlier: &'a [Earlier]) -> Option<(&'a Earlier, bool)> {
    let class = this.cause_class();
    let alike = |known: bool| {
        earlier.iter().find(|one| match (class, one.class) {
            (Some(ours), Some(theirs)) => known && ours == theirs,
            _ => !known,
        })
    };
    alike(true).map(|one| (one, true)).or_else(|| alike(false).map(|one| (one, false)))
}
