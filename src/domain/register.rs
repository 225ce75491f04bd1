//! What every register shares: its declaration, made once and read by the tables, the commands and the screens.

use super::attestation::Attestation;
use super::canonical::Object;
use super::field::Field;
use super::former::{self, Former};
use super::identity::{Number, Reference};
use super::rules::{Derivation, Rule, Unique};
use super::standing::{LATE, PROVEN, Standing};
use super::state::{Lapse, Machine, Move};
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
    /// What the register is for.
    pub about: &'static str,
    /// Counts the shapes that its journal entries have had; an older one is lifted by [`Register::upcasters`].
    pub version: u32,
    pub fields: &'static [Field],
    /// What is attested in its records.
    pub attestations: &'static [Attestation],
    /// Holds exactly one record, the organisation's settings being one.
    pub single: bool,
    /// Its records are made by a procedure alone: nobody adds, edits or hides one by itself.
    pub composed: bool,
    /// Its records say who may do what, or what was voted, decided or ruled: no machine makes one.
    pub for_people: bool,
    pub machine: Option<&'static Machine>,
    /// The state that holds for a while only.
    pub lapses: Option<&'static Lapse>,
    /// Works its derived fields out, before anything is judged.
    pub derives: Option<Derivation>,
    /// Columns that are worked out when they are read, besides those that every register has.
    pub standing: &'static [Standing],
    /// What must hold for every record, whoever changes it.
    pub rules: &'static [Rule],
    /// What stands in one of its records in force only.
    pub unique_by: &'static [Unique],
    /// What must hold before a record may still be edited, hidden or shown again; moves have guards of their own.
    pub frozen: &'static [Rule],
    /// `upcasters[n]` lifts the fields of version n+1 to version n+2.
    pub upcasters: &'static [Upcaster],
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
        about: &'static str,
        fields: &'static [Field],
    ) -> Self {
        Self {
            name,
            was: &[],
            plural,
            prefix,
            clause,
            about,
            version: 1,
            fields,
            attestations: &[],
            single: false,
            composed: false,
            for_people: false,
            machine: None,
            lapses: None,
            derives: None,
            standing: &[],
            rules: &[],
            unique_by: &[],
            frozen: &[],
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

    /// How its derived fields are worked out.
    #[must_use]
    pub const fn derives(mut self, derives: Derivation) -> Self {
        self.derives = Some(derives);
        self
    }

    /// Columns that are worked out when they are read.
    #[must_use]
    pub const fn standing(mut self, standing: &'static [Standing]) -> Self {
        self.standing = standing;
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

/// Declares a register: its descriptor `REGISTER`, and [its words](crate::words).
#[macro_export]
macro_rules! register {
    (
        $(#[doc = $about:literal])+
        $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal
            $(, $setting:ident($($argument:expr)?))* ;
        $($fields:tt)+
    ) => {
        $crate::words! {
            $(#[doc = $about])+
            $View, $Fields: $name / $plural, $prefix, $clause;
            $($fields)+
        }

        $(#[doc = $about])+
        pub static REGISTER: $crate::domain::register::Register = DECLARATION$(.$setting($($argument)?))*;
    };
}

/// Declares the words of a register: what it is called and what its fields are (`DECLARATION`), a typed view of a
/// record, and an enum of its fields. A register whose rules look at others, and are looked at by them, has its words
/// in a file of their own, which knows no rule; it is `DECLARATION` with the rules added.
///
/// Each field is one line: its name as a getter and as a variant, its kind, its label, and what else holds of it (the
/// methods of [`Field`]). The doc comments become the help that people see. A name that is no word of Rust's to give away
/// stands after the variant, and then what it [was](crate::domain::former): `kind Type = "type" was "sort": …`.
///
/// What is attested is one block, which gives the constant of an
/// [`Attestation`](crate::domain::attestation::Attestation): who (`by`), on which day (`on`) and how (`how`), each a
/// field whose kind follows from that. `on Variant;` is the day of something else that happens with it.
#[macro_export]
macro_rules! words {
    (
        $(#[doc = $about:literal])+
        $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal;
        $($fields:tt)+
    ) => {
        $crate::declared! {
            { $(#[doc = $about])+ $View, $Fields: $name / $plural, $prefix, $clause; } [] [] $($fields)+
        }
    };
}

/// Declares [`words`](crate::words), once the attestations among the fields are sorted out: each part of one is a field.
#[doc(hidden)]
#[macro_export]
macro_rules! declared {
    // Who attests, on which day, how it was said, and the day of something else.
    (@ $head:tt [$($done:tt)*] $known:tt $NAMED:ident ($($own:tt)*) ($($day:tt)*) {
        $(#[doc = $help:literal])+ by $getter:ident $Variant:ident $(= $name:literal)? $(was $($was:literal)+)?: $label:literal $(, $flag:ident $(($at:ident))?)*;
        $($more:tt)*
    } $($rest:tt)*) => { $crate::declared! {
        @ $head [$($done)* $(#[doc = $help])+ $getter $Variant $(= $name)? $(was $($was)+)?: person, $label $(, $flag $(($at))?)*;] $known
        $NAMED ($($own)* by $Variant,) ($($day)*) { $($more)* } $($rest)*
    } };
    (@ $head:tt [$($done:tt)*] $known:tt $NAMED:ident ($($own:tt)*) ($($day:tt)*) {
        $(#[doc = $help:literal])+ on $getter:ident $Variant:ident $(= $name:literal)? $(was $($was:literal)+)?: $label:literal $(, $flag:ident)*;
        $($more:tt)*
    } $($rest:tt)*) => { $crate::declared! {
        @ $head [$($done)* $(#[doc = $help])+ $getter $Variant $(= $name)? $(was $($was)+)?: date, $label, past $(, $flag)*;] $known
        $NAMED ($($own)* on $Variant,) ($($day)*) { $($more)* } $($rest)*
    } };
    (@ $head:tt [$($done:tt)*] $known:tt $NAMED:ident ($($own:tt)*) ($($day:tt)*) {
        $(#[doc = $help:literal])+ how $getter:ident $Variant:ident $(= $name:literal)? $(was $($was:literal)+)?: $label:literal $(, $flag:ident)*;
        $($more:tt)*
    } $($rest:tt)*) => { $crate::declared! {
        @ $head
        [$($done)* $(#[doc = $help])+ $getter $Variant $(= $name)? $(was $($was)+)?: choice($crate::domain::attestation::Confirmation), $label
            $(, $flag)*;]
        $known $NAMED ($($own)* how $Variant,) ($($day)*) { $($more)* } $($rest)*
    } };
    (@ $head:tt $done:tt $known:tt $NAMED:ident $own:tt () { on $Day:ident; $($more:tt)* } $($rest:tt)*) => {
        $crate::declared! { @ $head $done $known $NAMED $own ($Day) { $($more)* } $($rest)* }
    };
    (@ $head:tt $done:tt [$($known:tt)*] $NAMED:ident $own:tt $day:tt {} $($rest:tt)*) => {
        $crate::declared! { $head $done [$($known)* { $NAMED $own $day }] $($rest)* }
    };
    ($head:tt $done:tt $known:tt attestation $NAMED:ident $parts:tt $($rest:tt)*) => {
        $crate::declared! { @ $head $done $known $NAMED () () $parts $($rest)* }
    };
    // Fields up to the next attestation, or to the end.
    ($head:tt [$($done:tt)*] $known:tt
        $(
            $(#[doc = $help:literal])+
            $getter:ident $Variant:ident $(= $name:literal)? $(was $($was:literal)+)?:
                $kind:ident $(($($detail:tt)+))?, $label:literal $(, $flag:ident $(($day:ident))?)*;
        )+
        $(attestation $($rest:tt)+)?
    ) => { $crate::declared! {
        $head
        [$($done)* $(
            $(#[doc = $help])+ $getter $Variant $(= $name)? $(was $($was)+)?:
                $kind $(($($detail)+))?, $label $(, $flag $(($day))?)*;
        )+]
        $known $(attestation $($rest)+)?
    } };
    (
        {
            $(#[doc = $about:literal])+
            $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal;
        }
        [$(
            $(#[doc = $help:literal])+
            $getter:ident $Variant:ident $(= $named:literal)? $(was $($was:literal)+)?:
                $kind:ident $(($($detail:tt)+))?, $label:literal $(, $flag:ident $(($day:ident))?)*;
        )+]
        [$({ $NAMED:ident ($($role:ident $Own:ident,)+) ($($Day:ident)?) })*]
    ) => {
        #[doc = concat!("The fields of the ", $name, " register.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $Fields { $($(#[doc = $help])+ $Variant,)+ }

        impl $Fields {
            /// Every field, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The field's declaration.
            pub const fn field(self) -> &'static $crate::domain::field::Field {
                &FIELDS[self as usize]
            }

            /// The register whose fields they are.
            pub const REGISTER: $crate::domain::name::RegisterName =
                $crate::domain::name::RegisterName::declared($name);

            const NAMES: &'static [$crate::domain::name::FieldName] =
                &[$($crate::domain::name::FieldName::declared($crate::named!($getter $($named)?))),+];

            /// The field's name in tables, journal and commands.
            pub const fn name(self) -> $crate::domain::name::FieldName {
                Self::NAMES[self as usize]
            }

            /// The field as the link by which records of its register point to others.
            pub const fn link(self) -> $crate::domain::name::Link {
                $crate::domain::name::Link { register: Self::REGISTER, field: self.name() }
            }

            /// Its name alone, where [fields](crate::fields) stand in a row.
            pub const fn fields(self) -> &'static [$crate::domain::name::FieldName] {
                std::slice::from_ref(&Self::NAMES[self as usize])
            }
        }

        impl From<$Fields> for $crate::domain::name::FieldName {
            fn from(field: $Fields) -> Self {
                field.name()
            }
        }

        impl From<$Fields> for $crate::domain::name::Link {
            fn from(field: $Fields) -> Self {
                field.link()
            }
        }

        static FIELDS: &[$crate::domain::field::Field] = &[$(
            $crate::domain::field::Field::new(
                $crate::named!($getter $($named)?), $label, concat!($($help),+).trim_ascii(),
                $crate::kind!($kind $(($($detail)+))?),
            )$(.was(&[$($was),+]))?$(.$flag($($Fields::$day.name())?))*
        ),+];

        $(#[doc = $about])+
        pub const DECLARATION: $crate::domain::register::Register = $crate::domain::register::Register::new(
            $name, $plural, $prefix, $clause, concat!($($about),+).trim_ascii(), FIELDS,
        ).attestations(&[$($NAMED),*]);

        $(
            #[doc = concat!("The attestation `", stringify!($NAMED), "`.")]
            pub const $NAMED: $crate::domain::attestation::Attestation =
                $crate::domain::attestation::Attestation::kept_in($crate::fields![$Fields: $($Own),+])
                    $(.$role($Fields::$Own.name()))+
                    $(.on($Fields::$Day.name()))?;
        )*

        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy)]
        pub struct $View<'a>(pub &'a $crate::domain::record::Record);

        impl<'a> $View<'a> {
            /// The view, where the record is of this register.
            pub fn of(record: &'a $crate::domain::record::Record) -> Option<Self> {
                (record.register.name == $name).then_some(Self(record))
            }

            $($crate::getter! { $(#[doc = $help])+ $getter, $Fields::$Variant, $kind $(($($detail)+))? })+
        }
    };
}

/// The name of a field: its getter's, where no other is said.
#[doc(hidden)]
#[macro_export]
macro_rules! named {
    ($getter:ident) => {
        stringify!($getter)
    };
    ($getter:ident $name:literal) => {
        $name
    };
}

/// The [`Kind`](crate::domain::field::Kind) that a declaration's word stands for.
#[doc(hidden)]
#[macro_export]
macro_rules! kind {
    (text) => {
        $crate::domain::field::Kind::Text
    };
    (long_text) => {
        $crate::domain::field::Kind::LongText
    };
    (number) => {
        $crate::domain::field::Kind::Number
    };
    (decimal($scale:literal)) => {
        $crate::domain::field::Kind::Decimal($scale)
    };
    (money) => {
        $crate::domain::field::Kind::Money
    };
    (date) => {
        $crate::domain::field::Kind::Date
    };
    (instant) => {
        $crate::domain::field::Kind::Instant
    };
    (yes_no) => {
        $crate::domain::field::Kind::YesNo
    };
    (choice($Choice:ty)) => {
        $crate::domain::field::Kind::Choice(<$Choice>::CHOICES)
    };
    (choices($Choice:ty)) => {
        $crate::domain::field::Kind::Choices(<$Choice>::CHOICES)
    };
    (link(any)) => {
        $crate::domain::field::Kind::Link($crate::domain::field::Target::Any)
    };
    (link($target:literal)) => {
        $crate::domain::field::Kind::Link($crate::domain::field::Target::Register($target))
    };
    (links(any)) => {
        $crate::domain::field::Kind::Links($crate::domain::field::Target::Any)
    };
    (links($target:literal)) => {
        $crate::domain::field::Kind::Links($crate::domain::field::Target::Register($target))
    };
    (person) => {
        $crate::domain::field::Kind::Person
    };
    (duration) => {
        $crate::domain::field::Kind::Duration
    };
    (file) => {
        $crate::domain::field::Kind::File
    };
}

/// A typed getter of a register's view.
#[doc(hidden)]
#[macro_export]
macro_rules! getter {
    (@is $(#[doc = $help:literal])+ $getter:ident, $field:expr, $Type:ty, $read:ident) => {
        $(#[doc = $help])+
        pub fn $getter(self) -> $Type {
            self.0.$read($field as usize)
        }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, text) => { $crate::getter! { @is $(#[doc = $h])+ $g, $f, &'a str, text } };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, long_text) => { $crate::getter! { @is $(#[doc = $h])+ $g, $f, &'a str, text } };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, number) => { $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<i64>, number } };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, decimal($s:literal)) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::value::Decimal>, decimal }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, money) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::value::Money>, money }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, date) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<::chrono::NaiveDate>, date }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, instant) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::value::Instant>, instant }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, yes_no) => { $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<bool>, yes_no } };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, choice($T:ty)) => {
        $(#[doc = $h])+
        pub fn $g(self) -> Option<$T> {
            self.0.choice($f as usize).and_then(<$T>::of_key)
        }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, choices($T:ty)) => {
        $(#[doc = $h])+
        pub fn $g(self) -> Vec<$T> {
            self.0.choices($f as usize).iter().filter_map(|key| <$T>::of_key(key)).collect()
        }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, link($($t:tt)+)) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::identity::RecordId>, link }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, links($($t:tt)+)) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, &'a [$crate::domain::identity::RecordId], links }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, person) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::identity::RecordId>, link }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, duration) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<$crate::domain::value::Duration>, duration }
    };
    ($(#[doc = $h:literal])+ $g:ident, $f:expr, file) => {
        $crate::getter! { @is $(#[doc = $h])+ $g, $f, Option<&'a $crate::domain::value::File>, file }
    };
}

/// Declares the answers of a choice field: an enum whose variants each have a stored key, what it
/// [was](crate::domain::former), where it was called otherwise, and a shown label.
#[macro_export]
macro_rules! choices {
    ($(#[doc = $about:literal])+ $Choice:ident { $($(#[doc = $help:literal])* $Variant:ident = $key:literal $(was $($was:literal)+)?, $label:literal $(, $tone:ident)?;)+ }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $Choice { $($(#[doc = $help])* #[doc = $label] $Variant,)+ }

        impl $Choice {
            /// The answers as a field declares them.
            pub const CHOICES: &'static [$crate::domain::field::Choice] =
                &[$($crate::domain::field::Choice {
                    key: $key, was: &[$($($was),+)?], label: $label, tone: $crate::tone!($($tone)?),
                }),+];

            /// Every answer, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];

            /// The word that is stored and typed.
            pub const fn key(self) -> &'static str {
                Self::CHOICES[self as usize].key
            }

            /// The words that are shown.
            pub const fn label(self) -> &'static str {
                Self::CHOICES[self as usize].label
            }

            /// The answer of this key.
            pub fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.key() == key)
            }
        }
    };
}

/// The tone of a choice: `Plain` where none is said.
#[macro_export]
macro_rules! tone {
    () => {
        $crate::domain::field::Tone::Plain
    };
    ($tone:ident) => {
        $crate::domain::field::Tone::$tone
    };
}
