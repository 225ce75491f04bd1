//! What every register shares: its declaration, made once and read by the tables, the commands and the screens.

use super::area::Area;
use super::attestation::Attestation;
use super::better::{Better, Hiding, Succession};
use super::canonical::Object;
use super::field::Field;
use super::former::{self, Former};
use super::governs::Governs;
use super::identity::{Number, Reference};
use super::name::{FieldName, MoveName, RegisterName};
use super::rules::{Derivation, Rule, Unique};
use super::standing::{LATE, PROVEN, Standing};
use super::state::{Chance, Lapse, Machine, Move};
use super::value::Value;

/// A register's declaration. Made with [`register!`](crate::register), which also gives the typed view and field enum.
#[derive(Debug)]
pub struct Register {
    /// The name in tables, journal and commands: `action`.
    pub name: &'static str,
    /// What it was called [before](super::former).
    pub was: &'static [&'static str],
    /// `actions`.
    pub plural: &'static str,
    /// What stands before the number of a record: `A` in `A-31`.
    pub prefix: &'static str,
    /// The clauses of ISO/IEC 42001 that it serves.
    pub clause: &'static str,
    /// The part of the management system to which it belongs.
    pub area: Area,
    /// What the register is for.
    pub about: &'static str,
    /// Counts the shapes that its journal entries have had; an older one is lifted by [`Register::upcasters`].
    pub version: u32,
    pub fields: &'static [Field],
    /// What is attested in its records.
    pub attestations: &'static [Attestation],
    /// Holds exactly one record, the organisation's settings being one.
    pub single: bool,
    /// Comes to hold thousands of records as the years go by, so that its table has an index for each order of its list. Of the
    /// others all records are put in order as they are read.
    pub grows: bool,
    /// Its records are made by a procedure alone: nobody adds, edits or hides one by itself.
    pub composed: bool,
    /// Its records say who may do what, or what was voted, decided or ruled: no machine makes one.
    pub for_people: bool,
    pub machine: Option<&'static Machine>,
    /// The state that holds for a while only.
    pub lapses: Option<&'static Lapse>,
    /// By what a record is a chance, and nothing that is wrong.
    pub chances: Option<&'static Chance>,
    /// Works its derived fields out, before anything is judged.
    pub derives: Option<Derivation>,
    /// Whose changes its records follow.
    pub follows: Option<&'static Following>,
    /// Columns that are worked out when they are read, besides those that every register has.
    pub standing: &'static [Standing],
    /// Fields of choices by whose answers together records are counted, however many have each of them.
    pub counted_by: &'static [[FieldName; 2]],
    /// What must hold for every record, whoever changes it.
    pub rules: &'static [Rule],
    /// What stands in one of its records in force only.
    pub unique_by: &'static [Unique],
    /// What must hold before a record may still be edited, hidden or shown again; moves have guards of their own.
    pub frozen: &'static [Rule],
    /// How its records come to look better than they did, beside a later [deadline](Field::deadline).
    pub better: &'static [Better],
    /// How they come to look better without anybody being asked to agree: that is told all the same.
    pub unasked: &'static [Better],
    /// Whether something that counts is taken away where one of them is hidden.
    pub hiding: Hiding,
    /// Whether it goes by what they say.
    pub governs: Governs,
    /// What a new record takes the place of.
    pub succeeds: Option<Succession>,
    /// `upcasters[n]` lifts the fields of version n+1 to version n+2.
    pub upcasters: &'static [Upcaster],
}

/// Records of other registers that a register's derived fields follow: once one of them is changed, its own records in
/// force are worked out anew, at the end of the same transaction.
#[derive(Debug)]
pub struct Following {
    pub of: &'static [Watch],
    /// The move as which that is journalled.
    pub by: MoveName,
}

/// Records of a register, and which of their fields are followed. That one is hidden or shown again always is.
#[derive(Debug)]
pub struct Watch {
    pub register: RegisterName,
    pub fields: &'static [FieldName],
}

/// Lifts the fields of an older journal entry by one version. It gets the fields of a creation, or one side of an
/// update (only the fields that changed), and must do right by both.
#[derive(Debug, Clone, Copy)]
pub enum Upcaster {
    /// By hand.
    By(fn(&mut Object)),
    /// Fields and choices that are declared to have been called otherwise get the names of today: all of them, so that
    /// what lifts an entry further speaks of the names of today.
    Words,
}

/// Derived fields with what they hold now.
pub type Derived = Vec<(&'static Field, Option<Value>)>;

impl Register {
    /// A register without machine, rules or history.
    pub const fn new(
        name: &'static str,
        plural: &'static str,
        prefix: &'static str,
        clause: &'static str,
        area: Area,
        about: &'static str,
        fields: &'static [Field],
    ) -> Self {
        Self {
            name,
            was: &[],
            plural,
            prefix,
            clause,
            area,
            about,
            version: 1,
            fields,
            attestations: &[],
            single: false,
            grows: false,
            composed: false,
            for_people: false,
            machine: None,
            lapses: None,
            chances: None,
            derives: None,
            follows: None,
            standing: &[],
            counted_by: &[],
            rules: &[],
            unique_by: &[],
            frozen: &[],
            better: &[],
            unasked: &[],
            hiding: Hiding::Nothing,
            governs: Governs::Nothing,
            succeeds: None,
            upcasters: &[],
        }
    }

    /// Called otherwise before.
    #[must_use]
    pub const fn was(mut self, words: &'static [&'static str]) -> Self {
        self.was = words;
        self
    }

    /// Holds exactly one record.
    #[must_use]
    pub const fn single(mut self) -> Self {
        self.single = true;
        self
    }

    /// Comes to hold thousands of records.
    #[must_use]
    pub const fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// Its records are made by a procedure alone.
    #[must_use]
    pub const fn composed(mut self) -> Self {
        self.composed = true;
        self
    }

    /// No machine makes one of its records.
    #[must_use]
    pub const fn for_people(mut self) -> Self {
        self.for_people = true;
        self
    }

    /// What is attested in its records.
    #[must_use]
    pub const fn attestations(mut self, attestations: &'static [Attestation]) -> Self {
        self.attestations = attestations;
        self
    }

    /// Has a state that only named moves change.
    #[must_use]
    pub const fn machine(mut self, machine: &'static Machine) -> Self {
        self.machine = Some(machine);
        self
    }

    /// Has a state that holds for a while only.
    #[must_use]
    pub const fn lapses(mut self, lapses: &'static Lapse) -> Self {
        self.lapses = Some(lapses);
        self
    }

    /// By what a record is a chance, and nothing that is wrong.
    #[must_use]
    pub const fn chances(mut self, chances: &'static Chance) -> Self {
        self.chances = Some(chances);
        self
    }

    /// How its derived fields are worked out.
    #[must_use]
    pub const fn derives(mut self, derives: Derivation) -> Self {
        self.derives = Some(derives);
        self
    }

    /// Whose changes its records follow.
    #[must_use]
    pub const fn follows(mut self, follows: &'static Following) -> Self {
        self.follows = Some(follows);
        self
    }

    /// Columns that are worked out when they are read.
    #[must_use]
    pub const fn standing(mut self, standing: &'static [Standing]) -> Self {
        self.standing = standing;
        self
    }

    /// Fields of choices by whose answers together records are counted.
    #[must_use]
    pub const fn counted_by(mut self, counted_by: &'static [[FieldName; 2]]) -> Self {
        self.counted_by = counted_by;
        self
    }

    /// What must hold for every record.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// What stands in one of its records in force only.
    #[must_use]
    pub const fn unique_by(mut self, unique_by: &'static [Unique]) -> Self {
        self.unique_by = unique_by;
        self
    }

    /// What must hold before a record may still be edited or hidden.
    #[must_use]
    pub const fn frozen(mut self, frozen: &'static [Rule]) -> Self {
        self.frozen = frozen;
        self
    }

    /// How its records come to look better than they did.
    #[must_use]
    pub const fn better(mut self, better: &'static [Better]) -> Self {
        self.better = better;
        self
    }

    /// How its records come to look better without anybody being asked to agree.
    #[must_use]
    pub const fn unasked(mut self, unasked: &'static [Better]) -> Self {
        self.unasked = unasked;
        self
    }

    /// Whether it goes by what its records say.
    #[must_use]
    pub const fn governs(mut self, governs: Governs) -> Self {
        self.governs = governs;
        self
    }

    /// What is taken away where one of its records is hidden.
    #[must_use]
    pub const fn hiding(mut self, hiding: Hiding) -> Self {
        self.hiding = hiding;
        self
    }

    /// What a new record takes the place of.
    #[must_use]
    pub const fn succeeds(mut self, succeeds: Succession) -> Self {
        self.succeeds = Some(succeeds);
        self
    }

    /// Older shapes, and how each is lifted to the next; sets the version.
    #[must_use]
    pub const fn upcasters(mut self, upcasters: &'static [Upcaster]) -> Self {
        self.upcasters = upcasters;
        self.version = upcasters.len() as u32 + 1;
        self
    }

    /// Some of its words changed, and nothing else of its older shapes.
    #[must_use]
    pub const fn reworded(self) -> Self {
        self.upcasters(&[Upcaster::Words])
    }

    /// Whether it has states that attest something.
    pub fn attests(&self) -> bool {
        self.machine.is_some_and(|machine| !machine.attested.is_empty())
    }

    /// Whether a move attests something.
    pub fn is_attested_by(&self, step: &Move) -> bool {
        self.machine.is_some_and(|machine| self.attestations.iter().any(|one| one.is_made_by(step, machine)))
    }

    /// One of its records in words: `agenda item`.
    pub fn singular(&self) -> String {
        self.name.replace('_', " ")
    }

    /// The word by which its commands are called: `agenda-item`.
    pub fn command(&self) -> String {
        self.name.replace('_', "-")
    }

    /// The field of this name.
    pub fn field(&self, name: impl AsRef<str>) -> Option<&'static Field> {
        let name = name.as_ref();
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field of this name, or that had it before.
    pub fn called(&self, name: &str) -> Option<&'static Field> {
        self.field(name).or_else(|| self.fields.iter().find(|field| field.is_called(name)))
    }

    /// What is said of the name of a column, where that is a former one.
    pub fn former(&self, name: &str) -> Option<Former> {
        self.fields.iter().chain(self.worked_out()).find_map(|field| Former::said(name, field.was, field.name))
    }

    /// What is said of the name of the register itself, where that is a former one.
    pub fn former_name(&self, name: &str) -> Option<Former> {
        Former::said(name, self.was, self.name)
    }

    /// The place of a field among the register's fields.
    pub fn position(&self, name: impl AsRef<str>) -> Option<usize> {
        let name = name.as_ref();
        self.fields.iter().position(|field| field.name == name)
    }

    /// The field by which its records are known.
    pub fn title(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.title)
    }

    /// What is worked out of its records when they are read.
    pub fn standings(&self) -> impl Iterator<Item = &'static Standing> {
        let proven = self.attests().then_some(&PROVEN);
        self.standing.iter().chain(proven).chain(self.deadline().map(|_| &LATE))
    }

    /// The columns that are worked out when they are read.
    pub fn worked_out(&self) -> impl Iterator<Item = &'static Field> {
        self.standings().flat_map(|standing| standing.columns)
    }

    /// The standing to which a column belongs, and its place there; nothing where it is a field.
    pub fn standing_of(&self, column: &Field) -> Option<(&'static Standing, usize)> {
        let place = |standing: &'static Standing| {
            standing.columns.iter().position(|one| one.name == column.name).map(|place| (standing, place))
        };
        self.standings().find_map(place)
    }

    /// The columns of its list: what its records are known by, how they stand, and the others.
    pub fn listed(&self) -> Vec<&'static Field> {
        let (title, others): (Vec<_>, Vec<_>) =
            self.fields.iter().filter(|field| field.listed).partition(|field| field.title);
        let standing = self.worked_out().filter(|column| column.listed);
        title.into_iter().chain(standing).chain(others).collect()
    }

    /// What its list can be put in the order of.
    pub fn orders(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().chain(self.worked_out()).filter(|column| column.sorted)
    }

    /// The fields from which it follows where one of its records stands.
    pub fn of_state(&self) -> impl Iterator<Item = &'static Field> {
        let machine =
            self.machine.into_iter().flat_map(|machine| std::iter::once(machine.field).chain(machine.adopted));
        let lapses = self.lapses.into_iter().flat_map(|lapses| lapses.looks_at).copied();
        machine.chain(lapses).filter_map(|name| self.field(name))
    }

    /// The field by whose day its records are to be dealt with.
    pub fn deadline(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.deadline)
    }

    /// The field that names who is to see to a record: its owner, where nobody else is declared.
    pub fn responsible(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.responsible).or_else(|| self.field("owner"))
    }

    /// How its records come to look better: what is declared, and a later deadline where nothing is declared of that.
    pub fn made_better(&self) -> impl Iterator<Item = Better> {
        let day = self.deadline().map(|field| FieldName::declared(field.name));
        let day = day.filter(|day| !self.better.iter().any(|one| one.fields().contains(day)));
        self.better.iter().copied().chain(day.map(Better::Later))
    }

    /// The field by which it is said how grave a record is, of what is dealt with; with its answers, the gravest first.
    pub fn graded(&self) -> Option<(&'static Field, &'static [&'static str])> {
        let mut graded = self.better.iter().filter_map(|one| match one {
            Better::Lower { field, from } => Some((self.field(*field)?, *from)),
            _ => None,
        });
        graded.find(|(field, _)| field.listed && self.machine.is_some())
    }

    /// What people call its record of this number.
    pub fn reference(&self, number: Number) -> Reference {
        Reference { prefix: self.prefix.to_owned(), number }
    }

    /// Lifts journalled fields of an older version to today's.
    pub fn upcast(&self, version: u32, fields: &mut Object) {
        let past = usize::try_from(version.saturating_sub(1)).unwrap_or(usize::MAX);
        for upcaster in self.upcasters.iter().skip(past) {
            match upcaster {
                Upcaster::By(lift) => lift(fields),
                Upcaster::Words => former::lift(self.fields, fields),
            }
        }
    }
}
