use super::super::page::{Drawn, Op};
use super::super::{Laid, layout, too_long};
use super::{columns, texts, within_the_margins};
use crate::domain::paper::Paper;
use crate::report::document::{Block, Document};
use crate::report::pdf::measure::width;
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn as Shown, HeatCell, HeatMap, HeatRow, KeyFigure, Picture};

/// A document of one page with so many rows.
fn one_page(rows: usize) -> Document {
    let mut document = Document { one_page: true, ..super::document() };
    document.heading(2, "What is asked");
    document.table(columns(), super::rows(rows));
    document.signers = vec!["Chair".into(), "Secretary".into(), "Board".into()];
    document
}

#[test]
fn what_must_fit_one_page_is_as_small_as_it_must_be_and_no_smaller() {
    let size = |laid: &Laid| {
        let size = |op: &Op| match &op.drawn {
            Drawn::Text { style, text, .. } if text.starts_with("A-0") => Some(style.size),
            _ => None,
        };
        laid.pages[0].ops.iter().find_map(size).unwrap()
    };
    let (mut sizes, mut most) = (Vec::new(), 0);
    for count in (1..80).step_by(4) {
        let document = one_page(count);
        if too_long(&document, Paper::Letter).is_some() {
            break;
        }
        let laid = layout(&document, Paper::Letter);
        assert_eq!(laid.pages.len(), 1, "{count}");
        sizes.push(size(&laid));
        most = count;
    }
    assert!((30..79).contains(&most), "{most}");
    assert!(sizes.is_sorted_by(|one, next| one >= next), "{sizes:?}");
    assert_eq!(sizes[0], 9.0);
    assert!(*sizes.last().unwrap() >= 7.0, "{sizes:?}");
    // All of it stands on the paper, and on A4 as on Letter.
    let laid = layout(&one_page(most), Paper::A4);
    let within = |op: &Op| match &op.drawn {
        Drawn::Text { at, style, text, .. } => at.0 >= 0.0 && at.0 + width(text, *style) <= 595.0 && at.1 <= 842.0,
        _ => true,
    };
    assert!(laid.pages.len() == 1 && laid.pages[0].ops.iter().all(within));
}

#[test]
fn what_does_not_fit_one_page_names_what_is_long() {
    let mut document = one_page(40);
    document.table(columns(), vec![vec!["D-9".into(), "x ".repeat(100)], vec!["D-10".into(), "x ".repeat(2000)]]);
    let why = too_long(&document, Paper::A4).unwrap();
    let places =
        ["page of A4", "D-10, Action (4000 letters)", "D-9, Action (200 letters)", "“What is asked” has 40 rows"]
            .map(|part| why.find(part).unwrap_or_else(|| panic!("{part}: {why}")));
    assert!(places.is_sorted(), "{why}");
    document.one_page = false;
    assert_eq!(too_long(&document, Paper::A4), None);
}

#[test]
fn numbers_and_pictures_are_told_whole_and_stand_side_by_side() {
    let mut document = super::document();
    let figure = |place: usize| KeyFigure {
        value: format!("{place}1"),
        label: format!("label {place}"),
        was: format!("was {place}, worse"),
        remark: format!("remark {place}"),
        ..KeyFigure::default()
    };
    document.blocks.push(Block::Figures((0..6).map(figure).collect()));
    let cell = |place: usize| HeatCell { count: format!("{place} (+1)"), level: "medium".into(), warmth: place as u8 };
    let row = |place: usize| HeatRow { name: format!("{place} Likely"), cells: (0..5).map(cell).collect() };
    let map = HeatMap {
        down: "Likelihood".into(),
        along: "Impact".into(),
        across: (1..6).map(|place| format!("{place} Name")).collect(),
        rows: (0..5).map(row).collect(),
        ..HeatMap::default()
    };
    let picture = |drawn| Picture { title: "A title".into(), drawn, note: "A note".into() };
    let chart = Chart { lines: vec![vec![(0, 0), (1, 1)]], ticks: vec![(0, "57.6".into())], ..Chart::default() };
    document.blocks.push(Block::Pictures(vec![picture(Shown::Chart(chart)), picture(Shown::Heat(map))]));
    let laid = super::laid(&document);
    let texts = texts(&laid, 0);
    for figure in (0..6).map(figure) {
        for words in [figure.value, figure.label, figure.was, figure.remark] {
            assert!(texts.contains(&words), "{words}: {texts:?}");
        }
    }
    for words in ["57.6", "4 (+1)", "medium", "4 Likely", "5 Name", "Likelihood up, impact to the right", "A note"] {
        assert!(texts.iter().any(|text| text == words), "{words}: {texts:?}");
    }
    let heights: Vec<f32> = laid.pages[0]
        .ops
        .iter()
        .filter_map(|op| match &op.drawn {
            Drawn::Text { at, text, .. } if text == "A title" => Some(at.1),
            _ => None,
        })
        .collect();
    assert_eq!(heights.len(), 2);
    assert_eq!(heights[0], heights[1]);
    within_the_margins(&laid, Paper::A4);
}
