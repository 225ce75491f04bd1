//! The report to the board on one page: what the last review concluded, how things stand today against what they were then,
//! what the board is asked for, and what became of what was promised.

mod asked;
mod basis;
mod figures;
mod gist;
mod pictures;
mod promised;

use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::review::{REGISTER, Review};
use crate::store::{Error, View};

use super::feature::Feature;
use super::reading::{Reading, Wanted};
use super::sheet::{Block, Body, Cell, Sheet};
use super::whose::Whose;

use basis::Basis;

/// What the board is told.
pub static FEATURE: Feature = Feature { readings: &[&REPORT], ..Feature::PLAIN };

/// The report.
pub static REPORT: Reading = Reading {
    title: "Report to the board",
    about: "Writes the report to the board on one page: conclusion, figures, charts, decisions asked, promises kept",
    more: "Rests on the last management review whose minutes are sealed, and on the registers as of today. Says what the review\n\
           concluded and what is critical, six figures with what they were then, the KPIs that are beyond a limit and the heat map\n\
           of risks, the decisions that are asked, and what became of the actions of that review. As PDF it fits one page, or it\n\
           is said what is to be shortened.",
    paper: true,
    housed: true,
    ..Reading::new(&REGISTER, "board", read)
};

fn read(view: View, _: &Wanted) -> Result<Sheet, Error> {
    let today = view.circumstances()?.today();
    let Whose { name, words } = &Whose::of(view)?;
    let basis = Basis::of(view)?;
    let asked = asked::rows(view, words, &basis, today)?;
    let (figures, counts) = figures::figures(view, words, &basis)?;
    let mut blocks = vec![
        Block::new("", Body::Summary(gist::told(view, words, &basis, &counts, asked.len(), today)?)),
        warnings(basis.cautions(view, words)?),
        Block::new("", Body::Figures(figures)),
    ];
    blocks.extend(pictures::blocks(view, words, &basis, today)?);
    blocks.push(asked::block(words, asked, &basis));
    blocks.extend(promised::blocks(view, words, &basis, today)?);
    blocks.push(Block::new("", Body::Prose(vec![Cell::said(basis.rests_on(view, words, today)?)])));
    let from = match &basis.review {
        Some(review) => words.from_review(basis.named(words, review), words.day(today)),
        None => words.from_registers(words.day(today)),
    };
    Ok(Sheet {
        title: words.board_report().to_owned(),
        note: format!("{name} · {from}"),
        mark: basis.mark(words),
        blocks,
        one_page: true,
        signers: signers(view, words, &basis)?,
        ..Sheet::default()
    })
}

/// Sentences that must be seen.
fn warnings(words: Vec<String>) -> Block {
    Block::new("", Body::Prose(words.into_iter().map(|words| Cell::said(words).tone(Tone::Watch)).collect()))
}

/// Who signs it: those who led and recorded the review, and whoever receives it for the board.
fn signers(view: View, words: &Words, basis: &Basis) -> Result<Vec<String>, Error> {
    let review = basis.review.as_ref().map(Review);
    let officers =
        [(words.chair(), review.and_then(Review::chair)), (words.secretary(), review.and_then(Review::secretary))];
    let mut signers = Vec::new();
    for (part, who) in officers {
        let who = who.map(|who| view.record(who)).transpose()?.flatten();
        signers.push(who.map_or_else(|| part.to_owned(), |who| words.signer(part, who.title())));
    }
    signers.push(words.received_for_board().to_owned());
    Ok(signers)
}
