//! A register as a list: ordered, filtered as you type, marked, with the detail beside it.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use serde::{Deserialize, Serialize};

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::store::Error;
use crate::store::list::{Query, Voided};
use crate::tui::canvas::{Canvas, Pane, WIDE, wrapped};
use crate::tui::command::{Command, Doing, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice, open};
use crate::tui::input::TextInput;
use crate::tui::layer::Screen;
use crate::tui::loaded::Loaded;
use crate::tui::scroll::Step;
use crate::tui::theme::Role;
use crate::tui::told::Told;
use crate::workflow::operation::{About, Operation, Subject};
use crate::workflow::place::name_of;
use crate::workflow::today::{self, operations::ADVANCE};

use super::chooser::Chooser;
use super::detail::{self, Item};
use super::filters::{asked, begun, direction, in_words, ready_made};
use super::import::ImportView;
use super::marked::{Marks, Settled, Then};
use super::table::RecordTable;

/// A register as a list.
#[derive(Debug)]
pub struct List {
    register: &'static Register,
    name: String,
    table: RecordTable,
    filter: TextInput,
    /// Whether the filter is being typed.
    filtering: bool,
    /// What is wrong with the filter as it is typed.
    wrong: Option<String>,
    /// The filter that the rows follow.
    applied: String,
    /// The filter that held before another was typed.
    before: String,
    /// The filter with which the list begins, and to which Esc returns.
    home: String,
    /// The order as it is typed: `due`, `-number`.
    order: String,
    marks: Marks,
    /// What is said of a record, and the record of which it is asked.
    detail: Loaded<Detail>,
    detailed: Option<RecordId>,
}

/// How a list was left.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Left {
    filter: String,
    order: String,
    selected: Option<String>,
}

/// What is said of a record beside the list.
#[derive(Debug)]
struct Detail {
    of: RecordId,
    items: Vec<Item>,
}

/// A filter that was kept, with its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    pub filter: String,
    pub order: String,
}

impl List {
    /// The list as this person left it, or as the register is best begun with.
    pub fn open(register: &'static Register, desk: &Desk) -> Result<Self, Error> {
        let home = begun(register);
        let left: Left = desk.local.kept(&format!("list.{}", register.name)).unwrap_or_else(|| Left {
            filter: home.clone(),
            order: register.deadline().map_or("number", |field| field.name).to_owned(),
            selected: None,
        });
        Self::with(register, left, home, desk)
    }

    /// The list with a filter of its own.
    pub fn filtered(register: &'static Register, filter: &str, desk: &Desk) -> Result<Self, Error> {
        let order = register.deadline().map_or("number", |field| field.name).to_owned();
        Self::with(register, Left { filter: filter.to_owned(), order, selected: None }, filter.to_owned(), desk)
    }

    fn with(register: &'static Register, left: Left, home: String, desk: &Desk) -> Result<Self, Error> {
        let asked = asked(register, &left.filter, &left.order, Voided::Hidden, desk);
        let (query, left) = match asked {
            Ok(query) => (query, left),
            // A filter that is not understood any more is let go.
            Err(trouble) => {
                trouble.why()?;
                (Query::new(register), Left { order: "number".to_owned(), ..Left::default() })
            }
        };
        let selected = left.selected.as_deref().and_then(RecordId::parse);
        let mut list = Self {
            register,
            name: name_of(register),
            table: RecordTable::new(query, selected, desk)?,
            filter: TextInput::line(&left.filter),
            filtering: false,
            wrong: None,
            applied: left.filter.trim().to_owned(),
            before: String::new(),
            home,
            order: left.order,
            marks: Marks::default(),
            detail: Loaded::default(),
            detailed: None,
        };
        list.rest(desk);
        Ok(list)
    }

    /// Lists anew; what can't be understood is told, and the rows stay as they are.
    fn search(&mut self, desk: &Desk) -> Result<(), Error> {
        match asked(self.register, &self.filter.text(), &self.order, self.table.query().voided, desk) {
            Ok(query) => self.list(query, desk),
            Err(trouble) => {
                self.wrong = Some(trouble.why()?.words);
                Ok(())
            }
        }
    }

    fn list(&mut self, query: Query, desk: &Desk) -> Result<(), Error> {
        self.wrong = None;
        self.filter.text().trim().clone_into(&mut self.applied);
        self.table.list(query, desk)
    }

    /// Asks what is to be said of the selected record, where that is another one than before: thousands can hang on it.
    fn rest(&mut self, desk: &Desk) {
        let Some(record) = self.table.selected() else {
            self.detail.forget();
            self.detailed = None;
            return;
        };
        if self.detailed.replace(record.id) != Some(record.id) {
            self.detail.stale();
        }
        let record = record.clone();
        self.detail.ask(desk, move |view| {
            let mut items = detail::fields(view, &record, false)?;
            items.extend(detail::connections(view, &record)?.0);
            Ok(Detail { of: record.id, items })
        });
    }

    fn saved_name(&self) -> String {
        format!("filters.{}", self.register.name)
    }

    fn keep(&self, desk: &Desk) {
        let selected = self.table.selected().map(|record| record.id.to_string());
        let left = Left { filter: self.applied.clone(), order: self.order.clone(), selected };
        desk.local.keep(&format!("list.{}", self.register.name), &left);
    }

    fn set_filter(&mut self, text: &str, desk: &Desk) -> Result<(), Error> {
        self.filter = TextInput::line(text);
        self.search(desk)?;
        self.marks.look(self.table.query(), desk.view())?;
        self.rest(desk);
        Ok(())
    }

    fn mark(&mut self, desk: &Desk) -> Result<(), Error> {
        if let Some(record) = self.table.selected() {
            self.marks.turn(record);
            self.table.step(Step::Down, desk)?;
        }
        Ok(())
    }

    /// Marks every record of the list, or takes every mark away.
    fn mark_all(&mut self, desk: &Desk) -> Result<Effects, Error> {
        /// More than this is for the command line.
        const MOST: u32 = 1000;
        if !self.marks.is_empty() {
            self.marks.clear();
            return Ok(Effects::new());
        }
        let page = desk.view().page(&Query { limit: Some(MOST), ..self.table.query().clone() })?;
        if page.more {
            return Ok(
                Notice::watch(format!("At most {MOST} can be marked at once; narrow the list first with /")).into()
            );
        }
        self.marks.all(page.records);
        Ok(Effects::new())
    }

    fn orders(&self) -> Chooser {
        let mut chooser = Chooser::new("Sort by");
        for field in std::iter::once(None).chain(self.register.orders().map(Some)) {
            let (label, name) = field.map_or(("Number", "number"), |field| (field.label, field.name));
            for descending in [false, true] {
                let order = if descending { format!("-{name}") } else { name.to_owned() };
                let here = if order == self.order { "now" } else { "" };
                let words = format!("{label}: {}", direction(field, descending));
                chooser.offer(words, here, Answer::Filter(self.applied.clone(), Some(order)));
            }
        }
        chooser
    }

    fn filters(&self, desk: &Desk) -> Chooser {
        let mut chooser = Chooser::new("Filters");
        let kept: Vec<SavedFilter> = desk.local.kept(&self.saved_name()).unwrap_or_default();
        let ready = ready_made(self.register).iter().any(|(_, filter)| *filter == self.applied);
        if !ready
            && !self.applied.is_empty()
            && !kept.iter().any(|saved| saved.filter == self.applied && saved.order == self.order)
        {
            chooser.offer(format!("Save this one: {}", self.applied), "", Answer::SaveFilter);
        }
        for saved in kept {
            let order = Some(saved.order.clone());
            let note = format!("saved, by {}", saved.order.trim_start_matches('-'));
            chooser.offer_removable(saved.filter.clone(), &note, Answer::Filter(saved.filter, order));
        }
        for (name, text) in ready_made(self.register) {
            chooser.offer(name, &text.clone(), Answer::Filter(text, None));
        }
        chooser.offer("Everything", "", Answer::Filter(String::new(), None));
        chooser
    }

    /// Whether less is shown than the list begins with.
    fn is_narrowed(&self) -> bool {
        !self.applied.is_empty() && self.applied != self.home
    }

    fn count_note(&self) -> String {
        let place = self.table.note();
        self.marks.note().map_or(place.clone(), |marked| format!("{marked} · {place}"))
    }

    fn title(&self) -> String {
        let mut title = self.name.clone();
        if !self.applied.is_empty() && !self.filtering {
            let words = in_words(self.register, &self.applied);
            title.push_str(&format!(" · {words}"));
        }
        if self.table.query().voided == Voided::Shown {
            title.push_str(" · voided too");
        }
        title
    }

    fn draw_empty(&self, canvas: &mut Canvas, area: Rect) {
        let plural = self.register.plural;
        let lines = if self.applied.is_empty() {
            // What is made by a procedure alone is added by nobody.
            let add = (!self.register.composed).then(|| "Press a to add the first one.".to_owned());
            std::iter::once(format!("There are no {plural} yet.")).chain(add).collect()
        } else {
            vec![
                format!("No {plural} here: {}.", in_words(self.register, &self.applied)),
                "Press / to change the filter, f for others and for everything, a to add one.".to_owned(),
            ]
        };
        let lines = lines.iter().flat_map(|line| wrapped(line, area.width.saturating_sub(4)));
        for (line, y) in lines.zip(area.y + area.height / 3..area.bottom()) {
            canvas.put(area.x + 2, y, area.width.saturating_sub(2), &line, Role::Quiet);
        }
    }

    fn draw_detail(&self, canvas: &mut Canvas, area: Rect) {
        let Some(Detail { of, items }) = self.detail.get() else {
            let inner = canvas.pane(area, Pane::default());
            let words = self.detail.instead("");
            canvas.put(inner.x + 1, inner.y, inner.width.saturating_sub(2), &words, Role::Quiet);
            return;
        };
        let selected = self.table.find(*of);
        let title = selected.map_or(String::new(), |record| record.reference().to_string());
        let inner = canvas.pane(area, Pane { title: &title, note: "", focused: false });
        let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let mut top = 0;
        if let Some(record) = selected {
            for line in wrapped(record.title(), inner.width).iter().take(usize::from(inner.height).min(6)) {
                canvas.put(inner.x, inner.y + top, inner.width, line, Role::Strong);
                top += 1;
            }
            top += 1;
        }
        let title = self.register.title();
        let items: Vec<Item> =
            items.iter().filter(|item| item.field.is_none() || item.field != title).cloned().collect();
        let below = Rect { y: inner.y + top, height: inner.height.saturating_sub(top), ..inner };
        detail::lay(&items, below.width).draw(canvas, below, &items, 0, None);
    }
}

impl Screen for List {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn scopes(&self) -> &'static [Scope] {
        if self.filtering {
            &[Scope::Choosing, Scope::Everywhere]
        } else {
            &[Scope::List, Scope::Record, Scope::Rows, Scope::Everywhere]
        }
    }

    fn typing(&self) -> bool {
        self.filtering
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Add, Back, Edit, Filter, Filters, Help, Mark, Move, Note, Open, Palette, Sort, Take};
        if self.filtering {
            &[Take, Back]
        } else if self.register.composed {
            &[Open, Filter, Note, Mark, Sort, Filters, Palette, Help]
        } else if self.register.machine.is_some() {
            &[Open, Filter, Add, Edit, Move, Note, Mark, Sort, Filters, Palette, Help]
        } else {
            &[Open, Filter, Add, Edit, Note, Mark, Sort, Filters, Palette, Help]
        }
    }

    fn offers(&self) -> Vec<Doing> {
        let mut offers: Vec<Doing> = Doing::commands(self.footer()).collect();
        if !self.filtering && self.subjects().first().is_some_and(|record| today::goes_on(record)) {
            offers.splice(1..1, [Doing::usual(&ADVANCE), Doing::Command(Command::Peek)]);
        }
        offers
    }

    fn unavailable(&self, command: Command, desk: &Desk) -> Option<String> {
        if command == Command::Import {
            return ImportView::why_not(self.register).or_else(|| desk.why_not_write());
        }
        super::acting::unavailable(command, &self.subjects(), Some(self.register), desk)
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            self.table.step(step, desk)?;
            return Ok(Effects::new());
        }
        match command {
            Command::Filter => {
                self.filtering = true;
                // What is typed narrows what is shown; Ctrl-U begins anew.
                let begun = if self.applied.is_empty() { String::new() } else { format!("{} ", self.applied) };
                self.filter = TextInput::line(&begun);
                self.before.clone_from(&self.applied);
            }
            Command::Take => {
                if let Some(why) = self.wrong.clone() {
                    return Ok(Notice::watch(why).into());
                }
                self.filtering = false;
                self.marks.look(self.table.query(), desk.view())?;
                self.rest(desk);
                self.keep(desk);
            }
            Command::Sort => return Ok(open(self.orders())),
            Command::Import => return Ok(open(ImportView::open(self.register))),
            Command::Filters => return Ok(open(self.filters(desk))),
            Command::Mark => self.mark(desk)?,
            Command::MarkAll => return self.mark_all(desk),
            Command::Voided => {
                let mut query = self.table.query().clone();
                query.voided = if query.voided == Voided::Hidden { Voided::Shown } else { Voided::Hidden };
                self.list(query, desk)?;
                self.marks.look(self.table.query(), desk.view())?;
                self.rest(desk);
            }
            Command::Open | Command::History | Command::About | Command::Peek => {
                let one: Vec<&Record> = self.table.selected().into_iter().collect();
                return super::acting::run(command, &one, Some(self.register), desk);
            }
            other => {
                let changes = matches!(other, Command::Edit | Command::Move | Command::Void | Command::Evidence);
                if let Some(chooser) = self.marks.asks(Then::Command(other)).filter(|_| changes) {
                    return Ok(open(chooser));
                }
                self.marks.begin(changes);
                return super::acting::run(other, &self.subjects(), Some(self.register), desk);
            }
        }
        Ok(Effects::new())
    }

    fn asks(
        &self,
        operation: &'static Operation,
        way: usize,
        subject: Subject,
        _: &Desk,
    ) -> Result<Option<Effects>, Error> {
        let with_marks = matches!(operation.about, About::Records);
        let chooser = self.marks.asks(Then::Operation(operation, way, subject)).filter(|_| with_marks);
        Ok(chooser.map(open))
    }

    fn begins(&mut self, operation: &'static Operation, _: &Desk) -> Result<(), Error> {
        self.marks.begin(matches!(operation.about, About::Records));
        Ok(())
    }

    fn typed(&mut self, key: KeyEvent, desk: &Desk) -> Result<Effects, Error> {
        if self.filter.input(key) {
            self.search(desk)?;
        }
        Ok(Effects::new())
    }

    fn pasted(&mut self, text: &str, desk: &Desk) -> Result<Effects, Error> {
        if self.filtering {
            self.filter.paste(text);
            self.search(desk)?;
        }
        Ok(Effects::new())
    }

    fn clicked(&mut self, _: u16, row: u16, desk: &Desk) -> Result<Effects, Error> {
        let first = if self.filtering || self.wrong.is_some() || self.is_narrowed() { 4 } else { 3 };
        if let Some(place) = row.checked_sub(first) {
            self.table.point(place);
            self.rest(desk);
        }
        Ok(Effects::new())
    }

    fn back(&mut self, desk: &Desk) -> Result<Option<Effects>, Error> {
        if self.filtering {
            self.filtering = false;
            let before = self.before.clone();
            self.set_filter(&before, desk)?;
            return Ok(Some(Effects::new()));
        }
        if !self.marks.is_empty() {
            self.marks.clear();
            return Ok(Some(Effects::new()));
        }
        if self.applied != self.home {
            let home = self.home.clone();
            self.set_filter(&home, desk)?;
            self.keep(desk);
            return Ok(Some(Effects::new()));
        }
        Ok(None)
    }

    fn closing(&mut self, desk: &Desk) {
        self.keep(desk);
    }

    fn acted(&mut self) {
        self.table.acted();
        self.marks.acted();
    }

    fn changed(&mut self, desk: &Desk) -> Result<(), Error> {
        self.table.refresh(desk)?;
        self.marks.refresh(self.table.query(), desk.view())?;
        self.detail.stale();
        self.rest(desk);
        Ok(())
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        if let Some(settled) = answer.to::<Settled>() {
            return Ok(vec![self.marks.settle(&settled)]);
        }
        match answer {
            Answer::Filter(text, order) => {
                if let Some(order) = order {
                    self.order = order;
                }
                self.set_filter(&text, desk)?;
                self.keep(desk);
            }
            Answer::SaveFilter => {
                let mut kept: Vec<SavedFilter> = desk.local.kept(&self.saved_name()).unwrap_or_default();
                kept.push(SavedFilter { filter: self.applied.clone(), order: self.order.clone() });
                desk.local.keep(&self.saved_name(), &kept);
                return Ok(Notice::good(format!("Saved the filter “{}”; press f to use it", self.applied)).into());
            }
            Answer::Removed(removed) => {
                if let Answer::Filter(text, order) = *removed {
                    let mut kept: Vec<SavedFilter> = desk.local.kept(&self.saved_name()).unwrap_or_default();
                    kept.retain(|saved| saved.filter != text || Some(&saved.order) != order.as_ref());
                    desk.local.keep(&self.saved_name(), &kept);
                    return Ok(Notice::plain(format!("Removed the filter “{text}”")).into());
                }
            }
            _ => {}
        }
        Ok(Effects::new())
    }

    fn told(&mut self, told: &mut Told, _: &Desk) -> Result<Effects, Error> {
        let _ = self.table.told(told) || self.detail.told(told);
        Ok(Effects::new())
    }

    fn rested(&mut self, desk: &Desk) -> Result<(), Error> {
        self.keep(desk);
        self.table.ask(desk);
        self.rest(desk);
        Ok(())
    }

    fn waits_for_rest(&self) -> bool {
        self.detailed != self.table.selected().map(|record| record.id) || self.table.asks()
    }

    fn select(&mut self, record: RecordId, desk: &Desk) -> Result<Effects, Error> {
        self.table.select(record, desk)?;
        self.rest(desk);
        Ok(Effects::new())
    }

    fn subjects(&self) -> Vec<&Record> {
        let marked = self.marks.meant();
        if marked.is_empty() { self.table.selected().into_iter().collect() } else { marked }
    }

    fn register(&self) -> Option<&'static Register> {
        Some(self.register)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let (list, detail) = if area.width >= WIDE {
            let wants = (self.table.wants() + 2).min(area.width * 2 / 3);
            let width = (area.width * 3 / 5).max(area.width.saturating_sub(70)).max(wants);
            let [left, right] = [Rect { width, ..area }, Rect { x: area.x + width, width: area.width - width, ..area }];
            (left, Some(right))
        } else {
            (area, None)
        };
        let note = self.count_note();
        let mut inner = canvas.pane(list, Pane { title: &self.title(), note: &note, focused: true });
        if self.filtering || self.wrong.is_some() {
            canvas.put(inner.x, inner.y, 9, "Filter: ", Role::Accent);
            let line = Rect { x: inner.x + 8, width: inner.width.saturating_sub(9), height: 1, ..inner };
            let cursor = self.filter.draw(canvas, line, self.filtering);
            if let Some(why) = self.wrong.as_ref().filter(|_| inner.height > 1) {
                canvas.put(inner.x, inner.bottom() - 1, inner.width, why, Role::Watch);
                inner.height -= 1;
            }
            inner.y += 1;
            inner.height = inner.height.saturating_sub(1);
            self.draw_body(canvas, inner);
            if self.filtering {
                canvas.cursor = cursor;
            }
        } else if self.is_narrowed() && inner.height > 2 {
            // A filter that was left earlier hides what somebody may look for.
            let home = in_words(self.register, &self.home);
            let back = if home.is_empty() { "Esc shows all".to_owned() } else { format!("Esc goes back to: {home}") };
            let used = canvas.right(inner, inner.y, &back, Role::Accent) + 2;
            let only = self.applied.strip_prefix(&self.home).map_or(&*self.applied, str::trim);
            let words = format!("Filter: {}", in_words(self.register, only));
            canvas.put(inner.x, inner.y, inner.width.saturating_sub(used), &words, Role::Watch);
            self.draw_body(canvas, Rect { y: inner.y + 1, height: inner.height - 1, ..inner });
        } else {
            self.draw_body(canvas, inner);
        }
        if let Some(detail) = detail {
            self.draw_detail(canvas, detail);
        }
    }
}

impl List {
    fn draw_body(&self, canvas: &mut Canvas, area: Rect) {
        if self.table.is_empty() {
            self.draw_empty(canvas, area);
        } else {
            self.table.draw(canvas, area, self.marks.ids(), true);
        }
    }
}
