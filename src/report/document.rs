//! The document model. It says what something is, a heading or a table, and never how it looks.

use serde::{Deserialize, Serialize};

use crate::domain::house::frame::Frame;
use crate::domain::visible::escaped;
use crate::workflow::pack::Kept;
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{HeatMap, KeyFigure, Picture, facts};

/// A document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Document {
    pub title: String,
    /// The organisation, and what the document belongs to.
    pub subtitle: String,
    /// What it is not yet: `Draft, not approved`. None on a document that stands.
    pub mark: Option<String>,
    pub blocks: Vec<Block>,
    /// The figures that it shows, for programs and for later documents to compare with.
    pub figures: Vec<Kept>,
    /// Who signs it on paper, each with a line of their own at its end: `Chair, Eamon Castellane`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signers: Vec<String>,
    /// What stands around it: the head of its first page, its language, its paper.
    #[serde(default, skip_serializing_if = "Frame::is_usual")]
    pub frame: Frame,
    /// Whether it fits one page of paper, or is not printed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_page: bool,
}

/// A part of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Block {
    /// 2 is the highest level: 1 is the title.
    Heading {
        level: u8,
        text: String,
        /// Whether it is laid before people by itself: on paper it begins a page.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        apart: bool,
    },
    Paragraph(String),
    /// A paragraph that must be seen: what is missing, what is not so.
    Caution(String),
    /// Labels, each with what is said.
    Facts(Vec<(String, String)>),
    List(Vec<String>),
    Table(Table),
    /// Lines whose columns matter: a tree, a fishbone.
    Drawing(Vec<String>),
    /// A chart: vectors where there are some, characters elsewhere.
    Chart(Chart),
    /// What was decided, told apart from all that was said of it.
    Decision(Decision),
    /// What it all comes to, in a sentence.
    Summary(String),
    /// Numbers that come before everything else, side by side where there is room.
    Figures(Vec<KeyFigure>),
    /// Pictures, side by side where there is room.
    Pictures(Vec<Picture>),
}

/// A decision as a box that is seen at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decision {
    /// Which one, and what became of it: `D-4: carried`.
    pub head: String,
    /// What was decided, in its own words.
    pub words: String,
    /// How it was decided, each with its label.
    pub facts: Vec<(String, String)>,
}

/// A table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Column {
    pub heading: String,
    /// Whether it holds numbers, which stand at the right.
    pub numbers: bool,
}

impl Column {
    /// A column of words.
    pub fn words(heading: &str) -> Self {
        Self { heading: heading.to_owned(), numbers: false }
    }

    /// A column of numbers.
    pub fn numbers(heading: &str) -> Self {
        Self { heading: heading.to_owned(), numbers: true }
    }
}

impl Table {
    /// A heat map, whose cells say what their colour does.
    pub fn of_heat(map: &HeatMap) -> Self {
        let told = map.table();
        let texts = |row: &crate::workflow::sheet::Row| row.cells.iter().map(|cell| cell.text.clone()).collect();
        Self {
            columns: told.columns.iter().map(|column| Column::words(&column.heading)).collect(),
            rows: told.rows.iter().map(texts).collect(),
        }
    }

    /// The values of which a chart is drawn.
    pub fn of_chart(chart: &Chart) -> Self {
        let columns = chart.data.columns.iter().map(|heading| Column::words(heading));
        Self { columns: columns.collect(), rows: chart.data.rows.clone() }
    }
}

/// Key figures as labels with what is said.
pub fn labelled(figures: &[KeyFigure]) -> Vec<(String, String)> {
    facts(figures).into_iter().map(|(label, words)| (label.to_owned(), words)).collect()
}

impl Document {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: impl Into<String>) {
        self.headed(level, text, false);
    }

    /// The same; on paper it begins a page where what stands below it is laid before people by itself.
    pub fn headed(&mut self, level: u8, text: impl Into<String>, apart: bool) {
        self.blocks.push(Block::Heading { level, text: text.into(), apart });
    }

    /// Adds a paragraph; an empty one is none.
    pub fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.blocks.push(Block::Paragraph(text));
        }
    }

    /// Adds a paragraph that must be seen.
    pub fn caution(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Caution(text.into()));
    }

    /// Adds a decision, with what is said of how it was reached.
    pub fn decision(&mut self, head: String, words: &str, facts: Vec<(&str, String)>) {
        self.blocks.push(Block::Decision(Decision { head, words: words.to_owned(), facts: said(facts) }));
    }

    /// Adds labels with what is said; those of which nothing is said are left out.
    pub fn facts(&mut self, facts: Vec<(&str, String)>) {
        let facts = said(facts);
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
    }

    /// Adds a list; an empty one is none.
    pub fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    /// Adds lines whose columns matter; none are none.
    pub fn drawing(&mut self, lines: Vec<String>) {
        if !lines.is_empty() {
            self.blocks.push(Block::Drawing(lines));
        }
    }

    /// Adds a chart; one of nothing is none.
    pub fn chart(&mut self, chart: Chart) {
        if !chart.is_empty() {
            self.blocks.push(Block::Chart(chart));
        }
    }

    /// Adds what it all comes to; nothing where that is empty.
    pub fn summary(&mut self, words: &str) {
        if !words.trim().is_empty() {
            self.blocks.push(Block::Summary(words.to_owned()));
        }
    }

    /// Adds a table; one without rows is none.
    pub fn table(&mut self, columns: Vec<Column>, rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { columns, rows }));
        }
    }

    /// Reads what [`Document::to_json`] wrote; none where it is something else.
    pub fn from_json(bytes: &[u8]) -> Option<Self> {
        serde_json::from_slice(bytes).ok()
    }

    /// The document for programs, its keys in a fixed order; what a terminal would obey is escaped.
    pub fn to_json(&self) -> String {
        // Strings and whole numbers can always be written.
        let written = serde_json::to_string_pretty(self).unwrap_or_default();
        let mut text = escaped(&written);
        text.push('\n');
        text
    }
}

/// The labels of which something is said.
fn said(facts: Vec<(&str, String)>) -> Vec<(String, String)> {
    let said = facts.into_iter().filter(|(_, text)| !text.trim().is_empty());
    said.map(|(label, text)| (label.to_owned(), text)).collect()
}
