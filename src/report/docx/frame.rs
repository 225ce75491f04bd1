//! What stands on every page: its head from the second one on, its foot, and the mark of a draft behind the words.

use crate::domain::house::frame::Foot;
use crate::domain::visible::{fit, one_line};
use crate::report::document::Document;

use super::xml::{line, lines, run, spaced};

/// The names that headers and footers use.
pub const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
     xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\"";

/// As much of a title as stands in a head or a foot.
const SHOWN: usize = 90;

/// The head of each page but the first: the title, and what the document is not yet.
pub fn header(document: &Document, room: u32) -> String {
    let mark = document.mark.as_deref().map_or(String::new(), beside);
    let words = run(&fit(&one_line(&document.title), SHOWN)) + &mark;
    part("hdr", "Header", room, &(words + &behind(document, 2)))
}

/// The head of the first page, on which the title stands: the name of the house and its address.
pub fn first_header(document: &Document) -> String {
    let head = match document.frame.letterhead.split_first() {
        Some((name, address)) => {
            let address: String = address.iter().map(|line| format!("<w:r><w:br/></w:r>{}", lines(line))).collect();
            // The title stands apart from it.
            run(name).replacen("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>", 1) + &address + "<w:r><w:br/></w:r>"
        }
        None => String::new(),
    };
    part("hdr", "FirstHeader", 0, &(head + &behind(document, 1)))
}

/// The foot of each page: what the document belongs to, and which page of how many it is. The fields hold a number that
/// stands until they are counted anew.
pub fn footer(document: &Document, room: u32) -> String {
    let field = |name: &str| format!("<w:fldSimple w:instr=\" {name} \">{}</w:fldSimple>", run("1"));
    let words = run(&fit(&one_line(&document.subtitle), SHOWN));
    let tab = "<w:r><w:tab/></w:r>";
    let pages = document.frame.foot().into_iter().map(|piece| match piece {
        Foot::Words(words) => spaced(&words),
        Foot::Page => field("PAGE"),
        Foot::Pages => field("NUMPAGES"),
    });
    let pages: String = pages.collect();
    part("ftr", "Footer", room, &format!("{words}{tab}{pages}"))
}

/// Words at the right of the line.
fn beside(words: &str) -> String {
    format!("<w:r><w:tab/></w:r>{}", run(&fit(&one_line(words), SHOWN / 2)))
}

fn part(kind: &str, style: &str, room: u32, runs: &str) -> String {
    let tabs = match room {
        0 => String::new(),
        room => format!("<w:tabs><w:tab w:val=\"right\" w:pos=\"{room}\"/></w:tabs>"),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:{kind} {NAMES}><w:p><w:pPr>\
         <w:pStyle w:val=\"{style}\"/>{tabs}</w:pPr>{runs}</w:p></w:{kind}>"
    )
}

/// How long and how high the mark is at the most, in points.
const LONG: usize = 430;
const HIGH: usize = 110;

/// The mark across the page, behind the words: its first clause as large as there is room for.
fn behind(document: &Document, number: u8) -> String {
    let Some(mark) = &document.mark else { return String::new() };
    let mark = one_line(mark);
    let clause = mark.split([',', ':', ';']).next().unwrap_or_default().trim();
    let clause = fit(clause, 30).to_uppercase();
    // A letter is about half as wide again as it is high.
    let high = (LONG * 3 / 2 / clause.chars().count().max(1)).min(HIGH);
    let long = (high * clause.chars().count() * 2 / 3).min(LONG);
    let told = line(&clause);
    format!(
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>\
         <v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" \
         path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>\
         <v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>\
         <v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/>\
         <v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>\
         <v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" \
         o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/>\
         <v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles>\
         <o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>\
         <v:shape id=\"PowerPlusWaterMarkObject{number}\" o:spid=\"_x0000_s{spid}\" type=\"#_x0000_t136\" alt=\"{told}\" \
         style=\"position:absolute;margin-left:0;margin-top:0;width:{long}pt;height:{high}pt;rotation:315;\
         z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
         mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#d5dbe0\" \
         stroked=\"f\"><v:fill opacity=\".5\"/><v:textpath style=\"font-family:&quot;Calibri&quot;;font-size:1pt\" \
         string=\"{told}\"/></v:shape></w:pict></w:r>",
        spid = 2048 + u16::from(number),
    )
}
