//! What an audit could not see, and to whom its report went.

use crate::domain::audit::Audit;
use crate::domain::evidence::Evidence;
use crate::domain::spelling::day;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::evidence::whereabouts;
use crate::workflow::sheet::{Block, Body, Cell};

use super::examined::Examined;
use super::{prose, recorded};

/// That auditing is sampling, and what was not looked at.
pub fn limits(audit: Audit, examined: &Examined) -> Block {
    let sampled =
        "An audit looks at samples of what there is, at one time: what it did not find may be there all the same.";
    let left = match examined.not_audited.len() {
        0 => "Everything that was on its checklist was looked at.".to_owned(),
        left => format!("Not looked at, although on its checklist: {left}; they are listed under “Not audited”."),
    };
    let opinions = Block::said([("Diverging opinions that stay", recorded(audit.opinions()))]);
    let scope = if audit.scope().is_empty() { vec![prose("No scope is recorded.")] } else { Vec::new() };
    let part = [vec![prose(sampled), prose(left)], scope, vec![opinions]].concat();
    Block::new("Limits of the audit", Body::Part(part))
}

/// To whom it was reported, and when, as far as that is on record.
pub fn blocks(view: View, audit: Audit) -> Result<Vec<Block>, Error> {
    let linked = view.backlinks(audit.0.id)?.into_iter().map(|link| link.record);
    let evidence = linked.filter(|one| Evidence::of(one).is_some() && !one.voided);
    let evidence = evidence.map(|one| Ok(Cell::said(format!("{}: {}", named(&one), whereabouts(view, &one)?))));
    let evidence = evidence.collect::<Result<Vec<_>, Error>>()?;
    let on = audit.reported_on().map_or_else(|| "not reported yet".to_owned(), day);
    let told = Block::said([("Reported on", on), ("Distribution", recorded(audit.distribution()))]);
    Ok(vec![Block::new("Reported", Body::Part(vec![told, Block::new("On record with it", Body::List(evidence))]))])
}

/// Who signs it: whoever leads the audit, and whoever receives it for those audited. What others wrote they signed elsewhere.
pub fn signers(view: View, audit: Audit) -> Result<Vec<String>, Error> {
    if audit.is_transcribed() {
        return Ok(Vec::new());
    }
    let lead = audit.lead().map(|lead| view.record(lead)).transpose()?.flatten();
    let lead = lead.map_or_else(|| "Lead auditor".to_owned(), |lead| format!("Lead auditor, {}", lead.title()));
    Ok(vec![lead, "Received for those audited".to_owned()])
}
