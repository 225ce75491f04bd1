//! Sealed minutes as a folder that a stranger proves: what was sealed, what it rests on, who signed it, and how all that is
//! checked with the tools of any system.

use crate::domain::evidence::{Evidence, EvidenceField};
use crate::domain::identity::{Hash, Reference};
use crate::domain::minutes::Minutes;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::visible::quoted;
use crate::store::{Error, View};
use crate::workflow::Trouble;
use crate::workflow::evidence::{Of, export};
use crate::workflow::sums::{SUMS, sums};

use super::Proceedings;
use super::kept::kept_documents;
use super::minutes::sha256;
use super::papers::{Printer, Sheets};
use super::signing::{NAMESPACE, allowed_signers, filed, principal, signed_document, under, words};

/// The word by which the command line proves the papers of a review.
pub const PROVE: &str = "verify";

/// What a paper tells its readers to type, so that these files are proven: `gavel review verify MR-2 COPY`.
pub fn proven_by(review: &Reference, files: &str) -> String {
    format!("{} {} {PROVE} {review} {files}", env!("CARGO_PKG_NAME"), REGISTER.command())
}

/// A file of the folder.
#[derive(Debug, Clone)]
pub struct Proof {
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Proof {
    fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// As `sha256sum` prints it.
    pub fn sha256(&self) -> Hash {
        sha256(&self.bytes)
    }
}

/// The lists that stand beside the documents.
const SIGNERS: &str = "allowed_signers";
const GUIDE: &str = "VERIFY.md";

/// Who signed what, and in which file that stands.
struct Under {
    file: String,
    principal: String,
    /// Whose it is, with which key, and who put that on record.
    told: String,
}

/// The files of the folder, the sealed minutes first.
///
/// # Errors
/// Where the file can't be read.
pub fn proof(view: View, proceedings: &Proceedings, minutes: &Record, printer: &Printer) -> Result<Vec<Proof>, Error> {
    let mut files = Vec::new();
    let kept = kept_documents(view, minutes)?;
    // To be read and signed on paper.
    let copies = (printer.copies)(minutes, &kept, Sheets::EveryForm);
    files.extend(kept.into_iter().map(|one| Proof::new(one.name, one.bytes)));
    files.extend(copies.into_iter().map(|(name, bytes)| Proof::new(name, bytes)));
    let pack = proceedings.review().pack();
    let pack = pack.and_then(|id| proceedings.packs.iter().find(|one| one.id == id));
    for kept in pack.map_or(Ok(Vec::new()), |pack| kept_documents(view, pack))? {
        files.push(Proof::new(kept.name, kept.bytes));
    }
    let (on_file, lacking) = on_file(view, minutes)?;
    files.extend(on_file);
    let signed = signed_document(view, minutes)?.map(|one| one.name);
    let (mut signatures, mut gone) = (Vec::new(), Vec::new());
    for (record, checked) in under(view, minutes)? {
        let told = words(view, &record, &checked)?;
        // One that holds no more proves nothing to a stranger; that it was there is told.
        let (Ok(holds), Some((file, bytes))) = (checked, filed(view, &record)?) else {
            gone.push(told);
            continue;
        };
        files.push(Proof::new(file.clone(), bytes));
        signatures.push(Under { file, principal: principal(view, &holds.person)?, told });
    }
    if !signatures.is_empty() {
        files.push(Proof::new(SIGNERS, allowed_signers(view)?));
    }
    files.push(Proof::new(GUIDE, guide(proceedings, minutes, signed.as_deref(), &signatures, &gone, &lacking)));
    let list = sums(files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())));
    files.push(Proof::new(SUMS, list));
    Ok(files)
}

/// What is on file about the minutes, a signed copy and whatever else was put there; and of what that is not here, why.
fn on_file(view: View, minutes: &Record) -> Result<(Vec<Proof>, Vec<String>), Error> {
    let (mut files, mut lacking) = (Vec::new(), Vec::new());
    for link in view.backlinks(minutes.id)? {
        let has_file = Evidence::of(&link.record).is_some_and(|evidence| evidence.file().is_some());
        if !has_file || *link.relation != *EvidenceField::About.name() || link.record.voided {
            continue;
        }
        match export(view, &link.record, Of::Latest) {
            Ok(export) => files.push(Proof::new(export.file_name(&link.record), export.bytes)),
            Err(Trouble::Store(error)) => return Err(error),
            Err(trouble) => lacking.push(trouble.why()?.words),
        }
    }
    Ok((files, lacking))
}

/// How a stranger proves the minutes.
fn guide(
    proceedings: &Proceedings,
    minutes: &Record,
    signed: Option<&str>,
    signatures: &[Under],
    gone: &[String],
    lacking: &[String],
) -> String {
    let review = proceedings.meeting.review.reference();
    let organisation = proceedings.meeting.organisation.title();
    let head = Minutes(minutes).head();
    let mut out = format!(
        "# How these minutes are proven\n\n\
         Minutes of {review}: {}, {organisation}, version {}. What 1 and 2 \
         ask for are the tools of any system; what comes after them is for whoever has Gavel.\n\n\
         ## 1. Nothing was changed on the way\n\n```sh\nsha256sum -c {SUMS}\n```\n\n\
         Each line ends in “OK”. (`shasum -a 256 -c {SUMS}` on macOS.) It proves that the files are those that were handed \
         over together, and no more: whoever changes a file can change the list. Compare the hash of the minutes with one that \
         you have from elsewhere: the minutes of the next review print it.\n\n    {}\n\n",
        proceedings.review().title(),
        Minutes(minutes).version().unwrap_or_default(),
        Minutes(minutes).sha256(),
    );
    out.push_str("## 2. Who signed\n\n");
    match (signed, signatures) {
        (Some(signed), [_, ..]) => {
            signatures.iter().for_each(|one| out.push_str(&format!("- {}\n", one.told)));
            out.push_str(&format!(
                "\nAsk those who signed for their public keys, and compare them with `{SIGNERS}`; then:\n\n```sh\n"
            ));
            for one in signatures {
                out.push_str(&format!(
                    "ssh-keygen -Y verify -f {SIGNERS} -I {} -n {NAMESPACE} -s {} < {signed}\n",
                    quoted(&one.principal),
                    one.file
                ));
            }
            out.push_str(&format!(
                "```\n\nEach answers “Good \"{NAMESPACE}\" signature”. What is signed is the JSON of the sealed minutes; the other \
                 forms say the same.\n\n"
            ));
        }
        _ => out
            .push_str("No signature of a key stands. Who approved the minutes, when and how stands at their end.\n\n"),
    }
    if !gone.is_empty() {
        out.push_str("What was signed and holds no more:\n\n");
        gone.iter().for_each(|told| out.push_str(&format!("- {told}\n")));
        out.push('\n');
    }
    if !lacking.is_empty() {
        out.push_str("Put on file about the minutes, and not in this folder:\n\n");
        lacking.iter().for_each(|told| out.push_str(&format!("- {told}\n")));
        out.push('\n');
    }
    out.push_str(&format!(
        "## 3. What they were written from\n\n\
         The minutes print the head of the journal before the seal:\n\n    {head}\n\n\
         Whoever has the organisation's file proves with it that what stands in the journal before that is what it was: \
         every record, and the order in which they were made.\n\n```sh\n{}\n```\n",
        proven_by(&review, "FILE…")
    ));
    out
}
