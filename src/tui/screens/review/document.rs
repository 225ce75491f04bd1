//! A document of a review over the whole screen: its tables as tables, and the ways out of it in the line of the keys.

use std::cell::RefCell;

use ratatui::layout::Rect;

use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::visible::fit;
use crate::report::form::Form;
use crate::report::{Document, frozen, to_text};
use crate::store::Error;
use crate::store::output::Folder;
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::command::{Command, Scope};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, Notice, open, read};
use crate::tui::layer::Screen;
use crate::tui::screens::chooser::Chooser;
use crate::tui::scroll::{Scroll, Step};
use crate::tui::theme::Role;
use crate::workflow::review::Proceedings;
use crate::workflow::review::kept::{KeptDocument, faults, files, kept_documents};

use super::Shown;

/// The widest that a document is drawn; longer lines are hard to read.
const WIDEST: u16 = 120;

/// A document being read.
#[derive(Debug)]
pub struct DocumentView {
    title: String,
    document: Box<Document>,
    shown: Shown,
    proceedings: Box<Proceedings>,
    /// What shows another document of the review.
    show: Show,
    /// Its lines at the width at which it was drawn last.
    laid: RefCell<(u16, Vec<String>)>,
    scroll: Scroll,
}

/// Shows a document of a review.
pub type Show = fn(Shown, &Proceedings, &Desk) -> Effects;

/// What was chosen in it.
#[derive(Debug, Clone, Copy)]
enum Chosen {
    Line(usize),
    Write(Form),
    /// To write a frozen one out, byte by byte as it is kept.
    WriteKept(RecordId),
}

impl DocumentView {
    /// A document of a review.
    pub fn new(title: String, document: Box<Document>, shown: Shown, proceedings: &Proceedings, show: Show) -> Self {
        let laid = RefCell::default();
        let (proceedings, scroll) = (Box::new(proceedings.clone()), Scroll::default());
        Self { title, document, shown, proceedings, show, laid, scroll }
    }

    /// The frozen record that is read, or else the last one of its kind.
    fn frozen(&self) -> Option<RecordId> {
        match self.shown {
            Shown::Frozen(id) | Shown::Changes(id) => Some(id),
            Shown::Pack => self.proceedings.last_pack().map(|one| one.id),
            Shown::Minutes => self.proceedings.last_minutes().map(|one| one.id),
        }
    }

    /// Lays it out for a width, where it is not laid out for that already.
    fn lay(&self, width: u16) {
        let mut laid = self.laid.borrow_mut();
        if laid.0 != width || laid.1.is_empty() {
            let text = to_text(&self.document, width.into());
            let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
            let below = wrapped(&self.document.title, width).len().min(lines.len());
            lines.insert(below, format!("  {}", self.document.subtitle));
            *laid = (width, lines);
        }
    }

    /// Chooses one of its lines by the words in it.
    fn find(&self) -> Chooser {
        let mut chooser = Chooser::new("Find in the document").called("Find");
        for (place, line) in self.laid.borrow().1.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            chooser.offer(line.trim(), "", Answer::own(Chosen::Line(place)));
        }
        chooser
    }

    fn forms(&self) -> Chooser {
        let mut chooser = Chooser::new("Write it beside this file, as what?").called("Write");
        if let Shown::Frozen(id) = self.shown {
            chooser.offer("As it was frozen: Markdown, HTML and JSON", "", Answer::own(Chosen::WriteKept(id)));
        }
        for form in Form::ALL {
            chooser.offer(form.called(), &format!(".{}", form.ending()), Answer::own(Chosen::Write(form)));
        }
        chooser
    }

    /// The frozen record of this identity, with its bytes.
    fn kept(&self, id: RecordId, desk: &Desk) -> Result<Option<(&Record, Vec<KeptDocument>)>, Error> {
        let frozen = self.proceedings.packs.iter().chain(&self.proceedings.minutes).find(|one| one.id == id);
        frozen.map(|record| Ok((record, kept_documents(desk.view(), record)?))).transpose()
    }

    fn write_kept(&self, id: RecordId, desk: &Desk) -> Result<Effects, Error> {
        let kept = self.kept(id, desk)?.map_or(Vec::new(), |(_, kept)| kept);
        let names: Vec<_> = kept.iter().map(|one| one.name.clone()).collect();
        Ok(told(Folder::of(desk.store.path()).keep(&files(&kept)), &names.join(", ")))
    }

    fn write(&self, form: Form, desk: &Desk) -> Result<Effects, Error> {
        let mut document = (*self.document).clone();
        if let Shown::Frozen(id) = self.shown
            && let Some((record, kept)) = self.kept(id, desk)?
        {
            frozen::say(&mut document, record, &kept);
        }
        let name = format!("{}.{}", self.file_name(), form.ending());
        Ok(match form.write(&document, None) {
            Ok(bytes) => told(Folder::of(desk.store.path()).keep(&[(&name, &bytes)]), &name),
            Err(error) => Notice::bad(error.to_string()).into(),
        })
    }

    /// What its file is called: the review, and what it is.
    fn file_name(&self) -> String {
        let review = self.proceedings.meeting.review.reference();
        let what = match self.shown {
            Shown::Pack => "pack-draft".to_owned(),
            Shown::Minutes => "minutes-draft".to_owned(),
            Shown::Frozen(id) | Shown::Changes(id) => {
                let frozen = self.proceedings.packs.iter().chain(&self.proceedings.minutes).find(|one| one.id == id);
                frozen.map_or("document".to_owned(), |one| one.reference().to_string())
            }
        };
        format!("{review}-{what}")
    }

    /// Looks whether the kept bytes are those whose hash was recorded.
    fn verify(&self, id: RecordId, desk: &Desk) -> Effects {
        let proceedings = self.proceedings.clone();
        read(
            desk,
            move |view| {
                let frozen = proceedings.packs.iter().chain(&proceedings.minutes).find(|one| one.id == id);
                let Some(frozen) = frozen else { return Ok(None) };
                let kept = kept_documents(view, frozen)?;
                let hash = kept.iter().find(|one| one.name.ends_with(".md")).map(|one| one.sha256.to_string());
                Ok(Some((frozen.reference(), faults(frozen, &kept), hash.unwrap_or_default())))
            },
            |found, _| {
                Ok(match found {
                    None => Notice::watch("It is not there any more").into(),
                    Some((reference, faults, hash)) if faults.is_empty() => {
                        Notice::good(format!("{reference} holds: its bytes are those that were frozen; SHA-256 {hash}"))
                            .into()
                    }
                    Some((reference, faults, _)) => {
                        Notice::bad(format!("{reference} does not hold: {}", faults.join("; "))).into()
                    }
                })
            },
        )
    }
}

/// Tells what was written, or why it was not.
fn told(written: Result<(), Error>, names: &str) -> Effects {
    match written {
        Ok(()) => Notice::good(format!("Wrote {names} beside this file")).into(),
        Err(error) => Notice::bad(error.to_string()).into(),
    }
}

impl Screen for DocumentView {
    fn name(&self) -> String {
        self.title.clone()
    }

    fn scopes(&self) -> &'static [Scope] {
        &[Scope::Document, Scope::Rows, Scope::Everywhere]
    }

    fn footer(&self) -> &'static [Command] {
        use Command::{Back, DocumentChanges, FindIn, PageDown, VerifyDocument, WriteDocument};
        &[WriteDocument, DocumentChanges, VerifyDocument, FindIn, PageDown, Back]
    }

    fn unavailable(&self, command: Command, _: &Desk) -> Option<String> {
        let none = || "No version of it is frozen yet".to_owned();
        match command {
            Command::DocumentChanges => self.frozen().is_none().then(none),
            Command::VerifyDocument => {
                let draft = !matches!(self.shown, Shown::Frozen(_));
                draft.then(|| "A draft has no hash: it is the records as they stand".to_owned())
            }
            _ => None,
        }
    }

    fn run(&mut self, command: Command, desk: &Desk) -> Result<Effects, Error> {
        if let Some(step) = Step::of(command) {
            let count = self.laid.borrow().1.len();
            self.scroll.roll(step, count);
            return Ok(Effects::new());
        }
        Ok(match command {
            Command::WriteDocument => open(self.forms()),
            Command::FindIn => open(self.find()),
            Command::DocumentChanges => {
                self.frozen().map_or_else(Effects::new, |id| (self.show)(Shown::Changes(id), &self.proceedings, desk))
            }
            Command::VerifyDocument => self.frozen().map_or_else(Effects::new, |id| self.verify(id, desk)),
            _ => Effects::new(),
        })
    }

    fn answered(&mut self, answer: Answer, desk: &Desk) -> Result<Effects, Error> {
        match answer.to::<Chosen>() {
            Some(Chosen::Line(line)) => {
                self.scroll.put(line.saturating_sub(1));
                Ok(Effects::new())
            }
            Some(Chosen::Write(form)) => self.write(form, desk),
            Some(Chosen::WriteKept(id)) => self.write_kept(id, desk),
            None => Ok(Effects::new()),
        }
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, _: &Desk) {
        let width = area.width.saturating_sub(2).min(WIDEST);
        let inner = Rect { x: area.x + 1, width, ..area };
        self.lay(width);
        let laid = self.laid.borrow();
        let rows = usize::from(inner.height.saturating_sub(1));
        self.scroll.see(rows);
        let top = self.scroll.cursor();
        for (line, y) in laid.1.iter().skip(top).zip(inner.y..inner.bottom().saturating_sub(1)) {
            // What begins at the edge is a heading.
            let role = if line.starts_with(' ') { Role::Text } else { Role::Strong };
            canvas.put(inner.x, y, inner.width, line, role);
        }
        canvas.cursor = Some((inner.x, inner.y).into());
        let seen = (top + rows).min(laid.1.len());
        let far = match laid.1.len() {
            count if seen < count => format!("{seen} of {count} lines"),
            count => format!("{count} lines, the end"),
        };
        let used = canvas.right(inner, inner.bottom().saturating_sub(1), &far, Role::Quiet);
        let mark = self.document.mark.as_deref().unwrap_or_default();
        let room = inner.width.saturating_sub(used + 2);
        canvas.put(inner.x, inner.bottom().saturating_sub(1), room, &fit(mark, room.into()), Role::Watch);
    }
}
