//! What is typed on the screen of an import: names of files, a fixed text, what a word means.

use std::path::PathBuf;

use crate::exchange::import::Wanted;
use crate::store::output::NewFile;
use crate::tui::desk::Desk;
use crate::tui::effect::{Effects, Notice};
use crate::tui::input::TextInput;

use super::ImportView;
use super::held::{Asked, Typing};

impl ImportView {
    pub(super) fn ask(&mut self, what: Asked, text: &str) {
        self.wrong = None;
        self.typing = Some(Typing { what, input: TextInput::line(text) });
    }

    /// Takes what was typed; what can't be used is told, and stays to be mended.
    pub(super) fn take(&mut self, desk: &Desk) -> Effects {
        let Some(typing) = &self.typing else { return Effects::new() };
        let (what, text) = (typing.what, typing.input.text().trim().to_owned());
        if text.is_empty() && !matches!(what, Asked::Text(_) | Asked::Meaning) {
            return Effects::new();
        }
        let path = expanded(&text);
        let done = match what {
            Asked::File => {
                self.file = path;
                self.wanted = Wanted::of(self.register);
                self.read(desk);
                return Effects::new();
            }
            Asked::Load => self.load(&path),
            Asked::Save => {
                if let Err(why) = self.mapping.save(&NewFile::named(&path)) {
                    Err(why)
                } else {
                    self.typing = None;
                    return Notice::good(format!("The mapping is saved in {}", path.display())).into();
                }
            }
            Asked::Meaning => {
                self.means(&text);
                Ok(())
            }
            Asked::Text(field) => {
                let source = self.mapping.fields.entry(field.name.to_owned()).or_default();
                source.otherwise = (!text.is_empty()).then_some(text);
                if source.columns.is_empty() && source.when.is_empty() && source.otherwise.is_none() {
                    self.mapping.fields.remove(field.name);
                }
                Ok(())
            }
        };
        match done {
            Ok(()) => {
                self.typing = None;
                self.try_soon();
            }
            Err(why) => self.wrong = Some(why.to_string()),
        }
        Effects::new()
    }
}

/// A path whose first `~` is the home folder.
fn expanded(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(text),
    }
}
