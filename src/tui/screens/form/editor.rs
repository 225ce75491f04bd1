//! The editor of one field: the right one for its kind.

use crossterm::event::{KeyCode, KeyEvent};

use crate::domain::field::{Field, Kind};
use crate::domain::typed::{self, Typed as Reading};
use crate::domain::value::Value;
use crate::store::local::Typed;
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::input::TextInput;
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;

use super::picks::Picks;

/// The editor of one field.
#[derive(Debug)]
pub struct Editor {
    pub field: &'static Field,
    pub body: Body,
    /// As it was when the form was opened, or as the file has it since.
    start: State,
}

/// How a field is edited.
#[derive(Debug)]
pub enum Body {
    Text(TextInput),
    Picks(Picks),
}

/// What stands in an editor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub text: String,
    pub picked: Vec<String>,
}

impl Editor {
    /// The editor of a field that holds a value.
    pub fn new(field: &'static Field, value: Option<&Value>, view: View) -> Result<Self, Error> {
        let body = match Picks::of(field, value, view)? {
            Some(picks) => Body::Picks(picks),
            None => {
                let text = value.map_or(Ok(String::new()), |value| editable(field, value, view))?;
                Body::Text(if field.kind == Kind::LongText {
                    TextInput::lines(&text)
                } else {
                    TextInput::broken(&text)
                })
            }
        };
        let mut editor = Self { field, body, start: State::default() };
        editor.start = editor.state();
        Ok(editor)
    }

    /// What stands in it.
    pub fn state(&self) -> State {
        match &self.body {
            Body::Text(input) => State { text: input.text(), picked: Vec::new() },
            Body::Picks(picks) => State { text: picks.input.text(), picked: picks.keys() },
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.state() == State::default()
    }

    /// Whether somebody typed something into it.
    pub fn touched(&self) -> bool {
        self.state() != self.start
    }

    /// Takes another value as the one from which it starts; what was typed stays.
    pub fn rebase(&mut self, value: Option<&Value>, view: View) -> Result<(), Error> {
        let fresh = Self::new(self.field, value, view)?;
        if !self.touched() {
            self.body = fresh.body;
        }
        self.start = fresh.start;
        Ok(())
    }

    /// Puts a value into it as if it had been typed.
    pub fn propose(&mut self, value: &Value, view: View) -> Result<(), Error> {
        self.body = Self::new(self.field, Some(value), view)?.body;
        Ok(())
    }

    /// Puts what was typed earlier into it.
    pub fn restore(&mut self, typed: &Typed, view: View) -> Result<(), Error> {
        match &mut self.body {
            Body::Text(input) => {
                *input = if self.field.kind == Kind::LongText {
                    TextInput::lines(&typed.text)
                } else {
                    TextInput::broken(&typed.text)
                };
            }
            Body::Picks(picks) => picks.restore(typed, view)?,
        }
        Ok(())
    }

    /// What is typed, for a draft.
    pub fn typed(&self) -> Typed {
        let State { text, picked } = self.state();
        Typed { field: self.field.name.to_owned(), text, picked }
    }

    /// The value that is typed.
    pub fn value(&self, reader: &mut Reader) -> Result<Option<Value>, Trouble> {
        match &self.body {
            Body::Text(input) => reader.value(self.field, &input.text()),
            Body::Picks(picks) => picks.value(self.field, reader),
        }
    }

    /// What is wrong with what is typed so far, or how it is understood.
    pub fn hint(&self, desk: &Desk) -> Hint {
        let Body::Text(input) = &self.body else { return Hint::Nothing };
        let text = input.text();
        if text.trim().is_empty() || matches!(self.field.kind, Kind::File | Kind::Text | Kind::LongText) {
            return Hint::Nothing;
        }
        let Ok(circumstances) = desk.circumstances() else { return Hint::Nothing };
        match typed::read(self.field, &text, &circumstances) {
            Err(why) => Hint::Wrong(why),
            Ok(Reading::Value(Value::Date(date))) => {
                let days = date.signed_duration_since(circumstances.today()).num_days();
                let away = match days {
                    0 => "today".to_owned(),
                    1 => "tomorrow".to_owned(),
                    -1 => "yesterday".to_owned(),
                    2.. => format!("in {days} days"),
                    _ => format!("{} days ago", -days),
                };
                Hint::Means(format!("{}, {away}", date.format("%A %-d %B %Y")))
            }
            Ok(Reading::Value(value @ (Value::Money(_) | Value::Duration(_) | Value::Instant(_)))) => {
                desk.view().shown(self.field, &value).map_or(Hint::Nothing, Hint::Means)
            }
            Ok(_) => Hint::Nothing,
        }
    }

    /// Takes a key; says whether something changed.
    pub fn input(&mut self, key: KeyEvent, desk: &Desk) -> Result<bool, Error> {
        match &mut self.body {
            Body::Text(input) => Ok(input.input(key)),
            Body::Picks(picks) => {
                let erases = matches!(key.code, KeyCode::Backspace);
                if erases && picks.input.is_empty() {
                    let had = picks.drop_last();
                    picks.offer(desk.view())?;
                    return Ok(had);
                }
                let changed = picks.input.input(key);
                if changed {
                    picks.offer(desk.view())?;
                }
                Ok(changed)
            }
        }
    }

    /// Takes a pasted text.
    pub fn paste(&mut self, text: &str, desk: &Desk) -> Result<(), Error> {
        match &mut self.body {
            Body::Text(input) => input.paste(text),
            Body::Picks(picks) => {
                picks.input.paste(text);
                picks.offer(desk.view())?;
            }
        }
        Ok(())
    }
}

/// What an editor says about what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    Nothing,
    /// How it is understood.
    Means(String),
    Wrong(String),
}

/// A value as it is typed.
fn editable(field: &'static Field, value: &Value, view: View) -> Result<String, Error> {
    Ok(match value {
        // An erased value is gone; what is typed here takes its place.
        Value::Erased | Value::File(_) => String::new(),
        _ => view.shown(field, value)?,
    })
}
