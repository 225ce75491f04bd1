//! What a word processor asks of a document, whatever stands in it.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use roxmltree::{Document as Xml, Node};
use zip::ZipArchive;

use super::{emf, write};
use crate::domain::paper::Paper;
use crate::domain::visible::visible;
use crate::report::document::{Block, Column, Document};
use crate::report::scene::Frame;
use crate::workflow::sheet::chart::{Chart, Level, Mark, SPAN, Sort};
use crate::workflow::sheet::picture::{Drawn, HeatCell, HeatMap, HeatRow, KeyFigure, Picture};

fn chart(words: &str) -> Chart {
    let levels = [Sort::Target, Sort::Warning, Sort::Critical];
    Chart {
        says: words.to_owned(),
        ticks: vec![(0, words.to_owned())],
        levels: levels.map(|sort| Level { from: 0, to: SPAN, up: 3_000, sort }).into(),
        lines: vec![vec![(0, 0), (SPAN, SPAN)]],
        marks: [Mark::Value, Mark::Watch, Mark::Critical].map(|mark| ((5_000, 5_000), mark)).into(),
        ..Chart::default()
    }
}

/// The parts of the package, each with what it holds; of a picture nothing is told.
fn parts(document: &Document, paper: Paper) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(write(document, paper).unwrap())).unwrap();
    let count = zip.len();
    let read = |place| {
        let mut file = zip.by_index(place).unwrap();
        let (name, mut text) = (file.name().unwrap().into_owned(), String::new());
        if name.ends_with(".emf") {
            text.push_str("<picture/>");
        } else {
            file.read_to_string(&mut text).unwrap();
        }
        (name, text)
    };
    (0..count).map(read).collect()
}

fn part(document: &Document, name: &str) -> String {
    parts(document, Paper::A4).into_iter().find(|(one, _)| one == name).unwrap().1
}

/// Everything that a document can hold, each with words of its own made of these.
fn of(words: &str) -> (Document, String) {
    let mut told = Vec::new();
    let mut say = |name: &str| {
        let said = format!("{name} {words}");
        told.push(said.clone());
        said
    };
    let (title, subtitle, mark) = (say("title"), say("subtitle"), say("mark"));
    let mut document = Document { title, subtitle, mark: Some(mark), ..Document::default() };
    document.heading(2, say("heading"));
    document.heading(3, say("deeper"));
    document.paragraph(say("paragraph"));
    document.caution(say("caution"));
    let fact = [say("label"), say("fact")];
    document.facts(vec![(fact[0].as_str(), fact[1].clone())]);
    document.list(vec![say("item"), say("another")]);
    let heading = [say("number"), say("name")];
    let columns = vec![Column::numbers(&heading[0]), Column::words(&heading[1])];
    document.table(columns, vec![vec![say("1.1"), say("1.2")], vec![say("2.1"), say("2.2"), say("one too many")]]);
    document.drawing(vec![say("drawn"), say("below")]);
    document.chart(chart(words));
    document.summary(&say("summary"));
    let [value, label, was, remark] = ["value", "label of it", "was", "remark"].map(&mut say);
    document.blocks.push(Block::Figures(vec![KeyFigure { value, label, was, remark, ..KeyFigure::default() }]));
    let charted = say("charted");
    let title = say("pictured");
    let [down, across, name, count, note] = ["down", "across", "row", "3", "note"].map(&mut say);
    let cells = vec![HeatCell { count, warmth: 2, ..HeatCell::default() }];
    let rows = vec![HeatRow { name, cells }];
    let heat = HeatMap { down, across: vec![across], rows, ..HeatMap::default() };
    document.blocks.push(Block::Pictures(vec![
        Picture { title: charted, drawn: Drawn::Chart(chart(words)), note: String::new() },
        Picture { title, drawn: Drawn::Heat(heat), note },
    ]));
    let head = say("D-1");
    let decided = say("decided");
    let how = say("how");
    document.decision(
        head,
        &decided,
        vec![("Votes", {
            say("Votes");
            how.clone()
        })],
    );
    told.pop();
    let place = told.len() - 1;
    told.insert(place, "Votes".to_owned());
    document.signers = vec![format!("Chair {words}"), "Secretary".to_owned(), "Lead".to_owned()];
    told.extend(document.signers.iter().map(|one| format!("{one}: date, signature")));
    (document, told.join(" "))
}

/// The words of a text as they are told: of what nobody can see, and of spaces, it counts nothing.
fn words(text: &str) -> String {
    visible(text).replace(['\u{fffd}', '\u{fffe}', '\u{ffff}'], "").split_whitespace().collect()
}

fn said(xml: &str) -> String {
    let parsed = Xml::parse(xml).unwrap();
    let texts = parsed.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text());
    words(&texts.collect::<Vec<_>>().join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn any_words_come_back_in_their_order(text in any::<String>()) {
        let (document, told) = of(&text);
        for (name, part) in parts(&document, Paper::A4) {
            prop_assert!(Xml::parse(&part).is_ok(), "{name}");
        }
        prop_assert_eq!(said(&part(&document, "word/document.xml")), words(&told));
    }
}

#[test]
fn what_other_programs_stumble_over_is_words() {
    for hostile in [
        "a\u{0}\u{1b}[2J\u{b}\u{c}b",
        "\u{fffe}\u{ffff}\u{feff}",
        "]]><w:p/>&amp;\"'",
        "one\ntwo\r\nthree\n\n\tfour",
        "\u{301}\u{301}",
        "\u{202e}abc",
        &"x".repeat(10_000),
    ] {
        let (document, told) = of(hostile);
        let main = part(&document, "word/document.xml");
        assert_eq!(said(&main), words(&told), "{hostile:?}");
        let parsed = Xml::parse(&main).unwrap();
        let broken = parsed.descendants().filter(|node| node.tag_name().name() == "t").filter_map(|node| node.text());
        assert_eq!(broken.filter(|text| text.contains(['\n', '\r', '\t'])).count(), 0, "{hostile:?}");
    }
}

/// What stands within these elements, in the order that the schema asks for.
const ORDERS: [(&str, &[&str]); 6] = [
    (
        "pPr",
        &[
            "pStyle",
            "keepNext",
            "keepLines",
            "pageBreakBefore",
            "widowControl",
            "numPr",
            "pBdr",
            "shd",
            "tabs",
            "spacing",
            "ind",
            "contextualSpacing",
            "jc",
            "outlineLvl",
            "rPr",
            "sectPr",
        ],
    ),
    (
        "rPr",
        &["rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "noProof", "color", "spacing", "sz", "szCs", "u", "lang"],
    ),
    (
        "tblPr",
        &[
            "tblStyle",
            "tblStyleRowBandSize",
            "tblW",
            "jc",
            "tblInd",
            "tblBorders",
            "shd",
            "tblLayout",
            "tblCellMar",
            "tblLook",
            "tblCaption",
            "tblDescription",
        ],
    ),
    ("tcPr", &["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign"]),
    ("sectPr", &["headerReference", "footerReference", "pgSz", "pgMar", "cols", "titlePg"]),
    (
        "style",
        &[
            "name",
            "basedOn",
            "next",
            "uiPriority",
            "semiHidden",
            "qFormat",
            "pPr",
            "rPr",
            "tblPr",
            "tcPr",
            "tblStylePr",
        ],
    ),
];

#[test]
fn what_stands_in_an_element_stands_in_the_order_of_the_schema() {
    let (document, _) = of("words");
    let mut seen = BTreeSet::new();
    for (name, part) in parts(&document, Paper::Letter) {
        let parsed = Xml::parse(&part).unwrap();
        for (element, order) in ORDERS {
            for node in parsed.descendants().filter(|node| node.tag_name().name() == element) {
                seen.insert(element);
                let place = |child: Node| {
                    let called = child.tag_name().name();
                    order.iter().position(|one| *one == called).unwrap_or_else(|| panic!("{called} in {element}"))
                };
                let places: Vec<_> = node.children().filter(Node::is_element).map(place).collect();
                assert!(places.is_sorted(), "{name}: {element} {places:?}");
            }
        }
    }
    assert_eq!(seen.len(), ORDERS.len());
}

#[test]
fn every_part_is_declared_and_found_and_every_reference_leads_to_one() {
    let (document, _) = of("words");
    let parts = parts(&document, Paper::A4);
    let find = |name: &str| &parts.iter().find(|(one, _)| one == name).unwrap().1;
    let types = Xml::parse(find("[Content_Types].xml")).unwrap();
    let declared: BTreeSet<_> = types.descendants().filter_map(|node| node.attribute("PartName")).collect();
    let rels = |name: &str, folder: &str| -> BTreeSet<(String, String)> {
        let parsed = Xml::parse(find(name)).unwrap();
        let each = parsed.descendants().filter(|node| node.tag_name().name() == "Relationship");
        each.map(|node| {
            (node.attribute("Id").unwrap().to_owned(), format!("{folder}{}", node.attribute("Target").unwrap()))
        })
        .collect()
    };
    let (of_package, of_main) = (rels("_rels/.rels", ""), rels("word/_rels/document.xml.rels", "word/"));
    let found: BTreeSet<_> = of_package.iter().chain(&of_main).map(|(_, target)| target.clone()).collect();
    let there: BTreeSet<_> = parts.iter().map(|(name, _)| name.clone()).collect();
    let others = ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"].map(str::to_owned);
    assert_eq!(there, found.into_iter().chain(others).collect::<BTreeSet<_>>(), "no part is an orphan, and none lacks");
    for (name, _) in parts.iter().filter(|(name, _)| name.ends_with(".xml") && !name.starts_with('[')) {
        assert!(declared.contains(format!("/{name}").as_str()), "{name}");
    }
    let main = Xml::parse(find("word/document.xml")).unwrap();
    let ids = main
        .descendants()
        .flat_map(|node| node.attributes())
        .filter(|one| one.namespace().is_some_and(|space| space.ends_with("relationships")));
    for id in ids {
        assert!(of_main.iter().any(|(known, _)| known == id.value()), "{}", id.value());
    }
    let styles = Xml::parse(find("word/styles.xml")).unwrap();
    let known: BTreeSet<_> = styles
        .descendants()
        .flat_map(|node| node.attributes())
        .filter(|one| one.name() == "styleId")
        .map(|one| one.value())
        .collect();
    let used = |node: Node| matches!(node.tag_name().name(), "pStyle" | "tblStyle" | "basedOn" | "next");
    for (name, part) in &parts {
        let parsed = Xml::parse(part).unwrap();
        for node in parsed.descendants().filter(|node| used(*node)) {
            let style = node.attributes().next().unwrap().value();
            assert!(known.contains(style), "{name}: {style}");
        }
    }
}

#[test]
fn heads_are_repeated_rows_are_whole_and_a_field_has_a_number() {
    let (document, _) = of("words");
    let main = part(&document, "word/document.xml");
    let parsed = Xml::parse(&main).unwrap();
    let of_name = |name: &'static str| parsed.descendants().filter(move |node| node.tag_name().name() == name);
    let has = |node: Node, name: &str| node.descendants().any(|inner| inner.tag_name().name() == name);
    // That of the table, and that of the heat map.
    assert_eq!(of_name("tblHeader").count(), 2);
    assert!(of_name("tr").all(|row| has(row, "cantSplit")));
    assert!(of_name("tbl").all(|table| table.next_sibling_element().is_some_and(|next| next.tag_name().name() == "p")));
    // The last thing that is said stays with the places to sign, and those with each other.
    let last: Vec<_> = of_name("body").flat_map(|body| body.children()).collect();
    let signatures = last.iter().position(|node| {
        has(*node, "pStyle") && node.descendants().any(|inner| inner.attributes().any(|one| one.value() == "Signature"))
    });
    assert!(has(last[signatures.unwrap() - 2], "keepNext"));
    assert!(main.contains("w:w=\"11906\"") && main.contains("<w:titlePg/>"));
    for foot in ["word/footer1.xml", "word/footer2.xml"] {
        let foot = part(&document, foot);
        let fields = Xml::parse(&foot).unwrap();
        let fields: Vec<_> = fields.descendants().filter(|node| node.tag_name().name() == "fldSimple").collect();
        assert_eq!(fields.iter().filter(|field| has(**field, "t")).count(), 2);
        assert!(said(&foot).contains("Page1of1"), "{foot}");
    }
    assert!(part(&document, "word/header1.xml").contains("string=\"MARK WORDS\""));
    assert!(part(&document, "word/header2.xml").contains("string=\"MARK WORDS\""));
    let approved = Document { mark: None, ..document };
    assert!(!part(&approved, "word/header1.xml").contains("v:shape"));
    let letter = parts(&approved, Paper::Letter);
    assert!(letter.iter().any(|(name, part)| name == "word/document.xml" && part.contains("w:w=\"12240\"")));
}

#[test]
fn a_chart_is_a_metafile_whose_records_add_up_whatever_its_words_are() {
    for words in ["42.6 %", "👍 株式会社", "", "a\u{0}"] {
        let metafile = emf::write(&chart(words), Frame::whole(&chart(words)));
        let word = |at: usize| u32::from_le_bytes(metafile[at..at + 4].try_into().unwrap());
        let (mut at, mut kinds) = (0, Vec::new());
        while at < metafile.len() {
            kinds.push(word(at));
            at += word(at + 4) as usize;
        }
        assert_eq!((word(40), word(48) as usize, word(52) as usize), (0x464d_4520, metafile.len(), kinds.len()));
        assert_eq!((kinds.first(), kinds.last()), (Some(&1), Some(&14)), "{kinds:?}");
        // The axis and the series, the dashes and both limits, what is beyond one; then each sign of its own.
        assert!(kinds.iter().filter(|kind| **kind == 4).count() > 20);
        let signs = [3, 42].iter().chain((!words.is_empty()).then_some(&84));
        assert!(signs.into_iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    }
}

#[test]
fn the_same_document_is_the_same_bytes() {
    let (document, _) = of("words");
    let again = Document::from_json(document.to_json().as_bytes()).unwrap();
    assert!(write(&document, Paper::A4).unwrap() == write(&again, Paper::A4).unwrap());
}

#[test]
fn a_table_of_nothing_and_one_of_too_much_are_no_broken_file() {
    let mut document = Document::default();
    let table = |columns: usize| crate::report::document::Table {
        columns: (0..columns).map(|_| Column::words("")).collect(),
        rows: vec![vec!["cell".to_owned(); columns]],
    };
    document.blocks = [0, 1, 63, 64].map(table).map(Block::Table).into();
    document.blocks.push(Block::Facts(Vec::new()));
    let main = part(&document, "word/document.xml");
    let parsed = Xml::parse(&main).unwrap();
    assert_eq!(said(&main).matches("cell").count(), 128);
    let rows = parsed.descendants().filter(|node| node.tag_name().name() == "tr");
    assert!(rows.clone().count() == 2 && rows.into_iter().all(|row| row.children().count() > 1));
}

#[test]
fn a_table_that_is_too_wide_has_a_section_of_its_own_that_is_turned() {
    let mut document = Document { title: "Register".to_owned(), ..Document::default() };
    document.paragraph("Before");
    document.heading(2, "Wide");
    let names: Vec<String> = (0..11).map(|place| format!("unbreakable{place}")).collect();
    document.table(names.iter().map(|name| Column::words(name)).collect(), vec![names.clone(); 3]);
    let counts = |document: &Document| {
        let main = part(document, "word/document.xml");
        let xml = Xml::parse(&main).unwrap();
        let of = |name: &str| xml.descendants().filter(|node| node.tag_name().name() == name).count();
        (of("sectPr"), main.matches("w:orient=\"landscape\"").count(), of("titlePg"))
    };
    assert_eq!(counts(&document), (2, 1, 1), "nothing follows it");
    document.paragraph("Behind");
    assert_eq!(counts(&document), (3, 1, 1));
    let main = part(&document, "word/document.xml");
    let place = |words: &str| main.find(words).unwrap();
    let [first, second] = [0, 1].map(|nth| main.match_indices("<w:sectPr>").nth(nth).unwrap().0);
    assert!(place(">Before<") < first && first < place(">Wide<"), "its heading goes with it");
    assert!(second < place(">Behind<"));
}
