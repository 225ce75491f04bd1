//! Who made each transaction, and in whose name: one hand is told alike wherever it is told.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::transaction::Header;
use crate::store::names::Names;
use crate::store::{Error, View};
use crate::workflow::said::Recorded;

/// The hands of some transactions.
#[derive(Debug, Clone)]
pub(super) struct Hands {
    names: Names,
    /// Those that somebody else made than the one in whose name they stand.
    of_others: BTreeMap<Sequence, Recorded>,
}

impl Hands {
    pub fn of(view: View, headers: &BTreeMap<Sequence, Header>) -> Result<Self, Error> {
        let mut known: HashMap<_, Recorded> = HashMap::new();
        let mut of_others = BTreeMap::new();
        for (sequence, header) in headers.iter().filter(|(_, header)| header.actor.named) {
            let one = match known.entry((header.actor.person, header.actor.user)) {
                Entry::Occupied(known) => known.get().clone(),
                Entry::Vacant(place) => place.insert(Recorded::then(view, header)?).clone(),
            };
            if one.at_terminal != Some(one.acting) {
                of_others.insert(*sequence, one);
            }
        }
        let mut names = Names::default();
        view.learn(&mut names, headers.values().map(|header| header.actor.person))?;
        view.learn(&mut names, of_others.values().filter_map(|one| one.at_terminal))?;
        Ok(Self { names, of_others })
    }

    /// Who made a transaction that stands in somebody's name: `P-1 Noor Halvorsen, in the name of P-3 Chidinma Osterlund`.
    pub fn words(&self, sequence: Sequence, acting: RecordId) -> String {
        let acting = self.names.words(acting);
        match self.of_others.get(&sequence) {
            None => acting,
            Some(Recorded { at_terminal: Some(person), .. }) => {
                format!("{}, in the name of {acting}", self.names.words(*person))
            }
            Some(Recorded { user, .. }) => format!("the user {user}, in the name of {acting}"),
        }
    }

    /// Whether whoever it stands in the name of made a transaction themselves.
    pub fn is_own(&self, sequence: Sequence) -> bool {
        !self.of_others.contains_key(&sequence)
    }
}
