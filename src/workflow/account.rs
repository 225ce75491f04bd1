//! The journal in words: who did what, when and why.

use crate::domain::field::Field;
use crate::domain::identity::Sequence;
use crate::domain::spelling::counted;
use crate::domain::transaction::{Change, FieldChange, Way, What};
use crate::domain::value::{ERASED, Value};
use crate::domain::visible::{fit, one_line};
use crate::store::journal::Entry;
use crate::store::{Error, View};

use super::evidence::sized;
use super::{late_records, saved};

/// One transaction in words.
#[derive(Debug, Clone)]
pub struct Account {
    pub sequence: Sequence,
    /// Date and time in the organisation's time zone.
    pub at: String,
    /// That the clock was put back before it, where that was so.
    pub behind: Option<String>,
    pub who: String,
    /// How it was done, and who typed it where that is not the same person.
    pub how: String,
    pub reason: Option<String>,
    /// One line for each change.
    pub changes: Vec<String>,
}

/// The most changes that an account spells out; a bulk import has thousands.
const SPELLED_OUT: usize = 20;

/// Tells a transaction in words.
pub fn of(view: View, entry: &Entry) -> Result<Account, Error> {
    let (first, count) = view.first_changes(entry.sequence, SPELLED_OUT)?;
    about(view, entry, &first, count)
}

/// Tells what a transaction did to one record, whose changes in it are given.
pub fn of_record(view: View, entry: &Entry, changes: &[Change]) -> Result<Account, Error> {
    about(view, entry, changes.get(..SPELLED_OUT).unwrap_or(changes), changes.len())
}

fn about(view: View, entry: &Entry, first: &[Change], count: usize) -> Result<Account, Error> {
    let header = &entry.header;
    let zone = view.circumstances()?.zone;
    let user = view.words(header.actor.user)?.unwrap_or_else(|| ERASED.to_owned());
    let how = if header.actor.named {
        format!("{}, as user {user}", header.channel.label())
    } else {
        header.channel.label().to_owned()
    };
    let mut changes = Vec::new();
    if let Some(of) = header.undoes {
        changes.push(format!("Takes back transaction {of}"));
    }
    if let Some(of) = header.redoes {
        changes.push(format!("Does transaction {of} again"));
    }
    for change in first {
        changes.push(tell(view, change)? + &late_records::ending(change, header, &zone));
    }
    if count > first.len() {
        changes.push(format!("and {}", counted(count - first.len(), "more change", "more changes")));
    }
    Ok(Account {
        sequence: entry.sequence,
        behind: header.behind.map(|before| {
            let before = before.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S");
            format!("The clock was put back: it was written after {before}")
        }),
        at: header.at.with_timezone(&zone).format("%Y-%m-%d %H:%M:%S").to_string(),
        who: view.name_of(header.actor.person)?,
        how,
        reason: header.reason.clone(),
        changes,
    })
}

/// A change in words.
pub fn tell(view: View, change: &Change) -> Result<String, Error> {
    let name = view.name_of(change.record)?;
    Ok(match &change.what {
        What::Create { number, values } => {
            // It is told as it was created; its title may have changed since.
            let title =
                change.register.title().and_then(|title| change.register.position(title.name).map(|at| (title, at)));
            let title = match title.and_then(|(title, at)| Some((title, values.get(at)?.as_ref()?))) {
                Some((title, value)) => view.shown(title, value)?,
                None => String::new(),
            };
            let title = title.lines().next().unwrap_or_default();
            let name = format!("{} {title}", change.register.reference(*number));
            let name = name.trim_end();
            let fields = change.register.fields.iter().zip(values).filter(|(field, _)| !field.title);
            let mut told = Vec::new();
            for (field, value) in fields {
                if let Some(value) = value {
                    told.push(format!("{} {}", field.label.to_lowercase(), shown(view, field, value)?));
                }
            }
            if told.is_empty() { format!("{name}: created") } else { format!("{name}: created, {}", told.join(", ")) }
        }
        What::Update { way, fields, .. } => {
            let sides = fields.iter().map(|change| sides(view, change)).collect::<Result<Vec<_>, _>>()?.join("; ");
            match way {
                Way::Edit => format!("{name}: {sides}"),
                Way::Move(step) => {
                    let step = change.register.machine.and_then(|machine| machine.find(step));
                    format!("{name}: {} ({sides})", step.map_or("moved", |step| step.participle))
                }
                Way::Revert => format!("{name}: put back: {sides}"),
            }
        }
        What::Void { .. } => format!("{name}: voided"),
        What::Unvoid { .. } => format!("{name}: brought back"),
        What::Erase { field, approved_by, legal_ground, self_approved, .. } => {
            let own = if *self_approved { " (self-approved)" } else { "" };
            let law = legal_ground.as_ref().map_or(String::new(), |ground| format!("; legal ground: {ground}"));
            format!(
                "{name}: {} erased, approved by {}{own}{law}",
                field.label.to_lowercase(),
                view.name_of(*approved_by)?
            )
        }
    })
}

/// A change as whoever made it is answered: `A-12 is confirmed: Make the list of vendors`. The journal has the whole of it.
pub fn said(view: View, change: &Change) -> Result<String, Error> {
    let Some(record) = view.record(change.record)? else { return tell(view, change) };
    let reference = record.reference();
    let is = |done: &str| {
        let title = record.title().lines().next().unwrap_or_default();
        let said = format!("{reference} is {done}");
        if title.is_empty() { said } else { format!("{said}: {title}") }
    };
    Ok(match &change.what {
        What::Create { .. } => saved::numbered(view, &record)?,
        What::Update { way: Way::Edit, fields, .. } => {
            let now = fields.iter().map(|change| now(view, change)).collect::<Result<Vec<_>, _>>()?;
            format!("{reference}: {}", now.join("; "))
        }
        What::Update { way: Way::Move(step), fields, .. } => {
            let step = change.register.machine.and_then(|machine| machine.find(step));
            let telling = |field: &Field| field.deadline || Some(field) == change.register.responsible();
            let told = fields.iter().filter(|change| telling(change.field)).map(|change| now(view, change));
            let told: String = told.collect::<Result<Vec<_>, _>>()?.iter().map(|told| format!("; {told}")).collect();
            is(step.map_or("moved", |step| step.participle)) + &told
        }
        What::Void { .. } => is("voided"),
        What::Unvoid { .. } => is("brought back"),
        What::Update { way: Way::Revert, .. } | What::Erase { .. } => tell(view, change)?,
    })
}

/// What a field says now, and what it said.
fn now(view: View, change: &FieldChange) -> Result<String, Error> {
    /// Enough of a long text to know it by.
    const MOST: usize = 72;
    let field = change.field;
    let label = field.label.to_lowercase();
    let words = |value: &Value| Ok::<_, Error>(fit(&one_line(&shown(view, field, value)?), MOST).into_owned());
    Ok(match (&change.before, &change.after) {
        (None, None) => format!("{label} is as it was"),
        (None, Some(after)) => format!("{label} is now {}", words(after)?),
        (Some(before), None) => format!("{label} is empty now, it was {}", words(before)?),
        (Some(before), Some(after)) => format!("{label} is now {}, it was {}", words(after)?, words(before)?),
    })
}

/// What a change did, in a word or two: `marked as done`.
pub fn brief(change: &Change) -> &'static str {
    match &change.what {
        What::Create { .. } => "created",
        What::Update { way: Way::Edit, .. } => "changed",
        What::Update { way: Way::Move(step), .. } => {
            let step = change.register.machine.and_then(|machine| machine.find(step));
            step.map_or("moved", |step| step.participle)
        }
        What::Update { way: Way::Revert, .. } => "put back",
        What::Void { .. } => "voided",
        What::Unvoid { .. } => "brought back",
        What::Erase { .. } => "erased in part",
    }
}

/// A value in words; a file with what tells its bytes from others.
fn shown(view: View, field: &Field, value: &Value) -> Result<String, Error> {
    match value {
        Value::File(file) => Ok(sized(file)),
        other => view.shown(field, other),
    }
}

fn sides(view: View, change: &FieldChange) -> Result<String, Error> {
    let field = change.field;
    let label = field.label.to_lowercase();
    let shown = |value: &Value, field: &Field| shown(view, field, value);
    Ok(match (&change.before, &change.after) {
        (None, None) => label,
        (None, Some(after)) => format!("{label}: {}", shown(after, field)?),
        (Some(before), None) => format!("{label}: emptied, was {}", shown(before, field)?),
        (Some(before), Some(after)) => format!("{label}: {}, was {}", shown(after, field)?, shown(before, field)?),
    })
}
