//! What an operation may look at when it is offered, begun and done.

use std::cell::OnceCell;

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::typed::Circumstances;
use crate::domain::value::Value;
use crate::store::{Ambient, Author, Error, View};
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::review::Proceedings;
use crate::workflow::review::papers::Printer;

/// What an operation is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    pub record: Option<RecordId>,
    pub part: Option<RecordId>,
}

impl Subject {
    /// A record.
    pub fn of(record: RecordId) -> Self {
        Self { record: Some(record), part: None }
    }

    /// A part of it, where there is one.
    #[must_use]
    pub fn part(self, part: Option<RecordId>) -> Self {
        Self { part, ..self }
    }
}

/// What takes long to read, and a screen has read already.
pub type Lent<'a> = &'a Proceedings;

/// What stands around an operation, whatever it is done to.
#[derive(Clone, Copy)]
pub struct Circle<'a> {
    pub view: View<'a>,
    pub ambient: &'a Ambient,
    /// Who acts, or why nobody can.
    pub author: Result<&'a Author, &'a str>,
    pub printer: &'static Printer,
}

/// Everything that an operation may look at. What takes long to read is read once.
pub struct Scene<'a> {
    pub view: View<'a>,
    pub ambient: &'a Ambient,
    pub printer: &'static Printer,
    pub now: Circumstances,
    author: Result<&'a Author, &'a str>,
    records: Vec<Record>,
    part: Option<Record>,
    about: Vec<RecordId>,
    preset: Vec<(&'static Field, Value)>,
    /// What a screen has read already.
    lent: Option<Lent<'a>>,
    proceedings: OnceCell<Proceedings>,
}

impl<'a> Scene<'a> {
    /// The scene of a subject; `None` where its record or its part is not there any more.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(circle: Circle<'a>, subject: Subject) -> Result<Option<Self>, Error> {
        let read = |id: Option<RecordId>| id.map(|id| circle.view.record(id)).transpose().map(Option::flatten);
        let (record, part) = (read(subject.record)?, read(subject.part)?);
        if record.is_some() != subject.record.is_some() || part.is_some() != subject.part.is_some() {
            return Ok(None);
        }
        Ok(Some(Self { part, ..Self::over(circle, record.into_iter().collect())? }))
    }

    /// The scene of records as they were seen.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn over(circle: Circle<'a>, records: Vec<Record>) -> Result<Self, Error> {
        let Circle { view, ambient, author, printer } = circle;
        Ok(Self {
            view,
            ambient,
            printer,
            now: view.circumstances()?,
            author,
            records,
            part: None,
            about: Vec::new(),
            preset: Vec::new(),
            lent: None,
            proceedings: OnceCell::new(),
        })
    }

    /// The same for a record that is to be added: what it is about, and what is known of it already.
    #[must_use]
    pub fn adding(self, about: Vec<RecordId>, preset: Vec<(&'static Field, Value)>) -> Self {
        Self { about, preset, ..self }
    }

    /// All that it is done to.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// What a record that is to be added is about.
    pub fn about(&self) -> &[RecordId] {
        &self.about
    }

    /// What is known of a record that is to be added.
    pub fn preset(&self) -> &[(&'static Field, Value)] {
        &self.preset
    }

    /// The same with what a screen has read already.
    #[must_use]
    pub fn with(self, lent: Option<Lent<'a>>) -> Self {
        Self { lent, ..self }
    }

    /// Who acts.
    ///
    /// # Errors
    /// [`Trouble::Input`] with why nobody can.
    pub fn author(&self) -> Result<&'a Author, Trouble> {
        self.author.map_err(Trouble::input)
    }

    /// A reader of what whoever acts types.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn reader(&self) -> Result<Reader<'a>, Error> {
        let sitting = match self.author {
            Ok(author) => self.view.people_with_user(&author.os_user)?,
            Err(_) => Vec::new(),
        };
        let terminal = if let [one] = sitting.as_slice() { Some(one.id) } else { None };
        let me = self.author.ok().map(|author| author.person);
        Ok(Reader::new(self.view, self.ambient, me)?.typed_by(terminal))
    }

    /// What it is done to.
    ///
    /// # Errors
    /// [`Trouble::Input`] where there is nothing.
    pub fn record(&self) -> Result<&Record, Trouble> {
        self.records.first().ok_or_else(|| Trouble::input("Nothing is selected"))
    }

    /// What it is done to, where there is something.
    pub fn any_record(&self) -> Option<&Record> {
        self.records.first()
    }

    /// The part of it that is meant.
    ///
    /// # Errors
    /// [`Trouble::Input`] where there is none.
    pub fn part(&self) -> Result<&Record, Trouble> {
        self.part.as_ref().ok_or_else(|| Trouble::input("Nothing is selected"))
    }

    /// The part of it that is meant, where there is one.
    pub fn any_part(&self) -> Option<&Record> {
        self.part.as_ref()
    }

    /// All that is on record about the review.
    ///
    /// # Errors
    /// [`Trouble`] where it can't be read.
    pub fn proceedings(&self) -> Result<&Proceedings, Trouble> {
        if let Some(lent) = self.lent {
            return Ok(lent);
        }
        if let Some(read) = self.proceedings.get() {
            return Ok(read);
        }
        let review = self.record()?;
        let read = Proceedings::of(self.view, review.id)?;
        let read = read.ok_or_else(|| Trouble::Input(format!("{} can't be read", review.reference())))?;
        Ok(self.proceedings.get_or_init(|| read))
    }
}
