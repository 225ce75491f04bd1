//! Blocks of a sheet as lines that are gone through one by one, each with where it leads.

use crate::domain::field::Tone;
use crate::tui::screens::detail::{Item, Mark, heading, line};
use crate::workflow::sheet::{Block, Body, Cell, Lead};

/// Lines, each with where it leads.
#[derive(Debug, Default)]
pub struct Led {
    pub items: Vec<Item>,
    pub leads: Vec<Option<Lead>>,
}

impl Led {
    /// The lines of blocks, of which the first stands under the title of its pane, and the others under their own.
    pub fn of<'a>(blocks: impl Iterator<Item = &'a Block>) -> Self {
        let mut led = Self::default();
        for (place, block) in blocks.enumerate().filter(|(_, block)| !block.is_empty()) {
            if place > 0 && !block.title.is_empty() {
                led.add(heading(&block.title), None);
            }
            match &block.body {
                Body::Facts(facts) => {
                    for fact in facts.iter().filter(|fact| fact.label.is_some()) {
                        let mut item =
                            line(fact.label.as_deref().unwrap_or_default(), fact.cell.text.as_str(), mark(&fact.cell));
                        item.field = fact.field;
                        led.add(item, fact.lead.clone());
                    }
                }
                Body::Table(table) => {
                    for row in &table.rows {
                        let mut shown = table.shown().filter_map(|(place, _)| row.cells.get(place));
                        let label = shown.next().map_or("", |cell| &cell.text);
                        led.add(said(label, shown), row.lead.clone());
                    }
                }
                Body::Prose(lines) | Body::List(lines) => {
                    lines.iter().for_each(|cell| led.add(line("", cell.text.as_str(), mark(cell)), None));
                }
                _ => {}
            }
        }
        led
    }

    fn add(&mut self, mut item: Item, lead: Option<Lead>) {
        if let Some(Lead::Record(id)) = &lead {
            item.leads_to = vec![*id];
        }
        self.items.push(item);
        self.leads.push(lead);
    }
}

/// What a row says behind its label.
fn said<'a>(label: &str, cells: impl Iterator<Item = &'a Cell>) -> Item {
    let cells: Vec<&Cell> = cells.filter(|cell| !cell.text.is_empty()).collect();
    let text = cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" · ");
    line(label, text, cells.first().map_or(Mark::None, |cell| mark(cell)))
}

/// The sign before a text, by how it is to be taken.
fn mark(cell: &Cell) -> Mark {
    match (cell.sign, cell.tone) {
        (Some(sign), _) => Mark::Sign(sign),
        (None, None) => Mark::None,
        (None, Some(Tone::Plain)) => Mark::Blank,
        (None, Some(Tone::Bad)) => Mark::Late,
        (None, Some(tone)) => Mark::Tone(tone),
    }
}
