//! One promise over all that can be read, whatever it tells of: every face of a sheet holds the same values, and what a line
//! counts is found where it leads.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use gavel::domain::canonical::Json;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::Reference;
use gavel::domain::value::Value;
use gavel::domain::{nonconformity, review};
use gavel::report;
use gavel::report::form::Form;
use gavel::report::sheet::{Face, PAGE};
use gavel::store::View;
use gavel::store::list::Query;
use gavel::tui::canvas::Canvas;
use gavel::tui::screens::sheet::pane::SheetPane;
use gavel::tui::sparkline::sparkline;
use gavel::tui::theme::Look;
use gavel::workflow::closure::case::next_move;
use gavel::workflow::closure::{sheets, trends};
use gavel::workflow::entry::Reader;
use gavel::workflow::filter;
use gavel::workflow::pack::FIGURES;
use gavel::workflow::reading::{AS_OF, Choice, MINE, NOBODY, OWNER, Of, Reading, Wanted, all};
use gavel::workflow::sheet::picture::{Drawn, Picture};
use gavel::workflow::sheet::{Block, Body, Cell, Lead, Sheet, Shown, Tile, tile};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::{Fixture, text};
use crate::review::held;
use crate::sample::sample;
use crate::screen::desk::{Desk, lines};

/// The records of which a reading is tried: the first, one from the middle, the last.
const TRIED: usize = 3;

/// The faces of a sheet, and of one that is a paper: text, plain sentences, Markdown, HTML, JSON.
const SHEET: [&[&str]; 5] = [&[], &["--plain"], &["--markdown"], &["--html"], &["--json"]];
const PAPER: [&[&str]; 5] =
    [&["--format", "text"], &["--format", "plain"], &["--format", "md"], &["--format", "html"], &["--format", "json"]];

/// The forms of these faces.
const FORMS: [Form; 5] = [Form::Text, Form::Plain, Form::Markdown, Form::Html, Form::Json];

/// A sheet in a form.
fn written(reading: &Reading, sheet: &Sheet, face: &Face) -> String {
    let mut out = Vec::new();
    report::sheet::write(reading, sheet.clone(), None, face, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Every way in which a reading can be wanted, with what is typed for it.
pub fn ways(reading: &'static Reading, view: View) -> Vec<(Wanted, Vec<String>)> {
    let word = |register: &gavel::domain::register::Register| vec![register.command(), reading.name.to_owned()];
    let records = |register| view.page(&Query::new(register)).unwrap().records;
    let mut ways = match reading.of {
        Of::Register => vec![(Wanted::default(), word(reading.register))],
        Of::File => vec![(Wanted::default(), vec![reading.name.to_owned()])],
        Of::Record => {
            let of = |record: &gavel::domain::record::Record| {
                let typed = [word(reading.register), vec![record.reference().to_string()]].concat();
                (Wanted::of(record.id), typed)
            };
            let all = records(reading.register);
            let step = (all.len().saturating_sub(1) / (TRIED - 1)).max(1);
            all.iter().step_by(step).take(TRIED).map(of).collect()
        }
        Of::Any => {
            let of = |record: gavel::domain::record::Record| {
                (Wanted::of(record.id), vec![reading.name.to_owned(), record.reference().to_string()])
            };
            let first = CATALOGUE.registers().filter_map(|register| records(register).into_iter().next());
            first.step_by(16).take(TRIED).map(of).collect()
        }
    };
    if reading.beside.is_some() {
        // Its flags ask for it in place of what its word does, and say no more.
        let flags =
            |choice: &Choice| if let Choice::Flag { name, .. } = choice { Some(format!("--{name}")) } else { None };
        ways.iter_mut().for_each(|(_, typed)| typed.extend(reading.choices.iter().filter_map(flags)));
    }
    let plainly = ways.clone();
    let narrows = |choice: &&Choice| reading.beside.is_none() || !matches!(choice, Choice::Flag { .. });
    for choice in reading.choices.iter().filter(narrows) {
        ways.extend(plainly.iter().cloned().map(|(wanted, typed)| {
            let (wanted, more) = match *choice {
                Choice::Flag { name, .. } => (Wanted { flags: vec![name], ..wanted }, vec![format!("--{name}")]),
                Choice::Record { name, register, .. } => {
                    let within = records(register).remove(0);
                    let more = vec![format!("--{name}"), within.reference().to_string()];
                    (Wanted { within: Some(within.id), ..wanted }, more)
                }
                Choice::Words { .. } => (Wanted { words: "bias".to_owned(), ..wanted }, vec!["bias".to_owned()]),
                Choice::Number { name, least, .. } => {
                    let number = least.max(2);
                    let typed = vec![format!("--{name}"), number.to_string()];
                    (Wanted { numbers: vec![(name, number)], ..wanted }, typed)
                }
                Choice::Owner { .. } => {
                    (Wanted { flags: vec![NOBODY], ..wanted }, vec![format!("--{OWNER}"), NOBODY.to_owned()])
                }
                Choice::Mine { .. } => (Wanted { flags: vec![MINE], ..wanted }, vec![format!("--{MINE}")]),
                // As it stands today, it is what it is.
                Choice::AsOf => (wanted, vec![format!("--{AS_OF}"), "today".to_owned()]),
            };
            (wanted, [typed, more].concat())
        }));
    }
    ways
}

/// What a sheet says to people.
#[derive(Default)]
struct Said {
    /// Texts that stand on a line, each with what may stand for it where there is little room.
    texts: Vec<(String, Option<String>)>,
    /// Sentences, which lines break.
    prose: Vec<String>,
    /// What a pane tells by its note.
    facts: Vec<String>,
    /// Lines that are drawn for a page.
    drawn: Vec<String>,
    /// Values that a pane draws as bars, and everything else tells in figures.
    series: Vec<(Vec<f64>, String)>,
}

impl Said {
    fn of(sheet: &Sheet) -> Self {
        let mut said = Self { facts: sheet.facts.iter().filter_map(|fact| fact.words()).collect(), ..Self::default() };
        if sheet.nothing.is_none() {
            said.blocks(&sheet.blocks);
        }
        said
    }

    fn cell(&mut self, cell: &Cell) {
        self.texts.push((cell.text.clone(), cell.brief.clone()));
    }

    fn tile(&mut self, tile: &Tile) {
        let texts = [&tile.code, &tile.title, &tile.unit].map(|text| (text.clone(), None));
        self.texts.extend(texts);
        self.cell(&tile.value);
        self.cell(&tile.standing);
        let told = tile.facts.iter().filter(|fact| fact.label.is_some());
        told.for_each(|fact| self.cell(&fact.cell));
        let row = tile::table(std::slice::from_ref(tile)).rows.remove(0);
        self.series.push((tile.values().collect(), row.cells.last().unwrap().text.clone()));
    }

    /// What a chart draws is said in numbers beside it.
    fn picture(&mut self, picture: &Picture) {
        self.prose.extend([&picture.title, &picture.note].map(String::clone));
        if let Drawn::Heat(map) = &picture.drawn {
            self.prose.extend(map.rows.iter().map(|row| row.name.clone()));
            let cells = map.rows.iter().flat_map(|row| &row.cells);
            self.prose.extend(cells.flat_map(|cell| [cell.count.clone(), cell.level.clone()]));
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks.iter().filter(|block| !block.is_empty()) {
            match &block.body {
                Body::Table(table) => {
                    for row in &table.rows {
                        table.shown().for_each(|(place, _)| self.cell(&row.cells[place]));
                    }
                }
                Body::Prose(cells) | Body::List(cells) => self.prose.extend(cells.iter().map(|cell| cell.text.clone())),
                Body::Facts(facts) => {
                    self.prose
                        .extend(facts.iter().filter(|fact| fact.label.is_some()).map(|fact| fact.cell.text.clone()));
                }
                Body::Matrix(matrix) => {
                    for row in matrix.groups.iter().flat_map(|group| &group.rows) {
                        self.texts.extend([(row.code.clone(), None), (row.title.clone(), None)]);
                        self.cell(&row.last);
                    }
                }
                // What it draws is said in numbers beside it.
                Body::Chart(chart) => self.prose.extend(chart.legend.iter().map(|(_, words)| words.clone())),
                Body::Summary(words) => self.prose.push(words.clone()),
                Body::Figures(figures) => {
                    for figure in figures {
                        self.prose.extend([&figure.value, &figure.label].map(String::clone));
                        self.prose.extend(figure.said().map(|(words, _)| words.to_owned()));
                    }
                }
                Body::Pictures(pictures) => pictures.iter().for_each(|picture| self.picture(picture)),
                Body::Curve(curve) => self.prose.push(curve.words().to_owned()),
                Body::Tiles(tiles) => tiles.iter().for_each(|tile| self.tile(tile)),
                Body::Part(part) => self.blocks(part),
                Body::Drawing(drawing) => self.drawn.extend(drawing.lines(PAGE, false)),
            }
            self.prose.push(block.title.clone());
        }
    }
}

/// Spaces and line breaks alike.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn unescaped(html: &str) -> String {
    // What leads elsewhere is told as the words that it is.
    let mut parts = html.split("<a href=");
    let mut text = parts.next().unwrap_or_default().to_owned();
    parts.for_each(|part| text.push_str(part.split_once('>').unwrap().1));
    let text = text.replace("</a>", "").replace("<br>", " ").replace("&lt;", "<").replace("&gt;", ">");
    flat(&text.replace("&amp;", "&"))
}

/// The sheet as a pane of this width draws it.
fn screen(reading: &'static Reading, sheet: Sheet, width: u16) -> String {
    let drawn = |height: u16| {
        let area = Rect::new(0, 0, width, height);
        let mut buffer = Buffer::empty(area);
        let pane = SheetPane::known(reading, sheet.clone());
        pane.draw(&mut Canvas::new(&mut buffer, Look::default()), area, false);
        lines(&buffer)
    };
    // Few sheets need more than so many lines. A line between two blocks may be the last one, too, but no three are.
    let whole = |text: &String| text.lines().rev().take(3).all(|line| line.trim().is_empty());
    [60, 120, 240, 480, 1000].into_iter().map(drawn).find(whole).unwrap_or_else(|| drawn(10_000))
}

/// A face as it is searched: most of what is wanted is a word of it, which is found at once.
struct Searched<'t> {
    called: &'static str,
    text: &'t str,
    words: HashSet<&'t str>,
}

impl<'t> Searched<'t> {
    fn of(called: &'static str, text: &'t str) -> Self {
        Self { called, text, words: text.split(' ').collect() }
    }

    fn has(&self, wanted: &str) -> bool {
        self.words.contains(wanted) || self.text.contains(wanted)
    }

    fn tell(&self, what: &[String], wanted: &str) {
        assert!(self.has(wanted), "{what:?} as {} does not hold “{wanted}”:\n{}", self.called, self.text);
    }
}

#[test]
fn every_face_of_a_sheet_holds_the_same_values() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let (mut values, mut turns) = (0, 0);
    let me = Some(view.people_with_user("rosa").unwrap()[0].id);
    let from = report::sheet::from(view).unwrap();
    let face = Face { form: Form::Text, paper: None, room: None, from, frame: Default::default() };
    for reading in all() {
        let records = if matches!(reading.of, Of::Record | Of::Any) { TRIED } else { 1 };
        for (way, (wanted, typed)) in ways(reading, view).into_iter().enumerate() {
            let wanted = Wanted { me, ..wanted };
            let sheet = (reading.read)(view, &wanted).unwrap();
            let said = Said::of(&sheet);
            values += said.texts.len() + said.prose.len();
            let typed_words: Vec<_> = typed.iter().map(String::as_str).collect();
            let ended = |face: &[&str]| fixture.run(&[&typed_words, face].concat());
            if let Some(why) = sheet.nothing.as_ref().filter(|_| sheet.fails) {
                assert!(ended(&[]).err.contains(&why.words) && ended(&["--json"]).code == 1, "{typed:?}");
                continue;
            }
            let run = |face: &[&str]| {
                let run = ended(face);
                assert_eq!((run.code, run.err.as_str()), (u8::from(sheet.fails), ""), "{typed:?} {face:?}");
                run.out
            };
            let typed_faces = if reading.paper { PAPER } else { SHEET };
            // How a reason is spelled only a command knows, and what is told in pieces is told by it alone.
            let shown = |place: usize| match FORMS[place] {
                _ if sheet.nothing.is_some() => run(typed_faces[place]),
                Form::Json if reading.pieces.is_some() => run(typed_faces[place]),
                form => {
                    let frame = report::sheet::frame(view, reading).unwrap();
                    written(reading, &sheet, &Face { form, frame, ..face.clone() })
                }
            };
            let [text, plain, markdown, html, json] = [0, 1, 2, 3, 4].map(shown);
            // What a command writes of a record is one of these, each in its turn: that is all that typing adds.
            let turn = turns % FORMS.len();
            let all = [&text, &plain, &markdown, &html, &json];
            if way % records == 0 {
                assert!(run(typed_faces[turn]) == *all[turn], "{typed:?} {:?}", typed_faces[turn]);
                turns += 1;
            }
            let faces = [
                ("text", flat(&text)),
                ("plain sentences", flat(&plain)),
                ("Markdown", flat(&markdown.replace('\\', ""))),
                ("HTML", unescaped(&html)),
            ];
            let texts = said.texts.iter().map(|(text, _)| text).chain(&said.prose);
            let texts = texts.chain(said.series.iter().map(|(_, figures)| figures));
            let mut wanted: BTreeSet<String> = texts.map(|text| flat(text)).collect();
            for fact in &said.facts {
                // A label and what it says stand apart on paper.
                let parts = fact.split_once(": ").map_or(vec![fact.as_str()], |(label, text)| vec![label, text]);
                wanted.extend(parts.into_iter().map(flat));
            }
            for (called, text) in &faces {
                let face = Searched::of(called, text);
                let drawn = *called != "plain sentences" && !typed.iter().any(|word| word == "--ascii");
                let drawn = said.drawn.iter().filter(|line| drawn && !line.contains('\\'));
                drawn.for_each(|line| face.tell(&typed, &flat(line)));
                let wanted = wanted.iter().filter(|wanted| *called != "Markdown" || !wanted.contains('\\'));
                wanted.for_each(|wanted| face.tell(&typed, wanted));
            }
            let drawn = flat(&screen(reading, sheet.clone(), 480));
            let drawn = Searched::of("a pane", &drawn);
            for (text, brief) in said.texts.iter().collect::<BTreeSet<_>>() {
                let brief = brief.as_ref().is_some_and(|brief| drawn.has(&flat(brief)));
                // What is longer than its column is broken over lines.
                let broken = text.len() > 60 && text.split_whitespace().all(|word| drawn.has(word));
                (!brief && !broken).then(|| drawn.tell(&typed, &flat(text)));
            }
            for (values, _) in &said.series {
                drawn.tell(&typed, &sparkline(values, usize::MAX, Look::default()));
            }
            let words: BTreeSet<&str> = said.prose.iter().flat_map(|text| text.split_whitespace()).collect();
            words.into_iter().for_each(|word| drawn.tell(&typed, word));
            let json: serde_json::Value = serde_json::from_str(&json).unwrap();
            match reading.pieces {
                _ if reading.paper => told_as_document(&typed, &said, &sheet, &json),
                Some(_) => told_in_pieces(&typed, &sheet.blocks, &json),
                None => told(&typed, &sheet.blocks, &json),
            }
        }
    }
    assert!(values > 1000 && turns > 40, "{values} values were looked for in {turns} sheets");
}

/// The days and references in the tables that a pane shows, wide or narrow.
fn whole(blocks: &[Block]) -> Vec<String> {
    let is_whole = |word: &&str| word.parse::<NaiveDate>().is_ok() || word.parse::<Reference>().is_ok();
    let mut all = Vec::new();
    for block in blocks.iter().filter(|block| !block.is_empty()) {
        match &block.body {
            Body::Table(table) => {
                let columns = || table.shown().filter(|(_, column)| column.shown != Shown::Aside);
                let cells = table.rows.iter().flat_map(|row| columns().map(|(place, _)| &row.cells[place]));
                for cell in cells {
                    let brief = cell.brief.as_deref().unwrap_or(&cell.text);
                    let words = cell.text.split_whitespace().filter(is_whole);
                    all.extend(words.filter(|word| brief.contains(word)).map(str::to_owned));
                    let spelled = NaiveDate::parse_from_str(&cell.text, "%d %B %Y").is_ok() && cell.brief.is_none();
                    all.extend(spelled.then(|| cell.text.clone()));
                }
            }
            Body::Part(part) => all.extend(whole(part)),
            _ => {}
        }
    }
    all
}

#[test]
fn no_day_and_no_reference_in_a_table_is_broken_where_there_is_little_room() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let mut looked_for = 0;
    let me = Some(view.people_with_user("rosa").unwrap()[0].id);
    for reading in all() {
        for (wanted, typed) in ways(reading, view) {
            let sheet = (reading.read)(view, &Wanted { me, ..wanted }).unwrap();
            if sheet.nothing.is_some() {
                continue;
            }
            let wanted = whole(&sheet.blocks);
            for width in [80, 60, 48].into_iter().filter(|_| !wanted.is_empty()) {
                let drawn = screen(reading, sheet.clone(), width);
                let mut words = HashMap::<&str, usize>::new();
                drawn.split_whitespace().for_each(|word| *words.entry(word).or_default() += 1);
                for word in &wanted {
                    let left = match words.get_mut(word.as_str()) {
                        Some(left) if *left > 0 => {
                            *left -= 1;
                            true
                        }
                        _ => word.contains(' ') && drawn.contains(word),
                    };
                    assert!(left, "{typed:?} at {width} columns breaks “{word}”:\n{drawn}");
                    looked_for += 1;
                }
            }
        }
    }
    assert!(looked_for > 1000, "{looked_for} words were looked for");
}

/// Programs are told the document of a paper, whole.
fn told_as_document(typed: &[String], said: &Said, sheet: &Sheet, json: &serde_json::Value) {
    assert_eq!(json["mark"].as_str(), sheet.mark.as_deref(), "{typed:?}");
    let mut texts = HashSet::new();
    let mut left = vec![json];
    while let Some(one) = left.pop() {
        match one {
            serde_json::Value::String(text) => texts.extend([flat(text)].into_iter().chain(text.split("; ").map(flat))),
            serde_json::Value::Array(list) => left.extend(list),
            serde_json::Value::Object(object) => left.extend(object.values()),
            _ => {}
        }
    }
    for text in said.texts.iter().map(|(text, _)| text).chain(&said.prose) {
        assert!(texts.contains(&flat(text)) || text.is_empty(), "{typed:?}: “{text}” is not told");
    }
}

/// Programs are told of every record at which a row leads somewhere, in the same order, and of those that are not listed.
fn told_in_pieces(typed: &[String], blocks: &[Block], json: &serde_json::Value) {
    let told: Vec<_> = json.as_array().unwrap().iter().map(|one| &one["record"]["id"]).collect();
    let tables =
        blocks.iter().filter_map(|block| if let Body::Table(table) = &block.body { Some(table) } else { None });
    let mut from = 0;
    for row in tables.flat_map(|table| &table.rows) {
        let Some(Lead::Record(id)) = &row.lead else { panic!("{typed:?}: a row leads nowhere") };
        let place = told[from..].iter().position(|one| *one == &id.to_string());
        from += place.unwrap_or_else(|| panic!("{typed:?}: {id} is not told")) + 1;
    }
    assert!(from > 0 || told.is_empty(), "{typed:?}");
}

/// Programs are told what stands under a key, each row and each of its values.
fn told(typed: &[String], blocks: &[Block], json: &serde_json::Value) {
    let same = |value: &Option<Json>, told: &serde_json::Value| {
        value.as_ref().is_none_or(|value| serde_json::from_str::<serde_json::Value>(&value.print()).unwrap() == *told)
    };
    for (block, key) in blocks.iter().filter_map(|block| Some((block, block.key?))) {
        let told = &json[key];
        let tiles = if let Body::Tiles(tiles) = &block.body { Some(Body::Table(tile::table(tiles))) } else { None };
        match tiles.as_ref().unwrap_or(&block.body) {
            Body::Table(table) => {
                assert_eq!(told.as_array().map(Vec::len), Some(table.rows.len()), "{typed:?}: {key}");
                for (row, told) in table.rows.iter().zip(told.as_array().unwrap()) {
                    for (column, cell) in table.columns.iter().zip(&row.cells) {
                        let Some(name) = column.key else { continue };
                        assert!(same(&cell.value, &told[name]), "{typed:?}: {name} of {key}: {told}");
                        if let (Some(Json::Text(value)), true) = (&cell.value, column.is_shown()) {
                            assert_eq!(*value, cell.text, "{typed:?}: people are told the same");
                        }
                    }
                }
            }
            Body::Matrix(matrix) => {
                let rows = matrix.groups.iter().map(|group| group.rows.len()).sum();
                assert_eq!(told.as_array().map(Vec::len), Some(rows), "{typed:?}: {key}");
            }
            _ => assert!(!told.is_null(), "{typed:?}: {key}"),
        }
    }
}

#[test]
fn what_a_line_of_the_trends_counts_is_found_where_it_leads() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let mut followed = 0;
    for reading in [&trends::NONCONFORMITIES, &trends::FINDINGS] {
        let sheet = (reading.read)(view, &Wanted::default()).unwrap();
        for block in &sheet.blocks {
            let Body::Table(table) = &block.body else { continue };
            let counted = table.columns.iter().position(|column| matches!(column.key, Some("raised" | "all")));
            for row in &table.rows {
                let Some(Lead::List(register, condition)) = &row.lead else { continue };
                let terms: Vec<_> = condition.split(' ').map(str::to_owned).collect();
                let mut reader = Reader::new(view, store.ambient(), None).unwrap();
                let wanted = filter::read(register, &terms, &mut reader).unwrap();
                let found = view.count(&Query { filters: wanted.filters, ..Query::new(register) }).unwrap();
                let count = row.cells[counted.unwrap()].weight;
                assert_eq!(i64::try_from(found).unwrap(), count, "{}: {condition}", block.title);
                followed += count;
            }
        }
    }
    assert!(followed > 20, "{followed}");
}

#[test]
fn the_lines_of_the_trends_are_followed_and_the_rest_is_rolled_through() {
    let mut desk = Desk::sized(&sample(), 80, 24);
    desk.press("T").sees("▶ 2025 Q1").press("Down Down Down Down Down Down").sees("▶ 2026 Q3").press("Enter");
    desk.sees("raised_on=2026-07-01..2026-09-30").press("Esc").sees("Trends of nonconformities").sees("▶ 2026 Q3");
    desk.press("b").sees("Trends of audit findings").press("Tab").sees("▶ 2026 Q3");
    desk.press("PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn PgDn").sees("Prevention").sees_not("more below");
    let lines = desk.screen();
    assert!(!lines.lines().skip(2).any(|line| line.contains('▶')), "no line is selected:\n{lines}");
    desk.press("Enter").sees("This line leads nowhere").press("g").sees("▶");
    desk.press("o").sees("NC-1").press("Esc").sees("Trends of nonconformities");
}

#[test]
fn what_cannot_be_read_is_said_on_the_sheet() {
    let fixture = Fixture::new();
    let mut desk = Desk::new(&fixture);
    desk.press("T").sees("No nonconformity is recorded").press("Esc");
    fixture.peek().execute_batch("ALTER TABLE nonconformity RENAME TO gone").unwrap();
    desk.press("T").sees("This can't be read: ").sees_not("Reading…");
}

#[test]
fn a_sheet_is_written_to_a_new_file_in_the_form_of_its_ending() {
    let fixture = sample();
    let file = |name: &str| fixture.folder().join(name);
    let forms = [("md", "--markdown"), ("html", "--html"), ("json", "--json"), ("txt", "--plain")];
    for reading in [&["kpi", "wall"][..], &["nc", "causes", "NC-1"], &["today"], &["review", "agenda", "MR-1"]] {
        for (ending, face) in forms {
            let path = file(&format!("{}.{ending}", reading.join("-")));
            let plain: &[&str] = if ending == "txt" { &["--plain"] } else { &[] };
            let typed = [reading, &["-o", path.to_str().unwrap()], plain].concat();
            assert_eq!(fixture.ok(&typed), format!("Wrote {}\n", path.display()));
            assert_eq!(std::fs::read_to_string(&path).unwrap(), fixture.ok(&[reading, &[face]].concat()), "{typed:?}");
            let again = fixture.run(&typed);
            assert_eq!((again.code, again.out.as_str()), (1, ""), "nothing is written over: {}", again.err);
        }
    }
    let out = file("review.md");
    let missing = fixture.run(&["review", "readiness", "MR-3", "-o", out.to_str().unwrap()]);
    assert_eq!((missing.code, out.exists()), (1, true), "what is missing is written out, and told by the exit code");
}

#[test]
fn a_sheet_is_written_out_from_the_screen() {
    let fixture = sample();
    let mut desk = Desk::sized(&fixture, 120, 40);
    desk.press("5").press("w").sees("Write out: KPIs").press("Enter");
    desk.sees("Wrote kpi-wall-").sees("beside this file");
    let written = |start: &str| {
        let files = std::fs::read_dir(fixture.folder()).unwrap().map(|entry| entry.unwrap().path());
        let named = |path: &std::path::PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with(start);
        let mut found: Vec<_> = files.filter(named).collect();
        found.sort();
        found
    };
    let [wall] = &written("kpi-wall-")[..] else { panic!("one file") };
    assert_eq!(std::fs::read_to_string(wall).unwrap(), fixture.ok(&["kpi", "wall", "--markdown"]));
    // The same again is the same file; what is there with something else in it stays.
    desk.press("w Enter");
    std::fs::write(wall, "mine").unwrap();
    desk.press("w Enter").sees("-2.md beside this file");
    assert_eq!((written("kpi-wall-").len(), std::fs::read_to_string(wall).unwrap().as_str()), (2, "mine"));
    desk.press("S Enter w Down Down Down Down Enter").sees("Wrote kpi-series-K-3-");
    let text = std::fs::read_to_string(&written("kpi-series-K-3-")[0]).unwrap();
    assert_eq!(text, fixture.ok(&["kpi", "series", "K-3"]));
}

/// Whatever the next step of a case lacks stands on its sheet as the refusal has it, each with a way to where it is put right.
#[test]
fn a_case_tells_everything_that_its_next_step_lacks() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let mut missing = 0;
    for record in view.page(&Query::new(&nonconformity::REGISTER)).unwrap().records {
        let sheet = (sheets::CASE.read)(view, &Wanted::of(record.id)).unwrap();
        let steps = sheet.blocks.iter().find(|block| block.key == Some("steps")).unwrap();
        let Body::Table(steps) = &steps.body else { panic!("{record:?}") };
        let told = steps.rows.iter().filter(|row| row.cells[2].text == "missing");
        assert!(told.clone().all(|row| row.lead.is_some()), "{}", record.reference());
        let told: Vec<_> = told.map(|row| row.cells[1].text.clone()).collect();
        let lacks = next_move(&record).map_or(Vec::new(), |step| view.against(&record, step, &[], None).unwrap());
        let lacks: Vec<_> = lacks.iter().flat_map(|broken| &broken.missing).map(|one| one.what.clone()).collect();
        assert_eq!(told, lacks, "{}", record.reference());
        missing += lacks.len();
    }
    assert!(missing > 10, "{missing}");
}

#[test]
fn what_a_figure_of_a_pack_counts_is_found_where_it_leads() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let reviews = view.page(&Query::new(&review::REGISTER)).unwrap().records;
    let review = reviews.into_iter().find(|one| one.number == 3).unwrap();
    let sheet = (FIGURES.read)(view, &Wanted::of(review.id)).unwrap();
    let mut followed = 0;
    for block in &sheet.blocks {
        let Body::Part(part) = &block.body else { panic!("{}", block.title) };
        for row in part.iter().filter(|one| one.key == Some("figures")).flat_map(|one| match &one.body {
            Body::Table(table) => &table.rows[..],
            _ => &[],
        }) {
            let Some(Lead::List(register, condition)) = &row.lead else { continue };
            let terms: Vec<_> = condition.split(' ').filter(|term| !term.is_empty()).map(str::to_owned).collect();
            let mut reader = Reader::new(view, store.ambient(), None).unwrap();
            let wanted = filter::read(register, &terms, &mut reader).unwrap();
            let found = view.count(&Query { filters: wanted.filters, ..Query::new(register) }).unwrap();
            let same = i64::try_from(found).unwrap() == row.cells[2].weight;
            // By status KPIs are counted among all that are measured.
            let among = row.cells[0].value.as_ref().is_some_and(|key| key.print().starts_with("\"d2."));
            assert!(same || among, "{}: {} leads to {found} by {condition}", block.title, row.cells[1].text);
            followed += 1;
        }
    }
    assert!(followed > 30, "{followed}");
}

#[test]
fn a_pack_of_nothing_says_so_of_every_input() {
    let fixture = Fixture::new();
    fixture.ok(&["review", "add", "First review", "--date", "2026-12-01"]);
    let none = fixture.ok(&["review", "figures", "MR-1"]);
    assert!(none.contains("MR-1 has no agenda yet; gavel review call MR-1"), "{none}");
    let fixture = Fixture::new();
    held::call(&fixture);
    let told = fixture.ok(&["review", "figures", "MR-1"]);
    for words in [
        "No KPI is recorded: nothing can be told of performance from this.",
        "No nonconformity is recorded: that there was none can't be told from this.",
        "No internal audit was reported in the last twelve months (9.2).",
        "Nothing is laid before the meeting here.",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(!told.contains("On target"), "{told}");
    let json = fixture.json("review figures MR-1");
    let d2 = json["inputs"].as_array().unwrap().iter().find(|one| one["input"] == "d2").unwrap();
    assert_eq!(d2["figures"].as_array().unwrap().len(), 1, "no KPI is counted as on target: {d2}");
    assert!(d2["figures"][0]["before"].is_null() && d2["figures"][0]["now"] == 0, "{d2}");
}

#[test]
fn a_table_of_records_is_cut_where_it_grows_long_and_leads_to_the_whole_list() {
    use gavel::domain::action::{ActionField as Field, REGISTER, State};
    use gavel::store::list::Filter;
    use gavel::store::{Act, Proposal};
    use gavel::workflow::sheet::{LISTED, RecordColumn, records};
    let file = Fixture::new();
    let store = file.store();
    let ambient = store.ambient();
    let many = LISTED as usize + 3;
    let add = |number: usize| {
        let due = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new((number * 7 % many) as u64);
        let owner = (number == 0).then_some((Field::Owner.field(), Value::Link(file.author.person)));
        let said = [(Field::What.field(), text(&format!("Action {number}"))), (Field::Due.field(), Value::Date(due))];
        Act::Create { id: ambient.identity(), register: &REGISTER, fields: said.into_iter().chain(owner).collect() }
    };
    store.commit(file.author.clone(), Proposal::of((0..many).map(add).collect::<Vec<_>>())).unwrap();
    let view = store.view();
    let open =
        Query::those(&REGISTER, [Filter::one_of(Field::State.field(), &[State::Open.key()])]).by(Field::Due.field());
    let late = REGISTER.standings().flat_map(|standing| standing.columns).find(|one| one.name == "days_late").unwrap();
    let columns = [Field::Due, Field::Owner, Field::Priority].map(|field| RecordColumn::field(field.field()));
    let columns: Vec<_> = [RecordColumn::NUMBER, RecordColumn::field(late)].into_iter().chain(columns).collect();
    let blocks = records(view, "open", "Open", &open, &columns).unwrap();
    let [Block { title, body: Body::Table(table), .. }, Block { body: Body::Facts(more), .. }] = &blocks[..] else {
        panic!("{blocks:?}");
    };
    assert_eq!((title.as_str(), table.rows.len()), (&*format!("Open: {many}"), LISTED as usize));
    let days: Vec<_> = table.rows.iter().map(|row| row.cells[2].text.as_str()).collect();
    assert!(days.is_sorted() && days[0] == "2026-01-01", "{days:?}");
    assert_eq!(table.rows[0].cells[1].weight, 326, "how it stands is worked out");
    assert_eq!(table.rows[0].cells[3].text, "Rosa Lindt", "people are called by their names");
    let hidden: Vec<_> = table.columns.iter().filter(|column| !column.is_shown()).map(|column| column.key).collect();
    assert_eq!(hidden, [Some("priority")], "what is empty everywhere is for programs only");
    let [fact] = &more[..] else { panic!("{more:?}") };
    assert_eq!(fact.words().unwrap(), "and 3 more");
    let Some(Lead::List(register, filter)) = &fact.lead else { panic!("{fact:?}") };
    let listed =
        filter::read(register, std::slice::from_ref(filter), &mut Reader::new(view, store.ambient(), None).unwrap())
            .unwrap();
    assert_eq!(view.count(&Query::those(register, listed.filters)).unwrap(), many as u64);
    // What fits is not cut.
    assert_eq!(
        records(view, "one", "One", &open.with([Filter::Filled(Field::Owner.field())]), &columns).unwrap().len(),
        1
    );
}
