//! Evidence: what proves that something is so, and where it is: kept in this file, in a file elsewhere, at an address, on
//! paper. Words that name none of these are told, and are not on file.

use chrono::{Days, NaiveDate};

use crate::fields;

use super::attestation::Confirmation;
use super::better::Better;
use super::governs::Governs;
use super::ground::{Counts, Ground, Via};
use super::identity::RecordId;
use super::name::FieldName;
use super::ownership;
use super::reason;
use super::record::Record;
use super::rules::{Fact, Facts, Holds, Missing, Rule};
use super::value::File;

crate::choices! {
    /// What a piece of evidence is.
    Type {
        Proof = "proof", "Proof";
        Message = "message", "Message";
        Signature = "signature", "Signed copy";
        Minutes = "minutes", "Minutes";
    }
}

crate::register! {
    /// What proves something about one or more records: a file, or a statement of where the proof is.
    Evidence, EvidenceField: "evidence" / "evidence", "E", "7.5", Records, grows(), reworded(), rules(RULES), unasked(UNASKED), governs(GOVERNS);

    /// What it shows, or where it is found.
    title Title: text, "Title", title, sorted;
    /// The records that it is evidence for.
    about About: links(any), "Evidence for", required, listed;
    /// The file itself, copied in, or its hash where it is held elsewhere.
    file File: file, "File", listed;
    /// Where it is held where no file is taken from: a page, a ticket, a folder of a shared drive.
    address Address: text, "Held at", searchable;
    /// Who last looked at what is held there.
    looked_by LookedBy: person, "Looked at by", day(LookedOn);
    /// When they did. It is asked again when something is attested on it more than a week later.
    looked_on LookedOn: date, "Looked at on", past;
    /// Where the paper is: the building, the room, the folder.
    place Place: text, "Paper in", searchable;
    /// Who keeps the paper.
    keeper Keeper: person, "Paper kept by", told;
    /// What it contains and how it was obtained.
    description Description: long_text, "Description", searchable;
    /// What it is: a proof, or the message, the signed copy or the minutes in which somebody said what is recorded.
    kind Type = "type" was "sort": choice(Type), "Type";
    /// Whose message or signature it is.
    said_by SaidBy: person, "Said by", day(Dated);
    /// The date that the evidence itself bears.
    dated Dated: date, "Dated", past, listed, sorted;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

impl Type {
    /// What shows that something was said in this way.
    pub fn showing(how: Confirmation) -> Self {
        match how {
            Confirmation::Meeting => Self::Minutes,
            Confirmation::Message => Self::Message,
            Confirmation::Signature => Self::Signature,
        }
    }
}

/// Where evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts<'a> {
    /// In a file, kept here or held elsewhere.
    File(&'a File),
    /// At an address, with who last looked at it, and when.
    Address(&'a str, Option<(RecordId, NaiveDate)>),
    /// On paper in a place, with who keeps it.
    Paper(&'a str, Option<RecordId>),
    /// Words alone.
    Told,
}

/// What is said of words that name no place.
pub const TOLD: &str = "told, not on file";

impl<'a> Evidence<'a> {
    /// Where it is: what can be checked by a program first.
    pub fn whereabouts(self) -> Whereabouts<'a> {
        let looked = self.looked_by().zip(self.looked_on());
        match (self.file(), self.address(), self.place()) {
            (Some(file), ..) => Whereabouts::File(file),
            (None, "", "") => Whereabouts::Told,
            (None, "", place) => Whereabouts::Paper(place, self.keeper()),
            (None, address, _) => Whereabouts::Address(address, looked),
        }
    }

    /// Whether somebody else can find it: more than words are on record.
    pub fn is_on_file(self) -> bool {
        self.whereabouts() != Whereabouts::Told
    }
}

/// What a proof says that it is, and where it is held.
const GOVERNS: Governs =
    Governs::By { changed: fields![EvidenceField: Title, Address, Place, Description, SaidBy, Dated], new: &[] };

/// It proves something no more.
static UNASKED: &[Better] = &[Better::Away(EvidenceField::About.name())];

static RULES: &[Rule] = &[
    Rule::new("Words that are evidence say what they show, or where that is.", Holds::By(says_something))
        .clause("7.5.3"),
    Rule::new("Where evidence is, is said so that it can be found.", Holds::By(can_be_found)).clause("7.5.3"),
    Rule::new(
        "What somebody else said of one's own is put on record with what can be checked.",
        Holds::By(said_of_ones_own),
    )
    .clause("7.5.3")
    .looking_at(&[Fact::PastLinked(EvidenceField::About.name())]),
    Rule::new("Paper has a place and somebody who keeps it.", Holds::Complete { where_any: PAPER, all: PAPER })
        .clause("7.5.3"),
    Rule::new(
        "Somebody looked at what is held at an address, on a day.",
        Holds::Complete {
            where_any: fields![EvidenceField: LookedBy, LookedOn],
            all: fields![EvidenceField: LookedBy, LookedOn, Address],
        },
    )
    .clause("7.5.3"),
];

const PAPER: &[FieldName] = fields![EvidenceField: Place, Keeper];

/// Whether one of these fields comes to hold something else; where it is being made, whatever they hold is new.
fn comes_to_hold(facts: &Facts, fields: &[EvidenceField]) -> bool {
    facts.before.is_none() || fields.iter().any(|field| facts.changes(*field))
}

/// Where nothing but words is on record, they are all that somebody else can go by: a reference, with its number, is enough.
fn says_something(facts: &Facts) -> Vec<Missing> {
    let one = Evidence(facts.record);
    let fields = [EvidenceField::Title, EvidenceField::Description, EvidenceField::File, EvidenceField::Address];
    let says = reason::says_something;
    if one.is_on_file() || !comes_to_hold(facts, &fields) || says(one.title()) || says(one.description()) {
        return Vec::new();
    }
    let what =
        format!("“{}” says nothing: say what shows it and where that is, or hand over a file", one.title().trim());
    vec![Missing::in_field(EvidenceField::Title.name(), what)]
}

fn can_be_found(facts: &Facts) -> Vec<Missing> {
    let one = Evidence(facts.record);
    let said = [(EvidenceField::Address, one.address()), (EvidenceField::Place, one.place())];
    let said = said.into_iter().filter(|(field, text)| !text.is_empty() && comes_to_hold(facts, &[*field]));
    let nowhere = said.filter(|(_, text)| !reason::is_one(text));
    let told = nowhere.map(|(field, text)| {
        let label = field.field().label;
        Missing::in_field(
            field.name(),
            format!("{label} is “{}”, where nothing can be found: say where it is", text.trim()),
        )
    });
    told.collect()
}

/// Whoever owns what a message is about could write it themselves: without the message nobody can tell.
fn said_of_ones_own(facts: &Facts) -> Vec<Missing> {
    let one = Evidence(facts.record);
    let words = matches!(one.kind(), Some(Type::Message | Type::Signature));
    let fields = [EvidenceField::Type, EvidenceField::SaidBy, EvidenceField::About, EvidenceField::File];
    let of_another = one.said_by().is_some() && one.said_by() != facts.actor;
    if !words || !of_another || one.is_on_file() || !comes_to_hold(facts, &fields) {
        return Vec::new();
    }
    let about = facts.past_linked(EvidenceField::About);
    let since = facts.today.checked_sub_days(Days::new(365));
    let own = about.iter().flat_map(|past| ownership::owners_since(past, since));
    let Some(own) = own.into_iter().find(|hand| facts.actor == Some(hand.person)) else { return Vec::new() };
    let what = format!("Whoever puts it on record {}: hand over the message or the signed copy itself", own.deed);
    vec![Missing::in_field(EvidenceField::File.name(), what)]
}

/// From what something is about to what was handed over as proof of it.
pub const VIA: Via = Via::From(EvidenceField::About.link());

/// What was handed over as proof, with its bytes. What is held at an address is looked at in the week before something is
/// attested on it: nothing else tells that it is there still.
pub const GROUND: Ground = Ground { seen: looked_at_lately, ..ground_of("evidence", &[VIA]) };

/// What was handed over as proof of records on the way, with its bytes.
pub const fn ground_of(name: &'static str, along: &'static [Via]) -> Ground {
    let counts = Counts::Fields(fields![EvidenceField: Title, File, Address, Place, Description, Type, SaidBy, Dated]);
    Ground { name, along, counts, ..Ground::PLAIN }
}

/// So many days before something is attested may what it is attested on have been looked at.
const FRESH: Days = Days::new(7);

/// What stands against attesting something by evidence on a day: nobody looked lately at the address where it is held.
fn looked_at_lately(found: &Record, day: NaiveDate) -> Option<Missing> {
    let Whereabouts::Address(address, looked) = Evidence::of(found)?.whereabouts() else { return None };
    let looked = match looked {
        Some((_, on)) if on.checked_add_days(FRESH).is_none_or(|until| until >= day) => return None,
        Some((_, on)) => format!("was last looked at on {on}"),
        None => "was not looked at".to_owned(),
    };
    let reference = found.reference();
    let words = format!("{reference} is held at {address} and {looked}: look at it, and “Looked at it” comes first");
    Some(Missing::in_record(found, words))
}
