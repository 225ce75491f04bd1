//! Who acts: the person whose operating-system user it is, or the one who is named.

use crate::domain::field::Target;
use crate::domain::person::Person;
use crate::domain::transaction::Channel;
use crate::store::{Author, View};

use super::Trouble;
use super::entry::Reader;

/// The author of what is done through a channel.
///
/// # Errors
/// [`Trouble::Input`] where nobody, or more than one person, has this operating-system user.
pub fn author(
    view: View,
    reader: &Reader,
    os_user: &str,
    named: Option<&str>,
    channel: Channel,
) -> Result<Author, Trouble> {
    let person = match named {
        Some(name) => reader.record(Target::Register("person"), name)?,
        None => {
            let mut people = view.people_with_user(os_user)?;
            people.retain(|person| Person(person).active() != Some(false));
            match people.len() {
                1 => people.remove(0),
                0 => {
                    return Err(Trouble::Input(format!(
                        "Nobody in this file has the operating-system user “{os_user}”. Say who acts with --as PERSON, \
                         and set it once with: gavel person edit PERSON --os-user {os_user} --as PERSON"
                    )));
                }
                _ => {
                    return Err(Trouble::Input(format!(
                        "Several people in this file have the operating-system user “{os_user}”: say who acts with --as PERSON"
                    )));
                }
            }
        }
    };
    if person.voided {
        return Err(Trouble::Input(format!("{} is voided and can't act", person.reference())));
    }
    Ok(Author { person: person.id, named: named.is_some(), os_user: os_user.to_owned(), channel })
}
