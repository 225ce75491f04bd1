//! What a screen has at hand when a key comes: the file to read, who acts, where to ask what takes longer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::domain::typed::Circumstances;
use crate::store::{Access, Author, Background, Error, Local, Store, View};
use crate::workflow::entry::Reader;

use super::event::{Event, Post, Told};

/// Who acts, or why nobody can.
#[derive(Debug, Clone)]
pub struct Acting {
    pub author: Result<Author, String>,
    /// The name of the person, for the top line.
    pub name: String,
}

/// What a screen has at hand.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub store: &'a Store,
    pub local: &'a Local,
    pub background: &'a Background,
    pub post: &'a Post,
    pub acting: &'a Acting,
    pub asked: &'a Asked,
}

/// What was asked and is still to be answered. Whoever works on an answer holds a copy, and so does the answer until it was
/// taken; a question that nobody wants any more lets it go.
#[derive(Debug, Clone, Default)]
pub struct Asked(Arc<()>);

impl Asked {
    /// Whether nothing is to be answered.
    pub fn is_idle(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// Tells a screen from another thread what it asked for.
#[derive(Debug, Clone)]
pub struct Teller {
    topic: u64,
    post: Post,
    asked: Asked,
}

impl Teller {
    /// Tells it.
    pub fn tell(&self, told: Told) {
        // The program may be ending.
        let _ = self.post.send(Event::Told(self.topic, told, self.asked.clone()));
    }
}

/// Topics are never used twice, so that an answer finds the screen that asked, or none.
static TOPICS: AtomicU64 = AtomicU64::new(1);

/// A topic to ask about in the background.
pub fn topic() -> u64 {
    TOPICS.fetch_add(1, Ordering::Relaxed)
}

impl<'a> Desk<'a> {
    /// The file as it stands.
    pub fn view(&self) -> View<'a> {
        self.store.view()
    }

    /// Now, and the organisation's time zone.
    pub fn circumstances(&self) -> Result<Circumstances, Error> {
        self.view().circumstances()
    }

    /// A reader of what the person types.
    pub fn reader(&self) -> Result<Reader<'a>, Error> {
        let me = self.acting.author.as_ref().ok().map(|author| author.person);
        Reader::new(self.view(), self.store.ambient(), me)
    }

    /// Why nothing can be written, where that is so.
    pub fn why_not_write(&self) -> Option<String> {
        if self.store.access() == Access::ReadOnly {
            return Some("This file can't be written to; copy it to a place where you may write".to_owned());
        }
        self.acting.author.as_ref().err().cloned()
    }

    /// Asks in the background; the answer comes as an event of the topic.
    pub fn ask<T: 'static>(
        &self,
        topic: u64,
        question: impl FnOnce(View) -> Result<T, Error> + Send + 'static,
        told: impl FnOnce(Result<T, Error>) -> Told + Send + 'static,
    ) {
        let teller = self.teller(topic);
        self.background.ask(topic, question, move |answer| teller.tell(told(answer)));
    }

    /// For work on a thread of its own, whose answers come as events of the topic.
    pub fn teller(&self, topic: u64) -> Teller {
        Teller { topic, post: self.post.clone(), asked: self.asked.clone() }
    }
}
