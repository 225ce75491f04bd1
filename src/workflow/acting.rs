//! Who acts: the person whose operating-system user it is, or the one who is named.

use crate::domain::field::Target;
use crate::domain::person::Person;
use crate::domain::transaction::Channel;
use crate::store::{Author, View};

use super::Trouble;
use super::entry::Reader;

/// Why it is not known who acts.
#[derive(Debug, thiserror::Error)]
pub enum Unknown {
    #[error("Nobody in this file has the operating-system user “{0}”")]
    Nobody(String),
    #[error("Several people in this file have the operating-system user “{0}”")]
    Several(String),
    /// Whoever was named is not there, or can't act.
    #[error(transparent)]
    Named(#[from] Trouble),
}

/// The author of what is done through a channel.
///
/// # Errors
/// [`Unknown`] where nobody, or more than one person, has this operating-system user, or nobody can be so named.
pub fn author(
    view: View,
    reader: &Reader,
    os_user: &str,
    named: Option<&str>,
    channel: Channel,
) -> Result<Author, Unknown> {
    let person = match named {
        Some(name) => reader.record(Target::Register("person"), name)?,
        None => {
            let mut people = view.people_with_user(os_user).map_err(Trouble::from)?;
            people.retain(|person| Person(person).active() != Some(false));
            match people.len() {
                1 => people.remove(0),
                0 => return Err(Unknown::Nobody(os_user.to_owned())),
                _ => return Err(Unknown::Several(os_user.to_owned())),
            }
        }
    };
    if person.voided {
        return Err(Trouble::Input(format!("{} is voided and can't act", person.reference())).into());
    }
    Ok(Author { person: person.id, named: named.is_some(), os_user: os_user.to_owned(), channel })
}
