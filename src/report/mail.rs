//! Messages as files that any mail program opens (RFC 5322). Nobody is named as sender: whoever sends it is.

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::{BodyPart, MimePart};

use crate::domain::value::Instant;
use crate::workflow::review::invite::{Attachment, Letter};
use crate::workflow::review::minutes::sha256;

/// A message of plain text; `id` tells it from all others.
///
/// # Errors
/// Where it can't be written out.
pub fn eml(to: (&str, &str), subject: &str, text: &str, at: Instant, id: &str) -> std::io::Result<Vec<u8>> {
    begun(to, subject, at, id).text_body(text).write_to_vec()
}

/// An invitation as a draft to be sent; the same each time it is written of the same.
///
/// # Errors
/// Where it can't be written out.
pub fn draft(letter: &Letter, at: Instant, id: &str, attached: &[Attachment]) -> std::io::Result<Vec<u8>> {
    let mut parts = vec![MimePart::new("text/plain", letter.text.as_str())];
    let mut all = letter.text.as_bytes().to_vec();
    for one in attached {
        all.extend_from_slice(&one.bytes);
        let media = ContentType::new(one.media);
        let media = match one.method {
            Some(method) => media.attribute("charset", "utf-8").attribute("method", method),
            None => media,
        };
        parts.push(MimePart::new(media, one.bytes.as_slice()).attachment(one.name.as_str()));
    }
    // One that follows from what it divides: the usual one is of the clock.
    let boundary = format!("gavel-{}", sha256(&all));
    let whole = ContentType::new("multipart/mixed").attribute("boundary", boundary);
    let to = (letter.name.as_str(), letter.address.as_str());
    begun(to, &letter.subject, at, id)
        .header("X-Unsent", Raw::new("1"))
        .body(MimePart::new(whole, BodyPart::Multipart(parts)))
        .write_to_vec()
}

fn begun<'a>(to: (&'a str, &'a str), subject: &'a str, at: Instant, id: &str) -> MessageBuilder<'a> {
    MessageBuilder::new().to(to).subject(subject).date(at.timestamp()).message_id(format!("{id}@gavel.invalid"))
}

#[cfg(test)]
mod tests {
    use crate::domain::identity::RecordId;

    use super::*;

    #[test]
    fn a_draft_is_the_same_each_time_and_no_word_of_it_becomes_a_header() {
        let at = "2026-11-02T09:30:00Z".parse().unwrap();
        let attached = [Attachment {
            name: "MR-3.ics".to_owned(),
            media: "text/calendar",
            method: Some("REQUEST"),
            bytes: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
        }];
        let letter = Letter {
            person: RecordId(uuid::Uuid::from_bytes([7; 16])),
            reference: "P-1".parse().unwrap(),
            name: "Noor\r\nBcc: x@example.org".to_owned(),
            address: "noor@example.org".to_owned(),
            subject: "Größe\r\nBcc: y@example.org".to_owned(),
            text: "Text".to_owned(),
        };
        let write = || draft(&letter, at, "MR-3", &attached).unwrap();
        let text = String::from_utf8(write()).unwrap();
        assert_eq!(text.as_bytes(), write(), "the same");
        assert!(!text.contains("\nBcc:"), "{text}");
        assert!(text.contains("X-Unsent: 1") && text.contains("filename=\"MR-3.ics\""), "{text}");
        assert!(text.contains("method=\"REQUEST\""), "{text}");
    }
}
