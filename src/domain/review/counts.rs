//! What a management review has to be to count as the organisation's: held by the committee on what was laid before it, and
//! not by whoever typed it.

use crate::domain::attendance::AttendanceField;
use crate::domain::decision::meeting::Meeting;
use crate::domain::organisation::OrganisationField;
use crate::domain::pack::PackField;
use crate::domain::person::PersonField;
use crate::domain::register::Derived;
use crate::domain::rules::{Fact, Facts};
use crate::domain::value::Value;

use super::words::{Review, ReviewField, State};

/// What is looked at for that.
pub const LOOKS_AT: [Fact; 2] =
    [Fact::Hanging(AttendanceField::Review.link()), Fact::Hanging(PackField::Review.link())];

/// What is told of it once it is concluded, and stands.
pub fn lacked(facts: &Facts) -> Derived {
    let state = |record| Review(record).state();
    let concluded = state(facts.record) == Some(State::Concluded)
        && facts.before.and_then(state) != Some(State::Concluded)
        && Review(facts.record).is_management_review();
    if !concluded {
        return Vec::new();
    }
    let lacks: Vec<String> = quorum(facts).into_iter().chain(pack(facts)).collect();
    vec![(ReviewField::Lacked.field(), (!lacks.is_empty()).then(|| Value::Text(lacks.join("; "))))]
}

/// As many as the quorum of the committee asks for took part, whatever was decided while fewer were there.
fn quorum(facts: &Facts) -> Option<String> {
    let meeting = Meeting {
        review: facts.record.clone(),
        organisation: facts.every(OrganisationField::REGISTER).first()?.clone(),
        roll: facts.hanging(AttendanceField::Review).to_vec(),
        people: facts.every(PersonField::REGISTER).to_vec(),
        interests: Vec::new(),
        day: facts.today,
    };
    let (seats, there) = (meeting.seats(), meeting.took_part());
    let needed = meeting.rules().asked.needed(seats);
    (there < needed)
        .then(|| format!("{there} of {seats} voting members of the committee took part, and {needed} are a quorum"))
}

fn pack(facts: &Facts) -> Option<String> {
    facts.hanging(PackField::Review).is_empty().then(|| "No pack was circulated or tabled".to_owned())
}
