//! Pages drawn into a PDF, with the parts of the document as its tree of tags.

use std::num::{NonZeroU16, NonZeroU32};

use chrono::{Datelike, NaiveDate};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Transform};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::{NumberingStyle, PageLabel, PageSettings};
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use krilla::{Document as Pdf, SerializeSettings};

use crate::domain::house::language::Language;
use crate::report::document::Document;
use crate::report::references::Target as Goal;

use super::added;
use super::fonts::Face;
use super::layout::Laid;
use super::layout::page::{Drawn, Heading, Op, Page, Part, Place, Role, UNTOLD, lying};
use super::measure::{Colour, Style, placed};
use super::words::Words;

/// A PDF knows no longer string than 32 767 bytes: so many letters are never more.
const LONGEST: usize = 8_000;

/// Writes pages of a size as a PDF of a day.
pub fn write(document: &Document, laid: &Laid, size: (f32, f32), dated: NaiveDate) -> Result<Vec<u8>, String> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A3_A)
        .finish()
        .map_err(|error| format!("{error:?}"))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, enable_tagging: true, ..Default::default() });
    let date = date(dated);
    pdf.set_metadata(metadata(document, date));
    let mut pen = Pen::new(laid.nodes.len());
    let mut labels = labels(laid).into_iter();
    for page in &laid.pages {
        pen.page(&mut pdf, page, size, laid, labels.next())?;
    }
    pdf.set_outline(outline(document, &laid.headings));
    pdf.set_tag_tree(pen.tree(laid, document.frame.language()));
    let json = document.to_json().into_bytes();
    pdf.embed_file(EmbeddedFile {
        path: "document.json".to_owned(),
        mime_type: MimeType::new("application/json"),
        description: Some(document.frame.words().data().to_owned()),
        association_kind: AssociationKind::Source,
        data: json.into(),
        modification_date: Some(date),
        compress: Some(true),
        location: None,
    });
    pdf.finish().map_err(|error| format!("{error:?}"))
}

fn date(day: NaiveDate) -> DateTime {
    let year = u16::try_from(day.year()).unwrap_or_default();
    // Months and days fit.
    DateTime::new(year).month(day.month() as u8).day(day.day() as u8).hour(0).minute(0).second(0).utc_offset_hour(0)
}

fn metadata(document: &Document, date: DateTime) -> Metadata {
    let words = Words::default();
    let title = words.line(&document.title);
    let title = if title.is_empty() { document.frame.words().untitled().to_owned() } else { short(&title) };
    let language = document.frame.language().key().to_owned();
    let metadata = Metadata::new().title(title).language(language).creation_date(date);
    let subtitle = words.line(&document.subtitle);
    let metadata = if subtitle.is_empty() { metadata } else { metadata.description(short(&subtitle)) };
    metadata.creator("Gavel".to_owned()).producer("Gavel".to_owned())
}

/// As much of a text as a string of a PDF holds.
fn short(text: &str) -> String {
    if text.chars().count() <= LONGEST { text.to_owned() } else { text.chars().take(LONGEST).chain(['…']).collect() }
}

/// Where something stands, and a little above it.
fn destination(place: Place) -> XyzDestination {
    XyzDestination::new(place.page, Point::from_xy(0.0, (place.top - 12.0).max(0.0)))
}

/// Where a click leads, and what is said of that.
fn goal(laid: &Laid, to: Goal) -> Option<(Place, String)> {
    match to {
        Goal::Heading(number) => laid.headings.get(number).map(|heading| (heading.place(), short(&heading.text))),
        Goal::Row(number) => laid.rows.get(number).map(|(reference, place)| (*place, reference.clone())),
    }
}

/// What the pages are called: those of a section that begins a page by the number that it has, `6-2`, and others by their own.
fn labels(laid: &Laid) -> Vec<PageLabel> {
    let style = Some(NumberingStyle::Arabic);
    let mut labels: Vec<_> =
        (1..).take(laid.pages.len()).map(|page| PageLabel::new(style, None, NonZeroU32::new(page))).collect();
    let begins: Vec<&Heading> = laid.headings.iter().filter(|heading| heading.apart).collect();
    for (place, heading) in begins.iter().enumerate() {
        let digits: String = heading.text.chars().take_while(char::is_ascii_digit).collect();
        let ends = begins.get(place + 1).map_or(laid.pages.len(), |next| next.page);
        for (page, label) in (1..).zip(labels.iter_mut().take(ends).skip(heading.page)).filter(|_| !digits.is_empty()) {
            *label = PageLabel::new(style, Some(format!("{digits}-")), NonZeroU32::new(page));
        }
    }
    labels
}

/// The bookmarks: headings below the one they stand under.
fn outline(document: &Document, headings: &[Heading]) -> Outline {
    let node = |heading: &Heading| OutlineNode::new(short(&heading.text), destination(heading.place()));
    let mut outline = Outline::new();
    let mut above: Option<OutlineNode> = None;
    for heading in headings {
        match &mut above {
            Some(parent) if heading.level > 2 => parent.push_child(node(heading)),
            _ => {
                above.replace(node(heading)).into_iter().for_each(|done| outline.push_child(done));
            }
        }
    }
    above.into_iter().for_each(|done| outline.push_child(done));
    if headings.is_empty() {
        let title = Words::default().line(&document.title);
        let title = if title.is_empty() { document.frame.words().untitled().to_owned() } else { short(&title) };
        outline.push_child(OutlineNode::new(title, XyzDestination::new(0, Point::from_xy(0.0, 0.0))));
    }
    outline
}

/// Draws pages, and notes what belongs to which part.
struct Pen {
    fonts: [Option<Font>; 5],
    /// What is drawn of each part, each with its number among all that is drawn.
    leaves: Vec<Vec<(usize, Identifier)>>,
    count: usize,
}

impl Pen {
    fn new(parts: usize) -> Self {
        let font = |face: Face| Font::new(face.bytes().into(), 0);
        let [regular, bold, italic, fixed] = [Face::Regular, Face::Bold, Face::Italic, Face::Fixed].map(font);
        let fonts = [regular, bold, italic, fixed, added::cut().and_then(|_| font(Face::Added))];
        Self { fonts, leaves: vec![Vec::new(); parts], count: 0 }
    }

    fn page(
        &mut self,
        pdf: &mut Pdf,
        page: &Page,
        size: (f32, f32),
        laid: &Laid,
        label: Option<PageLabel>,
    ) -> Result<(), String> {
        let (wide, high) = lying(page.turned, size);
        let settings = PageSettings::from_wh(wide, high).ok_or("a page has no size")?;
        let settings = settings.with_page_label(label.unwrap_or_default());
        let mut drawn = pdf.start_page_with(settings);
        let mut surface = drawn.surface();
        // What follows each other for the same part is told as one.
        for ops in page.ops.chunk_by(|one, next| one.part == next.part) {
            let part = ops[0].part;
            if ops.iter().all(|op| matches!(op.drawn, Drawn::Lead { .. })) {
                continue;
            }
            let tag = match part {
                UNTOLD => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
                _ => ContentTag::Other,
            };
            let identifier = surface.start_tagged(tag);
            ops.iter().for_each(|op| self.draw(&mut surface, &op.drawn));
            surface.end_tagged();
            if part != UNTOLD {
                self.drawn(part, identifier);
            }
        }
        surface.finish();
        for Op { part, drawn: lead } in &page.ops {
            if let Drawn::Lead { to, at, size } = lead
                && let Some((place, says)) = goal(laid, *to)
                && let Some(area) = Rect::from_xywh(at.0, at.1, size.0, size.1)
            {
                let link = LinkAnnotation::new(area, Target::Destination(destination(place).into()));
                let identifier = drawn.add_tagged_annotation(Annotation::new_link(link, Some(says)));
                self.drawn(*part, identifier);
            }
        }
        drawn.finish();
        Ok(())
    }

    fn drawn(&mut self, part: Part, identifier: Identifier) {
        self.leaves[part].push((self.count, identifier));
        self.count += 1;
    }

    fn draw(&self, surface: &mut Surface, drawn: &Drawn) {
        match drawn {
            Drawn::Text { at, style, text, turned } if *turned != 0.0 => {
                surface.push_transform(&Transform::from_rotate_at(*turned, at.0, at.1));
                self.text(surface, *at, *style, text);
                surface.pop();
            }
            Drawn::Text { at, style, text, .. } => self.text(surface, *at, *style, text),
            Drawn::Rectangle { at, size, colour } => {
                let (left, top, right, foot) = (at.0, at.1, at.0 + size.0, at.1 + size.1);
                fill(surface, &[(left, top), (right, top), (right, foot), (left, foot)], *colour);
            }
            Drawn::Filled { points, colour } => fill(surface, points, *colour),
            Drawn::Stroke { points, pen } => {
                let stroke = Stroke {
                    paint: paint(pen.colour).into(),
                    width: pen.wide,
                    miter_limit: 10.0,
                    line_cap: LineCap::Butt,
                    line_join: LineJoin::Round,
                    opacity: NormalizedF32::ONE,
                    dash: pen.dashes.map(|dashes| StrokeDash { array: dashes.to_vec(), offset: 0.0 }),
                };
                surface.set_fill(None);
                surface.set_stroke(Some(stroke));
                path(points, false).iter().for_each(|path| surface.draw_path(path));
                surface.set_stroke(None);
            }
            Drawn::Disc { at, radius, colour } => {
                surface.set_fill(Some(filled(*colour)));
                disc(*at, *radius).iter().for_each(|path| surface.draw_path(path));
            }
            Drawn::PageOf { .. } | Drawn::Lead { .. } => {}
        }
    }

    /// Words, each stretch of them in the face that has its signs.
    fn text(&self, surface: &mut Surface, at: (f32, f32), style: Style, text: &str) {
        surface.set_fill(Some(filled(style.colour)));
        let signs = placed(text, style.face);
        let mut left = at.0;
        for run in signs.chunk_by(|one, next| one.face == next.face) {
            let glyph = |sign: &super::measure::Placed| KrillaGlyph {
                glyph_id: GlyphId::new(sign.glyph.id),
                text_range: sign.at..sign.at + sign.sign.len_utf8(),
                x_advance: sign.advance,
                x_offset: 0.0,
                y_offset: 0.0,
                y_advance: 0.0,
                location: None,
            };
            let glyphs: Vec<_> = run.iter().map(glyph).collect();
            if let Some(font) = &self.fonts[run[0].face as usize] {
                surface.draw_glyphs(Point::from_xy(left, at.1), &glyphs, font.clone(), text, style.size, false);
            }
            left += run.iter().map(|sign| sign.advance).sum::<f32>() * style.size;
        }
    }

    /// The parts as a tree, in the order in which they are told.
    fn tree(self, laid: &Laid, language: Language) -> TagTree {
        let mut children: Vec<Vec<Part>> = vec![Vec::new(); laid.nodes.len()];
        for (part, node) in laid.nodes.iter().enumerate().skip(1) {
            children[node.within].push(part);
        }
        let mut tree = TagTree::new().with_lang(Some(language.key().to_owned()));
        for part in &children[UNTOLD] {
            tree.push(self.group(laid, &children, *part));
        }
        tree
    }

    fn group(&self, laid: &Laid, children: &[Vec<Part>], part: Part) -> TagGroup {
        let mut group = TagGroup::new(tag(&laid.nodes[part].role));
        let mut leaves = self.leaves[part].iter().peekable();
        for child in &children[part] {
            // What stands between its own words is told there.
            let begins = self.leaves[*child].first().map_or(0, |(count, _)| *count);
            while let Some((_, leaf)) = leaves.next_if(|(count, _)| *count < begins) {
                group.push(*leaf);
            }
            group.push(self.group(laid, children, *child));
        }
        leaves.for_each(|(_, leaf)| group.push(*leaf));
        group
    }
}

fn tag(role: &Role) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            // A heading that says nothing is told as one that is left out.
            let text = if text.is_empty() { "…".to_owned() } else { short(text) };
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text)).into()
        }
        Role::Whole | Role::Section => Tag::Section.into(),
        Role::Paragraph => Tag::P.into(),
        Role::Facts => Tag::L(ListNumbering::None).into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::Label => Tag::Lbl.into(),
        Role::Body => Tag::LBody.into(),
        Role::Table(under) => Tag::Table.with_summary(Some(short(under)).filter(|under| !under.is_empty())).into(),
        Role::Heads => Tag::THead.into(),
        Role::Rows => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHead => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Figure(says) => Tag::Figure(Some(short(says))).into(),
        Role::Code => Tag::Code.into(),
        Role::Contents => Tag::TOC.into(),
        Role::Entry => Tag::TOCI.into(),
        Role::Link => Tag::Link.into(),
    }
}

fn paint([red, green, blue]: Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

fn filled(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn fill(surface: &mut Surface, points: &[(f32, f32)], colour: Colour) {
    surface.set_fill(Some(filled(colour)));
    path(points, true).iter().for_each(|path| surface.draw_path(path));
}

fn path(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (place, (x, y)) in points.iter().enumerate() {
        if place == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// A disc of four curves.
fn disc((x, y): (f32, f32), radius: f32) -> Option<Path> {
    // How far the ends of a curve pull, for a quarter of a circle.
    let pull = radius * 0.552_285;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + pull, x + pull, y + radius, x, y + radius);
    path.cubic_to(x - pull, y + radius, x - radius, y + pull, x - radius, y);
    path.cubic_to(x - radius, y - pull, x - pull, y - radius, x, y - radius);
    path.cubic_to(x + pull, y - radius, x + radius, y - pull, x + radius, y);
    path.close();
    path.finish()
}
