//! What a review offers to be chosen, and what comes of the choice.

use crate::domain::approval::Role;
use crate::domain::attendance::{How, there};
use crate::domain::decision::{self, Decision};
use crate::domain::minutes::Minutes;
use crate::domain::record::Record;
use crate::domain::review::{self, Review, ReviewField, State};
use crate::domain::{addendum, organisation, pack, person};
use crate::report::minutes::document;
use crate::report::{Document, printer, to_markdown};
use crate::store::output::Folder;
use crate::store::view::named;
use crate::store::{Act, Error, Proposal, View};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open, read};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::form::{Form, Purpose};
use crate::tui::screens::page::Page;
use crate::workflow::review::decide::{self, Deciding};
use crate::workflow::review::kept::{self, kept_documents};
use crate::workflow::review::papers::{self, Stage};
use crate::workflow::review::session::{self, End, Entry};
use crate::workflow::review::{Proceedings, call, conclude};

use super::ballot::BallotView;
use super::lead::item_words;
use super::roll::RollView;
use super::steps::Step;
use super::{Deed, ReviewAnswer, ReviewView, Shown, reading};

fn answer(answer: ReviewAnswer) -> Answer {
    Answer::own(answer)
}

/// The steps that a review can make next, the most likely first.
pub fn steps(screen: &ReviewView) -> Chooser {
    let mut chooser = Chooser::new("What is to be done next?").called("Next step");
    let mut offer = |words: &str, help: &'static str, choice: ReviewAnswer| {
        chooser.offer(words, "", answer(choice));
        chooser.explained(help);
    };
    let deed = ReviewAnswer::Do;
    let ask = ReviewAnswer::Ask;
    const PLAN: &str = "Say when, who leads, who records, who votes. The agenda follows when it is called.";
    const RULES: &str = "Quorum, majority, ties, recusal, the interval between reviews: the organisation's settings.";
    const PEOPLE: &str = "Who takes part: mark voting members and top management there.";
    let Some(proceedings) = &screen.proceedings else {
        offer("Plan a review", PLAN, ReviewAnswer::Plan);
        offer("The people", PEOPLE, ReviewAnswer::People);
        offer("The rules of the committee", RULES, ReviewAnswer::EditRules);
        return chooser;
    };
    let tabled = "A further version of the pack is frozen and marked as tabled in the meeting.";
    match proceedings.state() {
        State::Planned | State::Postponed => {
            offer(
                "Call the review",
                "The standard's agenda is put in place, and the call is recorded.",
                deed(Deed::Call),
            );
        }
        State::Called | State::Circulated => {
            let open =
                "A sitting begins; the pack that was circulated last is the one it works on. The roll is called next.";
            let circulate = "A version of the pack is frozen, with its date, its recipients and its hash.";
            if proceedings.packs.is_empty() {
                offer("Circulate the pack", circulate, deed(Deed::Circulate));
                offer("Open the meeting", open, deed(Deed::Open));
            } else {
                offer("Open the meeting", open, deed(Deed::Open));
                offer("Circulate a new version of the pack", circulate, deed(Deed::Circulate));
            }
        }
        State::InSession => {
            let conclude = "The review is complete. What is missing is listed, each line a way to its place.";
            offer("Conclude the review", conclude, deed(Deed::Conclude));
            offer(
                "Adjourn",
                "The sitting ends, whatever is left; the review goes on at another one.",
                deed(Deed::Adjourn),
            );
            offer("Table a new version of the pack", tabled, deed(Deed::Circulate));
        }
        State::Adjourned => {
            offer("Open another sitting", "The roll is called anew; the agenda is where it was.", deed(Deed::Open));
        }
        State::Concluded => {
            let help = "A version of the minutes is frozen and sent out for comments. Until they are approved, what is wrong is put right in the records.";
            offer("Circulate the minutes", help, deed(Deed::CirculateMinutes));
        }
        State::MinutesCirculated => {
            let seals = "Who approved, when and how is recorded. The approval that completes them seals the minutes.";
            offer("Approve the minutes: chair", seals, ask(Step::Approve(Role::Chair)));
            offer("Approve the minutes: secretary", seals, ask(Step::Approve(Role::Secretary)));
            let help = "What was put right in the records since goes into a further version.";
            offer("Circulate a corrected version of the minutes", help, deed(Deed::CirculateMinutes));
        }
        State::Approved | State::Sealed => {
            let help = "The sealed Markdown, HTML and JSON files are written beside this file, with their SHA-256.";
            offer("Write the sealed minutes out", help, deed(Deed::WriteOut));
            offer("Plan the next review", PLAN, ReviewAnswer::Plan);
        }
        State::Cancelled => offer("Plan a review", PLAN, ReviewAnswer::Plan),
    }
    let previous = screen.previous.as_deref().filter(|record| {
        Review(record).state() == Some(State::MinutesCirculated) && proceedings.state() == State::InSession
    });
    if let Some(previous) = previous {
        let words = format!("Approve the minutes of {}", previous.reference());
        chooser.offer(words, "", answer(ask(Step::Approve(Role::NextReview))));
        chooser.explained("This review approves the minutes of the one before, which seals them.");
    }
    let mut offer = |words: &str, help: &'static str, choice: ReviewAnswer| {
        chooser.offer(words, "", answer(choice));
        chooser.explained(help);
    };
    let provisional = |one: &&Record| Decision(one).state() == Some(decision::State::Provisional);
    if proceedings.state() == State::InSession && proceedings.quorum(None).met {
        for one in screen.unratified.iter().chain(proceedings.decisions.iter().filter(provisional)) {
            let words = format!("Ratify {}: {}", one.reference(), one.title());
            offer(&words, "It was decided without a quorum; now there is one.", ReviewAnswer::Ratify(one.id));
        }
    }
    if proceedings.state() == State::Sealed {
        let help = "What is wrong in sealed minutes is put right by a numbered addendum; the minutes stay as they are.";
        offer("Add an addendum to the minutes", help, ReviewAnswer::Addendum);
    }
    if !proceedings.state().is_over() && proceedings.state() != State::Cancelled {
        offer("Add an agenda item", "An item of the organisation's own, before the conclusion.", ask(Step::AddItem));
        offer("A delegate stands in", "For an absent voting member, by a written mandate.", ask(Step::Delegate));
    }
    if !proceedings.state().is_final() {
        offer("Change day, chair, members", "The review's own fields.", ReviewAnswer::EditReview);
    }
    if proceedings.state().is_before() {
        offer(
            "Postpone",
            "The meeting is not held on its day; call it again for another one.",
            deed(Deed::Move("postpone")),
        );
        offer("Cancel", "The review is not held.", deed(Deed::Move("cancel")));
    }
    offer("The rules of the committee", RULES, ReviewAnswer::EditRules);
    offer("The people", PEOPLE, ReviewAnswer::People);
    chooser
}

/// How the item that is being considered ends.
pub fn ends(screen: &ReviewView, goes_on: bool) -> Chooser {
    let current = screen.proceedings.as_ref().and_then(|proceedings| proceedings.current());
    let title = current.map_or(String::new(), item_words);
    let mut chooser = Chooser::new(format!("How does it end? {title}")).called("End the item");
    let mut offer = |words: &str, help: &'static str, choice: ReviewAnswer| {
        chooser.offer(words, "", answer(choice));
        chooser.explained(help);
    };
    offer(
        "Discussed",
        "What came of it stands in its notes and decisions.",
        ReviewAnswer::End(End::Discussed, goes_on),
    );
    offer("Noted", "There was nothing to decide; that is said in words.", ReviewAnswer::End(End::Noted, goes_on));
    offer(
        "Deferred",
        "It is put off, for a reason. An input of the standard that is deferred keeps the review open.",
        ReviewAnswer::End(End::Deferred, goes_on),
    );
    if goes_on {
        offer("Leave it open", "The meeting goes on and comes back to it.", ReviewAnswer::GoOn);
    }
    chooser
}

/// How a proposal that was just worded is decided.
pub fn put(screen: &ReviewView, decision: &Record) -> Chooser {
    let mut chooser = Chooser::new(format!("Put {} to the meeting?", decision.reference())).called("Put it");
    let quorum = screen.proceedings.as_ref().map(|proceedings| proceedings.quorum(Decision(decision).item()));
    let lacking = quorum.as_ref().is_some_and(|standing| !standing.met);
    let carried =
        if lacking { "Nobody objects: carried provisionally, without a quorum" } else { "Nobody objects: carried" };
    chooser.offer(carried, "", answer(ReviewAnswer::NoObjection(Box::new(decision.clone()))));
    chooser.explained("It is put as it is worded, and carried without a vote.");
    chooser.offer("Vote", "", answer(ReviewAnswer::Vote(decision.id)));
    chooser.explained("All in favour, except those you mark otherwise; the arithmetic is shown.");
    chooser.offer("The executive decides", "", answer(ReviewAnswer::Executive(decision.id)));
    chooser.explained("Top management decides after the advice of the meeting.");
    chooser.offer("Not yet: Esc leaves it as a proposal", "", Answer::Afresh);
    chooser
}

/// Those who can come, or those who can leave.
pub fn people(proceedings: &Proceedings, comes: bool) -> Chooser {
    let mut chooser = Chooser::new(if comes { "Who arrives?" } else { "Who leaves?" });
    let here = |id| there(&proceedings.meeting.roll).any(|row| row.person() == Some(id));
    let invited = crate::workflow::review::minutes::recipients(proceedings);
    let mut people: Vec<_> =
        proceedings.meeting.people.iter().filter(|one| !one.voided && here(one.id) != comes).collect();
    people.sort_by_key(|one| !invited.contains(&one.id));
    for one in people {
        let role = person::Person(one).role();
        let choice = if comes { ReviewAnswer::Arrives(one.id) } else { ReviewAnswer::Leaves(one.id) };
        chooser.offer(one.title(), role, answer(choice));
    }
    chooser
}

/// The documents of a review.
pub fn documents(screen: &ReviewView) -> Chooser {
    let mut chooser = Chooser::new("Documents").called("Documents");
    let Some(proceedings) = &screen.proceedings else { return chooser };
    chooser.offer("The pack as the registers stand", "", answer(ReviewAnswer::Show(Shown::Pack)));
    let sealed = proceedings.minutes.iter().any(|one| Minutes(one).sealed() == Some(true));
    if !sealed {
        chooser.offer("The minutes as the records stand: a draft", "", answer(ReviewAnswer::Show(Shown::Minutes)));
    }
    for record in proceedings.packs.iter().chain(&proceedings.minutes).rev() {
        let on = pack::Pack::of(record).and_then(|pack| pack.circulated_on());
        let on = on.or(Minutes::of(record).and_then(|one| one.dated()));
        let mark = if Minutes::of(record).is_some_and(|one| one.sealed() == Some(true)) { ", sealed" } else { "" };
        let note = on.map_or(String::new(), |day| day.to_string());
        chooser.offer(format!("{}{mark}", named(record)), &note, answer(ReviewAnswer::Show(Shown::Frozen(record.id))));
    }
    let frozen = [proceedings.last_pack(), proceedings.last_minutes().filter(|_| !sealed)];
    for record in frozen.into_iter().flatten() {
        let words = format!("What changed since: {}", record.title());
        chooser.offer(words, "", answer(ReviewAnswer::Show(Shown::Changes(record.id))));
    }
    chooser
}

/// Does what was chosen.
pub fn answered(screen: &mut ReviewView, choice: ReviewAnswer, desk: &Desk) -> Result<Effects, Error> {
    let now = desk.circumstances()?.now;
    let ambient = desk.store.ambient();
    match choice {
        ReviewAnswer::Plan => {
            let purpose = Purpose::Create { register: &review::REGISTER, about: Vec::new(), preset: Vec::new() };
            return Ok(open(Form::open(purpose, desk)?));
        }
        ReviewAnswer::EditRules => {
            let records = desk.view().single(&organisation::REGISTER)?.into_iter().collect();
            return Ok(open(Form::open(Purpose::Edit { records }, desk)?.focused_on("review_interval")));
        }
        ReviewAnswer::People => return Ok(vec![Effect::Go(Destination::Register(&person::REGISTER))]),
        _ => {}
    }
    let Some(proceedings) = screen.proceedings.as_deref() else { return Ok(Effects::new()) };
    let submit = |proposal: Proposal, says: String| Ok(ReviewView::submit(proposal, says));
    match choice {
        ReviewAnswer::Do(deed) => do_it(deed, proceedings, desk),
        ReviewAnswer::Ask(Step::Approve(Role::NextReview)) => {
            screen.ask(Step::Approve(Role::NextReview), screen.previous.as_ref().map(|one| one.id), desk)
        }
        ReviewAnswer::Ask(step) => screen.ask(step, None, desk),
        ReviewAnswer::End(End::Discussed, goes_on) => {
            let Some(current) = proceedings.current() else { return Ok(Effects::new()) };
            let mut proposal = session::end(current, End::Discussed, None, now);
            let next = session::neighbour(proceedings, false).filter(|_| goes_on);
            proposal.acts.extend(next.map(|next| session::begin(proceedings, next, now)).unwrap_or_default());
            let words =
                next.map_or_else(|| "Discussed".to_owned(), |next| format!("Discussed; now {}", item_words(next)));
            submit(proposal, words)
        }
        ReviewAnswer::End(how, _) => screen.ask(Step::End(how), proceedings.current().map(|item| item.id), desk),
        ReviewAnswer::GoOn => screen.go_on(false, desk),
        ReviewAnswer::NoObjection(decision) => Ok(screen.decide(&decision, &Deciding::NoObjection, desk)),
        ReviewAnswer::Vote(id) => match proceedings.decisions.iter().find(|one| one.id == id) {
            Some(decision) => Ok(open(BallotView::new(proceedings, decision))),
            None => Ok(Effects::new()),
        },
        ReviewAnswer::Executive(id) => screen.ask(Step::Executive, Some(id), desk),
        ReviewAnswer::Arrives(person) => {
            let capacity = session::capacity_of(proceedings, person);
            let entry = Entry { person, how: How::Room, capacity, at: now, mandate: None };
            let name = proceedings.person(Some(person));
            submit(session::attend(proceedings, &[entry], ambient), format!("{name} is here"))
        }
        ReviewAnswer::Leaves(person) => match session::leave(proceedings, person, now) {
            Ok(proposal) => submit(proposal, format!("{} has left", proceedings.person(Some(person)))),
            Err(trouble) => Ok(Notice::watch(trouble.to_string()).into()),
        },
        ReviewAnswer::Show(shown) => Ok(show(shown, proceedings, desk)),
        ReviewAnswer::EditReview => screen.edit_review(None, desk),
        ReviewAnswer::Ratify(id) => {
            let mut decisions = proceedings.decisions.iter().chain(&screen.unratified);
            let Some(decision) = decisions.find(|one| one.id == id) else { return Ok(Effects::new()) };
            let words = format!("{} is ratified", decision.reference());
            submit(decide::ratify(proceedings, decision, ambient), words)
        }
        ReviewAnswer::Addendum => {
            let purpose =
                Purpose::Create { register: &addendum::REGISTER, about: vec![proceedings.id()], preset: Vec::new() };
            Ok(open(Form::open(purpose, desk)?))
        }
        ReviewAnswer::Plan | ReviewAnswer::EditRules | ReviewAnswer::People => Ok(Effects::new()),
    }
}

/// Whether the meeting opens otherwise than everybody was told, so that it is asked how that was agreed.
fn asks_how(proceedings: &Proceedings, opening: &Proposal, desk: &Desk) -> Result<bool, Error> {
    let [Act::Move { name, given, .. }] = opening.acts.as_slice() else { return Ok(false) };
    let Some(step) = review::MACHINE.find(name) else { return Ok(false) };
    let actor = desk.acting.author.as_ref().ok().map(|author| author.person);
    let against = desk.view().against(&proceedings.meeting.review, step, given, actor)?;
    let asked = ReviewField::NoticeAgreed.name().as_str();
    Ok(against.iter().flat_map(|broken| &broken.missing).any(|missing| missing.field == Some(asked)))
}

fn do_it(deed: Deed, proceedings: &Proceedings, desk: &Desk) -> Result<Effects, Error> {
    let (view, ambient) = (desk.view(), desk.store.ambient());
    let now = desk.circumstances()?.now;
    let proposal = match deed {
        Deed::Call => call::call(view, proceedings.id(), ambient)?,
        Deed::Circulate => papers::circulate_pack(view, proceedings.id(), &printer::PRINTER, ambient)?,
        Deed::Open => {
            let proposal = session::open(proceedings, now, Vec::new());
            if asks_how(proceedings, &proposal, desk)? {
                let purpose = Purpose::Step { step: Step::Open, review: proceedings.id(), about: None };
                return Ok(open(Form::open(purpose, desk)?));
            }
            proposal
        }
        Deed::Adjourn => session::adjourn(proceedings, session::not_before(proceedings, now)),
        Deed::Conclude => conclude::conclude(proceedings, session::not_before(proceedings, now)),
        Deed::CirculateMinutes => papers::circulate_minutes(view, proceedings.id(), &printer::PRINTER, ambient)?,
        Deed::WriteOut => return write_out(proceedings, desk),
        Deed::Move(name) => {
            let records = vec![proceedings.meeting.review.clone()];
            let step = review::MACHINE.find(name);
            return match step {
                Some(step) => Ok(open(Form::open(Purpose::Move { records, step }, desk)?)),
                None => Ok(Effects::new()),
            };
        }
    };
    let name = proceedings.meeting.review.reference();
    let says = match deed {
        Deed::Call => format!("{name} is called; its agenda is in place"),
        Deed::Circulate => "The pack is frozen and circulated".to_owned(),
        Deed::Open => format!("{name} is in session"),
        Deed::Adjourn => format!("{name} is adjourned"),
        Deed::Conclude => format!("{name} is concluded; its minutes come next"),
        Deed::CirculateMinutes => "The minutes are frozen and circulated".to_owned(),
        Deed::WriteOut | Deed::Move(_) => String::new(),
    };
    let mut effects = ReviewView::submit(proposal, says);
    // A sitting begins with its roll.
    if deed == Deed::Open {
        effects.push(Effect::Open(RollView::new(proceedings).into()));
    }
    Ok(effects)
}

/// Writes the sealed minutes beside the file.
fn write_out(proceedings: &Proceedings, desk: &Desk) -> Result<Effects, Error> {
    let sealed = proceedings.minutes.iter().find(|one| Minutes(one).sealed() == Some(true));
    let Some(sealed) = sealed else { return Ok(Notice::watch("The minutes are not sealed yet").into()) };
    let documents = kept_documents(desk.view(), sealed)?;
    if let Err(error) = Folder::of(desk.store.path()).keep(&kept::files(&documents)) {
        return Ok(Notice::bad(error.to_string()).into());
    }
    let markdown = documents.iter().find(|document| document.name.ends_with(".md"));
    let hash = markdown.map_or(String::new(), |document| document.sha256.to_string());
    let name = proceedings.meeting.review.reference();
    Ok(Notice::good(format!("Wrote the minutes of {name} beside this file; SHA-256 of the Markdown: {hash}")).into())
}

/// A document as it is read, or what is said in its place.
enum Found {
    Document(String, Box<Document>),
    /// What is different from a document that was frozen.
    Changes(String, String),
    Gone,
}

/// Reads a document, and shows it.
fn show(shown: Shown, proceedings: &Proceedings, desk: &Desk) -> Effects {
    let proceedings = proceedings.clone();
    read(
        desk,
        move |view| find(view, shown, &proceedings),
        |found, _| {
            Ok(match found {
                Found::Document(title, document) => open(Page::prose(title, reading::lines(&document))),
                Found::Changes(title, changes) => {
                    open(Page::new(title, changes.lines().filter_map(reading::difference).collect()))
                }
                Found::Gone => Notice::watch("Its bytes are gone, or can't be read").into(),
            })
        },
    )
}

fn find(view: View, shown: Shown, proceedings: &Proceedings) -> Result<Found, Error> {
    let frozen = |id| proceedings.packs.iter().chain(&proceedings.minutes).find(|one| one.id == id);
    let kept = |record: &Record, ending: &str| -> Result<Vec<u8>, Error> {
        let documents = kept_documents(view, record)?;
        Ok(documents.into_iter().find(|one| one.name.ends_with(ending)).map(|one| one.bytes).unwrap_or_default())
    };
    let found = |title: &str, document| Found::Document(title.to_owned(), Box::new(document));
    Ok(match shown {
        Shown::Pack => found("The pack, as the registers stand", printer::pack(view, proceedings, None)?),
        Shown::Minutes => found("The minutes: a draft", document(view, proceedings, &Stage::Draft)?),
        Shown::Frozen(id) => {
            let Some(record) = frozen(id) else { return Ok(Found::Gone) };
            let document = Document::from_json(&kept(record, ".json")?);
            document.map_or(Found::Gone, |document| found(&named(record), document))
        }
        Shown::Changes(id) => {
            let Some(record) = frozen(id) else { return Ok(Found::Gone) };
            let now = match pack::Pack::of(record) {
                Some(pack) => printer::pack(view, proceedings, pack.version())?,
                None => printer::minutes_as(view, proceedings, record)?,
            };
            let before = String::from_utf8_lossy(&kept(record, ".md")?).into_owned();
            let changes = printer::changes(&before, &to_markdown(&now), record.title());
            Found::Changes(format!("What changed since {}", record.reference()), changes)
        }
    })
}
