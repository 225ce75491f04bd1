//! Opening a meeting: on the day and with the notice that everybody was told, or as they agreed; and who stands in for an
//! absent chair or secretary.

use chrono::NaiveDate;

use crate::domain::organisation::{Organisation, OrganisationField};
use crate::domain::pack::{Pack, PackField};
use crate::domain::reason;
use crate::domain::record::Record;
use crate::domain::rules::{Fact, Facts, Holds, Missing, Rule};
use crate::domain::zone::Zone;

use super::words::{Review, ReviewField};

pub static OPENING: &[Rule] = &[
    Rule {
        says: "A meeting that is held at short notice, or on another day than the one of the call, says how that was agreed; so does a review that works on a pack of long ago.",
        clause: None,
        looks_at: &[Fact::Every(OrganisationField::REGISTER), Fact::Hanging(PackField::Review.link())],
        holds: Holds::By(agreed),
    },
    Rule {
        says: "Whoever stands in for the chair or the secretary is somebody else, and not both.",
        clause: None,
        looks_at: &[],
        holds: Holds::By(stand_ins),
    },
];

/// The first sitting is what everybody was told of; the others are agreed in the meeting.
fn agreed(facts: &Facts) -> Vec<Missing> {
    let first = facts.before.is_some_and(|before| Review(before).sittings().unwrap_or(0) == 0);
    let review = Review(facts.record);
    let said = review.notice_agreed().trim();
    let anew = first || facts.changes(ReviewField::NoticeAgreed);
    if anew && reason::is_one(said) {
        return Vec::new();
    }
    let nothing = (anew && !said.is_empty()).then(|| reason::says_nothing("How the day was agreed", said));
    let of_the_day = if first { why_agreed(facts) } else { Vec::new() };
    let why = of_the_day.into_iter().chain(is_old(facts)).chain(nothing);
    why.map(|what| Missing::in_field(ReviewField::NoticeAgreed.name(), what)).collect()
}

/// For so many days a pack says how things stand, and for two weeks more than the notice that is asked.
const FRESH: i64 = 30;

/// That the meeting works on a pack of long ago: what came to be late since stands neither in it nor in the minutes.
fn is_old(facts: &Facts) -> Option<String> {
    let review = Review(facts.record);
    let asked = settings(facts).as_ref().map(Organisation).and_then(Organisation::notice_days).unwrap_or(0);
    let packs = facts.hanging(PackField::Review);
    let last = packs.iter().filter_map(|pack| Pack(pack).circulated_on()).max()?;
    let days = (opened_on(facts) - last).num_days();
    let next = match review.sittings().unwrap_or(0) {
        0 | 1 => "circulate it anew, or say how that was agreed",
        _ => "say how that was agreed, and what came to be late since",
    };
    (review.is_management_review() && days > FRESH.max(asked + 14))
        .then(|| format!("The pack that was circulated last is of {last}, {days} days before: {next}"))
}

/// What of the day and the notice was not as everybody was told.
fn why_agreed(facts: &Facts) -> Vec<String> {
    let review = Review(facts.record);
    let settings = settings(facts);
    let opened = opened_on(facts);
    let mut why = Vec::new();
    if let Some(called) = review.date().filter(|called| *called != opened) {
        why.push(format!("It was called for {called} and is opened on {opened}: say how that was agreed"));
    }
    let asked = settings.as_ref().map(Organisation).and_then(Organisation::notice_days).filter(|days| *days > 0);
    let packs = facts.hanging(PackField::Review);
    let sent = packs.iter().map(Pack).filter(|pack| pack.tabled() != Some(true)).filter_map(Pack::circulated_on).min();
    match (asked, sent) {
        (Some(asked), None) => {
            why.push(format!(
                "No pack was circulated, and {asked} days of notice are asked for: say how that was agreed"
            ));
        }
        (Some(asked), Some(sent)) if (opened - sent).num_days() < asked => {
            let days = (opened - sent).num_days();
            why.push(format!(
                "The pack was circulated on {sent}, {days} days before, and {asked} are asked for: say how that was agreed"
            ));
        }
        _ => {}
    }
    why
}

fn settings(facts: &Facts) -> Option<Record> {
    facts.every(OrganisationField::REGISTER).first().cloned()
}

fn opened_on(facts: &Facts) -> NaiveDate {
    let settings = settings(facts);
    let zone = settings.as_ref().and_then(|one| Zone::named(Organisation(one).time_zone())).unwrap_or(Zone::UTC);
    let opened = Review(facts.record).opened_at();
    opened.map_or(facts.today, |at| at.with_timezone(&zone).date_naive())
}

fn stand_ins(facts: &Facts) -> Vec<Missing> {
    let review = Review(facts.record);
    let mut missing = Vec::new();
    if review.acting_chair().is_some() && review.acting_chair() == review.chair() {
        missing.push(Missing::in_field(ReviewField::ActingChair.name(), "This is the chair"));
    }
    if review.acting_secretary().is_some() && review.acting_secretary() == review.secretary() {
        missing.push(Missing::in_field(ReviewField::ActingSecretary.name(), "This is the secretary"));
    }
    let records = review.acting_secretary().or(review.secretary());
    let changed = review.acting_chair().is_some() || review.acting_secretary().is_some();
    if changed && records.is_some() && records == review.leads() {
        let what = "Who leads the meeting does not record it, too";
        missing.push(Missing::in_field(ReviewField::ActingSecretary.name(), what));
    }
    missing
}
