//! What is typed ahead. A key means what was on the screen when it was pressed: it waits until that stands there, and behind
//! a key that was refused nothing is taken, since it was typed for what the refused one would have begun.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::event::Event;

/// How long there has to be silence after a refusal before keys mean something again.
pub const SILENCE: Duration = Duration::from_millis(300);

/// The keys that wait, and those behind a refused one.
#[derive(Debug, Default)]
pub struct Typeahead {
    waiting: VecDeque<Event>,
    refusal: Option<Refusal>,
}

/// That a key was refused.
#[derive(Debug)]
struct Refusal {
    /// Until when nothing is taken.
    until: Instant,
    /// Whether it was on the screen already.
    seen: bool,
    /// The keys behind it that were not taken.
    untaken: usize,
}

impl Typeahead {
    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Lets it wait, behind those that wait already.
    pub fn wait(&mut self, event: Event) {
        self.waiting.push_back(event);
    }

    /// What waits next.
    pub fn first(&self) -> Option<&Event> {
        self.waiting.front()
    }

    /// Takes what waits next.
    pub fn next(&mut self) -> Option<Event> {
        self.waiting.pop_front()
    }

    /// A key was refused: what waits behind it is not taken.
    pub fn refuse(&mut self, at: Instant) {
        let untaken = self.waiting.drain(..).map(|event| keys(&event)).sum();
        self.refusal = Some(Refusal { until: at + SILENCE, seen: false, untaken });
    }

    /// What stands against keys now was on the screen at a time: nobody could know of it before.
    pub fn seen(&mut self, at: Instant) {
        if let Some(refusal) = self.refusal.as_mut().filter(|refusal| !refusal.seen) {
            refusal.seen = true;
            refusal.until = refusal.until.max(at + SILENCE);
        }
    }

    /// Whether what comes at a time is not taken.
    pub fn refuses(&self, at: Instant) -> bool {
        self.refusal.as_ref().is_some_and(|refusal| at < refusal.until)
    }

    /// Whether what comes at a time is behind a refused key, so that it is not taken.
    pub fn swallows(&mut self, event: &Event, at: Instant) -> bool {
        let Some(refusal) = self.refusal.as_mut().filter(|refusal| at < refusal.until) else {
            self.refusal = None;
            return false;
        };
        // Words go on until there is silence.
        refusal.until = at + SILENCE;
        refusal.untaken += keys(event);
        true
    }

    /// What was not taken, in words; nothing where everything was.
    pub fn untaken(&self) -> Option<String> {
        match self.refusal.as_ref()?.untaken {
            0 => None,
            1 => Some("a key typed behind it was not taken".to_owned()),
            several => Some(format!("{several} keys typed behind it were not taken")),
        }
    }
}

/// How many keys an event stands for.
fn keys(event: &Event) -> usize {
    if let Event::Paste(text) = event { text.chars().count() } else { 1 }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent};

    use super::*;

    fn key(c: char) -> Event {
        Event::Key(KeyEvent::from(KeyCode::Char(c)))
    }

    #[test]
    fn behind_a_refused_key_nothing_is_taken_before_there_is_silence() {
        let now = Instant::now();
        for apart in [0, 5, 50, 100, 200, 299] {
            let (mut typed, mut at) = (Typeahead::default(), now);
            assert!(!typed.swallows(&key('o'), at), "nothing is refused yet");
            typed.refuse(at);
            for c in "Guy".chars() {
                at += Duration::from_millis(apart);
                assert!(typed.swallows(&key(c), at), "{c} at {apart} ms a key");
            }
            assert_eq!(typed.untaken().as_deref(), Some("3 keys typed behind it were not taken"));
            assert!(!typed.swallows(&key('j'), at + SILENCE), "there was silence");
            assert_eq!(typed.untaken(), None);
        }
        let mut typed = Typeahead::default();
        typed.refuse(now);
        assert!(!typed.swallows(&key('G'), now + Duration::from_millis(500)));
    }

    #[test]
    fn what_waits_is_behind_a_refused_key_too() {
        let now = Instant::now();
        let mut typed = Typeahead::default();
        typed.wait(key('j'));
        typed.wait(Event::Paste("Guy".to_owned()));
        typed.refuse(now);
        assert!(typed.is_empty() && typed.next().is_none());
        assert_eq!(typed.untaken().as_deref(), Some("4 keys typed behind it were not taken"));
    }

    #[test]
    fn a_refusal_holds_until_it_could_be_read() {
        let now = Instant::now();
        let (mut typed, painted) = (Typeahead::default(), now + Duration::from_secs(2));
        typed.refuse(now);
        typed.seen(painted);
        typed.seen(painted + Duration::from_secs(9));
        assert!(typed.swallows(&key('u'), painted + SILENCE - Duration::from_millis(1)));
        let mut typed = Typeahead::default();
        typed.refuse(now);
        typed.seen(painted);
        assert!(!typed.swallows(&key('u'), painted + SILENCE), "it was seen once, and not again");
    }
}
