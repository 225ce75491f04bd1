//! Names of registers, of fields and of moves. They are made where these are declared, so that a rule, a ground or a
//! workflow that names what is not there does not compile.

use std::fmt;
use std::ops::Deref;

macro_rules! names {
    ($($(#[doc = $about:literal])+ $Name:ident;)+) => {$(
        $(#[doc = $about])+
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $Name(&'static str);

        impl $Name {
            /// The name as a declaration spells it; what is declared elsewhere is named by its declaration.
            pub const fn declared(name: &'static str) -> Self {
                Self(name)
            }

            /// As it is stored, journalled and typed.
            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }

        impl Deref for $Name {
            type Target = str;

            fn deref(&self) -> &str {
                self.0
            }
        }

        impl AsRef<str> for $Name {
            fn as_ref(&self) -> &str {
                self.0
            }
        }

        impl From<$Name> for &'static str {
            fn from(name: $Name) -> Self {
                name.0
            }
        }

        impl PartialEq<str> for $Name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl PartialEq<&str> for $Name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl PartialEq<$Name> for &str {
            fn eq(&self, other: &$Name) -> bool {
                *self == other.0
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.pad(self.0)
            }
        }

        impl fmt::Debug for $Name {
            fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                fmt::Debug::fmt(self.0, formatter)
            }
        }
    )+};
}

names! {
    /// The name of a register: `action`.
    RegisterName;
    /// The name of a field: `done_on`.
    FieldName;
    /// The name of a move: `confirm`.
    MoveName;
}

/// A field of a register by which records of that register point to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    pub register: RegisterName,
    pub field: FieldName,
}

/// How many names there are in several lists of them.
pub const fn count(lists: &[&[FieldName]]) -> usize {
    let (mut total, mut at) = (0, 0);
    while at < lists.len() {
        total += lists[at].len();
        at += 1;
    }
    total
}

/// Several lists of names as one, which has as many as they have together.
pub const fn together<const N: usize>(lists: &[&[FieldName]]) -> [FieldName; N] {
    let mut all = [FieldName(""); N];
    let (mut list, mut next) = (0, 0);
    while list < lists.len() {
        let mut at = 0;
        while at < lists[list].len() {
            all[next] = lists[list][at];
            next += 1;
            at += 1;
        }
        list += 1;
    }
    all
}

/// The names of fields in a row, for what is declared of them: `fields![ActionField: What, DoneOn, ..CONFIRMED]`. Each
/// is a field of the register's enum; an [attestation](crate::domain::attestation::Attestation) stands for all of its
/// fields.
#[macro_export]
macro_rules! fields {
    ($Fields:ident: $($(..$NAMED:ident)? $($Variant:ident)?),+) => {{
        const LISTS: &[&[$crate::domain::name::FieldName]] =
            &[$($($NAMED.fields())? $($Fields::$Variant.fields())?),+];
        const ALL: [$crate::domain::name::FieldName; $crate::domain::name::count(LISTS)] =
            $crate::domain::name::together(LISTS);
        &ALL
    }};
}

/// Declares the names of a machine's moves: an enum whose variants each have the word that is typed and journalled.
#[macro_export]
macro_rules! moves {
    ($(#[doc = $about:literal])+ $Moves:ident { $($Variant:ident = $name:literal),+ $(,)? }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $Moves { $(#[doc = concat!("`", $name, "`.")] $Variant,)+ }

        impl $Moves {
            /// The word that is typed and journalled.
            pub const fn name(self) -> $crate::domain::name::MoveName {
                const NAMES: &[$crate::domain::name::MoveName] =
                    &[$($crate::domain::name::MoveName::declared($name)),+];
                NAMES[self as usize]
            }
        }

        impl From<$Moves> for String {
            fn from(one: $Moves) -> Self {
                one.name().to_string()
            }
        }

        impl From<$Moves> for $crate::domain::name::MoveName {
            fn from(one: $Moves) -> Self {
                one.name()
            }
        }
    };
}
