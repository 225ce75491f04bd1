//! Plays the script: each step by the person who did it, at its hour, as a proposal like any other.

use std::collections::HashMap;

use chrono::TimeDelta;

use chrono::NaiveDate;

use crate::domain::catalogue::CATALOGUE;
use crate::domain::evidence::EvidenceField;
use crate::domain::field::{Field, Kind, Target};
use crate::domain::identity::{Hash, RecordId};
use crate::domain::person::{self, Person};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::resolution_answer;
use crate::domain::transaction::FieldChange;
use crate::domain::value::{File, Held, Value};
use crate::store::{Act, Agreement, Author, Proposal, Store, View};
use crate::workflow::Trouble;
use crate::workflow::annex_a::annex_a;
use crate::workflow::audits::drawing;
use crate::workflow::entry::{self, Reader};
use crate::workflow::moves::{self, Piece, Proof};
use crate::workflow::operation::{AGREED_BY, AGREED_HOW, Said};
use crate::workflow::resolutions;
use crate::workflow::review::papers::Printer;

use super::calendar::Calendar;
use super::script::{Deed, Given};

/// The time that typing takes at least.
const TYPING: TimeDelta = TimeDelta::seconds(1);

/// The file while the script is played into it.
pub(super) struct Replay {
    pub store: Store,
    pub printer: Printer,
    calendar: Calendar,
    secretary: Author,
    authors: HashMap<String, Author>,
}

impl Replay {
    pub fn new(store: Store, secretary: Author, calendar: Calendar, printer: Printer) -> Self {
        Self { store, printer, calendar, secretary, authors: HashMap::new() }
    }

    /// Plays all steps; what was entered in one sitting is one transaction.
    pub fn run(mut self, steps: &[Deed]) -> Result<(), Trouble> {
        for sitting in steps.chunk_by(Deed::goes_with) {
            let Some(first) = sitting.first() else { continue };
            self.play(sitting).map_err(|trouble| Trouble::input(format!("{}: {trouble}", first.origin)))?;
        }
        Ok(())
    }

    fn play(&mut self, sitting: &[Deed]) -> Result<(), Trouble> {
        let Some(first) = sitting.first() else { return Ok(()) };
        let at = self.calendar.moment(first.when).ok_or_else(|| Trouble::input("The day is out of range"))?;
        let ambient = self.store.ambient();
        ambient.move_on(ambient.now() + TYPING);
        ambient.move_on(at);
        let author = self.author(&first.by)?;
        let mut proposal = Proposal::default();
        for step in sitting {
            let one = self.propose(step, &author)?;
            proposal.acts.extend(one.acts);
            proposal.contents.extend(one.contents);
            proposal.reason = one.reason;
            proposal.agreed = one.agreed;
        }
        self.store.commit(author, proposal)?;
        Ok(())
    }

    /// What can be asked of the file.
    pub fn view(&self) -> View<'_> {
        self.store.view()
    }

    /// Whoever did a step: the secretary where nobody is named.
    fn author(&mut self, name: &str) -> Result<Author, Trouble> {
        if name.is_empty() {
            return Ok(self.secretary.clone());
        }
        if let Some(author) = self.authors.get(name) {
            return Ok(author.clone());
        }
        let record = self.find(&person::REGISTER, name)?;
        let os_user = Person(&record).os_user();
        // Who has no user of their own lets the secretary type.
        let author = if os_user.is_empty() || os_user == self.secretary.os_user {
            Author { person: record.id, named: record.id != self.secretary.person, ..self.secretary.clone() }
        } else {
            Author { person: record.id, os_user: os_user.to_owned(), ..self.secretary.clone() }
        };
        self.authors.insert(name.to_owned(), author.clone());
        Ok(author)
    }

    fn propose(&self, step: &Deed, author: &Author) -> Result<Proposal, Trouble> {
        let mut reader = Reader::new(self.view(), self.store.ambient(), Some(author.person))?;
        let mut given = step.given.clone();
        let register = CATALOGUE
            .named(&step.register)
            .ok_or_else(|| Trouble::input(format!("There is no register {}", step.register)))?;
        let agreed = self.agreement(&mut given, &mut reader)?;
        let reason = given.remove("reason").map(|reason| self.calendar.spelled(&reason));
        let proposal = match step.verb.as_str() {
            "add" => Proposal::of([self.create(register, given, &mut reader)?]),
            "annex-a" => annex_a(self.view(), self.store.ambient())?,
            _ if register.name == "review" => self.meet(&step.verb, given, author, &mut reader)?,
            verb @ ("answer" | "settle") if register.name == "resolution" => {
                let record = self.find(register, &given.remove("record").unwrap_or_default())?;
                let fields = self.filled(&resolution_answer::REGISTER, given, &mut reader)?;
                if verb == "answer" {
                    resolutions::answered(self.view(), &record, fields, self.store.ambient())?
                } else {
                    resolutions::settles(self.view(), &record, self.store.ambient())?
                }
            }
            verb => {
                let record = self.find(register, &given.remove("record").unwrap_or_default())?;
                let evidence = given.remove("evidence").map(|words| self.calendar.spelled(&words));
                let fields = self.fields(register, given, &mut reader)?;
                match verb {
                    "draw" => draw(self.view(), &record, fields)?,
                    "edit" => Proposal::of([edit(&record, fields)]),
                    name => {
                        let evidence = evidence.map(|words| handed_over(&words, &mut reader)).transpose()?;
                        let (evidence, ambient) = (evidence.into_iter().collect(), self.store.ambient());
                        let records = std::slice::from_ref(&record);
                        let mut moves = moves::make(records, name, fields, evidence, ambient);
                        // Whoever relies on evidence looks at it.
                        let step = register.machine.and_then(|machine| machine.find(name));
                        if step.is_some_and(|step| moves::relies(register, step)) {
                            let today = reader.circumstances().today();
                            let acts = moves::looked(self.view(), records, author.person, today)?;
                            moves.acts.splice(..0, acts);
                        }
                        moves.with(std::mem::take(&mut reader.contents))
                    }
                }
            }
        };
        Ok(proposal.because(reason).agreed(agreed))
    }

    /// Who agreed to what it makes look better.
    fn agreement(&self, given: &mut Given, reader: &mut Reader) -> Result<Agreement, Trouble> {
        let said = [AGREED_BY, AGREED_HOW].into_iter().filter_map(|field| Some((field, given.remove(field.name)?)));
        let values = said.map(|(field, text)| Ok((field, reader.value(field, &text)?)));
        Ok(Said::of(values.collect::<Result<_, Trouble>>()?).take_agreement())
    }

    fn create(&self, register: &'static Register, given: Given, reader: &mut Reader) -> Result<Act, Trouble> {
        let fields = self.filled(register, given, reader)?;
        Ok(Act::Create { id: self.store.ambient().identity(), register, fields })
    }

    /// The fields that were given, as if they had been typed.
    pub fn fields(
        &self,
        register: &'static Register,
        given: Given,
        reader: &mut Reader,
    ) -> Result<Vec<(&'static Field, Option<Value>)>, Trouble> {
        let mut fields = Vec::new();
        for (name, text) in given {
            let field = entry::field(register, &name)?;
            if field.kind == Kind::File {
                fields.push((field, Some(elsewhere(&text, reader.circumstances().today())?)));
                continue;
            }
            let typed = match field.kind {
                Kind::Date => self.calendar.date(&text).map_or(text, |day| day.to_string()),
                kind if kind.target() == Some(Target::Any) => {
                    let names: Result<Vec<_>, _> = text.split(',').map(|name| self.reference(name)).collect();
                    names?.join(", ")
                }
                _ => self.calendar.spelled(&text),
            };
            fields.push((field, reader.value(field, &typed)?));
        }
        Ok(fields)
    }

    /// The fields that were given and are not empty.
    pub fn filled(
        &self,
        register: &'static Register,
        given: Given,
        reader: &mut Reader,
    ) -> Result<Vec<(&'static Field, Value)>, Trouble> {
        let fields = self.fields(register, given, reader)?;
        Ok(fields.into_iter().filter_map(|(field, value)| Some((field, value?))).collect())
    }

    /// The one record of a register that a name means: a reference, a title, words of one.
    pub fn find(&self, register: &'static Register, name: &str) -> Result<Record, Trouble> {
        let reader = Reader::new(self.view(), self.store.ambient(), Some(self.secretary.person))?;
        if register.single {
            let there = self.view().single(register)?;
            return there.ok_or_else(|| Trouble::input(format!("There is no {} yet", register.singular())));
        }
        reader.record(Target::Register(register.name), name)
    }

    /// Whom a name means.
    pub fn person(&self, name: &str) -> Result<RecordId, Trouble> {
        Ok(self.find(&person::REGISTER, name)?.id)
    }

    /// The reference of a record of any register, which is named with it: `finding: model cards`.
    fn reference(&self, name: &str) -> Result<String, Trouble> {
        let Some((register, words)) = name.split_once(':') else { return Ok(name.trim().to_owned()) };
        let register = CATALOGUE
            .named(register.trim())
            .ok_or_else(|| Trouble::input(format!("There is no register {}", register.trim())))?;
        Ok(self.find(register, words.trim())?.reference().to_string())
    }

    /// A text with its days spelled out.
    pub fn spelled(&self, text: &str) -> String {
        self.calendar.spelled(text)
    }
}

/// What is handed over with a move: words, with the name of the file that has the proof where that stands after them in
/// angle brackets. The file says what it would show.
fn handed_over(words: &str, reader: &mut Reader) -> Result<Piece, Trouble> {
    let Some((title, name)) = words.strip_suffix('>').and_then(|words| words.split_once(" <")) else {
        return moves::read(&Proof::Told(words.to_owned()), reader);
    };
    let bytes = format!("{title}\n\nA file of the sample organisation, which is invented.\n").into_bytes();
    let mut piece = moves::read(&Proof::Bytes { name: name.to_owned(), bytes }, reader)?;
    piece.retain(|(field, _)| !field.title);
    piece.push((EvidenceField::Title.field(), Value::Text(title.to_owned())));
    Ok(piece)
}

/// A file that is held elsewhere: its path, its size in bytes and its SHA-256.
fn elsewhere(text: &str, as_of: NaiveDate) -> Result<Value, Trouble> {
    let parts: Vec<_> = text.split_whitespace().collect();
    let file = if let [location, size, sha256] = parts.as_slice() {
        let name = location.rsplit('/').next().unwrap_or_default().to_owned();
        size.parse().ok().zip(Hash::parse(sha256)).map(|(size, sha256)| {
            let held = Held::Elsewhere { location: (*location).to_owned(), sha256, as_of };
            Value::File(Box::new(File { name, size, held }))
        })
    } else {
        None
    };
    file.ok_or_else(|| Trouble::Input(format!("“{text}” is no path, size and SHA-256")))
}

/// Sets fields of a record as it stands.
pub(super) fn edit(record: &Record, fields: Vec<(&'static Field, Option<Value>)>) -> Act {
    let change = |(field, after): (&'static Field, Option<Value>)| FieldChange {
        field,
        before: record.get(field.name).cloned(),
        after,
    };
    Act::Edit { record: record.id, based_on: record.revision, fields: fields.into_iter().map(change).collect() }
}

/// Chooses the areas of a programme from the seed that was given.
fn draw(view: View, programme: &Record, fields: Vec<(&'static Field, Option<Value>)>) -> Result<Proposal, Trouble> {
    let seed = fields.into_iter().find_map(|(_, value)| match value {
        Some(Value::Number(seed)) => u32::try_from(seed).ok(),
        _ => None,
    });
    let seed = seed.ok_or_else(|| Trouble::input("A draw needs a seed"))?;
    Ok(drawing::draw(view, programme, &drawing::By::Seed(seed))?.1)
}
