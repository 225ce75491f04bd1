//! The keyboard: what the terminal sends, read as keys. A slow line hands it over in bursts and in pieces, so that no
//! grouping of the bytes may mean anything: Esc and a key that arrive together are Esc and that key, and an arrow that
//! arrives in two pieces is an arrow.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::event::Event;

/// How long an Esc waits for what may make another key of it.
pub const SPLIT: Duration = Duration::from_millis(25);

const ESC: u8 = 0x1b;
/// What stands around a text that is pasted.
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// What was sent and is not a whole key yet.
#[derive(Debug, Default)]
pub struct Keyboard {
    bytes: Vec<u8>,
    /// Whether the bytes are a text that is being pasted.
    pasting: bool,
    /// When what is there is taken as it stands, if nothing follows.
    deadline: Option<Instant>,
}

/// What bytes begin with.
enum Begins {
    /// An event, or nothing that means anything here, in so many bytes.
    With(Option<Event>, usize),
    /// A paste, in so many bytes.
    Paste(usize),
    /// Something that is not whole yet.
    Part,
}

impl Keyboard {
    /// Takes what was sent at a time, and gives what is whole.
    pub fn take(&mut self, bytes: &[u8], at: Instant) -> Vec<Event> {
        let before = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        let events = self.whole(before);
        // Only what could be Esc and a key has to be decided in time: nobody types the rest of a longer one.
        let open = !self.pasting && matches!(self.bytes.as_slice(), [ESC] | [ESC, b'[' | b'O']);
        self.deadline = open.then(|| at + SPLIT);
        events
    }

    /// When [`Keyboard::rest`] is due, if nothing else is sent.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Nothing followed in time: what is there are keys of their own.
    pub fn rest(&mut self) -> Vec<Event> {
        self.deadline = None;
        let keys = self.bytes.drain(..).map(|byte| key(if byte == ESC { KeyCode::Esc } else { typed(byte.into()) }));
        keys.collect()
    }

    /// What is whole, where the bytes before were not.
    fn whole(&mut self, before: usize) -> Vec<Event> {
        let (mut events, mut taken, mut looked) = (Vec::new(), 0, before);
        while taken < self.bytes.len() {
            let rest = &self.bytes[taken..];
            if self.pasting {
                // The end may have come in two pieces.
                let from = looked.saturating_sub(taken + PASTE_ENDS.len());
                let found = rest[from..].windows(PASTE_ENDS.len()).position(|some| some == PASTE_ENDS);
                let Some(end) = found.map(|found| from + found) else { break };
                events.push(Event::Paste(String::from_utf8_lossy(&rest[..end]).into_owned()));
                taken += end + PASTE_ENDS.len();
                self.pasting = false;
                continue;
            }
            match begins(rest) {
                Begins::With(event, length) => {
                    events.extend(event);
                    taken += length;
                }
                Begins::Paste(length) => {
                    taken += length;
                    (self.pasting, looked) = (true, taken);
                }
                Begins::Part => break,
            }
        }
        self.bytes.drain(..taken);
        events
    }
}

fn key(code: KeyCode) -> Event {
    held(code, KeyModifiers::NONE)
}

fn held(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn typed(c: char) -> KeyCode {
    KeyCode::Char(c)
}

fn begins(bytes: &[u8]) -> Begins {
    let one = |event| Begins::With(Some(event), 1);
    let control = |byte: u8, from: char| {
        let code = char::from_u32(u32::from(from) + u32::from(byte)).map_or(KeyCode::Null, KeyCode::Char);
        one(held(code, KeyModifiers::CONTROL))
    };
    match *bytes {
        [] | [ESC] => Begins::Part,
        [ESC, b'[', ..] => after_bracket(bytes),
        [ESC, b'O'] => Begins::Part,
        [ESC, b'O', last, ..] if let Some(code) = named(last) => Begins::With(Some(key(code)), 3),
        // What follows is a key of its own: there is no key with Alt.
        [ESC, ..] => one(key(KeyCode::Esc)),
        [b'\r', ..] => one(key(KeyCode::Enter)),
        [b'\t', ..] => one(key(KeyCode::Tab)),
        [0x7f, ..] => one(key(KeyCode::Backspace)),
        [0, ..] => one(held(typed(' '), KeyModifiers::CONTROL)),
        [byte @ 0x01..=0x1a, ..] => control(byte - 0x01, 'a'),
        [byte @ 0x1c..=0x1f, ..] => control(byte - 0x1c, '4'),
        [first, ..] => character(bytes, first),
    }
}

/// A character, which can be several bytes long.
fn character(bytes: &[u8], first: u8) -> Begins {
    let length = match first {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    };
    let whole = bytes.get(..length).unwrap_or(bytes);
    match str::from_utf8(whole) {
        Ok(text) => {
            let shift = |c: &char| if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
            let event = text.chars().next().map(|c| held(typed(c), shift(&c)));
            Begins::With(event, length)
        }
        Err(error) if error.error_len().is_none() => Begins::Part,
        // What is no text is no key.
        Err(error) => Begins::With(None, error.error_len().unwrap_or(1)),
    }
}

/// A key by the last byte of what is sent for it.
fn named(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// A key by its number.
fn numbered(number: u16) -> Option<KeyCode> {
    let function = |first: u16, at: u16| u8::try_from(number - first + at).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}

/// What is held down beside a key, as it is told in a number.
fn modifiers(number: u16) -> KeyModifiers {
    let held = number.saturating_sub(1);
    let of = |bit, modifier| if held & bit == 0 { KeyModifiers::NONE } else { modifier };
    of(1, KeyModifiers::SHIFT) | of(2, KeyModifiers::ALT) | of(4, KeyModifiers::CONTROL)
}

/// What begins with Esc and a bracket: numbers, and a last byte that says what it is.
fn after_bracket(bytes: &[u8]) -> Begins {
    if bytes.starts_with(PASTE_BEGINS) {
        return Begins::Paste(PASTE_BEGINS.len());
    }
    let esc = Begins::With(Some(key(KeyCode::Esc)), 1);
    let Some(end) = bytes[2..].iter().position(|byte| !(0x30..=0x3f).contains(byte)) else { return Begins::Part };
    let (told, last, length) = (&bytes[2..2 + end], bytes[2 + end], end + 3);
    let number = |place: usize| {
        let one = told.split(|byte| *byte == b';').nth(place)?;
        str::from_utf8(one).ok()?.trim_start_matches('<').split(':').next()?.parse::<u16>().ok()
    };
    let with = |code| Begins::With(Some(held(code, modifiers(number(1).unwrap_or(1)))), length);
    match (told, last) {
        // The keys of the console, and the mouse as it was told once.
        ([], b'[') => match bytes.get(3) {
            None => Begins::Part,
            Some(last @ b'A'..=b'E') => Begins::With(Some(key(KeyCode::F(last - b'A' + 1))), 4),
            Some(_) => esc,
        },
        ([], b'M') if bytes.len() < 6 => Begins::Part,
        ([], b'M') => Begins::With(None, 6),
        ([], b'Z') => Begins::With(Some(held(KeyCode::BackTab, KeyModifiers::SHIFT)), length),
        ([b'<', ..], b'M' | b'm') => Begins::With(mouse(number(0), number(1), number(2), last), length),
        (_, b'~') => number(0).and_then(numbered).map_or(Begins::With(None, length), with),
        // Where the cursor is, which nobody asks for.
        ([_, ..], b'R') if number(0) != Some(1) => Begins::With(None, length),
        (_, last) if let Some(code) = named(last) => with(code),
        // A bracket that was typed behind Esc.
        ([], _) => esc,
        (_, 0x40..=0x7e) => Begins::With(None, length),
        _ => esc,
    }
}

/// A turn of the wheel or a click; nothing else of the mouse is looked at.
fn mouse(button: Option<u16>, column: Option<u16>, row: Option<u16>, last: u8) -> Option<Event> {
    let kind = match (button? & !0b1_1100, last) {
        (0, b'M') => MouseEventKind::Down(MouseButton::Left),
        (64, _) => MouseEventKind::ScrollUp,
        (65, _) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let (column, row) = (column?.saturating_sub(1), row?.saturating_sub(1));
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
}

#[cfg(test)]
mod tests {
    use super::super::keys::Key;
    use super::*;

    fn told(event: Event) -> String {
        match event {
            Event::Key(key) => Key::of(&key).to_string(),
            Event::Paste(text) => format!("“{text}”"),
            Event::Mouse(mouse) => format!("{:?} at {}, {}", mouse.kind, mouse.column, mouse.row),
            other => format!("{other:?}"),
        }
    }

    /// What pieces are read as that come one after another, each so long after the last.
    fn read<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, apart: Duration) -> Vec<String> {
        let (mut keyboard, mut now, mut events) = (Keyboard::default(), Instant::now(), Vec::new());
        for piece in pieces {
            if keyboard.deadline().is_some_and(|at| at <= now) {
                events.extend(keyboard.rest());
            }
            events.extend(keyboard.take(piece, now));
            now += apart;
        }
        if keyboard.deadline().is_some() {
            events.extend(keyboard.rest());
        }
        events.into_iter().map(told).collect()
    }

    const NOTHING: Duration = Duration::ZERO;

    /// Keys as terminals send them.
    const KEYS: [(&str, &[u8]); 33] = [
        ("a", b"a"),
        ("A", b"A"),
        ("~", b"~"),
        (";", b";"),
        ("1", b"1"),
        ("M", b"M"),
        ("<", b"<"),
        ("[", b"["),
        ("O", b"O"),
        ("é", "é".as_bytes()),
        ("語", "語".as_bytes()),
        ("😀", "😀".as_bytes()),
        ("Space", b" "),
        ("Enter", b"\r"),
        ("Tab", b"\t"),
        ("Backspace", b"\x7f"),
        ("Ctrl-S", b"\x13"),
        ("Ctrl-C", b"\x03"),
        ("Ctrl-4", b"\x1c"),
        ("Esc", b"\x1b"),
        ("Up", b"\x1b[A"),
        ("Up", b"\x1bOA"),
        ("End", b"\x1b[F"),
        ("Home", b"\x1b[1~"),
        ("Del", b"\x1b[3~"),
        ("PgDn", b"\x1b[6~"),
        ("Shift-Tab", b"\x1b[Z"),
        ("Ctrl-Right", b"\x1b[1;5C"),
        ("F1", b"\x1bOP"),
        ("F2", b"\x1b[[B"),
        ("F12", b"\x1b[24~"),
        ("“two\rlines\u{1b}[A”", b"\x1b[200~two\rlines\x1b[A\x1b[201~"),
        ("ScrollDown at 4, 9", b"\x1b[<65;5;10M"),
    ];

    #[test]
    fn two_keys_are_the_same_two_however_they_arrive() {
        for ((one, first), (other, second)) in KEYS.iter().flat_map(|one| KEYS.iter().map(move |other| (one, other))) {
            let both = [*first, *second].concat();
            assert_eq!(read([&both[..]], NOTHING), [*one, *other], "in one burst: {both:?}");
            assert_eq!(read([*first, *second], SPLIT), [*one, *other], "one after the other: {both:?}");
            // In pieces of any length, one behind the other.
            for cut in 1..both.len() {
                let (before, after) = both.split_at(cut);
                assert_eq!(read([before, after], NOTHING), [*one, *other], "cut behind {cut} of {both:?}");
            }
            assert_eq!(read(both.chunks(1), NOTHING), [*one, *other], "byte by byte: {both:?}");
        }
    }

    #[test]
    fn an_arrow_in_two_pieces_is_an_arrow_and_esc_alone_is_esc_in_time() {
        let just = SPLIT - Duration::from_millis(1);
        assert_eq!(read([b"\x1b", &b"[A"[..]], just), ["Up"]);
        assert_eq!(read([b"\x1b[", &b"A"[..]], just), ["Up"]);
        assert_eq!(read([b"\x1b", &b"OB"[..]], just), ["Down"]);
        assert_eq!(read([b"\x1b", &b"[A"[..]], SPLIT), ["Esc", "[", "A"]);
        assert_eq!(read([b"\x1bO", &b"K"[..]], NOTHING), ["Esc", "O", "K"]);
        assert_eq!(read([&b"\x1bx"[..]], NOTHING), ["Esc", "x"], "there is no key with Alt");
        assert_eq!(read([&b"\x1b\x1b[B"[..]], NOTHING), ["Esc", "Down"]);
        let (mut keyboard, now) = (Keyboard::default(), Instant::now());
        assert!(keyboard.take(b"\x1b", now).is_empty());
        assert_eq!(keyboard.deadline(), Some(now + SPLIT));
        assert_eq!(keyboard.take(b"x", now + just).len(), 2);
        assert_eq!(keyboard.deadline(), None, "nothing is waited for");
    }

    #[test]
    fn what_means_nothing_types_nothing() {
        let nothing: [&[u8]; 5] = [b"\x1b[?62;c", b"\x1b[3;1R", b"\x1b[<35;5;10M", b"\x1b[M !!", b"\xff"];
        for bytes in nothing {
            assert_eq!(read([bytes, b"x"], NOTHING), ["x"], "{bytes:?}");
        }
        assert_eq!(read([&b"\x1b[<0;5;10M\x1b[<0;5;10m"[..]], NOTHING), ["Down(Left) at 4, 9"]);
        let long = [PASTE_BEGINS, "ü".repeat(5_000).as_bytes(), PASTE_ENDS].concat();
        assert_eq!(read(long.chunks(7), NOTHING), [format!("“{}”", "ü".repeat(5_000))]);
    }
}
