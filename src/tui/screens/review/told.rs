//! What is told of who is here: the roll, the interests that were declared, the minutes of the review before.

use crate::domain::attendance::{Attendance, Capacity, How, there};
use crate::domain::field::Tone;
use crate::domain::interest::Interest;
use crate::domain::record::Record;
use crate::domain::review::{Review, State};
use crate::tui::screens::detail::Mark;
use crate::workflow::review::Proceedings;

use super::lead::{Gathered, Lead};

/// An interest that was declared, and what follows from it.
pub fn interest(lines: &mut Gathered, proceedings: &Proceedings, interest: Interest) {
    let consequence = interest.consequence().map_or("", |one| one.label());
    let what = if interest.stands() { consequence.to_lowercase() } else { "withdrawn".to_owned() };
    let text = format!("{}: {} · {what}", proceedings.person(interest.person()), interest.what());
    lines.add("Interest", text, Mark::Tone(Tone::Watch), Lead::Record(Box::new(interest.0.clone())));
}

/// Who is here, and the minutes of the review before.
pub fn opening(lines: &mut Gathered, proceedings: &Proceedings, previous: Option<&Record>) {
    let standing = proceedings.quorum(None);
    if proceedings.state().is_running() {
        let mark = if standing.met { Mark::Tone(Tone::Good) } else { Mark::Late };
        lines.add("Quorum", standing.words, mark, Lead::Place("attendance"));
        let mut here: Vec<_> = there(&proceedings.meeting.roll).collect();
        let review = proceedings.review();
        let secretary = review.acting_secretary().or(review.secretary());
        here.sort_by_key(|row| {
            let leads = row.person() == review.leads();
            (!leads, row.person() != secretary, row.capacity(), proceedings.person(row.person()).to_owned())
        });
        for row in here {
            let how = row.how().map_or("", How::label).to_lowercase();
            let late = if row.late() == Some(true) { " · came late" } else { "" };
            let office = match row.person() {
                person if person == review.leads() => "chair, ",
                person if person == secretary => "secretary, ",
                _ => "",
            };
            let capacity = row.capacity().map_or("", Capacity::label).to_lowercase();
            let capacity = format!("{office}{capacity}");
            let text = format!("{} · {capacity} · {how}{late}", proceedings.person(row.person()));
            lines.add("Here", text, Mark::None, Lead::Place("attendance"));
        }
        let came = |row: &Attendance| there(&proceedings.meeting.roll).any(|one| one.person() == row.person());
        let roll = proceedings.meeting.roll.iter().map(Attendance);
        let away = roll.filter(|row| !row.attended() && !came(row));
        for row in away {
            let how = row.how().map_or("", How::label);
            lines.add(how, proceedings.person(row.person()), Mark::None, Lead::Place("attendance"));
        }
    }
    match previous {
        Some(previous) => {
            let state = Review(previous).state();
            let words = match state {
                Some(State::Sealed) => format!("{}: approved and sealed", previous.title()),
                Some(state) => format!("{}: {}", previous.title(), state.label().to_lowercase()),
                None => String::new(),
            };
            let mark = if state == Some(State::Sealed) { Mark::Tone(Tone::Good) } else { Mark::Tone(Tone::Watch) };
            lines.record(previous, words, mark);
        }
        None => lines.add("", "There is no review before this one.", Mark::None, Lead::Nothing),
    }
}
