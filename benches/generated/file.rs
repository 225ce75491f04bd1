//! A file of a made-up organisation with its first person.

use std::path::Path;

use gavel::domain::transaction::Channel;
use gavel::domain::value::Value;
use gavel::domain::{organisation, person};
use gavel::store::{Act, Ambient, Author, Proposal, Schema, Store};

/// A file with an organisation and its first person.
pub fn create(path: &Path, schema: &'static Schema) -> (Store, Author) {
    let person = Ambient::System.identity();
    let author = Author { person, named: false, os_user: "bench".into(), channel: Channel::CommandLine };
    let text = |text: &str| Value::Text(text.into());
    let first = Proposal::of([
        Act::Create {
            id: Ambient::System.identity(),
            register: &organisation::REGISTER,
            fields: vec![
                (organisation::OrganisationField::Name.field(), text("Aldgate Mutual")),
                (organisation::OrganisationField::TimeZone.field(), text("Europe/London")),
            ],
        },
        Act::Create {
            id: person,
            register: &person::REGISTER,
            fields: vec![(person::PersonField::Name.field(), text("Rosa Lindt"))],
        },
    ]);
    let store = Store::create(path, schema, Ambient::System, &author, &first).expect("a new file");
    (store, author)
}
