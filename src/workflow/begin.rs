//! The first transaction of a file: the organisation, and the person who begins.

use crate::domain::organisation::{self, OrganisationField};
use crate::domain::person::{self, PersonField};
use crate::domain::spelling::closest;
use crate::domain::transaction::Channel;
use crate::domain::value::Value;
use crate::domain::visible::fit;
use crate::domain::zone::Zone;
use crate::store::{Act, Ambient, Author, Proposal};

use super::Trouble;

/// What must be known to begin.
#[derive(Debug, Clone)]
pub struct Beginning {
    pub organisation: String,
    pub time_zone: String,
    /// The person who begins.
    pub name: String,
    /// The operating-system user of that person.
    pub os_user: String,
    /// Whether that person belongs to top management.
    pub top_management: bool,
}

/// How much is shown of what is no time zone.
const SHOWN: usize = 60;

/// Whether what somebody types is a time zone.
///
/// # Errors
/// [`Trouble::Input`] where it is none.
pub fn zone(typed: &str) -> Result<(), Trouble> {
    if Zone::named(typed).is_some() {
        return Ok(());
    }
    let names: Vec<_> = Zone::names().collect();
    let hint = closest(typed, names.iter().map(String::as_str));
    let hint = hint.map_or(String::new(), |zone| format!("; did you mean {zone}?"));
    Err(Trouble::Input(format!(
        "“{}” is no time zone; a time zone is a place such as Europe/London or America/New_York{hint}",
        fit(typed, SHOWN),
    )))
}

/// The author and the acts of the first transaction.
///
/// # Errors
/// [`Trouble::Input`] where the time zone is none.
pub fn begin(beginning: &Beginning, ambient: &Ambient, channel: Channel) -> Result<(Author, Proposal), Trouble> {
    zone(&beginning.time_zone)?;
    let text = |text: &str| Value::Text(text.trim().to_owned());
    let person = ambient.identity();
    let organisation = Act::Create {
        id: ambient.identity(),
        register: &organisation::REGISTER,
        fields: vec![
            (OrganisationField::Name.field(), text(&beginning.organisation)),
            (OrganisationField::TimeZone.field(), text(&beginning.time_zone)),
        ],
    };
    let mut fields = vec![
        (PersonField::Name.field(), text(&beginning.name)),
        (PersonField::Active.field(), Value::YesNo(true)),
        (PersonField::OsUser.field(), text(&beginning.os_user)),
    ];
    if beginning.top_management {
        fields.push((PersonField::TopManagement.field(), Value::YesNo(true)));
    }
    let first = Act::Create { id: person, register: &person::REGISTER, fields };
    let author = Author { person, named: false, os_user: beginning.os_user.clone(), channel };
    Ok((author, Proposal::of([organisation, first])))
}
