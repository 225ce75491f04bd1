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
use crate::domain::identity::{Hash, RecordId, Reference};
use crate::domain::minutes::Minutes;
use crate::domain::note::{Note, Type};
use crate::domain::pack::Pack;
use crate::domain::record::Record;
use crate::domain::review::{Review, ReviewField, State};
use crate::domain::spelling::{self, day};
use crate::domain::value::Instant;
use crate::domain::zone::Zone;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::late_records;
use crate::workflow::pack::{Kept, kept};
use crate::workflow::resolutions::{Told, told_in, unsettled};
use crate::workflow::review::Proceedings;
use crate::workflow::review::changes::since_the_last;
use crate::workflow::review::considered::{Without, without_presenter, without_top_management};
use crate::workflow::review::correct::Correction;
use crate::workflow::review::interests::{Withdrawal, declared_late, typed, voided, withdrawn};
use crate::workflow::review::minutes::waits_for;
use crate::workflow::review::notice;
use crate::workflow::review::papers::{Approved, Stage, approved_on};
use crate::workflow::review::sittings::{self, Sitting};
use crate::workflow::review::taken_down::{self, TakenDown};
use crate::workflow::review::{afterwards, before};

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
    let writer = Writer {
        proceedings,
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
        written: told_in(view, &proceedings.meeting.review)?,
        corrections: decisions::corrected(view, proceedings)?,
        taken_down: taken_down::all(view, proceedings)?,
        otherwise: taken_down::otherwise(view, proceedings)?,
        admitted: people::admitted(view, proceedings)?,
        noted_by: people::noted_by(view, proceedings)?,
        previous: match review.previous().map(|id| view.record(id)).transpose()?.flatten() {
            Some(previous) => before::named(view, &previous)?,
            None => String::new(),
        },
        others: decisions::replaced(view, proceedings)?,
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
    writer.at_a_glance(&mut document);
    writer.attendance(&mut document);
    writer.interests(&mut document);
    for item in &proceedings.items {
        writer.item(&mut document, item);
    }
    writer.unplaced(&mut document);
    writer.actions(&mut document);
    writer.conclusion(&mut document);
    written::decided(&mut document, &writer.written, |id| writer.name(Some(id)));
    written::unsettled(&mut document, &unsettled(view, review.concluded_at())?);
    // A review tells of all that changed since the one before, whatever other meetings there were.
    if review.is_management_review() {
        changes::since_the_last(&mut document, proceedings, &since_the_last(view, proceedings, 0)?);
    }
    let removed = afterwards::removed(view, proceedings)?;
    if !removed.is_empty() {
        document.heading(2, "Notes that were removed or worded otherwise");
        document.list(removed);
    }
    let afterwards = afterwards::changes(view, proceedings)?;
    if !afterwards.is_empty() {
        document.heading(2, "Changed after the meeting was over");
        document.list(afterwards);
    }
    if !matches!(stage, Stage::Substance) {
        document.signers = writer.signers();
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

    /// For when it was called, where that was another day, or a time of the day was said.
    fn called_for(&self, review: Review) -> String {
        let held = self.sittings.first().map(|sitting| sitting.opened.with_timezone(&self.zone).date_naive());
        let told = held.is_some() && (held != review.date() || review.begins().is_some());
        if told { review.called_for() } else { String::new() }
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
            ("Previous review", self.previous.clone()),
            ("Pack", pack),
            ("Tabled in the meeting", tabled.join(", ")),
        ]);
        let met = self.sittings.first().map(|sitting| sitting.opened.with_timezone(&self.zone).date_naive());
        if let Some(short) = met.or(review.date()).and_then(|met| notice::fell_short(self.proceedings, met)) {
            document.caution(format!("The pack was {short}."));
        }
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
        let presented = match self.unpresented.get(&record.id) {
            None if !matches!(item.state(), Some(ItemState::Discussed | ItemState::Noted)) => {
                ("To be presented by", presenter)
            }
            None => ("Presented by", presenter),
            Some(Without::Part) => ("Presented by", format!("{presenter}, who was there for a part of it")),
            Some(Without::All) => ("To be presented by", format!("{presenter}, who was not there")),
        };
        document.facts(vec![presented, ("Figures of the pack", figures.join("; "))]);
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
                let by = self.noted_by.get(&note.0.id).map_or(String::new(), |by| format!(" (noted by {by})"));
                document.paragraph(format!("{}{by}", note.text()));
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

    /// Who signs the minutes: the chair and the secretary of the review.
    fn signers(&self) -> Vec<String> {
        let review = self.proceedings.review();
        let signs = [(Role::Chair, review.chair()), (Role::Secretary, review.secretary())];
        signs
            .into_iter()
            .filter_map(|(role, who)| Some(format!("{}, {}", role.label(), self.name(Some(who?)))))
            .collect()
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
