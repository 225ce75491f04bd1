//! Today, for whoever sits at the terminal, as its sheet tells it. Several lines can be marked, and then get an owner, a day,
//! a priority, a comment, or go on together where that is allowed: that is why it is a screen of its own and no place of
//! panes, in which one line is meant at a time.

mod rows;

use std::collections::{HashMap, HashSet};

use ratatui::layout::Rect;
use rows::{Row, Rows};

use crate::domain::action;
use crate::domain::identity::RecordId;
use crate::domain::obligation;
use crate::domain::person;
use crate::domain::record::Record;
use crate::domain::spelling;
use crate::store::{Error, View};
use crate::tui::canvas::{Canvas, Pane};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effect, Effects};
use crate::tui::layer::{Screen, subject_among};
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::chase::{self, MESSAGES};
use crate::workflow::obligations::operations::TASK;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::reading::Wanted;
use crate::workflow::sheet::{Body, Lead, Sheet};
use crate::workflow::today::TODAY;
use crate::workflow::today::operations::{ADVANCE, DAY, ON_TODAY, OWNER, PRIORITY};

use super::acting;
use super::sheet::written;

static SCOPES: [Scope; 5] = [Scope::At(&ON_TODAY), Scope::Read, Scope::Record, Scope::Rows, Scope::Everywhere];

/// What there is to do.
#[derive(Debug)]
pub struct TodayView {
    rows: Rows,
    marks: HashSet<RecordId>,
    note: String,
    /// Whose lateness is shown record by record.
    owner: Option<RecordId>,
    /// Whether the cursor goes there once it is read.
    unfolds: bool,
    found: Loaded<Found>,
    /// Whether something was done here since it was read.
    acted: bool,
}

/// The sheet, with the records to which its lines lead.
#[derive(Debug, Default)]
struct Found {
    sheet: Sheet,
    records: HashMap<RecordId, Record>,
}

impl Found {
    fn read(view: View, wanted: &Wanted) -> Result<Self, Error> {
        let sheet = (TODAY.read)(view, wanted)?;
        let mut records = HashMap::new();
        for block in &sheet.blocks {
            let Body::Table(table) = &block.body else { continue };
            for row in &table.rows {
                if let Some(Lead::Record(id)) = row.lead {
                    records.extend(view.record(id)?.map(|record| (id, record)));
                }
            }
        }
        Ok(Self { sheet, records })
    }
}

impl TodayView {
    /// Nobody types yet, so that no rest is waited for.
    pub fn open(desk: &Desk) -> Self {
        let mut view = Self {
            rows: Rows::default(),
            marks: HashSet::new(),
            note: String::new(),
            owner: None,
            unfolds: false,
            found: Loaded::default(),
            acted: false,
        };
        view.ask(desk);
        view
    }

    fn ask(&mut self, desk: &Desk) {
        let wanted = Wanted { within: self.owner, ..wanted(desk) };
        self.found.ask(desk, move |view| Found::read(view, &wanted));
    }

    fn lay(&mut self, desk: &Desk) -> Result<(), Error> {
        let Some(found) = self.found.get() else { return Ok(()) };
        let today = desk.view().circumstances()?.today();
        self.note = format!("{} {}", today.format("%A"), spelling::day(today));
        self.rows.lay(&found.sheet, &found.records, std::mem::take(&mut self.acted));
        if std::mem::take(&mut self.unfolds) {
            self.rows.go_to_last_part();
        }
        // What is dealt with is marked no more.
        self.marks.retain(|id| self.rows.find(*id).is_some());
        Ok(())
    }

    /// The marked rows in their order, or the selected one.
    fn chosen(&self) -> Vec<&Row> {
        if self.marks.is_empty() {
            return self.rows.selected().into_iter().collect();
        }
        let mut seen = HashSet::new();
        self.rows.matters().filter(|row| self.marks.contains(&row.record.id) && seen.insert(row.record.id)).collect()
    }

    fn mark(&mut self) {
        if let Some(id) = self.rows.selected().map(|row| row.record.id) {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.rows.go(Step::Down);
        }
    }

    /// Marks the part in which the cursor stands, or takes its marks away.
    fn mark_part(&mut self) {
        let part: Vec<RecordId> = self.rows.part().map(|row| row.record.id).collect();
        if part.iter().all(|id| self.marks.contains(id)) {
            self.marks.retain(|id| !part.contains(id));
        } else {
            self.marks.extend(part);
        }
    }

    /// The person whose line is selected.
    fn person(&self) -> Option<RecordId> {
        let record = &self.rows.selected()?.record;
        (record.register == &person::REGISTER).then_some(record.id)
    }

    /// Who answers for what is selected: the person itself on a line of theirs.
    fn responsible(&self) -> Option<RecordId> {
        if let Some(person) = self.person() {
            return Some(person);
        }
        chase::answers(&self.rows.selected()?.record)
    }

    /// Whether what comes round again is meant, and nothing else.
    fn comes_round(&self) -> bool {
        let obligation = self.rows.selected().is_some_and(|row| row.record.register == &obligation::REGISTER);
        obligation && self.marks.is_empty()
    }

    fn why_not_mixed(&self) -> Option<String> {
        let subjects = self.subjects();
        let first = subjects.first()?.register;
        let mixed = subjects.iter().any(|record| record.register != first);
        mixed.then(|| "Records of several registers are marked: mark those of one, or use o, d, p and n".to_owned())
    }
}

/// What is wanted of the sheet.
fn wanted(desk: &Desk) -> Wanted {
    let me = desk.acting.author.as_ref().ok().map(|author| author.person);
    Wanted { me, ..Wanted::default() }
}

impl Screen for TodayView {
    fn name(&self) -> String {
        "Today".to_owned()
    }

    fn scopes(&self) -> &'static [Scope] {
        &SCOPES
    }

    fn footer(&self) -> &'static [Command] {
        &[]
    }

    fn offers(&self) -> Vec<Doing> {
        use Command::{
            Add, Edit, Evidence, Help, MarkMatter, MarkPart, Move, NextPart, Note, Open, Palette, Peek, WriteTo,
        };
        let (operation, command) = (Doing::usual, Doing::Command);
        if self.comes_round() {
            let mut offers = vec![operation(&TASK), command(Open), command(Move)];
            offers.extend([&OWNER, &DAY].map(operation));
            offers.extend([MarkMatter, Add, Note, Palette, Help].map(command));
            return offers;
        }
        let mut offers =
            vec![command(Open), operation(&ADVANCE), command(Peek), command(NextPart), command(MarkMatter)];
        offers.extend([&OWNER, &DAY, &PRIORITY].map(operation));
        offers.extend([Add, Note, WriteTo, Move, MarkPart, Edit, Evidence, Palette, Help].map(command));
        offers
    }

    fn subject(&self, operation: &'static Operation) -> Result<Subject, String> {
        let subjects = match std::ptr::eq(operation, &TASK) {
            // The one under the cursor, whatever is marked.
            true => self.rows.selected().into_iter().map(|row| &row.record).collect(),
            false => self.subjects(),
        };
        subject_among(operation, &subjects)
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        let subjects = self.subjects();
        match command {
            // What crosses one's mind on Today is something to do.
            Command::Add => acting::unavailable(command, &[], Some(&action::REGISTER), desk),
            Command::MarkMatter | Command::MarkPart => subjects.is_empty().then(|| "Nothing is selected".to_owned()),
            Command::WriteTo => {
                self.responsible().is_none().then(|| "Nobody answers for it, who could be written to".to_owned())
            }
            Command::Note if subjects.len() > 1 => desk.why_not_write(),
            Command::Edit | Command::Move => {
                self.why_not_mixed().or_else(|| acting::unavailable(command, &subjects, None, desk))
            }
            other => acting::unavailable(other, &subjects, None, desk),
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.rows.go(step);
            return Ok(Effects::new());
        }
        match command {
            Command::NextPart | Command::PartBefore => self.rows.go_to_part(command == Command::NextPart),
            Command::MarkMatter => self.mark(),
            Command::MarkPart => self.mark_part(),
            Command::WriteSheet => {
                return Ok(written::offer(&TODAY, wanted(desk), desk));
            }
            Command::WriteTo => {
                let within = self.responsible();
                return Ok(vec![Effect::Visit(Destination::Sheet(&MESSAGES, Wanted { within, ..Wanted::default() }))]);
            }
            Command::Open if let Some(person) = self.person() => {
                self.owner = Some(person).filter(|person| self.owner != Some(*person));
                self.unfolds = self.owner.is_some();
                self.found.stale();
                self.ask(desk);
            }
            Command::Add => return acting::run(command, &[], Some(&action::REGISTER), desk),
            Command::Open | Command::History | Command::About | Command::Peek => {
                let one: Vec<&Record> = self.rows.selected().map(|row| &row.record).into_iter().collect();
                return acting::run(command, &one, None, desk);
            }
            other => return acting::run(other, &self.subjects(), None, desk),
        }
        Ok(Effects::new())
    }

    fn back(&mut self, _: &Desk) -> Result<Option<Effects>, Error> {
        if self.marks.is_empty() {
            return Ok(None);
        }
        self.marks.clear();
        Ok(Some(Effects::new()))
    }

    fn goes_back(&self) -> bool {
        !self.marks.is_empty()
    }

    fn acted(&mut self) {
        self.acted = true;
    }

    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        self.found.stale();
        Ok(())
    }

    fn told(&mut self, told: &mut Told, desk: &Desk) -> Result<Effects, Error> {
        if self.found.told(told) {
            self.lay(desk)?;
        }
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.ask(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.found.is_stale()
    }

    fn is_fresh(&self) -> bool {
        self.found.is_fresh()
    }

    fn subjects(&self) -> Vec<&Record> {
        self.chosen().into_iter().map(|row| &row.record).collect()
    }

    fn shows(&self, record: RecordId) -> bool {
        self.rows.find(record).is_some()
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let marked = match self.marks.len() {
            0 => self.note.clone(),
            count => format!("{count} marked · {}", self.note),
        };
        let inner = canvas.pane(area, Pane { title: "Today", note: &marked, focused: true });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        if self.rows.is_empty() {
            let words = match self.found.get() {
                Some(_) => "Nothing is late or waits for you. ! shows what is missing, 1 what there is.",
                None => &*self.found.instead("Looking at what there is…"),
            };
            canvas.put(inner.x, inner.y + 1, inner.width, words, Role::Quiet);
        } else {
            self.rows.draw(canvas, inner, &self.marks);
        }
    }
}
