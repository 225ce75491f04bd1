//! What the document says, from its title to the places to sign.

use crate::report::document::{Block, Document};
use crate::report::scene::Frame;
use crate::workflow::sheet::chart::Chart;
use crate::workflow::sheet::picture::{Drawn, Picture};

use super::section::Sheets;
use super::table;
use super::xml::{Paragraph, Style, drawn, line, lines, run};

/// A chart that the document shows, and how large it is.
pub type Shown<'d> = (&'d Chart, Frame);

/// Writes it on sheets; beside it stands what holds of its last section, and the charts that it shows, in their order.
pub fn write(document: &Document, mut sheets: Sheets) -> (String, String, Vec<Shown<'_>>) {
    let rooms @ [room, across] = sheets.rooms();
    let mut out = Paragraph::of(Style::Title).write(&run(&document.title));
    if !document.subtitle.trim().is_empty() {
        out.push_str(&Paragraph::of(Style::Subtitle).write(&run(&document.subtitle)));
    }
    if let Some(mark) = &document.mark {
        out.push_str(&Paragraph::of(Style::Mark).write(&run(mark)));
    }
    let signed = !document.signers.is_empty();
    let mut writer = Writer { room, one_page: document.one_page, under: "", charts: Vec::new() };
    // Where the headings begin that lead to what comes next.
    let mut led = out.len();
    let mut ends_turned = false;
    for (place, block) in document.blocks.iter().enumerate() {
        let is_last = place + 1 == document.blocks.len();
        match block {
            Block::Table(told) if !document.one_page && table::is_too_wide(told, rooms) => {
                let leading = out.split_off(led);
                out.push_str(&sheets.end(false));
                out.push_str(&leading);
                out.push_str(&table::records(told, across, writer.under, false));
                ends_turned = is_last && !signed;
                if !ends_turned {
                    out.push_str(&sheets.end(true));
                }
            }
            // Nobody signs on a page of which nothing else is said.
            _ => out.push_str(&writer.block(block, signed && is_last)),
        }
        if !matches!(block, Block::Heading { .. }) {
            led = out.len();
        }
    }
    if signed {
        let words = document.frame.words();
        let signers: Vec<_> = document.signers.iter().map(|signer| words.signature(signer)).collect();
        out.push_str(&table::signers(&signers, room, if document.one_page { signers.len() } else { 2 }));
    }
    (out, sheets.section(ends_turned), writer.charts)
}

/// The name under which a chart lies in the package, by its place among all.
pub fn chart_name(place: usize) -> String {
    format!("chart{}", place + 1)
}

/// So much of a twentieth of a point is a unit of drawings.
const DRAWN: u32 = 635;

/// A chart from margin to margin, with what it shows for whoever can't see it; and below it what its signs mean.
fn write_chart((chart, frame): Shown, place: usize, room: u32, keep: bool) -> String {
    let (wide, high) = (room * DRAWN, (f64::from(room * DRAWN) / frame.wide * frame.high) as u32);
    let (name, says, number) = (chart_name(place), line(&chart.says), place + 1);
    let a = "http://schemas.openxmlformats.org/drawingml/2006";
    let drawing = format!(
        "<w:r><w:drawing><wp:inline xmlns:wp=\"{a}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"{number}\" name=\"{name}\" descr=\"{says}\"/>\
         <a:graphic xmlns:a=\"{a}/main\"><a:graphicData uri=\"{a}/picture\"><pic:pic xmlns:pic=\"{a}/picture\">\
         <pic:nvPicPr><pic:cNvPr id=\"{number}\" name=\"{name}\" descr=\"{says}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{name}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{wide}\" cy=\"{high}\"/></a:xfrm>\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>\
         </w:drawing></w:r>"
    );
    let told = chart.legend.iter().map(|(key, text)| format!("{} {text}", key.sign(false)));
    let told = told.collect::<Vec<_>>().join("   ");
    let caption =
        if told.is_empty() { String::new() } else { Paragraph::of(Style::Caption).kept(keep).write(&run(&told)) };
    Paragraph::of(Style::Chart).kept(keep || !told.is_empty()).write(&drawing) + &caption
}

/// Writes parts of a document one after the other.
struct Writer<'d> {
    room: u32,
    /// Whether all of it must stand on one page, where things stand side by side as far as they can.
    one_page: bool,
    /// The heading under which a part stands.
    under: &'d str,
    charts: Vec<Shown<'d>>,
}

impl<'d> Writer<'d> {
    /// Writes a part, whose end stays with what follows it where that is so.
    fn block(&mut self, block: &'d Block, keep: bool) -> String {
        let said = |style, text: &str| Paragraph::of(style).kept(keep).write(&lines(text));
        match block {
            Block::Heading { level, text, apart } => {
                self.under = text;
                let style = match level {
                    ..=2 => Style::Heading1,
                    3 => Style::Heading2,
                    4.. => Style::Heading3,
                };
                Paragraph::of(style).apart(*apart).write(&run(text))
            }
            Block::Paragraph(text) => said(Style::BodyText, text),
            Block::Caution(text) => said(Style::Caution, text),
            Block::Facts(facts) => table::facts(facts, self.room, keep),
            Block::List(items) => items.iter().map(|item| said(Style::ListBullet, item)).collect(),
            Block::Table(told) => table::records(told, self.room, self.under, keep),
            Block::Drawing(told) => Paragraph::of(Style::Drawing).kept(keep).write(&drawn(told)),
            Block::Chart(chart) => self.chart((chart, Frame::whole(chart)), self.room, keep),
            Block::Decision(decision) => table::decision(decision, self.room, keep),
            Block::Summary(words) => table::summary(words, self.room, keep),
            Block::Figures(figures) => table::figures(figures, self.room, keep),
            Block::Pictures(pictures) => self.pictures(pictures),
        }
    }

    fn chart(&mut self, shown: Shown<'d>, room: u32, keep: bool) -> String {
        self.charts.push(shown);
        write_chart(shown, self.charts.len() - 1, room, keep)
    }

    /// Charts side by side; a heat map has words in its cells, and wants the whole width.
    fn pictures(&mut self, pictures: &'d [Picture]) -> String {
        let room = self.room;
        if self.one_page && pictures.len() > 1 {
            let all: Vec<_> = pictures.iter().map(|one| (one, share(one))).collect();
            return table::abreast(&all, room, |picture, room| self.picture(picture, room));
        }
        let (maps, charts): (Vec<_>, Vec<_>) = pictures.iter().partition(|one| matches!(one.drawn, Drawn::Heat(_)));
        let charts = match charts[..] {
            [alone] => self.picture(alone, room),
            _ => {
                let all: Vec<_> = charts.iter().map(|one| (*one, 1)).collect();
                table::abreast(&all, room, |picture, room| self.picture(picture, room))
            }
        };
        charts + &maps.into_iter().map(|picture| self.picture(picture, room)).collect::<String>()
    }

    /// A picture in its column, under its title.
    fn picture(&mut self, picture: &'d Picture, room: u32) -> String {
        let mut out = Paragraph::of(Style::Head).write(&run(&picture.title));
        out.push_str(&match &picture.drawn {
            Drawn::Chart(chart) if room == self.room => self.chart((chart, Frame::whole(chart)), room, false),
            Drawn::Chart(chart) => self.chart((chart, Frame::beside(chart)), room, false),
            Drawn::Heat(map) if room == self.room => table::heat(map, room),
            Drawn::Heat(map) => table::small_heat(map, room),
        });
        if !picture.note.is_empty() {
            out.push_str(&Paragraph::of(Style::Caption).write(&lines(&picture.note)));
        }
        out
    }
}

/// How much of a line a picture takes beside others: a heat map has words in its cells.
fn share(picture: &Picture) -> u32 {
    if matches!(picture.drawn, Drawn::Heat(_)) { 4 } else { 3 }
}
