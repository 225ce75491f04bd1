//! What a screen has at hand when a key comes: the file to read, who acts, where to ask what takes longer.

use crate::domain::typed::Circumstances;
use crate::store::background::Question;
use crate::store::{Access, Author, Background, Error, Local, Store, View};
use crate::workflow::entry::Reader;

use super::event::{Event, Post};
use super::told::{Asked, Told, Topic};

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

/// A question that a screen waits to have answered; given up where this is dropped.
#[derive(Debug)]
pub struct Asking {
    pub topic: Topic,
    _question: Question,
}

/// Tells a screen from another thread what it asked for.
#[derive(Debug, Clone)]
pub struct Teller {
    topic: Topic,
    post: Post,
    asked: Asked,
}

impl Teller {
    /// Tells it.
    pub fn tell<T: Send + 'static>(&self, answer: Result<T, Error>) {
        // The program may be ending.
        let _ = self.post.send(Event::Told(Told::new(self.topic, answer, self.asked.clone())));
    }
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
        match self.store.access() {
            Access::ReadOnly => self.store.why_not_write().map(|why| match why {
                Error::Barred(barred) => barred.in_a_line(),
                other => other.to_string(),
            }),
            Access::Full => Some("The disk is full; make room, and open the file again to write".to_owned()),
            Access::Write => self.acting.author.as_ref().err().cloned(),
        }
    }

    /// Asks in the background; the answer comes as an event of the topic.
    pub fn ask<T: Send + 'static>(&self, question: impl FnOnce(View) -> Result<T, Error> + Send + 'static) -> Asking {
        let topic = Topic::fresh();
        let teller = self.teller(topic);
        Asking { topic, _question: self.background.ask(question, move |answer| teller.tell(answer)) }
    }

    /// For work on a thread of its own, whose answers come as events of the topic.
    pub fn teller(&self, topic: Topic) -> Teller {
        Teller { topic, post: self.post.clone(), asked: self.asked.clone() }
    }
}
