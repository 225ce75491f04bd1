//! What a management review comes to.

use crate::domain::action::Action;
use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::for_top_management;
use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::decision::{Decision, State as DecisionState, Subject};
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::report::document::{Column, Document};
use crate::store::view::named;
use crate::workflow::pack::item_title;
use crate::workflow::review::considered::Without;
use crate::workflow::review::room;

use super::Writer;

impl Writer<'_> {
    /// What came of the meeting, before all that it heard.
    pub(super) fn at_a_glance(&self, document: &mut Document) {
        let words = &self.words;
        let decided = self.proceedings.decisions.iter().filter(|one| Decision(one).decided_on().is_some());
        let decided: Vec<_> =
            decided.map(|one| words.result(named(one), room::result_in(words, self.proceedings, one).1)).collect();
        let due = self.proceedings.actions.iter().filter_map(|one| Action(one).due()).min();
        let actions = match (self.proceedings.actions.len(), due) {
            (0, _) => String::new(),
            (count, Some(due)) => words.first_due(words.actions(count), words.day(due)),
            (count, None) => words.actions(count),
        };
        let judged = self.proceedings.conclusions.iter().map(Conclusion).map(|one| {
            let aspect = words.label(one.aspect().map_or("", Aspect::label));
            words.result(aspect, words.label_within(one.judgement().map_or("", Judgement::label)))
        });
        let judged: Vec<_> = judged.collect();
        if decided.is_empty() && actions.is_empty() && judged.is_empty() {
            return;
        }
        document.heading(2, words.at_a_glance());
        document.facts(vec![
            (words.decided(), decided.join("\n")),
            (words.to_be_done(), actions),
            (words.judged(), judged.join("; ")),
        ]);
    }

    pub(super) fn conclusion(&self, document: &mut Document) {
        let (words, review) = (&self.words, self.proceedings.review());
        if !review.is_management_review() {
            if self.proceedings.state().is_running() {
                document.caution(words.meeting_not_over());
            }
            return;
        }
        document.heading(2, words.results_of_review());
        if self.proceedings.state() == State::InSession || self.proceedings.state() == State::Adjourned {
            document.caution(words.not_concluded());
        }
        let rows = self.proceedings.conclusions.iter().map(Conclusion).map(|conclusion| {
            vec![
                words.label(conclusion.aspect().map_or("", Aspect::label)).to_owned(),
                words.label(conclusion.judgement().map_or("", Judgement::label)).to_owned(),
                conclusion.grounds().to_owned(),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            document.caution(words.not_judged());
        }
        let columns = [words.of_the_system(), words.judgement(), words.reason()];
        document.table(columns.map(Column::words).into(), rows);
        for one in &self.proceedings.conclusions {
            if let Some(told) = self.otherwise.get(&one.id) {
                document.caution(words.result(words.label(Conclusion(one).aspect().map_or("", Aspect::label)), told));
            }
        }
        let carried = |subjects: &[Subject]| {
            let decisions = self.proceedings.decisions.iter().filter(|one| {
                let view = Decision(one);
                view.state().is_some_and(DecisionState::holds)
                    && view.subject().is_some_and(|one| subjects.contains(&one))
            });
            let told = |one: &Record| match Decision(one).state() {
                Some(DecisionState::Provisional) => words.provisional_only(named(one)),
                _ => named(one),
            };
            decisions.map(told).collect::<Vec<_>>().join("\n")
        };
        let or_reason = |decided: String, reason: &str| match (decided.is_empty(), reason.is_empty()) {
            (false, _) => decided,
            (true, false) => words.none_because(reason),
            (true, true) => words.not_answered().to_owned(),
        };
        let changes = [Subject::Change, Subject::Policy, Subject::Scope, Subject::Resources];
        let top = for_top_management(&self.proceedings.meeting.roll, |one| self.proceedings.meeting.is_top(one));
        let top = top.into_iter().map(|(person, mandate)| match mandate {
            Some(member) => words.by_mandate(self.name(Some(person)), self.name(Some(member))),
            None => self.name(Some(person)),
        });
        let top: Vec<_> = top.collect();
        document.facts(vec![
            (words.improvement(), or_reason(carried(&[Subject::Improvement]), review.no_improvements())),
            (words.system_changes(), or_reason(carried(&changes), review.no_changes())),
            (words.top_took_part(), top.join(", ")),
            (words.without_it(), self.considered_without()),
            (words.next_review_by(), review.next_review().map_or(String::new(), |on| words.day(on))),
        ]);
    }

    /// The inputs that were considered while nobody of top management was on the roll.
    fn considered_without(&self) -> String {
        let words = &self.words;
        let told = self.proceedings.items.iter().filter_map(|record| {
            let letter = AgendaItem(record).input()?.letter();
            let item = format!("{letter} {}", item_title(words, record)).trim_start().to_owned();
            Some(match self.without.get(&record.id)? {
                Without::All => item,
                Without::Part => words.in_part(item),
            })
        });
        told.collect::<Vec<_>>().join("\n")
    }
}
