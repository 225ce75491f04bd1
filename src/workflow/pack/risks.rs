//! The organisation's own input: the risks, and how far they are treated (6.1.3, 8.3).

use crate::domain::agenda_item::Input;
use crate::domain::deadline::Deadline;
use crate::domain::field::Tone;
use crate::domain::risk::{self, Risk, RiskField, State};
use crate::domain::risk_criteria::Level;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Order, Query};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span, since};

pub const SOURCE: Source = Source { input: Input::Risks, registers: "Risks", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let standing = Filter::one_of(
        RiskField::State.field(),
        &[State::Identified.key(), State::Treated.key(), State::Accepted.key()],
    );
    let query = |mut filters: Vec<Filter>| {
        filters.push(standing.clone());
        Query { filters, ..Query::new(&risk::REGISTER) }
    };
    let level = RiskField::Level.field();
    let all = section.count(span, "risks.open", "Risks", Better::Open, query(Vec::new()))?;
    for (key, label, one, standing) in
        [("risks.critical", "Critical", Level::Critical, Tone::Bad), ("risks.high", "High", Level::High, Tone::Watch)]
    {
        section.count(span, key, label, Better::Lower, query(vec![Filter::one_of(level, &[one.key()])]))?;
        section.taken(standing);
    }
    let unassessed = query(vec![Filter::Empty(level)]);
    let unassessed = section.count(span, "risks.unassessed", "Not assessed", Better::Lower, unassessed)?;
    let treated = query(vec![Filter::one_of(RiskField::State.field(), &[State::Treated.key()])]);
    section.count(span, "risks.treated", "Being treated", Better::Open, treated)?;
    let accepted = Filter::one_of(RiskField::State.field(), &[State::Accepted.key()]);
    let (risen, day) = (RiskField::Outgrown.field(), RiskField::ReviewBy.field());
    let yes = vec![Value::YesNo(true)];
    let [holds, standing] = [Filter::days(day, Some(span.today), None), Filter::IsNot(risen, yes.clone())];
    let holds = query(vec![accepted.clone(), holds, standing.clone()]);
    section.count(span, "risks.accepted", "Accepted", Better::Open, holds)?;
    let over = Filter::passed(day, span.today);
    let over = query(vec![accepted.clone(), over, standing.clone()]);
    let over = section.count(span, "risks.ended", "Acceptance run out", Better::Lower, over)?;
    let risen = query(vec![accepted.clone(), Filter::Is(risen, yes)]);
    let risen = section.count(span, "risks.outgrown", "Risen since accepted", Better::Lower, risen)?;
    // What was accepted before an end was asked for.
    let endless = query(vec![accepted, Filter::Empty(day), standing]);
    if span.view.count(&endless)? > 0 {
        section.count(span, "risks.endless", "Accepted without an end", Better::Lower, endless)?;
    }
    let assessed = query(vec![since(RiskField::AssessedOn.field(), span)]);
    section.count(span, "risks.assessed", "Assessed since", Better::Higher, assessed)?;
    if all == 0 {
        section.cautions.push(span.words.no_risk().to_owned());
    }
    if unassessed > 0 {
        section.cautions.push(span.words.no_level(unassessed, all));
    }
    if over > 0 {
        section.cautions.push(span.words.run_out(over));
    }
    if risen > 0 {
        section.cautions.push(span.words.risen(risen));
    }
    let order = Order { field: Some(level), descending: true };
    let worst = Filter::one_of(level, &[Level::Critical.key(), Level::High.key()]);
    let listed = Query { order, limit: Some(SPELLED_OUT / 2), ..query(vec![worst]) };
    let count = span.view.count(&listed)?;
    for record in span.view.page(&listed)?.records {
        let one = Risk(&record);
        let residual =
            one.residual_level().map(|level| span.words.after_treatment(span.words.label_within(level.label())));
        let parts = [
            one.level().map(|level| span.words.label_within(level.label())),
            one.treatment().map(|one| span.words.label_within(one.label())),
            residual,
        ];
        let remark = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let late = Deadline::of(&record, span.today).is_some_and(|deadline| deadline.is_late());
        let (owner, due) = (one.owner(), one.review_by());
        let state = record.standing_label(span.today).unwrap_or_default();
        section.lines.push(Line { state, owner, due, remark, late, ..Line::of(record.clone()) });
    }
    section.more = count.saturating_sub(section.lines.len() as u64);
    Ok(())
}
