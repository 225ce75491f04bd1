//! Everything that is on record about one review, read at once.

use crate::domain::action::{self, Action};
use crate::domain::agenda_item::{self, AgendaItem};
use crate::domain::approval;
use crate::domain::attendance;
use crate::domain::conclusion::{self, Aspect, Conclusion};
use crate::domain::decision::meeting::Meeting;
use crate::domain::decision::{self, Decision};
use crate::domain::house::House;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::interest::{self, Interest};
use crate::domain::minutes::{self, Minutes};
use crate::domain::namesake;
use crate::domain::note::{self, Note};
use crate::domain::organisation::{self, Organisation};
use crate::domain::pack::{self, Pack};
use crate::domain::person;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::review::{self, Review};
use crate::domain::separation::Duty;
use crate::domain::vote;
use crate::domain::{addendum, quorum};
use crate::store::list::{Query, Voided};
use crate::store::{Error, View};
use crate::workflow::excepted;

use super::interests::is_told;

/// A review with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Proceedings {
    /// What deciding looks at: the review, the settings, the roll, the people, the interests.
    pub meeting: Meeting,
    /// The agenda, in its order.
    pub items: Vec<Record>,
    pub decisions: Vec<Record>,
    /// The votes on its decisions.
    pub votes: Vec<Record>,
    pub notes: Vec<Record>,
    /// What was undertaken in it.
    pub actions: Vec<Record>,
    /// Actions from before that it confirmed.
    pub confirmed: Vec<Record>,
    pub conclusions: Vec<Record>,
    /// Versions of the pack, the first first.
    pub packs: Vec<Record>,
    /// Versions of the minutes, the first first.
    pub minutes: Vec<Record>,
    pub approvals: Vec<Record>,
    pub addenda: Vec<Record>,
    /// Approvals that this review gave to the minutes of earlier ones.
    pub approves: Vec<Record>,
    /// Decisions of earlier reviews that this one ratified.
    pub ratified: Vec<Record>,
    /// Exceptions from the separation of duties, whether or not they hold now.
    pub exceptions: Vec<Record>,
    /// How its papers look and sound.
    pub house: House,
    /// What people are called whose name others have, too.
    pub namesakes: Vec<(RecordId, String)>,
}

fn all(view: View, register: &'static Register) -> Result<Vec<Record>, Error> {
    Ok(view.page(&Query::new(register))?.records)
}

fn with_voided(view: View, register: &'static Register) -> Result<Vec<Record>, Error> {
    Ok(view.page(&Query { voided: Voided::Shown, ..Query::new(register) })?.records)
}

impl Proceedings {
    /// Reads a review; `None` where there is none of this identity.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn of(view: View, id: RecordId) -> Result<Option<Self>, Error> {
        let Some(review) = view.record(id)?.filter(|record| record.register == &review::REGISTER) else {
            return Ok(None);
        };
        let Some(organisation) = view.single(&organisation::REGISTER)? else { return Ok(None) };
        // What was concluded is seen as of that day.
        let today = view.circumstances()?.today();
        let day = Review(&review).concluded_at().map_or(today, |at| at.date_naive());
        let mut hanging = view.backlinks(id)?;
        let mut take = |register: &'static Register, relation: &str| {
            let (mine, rest) = std::mem::take(&mut hanging)
                .into_iter()
                .partition::<Vec<_>, _>(|one| one.record.register == register && one.relation == relation);
            hanging = rest;
            mine.into_iter().map(|one| one.record).collect::<Vec<_>>()
        };
        let mut items = take(&agenda_item::REGISTER, "review");
        items.sort_by_key(|item| (AgendaItem(item).place(), item.number));
        // What was withdrawn with a day that was not kept is on no agenda.
        items.retain(|item| AgendaItem(item).is_on() || Review(&review).state() == Some(review::State::Cancelled));
        let decisions = take(&decision::REGISTER, "review");
        let mut packs = take(&pack::REGISTER, "review");
        packs.sort_by_key(|pack| Pack(pack).version());
        let mut minutes = take(&minutes::REGISTER, "review");
        minutes.sort_by_key(|one| Minutes(one).version());
        let mut found = Self {
            house: Organisation(&organisation).house(),
            meeting: Meeting {
                roll: take(&attendance::REGISTER, "review"),
                people: Vec::new(),
                interests: all(view, &interest::REGISTER)?,
                review,
                organisation,
                day,
            },
            items,
            decisions,
            votes: Vec::new(),
            notes: take(&note::REGISTER, "review"),
            actions: take(&action::REGISTER, "review"),
            confirmed: take(&action::REGISTER, "confirmed_in"),
            conclusions: take(&conclusion::REGISTER, "review"),
            packs,
            minutes,
            approvals: take(&approval::REGISTER, "review"),
            addenda: take(&addendum::REGISTER, "review"),
            approves: take(&approval::REGISTER, "approved_in"),
            ratified: take(&decision::REGISTER, "ratified_in"),
            exceptions: excepted::exceptions(view)?,
            namesakes: Vec::new(),
        };
        found.meeting.people = with_voided(view, &person::REGISTER)?;
        found.namesakes = namesake::told(&found.meeting.people.iter().map(person::somebody).collect::<Vec<_>>());
        found.meeting.roll.sort_by_key(|row| row.number);
        let previous = found.review().previous().map(|id| view.record(id)).transpose()?.flatten();
        let zone = view.circumstances()?.zone;
        let since = previous.as_ref().and_then(|one| Review(one).held_on(&zone));
        let here = |interest: &Record| {
            let interest = Interest(interest);
            interest.review().is_none_or(|review| review == id) && is_told(interest, since)
        };
        found.meeting.interests.retain(here);
        for decision in &found.decisions {
            let hanging = view.backlinks(decision.id)?;
            found.votes.extend(hanging.into_iter().map(|one| one.record).filter(|one| one.register == &vote::REGISTER));
        }
        Ok(Some(found))
    }

    /// The review itself.
    pub fn review(&self) -> Review<'_> {
        Review(&self.meeting.review)
    }

    /// Its identity.
    pub fn id(&self) -> RecordId {
        self.meeting.review.id
    }

    /// Where it stands.
    pub fn state(&self) -> review::State {
        self.review().state().unwrap_or(review::State::Planned)
    }

    /// What says when it was performed: the meeting, who came, what was decided, and what was done and confirmed in it.
    pub fn performed(&self) -> impl Iterator<Item = &Record> {
        let meeting = std::iter::once(&self.meeting.review).chain(&self.meeting.roll);
        meeting.chain(&self.decisions).chain(&self.confirmed)
    }

    /// The item that is being considered.
    pub fn current(&self) -> Option<&Record> {
        self.items.iter().find(|item| AgendaItem(item).state() == Some(agenda_item::State::Current))
    }

    /// An item by its identity.
    pub fn item(&self, id: RecordId) -> Option<&Record> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The item that is this input.
    pub fn item_of(&self, input: agenda_item::Input) -> Option<&Record> {
        self.items.iter().find(|item| AgendaItem(item).input() == Some(input))
    }

    /// The decisions taken under an item.
    pub fn decisions_of(&self, item: RecordId) -> impl Iterator<Item = &Record> {
        self.decisions.iter().filter(move |one| Decision(one).item() == Some(item))
    }

    /// The notes about a record.
    pub fn notes_about(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        self.notes.iter().filter(move |one| Note(one).about() == Some(id))
    }

    /// The actions that arose from a record: an item or a decision.
    pub fn actions_from(&self, id: RecordId) -> impl Iterator<Item = &Record> {
        self.actions.iter().filter(move |one| Action(one).source() == Some(id))
    }

    /// The actions that arose under an item: from itself or from one of its decisions.
    pub fn actions_of(&self, item: RecordId) -> impl Iterator<Item = &Record> {
        let decisions: Vec<_> = self.decisions_of(item).map(|one| one.id).collect();
        self.actions
            .iter()
            .filter(move |one| Action(one).source().is_some_and(|source| source == item || decisions.contains(&source)))
    }

    /// The votes on a decision.
    pub fn votes_on(&self, decision: RecordId) -> impl Iterator<Item = vote::Vote<'_>> {
        self.votes.iter().map(vote::Vote).filter(move |vote| vote.decision() == Some(decision))
    }

    /// The conclusion on an aspect.
    pub fn conclusion(&self, aspect: Aspect) -> Option<Conclusion<'_>> {
        self.conclusions.iter().map(Conclusion).find(|conclusion| conclusion.aspect() == Some(aspect))
    }

    /// Who is there, and whether that is enough to decide.
    pub fn quorum(&self, item: Option<RecordId>) -> quorum::Standing {
        self.meeting.standing(item, &[])
    }

    /// The fixed words of its papers, as the house has them.
    pub fn words(&self) -> Words {
        self.house.words.clone()
    }

    /// The name of a person, with what tells them from others of that name.
    pub fn person(&self, id: Option<RecordId>) -> &str {
        if let Some((_, told)) = self.namesakes.iter().find(|(one, _)| Some(*one) == id) {
            return told;
        }
        id.and_then(|id| self.meeting.people.iter().find(|one| one.id == id)).map_or("", Record::title)
    }

    /// The last version of the pack, circulated or tabled.
    pub fn last_pack(&self) -> Option<&Record> {
        self.packs.last()
    }

    /// The version of the pack that was circulated last, before the meeting.
    pub fn circulated_pack(&self) -> Option<&Record> {
        self.packs.iter().rfind(|pack| Pack(pack).tabled() != Some(true))
    }

    /// The version of the minutes that was circulated last.
    pub fn last_minutes(&self) -> Option<&Record> {
        self.minutes.last()
    }

    /// Whether one person chairs and records this review.
    pub fn is_led_and_recorded_by_one(&self) -> bool {
        let review = self.review();
        review.chair().is_some() && review.chair() == review.secretary()
    }

    /// What is told of one person chairing and recording this review: nothing where two did, or before it is held.
    pub fn one_person(&self) -> Vec<String> {
        let review = self.review();
        let kept: Vec<_> =
            excepted::kept(review.excepted(), &self.exceptions).into_iter().map(|one| one.words).collect();
        if !kept.is_empty() {
            return kept;
        }
        let Some(day) = review.opened_at().map(|at| at.date_naive()).filter(|_| self.is_led_and_recorded_by_one())
        else {
            return Vec::new();
        };
        let before = excepted::before_they_named_anybody(&self.exceptions, Duty::Minutes, day);
        let none = || self.house.words.one_person().to_owned();
        vec![before.map_or_else(none, |one| one.words)]
    }
}
