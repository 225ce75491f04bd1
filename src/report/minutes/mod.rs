//! The minutes of a review as a document. Every sentence rests on a record; what is not recorded is not said.

mod changes;
mod decisions;
mod people;
mod results;

use std::collections::HashMap;

use crate::domain::action::{Action, ActionField};
use crate::domain::agenda_item::{AgendaItem, Input, State as ItemState};
use crate::domain::approval::{Approval, Role};
use crate::domain::decision::Decision;
use crate::domain::house::order::MinutesPart;
use crate::domain::house::said::Words;
use crate::domain::identity::{Hash, RecordId, Reference};
use crate::domain::minutes::Minutes;
use crate::domain::note::{Note, Type};
use crate::domain::pack::Pack;
use crate::domain::record::Record;
use crate::domain::review::{Review, ReviewField, State};
use crate::domain::value::Instant;
use crate::domain::zone::Zone;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::late_records;
use crate::workflow::pack::{Kept, item_title, kept};
use crate::workflow::resolutions::{Told, told_in, unsettled};
use crate::workflow::review::Proceedings;
use crate::workflow::review::changes::since_the_last;
use crate::workflow::review::considered::{Without, without_presenter, without_top_management};
use crate::workflow::review::correct::Correction;
use crate::workflow::review::interests::{Withdrawal, declared_late, typed, voided, withdrawn};
use crate::workflow::review::minutes::waits_for;
use crate::workflow::review::notice;
use crate::workflow::review::papers::{Approved, Stage, approved_on};
use crate::workflow::review::proof::proven_by;
use crate::workflow::review::sittings::{self, Sitting};
use crate::workflow::review::taken_down::{self, TakenDown};
use crate::workflow::review::{afterwards, before};

use super::document::{Column, Document};
use super::{terminals, written};

/// What the minutes are written from, beside the proceedings.
struct Writer<'a> {
    proceedings: &'a Proceedings,
    words: Words,
    zone: Zone,
    sittings: Vec<Sitting>,
    figures: Vec<Kept>,
    /// Why decisions were put off, withdrawn or superseded, out of the journal.
    reasons: HashMap<RecordId, String>,
    /// What the standard asks for that was considered without top management.
    without: HashMap<RecordId, Without>,
    /// The items that were considered without whoever was to present them.
    unpresented: HashMap<RecordId, Without>,
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
    /// The interests that were voided, each with how.
    voided: Vec<(Record, String)>,
    /// Who typed what interests say, where that was not those who have them.
    typed: HashMap<RecordId, String>,
    /// Who took down who was there.
    roll_by: String,
    /// By which rule fewer than half make a quorum, where they do.
    few: String,
    /// What was decided in writing since the meeting before.
    written: Vec<Told>,
    /// The voting members who were admitted in the meeting, each with why.
    admitted: Vec<String>,
    /// The review before, with what its sealed minutes are told by.
    previous: String,
    /// Who took each note.
    noted_by: HashMap<RecordId, String>,
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
    let house = &proceedings.house;
    let writer = Writer {
        proceedings,
        words: house.words.clone(),
        zone: circumstances.zone.clone(),
        sittings: sittings::of(view, &proceedings.meeting.review)?,
        figures,
        reasons: decisions::reasons(view, proceedings)?,
        without: without_top_management(view, proceedings)?,
        unpresented: without_presenter(view, proceedings)?,
        recorded: late_records::Each::of(view, proceedings.performed())?,
        late: declared_late(view, proceedings)?,
        withdrawn: withdrawn(view, proceedings)?,
        voided: voided(view, proceedings)?,
        typed: typed(view, proceedings)?,
        roll_by: taken_down::roll(view, proceedings)?,
        few: taken_down::few(view, proceedings)?,
        written: told_in(view, &house.words, &proceedings.meeting.review)?,
        corrections: decisions::corrected(view, proceedings)?,
        taken_down: taken_down::all(view, proceedings)?,
        otherwise: taken_down::otherwise(view, proceedings)?,
        admitted: people::admitted(view, proceedings)?,
        noted_by: people::noted_by(view, proceedings)?,
        previous: match review.previous().map(|id| view.record(id)).transpose()?.flatten() {
            Some(previous) => before::named(view, &house.words, &previous)?,
            None => String::new(),
        },
        others: decisions::replaced(view, proceedings)?,
    };
    let words = &writer.words;
    let organisation = proceedings.meeting.organisation.title();
    let (said, mark, dated) = match stage {
        Stage::Substance => (String::new(), None, None),
        Stage::Draft => {
            let today = circumstances.today();
            let mark = match review.state() {
                Some(State::Cancelled) => words.not_held().to_owned(),
                _ => writer.drafted(),
            };
            (words.draft_of(words.day(today)), Some(mark), Some(today))
        }
        Stage::Circulated(version, on) => {
            (words.version_of(version, words.day(*on)), Some(words.circulated().to_owned()), Some(*on))
        }
        Stage::Sealed { version, approvals, .. } => match approved_on(approvals) {
            Some(on) => (words.version_approved(version, words.day(on)), None, Some(on)),
            None => (words.version(version), None, None),
        },
    };
    let frame = house.frame();
    let mut document = Document {
        title: words.minutes_of(proceedings.meeting.review.reference(), review.title()),
        subtitle: if said.is_empty() { organisation.to_owned() } else { format!("{organisation} · {said}") },
        mark,
        frame: dated.map_or(frame.clone(), |on| frame.of_day(on)),
        ..Document::default()
    };
    writer.meeting(&mut document);
    for part in house.minutes() {
        writer.part(view, &mut document, part)?;
    }
    document.paragraph(words.in_own_words().unwrap_or_default());
    if !matches!(stage, Stage::Substance) {
        document.signers = writer.signers();
    }
    match stage {
        Stage::Substance => {}
        Stage::Draft | Stage::Circulated(..) => {
            document.heading(2, words.approval());
            document.paragraph(words.not_approved());
        }
        Stage::Sealed { approvals, head, .. } => {
            writer.approval(&mut document, approvals, *head);
            let rows = approvals.iter().map(|approved| terminals::row(view, words, &approved.recorded));
            terminals::block(&mut document, words, rows.collect::<Result<_, _>>()?);
        }
    }
    Ok(document)
}

impl Writer<'_> {
    /// A part of the minutes.
    fn part(&self, view: View, document: &mut Document, part: MinutesPart) -> Result<(), Error> {
        let (words, review) = (&self.words, self.proceedings.review());
        match part {
            MinutesPart::Results => self.at_a_glance(document),
            MinutesPart::Attendance => self.attendance(document),
            MinutesPart::Interests => self.interests(document),
            MinutesPart::Items => {
                for item in &self.proceedings.items {
                    self.item(document, item);
                }
                self.unplaced(document);
            }
            MinutesPart::Actions => self.actions(document),
            MinutesPart::Conclusion => self.conclusion(document),
            MinutesPart::Written => {
                written::decided(document, words, &self.written, |id| self.name(Some(id)));
                written::unsettled(document, words, &unsettled(view, words, review.concluded_at())?);
            }
            // A review tells of all that changed since the one before, whatever other meetings there were.
            MinutesPart::Changes if review.is_management_review() => {
                changes::since_the_last(document, self.proceedings, &since_the_last(view, self.proceedings, 0)?);
            }
            MinutesPart::Changes => {}
            MinutesPart::Afterwards => {
                let removed = afterwards::removed(view, self.proceedings)?;
                if !removed.is_empty() {
                    document.heading(2, words.removed());
                    document.list(removed);
                }
                let afterwards = afterwards::changes(view, self.proceedings)?;
                if !afterwards.is_empty() {
                    document.heading(2, words.afterwards());
                    changes::in_english(document, words);
                    document.list(afterwards);
                }
            }
        }
        Ok(())
    }

    /// That what is written stands as the records do now, and what of it went out before.
    fn drafted(&self) -> String {
        let Some(last) = self.proceedings.last_minutes() else {
            return self.words.draft().to_owned();
        };
        let (version, on) = (Minutes(last).version().unwrap_or_default(), Minutes(last).dated());
        let waits = waits_for(self.proceedings);
        let officers = [(Role::Chair, self.words.the_chair()), (Role::Secretary, self.words.the_secretary())];
        let given: Vec<_> =
            officers.into_iter().filter(|(role, _)| !waits.contains(role)).map(|(_, who)| who).collect();
        let approved = match given.as_slice() {
            [] => self.words.approved_by_nobody().to_owned(),
            [one] => self.words.approved_by(one),
            [one, other, ..] => self.words.approved_by(self.words.and(one, other)),
        };
        match on {
            Some(on) => self.words.draft_since(version, self.words.day(on), approved),
            None => self.words.draft_since_undated(version, approved),
        }
    }

    fn name(&self, id: Option<RecordId>) -> String {
        self.proceedings.person(id).to_owned()
    }

    fn names(&self, ids: &[RecordId]) -> String {
        ids.iter().map(|id| self.name(Some(*id))).collect::<Vec<_>>().join(", ")
    }

    fn moment(&self, at: Instant) -> String {
        self.words.moment(at.with_timezone(&self.zone).naive_local())
    }

    /// The hour where there is one sitting, with its day where there are several.
    fn hour(&self, at: Instant) -> String {
        let at = at.with_timezone(&self.zone).naive_local();
        if self.sittings.len() > 1 { self.words.hour_of_day(at) } else { at.format("%H:%M").to_string() }
    }

    /// For when it was called, where that was another day, or a time of the day was said.
    fn called_for(&self, review: Review) -> String {
        let held = self.sittings.first().map(|sitting| sitting.opened.with_timezone(&self.zone).date_naive());
        let told = held.is_some() && (held != review.date() || review.begins().is_some());
        if told { review.called_for_in(&self.words) } else { String::new() }
    }

    fn meeting(&self, document: &mut Document) {
        let (words, review) = (&self.words, self.proceedings.review());
        let mut sittings: Vec<_> = self
            .sittings
            .iter()
            .map(|sitting| match sitting.ended {
                Some(ended) => {
                    let opened = sitting.opened.with_timezone(&self.zone);
                    let ended = ended.with_timezone(&self.zone).format("%H:%M");
                    words.sitting(words.day(opened.date_naive()), opened.format("%H:%M"), ended)
                }
                None => words.not_ended(self.moment(sitting.opened)),
            })
            .collect();
        let mut stand_ins = Vec::new();
        for (place, sitting) in self.sittings.iter().enumerate() {
            let of = |told: String| if self.sittings.len() > 1 { words.of_sitting(told, place + 1) } else { told };
            let in_the_chair = |who| words.in_the_chair(self.name(Some(who)), self.name(review.chair()));
            let by = |who| words.minutes_taken_by(self.name(Some(who)), self.name(review.secretary()));
            stand_ins.extend(sitting.led_by.map(in_the_chair).map(of));
            stand_ins.extend(sitting.recorded_by.map(by).map(of));
        }
        // Of several sittings, the last one is told of.
        if let Some(last) = sittings.last_mut() {
            last.push_str(&self.recorded.after(&self.words, review.0.id, ReviewField::OpenedAt.field()));
        }
        let period = match (review.period_start(), review.period_end()) {
            (Some(start), Some(end)) => words.span(words.day(start), words.day(end)),
            _ => String::new(),
        };
        let used = review.pack().and_then(|id| self.proceedings.packs.iter().find(|pack| pack.id == id));
        let pack = match used.map(|record| (record, Pack(record))) {
            Some((record, pack)) => {
                let on = pack.circulated_on().map_or(String::new(), |on| words.day(on));
                words.pack_used(record.reference(), pack.version().unwrap_or_default(), on, pack.sha256())
            }
            None => words.no_pack().to_owned(),
        };
        let tabled: Vec<_> = self
            .proceedings
            .packs
            .iter()
            .filter(|record| Pack(record).tabled() == Some(true))
            .map(|record| words.pack_version(record.reference(), Pack(record).version().unwrap_or_default()))
            .collect();
        let kind = review.meeting();
        let kind = if review.is_management_review() { "" } else { words.label(kind.label()) };
        document.facts(vec![
            (words.type_of_meeting(), kind.to_owned()),
            (if sittings.len() > 1 { words.sittings() } else { words.held() }, sittings.join("\n")),
            (words.place(), review.place().to_owned()),
            (words.period_reviewed(), period),
            (words.chair(), self.name(review.chair())),
            (words.secretary(), self.name(review.secretary())),
            (words.standing_in(), stand_ins.join("\n")),
            (words.admitted(), self.admitted.join("\n")),
            (words.called_for(), self.called_for(review)),
            (words.day_agreed(), review.notice_agreed().to_owned()),
            (words.previous_review(), self.previous.clone()),
            (words.pack(), pack),
            (words.tabled(), tabled.join(", ")),
        ]);
        let met = self.sittings.first().map(|sitting| sitting.opened.with_timezone(&self.zone).date_naive());
        if let Some((days, asked)) = met.or(review.date()).and_then(|met| notice::fell_short(self.proceedings, met)) {
            document.caution(words.pack_short(days, asked));
        }
        if !review.lacked().is_empty() {
            document.caution(words.not_counted(words.kept(review.lacked())));
        }
        for words in self.proceedings.one_person() {
            document.caution(words);
        }
    }

    fn item(&self, document: &mut Document, record: &Record) {
        let (words, item) = (&self.words, AgendaItem(record));
        let input = item.input().unwrap_or(Input::Own);
        let place = item.place().unwrap_or_default();
        let clause = input.clause().map_or(String::new(), |clause| format!(" · {clause}"));
        document.heading(2, format!("{place} {}{clause}", item_title(words, record)));
        let prefix = format!("{}.", input.key());
        let figures: Vec<_> = self
            .figures
            .iter()
            .filter(|figure| figure.key.starts_with(&prefix))
            .map(|figure| format!("{} {}", words.within(&figure.words(words)), figure.value))
            .collect();
        let presenter = self.name(item.presenter());
        let presented = match self.unpresented.get(&record.id) {
            None if !matches!(item.state(), Some(ItemState::Discussed | ItemState::Noted)) => {
                (words.to_be_presented(), presenter)
            }
            None => (words.presented(), presenter),
            Some(Without::Part) => (words.presented(), words.there_in_part(presenter)),
            Some(Without::All) => (words.to_be_presented(), words.not_there(presenter)),
        };
        document.facts(vec![presented, (words.figures_of_pack(), figures.join("; "))]);
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
            document.heading(3, words.actions_agreed());
            document.list(actions);
        }
        let minutes = item.used_seconds().map_or(0, |seconds| (seconds + 59) / 60);
        let time = match (minutes, item.allotted()) {
            (..=0, _) => String::new(),
            (_, None) => format!(" {}", words.time_taken(minutes)),
            (_, Some(allotted)) => format!(" {}", words.time_taken_of(minutes, allotted)),
        };
        let ended = match item.state() {
            Some(ItemState::Discussed) if item.outcome().is_empty() => words.discussed().to_owned(),
            Some(ItemState::Discussed) => words.discussed_so(item.outcome()),
            Some(ItemState::Noted) => words.noted_so(item.outcome()),
            Some(ItemState::Deferred) => words.deferred_so(item.outcome()),
            _ if input == Input::Conclusion => return,
            _ => words.not_considered().to_owned(),
        };
        document.paragraph(format!("{ended}{}{time}", if ended.ends_with(['.', '!', '?']) { "" } else { "." }));
        if let Some(words) = self.otherwise.get(&record.id) {
            document.caution(words.clone());
        }
        match self.without.get(&record.id) {
            Some(Without::All) => document.caution(words.without_top()),
            Some(Without::Part) => document.caution(words.partly_without_top()),
            None => {}
        }
    }

    fn previous_minutes(&self, document: &mut Document) {
        let approvals = self.proceedings.approves.iter().map(Approval);
        let (words, is_review) = (&self.words, self.proceedings.review().is_management_review());
        let lines = approvals.map(|approval| {
            let on = approval.approved_on().map_or(String::new(), |on| words.day(on));
            let reference = approval.0.reference();
            match is_review {
                true => words.previous_review_approved(on, reference),
                false => words.previous_meeting_approved(on, reference),
            }
        });
        document.list(lines.collect());
    }

    fn agreed(&self, record: &Record) -> String {
        let (words, action) = (&self.words, Action(record));
        let owner = action.owner().map_or(words.no_owner().to_owned(), |owner| self.name(Some(owner)));
        let due = action.due().map_or(words.no_day().to_owned(), |due| words.by_day(words.day(due)));
        words.agreed(record.reference(), record.title(), owner, due)
    }

    fn confirmed(&self, document: &mut Document) {
        let rows = self.proceedings.confirmed.iter().map(|record| {
            let action = Action(record);
            vec![
                record.reference().to_string(),
                record.title().to_owned(),
                self.name(action.owner()),
                action.done_on().map_or(String::new(), |on| self.words.day(on))
                    + &self.recorded.after(&self.words, record.id, ActionField::DoneOn.field()),
            ]
        });
        let rows: Vec<_> = rows.collect();
        if !rows.is_empty() {
            let words = &self.words;
            document.heading(3, words.confirmed_done());
            let columns = ["", words.action(), words.owner(), words.done_on()];
            document.table(columns.map(Column::words).into(), rows);
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
            document.heading(2, self.words.beside_agenda());
            for note in notes {
                let by = self.noted_by.get(&note.0.id);
                document.paragraph(by.map_or(note.text().to_owned(), |by| self.words.noted_by(note.text(), by)));
            }
            self.decisions(document, &decisions);
        }
        if !ratified.is_empty() {
            document.heading(2, self.words.ratified_here());
            document.list(ratified);
        }
        let parked: Vec<_> = minuted(Type::Parked).map(|note| note.text().to_owned()).collect();
        if !parked.is_empty() {
            document.heading(2, self.words.set_aside());
            document.list(parked);
        }
    }

    fn actions(&self, document: &mut Document) {
        let actions = &self.proceedings.actions;
        if actions.is_empty() {
            return;
        }
        let words = &self.words;
        document.heading(
            2,
            match self.proceedings.review().is_management_review() {
                true => words.all_of_review(),
                false => words.all_of_meeting(),
            },
        );
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
                action.due().map_or(String::new(), |due| words.day(due)),
                source.unwrap_or_default(),
            ]
        });
        let columns = ["", words.action(), words.owner(), words.due(), words.arose_from()];
        document.table(columns.map(Column::words).into(), rows.collect());
    }

    /// Who signs the minutes: the chair and the secretary of the review.
    fn signers(&self) -> Vec<String> {
        let review = self.proceedings.review();
        let signs = [(self.words.chair(), review.chair()), (self.words.secretary(), review.secretary())];
        signs.into_iter().filter_map(|(role, who)| Some(self.words.signer(role, self.name(Some(who?))))).collect()
    }

    fn approval(&self, document: &mut Document, approvals: &[Approved], head: Hash) {
        let words = &self.words;
        document.heading(2, words.approval());
        let lines = approvals.iter().map(|approved| {
            let given = &approved.given;
            let who = match given.role {
                Role::NextReview => match &approved.given_in {
                    Some(next) => words.next_review_in(next),
                    None => words.the_next_review().to_owned(),
                },
                role => words.officer(self.name(given.person), words.label_within(role.label())),
            };
            words.approved(who, words.day(given.on), approved.words(words))
        });
        document.list(lines.collect());
        document.facts(vec![(words.journal_head(), head.to_string())]);
        let reference = self.proceedings.meeting.review.reference();
        document.paragraph(words.sealed(proven_by(&reference, "COPY")));
    }
}
