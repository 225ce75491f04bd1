//! What was decided, how, and what became of it.

use std::collections::HashMap;

use crate::domain::ballot::Voting;
use crate::domain::decision::{Decision, DecisionField, State, Way};
use crate::domain::identity::RecordId;
use crate::domain::note::{Note, Type};
use crate::domain::record::Record;
use crate::domain::spelling::day;
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
    taken_back.map(|one| Ok((one.id, corrections(view, one.id)?))).collect()
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
        for record in decisions {
            let decision = Decision(record);
            let taken_down = self.taken_down.get(&record.id).cloned().unwrap_or_default();
            let state = match decision.way() {
                Some(Way::TopManagement) => room::result(self.proceedings, record).1,
                _ => decision.state().map_or("", State::label).to_lowercase(),
            };
            let reached = match decision.way() {
                Some(Way::TopManagement) => {
                    format!("By {} as top management, after advice", self.name(decision.decided_by()))
                }
                Some(way) => way.label().to_owned(),
                None => String::new(),
            };
            let counted = decision.voting() == Some(Voting::Count);
            let by_name = |ballot: Ballot| {
                let votes = self.proceedings.votes_on(record.id).filter(|vote| vote.ballot() == Some(ballot));
                let names = votes.map(|vote| {
                    let by = vote.cast_by().map(|delegate| format!("by {}", self.name(Some(delegate))));
                    let declared = (vote.declared() == Some(true)).then(|| "as declared by the chair".to_owned());
                    let aside: Vec<_> = by.into_iter().chain(declared).collect();
                    let aside = if aside.is_empty() { String::new() } else { format!(" ({})", aside.join(", ")) };
                    format!("{}{aside}", self.name(vote.person()))
                });
                names.collect::<Vec<_>>().join(", ")
            };
            let heading = |plain: &'static str, asked: &'static str| if counted { asked } else { plain };
            let declared = decision.declared_by().map(|by| match counted {
                true => format!("The count, by {}", self.name(Some(by))),
                false => format!("The rest in favour, by {}", self.name(Some(by))),
            });
            let ratified = match decision.ratified_in() {
                Some(review) if review == self.proceedings.id() => "In this meeting, with a quorum",
                Some(_) => "By a later review, with a quorum",
                None => "",
            };
            let other = |id: Option<RecordId>| id.and_then(|id| self.others.get(&id)).cloned().unwrap_or_default();
            let facts = vec![
                ("Replaces", other(decision.replaces())),
                ("Replaced by", other(decision.superseded_by())),
                ("Subject", decision.subject().map_or(String::new(), |subject| subject.label().to_owned())),
                ("Grounds", decision.grounds().to_owned()),
                ("Reached", reached),
                ("Voted", decision.voting().map_or(String::new(), |voting| voting.label().to_owned())),
                ("Majority asked for", decision.basis().map_or(String::new(), |basis| basis.label().to_owned())),
                ("Votes", decision.count().to_owned()),
                ("Declared", declared.unwrap_or_default()),
                (heading("For", "For, by name on request"), by_name(Ballot::For)),
                (heading("Against", "Against, by name on request"), by_name(Ballot::Against)),
                (heading("Abstaining", "Abstaining, by name on request"), by_name(Ballot::Abstaining)),
                ("Recused", by_name(Ballot::Recused)),
                ("Casting vote of the chair", decision.casting().map_or(String::new(), |one| one.label().to_owned())),
                ("Advice of the meeting", decision.advice().to_owned()),
                (if ratified.is_empty() { "Quorum" } else { "Quorum when ratified" }, self.quorum(decision.quorum())),
                ("Ratified", ratified.to_owned()),
                ("Decided on", self.decided_late(record)),
                ("Reason", self.reasons.get(&record.id).cloned().unwrap_or_default()),
                ("Typed by", taken_down.typed_by.clone()),
                ("Before", taken_down.before.join("\n")),
            ];
            document.decision(format!("{}: {state}", record.reference()), record.title(), facts);
            document.list(self.corrected(record.id));
            for note in self.proceedings.notes_about(record.id).map(Note) {
                if note.kind() == Some(Type::Minuted) {
                    document.paragraph(note.text());
                }
            }
            if decision.state() == Some(State::Provisional) {
                document.caution("Decided without a quorum: it holds once a meeting with a quorum ratifies it.");
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
        let all = self.corrections.get(&decision).into_iter().flatten();
        let words = all.map(|one| {
            let by = one.typed_by.as_ref().map_or(String::new(), |by| format!(" Typed by {by}."));
            let [chair, secretary] = &one.said;
            let is = one.is.as_deref().unwrap_or("no result is declared yet");
            let ballot = |one: Option<Ballot>| one.map_or("no vote".to_owned(), |one| one.label().to_lowercase());
            let turned = one
                .turned
                .iter()
                .map(|one| format!("{}, {} → {}", self.name(Some(one.person)), ballot(one.was), ballot(one.is)));
            let turned = turned.collect::<Vec<_>>().join("; ");
            let turned = if turned.is_empty() { turned } else { format!(" Votes: {turned}.") };
            format!(
                "Corrected on {} by {} ({chair}) and {} ({secretary}): {is}. Before: {}. Reason: {}.{turned}{by}",
                one.on.map_or(String::new(), day),
                self.name(one.chair),
                self.name(one.secretary),
                one.was,
                one.reason.trim_end_matches('.')
            )
        });
        words.collect()
    }

    /// The day of a decision that was recorded long after it; the others have that of the meeting.
    fn decided_late(&self, record: &Record) -> String {
        let after = self.recorded.after(record.id, DecisionField::DecidedOn.field());
        let on = Decision(record).decided_on().filter(|_| !after.is_empty());
        on.map_or(String::new(), |on| format!("{}{after}", day(on)))
    }
}
