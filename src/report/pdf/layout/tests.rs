use super::compose::room;
use super::page::{Drawn, Op, Role, UNTOLD, lying};
use super::{Laid, layout};
use crate::domain::paper::Paper;
use crate::report::document::{Column, Document};
use crate::report::pdf::look::{FOOT, HEAD, MARGIN, TINT};
use crate::report::pdf::measure::width;

mod one_page;

fn document() -> Document {
    Document { title: "Minutes of MR-2".into(), subtitle: "Brackwater · version 2".into(), ..Document::default() }
}

fn laid(document: &Document) -> Laid {
    layout(document, Paper::A4)
}

/// Lines of so many words, each line about as wide as the page.
fn long(words: usize) -> String {
    (0..words).map(|place| format!("word{place}")).collect::<Vec<_>>().join(" ")
}

/// The texts of a page from top to bottom, without what stands around the words.
fn texts(laid: &Laid, page: usize) -> Vec<String> {
    let text = |op: &Op| match &op.drawn {
        Drawn::Text { text, .. } if op.part != UNTOLD => Some(text.trim().to_owned()),
        _ => None,
    };
    laid.pages[page].ops.iter().filter_map(text).collect()
}

fn around(laid: &Laid, page: usize) -> Vec<String> {
    let text = |op: &Op| match &op.drawn {
        Drawn::Text { text, .. } if op.part == UNTOLD => Some(text.clone()),
        _ => None,
    };
    laid.pages[page].ops.iter().filter_map(text).collect()
}

fn pages_of(laid: &Laid, words: &str) -> Vec<usize> {
    (0..laid.pages.len()).filter(|page| texts(laid, *page).iter().any(|text| text.contains(words))).collect()
}

/// A document whose first page is filled but for so many lines.
fn filled_but(lines: usize) -> Document {
    let mut document = document();
    let (_, high) = room(Paper::A4.size());
    document.paragraph(vec!["line"; ((high - 39.0 - 7.0) / 14.0) as usize - lines].join("\n"));
    document
}

fn rows(count: usize) -> Vec<Vec<String>> {
    (0..count).map(|place| vec![format!("A-{place}"), format!("what is done {place}")]).collect()
}

fn columns() -> Vec<Column> {
    vec![Column::words("Number"), Column::words("Action")]
}

#[test]
fn a_heading_stays_with_what_follows() {
    for left in 1..6 {
        let mut document = filled_but(left);
        document.heading(2, "Monitoring");
        document.paragraph(long(40));
        let laid = laid(&document);
        assert_eq!(pages_of(&laid, "Monitoring"), pages_of(&laid, "word0"), "{left}");
        let mut document = filled_but(left);
        document.heading(2, "Monitoring");
        document.table(columns(), rows(9));
        let laid = self::laid(&document);
        assert_eq!(pages_of(&laid, "Monitoring"), pages_of(&laid, "A-0"), "{left}");
        assert_eq!(pages_of(&laid, "Monitoring"), pages_of(&laid, "A-1"), "{left}");
    }
}

#[test]
fn no_item_of_a_list_and_no_fact_stands_alone() {
    for left in 1..8 {
        let mut document = filled_but(left);
        document.list((0..5).map(|place| format!("word{place}")).collect());
        let laid = laid(&document);
        let mut document = filled_but(left);
        document.facts((0..30).map(|_| ("Label", "word".to_owned())).collect());
        for laid in [laid, self::laid(&document)] {
            for page in 0..laid.pages.len() {
                let items = texts(&laid, page).iter().filter(|text| text.contains("word")).count();
                assert_ne!(items, 1, "{left}: {:?}", texts(&laid, page));
            }
        }
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for left in 1..8 {
        let mut document = filled_but(left);
        document.paragraph(long(90));
        let laid = laid(&document);
        for page in 0..laid.pages.len() {
            let lines = texts(&laid, page).iter().filter(|text| text.contains("word")).count();
            assert_ne!(lines, 1, "{left}: {:?}", texts(&laid, page));
        }
    }
}

#[test]
fn a_row_is_never_torn_and_two_rows_stand_on_either_page() {
    for left in 1..12 {
        let mut document = filled_but(left);
        let cells = (0..8).map(|place| vec![format!("A-{place}"), format!("{} end{place}", long(50))]);
        document.table(columns(), cells.collect());
        let laid = laid(&document);
        for place in 0..8 {
            let torn = pages_of(&laid, &format!("A-{place}")) != pages_of(&laid, &format!("end{place}"));
            assert!(!torn, "{left}: row {place}");
        }
        for page in 0..laid.pages.len() {
            let rows = texts(&laid, page).iter().filter(|text| text.starts_with("A-")).count();
            assert_ne!(rows, 1, "{left}: {:?}", texts(&laid, page));
        }
    }
}

#[test]
fn what_is_small_is_whole() {
    for left in 1..12 {
        let mut document = filled_but(left);
        document.facts((0..9).map(|_| ("Label", "said".to_owned())).collect());
        let laid = laid(&document);
        assert_eq!(pages_of(&laid, "said").len(), 1, "{left}");
        let mut document = filled_but(left);
        document.table(columns(), rows(6));
        let laid = self::laid(&document);
        assert_eq!(pages_of(&laid, "Action"), pages_of(&laid, "A-5"), "{left}");
    }
}

#[test]
fn the_head_of_a_table_is_repeated_and_told_once() {
    let mut document = document();
    document.heading(2, "What was agreed");
    document.table(columns(), rows(120));
    let laid = laid(&document);
    assert!(laid.pages.len() > 2);
    assert_eq!(pages_of(&laid, "Action"), [0]);
    assert!(laid.nodes.iter().any(|node| node.role == Role::Table("What was agreed".into())));
    for page in 1..laid.pages.len() {
        assert!(around(&laid, page).contains(&"Action".to_owned()), "{page}");
    }
}

#[test]
fn a_row_that_no_page_holds_goes_on_and_loses_nothing() {
    let mut document = document();
    document.table(columns(), vec![vec!["A-1".into(), long(3000)]]);
    let laid = laid(&document);
    assert!(laid.pages.len() > 1);
    assert_eq!(pages_of(&laid, "word2999"), [laid.pages.len() - 1]);
}

#[test]
fn a_short_cell_is_never_broken() {
    let mut document = document();
    let columns = ["No.", "What", "Day", "Why"].map(Column::words).to_vec();
    let row = vec!["NC-10".into(), long(60), "17 August 2026".into(), long(60)];
    document.table(columns, vec![row; 3]);
    let texts = texts(&laid(&document), 0);
    assert_eq!(texts.iter().filter(|text| *text == "17 August 2026").count(), 3);
    assert_eq!(texts.iter().filter(|text| *text == "NC-10").count(), 3);
}

#[test]
fn a_table_of_more_columns_than_a_page_holds_loses_nothing() {
    let mut document = document();
    let columns = (0..40).map(|place| Column::words(&format!("Head{place}"))).collect();
    document.table(columns, vec![(0..40).map(|place| format!("cell{place}")).collect()]);
    let laid = laid(&document);
    for place in 0..40 {
        assert_eq!(pages_of(&laid, &format!("cell{place}")).len(), 1, "{place}");
    }
    within_the_margins(&laid, Paper::A4);
}

#[test]
fn a_decision_is_not_torn_where_a_page_holds_it() {
    for left in 1..14 {
        let mut document = filled_but(left);
        document.decision(
            "D-4: carried".into(),
            &long(30),
            vec![("Votes", "6 for".into()), ("Quorum", "9 of 9".into())],
        );
        let laid = laid(&document);
        assert_eq!(pages_of(&laid, "D-4: carried"), pages_of(&laid, "9 of 9"), "{left}");
    }
}

#[test]
fn a_box_that_no_page_holds_is_drawn_on_each() {
    let mut document = document();
    document.decision("D-4: carried".into(), &long(2000), Vec::new());
    let laid = laid(&document);
    assert!(laid.pages.len() > 1);
    for page in &laid.pages {
        let tinted = |op: &Op| matches!(op.drawn, Drawn::Rectangle { colour: TINT, .. });
        assert!(page.ops.iter().any(tinted), "{:?}", page.ops);
    }
}

#[test]
fn those_who_sign_stand_together_and_with_the_lines_before_them() {
    for left in 1..14 {
        let mut document = filled_but(left);
        document.heading(2, "Approval");
        document.paragraph("These minutes are sealed.");
        document.signers = vec!["Chair, Ana".into(), "Secretary, Ben".into(), "Board, Cy".into()];
        let laid = laid(&document);
        let sealed = pages_of(&laid, "These minutes are sealed.");
        for signer in ["Approval", "Chair, Ana", "Secretary, Ben", "Board, Cy"] {
            assert_eq!(pages_of(&laid, signer), sealed, "{left}: {signer}");
        }
    }
}

#[test]
fn a_long_document_says_what_is_in_it_and_on_which_page() {
    let mut document = document();
    for place in 0..8 {
        document.heading(2, format!("Part {place}"));
        document.decision(format!("D-{place}: carried"), "Words", Vec::new());
        document.paragraph(long(600));
    }
    let laid = laid(&document);
    let first = texts(&laid, 0);
    assert!(first.contains(&"Contents".to_owned()));
    for heading in laid.headings.iter().filter(|heading| heading.level == 2) {
        let place = first.iter().position(|text| *text == heading.text).unwrap();
        assert_eq!(first[place + 1], (heading.page + 1).to_string(), "{}", heading.text);
    }
    let leads = laid.pages[0].ops.iter().filter(|op| matches!(op.drawn, Drawn::Lead { .. })).count();
    assert_eq!(leads, 8);
    let mut short = self::document();
    (0..8).for_each(|place| short.heading(2, format!("Part {place}")));
    assert!(!texts(&self::laid(&short), 0).contains(&"Contents".to_owned()));
}

#[test]
fn the_running_head_begins_on_page_two_and_every_page_is_counted() {
    let mut document = document();
    document.paragraph(long(3000));
    let laid = laid(&document);
    let count = laid.pages.len();
    assert!(!around(&laid, 0).contains(&"Minutes of MR-2".to_owned()));
    for page in 0..count {
        let around = around(&laid, page);
        assert!(around.contains(&format!("Page {} of {count}", page + 1)), "{around:?}");
        assert!(around.contains(&"Brackwater · version 2".to_owned()), "{around:?}");
        assert_eq!(around.contains(&"Minutes of MR-2".to_owned()), page > 0);
        assert_eq!(around.contains(&"Brackwater".to_owned()), page > 0);
    }
}

#[test]
fn what_does_not_stand_yet_says_so_on_each_page() {
    let mut document = Document { mark: Some("Draft, not approved".into()), ..document() };
    document.paragraph(long(2000));
    let laid = laid(&document);
    assert_eq!(pages_of(&laid, "Draft, not approved"), [0]);
    for page in 0..laid.pages.len() {
        let around = around(&laid, page);
        assert_eq!(around[0], "DRAFT");
        assert_eq!(around.contains(&"Draft, not approved".to_owned()), page > 0);
    }
}

#[test]
fn no_level_of_headings_is_skipped_where_they_are_told() {
    let mut document = document();
    document.decision("D-1: carried".into(), "Words", Vec::new());
    document.heading(4, "Deep");
    document.heading(2, "Part");
    document.decision("D-2: carried".into(), "Words", Vec::new());
    let told = laid(&document).nodes.into_iter().filter_map(|node| match node.role {
        Role::Heading(level, _) => Some(level),
        _ => None,
    });
    let told: Vec<_> = told.collect();
    assert_eq!(told[0], 1);
    assert!(told.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{told:?}");
}

#[test]
fn signs_that_the_fonts_lack_are_told_of_once_at_the_end() {
    let mut document = document();
    document.heading(2, "株");
    document.list(vec!["👍 agreed".into()]);
    document.signers = vec!["Chair".into()];
    let texts = texts(&laid(&document), 0);
    let said = "2 signs stand as their codes, as the fonts here lack them.";
    assert_eq!(texts.iter().filter(|text| *text == said).count(), 1);
    assert!(texts.contains(&"[U+1F44D] agreed".to_owned()));
    let plain = self::texts(&laid(&self::document()), 0);
    assert!(!plain.iter().any(|text| text.contains("as the fonts here")));
}

#[test]
fn a_long_line_of_a_drawing_is_written_smaller() {
    let mut document = document();
    document.drawing(vec!["├──".to_owned(), "x".repeat(110)]);
    let laid = laid(&document);
    assert!(texts(&laid, 0).contains(&"x".repeat(110)));
    within_the_margins(&laid, Paper::A4);
}

#[test]
fn a_table_that_is_too_wide_stands_on_a_page_that_is_turned_with_its_heading_and_nothing_else_does() {
    let mut document = document();
    document.paragraph("Before");
    document.heading(2, "Register");
    let words: Vec<String> = (0..11).map(|place| format!("unbreakable{place}")).collect();
    document.table(words.iter().map(|word| Column::words(word)).collect(), vec![words.clone(); 60]);
    document.paragraph("Behind");
    let laid = laid(&document);
    let turned: Vec<bool> = laid.pages.iter().map(|page| page.turned).collect();
    let [false, between @ .., false] = &turned[..] else { panic!("{turned:?}") };
    assert!(between.len() > 1 && between.iter().all(|turned| *turned), "{turned:?}");
    assert_eq!((pages_of(&laid, "Register"), pages_of(&laid, "Behind")), (vec![1], vec![turned.len() - 1]));
    assert_eq!(laid.headings[0].page, 1);
    within_the_margins(&laid, Paper::A4);
    // What no page holds is not turned either.
    document.table(vec![Column::words("a")], vec![vec!["x".repeat(900)]]);
    assert!(!layout(&document, Paper::A4).pages.last().unwrap().turned);
}

/// Holds that all words stand within the margins, and what stands around them on the page.
pub fn within_the_margins(laid: &Laid, paper: Paper) {
    let slack = 0.5;
    for (number, page) in laid.pages.iter().enumerate() {
        let (wide, high) = lying(page.turned, paper.size());
        for op in &page.ops {
            let Drawn::Text { at, style, text, turned } = &op.drawn else { continue };
            if *turned != 0.0 {
                continue;
            }
            let right = at.0 + width(text.trim_end(), *style);
            assert!(at.0 >= MARGIN - slack && right <= wide - MARGIN + slack, "page {number}: {op:?}");
            let furniture = [HEAD, high - FOOT].contains(&at.1);
            let within = at.1 > MARGIN && at.1 <= high - MARGIN + slack;
            assert!(within || furniture && op.part == UNTOLD, "page {number}: {op:?}");
        }
    }
}

/// All words in the order in which they are told.
pub fn told(laid: &Laid) -> String {
    let mut parts = vec![String::new(); laid.nodes.len()];
    for op in laid.pages.iter().flat_map(|page| &page.ops) {
        if let (Drawn::Text { text, .. }, true) = (&op.drawn, op.part != UNTOLD) {
            parts[op.part].push_str(text);
        }
    }
    parts.join(" ")
}
