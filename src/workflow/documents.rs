//! Documents in force: what has to hold of each, and of the policy among them.

use std::collections::HashSet;

use crate::domain::document::{self, DocumentField as Field, Type};
use crate::domain::document_version::{self, DocumentVersion, DocumentVersionField, DocumentVersionMove, State};
use crate::domain::identity::RecordId;
use crate::domain::rules::Missing;
use crate::domain::value::Value;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

use super::check::{Check, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::today::source::{Said, Source, Which, waits};

/// Documents.
pub static FEATURE: Feature = Feature { checks: &[&POLICY, &CONTROLLED], today: &[&DRAFTS], ..Feature::PLAIN };

static POLICY: Check = Check {
    name: "policy",
    clauses: &["5.2"],
    says: "There is a policy in force, with an approved version.",
    register: &document::REGISTER,
    begins: None,
    judge: policy,
};

static CONTROLLED: Check = Check {
    name: "documents",
    clauses: &["7.5.3", "7.5.2"],
    says: "Each document in force has an owner and a day of review that has not passed, and each that the organisation \
           writes an approved version.",
    register: &document::REGISTER,
    begins: None,
    judge: controlled,
};

const NONE: &str = "No document in force is recorded";

/// Versions that others wrote, for somebody to approve.
static DRAFTS: Source = Source {
    name: "drafts",
    part: Which::Waiting,
    rank: 4,
    among: |look| {
        let Some(me) = look.me else { return Ok(Vec::new()) };
        let author = DocumentVersionField::Author.field();
        let filters = [
            Filter::one_of(DocumentVersionField::State.field(), &[State::Draft.key()]),
            Filter::Filled(author),
            Filter::IsNot(author, vec![Value::Link(me)]),
        ];
        Ok(vec![Query::those(&document_version::REGISTER, filters).sought(DocumentVersionField::State.field())])
    },
    says: |look, record| {
        let version = DocumentVersion(record);
        let document = version.document().map(|id| look.view.name_of(id)).transpose()?;
        let what = document.map(|document| format!("{document}, version {}", record.title()));
        let owner = version.author();
        Ok(waits(record, DocumentVersionMove::Approve, "draft").map(|said| Said { what, owner, ..said }))
    },
};

const UNAPPROVED: &str = "No version of it is approved";

fn in_force() -> Query {
    Query::those(&document::REGISTER, [Filter::Empty(Field::WithdrawnOn.field())])
}

fn of(types: &[Type]) -> Query {
    let keys: Vec<_> = types.iter().map(|kind| kind.key()).collect();
    in_force().with([Filter::one_of(Field::Type.field(), &keys)])
}

/// The documents of which a version is approved.
fn approved(view: View) -> Result<HashSet<RecordId>, Error> {
    let state = Filter::one_of(DocumentVersionField::State.field(), &[State::Approved.key()]);
    let versions = Query::those(&document_version::REGISTER, [state]).only(&[DocumentVersionField::Document.field()]);
    let mut found = HashSet::new();
    view.each(&versions, |record| {
        found.extend(DocumentVersion(&record).document());
        Ok(())
    })?;
    Ok(found)
}

fn policy(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let mut found = inspection.among(&[&in_force()], NONE)?;
    let policies = of(&[Type::Policy]);
    if inspection.is_empty(&policies)? {
        found.add(Missing::elsewhere("No document in force is a policy"));
        return Ok(found.verdict());
    }
    let approved = approved(inspection.view)?;
    let mut unapproved = Vec::new();
    let mut any = false;
    inspection.view.each(&policies, |record| {
        any |= approved.contains(&record.id);
        unapproved.push(Missing::at(&record, DocumentVersionField::REGISTER, UNAPPROVED));
        Ok(())
    })?;
    if !any {
        unapproved.into_iter().for_each(|missing| found.add(missing));
    }
    Ok(found.verdict())
}

fn controlled(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let all = in_force();
    let mut found = inspection.among(&[&all], NONE)?;
    found.empty(&all, Field::Owner.field())?;
    found.empty(&all, Field::ReviewBy.field())?;
    found.late(&all, Field::ReviewBy.field())?;
    let approved = approved(inspection.view)?;
    let written = of(&[Type::Policy, Type::Scope, Type::Procedure, Type::Plan]);
    inspection.view.each(&written.only(&[Field::Title.field()]), |record| {
        if !approved.contains(&record.id) {
            found.add(Missing::at(&record, DocumentVersionField::REGISTER, UNAPPROVED));
        }
        Ok(())
    })?;
    Ok(found.verdict())
}
