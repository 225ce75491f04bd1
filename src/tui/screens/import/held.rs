//! What the screen of an import holds beside the mapping: what is typed, which words get a meaning, what runs, what was chosen.

use std::sync::Arc;

use crate::domain::field::Field;
use crate::exchange::import::run::{Mode, Progress};
use crate::tui::input::TextInput;
use crate::tui::scroll::Scroll;
use crate::tui::told::Topic;

/// What is being typed.
#[derive(Debug)]
pub struct Typing {
    pub what: Asked,
    pub input: TextInput,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The file.
    File,
    /// A mapping to be used.
    Load,
    /// Where the mapping is to be saved.
    Save,
    /// What a field says in every row that says nothing.
    Text(&'static Field),
    /// What the selected word means.
    Meaning,
}

/// The words of a field that meant nothing to it, and in how many rows each of them stands.
#[derive(Debug)]
pub struct Words {
    pub field: &'static Field,
    pub rows: Vec<(String, usize)>,
    pub scroll: Scroll,
}

/// A trial, or the import itself, on the writing thread.
#[derive(Debug)]
pub struct Running {
    pub topic: Topic,
    pub mode: Mode,
    pub progress: Arc<Progress>,
}

/// What was chosen for an import.
#[derive(Debug, Clone)]
pub enum ImportAnswer {
    /// The column of a field; none where it shall have none.
    Column(&'static Field, Option<String>),
    /// A column that belongs to the key, or does not any more.
    Key(String),
    /// The sheet of a workbook.
    Sheet(String),
    /// What the selected word means; that is typed where nothing is said.
    Means(Option<String>),
}
