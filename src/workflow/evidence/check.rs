//! What is attested stands on more than words: somebody else can find its evidence.

use crate::domain::evidence::{Evidence, EvidenceField, REGISTER, TOLD};
use crate::domain::rules::Missing;
use crate::workflow::check::{Check, Inspection, Unjudged, Verdict};

/// That evidence on which something is attested is on file.
pub static ON_FILE: Check = Check {
    name: "evidence-on-file",
    clauses: &["7.5.3"],
    says: "Evidence on which something is attested is on file: a file, an address at which somebody looked, paper that \
           somebody keeps.",
    register: &REGISTER,
    begins: None,
    judge,
};

fn judge(inspection: &Inspection) -> Result<Verdict, Unjudged> {
    let view = inspection.view;
    let relied_on = view.relied_on(&REGISTER)?;
    if relied_on.is_empty() {
        return Err(Unjudged("Nothing is attested on evidence yet".to_owned()));
    }
    let mut found = inspection.gather();
    for id in relied_on {
        let told = view.record(id)?.filter(|one| Evidence::of(one).is_some_and(|one| !one.is_on_file()));
        if let Some(one) = told {
            found.add(Missing::at(&one, EvidenceField::File.name(), format!("It is {TOLD}")));
        }
    }
    Ok(found.verdict())
}
