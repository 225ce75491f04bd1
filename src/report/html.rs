//! A document as one HTML page that needs nothing else: no network, no fonts, no scripts. It prints on paper.

use html_escape::encode_text;

use crate::domain::visible::{one_line, visible};

use super::document::{Block, Document, Table};
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
dt { font-weight: bold; float: left; clear: left; margin-right: .5rem; }
dd { margin: 0 0 .2rem 12rem; }
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
figure { margin: 1rem 0; }
pre { overflow-x: auto; line-height: 1.2; }
code { overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } h2, tr { break-inside: avoid; } }
";

/// Writes a document.
pub fn write(document: &Document) -> String {
    let title = line(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n\
         <p class=\"subtitle\">{}</p>\n",
        line(&document.subtitle),
    );
    if let Some(mark) = &document.mark {
        out.push_str(&format!("<p class=\"mark\">{}</p>\n", line(mark)));
    }
    for block in &document.blocks {
        write_block(&mut out, block);
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block {
        Block::Heading { level, text } => {
            let level = (*level).clamp(1, 6);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", line(text)));
        }
        Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", lines(text))),
        Block::Caution(text) => out.push_str(&format!("<p class=\"caution\">{}</p>\n", lines(text))),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (label, text) in facts {
                out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", line(label), lines(text)));
            }
            out.push_str("</dl>\n");
        }
        Block::List(items) => {
            out.push_str("<ul>\n");
            for item in items {
                out.push_str(&format!("<li>{}</li>\n", lines(item)));
            }
            out.push_str("</ul>\n");
        }
        Block::Table(table) => write_table(out, table),
        Block::Chart(chart) => {
            let (drawn, told) = (svg::write(chart), svg::legend(chart));
            out.push_str(&format!("<figure>\n{drawn}<figcaption>{told}</figcaption>\n</figure>\n"));
        }
        Block::Drawing(drawn) => {
            let text = drawn.iter().map(|part| line(part)).collect::<Vec<_>>().join("\n");
            out.push_str(&format!("<pre>{text}</pre>\n"));
        }
    }
}

fn write_table(out: &mut String, table: &Table) {
    let class = |place: usize| {
        let numbers = table.columns.get(place).is_some_and(|column| column.numbers);
        if numbers { " class=\"n\"" } else { "" }
    };
    out.push_str("<table>\n<thead><tr>");
    for (place, column) in table.columns.iter().enumerate() {
        out.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(place), line(&column.heading)));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            out.push_str(&format!("<td{}>{}</td>", class(place), lines(cell)));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn line(text: &str) -> String {
    encode_text(&one_line(text)).into_owned()
}

fn lines(text: &str) -> String {
    encode_text(&visible(text)).trim().replace('\n', "<br>\n")
}
