//! The steps of a case: those gone with day and person, the one it stands at, and what the next one lacks.

use crate::domain::field::Tone;
use crate::domain::nonconformity::State;
use crate::domain::state::Move;
use crate::tui::screens::detail::{Mark, line};
use crate::workflow::closure::case::Case;
use crate::workflow::excepted::Excepted;

use super::lead::{Lead, Led};

pub fn lines(case: &Case) -> Led {
    let mut led = Led::default();
    let mut told = false;
    for step in &case.steps {
        let here = step.here && case.next.is_some();
        if step.done {
            let mut parts = Vec::new();
            if let Some(day) = step.day {
                parts.push(day.format("%-d %b %Y").to_string());
            }
            parts.extend(step.by.clone().filter(|name| !name.is_empty()));
            parts.extend(step.how.clone());
            if let Some(by) = &step.recorded_by {
                parts.push(format!("recorded by {by}"));
            }
            if step.state == State::ClosedBefore {
                parts.insert(0, "not verified here".to_owned());
            }
            if parts.is_empty() {
                parts.push(if here { "still being written" } else { "when and by whom is not said" }.to_owned());
            }
            let tone = match step.state {
                state if case.fallen.is_some() && case.record.state() == Some(state.key()) => Tone::Watch,
                State::Rejected => Tone::Gone,
                State::ClosedBefore => Tone::Watch,
                _ => Tone::Good,
            };
            let mark = if here { Mark::Here } else { Mark::Tone(tone) };
            let by = step.excepted.first().and_then(|one| one.exception);
            led.add(line(step.label, parts.join(" · "), mark), by.map_or(Lead::Nothing, Lead::Record));
            excepted(&step.excepted, &mut led);
            continue;
        }
        if told {
            led.add(line(step.label, "to come", Mark::Blank), Lead::Nothing);
            continue;
        }
        told = true;
        next(case, &mut led);
    }
    if let Some((why, on)) = &case.fallen {
        let lead = on.map_or(Lead::Nothing, Lead::Record);
        led.add(line("Standing", why.clone(), Mark::Late), lead);
    }
    led
}

/// The step that comes next, with everything that it lacks.
fn next(case: &Case, led: &mut Led) {
    let Some(next) = &case.next else { return };
    let missing: usize = next.broken.iter().map(|broken| broken.missing.len()).sum();
    let step = next.step.label;
    let words = match missing {
        0 => format!("{step} (>): everything is there"),
        1 => format!("{step} (>): one thing is still to be said or put right"),
        several => format!("{step} (>): {several} things are still to be said or put right"),
    };
    let tone = if missing == 0 { Mark::Tone(Tone::Good) } else { Mark::Tone(Tone::Active) };
    led.add(line("Next", words, tone), Lead::Next);
    for missing in next.broken.iter().flat_map(|broken| &broken.missing) {
        led.add(line("", missing.what.clone(), Mark::Missing), Lead::Missing(missing.field, missing.record));
    }
    for step in others(case, next.step) {
        let words = format!("Or with m: {}. {}", step.label.to_lowercase(), step.help);
        led.add(line("", words, Mark::Blank), Lead::Nothing);
    }
}

/// The other ways that the case can go from here by what was found: closed as corrected, not effective.
fn others(case: &Case, next: &Move) -> Vec<&'static Move> {
    let Some(machine) = case.record.register.machine else { return Vec::new() };
    let here = machine.moves_from(case.record.state().unwrap_or_default());
    here.filter(|step| step.name != next.name && step.to != Move::STAYS && !step.reason && !machine.adopts(step))
        .collect()
}

/// What is told of an exception from separation of duties wherever one was used.
pub fn excepted(told: &[Excepted], led: &mut Led) {
    for one in told {
        let lead = one.exception.map_or(Lead::Nothing, Lead::Record);
        led.add(line("", one.words.clone(), Mark::Tone(Tone::Watch)), lead);
    }
}
