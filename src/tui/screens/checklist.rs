//! The checklist of an audit, as it is answered while people are asked.

use ratatui::layout::Rect;

use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField, REGISTER, Type};
use crate::domain::identity::{RecordId, Revision};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::command::{Command, Doing};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Effects, Notice, open};
use crate::tui::loaded::Loaded;
use crate::tui::rows::Rows;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::audits::checklist::{short, sign};
use crate::workflow::audits::operations::{ANSWER, CHECKLIST, FINDING, ON_CHECKLIST, RAISE};
use crate::workflow::audits::{Progress, checklist_of};
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::place::Spot;

use super::detail::{self, Item, Mark, line};
use super::form::{Form, Purpose};
use super::place::pane::PaneView;
use super::place::records::said;

/// The items of the audit that is chosen, of which a stretch is at hand, with a cursor.
#[derive(Debug, Default)]
pub struct Checklist {
    audit: Option<RecordId>,
    rows: Option<Rows>,
    progress: Loaded<Progress>,
    /// The item that is being answered, as it stood.
    answering: Option<(RecordId, Revision)>,
}

impl Checklist {
    /// Goes to the first item that has no answer, from the cursor on or, without the selected one, behind it, and then
    /// from the beginning; says whether there is one.
    fn next_open(&mut self, view: View, including: bool) -> Result<bool, Error> {
        let Some(rows) = &mut self.rows else { return Ok(false) };
        let mut open = Query { limit: Some(1), ..rows.query().clone() };
        open.filters.push(Filter::Empty(ChecklistItemField::Answer.field()));
        let open = open.only(&[]);
        let after = rows.selected().map(|item| item.id);
        let onward = view.page(&Query { after, including, ..open.clone() })?.records;
        let found = match onward.first() {
            Some(found) => Some(found.id),
            None => view.page(&open)?.records.first().map(|found| found.id),
        };
        found.map_or(Ok(false), |found| rows.go_to(view, found))
    }

    /// Once the item that was being answered is, the cursor goes on to the next that is not; it stays where a finding is to
    /// be made.
    fn go_on(&mut self, view: View) -> Result<(), Error> {
        let Some((id, revision)) = self.answering else { return Ok(()) };
        let Some(item) = view.record(id)?.filter(|item| item.revision > revision) else { return Ok(()) };
        self.answering = None;
        let stays = matches!(ChecklistItem(&item).answer(), None | Some(Answer::Major | Answer::Minor));
        if self.selected().is_some_and(|selected| selected.id == id) && !stays {
            self.next_open(view, true)?;
        }
        Ok(())
    }

    fn row(canvas: &mut Canvas, row: Rect, record: &Record, selected: bool) {
        let item = ChecklistItem(record);
        let role = |role: Role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, row.y).into());
            canvas.put(row.x, row.y, 2, canvas.look.sign("▶", ">"), Role::Selected);
        }
        let (sign, tone, answer) = match item.answer() {
            Some(answer) => {
                let sign = sign(answer);
                (canvas.look.sign(sign.drawn, sign.ascii), canvas.look.tone(sign.tone).1, answer.word())
            }
            None => ("", Role::Quiet, "open"),
        };
        let finding = if item.finding().is_some() { " · finding" } else { "" };
        let words = format!("{answer}{finding}");
        let room = 24.min(row.width / 3);
        let right = row.right().saturating_sub(room);
        let code = if item.kind() == Some(Type::Own) && item.code().is_empty() { "own" } else { item.code() };
        canvas.put(row.x + 2, row.y, 8, code, role(Role::Quiet));
        let x = row.x + 11;
        canvas.put(x, row.y, right.saturating_sub(x + 1), short(record), role(Role::Text));
        canvas.put(right, row.y, 2, sign, role(tone));
        canvas.put(right + 2, row.y, room.saturating_sub(2), &words, role(tone));
    }
}

impl PaneView for Checklist {
    fn title(&self) -> &str {
        "Checklist"
    }

    fn note(&self) -> String {
        match self.progress.get() {
            Some(progress) if progress.count > 0 => progress.words(),
            _ if self.is_empty() => "none yet".to_owned(),
            _ => String::new(),
        }
    }

    fn short(&self) -> String {
        let progress = self.progress.get().filter(|_| !self.is_empty());
        progress.map_or(String::new(), |Progress { answered, count }| format!("{answered}/{count}"))
    }

    fn register(&self) -> &'static Register {
        &REGISTER
    }

    fn selected(&self) -> Option<&Record> {
        self.rows.as_ref()?.selected()
    }

    fn is_empty(&self) -> bool {
        self.selected().is_none()
    }

    /// The question first.
    fn beside(&self, view: View) -> Result<(String, Vec<Item>), Error> {
        let Some(record) = self.selected() else { return Ok(Default::default()) };
        let (item, reference) = (ChecklistItem(record), record.reference().to_string());
        let label = if item.code().is_empty() { reference.as_str() } else { item.code() };
        let mut items = vec![line(label, record.title(), Mark::None)];
        let known = ["question", "audit", "place", "type", "code"];
        let rest = detail::fields(view, record, false)?;
        items.extend(rest.into_iter().filter(|one| one.field.is_none_or(|field| !known.contains(&field.name))));
        Ok((reference, items))
    }

    fn follow(&mut self, chosen: Option<&Record>, desk: &Desk) -> Result<bool, Error> {
        let (view, audit) = (desk.view(), chosen.map(|audit| audit.id));
        self.progress.stale();
        match &mut self.rows {
            Some(rows) if self.audit == audit => {
                rows.refresh(view)?;
                self.go_on(view)?;
            }
            _ => {
                self.rows = audit.map(|audit| Rows::first(view, checklist_of(audit))).transpose()?;
                self.progress.forget();
                (self.audit, self.answering) = (audit, None);
                self.next_open(view, true)?;
            }
        }
        Ok(true)
    }

    fn spot(&self) -> Option<&'static Spot> {
        Some(&ON_CHECKLIST)
    }

    fn offers(&self) -> Option<Vec<Doing>> {
        use Command::{Add, Help, NextPane, NextUnanswered, Palette, TakeNotes};
        if self.is_empty() {
            return Some(
                [Doing::usual(&CHECKLIST)]
                    .into_iter()
                    .chain(Doing::commands(&[Add, NextPane, Palette, Help]))
                    .collect(),
            );
        }
        let answer = |way| Doing::Operation(&ANSWER, way);
        let [conforms, _, minor, opportunity, positive, not_applicable, not_audited] =
            [0, 1, 2, 3, 4, 5, 6].map(answer);
        let [finding, raise] = [&FINDING, &RAISE].map(Doing::usual);
        let [notes, next, pane, help] = [TakeNotes, NextUnanswered, NextPane, Help].map(Doing::Command);
        let first = [conforms, minor, answer(1), finding, notes];
        let later = [not_applicable, not_audited, opportunity, positive, raise, next, pane, help];
        Some(first.into_iter().chain(later).collect())
    }

    fn subject(&self, operation: &'static Operation) -> Option<Result<Subject, String>> {
        let item = self.selected();
        let one = |other: &'static Operation| std::ptr::eq(operation, other);
        if one(&ANSWER) {
            return Some(Ok(Subject { record: self.audit, part: item.map(|item| item.id) }));
        }
        if one(&FINDING) {
            return Some(Ok(Subject { record: item.map(|item| item.id), part: None }));
        }
        let made = || item.and_then(|item| ChecklistItem(item).finding()).map(Subject::of);
        one(&RAISE).then(|| made().ok_or_else(|| "No finding was made of it yet; f makes it".to_owned()))
    }

    fn begins(&mut self, operation: &'static Operation) -> bool {
        if [&ANSWER, &FINDING].iter().any(|one| std::ptr::eq(*one, operation)) {
            self.answering = self.selected().map(|item| (item.id, item.revision));
        }
        std::ptr::eq(operation, &CHECKLIST)
    }

    fn did(&mut self, operation: &'static Operation, changed: bool, desk: &Desk) -> Result<(), Error> {
        // It was answered so already: the next one is to be answered.
        if std::ptr::eq(operation, &ANSWER) && !changed {
            self.answering = None;
            self.next_open(desk.view(), true)?;
        }
        Ok(())
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        if !matches!(command, Command::TakeNotes | Command::NextUnanswered) {
            return None;
        }
        let none = self.is_empty().then(|| "There is no checklist yet; C makes one".to_owned());
        none.or_else(|| desk.why_not_write())
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Option<Effects>, Error> {
        match command {
            Command::NextUnanswered => {
                let found = self.next_open(desk.view(), false)?;
                Ok(Some(if found { Effects::new() } else { Notice::good("Everything is answered").into() }))
            }
            Command::TakeNotes => {
                let Some(item) = self.selected() else { return Ok(Some(Effects::new())) };
                let form = Form::open(Purpose::Edit { records: vec![item.clone()] }, desk)?;
                Ok(Some(open(form.focused_on(ChecklistItemField::Notes.name().as_str()))))
            }
            _ => Ok(None),
        }
    }

    fn step(&mut self, step: Step, desk: &Desk) -> Result<(), Error> {
        self.rows.as_mut().map_or(Ok(false), |rows| rows.go(desk.view(), step)).map(drop)
    }

    fn whole(&self) -> Destination {
        Destination::Register(&REGISTER)
    }

    /// It is read anew as that of the audit that is chosen.
    fn changed(&mut self, _: &Desk) -> Result<(), Error> {
        Ok(())
    }

    fn asks(&self) -> bool {
        self.rows.is_some() && self.progress.is_stale()
    }

    fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(audit) = self.audit {
            self.progress.ask(desk, move |view| Progress::of(view, audit));
        }
        Ok(())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<bool, Error> {
        Ok(self.progress.told(told))
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<(), Error> {
        self.rows.as_mut().map_or(Ok(false), |rows| rows.go_to(desk.view(), record)).map(drop)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: bool) {
        let Some(rows) = self.rows.as_ref().filter(|rows| rows.selected().is_some()) else {
            let words = match self.audit {
                None => "No audit yet; Tab goes to the audits, where a adds one.",
                Some(_) => {
                    "The audit has no checklist yet. C makes one from the clauses and the controls; a adds a question of \
                     your own."
                }
            };
            return said(canvas, area, words);
        };
        let shown = rows.shown(usize::from(area.height));
        let cursor = rows.cursor_shown();
        for ((place, record), y) in shown.iter().enumerate().zip(area.y..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            Self::row(canvas, row, record, place == cursor);
        }
    }
}
