use chrono::NaiveDate;
use proptest::prelude::*;

use super::layout::layout;
use super::layout::tests::{told, within_the_margins};
use super::words::Words;
use super::{dated, to_pdf};
use crate::domain::paper::Paper;
use crate::report::document::{Block, Column, Document};
use crate::workflow::sheet::chart::{Chart, Key, Level, Mark, SPAN, Sort};
use crate::workflow::sheet::picture::{Drawn, HeatCell, HeatMap, HeatRow, KeyFigure, Picture};

/// What somebody may have typed.
fn typed() -> impl Strategy<Value = String> {
    let hostile = [
        "\u{fffe}\u{feff}",
        "\u{202e}turned\u{202c} round",
        "e\u{301}\u{302}\u{303} marks",
        "\u{301}",
        "👍🏽 株式会社 שלום مرحبا",
        "├─ ╲ ▶ ╱",
        "line\r\n\tline\n\n\nline",
        "\u{0}\u{1b}[2J",
        "\u{e000} \u{10ffff}",
        " ",
        "",
        "𝐁old ﬁ ½ → ✓",
    ];
    prop_oneof![
        prop::sample::select(hostile.to_vec()).prop_map(str::to_owned),
        any::<String>(),
        "[a-z ]{0,200}",
        prop::sample::select(vec!['x', '👍', '\u{fffd}']).prop_map(|sign| sign.to_string().repeat(400)),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let texts = || prop::collection::vec(typed(), 0..4);
    let pairs = || prop::collection::vec((typed(), typed()), 0..4);
    prop_oneof![
        (0..9_u8, typed()).prop_map(|(level, text)| Block::Heading { level, text, apart: level % 4 == 1 }),
        typed().prop_map(Block::Paragraph),
        typed().prop_map(Block::Caution),
        pairs().prop_map(Block::Facts),
        texts().prop_map(Block::List),
        texts().prop_map(Block::Drawing),
        (typed(), typed(), pairs()).prop_map(|(head, words, facts)| {
            Block::Decision(crate::report::document::Decision { head, words, facts })
        }),
        (texts(), prop::collection::vec(texts(), 0..4)).prop_map(|(heads, rows)| {
            let columns = heads.iter().map(|head| Column::numbers(head)).collect();
            Block::Table(crate::report::document::Table { columns, rows })
        }),
        (typed(), typed(), typed()).prop_map(|(says, tick, told)| Block::Chart(chart(says, tick, told))),
        typed().prop_map(Block::Summary),
        prop::collection::vec((typed(), typed(), typed()), 0..8).prop_map(|all| {
            let figure = |(value, label, was)| KeyFigure { value, label, was, ..KeyFigure::default() };
            Block::Figures(all.into_iter().map(figure).collect())
        }),
        prop::collection::vec((typed(), typed(), typed(), any::<bool>()), 0..5).prop_map(|all| {
            let picture = |(title, note, words, heat): (_, _, String, _)| Picture {
                title,
                note,
                drawn: if heat { heat_map(&words) } else { Drawn::Chart(chart(String::new(), words, String::new())) },
            };
            Block::Pictures(all.into_iter().map(picture).collect())
        }),
    ]
}

fn chart(says: String, tick: String, told: String) -> Chart {
    Chart {
        says,
        ticks: vec![(0, tick.clone())],
        ends: [tick.clone(), tick],
        lines: vec![vec![(0, 0), (SPAN, SPAN)], vec![(0, 0)], Vec::new()],
        marks: vec![((0, SPAN), Mark::Critical), ((SPAN, 0), Mark::Watch), ((0, 0), Mark::Value)],
        levels: vec![Level { from: 0, to: SPAN, up: 0, sort: Sort::Target }],
        legend: vec![(Key::Mark(Mark::Value), told)],
        ..Chart::default()
    }
}

fn heat_map(words: &str) -> Drawn {
    let cell = |warmth| HeatCell { count: words.to_owned(), level: words.to_owned(), warmth };
    let row = HeatRow { name: words.to_owned(), cells: (0..5).map(cell).collect() };
    Drawn::Heat(HeatMap {
        down: words.to_owned(),
        across: vec![words.to_owned(); 5],
        rows: vec![row; 5],
        ..HeatMap::default()
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    let blocks = prop::collection::vec(block(), 0..8);
    let signers = prop::collection::vec(typed(), 0..4);
    (typed(), typed(), prop::option::of(typed()), blocks, signers).prop_map(
        |(title, subtitle, mark, blocks, signers)| Document {
            title,
            subtitle,
            mark,
            blocks,
            signers,
            ..Document::default()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_words_make_a_pdf_that_passes_the_checks(document in any_document(), letter in any::<bool>()) {
        let paper = if letter { Paper::Letter } else { Paper::A4 };
        let pdf = to_pdf(&document, paper);
        prop_assert!(pdf.is_ok(), "{:?}", pdf.err());
        let laid = layout(&document, paper);
        within_the_margins(&laid, paper);
        // All that is not white comes in order, but for what a chart has no room for.
        let whole = |text: &str| text.split_whitespace().collect::<String>();
        let told = whole(&told(&laid));
        let mut rest = told.as_str();
        for text in said(&document) {
            let place = rest.find(&whole(&text));
            prop_assert!(place.is_some(), "{text:?} is not in {rest:?}");
            rest = &rest[place.unwrap() + whole(&text).len()..];
        }
    }
}

/// What a document says, as the fonts can draw it, in order.
fn said(document: &Document) -> Vec<String> {
    let words = Words::default();
    let mut said = vec![words.line(&document.title), words.line(&document.subtitle)];
    let facts = |facts: &[(String, String)]| {
        facts.iter().flat_map(|(label, text)| [words.line(label), words.lines(text)]).collect::<Vec<_>>()
    };
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => said.push(words.line(text)),
            Block::Paragraph(text) | Block::Caution(text) => said.push(words.lines(text)),
            Block::Facts(all) => said.extend(facts(all)),
            Block::List(items) => said.extend(items.iter().map(|item| words.lines(item))),
            Block::Drawing(lines) => said.extend(lines.iter().map(|line| words.drawn(line))),
            Block::Table(table) if table.rows.is_empty() => {}
            Block::Table(table) => {
                said.extend(table.columns.iter().map(|column| words.lines(&column.heading)));
                said.extend(table.rows.iter().flatten().map(|cell| words.lines(cell)));
            }
            Block::Decision(decision) => {
                said.extend([words.line(&decision.head), words.lines(&decision.words)]);
                said.extend(facts(&decision.facts));
            }
            Block::Summary(text) => said.push(words.lines(text)),
            // Numbers and pictures have room for a few words: what has no room there is told in another way.
            Block::Chart(_) | Block::Figures(_) | Block::Pictures(_) => {}
        }
    }
    said.extend(document.signers.iter().map(|signer| words.line(signer)));
    said
}

#[test]
fn ten_thousand_letters_without_a_space_are_a_pdf() {
    let long = "x".repeat(10_000);
    let mut document = Document { title: long.clone(), mark: Some(long.clone()), ..Document::default() };
    document.heading(2, long.clone());
    document.table(vec![Column::words(&long), Column::words("b")], vec![vec!["1".into(), long.clone()]]);
    document.decision(long.clone(), &long, vec![("A", long.clone())]);
    document.signers = vec![long];
    assert!(to_pdf(&document, Paper::A4).is_ok());
    within_the_margins(&layout(&document, Paper::A4), Paper::A4);
}

#[test]
fn the_same_document_is_the_same_bytes_and_carries_its_json() {
    let mut document = Document { title: "Minutes".into(), subtitle: "A · B".into(), ..Document::default() };
    document.heading(2, "One");
    document.paragraph("Words");
    let [one, two] = [(); 2].map(|()| to_pdf(&document, Paper::A4).unwrap());
    assert!(one == two);
    assert!(one != to_pdf(&document, Paper::Letter).unwrap());
    let holds = |words: &str| one.windows(words.len()).any(|part| part == words.as_bytes());
    for words in ["document.json", "/StructTreeRoot", "/Lang", "pdfuaid", "pdfaid", "/Outlines"] {
        assert!(holds(words), "{words}");
    }
}

#[test]
fn a_document_is_of_the_day_that_stands_beside_its_title() {
    let day = |subtitle: &str| dated(&Document { subtitle: subtitle.into(), ..Document::default() });
    let ten = NaiveDate::from_ymd_opt(2026, 9, 10).unwrap();
    assert_eq!(day("Brackwater · version 2, approved on 10 September 2026"), ten);
    assert_eq!(day("from 1 May 2025 to 10 September 2026."), ten);
    assert_eq!(day("99 September 2026, without a day"), NaiveDate::default());
}
