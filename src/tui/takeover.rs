//! What is being typed in another session of the same user: said, and taken over where that is wanted. A session behind a
//! link that froze goes on, and nobody can go back to it.

use crate::domain::value::Instant;
use crate::store::local::HeldDraft;

use super::app::App;
use super::destination::Destination;
use super::effect::{Effect, Effects, Notice, read};
use super::screens::question::Question;

/// Says when a draft was last typed at.
pub fn last_key(held: &HeldDraft, now: Instant) -> String {
    format!("last key {}", ago(now.signed_duration_since(held.draft.saved_at)))
}

fn ago(since: chrono::TimeDelta) -> String {
    match (since.num_seconds() / 60, since.num_hours(), since.num_days()) {
        (..1, ..) => "just now".to_owned(),
        (short @ ..60, ..) => format!("{short} min ago"),
        (_, long @ ..24, _) => format!("{long} h ago"),
        (.., 1) => "a day ago".to_owned(),
        (.., days) => format!("{days} days ago"),
    }
}

/// Asks whether a draft is to be taken over; before that is done, something else may have to be.
pub fn ask(held: HeldDraft, now: Instant, mut before: Effects) -> Question {
    let lines = vec![
        format!("{}: {}", held.draft.label, held.draft.first_words()),
        String::new(),
        format!(
            "It is being typed in another session of yours, {}. Enter takes it over: that session ends, and all of it \
             is kept.",
            last_key(&held, now)
        ),
    ];
    before.push(Effect::TakeOver(Box::new(held)));
    Question::new("A draft is being typed elsewhere", lines, "Take it over", before)
}

impl App {
    /// Ends the session that has a draft open, and goes on with it here.
    pub(super) fn take_over(&mut self, held: HeldDraft) {
        let HeldDraft { draft, holder } = held;
        let ends = read(
            &self.desk(),
            move |_| Ok(holder.end()),
            move |ended, _| {
                Ok(match ended {
                    true => vec![Effect::Visit(Destination::Draft(Box::new(draft)))],
                    false => Notice::watch("The other session does not end; close it where it runs").into(),
                })
            },
        );
        self.carry_out(ends);
    }
}
