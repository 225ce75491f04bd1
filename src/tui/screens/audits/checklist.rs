//! The checklist of an audit, as it is answered while people are asked.

use ratatui::layout::Rect;

use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField, Type};
use crate::domain::identity::{RecordId, Revision};
use crate::domain::record::Record;
use crate::store::list::{Filter, Query};
use crate::store::{Error, View};
use crate::tui::canvas::Canvas;
use crate::tui::desk::Desk;
use crate::tui::loaded::Loaded;
use crate::tui::rows::Rows;
use crate::tui::screens::detail::{self, Item, Mark, line};
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::audits::checklist::{short, sign};
use crate::workflow::audits::{Progress, checklist_of};

/// The items of an audit, of which a stretch is at hand, with a cursor.
#[derive(Debug, Default)]
pub struct Checklist {
    rows: Option<Rows>,
    progress: Loaded<Progress>,
    /// The item that is being answered, as it stood.
    answering: Option<(RecordId, Revision)>,
}

impl Checklist {
    /// Reads the items of an audit as they stand now. Once the item that was being answered is, the cursor goes on to the
    /// next that is not; it stays where a finding is to be made.
    pub fn read(&mut self, view: View, audit: Option<RecordId>, same: bool) -> Result<(), Error> {
        self.progress.stale();
        match (&mut self.rows, audit) {
            (Some(rows), Some(_)) if same => rows.refresh(view)?,
            (_, audit) => {
                self.rows = audit.map(|audit| Rows::first(view, checklist_of(audit))).transpose()?;
                self.progress.forget();
                self.answering = None;
                self.next_open(view, true)?;
                return Ok(());
            }
        }
        let Some((id, revision)) = self.answering else { return Ok(()) };
        let Some(item) = view.record(id)?.filter(|item| item.revision > revision) else { return Ok(()) };
        self.answering = None;
        let stays = matches!(ChecklistItem(&item).answer(), None | Some(Answer::Major | Answer::Minor));
        if self.selected().is_some_and(|selected| selected.id == id) && !stays {
            self.next_open(view, true)?;
        }
        Ok(())
    }

    /// Whether something is to be asked for once the cursor rests.
    pub fn asks(&self) -> bool {
        self.rows.is_some() && self.progress.is_stale()
    }

    /// Asks how much is answered.
    pub fn ask(&mut self, audit: Option<RecordId>, desk: &Desk) {
        if let Some(audit) = audit.filter(|_| self.rows.is_some()) {
            self.progress.ask(desk, move |view| Progress::of(view, audit));
        }
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        self.progress.told(told)
    }

    /// How much is answered, once that is known.
    pub fn progress(&self) -> Option<Progress> {
        self.progress.get().copied()
    }

    pub fn is_empty(&self) -> bool {
        self.selected().is_none()
    }

    /// The item is being answered.
    pub fn answering(&mut self) {
        self.answering = self.selected().map(|item| (item.id, item.revision));
    }

    /// It was not answered after all.
    pub fn not_answered(&mut self) {
        self.answering = None;
    }

    pub fn selected(&self) -> Option<&Record> {
        self.rows.as_ref()?.selected()
    }

    /// Goes to the first item that has no answer, from the cursor on or, without the selected one, behind it, and then
    /// from the beginning; says whether there is one.
    pub fn next_open(&mut self, view: View, including: bool) -> Result<bool, Error> {
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

    /// Puts the cursor on an item.
    pub fn select(&mut self, view: View, item: RecordId) -> Result<(), Error> {
        self.rows.as_mut().map_or(Ok(false), |rows| rows.go_to(view, item)).map(drop)
    }

    /// How much is answered: `12 of 70 answered`.
    pub fn note(&self) -> String {
        match self.progress.get() {
            Some(progress) if progress.count > 0 => progress.words(),
            _ if self.is_empty() => "none yet".to_owned(),
            _ => String::new(),
        }
    }

    /// Moves the cursor.
    pub fn go(&mut self, view: View, step: Step) -> Result<(), Error> {
        self.rows.as_mut().map_or(Ok(false), |rows| rows.go(view, step)).map(drop)
    }

    pub fn draw(&self, canvas: &mut Canvas, area: Rect) {
        let Some(rows) = &self.rows else { return };
        let shown = rows.shown(usize::from(area.height));
        let cursor = rows.cursor_shown();
        for ((place, record), y) in shown.iter().enumerate().zip(area.y..area.bottom()) {
            let row = Rect { y, height: 1, ..area };
            self.row(canvas, row, record, place == cursor);
        }
    }

    fn row(&self, canvas: &mut Canvas, row: Rect, record: &Record, selected: bool) {
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

/// What is said of an item: the question first.
pub fn detail(view: View, record: &Record) -> Result<Vec<Item>, Error> {
    let item = ChecklistItem(record);
    let label = if item.code().is_empty() { record.reference().to_string() } else { item.code().to_owned() };
    let mut items = vec![line(label, record.title(), Mark::None)];
    let known = ["question", "audit", "place", "type", "code"];
    let rest = detail::fields(view, record, false)?;
    items.extend(rest.into_iter().filter(|one| one.field.is_none_or(|field| !known.contains(&field.name))));
    Ok(items)
}
