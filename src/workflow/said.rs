//! How something was said, shown for what it is: what somebody else typed needs the message, the signed copy or the minutes
//! on file; and who typed it, at whose terminal, in whose name.

use crate::domain::action::Action;
use crate::domain::attestation::Confirmation;
use crate::domain::evidence::{Evidence, Type};
use crate::domain::house::said::Words;
use crate::domain::identity::{Hash, RecordId, Reference};
use crate::domain::ownership::owners_since;
use crate::domain::record::{Record, Version};
use crate::domain::transaction::Header;
use crate::domain::value::ERASED;
use crate::store::{Author, Error, View};

/// Who put something on record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Who sat at the terminal; none where nobody of the file has its user, or several people.
    pub at_terminal: Option<RecordId>,
    /// In whose name they acted.
    pub acting: RecordId,
    /// The operating-system user of the terminal.
    pub user: String,
}

impl Recorded {
    /// Whoever acts now.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn now(view: View, author: &Author) -> Result<Self, Error> {
        Self::of(view, author.person, author.named, author.os_user.clone())
    }

    /// Whoever made a transaction.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn then(view: View, header: &Header) -> Result<Self, Error> {
        let user = user(view, header.actor.user)?;
        Self::of(view, header.actor.person, header.actor.named, user)
    }

    /// Whoever wrote a version of a record; nobody where it is being made.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of_version(view: View, version: &Version) -> Result<Option<Self>, Error> {
        view.entry(version.sequence)?.map(|entry| Self::then(view, &entry.header)).transpose()
    }

    fn of(view: View, acting: RecordId, named: bool, user: String) -> Result<Self, Error> {
        let at_terminal = if named {
            match view.people_with_user(&user)?.as_slice() {
                [one] => Some(one.id),
                _ => None,
            }
        } else {
            Some(acting)
        };
        Ok(Self { at_terminal, acting, user })
    }

    /// Whether it was one of these people, in their own name.
    pub fn is_of(&self, people: &[RecordId]) -> bool {
        let is_one = |id: Option<RecordId>| id.is_some_and(|id| people.contains(&id));
        is_one(Some(self.acting)) && is_one(self.at_terminal)
    }

    /// Who it was: `Noor Halvorsen, in the name of Oluwaseun Vardy`.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn words(&self, view: View) -> Result<String, Error> {
        self.told(view, &Words::default())
    }

    /// The same in the words of a house.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn told(&self, view: View, words: &Words) -> Result<String, Error> {
        self.named(words, |id| Ok(view.record(id)?.map_or(String::new(), |one| one.title().to_owned())))
    }

    /// The same with their numbers: `P-1 Noor Halvorsen, in the name of P-7 Oluwaseun Vardy`.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn called(&self, view: View) -> Result<String, Error> {
        self.named(&Words::default(), |id| view.name_of(id))
    }

    fn named(&self, words: &Words, name: impl Fn(RecordId) -> Result<String, Error>) -> Result<String, Error> {
        let who = match self.at_terminal {
            Some(id) if id == self.acting => return name(id),
            Some(id) => name(id)?,
            None => words.the_user(&self.user),
        };
        Ok(words.in_the_name_of(who, name(self.acting)?))
    }
}

/// The operating-system user behind the hash in a header.
fn user(view: View, hash: Hash) -> Result<String, Error> {
    Ok(view.words(hash)?.unwrap_or_else(|| ERASED.to_owned()))
}

/// How something was said about a record by somebody, in words: `by message, not on file`.
///
/// # Errors
/// Where the file can't be read.
pub fn words(
    view: View,
    about: &Record,
    how: Confirmation,
    by: Option<RecordId>,
    recorded: Option<&Recorded>,
) -> Result<String, Error> {
    shown(view, about, how, by, recorded)?.words(view, how, &Words::default())
}

/// What shows how something was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// They typed it themselves.
    Typed,
    /// It was said in this meeting.
    Met(RecordId),
    /// Nothing.
    Nothing,
    /// It is told of, and nothing is on file.
    Told,
    /// It was put on file as this, by somebody else or by themselves; they may own what it is about.
    Filed { reference: Reference, by: Option<Recorded>, owns: Option<Reference> },
    /// Something of which nobody knows who put it on file.
    Somehow,
}

impl Shown {
    /// In the words of a house, with how it was said: `by message, not on file`.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn words(&self, view: View, how: Confirmation, words: &Words) -> Result<String, Error> {
        let plain = match how {
            Confirmation::Meeting => words.in_a_meeting(),
            Confirmation::Message => words.by_message(),
            Confirmation::Signature => words.by_signature(),
        };
        Ok(match self {
            Self::Met(review) => words.in_meeting(view.name_of(*review)?),
            Self::Somehow => plain.to_owned(),
            _ => format!("{plain}, {}", self.filed(view, words)?),
        })
    }

    /// What of it is on file: `put on file as E-93 by Noor Halvorsen`.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn filed(&self, view: View, words: &Words) -> Result<String, Error> {
        Ok(match self {
            Self::Typed => words.by_themselves().to_owned(),
            Self::Nothing => words.not_on_file().to_owned(),
            Self::Told => words.told_only().to_owned(),
            Self::Met(_) | Self::Somehow => String::new(),
            Self::Filed { reference, by, owns } => {
                let who = by.as_ref().map(|by| by.told(view, words)).transpose()?;
                let who = who.as_deref().unwrap_or(words.themselves());
                match owns {
                    Some(owned) => words.put_on_file_by_owner(reference, who, owned),
                    None => words.put_on_file(reference, who),
                }
            }
        })
    }

    /// Whether there is something on file that shows it.
    pub fn is_on_file(&self) -> bool {
        !matches!(self, Self::Nothing | Self::Told)
    }
}

/// What shows how something was said about a record by somebody.
///
/// # Errors
/// Where the file can't be read.
pub fn shown(
    view: View,
    about: &Record,
    how: Confirmation,
    by: Option<RecordId>,
    recorded: Option<&Recorded>,
) -> Result<Shown, Error> {
    let kind = Type::showing(how);
    if by.is_some() && recorded.is_some_and(|recorded| recorded.at_terminal == by) {
        return Ok(Shown::Typed);
    }
    if let (Confirmation::Meeting, Some(review)) = (how, Action::of(about).and_then(Action::confirmed_in)) {
        return Ok(Shown::Met(review));
    }
    let hanging = view.backlinks(about.id)?;
    let evidence = hanging.iter().filter(|link| link.relation == "about").filter_map(|link| Evidence::of(&link.record));
    let shows = evidence.filter(|one| one.kind() == Some(kind) && (kind == Type::Minutes || one.said_by() == by));
    let shows: Vec<_> = shows.collect();
    let on_file: Vec<_> = shows.iter().filter(|one| one.is_on_file()).collect();
    if shows.is_empty() {
        return Ok(Shown::Nothing);
    }
    if on_file.is_empty() {
        return Ok(Shown::Told);
    }
    // Who put it there is told: a file shows no more than that. Their own hand goes first, and whoever owns what it is about last.
    let owners = owners_since(&view.versions(about.id)?, None);
    let mut put = Vec::new();
    for one in on_file {
        let made = view.versions(one.0.id)?.first().map(|version| version.sequence);
        let Some(entry) = made.map(|at| view.entry(at)).transpose()?.flatten() else { continue };
        let recorded = Recorded::then(view, &entry.header)?;
        let own = by.is_some_and(|by| recorded.is_of(&[by]));
        let owns = owners.iter().any(|owner| owner.person == recorded.acting);
        put.push((!own, owns, one.0.reference(), recorded));
    }
    let Some((other, owns, reference, recorded)) = put.into_iter().min_by_key(|(other, owns, ..)| (*other, *owns))
    else {
        return Ok(Shown::Somehow);
    };
    Ok(Shown::Filed { reference, by: other.then_some(recorded), owns: owns.then(|| about.reference()) })
}
