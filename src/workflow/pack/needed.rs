//! What has to be on record before an input can be considered at all; and what is on record and says nothing.

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::context_issue::{self, ContextIssueField};
use crate::domain::document::{self, DocumentField, Type};
use crate::domain::field::Field;
use crate::domain::need::{self, NeedField};
use crate::domain::record::Record;
use crate::domain::risk::{self, RiskField};
use crate::domain::spelling::some_of;
use crate::domain::value::Value;
use crate::domain::{
    audit, control, incident, interested_party, nonconformity, opportunity, reason, risk_criteria, system,
};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::workflow::kpis;

/// What an input stands on.
struct Needed {
    input: Input,
    /// What is not there where the list has nothing: `an AI system (4.3)`.
    what: &'static str,
    query: fn() -> Query,
    /// Whether a commentary that says something stands in its place.
    or_words: bool,
}

const fn records(input: Input, what: &'static str, query: fn() -> Query) -> Needed {
    Needed { input, what, query, or_words: false }
}

const fn or_words(input: Input, what: &'static str, query: fn() -> Query) -> Needed {
    Needed { input, what, query, or_words: true }
}

/// A new register that an input stands on adds a line.
static NEEDED: &[Needed] = &[
    records(Input::Context, "an AI system (4.3)", || Query::new(&system::REGISTER)),
    records(Input::Context, "a scope statement (4.3)", || in_force(Type::Scope)),
    records(Input::Context, "an AI policy (5.2)", || in_force(Type::Policy)),
    or_words(Input::Context, "an issue that bears on the system (4.1)", || Query::new(&context_issue::REGISTER)),
    or_words(Input::Parties, "an interested party (4.2)", || Query::new(&interested_party::REGISTER)),
    or_words(Input::Parties, "a need of one (4.2)", || Query::new(&need::REGISTER)),
    or_words(Input::Nonconformities, "a nonconformity (10.2)", || Query::new(&nonconformity::REGISTER)),
    or_words(Input::Monitoring, "a KPI (9.1)", kpis::measured),
    or_words(Input::Audits, "an audit (9.2)", || Query::new(&audit::REGISTER)),
    or_words(Input::Improvement, "an opportunity (10.1)", || Query::new(&opportunity::REGISTER)),
    records(Input::Risks, "risk criteria (6.1.2)", || Query::new(&risk_criteria::REGISTER)),
    records(Input::Risks, "a risk (6.1.2)", || Query::new(&risk::REGISTER)),
    records(Input::Risks, "a control that is chosen or left out (6.1.3)", || Query::new(&control::REGISTER)),
    or_words(Input::Incidents, "an incident or near miss", || Query::new(&incident::REGISTER)),
];

fn in_force(kind: Type) -> Query {
    let filters =
        [Filter::Empty(DocumentField::WithdrawnOn.field()), Filter::one_of(DocumentField::Type.field(), &[kind.key()])];
    Query::those(&document::REGISTER, filters)
}

/// The input beside which something is asked: whether risks are on the agenda depends on whether there were any, and where
/// they are not, they are asked of the context.
fn beside(items: &[Record], input: Input) -> Input {
    match input {
        Input::Risks if !items.iter().any(|one| AgendaItem(one).input() == Some(Input::Risks)) => Input::Context,
        other => other,
    }
}

/// What an item of an agenda lacks to be considered at all, in a sentence.
///
/// # Errors
/// Where the file can't be read.
pub fn lacking(view: View, items: &[Record], item: &Record) -> Result<Option<String>, Error> {
    let item = AgendaItem(item);
    let is_said = item.is_commented();
    let (mut lacks, mut words) = (Vec::new(), true);
    for needed in NEEDED {
        if Some(beside(items, needed.input)) != item.input() || (needed.or_words && is_said) {
            continue;
        }
        let first = Query { limit: Some(1), ..(needed.query)() }.only(&[]);
        if view.page(&first)?.records.is_empty() {
            words &= needed.or_words;
            lacks.push(needed.what);
        }
    }
    if lacks.is_empty() {
        return Ok(None);
    }
    let instead = if words { ", or a commentary that says how it stands" } else { "" };
    Ok(Some(format!("To be considered at all it needs {}{instead}.", listed(&lacks))))
}

/// Several things as a sentence names them: `a, b and c`.
fn listed(things: &[&str]) -> String {
    match things {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => things.concat(),
    }
}

/// What is read for whether it says anything, beside an input.
struct Read {
    input: Input,
    query: fn() -> Query,
    fields: &'static [&'static Field],
}

/// What is typed as sentences, and laid before the meeting as it was typed.
static READ: [Read; 3] = [
    Read {
        input: Input::Context,
        query: || Query::new(&context_issue::REGISTER),
        fields: &[ContextIssueField::What.field()],
    },
    Read { input: Input::Parties, query: || Query::new(&need::REGISTER), fields: &[NeedField::What.field()] },
    Read {
        input: Input::Risks,
        query: || Query::new(&risk::REGISTER),
        fields: &[RiskField::Title.field(), RiskField::Consequence.field()],
    },
];

/// Up to so many records are read for that.
const MOST: u64 = 10_000;

/// So many of them are named.
const NAMED: usize = 10;

/// Which records behind an item of an agenda say nothing, in a sentence.
///
/// # Errors
/// Where the file can't be read.
pub fn empty_words(view: View, items: &[Record], item: &Record) -> Result<Option<String>, Error> {
    let mut found = Vec::new();
    for Read { input, query, fields } in &READ {
        if Some(beside(items, *input)) != AgendaItem(item).input() || view.count(&query())? > MOST {
            continue;
        }
        view.each(&query().only(fields), |record| {
            let fault = |field: &&Field| match record.get(field.name) {
                Some(Value::Text(text)) if !reason::is_one(text) => {
                    Some(format!("{} “{}”", field.label.to_lowercase(), text.trim()))
                }
                _ => None,
            };
            let faults: Vec<_> = fields.iter().filter_map(fault).collect();
            if !faults.is_empty() {
                found.push(format!("{} ({})", record.reference(), faults.join(", ")));
            }
            Ok(())
        })?;
    }
    let says = if found.len() == 1 { "says" } else { "say" };
    Ok((!found.is_empty()).then(|| format!("{} {says} nothing.", some_of(found.into_iter(), NAMED))))
}
