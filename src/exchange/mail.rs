//! Messages as files that any mail program opens (RFC 5322). Nobody is named as sender: whoever sends it is.

use mail_builder::MessageBuilder;

use crate::domain::value::Instant;

/// A message of plain text; `id` tells it from all others.
///
/// # Errors
/// Where it can't be written out.
pub fn eml(to: (&str, &str), subject: &str, text: &str, at: Instant, id: &str) -> std::io::Result<Vec<u8>> {
    let (name, address) = to;
    MessageBuilder::new()
        .to((name, address))
        .subject(subject)
        .date(at.timestamp())
        .message_id(format!("{id}@gavel.invalid"))
        .text_body(text)
        .write_to_vec()
}
