//! AI systems, and what has to be known of each that the management system covers.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::record::Record;
use crate::domain::rules::Missing;
use crate::domain::system::{DEPENDENTS, LegalClass, REGISTER, State, SystemField as Field, is_open};
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Query};

use super::check::{Check, Gathering, Inspection, Unjudged, Verdict};
use super::feature::Feature;
use super::place::{Listed, Pane, Place};

/// AI systems.
pub static FEATURE: Feature = Feature { places: &[&PLACE], checks: &[&CLASSED], ..Feature::PLAIN };

/// Each system with its tier, whether it is in scope, and its stage.
static PLACE: Place = Place {
    keys: &["7"],
    panes: &[Pane::Records(Listed::new("AI systems", &REGISTER))],
    ..Place::new("systems", "AI systems", "Each system with its tier, whether it is in scope, and where it stands")
};

static CLASSED: Check = Check {
    name: "systems",
    clauses: &["6.1.4", "8.4", "4.3"],
    says: "Each system in use is in scope, or excluded from it for a reason that somebody approved, until a day that has not \
           passed; one in scope has an owner, a tier and an assessment of its impact on people; none that is prohibited is \
           in use, and nothing open depends on one that is retired.",
    register: &REGISTER,
    begins: None,
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let in_use = Filter::IsNot(Field::Stage.field(), vec![Value::Choice(State::Retired.key())]);
    let excluded = Filter::Is(Field::InScope.field(), vec![Value::YesNo(false)]);
    let left_out = Filter::IsNot(Field::InScope.field(), vec![Value::YesNo(false)]);
    let covered = Query::those(&REGISTER, [in_use.clone(), left_out]);
    let excluded = Query::those(&REGISTER, [in_use, excluded]);
    let mut found = inspection.among(&[&covered, &excluded], "No system in use is recorded")?;
    for field in [Field::InScope, Field::Owner, Field::Tier, Field::ImpactAssessedOn] {
        found.empty(&covered, field.field())?;
    }
    for field in [Field::LeftOutBecause, Field::ScopeApprovedBy, Field::ScopeReviewBy] {
        found.empty(&excluded, field.field())?;
    }
    found.late(&excluded, Field::ScopeReviewBy.field())?;
    let running = Filter::one_of(Field::Stage.field(), &[State::Deployment.key(), State::Operation.key()]);
    let prohibited = vec![Value::Choice(LegalClass::Prohibited.key())];
    let prohibited = Query::those(&REGISTER, [running, Filter::Is(Field::LegalClasses.field(), prohibited)]);
    found.each(&prohibited, Field::LegalClasses.field(), |_| "It is prohibited, and in use".to_owned())?;
    let proven = Filter::IsNot(Field::Adopted.field(), vec![Value::YesNo(true)]);
    let retired = Query::those(&REGISTER, [Filter::one_of(Field::Stage.field(), &[State::Retired.key()]), proven]);
    let mut records = Vec::new();
    inspection.view.each(&retired, |record| {
        records.push(record);
        Ok(())
    })?;
    for record in records {
        depends(inspection, &record, &mut found)?;
    }
    Ok(found.verdict())
}

/// What is open again, or came up since, and depends on a system that is retired.
fn depends(inspection: &Inspection, system: &Record, found: &mut Gathering) -> Result<(), Error> {
    for link in DEPENDENTS {
        let Some(register) = CATALOGUE.named(link.register.as_str()) else { continue };
        let Some(field) = register.field(link.field) else { continue };
        let hangs = Query::those(register, [Filter::to(field, system.id)]);
        inspection.view.each(&hangs, |record| {
            if is_open(&record) {
                let what = format!("It is retired, and {} {} is open", record.reference(), record.title());
                found.add(Missing::at(system, Field::Stage.name(), what));
            }
            Ok(())
        })?;
    }
    Ok(())
}
