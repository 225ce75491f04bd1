//! Which encoding a file is written in, and the text that it then says.

use encoding_rs::{EUC_KR, Encoding, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// What a file is that is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    #[error("is not a table of text: save it as CSV, and import that")]
    Bytes,
    #[error("is a PDF, and not a table: ask for it as CSV or as a workbook, and import that")]
    Pdf,
    #[error("is YAML, and not a table: save it as CSV or JSON, and import that")]
    Yaml,
    #[error("is XML or HTML, and not a table of text: save it as CSV, and import that")]
    Markup,
    #[error("is not a table of text, but JSON without a list of records: a list of objects is one")]
    Json,
}

/// The text of a file, and the name of its encoding.
///
/// A byte order mark decides. Without one, UTF-16 is known by its empty bytes and UTF-8 by being valid; then the encodings
/// of the East by their pairs of bytes. What is none of these is taken as Windows-1252, the encoding that spreadsheets of
/// the West write.
///
/// # Errors
/// What it is, where it is no table.
pub fn decode(bytes: Vec<u8>) -> Result<(String, &'static str), NoTable> {
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    let encoding = marked.or_else(|| without_mark(&bytes)).ok_or(NoTable::Bytes)?;
    let (text, name) = if encoding == UTF_8 {
        match String::from_utf8(bytes) {
            Ok(text) => (text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text), UTF_8.name()),
            Err(broken) => decode_as(broken.as_bytes(), UTF_8)?,
        }
    } else {
        decode_as(&bytes, encoding)?
    };
    let start = text.trim_start();
    if start.starts_with("%PDF-") {
        return Err(NoTable::Pdf);
    }
    if start.starts_with('<') {
        return Err(NoTable::Markup);
    }
    if is_yaml(start) {
        return Err(NoTable::Yaml);
    }
    Ok((text, name))
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Result<(String, &'static str), NoTable> {
    let (text, encoding, _) = encoding.decode(bytes);
    if text.contains('\0') { Err(NoTable::Bytes) } else { Ok((text.into_owned(), encoding.name())) }
}

fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let empty = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (empty(0), empty(1), start.len() / 2);
    if even == 0 && odd == 0 {
        let utf_8 = std::str::from_utf8(bytes).is_ok();
        return Some(if utf_8 { UTF_8 } else { eastern(bytes).unwrap_or(WINDOWS_1252) });
    }
    // Letters of the West leave every other byte empty; a file of bytes that are no text has them anywhere.
    match (even * 10 >= half * 4, odd * 10 >= half * 4) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding of the East that bytes are in. Japanese has its syllables, which the West's texts never make when they are
/// read so; Chinese and Korean are pairs of high bytes, which stand alone in the texts of the West.
fn eastern(bytes: &[u8]) -> Option<&'static Encoding> {
    let read = |encoding: &'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    let share = |text: &str, is: fn(char) -> bool| {
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        let so = text.chars().filter(|c| is(*c)).count();
        if so < 4 { 0 } else { so * 100 / wide }
    };
    let syllables = |text: &str| share(text, |c| matches!(c, '\u{3041}'..='\u{30ff}'));
    if read(SHIFT_JIS).is_some_and(|text| syllables(&text) >= 20) {
        return Some(SHIFT_JIS);
    }
    let runs = bytes.chunk_by(|one, other| one.is_ascii() == other.is_ascii()).filter(|run| !run[0].is_ascii());
    let (pairs, runs) = runs.fold((0, 0), |(pairs, runs), run| (pairs + usize::from(run.len() % 2 == 0), runs + 1));
    if pairs < 2 || pairs * 10 < runs * 8 {
        return None;
    }
    if read(EUC_KR).is_some_and(|text| share(&text, |c| matches!(c, '\u{ac00}'..='\u{d7a3}')) >= 90) {
        return Some(EUC_KR);
    }
    read(GB18030).is_some_and(|text| share(&text, |c| matches!(c, '\u{4e00}'..='\u{9fff}')) >= 60).then_some(GB18030)
}

/// Whether a text is YAML: its lines are names with a colon, or items of a list.
fn is_yaml(start: &str) -> bool {
    let lines: Vec<&str> =
        start.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).take(20).collect();
    let named = |line: &&&str| {
        let line = line.trim_start();
        let line = line.strip_prefix("- ").unwrap_or(line);
        line == "---"
            || line.split_once(':').is_some_and(|(name, rest)| {
                let is_name =
                    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '));
                is_name && (rest.is_empty() || rest.starts_with(' '))
            })
    };
    lines.len() >= 3 && lines.iter().filter(named).count() * 10 >= lines.len() * 8
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
            assert_eq!(decode(bytes), Ok((text.to_owned(), name)), "{name}");
        }
    }

    #[test]
    fn a_picture_is_no_text() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0".to_vec()), Err(NoTable::Bytes));
        assert_eq!(decode(b"a,b\n1,\0\n".to_vec()), Err(NoTable::Bytes));
    }

    #[test]
    fn the_encodings_of_the_east_are_known_by_their_own_signs() {
        let japanese = "名前,目的\n請求の仕分け,お客様の請求をしわける\n";
        let chinese = "名称,用途\n理赔分流,对客户的理赔进行分流\n";
        let korean = "이름,목적\n청구 분류,고객의 청구를 분류한다\n";
        for (encoding, text) in [(SHIFT_JIS, japanese), (GB18030, chinese), (EUC_KR, korean)] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            assert_eq!(decode(bytes.into_owned()), Ok((text.to_owned(), encoding.name())), "{}", encoding.name());
        }
        for text in ["Größe;Maßnahme\nÄußerst übel;Öl ändern\n", "Coût élevé,Évaluation\nDéjà vu,À l’œuvre\n"]
        {
            let (bytes, _, _) = WINDOWS_1252.encode(text);
            assert_eq!(decode(bytes.into_owned()), Ok((text.to_owned(), "windows-1252")));
        }
    }

    #[test]
    fn what_is_no_table_says_what_it_is() {
        let told = |text: &str| decode(text.as_bytes().to_vec()).unwrap_err();
        assert_eq!(told("---\nrisks:\n  - title: Drift\n    owner: Ann\n"), NoTable::Yaml);
        assert_eq!(told("%PDF-1.7\n1 0 obj\n"), NoTable::Pdf);
        assert_eq!(told("<html><table></table></html>"), NoTable::Markup);
        assert!(decode(b"Time: when,What\n10:00,x\n11:00,y\n".to_vec()).is_ok());
    }
}
