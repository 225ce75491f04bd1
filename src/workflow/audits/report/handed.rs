//! What an audit could not see, and to whom its report went.

use crate::domain::audit::Audit;
use crate::domain::evidence::Evidence;
use crate::domain::house::said::Words;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::evidence::whereabouts_in;
use crate::workflow::sheet::{Block, Body, Cell};

use super::examined::Examined;
use super::{prose, recorded};

/// That auditing is sampling, and what was not looked at.
pub fn limits(words: &Words, audit: Audit, examined: &Examined) -> Block {
    let left = match examined.not_audited.len() {
        0 => words.all_looked_at().to_owned(),
        left => words.some_not_looked_at(left),
    };
    let opinions = Block::said([("Diverging opinions that stay", recorded(words, audit.opinions()))]);
    let scope = if audit.scope().is_empty() { vec![prose(words.no_scope())] } else { Vec::new() };
    let part = [vec![prose(words.is_sampling()), prose(left)], scope, vec![opinions]].concat();
    Block::new("Limits of the audit", Body::Part(part))
}

/// To whom it was reported, and when, as far as that is on record.
pub fn blocks(view: View, words: &Words, audit: Audit) -> Result<Vec<Block>, Error> {
    let linked = view.backlinks(audit.0.id)?.into_iter().map(|link| link.record);
    let evidence = linked.filter(|one| Evidence::of(one).is_some() && !one.voided);
    let evidence =
        evidence.map(|one| Ok(Cell::said(format!("{}: {}", named(&one), whereabouts_in(view, words, &one)?))));
    let evidence = evidence.collect::<Result<Vec<_>, Error>>()?;
    let on = audit.reported_on().map_or_else(|| words.not_reported_yet().to_owned(), |on| words.day(on));
    let told = Block::said([("Reported on", on), ("Distribution", recorded(words, audit.distribution()))]);
    Ok(vec![Block::new("Reported", Body::Part(vec![told, Block::new("On record with it", Body::List(evidence))]))])
}

/// Who signs it: whoever leads the audit, and whoever receives it for those audited. What others wrote they signed elsewhere.
pub fn signers(view: View, words: &Words, audit: Audit) -> Result<Vec<String>, Error> {
    if audit.is_transcribed() {
        return Ok(Vec::new());
    }
    let lead = audit.lead().map(|lead| view.record(lead)).transpose()?.flatten();
    let lead =
        lead.map_or_else(|| words.lead_auditor().to_owned(), |lead| words.signer(words.lead_auditor(), lead.title()));
    Ok(vec![lead, words.received_for_audited().to_owned()])
}
