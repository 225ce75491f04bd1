//! The steps of a review in the script: each is what the command line and the screens propose at that step.

use crate::domain::approval::Role;
use crate::domain::attendance::{Capacity, How};
use crate::domain::attestation::Confirmation;
use crate::domain::ballot::Voting;
use crate::domain::conclusion::{Aspect, Judgement};
use crate::domain::identity::RecordId;
use crate::domain::interest::{self, InterestField};
use crate::domain::record::Record;
use crate::domain::review::{self, ReviewField};
use crate::domain::value::Value;
use crate::domain::vote::Ballot;
use crate::domain::{action, agenda_item, decision, note};
use crate::store::{Author, Proposal};
use crate::workflow::Trouble;
use crate::workflow::entry::Reader;
use crate::workflow::moves;
use crate::workflow::review::correct::{self, Corrected};
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::minutes::Given as Approval;
use crate::workflow::review::poll::{self, Saying};
use crate::workflow::review::session::{self, End, Entry, Mandate};
use crate::workflow::review::{self as reviews, Proceedings, agenda, call, carried, conclude, invite, papers};
use crate::workflow::said::Recorded;

use super::replay::{Replay, edit};
use super::script::Given;

impl Replay {
    /// A step of the review that is being prepared or held.
    pub fn meet(
        &self,
        verb: &str,
        mut given: Given,
        author: &Author,
        reader: &mut Reader,
    ) -> Result<Proposal, Trouble> {
        if verb == "call" {
            return self.call(given, reader);
        }
        let ambient = self.store.ambient();
        let at = ambient.now();
        let proceedings = self.proceedings()?;
        let here = &proceedings;
        let mut take = |name: &str| given.remove(name).map(|text| self.spelled(&text)).unwrap_or_default();
        let proposal = match verb {
            "brief" => {
                let item = self.item(here, &take("item"))?;
                let fields = self.fields(&agenda_item::REGISTER, std::mem::take(&mut given), reader)?;
                Proposal::of([edit(item, fields)])
            }
            "circulate" => papers::circulate_pack(self.view(), here.id(), &self.printer, ambient)?,
            "invite" => invite::write_out(self.view(), here.id(), &self.printer, ambient)?
                .map_err(|not| Trouble::Input(format!("Nobody can be invited: {not:?}")))?,
            "add-item" => {
                let fields = self.filled(&agenda_item::REGISTER, std::mem::take(&mut given), reader)?;
                Proposal::of(agenda::add(here, fields, ambient))
            }
            "open" => session::open(here, at, self.filled(&review::REGISTER, std::mem::take(&mut given), reader)?),
            "attend" => session::attend(here, &self.entries(here, take("people"), &take("how"))?, ambient),
            "delegate" => {
                let mandate = Mandate {
                    stands_for: self.person(&take("stands_for"))?,
                    words: take("mandate"),
                    votes: true,
                    decides: false,
                };
                let mut entries = self.entries(here, take("people"), &take("how"))?;
                for entry in &mut entries {
                    entry.capacity = Capacity::Delegate;
                    entry.mandate = Some(mandate.clone());
                }
                session::attend(here, &entries, ambient)
            }
            "leave" => session::leave(here, self.person(&take("person"))?, None, at)?,
            "interest" => {
                let item = self.item(here, &take("item"))?.id;
                let mut fields = self.filled(&interest::REGISTER, std::mem::take(&mut given), reader)?;
                fields.push((InterestField::Item.field(), Value::Link(item)));
                session::declare(here, fields, at, ambient)
            }
            "item" => session::go_to(here, self.item(here, &take("item"))?, at),
            "end" => {
                let ends = [("discussed", End::Discussed), ("noted", End::Noted), ("deferred", End::Deferred)];
                let how =
                    chosen("how", &take("how"), |key| ends.iter().find(|(name, _)| *name == key).map(|one| one.1))?;
                session::end(self.item(here, "")?, how, Some(&take("words")), at)
            }
            "note" => {
                let kind = chosen("type", &or(take("type"), "minuted"), note::Type::of_key)?;
                decide::note(here, self.item(here, &take("item"))?.id, kind, &take("text"), ambient)
            }
            "propose" => {
                let item = self.item(here, &take("item"))?.id;
                let fields = self.filled(&decision::REGISTER, std::mem::take(&mut given), reader)?;
                decide::propose(here, Some(item), fields, ambient).1
            }
            "carry" => decide::decide(here, &self.proposal(here, &take("decision"))?, &Deciding::NoObjection, ambient),
            "vote" => {
                let decision = self.proposal(here, &take("decision"))?;
                let mut except = Vec::new();
                for (name, ballot) in [("against", Ballot::Against), ("abstaining", Ballot::Abstaining)] {
                    except.extend(self.people(&take(name))?.into_iter().map(|person| (person, ballot)));
                }
                let saying = Saying {
                    voting: given.remove("by_name").map(|_| Voting::Name),
                    counted: given.remove("count").as_deref().and_then(poll::figures),
                    named: except,
                    rest: given.remove("rest").is_some(),
                    declared_by: None,
                };
                let poll = saying.whole(here, decision::Decision(&decision).item())?;
                decide::decide(here, &decision, &Deciding::Vote(poll), ambient)
            }
            "correct" => {
                let decision = self.proposal(here, &take("decision"))?;
                let how = chosen("how", &take("how"), Confirmation::of_key)?;
                let corrected =
                    Corrected { counted: poll::figures(&take("count")), how: Some(how), ..Corrected::default() };
                correct::vote(self.view(), here, &decision, &corrected, ambient)?.0
            }
            "respell" => correct::respell(&self.proposal(here, &take("decision"))?, &take("text")),
            "top-management" => {
                let (by, advice) = (self.person(&take("decided_by"))?, take("advice"));
                let how = Deciding::TopManagement { by, advice, in_favour: true };
                decide::decide(here, &self.proposal(here, &take("decision"))?, &how, ambient)
            }
            "act" => {
                let source = match take("decision") {
                    name if name.is_empty() => self.item(here, &take("item"))?.id,
                    name => self.proposal(here, &name)?.id,
                };
                let fields = self.filled(&action::REGISTER, std::mem::take(&mut given), reader)?;
                decide::act(here, Some(source), fields, ambient)
            }
            "confirm" => {
                let named = take("action");
                let actions = match named.as_str() {
                    "" => carried::to_confirm(self.view())?,
                    name => vec![self.find(&action::REGISTER, name)?],
                };
                let mut confirmed = decide::confirm(here, &actions)?;
                let looked = moves::looked(self.view(), &actions, author.person, reader.circumstances().today())?;
                confirmed.acts.splice(..0, looked);
                confirmed
            }
            "judge" => {
                let aspect = chosen("aspect", &take("aspect"), Aspect::of_key)?;
                let judgement = chosen("judgement", &take("judgement"), Judgement::of_key)?;
                conclude::judge(here, aspect, judgement, &take("grounds"), ambient)
            }
            "conclude" => {
                let fields = self.fields(&review::REGISTER, std::mem::take(&mut given), reader)?;
                let mut acts: Vec<_> =
                    (!fields.is_empty()).then(|| edit(&here.meeting.review, fields)).into_iter().collect();
                acts.extend(conclude::conclude(here, at).acts);
                Proposal::of(acts)
            }
            "minutes" => papers::circulate_minutes(self.view(), here.id(), &self.printer, ambient)?,
            "approve" => {
                let role = chosen("role", &take("role"), Role::of_key)?;
                let how = chosen("how", &take("how"), Confirmation::of_key)?;
                let on = self.view().circumstances()?.today();
                let approval = Approval { role, person: Some(author.person), on, how, in_review: None };
                papers::approve(
                    self.view(),
                    here.id(),
                    &approval,
                    &Recorded::now(self.view(), author)?,
                    &self.printer,
                    ambient,
                )?
            }
            other => return Err(Trouble::input(format!("A review has no step “{other}”"))),
        };
        match given.keys().next() {
            Some(unknown) => Err(Trouble::input(format!("The step {verb} takes no “{unknown}”"))),
            None => Ok(proposal),
        }
    }

    fn call(&self, given: Given, reader: &mut Reader) -> Result<Proposal, Trouble> {
        let said = self.filled(&review::REGISTER, given, reader)?;
        let date = said.iter().find_map(|(field, value)| match value {
            Value::Date(day) if *field == ReviewField::Date.field() => Some(*day),
            _ => None,
        });
        let today = self.view().circumstances()?.today();
        let mut fields = call::proposed(self.view(), today, date, call::kind_of(&said))?;
        fields.retain(|(field, _)| !said.iter().any(|(one, _)| one == field));
        fields.extend(said);
        Ok(call::create(self.view(), fields, self.store.ambient())?)
    }

    fn proceedings(&self) -> Result<Proceedings, Trouble> {
        let none = || Trouble::input("No review is being prepared or held");
        let id = reviews::current(self.view())?.ok_or_else(none)?;
        Proceedings::of(self.view(), id)?.ok_or_else(none)
    }

    /// An item by its letter or title; the one that is being considered where none is named.
    fn item<'a>(&self, here: &'a Proceedings, name: &str) -> Result<&'a Record, Trouble> {
        let found = if name.is_empty() { here.current() } else { agenda::find(here, name) };
        found.ok_or_else(|| Trouble::input(format!("There is no agenda item “{name}”")))
    }

    fn proposal(&self, here: &Proceedings, words: &str) -> Result<Record, Trouble> {
        let found = here.decisions.iter().find(|one| one.title().contains(words) && !words.is_empty());
        found.cloned().ok_or_else(|| Trouble::input(format!("There is no proposal “{words}”")))
    }

    fn people(&self, names: &str) -> Result<Vec<RecordId>, Trouble> {
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| self.person(name)).collect()
    }

    fn entries(&self, here: &Proceedings, names: String, how: &str) -> Result<Vec<Entry>, Trouble> {
        let how = chosen("how", how, How::of_key)?;
        let at = self.store.ambient().now();
        let entry = |person| Entry { person, how, capacity: session::capacity_of(here, person), at, mandate: None };
        Ok(self.people(&names)?.into_iter().map(entry).collect())
    }
}

fn or(text: String, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text }
}

/// The choice that a key means.
fn chosen<T>(name: &str, key: &str, known: impl Fn(&str) -> Option<T>) -> Result<T, Trouble> {
    known(key).ok_or_else(|| Trouble::input(format!("“{key}” is no choice of {name}")))
}
