//! What people type into fields, made into values: records found by name, files read.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::field::{Field, Target};
use crate::domain::former::Former;
use crate::domain::identity::RecordId;
use crate::domain::organisation::{self, COPIED_IN, Organisation};
use crate::domain::person::Person;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::closest;
use crate::domain::typed::{self, Circumstances, Typed};
use crate::domain::value::{File, Held, Value};
use crate::store::content::{Content, Purpose};
use crate::store::view::named;
use crate::store::{Ambient, Error, View, source};

use super::Trouble;
use super::hashing::{self, Fingerprint};

/// The most bytes that a file has which is copied in: a setting of the organisation. A larger one is held elsewhere, and its
/// hash is kept.
///
/// # Errors
/// Where the file can't be read.
pub fn copied_up_to(view: View) -> Result<u64, Error> {
    let settings = view.single(&organisation::REGISTER)?;
    Ok(settings.map_or(COPIED_IN, |settings| Organisation(&settings).copied_in()))
}

/// Reads what was typed into fields.
#[derive(Debug)]
pub struct Reader<'a> {
    view: View<'a>,
    ambient: &'a Ambient,
    circumstances: Circumstances,
    /// Whom `me` means.
    me: Option<RecordId>,
    /// Who sits at the terminal, where that is somebody else than who acts: either could be meant.
    terminal: Option<RecordId>,
    /// The former words that were typed.
    pub former: Vec<Former>,
    /// The bytes of the files that were read.
    pub contents: Vec<Content>,
    /// Large files that were read before.
    pub read: Vec<(PathBuf, Fingerprint)>,
}

impl<'a> Reader<'a> {
    /// A reader of what this person types about a file.
    pub fn new(view: View<'a>, ambient: &'a Ambient, me: Option<RecordId>) -> Result<Self, Error> {
        let circumstances = view.circumstances()?;
        Ok(Self {
            view,
            ambient,
            circumstances,
            me,
            terminal: None,
            former: Vec::new(),
            contents: Vec::new(),
            read: Vec::new(),
        })
    }

    /// The same, where somebody acts in another's name at a terminal.
    pub fn typed_by(self, terminal: Option<RecordId>) -> Self {
        Self { terminal: terminal.filter(|id| Some(*id) != self.me), ..self }
    }

    /// The circumstances in which it is typed.
    pub fn circumstances(&self) -> &Circumstances {
        &self.circumstances
    }

    /// The value that was typed into a field; `None` empties it.
    pub fn value(&mut self, field: &'static Field, text: &str) -> Result<Option<Value>, Trouble> {
        self.former.extend(field.former(text));
        match typed::read(field, text, &self.circumstances).map_err(Trouble::Input)? {
            Typed::Empty => Ok(None),
            Typed::Value(value) => Ok(Some(value)),
            Typed::Path(path) => self.file(Path::new(&path)).map(|file| Some(Value::File(Box::new(file)))),
            Typed::Names(names) => {
                let mut ids = self.named(field, &names)?;
                ids.sort_unstable();
                ids.dedup();
                Ok(match ids.as_slice() {
                    [one] if field.kind.is_single_link() => Some(Value::Link(*one)),
                    _ => Some(Value::Links(ids)),
                })
            }
        }
    }

    /// The records that were named for a field of several, in their order and as often as they were named.
    pub fn in_order(&self, field: &'static Field, text: &str) -> Result<Option<Value>, Trouble> {
        match typed::read(field, text, &self.circumstances).map_err(Trouble::Input)? {
            Typed::Names(names) => Ok(Some(Value::Links(self.named(field, &names)?))),
            Typed::Empty | Typed::Value(_) | Typed::Path(_) => Ok(None),
        }
    }

    fn named(&self, field: &'static Field, names: &[String]) -> Result<Vec<RecordId>, Trouble> {
        let target = field.kind.target().unwrap_or(Target::Any);
        let id = |name: &String| Ok(self.record(target, name).map_err(|trouble| label(field, trouble))?.id);
        names.iter().map(id).collect()
    }

    /// The one record that somebody calls by this name: a reference, a number, a title or part of one, or `me`.
    pub fn record(&self, target: Target, name: &str) -> Result<Record, Trouble> {
        let name = name.trim();
        if name.eq_ignore_ascii_case("me") && target.allows("person") {
            let me =
                self.me.ok_or_else(|| Trouble::input("It is not known who “me” is; say who acts with --as PERSON"))?;
            if let Some(terminal) = self.terminal {
                let (acts, sits) = (self.view.name_of(me)?, self.view.name_of(terminal)?);
                return Err(Trouble::Input(format!("“me” could be {acts}, who acts, or {sits}, who types: name them")));
            }
            return self.view.record(me)?.ok_or_else(|| Trouble::input("The person who acts is not in the register"));
        }
        let mut found = self.view.by_name(target, name)?;
        let what = match target {
            Target::Register(register) => register.replace('_', " "),
            Target::Any => "record".to_owned(),
        };
        if let Some(other) = found.iter().find(|record| !target.allows(record.register.name)) {
            let (reference, register) = (other.reference(), other.register.singular());
            return Err(Trouble::Input(format!("{reference} is in the {register} register; name a {what}")));
        }
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => {
                let hint = if target == Target::Any {
                    "name it by its reference, such as A-31"
                } else {
                    "list them to see what there is"
                };
                Err(Trouble::Input(format!("There is no {what} “{name}”; {hint}")))
            }
            _ => {
                let names: Vec<_> = found.iter().map(named).collect();
                Err(Trouble::Input(format!("“{name}” could be {}; name it by its reference", names.join(" or "))))
            }
        }
    }

    /// Keeps bytes as a file of this name.
    pub fn keep(&mut self, name: &str, bytes: Vec<u8>) -> Result<File, Trouble> {
        let size = bytes.len() as u64;
        let content = Content::new(Purpose::File, bytes, self.ambient)?;
        let held = Held::Here(content.hash);
        self.contents.push(content);
        Ok(File { name: name.to_owned(), size, held })
    }

    /// Whoever acts, where that is a person: a machine looks at nothing.
    pub(super) fn looking(&self) -> Result<Option<RecordId>, Error> {
        let me = self.me.map(|id| self.view.record(id)).transpose()?.flatten();
        Ok(me.filter(|one| Person(one).machine() != Some(true)).map(|one| one.id))
    }

    /// The most bytes that a file has which is copied in.
    pub(super) fn copied_up_to(&self) -> Result<u64, Error> {
        copied_up_to(self.view)
    }

    /// Reads a file: its bytes where they are few, else their hash. How many there are is counted while they are read.
    fn file(&mut self, path: &Path) -> Result<File, Trouble> {
        let unreadable = |error: Error| Trouble::Input(error.to_string());
        let io = |error| unreadable(Error::unread(path)(error));
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let most = self.copied_up_to()?;
        let few = source::up_to(source::open(path).map_err(unreadable)?, most).map_err(io)?;
        if let Some(bytes) = few {
            return self.keep(&name, bytes);
        }
        let known = self.read.iter().find(|(known, _)| known == path).map(|(_, whole)| *whole);
        let Fingerprint { sha256, size } = match known {
            Some(whole) => whole,
            // It is never told to stop.
            None => hashing::fingerprint(path, &mut |_| true)
                .map_err(unreadable)?
                .ok_or_else(|| Trouble::input(format!("Reading {} was given up", path.display())))?,
        };
        let location = fs::canonicalize(path).map_err(io)?;
        // What is written down otherwise than it is called would not be found again.
        let location = location.to_str().filter(|path| !path.contains(char::is_control)).ok_or_else(|| {
            let path = location.display();
            Trouble::Input(format!(
                "The path {path} can't be written down as it is: give the file another name or folder"
            ))
        })?;
        let location = location.to_owned();
        let held = Held::Elsewhere { location, sha256, as_of: self.circumstances.today() };
        Ok(File { name, size, held })
    }
}

fn label(field: &Field, trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Input(what) => Trouble::Input(format!("{}: {what}", field.label)),
        other => other,
    }
}

/// The field of a register that somebody names, or that had this name before.
///
/// # Errors
/// [`Trouble::Input`] with the closest name, or all of them.
pub fn field(register: &'static Register, name: &str) -> Result<&'static Field, Trouble> {
    among(register, register.fields.iter(), name)
}

/// The column of a register's list that somebody names: a field, or what is worked out.
///
/// # Errors
/// As [`field`].
pub fn column(register: &'static Register, name: &str) -> Result<&'static Field, Trouble> {
    let found = among(register, register.fields.iter().chain(register.worked_out()), name);
    // Where nothing else is called so, it is what the state is called.
    let state = register.machine.filter(|_| spelled(name) == STATUS).and_then(|machine| register.field(machine.field));
    found.or_else(|trouble| state.ok_or(trouble))
}

/// What people call where a record stands.
const STATUS: &str = "status";

fn among(
    register: &'static Register,
    fields: impl Iterator<Item = &'static Field>,
    name: &str,
) -> Result<&'static Field, Trouble> {
    let wanted = spelled(name);
    let fields: Vec<_> = fields.collect();
    let by_name = fields.iter().find(|field| field.is_called(&wanted));
    let known = by_name.or_else(|| fields.iter().find(|field| field.label.to_lowercase() == wanted));
    known.copied().ok_or_else(|| {
        let names = fields.iter().map(|field| field.name);
        let hint = match closest(&wanted, names.clone()) {
            Some(close) => format!("did you mean {close}?"),
            None => format!("its fields are {}", names.collect::<Vec<_>>().join(", ")),
        };
        Trouble::Input(format!("The {} register has no field “{name}”; {hint}", register.singular()))
    })
}

/// What is said of the name of a field that somebody typed, where that is a former one.
pub fn former(register: &'static Register, name: &str) -> Option<Former> {
    register.former(&spelled(name))
}

/// A name as it is declared.
fn spelled(name: &str) -> String {
    name.trim().replace('-', "_").to_lowercase()
}
