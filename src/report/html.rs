//! A document as one HTML page that needs nothing else: no network, no fonts, no scripts. It prints on paper.

use html_escape::encode_text;

use crate::domain::house::frame::Foot;
use crate::domain::house::said::Words;
use crate::domain::visible::one_line;

use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn, HeatMap, KeyFigure, Picture};

use super::anchors::Anchors;
use super::columns::is_whole;
use super::document::{Block, Document, Table};
use super::scene::Frame;
use super::svg;

const STYLE: &str = "\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; margin-bottom: 0; }
h2 { margin-top: 2rem; border-bottom: 1px solid; padding-bottom: .2rem; }
.subtitle { margin-top: .3rem; opacity: .8; }
.mark { font-weight: bold; border: 2px solid; padding: .4rem .8rem; display: inline-block; }
.caution { border-left: 4px solid; padding-left: .8rem; font-style: italic; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border-bottom: 1px solid #8886; padding: .3rem .6rem; text-align: left; vertical-align: top; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
p, li, dd, td { overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
th, td { white-space: nowrap; }
.l { white-space: normal; }
th[scope=row] { font-weight: normal; }
dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .2rem 1rem; }
dt { font-weight: bold; max-width: 16rem; }
dd { margin: 0; }
.chart { width: 100%; height: auto; font-size: 14px; }
.chart text { fill: currentColor; }
.axis, .level, .line, .beyond { fill: none; stroke: currentColor; }
.axis { stroke-width: 1; opacity: .6; }
.line { stroke-width: 2.5; stroke-linejoin: round; }
.target { stroke-dasharray: 2 5; }
.warning { stroke-width: 1; }
.critical { stroke-width: 3; opacity: .7; }
.beyond { stroke-width: 3; }
.value, .watch { fill: currentColor; }
.decision { border: 1px solid #8886; border-left: 4px solid #1b4d5c; padding: .2rem 1rem; margin: 1rem 0; }
.decision h3 { margin: .5rem 0 0; }
.decided { font-weight: bold; margin: .3rem 0; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.signers { display: none; }
figure { margin: 1rem 0; }
figcaption, summary { font-size: .9em; }
.summary { border-left: 4px solid #1b4d5c; background: #8881; padding: .6rem 1rem; font-weight: bold; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .6rem; }
.figures div { display: flex; flex-direction: column; border: 1px solid #8886; padding: .4rem .6rem; }
.figures dt { order: 1; font-weight: normal; }
.figures dd { order: 2; font-size: .9em; }
.figures .big { order: 0; font-size: 1.8em; line-height: 1.2; font-weight: bold; }
.worse { font-weight: bold; }
.beside { display: flex; flex-wrap: wrap; gap: 1rem; }
.beside figure { margin: 0; flex: 1 1 16rem; min-width: 0; }
.beside .warm { flex-basis: min(30rem, 100%); }
.beside h3 { margin: 0 0 .5rem; font-size: 1em; }
.heat td { border: 1px solid #8886; text-align: center; }
.w0 { background: #2e7d3224; }
.w1 { background: #f9a82533; }
.w2 { background: #ef6c0055; }
.w3 { background: #c6282877; }
pre { overflow-x: auto; line-height: 1.2; }
code { overflow-wrap: anywhere; }
a { color: inherit; text-decoration: underline dotted; text-underline-offset: .2em; }
:target { background: #8883; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print {
body { margin: 0; max-width: none; font-size: 10.5pt; }
h1, h2, h3 { break-after: avoid; }
.apart { break-before: page; }
tr, dt, li, figure { break-inside: avoid; }
p { orphans: 2; widows: 2; }
.wide { overflow: visible; }
a { text-decoration: none; }
.decided, .decision h3 { break-after: avoid; }
details { display: none; }
.figures { grid-template-columns: repeat(6, 1fr); }
.signers { display: flex; gap: 2rem; margin-top: 22mm; break-inside: avoid; }
.signers p { flex: 1; border-top: 1px solid; padding-top: .2rem; }
}
";

/// What stands on every sheet of paper: the title and the mark above, the page of how many below.
fn sheet(document: &Document) -> String {
    let mark = document.mark.as_deref().unwrap_or_default();
    let foot = document.frame.foot().into_iter().map(|piece| match piece {
        Foot::Words(words) => quoted(&words),
        Foot::Page => "counter(page)".to_owned(),
        Foot::Pages => "counter(pages)".to_owned(),
    });
    let foot = foot.collect::<Vec<_>>().join(" ");
    let paper = document.frame.paper().label();
    format!(
        "@page {{ size: {paper}; margin: 22mm 18mm; @top-left {{ content: {}; }} @top-right {{ content: {}; }}\n\
         @bottom-right {{ content: {foot}; }} }}\n\
         @page :first {{ @top-left {{ content: none; }} @top-right {{ content: none; }} }}\n",
        quoted(&document.title),
        quoted(mark),
    )
}

/// Words as a string of CSS, in which nothing ends the string or the style sheet.
fn quoted(words: &str) -> String {
    let words = one_line(words);
    let escaped = words.chars().map(|c| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => c.to_string(),
        other => format!("\\{:x} ", u32::from(other)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// Writes a document.
pub fn write(document: &Document) -> String {
    let title = line(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<main>\n{}<h1>{title}</h1>\n\
         <p class=\"subtitle\">{}</p>\n",
        document.frame.language().key(),
        sheet(document),
        letterhead(&document.frame.letterhead),
        line(&document.subtitle),
    );
    if let Some(mark) = &document.mark {
        out.push_str(&format!("<p class=\"mark\">{}</p>\n", line(mark)));
    }
    let mut writer =
        Writer { out, anchors: Anchors::of(document), words: document.frame.words(), headings: 0, under: "" };
    document.blocks.iter().enumerate().for_each(|(place, block)| writer.block(place, block));
    let mut out = writer.out;
    if !document.signers.is_empty() {
        let words = document.frame.words();
        out.push_str("<div class=\"signers\">\n");
        for signer in &document.signers {
            out.push_str(&format!("<p>{}</p>\n", line(&words.signature(signer))));
        }
        out.push_str("</div>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The name and the address at the head, the name first.
fn letterhead(lines: &[String]) -> String {
    let Some((name, address)) = lines.split_first() else { return String::new() };
    let address: String = address.iter().map(|one| format!("<br>\n{}", line(one))).collect();
    format!("<p class=\"letterhead\"><strong>{}</strong>{address}</p>\n", line(name))
}

/// Writes the parts of a document one after the other.
struct Writer<'d> {
    out: String,
    anchors: Anchors<'d>,
    words: Words,
    /// How many headings and decisions are written.
    headings: usize,
    /// The heading under which a part stands.
    under: &'d str,
}

impl<'d> Writer<'d> {
    fn put(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// A text in its lines, in which references lead to where more is told of them.
    fn lines(&self, text: &str) -> String {
        self.anchors.lines(text)
    }

    /// What the next heading or decision is found by.
    fn next(&mut self) -> String {
        self.headings += 1;
        self.anchors.heading(self.headings - 1)
    }

    /// Writes the part at a place.
    fn block(&mut self, place: usize, block: &'d Block) {
        match block {
            Block::Heading { level, text, apart } => {
                self.under = text;
                let (level, id) = ((*level).clamp(1, 6), self.next());
                let class = if *apart { " class=\"apart\"" } else { "" };
                self.put(&format!("<h{level} id=\"{id}\"{class}>{}</h{level}>\n", line(text)));
            }
            Block::Paragraph(text) => self.put(&format!("<p>{}</p>\n", self.lines(text))),
            Block::Caution(text) => self.put(&format!("<p class=\"caution\">{}</p>\n", self.lines(text))),
            Block::Facts(facts) => self.facts(facts),
            Block::Decision(decision) => {
                let (id, head, words) = (self.next(), line(&decision.head), self.lines(&decision.words));
                self.put("<section class=\"decision\">\n");
                self.put(&format!("<h3 id=\"{id}\">{head}</h3>\n<p class=\"decided\">{words}</p>\n"));
                self.facts(&decision.facts);
                self.put("</section>\n");
            }
            Block::List(items) => {
                self.put("<ul>\n");
                items.iter().for_each(|item| self.put(&format!("<li>{}</li>\n", self.lines(item))));
                self.put("</ul>\n");
            }
            Block::Table(table) => self.table(table, self.under, Some(place)),
            Block::Chart(chart) => {
                self.put("<figure>\n");
                self.chart(chart, Frame::whole(chart), self.under);
                self.put("</figure>\n");
            }
            Block::Summary(text) => self.put(&format!("<p class=\"summary\">{}</p>\n", self.lines(text))),
            Block::Figures(figures) => self.figures(figures),
            Block::Pictures(pictures) => {
                self.put("<div class=\"beside\">\n");
                let frame = if pictures.len() == 1 { Frame::whole } else { Frame::beside };
                pictures.iter().for_each(|picture| self.picture(picture, frame));
                self.put("</div>\n");
            }
            Block::Drawing(drawn) => {
                let text = drawn.iter().map(|part| line(part)).collect::<Vec<_>>().join("\n");
                self.put(&format!("<pre>{text}</pre>\n"));
            }
        }
    }

    /// A chart of a size with what its signs mean, and behind a line that opens the values of which it is drawn.
    fn chart(&mut self, chart: &Chart, frame: Frame, of: &str) {
        let (drawn, told) = (svg::write(chart, frame), svg::legend(chart));
        self.put(&format!("{drawn}<figcaption>{told}</figcaption>\n"));
        if !chart.data.is_empty() {
            self.put(&format!("<details>\n<summary>{}</summary>\n", line(self.words.values())));
            self.table(&Table::of_chart(chart), of, None);
            self.put("</details>\n");
        }
    }

    /// Numbers beside each other, each with its label and with what else is said of it.
    fn figures(&mut self, figures: &[KeyFigure]) {
        self.put("<dl class=\"figures\">\n");
        for figure in figures {
            let (label, value) = (line(&figure.label), line(&figure.value));
            self.put(&format!("<div><dt>{label}</dt><dd class=\"big\">{value}</dd>"));
            for (words, worse) in figure.said() {
                let class = if worse { " class=\"worse\"" } else { "" };
                self.put(&format!("<dd{class}>{}</dd>", line(words)));
            }
            self.put("</div>\n");
        }
        self.put("</dl>\n");
    }

    fn picture(&mut self, picture: &Picture, frame: fn(&Chart) -> Frame) {
        let class = if matches!(picture.drawn, Drawn::Heat(_)) { " class=\"warm\"" } else { "" };
        self.put(&format!("<figure{class}>\n<h3>{}</h3>\n", line(&picture.title)));
        match &picture.drawn {
            Drawn::Chart(chart) => self.chart(chart, frame(chart), &picture.title),
            Drawn::Heat(map) => self.heat(map, &picture.title),
        }
        if !picture.note.is_empty() {
            self.put(&format!("<p>{}</p>\n", self.lines(&picture.note)));
        }
        self.put("</figure>\n");
    }

    /// A heat map as a table: each cell says its level, too.
    fn heat(&mut self, map: &HeatMap, of: &str) {
        self.put("<div class=\"wide\">\n<table class=\"heat\">\n");
        self.put(&format!("<caption class=\"unseen\">{}</caption>\n", line(of)));
        self.put(&format!("<thead><tr><th scope=\"col\">{}</th>", line(&map.down)));
        map.across.iter().for_each(|name| self.put(&format!("<th scope=\"col\">{}</th>", line(name))));
        self.put("</tr></thead>\n<tbody>\n");
        for row in &map.rows {
            self.put(&format!("<tr><th scope=\"row\">{}</th>", line(&row.name)));
            for cell in &row.cells {
                self.put(&format!("<td class=\"w{}\">{}</td>", cell.warmth.min(3), line(&cell.words())));
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        self.put("<dl>\n");
        for (label, text) in facts {
            self.put(&format!("<dt>{}</dt><dd>{}</dd>\n", line(label), self.lines(text)));
        }
        self.put("</dl>\n");
    }

    /// Writes a table, which is a block at a place or a part of one; whoever hears the page is told what it is of.
    fn table(&mut self, table: &Table, under: &str, at: Option<usize>) {
        let class = |place: usize, text: &str| {
            let numbers = table.columns.get(place).is_some_and(|column| column.numbers);
            let long = !is_whole(text);
            match (numbers, long) {
                (true, true) => " class=\"n l\"",
                (true, false) => " class=\"n\"",
                (false, true) => " class=\"l\"",
                (false, false) => "",
            }
        };
        self.put("<div class=\"wide\">\n<table>\n");
        if !under.is_empty() {
            self.put(&format!("<caption class=\"unseen\">{}</caption>\n", line(under)));
        }
        self.put("<thead><tr>");
        for (place, column) in table.columns.iter().enumerate() {
            let class = class(place, &column.heading);
            // A heading that says nothing is none.
            self.put(&match column.heading.is_empty() {
                true => "<td></td>".to_owned(),
                false => format!("<th scope=\"col\"{class}>{}</th>", line(&column.heading)),
            });
        }
        self.put("</tr></thead>\n<tbody>\n");
        for (number, row) in table.rows.iter().enumerate() {
            let id = at.and_then(|at| self.anchors.row(at, number));
            self.put(&id.as_ref().map_or("<tr>".to_owned(), |id| format!("<tr id=\"{id}\">")));
            for (place, cell) in row.iter().enumerate() {
                let class = class(place, cell);
                self.put(&match place {
                    // What is told here leads nowhere else.
                    0 if id.is_some() => format!("<th scope=\"row\"{class}>{}</th>", line(cell)),
                    0 if !cell.is_empty() => format!("<th scope=\"row\"{class}>{}</th>", self.lines(cell)),
                    _ => format!("<td{class}>{}</td>", self.lines(cell)),
                });
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
    }
}

fn line(text: &str) -> String {
    encode_text(&one_line(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_in_their_string() {
        assert_eq!(quoted("a\"; } </style>\n"), "\"a\\22 \\3b  \\7d  \\3c \\2f style\\3e  \"");
    }
}
