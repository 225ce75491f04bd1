//! What a management review comes to.

use crate::domain::action::Action;
use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::for_top_management;
use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::decision::{Decision, State as DecisionState, Subject};
use crate::domain::record::Record;
use crate::domain::review::State;
use crate::domain::spelling::{counted, day};
use crate::report::document::{Column, Document};
use crate::store::view::named;
use crate::workflow::review::considered::Without;
use crate::workflow::review::room;

use super::Writer;

impl Writer<'_> {
    /// What came of the meeting, before all that it heard.
    pub(super) fn at_a_glance(&self, document: &mut Document) {
        let decided = self.proceedings.decisions.iter().filter(|one| Decision(one).decided_on().is_some());
        let decided: Vec<_> =
            decided.map(|one| format!("{}: {}", named(one), room::result(self.proceedings, one).1)).collect();
        let due = self.proceedings.actions.iter().filter_map(|one| Action(one).due()).min();
        let actions = match (self.proceedings.actions.len(), due) {
            (0, _) => String::new(),
            (count, Some(due)) => format!("{}, the first due {}", counted(count, "action", "actions"), day(due)),
            (count, None) => counted(count, "action", "actions"),
        };
        let judged = self.proceedings.conclusions.iter().map(Conclusion).map(|one| {
            let aspect = one.aspect().map_or("", Aspect::label);
            format!("{aspect}: {}", one.judgement().map_or("", Judgement::label).to_lowercase())
        });
        let judged: Vec<_> = judged.collect();
        if decided.is_empty() && actions.is_empty() && judged.is_empty() {
            return;
        }
        document.heading(2, "Results at a glance");
        document.facts(vec![
            ("Decided", decided.join("\n")),
            ("Agreed to be done", actions),
            ("Judged", judged.join("; ")),
        ]);
    }

    pub(super) fn conclusion(&self, document: &mut Document) {
        let review = self.proceedings.review();
        if !review.is_management_review() {
            if self.proceedings.state().is_running() {
                document.caution("The meeting is not over.");
            }
            return;
        }
        document.heading(2, "Results of the review (9.3.1, 9.3.3)");
        if self.proceedings.state() == State::InSession || self.proceedings.state() == State::Adjourned {
            document.caution("The review is not concluded.");
        }
        let rows = self.proceedings.conclusions.iter().map(Conclusion).map(|conclusion| {
            vec![
                conclusion.aspect().map_or("", Aspect::label).to_owned(),
                conclusion.judgement().map_or("", Judgement::label).to_owned(),
                conclusion.grounds().to_owned(),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            document.caution("Suitability, adequacy and effectiveness are not judged.");
        }
        document.table(["Of the system", "Judgement", "Reason"].into_iter().map(Column::words).collect(), rows);
        for one in &self.proceedings.conclusions {
            if let Some(told) = self.otherwise.get(&one.id) {
                document.caution(format!("{}: {told}", Conclusion(one).aspect().map_or("", Aspect::label)));
            }
        }
        let carried = |subjects: &[Subject]| {
            let decisions = self.proceedings.decisions.iter().filter(|one| {
                let view = Decision(one);
                view.state().is_some_and(DecisionState::holds)
                    && view.subject().is_some_and(|one| subjects.contains(&one))
            });
            let words = |one: &Record| match Decision(one).state() {
                Some(DecisionState::Provisional) => format!("{} (provisional, not ratified)", named(one)),
                _ => named(one),
            };
            decisions.map(words).collect::<Vec<_>>().join("\n")
        };
        let or_reason = |decided: String, reason: &str| match (decided.is_empty(), reason.is_empty()) {
            (false, _) => decided,
            (true, false) => format!("None: {reason}"),
            (true, true) => "Not answered".to_owned(),
        };
        let changes = [Subject::Change, Subject::Policy, Subject::Scope, Subject::Resources];
        let top = for_top_management(&self.proceedings.meeting.roll, |one| self.proceedings.meeting.is_top(one));
        let top = top.into_iter().map(|(person, mandate)| match mandate {
            Some(member) => format!("{} by the mandate of {}", self.name(Some(person)), self.name(Some(member))),
            None => self.name(Some(person)),
        });
        let top: Vec<_> = top.collect();
        document.facts(vec![
            ("Improvement opportunities", or_reason(carried(&[Subject::Improvement]), review.no_improvements())),
            ("Changes to the management system", or_reason(carried(&changes), review.no_changes())),
            ("Top management who took part", top.join(", ")),
            ("Considered without it", self.considered_without()),
            ("Next review by", review.next_review().map_or(String::new(), day)),
        ]);
    }

    /// The inputs that were considered while nobody of top management was on the roll.
    fn considered_without(&self) -> String {
        let told = self.proceedings.items.iter().filter_map(|record| {
            let part = match self.without.get(&record.id)? {
                Without::All => "",
                Without::Part => " (in part)",
            };
            Some(format!("{} {}{part}", AgendaItem(record).input()?.letter(), record.title()).trim_start().to_owned())
        });
        told.collect::<Vec<_>>().join("\n")
    }
}
