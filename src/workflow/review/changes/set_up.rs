//! What whoever began the file set it up with: who there is, and by what the file goes.

use crate::domain::register::Register;
use crate::domain::transaction::{Way, What};
use crate::domain::{organisation, person, spelling};
use crate::store::Error;

use super::span::{Span, Step};

/// What a file is set up with before there is anything to review.
const SET_UP: [&Register; 2] = [&person::REGISTER, &organisation::REGISTER];

impl Span<'_> {
    /// Whether whoever began the file says by it who there is, and by what the file goes, on its first day and before there
    /// was a review: nothing stood there yet that it could change.
    pub fn is_set_up(&self, step: &Step) -> bool {
        let by = self.began.filter(|(_, until)| step.sequence <= *until).map(|(person, _)| person);
        if by.is_none() || self.actor(step.sequence) != by || !SET_UP.contains(&step.change.register) {
            return false;
        }
        match &step.change.what {
            What::Create { .. } => true,
            What::Update { way: Way::Edit, fields, .. } => fields.iter().all(|side| side.before.is_none()),
            _ => false,
        }
    }

    /// What the file was set up with, in one sentence; nothing where it was not.
    pub fn set_up(&self) -> Result<Option<String>, Error> {
        let Some((by, until)) = self.began else { return Ok(None) };
        let made = |register: &'static Register| {
            let of_it = self.made(register).filter(|tally| tally.sequence <= until);
            of_it.filter(|tally| self.actor(tally.sequence) == Some(by)).map(|tally| tally.count).sum::<u64>()
        };
        let settings = self.steps.values().flatten().filter(|step| self.is_set_up(step)).filter_map(|step| {
            let settings = step.change.register == &organisation::REGISTER;
            if let What::Update { fields, .. } = &step.change.what { settings.then_some(fields.len()) } else { None }
        });
        let (people, settings) = (made(&person::REGISTER), settings.sum::<usize>());
        let day = self.headers.first_key_value().map_or(String::new(), |(at, _)| spelling::day(self.day(*at)));
        let who = self.view.name_of(by)?;
        let what = format!("people: {people}, settings of the organisation: {settings}");
        Ok((people > 0).then(|| format!("Set up on {day} by {who}, before a review was on record: {what}.")))
    }
}
