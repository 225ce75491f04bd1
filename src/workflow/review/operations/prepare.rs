//! Before the day: the review is called, its agenda put in order, its pack circulated.

use crate::domain::agenda_item::AgendaItemField;
use crate::domain::field::{Field, Kind};
use crate::domain::pack;
use crate::domain::review::{REGISTER, Review, ReviewField, Type};
use crate::domain::spelling::day;
use crate::domain::value::{Duration, Value};
use crate::store::Proposal;
use crate::store::view::named;
use crate::workflow::Trouble;
use crate::workflow::operation::{AGREED, About, Ask, Operation, REASON, Said, Says, Scene, Way, Why};
use crate::workflow::review::{agenda, call, papers};

use super::{ITEM, changed, hashes};

/// A review is called.
pub static CALL: Operation = Operation {
    title: "Call the meeting",
    help: "Calls a review or another meeting: a planned one by its ID, or a new one",
    more: "Calls a review or another meeting of the committee (--type): a planned one by its ID, or a new one.\n\n\
           What is said of one that is on the register already changes it before it is called: a meeting that was \
           postponed is called for another day (--date).\n\n\
           What is not said of a new one follows from the one before and from the people register: the voting members, chair \
           and secretary, the period. The agenda of its kind is put in place: of a management review what the standard \
           asks for, of another meeting the matters arising and any other business, and between them what people add.",
    asks: &[
        Ask::option(ReviewField::Type.field()).not_in_form(),
        Ask::option(ReviewField::Title.field()).not_in_form(),
        Ask::option(ReviewField::Date.field()).not_in_form(),
        Ask::option(ReviewField::Time.field()).not_in_form(),
        Ask::option(ReviewField::PeriodStart.field()).not_in_form(),
        Ask::option(ReviewField::PeriodEnd.field()).not_in_form(),
        Ask::option(ReviewField::Place.field()).not_in_form(),
        Ask::option(ReviewField::Chair.field()).not_in_form(),
        Ask::option(ReviewField::Secretary.field()).not_in_form(),
        Ask::option(ReviewField::Members.field()).not_in_form(),
        Ask::option(ReviewField::Guests.field()).not_in_form(),
        Ask::option(&REASON).not_in_form(),
        AGREED[0],
        AGREED[1],
        Ask::flag(&BESIDE, "beside", "Another meeting of that kind beside the one that is to come on that day"),
    ],
    ways: &[
        Way::offered("Call the meeting", "The agenda of its kind is put in place, and the call is recorded.")
            .titled("Call the meeting: when, and who takes part?")
            .form_if(|scene| Ok(call::lacks(scene.view, scene.record()?)?))
            .only(&[
                ReviewField::Date.field(),
                ReviewField::Time.field(),
                ReviewField::Place.field(),
                ReviewField::PeriodStart.field(),
                ReviewField::PeriodEnd.field(),
                ReviewField::Chair.field(),
                ReviewField::Secretary.field(),
                ReviewField::Members.field(),
                ReviewField::Guests.field(),
            ])
            .starting(|scene| {
                let review = scene.record()?;
                let kind = Review(review).meeting();
                let proposed = call::proposed(scene.view, scene.now.today(), Review(review).date(), kind)?;
                let off = call::put_off(scene.view, review)?.is_some();
                let start = |field: ReviewField| {
                    // Nobody but who calls it says its new day.
                    let dated = field == ReviewField::Date;
                    let put = proposed.iter().find(|(one, _)| *one == field.field()).map(|(_, value)| value);
                    let value = review.get(field.name()).filter(|_| !(dated && off));
                    (field.field(), value.or(put.filter(|_| !dated)).cloned())
                };
                Ok(CALLED.map(start).to_vec())
            }),
        Way::form(&[], "Call another meeting", "An ordinary or extraordinary meeting, with an agenda of its own.")
            .titled("Call another meeting of the committee")
            .only(&[
                ReviewField::Type.field(),
                ReviewField::Date.field(),
                ReviewField::Time.field(),
                &BESIDE,
                ReviewField::Place.field(),
                ReviewField::Chair.field(),
                ReviewField::Secretary.field(),
                ReviewField::Guests.field(),
            ])
            .starting(|scene| {
                let shown = [ReviewField::Type, ReviewField::Chair, ReviewField::Secretary].map(ReviewField::field);
                let proposed = call::proposed(scene.view, scene.now.today(), None, Type::Extraordinary)?.into_iter();
                let proposed = proposed.filter(|(field, _)| shown.contains(field));
                Ok(proposed.map(|(field, value)| (field, Some(value))).collect())
            }),
    ],
    propose: |scene, said| {
        if let Some(review) = scene.any_record() {
            let (date, off) = (ReviewField::Date.field(), call::put_off(scene.view, review)?);
            if let Some(off) = off.filter(|_| !said.has(date)) {
                let words = format!("{} was postponed from {}: say its new day", review.reference(), day(off));
                return Err(Why::of(date, words).into());
            }
            return Ok(call::planned(scene.view, review, said, scene.ambient)?);
        }
        let date = said.get(ReviewField::Date.field()).and_then(|value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        });
        let kind = said.choice(ReviewField::Type.field()).and_then(Type::of_key).unwrap_or(Type::ManagementReview);
        let there = date.map(|date| call::of_that_day(scene.view, date, kind)).transpose()?.flatten();
        if let Some(there) = there.filter(|_| !said.yes(&BESIDE)) {
            let words =
                format!("{} is to come on that day: say so where another is meant beside it", there.reference());
            return Err(Why::of(&BESIDE, words).into());
        }
        let proposed = call::proposed(scene.view, scene.now.today(), date, kind)?.into_iter();
        let mut fields: Vec<_> = proposed.filter(|(field, _)| !said.has(field)).collect();
        fields.extend(said.without(&[&BESIDE]));
        Ok(call::create(scene.view, fields, scene.ambient)?)
    },
    says: |scene, outcome| {
        let Some(review) = changed(scene, outcome, &REGISTER)? else { return Ok(Says::default()) };
        let on = Review(&review).called_for();
        let on = if on.is_empty() { on } else { format!(" for {on}") };
        let says = Says::instead([format!("Called {}{on}", named(&review))]);
        let says = says.brief(format!("{} is called{on}; its agenda is in place", review.reference()));
        Ok(says.then(&CIRCULATE, review, "circulates the pack"))
    },
    ..Operation::new(&["call"], &REGISTER, About::Perhaps(&REGISTER))
};

/// That a meeting is another one than that of the same kind on the same day.
static BESIDE: Field = Field::new(
    "beside",
    "Beside another",
    "There is another meeting of that kind on that day, and this is not it.",
    Kind::YesNo,
);

/// What is said of a meeting when it is called.
const CALLED: [ReviewField; 9] = [
    ReviewField::Date,
    ReviewField::Time,
    ReviewField::Place,
    ReviewField::PeriodStart,
    ReviewField::PeriodEnd,
    ReviewField::Chair,
    ReviewField::Secretary,
    ReviewField::Members,
    ReviewField::Guests,
];

static UP: Field = Field::new("up", "Up", "The item that is put one place up.", Kind::Text);
static DOWN: Field = Field::new("down", "Down", "The item that is put one place down.", Kind::Text);
static STANDARD: Field = Field::new("standard", "Standard", "What is missing of the standard's agenda.", Kind::YesNo);

/// The way of calling another meeting than the one that is looked at.
pub const ANOTHER_MEETING: usize = 1;

/// The agenda is added to, or put in another order.
pub static AGENDA: Operation = Operation {
    title: "New agenda item",
    help: "Shows the agenda; adds an own item to it; puts it in another order",
    more: "Shows the agenda; adds an own item to it; puts it in another order. Who presents an item, and for how long, \
           is changed on the agenda item itself.",
    asks: &[
        Ask::named(AgendaItemField::Title.field(), "add", "Adds an item of your own before the conclusion"),
        Ask::option(AgendaItemField::Allotted.field()).with(AgendaItemField::Title.field()),
        Ask::option(AgendaItemField::Presenter.field()).with(AgendaItemField::Title.field()),
        Ask::option(AgendaItemField::Contributor.field()).with(AgendaItemField::Title.field()),
        Ask::option(AgendaItemField::ContributionDue.field()).with(AgendaItemField::Title.field()),
        Ask::option(AgendaItemField::Commentary.field()).with(AgendaItemField::Title.field()),
        Ask::named(&UP, "up", "Puts an item one place up").without(AgendaItemField::Title.field()).not_in_form(),
        Ask::named(&DOWN, "down", "Puts an item one place down").without(AgendaItemField::Title.field()).not_in_form(),
        Ask::flag(&STANDARD, "standard", "Adds what is missing of the standard's agenda"),
    ],
    ways: &[Way::form(&[], "Add an agenda item", "An item of the organisation's own, before the conclusion.")
        .once("add-item")
        .starting(|_| {
            let usual = Value::Duration(Duration { minutes: agenda::USUAL_MINUTES });
            Ok(vec![(AgendaItemField::Allotted.field(), Some(usual))])
        })],
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        if said.has(AgendaItemField::Title.field()) {
            return Ok(Proposal::of(agenda::add(proceedings, said.all(), scene.ambient)));
        }
        for (field, down) in [(&UP, false), (&DOWN, true)] {
            if said.has(field) {
                return shifted(scene, &said, field, down);
            }
        }
        if !said.yes(&STANDARD) {
            return Err(Trouble::input("It is not said what is to be added to the agenda"));
        }
        let kind = proceedings.review().meeting();
        let acts = agenda::usual(scene.view, proceedings.id(), kind, &proceedings.items, scene.ambient)?;
        Ok(Proposal::of(acts))
    },
    reads: true,
    ..Operation::new(&["agenda"], &REGISTER, About::Record(&REGISTER))
};

fn shifted(scene: &Scene, said: &Said, field: &'static Field, down: bool) -> Result<Proposal, Trouble> {
    let item = (ITEM.find)(scene, said.needed_words(field)?)?;
    Ok(Proposal::of(agenda::shift(scene.proceedings()?, item.id, down)))
}

/// The pack is frozen and circulated.
pub static CIRCULATE: Operation = Operation {
    title: "Circulate the pack",
    help: "Freezes the pack as a version, and records for whom it is",
    more: "Freezes the pack as a version, and records for whom it is.\n\n\
           Gavel sends nothing itself: --to writes the documents into a folder. After the meeting began, the version \
           is marked as tabled.",
    ways: &[
        Way::offered(
            "Circulate the pack",
            "A version of the pack is frozen, with its date, its recipients and its hash.",
        ),
        Way::offered(
            "Circulate a new version of the pack",
            "A version of the pack is frozen, with its date, its recipients and its hash.",
        ),
        Way::offered(
            "Table a new version of the pack",
            "A further version of the pack is frozen and marked as tabled in the meeting.",
        ),
    ],
    propose: |scene, _| Ok(papers::circulate_pack(scene.view, scene.record()?.id, scene.printer, scene.ambient)?),
    says: |scene, outcome| {
        let Some(pack) = changed(scene, outcome, &pack::REGISTER)? else { return Ok(Says::default()) };
        let says = Says::instead([format!("Circulated {}", named(&pack))]);
        Ok(says
            .brief("The pack is frozen, to be sent out")
            .details(std::iter::once("Frozen in the file, by SHA-256:".to_owned()).chain(hashes(scene, &pack)?)))
    },
    rewrites: true,
    ..Operation::new(&["circulate"], &REGISTER, About::Record(&REGISTER))
};

/// The ways of circulating the pack.
pub const FIRST_VERSION: usize = 0;
pub const NEW_VERSION: usize = 1;
pub const TABLED: usize = 2;
