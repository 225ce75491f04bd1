//! The parts of a workbook, as they are packed: found, counted as they are unpacked, and the small ones read.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};

use zip::ZipArchive;

use super::super::table::Remark;
use super::Broken;
use super::styles::Styles;
use super::xml::{Piece, attribute, damaged, is_set, walk};

/// The most bytes of a packed workbook, and of all that is unpacked of it.
const PACKED: usize = 20 * 1024 * 1024;
const UNPACKED: u64 = 200 * 1024 * 1024;

/// The most parts.
const PARTS: usize = 2000;

/// The most bytes of the strings of all cells, and of one of the small parts.
const STRINGS: usize = 64 * 1024 * 1024;
const SMALL: u64 = 8 * 1024 * 1024;

/// A workbook's parts.
pub struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

/// What a workbook says of its sheets.
pub struct Book {
    pub sheets: Vec<Sheet>,
    /// Whether its days are counted from 1904.
    pub since_1904: bool,
}

/// A sheet.
pub struct Sheet {
    pub name: String,
    pub visible: bool,
    part: String,
}

impl<'a> Parts<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Broken> {
        if bytes.len() > PACKED {
            return Err(Broken::TooMuch("more than 20 MiB"));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
        if archive.len() > PARTS {
            return Err(Broken::TooMuch("more than 2000 parts"));
        }
        if archive.index_for_name("EncryptedPackage").is_some() {
            return Err(Broken::Encrypted);
        }
        Ok(Self { archive, left: UNPACKED })
    }

    /// What else is in the workbook, and is not looked at.
    pub fn remarks(&self) -> Vec<Remark> {
        let has = |part: &str| self.archive.file_names().flatten().any(|name| name.to_lowercase().contains(part));
        let told = [
            ("vbaproject.bin", "the workbook has macros, which are not looked at"),
            ("externallinks/", "the workbook refers to others, which are not looked at"),
        ];
        let told = told.into_iter().filter(|(part, _)| has(part));
        told.map(|(_, what)| Remark { line: 0, what: what.to_owned() }).collect()
    }

    /// Reads a part through a function; `None` where there is none of this name.
    pub fn read<T>(
        &mut self,
        name: &str,
        most: u64,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Broken>,
    ) -> Result<Option<T>, Broken> {
        let exact = self.archive.index_for_name(name);
        let lower = name.to_lowercase();
        let is_same = |one: Result<std::borrow::Cow<str>, _>| one.is_ok_and(|one| one.to_lowercase() == lower);
        let same = |archive: &ZipArchive<_>| archive.file_names().position(is_same);
        let Some(place) = exact.or_else(|| same(&self.archive)) else { return Ok(None) };
        let part = self.archive.by_index(place).map_err(damaged)?;
        let limit = most.min(self.left);
        let mut counted = Counted { inner: part, left: limit };
        let outcome = read(&mut BufReader::new(&mut counted));
        let used = limit - counted.left;
        self.left -= used;
        // What was cut off for being too much looks damaged.
        if used == limit { Err(Broken::TooMuch("it unpacks to more than it should")) } else { outcome.map(Some) }
    }

    fn needed<T>(&mut self, name: &str, read: impl FnOnce(&mut dyn BufRead) -> Result<T, Broken>) -> Result<T, Broken> {
        self.read(name, SMALL, read)?.ok_or_else(|| Broken::Damaged(format!("{name} is missing")))
    }

    /// Where the parts are to which another one refers, by the names it has for them and by what they are.
    fn relations(&mut self, folder: &str, name: &str) -> Result<Vec<[String; 3]>, Broken> {
        self.needed(&format!("{folder}_rels/{name}.rels"), |from| {
            let mut found = Vec::new();
            walk(from, |piece| {
                if let Piece::Open("Relationship", start) = piece {
                    let [id, kind, target] =
                        ["Id", "Type", "Target"].map(|name| attribute(start, name).unwrap_or_default());
                    let target = match target.strip_prefix('/') {
                        Some(whole) => whole.to_owned(),
                        None => format!("{folder}{target}"),
                    };
                    found.push([id, kind, target]);
                }
                Ok(())
            })?;
            Ok(found)
        })
    }

    /// The sheets of the workbook.
    pub fn book(&mut self) -> Result<Book, Broken> {
        let packed = self.relations("", "")?;
        let main = packed.into_iter().find(|[_, kind, _]| kind.ends_with("/officeDocument"));
        let [_, _, main] = main.ok_or_else(|| Broken::Damaged("it names no workbook".to_owned()))?;
        let (folder, name) = main.rsplit_once('/').map_or(("", main.as_str()), |(folder, name)| (folder, name));
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let parts: HashMap<String, [String; 2]> =
            self.relations(&folder, name)?.into_iter().map(|[id, kind, target]| (id, [kind, target])).collect();
        let mut book = Book { sheets: Vec::new(), since_1904: false };
        self.needed(&main, |from| {
            walk(from, |piece| {
                match piece {
                    Piece::Open("workbookPr", start) => book.since_1904 = is_set(start, "date1904"),
                    Piece::Open("sheet", start) => {
                        let id = attribute(start, "id").unwrap_or_default();
                        if let Some([kind, part]) = parts.get(&id)
                            && kind.ends_with("/worksheet")
                        {
                            let visible = attribute(start, "state").is_none_or(|state| state == "visible");
                            let name = attribute(start, "name").unwrap_or_default();
                            book.sheets.push(Sheet { name, visible, part: part.clone() });
                        }
                    }
                    _ => {}
                }
                Ok(())
            })
        })?;
        Ok(book)
    }

    /// Which of the cells' styles show days or shares.
    pub fn styles(&mut self) -> Result<Styles, Broken> {
        Ok(self.read("xl/styles.xml", SMALL, |from| Styles::read(from))?.unwrap_or_default())
    }

    /// The strings that cells share.
    pub fn strings(&mut self) -> Result<Vec<Box<str>>, Broken> {
        let strings = self.read("xl/sharedStrings.xml", UNPACKED, |from| {
            let mut strings: Vec<Box<str>> = Vec::new();
            let (mut text, mut within, mut spoken, mut bytes) = (String::new(), false, false, 0);
            walk(from, |piece| {
                match piece {
                    Piece::Open("si", _) => text.clear(),
                    // How a word is spoken is not part of it.
                    Piece::Open("rPh", _) => spoken = true,
                    Piece::Close("rPh") => spoken = false,
                    Piece::Open("t", _) => within = true,
                    Piece::Close("t") => within = false,
                    Piece::Text(words) if within && !spoken => text.push_str(words),
                    Piece::Close("si") => {
                        bytes += text.len();
                        if bytes > STRINGS {
                            return Err(Broken::TooMuch("more than 64 MiB of words"));
                        }
                        strings.push(text.as_str().into());
                    }
                    _ => {}
                }
                Ok(())
            })?;
            Ok(strings)
        })?;
        Ok(strings.unwrap_or_default())
    }

    /// Reads a sheet.
    pub fn sheet<T>(
        &mut self,
        sheet: &Sheet,
        read: impl FnOnce(&mut dyn BufRead) -> Result<T, Broken>,
    ) -> Result<T, Broken> {
        let found = self.read(&sheet.part, UNPACKED, read)?;
        found.ok_or_else(|| Broken::Damaged(format!("{} is missing", sheet.part)))
    }
}

/// What is read and counted.
struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let count = self.inner.read(&mut buffer[..most])?;
        self.left -= count as u64;
        Ok(count)
    }
}
