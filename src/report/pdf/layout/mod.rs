//! A document laid out on pages: what stands where, and to which part of the document it belongs. Nothing here knows of PDF.

mod chart;
mod compose;
mod contents;
mod end;
mod figures;
mod furniture;
mod link;
mod one_page;
pub mod page;
mod pages;
mod pictures;
mod table;
#[cfg(test)]
pub mod tests;

use crate::report::document::{Block, Document};

use crate::domain::paper::Paper;
use compose::Composer;
use page::{Drawn, Heading, Node, Page, Place};

/// A document on pages.
#[derive(Debug, PartialEq)]
pub struct Laid {
    pub pages: Vec<Page>,
    pub nodes: Vec<Node>,
    pub headings: Vec<Heading>,
    /// The rows that are led to, each with what it is of, and where it stands.
    pub rows: Vec<(String, Place)>,
}

pub use one_page::too_long;

/// Lays a document out; a long one begins with what is in it, and one of one page is as small as it must be.
pub fn layout(document: &Document, paper: Paper) -> Laid {
    let size = paper.size();
    if document.one_page {
        return one_page::laid(document, size);
    }
    let plain = laid(document, size, false);
    if contents::wanted(document, &plain.pages) { laid(document, size, true) } else { plain }
}

fn laid(document: &Document, size: (f32, f32), with_contents: bool) -> Laid {
    put(composed(document, size, with_contents), document, size)
}

/// A document in its pieces, for sheets of a size.
fn composed(document: &Document, size: (f32, f32), with_contents: bool) -> Composer<'_> {
    let mut composer = Composer::new(size, document);
    composer.title(document);
    let mut open = with_contents;
    for (place, block) in document.blocks.iter().enumerate() {
        composer.at = place;
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
    composer.link();
    composer
}

/// Pieces put on sheets of a size.
fn put(composer: Composer, document: &Document, size: (f32, f32)) -> Laid {
    let Composer { mut flow, nodes, .. } = composer;
    let mut pages = pages::pages(&mut flow, size);
    furniture::furnish(&mut pages, document, size);
    number(&mut pages, &flow.headings);
    Laid { pages, nodes, headings: flow.headings, rows: flow.rows }
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
