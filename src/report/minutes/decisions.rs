//! What was decided, how, and what became of it.

use std::collections::HashMap;

use crate::domain::ballot::Voting;
use crate::domain::decision::{Decision, DecisionField, State, Way};
use crate::domain::identity::RecordId;
use crate::domain::note::{Note, Type};
use crate::domain::record::Record;
use crate::domain::transaction::{Change, Way as ChangeWay, What};
use crate::domain::vote::Ballot;
use crate::report::document::Document;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;
use crate::workflow::review::correct::{Correction, corrections};
use crate::workflow::review::room;

use super::Writer;

/// The reason of the last move of each decision that was made for one.
pub(super) fn reasons(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let mut reasons = HashMap::new();
    let put_off = [State::Deferred, State::Withdrawn, State::Superseded];
    let decisions = proceedings.decisions.iter();
    for record in decisions.filter(|one| Decision(one).state().is_some_and(|state| put_off.contains(&state))) {
        let history = view.history(record.id)?;
        let moved = |change: &Change| matches!(change.what, What::Update { way: ChangeWay::Move(_), .. });
        let last = history.iter().rev().find(|(_, change)| moved(change));
        let entry = last.map(|(sequence, _)| view.entry(*sequence)).transpose()?.flatten();
        reasons.extend(entry.and_then(|entry| entry.header.reason).map(|reason| (record.id, reason)));
    }
    Ok(reasons)
}

/// Each correction of a vote, by decision.
pub(super) fn corrected(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Vec<Correction>>, Error> {
    let taken_back = proceedings.decisions.iter().filter(|one| Decision(one).taken_back_on().is_some());
    let words = proceedings.words();
    taken_back.map(|one| Ok((one.id, corrections(view, &words, one.id)?))).collect()
}

/// What the decisions of a review replaced, and what replaced them.
pub(super) fn replaced(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let decisions = proceedings.decisions.iter().map(Decision);
    let others = decisions.flat_map(|one| [one.replaces(), one.superseded_by()]).flatten();
    let mut named_so = HashMap::new();
    for id in others {
        named_so.extend(view.record(id)?.map(|record| (id, named(&record))));
    }
    Ok(named_so)
}

impl Writer<'_> {
    pub(super) fn decisions(&self, document: &mut Document, decisions: &[&Record]) {
        let words = &self.words;
        for record in decisions {
            let decision = Decision(record);
            let taken_down = self.taken_down.get(&record.id).cloned().unwrap_or_default();
            let state = match decision.way() {
                Some(Way::TopManagement) => room::result_in(words, self.proceedings, record).1,
                _ => words.label_within(decision.state().map_or("", State::label)),
            };
            let label =
                |english: Option<&'static str>| english.map_or(String::new(), |one| words.label(one).to_owned());
            let reached = match decision.way() {
                Some(Way::TopManagement) => words.reached_by_top(self.name(decision.decided_by())),
                way => label(way.map(Way::label)),
            };
            let counted = decision.voting() == Some(Voting::Count);
            let by_name = |ballot: Ballot| {
                let votes = self.proceedings.votes_on(record.id).filter(|vote| vote.ballot() == Some(ballot));
                let names = votes.map(|vote| {
                    let by = vote.cast_by().map(|delegate| words.by_delegate(self.name(Some(delegate))));
                    let declared = (vote.declared() == Some(true)).then(|| words.as_declared().to_owned());
                    let aside: Vec<_> = by.into_iter().chain(declared).collect();
                    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
                    format!("{}{aside}", self.name(vote.person()))
                });
                names.collect::<Vec<_>>().join(", ")
            };
            let declared = decision.declared_by().map(|by| match counted {
                true => words.count_by(self.name(Some(by))),
                false => words.rest_by(self.name(Some(by))),
            });
            let ratified = match decision.ratified_in() {
                Some(review) if review == self.proceedings.id() => words.ratified_now(),
                Some(_) => words.ratified_later(),
                None => "",
            };
            let quorum = if ratified.is_empty() { words.quorum() } else { words.quorum_ratified() };
            let asked = |plain, asked| if counted { asked } else { plain };
            let other = |id: Option<RecordId>| id.and_then(|id| self.others.get(&id)).cloned().unwrap_or_default();
            let facts = vec![
                (words.replaces(), other(decision.replaces())),
                (words.replaced_by(), other(decision.superseded_by())),
                (words.subject(), label(decision.subject().map(|one| one.label()))),
                (words.grounds(), decision.grounds().to_owned()),
                (words.reached(), reached),
                (words.voted(), label(decision.voting().map(|one| one.label()))),
                (words.majority(), label(decision.basis().map(|one| one.label()))),
                (words.ballots(), words.kept(decision.count())),
                (words.declared(), declared.unwrap_or_default()),
                (asked(words.for_it(), words.for_asked()), by_name(Ballot::For)),
                (asked(words.against(), words.against_asked()), by_name(Ballot::Against)),
                (asked(words.abstaining(), words.abstaining_asked()), by_name(Ballot::Abstaining)),
                (words.recused(), by_name(Ballot::Recused)),
                (words.casting_vote(), label(decision.casting().map(|one| one.label()))),
                (words.advice(), decision.advice().to_owned()),
                (quorum, self.quorum(&words.kept(decision.quorum()))),
                (words.ratified(), ratified.to_owned()),
                (words.decided_on(), self.decided_late(record)),
                (words.why(), self.reasons.get(&record.id).cloned().unwrap_or_default()),
                (words.typed_by(), taken_down.typed_by.clone()),
                (words.before(), taken_down.before.join("\n")),
            ];
            document.decision(format!("{}: {state}", record.reference()), record.title(), facts);
            document.list(self.corrected(record.id));
            for note in self.proceedings.notes_about(record.id).map(Note) {
                if note.kind() == Some(Type::Minuted) {
                    document.paragraph(note.text());
                }
            }
            if decision.state() == Some(State::Provisional) {
                document.caution(words.without_quorum());
            }
        }
    }

    /// A quorum, with the rule by which it is of fewer than half where it is.
    fn quorum(&self, words: &str) -> String {
        match (words, self.few.as_str()) {
            ("", _) | (_, "") => words.to_owned(),
            (words, few) => format!("{words}. {few}"),
        }
    }

    /// Each correction of the vote on a decision, once.
    fn corrected(&self, decision: RecordId) -> Vec<String> {
        let (words, all) = (&self.words, self.corrections.get(&decision).into_iter().flatten());
        let told = all.map(|one| {
            let by = one.typed_by.as_ref().map_or(String::new(), |by| format!(" {}", words.corrected_typed(by)));
            let [chair, secretary] = &one.said;
            let officer = |who, how: &String| words.officer(self.name(who), how);
            let is = one.is.as_deref().unwrap_or(words.no_result());
            let ballot =
                |one: Option<Ballot>| one.map_or(words.no_vote().to_owned(), |one| words.label_within(one.label()));
            let turned = one
                .turned
                .iter()
                .map(|one| format!("{}, {} → {}", self.name(Some(one.person)), ballot(one.was), ballot(one.is)));
            let turned = turned.collect::<Vec<_>>().join("; ");
            let turned = if turned.is_empty() { turned } else { format!(" {}", words.corrected_votes(turned)) };
            let on = one.on.map_or(String::new(), |on| words.day(on));
            let (chair, secretary) = (officer(one.chair, chair), officer(one.secretary, secretary));
            let reason = one.reason.trim_end_matches('.');
            format!("{}{turned}{by}", words.corrected(on, chair, secretary, is, &one.was, reason))
        });
        told.collect()
    }

    /// The day of a decision that was recorded long after it; the others have that of the meeting.
    fn decided_late(&self, record: &Record) -> String {
        let after = self.recorded.after(&self.words, record.id, DecisionField::DecidedOn.field());
        let on = Decision(record).decided_on().filter(|_| !after.is_empty());
        on.map_or(String::new(), |on| format!("{}{after}", self.words.day(on)))
    }
}
