//! How a register, its fields and their choices are declared: the macros, each of which says once what all else is made of.

/// Declares a register: its descriptor `REGISTER`, and [its words](crate::words).
#[macro_export]
macro_rules! register {
    (
        $(#[doc = $about:literal])+
        $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal, $Area:ident
            $(, $setting:ident($($argument:expr)?))* ;
        $($fields:tt)+
    ) => {
        $crate::words! {
            $(#[doc = $about])+
            $View, $Fields: $name / $plural, $prefix, $clause, $Area;
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
        $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal, $Area:ident;
        $($fields:tt)+
    ) => {
        $crate::declared! {
            { $(#[doc = $about])+ $View, $Fields: $name / $plural, $prefix, $clause, $Area; } [] [] $($fields)+
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
            $View:ident, $Fields:ident: $name:literal / $plural:literal, $prefix:literal, $clause:literal, $Area:ident;
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
            $name, $plural, $prefix, $clause, $crate::domain::area::Area::$Area, concat!($($about),+).trim_ascii(), FIELDS,
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
