//! Answers from other threads: what was asked, what is still to be answered, and the answer on its way.

use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::store::Error;

/// What a question is about. It is never used twice, so that an answer finds whoever asked, or nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic(u64);

impl Topic {
    /// A topic that nobody asked about yet.
    pub fn fresh() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
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

/// An answer from another thread, on its way to whoever asked.
#[derive(Debug)]
pub struct Told {
    topic: Topic,
    /// None once it was taken.
    answer: Option<Result<Box<dyn Any + Send>, Error>>,
    /// Why there is no answer, once whoever asked knows.
    trouble: Option<String>,
    _asked: Asked,
}

impl Told {
    /// An answer to a question of this topic.
    pub fn new<T: Send + 'static>(topic: Topic, answer: Result<T, Error>, asked: Asked) -> Self {
        let answer = answer.map(|answer| -> Box<dyn Any + Send> { Box::new(answer) });
        Self { topic, answer: Some(answer), trouble: None, _asked: asked }
    }

    /// Whether it is of this topic.
    pub fn is_about(&self, topic: Topic) -> bool {
        self.topic == topic
    }

    /// The answer, where it is of this topic and has this type; it is told once.
    pub fn take<T: 'static>(&mut self, topic: Topic) -> Option<Result<T, Error>> {
        let fits = |answer: &Result<Box<dyn Any + Send>, Error>| answer.as_ref().is_ok_and(|answer| answer.is::<T>());
        let own = self.topic == topic && self.answer.as_ref().is_some_and(|answer| answer.is_err() || fits(answer));
        match self.answer.take_if(|_| own)? {
            Ok(answer) => answer.downcast().ok().map(|answer| Ok(*answer)),
            Err(error) => {
                self.trouble = Some(error.to_string());
                Some(Err(error))
            }
        }
    }

    /// Why there is no answer, where somebody waited for one.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }
}
