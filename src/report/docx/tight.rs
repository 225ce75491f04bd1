//! The looks of a document of one page: as small as what is still read with ease, as the smallest of the PDF is, and close
//! together.

/// So much of the usual size letters have, and so much of the usual room there is between paragraphs, in hundredths.
const LETTERS: u32 = 78;
const ROOM: u32 = 45;

/// The sizes of letters, which stand in half points, and the room around paragraphs.
const SIZES: [&str; 2] = ["<w:sz w:val=", "<w:szCs w:val="];
const AROUND: [&str; 2] = [" w:before=", " w:after="];
const LINE: &str = " w:line=";

/// The styles, made smaller. Lines that have a height of their own become lower by as much as what is between paragraphs.
pub fn tight(styles: &str) -> String {
    let parts: Vec<&str> = styles.split('"').collect();
    let scaled =
        |value: &str, by: u32| value.parse::<u32>().map_or_else(|_| value.to_owned(), |it| (it * by / 100).to_string());
    let part = |(place, part): (usize, &&str)| {
        let named = |names: &[&str]| place > 0 && names.iter().any(|name| parts[place - 1].ends_with(name));
        let exact = parts.get(place + 2) == Some(&"exact");
        match () {
            () if named(&SIZES) => scaled(part, LETTERS),
            () if named(&AROUND) || named(&[LINE]) && exact => scaled(part, ROOM),
            () => (*part).to_owned(),
        }
    };
    parts.iter().enumerate().map(part).collect::<Vec<_>>().join("\"")
}
