//! What is done about a case: its actions, each with what shows that it was done, its retests, its evidence.

use crate::domain::action::Action;
use crate::domain::field::Tone;
use crate::domain::record::Record;
use crate::store::view::named;
use crate::tui::screens::detail::{Mark, heading, line};
use crate::workflow::closure::case::{Case, Work};

use super::lead::{Lead, Led};
use super::steps::excepted;

pub fn lines(case: &Case) -> Led {
    let mut led = Led::default();
    let (counted, others): (Vec<&Work>, Vec<&Work>) = case.work.iter().partition(|work| work.counts);
    for work in &counted {
        action(work, &mut led);
    }
    if !others.is_empty() {
        led.add(heading("Actions that do not count towards closing"), Lead::Nothing);
        for work in others {
            action(work, &mut led);
        }
    }
    if !case.checks.is_empty() {
        led.add(heading("Whether it worked"), Lead::Nothing);
        for check in &case.checks {
            let text = format!("{} · {}", check.record.title(), check.words.join(" "));
            let mut item = line(check.record.reference().to_string(), text, Mark::Blank);
            item.leads_to = vec![check.record.id];
            led.add(item, Lead::Record(check.record.id));
        }
    }
    if !case.evidence.is_empty() {
        led.add(heading("Evidence of the case"), Lead::Nothing);
        for record in &case.evidence {
            evidence(record, "", &mut led);
        }
    }
    led
}

fn action(work: &Work, led: &mut Led) {
    let record = &work.record;
    // The day belongs to the doing; that it is no longer proven is said after it.
    let state = Record { fallen: false, ..record.clone() }.state_label().unwrap_or_default().to_lowercase();
    let due = match work.deadline {
        Some(deadline) if deadline.is_late() => deadline.words(),
        Some(deadline) => format!("due {}", deadline.words()),
        None => String::new(),
    };
    let done = Action(record).done_on().map_or(String::new(), |day| format!("on {}", day.format("%-d %b %Y")));
    let owner = if work.owner.is_empty() { "no owner" } else { &work.owner };
    let mut state = format!("{state} {done}").trim_end().to_owned();
    if record.fallen {
        state.push_str(", no longer proven");
    }
    let parts = [record.title(), owner, &state, &due];
    let text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let tone = Action(record).state().and_then(|state| record.register.field("state")?.choice(state.key()));
    let mark = match work.deadline {
        Some(deadline) if deadline.is_late() => Mark::Late,
        _ if record.fallen => Mark::Tone(Tone::Watch),
        _ => tone.map_or(Mark::None, |choice| Mark::Tone(choice.tone)),
    };
    let mut item = line(record.reference().to_string(), text, mark);
    item.leads_to = vec![record.id];
    led.add(item, Lead::Record(record.id));
    for one in &work.evidence {
        evidence(one, "shown by ", led);
    }
    excepted(&work.excepted, led);
}

fn evidence(record: &Record, before: &str, led: &mut Led) {
    let (label, text) = match before {
        "" => (record.reference().to_string(), record.title().to_owned()),
        _ => (String::new(), format!("{before}{}", named(record))),
    };
    let mut item = line(label, text, Mark::Blank);
    item.leads_to = vec![record.id];
    led.add(item, Lead::Record(record.id));
}
