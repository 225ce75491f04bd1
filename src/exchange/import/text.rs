//! Which encoding a file is written in, and the text that it then says.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file, and the name of its encoding; `None` where it is no text.
///
/// A byte order mark decides. Without one, UTF-16 is known by its empty bytes and UTF-8 by being valid; what is neither
/// is taken as Windows-1252, the encoding that spreadsheets of the West write.
pub fn decode(bytes: Vec<u8>) -> Option<(String, &'static str)> {
    let encoding = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding).or_else(|| without_mark(&bytes))?;
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) => Some((text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text), UTF_8.name())),
            Err(broken) => decode_as(broken.as_bytes(), UTF_8),
        };
    }
    decode_as(&bytes, encoding)
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Option<(String, &'static str)> {
    let (text, encoding, _) = encoding.decode(bytes);
    (!text.contains('\0')).then(|| (text.into_owned(), encoding.name()))
}

fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let empty = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (empty(0), empty(1), start.len() / 2);
    if even == 0 && odd == 0 {
        return Some(if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    }
    // Letters of the West leave every other byte empty; a file of bytes that are no text has them anywhere.
    match (even * 10 >= half * 4, odd * 10 >= half * 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn every_encoding_says_the_same() {
        let text = "Näme;Risk\nZoë’s model;10 €\n";
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark.to_vec(), bytes].concat();
        let (windows, _, lossy) = WINDOWS_1252.encode(text);
        assert!(!lossy);
        let spellings = [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked(b"\xef\xbb\xbf", text.as_bytes().to_vec()), "UTF-8"),
            (utf16(text, u16::to_le_bytes), "UTF-16LE"),
            (utf16(text, u16::to_be_bytes), "UTF-16BE"),
            (marked(b"\xff\xfe", utf16(text, u16::to_le_bytes)), "UTF-16LE"),
            (marked(b"\xfe\xff", utf16(text, u16::to_be_bytes)), "UTF-16BE"),
            (windows.into_owned(), "windows-1252"),
        ];
        for (bytes, name) in spellings {
            assert_eq!(decode(bytes), Some((text.to_owned(), name)), "{name}");
        }
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0".to_vec()), None);
        assert_eq!(decode(b"a,b\n1,\0\n".to_vec()), None);
    }
}
