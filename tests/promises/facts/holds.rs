//! Rules that are data: what each shape asks, and that what is not filled in stands in nobody's way.

use std::rc::Rc;

use gavel::domain::audit::AuditField;
use gavel::domain::audit_area::AuditAreaField;
use gavel::domain::control::ControlField;
use gavel::domain::evidence::EvidenceField;
use gavel::domain::identity::RecordId;
use gavel::domain::measurement::MeasurementField;
use gavel::domain::nonconformity::NonconformityField;
use gavel::domain::obligation::ObligationField;
use gavel::domain::pack::PackField;
use gavel::domain::record::{Came, Past, Record, Version};
use gavel::domain::register::Register;
use gavel::domain::risk::RiskField;
use gavel::domain::rules::{Fact, Holds, Matter, Missing, Records, Rule, Source, Unread};
use gavel::domain::value::Value;
use gavel::domain::{action, audit, audit_area, control, evidence, measurement, nonconformity, obligation, pack, risk};

use super::made::{self, Dice};

struct Nothing;

impl Source for Nothing {
    fn records(&self, _: &Record, _: Fact) -> Result<Records, Unread> {
        Err(Unread)
    }

    fn past(&self, _: &Record, _: Fact) -> Result<Rc<[Past]>, Unread> {
        Err(Unread)
    }
}

/// What a shape finds in a record with these fields and no others.
fn found(register: &'static Register, holds: Holds, fields: &[(&'static str, Value)]) -> Vec<Missing> {
    let mut record = made::record(&mut Dice(1), register);
    record.values.fill(None);
    for (field, value) in fields {
        record.set(field, Some(value.clone()));
    }
    let rule = Rule { says: "It is so.", clause: None, looks_at: &[], holds };
    let matter = Matter {
        record: &record,
        before: None,
        today: made::today(),
        now: made::now(),
        actor: None,
        terminal: None,
        agreed: None,
        source: &Nothing,
    };
    rule.judge(matter).unwrap()
}

fn day(text: &str) -> Value {
    Value::Date(text.parse().unwrap())
}

#[test]
fn days_are_in_order_where_they_are_filled_in() {
    const ORDER: Holds =
        Holds::Ordered(&[&[AuditField::StartsOn.name(), AuditField::EndsOn.name(), AuditField::ReportedOn.name()]]);
    let asked = |fields: &[(&'static str, Value)]| found(&audit::REGISTER, ORDER, fields);
    let (starts, ends, reported) = ("starts_on", "ends_on", "reported_on");
    assert!(asked(&[]).is_empty());
    assert!(asked(&[(ends, day("2026-03-01"))]).is_empty());
    assert!(asked(&[(starts, day("2026-03-01")), (ends, day("2026-03-01"))]).is_empty(), "the same day is in order");
    let wrong = asked(&[(starts, day("2026-03-02")), (ends, day("2026-03-01"))]);
    assert_eq!(wrong[0].field, Some(ends));
    assert_eq!(wrong[0].what, "Ends is 2026-03-01, before starts 2026-03-02");
    let over_a_gap = asked(&[(starts, day("2026-03-02")), (reported, day("2026-03-01"))]);
    assert_eq!(over_a_gap.len(), 1, "what is empty between them hides nothing");
}

#[test]
fn a_field_is_needed_where_another_says_so() {
    const NEEDED: Holds = Holds::Needed {
        field: ControlField::Justification.name(),
        where_one: ControlField::Applicable.name(),
        is: &["no"],
    };
    let asked = |fields: &[(&'static str, Value)]| found(&control::REGISTER, NEEDED, fields);
    assert!(asked(&[]).is_empty());
    assert!(asked(&[("applicable", Value::YesNo(true))]).is_empty());
    let missing = asked(&[("applicable", Value::YesNo(false))]);
    assert_eq!((missing[0].field, missing[0].what.as_str()), (Some("justification"), "Justification is empty"));
    let told = ("justification", Value::Text("No such data".to_owned()));
    assert!(asked(&[("applicable", Value::YesNo(false)), told]).is_empty());
}

#[test]
fn a_number_lies_between_its_ends() {
    const WITHIN: Holds = Holds::Within { field: ObligationField::EveryMonths.name(), least: 1, most: 120 };
    let asked = |number: i64| found(&obligation::REGISTER, WITHIN, &[("every_months", Value::Number(number))]);
    assert!(found(&obligation::REGISTER, WITHIN, &[]).is_empty());
    assert!(asked(1).is_empty() && asked(120).is_empty());
    for number in [i64::MIN, -1, 0, 121, i64::MAX] {
        assert_eq!(asked(number)[0].field, Some("every_months"), "{number}");
    }
}

#[test]
fn one_of_several_fields_is_filled_in() {
    const ANY: Holds = Holds::AnyOf(&[AuditAreaField::System.name(), AuditAreaField::Unit.name()]);
    let missing = found(&audit_area::REGISTER, ANY, &[("site", Value::Text("Leeds".to_owned()))]);
    assert_eq!(missing, [Missing::in_field("system", "System, Unit are empty: fill in one of them")]);
    for (field, value) in
        [("system", Value::Link(RecordId(uuid::Uuid::nil()))), ("unit", Value::Text("Claims".to_owned()))]
    {
        assert!(found(&audit_area::REGISTER, ANY, &[(field, value)]).is_empty(), "{field}");
    }
}

#[test]
fn what_is_begun_is_said_whole() {
    const LOOKED: Holds = Holds::Complete {
        where_any: &[EvidenceField::LookedBy.name(), EvidenceField::LookedOn.name()],
        all: &[EvidenceField::LookedBy.name(), EvidenceField::LookedOn.name(), EvidenceField::Address.name()],
    };
    let asked = |fields: &[(&'static str, Value)]| found(&evidence::REGISTER, LOOKED, fields);
    let (address, on) = (("address", Value::Text("//share/a".to_owned())), ("looked_on", day("2026-03-01")));
    assert!(asked(&[]).is_empty() && asked(std::slice::from_ref(&address)).is_empty(), "nobody said they looked");
    let missing = |fields| asked(fields).into_iter().map(|one| one.field.unwrap()).collect::<Vec<_>>();
    assert_eq!(missing(std::slice::from_ref(&on)), ["looked_by", "address"], "all of it is named");
    let by = ("looked_by", Value::Link(RecordId(uuid::Uuid::nil())));
    assert!(asked(&[address, on, by]).is_empty());
}

#[test]
fn a_part_is_counted_out_of_a_whole() {
    const PART: Holds = Holds::PartOf(&[(MeasurementField::Counted.name(), MeasurementField::Total.name())]);
    let asked = |part: Option<i64>, whole: Option<i64>| {
        let number = |name, number: Option<i64>| number.map(|number| (name, Value::Number(number)));
        let said: Vec<_> = [number("counted", part), number("total", whole)].into_iter().flatten().collect();
        found(&measurement::REGISTER, PART, &said).into_iter().map(|one| one.field.unwrap()).collect::<Vec<_>>()
    };
    for (part, whole) in [(None, None), (Some(0), Some(1)), (Some(7), Some(7))] {
        assert!(asked(part, whole).is_empty(), "{part:?} of {whole:?}");
    }
    for (part, whole) in [(Some(1), None), (Some(0), Some(0)), (None, Some(-1))] {
        assert_eq!(asked(part, whole), ["total"], "{part:?} of {whole:?}");
    }
    for (part, whole) in [(None, Some(1)), (Some(8), Some(7)), (Some(-1), Some(7))] {
        assert_eq!(asked(part, whole), ["counted"], "{part:?} of {whole:?}");
    }
}

#[test]
fn a_day_is_to_come_and_not_too_far_away() {
    const AGAIN: Holds = Holds::ToCome { field: RiskField::ReviewBy.name(), months: 24 };
    let asked = |on: chrono::NaiveDate| found(&risk::REGISTER, AGAIN, &[("review_by", Value::Date(on))]);
    let today = made::today();
    let last = today + chrono::Months::new(24);
    assert!(found(&risk::REGISTER, AGAIN, &[]).is_empty());
    assert!(asked(today.succ_opt().unwrap()).is_empty() && asked(last).is_empty(), "both ends are included");
    assert_eq!(asked(today)[0].what, format!("It is {today}, and today is {today}"));
    assert!(asked(last.succ_opt().unwrap())[0].what.ends_with("is more than two years away"));
}

#[test]
fn a_link_leads_elsewhere() {
    const REPEATS: Holds = Holds::Elsewhere(NonconformityField::Repeats.name());
    let itself = made::record(&mut Dice(1), &nonconformity::REGISTER).id;
    let other = RecordId(uuid::Uuid::from_u128(99));
    let asked = |to: RecordId| found(&nonconformity::REGISTER, REPEATS, &[("repeats", Value::Link(to))]);
    assert!(asked(other).is_empty());
    assert_eq!(asked(itself)[0].field, Some("repeats"));
}

#[test]
fn what_was_in_one_of_these_states_stands() {
    const STANDS: Holds = Holds::Stands(&[action::State::Confirmed.key()]);
    let asked = |state: action::State| found(&action::REGISTER, STANDS, &[("state", Value::Choice(state.key()))]);
    assert!(found(&action::REGISTER, STANDS, &[]).is_empty());
    assert!(asked(action::State::Done).is_empty());
    let missing = asked(action::State::Confirmed);
    assert!(missing[0].what.ends_with(" is confirmed"), "{}", missing[0].what);
    assert_eq!(missing.len(), 1);
}

#[test]
fn what_is_never_changed_says_what_is_done_instead() {
    assert_eq!(found(&pack::REGISTER, Holds::Never("Make another"), &[]), [Missing::elsewhere("Make another")]);
}

/// Tells what the record was.
struct Once(Record);

impl Source for Once {
    fn records(&self, _: &Record, _: Fact) -> Result<Records, Unread> {
        Err(Unread)
    }

    fn past(&self, record: &Record, fact: Fact) -> Result<Rc<[Past]>, Unread> {
        assert_eq!((record.id, fact), (self.0.id, Fact::Past));
        let (record, by) = (self.0.clone(), Came::Edit);
        let version = Version { record, day: None, sequence: 1, by, author: None };
        Ok(Rc::new([Rc::new([version])]))
    }
}

#[test]
fn whoever_is_named_in_a_field_is_and_was_named_in_no_other() {
    let person = |id: u128| RecordId(uuid::Uuid::from_u128(id));
    let action = |owner: u128, extended_by: Option<u128>| {
        let mut one = made::record(&mut Dice(1), &action::REGISTER);
        one.set("owner", Some(Value::Link(person(owner))));
        one.set("extended_by", extended_by.map(|by| Value::Link(person(by))));
        one
    };
    let holds = Holds::Another {
        field: action::ActionField::Owner.name(),
        than: action::ActionField::ExtendedBy.fields(),
        what: "Somebody else",
    };
    let judged = |before: Option<&Record>, record: &Record, looks_at: &'static [Fact]| {
        let (today, now) = (made::today(), made::now());
        let source = &Once(action(1, Some(9)));
        let matter = Matter { record, before, today, now, actor: None, terminal: None, agreed: None, source };
        Rule { says: "It is so.", clause: None, looks_at, holds }.judge(matter).unwrap()
    };
    let was = action(1, None);
    let told = [Missing::in_field("owner", "Somebody else")];
    assert_eq!(judged(None, &action(2, Some(2)), &[Fact::Past]), told, "what is new has no past that is looked at");
    assert_eq!(judged(Some(&was), &action(2, Some(2)), &[]), told);
    assert_eq!(judged(Some(&was), &action(2, Some(3)), &[Fact::Past]), []);
    assert_eq!(judged(Some(&was), &action(9, None), &[Fact::Past]), told, "they were named once");
    assert_eq!(judged(Some(&was), &action(9, None), &[]), [], "what is over counts where it is looked at");
    assert_eq!(judged(Some(&was), &action(1, Some(1)), &[Fact::Past]), [], "they were named before");
}

/// Tells of two packs beside the one that is judged.
struct Packs(Vec<Record>);

impl Source for Packs {
    fn records(&self, _: &Record, fact: Fact) -> Result<Records, Unread> {
        assert_eq!(fact, BESIDE);
        Ok(self.0.clone().into())
    }

    fn past(&self, _: &Record, _: Fact) -> Result<Rc<[Past]>, Unread> {
        Err(Unread)
    }
}

const BESIDE: Fact = Fact::Beside { through: PackField::Review.name(), of: PackField::Review.link() };

#[test]
fn a_number_counts_on_from_the_last_one_and_is_not_asked_again() {
    let pack = |id: u128, version: i64| {
        let mut one = made::record(&mut Dice(7), &pack::REGISTER);
        one.id = RecordId(uuid::Uuid::from_u128(id));
        one.set("version", Some(Value::Number(version)));
        one
    };
    let others = Packs(vec![pack(1, 1), pack(2, 4)]);
    let holds = Holds::CountsOn { number: PackField::Version.name(), among: PackField::Review.link() };
    let rule = Rule { says: "It is so.", clause: None, looks_at: &[BESIDE], holds };
    let judged = |version: i64, is_new: bool| {
        let record = pack(3, version);
        let (today, now) = (made::today(), made::now());
        let before = (!is_new).then_some(&record);
        let matter =
            Matter { record: &record, before, today, now, actor: None, terminal: None, agreed: None, source: &others };
        rule.judge(matter).unwrap()
    };
    assert!(judged(5, true).is_empty());
    assert!(judged(4, false).is_empty());
    for version in [4, 6] {
        let missing = judged(version, true);
        assert_eq!((missing[0].field, missing[0].what.as_str()), (Some("version"), "The next version is 5"));
    }
}
