//! The documents of a review: offered, read, written out.

use crate::domain::minutes::Minutes;
use crate::domain::pack;
use crate::domain::record::Record;
use crate::domain::spelling::counted;
use crate::report::minutes::document;
use crate::report::{Document, frozen, printer, to_markdown};
use crate::store::output::Folder;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::destination::Destination;
use crate::tui::effect::{Answer, Effect, Effects, Notice, open, read};
use crate::tui::screens::chooser::Chooser;
use crate::tui::screens::page::Page;
use crate::tui::screens::reading;
use crate::workflow::reading::Wanted;
use crate::workflow::review::Proceedings;
use crate::workflow::review::addenda;
use crate::workflow::review::changes;
use crate::workflow::review::kept::kept_documents;
use crate::workflow::review::papers::Stage;
use crate::workflow::review::proof::proof;

use super::document::DocumentView;
use super::{ReviewAnswer, ReviewView, Shown};

/// The documents of a review.
pub fn chooser(screen: &ReviewView) -> Chooser {
    let mut chooser = Chooser::new("Documents").called("Documents");
    let Some(proceedings) = &screen.proceedings else { return chooser };
    chooser.offer("The pack as the registers stand", "", Answer::own(ReviewAnswer::Show(Shown::Pack)));
    let sealed = proceedings.minutes.iter().any(|one| Minutes(one).sealed() == Some(true));
    if !sealed {
        chooser.offer("The minutes as the records stand: a draft", "", Answer::own(ReviewAnswer::Show(Shown::Minutes)));
    }
    for record in proceedings.packs.iter().chain(&proceedings.minutes).rev() {
        let on = pack::Pack::of(record).and_then(|pack| pack.circulated_on());
        let on = on.or(Minutes::of(record).and_then(|one| one.dated()));
        let mark = if Minutes::of(record).is_some_and(|one| one.sealed() == Some(true)) { ", sealed" } else { "" };
        let note = on.map_or(String::new(), |day| day.to_string());
        chooser.offer(
            format!("{}{mark}", named(record)),
            &note,
            Answer::own(ReviewAnswer::Show(Shown::Frozen(record.id))),
        );
    }
    let frozen = [proceedings.last_pack(), proceedings.last_minutes().filter(|_| !sealed)];
    for record in frozen.into_iter().flatten() {
        let words = format!("What changed since: {}", record.title());
        chooser.offer(words, "", Answer::own(ReviewAnswer::Show(Shown::Changes(record.id))));
    }
    let better = Wanted::of(proceedings.id());
    chooser.offer(
        "What was changed since the review before",
        "",
        Answer::does(move |_| Ok(vec![Effect::Visit(Destination::Sheet(&changes::CHANGES, better.clone()))])),
    );
    chooser
}

/// Writes the sealed minutes into a folder beside the file, with all by which a stranger proves them.
pub fn write_out(proceedings: &Proceedings, desk: &Desk) -> Result<Effects, Error> {
    let sealed = proceedings.minutes.iter().find(|one| Minutes(one).sealed() == Some(true));
    let Some(sealed) = sealed else { return Ok(Notice::watch("The minutes are not sealed yet").into()) };
    let files = proof(desk.view(), proceedings, sealed, &printer::PRINTER)?;
    let files: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    let folder = Folder::of(desk.store.path()).fresh(&format!("{}-sealed", proceedings.meeting.review.reference()));
    let folder = match folder.and_then(|folder| folder.keep(&files).map(|()| folder)) {
        Ok(folder) => folder,
        Err(error) => return Ok(Notice::bad(error.to_string()).into()),
    };
    let (count, folder) = (counted(files.len(), "file", "files"), folder.path().display());
    Ok(Notice::good(format!("Wrote {count} into {folder}; VERIFY.md says how a stranger proves them")).into())
}

/// A document as it is read, or what is said in its place.
enum Found {
    Document(String, Box<Document>),
    /// What is different from a document that was frozen.
    Changes(String, String),
    Gone,
}

/// Reads a document, and shows it.
pub fn show(shown: Shown, proceedings: &Proceedings, desk: &Desk) -> Effects {
    let (proceedings, of) = (proceedings.clone(), proceedings.clone());
    read(
        desk,
        move |view| find(view, shown, &proceedings),
        move |found, _| {
            Ok(match found {
                Found::Document(title, document) => open(DocumentView::new(title, document, shown, &of, show)),
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
    let markdown = |record: &Record| -> Result<Vec<u8>, Error> {
        let documents = kept_documents(view, record)?;
        Ok(documents.into_iter().find(|one| one.name.ends_with(".md")).map(|one| one.bytes).unwrap_or_default())
    };
    let found = |title: &str, document| Found::Document(title.to_owned(), Box::new(document));
    Ok(match shown {
        Shown::Pack => found("The pack, as the registers stand", printer::pack(view, proceedings, None)?),
        Shown::Minutes => found("The minutes: a draft", document(view, proceedings, &Stage::Draft)?),
        Shown::Frozen(id) => {
            let Some(record) = frozen(id) else { return Ok(Found::Gone) };
            let kept = kept_documents(view, record)?;
            let addenda = match Minutes::of(record) {
                Some(_) => addenda::told(view, &frozen::words(&kept), proceedings)?,
                None => Vec::new(),
            };
            let document = frozen::document(&kept, &addenda);
            document.map_or(Found::Gone, |document| found(&named(record), document))
        }
        Shown::Changes(id) => {
            let Some(record) = frozen(id) else { return Ok(Found::Gone) };
            let now = match pack::Pack::of(record) {
                Some(pack) => printer::pack(view, proceedings, pack.version())?,
                None => printer::minutes_as(view, proceedings, record)?,
            };
            let before = String::from_utf8_lossy(&markdown(record)?).into_owned();
            let changes = printer::changes(&before, &to_markdown(&now), record.title());
            Found::Changes(format!("What changed since {}", record.reference()), changes)
        }
    })
}
