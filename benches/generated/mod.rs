//! A file of a made-up organisation with many actions.

use gavel::domain::action;
use gavel::domain::identity::RecordId;
use gavel::domain::value::Value;
use gavel::store::{Act, Ambient};

pub mod file;

/// How many actions there are.
pub const RECORDS: usize = 100_000;

/// What makes them.
pub fn actions(owner: RecordId) -> Vec<Act> {
    (0..RECORDS).map(|turn| action(turn, owner).1).collect()
}

/// The action of a turn: the same in every run.
pub fn action(turn: usize, owner: RecordId) -> (RecordId, Act) {
    use action::ActionField as Field;
    const VERBS: [&str; 8] = ["Check", "Renew", "Write", "Repeat", "Publish", "Measure", "Train", "Retire"];
    const THINGS: [&str; 9] = [
        "bias test",
        "model card",
        "supplier report",
        "access review",
        "drift alarm",
        "policy",
        "log",
        "drill",
        "audit",
    ];
    let id = Ambient::System.identity();
    let day =
        chrono::NaiveDate::from_ymd_opt(2026, 1, 1).expect("a date") + chrono::Days::new((turn * 7919 % 900) as u64);
    let what = format!("{} the {} of system {}", VERBS[turn * 31 % 8], THINGS[turn * 17 % 9], turn * 7907 % 5000);
    let priority = action::Priority::ALL[turn * 13 % 4];
    let fields = vec![
        (Field::What.field(), Value::Text(what)),
        (Field::Owner.field(), Value::Link(owner)),
        (Field::Due.field(), Value::Date(day)),
        (Field::Priority.field(), Value::Choice(priority.key())),
        (
            Field::Details.field(),
            Value::Text("As agreed in the last review; the owner reports to the committee.".into()),
        ),
    ];
    (id, Act::Create { id, register: &action::REGISTER, fields })
}
