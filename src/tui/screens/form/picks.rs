//! Picking answers or records by typing part of their names.

use std::ops::Range;

use crate::domain::field::{Choice, Field, Kind, Target};
use crate::domain::former;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::value::Value;
use crate::store::list::Query;
use crate::store::local::Typed;
use crate::store::search::Order;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::tui::input::TextInput;
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;

use crate::tui::screens::chooser::matching;

/// Records offered at once.
const OFFERS: u32 = 8;

/// What was picked, and what is offered.
#[derive(Debug)]
pub struct Picks {
    pub input: TextInput,
    pub picked: Vec<Pick>,
    pub offers: Vec<Pick>,
    /// Whether more would match than are offered.
    more: bool,
    /// The offer that Enter takes.
    pub cursor: Option<usize>,
    many: bool,
    source: Source,
    /// Records that are not offered: those that the form is about.
    left_out: Vec<String>,
    /// What is offered before all else, as long as nothing is typed: what was answered last.
    first: Option<String>,
    /// The only ones that are offered, where these are known beforehand.
    only: Option<Vec<Pick>>,
}

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// The key of a choice, the identity of a record.
    key: String,
    pub label: String,
}

#[derive(Debug, Clone, Copy)]
enum Source {
    Choices(&'static [Choice]),
    YesNo,
    Records(Target),
}

impl Picks {
    /// The picks of a field; `None` where its kind is typed.
    pub fn of(field: &Field, value: Option<&Value>, view: View) -> Result<Option<Self>, Error> {
        let (source, many) = match field.kind {
            Kind::Choice(choices) => (Source::Choices(choices), false),
            Kind::Choices(choices) => (Source::Choices(choices), true),
            Kind::YesNo => (Source::YesNo, false),
            Kind::Link(target) => (Source::Records(target), false),
            Kind::Person => (Source::Records(Target::Register("person")), false),
            Kind::Links(target) => (Source::Records(target), true),
            _ => return Ok(None),
        };
        let keys: Vec<String> = match value {
            Some(Value::Choice(key)) => vec![(*key).to_owned()],
            Some(Value::Choices(keys)) => keys.iter().map(|key| (*key).to_owned()).collect(),
            Some(Value::YesNo(yes)) => vec![if *yes { "yes" } else { "no" }.to_owned()],
            Some(Value::Link(id)) => vec![id.to_string()],
            Some(Value::Links(ids)) => ids.iter().map(RecordId::to_string).collect(),
            _ => Vec::new(),
        };
        let input = TextInput::line("");
        let mut picks = Self {
            input,
            picked: Vec::new(),
            offers: Vec::new(),
            more: false,
            cursor: None,
            many,
            source,
            left_out: Vec::new(),
            first: None,
            only: None,
        };
        picks.pick_keys(&keys, view)?;
        picks.offer(view)?;
        Ok(Some(picks))
    }

    /// Does not offer these records.
    pub fn leave_out(&mut self, records: &[Record], view: View) -> Result<(), Error> {
        self.left_out = records.iter().map(|record| record.id.to_string()).collect();
        self.offer(view)
    }

    /// Offers an answer before all others, for Enter to take. It is not picked by that.
    pub fn prefer(&mut self, key: String, view: View) -> Result<(), Error> {
        self.first = Some(key);
        self.offer(view)
    }

    /// Offers these records and no others.
    pub fn only(&mut self, ids: &[RecordId], view: View) -> Result<(), Error> {
        let mut only = Vec::new();
        for id in ids {
            let label = view.record(*id)?.as_ref().map(named);
            only.extend(label.map(|label| Pick { key: id.to_string(), label }));
        }
        self.only = Some(only);
        self.offer(view)
    }

    fn pick_keys(&mut self, keys: &[String], view: View) -> Result<(), Error> {
        self.picked.clear();
        for key in keys {
            let known = match self.source {
                Source::Choices(choices) => {
                    let known = choices.iter().find(|choice| choice.key == key);
                    let choice = known.or_else(|| former::choice(choices, key));
                    choice.map(|choice| (choice.key.to_owned(), choice.label.to_owned()))
                }
                Source::YesNo => Some((key.clone(), key.clone())),
                Source::Records(_) => match RecordId::parse(key) {
                    Some(id) => view.record(id)?.as_ref().map(|record| (key.clone(), named(record))),
                    None => None,
                },
            };
            // A record that is not there any more can't be picked again.
            self.picked.extend(known.map(|(key, label)| Pick { key, label }));
        }
        Ok(())
    }

    /// Puts what was typed earlier back.
    pub fn restore(&mut self, typed: &Typed, view: View) -> Result<(), Error> {
        self.input = TextInput::line(&typed.text);
        self.pick_keys(&typed.picked, view)?;
        self.offer(view)
    }

    /// The keys of what was picked, in the order that the value will have.
    pub fn keys(&self) -> Vec<String> {
        let mut keys: Vec<String> = self.picked.iter().map(|pick| pick.key.clone()).collect();
        match self.source {
            Source::Choices(choices) => {
                keys.sort_by_key(|key| choices.iter().position(|choice| choice.key == key));
            }
            Source::YesNo => {}
            Source::Records(_) => keys.sort(),
        }
        keys
    }

    /// The offers in sight, the one that is pointed at among them, and what is said of the others.
    pub fn seen(&self) -> (Range<usize>, Option<&'static str>) {
        let most = OFFERS as usize;
        let first = self.cursor.map_or(0, |cursor| (cursor + 1).saturating_sub(most));
        let seen = first..(first + most).min(self.offers.len());
        let words = match (self.offers.len() > most, self.more) {
            (_, true) => Some("more match: type on"),
            (true, false) => Some("and more: type on, or go down"),
            (false, false) => None,
        };
        (seen, words)
    }

    /// Offers what matches the typed text.
    pub fn offer(&mut self, view: View) -> Result<(), Error> {
        let typed = self.input.text();
        let typed = typed.trim();
        self.more = false;
        let all: Vec<Pick> = match self.source {
            _ if self.only.is_some() => self.only.clone().unwrap_or_default(),
            Source::Choices(choices) => choices
                .iter()
                .map(|choice| Pick { key: choice.key.to_owned(), label: choice.label.to_owned() })
                .collect(),
            Source::YesNo => ["yes", "no"].map(|word| Pick { key: word.to_owned(), label: word.to_owned() }).to_vec(),
            Source::Records(target) => {
                let (records, more) = find(view, target, typed)?;
                self.more = more;
                records.iter().map(|record| Pick { key: record.id.to_string(), label: named(record) }).collect()
            }
        };
        self.offers = match self.source {
            Source::Records(_) if self.only.is_none() => all,
            _ => matching(typed, all.iter().map(|pick| pick.label.as_str()))
                .into_iter()
                .map(|place| all[place].clone())
                .collect(),
        };
        self.offers.retain(|offer| !self.picked.contains(offer) && !self.left_out.contains(&offer.key));
        let preferred = |first: &String| self.offers.iter().position(|offer| offer.key == *first);
        let first = self.first.as_ref().filter(|_| typed.is_empty() && self.picked.is_empty()).and_then(preferred);
        if let Some(place) = first {
            self.offers[..=place].rotate_right(1);
        }
        let points = !typed.is_empty() || first.is_some();
        self.cursor = (points && !self.offers.is_empty()).then_some(0);
        Ok(())
    }

    /// Goes to the next offer or the one before; says whether there was one.
    pub fn go(&mut self, down: bool) -> bool {
        let next = match (self.cursor, down) {
            (None, true) => Some(0),
            (Some(at), true) => Some(at + 1),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => None,
        };
        match next.filter(|next| *next < self.offers.len()) {
            Some(next) => {
                self.cursor = Some(next);
                true
            }
            None => {
                // Off either end the offer is let go of; upwards, that is all that the first press does.
                let stays = !down && self.cursor.is_some();
                self.cursor = None;
                stays
            }
        }
    }

    /// Takes the offer under the cursor; says whether there was one.
    pub fn take(&mut self, view: View) -> Result<bool, Error> {
        let Some(offer) = self.cursor.and_then(|cursor| self.offers.get(cursor)).cloned() else { return Ok(false) };
        if !self.many {
            self.picked.clear();
        }
        self.picked.push(offer);
        self.input = TextInput::line("");
        self.offer(view)?;
        Ok(true)
    }

    /// Drops what was picked last; says whether there was anything.
    pub fn drop_last(&mut self) -> bool {
        self.picked.pop().is_some()
    }

    /// Whether several can be picked.
    pub fn is_many(&self) -> bool {
        self.many
    }

    /// The value that is picked. What is typed and not picked is read as somebody's name for it.
    pub fn value(&self, field: &'static Field, reader: &mut Reader) -> Result<Option<Value>, Trouble> {
        let typed = self.input.text();
        let read = if typed.trim().is_empty() { None } else { reader.value(field, &typed)? };
        if !self.many && read.is_some() {
            return Ok(read);
        }
        let keys = self.keys();
        let value = match self.source {
            Source::YesNo => keys.first().map(|key| Value::YesNo(key == "yes")),
            Source::Choices(choices) => {
                let mut chosen: Vec<&'static str> = match read {
                    Some(Value::Choices(keys)) => keys,
                    _ => Vec::new(),
                };
                chosen.extend(
                    choices.iter().map(|choice| choice.key).filter(|key| keys.iter().any(|picked| picked == key)),
                );
                if self.many {
                    let ordered: Vec<_> =
                        choices.iter().map(|choice| choice.key).filter(|key| chosen.contains(key)).collect();
                    (!ordered.is_empty()).then_some(Value::Choices(ordered))
                } else {
                    chosen.first().map(|key| Value::Choice(key))
                }
            }
            Source::Records(_) => {
                let mut ids: Vec<RecordId> = keys.iter().filter_map(|key| RecordId::parse(key)).collect();
                match read {
                    Some(Value::Links(more)) => ids.extend(more),
                    Some(Value::Link(one)) => ids.push(one),
                    _ => {}
                }
                ids.sort_unstable();
                ids.dedup();
                match (self.many, ids.first()) {
                    (_, None) => None,
                    (false, Some(one)) => Some(Value::Link(*one)),
                    (true, Some(_)) => Some(Value::Links(ids)),
                }
            }
        };
        Ok(value)
    }
}

/// Records that somebody may mean, and whether there are more: by their reference, then by their words; the first ones
/// where nothing is typed.
fn find(view: View, target: Target, typed: &str) -> Result<(Vec<Record>, bool), Error> {
    let register = match target {
        Target::Register(name) => view.schema().catalogue.named(name),
        Target::Any => None,
    };
    let Some(register) = register else {
        if typed.is_empty() {
            return Ok((Vec::new(), false));
        }
        return Ok(cut(view.search(typed, Order::Newest, OFFERS + 1)?));
    };
    let mut found = Vec::new();
    let reference = typed.parse().ok().or_else(|| typed.parse().ok().map(|number| register.reference(number)));
    if let Some(reference) = reference
        && let Some(record) = view.called(&reference)?
        && record.register == register
        && !record.voided
    {
        found.push(record);
    }
    let words = (!typed.is_empty()).then(|| typed.to_owned());
    let page = view.page(&Query { words, limit: Some(OFFERS), ..Query::new(register) })?;
    found.extend(page.records);
    found.dedup_by_key(|record| record.id);
    let (found, more) = cut(found);
    Ok((found, more || page.more))
}

/// As many as are offered, and whether there are more.
fn cut(mut found: Vec<Record>) -> (Vec<Record>, bool) {
    let more = found.len() > OFFERS as usize;
    found.truncate(OFFERS as usize);
    (found, more)
}
