//! A field of a register: what it holds, what it is for, where it appears.

use super::canonical::{Json, object};
use super::identity::{Hash, RecordId};
use super::name::FieldName;
use super::value::{self, Decimal, Duration, ERASED, File, Held, Money, Value};

/// One of the answers that a choice field accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The word that is stored and typed.
    pub key: &'static str,
    /// What it was called [before](super::former).
    pub was: &'static [&'static str],
    /// The words that are shown.
    pub label: &'static str,
    /// How it is to be taken at a glance.
    pub tone: Tone,
}

/// How an answer is to be taken at a glance; screens give each tone a sign and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    Plain,
    /// Something is still to be done.
    Active,
    /// As it should be.
    Good,
    /// Deserves a look.
    Watch,
    /// Late or broken.
    Bad,
    /// No longer counts.
    Gone,
}

/// What a link may point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Records of the register of this name.
    Register(&'static str),
    /// Records of any register.
    Any,
}

impl Target {
    /// Whether records of the register of this name may be linked.
    pub fn allows(self, register: &str) -> bool {
        match self {
            Self::Register(name) => name == register,
            Self::Any => true,
        }
    }
}

/// The closed set of things that a field can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    LongText,
    Number,
    /// A number with this many decimal places.
    Decimal(u8),
    Money,
    Date,
    Instant,
    YesNo,
    Choice(&'static [Choice]),
    Choices(&'static [Choice]),
    Link(Target),
    Links(Target),
    /// A link to one record of the people register.
    Person,
    Duration,
    File,
}

impl Kind {
    /// The records that a field of this kind may point to; `None` where it is no link.
    pub fn target(self) -> Option<Target> {
        match self {
            Self::Link(target) | Self::Links(target) => Some(target),
            Self::Person => Some(Target::Register("person")),
            _ => None,
        }
    }

    /// The answers a choice field accepts; none for other kinds.
    pub fn choices(self) -> &'static [Choice] {
        match self {
            Self::Choice(choices) | Self::Choices(choices) => choices,
            _ => &[],
        }
    }

    /// Whether its values are numbers, which stand below each other by their ends.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Decimal(_) | Self::Money)
    }

    /// Whether values are kept as rows of the link table rather than in columns.
    pub fn is_link(self) -> bool {
        self.target().is_some()
    }

    /// Whether a field holds at most one record.
    pub fn is_single_link(self) -> bool {
        matches!(self, Self::Link(_) | Self::Person)
    }
}

/// A field's declaration.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in tables, journal and commands.
    pub name: &'static str,
    /// What it was called [before](super::former).
    pub was: &'static [&'static str],
    /// What screens and documents call it.
    pub label: &'static str,
    /// One or two sentences for the person who fills it in.
    pub help: &'static str,
    pub kind: Kind,
    pub required: bool,
    /// Its words are found by search.
    pub searchable: bool,
    /// Shown as a column of lists.
    pub listed: bool,
    /// Of the columns of a list, it tells where a record stands: it stays in a narrow one.
    pub telling: bool,
    /// Lists can be put in its order; its table has the index for it.
    pub sorted: bool,
    /// The field by which a record is known beside its reference.
    pub title: bool,
    /// A person's data: journalled as a salted hash, and can be erased.
    pub personal: bool,
    /// Set by the moves of the register's state machine and by nothing else.
    pub by_move: bool,
    /// Worked out from the record's other fields, and set by nobody.
    pub derived: bool,
    /// It speaks of what has happened: `fri` means the last Friday, and a date after today or a moment after this one is
    /// refused.
    pub past: bool,
    /// No two records in force may share its value.
    pub unique: bool,
    /// The day by which the record is to be dealt with; at most one field of a register.
    pub deadline: bool,
    /// Names who is to see to it by that day, where that is not the owner.
    pub responsible: bool,
    /// The field of the day on which whoever it names does what they are named for; today where none is said.
    pub day: Option<FieldName>,
    /// Whoever it names does nothing by that: something is sent to them, or known of them.
    pub told: bool,
    /// It may name a machine: one measures.
    pub by_machine: bool,
    /// It says why: what gives no [reason](super::reason) is refused.
    pub reason: bool,
    /// Seldom typed: no form asks for it, only an option of a command; and it is shown where it says something.
    pub aside: bool,
}

impl Field {
    /// A field with nothing but its name and kind; the rest is said by the methods below.
    pub const fn new(name: &'static str, label: &'static str, help: &'static str, kind: Kind) -> Self {
        Self {
            name,
            was: &[],
            label,
            help,
            kind,
            required: false,
            searchable: false,
            listed: false,
            telling: false,
            sorted: false,
            title: false,
            personal: false,
            by_move: false,
            derived: false,
            past: false,
            unique: false,
            deadline: false,
            responsible: false,
            day: None,
            told: false,
            by_machine: false,
            reason: false,
            aside: false,
        }
    }

    /// Called otherwise before.
    #[must_use]
    pub const fn was(mut self, words: &'static [&'static str]) -> Self {
        self.was = words;
        self
    }

    /// Must not be empty.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Found by search.
    #[must_use]
    pub const fn searchable(mut self) -> Self {
        self.searchable = true;
        self
    }

    /// A column of lists.
    #[must_use]
    pub const fn listed(mut self) -> Self {
        self.listed = true;
        self
    }

    /// A column of lists that stays where there is little room.
    #[must_use]
    pub const fn telling(mut self) -> Self {
        self.listed = true;
        self.telling = true;
        self
    }

    /// A sort order of lists.
    #[must_use]
    pub const fn sorted(mut self) -> Self {
        self.sorted = true;
        self
    }

    /// The field by which the record is known; required and searchable with it.
    #[must_use]
    pub const fn title(mut self) -> Self {
        self.title = true;
        self.required = true;
        self.searchable = true;
        self.listed = true;
        self
    }

    /// A person's data.
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// Set by moves only.
    #[must_use]
    pub const fn by_move(mut self) -> Self {
        self.by_move = true;
        self
    }

    /// Worked out from other fields; nobody sets it.
    #[must_use]
    pub const fn derived(mut self) -> Self {
        self.by_move = true;
        self.derived = true;
        self
    }

    /// About what has happened.
    #[must_use]
    pub const fn past(mut self) -> Self {
        self.past = true;
        self
    }

    /// No two records in force share it.
    #[must_use]
    pub const fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// Names who is to see to a record by its deadline.
    #[must_use]
    pub const fn responsible(mut self) -> Self {
        self.responsible = true;
        self
    }

    /// The day by which the record is to be dealt with.
    #[must_use]
    pub const fn deadline(mut self) -> Self {
        self.deadline = true;
        self
    }

    /// Whoever it names does it on the day that another field says.
    #[must_use]
    pub const fn day(mut self, field: FieldName) -> Self {
        self.day = Some(field);
        self
    }

    /// Whoever it names does nothing by that.
    #[must_use]
    pub const fn told(mut self) -> Self {
        self.told = true;
        self
    }

    /// It may name a machine.
    #[must_use]
    pub const fn by_machine(mut self) -> Self {
        self.by_machine = true;
        self
    }

    /// It says why.
    #[must_use]
    pub const fn reason(mut self) -> Self {
        self.reason = true;
        self
    }

    /// Seldom typed.
    #[must_use]
    pub const fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    /// Whether a value's bytes live in the content table, so that they can be erased.
    pub fn erasable(&self) -> bool {
        self.personal || self.kind == Kind::File
    }

    /// The choice of this key.
    pub fn choice(&self, key: &str) -> Option<&'static Choice> {
        self.kind.choices().iter().find(|choice| choice.key == key)
    }

    /// What the journal says for a value of this field.
    pub fn to_json(&self, value: Option<&Value>) -> Json {
        let Some(value) = value else { return Json::Null };
        match value {
            Value::Text(text) => text.as_str().into(),
            Value::Number(number) => Json::Number(*number),
            Value::Decimal(decimal) => Json::Number(decimal.scaled),
            Value::Money(money) => {
                object([("currency", money.currency.code().into()), ("minor", Json::Number(money.minor))])
            }
            Value::Date(date) => date.to_string().into(),
            Value::Instant(instant) => value::spell_instant(*instant).into(),
            Value::YesNo(flag) => Json::Bool(*flag),
            Value::Choice(key) => (*key).into(),
            Value::Choices(keys) => Json::List(keys.iter().map(|key| (*key).into()).collect()),
            Value::Link(id) => id.to_string().into(),
            Value::Links(ids) => Json::List(ids.iter().map(|id| id.to_string().into()).collect()),
            Value::Duration(duration) => Json::Number(duration.minutes),
            Value::File(file) => file_to_json(file),
            Value::Content(hash) => object([("content", hash.to_string().into())]),
            Value::Erased => ERASED.into(),
        }
    }

    /// Reads what [`Field::to_json`] wrote.
    ///
    /// # Errors
    /// [`Misfit`] where the field's kind cannot hold it; the caller knows which field of which record it was.
    pub fn from_json(&self, json: &Json) -> Result<Option<Value>, Misfit> {
        if *json == Json::Null {
            return Ok(None);
        }
        if self.personal {
            if json.as_text() == Some(ERASED) {
                return Ok(Some(Value::Erased));
            }
            return content_of(json).map(|hash| Some(Value::Content(hash))).ok_or(Misfit);
        }
        let value = match self.kind {
            Kind::Text | Kind::LongText => json.as_text().map(|text| Value::Text(text.to_owned())),
            Kind::Number => json.as_number().map(Value::Number),
            Kind::Decimal(scale) => json.as_number().map(|scaled| Value::Decimal(Decimal { scaled, scale })),
            Kind::Money => money_from_json(json).map(Value::Money),
            Kind::Date => json.as_text().and_then(value::read_date).map(Value::Date),
            Kind::Instant => json.as_text().and_then(value::read_instant).map(Value::Instant),
            Kind::YesNo => json.as_bool().map(Value::YesNo),
            Kind::Choice(_) => json.as_text().and_then(|key| self.choice(key)).map(|choice| Value::Choice(choice.key)),
            Kind::Choices(_) => texts(json)
                .and_then(|keys| keys.into_iter().map(|key| self.choice(key).map(|choice| choice.key)).collect())
                .map(Value::Choices),
            Kind::Link(_) | Kind::Person => json.as_text().and_then(RecordId::parse).map(Value::Link),
            Kind::Links(_) => {
                texts(json).and_then(|ids| ids.into_iter().map(RecordId::parse).collect()).map(Value::Links)
            }
            Kind::Duration => json.as_number().map(|minutes| Value::Duration(Duration { minutes })),
            Kind::File => file_from_json(json).map(|file| Value::File(Box::new(file))),
        };
        value.map(Some).ok_or(Misfit)
    }

    /// Whether a value is of this field's kind and within what the kind allows.
    ///
    /// # Errors
    /// The reason, as a sentence for the person who typed it.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        match (self.kind, value) {
            (Kind::Text | Kind::LongText, Value::Text(text)) => self.check_text(text),
            (Kind::Number, Value::Number(_))
            | (Kind::Money, Value::Money(_))
            | (Kind::Date, Value::Date(_))
            | (Kind::Instant, Value::Instant(_))
            | (Kind::YesNo, Value::YesNo(_))
            | (Kind::Link(_) | Kind::Person, Value::Link(_)) => Ok(()),
            (Kind::Decimal(scale), Value::Decimal(decimal)) if decimal.scale == scale => Ok(()),
            (Kind::Duration, Value::Duration(duration)) if duration.minutes >= 0 => Ok(()),
            (Kind::Choice(_), Value::Choice(key)) if self.choice(key).is_some() => Ok(()),
            (Kind::Choices(choices), Value::Choices(keys)) if !keys.is_empty() => {
                let ordered = choices.iter().map(|choice| choice.key).filter(|key| keys.contains(key));
                if ordered.eq(keys.iter().copied()) { Ok(()) } else { Err(format!("{} has wrong choices", self.label)) }
            }
            (Kind::Links(_), Value::Links(ids)) if !ids.is_empty() && ids.is_sorted_by(|one, next| one < next) => {
                Ok(())
            }
            (Kind::File, Value::File(file)) => self.check_text(&file.name),
            (_, Value::Erased) if self.erasable() => Ok(()),
            _ => Err(format!("{} can't hold this kind of value", self.label)),
        }
    }

    fn check_text(&self, text: &str) -> Result<(), String> {
        let label = self.label;
        if text.trim().is_empty() {
            return Err(format!("{label} is blank: type something or leave it empty"));
        }
        if text.contains('\0') {
            return Err(format!("{label} holds a NUL character"));
        }
        if text == ERASED {
            return Err(format!("{label} can't be “{ERASED}”: that is shown for an erased value"));
        }
        if self.kind == Kind::Text && text.contains(['\n', '\r']) {
            return Err(format!("{label} is one line: remove the line breaks"));
        }
        Ok(())
    }
}

/// A JSON value that a field of this kind cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Misfit;

fn texts(json: &Json) -> Option<Vec<&str>> {
    if let Json::List(items) = json { items.iter().map(Json::as_text).collect() } else { None }
}

fn content_of(json: &Json) -> Option<Hash> {
    if let Json::Object(object) = json { object.get("content")?.as_text().and_then(Hash::parse) } else { None }
}

fn money_from_json(json: &Json) -> Option<Money> {
    let Json::Object(object) = json else { return None };
    let currency = iso_currency::Currency::from_code(object.get("currency")?.as_text()?)?;
    Some(Money { minor: object.get("minor")?.as_number()?, currency })
}

fn file_to_json(file: &File) -> Json {
    let name = ("name", file.name.as_str().into());
    let size = ("size", Json::Number(i64::try_from(file.size).unwrap_or(i64::MAX)));
    match &file.held {
        Held::Here(hash) => object([name, size, ("content", hash.to_string().into())]),
        Held::Elsewhere { location, sha256, as_of } => object([
            name,
            size,
            ("location", location.as_str().into()),
            ("sha256", sha256.to_string().into()),
            ("as_of", as_of.to_string().into()),
        ]),
    }
}

fn file_from_json(json: &Json) -> Option<File> {
    let Json::Object(object) = json else { return None };
    let text = |key: &str| object.get(key).and_then(Json::as_text);
    let held = match text("content") {
        Some(hash) => Held::Here(Hash::parse(hash)?),
        None => Held::Elsewhere {
            location: text("location")?.to_owned(),
            sha256: text("sha256").and_then(Hash::parse)?,
            as_of: text("as_of").and_then(value::read_date)?,
        },
    };
    let size = u64::try_from(object.get("size")?.as_number()?).ok()?;
    Some(File { name: text("name")?.to_owned(), size, held })
}
