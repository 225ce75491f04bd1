//! Which file of the code imports which, read from the code itself: `use` lines and paths that are written out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::rooms;

/// Files by their module's path below `src`, such as `tui::screens::review`, each with the files it takes something from.
#[derive(Debug, Default)]
pub struct Imports {
    of: BTreeMap<String, BTreeSet<String>>,
}

/// The files of a room, or of a folder in it, with the code in them; tests and comments are left out.
pub fn code_of(room: &str) -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    rooms::room(room).into_iter().map(|(path, source)| (module(&src, &path), code(&source))).collect()
}

fn module(src: &Path, path: &Path) -> String {
    let path = path.strip_prefix(src).unwrap().with_extension("");
    let names: Vec<_> = path.iter().map(|name| name.to_str().unwrap()).collect();
    names.join("::").trim_end_matches("::mod").to_owned()
}

/// Code without its tests, its comments and what stands in its texts.
fn code(source: &str) -> String {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let source = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let mut code = String::new();
    let mut rest = source.as_str();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => text(&rest[1..]) + 1,
            '\'' if rest.starts_with("'\"'") => 3,
            '\'' if rest.starts_with("'\\") => 4,
            other => {
                code.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    code
}

/// How long a text is that begins here, its end included.
fn text(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |end| end + 1)
}

/// A piece of code, as far as paths go.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Name(&'a str),
    Then,
    Open,
    Close,
    Comma,
    Other,
}

/// The names in a piece of code.
pub fn names(code: &str) -> impl Iterator<Item = &str> {
    pieces(code).into_iter().filter_map(|piece| if let Piece::Name(name) = piece { Some(name) } else { None })
}

fn pieces(code: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            pieces.push(Piece::Name(&rest[..length]));
            length
        } else if rest.starts_with("::") {
            pieces.push(Piece::Then);
            2
        } else {
            match first {
                '{' => pieces.push(Piece::Open),
                '}' => pieces.push(Piece::Close),
                ',' => pieces.push(Piece::Comma),
                _ if first.is_whitespace() => {}
                _ => pieces.push(Piece::Other),
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    pieces
}

/// The paths of a piece of code, those in braces written out.
fn paths(pieces: &[Piece]) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match (pieces.get(at), pieces.get(at + 1)) {
            (Some(Piece::Name(_)), Some(Piece::Then)) => at = path(pieces, at, &[], &mut found),
            _ => at += 1,
        }
    }
    found
}

/// Reads a path that begins here, after what stands before its braces; gives the place behind it.
fn path(pieces: &[Piece], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut names = before.to_vec();
    loop {
        match pieces.get(at) {
            Some(Piece::Name(name)) => {
                names.push((*name).to_owned());
                at += 1;
                if pieces.get(at) != Some(&Piece::Then) {
                    break;
                }
                at += 1;
            }
            Some(Piece::Open) => {
                at += 1;
                while at < pieces.len() && pieces[at] != Piece::Close {
                    at = match pieces[at] {
                        Piece::Name(_) => path(pieces, at, &names, found),
                        _ => at + 1,
                    };
                }
                return at + 1;
            }
            _ => break,
        }
    }
    found.push(names);
    at
}

impl Imports {
    /// What these files import of each other.
    pub fn among(files: &[(String, String)]) -> Self {
        let known: BTreeSet<&str> = files.iter().map(|(module, _)| module.as_str()).collect();
        let resolve = |module: &str, path: &[String]| -> Option<String> {
            let mut here: Vec<&str> = module.split("::").collect();
            let mut rest = path.iter().map(String::as_str).peekable();
            match path.first().map(String::as_str) {
                Some("crate") => {
                    rest.next();
                    here.clear();
                }
                Some("self") => drop(rest.next()),
                Some("super") => {
                    while rest.next_if_eq(&"super").is_some() {
                        here.pop();
                    }
                }
                Some(child) if known.contains(format!("{module}::{child}").as_str()) => {}
                _ => return None,
            }
            here.extend(rest.filter(|name| *name != "self"));
            let whole = (1..=here.len()).rev().map(|length| here[..length].join("::"));
            whole.into_iter().find(|name| known.contains(name.as_str()))
        };
        let of = files.iter().map(|(module, code)| {
            let taken = paths(&pieces(code)).into_iter().filter_map(|path| resolve(module, &path));
            (module.clone(), taken.filter(|other| other != module).collect())
        });
        Self { of: of.collect() }
    }

    /// How many times a file takes something from another.
    pub fn count(&self) -> usize {
        self.of.values().map(BTreeSet::len).sum()
    }

    /// Files that reach each other, each set in order.
    pub fn circles(&self) -> Vec<BTreeSet<&str>> {
        let reached: BTreeMap<&str, BTreeSet<&str>> =
            self.of.keys().map(|file| (file.as_str(), self.reached(file))).collect();
        let mut circles: Vec<BTreeSet<&str>> = Vec::new();
        for (file, there) in &reached {
            let back = there.iter().copied().filter(|other| reached[other].contains(file));
            let circle: BTreeSet<&str> = back.collect();
            if !circle.is_empty() && !circles.contains(&circle) {
                circles.push(circle);
            }
        }
        circles
    }

    fn reached<'a>(&'a self, from: &'a str) -> BTreeSet<&'a str> {
        let mut reached = BTreeSet::new();
        let mut next = vec![from];
        while let Some(file) = next.pop() {
            next.extend(self.of[file].iter().map(String::as_str).filter(|other| reached.insert(*other)));
        }
        reached
    }
}

#[test]
fn of_code_nothing_is_left_out_but_texts_and_comments() {
    let source = r#"a("b \" c", '"', '\n', d); // e
        f("https://g"#
        .to_owned()
        + "\", h);\n#[cfg(test)]\nmod tests { i }";
    let seen: String = names(&code(&source)).collect();
    assert_eq!(seen, "adf", "a text with an address in it is cut there, as a comment is");
}

#[test]
fn a_circle_is_seen_however_it_is_written() {
    let file = |module: &str, code: &str| (module.to_owned(), code.to_owned());
    let straight = [
        file("a", "use crate::b::{self, c::{D, E}};"),
        file("b", "pub mod c; fn f() { c::g(); }"),
        file("b::c", "use std::fmt;"),
        file("e", "use crate::a::A;"),
    ];
    assert_eq!(Imports::among(&straight).count(), 4);
    assert!(Imports::among(&straight).circles().is_empty());
    for back in ["use super::B;", "use super::super::a::A;", "fn f() { crate::a::g() }", "use crate::{x, a::{f, g}};"] {
        let mut round = straight.clone();
        round[2].1.push_str(back);
        let imports = Imports::among(&round);
        let circles = imports.circles();
        assert_eq!(circles.len(), 1, "{back}: {circles:?}");
        assert!(circles[0].contains("b::c") && circles[0].contains("b") && !circles[0].contains("e"), "{circles:?}");
    }
}
