//! A document laid out on pages: what stands where, and to which part of the document it belongs. Nothing here knows of PDF.

mod chart;
mod compose;
mod contents;
mod furniture;
pub mod page;
mod pages;
mod table;
#[cfg(test)]
pub mod tests;

use crate::report::document::{Block, Document};

use crate::domain::paper::Paper;
use compose::{Composer, room};
use page::{Drawn, Heading, Node, Page};

/// A document on pages.
#[derive(Debug, PartialEq)]
pub struct Laid {
    pub pages: Vec<Page>,
    pub nodes: Vec<Node>,
    pub headings: Vec<Heading>,
}

/// Lays a document out; a long one begins with what is in it.
pub fn layout(document: &Document, paper: Paper) -> Laid {
    let plain = laid(document, paper, false);
    if contents::wanted(document, &plain.pages) { laid(document, paper, true) } else { plain }
}

fn laid(document: &Document, paper: Paper, with_contents: bool) -> Laid {
    let size = paper.size();
    let room = room(size);
    let mut composer = Composer::new(room.0, room.1);
    composer.title(document);
    let mut open = with_contents;
    for block in &document.blocks {
        if open && matches!(block, Block::Heading { level: 0..=2, .. }) {
            composer.contents(document);
            open = false;
        }
        composer.block(block);
    }
    let house = document.frame.words();
    // Counted before it is told how many signs the fonts lack.
    let signers: Vec<_> = document.signers.iter().map(|signer| composer.words.line(&house.signature(signer))).collect();
    composer.coded(&house);
    composer.signers(&signers);
    let Composer { mut flow, nodes, .. } = composer;
    let mut pages = pages::pages(&mut flow, room);
    furniture::furnish(&mut pages, document, size);
    number(&mut pages, &flow.headings);
    Laid { pages, nodes, headings: flow.headings }
}

/// Writes the page of each heading where it is asked for.
fn number(pages: &mut [Page], headings: &[Heading]) {
    for op in pages.iter_mut().flat_map(|page| &mut page.ops) {
        if let Drawn::PageOf { heading, ends: (right, foot), style } = op.drawn {
            let text = headings.get(heading).map_or(String::new(), |heading| (heading.page + 1).to_string());
            let at = (right - super::measure::width(&text, style), foot);
            op.drawn = Drawn::Text { at, style, text, turned: 0.0 };
        }
    }
}
