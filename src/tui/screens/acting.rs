//! What can be done with whatever record is selected, on every screen alike.

use crate::domain::approval::Approval;
use crate::domain::evidence::{self, EvidenceField, Type};
use crate::domain::identity::RecordId;
use crate::domain::note;
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::spelling::capital;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::store::Error;
use crate::store::view::named;
use crate::tui::command::Command;
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, open};
use crate::tui::operating::spelled;
use crate::workflow::nearby::ABOUT;
use crate::workflow::operation::Why;
use crate::workflow::operation::own::{self, Offered};
use crate::workflow::reading::{self, Of, Reading, Wanted};

use super::chooser::Chooser;
use super::form::{Form, Preset, Purpose, records_of};
use super::marked::records_in_words;
use super::writing_out;

/// Why a command can't be used with these records.
pub fn unavailable(
    command: Command,
    subjects: &[&Record],
    register: Option<&'static Register>,
    desk: &Desk,
) -> Option<String> {
    let one = subjects.first();
    let nothing = || one.is_none().then(|| "Nothing is selected".to_owned());
    let write = || desk.why_not_write();
    let own = register.or(one.map(|record| record.register));
    let by_hand = match (command, own) {
        (Command::Add, Some(register)) => own::add(register).err(),
        (Command::Edit, Some(register)) => own::edit(register).err(),
        (Command::Void, Some(register)) => own::void(register, false).err(),
        _ => None,
    };
    if let Some(why) = by_hand {
        return Some(spelled(&why));
    }
    match command {
        Command::Open | Command::Copy | Command::CopyText | Command::History | Command::About | Command::Peek => {
            nothing()
        }
        Command::Sheets => sheets(one.copied(), own).is_empty().then(|| match own {
            Some(register) if one.is_none() && reading::all().any(|reading| reading.register == register) => {
                none_selected(register)
            }
            Some(register) => format!("There is no sheet of {}", register.plural),
            None => "Nothing is selected".to_owned(),
        }),
        Command::Add => register.and_then(|_| write()),
        Command::Edit | Command::Evidence | Command::Void => nothing().or_else(write),
        Command::Note => nothing().or_else(write).or_else(|| {
            (subjects.len() > 1).then(|| "A note is about one record; take the marks away with A".to_owned())
        }),
        Command::WriteOut => match subjects {
            [one] if one.register == &evidence::REGISTER => None,
            [] => nothing(),
            _ => Some("Select one piece of evidence first: its file is written out".to_owned()),
        },
        Command::Move => nothing().or_else(write).or_else(|| {
            let register = one?.register;
            register.machine.is_none().then(|| format!("{} have no states to move through", capital(register.plural)))
        }),
        _ => None,
    }
}

/// Does what a command means for these records.
pub fn run(
    command: Command,
    subjects: &[&Record],
    register: Option<&'static Register>,
    desk: &Desk,
) -> Result<Effects, Error> {
    let Some(first) = subjects.first() else {
        return match (command, register) {
            (Command::Add, Some(register)) => {
                form(Purpose::Create { register, about: Vec::new(), preset: Vec::new() }, desk)
            }
            (Command::Sheets, register) => Ok(choose_sheet(None, register)),
            _ => Ok(Effects::new()),
        };
    };
    let records = || subjects.iter().map(|record| (*record).clone()).collect::<Vec<_>>();
    let ids = || subjects.iter().map(|record| record.id).collect::<Vec<_>>();
    match command {
        Command::Open => Ok(vec![Effect::Visit(Destination::Work(first.id))]),
        Command::Peek => Ok(vec![Effect::Visit(Destination::Glance(first.id))]),
        Command::History => Ok(vec![Effect::Visit(Destination::History(first.id))]),
        Command::About => Ok(vec![Effect::Visit(Destination::Sheet(&ABOUT, Wanted::of(first.id)))]),
        Command::Add => {
            let register = register.unwrap_or(first.register);
            form(Purpose::Create { register, about: Vec::new(), preset: Vec::new() }, desk)
        }
        Command::Edit => form(Purpose::Edit { records: records() }, desk),
        Command::Note => form(Purpose::Create { register: &note::REGISTER, about: ids(), preset: Vec::new() }, desk),
        Command::Evidence => {
            let preset = if let [one] = subjects { evidence_of(one) } else { Vec::new() };
            form(Purpose::Create { register: &evidence::REGISTER, about: ids(), preset }, desk)
        }
        Command::WriteOut => writing_out::choose(first, desk),
        Command::Move => Ok(open(choose_move(subjects, desk))),
        Command::Sheets => Ok(choose_sheet(Some(first), Some(first.register))),
        Command::Void => {
            let back = subjects.iter().all(|record| record.voided);
            form(Purpose::Void { records: records(), back }, desk)
        }
        Command::Copy => {
            let text: Vec<_> = subjects.iter().map(|record| record.reference().to_string()).collect();
            Ok(copy(text.join("\n"), text.join(", ")))
        }
        Command::CopyText => {
            let text: Vec<_> = subjects.iter().map(|record| named(record)).collect();
            Ok(copy(text.join("\n"), format!("{} in words", first.reference())))
        }
        _ => Ok(Effects::new()),
    }
}

/// What is known of evidence of an approval before it is typed: it shows that who approved said so.
fn evidence_of(record: &Record) -> Preset {
    let Some(approval) = Approval::of(record) else { return Preset::new() };
    let kind = approval.how().map(|how| (EvidenceField::Type.field(), Value::Choice(Type::showing(how).key())));
    let by = approval.person().map(|person| (EvidenceField::SaidBy.field(), Value::Link(person)));
    kind.into_iter().chain(by).collect()
}

/// What is read of a record, and of its register.
fn sheets(record: Option<&Record>, register: Option<&'static Register>) -> Vec<(&'static Reading, Wanted)> {
    let is_own = |reading: &Reading| Some(reading.register) == register;
    let wanted = |reading: &'static Reading| match (reading.of, record) {
        (Of::Record, Some(record)) => is_own(reading).then(|| (reading, Wanted::of(record.id))),
        (Of::Any, Some(record)) => Some((reading, Wanted::of(record.id))),
        (Of::Record | Of::Any, None) | (Of::File, _) => None,
        (Of::Register, _) => is_own(reading).then(|| (reading, Wanted::default())),
    };
    let mut found: Vec<_> = reading::all().filter_map(wanted).collect();
    // What tells of the record itself comes first, and what is told of every record behind that.
    found.sort_by_key(|(reading, _)| (reading.of == Of::Register, reading.of == Of::Any));
    found
}

fn none_selected(register: &Register) -> String {
    format!("Select one of the {} first: their sheets are read one by one", register.plural)
}

/// The sheet, or the choice where there are several.
fn choose_sheet(record: Option<&Record>, register: Option<&'static Register>) -> Effects {
    match sheets(record, register).as_slice() {
        [(reading, wanted)] => visit(reading, wanted),
        _ => {
            let mut chooser = Chooser::new("Sheets").called("Sheets");
            offer_sheets(&mut chooser, record, register);
            open(chooser)
        }
    }
}

/// The sheets of a screen that is of one record as a whole, and of what is selected on it.
pub fn choose_among_sheets(whole: Option<&Record>, selected: &[&Record]) -> Effects {
    let mut chooser = Chooser::new("Sheets").called("Sheets");
    for record in of_whole_and(whole, selected) {
        offer_sheets(&mut chooser, Some(record), Some(record.register));
    }
    open(chooser)
}

fn of_whole_and<'r>(whole: Option<&'r Record>, selected: &[&'r Record]) -> impl Iterator<Item = &'r Record> {
    let other = selected.first().copied().filter(|one| whole.is_none_or(|whole| whole.id != one.id));
    whole.into_iter().chain(other)
}

fn offer_sheets(chooser: &mut Chooser, record: Option<&Record>, register: Option<&'static Register>) {
    for (reading, wanted) in sheets(record, register) {
        let title = match record {
            Some(record) if wanted.record.is_some() => format!("{}: {}", reading.title, record.reference()),
            _ => reading.title.to_owned(),
        };
        chooser.offer(title, "", Answer::does(move |_| Ok(visit(reading, &wanted))));
        chooser.explained(reading.about);
        chooser.found_by(&format!("{} {}", reading.register.name, reading.name));
    }
}

fn visit(reading: &'static Reading, wanted: &Wanted) -> Effects {
    vec![Effect::Visit(Destination::Sheet(reading, wanted.clone()))]
}

/// Offers every sheet there is: those of what the screen is of and of what is selected on it first, then those of whole registers
/// and of the file, and last those of records of which none is selected.
pub fn offer_every_sheet(chooser: &mut Chooser, whole: Option<&Record>, selected: &[&Record]) {
    let records: Vec<_> = of_whole_and(whole, selected).collect();
    for record in &records {
        offer_sheets(chooser, Some(record), Some(record.register));
    }
    let is_offered =
        |reading: &Reading| reading.of == Of::Any || records.iter().any(|record| reading.register == record.register);
    let (of_one, of_all): (Vec<_>, Vec<_>) =
        reading::all().filter(|reading| !is_offered(reading)).partition(|reading| reading.of == Of::Record);
    for reading in of_all {
        chooser.offer(reading.title, "", Answer::does(move |_| Ok(visit(reading, &Wanted::default()))));
        chooser.explained(reading.about);
        chooser.found_by(&format!("{} {}", reading.register.name, reading.name));
    }
    for reading in of_one {
        let why_not = Some(none_selected(reading.register));
        let title = format!("{}: {}", reading.title, reading.register.singular());
        chooser.offer_unless(title, "", why_not, Answer::does(|_| Ok(Effects::new())));
        chooser.found_by(&format!("{} {}", reading.register.name, reading.name));
    }
}

fn copy(text: String, what: String) -> Effects {
    vec![Effect::Copy { text, what }]
}

fn form(purpose: Purpose, desk: &Desk) -> Result<Effects, Error> {
    Ok(open(Form::open(purpose, desk)?))
}

/// The moves of these records, each with why it can't be made now.
pub fn moves(subjects: &[&Record], desk: &Desk) -> Vec<Offered> {
    let mut offered = own::moves(subjects);
    if let Some(why) = desk.why_not_write() {
        for one in &mut offered {
            one.why_not = Some(Why::is(why.clone()));
        }
    }
    offered
}

fn choose_move(subjects: &[&Record], desk: &Desk) -> Chooser {
    let whose = records_in_words(subjects);
    let mut chooser = Chooser::new(format!("Move on: {whose}")).called("Move on");
    let (now, later): (Vec<_>, Vec<_>) =
        moves(subjects, desk).into_iter().partition(|offered| offered.why_not.is_none());
    // What can't be done now stays in sight, below what can.
    for Offered { step, able, why_not } in now.into_iter().chain(later) {
        let some = able.len() < subjects.len() && why_not.is_none();
        let note = if some { format!("{} of {}", able.len(), subjects.len()) } else { String::new() };
        chooser.offer_unless(
            step.label,
            &note,
            why_not.as_ref().map(spelled),
            Answer::does(move |desk| make_move(step, &able, desk)),
        );
        chooser.explained(step.help);
    }
    chooser
}

/// The form of a move of these records.
pub fn make_move(step: &'static Move, ids: &[RecordId], desk: &Desk) -> Result<Effects, Error> {
    form(Purpose::Move { records: records_of(ids, desk)?, step }, desk)
}
