//! XML, a piece at a time: elements by their names without what stands before a colon, and the text in them.

use std::io::BufRead;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Broken;

/// A piece of XML.
pub enum Piece<'a> {
    Open(&'a str, &'a BytesStart<'a>),
    Text(&'a str),
    Close(&'a str),
}

/// Hands over the pieces of an XML text. What a document type defines is not looked up.
///
/// # Errors
/// [`Broken::Damaged`], and what the taker finds.
pub fn walk(from: impl BufRead, mut take: impl FnMut(Piece) -> Result<(), Broken>) -> Result<(), Broken> {
    let mut reader = Reader::from_reader(from);
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    let mut depth = 0_usize;
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) => {
                depth += 1;
                take(Piece::Open(start.local_name().as_ref(), &start))?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Piece::Close(end.local_name().as_ref()))?;
            }
            Event::Text(text) => take(Piece::Text(&text))?,
            Event::CData(text) => take(Piece::Text(&text.into_inner()))?,
            Event::GeneralRef(reference) => {
                let known = match &*reference {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "quot" => Some('"'),
                    "apos" => Some('\''),
                    _ => reference.resolve_char_ref().map_err(damaged)?,
                };
                if let Some(sign) = known {
                    take(Piece::Text(sign.encode_utf8(&mut [0; 4])))?;
                }
            }
            // What is cut off ends within an element.
            Event::Eof if depth > 0 => return Err(Broken::Damaged("it is cut off".to_owned())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// An attribute of an element, whatever stands before a colon in its name.
pub fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Whether an attribute says yes.
pub fn is_set(start: &BytesStart, name: &str) -> bool {
    attribute(start, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

pub fn damaged(error: impl ToString) -> Broken {
    Broken::Damaged(error.to_string())
}
