//! What the journal is made of: a transaction is a header and its ordered changes.

use super::canonical::{Json, Object, object};
use super::catalogue::Catalogue;
use super::field::Field;
use super::identity::{Hash, Number, RecordId, Revision, Sequence};
use super::register::Register;
use super::value::{Instant, Value, read_instant, spell_instant};

/// Who did something, when, through what and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub actor: Actor,
    pub at: Instant,
    /// What the clock of the transaction before said, where that was later: the clock was put back in between.
    pub behind: Option<Instant>,
    pub channel: Channel,
    /// The program's version.
    pub program: String,
    pub reason: Option<String>,
    /// The transaction that this one takes back.
    pub undoes: Option<Sequence>,
    /// The transaction that this one makes hold again after it was taken back.
    pub redoes: Option<Sequence>,
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The record of the person.
    pub person: RecordId,
    /// The operating-system user, as the salted hash of bytes in the content table.
    pub user: Hash,
    /// Whether the person was named (`--as`) rather than known from the operating-system user.
    pub named: bool,
}

/// Through what somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    Screen,
    CommandLine,
    Import,
    /// Done by a machine: a pipeline, a scheduled job.
    Machine,
}

impl Channel {
    const ALL: [Self; 4] = [Self::Screen, Self::CommandLine, Self::Import, Self::Machine];

    /// The words for it, in the journal and on screens.
    pub fn label(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::CommandLine => "command line",
            Self::Import => "import",
            Self::Machine => "machine",
        }
    }
}

/// One change to one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub record: RecordId,
    pub register: &'static Register,
    pub what: What,
}

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A record comes into being; one place for each field of its register.
    Create { number: Number, values: Vec<Option<Value>> },
    /// Some fields change.
    Update { revision: Revision, way: Way, fields: Vec<FieldChange> },
    /// The record is hidden and kept.
    Void { revision: Revision },
    /// The record is shown again.
    Unvoid { revision: Revision },
    /// The bytes behind a field are removed for good.
    Erase {
        revision: Revision,
        field: &'static Field,
        contents: Vec<Hash>,
        approved_by: RecordId,
        /// The law that demands it, in words.
        legal_ground: Option<String>,
        /// Nobody but who did it approved it.
        self_approved: bool,
    },
}

/// How fields came to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Somebody edited them.
    Edit,
    /// A move of the state machine, by its name.
    Move(String),
    /// An undo or a redo put earlier values back.
    Revert,
}

/// A field's value before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    pub field: &'static Field,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// A journal entry that does not say what a journal entry must say.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the entry is not understood: {0}")]
pub struct Unreadable(pub String);

impl PartialEq for Register {
    /// Registers are compared by name: a catalogue holds each name once.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Register {}

impl Header {
    /// The later of the clock of this transaction and that of the one before it.
    pub fn latest(&self) -> Instant {
        self.behind.map_or(self.at, |behind| behind.max(self.at))
    }

    /// The header as the journal spells it.
    pub fn to_json(&self) -> Json {
        let actor = object([
            ("person", self.actor.person.to_string().into()),
            ("user", self.actor.user.to_string().into()),
            ("named", Json::Bool(self.actor.named)),
        ]);
        let mut header = Object::from([
            ("actor".to_owned(), actor),
            ("at".to_owned(), spell_instant(self.at).into()),
            ("channel".to_owned(), self.channel.label().into()),
            ("program".to_owned(), self.program.as_str().into()),
        ]);
        let mut add = |key: &str, value: Option<Json>| value.map(|value| header.insert(key.to_owned(), value));
        add("behind", self.behind.map(|at| spell_instant(at).into()));
        add("reason", self.reason.as_deref().map(Json::from));
        add("undoes", self.undoes.map(number));
        add("redoes", self.redoes.map(number));
        Json::Object(header)
    }

    /// Reads what [`Header::to_json`] wrote.
    ///
    /// # Errors
    /// [`Unreadable`] names the part that is missing or wrong.
    pub fn from_json(json: &Json) -> Result<Self, Unreadable> {
        let header = Entry::of(json, "header")?;
        let actor = Entry::of(header.need("actor")?, "actor")?;
        let channel = header.text("channel")?;
        Ok(Self {
            actor: Actor {
                person: actor.id("person")?,
                user: actor.hash("user")?,
                named: actor.need("named")?.as_bool().ok_or_else(|| actor.wrong("named"))?,
            },
            at: read_instant(header.text("at")?).ok_or_else(|| header.wrong("at"))?,
            behind: match header.get("behind").and_then(Json::as_text) {
                Some(text) => Some(read_instant(text).ok_or_else(|| header.wrong("behind"))?),
                None => None,
            },
            channel: Channel::ALL
                .into_iter()
                .find(|one| one.label() == channel)
                .ok_or_else(|| header.wrong("channel"))?,
            program: header.text("program")?.to_owned(),
            reason: header.get("reason").and_then(Json::as_text).map(str::to_owned),
            undoes: header.maybe_number("undoes")?,
            redoes: header.maybe_number("redoes")?,
        })
    }
}

impl Change {
    /// The change as the journal spells it.
    pub fn to_json(&self) -> Json {
        let mut entry = Object::from([
            ("record".to_owned(), self.record.to_string().into()),
            ("register".to_owned(), self.register.name.into()),
            ("version".to_owned(), number(self.register.version)),
        ]);
        let mut add = |key: &str, value: Json| entry.insert(key.to_owned(), value);
        add("change", self.what.verb().into());
        if let Some(revision) = self.what.based_on() {
            add("revision", number(revision));
        }
        match &self.what {
            What::Create { number: given, values } => {
                add("number", number(*given));
                let fields = self.register.fields.iter().zip(values);
                let fields = fields.map(|(field, value)| (field.name.to_owned(), field.to_json(value.as_ref())));
                add("fields", Json::Object(fields.collect()));
            }
            What::Update { way, fields, .. } => {
                let sides = |change: &FieldChange| {
                    let side = |value: &Option<Value>| change.field.to_json(value.as_ref());
                    (change.field.name.to_owned(), Json::List(vec![side(&change.before), side(&change.after)]))
                };
                add("fields", Json::Object(fields.iter().map(sides).collect()));
                if let Way::Move(name) = way {
                    add("move", name.as_str().into());
                }
            }
            What::Void { .. } | What::Unvoid { .. } => {}
            What::Erase { field, contents, approved_by, legal_ground, self_approved, .. } => {
                add("field", field.name.into());
                add("contents", Json::List(contents.iter().map(|hash| hash.to_string().into()).collect()));
                add("approved_by", approved_by.to_string().into());
                if let Some(ground) = legal_ground {
                    add("legal_ground", ground.as_str().into());
                }
                if *self_approved {
                    add("self_approved", Json::Bool(true));
                }
            }
        }
        Json::Object(entry)
    }

    /// Reads what [`Change::to_json`] wrote, lifting an older version of the register to today's.
    ///
    /// # Errors
    /// [`Unreadable`] names the part that is missing, wrong or from a newer program.
    pub fn from_json(json: &Json, catalogue: Catalogue) -> Result<Self, Unreadable> {
        let entry = Entry::of(json, "change")?;
        let record = entry.id("record")?;
        let name = entry.text("register")?;
        let register = catalogue.called(name).ok_or_else(|| Unreadable(format!("there is no register “{name}”")))?;
        let version: u32 = entry.number("version")?;
        if version == 0 || version > register.version {
            return Err(Unreadable(format!("{name} has no version {version}")));
        }
        let what = match entry.text("change")? {
            "create" => What::Create { number: entry.number("number")?, values: entry.all_fields(register, version)? },
            "edit" => entry.update(register, version, Way::Edit)?,
            "move" => entry.update(register, version, Way::Move(today(register, entry.text("move")?)))?,
            "revert" => entry.update(register, version, Way::Revert)?,
            "void" => What::Void { revision: entry.number("revision")? },
            "unvoid" => What::Unvoid { revision: entry.number("revision")? },
            "erase" => entry.erasure(register, version)?,
            other => return Err(Unreadable(format!("there is no change “{other}”"))),
        };
        Ok(Self { record, register, what })
    }
}

impl What {
    /// The word for it, in the journal and on screens.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { way: Way::Edit, .. } => "edit",
            Self::Update { way: Way::Move(_), .. } => "move",
            Self::Update { way: Way::Revert, .. } => "revert",
            Self::Void { .. } => "void",
            Self::Unvoid { .. } => "unvoid",
            Self::Erase { .. } => "erase",
        }
    }

    /// Whether it changes by which words the record is found.
    pub fn touches_search(&self) -> bool {
        match self {
            Self::Update { fields, .. } => fields.iter().any(|change| change.field.searchable),
            _ => true,
        }
    }

    /// The revision on which it was based; none for a creation.
    pub fn based_on(&self) -> Option<Revision> {
        match self {
            Self::Create { .. } => None,
            Self::Update { revision, .. }
            | Self::Void { revision }
            | Self::Unvoid { revision }
            | Self::Erase { revision, .. } => Some(*revision),
        }
    }
}

/// The name of today of a move.
fn today(register: &Register, step: &str) -> String {
    register.machine.and_then(|machine| machine.find(step)).map_or(step, |step| step.name.as_str()).to_owned()
}

fn number(value: impl TryInto<i64>) -> Json {
    Json::Number(value.try_into().unwrap_or(i64::MAX))
}

/// An object of the journal while it is read.
struct Entry<'a> {
    object: &'a Object,
    name: &'static str,
}

impl<'a> Entry<'a> {
    fn of(json: &'a Json, name: &'static str) -> Result<Self, Unreadable> {
        if let Json::Object(object) = json {
            Ok(Self { object, name })
        } else {
            Err(Unreadable(format!("the {name} is not an object")))
        }
    }

    fn wrong(&self, key: &str) -> Unreadable {
        Unreadable(format!("“{key}” of the {} is missing or wrong", self.name))
    }

    fn get(&self, key: &str) -> Option<&'a Json> {
        self.object.get(key)
    }

    fn need(&self, key: &str) -> Result<&'a Json, Unreadable> {
        self.get(key).ok_or_else(|| self.wrong(key))
    }

    fn text(&self, key: &str) -> Result<&'a str, Unreadable> {
        self.need(key)?.as_text().ok_or_else(|| self.wrong(key))
    }

    fn number<N: TryFrom<i64>>(&self, key: &str) -> Result<N, Unreadable> {
        let number = self.need(key)?.as_number().ok_or_else(|| self.wrong(key))?;
        N::try_from(number).map_err(|_| self.wrong(key))
    }

    fn maybe_number(&self, key: &str) -> Result<Option<Sequence>, Unreadable> {
        self.get(key).map(|_| self.number(key)).transpose()
    }

    fn id(&self, key: &str) -> Result<RecordId, Unreadable> {
        RecordId::parse(self.text(key)?).ok_or_else(|| self.wrong(key))
    }

    fn hash(&self, key: &str) -> Result<Hash, Unreadable> {
        Hash::parse(self.text(key)?).ok_or_else(|| self.wrong(key))
    }

    fn fields(&self) -> Result<&'a Object, Unreadable> {
        if let Json::Object(fields) = self.need("fields")? { Ok(fields) } else { Err(self.wrong("fields")) }
    }

    fn all_fields(&self, register: &'static Register, version: u32) -> Result<Vec<Option<Value>>, Unreadable> {
        let mut values = vec![None; register.fields.len()];
        let mut take = |fields: &Object| {
            for (name, json) in fields {
                let place = register.position(name).ok_or_else(|| self.wrong(name))?;
                values[place] = register.fields[place].from_json(json).map_err(|_| self.wrong(name))?;
            }
            Ok(())
        };
        if version == register.version {
            take(self.fields()?)?;
        } else {
            let mut fields = self.fields()?.clone();
            register.upcast(version, &mut fields);
            take(&fields)?;
        }
        Ok(values)
    }

    fn update(&self, register: &'static Register, version: u32, way: Way) -> Result<What, Unreadable> {
        let (mut befores, mut afters) = (Object::new(), Object::new());
        for (name, sides) in self.fields()? {
            let Json::List(sides) = sides else { return Err(self.wrong(name)) };
            let [before, after] = sides.as_slice() else { return Err(self.wrong(name)) };
            befores.insert(name.clone(), before.clone());
            afters.insert(name.clone(), after.clone());
        }
        register.upcast(version, &mut befores);
        register.upcast(version, &mut afters);
        let mut fields = Vec::with_capacity(afters.len());
        for (name, after) in &afters {
            let field = register.field(name).ok_or_else(|| self.wrong(name))?;
            let read = |json: &Json| field.from_json(json).map_err(|_| self.wrong(name));
            let before = befores.get(name).map_or(Ok(None), read)?;
            fields.push(FieldChange { field, before, after: read(after)? });
        }
        Ok(What::Update { revision: self.number("revision")?, way, fields })
    }

    fn erasure(&self, register: &'static Register, version: u32) -> Result<What, Unreadable> {
        let Json::List(contents) = self.need("contents")? else { return Err(self.wrong("contents")) };
        // A field that was renamed since is found under its new name.
        let mut named = Object::from([(self.text("field")?.to_owned(), Json::Null)]);
        register.upcast(version, &mut named);
        let field = named.keys().find_map(|name| register.field(name));
        let contents = contents.iter().map(|hash| hash.as_text().and_then(Hash::parse)).collect::<Option<_>>();
        Ok(What::Erase {
            revision: self.number("revision")?,
            field: field.ok_or_else(|| self.wrong("field"))?,
            contents: contents.ok_or_else(|| self.wrong("contents"))?,
            approved_by: self.id("approved_by")?,
            legal_ground: self.get("legal_ground").map(|_| self.text("legal_ground").map(str::to_owned)).transpose()?,
            self_approved: self.get("self_approved").is_some_and(|said| *said == Json::Bool(true)),
        })
    }
}
