//! What can be done, each declared once: the words of the command line with their options, the form, the keys, the entry of
//! the palette, the reason why it can't be done now, and what is said afterwards all follow from the declaration.

mod before;
mod leads;
mod linking;
pub mod own;
mod said;
mod scene;

use std::borrow::Cow;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::store::{Error, Outcome, Proposal};

use super::Trouble;
use super::{annex_a, audits, capture, chase, closure, handover, obligations, review, today};
use own::Own;

pub use before::{Offers, Picks, Preview, Previews};
pub use leads::{Leads, LeadsTo};
pub use said::{Given, Said};
pub use scene::{Circle, Lent, Scene, Subject};

/// Something that can be done.
#[derive(Debug)]
pub struct Operation {
    /// The word of the command line; after it those under which drafts of it were kept once.
    pub names: &'static [&'static str],
    /// The register under whose word it stands; none where its own word stands first: `gavel chase`.
    pub register: Option<&'static Register>,
    /// What it is done to.
    pub about: About,
    /// What its form is called, where no way of doing it says otherwise.
    pub title: &'static str,
    /// One sentence for the command line's list.
    pub help: &'static str,
    /// More for the command's own help; nothing where the sentence is enough.
    pub more: &'static str,
    /// What it asks for, in this order.
    pub asks: &'static [Ask],
    /// How it is done on the screen, the usual way first.
    pub ways: &'static [Way],
    /// Why it can't be done now; never stricter than what refuses it when it is tried.
    pub why_not: Reason,
    /// Where its form is that of something that every register can do: which, and with what said. It has no word of its own then.
    pub leads: Option<LeadsTo>,
    /// What the fields start from.
    pub starts: Start,
    /// What would be done, where that is told first.
    pub previews: Option<Previews>,
    /// What is proposed by what was said.
    pub propose: fn(&Scene, Said) -> Result<Proposal, Trouble>,
    /// What is said once it is done.
    pub says: fn(&Scene, &Outcome) -> Result<Says, Error>,
    /// What is said where there was nothing to do, where that is more than that it holds already.
    pub nothing: Option<Words>,
    /// Whether it writes out the records as they stand, and does so anew where others commit in between.
    pub rewrites: bool,
    /// Whether its word reads on the command line where nothing is said that is to be done.
    pub reads: bool,
    /// Whether it changes no more than what is said: a field that is not said stays, one that is emptied is empty.
    pub changes: bool,
    /// Whether its form names what it is done to.
    pub whose: Whose,
    /// What it is with every register, where it was made from a register's declaration.
    pub own: Option<Own>,
}

/// Whether the title of a form is followed by what the operation is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    Unnamed,
    /// After this: `Edit A-31 Repeat the bias test`.
    After(&'static str),
}

/// Why something is done: it stands in the journal.
pub static REASON: Field = Field::new("reason", "Reason", "Why; it stands in the journal.", Kind::LongText);

/// A reason that can't be left out.
pub static NEEDED_REASON: Field =
    Field::new("reason", "Reason", "Why; it stands in the journal.", Kind::LongText).required();

/// What shows that something is so, handed over with it.
pub static EVIDENCE: Field = Field::new(
    "evidence",
    "Evidence",
    "What proves it: the path of a file, which is copied in, or words that say where the proof is found.",
    Kind::Text,
);

/// Whether a field is the reason for the journal.
pub fn is_reason(field: &Field) -> bool {
    *field == REASON || *field == NEEDED_REASON
}

/// Words about what an operation looks at.
pub type Words = fn(&Scene) -> Result<String, Error>;

/// What an operation is done to.
#[derive(Debug, Clone, Copy)]
pub enum About {
    /// A record of this register.
    Record(&'static Register),
    /// A record of this register where one is named; otherwise it makes one.
    Perhaps(&'static Register),
    /// A record of this register, and a part of it that is named or meant.
    Part(&'static Register, &'static Part),
    /// Records of any registers, one or several.
    Records,
    /// Nothing that is there already.
    Nothing,
}

/// A part of a record: an item of an agenda or of a checklist, a decision of a review.
#[derive(Debug)]
pub struct Part {
    /// What it is called on the command line: a word of its own, or an option.
    pub name: &'static str,
    pub at: PartAt,
    pub help: &'static str,
    /// The part that somebody calls so.
    pub find: fn(&Scene, &str) -> Result<Record, Trouble>,
    /// The record that it is a part of.
    pub of: fn(&Record) -> Option<RecordId>,
    /// The one that is meant where none is named.
    pub usual: fn(&Scene) -> Result<Option<Record>, Trouble>,
}

/// Where the command line takes the name of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartAt {
    /// A word that must be there.
    Word,
    /// A word that may be left out.
    MaybeWord,
    Option,
}

/// A field that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    pub field: &'static Field,
    pub at: At,
    /// Whether the command line asks for it in any case.
    pub needed: bool,
    /// Whether a form asks for it, where no way of doing it says otherwise.
    pub form: bool,
    /// Choices that are options by themselves: `--working` for a note of that type.
    pub flags: &'static [(&'static str, &'static str)],
    /// What the command line says of it where that is not what the field says.
    pub help: &'static str,
    /// Whether several records count in the order in which they were named, and as often.
    pub in_order: bool,
    /// The field beside which alone it can be typed.
    pub with: Option<&'static Field>,
    /// The field beside which it can't be typed.
    pub without: Option<&'static Field>,
}

/// Where the command line takes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// A word, called so.
    Word(&'static str),
    /// As many words as there are, called so.
    Words(&'static str),
    /// The option of the field's own name.
    Option,
    /// An option of this name.
    Named(&'static str),
    /// An option of this name that takes nothing: it says yes.
    Flag(&'static str),
    /// An option of this name that takes nothing: it says no.
    No(&'static str),
    /// Options of the choices' own names, one of them at most, each of which takes the words of this field.
    Telling(&'static Field, &'static [Telling]),
    /// It is worked out.
    Nowhere,
}

/// A choice that is an option by itself, and takes words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Telling {
    pub choice: &'static str,
    pub help: &'static str,
    /// Whether the words can be left out.
    pub wordless: bool,
}

impl Ask {
    const fn new(field: &'static Field, at: At) -> Self {
        Self { field, at, needed: false, form: true, flags: &[], help: "", in_order: false, with: None, without: None }
    }

    /// A word that must be there.
    pub const fn word(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { needed: true, help, ..Self::new(field, At::Word(name)) }
    }

    /// Words, as many as there are.
    pub const fn words(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, ..Self::new(field, At::Words(name)) }
    }

    /// An option of the field's own name.
    pub const fn option(field: &'static Field) -> Self {
        Self::new(field, At::Option)
    }

    /// An option of another name.
    pub const fn named(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, ..Self::new(field, At::Named(name)) }
    }

    /// An option that says yes.
    pub const fn flag(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, form: false, ..Self::new(field, At::Flag(name)) }
    }

    /// An option that says no.
    pub const fn no(field: &'static Field, name: &'static str, help: &'static str) -> Self {
        Self { help, form: false, ..Self::new(field, At::No(name)) }
    }

    /// Options of the choices' own names, each with the words of this field.
    pub const fn telling(field: &'static Field, words: &'static Field, choices: &'static [Telling]) -> Self {
        Self { form: false, ..Self::new(field, At::Telling(words, choices)) }
    }

    /// It is worked out, and asked for by nobody.
    pub const fn worked_out(field: &'static Field) -> Self {
        Self { form: false, ..Self::new(field, At::Nowhere) }
    }

    /// A form alone asks for it.
    pub const fn on_screen(field: &'static Field) -> Self {
        Self::new(field, At::Nowhere)
    }

    /// Must be there.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// Several records, in the order in which they are named, and as often.
    #[must_use]
    pub const fn in_order(self) -> Self {
        Self { in_order: true, ..self }
    }

    /// Typed beside this field only.
    #[must_use]
    pub const fn with(self, field: &'static Field) -> Self {
        Self { with: Some(field), ..self }
    }

    /// Not typed beside this field.
    #[must_use]
    pub const fn without(self, field: &'static Field) -> Self {
        Self { without: Some(field), ..self }
    }

    /// With choices that are options by themselves.
    #[must_use]
    pub const fn flags(self, flags: &'static [(&'static str, &'static str)]) -> Self {
        Self { flags, ..self }
    }

    /// The option that takes it; none where it is a word or worked out.
    pub fn option_name(&self) -> Option<&'static str> {
        match self.at {
            At::Option => Some(self.field.name),
            At::Named(name) | At::Flag(name) | At::No(name) => Some(name),
            At::Word(_) | At::Words(_) | At::Telling(..) | At::Nowhere => None,
        }
    }

    /// No form asks for it.
    #[must_use]
    pub const fn not_in_form(self) -> Self {
        Self { form: false, ..self }
    }
}

/// Why something can't be done now.
pub type Reason = fn(&Scene) -> Result<Option<Why>, Trouble>;

/// What fields start from.
pub type Start = fn(&Scene) -> Result<Vec<Given>, Trouble>;

/// A way of doing it on the screen: with a key or from a choice that is offered, and with what is said already by that.
#[derive(Debug)]
pub struct Way {
    /// The keys; none where it is only offered.
    pub keys: &'static [&'static str],
    pub name: &'static str,
    pub help: &'static str,
    /// What its form is called, where that is not what the operation's is.
    pub title: &'static str,
    /// What is said by choosing it.
    pub says: &'static [(&'static Field, &'static str)],
    pub opens: Opens,
    /// The fields that its form asks for; those of the operation where it names none.
    pub only: &'static [&'static Field],
    /// What its form asks, after its own name.
    pub question: &'static str,
    /// Why it can't be done so, where it can be done otherwise.
    pub why_not: Option<Reason>,
    /// What its fields start from, beside what those of the operation do.
    pub starts: Option<Start>,
    /// The name under which drafts of it were kept once.
    pub once: &'static str,
}

/// What a way of doing something opens.
#[derive(Debug, Clone, Copy)]
pub enum Opens {
    Always,
    /// It is done at once.
    Never,
    /// Where this holds.
    If(fn(&Scene) -> Result<bool, Trouble>),
    /// It opens a choice of the ways that have no key.
    Choice,
    /// What one field says is picked.
    Pick(Offers),
}

impl Way {
    /// A key that opens the form.
    pub const fn form(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self {
            keys,
            name,
            help,
            title: "",
            says: &[],
            opens: Opens::Always,
            only: &[],
            question: "",
            why_not: None,
            starts: None,
            once: "",
        }
    }

    /// A key that does it at once.
    pub const fn at_once(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self { opens: Opens::Never, ..Self::form(keys, name, help) }
    }

    /// A key that opens a choice of the ways that have none.
    pub const fn choice(keys: &'static [&'static str], name: &'static str, help: &'static str) -> Self {
        Self { opens: Opens::Choice, ..Self::form(keys, name, help) }
    }

    /// One of the choices: it is done at once.
    pub const fn offered(name: &'static str, help: &'static str) -> Self {
        Self::at_once(&[], name, help)
    }

    /// A key after which what one field says is picked.
    pub const fn pick(keys: &'static [&'static str], name: &'static str, help: &'static str, offers: Offers) -> Self {
        Self { opens: Opens::Pick(offers), ..Self::form(keys, name, help) }
    }

    /// With something said already.
    #[must_use]
    pub const fn saying(self, says: &'static [(&'static Field, &'static str)]) -> Self {
        Self { says, ..self }
    }

    /// The form has a name of its own.
    #[must_use]
    pub const fn titled(self, title: &'static str) -> Self {
        Self { title, ..self }
    }

    /// The form is called by its own name and what it asks.
    #[must_use]
    pub const fn asking(self, question: &'static str) -> Self {
        Self { question, ..self }
    }

    /// It can't be done so where there is a reason.
    #[must_use]
    pub const fn unless(self, why_not: Reason) -> Self {
        Self { why_not: Some(why_not), ..self }
    }

    /// The fields start from this.
    #[must_use]
    pub const fn starting(self, starts: Start) -> Self {
        Self { starts: Some(starts), ..self }
    }

    /// Drafts of it were kept under this name once.
    #[must_use]
    pub const fn once(self, name: &'static str) -> Self {
        Self { once: name, ..self }
    }

    /// The form asks for these fields only.
    #[must_use]
    pub const fn only(self, only: &'static [&'static Field]) -> Self {
        Self { only, ..self }
    }

    /// The form opens where this holds; otherwise it is done at once.
    #[must_use]
    pub const fn form_if(self, asks: fn(&Scene) -> Result<bool, Trouble>) -> Self {
        Self { opens: Opens::If(asks), ..self }
    }
}

/// Why something can't be done now, and what comes first where something does: each face spells that by its own word or key.
#[derive(Debug, Clone)]
pub struct Why {
    pub words: String,
    /// What comes first, and what it does: `opens it`.
    pub first: Option<(&'static Operation, &'static str)>,
    /// The field that it is about.
    pub field: Option<&'static Field>,
}

impl Why {
    /// A reason of which nothing can be done.
    pub fn is(words: impl Into<String>) -> Self {
        Self { words: words.into(), first: None, field: None }
    }

    /// A reason that is about a field.
    pub fn of(field: &'static Field, words: impl Into<String>) -> Self {
        Self { field: Some(field), ..Self::is(words) }
    }

    /// A reason until something else is done.
    pub fn until(words: impl Into<String>, first: &'static Operation, does: &'static str) -> Self {
        Self { first: Some((first, does)), ..Self::is(words) }
    }

    /// A reason where this holds.
    pub fn when(holds: bool, words: impl FnOnce() -> String) -> Option<Self> {
        holds.then(|| Self::is(words()))
    }
}

/// What is said of what was done, and what comes next: each face names that by its own word or key.
#[derive(Debug, Default)]
pub struct Says {
    /// Whether the lines stand in place of the journal's own words.
    pub instead: bool,
    /// What is said on the screen in place of the journal's own words, or of the lines where these stand in their place.
    pub brief: Option<String>,
    pub lines: Vec<String>,
    /// Lines for which a screen has no room: the hashes of documents.
    pub details: Vec<String>,
    pub next: Vec<Next>,
    /// The record to go to, on the screen.
    pub shows: Option<Record>,
}

/// What comes next, and to what it is done.
#[derive(Debug)]
pub struct Next {
    pub operation: &'static Operation,
    pub record: Record,
    /// What it does: `makes the finding`.
    pub does: &'static str,
}

impl Says {
    /// Lines beside the journal's own words.
    pub fn beside(lines: impl IntoIterator<Item = String>) -> Self {
        Self { lines: lines.into_iter().collect(), ..Self::default() }
    }

    /// Lines in place of the journal's own words.
    pub fn instead(lines: impl IntoIterator<Item = String>) -> Self {
        Self { instead: true, ..Self::beside(lines) }
    }

    /// What is said on the screen where the journal's own words are not.
    pub fn in_place(&self) -> Option<String> {
        self.instead.then(|| self.brief.clone().unwrap_or_else(|| self.lines.join(" · ")))
    }

    /// With what is said on the screen.
    #[must_use]
    pub fn brief(self, brief: impl Into<String>) -> Self {
        Self { brief: Some(brief.into()), ..self }
    }

    /// With lines for which a screen has no room.
    #[must_use]
    pub fn details(self, details: impl IntoIterator<Item = String>) -> Self {
        Self { details: details.into_iter().collect(), ..self }
    }

    /// With what comes next.
    #[must_use]
    pub fn then(mut self, operation: &'static Operation, record: Record, does: &'static str) -> Self {
        self.next.push(Next { operation, record, does });
        self
    }
}

impl Operation {
    /// An operation with nothing said of it yet.
    pub const fn new(names: &'static [&'static str], register: &'static Register, about: About) -> Self {
        Self { register: Some(register), ..Self::by_itself(names, about) }
    }

    /// One under no register's word, with nothing said of it yet.
    pub const fn by_itself(names: &'static [&'static str], about: About) -> Self {
        Self {
            names,
            register: None,
            about,
            title: "",
            help: "",
            more: "",
            asks: &[],
            ways: &[],
            why_not: |_| Ok(None),
            leads: None,
            starts: |_| Ok(Vec::new()),
            previews: None,
            propose: |_, _| Ok(Proposal::default()),
            says: |_, _| Ok(Says::default()),
            nothing: None,
            rewrites: false,
            reads: false,
            changes: false,
            whose: Whose::Unnamed,
            own: None,
        }
    }

    /// The word of the command line.
    pub fn name(&self) -> &'static str {
        self.names.first().copied().unwrap_or_default()
    }

    /// What it is called on the command line, with its register: `review open`.
    pub fn spelled(&self) -> String {
        self.register.map_or_else(|| self.name().to_owned(), |one| format!("{} {}", one.command(), self.name()))
    }

    /// Why it can't be done now, in this way or in any.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn why_not(&self, scene: &Scene, way: Option<usize>) -> Result<Option<Why>, Error> {
        if let Some(own) = self.own {
            return Ok(own.why_not(scene));
        }
        let of_way = way.and_then(|way| self.ways.get(way)?.why_not);
        let why = (self.why_not)(scene).and_then(|why| match (why, of_way) {
            (None, Some(of_way)) => of_way(scene),
            (why, _) => Ok(why),
        });
        why.or_else(|trouble| trouble.why().map(Some))
    }

    /// What its form is called.
    pub fn title_of(&self, way: usize) -> Cow<'static, str> {
        match self.ways.get(way) {
            Some(Way { name, question, .. }) if !question.is_empty() => format!("{name}: {question}").into(),
            Some(Way { title, .. }) if !title.is_empty() => (*title).into(),
            _ => self.title.into(),
        }
    }

    /// The fields that its form asks for, in the order in which they are asked.
    pub fn form(&self, way: usize) -> impl Iterator<Item = &'static Field> {
        let only = self.ways.get(way).map_or(&[][..], |way| way.only);
        let shown = move |ask: &&Ask| if only.is_empty() { ask.form } else { only.contains(&ask.field) };
        self.asks.iter().filter(shown).map(|ask| ask.field)
    }

    /// What its fields start from, whether or not a form asks for them; with what a way of doing it says.
    ///
    /// # Errors
    /// Why nothing can be started from.
    pub fn start(&self, scene: &Scene, way: Option<usize>) -> Result<Vec<Given>, Trouble> {
        let way = way.and_then(|way| self.ways.get(way));
        let mut starts = way.and_then(|way| way.starts).map_or(Ok(Vec::new()), |starts| starts(scene))?;
        starts.extend(match self.own {
            Some(own) => own.starts(scene)?,
            None => (self.starts)(scene)?,
        });
        let said = way.map_or(&[][..], |way| way.says);
        let start = |ask: &Ask| {
            let said = said.iter().find(|(field, _)| *field == ask.field).and_then(|(field, word)| read(field, word));
            let value = starts.iter().find(|(field, _)| *field == ask.field).and_then(|(_, value)| value.clone());
            (ask.field, said.or(value))
        };
        Ok(self.asks.iter().map(start).collect())
    }

    /// What is proposed by what was said; of what was not, what it starts from.
    ///
    /// # Errors
    /// Why nothing can be proposed.
    pub fn proposal(&self, scene: &Scene, way: Option<usize>, mut said: Said) -> Result<Proposal, Trouble> {
        // What a register's own is not told stays as the record has it, or empty: a form shows what it starts from.
        if self.own.is_none() {
            for (field, value) in self.start(scene, way)? {
                if value.is_some() && !said.has(field) {
                    said.values.push((field, value));
                }
            }
        }
        let reason = said.take_reason();
        let proposal = match self.own {
            Some(own) => own.propose(scene, said),
            None => (self.propose)(scene, said),
        }?;
        Ok(if reason.is_some() { proposal.because(reason) } else { proposal })
    }

    /// What is said once it is done.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn says(&self, scene: &Scene, outcome: &Outcome) -> Result<Says, Error> {
        match self.own {
            Some(own) => own.says(scene, outcome),
            None => (self.says)(scene, outcome),
        }
    }
}

/// What a way of doing something says of a field.
fn read(field: &'static Field, word: &str) -> Option<Value> {
    match field.kind {
        Kind::YesNo => Some(Value::YesNo(word == "yes")),
        Kind::Text | Kind::LongText => Some(Value::Text(word.to_owned())),
        _ => field.choice(word).map(|choice| Value::Choice(choice.key)),
    }
}

/// Every operation, feature by feature.
static OPERATIONS: &[&[&Operation]] = &[
    annex_a::OPERATIONS,
    audits::operations::ALL,
    capture::OPERATIONS,
    chase::OPERATIONS,
    closure::operations::ALL,
    handover::OPERATIONS,
    obligations::operations::ALL,
    review::operations::ALL,
    today::operations::ALL,
];

/// Every operation that is declared beside its feature.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    OPERATIONS.iter().flat_map(|feature| feature.iter().copied())
}

/// Those under the word of a register: what every register can do, and what is declared beside its feature. What only leads
/// to one of them on the screen stands under none.
pub fn of(register: &'static Register) -> impl Iterator<Item = &'static Operation> {
    let own_word = move |operation: &&Operation| operation.register.is_some_and(|one| one == register);
    let declared = all().filter(|operation| operation.leads.is_none()).filter(own_word);
    own::of(register).iter().copied().chain(declared)
}

/// Those under no register's word.
pub fn by_themselves() -> impl Iterator<Item = &'static Operation> {
    all().filter(|operation| operation.leads.is_none() && operation.register.is_none())
}

/// The operation of a register under a name, new or old; of none where the register's name is empty.
pub fn named(register: &str, name: &str) -> Option<&'static Operation> {
    let called = |one: &Operation| one.names.contains(&name) || one.ways.iter().any(|way| way.once == name);
    all().find(|one| one.register.map_or("", |one| one.name) == register && called(one))
}
