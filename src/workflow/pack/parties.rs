//! Input c): changes in what interested parties need and expect.

use crate::domain::agenda_item::Input;
use crate::domain::interested_party;
use crate::domain::need::{self, Need, NeedField};
use crate::domain::note::{Note, NoteField};
use crate::domain::record::Record;
use crate::domain::spelling;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use crate::workflow::received;

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Parties, registers: "Interested parties, needs", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let standing = Filter::IsNot(NeedField::Ended.field(), vec![Value::YesNo(true)]);
    let query = |mut filters: Vec<Filter>| {
        filters.push(standing.clone());
        Query { filters, ..Query::new(&need::REGISTER) }
    };
    let parties = section.count(
        span,
        "c.parties",
        "Interested parties",
        Better::Open,
        Query::new(&interested_party::REGISTER),
    )?;
    let needs = section.count(span, "c.needs", "Needs", Better::Open, query(Vec::new()))?;
    let aside = Filter::Is(NeedField::Addressed.field(), vec![Value::YesNo(false)]);
    section.count(span, "c.aside", "Not taken up", Better::Open, query(vec![aside]))?;
    let changed = Query {
        filters: vec![since(NeedField::ChangedOn.field(), span)],
        order: Order { field: Some(NeedField::ChangedOn.field()), descending: true },
        limit: Some(SPELLED_OUT),
        ..Query::new(&need::REGISTER)
    };
    let changed_on = |record: &Record| Need(record).changed_on();
    let count =
        section.raised(span, "c.changed", "Changed since", Better::Open, changed.clone(), (changed_on, &|_| true))?;
    let unheard = heard(span, section)?;
    let undecided = span.view.count(&query(vec![Filter::Empty(NeedField::Addressed.field())]))?;
    if parties == 0 {
        section
            .cautions
            .push("No interested party is recorded: that nothing changed can't be told from this.".to_owned());
    } else if needs == 0 {
        section.cautions.push("No need of any party is recorded.".to_owned());
    }
    if undecided > 0 {
        section.cautions.push(format!("Of {undecided} of {needs} needs it is not said whether they are taken up."));
    }
    for (record, late) in span.with_recorded(&changed)? {
        let need = Need(&record);
        let party = match need.party() {
            Some(party) => span.view.record(party)?.map_or(String::new(), |party| party.title().to_owned()),
            None => String::new(),
        };
        let (due, remark) = (need.changed_on(), [need.change(), &late].join("; "));
        let remark = remark.trim_matches([';', ' ']).to_owned();
        section.lines.push(Line { state: party, owner: None, due, remark, late: false, record });
    }
    let shown = section.lines.iter().filter(|line| line.record.register == &need::REGISTER).count() as u64;
    section.more = count.saturating_sub(shown) + unheard;
    Ok(())
}

/// What parties outside said in the period, and what of all that waits for an answer. Where nothing of the kind is on record,
/// nothing is told: that nobody said anything can't be told from that. Gives how much waits beside what is listed.
fn heard(span: &Span, section: &mut Section) -> Result<u64, Error> {
    if span.view.count(&received::all())? == 0 {
        return Ok(0);
    }
    let mut since_then = received::all();
    since_then.filters.push(since(NoteField::ReceivedOn.field(), span));
    section.count(span, "c.received", "Received from outside since", Better::Open, since_then)?;
    let unanswered = received::unanswered();
    let count = section.count(span, "c.unanswered", "Received and not answered", Better::Lower, unanswered.clone())?;
    for record in span.view.page(&Query { limit: Some(SPELLED_OUT), ..unanswered })?.records {
        let due = Note(&record).received_on();
        let remark = due.map_or(String::new(), |day| format!("received on {}", spelling::day(day)));
        section.lines.push(Line {
            state: "not answered".to_owned(),
            owner: None,
            due: None,
            remark,
            late: false,
            record,
        });
    }
    if count > 0 {
        section.cautions.push(format!("Received from outside and not answered: {count}."));
    }
    Ok(count.saturating_sub(u64::from(SPELLED_OUT)))
}
