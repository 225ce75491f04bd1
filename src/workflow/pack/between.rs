//! What was decided since the meeting before, in meetings of other kinds, and what earlier ones left for later.

use crate::domain::action::{self, Action, ActionField, State};
use crate::domain::agenda_item::{self, AgendaItem, AgendaItemField, Input};
use crate::domain::deadline::Deadline;
use crate::domain::decision::{self, Decision, DecisionField};
use crate::domain::field::Tone;
use crate::domain::note::{self, Note, NoteField, Type};
use crate::domain::record::Record;
use crate::domain::resolution::Resolution;
use crate::domain::review::Review;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::list::{Filter, Query};
use crate::workflow::resolutions;
use crate::workflow::review::left_behind::told_since;
use crate::workflow::review::{call, carried};

use super::{Better, Line, SPELLED_OUT, Section, Source, Span};

/// What a meeting of the committee that is no review begins with.
pub const SOURCE: Source =
    Source { input: Input::Arising, registers: "Actions, decisions, agenda items, notes", compile };

fn compile(span: &Span, section: &mut Section) -> Result<(), Error> {
    let open = Filter::one_of(ActionField::State.field(), &[State::Open.key()]);
    let query = |filters: Vec<Filter>| Query { filters, ..Query::new(&action::REGISTER) };
    let yesterday = span.today.pred_opt().map(Value::Date);
    let late = Filter::Between(ActionField::Due.field(), None, yesterday);
    section.count(span, "arising.open", "Actions open", Better::Lower, query(vec![open.clone()]))?;
    section.count(span, "arising.late", "Actions late", Better::Lower, query(vec![open, late]))?;
    section.taken(Tone::Bad);
    told(span, section)?;
    for one in carried::unfinished(span.view, Some(span.proceedings.id()), SPELLED_OUT)? {
        section.lines.push(undertaken(span, one));
    }
    Ok(())
}

/// An action with what became of its day.
pub(super) fn undertaken(span: &Span, one: carried::Carried) -> Line {
    let remark = one.words(span.words);
    let action = Action(&one.action);
    let (owner, due) = (action.owner(), action.due());
    let late = Deadline::of(&one.action, span.today).is_some_and(|deadline| deadline.is_late());
    Line { owner, due, remark, late, ..Line::of(one.action) }
}

/// Adds a line for each decision that was taken between the meeting before and this one, and for each matter that a meeting
/// before this one put off or set aside, until it is taken up.
pub(super) fn told(span: &Span, section: &mut Section) -> Result<(), Error> {
    let Some(this) = span.view.record(span.proceedings.id())? else { return Ok(()) };
    let before = told_since(span.view, &this)?;
    let since = before.as_ref().and_then(|one| Review(one).concluded_at());
    let until = Review(&this).concluded_at();
    let ended = |one: &Record| Review(one).concluded_at();
    let between = |one: &Record| ended(one) > since && until.is_none_or(|until| ended(one) < Some(until));
    let mut held = call::held(span.view, Some(this.id))?;
    held.retain(|one| until.is_none_or(|until| ended(one) < Some(until)));
    for (place, meeting) in held.iter().enumerate() {
        if between(meeting) && before.as_ref().is_none_or(|one| one.id != meeting.id) {
            decided(span, section, meeting)?;
        }
        left(span, section, meeting, &held[place + 1..])?;
    }
    let zone = span.view.circumstances()?.zone;
    for record in resolutions::settled(span.view, since, until)? {
        let on = Resolution(&record).settled_at().map(|at| at.with_timezone(&zone).date_naive());
        let on = on.map_or(String::new(), |on| span.words.day(on));
        let remark = span.words.decided_in_writing_on(on);
        section.lines.push(Line { remark, ..Line::of(record) });
    }
    section.cautions.extend(resolutions::unsettled(span.view, span.words, until)?);
    Ok(())
}

fn decided(span: &Span, section: &mut Section, meeting: &Record) -> Result<(), Error> {
    let of = Filter::to(DecisionField::Review.field(), meeting.id);
    for record in span.view.page(&Query::those(&decision::REGISTER, [of]))?.records {
        let Some(on) = Decision(&record).decided_on() else { continue };
        let remark = span.words.decided_in(meeting.reference(), span.words.day(on));
        section.lines.push(Line { remark, ..Line::of(record) });
    }
    Ok(())
}

/// What a meeting put off or set aside, as far as no later one took it up.
fn left(span: &Span, section: &mut Section, meeting: &Record, later: &[Record]) -> Result<(), Error> {
    let remark = span.words.left_by(meeting.reference());
    let mut add = |record: Record| section.lines.push(Line { remark: remark.clone(), ..Line::of(record) });
    let of = Filter::to(AgendaItemField::Review.field(), meeting.id);
    let mut deferred = span.view.page(&Query::those(&agenda_item::REGISTER, [of]))?.records;
    deferred.retain(|one| AgendaItem(one).state() == Some(agenda_item::State::Deferred));
    if !deferred.is_empty() {
        for meeting in later {
            let of = Filter::to(AgendaItemField::Review.field(), meeting.id);
            let items = span.view.page(&Query::those(&agenda_item::REGISTER, [of]))?.records;
            deferred.retain(|one| !items.iter().any(|item| takes_up(AgendaItem(item), AgendaItem(one))));
        }
    }
    deferred.into_iter().for_each(&mut add);
    let of = Filter::to(DecisionField::Review.field(), meeting.id);
    let deferred = |one: &Record| Decision(one).state() == Some(decision::State::Deferred);
    span.view.page(&Query::those(&decision::REGISTER, [of]))?.records.into_iter().filter(deferred).for_each(&mut add);
    let of = Filter::to(NoteField::Review.field(), meeting.id);
    let parked = |one: &Record| Note(one).kind() == Some(Type::Parked);
    span.view.page(&Query::those(&note::REGISTER, [of]))?.records.into_iter().filter(parked).for_each(&mut add);
    Ok(())
}

/// Whether an item of a later meeting was considered in the place of one that was put off: of the same input, or of the same title.
fn takes_up(item: AgendaItem, put_off: AgendaItem) -> bool {
    let considered = matches!(item.state(), Some(agenda_item::State::Discussed | agenda_item::State::Noted));
    let is_same = match put_off.input() {
        Some(input) if input.is_required() => item.input() == Some(input),
        _ => item.0.title() == put_off.0.title(),
    };
    considered && is_same
}
