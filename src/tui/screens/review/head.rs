//! The top line of a meeting that goes on: since when, whether there is a quorum, who writes.

use crate::domain::field::Tone;
use crate::domain::review::State;
use crate::tui::desk::Desk;
use crate::tui::layer::Head;
use crate::workflow::review::Proceedings;
use crate::workflow::review::room::{Outlook, clock};

/// What it says.
pub fn of(name: &str, proceedings: &Proceedings, timer: bool, desk: &Desk) -> Head {
    let now = desk.store.ambient().now();
    let running = Outlook::of(proceedings, now).filter(|_| timer && proceedings.state() == State::InSession);
    let title = running.map_or_else(|| name.to_owned(), |one| format!("{name} {}", clock(one.running)));
    let standing = proceedings.quorum(proceedings.current().map(|item| item.id));
    let there = standing.there;
    let (tone, told) = match (proceedings.state(), standing.met) {
        (State::InSession, true) => (Tone::Good, format!("Quorum {} of {}", there.present, there.members)),
        (State::InSession, false) => (Tone::Bad, format!("No quorum: {} of {}", there.present, there.members)),
        _ => (Tone::Watch, "The sitting is over".to_owned()),
    };
    let review = proceedings.review();
    let acting = desk.acting.author.as_ref().ok().map(|author| author.person);
    let aside = match acting {
        None => "",
        one if one == review.acting_secretary().or(review.secretary()) => "secretary",
        one if one == review.leads() => "chair",
        Some(_) => "",
    };
    let short = proceedings.meeting.review.reference().to_string();
    let more = if standing.met { String::new() } else { format!(", {} needed", standing.needed) };
    Head { title, short, more, tone, told, aside }
}
