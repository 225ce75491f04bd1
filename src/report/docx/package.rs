//! The package: parts, what each is, how they belong together, and what the document is called.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::document::Document;

use super::xml::line;

const DECLARED: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";

/// The main part, from which all others are found.
pub const MAIN: &str = "document";

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Main,
    Styles,
    Numbering,
    Settings,
    Header,
    Footer,
    Chart,
}

impl Kind {
    /// What it is called where it is referred to.
    fn related(self) -> &'static str {
        match self {
            Self::Main => "officeDocument",
            Self::Styles => "styles",
            Self::Numbering => "numbering",
            Self::Settings => "settings",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Chart => "image",
        }
    }

    /// Its type; that of a picture is known by its ending.
    fn declared(self) -> Option<String> {
        match self {
            Self::Main => Some(format!("{WORD}.document.main+xml")),
            Self::Chart => None,
            other => Some(format!("{WORD}.{}+xml", other.related())),
        }
    }
}

/// A part of the package.
pub struct Part {
    /// Under which it lies and is referred to.
    name: String,
    kind: Kind,
    bytes: Vec<u8>,
}

impl Part {
    /// A part with a name.
    pub fn of(name: impl Into<String>, kind: Kind, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), kind, bytes: bytes.into() }
    }

    /// Where it lies beside the main part.
    fn place(&self) -> String {
        match self.kind {
            Kind::Chart => format!("media/{}.emf", self.name),
            _ => format!("{}.xml", self.name),
        }
    }

    fn path(&self) -> String {
        format!("word/{}", self.place())
    }
}

/// Writes the parts of a document as one file.
pub fn write(document: &Document, parts: &[Part]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A time of its own would tell two copies of one document apart.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut put = |path: &str, bytes: &[u8]| -> io::Result<()> {
        zip.start_file(path, options)?;
        zip.write_all(bytes)
    };
    put("[Content_Types].xml", types(parts).as_bytes())?;
    put("_rels/.rels", of_package().as_bytes())?;
    put("docProps/core.xml", properties(document).as_bytes())?;
    put(&format!("word/_rels/{MAIN}.xml.rels"), of_main(parts).as_bytes())?;
    parts.iter().try_for_each(|part| put(&part.path(), &part.bytes))?;
    Ok(zip.finish()?.into_inner())
}

fn types(parts: &[Part]) -> String {
    let declared = parts.iter().filter_map(|part| Some((part.path(), part.kind.declared()?)));
    let each = declared.map(|(path, kind)| format!("<Override PartName=\"/{path}\" ContentType=\"{kind}\"/>"));
    format!(
        "{DECLARED}<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"emf\" ContentType=\"image/x-emf\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"{CORE}\"/>{}</Types>",
        each.collect::<String>()
    )
}

fn relations(each: &str) -> String {
    format!("{DECLARED}<Relationships xmlns=\"{RELATIONS}\">{each}</Relationships>")
}

fn of_package() -> String {
    relations(&format!(
        "<Relationship Id=\"{MAIN}\" Type=\"{OFFICE}/{}\" Target=\"word/{MAIN}.xml\"/>\
         <Relationship Id=\"properties\" Type=\"{RELATIONS}/metadata/core-properties\" Target=\"docProps/core.xml\"/>",
        Kind::Main.related()
    ))
}

fn of_main(parts: &[Part]) -> String {
    let others = parts.iter().filter(|part| part.kind != Kind::Main);
    let each = others.map(|part| {
        let (name, related, place) = (&part.name, part.kind.related(), part.place());
        format!("<Relationship Id=\"{name}\" Type=\"{OFFICE}/{related}\" Target=\"{place}\"/>")
    });
    relations(&each.collect::<String>())
}

/// What the document is called, and its language; no clock, and no name.
fn properties(document: &Document) -> String {
    format!(
        "{DECLARED}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:language>{}</dc:language></cp:coreProperties>",
        line(&document.title),
        line(&document.subtitle),
        document.frame.language().tag()
    )
}
