//! What was attested and is no longer proven, said before the figures in which it is still counted.

use crate::domain::agenda_item::Input;
use crate::domain::register::Register;
use crate::domain::{action, audit, finding, incident, nonconformity, risk};
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};

/// The most records that are spelled out for one register; the rest is counted.
const SPELLED_OUT: u32 = 10;

/// One line for each register of an input that has such records.
pub fn cautions(view: View, input: Input) -> Result<Vec<String>, Error> {
    let registers: &[&'static Register] = match input {
        Input::Actions => &[&action::REGISTER],
        Input::Nonconformities => &[&nonconformity::REGISTER],
        Input::Audits => &[&audit::REGISTER, &finding::REGISTER],
        Input::Risks => &[&risk::REGISTER],
        Input::Incidents => &[&incident::REGISTER],
        _ => &[],
    };
    let mut cautions = Vec::new();
    for register in registers {
        let query = Query { filters: vec![Filter::fallen()], ..Query::new(register) };
        let count = view.count(&query)?;
        if count == 0 {
            continue;
        }
        let mut told = Vec::new();
        for record in view.page(&Query { limit: Some(SPELLED_OUT), ..query })?.records {
            let why = view.why_no_longer_proven(record.id)?.unwrap_or_default();
            told.push(format!("{} ({})", record.reference(), why.trim_start_matches("No longer proven ")));
        }
        let more = count.saturating_sub(told.len() as u64);
        if more > 0 {
            told.push(format!("and {more} more"));
        }
        let what = if count == 1 { register.singular() } else { register.plural.to_owned() };
        let is = if count == 1 { "is" } else { "are" };
        cautions.push(format!("{count} {what} {is} no longer proven: {}.", told.join("; ")));
    }
    Ok(cautions)
}
