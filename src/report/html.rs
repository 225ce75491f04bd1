//! A document as one HTML page that needs nothing else: no network, no fonts, no scripts. It prints on paper.

use std::collections::BTreeSet;

use html_escape::encode_text;

use crate::domain::house::frame::Foot;
use crate::domain::visible::{one_line, visible};

use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn, HeatMap, KeyFigure, Picture};

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
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
@media print {
body { margin: 0; max-width: none; font-size: 10.5pt; }
h1, h2, h3 { break-after: avoid; }
tr, dt, li, figure { break-inside: avoid; }
p { orphans: 2; widows: 2; }
.wide { overflow: visible; }
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

/// What a heading is found by, each of them once: `monitoring-and-measurement`.
fn place(taken: &mut BTreeSet<String>, text: &str) -> String {
    let words: Vec<String> = text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() { "part".to_owned() } else { words.join("-") };
    let mut free = name.clone();
    let mut count = 1;
    while !taken.insert(free.clone()) {
        count += 1;
        free = format!("{name}-{count}");
    }
    free
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
    let mut places = BTreeSet::new();
    let mut under = "";
    for block in &document.blocks {
        under = match block {
            Block::Heading { text, .. } => text,
            _ => under,
        };
        write_block(&mut out, block, under, &mut places);
    }
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

/// Writes a part of a document under the heading that it stands under.
fn write_block(out: &mut String, block: &Block, under: &str, places: &mut BTreeSet<String>) {
    match block {
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            let id = place(places, text);
            out.push_str(&format!("<h{level} id=\"{}\">{}</h{level}>\n", line(&id), line(text)));
        }
        Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", lines(text))),
        Block::Caution(text) => out.push_str(&format!("<p class=\"caution\">{}</p>\n", lines(text))),
        Block::Facts(facts) => write_facts(out, facts),
        Block::Decision(decision) => {
            let id = line(&place(places, &decision.head));
            out.push_str(&format!(
                "<section class=\"decision\">\n<h3 id=\"{id}\">{}</h3>\n<p class=\"decided\">{}</p>\n",
                line(&decision.head),
                lines(&decision.words)
            ));
            write_facts(out, &decision.facts);
            out.push_str("</section>\n");
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str(&format!("<li>{}</li>\n", lines(item)));
            }
            out.push_str("</ul>\n");
        }
        Block::Table(table) => write_table(out, table, under),
        Block::Chart(chart) => {
            out.push_str(&format!("<figure>\n{}</figure>\n", charted(chart, Frame::whole(chart), under)));
        }
        Block::Summary(text) => out.push_str(&format!("<p class=\"summary\">{}</p>\n", lines(text))),
        Block::Figures(figures) => write_figures(out, figures),
        Block::Pictures(pictures) => {
            out.push_str("<div class=\"beside\">\n");
            pictures.iter().for_each(|picture| write_picture(out, picture));
            out.push_str("</div>\n");
        }
        Block::Drawing(drawn) => {
            let text = drawn.iter().map(|part| line(part)).collect::<Vec<_>>().join("\n");
            out.push_str(&format!("<pre>{text}</pre>\n"));
        }
    }
}

/// A chart of a size with what its signs mean, and behind a line that opens the values of which it is drawn.
fn charted(chart: &Chart, frame: Frame, of: &str) -> String {
    let (drawn, told) = (svg::write(chart, frame), svg::legend(chart));
    let mut out = format!("{drawn}<figcaption>{told}</figcaption>\n");
    if !chart.data.is_empty() {
        out.push_str("<details>\n<summary>Values</summary>\n");
        write_table(&mut out, &Table::of_chart(chart), of);
        out.push_str("</details>\n");
    }
    out
}

/// Numbers beside each other, each with its label and with what else is said of it.
fn write_figures(out: &mut String, figures: &[KeyFigure]) {
    out.push_str("<dl class=\"figures\">\n");
    for figure in figures {
        out.push_str(&format!("<div><dt>{}</dt><dd class=\"big\">{}</dd>", line(&figure.label), line(&figure.value)));
        for (words, worse) in figure.said() {
            let class = if worse { " class=\"worse\"" } else { "" };
            out.push_str(&format!("<dd{class}>{}</dd>", line(words)));
        }
        out.push_str("</div>\n");
    }
    out.push_str("</dl>\n");
}

fn write_picture(out: &mut String, picture: &Picture) {
    let class = if matches!(picture.drawn, Drawn::Heat(_)) { " class=\"warm\"" } else { "" };
    out.push_str(&format!("<figure{class}>\n<h3>{}</h3>\n", line(&picture.title)));
    match &picture.drawn {
        Drawn::Chart(chart) => out.push_str(&charted(chart, Frame::beside(chart), &picture.title)),
        Drawn::Heat(map) => write_heat(out, map, &picture.title),
    }
    if !picture.note.is_empty() {
        out.push_str(&format!("<p>{}</p>\n", lines(&picture.note)));
    }
    out.push_str("</figure>\n");
}

/// A heat map as a table: each cell says its level, too.
fn write_heat(out: &mut String, map: &HeatMap, of: &str) {
    out.push_str(&format!(
        "<div class=\"wide\">\n<table class=\"heat\">\n<caption class=\"unseen\">{}</caption>\n",
        line(of)
    ));
    out.push_str(&format!("<thead><tr><th scope=\"col\">{}</th>", line(&map.down)));
    map.across.iter().for_each(|name| out.push_str(&format!("<th scope=\"col\">{}</th>", line(name))));
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &map.rows {
        out.push_str(&format!("<tr><th scope=\"row\">{}</th>", line(&row.name)));
        for cell in &row.cells {
            out.push_str(&format!("<td class=\"w{}\">{}</td>", cell.warmth.min(3), line(&cell.words())));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn write_facts(out: &mut String, facts: &[(String, String)]) {
    out.push_str("<dl>\n");
    for (label, text) in facts {
        out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", line(label), lines(text)));
    }
    out.push_str("</dl>\n");
}

/// Writes a table; whoever hears the page is told what it is of.
fn write_table(out: &mut String, table: &Table, under: &str) {
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
    out.push_str("<div class=\"wide\">\n<table>\n");
    if !under.is_empty() {
        out.push_str(&format!("<caption class=\"unseen\">{}</caption>\n", line(under)));
    }
    out.push_str("<thead><tr>");
    for (place, column) in table.columns.iter().enumerate() {
        let class = class(place, &column.heading);
        // A heading that says nothing is none.
        out.push_str(&match column.heading.is_empty() {
            true => "<td></td>".to_owned(),
            false => format!("<th scope=\"col\"{class}>{}</th>", line(&column.heading)),
        });
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let class = class(place, cell);
            out.push_str(&match place {
                0 if !cell.is_empty() => format!("<th scope=\"row\"{class}>{}</th>", lines(cell)),
                _ => format!("<td{class}>{}</td>", lines(cell)),
            });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn line(text: &str) -> String {
    encode_text(&one_line(text)).into_owned()
}

fn lines(text: &str) -> String {
    encode_text(&visible(text)).trim().replace('\n', "<br>\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_headings_are_found_by_the_same_and_words_stay_in_their_string() {
        let mut taken = BTreeSet::new();
        let found = ["A", "A 2", "a", "A!", "…", ""].map(|heading| place(&mut taken, heading));
        assert_eq!(found.len(), taken.len(), "{found:?}");
        assert_eq!(quoted("a\"; } </style>\n"), "\"a\\22 \\3b  \\7d  \\3c \\2f style\\3e  \"");
    }
}
