//! `gavel verify --elsewhere`: looks at the files that are held elsewhere.

use crate::domain::value::Held;
use crate::workflow::evidence::elsewhere::{Elsewhere, Found, Others, all, others};

use super::context::Context;
use super::failure::Failure;

/// How many files came to what.
#[derive(Default)]
struct Count {
    same: usize,
    changed: usize,
    not_here: usize,
    unread: usize,
}

/// Looks at each, and tells which is not as it was. What could not be looked at is no good sign.
pub fn look(context: &mut Context) -> Result<(), Failure> {
    let files = all(context.view())?;
    let mut count = Count::default();
    for one in &files {
        let found = one.look();
        match &found {
            Found::Same => count.same += 1,
            Found::Changed(_) => count.changed += 1,
            Found::NotHere => count.not_here += 1,
            Found::Unread(_) => count.unread += 1,
        }
        if let Some(words) = words(one, &found) {
            context.say(&words)?;
        }
    }
    context.say(&match files.len() {
        0 => "No file is held elsewhere by its path, so that none was looked at.".to_owned(),
        all => format!(
            "Held elsewhere by path: {all}; {} as before, {} changed, {} not found here, {} not readable.",
            count.same, count.changed, count.not_here, count.unread
        ),
    })?;
    let Others { addresses, papers, told } = others(context.view())?;
    context.say(&format!(
        "Evidence that people alone can look at: {addresses} at an address, {papers} on paper; {told} told, not on file."
    ))?;
    match count {
        Count { changed: 1.., .. } => Err(Failure::Told),
        Count { not_here: 0, unread: 0, same: 1.., .. } => Ok(()),
        _ => Err(Failure::NotJudged(None)),
    }
}

/// What is not as it was.
fn words(one: &Elsewhere, found: &Found) -> Option<String> {
    let Held::Elsewhere { location, sha256, as_of } = &one.file.held else { return None };
    let (name, size) = (&one.name, one.file.size);
    Some(match found {
        Found::Same => return None,
        Found::Changed(now) => format!(
            "Changed: {name}: {location} has {} bytes, SHA-256 {}; on {as_of} it had {size} bytes, SHA-256 {sha256}",
            now.size, now.sha256
        ),
        Found::NotHere => format!("Not found here: {name}: {location}, as of {as_of}"),
        Found::Unread(why) => format!("Not readable: {name}: {why}"),
    })
}
