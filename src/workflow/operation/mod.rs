//! What can be done, each declared once: the words of the command line with their options, the form, the keys, the entry of
//! the palette, the reason why it can't be done now, and what is said afterwards all follow from the declaration.

mod about;
mod ask;
mod before;
mod leads;
mod linking;
pub mod own;
mod said;
mod says;
mod scene;
mod way;
mod why;

use std::borrow::Cow;

use crate::domain::field::{Field, Kind};
use crate::domain::identity::RecordId;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::store::{Agreement, Error, Outcome, Proposal};

use super::Trouble;
use super::feature::FEATURES;
use own::Own;

pub use about::{About, Part, PartAt};
pub use ask::{AGREED, AGREED_BY, AGREED_HOW, Ask, At, EVIDENCE, LOOKED, NEEDED_REASON, REASON, Telling, is_reason};
pub use before::{Preview, Previews};
pub(crate) use leads::own_move;
pub use leads::{Leads, LeadsTo, why_not};
pub use said::{Given, Said};
pub use says::{Next, Says};
pub use scene::{Circle, Lent, Scene, Subject};
pub use way::{Opens, Way};
pub use why::Why;

/// Something that can be done.
#[derive(Debug)]
pub struct Operation {
    /// The word of the command line; after it those under which drafts of it were kept once.
    pub names: &'static [&'static str],
    /// What that word was [before](crate::domain::former).
    pub was: &'static [&'static str],
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
    /// The only records that some of its fields can name, where that is known beforehand.
    pub among: Option<Among>,
    /// What would be done, where that is told first.
    pub previews: Option<Previews>,
    /// What is proposed by what was said.
    pub propose: fn(&Scene, Said) -> Result<Proposal, Trouble>,
    /// What is said once it is done.
    pub says: fn(&Scene, &Outcome) -> Result<Says, Error>,
    /// What is said where there was nothing to do, where that is more than that it holds already.
    pub nothing: Option<Words>,
    /// Whether it writes files beside what it puts on record.
    pub files: bool,
    /// Whether it writes out the records as they stand, and does so anew where others commit in between.
    pub rewrites: bool,
    /// Whether its word reads on the command line where nothing is said that is to be done.
    pub reads: bool,
    /// Whether it changes no more than what is said: a field that is not said stays, one that is emptied is empty.
    pub changes: bool,
    /// Whether its form names what it is done to.
    pub whose: Whose,
    /// What its form is called where that says under what something is put on record.
    pub under: Option<Words>,
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

/// The only records that fields can name, field by field.
pub type Among = fn(&Scene) -> Result<Vec<(&'static Field, Vec<RecordId>)>, Trouble>;

/// Words about what an operation looks at.
pub type Words = fn(&Scene) -> Result<String, Error>;

/// Why something can't be done now.
pub type Reason = fn(&Scene) -> Result<Option<Why>, Trouble>;

/// What fields start from.
pub type Start = fn(&Scene) -> Result<Vec<Given>, Trouble>;

impl Operation {
    /// An operation with nothing said of it yet.
    pub const fn new(names: &'static [&'static str], register: &'static Register, about: About) -> Self {
        Self { register: Some(register), ..Self::by_itself(names, about) }
    }

    /// One under no register's word, with nothing said of it yet.
    pub const fn by_itself(names: &'static [&'static str], about: About) -> Self {
        Self {
            names,
            was: &[],
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
            among: None,
            previews: None,
            propose: |_, _| Ok(Proposal::default()),
            says: |_, _| Ok(Says::default()),
            nothing: None,
            files: false,
            rewrites: false,
            reads: false,
            changes: false,
            whose: Whose::Unnamed,
            under: None,
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
            // What else is needed is asked for by what is proposed, or by the rules.
            let reason = self.asks.iter().find(|ask| ask.needed && is_reason(ask.field));
            reason.map_or(Ok(()), |ask| said.needs_reason(ask.field))?;
        }
        let (reason, agreed) = (said.take_reason(), said.take_agreement());
        let proposal = match self.own {
            Some(own) => own.propose(scene, said),
            None => (self.propose)(scene, said),
        }?;
        let proposal = if agreed == Agreement::default() { proposal } else { proposal.agreed(agreed) };
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

/// Every operation that is declared beside its feature.
pub fn all() -> impl Iterator<Item = &'static Operation> {
    FEATURES.iter().flat_map(|feature| feature.operations.iter().copied())
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
    let called = |one: &Operation| {
        let named = one.names.contains(&name) || one.was.contains(&name);
        named || one.ways.iter().any(|way| way.once == name)
    };
    all().find(|one| one.register.map_or("", |one| one.name) == register && called(one))
}
