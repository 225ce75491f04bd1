//! Records with anything in them, by numbers that are the same in every run.

use chrono::{Days, NaiveDate, TimeDelta};
use gavel::domain::field::{Choice, Field, Kind};
use gavel::domain::identity::{Hash, RecordId};
use gavel::domain::record::{Fields, Record};
use gavel::domain::register::Register;
use gavel::domain::value::{Decimal, Duration, File, Held, Instant, Money, Value};

/// Numbers that are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// So few records that those who act, own and approve are often the same.
const RECORDS: usize = 3;

pub fn today() -> NaiveDate {
    const { NaiveDate::from_ymd_opt(2026, 11, 27).unwrap() }
}

pub fn now() -> Instant {
    today().and_hms_opt(12, 0, 0).unwrap().and_utc()
}

pub fn identity(dice: &mut Dice) -> RecordId {
    RecordId(uuid::Uuid::from_u128(dice.below(RECORDS) as u128 + 1))
}

/// Criteria that are judged by tests, by a KPI, by other cases, and by nobody.
const CRITERIA: [&str; 4] =
    ["none of 2 fails", "within limits for 2 periods", "no repeat until 2026-11-20 in 2 records", "as it should be"];

/// What somebody may put into a field, or nothing.
pub fn value(dice: &mut Dice, field: &Field) -> Option<Value> {
    if dice.below(4) == 0 {
        return None;
    }
    let choice = |dice: &mut Dice, choices: &'static [Choice]| choices[dice.below(choices.len())].key;
    Some(match field.kind {
        // Words of a grammar: nothing else is read as one.
        Kind::Text if field.name == "criterion" => Value::Text(CRITERIA[dice.below(CRITERIA.len())].to_owned()),
        Kind::Text | Kind::LongText => Value::Text(["9.3.2", "a", "A.2.3", "14 days"][dice.below(4)].to_owned()),
        Kind::Number => Value::Number(dice.below(6) as i64 - 1),
        Kind::Decimal(scale) => Value::Decimal(Decimal { scaled: dice.below(30_000) as i64, scale }),
        Kind::Money => Value::Money(Money::parse("EUR 12.50").unwrap()),
        Kind::Date => Value::Date(today() - Days::new(10) + Days::new(dice.below(20) as u64)),
        Kind::Instant => Value::Instant(now() - TimeDelta::minutes(dice.below(90) as i64)),
        Kind::YesNo => Value::YesNo(dice.below(2) == 0),
        Kind::Choice(choices) => Value::Choice(choice(dice, choices)),
        Kind::Choices(choices) => Value::Choices(vec![choice(dice, choices)]),
        Kind::Link(_) | Kind::Person => Value::Link(identity(dice)),
        Kind::Links(_) => Value::Links((0..=dice.below(2)).map(|_| identity(dice)).collect()),
        Kind::Duration => Value::Duration(Duration { minutes: dice.below(100) as i64 }),
        Kind::File => {
            Value::File(Box::new(File { name: "a.pdf".to_owned(), size: 3, held: Held::Here(Hash::GENESIS) }))
        }
    })
}

/// A record in any state, right or wrong.
pub fn record(dice: &mut Dice, register: &'static Register) -> Record {
    let values = register.fields.iter().map(|field| value(dice, field)).collect();
    Record {
        id: identity(dice),
        register,
        number: 7,
        revision: 2,
        voided: dice.below(6) == 0,
        values,
        known: Fields::ALL,
        fallen: false,
    }
}
