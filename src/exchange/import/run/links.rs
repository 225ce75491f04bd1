//! Records that a file speaks of by what they are called: their reference, their title, or the key of their source.

use std::collections::{BTreeMap, HashMap};

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::{RecordId, Reference};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::value::Value;
use crate::exchange::import::bound::BoundField;
use crate::exchange::import::fold;
use crate::exchange::import::mapping::SOURCE_KEY;
use crate::exchange::import::unread::{Reason, Unread};
use crate::store::list::Query;
use crate::store::view::named;
use crate::store::{Act, Ambient, Error, View};

use super::value;

/// Records read at once.
const PAGE: u32 = 500;

/// What people call the records of the registers that links point to; read when first asked for.
#[derive(Debug, Default)]
pub struct Directory(HashMap<(&'static str, &'static str), HashMap<String, Vec<RecordId>>>);

/// Why a link can't be made.
#[derive(Debug)]
pub enum Unlinked {
    /// The file may still bring it.
    NotYet(Unread),
    /// It never can.
    Wrong(String),
    Trouble(Error),
}

impl From<Error> for Unlinked {
    fn from(error: Error) -> Self {
        Self::Trouble(error)
    }
}

/// A record that is added because a link names it.
#[derive(Debug)]
pub struct Newcomer {
    pub act: Act,
    register: &'static Register,
    id: RecordId,
    called: String,
    find_by: Option<&'static Field>,
}

/// Finds the records of links.
#[derive(Debug)]
pub struct Finder<'a> {
    pub view: View<'a>,
    pub ambient: &'a Ambient,
    pub directory: Directory,
}

impl Finder<'_> {
    /// The value of a link field; records that the mapping allows to add are handed over with `newcomers`.
    pub fn read(
        &mut self,
        field: &BoundField,
        words: &str,
        newcomers: &mut Vec<Newcomer>,
    ) -> Result<Option<Value>, Unlinked> {
        let target = field.field.kind.target().unwrap_or(Target::Any);
        if words.trim().is_empty() {
            return Ok(None);
        }
        if field.field.kind.is_single_link() {
            return Ok(Some(Value::Link(self.one(field, target, words.trim(), newcomers)?)));
        }
        let mut ids = Vec::new();
        match self.one(field, target, words.trim(), &mut Vec::new()) {
            Ok(id) if field.source.create.is_none() => ids.push(id),
            Err(Unlinked::Trouble(error)) => return Err(error.into()),
            // A title may hold a comma; what is no title as a whole is a list of them.
            _ => {
                for part in value::parts(words) {
                    let meant = field.values.get(&fold::plain(part)).map_or(part, String::as_str);
                    ids.push(self.one(field, target, meant, newcomers)?);
                }
            }
        }
        ids.sort_unstable();
        ids.dedup();
        Ok((!ids.is_empty()).then_some(Value::Links(ids)))
    }

    fn one(
        &mut self,
        field: &BoundField,
        target: Target,
        called: &str,
        newcomers: &mut Vec<Newcomer>,
    ) -> Result<RecordId, Unlinked> {
        if let Ok(reference) = called.parse::<Reference>()
            && let Some(record) = self.view.called(&reference)?
        {
            if !target.allows(record.register.name) {
                return Err(Unlinked::Wrong(format!("{reference} is in the {} register", record.register.singular())));
            }
            return Ok(record.id);
        }
        let Target::Register(name) = target else {
            return Err(Unlinked::Wrong(format!("“{called}” is no reference such as A-31")));
        };
        let Some(register) = CATALOGUE.named(name) else {
            return Err(Unlinked::Wrong(format!("There is no register {name}")));
        };
        let find_by = match &field.source.find_by {
            Some(name) => {
                Some(register.field(name).filter(|found| matches!(found.kind, Kind::Text)).ok_or_else(|| {
                    Unlinked::Wrong(format!("The {} register can't be searched by “{name}”", register.singular()))
                })?)
            }
            None => None,
        };
        if let Some(one) = newcomers.iter().find(|one| one.register == register && one.called == folded(called)) {
            return Ok(one.id);
        }
        let mut fields: Vec<&'static Field> = find_by.map_or_else(
            || register.field(SOURCE_KEY).into_iter().chain(register.title()).collect(),
            |field| vec![field],
        );
        fields.dedup();
        for by in fields {
            let found = self.known(register, by)?.get(&folded(called)).cloned().unwrap_or_default();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(*one),
                several => {
                    let names = several.iter().take(3).map(|id| self.view.record(*id));
                    let names: Vec<_> = names.collect::<Result<Vec<_>, _>>()?.iter().flatten().map(named).collect();
                    return Err(Unlinked::Wrong(format!(
                        "“{called}” is the name of {} {}: {}; name it by its reference",
                        several.len(),
                        register.plural,
                        names.join(", "),
                    )));
                }
            }
        }
        let new = BTreeMap::new();
        let is_new = || field.new.iter().any(|name| folded(name) == folded(called));
        match field.source.create.as_ref().or_else(|| is_new().then_some(&new)) {
            Some(given) => {
                let newcomer = self.newcomer(register, called, find_by, given)?;
                let id = newcomer.id;
                newcomers.push(newcomer);
                Ok(id)
            }
            None => {
                let why = format!("There is no {} “{called}”", register.singular());
                Err(Unlinked::NotYet(Unread::new(Reason::NotFound, why).about(called)))
            }
        }
    }

    fn newcomer(
        &self,
        register: &'static Register,
        called: &str,
        find_by: Option<&'static Field>,
        given: &BTreeMap<String, String>,
    ) -> Result<Newcomer, Unlinked> {
        let text = Value::Text(called.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut fields = Vec::new();
        fields.extend(register.title().map(|title| (title, text.clone())));
        fields.extend(find_by.filter(|field| !field.title).map(|field| (field, text)));
        let mut reader = crate::workflow::entry::Reader::new(self.view, self.ambient, None)?;
        for (name, words) in given {
            let field = register.field(name).ok_or_else(|| {
                Unlinked::Wrong(format!("The {} register has no field “{name}”", register.singular()))
            })?;
            let value = reader.value(field, words).map_err(|trouble| Unlinked::Wrong(trouble.to_string()))?;
            fields.retain(|(known, _)| *known != field);
            fields.extend(value.map(|value| (field, value)));
        }
        let id = self.ambient.identity();
        let act = Act::Create { id, register, fields };
        Ok(Newcomer { act, register, id, called: folded(called), find_by })
    }

    /// Remembers a record that now stands.
    pub fn welcome(&mut self, newcomer: &Newcomer) {
        let by = newcomer.find_by.or_else(|| newcomer.register.title());
        if let Some(names) = by.and_then(|by| self.directory.0.get_mut(&(newcomer.register.name, by.name))) {
            names.entry(newcomer.called.clone()).or_default().push(newcomer.id);
        }
    }

    /// Remembers what a record that was just written is called.
    pub fn learn(&mut self, record: &Record) {
        for ((register, field), names) in &mut self.directory.0 {
            if *register == record.register.name
                && let Some(Value::Text(text)) = record.get(field)
            {
                let ids = names.entry(folded(text)).or_default();
                if !ids.contains(&record.id) {
                    ids.push(record.id);
                }
            }
        }
    }

    /// Whether anybody has asked for names of a register.
    pub fn asks_about(&self, register: &Register) -> bool {
        self.directory.0.keys().any(|(name, _)| *name == register.name)
    }

    fn known(
        &mut self,
        register: &'static Register,
        by: &'static Field,
    ) -> Result<&HashMap<String, Vec<RecordId>>, Error> {
        match self.directory.0.entry((register.name, by.name)) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::hash_map::Entry::Vacant(vacant) => {
                let mut names: HashMap<String, Vec<RecordId>> = HashMap::new();
                each(self.view, Query::new(register).only(&[by]), |record| {
                    if let Some(Value::Text(text)) = record.get(by.name) {
                        names.entry(folded(text)).or_default().push(record.id);
                    }
                    Ok(())
                })?;
                Ok(vacant.insert(names))
            }
        }
    }
}

/// Shows every record of a query, a page at a time.
pub fn each(view: View, mut query: Query, mut show: impl FnMut(&Record) -> Result<(), Error>) -> Result<(), Error> {
    query.limit = Some(PAGE);
    loop {
        let page = view.page(&query)?;
        for record in &page.records {
            show(record)?;
        }
        query.after = page.records.last().map(|record| record.id);
        if !page.more {
            return Ok(());
        }
    }
}

/// A name as it is compared: in lower case, with single spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
