//! The causes of a case as a tree: each line answers why the one above it came about.

use crate::domain::cause::{Cause, Certainty};
use crate::domain::field::Tone;
use crate::tui::screens::detail::{Mark, line};
use crate::workflow::closure::case::Case;
use crate::workflow::closure::causes::{Signs, tree};

use super::lead::{Lead, Led};

pub fn lines(case: &Case, signs: Signs) -> Led {
    let mut led = Led::default();
    for branch in tree(&case.causes, signs) {
        let record = &branch.cause;
        let cause = Cause(record);
        // The first whys hang on the case itself, which stands above.
        let guides: String = branch.guides.chars().skip(3).collect();
        let mut parts = vec![format!("{guides}{}", record.title())];
        if cause.root() == Some(true) {
            let class = cause.class().map_or(String::new(), |class| format!(": {}", class.label().to_lowercase()));
            parts.push(format!("root cause{class}"));
        }
        parts.extend(cause.certainty().map(|certainty| certainty.label().to_lowercase()));
        let mark = match (cause.root(), cause.certainty()) {
            (Some(true), Some(Certainty::Verified)) => Mark::Tone(Tone::Good),
            (Some(true), _) => Mark::Tone(Tone::Active),
            _ => Mark::Blank,
        };
        let mut item = line(record.reference().to_string(), parts.join(" · "), mark);
        item.leads_to = vec![record.id];
        led.add(item, Lead::Record(record.id));
    }
    led
}
