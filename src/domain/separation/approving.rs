//! What must hold for an exception from the separation of duties: for whom and for what it is, for how long, who approved it,
//! and that it stands as it was approved and used.

use chrono::{Months, NaiveDate};

use crate::domain::name::FieldName;
use crate::domain::person::PersonField;
use crate::domain::record::Version;
use crate::domain::register::Derived;
use crate::domain::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use crate::domain::value::Value;

use super::entitled::{LATELY, entitled, entitled_lately, lately};
use super::words::{Approver, PEOPLE, Separation, SeparationField, UNDER, name_of};

/// By whom it was approved.
pub const DERIVED: Derivation = Derivation { looks_at: &[], work: approval };

pub static RULES: &[Rule] = &[
    Rule {
        says: "An exception ends after it begins, and lasts a year at most.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(ends_within_a_year),
    },
    Rule {
        says: "An exception is for somebody, and for a unit or for records.",
        clause: Some("5.3"),
        looks_at: &[PEOPLE, Fact::Linked(SeparationField::Records.name())],
        holds: Holds::By(for_somebody_and_something),
    },
    Rule {
        says: "An exception excuses nothing that was done before it was recorded.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(not_for_the_past),
    },
    Rule {
        says: "Top management approves an exception, and not the person for whom it is.",
        clause: Some("5.3"),
        looks_at: &[PEOPLE],
        holds: Holds::By(approved),
    },
];

pub static FROZEN: &[Rule] = &[
    Rule {
        says: "An exception stands as it was approved: it can end sooner or be withdrawn, and another one says otherwise.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(as_approved),
    },
    Rule {
        says: "An exception that was used stays in sight for as long as it was in force: it can be ended.",
        clause: Some("5.3"),
        looks_at: &[Fact::PastPointing(UNDER)],
        holds: Holds::By(used_stands),
    },
];

fn approval(facts: &Facts) -> Derived {
    let one = Separation(facts.record);
    let approval = match one.approved_by() {
        Some(by) if one.person() == Some(by) => Some(Approver::Themself),
        Some(_) => Some(Approver::TopManagement),
        None if !one.approved_outside().is_empty() => Some(Approver::Outside),
        None => None,
    };
    vec![(SeparationField::Approval.field(), approval.map(|one| Value::Choice(one.key())))]
}

fn ends_within_a_year(facts: &Facts) -> Vec<Missing> {
    let exception = Separation(facts.record);
    let field = SeparationField::Ends.name();
    match (exception.starts(), exception.ends()) {
        (Some(from), Some(until)) if until < from => {
            vec![Missing::in_field(field, format!("it begins on {from} and ends on {until}"))]
        }
        (Some(from), Some(until)) if from.checked_add_months(Months::new(12)).is_some_and(|year| year < until) => {
            vec![Missing::in_field(field, "It lasts longer than a year; renew it when it is looked at again")]
        }
        _ => Vec::new(),
    }
}

/// Whether it is being made: what was approved before is not asked again.
fn is_new(facts: &Facts) -> bool {
    facts.before.is_none()
}

fn for_somebody_and_something(facts: &Facts) -> Vec<Missing> {
    let one = Separation(facts.record);
    if !is_new(facts) {
        return Vec::new();
    }
    let mut missing = Vec::new();
    if one.person().is_none() {
        missing.push(Missing::in_field(SeparationField::Person.name(), "For whom it is is not said"));
    }
    let records = facts.linked(SeparationField::Records);
    if one.unit().trim().is_empty() && records.is_empty() {
        missing.push(Missing::in_field(SeparationField::Unit.name(), "Neither a unit nor a record is named"));
    }
    let whole = records.iter().any(|one| one.register.single);
    let active = lately(facts, |_| true).len();
    if whole && active > 2 {
        let what = format!(
            "{active} people took part within the last {LATELY} days: name a unit or records, and not the whole organisation"
        );
        missing.push(Missing::in_field(SeparationField::Records.name(), what));
    }
    missing
}

fn not_for_the_past(facts: &Facts) -> Vec<Missing> {
    match Separation(facts.record).starts() {
        Some(starts) if is_new(facts) && starts < facts.today => {
            let what = format!("It begins on {starts}, and today is {}", facts.today);
            vec![Missing::in_field(SeparationField::Starts.name(), what)]
        }
        _ => Vec::new(),
    }
}

fn approved(facts: &Facts) -> Vec<Missing> {
    let one = Separation(facts.record);
    let Some(person) = one.person().filter(|_| is_new(facts)) else { return Vec::new() };
    let people = facts.every(PersonField::REGISTER);
    let others: Vec<_> = entitled(&people, person, facts.today).collect();
    let lately = entitled_lately(facts, person).filter(|_| others.is_empty());
    let could = |field: FieldName| {
        lately.as_ref().map(|name| {
            let what = format!(
                "{name} was of top management within the last {LATELY} days: have one of top management approve it, or \
                 wait until that is over"
            );
            Missing::in_field(field, what)
        })
    };
    let field = SeparationField::ApprovedBy.name();
    let name = others.first().map_or("", |one| one.title());
    let mut missing = Vec::new();
    match (one.approved_by(), one.approved_outside().trim()) {
        (Some(_), outside) if !outside.is_empty() => {
            let what = "Approved by and approved outside by are both filled: one of them approved it";
            missing.push(Missing::in_field(SeparationField::ApprovedOutside.name(), what));
        }
        (Some(by), _) if by == person => {
            if !others.is_empty() {
                missing.push(Missing::in_field(
                    field,
                    format!("It is for them: {name} is of top management and can approve it"),
                ));
            }
            missing.extend(could(field));
            if one.compensating().trim().is_empty() {
                let what = "Self-approved: say what makes up for it, such as a look back by somebody outside";
                missing.push(Missing::in_field(SeparationField::Compensating.name(), what));
            }
        }
        (Some(by), _) if !others.iter().any(|one| one.id == by) => {
            let who = name_of(&people, by);
            let instead = if others.is_empty() {
                "nobody else is: name somebody outside with a document, or the person themself with a compensating control"
                    .to_owned()
            } else {
                format!("{name} is")
            };
            missing.push(Missing::in_field(field, format!("{who} is not of top management, or inactive; {instead}")));
        }
        (Some(_), _) => {
            // Whoever is excused could type anybody's name.
            let own = facts.actor == Some(person) || facts.terminal.is_none_or(|terminal| terminal == person);
            if own && one.document().is_none() {
                let what =
                    format!("{} records it for themself: hand over the approval in writing", name_of(&people, person));
                missing.push(Missing::in_field(SeparationField::Document.name(), what));
            }
        }
        (None, "") => {
            let what = if others.is_empty() {
                "Nobody of top management can: name somebody outside, or the person themself".to_owned()
            } else {
                format!("Approved by is empty: {name} is of top management")
            };
            missing.push(Missing::in_field(field, what));
        }
        (None, _) => {
            if !others.is_empty() {
                let what = format!("{name} is of top management and can approve it");
                missing.push(Missing::in_field(SeparationField::ApprovedOutside.name(), what));
            }
            missing.extend(could(SeparationField::ApprovedOutside.name()));
            if one.document().is_none() {
                let what = "Approved outside: hand over the approval in writing";
                missing.push(Missing::in_field(SeparationField::Document.name(), what));
            }
        }
    }
    missing
}

fn as_approved(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before else { return Vec::new() };
    if before.voided && !facts.record.voided {
        return vec![Missing::elsewhere("It was withdrawn: have another one approved")];
    }
    let ends = SeparationField::Ends;
    let sooner = |now: Option<NaiveDate>| now.is_some() && now < Separation(before).ends();
    let changed = SeparationField::ALL.iter().filter(|field| facts.changes(field.name()));
    let wrong = changed.filter(|field| **field != ends || !sooner(Separation(facts.record).ends()));
    wrong
        .map(|field| Missing::in_field(field.name(), format!("{} was approved as it was", field.field().label)))
        .collect()
}

/// Whoever used it stays excused until then, and nobody was before they were.
fn used_stands(facts: &Facts) -> Vec<Missing> {
    let Some(before) = facts.before.filter(|before| !before.voided) else { return Vec::new() };
    // What points here did so since the first version that names it, whatever became of that record.
    let names = |version: &&Version| match version.record.get(UNDER) {
        Some(Value::Links(under)) => under.contains(&before.id),
        _ => false,
    };
    let pasts = facts.past_pointing(UNDER);
    let uses: Vec<_> = pasts.iter().filter_map(|past| past.iter().find(names)).collect();
    let Some(last) = uses.iter().max_by_key(|version| version.day) else { return Vec::new() };
    let (field, since) = (SeparationField::Ends, last.day.unwrap_or(facts.today).max(facts.today));
    let used = format!("{} was attested under it", last.record.reference());
    match Separation(facts.record).ends() {
        _ if facts.record.voided => {
            vec![Missing::elsewhere(format!("{used}: it can't be withdrawn; use “end” instead"))]
        }
        Some(ends) if facts.changes(field) && ends < since => {
            vec![Missing::in_field(field.name(), format!("{used}: end it on {since} or later"))]
        }
        _ => Vec::new(),
    }
}
