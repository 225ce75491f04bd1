//! Records that follow others: worked out anew once what they follow was changed, in the transaction in which it was.

use crate::domain::register::{Register, Watch};
use crate::domain::transaction::{Change, Way, What};

use super::commit::Writer;
use super::error::Error;
use super::journal::Draft;
use super::read;

impl Writer<'_> {
    /// Remembers the registers whose records follow what a change is of.
    pub(super) fn notice(&mut self, change: &Change) {
        let followed = |watch: &Watch| watch.register == change.register.name && touches(watch, &change.what);
        let registers = self.schema.catalogue.registers();
        let following: Vec<&'static Register> =
            registers.filter(|one| one.follows.is_some_and(|follows| follows.of.iter().any(followed))).collect();
        for register in following {
            if !self.following.contains(&register) {
                self.following.push(register);
            }
        }
    }

    /// Works out anew what follows from all that was changed.
    ///
    /// # Errors
    /// Where the file can't be read or written.
    pub(super) fn follow(&mut self, draft: &mut Draft) -> Result<(), Error> {
        for register in std::mem::take(&mut self.following) {
            let Some(follows) = register.follows else { continue };
            for current in read::every(self.connection, self.schema, register)? {
                let mut after = current.clone();
                self.derive(&mut after, Some(&current))?;
                let way = Way::Move(follows.by.to_string());
                self.write_update(&current, &after, current.revision, way, draft)?;
            }
        }
        Ok(())
    }
}

fn touches(watch: &Watch, what: &What) -> bool {
    match what {
        What::Update { fields, .. } => fields.iter().any(|one| watch.fields.iter().any(|name| *name == one.field.name)),
        What::Void { .. } | What::Unvoid { .. } => true,
        What::Create { .. } | What::Erase { .. } => false,
    }
}
