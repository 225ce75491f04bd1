//! The minutes of a review as a document. Every sentence rests on a record; what is not recorded is not said.

use std::collections::HashMap;

use crate::domain::action::{Action, ActionField};
use crate::domain::agenda_item::{AgendaItem, Input, State as ItemState};
use crate::domain::approval::{Approval, Role};
use crate::domain::attendance::{Attendance, AttendanceField, Capacity, How, for_top_management};
use crate::domain::ballot::Voting;
use crate::domain::conclusion::{Aspect, Conclusion, Judgement};
use crate::domain::decision::{Decision, DecisionField, State as DecisionState, Subject, Way};
use crate::domain::identity::{Hash, RecordId, Reference};
use crate::domain::interest::{Consequence, Interest};
use crate::domain::minutes::Minutes;
use crate::domain::note::{Note, Type};
use crate::domain::pack::Pack;
use crate::domain::record::Record;
use crate::domain::review::{Review, ReviewField, State};
use crate::domain::spelling::{self, day};
use crate::domain::transaction::{Change, Way as ChangeWay, What};
use crate::domain::value::Instant;
use crate::domain::vote::Ballot;
use crate::domain::zone::Zone;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::late_records;
use crate::workflow::pack::{Kept, kept};
use crate::workflow::resolutions::{Told, told_in};
use crate::workflow::review::Proceedings;
use crate::workflow::review::afterwards;
use crate::workflow::review::changes::{Changes, since_the_last};
use crate::workflow::review::considered::{Without, without_top_management};
use crate::workflow::review::correct::{Correction, corrections};
use crate::workflow::review::interests::{Withdrawal, declared_late, withdrawn};
use crate::workflow::review::minutes::waits_for;
use crate::workflow::review::papers::{Approved, Stage, approved_on};
use crate::workflow::review::sittings::{self, Sitting};
use crate::workflow::review::taken_down::{self, TakenDown};

use super::document::{Column, Document};
use super::{terminals, written};

/// What the minutes are written from, beside the proceedings.
struct Writer<'a> {
    proceedings: &'a Proceedings,
    zone: Zone,
    sittings: Vec<Sitting>,
    figures: Vec<Kept>,
    /// Why decisions were put off, withdrawn or superseded, out of the journal.
    reasons: HashMap<RecordId, String>,
    /// What the standard asks for that was considered without top management.
    without: HashMap<RecordId, Without>,
    /// What was recorded long after it was performed.
    recorded: late_records::Each,
    /// What was decided before an interest in it was declared.
    late: HashMap<RecordId, Vec<Reference>>,
    /// The votes that were put right, by decision.
    corrections: HashMap<RecordId, Vec<Correction>>,
    /// How results were taken down, by decision.
    taken_down: HashMap<RecordId, TakenDown>,
    /// What was said otherwise of an item after the meeting.
    otherwise: HashMap<RecordId, String>,
    /// What decisions replaced and were replaced by, of this review and of others.
    others: HashMap<RecordId, String>,
    /// How interests were withdrawn.
    withdrawn: HashMap<RecordId, Withdrawal>,
    /// What was decided in writing since the meeting before.
    written: Vec<Told>,
    /// The voting members who were admitted in the meeting, each with why.
    admitted: Vec<String>,
}

/// Writes the minutes.
///
/// # Errors
/// Where the file can't be read.
pub fn document(view: View, proceedings: &Proceedings, stage: &Stage) -> Result<Document, Error> {
    let circumstances = view.circumstances()?;
    let review = proceedings.review();
    let figures = match review.pack() {
        Some(pack) => kept(view, pack)?.unwrap_or_default(),
        None => Vec::new(),
    };
    let writer = Writer {
        proceedings,
        zone: circumstances.zone.clone(),
        sittings: sittings::of(view, &proceedings.meeting.review)?,
        figures,
        reasons: reasons(view, proceedings)?,
        without: without_top_management(view, proceedings)?,
        recorded: late_records::Each::of(view, proceedings.performed())?,
        late: declared_late(view, proceedings)?,
        withdrawn: withdrawn(view, proceedings)?,
        written: told_in(view, &proceedings.meeting.review)?,
        corrections: corrected(view, proceedings)?,
        taken_down: taken_down::all(view, proceedings)?,
        otherwise: taken_down::otherwise(view, proceedings)?,
        admitted: admitted(view, proceedings)?,
        others: replaced(view, proceedings)?,
    };
    let organisation = proceedings.meeting.organisation.title();
    let (said, mark) = match stage {
        Stage::Substance => (String::new(), None),
        Stage::Draft => {
            let today = day(circumstances.today());
            let mark = match review.state() {
                Some(State::Cancelled) => "Cancelled: this meeting was not held".to_owned(),
                _ => writer.drafted(),
            };
            (format!(" · draft of {today}"), Some(mark))
        }
        Stage::Circulated(version, on) => {
            (format!(" · version {version} of {}", day(*on)), Some("Circulated for comments, not approved".to_owned()))
        }
        Stage::Sealed { version, approvals, .. } => {
            let approved = approved_on(approvals).map_or(String::new(), |on| format!(", approved on {}", day(on)));
            (format!(" · version {version}{approved}"), None)
        }
    };
    let mut document = Document {
        title: format!("Minutes of {}: {}", proceedings.meeting.review.reference(), review.title()),
        subtitle: format!("{organisation}{said}"),
        mark,
        ..Document::default()
    };
    writer.meeting(&mut document);
    writer.attendance(&mut document);
    writer.interests(&mut document);
    // A review tells of all that changed since the one before, whatever other meetings there were.
    if review.is_management_review() {
        changed(&mut document, &proceedings.meeting.review, &since_the_last(view, proceedings, 0)?);
    }
    written::decided(&mut document, &writer.written, |id| writer.name(Some(id)));
    for item in &proceedings.items {
        writer.item(&mut document, item);
    }
    writer.unplaced(&mut document);
    writer.actions(&mut document);
    writer.conclusion(&mut document);
    let afterwards = afterwards::changes(view, proceedings)?;
    if !afterwards.is_empty() {
        document.heading(2, "Changed after the meeting was over");
        document.list(afterwards);
    }
    match stage {
        Stage::Substance => {}
        Stage::Draft | Stage::Circulated(..) => {
            document.heading(2, "Approval");
            document.paragraph("These minutes are not approved yet.");
        }
        Stage::Sealed { approvals, head, .. } => {
            writer.approval(&mut document, approvals, *head);
            let rows = approvals.iter().map(|approved| terminals::row(view, &approved.recorded));
            terminals::block(&mut document, rows.collect::<Result<_, _>>()?);
        }
    }
    Ok(document)
}

/// What was changed since the review before: what looks better, the figures and what is so on one person's word whole, the
/// rest counted.
fn changed(document: &mut Document, review: &Record, changes: &Changes) {
    let sentence = |words: String| format!("{words}.");
    let better = changes.better.iter().map(|one| sentence(one.words())).collect();
    let alone = changes.alone.iter().map(|one| sentence(one.words())).collect();
    let figures = changes.figures.iter().map(|one| sentence(one.words())).collect();
    let parts: [(_, Vec<String>); 3] =
        [(changes.of_better(), better), (changes.of_figures(), figures), (changes.of_alone(), alone)];
    for ((title, nothing), lines) in parts {
        document.heading(2, title);
        match lines.is_empty() {
            true => document.paragraph(nothing),
            false => document.list(lines),
        }
    }
    let (title, nothing) = changes.of_others();
    document.heading(2, title);
    changes.others.remarks.iter().for_each(|remark| document.caution(remark.clone()));
    document.paragraph(match changes.counted() {
        counted if counted.is_empty() => nothing,
        counted => format!(
            "Counted: {counted}. “review changes {} --all” has each change in words; what is new stands in its register.",
            review.reference()
        ),
    });
}

/// The voting members who were admitted in the meeting, each with why; not who was taken off again.
fn admitted(view: View, proceedings: &Proceedings) -> Result<Vec<String>, Error> {
    let (mut told, mut before) = (Vec::new(), Vec::new());
    for version in view.versions(proceedings.id())?.iter() {
        let then = Review(&version.record).admitted().to_vec();
        for one in then.iter().filter(|one| !before.contains(*one) && proceedings.review().admitted().contains(one)) {
            let reason = view.entry(version.sequence)?.and_then(|entry| entry.header.reason).unwrap_or_default();
            told.push(format!("{} as a voting member: {reason}", proceedings.person(Some(*one))));
        }
        before = then;
    }
    Ok(told)
}

/// The reason of the last move of each decision that was made for one.
fn reasons(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let mut reasons = HashMap::new();
    let put_off = [DecisionState::Deferred, DecisionState::Withdrawn, DecisionState::Superseded];
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
fn corrected(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, Vec<Correction>>, Error> {
    let taken_back = proceedings.decisions.iter().filter(|one| Decision(one).taken_back_on().is_some());
    taken_back.map(|one| Ok((one.id, corrections(view, one.id)?))).collect()
}

/// What the decisions of a review replaced, and what replaced them.
fn replaced(view: View, proceedings: &Proceedings) -> Result<HashMap<RecordId, String>, Error> {
    let decisions = proceedings.decisions.iter().map(Decision);
    let others = decisions.flat_map(|one| [one.replaces(), one.superseded_by()]).flatten();
    let mut named_so = HashMap::new();
    for id in others {
        named_so.extend(view.record(id)?.map(|record| (id, named(&record))));
    }
    Ok(named_so)
}

impl Writer<'_> {
    /// That what is written stands as the records do now, and what of it went out before.
    fn drafted(&self) -> String {
        let Some(last) = self.proceedings.last_minutes() else {
            return "Draft, neither circulated nor approved".to_owned();
        };
        let (version, on) = (Minutes(last).version().unwrap_or_default(), Minutes(last).dated());
        let waits = waits_for(self.proceedings);
        let given = [Role::Chair, Role::Secretary].into_iter().filter(|role| !waits.contains(role));
        let given: Vec<_> = given.map(|role| format!("the {}", role.label().to_lowercase())).collect();
        let approved = match given.is_empty() {
            true => "approved by nobody yet".to_owned(),
            false => format!("approved by {}", given.join(" and ")),
        };
        let on = on.map_or(String::new(), |on| format!(" on {}", day(on)));
        format!("Draft of what the records say now; version {version} was circulated{on}, {approved}")
    }

    fn name(&self, id: Option<RecordId>) -> String {
        self.proceedings.person(id).to_owned()
    }

    fn names(&self, ids: &[RecordId]) -> String {
        ids.iter().map(|id| self.name(Some(*id))).collect::<Vec<_>>().join(", ")
    }

    fn moment(&self, at: Instant) -> String {
        at.with_timezone(&self.zone).format("%-d %B %Y %H:%M").to_string()
    }

    /// The hour where there is one sitting, with its day where there are several.
    fn hour(&self, at: Instant) -> String {
        let shape = if self.sittings.len() > 1 { "%-d %b %H:%M" } else { "%H:%M" };
        at.with_timezone(&self.zone).format(shape).to_string()
    }

    /// The day of the call, where the meeting was held on another one.
    fn called_for(&self, review: Review) -> String {
        let held = self.sittings.first().map(|sitting| sitting.opened.with_timezone(&self.zone).date_naive());
        let called = review.date().filter(|called| held.is_some_and(|held| held != *called));
        called.map_or(String::new(), day)
    }

    fn meeting(&self, document: &mut Document) {
        let review = self.proceedings.review();
        let mut sittings: Vec<_> = self
            .sittings
            .iter()
            .map(|sitting| match sitting.ended {
                Some(ended) => {
                    format!("{} to {}", self.moment(sitting.opened), ended.with_timezone(&self.zone).format("%H:%M"))
                }
                None => format!("{}, not ended", self.moment(sitting.opened)),
            })
            .collect();
        let mut stand_ins = Vec::new();
        for (place, sitting) in self.sittings.iter().enumerate() {
            let of = if self.sittings.len() > 1 { format!(" (sitting {})", place + 1) } else { String::new() };
            let words = |what: &str, who: Option<RecordId>, instead: Option<RecordId>| {
                who.map(|who| format!("{what}: {}, in the place of {}{of}", self.name(Some(who)), self.name(instead)))
            };
            stand_ins.extend(words("In the chair", sitting.led_by, review.chair()));
            stand_ins.extend(words("Minutes taken by", sitting.recorded_by, review.secretary()));
        }
        // Of several sittings, the last one is told of.
        if let Some(last) = sittings.last_mut() {
            last.push_str(&self.recorded.after(review.0.id, ReviewField::OpenedAt.field()));
        }
        let period = match (review.period_start(), review.period_end()) {
            (Some(start), Some(end)) => format!("{} to {}", day(start), day(end)),
            _ => String::new(),
        };
        let used = review.pack().and_then(|id| self.proceedings.packs.iter().find(|pack| pack.id == id));
        let pack = match used.map(|record| (record, Pack(record))) {
            Some((record, pack)) => {
                let on = pack.circulated_on().map_or(String::new(), day);
                format!(
                    "{}, version {}, circulated on {on}, SHA-256 {}",
                    record.reference(),
                    pack.version().unwrap_or_default(),
                    pack.sha256()
                )
            }
            None => "none was circulated before the meeting".to_owned(),
        };
        let tabled: Vec<_> = self
            .proceedings
            .packs
            .iter()
            .filter(|record| Pack(record).tabled() == Some(true))
            .map(|record| format!("{}, version {}", record.reference(), Pack(record).version().unwrap_or_default()))
            .collect();
        let kind = review.meeting();
        let kind = if review.is_management_review() { "" } else { kind.label() };
        document.facts(vec![
            ("Type", kind.to_owned()),
            (if sittings.len() > 1 { "Sittings" } else { "Held" }, sittings.join("\n")),
            ("Place", review.place().to_owned()),
            ("Period reviewed", period),
            ("Chair", self.name(review.chair())),
            ("Secretary", self.name(review.secretary())),
            ("Standing in", stand_ins.join("\n")),
            ("Admitted in the meeting", self.admitted.join("\n")),
            ("Called for", self.called_for(review)),
            ("How the day was agreed", review.notice_agreed().to_owned()),
            ("Pack", pack),
            ("Tabled in the meeting", tabled.join(", ")),
        ]);
        if !review.lacked().is_empty() {
            document.caution(format!(
                "This does not count as the management review of the organisation: {}. The obligation to hold one stays.",
                review.lacked()
            ));
        }
        for words in self.proceedings.one_person() {
            document.caution(words);
        }
    }

    fn attendance(&self, document: &mut Document) {
        let roll = &self.proceedings.meeting.roll;
        document.heading(2, "Attendance");
        if roll.is_empty() {
            document.caution("No attendance is on record.");
        }
        let time = |at: Option<Instant>| at.map_or(String::new(), |at| self.hour(at));
        let rows = roll.iter().map(Attendance).map(|row| {
            let mut remarks = Vec::new();
            if row.late() == Some(true) {
                remarks.push("came late".to_owned());
            }
            if row.capacity() == Some(Capacity::Delegate) {
                let vote = if row.votes() == Some(true) { "votes" } else { "does not vote" };
                let decides = if row.decides() == Some(true) { ", decides" } else { "" };
                remarks.push(format!(
                    "stands for {} by mandate ({}), {vote}{decides}",
                    self.name(row.represents()),
                    row.mandate()
                ));
            }
            let person = self.proceedings.meeting.people.iter().find(|one| Some(one.id) == row.person());
            if person.is_some_and(|one| crate::domain::person::Person(one).top_management() == Some(true)) {
                remarks.push("top management".to_owned());
            }
            let after = self.recorded.after(row.0.id, AttendanceField::ArrivedAt.field());
            remarks.extend(after.strip_prefix(", ").map(str::to_owned));
            vec![
                self.name(row.person()),
                row.capacity().map_or("", Capacity::label).to_owned(),
                row.how().map_or("", How::label).to_owned(),
                time(row.arrived_at()),
                time(row.left_at()),
                remarks.join("; "),
            ]
        });
        let columns = ["Name", "As", "How", "From", "To", "Remarks"].into_iter().map(Column::words).collect();
        document.table(columns, rows.collect());
        let on_roll = |id: &&RecordId| {
            roll.iter().map(Attendance).any(|row| row.person() == Some(**id) || row.represents() == Some(**id))
        };
        let missing: Vec<_> = self.proceedings.meeting.members().into_iter().filter(|id| !on_roll(&id)).collect();
        if !missing.is_empty() {
            document.paragraph(format!("Voting members of whom nothing is on record: {}.", self.names(&missing)));
        }
        for (_, why) in self.proceedings.meeting.unseated() {
            document.paragraph(format!("No voting member any more: {why}."));
        }
    }

    fn interests(&self, document: &mut Document) {
        document.heading(2, "Declarations of interest");
        let interests = &self.proceedings.meeting.interests;
        if interests.is_empty() {
            document.paragraph("No declaration is on record.");
        }
        let lines = interests.iter().map(|record| {
            let interest = Interest(record);
            let matter = interest
                .item()
                .and_then(|item| self.proceedings.item(item))
                .map_or(String::new(), |item| format!(" ({})", item.title()));
            let standing = if interest.review().is_none() { ", standing" } else { "" };
            let late = self.late.get(&record.id).map_or(String::new(), |decisions| {
                let decisions: Vec<_> = decisions.iter().map(ToString::to_string).collect();
                format!(" Declared after {} was decided.", decisions.join(", "))
            });
            let withdrawn = self.withdrawn.get(&record.id).map_or(String::new(), |one| {
                let (at, by) = (self.moment(one.at), self.name(one.by));
                format!(" Withdrawn on {at} by {by}: {}.", one.reason.trim_end_matches('.'))
            });
            format!(
                "{}{matter}: {}. {}{standing}.{late}{withdrawn}",
                self.name(interest.person()),
                interest.what(),
                interest.consequence().map_or("", Consequence::label)
            )
        });
        document.list(lines.collect());
    }

    fn item(&self, document: &mut Document, record: &Record) {
        let item = AgendaItem(record);
        let input = item.input().unwrap_or(Input::Own);
        let place = item.place().unwrap_or_default();
        let clause = input.clause().map_or(String::new(), |clause| format!(" · {clause}"));
        document.heading(2, format!("{place} {}{clause}", record.title()));
        let prefix = format!("{}.", input.key());
        let figures: Vec<_> = self
            .figures
            .iter()
            .filter(|figure| figure.key.starts_with(&prefix))
            .map(|figure| format!("{} {}", spelling::within_a_sentence(&figure.label), figure.value))
            .collect();
        let presenter = self.name(item.presenter());
        document.facts(vec![("Presented by", presenter), ("Figures of the pack", figures.join("; "))]);
        if input == Input::Opening {
            self.previous_minutes(document);
        }
        for note in self.proceedings.notes_about(record.id).map(Note).filter(|note| note.kind() == Some(Type::Minuted))
        {
            document.paragraph(note.text());
        }
        if input == Input::Actions {
            self.confirmed(document);
        }
        let decisions: Vec<_> = self.proceedings.decisions_of(record.id).collect();
        self.decisions(document, &decisions);
        let actions: Vec<_> = self.proceedings.actions_of(record.id).map(|one| self.agreed(one)).collect();
        if !actions.is_empty() {
            document.heading(3, "Actions agreed");
            document.list(actions);
        }
        let minutes = item.used_seconds().map_or(0, |seconds| (seconds + 59) / 60);
        let allotted = item.allotted().map_or(String::new(), |time| format!(" of {time} allotted"));
        let time = if minutes > 0 { format!(" Time taken: {minutes} min{allotted}.") } else { String::new() };
        let ended = match item.state() {
            Some(ItemState::Discussed) if item.outcome().is_empty() => "Discussed.".to_owned(),
            Some(ItemState::Discussed) => format!("Discussed: {}", item.outcome()),
            Some(ItemState::Noted) => format!("Considered and noted: {}", item.outcome()),
            Some(ItemState::Deferred) => format!("Deferred: {}", item.outcome()),
            _ if input == Input::Conclusion => return,
            _ => "Not considered.".to_owned(),
        };
        document.paragraph(format!("{ended}{}{time}", if ended.ends_with(['.', '!', '?']) { "" } else { "." }));
        if let Some(words) = self.otherwise.get(&record.id) {
            document.caution(words.clone());
        }
        if let Some(without) = self.without.get(&record.id) {
            document.caution(format!("{}.", without.words()));
        }
    }

    fn previous_minutes(&self, document: &mut Document) {
        let approvals = self.proceedings.approves.iter().map(Approval);
        let lines = approvals.map(|approval| {
            let on = approval.approved_on().map_or(String::new(), day);
            format!(
                "The minutes of the {} before were approved in this meeting on {on} ({}).",
                self.noun(),
                approval.0.reference()
            )
        });
        document.list(lines.collect());
    }

    fn decisions(&self, document: &mut Document, decisions: &[&Record]) {
        for record in decisions {
            let decision = Decision(record);
            let taken_down = self.taken_down.get(&record.id).cloned().unwrap_or_default();
            let state = decision.state().map_or("", DecisionState::label).to_lowercase();
            document.heading(3, format!("{}: {state}", record.reference()));
            document.paragraph(record.title());
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
            document.facts(vec![
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
                (if ratified.is_empty() { "Quorum" } else { "Quorum when ratified" }, decision.quorum().to_owned()),
                ("Ratified", ratified.to_owned()),
                ("Decided on", self.decided_late(record)),
                ("Reason", self.reasons.get(&record.id).cloned().unwrap_or_default()),
                ("Typed by", taken_down.typed_by.clone()),
                ("Before", taken_down.before.join("\n")),
            ]);
            document.list(self.corrected(record.id));
            for note in self.proceedings.notes_about(record.id).map(Note) {
                if note.kind() == Some(Type::Minuted) {
                    document.paragraph(note.text());
                }
            }
            if decision.state() == Some(DecisionState::Provisional) {
                document.caution("Decided without a quorum: it holds once a meeting with a quorum ratifies it.");
            }
        }
    }

    /// Each correction of the vote on a decision, once.
    fn corrected(&self, decision: RecordId) -> Vec<String> {
        let all = self.corrections.get(&decision).into_iter().flatten();
        let words = all.map(|one| {
            let by = one.typed_by.as_ref().map_or(String::new(), |by| format!(" Typed by {by}."));
            let [chair, secretary] = &one.said;
            let is = one.is.as_deref().unwrap_or("no result is declared yet");
            format!(
                "Corrected on {} by {} ({chair}) and {} ({secretary}): {is}. Before: {}. Reason: {}.{by}",
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

    fn agreed(&self, record: &Record) -> String {
        let action = Action(record);
        let owner = action.owner().map_or("no owner yet".to_owned(), |owner| self.name(Some(owner)));
        let due = action.due().map_or("no day yet".to_owned(), |due| format!("by {}", day(due)));
        format!("{}: {} ({owner}, {due})", record.reference(), record.title())
    }

    fn confirmed(&self, document: &mut Document) {
        let rows = self.proceedings.confirmed.iter().map(|record| {
            let action = Action(record);
            vec![
                record.reference().to_string(),
                record.title().to_owned(),
                self.name(action.owner()),
                action.done_on().map_or(String::new(), day)
                    + &self.recorded.after(record.id, ActionField::DoneOn.field()),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            document.heading(3, "Confirmed as done");
            let columns = ["", "Action", "Owner", "Done on"].into_iter().map(Column::words).collect();
            document.table(columns, rows);
        }
    }

    /// What belongs to the review and to no item of it.
    fn unplaced(&self, document: &mut Document) {
        let review = self.proceedings.id();
        let placed = |item: Option<RecordId>| item.is_some_and(|item| self.proceedings.item(item).is_some());
        let decisions: Vec<_> = self.proceedings.decisions.iter().filter(|one| !placed(Decision(one).item())).collect();
        let minuted =
            |kind: Type| self.proceedings.notes.iter().map(Note).filter(move |note| note.kind() == Some(kind));
        let told = |note: &Note| {
            let decision = self.proceedings.decisions.iter().any(|one| Some(one.id) == note.about());
            note.about() != Some(review) && (placed(note.about()) || decision)
        };
        let notes: Vec<_> = minuted(Type::Minuted).filter(|note| !told(note)).collect();
        let earlier = self.proceedings.ratified.iter().filter(|one| Decision(one).review() != Some(review));
        let ratified: Vec<_> = earlier.map(named).collect();
        if !decisions.is_empty() || !notes.is_empty() {
            document.heading(2, "Beside the agenda");
            for note in notes {
                document.paragraph(note.text());
            }
            self.decisions(document, &decisions);
        }
        if !ratified.is_empty() {
            document.heading(2, "Ratified in this meeting");
            document.list(ratified);
        }
        let parked: Vec<_> = minuted(Type::Parked).map(|note| note.text().to_owned()).collect();
        if !parked.is_empty() {
            document.heading(2, "Set aside for later");
            document.list(parked);
        }
    }

    fn actions(&self, document: &mut Document) {
        let actions = &self.proceedings.actions;
        if actions.is_empty() {
            return;
        }
        document.heading(2, format!("All actions of this {}", self.noun()));
        let rows = actions.iter().map(|record| {
            let action = Action(record);
            let source = action.source().and_then(|id| {
                let all = self.proceedings.decisions.iter().chain(&self.proceedings.items);
                all.into_iter().find(|one| one.id == id).map(|one| one.reference().to_string())
            });
            vec![
                record.reference().to_string(),
                record.title().to_owned(),
                self.name(action.owner()),
                action.due().map_or(String::new(), day),
                source.unwrap_or_default(),
            ]
        });
        let columns = ["", "Action", "Owner", "By", "From"].into_iter().map(Column::words).collect();
        document.table(columns, rows.collect());
    }

    /// What a reader calls it.
    fn noun(&self) -> &'static str {
        if self.proceedings.review().is_management_review() { "review" } else { "meeting" }
    }

    fn conclusion(&self, document: &mut Document) {
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

    fn approval(&self, document: &mut Document, approvals: &[Approved], head: Hash) {
        document.heading(2, "Approval");
        let lines = approvals.iter().map(|approved| {
            let given = &approved.given;
            let who = match given.role {
                Role::NextReview => match &approved.given_in {
                    Some(next) => format!("the next review, {next},"),
                    None => "the next review".to_owned(),
                },
                role => format!("{} ({})", self.name(given.person), role.label().to_lowercase()),
            };
            format!("Approved by {who} on {} {}.", day(given.on), approved.words())
        });
        document.list(lines.collect());
        document.facts(vec![("Head of the journal before the seal", head.to_string())]);
        let reference = self.proceedings.meeting.review.reference();
        document.paragraph(format!(
            "These minutes are sealed. To check a copy against the file they were written from: \
             gavel review verify {reference} COPY"
        ));
    }
}
